/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Cuts from the tableau (Gomory, 1960): for a basic column that the LP leaves fractional the tight rows are summed so that
 * every other basic column cancels, and the sum is rounded as solver/rounding.h says. The slacks of the rows are whole
 * numbers too, so that only what the multipliers have beyond whole numbers counts.
 *
 * The multipliers are made fractions with one denominator; where there is none that is small, they are rounded to one.
 * From there on all is integer: what comes out holds for every solution of the rows. */

#include "solver/cut.h"
#include "solver/lp.h"

/* Appends cuts that x violates to the pool: the deepest, none of them nearly parallel.
 *
 * @lp: just solved to its optimum
 * @row_of: (array): the pool row of each LP row
 * @fixed: (array): by column: 1, -1, 0 open; what is fixed stays so for good
 * @x: by column
 * Returns: the work, in terms looked at */
int64_t pln_gomory_separate (PlnLp *lp, PlnCutRows *rows, const int *row_of, const signed char *fixed, const double *x);
