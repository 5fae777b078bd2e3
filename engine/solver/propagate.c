/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/state.h"

/* Looks for a literal that is not false to watch instead of `falsified`, and moves it to place 1.
 * Returns: whether there is one */
static inline bool
rewatch (const PlnSolver *solver, PlnLit *lits, int n)
{
  for (int k = 2; k < n; k++)
    if (pln_value_of (solver, lits[k]) >= 0) {
      PlnLit lit = lits[k];

      lits[k] = lits[1];
      lits[1] = lit;
      return true;
    }
  return false;
}

static PlnReason
propagate_clauses (PlnSolver *solver, PlnLit falsified)
{
  PlnLists *watches = &solver->watches;
  PlnList *list = &watches->lists.at[falsified];
  PlnEntry *at = pln_lists_at (watches, (int) falsified);
  PlnReason conflict = 0;
  int i = 0, j = 0, n = list->n;

  solver->statistics.ticks += 1 + n / 8;
  while (i < n && !conflict) {
    PlnEntry watch = at[j++] = at[i++];
    signed char blocked = pln_value_of (solver, watch.key);
    PlnLit *lits;
    PlnLit other;

    if (blocked > 0)
      continue;
    if (watch.data == 0) {
      if (blocked < 0) {
        solver->conflict_lit = falsified;
        conflict = pln_reason (PLN_REASON_BINARY, watch.key);
      } else {
        pln_assign (solver, watch.key, pln_reason (PLN_REASON_BINARY, falsified));
      }
      continue;
    }
    solver->statistics.ticks++;
    lits = pln_clause_lits (&solver->clauses, watch.data);
    other = lits[0] ^ lits[1] ^ falsified;
    if (pln_value_of (solver, other) > 0) {
      at[j - 1].key = other;
      continue;
    }
    lits[0] = other;
    lits[1] = falsified;
    if (rewatch (solver, lits, pln_clause_size (&solver->clauses, watch.data))) {
      j--;
      pln_lists_push (watches, lits[1], (PlnEntry){ other, watch.data });
      at = watches->pool.at + list->start;
    } else if (pln_value_of (solver, other) < 0) {
      conflict = pln_reason (PLN_REASON_CLAUSE, watch.data);
    } else {
      pln_assign (solver, other, pln_reason (PLN_REASON_CLAUSE, watch.data));
    }
  }
  while (i < n)
    at[j++] = at[i++];
  list->n = j;
  return conflict;
}

PlnReason
pln_propagate (PlnSolver *solver)
{
  int before = solver->clause_head;
  PlnReason conflict = 0;

  /* Clauses are cheaper than rows and explain better: rows wait until clauses have nothing to say. */
  while (!conflict && solver->row_head < solver->trail.n) {
    if (solver->clause_head < solver->trail.n)
      conflict = propagate_clauses (solver, solver->trail.at[solver->clause_head++] ^ 1);
    else
      conflict = pln_rows_propagate (solver, solver->trail.at[solver->row_head++]);
  }
  solver->statistics.propagations += solver->clause_head - before;
  return conflict;
}

bool
pln_propagate_root (PlnSolver *solver)
{
  g_return_val_if_fail (pln_level (solver) == 0, false);
  if (!solver->inconsistent && pln_propagate (solver))
    solver->inconsistent = true;
  return !solver->inconsistent;
}
