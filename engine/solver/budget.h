/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The cost must stay below the cutoff. Two rows with 64-bit weights say so at every node of the search:
 *
 *   stated         the cost as stated: exact, but it only sees what has been paid;
 *   reformulated   base + sum of weight * literal ≤ cost * scale for every solution, with weights ≥ 0: what
 *                  core-guided search and the LP make of it. The base is the proved bound; a literal whose weight
 *                  exceeds what base and cutoff leave is forced (hardening and reduced-cost fixing at once).
 *
 * Until there is a first core or LP the two are the same, and only the first is looked at. Weights change at the
 * root alone. Literals stand in falling order of weight; those before `forced` are known to have values, a fact
 * that each level keeps for the way back. */

#include "solver/solver.h"
#include "solver/vector.h"

enum
{
  PLN_BUDGET_STATED,
  PLN_BUDGET_REFORMULATED,
  PLN_BUDGETS,
};

typedef struct
{
  PLN_VECTOR (int64_t) weights; /* by literal */
  PLN_VECTOR (PlnLit) order;    /* open at the last refresh, of positive weight: dearest first, then by number */
  PLN_VECTOR (PlnLit) paid;     /* of those, what is true and counted, in the order of the trail */
  PlnInts marks;                /* by level: `forced` when the level above it was opened */
  int forced;
  int64_t scale; /* this many to a unit of cost */
  int64_t base;
  int64_t sum; /* of the weights of `paid` */
} PlnBudget;

/* Counts a literal that became true. Returns: 0 or the number of the budget that is exceeded, plus 1 */
int pln_budgets_count (PlnSolver *solver, PlnLit lit);
void pln_budgets_undo (PlnSolver *solver, PlnLit lit);
/* Appends the true literals that leave no room for the falsity of @lit (PLN_LIT_NONE: at all), negated. */
void pln_budget_explain (PlnSolver *solver, int number, PlnLit lit, int position, PlnInts *clause);

/* Folds what the root decided into the base, sorts the rest, and forces literals dearer than what the cutoff leaves.
 * Requires: at the root, propagated. Returns: false if the cutoff is reached */
bool pln_budgets_refresh (PlnSolver *solver);

/* A cost literal is stated. */
void pln_budgets_add (PlnSolver *solver, PlnLit lit, int64_t cost);
void pln_budgets_add_constant (PlnSolver *solver, int64_t cost);
/* Puts a weight, in the unit of costs, on a literal that has none but this, in every row. Requires: at the root */
void pln_budgets_weigh (PlnSolver *solver, PlnLit lit, int64_t cost);
/* Moves @weight to, or if it is negative away from, a literal of the reformulated cost. Requires: at the root */
void pln_budget_shift (PlnSolver *solver, PlnLit lit, int64_t weight);
/* Moves weight into the base of the reformulated cost. */
void pln_budget_raise (PlnSolver *solver, int64_t weight);
/* Puts another reformulation in place.
 *
 * @weights: (array length=2*n_variables): by literal, not negative; of a literal and its negation one at most
 * Requires: at the root */
void pln_budget_replace (PlnSolver *solver, int64_t scale, int64_t base, const int64_t *weights);
