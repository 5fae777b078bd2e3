/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/gauge.h"
#include "solver/lp.h"
#include "solver/random.h"

#include <math.h>

/* Small knapsacks with groups, whose sets that fit are all tried. */

enum
{
  MEMBERS = 9,
  ROUNDS = 300,
  CUTS_MOST = 200,
};

typedef struct
{
  PlnMember members[MEMBERS];
  int bound;
} Case;

static void
draw_case (Case *own, PlnRandom *random)
{
  int group = -1;

  own->bound = 5 + pln_random_below (random, 14);
  for (int k = 0; k < MEMBERS; k++) {
    bool joins = k > 0 && pln_random_below (random, 3) == 0;
    int weight = (joins ? own->members[k - 1].weight : 1) + pln_random_below (random, 8);

    group += !joins;
    own->members[k] = (PlnMember){ .column = k, .group = group, .weight = MIN (weight, own->bound), .kind = k };
  }
}

static bool
fits (const Case *own, unsigned set)
{
  int weight = 0, last = -1;

  for (int k = 0; k < MEMBERS; k++) {
    if (!(set >> k & 1))
      continue;
    if (own->members[k].group == last)
      return false;
    last = own->members[k].group;
    weight += own->members[k].weight;
  }
  return weight <= own->bound;
}

static int64_t
sum_of (const int64_t *alpha, unsigned set)
{
  int64_t sum = 0;

  for (int k = 0; k < MEMBERS; k++)
    sum += set >> k & 1 ? alpha[k] : 0;
  return sum;
}

/* The right side is the most that any set comes to: no set breaks the inequality, and one meets it. */
static void
check_right (const Case *own, const PlnLift *lift)
{
  int64_t most = 0;

  for (unsigned set = 0; set < 1u << MEMBERS; set++)
    if (fits (own, set))
      most = MAX (most, sum_of (lift->alpha, set));
  g_assert_cmpint (most, ==, lift->right);
}

static void
add_inequality (PlnLp *lp, const PlnLift *lift)
{
  int columns[MEMBERS];
  double weights[MEMBERS], bound = (double) lift->right;

  for (int k = 0; k < MEMBERS; k++) {
    columns[k] = k;
    weights[k] = (double) lift->alpha[k];
  }
  pln_lp_add_rows (lp, 1, (int[]){ 0, MEMBERS }, columns, weights, &bound);
}

/* Separates what the LP says until nothing is left to separate: what it says then is an average of sets, so that its
 * value is that of the best set. Returns: how many inequalities that took */
static int
close_lp (const Case *own, PlnLp *lp, PlnLp *scratch)
{
  PlnInts sets = { 0 };
  bool cut = true;
  int n = 0;

  while (cut) {
    PlnLift lift;

    g_assert_cmpint (pln_lp_solve (lp, 10000, NULL), ==, PLN_LP_OPTIMAL);
    pln_lift_open (&lift, own->members, MEMBERS, own->bound, pln_lp_columns (lp));
    cut = pln_gauge_separate (&lift, scratch, &sets);
    if (cut) {
      pln_lift_strengthen (&lift);
      check_right (own, &lift);
      g_assert_cmpfloat (pln_lift_violation (&lift), >, 0);
      add_inequality (lp, &lift);
      g_assert_cmpint (++n, <, CUTS_MOST);
    }
    pln_lift_close (&lift);
  }
  pln_vector_clear (&sets);
  return n;
}

static void
test_exact (void)
{
  PlnRandom random = { 51 };
  PlnLp *scratch = pln_lp_new ();
  int n_cuts = 0;

  for (int round = 0; round < ROUNDS; round++) {
    Case own = { 0 };
    PlnLp *lp = pln_lp_new ();
    double costs[MEMBERS];
    int64_t values[MEMBERS], best = 0;

    draw_case (&own, &random);
    for (int k = 0; k < MEMBERS; k++) {
      values[k] = pln_random_below (&random, 20);
      costs[k] = (double) -values[k];
    }
    pln_lp_add_columns (lp, costs, MEMBERS);
    n_cuts += close_lp (&own, lp, scratch);
    for (unsigned set = 0; set < 1u << MEMBERS; set++)
      if (fits (&own, set))
        best = MAX (best, sum_of (values, set));
    g_assert_cmpfloat (fabs (pln_lp_value (lp) + (double) best), <, 0.01);
    pln_lp_free (lp);
  }
  pln_lp_free (scratch);
  g_assert_cmpint (n_cuts, >, 2 * ROUNDS);
}

/* Weights 3, 3, 3 and room for two thirds of what is asked: of three items one stands, and x = (1/2, 1/2, 1/2) says
 * otherwise. In a knapsack of the same kinds with room for two the inequality is another. */
static void
test_translate (void)
{
  const PlnMember members[] = { { 0, false, 3, 0, 0 }, { 1, false, 3, 1, 1 }, { 2, false, 3, 2, 2 } };
  const double x[] = { 0.5, 0.5, 0.5 };
  int64_t alpha_of_kind[3] = { 0 };
  PlnLp *scratch = pln_lp_new ();
  PlnInts sets = { 0 };
  PlnLift lift, other;

  pln_lift_open (&lift, members, 3, 5, x);
  pln_lift_open (&other, members, 3, 6, x);
  g_assert_true (pln_gauge_separate (&lift, scratch, &sets));
  pln_lift_strengthen (&lift);
  g_assert_cmpint (lift.right, ==, lift.alpha[0]);
  g_assert_cmpfloat (fabs (pln_lift_violation (&lift) - 0.5 / sqrt (3)), <, 1e-9);
  pln_lift_translate (&other, &lift, alpha_of_kind);
  pln_lift_strengthen (&other);
  g_assert_cmpint (other.alpha[2], ==, lift.alpha[2]);
  g_assert_cmpint (other.right, ==, 2 * lift.right);
  for (int k = 0; k < 3; k++)
    g_assert_cmpint (alpha_of_kind[k], ==, 0);
  pln_lift_close (&lift);
  pln_lift_close (&other);
  pln_lp_free (scratch);
  pln_vector_clear (&sets);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/solver/gauge/exact", test_exact);
  g_test_add_func ("/solver/gauge/translate", test_translate);
  return g_test_run ();
}
