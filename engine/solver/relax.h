/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The linear relaxation of everything stated, rows taken in when they are violated, with cuts from its knapsack rows.
 *
 * What is believed of it: for any multipliers y ≥ 0 and rows a_i x ≤ b_i that every solution satisfies,
 *
 *   cost(x) ≥ c x + Σ y_i (a_i x - b_i)
 *
 * The multipliers are rounded to multiples of 2^-18, the right side is summed in 128-bit integers and brought into the
 * shape base + Σ weight * literal with weights ≥ 0. Put into the budget, that shape is more than a bound: at each node of the
 * search a literal whose weight exceeds what the cutoff leaves is forced (reduced-cost fixing, explained like any row), and
 * core-guided search goes on from its weights, so that logic is added to what money says. */

#include "solver/solver.h"

typedef struct PlnRelax PlnRelax;

/* Returns: (transfer full) (nullable): NULL without an LP library */
PlnRelax *pln_relax_new (PlnSolver *solver);
void pln_relax_free (PlnRelax *relax);

/* Solves, adds violated rows and cuts, and so on until nothing is violated, the bound stalls or the cutoff is
 * reached; keeps the best reformulation met.
 *
 * Requires: the solver is at the root
 * @limits: (nullable): ticks and stop are looked at between two LPs */
void pln_relax_tighten (PlnRelax *relax, const PlnLimits *limits);

/* Puts the best reformulation into the solver's budget if its bound is higher, or the budget's is no reformulation
 * of an LP. Returns: whether it did */
bool pln_relax_install (PlnRelax *relax);

/* Makes the last LP's nearest assignment the target of the phases. */
void pln_relax_guide (PlnRelax *relax);

/* The bound proved, in the unit of costs, rounded up. */
int64_t pln_relax_bound (const PlnRelax *relax);
