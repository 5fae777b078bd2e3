/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "zero-one.h"

static int
draw_assumptions (PlnRandom *random, int n_variables, PlnLit *assumptions)
{
  int n = pln_random_below (random, 5);

  for (int k = 0; k < n; k++)
    assumptions[k] = zero_one_draw_lit (random, n_variables);
  return n;
}

static void
check_core (PlnSolver *solver, const ZeroOne *problem, const PlnLit *assumptions, int n)
{
  int n_core;
  const PlnLit *core = pln_solver_core (solver, &n_core);

  for (int i = 0; i < n_core; i++) {
    bool known = false;

    for (int k = 0; k < n; k++)
      known |= assumptions[k] == core[i];
    g_assert_true (known);
  }
  g_assert_cmpint (zero_one_best (problem, core, n_core), ==, PLN_COST_NONE);
}

static void
check_minimal (PlnSolver *solver, const ZeroOne *problem)
{
  int n_core;
  const PlnLit *core = pln_solver_core (solver, &n_core);

  for (int out = 0; out < n_core; out++) {
    PlnLit rest[8];
    int n = 0;

    for (int i = 0; i < n_core; i++)
      if (i != out)
        rest[n++] = core[i];
    g_assert_cmpint (zero_one_best (problem, rest, n), !=, PLN_COST_NONE);
  }
}

/* Rows go in one by one, with a search under assumptions after each: answer, model and core against the oracle. */
static void
test_oracle (void)
{
  PlnRandom random = { 20 };
  int satisfiable = 0, unsatisfiable = 0, cores = 0;

  for (int round = 0; round < 3000; round++) {
    ZeroOne problem = zero_one_draw (&random);
    g_autoptr (PlnSolver) solver = pln_solver_new (NULL);
    int n_rows = problem.n_rows;

    pln_solver_add_variables (solver, problem.n_variables);
    for (problem.n_rows = 1; problem.n_rows <= n_rows; problem.n_rows++) {
      PlnLit assumptions[8];
      int n = draw_assumptions (&random, problem.n_variables, assumptions);
      bool possible = zero_one_best (&problem, assumptions, n) != PLN_COST_NONE;
      PlnAnswer answer;

      zero_one_state_row (solver, &problem.rows[problem.n_rows - 1]);
      answer = pln_solver_solve (solver, assumptions, n, NULL);
      g_assert_cmpint (answer, ==, possible ? PLN_SATISFIABLE : PLN_UNSATISFIABLE);
      if (possible) {
        unsigned model = zero_one_model (solver, problem.n_variables);

        satisfiable++;
        g_assert_true (zero_one_feasible (&problem, model));
        for (int k = 0; k < n; k++)
          g_assert_true (zero_one_true (model, assumptions[k]));
        continue;
      }
      unsatisfiable++;
      check_core (solver, &problem, assumptions, n);
      g_assert_true (pln_solver_shrink_core (solver, NULL));
      check_core (solver, &problem, assumptions, n);
      check_minimal (solver, &problem);
      if (!pln_solver_is_exhausted (solver))
        cores++;
    }
  }
  g_test_message ("%d satisfiable, %d unsatisfiable, %d with a core", satisfiable, unsatisfiable, cores);
  g_assert_cmpint (satisfiable, >, 5000);
  g_assert_cmpint (cores, >, 2000);
}

/* With a cutoff there is a model exactly if something is cheaper. */
static void
test_cutoff (void)
{
  PlnRandom random = { 21 };
  int below = 0;

  for (int round = 0; round < 2000; round++) {
    ZeroOne problem = zero_one_draw (&random);
    g_autoptr (PlnSolver) solver = zero_one_state (&problem, NULL);
    int64_t best = zero_one_best (&problem, NULL, 0);
    PlnAnswer answer = PLN_SATISFIABLE;

    while ((answer = pln_solver_solve (solver, NULL, 0, NULL)) == PLN_SATISFIABLE) {
      unsigned model = zero_one_model (solver, problem.n_variables);

      g_assert_true (zero_one_feasible (&problem, model));
      g_assert_cmpint (zero_one_cost (&problem, model), ==, pln_solver_cost (solver));
      g_assert_cmpint (pln_solver_cost (solver), <, pln_solver_cutoff (solver));
      pln_solver_set_cutoff (solver, pln_solver_cost (solver));
      below++;
    }
    g_assert_cmpint (answer, ==, PLN_UNSATISFIABLE);
    g_assert_cmpint (pln_solver_cutoff (solver), ==, best);
  }
  g_assert_cmpint (below, >, 2000);
}

static void
state_pigeons (PlnSolver *solver, int pigeons, int holes)
{
  PlnLit *lits = g_newa (PlnLit, (gsize) (pigeons + holes));

  pln_solver_add_variables (solver, pigeons * holes);
  for (int p = 0; p < pigeons; p++) {
    for (int h = 0; h < holes; h++)
      lits[h] = pln_lit (p * holes + h);
    pln_solver_add_many (solver, lits, holes, 1, PLN_LIT_NONE);
  }
  for (int h = 0; h < holes; h++) {
    for (int p = 0; p < pigeons; p++)
      lits[p] = pln_lit (p * holes + h);
    pln_solver_add_few (solver, lits, pigeons, 1, PLN_LIT_NONE);
  }
}

/* Long enough to restart, reduce and rephase. */
static void
test_pigeons (void)
{
  g_autoptr (PlnSolver) solver = pln_solver_new (NULL);

  state_pigeons (solver, 8, 7);
  g_assert_cmpint (pln_solver_solve (solver, NULL, 0, NULL), ==, PLN_UNSATISFIABLE);
  g_assert_true (pln_solver_is_exhausted (solver));
  g_assert_cmpint (pln_solver_statistics (solver)->conflicts, >, 500);
}

static void
test_limits (void)
{
  g_autoptr (PlnSolver) solver = pln_solver_new (NULL);
  int stop = 1;

  state_pigeons (solver, 10, 9);
  g_assert_cmpint (pln_solver_solve (solver, NULL, 0, &(PlnLimits){ .conflicts = 100 }), ==, PLN_UNDECIDED);
  g_assert_cmpint (pln_solver_statistics (solver)->conflicts, ==, 100);
  g_assert_cmpint (pln_solver_solve (solver, NULL, 0, &(PlnLimits){ .ticks = 100 }), ==, PLN_UNDECIDED);
  g_assert_cmpint (pln_solver_solve (solver, NULL, 0, &(PlnLimits){ .stop = &stop }), ==, PLN_UNDECIDED);
  g_assert_false (pln_solver_is_exhausted (solver));
}

/* Same calls, same answers, same counts. */
static void
test_same_twice (void)
{
  PlnSolverStatistics first;

  for (int run = 0; run < 2; run++) {
    PlnSolverOptions options = pln_solver_options_default ();
    g_autoptr (PlnSolver) solver = NULL;

    options.random_decisions = 50;
    solver = pln_solver_new (&options);
    state_pigeons (solver, 8, 7);
    pln_solver_solve (solver, NULL, 0, NULL);
    if (run == 0)
      first = *pln_solver_statistics (solver);
    else
      g_assert_cmpmem (&first, sizeof first, pln_solver_statistics (solver), sizeof first);
  }
}

static void
test_options (void)
{
  PlnSolverOptions options = pln_solver_options_default ();

  g_assert_null (pln_solver_options_wrong (&options));
  options.decay = 1000;
  g_assert_cmpstr (pln_solver_options_wrong (&options), ==, "decay");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/solver/search/oracle", test_oracle);
  g_test_add_func ("/solver/search/cutoff", test_cutoff);
  g_test_add_func ("/solver/search/pigeons", test_pigeons);
  g_test_add_func ("/solver/search/limits", test_limits);
  g_test_add_func ("/solver/search/same-twice", test_same_twice);
  g_test_add_func ("/solver/options/range", test_options);
  return g_test_run ();
}
