/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/relax.h"

#include "zero-one.h"

/* The relaxation against every assignment of small problems: nothing in it may be taken on trust. */

static PlnSolverOptions
linear_options (void)
{
  PlnSolverOptions options = pln_solver_options_default ();

  options.relax = 2;
  return options;
}

static void
tighten (PlnRelax *relax, const int *stop)
{
  PlnDeadline deadline = pln_deadline (relax->solver, &(PlnLimits){ .stop = stop });

  pln_relax_tighten (relax, 5, &deadline);
}

static bool
row_holds (const PlnRelax *relax, const PlnCutRow *row, unsigned assignment)
{
  int64_t sum = 0;

  for (int k = 0; k < row->n; k++) {
    const PlnCutTerm *term = &relax->rows.terms.at[row->first + k];

    sum += zero_one_true (assignment, pln_lit (relax->variable_of[term->column])) ? term->weight : 0;
  }
  return sum <= row->bound;
}

/* What the best reformulation says of an assignment. */
static __int128
price (const PlnRelax *relax, unsigned assignment)
{
  __int128 sum = relax->best_base;

  for (PlnLit lit = 0; lit < relax->best_weights.n; lit++) {
    g_assert_cmpint (relax->best_weights.at[lit], >=, 0);
    sum += zero_one_true (assignment, lit) ? relax->best_weights.at[lit] : 0;
  }
  return sum;
}

/* Every row, cuts too, and the reformulation hold for every solution. */
static void
check_relax (const PlnRelax *relax, const ZeroOne *problem)
{
  for (unsigned assignment = 0; assignment < 1u << problem->n_variables; assignment++) {
    if (!zero_one_feasible (problem, assignment))
      continue;
    for (int r = 0; r < relax->rows.rows.n; r++)
      g_assert_true (row_holds (relax, &relax->rows.rows.at[r], assignment));
    if (relax->best_base != INT64_MIN)
      g_assert_true (price (relax, assignment) <= (__int128) zero_one_cost (problem, assignment) * PLN_RELAX_SCALE);
  }
}

/* -- Known bounds ---------------------------------------------------------------------------------- */

#define LITS(...) .terms = { __VA_ARGS__ }, .condition = PLN_LIT_NONE

typedef struct
{
  const char *name;
  ZeroOne problem;
  int64_t least, most; /* of the bound: what rows and knapsack cuts give, and the optimum */
} Bound;

static const Bound bounds[] = {
  { "rows", { 2, 1, 2, { { ZERO_ONE_AT_LEAST, LITS ({ 0, 1 }, { 2, 1 }), .n = 2, .bound = 1 } }, { { 0, 7 }, { 2, 5 } }, 3 }, 8, 8 },
  { "half-cover",
    { 3, 3, 3,
      { { ZERO_ONE_CLAUSE, LITS ({ 0, 1 }, { 2, 1 }), .n = 2, .bound = 1 },
        { ZERO_ONE_CLAUSE, LITS ({ 2, 1 }, { 4, 1 }), .n = 2, .bound = 1 },
        { ZERO_ONE_CLAUSE, LITS ({ 0, 1 }, { 4, 1 }), .n = 2, .bound = 1 } },
      { { 0, 2 }, { 2, 2 }, { 4, 2 } }, 0 }, 3, 4 },
  /* no two of the big ones fit together, which the LP alone does not see */
  { "cover",
    { 4, 1, 4, { { ZERO_ONE_AT_MOST, LITS ({ 0, 6 }, { 2, 6 }, { 4, 6 }, { 6, 3 }), .n = 4, .bound = 11 } },
      { { 1, 12 }, { 3, 12 }, { 5, 12 }, { 7, 1 } }, 0 }, 24, 24 },
  { "negated",
    { 3, 1, 3, { { ZERO_ONE_AT_MOST, LITS ({ 1, 4 }, { 3, 4 }, { 5, 5 }), .n = 3, .bound = 7 } }, { { 0, 9 }, { 2, 9 }, { 4, 9 } }, 0 }, 18, 18 },
  { "groups",
    { 4, 3, 2,
      { { ZERO_ONE_AT_MOST, LITS ({ 0, 5 }, { 2, 3 }, { 4, 5 }, { 6, 3 }), .n = 4, .bound = 7 },
        { ZERO_ONE_AT_MOST, LITS ({ 0, 1 }, { 2, 1 }), .n = 2, .bound = 1 },
        { ZERO_ONE_AT_MOST, LITS ({ 4, 1 }, { 6, 1 }), .n = 2, .bound = 1 } },
      { { 1, 6 }, { 5, 6 } }, 0 }, 6, 6 },
};

static void
test_bound (gconstpointer data)
{
  const Bound *row = data;
  PlnSolverOptions options = linear_options ();
  g_autoptr (PlnSolver) solver = zero_one_state (&row->problem, &options);
  PlnRelax *relax;

  g_assert_cmpint (zero_one_best (&row->problem, NULL, 0), ==, row->most);
  g_assert_true (pln_root_prepare (solver));
  relax = pln_relax_new (solver);
  g_assert_nonnull (relax);
  tighten (relax, NULL);
  g_assert_cmpint (pln_relax_bound (relax), >=, row->least);
  g_assert_cmpint (pln_relax_bound (relax), <=, row->most);
  check_relax (relax, &row->problem);
  g_assert_true (pln_relax_install (relax));
  g_assert_cmpint (pln_solver_bound (solver), ==, pln_relax_bound (relax));
  pln_relax_free (relax);
}

/* -- At random ------------------------------------------------------------------------------------- */

static void
test_valid (void)
{
  PlnRandom random = { 41 };
  PlnSolverOptions options = linear_options ();
  int tight = 0, cuts = 0, feasible = 0;

  for (int round = 0; round < 800; round++) {
    ZeroOne problem = zero_one_draw (&random);
    g_autoptr (PlnSolver) solver = zero_one_state (&problem, &options);
    int64_t best = zero_one_best (&problem, NULL, 0);
    PlnRelax *relax;

    if (best == PLN_COST_NONE || !pln_root_prepare (solver))
      continue;
    relax = pln_relax_new (solver);
    tighten (relax, NULL);
    check_relax (relax, &problem);
    g_assert_cmpint (pln_relax_bound (relax), <=, best);
    feasible++;
    tight += pln_relax_bound (relax) == best;
    for (int r = 0; r < relax->rows.rows.n; r++)
      cuts += relax->rows.rows.at[r].cut;
    pln_relax_free (relax);
  }
  g_test_message ("%d problems, %d of them tight, %d cuts", feasible, tight, cuts);
  g_assert_cmpint (tight, >, feasible / 2);
  g_assert_cmpint (cuts, >, 20);
}

/* Statements that come later, and a relaxation made anew from what is left. */
static void
test_later (void)
{
  PlnRandom random = { 42 };
  PlnSolverOptions options = linear_options ();

  for (int round = 0; round < 500; round++) {
    ZeroOne problem = zero_one_draw (&random), first = problem;
    g_autoptr (PlnSolver) solver = NULL;
    PlnRelax *relax;

    for (int k = first.n_costs / 2; k < problem.n_costs; k++)
      problem.costs[k].weight = ABS (problem.costs[k].weight);
    first.n_rows /= 2;
    first.n_costs /= 2;
    solver = zero_one_state (&first, &options);
    if (zero_one_best (&problem, NULL, 0) == PLN_COST_NONE || !pln_root_prepare (solver))
      continue;
    relax = pln_relax_new (solver);
    tighten (relax, NULL);
    for (int r = first.n_rows; r < problem.n_rows; r++)
      zero_one_state_row (solver, &problem.rows[r]);
    for (int k = first.n_costs; k < problem.n_costs; k++)
      pln_solver_add_cost (solver, problem.costs[k].lit, problem.costs[k].weight);
    g_assert_true (pln_root_prepare (solver));
    pln_relax_update (relax);
    tighten (relax, NULL);
    check_relax (relax, &problem);
    relax = pln_relax_renew (relax);
    tighten (relax, NULL);
    check_relax (relax, &problem);
    g_assert_cmpint (pln_relax_bound (relax), <=, zero_one_best (&problem, NULL, 0));
    pln_relax_free (relax);
  }
}

/* -- No solution, no time -------------------------------------------------------------------------- */

/* One pigeon more than holes; propagation sees nothing, the LP does. */
static void
test_infeasible (void)
{
  enum { HOLES = 4 };
  PlnSolverOptions options = linear_options ();
  g_autoptr (PlnSolver) solver = pln_solver_new (&options);
  PlnLit lits[HOLES + 1];

  pln_solver_add_variables (solver, HOLES * (HOLES + 1));
  for (int pigeon = 0; pigeon <= HOLES; pigeon++) {
    for (int hole = 0; hole < HOLES; hole++)
      lits[hole] = pln_lit (pigeon * HOLES + hole);
    pln_solver_add_many (solver, lits, HOLES, 1, PLN_LIT_NONE);
  }
  for (int hole = 0; hole < HOLES; hole++) {
    for (int pigeon = 0; pigeon <= HOLES; pigeon++)
      lits[pigeon] = pln_lit (pigeon * HOLES + hole);
    pln_solver_add_few (solver, lits, HOLES + 1, 1, PLN_LIT_NONE);
  }
  for (int v = 0; v < HOLES * (HOLES + 1); v++)
    pln_solver_add_cost (solver, pln_lit (v), 1 + v % 3);
  g_assert_cmpint (pln_solver_minimise (solver, &(PlnMinimise){ 0 }).outcome, ==, PLN_NONE);
  g_assert_true (pln_solver_is_exhausted (solver));
}

/* With the flag up from the start, or from the first news on, what is said so far is true. */
static void
raise_flag (const PlnSolver *solver, int64_t best, int64_t bound, gpointer data)
{
  g_atomic_int_set ((int *) data, 1);
}

static void
test_interrupted (void)
{
  PlnRandom random = { 43 };
  PlnSolverOptions options = linear_options ();
  int stopped = 0;

  for (int round = 0; round < 400; round++) {
    ZeroOne problem = zero_one_draw (&random);
    g_autoptr (PlnSolver) solver = zero_one_state (&problem, &options);
    int flag = round % 2;
    PlnMinimise run = { .progress = raise_flag, .data = &flag, .limits.stop = &flag };
    PlnMinimum minimum = pln_solver_minimise (solver, &run);
    int64_t best = zero_one_best (&problem, NULL, 0);

    stopped += minimum.outcome == PLN_STOPPED;
    g_assert_cmpint (minimum.bound, <=, best);
    g_assert_cmpint (minimum.best, >=, best);
    if (minimum.outcome == PLN_OPTIMAL)
      g_assert_cmpint (minimum.best, ==, best);
    if (minimum.outcome == PLN_NONE)
      g_assert_cmpint (best, ==, PLN_COST_NONE);
    flag = 0;
    minimum = pln_solver_minimise (solver, &(PlnMinimise){ 0 });
    g_assert_cmpint (minimum.outcome, !=, PLN_STOPPED);
  }
  g_assert_cmpint (stopped, >, 100);
}

#ifdef PLN_CHECK

/* The best solution is known beforehand: nothing may exclude it or price it higher (see solver/solver.h). */
static void
test_known (void)
{
  PlnRandom random = { 44 };
  int known = 0;

  for (int round = 0; round < 1500; round++) {
    ZeroOne problem = zero_one_draw (&random);
    PlnSolverOptions options = pln_solver_options_default ();
    int64_t best = zero_one_best (&problem, NULL, 0);
    g_autoptr (PlnSolver) solver = NULL;
    bool found = false;

    options.relax = 1 + round % 2;
    options.core_stall = 1;
    solver = zero_one_state (&problem, &options);
    for (unsigned assignment = 0; assignment < 1u << problem.n_variables && !found; assignment++) {
      PlnLit lits[ZERO_ONE_VARIABLES];

      for (int v = 0; v < problem.n_variables; v++)
        lits[v] = pln_lit (v) | !(assignment >> v & 1);
      if (!zero_one_feasible (&problem, assignment) || zero_one_cost (&problem, assignment) > best)
        continue;
      g_assert_true (pln_solver_know (solver, lits, problem.n_variables, best, NULL, 0));
      found = true;
    }
    known += found;
    g_assert_cmpint (pln_solver_minimise (solver, &(PlnMinimise){ 0 }).best, ==, best);
  }
  g_assert_cmpint (known, >, 500);
}

#endif

/* Under a cutoff just above the optimum: what is fixed, and every row, holds for all that is cheaper. */
static void
check_implied (const PlnRelax *relax, const ZeroOne *problem, int64_t cutoff)
{
  const PlnSolver *solver = relax->solver;

  for (unsigned assignment = 0; assignment < 1u << problem->n_variables; assignment++) {
    if (!zero_one_feasible (problem, assignment) || zero_one_cost (problem, assignment) >= cutoff)
      continue;
    g_assert_false (solver->inconsistent);
    for (int i = 0; i < solver->trail.n; i++)
      if (solver->trail.at[i] >> 1 < problem->n_variables)
        g_assert_true (zero_one_true (assignment, solver->trail.at[i]));
    for (int r = 0; r < relax->rows.rows.n; r++)
      g_assert_true (row_holds (relax, &relax->rows.rows.at[r], assignment));
  }
}

static void
test_imply (void)
{
  PlnRandom random = { 47 };
  PlnSolverOptions options = linear_options ();
  int n_rows = 0, n_fixed = 0, n_refuted = 0;

  for (int round = 0; round < 3000; round++) {
    ZeroOne problem = zero_one_draw (&random);
    g_autoptr (PlnSolver) solver = zero_one_state (&problem, &options);
    int64_t best = zero_one_best (&problem, NULL, 0), cutoff;
    double x[ZERO_ONE_VARIABLES];
    PlnRelax *relax;
    int before, open;

    if (best == PLN_COST_NONE)
      continue;
    cutoff = best + pln_random_below (&random, 3);
    pln_solver_set_cutoff (solver, cutoff);
    if (!pln_root_prepare (solver))
      continue;
    relax = pln_relax_new (solver);
    before = relax->rows.rows.n;
    open = solver->trail.n;
    for (int c = 0; c < relax->n_columns; c++)
      x[c] = (double) (1 + pln_random_below (&random, 9)) / 10;
    pln_relax_imply (relax, x);
    check_implied (relax, &problem, cutoff);
    for (int r = before; r < relax->rows.rows.n && !solver->inconsistent; r++)
      g_assert_cmpfloat (pln_cut_row_violation (&relax->rows, r, x), >, 0);
    n_rows += relax->rows.rows.n - before;
    n_fixed += solver->trail.n - open;
    n_refuted += solver->inconsistent;
    pln_relax_free (relax);
  }
  g_test_message ("%d rows, %d fixed, %d refuted", n_rows, n_fixed, n_refuted);
  g_assert_cmpint (n_rows, >, 500);
  g_assert_cmpint (n_fixed, >, 30);
  g_assert_cmpint (n_refuted, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize k = 0; k < G_N_ELEMENTS (bounds); k++) {
    g_autofree char *path = g_strdup_printf ("/solver/relax/bound/%s", bounds[k].name);

    g_test_add_data_func (path, &bounds[k], test_bound);
  }
  g_test_add_func ("/solver/relax/imply", test_imply);
  g_test_add_func ("/solver/relax/valid", test_valid);
  g_test_add_func ("/solver/relax/later", test_later);
  g_test_add_func ("/solver/relax/infeasible", test_infeasible);
  g_test_add_func ("/solver/relax/interrupted", test_interrupted);
#ifdef PLN_CHECK
  g_test_add_func ("/solver/relax/known", test_known);
#endif
  return g_test_run ();
}
