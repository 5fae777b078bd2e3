/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Rows: sum of weight * literal ≤ bound with positive weights, in falling order; weights above the bound
 * are bound + 1. `slack` is the bound less the weights of the true literals that the search has counted; a literal
 * whose weight exceeds it must be false. Counting follows the trail, so undoing is adding back.
 *
 * Row 0 is the budget: the cost in its reformulated shape must stay below the cutoff. Its weights are 64-bit and
 * change at the root when core-guided search moves cost from the literals of a core into the base, or when an LP's
 * multipliers make another shape of it. Every shape is a lower bound of the cost as stated, not always all of it; when an
 * assignment slips through that costs too much, the cost as stated becomes a row too.
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

#define PLN_ROW_BUDGET 0

typedef struct
{
  PLN_VECTOR (PlnRow) rows;
  PLN_VECTOR (PlnRowTerm) terms;
} PlnRows;

typedef struct
{
  PLN_VECTOR (PlnWeighted) stated; /* the cost as stated, weights > 0 */
  int64_t stated_constant;
  PLN_VECTOR (int64_t) weights; /* by literal: the cost in its reformulated shape */
  PLN_VECTOR (PlnLit) order;    /* literals of positive weight, dearest first, then by number */
  bool stale;                   /* order and sum must be made anew */
  int64_t scale;                /* base, weights and sum count this many to a unit of cost */
  int64_t base;                 /* reformulated constant: the proved bound */
  int64_t sum;                  /* of the weights of the true literals counted */
  int cost_row;                 /* row of the cost as stated, or 0 */
  int cost_row_terms;           /* how many stated terms it has */
  int64_t cost_row_cutoff;      /* the cutoff that its bound is made from */
  int64_t cutoff;
} PlnBudget;

/* Counts a literal that became true in its rows and in the budget, and forces what follows.
 * Returns: 0 or the reason of a conflict */
unsigned pln_rows_propagate (PlnSolver *solver, PlnLit lit);
/* Forces what a row's changed bound demands. Requires: at the root */
void pln_row_recheck (PlnSolver *solver, int row);
/* Takes a literal out of the counts. */
void pln_rows_undo (PlnSolver *solver, PlnLit lit);
/* Appends the clause that explains why @lit (PLN_LIT_NONE: a conflict) follows from a row to @clause. */
void pln_row_explain (PlnSolver *solver, int row, PlnLit lit, PlnInts *clause);

/* Folds what the root decided into the base, sorts the rest, and forces literals dearer than what the cutoff leaves.
 * Requires: at the root, propagated. Returns: false if the cutoff is reached */
bool pln_budget_refresh (PlnSolver *solver);
/* Moves @weight of a literal's cost elsewhere, or to it. Requires: at the root */
void pln_budget_shift (PlnSolver *solver, PlnLit lit, int64_t weight);
/* Puts another reformulation in place: cost * scale ≥ base + sum of weights for every solution.
 *
 * @weights: (array length=2*n_variables): by literal, not negative; of a literal and its negation one at most
 * Requires: at the root */
void pln_budget_replace (PlnSolver *solver, int64_t scale, int64_t base, const int64_t *weights);
/* What a true literal may still cost; a large number without a cutoff. */
int64_t pln_budget_slack (const PlnSolver *solver);
