/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "zero-one.h"

/* What the check function of a test knows: the whole problem, part of which the solver was not told. */
typedef struct
{
  ZeroOne whole;
  int n_told_rows, n_told_costs;
  bool mute; /* gives no facts */
  bool paid[ZERO_ONE_VARIABLES]; /* by cost: the solver was told */
  int64_t last_best, last_bound;
  int n_checks;
} Hidden;

static bool
hidden_row_broken (const Hidden *hidden, unsigned model, int *row)
{
  for (*row = hidden->n_told_rows; *row < hidden->whole.n_rows; (*row)++)
    if (!zero_one_holds (&hidden->whole.rows[*row], model))
      return true;
  return false;
}

/* Gives the first broken row as it stands, or the hidden costs through literals of their own. */
static PlnCheckAnswer
check_hidden (PlnSolver *solver, int64_t *true_cost, gpointer data)
{
  Hidden *hidden = data;
  unsigned model = zero_one_model (solver, hidden->whole.n_variables);
  int row;

  hidden->n_checks++;
  if (hidden_row_broken (hidden, model, &row)) {
    if (!hidden->mute)
      zero_one_state_row (solver, &hidden->whole.rows[row]);
    return PLN_REJECT;
  }
  for (int k = hidden->n_told_costs; k < hidden->whole.n_costs; k++) {
    PlnWeighted cost = hidden->whole.costs[k];

    if (!zero_one_true (model, cost.lit) || cost.weight <= 0)
      continue;
    if (!hidden->mute && !hidden->paid[k]) {
      PlnLit paid = pln_lit (pln_solver_add_variables (solver, 1));

      pln_solver_add_binary (solver, pln_lit_not (cost.lit), paid);
      pln_solver_add_cost (solver, paid, cost.weight);
      hidden->paid[k] = true;
    }
  }
  *true_cost = zero_one_cost (&hidden->whole, model);
  return PLN_ACCEPT;
}

static void
watch_progress (const PlnSolver *solver, int64_t best, int64_t bound, gpointer data)
{
  Hidden *hidden = data;

  g_assert_cmpint (best, <=, hidden->last_best);
  g_assert_cmpint (bound, >=, hidden->last_bound);
  if (best != PLN_COST_NONE) {
    unsigned model = zero_one_model (solver, hidden->whole.n_variables);

    g_assert_cmpint (bound, <=, best);
    if (best < hidden->last_best)
      g_assert_cmpint (zero_one_cost (&hidden->whole, model), ==, best);
  }
  hidden->last_best = best;
  hidden->last_bound = bound;
}

static void
check_optimum (const ZeroOne *problem, const PlnSolver *solver, PlnMinimum minimum)
{
  int64_t best = zero_one_best (problem, NULL, 0);
  unsigned model = zero_one_model (solver, problem->n_variables);

  if (best == PLN_COST_NONE) {
    g_assert_cmpint (minimum.outcome, ==, PLN_NONE);
    g_assert_cmpint (minimum.best, ==, PLN_COST_NONE);
    return;
  }
  g_assert_cmpint (minimum.outcome, ==, PLN_OPTIMAL);
  g_assert_cmpint (minimum.best, ==, best);
  g_assert_cmpint (minimum.bound, ==, best);
  g_assert_true (zero_one_feasible (problem, model));
  g_assert_cmpint (zero_one_cost (problem, model), ==, best);
}

typedef struct
{
  const char *name;
  int core_guided, stratify, exhaust, shrink_conflicts, core_stall, relax;
} Technique;

static const Technique techniques[] = {
  { "all", 1, 1, 1, 50, 2000, 1 },         { "improving", 0, 0, 0, 0, 0, 0 },
  { "no-strata", 1, 0, 1, 50, 2000, 1 },   { "no-exhaustion", 1, 1, 0, 50, 2000, 1 },
  { "no-shrinking", 1, 1, 1, 0, 2000, 1 }, { "impatient", 1, 1, 1, 1, 1, 0 },
  { "linear", 0, 1, 1, 50, 2000, 2 },      { "linear-and-cores", 1, 1, 1, 1, 1, 1 },
};

/* An LP costs a thousand times what the rest of a tiny problem does. */
static int
rounds_of (const Technique *technique)
{
  return technique->relax == 2 || technique->core_stall == 1 ? 300 : 2000;
}

static PlnSolverOptions
options_of (const Technique *technique)
{
  PlnSolverOptions options = pln_solver_options_default ();

  options.core_guided = technique->core_guided;
  options.stratify = technique->stratify;
  options.exhaust = technique->exhaust;
  options.shrink_conflicts = technique->shrink_conflicts;
  options.core_stall = technique->core_stall;
  options.relax = technique->relax;
  return options;
}

static void
test_oracle (gconstpointer data)
{
  PlnSolverOptions options = options_of (data);
  PlnRandom random = { 30 };

  for (int round = 0; round < rounds_of (data); round++) {
    ZeroOne problem = zero_one_draw (&random);
    g_autoptr (PlnSolver) solver = zero_one_state (&problem, &options);
    Hidden hidden = { .whole = problem, .last_best = PLN_COST_NONE, .last_bound = INT64_MIN };
    PlnMinimise run = { .progress = watch_progress, .data = &hidden };

    for (int v = 0; v < problem.n_variables; v++)
      pln_solver_set_priority (solver, v, (v + round) % 3);
    check_optimum (&problem, solver, pln_solver_minimise (solver, &run));
  }
}

/* Half of the rows and of the costs come from the check function, or are only judged by it. */
static void
test_lazy (gconstpointer data)
{
  PlnSolverOptions options = options_of (data);
  PlnRandom random = { 31 };
  int checks = 0;

  for (int round = 0; round < rounds_of (data); round++) {
    ZeroOne problem = zero_one_draw (&random);
    Hidden hidden = { .whole = problem, .last_best = PLN_COST_NONE, .last_bound = INT64_MIN };
    PlnMinimise run = { .check = check_hidden, .progress = watch_progress, .data = &hidden };
    g_autoptr (PlnSolver) solver = NULL;

    for (int k = problem.n_costs / 2; k < problem.n_costs; k++)
      hidden.whole.costs[k].weight = ABS (problem.costs[k].weight);
    problem.n_rows = hidden.n_told_rows = problem.n_rows / 2;
    problem.n_costs = hidden.n_told_costs = problem.n_costs / 2;
    hidden.mute = round % 3 == 0;
    solver = zero_one_state (&problem, &options);
    check_optimum (&hidden.whole, solver, pln_solver_minimise (solver, &run));
    checks += hidden.n_checks;
  }
  g_assert_cmpint (checks, >, rounds_of (data));
}

/* A cutoff from outside, then a further statement, then a neighbourhood. */
static void
test_again (void)
{
  PlnRandom random = { 32 };

  for (int round = 0; round < 2000; round++) {
    ZeroOne problem = zero_one_draw (&random);
    g_autoptr (PlnSolver) solver = zero_one_state (&problem, NULL);
    PlnLit assumptions[2] = { zero_one_draw_lit (&random, problem.n_variables),
                              zero_one_draw_lit (&random, problem.n_variables) };
    int64_t near = zero_one_best (&problem, assumptions, 2);
    int64_t best = zero_one_best (&problem, NULL, 0);
    PlnMinimise run = { .assumptions = assumptions, .n_assumptions = 2 };
    PlnMinimum minimum = pln_solver_minimise (solver, &run);

    g_assert_cmpint (minimum.best, ==, near);
    g_assert_cmpint (minimum.outcome, ==, near == PLN_COST_NONE ? PLN_NONE : PLN_OPTIMAL);
    minimum = pln_solver_minimise (solver, &(PlnMinimise){ 0 });
    g_assert_cmpint (minimum.best, ==, best < near ? best : PLN_COST_NONE);
    g_assert_cmpint (minimum.outcome, ==, best < near ? PLN_OPTIMAL : PLN_NONE);
  }
}

/* Stopped early, the bound is still a bound and the best a solution. */
static void
test_stopped (void)
{
  PlnRandom random = { 33 };
  int stopped = 0;

  for (int round = 0; round < 2000; round++) {
    ZeroOne problem = zero_one_draw (&random);
    g_autoptr (PlnSolver) solver = zero_one_state (&problem, NULL);
    PlnMinimise run = { .limits.ticks = 1 + pln_random_below (&random, 40) };
    PlnMinimum minimum = pln_solver_minimise (solver, &run);
    int64_t best = zero_one_best (&problem, NULL, 0);

    stopped += minimum.outcome == PLN_STOPPED;
    g_assert_cmpint (minimum.bound, <=, best);
    g_assert_cmpint (minimum.best, >=, best);
  }
  g_assert_cmpint (stopped, >, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (techniques); i++) {
    g_autofree char *oracle = g_strdup_printf ("/solver/optimize/oracle/%s", techniques[i].name);
    g_autofree char *lazy = g_strdup_printf ("/solver/optimize/lazy/%s", techniques[i].name);

    g_test_add_data_func (oracle, &techniques[i], test_oracle);
    g_test_add_data_func (lazy, &techniques[i], test_lazy);
  }
  g_test_add_func ("/solver/optimize/again", test_again);
  g_test_add_func ("/solver/optimize/stopped", test_stopped);
  return g_test_run ();
}
