/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Exact separation over a knapsack: if x is no average of sets of members that fit, an inequality that says so.
 *
 * Of all alpha ≥ 0 with alpha p ≤ 1 for every set p that fits, the one that makes the most of x is a vertex of the
 * polar, hence a facet of the knapsack (Boyd, 1994: Fenchel cuts; for knapsacks Kaparis & Letchford, 2010). It is
 * found by an LP over the members that x uses, whose rows are sets, each found by a dynamic program over length for
 * the alpha at hand. Together such facets give the bound that whole block patterns would (the master with a column
 * for each set that a block may hold), but all columns keep their meaning, and so does what is learned. */

#include "solver/lift.h"
#include "solver/lp.h"
#include "solver/vector.h"

/* Leaves weights in lift->alpha, scaled to integers, where x violates; they may have been rounded, and have no right
 * side yet (see pln_lift_strengthen()).
 *
 * Requires: each member fits by itself, as propagation sees to; of one that does not nothing is said
 * @lp: scratch: what is in it is lost
 * @sets: sets that fit, found here before: each its size and its members; more may be added
 * Returns: whether there is such an inequality */
bool pln_gauge_separate (PlnLift *lift, PlnLp *lp, PlnInts *sets);
