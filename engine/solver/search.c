/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/state.h"

#include <assert.h>

PlnDeadline
pln_deadline (const PlnSolver *solver, const PlnLimits *limits)
{
  PlnDeadline deadline = { INT64_MAX, INT64_MAX, NULL };

  if (limits && limits->conflicts > 0)
    deadline.conflicts = solver->statistics.conflicts + limits->conflicts;
  if (limits && limits->ticks > 0)
    deadline.ticks = solver->statistics.ticks + limits->ticks;
  if (limits)
    deadline.stop = limits->stop;
  return deadline;
}

bool
pln_deadline_passed (const PlnSolver *solver, const PlnDeadline *deadline)
{
  return solver->statistics.conflicts >= deadline->conflicts || solver->statistics.ticks >= deadline->ticks
         || (deadline->stop && g_atomic_int_get (deadline->stop));
}

/* Everything that may have been added since the last search takes effect. */
bool
pln_root_prepare (PlnSolver *solver)
{
  if (!pln_propagate_root (solver))
    return false;
  while (solver->stale) {
    if (!pln_budgets_refresh (solver) || !pln_propagate_root (solver))
      return false;
  }
  if (solver->trail.n - solver->root_units > 16 + solver->n_variables / 16)
    pln_clauses_simplify (solver);
  return true;
}

/* The values up to the last decision led to no conflict: worth returning to in stable mode. */
static void
note_best_trail (PlnSolver *solver)
{
  int consistent = solver->levels.at[solver->levels.n - 1];

  if (!solver->restart.stable || consistent <= solver->best_trail)
    return;
  solver->best_trail = consistent;
  for (int i = 0; i < consistent; i++)
    solver->memory.at[solver->trail.at[i] >> 1].best = solver->trail.at[i] & 1 ? -1 : 1;
}

void
pln_search_keep_model (PlnSolver *solver)
{
  solver->model.n = 0;
  pln_vector_reserve (&solver->model, solver->n_variables);
  for (int v = 0; v < solver->n_variables; v++)
    solver->model.at[v] = pln_value_of (solver, pln_lit (v)) > 0;
  solver->model.n = solver->n_variables;
  pln_check_model (solver);
}

/* Takes the next assumption or a decision.
 * Returns: PLN_UNDECIDED when a level was opened, else the answer */
static PlnAnswer
extend (PlnSolver *solver)
{
  PlnLit lit;

  if (pln_level (solver) < solver->assumptions.n) {
    lit = solver->assumptions.at[pln_level (solver)];
    if (pln_value_of (solver, lit) < 0) {
      pln_analyze_assumption (solver, lit);
      pln_check_core (solver);
      return PLN_UNSATISFIABLE;
    }
    pln_open_level (solver); /* empty when it holds already: levels and assumptions keep step */
    if (pln_value_of (solver, lit) == 0)
      pln_assign (solver, lit, 0);
    return PLN_UNDECIDED;
  }
  lit = pln_decide (solver);
  if (lit == PLN_LIT_NONE)
    return PLN_SATISFIABLE;
  pln_open_level (solver);
  pln_assign (solver, lit, 0);
  return PLN_UNDECIDED;
}

bool
pln_search_maintain (PlnSolver *solver)
{
  if (solver->statistics.conflicts >= solver->next_reduce) {
    pln_reduce (solver);
    return !solver->inconsistent;
  }
  if (pln_level (solver) > solver->assumptions.n && pln_restart_is_due (solver)) {
    solver->statistics.restarts++;
    pln_backtrack (solver, solver->assumptions.n);
    if (solver->statistics.conflicts >= solver->next_rephase)
      pln_rephase (solver);
  }
  return true;
}

static PlnAnswer
loop (PlnSolver *solver, const PlnDeadline *deadline)
{
  for (;;) {
    PlnReason conflict = pln_propagate (solver);
    PlnAnswer answer;

    if (conflict && pln_level (solver) == 0) {
      solver->inconsistent = true;
      return PLN_UNSATISFIABLE;
    }
    if (conflict) {
      note_best_trail (solver);
      pln_analyze (solver, conflict);
    }
    if (pln_deadline_passed (solver, deadline))
      return PLN_UNDECIDED;
    if (conflict)
      continue;
    if (!pln_search_maintain (solver))
      return PLN_UNSATISFIABLE;
    answer = extend (solver);
    if (answer == PLN_SATISFIABLE)
      pln_search_keep_model (solver);
    if (answer != PLN_UNDECIDED)
      return answer;
  }
}

PlnAnswer
pln_search (PlnSolver *solver, const PlnLit *assumptions, int n, const PlnDeadline *deadline)
{
  PlnAnswer answer = PLN_UNSATISFIABLE;

  assert (pln_level (solver) == 0);
  solver->searched = true;
  solver->statistics.solves++;
  solver->assumptions.n = 0;
  for (int i = 0; i < n; i++)
    pln_vector_push (&solver->assumptions, assumptions[i]);
  solver->core.n = 0;
  if (pln_root_prepare (solver))
    answer = loop (solver, deadline);
  if (answer == PLN_UNSATISFIABLE && solver->inconsistent)
    solver->core.n = 0;
  pln_backtrack (solver, 0);
  return answer;
}
