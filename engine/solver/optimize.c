/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/optimize.h"

#include "solver/core.h"

/* Two searches share one solver, one cutoff and one base: core-guided search raises the base from below, one
 * stratum of weights after the other; improving search lowers the cutoff from above. Where they meet, the optimum
 * is proved. */

/* The first slice of each search, in ticks. */
#define SLICE_FIRST 200000

/* Solutions. */

void
pln_minimiser_report (PlnMinimiser *m)
{
  int64_t bound = pln_solver_bound (m->solver);

  pln_check_known_bound (m->solver);
  if (!m->run->progress || (bound <= m->told_bound && m->told_bound != INT64_MIN))
    return;
  m->told_bound = bound;
  m->run->progress (m->solver, m->best, bound, m->run->data);
}

static void
accept (PlnMinimiser *m, int64_t cost)
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
  pln_minimiser_report (m);
}

static bool
was_shown (const PlnMinimiser *m)
{
  if (m->shown.n == 0)
    return false;
  for (int v = 0; v < m->shown.n; v++)
    if (m->shown.at[v] != m->solver->model.at[v] && !pln_solver_is_auxiliary (m->solver, pln_lit (v)))
      return false;
  return true;
}

void
pln_minimiser_take_model (PlnMinimiser *m)
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
  if (verdict == PLN_ACCEPT && true_cost < solver->cutoff)
    accept (m, true_cost);
  if (solver->stated == stated)
    pln_exclude_model (solver);
}

/* Improving search: whatever satisfies the cutoff is better.
 * Returns: PLN_UNSATISFIABLE when nothing is left, PLN_UNDECIDED at the deadline */
static PlnAnswer
improve (PlnMinimiser *m, const PlnDeadline *deadline)
{
  for (;;) {
    PlnAnswer answer = pln_search (m->solver, m->run->assumptions, m->run->n_assumptions, deadline);

    if (answer != PLN_SATISFIABLE)
      return answer;
    pln_minimiser_take_model (m);
    pln_minimiser_report (m);
  }
}

/* Core-guided search. */

/* The next stratum down: as many weights at once as long as they are few for the literals they bring
 * (Ansótegui, Bonet, Gabàs & Levy, 2012). Returns: false if all are in */
static bool
lower_stratum (PlnMinimiser *m)
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
collect_assumptions (const PlnMinimiser *m, PlnInts *assumptions)
{
  const PlnBudget *budget = pln_budget (m->solver);

  assumptions->n = 0;
  for (int k = 0; k < budget->order.n && budget->weights.at[budget->order.at[k]] >= m->stratum; k++)
    pln_vector_push (assumptions, budget->order.at[k] ^ 1);
}

/* Removing the cheapest members first raises the least weight. Shrinking may take as long as the rest of
 * the search, no longer. */
static void
shrink_core (PlnMinimiser *m)
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
exhaust (PlnMinimiser *m, PlnLit output)
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
core_step (PlnMinimiser *m, PlnInts *assumptions, const PlnDeadline *deadline)
{
  PlnSolver *solver = m->solver;
  PlnAnswer answer;

  collect_assumptions (m, assumptions);
  answer = pln_search (solver, assumptions->at, assumptions->n, deadline);
  if (answer == PLN_UNDECIDED || solver->inconsistent)
    return answer;
  if (answer == PLN_SATISFIABLE) {
    pln_minimiser_take_model (m);
    lower_stratum (m);
  } else {
    shrink_core (m);
    if (!solver->inconsistent)
      exhaust (m, pln_oll_relax (solver));
  }
  pln_minimiser_report (m);
  return solver->inconsistent ? PLN_UNSATISFIABLE : PLN_SATISFIABLE;
}

/* Returns: PLN_UNSATISFIABLE when nothing is left, PLN_UNDECIDED when the bound stalled or at the deadline */
static PlnAnswer
raise_bound (PlnMinimiser *m, const PlnDeadline *until, int64_t stall)
{
  PlnSolver *solver = m->solver;
  PlnInts assumptions = { 0 };
  PlnAnswer answer = PLN_SATISFIABLE;

  if (!pln_root_prepare (solver))
    return PLN_UNSATISFIABLE;
  if (m->stratum == INT64_MAX && solver->cutoff != PLN_COST_NONE)
    lower_stratum (m); /* with a solution at hand, none need be found without assumptions first */
  while (answer == PLN_SATISFIABLE) {
    PlnDeadline deadline = *until;

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

PlnDeadline
pln_minimiser_slice (const PlnMinimiser *m, int64_t ticks)
{
  PlnDeadline deadline = m->deadline;

  deadline.ticks = MIN (deadline.ticks, m->solver->statistics.ticks + ticks);
  return deadline;
}

static bool
is_over (const PlnMinimiser *m, PlnAnswer answer)
{
  return answer == PLN_UNSATISFIABLE || pln_deadline_passed (m->solver, &m->deadline);
}

/* First cores, as long as they come easily; then the LP's tree, improvement and cores in turn, each as long as the
 * others, and longer every time. */
static PlnAnswer
alternate (PlnMinimiser *m)
{
  const PlnSolverOptions *options = &m->solver->options;
  PlnAnswer answer = PLN_UNDECIDED;

  if (options->core_guided && options->relax < 2) {
    PlnDeadline deadline = pln_minimiser_slice (m, SLICE_FIRST);

    answer = raise_bound (m, options->relax > 0 ? &deadline : &m->deadline, options->core_stall);
  }
  for (int64_t ticks = SLICE_FIRST; !is_over (m, answer); ticks += ticks / 2) {
    PlnDeadline deadline;

    if (options->relax > 0)
      answer = pln_minimiser_lead (m, ticks);
    if (is_over (m, answer))
      break;
    deadline = pln_minimiser_slice (m, ticks);
    answer = improve (m, &deadline);
    if (is_over (m, answer) || !options->core_guided)
      continue;
    deadline = pln_minimiser_slice (m, ticks);
    answer = raise_bound (m, &deadline, INT64_MAX / 2);
  }
  return answer;
}

static void
restore_best (PlnMinimiser *m)
{
  m->solver->model.n = 0;
  for (int v = 0; v < m->best_model.n; v++)
    pln_vector_push (&m->solver->model, m->best_model.at[v]);
}

PlnMinimum
pln_solver_minimise (PlnSolver *solver, const PlnMinimise *run)
{
  PlnMinimiser m = { .solver = solver, .run = run, .deadline = pln_deadline (solver, &run->limits),
                  .best = PLN_COST_NONE, .told_bound = INT64_MIN };
  PlnAnswer answer;
  PlnMinimum minimum;

  m.stratum = solver->options.stratify ? INT64_MAX : 1;
  if (run->n_assumptions > 0)
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
