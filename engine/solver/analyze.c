/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/state.h"

#include <assert.h>

void
pln_explain (PlnSolver *solver, PlnReason reason, PlnLit lit)
{
  int what = (int) (reason >> 2);

  switch (reason & 3) {
  case PLN_REASON_BINARY:
    pln_vector_push (&solver->scratch, lit == PLN_LIT_NONE ? solver->conflict_lit : lit);
    pln_vector_push (&solver->scratch, what);
    break;
  case PLN_REASON_CLAUSE: {
    int size = pln_clause_size (&solver->clauses, what);

    pln_vector_reserve (&solver->scratch, size);
    for (int k = 0; k < size; k++)
      solver->scratch.at[solver->scratch.n++] = pln_clause_lits (&solver->clauses, what)[k];
    break;
  }
  case PLN_REASON_ROW:
    pln_row_explain (solver, what, lit, &solver->scratch);
    break;
  default:
    g_assert_not_reached ();
  }
}

static int
count_levels (PlnSolver *solver, const PlnLit *lits, int n)
{
  int levels = 0;
  int stamp = ++solver->level_stamp;

  while (solver->level_seen.n <= pln_level (solver))
    pln_vector_push (&solver->level_seen, 0);
  for (int k = 0; k < n; k++) {
    int level = pln_level_of (solver, lits[k]);

    if (solver->level_seen.at[level] != stamp) {
      solver->level_seen.at[level] = stamp;
      levels++;
    }
  }
  return levels;
}

/* A learned clause that analysis meets stays for a while, and for longer if its LBD fell. */
static void
note_use (PlnSolver *solver, PlnClause clause)
{
  int *flags = pln_clause_flags (&solver->clauses, clause);
  int lbd;

  if (!(*flags & PLN_CLAUSE_LEARNED))
    return;
  lbd = *flags >> PLN_CLAUSE_LBD_SHIFT;
  if (lbd > solver->options.tier_kept) {
    int now = count_levels (solver, pln_clause_lits (&solver->clauses, clause),
                            pln_clause_size (&solver->clauses, clause));

    lbd = MIN (lbd, now);
  }
  *flags = PLN_CLAUSE_LEARNED | (lbd <= solver->options.tier_second ? 2 : 1) * PLN_CLAUSE_USED
           | lbd << PLN_CLAUSE_LBD_SHIFT;
}

static void
mark (PlnSolver *solver, PlnLit lit)
{
  solver->memory.at[lit >> 1].seen = 1;
  pln_vector_push (&solver->marked, lit >> 1);
}

static void
unmark (PlnSolver *solver)
{
  for (int i = 0; i < solver->marked.n; i++)
    solver->memory.at[solver->marked.at[i]].seen = 0;
  solver->marked.n = 0;
}

/* Marks the literals of an explanation. Returns: how many of them belong to the current level */
static int
mark_explanation (PlnSolver *solver, PlnReason reason, PlnLit lit)
{
  int open = 0;

  if ((reason & 3) == PLN_REASON_CLAUSE)
    note_use (solver, (PlnClause) (reason >> 2));
  solver->scratch.n = 0;
  pln_explain (solver, reason, lit);
  for (int k = 0; k < solver->scratch.n; k++) {
    PlnLit q = solver->scratch.at[k];

    if (q == lit || solver->memory.at[q >> 1].seen || pln_level_of (solver, q) == 0)
      continue;
    mark (solver, q);
    pln_bump_variable (solver, q >> 1);
    if (pln_level_of (solver, q) == pln_level (solver))
      open++;
    else
      pln_vector_push (&solver->learned, q);
  }
  return open;
}

/* First unique implication point: resolves backwards along the trail until one literal of the level is left. */
static void
derive (PlnSolver *solver, PlnReason conflict)
{
  int i = solver->trail.n;
  PlnLit lit = PLN_LIT_NONE;
  int open = mark_explanation (solver, conflict, PLN_LIT_NONE);

  for (;;) {
    do
      lit = solver->trail.at[--i];
    while (!solver->memory.at[lit >> 1].seen);
    if (--open == 0)
      break;
    open += mark_explanation (solver, solver->assignments.at[lit >> 1].reason, lit);
  }
  solver->learned.at[0] = lit ^ 1;
}

/* Puts the literal of the highest level after the first at place 1. Returns: that level */
static int
order_for_watching (PlnSolver *solver)
{
  PlnLit *lits = solver->learned.at;
  int highest = 1;
  PlnLit lit;

  if (solver->learned.n == 1)
    return 0;
  for (int k = 2; k < solver->learned.n; k++)
    if (pln_level_of (solver, lits[k]) > pln_level_of (solver, lits[highest]))
      highest = k;
  lit = lits[highest];
  lits[highest] = lits[1];
  lits[1] = lit;
  return pln_level_of (solver, lit);
}

static void
assert_learned (PlnSolver *solver, int lbd)
{
  const PlnLit *lits = solver->learned.at;
  PlnReason reason = 0;

  if (solver->learned.n == 2) {
    pln_clause_attach_binary (solver, lits[0], lits[1]);
    reason = pln_reason (PLN_REASON_BINARY, lits[1]);
  } else if (solver->learned.n > 2) {
    reason = pln_reason (PLN_REASON_CLAUSE, pln_clause_attach (solver, lits, solver->learned.n, true, lbd));
  }
  pln_assign (solver, lits[0], reason);
}

void
pln_analyze (PlnSolver *solver, PlnReason conflict)
{
  int lbd, level;

  assert (pln_level (solver) > 0);
  solver->statistics.conflicts++;
  solver->learned.n = 0;
  pln_vector_push (&solver->learned, PLN_LIT_NONE);
  derive (solver, conflict);
  solver->statistics.minimized_literals += solver->learned.n;
  pln_minimize (solver);
  solver->statistics.minimized_literals -= solver->learned.n;
  unmark (solver);
  lbd = count_levels (solver, solver->learned.at, solver->learned.n) - 1;
  level = order_for_watching (solver);
  solver->statistics.learned++;
  solver->statistics.learned_literals += solver->learned.n;
  pln_backtrack (solver, level);
  pln_check_clause (solver, solver->learned.at, solver->learned.n);
  assert_learned (solver, MAX (lbd, 1));
  pln_restart_note (solver, MAX (lbd, 1));
  pln_decay_activities (solver);
}

void
pln_analyze_assumption (PlnSolver *solver, PlnLit failed)
{
  solver->core.n = 0;
  pln_vector_push (&solver->core, failed);
  if (pln_level_of (solver, failed) > 0)
    mark (solver, failed);
  for (int i = solver->trail.n - 1; solver->levels.n > 0 && i >= solver->levels.at[0]; i--) {
    PlnLit lit = solver->trail.at[i];
    PlnReason reason = solver->assignments.at[lit >> 1].reason;

    if (!solver->memory.at[lit >> 1].seen)
      continue;
    if (!reason) {
      pln_vector_push (&solver->core, lit);
      continue;
    }
    solver->scratch.n = 0;
    pln_explain (solver, reason, lit);
    for (int k = 0; k < solver->scratch.n; k++)
      if (!solver->memory.at[solver->scratch.at[k] >> 1].seen && pln_level_of (solver, solver->scratch.at[k]) > 0)
        mark (solver, solver->scratch.at[k]);
  }
  unmark (solver);
}
