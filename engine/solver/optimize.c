/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/core.h"
#include "solver/relax.h"
#include "solver/state.h"

/* Two searches share one solver, one cutoff and one base: core-guided search raises the base from below, one
 * stratum of weights after the other; improving search lowers the cutoff from above. Where they meet, the optimum
 * is proved. */

typedef struct
{
  PlnSolver *solver;
  const PlnMinimise *run;
  PlnDeadline deadline;
  int64_t best;
  PLN_VECTOR (bool) best_model;
  PLN_VECTOR (bool) shown; /* the last assignment that was checked and not simply accepted */
  int64_t told_bound;
  int64_t stratum; /* cost literals of at least this weight are assumed false */
  int64_t shrink_ticks;
} Minimiser;

/* Solutions. */

static void
report (Minimiser *m)
{
  int64_t bound = pln_solver_bound (m->solver);

  if (!m->run->progress || (bound <= m->told_bound && m->told_bound != INT64_MIN))
    return;
  m->told_bound = bound;
  m->run->progress (m->solver, m->best, bound, m->run->data);
}

static void
accept (Minimiser *m, int64_t cost)
{
  PlnSolver *solver = m->solver;

  m->best = cost;
  solver->statistics.solutions++;
  m->best_model.n = 0;
  for (int v = 0; v < solver->model.n; v++) {
    pln_vector_push (&m->best_model, solver->model.at[v]);
    solver->memory.at[v].target = solver->model.at[v] ? 1 : -1;
  }
  pln_solver_set_cutoff (solver, cost);
  m->told_bound = INT64_MIN; /* the best is news even if the bound is not */
  report (m);
}

static bool
was_shown (const Minimiser *m)
{
  if (m->shown.n == 0)
    return false;
  for (int v = 0; v < m->shown.n; v++)
    if (m->shown.at[v] != m->solver->model.at[v] && !pln_oll_is_output (&m->solver->oll, pln_lit (v)))
      return false;
  return true;
}

/* Shows a model to the check function. An assignment that comes back although facts should have excluded it, or
 * that no fact was given against, is excluded by itself: its fate is known. */
static void
take_model (Minimiser *m)
{
  PlnSolver *solver = m->solver;
  int64_t cost = pln_solver_cost (solver);
  int64_t true_cost = cost;
  int64_t stated = solver->stated;
  PlnCheckAnswer verdict = PLN_ACCEPT;

  if (was_shown (m)) {
    pln_exclude_model (solver);
    return;
  }
  if (m->run->check) {
    solver->statistics.checks++;
    verdict = m->run->check (solver, &true_cost, m->run->data);
    solver->statistics.facts += solver->stated - stated;
  }
  if (verdict == PLN_ACCEPT && true_cost <= cost) {
    accept (m, true_cost);
    return;
  }
  m->shown.n = 0;
  for (int v = 0; v < solver->model.n; v++)
    pln_vector_push (&m->shown, solver->model.at[v]);
  if (solver->stated == stated)
    pln_exclude_model (solver);
  if (verdict == PLN_ACCEPT && true_cost < solver->cutoff)
    accept (m, true_cost);
}

/* Improving search: whatever satisfies the cutoff is better.
 * Returns: PLN_UNSATISFIABLE when nothing is left, PLN_UNDECIDED at the deadline */
static PlnAnswer
improve (Minimiser *m, const PlnDeadline *deadline)
{
  for (;;) {
    PlnAnswer answer = pln_search (m->solver, m->run->assumptions, m->run->n_assumptions, deadline);

    if (answer != PLN_SATISFIABLE)
      return answer;
    take_model (m);
    report (m);
  }
}

/* Core-guided search. */

/* The next stratum down: as many weights at once as long as they are few for the literals they bring
 * (Ansótegui, Bonet, Gabàs & Levy, 2012). Returns: false if all are in */
static bool
lower_stratum (Minimiser *m)
{
  const PlnBudget *budget = pln_budget (m->solver);
  int literals = 0, weights = 0;
  int64_t last = 0;

  for (int k = 0; k < budget->order.n; k++) {
    int64_t weight = budget->weights.at[budget->order.at[k]];

    if (weight != last && last > 0 && last < m->stratum && literals * 4 > weights * 5)
      break;
    weights += weight != last;
    literals++;
    last = weight;
  }
  if (last >= m->stratum || last == 0)
    return false;
  m->stratum = last;
  return true;
}

static void
collect_assumptions (const Minimiser *m, PlnInts *assumptions)
{
  const PlnBudget *budget = pln_budget (m->solver);

  assumptions->n = 0;
  for (int k = 0; k < budget->order.n && budget->weights.at[budget->order.at[k]] >= m->stratum; k++)
    pln_vector_push (assumptions, budget->order.at[k] ^ 1);
}

/* Removing the cheapest members first raises the least weight. Shrinking may take as long as the rest of
 * the search, no longer. */
static void
shrink_core (Minimiser *m)
{
  PlnSolver *solver = m->solver;
  int64_t before = solver->statistics.ticks;

  if (solver->core.n < 2 || solver->options.shrink_conflicts == 0 || 2 * m->shrink_ticks > before + 100000)
    return;
  pln_solver_shrink_core (solver, &(PlnLimits){ .conflicts = solver->options.shrink_conflicts });
  m->shrink_ticks += solver->statistics.ticks - before;
}

/* Asks, with little effort, whether a further literal of the new core must be true, as long as the answer is yes. */
static void
exhaust (Minimiser *m, PlnLit output)
{
  PlnSolver *solver = m->solver;

  while (solver->options.exhaust && output != PLN_LIT_NONE && !solver->inconsistent) {
    PlnDeadline deadline = pln_deadline (solver, &(PlnLimits){ .conflicts = solver->options.shrink_conflicts });
    int number;

    if (pln_value_of (solver, output) != 0 || pln_budget (solver)->weights.at[output] == 0)
      return;
    if (pln_search (solver, (PlnLit[]){ output ^ 1 }, 1, &deadline) != PLN_UNSATISFIABLE || solver->core.n == 0)
      return;
    number = solver->oll.outputs.n;
    pln_oll_relax (solver);
    output = solver->oll.outputs.n > number ? solver->oll.outputs.at[number].lit : PLN_LIT_NONE;
  }
}

/* One search under the stratum's assumptions and what it tells.
 * Returns: PLN_UNSATISFIABLE when nothing is left, PLN_UNDECIDED at the deadline, PLN_SATISFIABLE when there was
 * progress */
static PlnAnswer
core_step (Minimiser *m, PlnInts *assumptions, const PlnDeadline *deadline)
{
  PlnSolver *solver = m->solver;
  PlnAnswer answer;

  collect_assumptions (m, assumptions);
  answer = pln_search (solver, assumptions->at, assumptions->n, deadline);
  if (answer == PLN_UNDECIDED || solver->inconsistent)
    return answer;
  if (answer == PLN_SATISFIABLE) {
    take_model (m);
    lower_stratum (m);
  } else {
    shrink_core (m);
    if (!solver->inconsistent)
      exhaust (m, pln_oll_relax (solver));
  }
  report (m);
  return solver->inconsistent ? PLN_UNSATISFIABLE : PLN_SATISFIABLE;
}

/* Returns: PLN_UNSATISFIABLE when nothing is left, PLN_UNDECIDED when the bound stalled or at the deadline */
static PlnAnswer
raise_bound (Minimiser *m, int64_t stall)
{
  PlnSolver *solver = m->solver;
  PlnInts assumptions = { 0 };
  PlnAnswer answer = PLN_SATISFIABLE;

  if (!pln_root_prepare (solver))
    return PLN_UNSATISFIABLE;
  if (m->stratum == INT64_MAX && solver->cutoff != PLN_COST_NONE)
    lower_stratum (m); /* with a solution at hand, none need be found without assumptions first */
  while (answer == PLN_SATISFIABLE) {
    PlnDeadline deadline = m->deadline;

    if (pln_deadline_passed (solver, &deadline)) {
      answer = PLN_UNDECIDED;
      break;
    }
    deadline.conflicts = MIN (deadline.conflicts, solver->statistics.conflicts + stall);
    answer = core_step (m, &assumptions, &deadline);
  }
  pln_vector_clear (&assumptions);
  return answer;
}

/* The run. */

/* What the LP says takes the place of what cores said, if it is more. */
static void
ask_lp (Minimiser *m)
{
  PlnSolver *solver = m->solver;
  PlnRelax *relax;

  if (!pln_root_prepare (solver) || !(relax = pln_relax_new (solver)))
    return;
  pln_relax_tighten (relax, &m->run->limits);
  pln_relax_guide (relax);
  if (pln_relax_install (relax))
    m->stratum = INT64_MAX;
  pln_relax_free (relax);
  report (m);
}

/* Cores and improvement in turn, with growing patience. */
static PlnAnswer
alternate (Minimiser *m)
{
  PlnSolver *solver = m->solver;

  if (solver->options.relax == 2)
    ask_lp (m);
  for (int64_t patience = solver->options.core_stall;; patience *= 2) {
    PlnDeadline deadline = m->deadline;
    PlnAnswer answer = raise_bound (m, patience);

    if (solver->options.relax == 1 && patience == solver->options.core_stall && answer != PLN_UNSATISFIABLE)
      ask_lp (m);
    if (answer == PLN_UNSATISFIABLE || pln_deadline_passed (solver, &m->deadline))
      return answer;
    deadline.conflicts = MIN (deadline.conflicts, solver->statistics.conflicts + patience);
    answer = improve (m, &deadline);
    if (answer == PLN_UNSATISFIABLE || pln_deadline_passed (solver, &m->deadline))
      return answer;
  }
}

static void
restore_best (Minimiser *m)
{
  m->solver->model.n = 0;
  for (int v = 0; v < m->best_model.n; v++)
    pln_vector_push (&m->solver->model, m->best_model.at[v]);
}

PlnMinimum
pln_solver_minimise (PlnSolver *solver, const PlnMinimise *run)
{
  Minimiser m = { .solver = solver, .run = run, .deadline = pln_deadline (solver, &run->limits),
                  .best = PLN_COST_NONE, .told_bound = INT64_MIN };
  PlnAnswer answer;
  PlnMinimum minimum;

  m.stratum = solver->options.stratify ? INT64_MAX : 1;
  if (run->n_assumptions > 0 || !solver->options.core_guided)
    answer = improve (&m, &m.deadline);
  else
    answer = alternate (&m);
  minimum.best = m.best;
  minimum.bound = pln_solver_bound (solver);
  minimum.outcome = PLN_STOPPED;
  if (answer == PLN_UNSATISFIABLE)
    minimum.outcome = m.best == PLN_COST_NONE ? PLN_NONE : PLN_OPTIMAL;
  if (m.best_model.n > 0)
    restore_best (&m);
  pln_vector_clear (&m.best_model);
  pln_vector_clear (&m.shown);
  return minimum;
}
