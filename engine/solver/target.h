/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Cutoffs below the cutoff, on trial. A literal stands for "the cost is below the target" and weighs in the budgets
 * as much as lies between target and cutoff: assumed, it makes the search as narrow as if the target were the
 * cutoff, and what is learned from it names it. Refuted, the target is a bound; met, it is a cutoff like any other.
 * Between a good bound and a poor plan this is the shorter way to both ends: of a hundred columns that the true
 * cutoff leaves open, a target near the bound may leave ten. */

#include "solver/solver.h"

typedef struct
{
  PlnLit lit;
  int64_t below;
} PlnTarget;

/* Requires: at the root; @below is above the bound and below the cutoff
 * Returns: the literal to assume; it weighs until pln_target_leave() */
PlnLit pln_target_aim (PlnSolver *solver, int64_t below);
void pln_target_leave (PlnSolver *solver, PlnLit lit);
/* Nothing below the target was found to exist: the bound rises. */
void pln_target_refute (PlnSolver *solver, PlnLit lit);

/* Neither stated nor part of a solution: the literal of a target, or an output of a core's sum. */
bool pln_solver_is_auxiliary (const PlnSolver *solver, PlnLit lit);
