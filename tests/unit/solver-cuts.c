/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "zero-one.h"

#include "solver/basis.h"
#include "solver/clique.h"
#include "solver/gomory.h"
#include "solver/knapsack.h"
#include "solver/round.h"

/* Every cut must hold for every assignment that satisfies the rows it was made from; all of them are tried. That the
 * point it was made for breaks it is the other half: a cut that cuts nothing off would pass the first. */

enum
{
  COLUMNS = 10,
  ROUNDS = 3000,
  ROWS_MOST = 10, /* drawn for a case */
};

typedef struct
{
  PlnCutRows rows;
  int n_own; /* rows as drawn: the others are cuts */
  double x[COLUMNS];
} Case;

static void
add_drawn_row (PlnCutRows *rows, PlnRandom *random, int weight_most)
{
  int64_t most = 0;

  pln_cut_row_begin (rows);
  for (int c = 0; c < COLUMNS; c++) {
    int weight = (int) pln_random_below (random, (unsigned) weight_most + 1);

    if (weight == 0 || pln_random_below (random, 3) == 0)
      continue;
    if (pln_random_below (random, 4) == 0)
      weight = -weight;
    most += MAX (0, weight);
    pln_cut_row_term (rows, c, weight);
  }
  pln_cut_row_end (rows, most / 2);
}

/* One at most of a stretch of columns: the lengths of an item. */
static void
add_group (PlnCutRows *rows, int first, int n)
{
  pln_cut_row_begin (rows);
  for (int c = first; c < first + n; c++)
    pln_cut_row_term (rows, c, 1);
  pln_cut_row_end (rows, 1);
}

static int64_t
value_at (const PlnCutRows *rows, int number, unsigned assignment)
{
  const PlnCutRow *row = &rows->rows.at[number];
  int64_t value = 0;

  for (int k = 0; k < row->n; k++)
    if (assignment >> rows->terms.at[row->first + k].column & 1)
      value += rows->terms.at[row->first + k].weight;
  return value;
}

static bool
holds (const PlnCutRows *rows, int first, int end, unsigned assignment)
{
  for (int r = first; r < end; r++)
    if (value_at (rows, r, assignment) > rows->rows.at[r].bound)
      return false;
  return true;
}

/* A corner of the first row: columns in order until it is tight, the last one in part. */
static void
draw_point (Case *own, PlnRandom *random)
{
  const PlnCutRow *row = &own->rows.rows.at[0];
  double left = (double) row->bound;

  for (int c = 0; c < COLUMNS; c++)
    own->x[c] = 0;
  for (int k = 0; k < row->n; k++) {
    const PlnCutTerm *term = &own->rows.terms.at[row->first + k];

    if (term->weight < 0) {
      own->x[term->column] = pln_random_below (random, 2);
      left -= own->x[term->column] * (double) term->weight;
    }
  }
  for (int k = 0; k < row->n; k++) {
    const PlnCutTerm *term = &own->rows.terms.at[row->first + k];

    if (term->weight <= 0)
      continue;
    own->x[term->column] = MAX (0, MIN (1, left / (double) term->weight));
    left -= own->x[term->column] * (double) term->weight;
  }
}

static void
check_cuts (const Case *own)
{
  for (int r = own->n_own; r < own->rows.rows.n; r++)
    g_assert_cmpfloat (pln_cut_row_violation (&own->rows, r, own->x), >, 0);
  for (unsigned assignment = 0; assignment < 1u << COLUMNS; assignment++)
    if (holds (&own->rows, 0, own->n_own, assignment))
      g_assert_true (holds (&own->rows, own->n_own, own->rows.rows.n, assignment));
}

static void
draw_case (Case *own, PlnRandom *random, int weight_most)
{
  do {
    pln_cut_rows_clear (&own->rows);
    memset (own, 0, sizeof *own);
    add_drawn_row (&own->rows, random, weight_most);
  } while (own->rows.rows.n == 0);
  if (pln_random_below (random, 2))
    add_group (&own->rows, 0, 3);
  if (pln_random_below (random, 2))
    add_group (&own->rows, 4, 4);
  if (pln_random_below (random, 2))
    add_drawn_row (&own->rows, random, weight_most);
  own->n_own = own->rows.rows.n;
  draw_point (own, random);
}

static void
test_knapsack (void)
{
  PlnRandom random = { 40 };
  int n_cuts = 0;

  for (int round = 0; round < ROUNDS; round++) {
    Case own = { 0 };
    PlnKnapsacks *knapsacks;

    draw_case (&own, &random, 9);
    knapsacks = pln_knapsacks_new (&own.rows, COLUMNS);
    pln_knapsacks_separate (knapsacks, &own.rows, own.x);
    check_cuts (&own);
    n_cuts += own.rows.rows.n - own.n_own;
    pln_knapsacks_free (knapsacks);
    pln_cut_rows_clear (&own.rows);
  }
  g_assert_cmpint (n_cuts, >, ROUNDS / 10);
}

static void
test_round (void)
{
  PlnRandom random = { 41 };
  int n_cuts = 0;

  for (int round = 0; round < ROUNDS; round++) {
    Case own = { 0 };
    int lp_rows[4];

    draw_case (&own, &random, round % 2 ? 9 : 1);
    for (int r = 0; r < own.n_own; r++)
      lp_rows[r] = r;
    pln_round_rows (&own.rows, lp_rows, own.n_own, COLUMNS, own.x);
    check_cuts (&own);
    n_cuts += own.rows.rows.n - own.n_own;
    pln_cut_rows_clear (&own.rows);
  }
  g_assert_cmpint (n_cuts, >, ROUNDS / 10);
}

/* The smallest case: sum 3 x_j ≤ 4 with one x in part becomes sum x_j ≤ 1. */
static void
test_round_known (void)
{
  Case own = { .n_own = 1, .x = { 1, 1.0 / 3 } };
  int lp_row = 0;

  pln_cut_row_begin (&own.rows);
  pln_cut_row_term (&own.rows, 0, 3);
  pln_cut_row_term (&own.rows, 1, 3);
  pln_cut_row_term (&own.rows, 2, 3);
  pln_cut_row_end (&own.rows, 4);
  pln_round_rows (&own.rows, &lp_row, 1, COLUMNS, own.x);
  g_assert_cmpint (own.rows.rows.n, ==, 2);
  g_assert_cmpint (own.rows.rows.at[1].bound, ==, 1);
  g_assert_cmpint (value_at (&own.rows, 1, 0x7), ==, 3);
  pln_cut_rows_clear (&own.rows);
}

/* The case's own rows as an LP with costs drawn. Returns: (transfer full): solved; its point is the case's */
static PlnLp *
solve_case (Case *own, PlnRandom *random)
{
  PlnLp *lp = pln_lp_new ();
  double costs[COLUMNS];

  g_assert_nonnull (lp);
  for (int c = 0; c < COLUMNS; c++)
    costs[c] = -(double) pln_random_below (random, 20);
  pln_lp_add_columns (lp, costs, COLUMNS);
  for (int r = 0; r < own->n_own; r++) {
    const PlnCutRow *row = &own->rows.rows.at[r];
    int starts[2] = { 0, row->n }, columns[COLUMNS];
    double weights[COLUMNS], bound = (double) row->bound;

    for (int k = 0; k < row->n; k++) {
      columns[k] = own->rows.terms.at[row->first + k].column;
      weights[k] = (double) own->rows.terms.at[row->first + k].weight;
    }
    pln_lp_add_rows (lp, 1, starts, columns, weights, &bound);
  }
  if (pln_lp_solve (lp, 1000, NULL) == PLN_LP_OPTIMAL)
    memcpy (own->x, pln_lp_columns (lp), sizeof own->x);
  else
    g_clear_pointer (&lp, pln_lp_free);
  return lp;
}

/* The multipliers leave the one column alone among the basic ones. */
static void
check_basis (const Case *own, PlnBasis *basis)
{
  double y[COLUMNS];

  for (int k = 0; k < pln_basis_size (basis); k++) {
    double sum[COLUMNS] = { 0 };

    pln_basis_solve (basis, k, y);
    for (int i = 0; i < pln_basis_size (basis); i++) {
      const PlnCutRow *row = &own->rows.rows.at[pln_basis_row (basis, i)];

      for (int t = 0; t < row->n; t++)
        sum[own->rows.terms.at[row->first + t].column] += y[i] * (double) own->rows.terms.at[row->first + t].weight;
    }
    for (int j = 0; j < pln_basis_size (basis); j++)
      g_assert_cmpfloat_with_epsilon (sum[pln_basis_column (basis, j)], j == k, 1e-6);
  }
}

static void
draw_many_rows (Case *own, PlnRandom *random)
{
  draw_case (own, random, 9);
  for (int n = pln_random_below (random, 6); n > 0; n--)
    add_drawn_row (&own->rows, random, 1 + pln_random_below (random, 9));
  own->n_own = own->rows.rows.n;
}

static void
test_basis (void)
{
  PlnRandom random = { 44 };
  int row_of[ROWS_MOST], n_large = 0;

  for (int r = 0; r < ROWS_MOST; r++)
    row_of[r] = r;
  for (int round = 0; round < ROUNDS; round++) {
    Case own = { 0 };
    PlnLp *lp;
    PlnBasis *basis = NULL;

    draw_many_rows (&own, &random);
    lp = solve_case (&own, &random);
    if (lp)
      basis = pln_basis_new (lp, &own.rows, row_of);
    if (basis) {
      check_basis (&own, basis);
      n_large += pln_basis_size (basis) > 3;
    }
    pln_basis_free (basis);
    pln_lp_free (lp);
    pln_cut_rows_clear (&own.rows);
  }
  g_assert_cmpint (n_large, >, ROUNDS / 20);
}

static void
test_gomory (void)
{
  PlnRandom random = { 45 };
  signed char fixed[COLUMNS] = { 0 };
  int row_of[ROWS_MOST], n_cuts = 0;

  for (int r = 0; r < ROWS_MOST; r++)
    row_of[r] = r;
  for (int round = 0; round < ROUNDS; round++) {
    Case own = { 0 };
    PlnLp *lp;

    draw_many_rows (&own, &random);
    lp = solve_case (&own, &random);
    if (lp)
      pln_gomory_separate (lp, &own.rows, row_of, fixed, own.x);
    check_cuts (&own);
    n_cuts += own.rows.rows.n - own.n_own;
    pln_lp_free (lp);
    pln_cut_rows_clear (&own.rows);
  }
  g_assert_cmpint (n_cuts, >, ROUNDS);
}

/* w x + w y ≤ 3 w / 2 with x + y = 1.5. */
static void
cut_pair (Case *own, int64_t weight)
{
  PlnRandom random = { 46 };
  signed char fixed[COLUMNS] = { 0 };
  int row_of = 0;
  PlnLp *lp;

  own->n_own = 1;
  pln_cut_row_begin (&own->rows);
  pln_cut_row_term (&own->rows, 0, weight);
  pln_cut_row_term (&own->rows, 1, weight);
  pln_cut_row_end (&own->rows, weight + weight / 2);
  lp = solve_case (own, &random);
  g_assert_cmpfloat_with_epsilon (own->x[0] + own->x[1], 1.5, 1e-6);
  pln_gomory_separate (lp, &own->rows, &row_of, fixed, own->x);
  pln_lp_free (lp);
}

static void
test_gomory_known (void)
{
  Case own = { 0 };

  cut_pair (&own, 2);
  g_assert_cmpint (own.rows.rows.n, ==, 2);
  g_assert_cmpint (own.rows.rows.at[1].bound, ==, 1);
  g_assert_cmpint (value_at (&own.rows, 1, 0x3), ==, 2);
  pln_cut_rows_clear (&own.rows);
}

/* Numbers of which thousands might not stay within 64 bits are left alone. */
static void
test_gomory_large (void)
{
  Case own = { 0 };

  cut_pair (&own, 1 << 22);
  g_assert_cmpint (own.rows.rows.n, ==, 1);
  pln_cut_rows_clear (&own.rows);
}

/* Pairs that exclude each other, three by three: propagation tells of the pairs, a clique of all. */
static void
draw_pairs (PlnSolver *solver, PlnCutRows *rows, PlnRandom *random)
{
  for (int a = 0; a < COLUMNS; a++)
    for (int b = a + 1; b < COLUMNS; b++) {
      if (pln_random_below (random, 2))
        continue;
      pln_solver_add_binary (solver, pln_lit_not (pln_lit (a)), pln_lit_not (pln_lit (b)));
      pln_cut_row_begin (rows);
      pln_cut_row_term (rows, a, 1);
      pln_cut_row_term (rows, b, 1);
      pln_cut_row_end (rows, 1);
    }
}

static void
test_clique (void)
{
  PlnRandom random = { 42 };
  int variable_of[COLUMNS], n_cuts = 0, n_merged = 0;

  for (int c = 0; c < COLUMNS; c++)
    variable_of[c] = c;
  for (int round = 0; round < ROUNDS / 3; round++) {
    g_autoptr (PlnSolver) solver = pln_solver_new (NULL);
    Case own = { 0 };
    PlnCutRows merged = { 0 };
    PlnCliques *cliques;

    pln_solver_add_variables (solver, COLUMNS);
    draw_pairs (solver, &own.rows, &random);
    own.n_own = own.rows.rows.n;
    for (int c = 0; c < COLUMNS; c++)
      own.x[c] = 0.5;
    g_assert_true (pln_root_prepare (solver));
    cliques = pln_cliques_new (solver, variable_of, COLUMNS, variable_of, COLUMNS);
    pln_cliques_separate (cliques, &own.rows, own.x);
    check_cuts (&own);
    n_cuts += own.rows.rows.n - own.n_own;
    own.rows.rows.n = own.n_own;
    for (int r = 0; r < own.n_own; r++) {
      const PlnCutRow *row = &own.rows.rows.at[r];

      pln_cut_row_begin (&merged);
      for (int k = 0; k < row->n; k++)
        pln_cut_row_term (&merged, own.rows.terms.at[row->first + k].column, 1);
      pln_cut_row_end (&merged, 1);
    }
    pln_cliques_merge (cliques, &merged);
    n_merged += own.n_own - merged.rows.n;
    for (unsigned assignment = 0; assignment < 1u << COLUMNS; assignment++)
      g_assert_cmpint (holds (&own.rows, 0, own.n_own, assignment), ==,
                       holds (&merged, 0, merged.rows.n, assignment));
    pln_cliques_free (cliques);
    pln_cut_rows_clear (&merged);
    pln_cut_rows_clear (&own.rows);
  }
  g_assert_cmpint (n_cuts, >, ROUNDS / 10);
  g_assert_cmpint (n_merged, >, ROUNDS);
}

/* A target is refuted or met; either way nothing but it has been decided. */
static void
test_target (void)
{
  PlnRandom random = { 43 };
  int n_refuted = 0;

  for (int round = 0; round < ROUNDS; round++) {
    ZeroOne problem = zero_one_draw (&random);
    int64_t best = zero_one_best (&problem, NULL, 0), below;
    g_autoptr (PlnSolver) solver = NULL;
    PlnDeadline deadline = { INT64_MAX, INT64_MAX, NULL };
    PlnLit target;
    PlnAnswer answer;

    if (best == PLN_COST_NONE)
      continue;
    solver = zero_one_state (&problem, NULL);
    pln_solver_set_cutoff (solver, best + 5);
    below = best - 2 + (int64_t) pln_random_below (&random, 5);
    target = pln_target_aim (solver, below);
    answer = pln_search (solver, &target, 1, &deadline);
    g_assert_cmpint (answer, ==, below > best ? PLN_SATISFIABLE : PLN_UNSATISFIABLE);
    if (answer == PLN_SATISFIABLE)
      g_assert_cmpint (pln_solver_cost (solver), <, below);
    pln_target_leave (solver, target);
    if (answer == PLN_UNSATISFIABLE) {
      pln_target_refute (solver, target);
      g_assert_cmpint (pln_solver_bound (solver), >=, below);
      n_refuted++;
    }
    g_assert_cmpint (pln_search (solver, NULL, 0, &deadline), ==, PLN_SATISFIABLE);
    g_assert_cmpint (pln_solver_bound (solver), <=, best);
  }
  g_assert_cmpint (n_refuted, >, ROUNDS / 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/solver/cuts/knapsack", test_knapsack);
  g_test_add_func ("/solver/cuts/round", test_round);
  g_test_add_func ("/solver/cuts/round-known", test_round_known);
  g_test_add_func ("/solver/cuts/basis", test_basis);
  g_test_add_func ("/solver/cuts/gomory", test_gomory);
  g_test_add_func ("/solver/cuts/gomory-known", test_gomory_known);
  g_test_add_func ("/solver/cuts/gomory-large", test_gomory_large);
  g_test_add_func ("/solver/cuts/clique", test_clique);
  g_test_add_func ("/solver/cuts/target", test_target);
  return g_test_run ();
}
