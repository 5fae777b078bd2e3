/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Making unsatisfiable cores smaller by deletion: each member is left out once; what the smaller core no
 * longer names goes with it. At most one search a member of the answer and one a member that goes. */

#include "solver/solver.h"
#include "solver/vector.h"

/* Shrinks @members, a core, in place and makes it the solver's core; the last members are tried first. Each search
 * may cost @limits (nullable).
 *
 * Returns: whether every trial was decided, so that the core is minimal */
bool pln_core_shrink (PlnSolver *solver, PlnInts *members, const PlnLimits *limits);
