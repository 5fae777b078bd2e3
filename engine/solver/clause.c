/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/state.h"

#include <assert.h>
#include <string.h>

static void
watch (PlnSolver *solver, PlnClause clause)
{
  const PlnLit *lits = pln_clause_lits (&solver->clauses, clause);

  pln_lists_push (&solver->watches, lits[0], (PlnEntry){ lits[1], clause });
  pln_lists_push (&solver->watches, lits[1], (PlnEntry){ lits[0], clause });
}

PlnClause
pln_clause_attach (PlnSolver *solver, const PlnLit *lits, int n, bool learned, int lbd)
{
  PlnInts *words = &solver->clauses.words;
  PlnClause clause;

  assert (n >= 3);
  if (words->n == 0)
    pln_vector_push (words, 0); /* so that no clause is 0 */
  clause = words->n;
  pln_vector_reserve (words, n + 2);
  words->at[clause] = n;
  words->at[clause + 1] = (learned ? PLN_CLAUSE_LEARNED : 0) | PLN_CLAUSE_USED | lbd << PLN_CLAUSE_LBD_SHIFT;
  memcpy (words->at + clause + 2, lits, sizeof (PlnLit) * (gsize) n);
  words->n += n + 2;
  if (learned)
    pln_vector_push (&solver->clauses.learned, clause);
  else
    pln_vector_push (&solver->clauses.stated, clause);
  watch (solver, clause);
  return clause;
}

void
pln_clause_attach_binary (PlnSolver *solver, PlnLit a, PlnLit b)
{
  pln_lists_push (&solver->watches, a, (PlnEntry){ b, 0 });
  pln_lists_push (&solver->watches, b, (PlnEntry){ a, 0 });
}

/* Keeps the binary clauses that the root leaves open; everything else in the lists is a clause of the arena. */
static void
keep_binaries (PlnSolver *solver)
{
  for (PlnLit lit = 0; lit < solver->watches.lists.n; lit++) {
    PlnList *list = &solver->watches.lists.at[lit];
    PlnEntry *at = pln_lists_at (&solver->watches, lit);
    int kept = 0;

    for (int i = 0; i < list->n; i++)
      if (at[i].data == 0 && pln_value_of (solver, lit) == 0 && pln_value_of (solver, at[i].key) == 0)
        at[kept++] = at[i];
    list->n = kept;
  }
}

/* Copies a clause without its false literals to the new arena, unless it is satisfied.
 * Returns: its place there, or 0 when it is gone or binary now */
static PlnClause
move (PlnSolver *solver, PlnInts *words, PlnClause clause)
{
  const PlnLit *lits = pln_clause_lits (&solver->clauses, clause);
  int size = pln_clause_size (&solver->clauses, clause);
  int flags = *pln_clause_flags (&solver->clauses, clause);
  int start = words->n;
  int kept = 0;

  if (flags & PLN_CLAUSE_GARBAGE)
    return 0;
  for (int k = 0; k < size; k++)
    if (pln_value_of (solver, lits[k]) > 0)
      return 0;
  pln_vector_reserve (words, size + 2);
  for (int k = 0; k < size; k++)
    if (pln_value_of (solver, lits[k]) == 0)
      words->at[start + 2 + kept++] = lits[k];
  assert (kept >= 2);
  if (kept == 2) {
    pln_clause_attach_binary (solver, words->at[start + 2], words->at[start + 3]);
    return 0;
  }
  words->at[start] = kept;
  words->at[start + 1] = flags;
  words->n += kept + 2;
  return start;
}

void
pln_clauses_simplify (PlnSolver *solver)
{
  PlnClauses *clauses = &solver->clauses;
  PlnInts words = { 0 };
  int stated = 0, learned = 0;

  assert (pln_level (solver) == 0 && solver->row_head == solver->trail.n);
  solver->root_units = solver->trail.n;
  keep_binaries (solver);
  pln_vector_reserve (&words, clauses->words.n - clauses->wasted);
  pln_vector_push (&words, 0);
  for (int i = 0; i < clauses->stated.n; i++)
    if ((clauses->stated.at[stated] = move (solver, &words, clauses->stated.at[i])))
      stated++;
  for (int i = 0; i < clauses->learned.n; i++)
    if ((clauses->learned.at[learned] = move (solver, &words, clauses->learned.at[i])))
      learned++;
  solver->statistics.ticks += clauses->words.n / 8;
  pln_vector_clear (&clauses->words);
  clauses->words = words;
  clauses->stated.n = stated;
  clauses->learned.n = learned;
  clauses->wasted = 0;
  for (int i = 0; i < stated; i++)
    watch (solver, clauses->stated.at[i]);
  for (int i = 0; i < learned; i++)
    watch (solver, clauses->learned.at[i]);
}
