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

/* All counts change before anything is forced or refused, so that undoing needs to know nothing. */
PlnReason
pln_rows_propagate (PlnSolver *solver, PlnLit lit)
{
  PlnEntry *at = pln_lists_at (&solver->occurrences, lit);
  int n = solver->occurrences.lists.at[lit].n;
  PlnReason conflict = 0;
  int exceeded;

  solver->statistics.ticks += n;
  for (int i = 0; i < n; i++)
    solver->rows.rows.at[at[i].key].slack -= at[i].data;
  exceeded = pln_budgets_count (solver, lit);
  if (exceeded)
    return pln_reason (PLN_REASON_ROW, exceeded - 1);
  for (int i = 0; i < n && !conflict; i++)
    conflict = force_row (solver, at[i].key);
  return conflict;
}

void
pln_rows_undo (PlnSolver *solver, PlnLit lit)
{
  PlnEntry *at = pln_lists_at (&solver->occurrences, lit);
  int n = solver->occurrences.lists.at[lit].n;

  for (int i = 0; i < n; i++)
    solver->rows.rows.at[at[i].key].slack += at[i].data;
  pln_budgets_undo (solver, lit);
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
explain_view (PlnSolver *solver, const PlnView *view, PlnLit lit, int position, PlnInts *clause)
{
  const PlnWeighted *terms = solver->views.terms.at + view->first;
  int64_t missing = view->bound + 1;

  for (int k = 0; k < view->n; k++)
    if ((lit != PLN_LIT_NONE && terms[k].lit == (lit ^ 1))
        || (pln_value_of (solver, terms[k].lit) > 0 && pln_level_of (solver, terms[k].lit) == 0))
      missing -= terms[k].weight;
  for (int k = 0; k < view->n && missing > 0; k++)
    if (was_true (solver, terms[k].lit, position) && pln_level_of (solver, terms[k].lit) > 0) {
      missing -= terms[k].weight;
      pln_vector_push (clause, terms[k].lit ^ 1);
    }
  solver->statistics.ticks += view->n / 4;
  assert (missing <= 0);
}

void
pln_row_explain (PlnSolver *solver, int row, PlnLit lit, PlnInts *clause)
{
  int position = lit == PLN_LIT_NONE ? INT_MAX : solver->assignments.at[lit >> 1].position;

  if (lit != PLN_LIT_NONE)
    pln_vector_push (clause, lit);
  if (row >= PLN_ROW_VIEW)
    explain_view (solver, &solver->views.views.at[row - PLN_ROW_VIEW], lit, position, clause);
  else if (row < PLN_BUDGETS)
    pln_budget_explain (solver, row, lit, position, clause);
  else
    explain_row (solver, &solver->rows.rows.at[row], lit, position, clause);
}

int
pln_compare_weighted (const void *a, const void *b)
{
  const PlnWeighted *x = a, *y = b;

  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return x->lit - y->lit;
}

/* The lowest level at which the true literals exceed the bound, or -1. */
static int
conflict_level (PlnSolver *solver, const PlnWeighted *terms, int n, int64_t bound)
{
  int64_t *sums = g_new0 (int64_t, pln_level (solver) + 1);
  int64_t sum = 0;
  int level = -1;

  for (int k = 0; k < n; k++)
    if (pln_value_of (solver, terms[k].lit) > 0)
      sums[pln_level_of (solver, terms[k].lit)] += terms[k].weight;
  for (int l = 0; l <= pln_level (solver) && level < 0; l++) {
    sum += sums[l];
    if (sum > bound)
      level = l;
  }
  g_free (sums);
  return level;
}

unsigned
pln_view_propagate (PlnSolver *solver, const PlnWeighted *terms, int n, int64_t bound)
{
  PlnViews *views = &solver->views;
  int level = conflict_level (solver, terms, n, bound);
  PlnReason reason;
  PlnWeighted *own;
  int64_t slack = bound;

  if (level >= 0)
    pln_backtrack (solver, level);
  reason = pln_reason (PLN_REASON_ROW, PLN_ROW_VIEW + views->views.n);
  pln_vector_push (&views->views, ((PlnView){ views->terms.n, n, pln_level (solver), bound }));
  pln_vector_reserve (&views->terms, n);
  own = n > 0 ? views->terms.at + views->terms.n : NULL;
  views->terms.n += n;
  for (int k = 0; k < n; k++)
    own[k] = terms[k];
  if (n > 1)
    qsort (own, (size_t) n, sizeof (PlnWeighted), pln_compare_weighted);
  pln_check_add_row (solver, terms, n, bound);
  if (level >= 0)
    return reason;
  for (int k = 0; k < n; k++)
    if (pln_value_of (solver, own[k].lit) > 0)
      slack -= own[k].weight;
  for (int k = 0; k < n && own[k].weight > slack; k++)
    if (pln_value_of (solver, own[k].lit) == 0) {
      pln_assign (solver, own[k].lit ^ 1, reason);
      solver->statistics.row_propagations++;
    }
  return 0;
}
