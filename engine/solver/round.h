/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Cuts by mixed-integer rounding of sums of rows (Nemhauser & Wolsey, 1990; found as Marchand & Wolsey do, 2001): a
 * tight row, and up to five more, each to cancel a column that the LP leaves fractional; columns near 1 are
 * complemented; divisors are the weights of fractional columns, halves and quarters of the best (solver/rounding.h).
 * All of it is integer: what comes out holds for every solution of the rows, whatever the LP thought. */

#include "solver/cut.h"

/* Appends cuts that x violates to the pool.
 *
 * @lp_rows: (array length=n_lp_rows): rows of the pool that may be summed
 * @x: by column
 * Returns: the work, in terms looked at */
int64_t pln_round_rows (PlnCutRows *rows, const int *lp_rows, int n_lp_rows, int n_columns, const double *x);
