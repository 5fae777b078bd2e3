/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* A linear program over columns in [0, 1], solved by COIN-OR Clp, which is loaded when the first one is made: it
 * brings fourteen shared libraries, and most runs never need it.
 *
 *   minimise cost · x   subject to   row · x ≤ bound,   0 ≤ x ≤ 1
 *
 * Its numbers price and guide; nothing may be concluded from them but by integers (solver/relax.h). */

#include <stdbool.h>

typedef struct PlnLp PlnLp;

typedef enum
{
  PLN_LP_OPTIMAL,
  PLN_LP_INFEASIBLE,
  PLN_LP_EXCEEDED, /* the value is above the limit; the multipliers say so */
  PLN_LP_STOPPED, /* by the flag, the iteration limit or numerical trouble */
} PlnLpStatus;

/* Begins to load the library beside what is done meanwhile, where an LP is likely: it takes 3 to 8 ms. Once in a process;
 * without a thread for it nothing happens. */
void pln_lp_prepare (void);
/* Waits until it is loaded, if that was begun: a process must not end while another thread loads a library. */
void pln_lp_settle (void);

/* Returns: (transfer full) (nullable): NULL when the library is not installed */
PlnLp *pln_lp_new (void);
void pln_lp_free (PlnLp *lp);

/* Takes out all rows and columns: for another program, which a new LP would take as long to make as a small one to solve. */
void pln_lp_clear (PlnLp *lp);

/* Columns without rows; rows give them their entries. */
void pln_lp_add_columns (PlnLp *lp, const double *costs, int n);
/* A column with entries in rows that are there, as column generation makes them. */
void pln_lp_add_column (PlnLp *lp, double cost, const int *rows, const double *weights, int n);
/* @starts: (array length=n_rows+1): of each row in @columns and @weights */
void pln_lp_add_rows (PlnLp *lp, int n_rows, const int *starts, const int *columns, const double *weights,
                      const double *bounds);
/* @rows: rising */
void pln_lp_delete_rows (PlnLp *lp, const int *rows, int n);
void pln_lp_set_range (PlnLp *lp, int column, double least, double most);
void pln_lp_set_cost (PlnLp *lp, int column, double cost);

/* Solving may end when the value exceeds @limit. */
void pln_lp_set_limit (PlnLp *lp, double limit);

/* By dual simplex from the last basis.
 *
 * @stop: (nullable): ends it soon when not 0; read with g_atomic_int_get() */
PlnLpStatus pln_lp_solve (PlnLp *lp, int most_iterations, const int *stop);

/* Where dual simplex stands: which columns and rows are in the basis, and on which side the others are. */
typedef struct PlnLpBasis PlnLpBasis;

/* Returns: (transfer full) */
PlnLpBasis *pln_lp_keep_basis (PlnLp *lp);
void pln_lp_basis_free (PlnLpBasis *basis);
/* The next solve begins there. What has been added since is slack.
 *
 * Requires: no row that was there has been deleted since */
void pln_lp_set_basis (PlnLp *lp, const PlnLpBasis *basis);

/* Of the last solve; live until the next change. */
const double *pln_lp_columns (PlnLp *lp);
/* Multipliers of the rows, ≥ 0 up to tolerance. */
void pln_lp_multipliers (PlnLp *lp, double *multipliers);
double pln_lp_value (PlnLp *lp);
/* Is it in the basis that the last solve ended with? Of a row: is its slack? */
bool pln_lp_column_is_basic (PlnLp *lp, int column);
bool pln_lp_row_is_basic (PlnLp *lp, int row);
int pln_lp_iterations (PlnLp *lp);
int pln_lp_n_rows (PlnLp *lp);
int pln_lp_n_columns (PlnLp *lp);
