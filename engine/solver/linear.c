/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/state.h"

#include <assert.h>
#include <stdlib.h>

/* Forces every open literal heavier than the slack; they stand first. */
static PlnReason
force_row (PlnSolver *solver, int row)
{
  const PlnRow *r = &solver->rows.rows.at[row];
  const PlnRowTerm *terms = solver->rows.terms.at + r->first;
  PlnReason reason = pln_reason (PLN_REASON_ROW, row);
  int k;

  if (r->slack < 0)
    return reason;
  for (k = 0; k < r->n && terms[k].weight > r->slack; k++)
    if (pln_value_of (solver, terms[k].lit) == 0) {
      pln_assign (solver, terms[k].lit ^ 1, reason);
      solver->statistics.row_propagations++;
    }
  solver->statistics.ticks += 1 + k / 8;
  return 0;
}

void
pln_row_recheck (PlnSolver *solver, int row)
{
  assert (pln_level (solver) == 0);
  if (force_row (solver, row))
    solver->inconsistent = true;
}

int64_t
pln_budget_slack (const PlnSolver *solver)
{
  const PlnBudget *budget = &solver->budget;

  if (budget->cutoff == PLN_COST_NONE)
    return INT64_MAX;
  return (budget->cutoff - 1) * budget->scale - budget->base - budget->sum;
}

static PlnReason
force_budget (PlnSolver *solver)
{
  const PlnBudget *budget = &solver->budget;
  int64_t slack = pln_budget_slack (solver);
  PlnReason reason = pln_reason (PLN_REASON_ROW, PLN_ROW_BUDGET);
  int k;

  if (slack < 0)
    return reason;
  for (k = 0; k < budget->order.n && budget->weights.at[budget->order.at[k]] > slack; k++)
    if (pln_value_of (solver, budget->order.at[k]) == 0) {
      pln_assign (solver, budget->order.at[k] ^ 1, reason);
      solver->statistics.row_propagations++;
    }
  solver->statistics.ticks += 1 + k / 8;
  return 0;
}

/* All counts change before anything is forced or refused, so that undoing needs to know nothing. */
PlnReason
pln_rows_propagate (PlnSolver *solver, PlnLit lit)
{
  PlnEntry *at = pln_lists_at (&solver->occurrences, lit);
  int n = solver->occurrences.lists.at[lit].n;
  int64_t cost = solver->budget.weights.at[lit];
  PlnReason conflict = 0;

  solver->statistics.ticks += n;
  for (int i = 0; i < n; i++)
    solver->rows.rows.at[at[i].key].slack -= at[i].data;
  solver->budget.sum += cost;
  for (int i = 0; i < n && !conflict; i++)
    conflict = force_row (solver, at[i].key);
  if (!conflict && cost > 0 && !solver->budget.stale)
    conflict = force_budget (solver);
  return conflict;
}

void
pln_rows_undo (PlnSolver *solver, PlnLit lit)
{
  PlnEntry *at = pln_lists_at (&solver->occurrences, lit);
  int n = solver->occurrences.lists.at[lit].n;

  for (int i = 0; i < n; i++)
    solver->rows.rows.at[at[i].key].slack += at[i].data;
  solver->budget.sum -= solver->budget.weights.at[lit];
}

/* Is a literal true, and was it before position? */
static inline bool
was_true (const PlnSolver *solver, PlnLit lit, int position)
{
  return pln_value_of (solver, lit) > 0 && solver->assignments.at[lit >> 1].position < position;
}

/* Literals of the root are counted but need not be named. The dearest come first in the row, so few are named. */
static void
explain_row (PlnSolver *solver, const PlnRow *row, PlnLit lit, int position, PlnInts *clause)
{
  const PlnRowTerm *terms = solver->rows.terms.at + row->first;
  int64_t missing = (int64_t) row->bound + 1; /* true weights that must be shown */

  for (int k = 0; k < row->n; k++)
    if (terms[k].lit == (lit ^ 1) && lit != PLN_LIT_NONE)
      missing -= terms[k].weight;
    else if (pln_value_of (solver, terms[k].lit) > 0 && pln_level_of (solver, terms[k].lit) == 0)
      missing -= terms[k].weight;
  for (int k = 0; k < row->n && missing > 0; k++)
    if (was_true (solver, terms[k].lit, position) && pln_level_of (solver, terms[k].lit) > 0) {
      missing -= terms[k].weight;
      pln_vector_push (clause, terms[k].lit ^ 1);
    }
  solver->statistics.ticks += row->n / 4;
  assert (missing <= 0);
}

static void
explain_budget (PlnSolver *solver, PlnLit lit, int position, PlnInts *clause)
{
  const PlnBudget *budget = &solver->budget;
  int64_t missing = (budget->cutoff - 1) * budget->scale + 1 - budget->base;

  if (lit != PLN_LIT_NONE)
    missing -= budget->weights.at[lit ^ 1];
  for (int k = 0; k < budget->order.n; k++)
    if (pln_value_of (solver, budget->order.at[k]) > 0 && pln_level_of (solver, budget->order.at[k]) == 0)
      missing -= budget->weights.at[budget->order.at[k]];
  for (int k = 0; k < budget->order.n && missing > 0; k++)
    if (was_true (solver, budget->order.at[k], position) && pln_level_of (solver, budget->order.at[k]) > 0) {
      missing -= budget->weights.at[budget->order.at[k]];
      pln_vector_push (clause, budget->order.at[k] ^ 1);
    }
  solver->statistics.ticks += budget->order.n / 8;
  assert (missing <= 0);
}

void
pln_row_explain (PlnSolver *solver, int row, PlnLit lit, PlnInts *clause)
{
  int position = lit == PLN_LIT_NONE ? INT_MAX : solver->assignments.at[lit >> 1].position;

  if (lit != PLN_LIT_NONE)
    pln_vector_push (clause, lit);
  if (row == PLN_ROW_BUDGET)
    explain_budget (solver, lit, position, clause);
  else
    explain_row (solver, &solver->rows.rows.at[row], lit, position, clause);
}

void
pln_budget_shift (PlnSolver *solver, PlnLit lit, int64_t weight)
{
  PlnBudget *budget = &solver->budget;
  int64_t both;

  budget->weights.at[lit] += weight;
  budget->stale = true;
  both = MIN (budget->weights.at[lit], budget->weights.at[lit ^ 1]);
  if (both > 0) {
    budget->weights.at[lit] -= both;
    budget->weights.at[lit ^ 1] -= both;
    budget->base += both;
  }
}

void
pln_budget_replace (PlnSolver *solver, int64_t scale, int64_t base, const int64_t *weights)
{
  PlnBudget *budget = &solver->budget;

  for (PlnLit lit = 0; lit < budget->weights.n; lit++)
    budget->weights.at[lit] = weights[lit];
  budget->scale = scale;
  budget->base = base;
  budget->stale = true;
}

static int
compare_cost (const void *a, const void *b, void *data)
{
  const int64_t *weights = data;
  int x = *(const int *) a, y = *(const int *) b;

  if (weights[x] != weights[y])
    return weights[x] > weights[y] ? -1 : 1;
  return x - y;
}

bool
pln_budget_refresh (PlnSolver *solver)
{
  PlnBudget *budget = &solver->budget;

  assert (pln_level (solver) == 0);
  budget->order.n = 0;
  budget->sum = 0;
  for (PlnLit lit = 0; lit < budget->weights.n; lit++) {
    if (budget->weights.at[lit] == 0)
      continue;
    if (pln_value_of (solver, lit) > 0)
      budget->base += budget->weights.at[lit];
    if (pln_value_of (solver, lit) != 0)
      budget->weights.at[lit] = 0;
    else
      pln_vector_push (&budget->order, lit);
  }
  if (budget->order.n > 1)
    qsort_r (budget->order.at, (size_t) budget->order.n, sizeof (PlnLit), compare_cost, budget->weights.at);
  budget->stale = false;
  if (force_budget (solver))
    solver->inconsistent = true;
  return !solver->inconsistent;
}
