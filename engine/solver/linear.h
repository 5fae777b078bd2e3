/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Rows: sum of weight * literal ≤ bound with positive weights, in falling order; weights above the bound
 * are bound + 1. `slack` is the bound less the weights of the true literals that the search has counted; a literal
 * whose weight exceeds it must be false. Counting follows the trail, so undoing is adding back.
 *
 * The first numbers belong to the budgets (solver/budget.h).
 *
 * Why a literal is false is asked only when analysis needs it: the true literals that came before, the dearest
 * first, until their sum leaves no room for it. */

#include "solver/solver.h"
#include "solver/vector.h"

typedef struct
{
  PlnLit lit;
  int weight;
} PlnRowTerm;

typedef struct
{
  int first, n; /* terms */
  int bound;
  int slack;
} PlnRow;

typedef struct
{
  PLN_VECTOR (PlnRow) rows;
  PLN_VECTOR (PlnRowTerm) terms;
} PlnRows;

/* Counts a literal that became true in its rows and in the budget, and forces what follows.
 * Returns: 0 or the reason of a conflict */
unsigned pln_rows_propagate (PlnSolver *solver, PlnLit lit);
/* Takes a literal out of the counts. */
void pln_rows_undo (PlnSolver *solver, PlnLit lit);
/* Appends the clause that explains why @lit (PLN_LIT_NONE: a conflict) follows from a row to @clause. */
void pln_row_explain (PlnSolver *solver, int row, PlnLit lit, PlnInts *clause);
