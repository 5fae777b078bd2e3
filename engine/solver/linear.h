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

/* A row that forced something once and only needs to explain it: made at a level, gone with it. */
typedef struct
{
  int first, n; /* terms */
  int level;
  int64_t bound;
} PlnView;

typedef struct
{
  PLN_VECTOR (PlnView) views;
  PLN_VECTOR (PlnWeighted) terms;
} PlnViews;

/* A row's number from here on is that of a view. */
#define PLN_ROW_VIEW (1 << 28)

/* For qsort(): the heaviest first, of equals the lowest literal. */
int pln_compare_weighted (const void *a, const void *b);

/* Counts a literal that became true in its rows and in the budget, and forces what follows.
 * Returns: 0 or the reason of a conflict */
unsigned pln_rows_propagate (PlnSolver *solver, PlnLit lit);
/* Takes a literal out of the counts. */
void pln_rows_undo (PlnSolver *solver, PlnLit lit);
/* Appends the clause that explains why @lit (PLN_LIT_NONE: a conflict) follows from a row to @clause. */
void pln_row_explain (PlnSolver *solver, int row, PlnLit lit, PlnInts *clause);

/* sum of terms ≤ bound, true of every solution, weights positive: forces what follows from it at the current level.
 *
 * Returns: 0, or the reason of a conflict after going back to the lowest level that has it */
unsigned pln_view_propagate (PlnSolver *solver, const PlnWeighted *terms, int n, int64_t bound);
