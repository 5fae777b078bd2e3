/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/state.h"

#include <stdlib.h>

/* Worst first: high LBD, then long, then old. */
static int
compare_worth (const void *a, const void *b, void *data)
{
  const PlnClauses *clauses = data;
  PlnClause x = *(const PlnClause *) a, y = *(const PlnClause *) b;
  int lbd = pln_clause_lbd (clauses, y) - pln_clause_lbd (clauses, x);
  int size = pln_clause_size (clauses, y) - pln_clause_size (clauses, x);

  if (lbd != 0)
    return lbd;
  return size != 0 ? size : (x > y) - (x < y);
}

/* A clause used lately steps down once and is kept. Returns: may it go? */
static bool
is_candidate (PlnSolver *solver, PlnClause clause)
{
  int *flags = pln_clause_flags (&solver->clauses, clause);

  if (pln_clause_lbd (&solver->clauses, clause) <= solver->options.tier_kept)
    return false;
  if (*flags & PLN_CLAUSE_USED_MASK) {
    *flags -= PLN_CLAUSE_USED;
    return false;
  }
  return true;
}

void
pln_reduce (PlnSolver *solver)
{
  PlnClauses *clauses = &solver->clauses;
  PlnInts candidates = { 0 };

  solver->statistics.reductions++;
  pln_backtrack (solver, 0);
  if (!pln_propagate_root (solver))
    return;
  for (int i = 0; i < clauses->learned.n; i++)
    if (is_candidate (solver, clauses->learned.at[i]))
      pln_vector_push (&candidates, clauses->learned.at[i]);
  if (candidates.n > 1)
    qsort_r (candidates.at, (size_t) candidates.n, sizeof (PlnClause), compare_worth, clauses);
  candidates.n = (int) ((int64_t) candidates.n * solver->options.reduce_percent / 100);
  for (int i = 0; i < candidates.n; i++) {
    *pln_clause_flags (clauses, candidates.at[i]) |= PLN_CLAUSE_GARBAGE;
    clauses->wasted += pln_clause_size (clauses, candidates.at[i]) + 2;
  }
  pln_vector_clear (&candidates);
  pln_clauses_simplify (solver);
  solver->next_reduce = solver->statistics.conflicts
                        + (int64_t) solver->options.reduce_interval * (solver->statistics.reductions + 1);
}
