/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/state.h"

/* Recursive minimisation (Sörensson & Biere, SAT 2009): a literal goes if its reason leads, whichever way
 * one follows it, to literals of the clause. `seen` keeps what is known: 1 in the clause, 2 implied by it, 3 not. */

enum
{
  IN_CLAUSE = 1,
  IMPLIED = 2,
  POISON = 3,
  DEPTH_MOST = 200,
};

static void
remember (PlnSolver *solver, int variable, signed char what)
{
  if (!solver->memory.at[variable].seen)
    pln_vector_push (&solver->marked, variable);
  solver->memory.at[variable].seen = what;
}

/* Is the falsity of @lit implied by the clause's other literals? `level_seen` holds the stamp for levels
 * that the clause has literals of: a reason that leaves them cannot come back. */
static bool
is_implied (PlnSolver *solver, PlnLit lit, int depth)
{
  const PlnAssignment *assignment = &solver->assignments.at[lit >> 1];
  signed char seen = solver->memory.at[lit >> 1].seen;
  int base = solver->scratch.n;
  bool implied = true;

  if (depth > 0 && (assignment->level == 0 || seen == IN_CLAUSE || seen == IMPLIED))
    return true;
  if (!assignment->reason || seen == POISON || depth > DEPTH_MOST
      || solver->level_seen.at[assignment->level] != solver->level_stamp)
    return false;
  pln_explain (solver, assignment->reason, lit ^ 1);
  for (int k = base; implied && k < solver->scratch.n; k++)
    if (solver->scratch.at[k] != (lit ^ 1))
      implied = is_implied (solver, solver->scratch.at[k], depth + 1);
  solver->scratch.n = base;
  if (depth > 0)
    remember (solver, lit >> 1, implied ? IMPLIED : POISON);
  return implied;
}

void
pln_minimize (PlnSolver *solver)
{
  PlnInts *learned = &solver->learned;
  int stamp = ++solver->level_stamp;
  int kept = 1;

  while (solver->level_seen.n <= pln_level (solver))
    pln_vector_push (&solver->level_seen, 0);
  for (int k = 0; k < learned->n; k++)
    solver->level_seen.at[pln_level_of (solver, learned->at[k])] = stamp;
  solver->scratch.n = 0;
  for (int k = 1; k < learned->n; k++)
    if (!is_implied (solver, learned->at[k], 0))
      learned->at[kept++] = learned->at[k];
  learned->n = kept;
}
