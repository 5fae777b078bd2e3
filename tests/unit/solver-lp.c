/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/lp.h"

#include <glib.h>
#include <math.h>

/* Linear programs whose answers are known by hand. */

enum
{
  COLUMNS = 4,
  ROWS = 4,
};

typedef struct
{
  const char *name;
  int n_columns, n_rows;
  double costs[COLUMNS];
  double rows[ROWS][COLUMNS]; /* row · x ≤ bound */
  double bounds[ROWS];
  PlnLpStatus status;
  double value;
} Program;

static const Program programs[] = {
  { "no-rows", 3, 0, { -2, 3, -1 }, { { 0 } }, { 0 }, PLN_LP_OPTIMAL, -3 },
  { "knapsack", 3, 1, { -6, -10, -12 }, { { 1, 2, 3 } }, { 5 }, PLN_LP_OPTIMAL, -24 },
  { "half-cover", 3, 3, { 1, 1, 1 }, { { -1, -1, 0 }, { 0, -1, -1 }, { -1, 0, -1 } }, { -1, -1, -1 }, PLN_LP_OPTIMAL, 1.5 },
  { "thirds", 2, 2, { -1, -1 }, { { 2, 1 }, { 1, 2 } }, { 1, 1 }, PLN_LP_OPTIMAL, -2.0 / 3 },
  { "degenerate", 2, 4, { -1, -1 }, { { 1, 1 }, { 2, 2 }, { 1, 0 }, { 0, 1 } }, { 1, 2, 1, 1 }, PLN_LP_OPTIMAL, -1 },
  { "infeasible", 2, 2, { 1, 1 }, { { -1, -1 }, { 1, 1 } }, { -2, 1 }, PLN_LP_INFEASIBLE, 0 },
  { "out-of-range", 1, 1, { 1 }, { { -1 } }, { -2 }, PLN_LP_INFEASIBLE, 0 },
};

static void
fill (PlnLp *lp, const Program *program)
{
  int starts[ROWS + 1] = { 0 }, columns[ROWS * COLUMNS], n = 0;
  double weights[ROWS * COLUMNS];

  pln_lp_add_columns (lp, program->costs, program->n_columns);
  for (int r = 0; r < program->n_rows; r++)
    {
      for (int c = 0; c < program->n_columns; c++)
        if (program->rows[r][c] != 0)
          {
            columns[n] = c;
            weights[n++] = program->rows[r][c];
          }
      starts[r + 1] = n;
    }
  if (program->n_rows > 0)
    pln_lp_add_rows (lp, program->n_rows, starts, columns, weights, program->bounds);
}

static PlnLp *
make (const Program *program)
{
  PlnLp *lp = pln_lp_new ();

  g_assert_nonnull (lp);
  fill (lp, program);
  return lp;
}

/* What the multipliers say by themselves: the least of cost · x + Σ y (row · x - bound) in the box. */
static double
bound_by_multipliers (PlnLp *lp, const Program *program)
{
  double y[ROWS], bound = 0;

  pln_lp_multipliers (lp, y);
  for (int r = 0; r < program->n_rows; r++)
    {
      g_assert_cmpfloat (y[r], >=, 0);
      bound -= y[r] * program->bounds[r];
    }
  for (int c = 0; c < program->n_columns; c++)
    {
      double reduced = program->costs[c];

      for (int r = 0; r < program->n_rows; r++)
        reduced += y[r] * program->rows[r][c];
      bound += MIN (0, reduced);
    }
  return bound;
}

static void
check_known (PlnLp *lp, const Program *program)
{
  g_assert_cmpint (pln_lp_solve (lp, 1000, NULL), ==, program->status);
  if (program->status == PLN_LP_OPTIMAL)
    {
      g_assert_cmpfloat_with_epsilon (pln_lp_value (lp), program->value, 1e-7);
      g_assert_cmpfloat_with_epsilon (bound_by_multipliers (lp, program), program->value, 1e-7);
    }
}

static void
test_known (gconstpointer data)
{
  PlnLp *lp = make (data);

  check_known (lp, data);
  pln_lp_free (lp);
}

/* Each program after each other one, in the same LP. */
static void
test_cleared (void)
{
  PlnLp *lp = pln_lp_new ();

  for (gsize a = 0; a < G_N_ELEMENTS (programs); a++)
    for (gsize b = 0; b < G_N_ELEMENTS (programs); b++)
      for (int turn = 0; turn < 2; turn++)
        {
          const Program *program = &programs[turn == 0 ? a : b];

          pln_lp_clear (lp);
          g_assert_cmpint (pln_lp_n_rows (lp) + pln_lp_n_columns (lp), ==, 0);
          fill (lp, program);
          check_known (lp, program);
        }
  pln_lp_free (lp);
}

/* Rows, columns, costs and ranges that change between two solves. */
static void
test_changes (void)
{
  static const int first_row = 0;
  PlnLp *lp = make (&programs[2]);

  g_assert_cmpint (pln_lp_solve (lp, 1000, NULL), ==, PLN_LP_OPTIMAL);
  pln_lp_set_range (lp, 0, 1, 1);
  g_assert_cmpint (pln_lp_solve (lp, 1000, NULL), ==, PLN_LP_OPTIMAL);
  g_assert_cmpfloat_with_epsilon (pln_lp_value (lp), 2, 1e-7);
  pln_lp_set_range (lp, 0, 0, 1);
  pln_lp_set_cost (lp, 2, 5);
  g_assert_cmpint (pln_lp_solve (lp, 1000, NULL), ==, PLN_LP_OPTIMAL);
  g_assert_cmpfloat_with_epsilon (pln_lp_value (lp), 2, 1e-7); /* the first two, whole */
  pln_lp_delete_rows (lp, &first_row, 1);
  g_assert_cmpint (pln_lp_n_rows (lp), ==, 2);
  pln_lp_add_column (lp, 0.25, (const int[]){ 0, 1 }, (const double[]){ -1, -1 }, 2);
  g_assert_cmpint (pln_lp_n_columns (lp), ==, 4);
  g_assert_cmpint (pln_lp_solve (lp, 1000, NULL), ==, PLN_LP_OPTIMAL);
  g_assert_cmpfloat_with_epsilon (pln_lp_value (lp), 0.25, 1e-7);
  pln_lp_free (lp);
}

/* A chain of covers, x[k] + x[k + 1] ≥ 1 with costs that grow: dual simplex takes a step or so for each row. */
static PlnLp *
make_chain (int n)
{
  g_autofree double *costs = g_new (double, n), *weights = g_new (double, 2 * n), *bounds = g_new (double, n);
  g_autofree int *starts = g_new0 (int, n + 1), *columns = g_new (int, 2 * n);
  PlnLp *lp = pln_lp_new ();

  g_assert_nonnull (lp);
  for (int k = 0; k < n; k++)
    costs[k] = 1 + k % 7;
  for (int r = 0; r < n - 1; r++)
    {
      columns[2 * r] = r;
      columns[2 * r + 1] = r + 1;
      weights[2 * r] = weights[2 * r + 1] = bounds[r] = -1;
      starts[r + 1] = 2 * (r + 1);
    }
  pln_lp_add_columns (lp, costs, n);
  pln_lp_add_rows (lp, n - 1, starts, columns, weights, bounds);
  return lp;
}

/* What the covers of the chain cost by dynamic programming; the matrix is totally unimodular on a path. */
static gint64
chain_cost (int n)
{
  gint64 without = 0, with = 1;

  for (int k = 1; k < n; k++)
    {
      gint64 next = MIN (without, with) + 1 + k % 7;

      without = with;
      with = next;
    }
  return MIN (without, with);
}

/* Cut into slices it comes to the same; with the flag set it ends after the first of them. */
static void
test_slices (void)
{
  const int n = 6000, stop = 1;
  PlnLp *lp = make_chain (n);
  int whole;

  g_assert_cmpint (pln_lp_solve (lp, G_MAXINT / 2, NULL), ==, PLN_LP_OPTIMAL);
  g_assert_cmpfloat_with_epsilon (pln_lp_value (lp), (double) chain_cost (n), 1e-5);
  whole = pln_lp_iterations (lp);
  pln_lp_free (lp);
  lp = make_chain (n);
  g_assert_cmpint (pln_lp_solve (lp, G_MAXINT / 2, &stop), ==, PLN_LP_STOPPED);
  g_assert_cmpint (pln_lp_iterations (lp), >, 0);
  g_assert_cmpint (pln_lp_iterations (lp), <, whole / 2);
  g_assert_cmpint (pln_lp_solve (lp, G_MAXINT / 2, NULL), ==, PLN_LP_OPTIMAL);
  g_assert_cmpfloat_with_epsilon (pln_lp_value (lp), (double) chain_cost (n), 1e-5);
  pln_lp_free (lp);
}

static void
test_limits (void)
{
  PlnLp *lp = make_chain (500);

  g_assert_cmpint (pln_lp_solve (lp, 10, NULL), ==, PLN_LP_STOPPED);
  g_assert_cmpint (pln_lp_iterations (lp), <=, 10);
  pln_lp_set_limit (lp, 20);
  g_assert_cmpint (pln_lp_solve (lp, 100000, NULL), ==, PLN_LP_EXCEEDED);
  pln_lp_set_limit (lp, INFINITY);
  g_assert_cmpint (pln_lp_solve (lp, 100000, NULL), ==, PLN_LP_OPTIMAL);
  pln_lp_free (lp);
}

/* A basis that was kept serves again, with other ranges tried and rows added in between. */
static void
test_basis (void)
{
  const Program *cover = &programs[2];
  PlnLp *lp = make (cover);
  PlnLpBasis *basis;
  int starts[] = { 0, 3 }, columns[] = { 0, 1, 2 };
  double weights[] = { -1, -1, -1 }, bound = -2;

  g_assert_cmpint (pln_lp_solve (lp, 1000, NULL), ==, PLN_LP_OPTIMAL);
  basis = pln_lp_keep_basis (lp);
  pln_lp_set_range (lp, 0, 0, 0);
  g_assert_cmpint (pln_lp_solve (lp, 1000, NULL), ==, PLN_LP_OPTIMAL);
  g_assert_cmpfloat_with_epsilon (pln_lp_value (lp), 2, 1e-9);
  pln_lp_set_range (lp, 0, 0, 1);
  pln_lp_set_basis (lp, basis);
  g_assert_cmpint (pln_lp_solve (lp, 1000, NULL), ==, PLN_LP_OPTIMAL);
  g_assert_cmpfloat_with_epsilon (pln_lp_value (lp), cover->value, 1e-9);
  g_assert_cmpint (pln_lp_iterations (lp), ==, 0);
  pln_lp_add_rows (lp, 1, starts, columns, weights, &bound);
  pln_lp_set_basis (lp, basis);
  g_assert_cmpint (pln_lp_solve (lp, 1000, NULL), ==, PLN_LP_OPTIMAL);
  g_assert_cmpfloat_with_epsilon (pln_lp_value (lp), 2, 1e-9);
  pln_lp_basis_free (basis);
  pln_lp_free (lp);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize k = 0; k < G_N_ELEMENTS (programs); k++)
    {
      g_autofree char *path = g_strdup_printf ("/lp/known/%s", programs[k].name);

      g_test_add_data_func (path, &programs[k], test_known);
    }
  g_test_add_func ("/lp/cleared", test_cleared);
  g_test_add_func ("/lp/changes", test_changes);
  g_test_add_func ("/lp/slices", test_slices);
  g_test_add_func ("/lp/limits", test_limits);
  g_test_add_func ("/lp/basis", test_basis);
  return g_test_run ();
}
