/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/gauge.h"

#include <math.h>
#include <string.h>

/* What x must come to for the inequality to be worth having, where sets come to 1. */
#define DEEP 1e-4
#define TOLERANCE 1e-7

enum
{
  ROUNDS_MOST = 40,
  TAKEN_MOST = 200, /* known sets that a round takes */
  KEPT_MOST = 8000, /* numbers in the list of sets */
  DENOMINATOR_MOST = 60,
  SOLVE_CELLS = 8000, /* a small LP takes as long as so many cells of a table */
};

typedef struct
{
  PlnLift *lift;
  PlnInts *sets;
  PlnLp *lp;     /* borrowed */
  PlnInts used; /* members that x uses; by them the LP's columns */
  int *column_of; /* [lift->n]: or -1 */
  double *alpha; /* [lift->n] */
  double *ones;  /* [most terms of a batch] */
  double *best;  /* [bound + 1]: the most alpha that fits a length */
  int *taken;    /* [n_groups][bound + 1]: the member taken there, or -1 */
} Gauge;

static void
open_gauge (Gauge *gauge, PlnLift *lift, PlnLp *lp, PlnInts *sets)
{
  PLN_VECTOR (double) costs = { 0 };
  int n_ones = MAX (TAKEN_MOST, lift->n_groups * TAKEN_MOST);

  *gauge = (Gauge){ .lift = lift, .sets = sets, .lp = lp };
  pln_lp_clear (lp);
  gauge->column_of = g_new (int, lift->n);
  for (int k = 0; k < lift->n; k++) {
    gauge->column_of[k] = -1;
    if (lift->value[k] < 1e-6 || lift->members[k].weight > lift->bound)
      continue;
    gauge->column_of[k] = gauge->used.n;
    pln_vector_push (&gauge->used, k);
    pln_vector_push (&costs, -lift->value[k]);
  }
  pln_lp_add_columns (gauge->lp, costs.at, costs.n);
  pln_vector_clear (&costs);
  gauge->alpha = g_new0 (double, lift->n);
  gauge->ones = g_new (double, n_ones);
  for (int k = 0; k < n_ones; k++)
    gauge->ones[k] = 1;
  gauge->best = g_new (double, lift->bound + 1);
  gauge->taken = g_new (int, lift->n_groups * (lift->bound + 1));
}

static void
close_gauge (Gauge *gauge)
{
  pln_vector_clear (&gauge->used);
  g_free (gauge->column_of);
  g_free (gauge->alpha);
  g_free (gauge->ones);
  g_free (gauge->best);
  g_free (gauge->taken);
}

/* The most alpha that fits each length, with this group too. */
static void
add_group (Gauge *gauge, int group)
{
  const PlnLift *lift = gauge->lift;
  int *taken = gauge->taken + group * (lift->bound + 1);

  for (int length = lift->bound; length >= 0; length--) {
    double most = gauge->best[length];

    taken[length] = -1;
    for (int k = lift->first_of[group]; k < lift->first_of[group + 1]; k++) {
      int weight = lift->members[k].weight;

      if (weight > length)
        break; /* they are sorted */
      if (gauge->alpha[k] > 0 && gauge->best[length - weight] + gauge->alpha[k] > most + 1e-9) {
        most = gauge->best[length - weight] + gauge->alpha[k];
        taken[length] = k;
      }
    }
    gauge->best[length] = most;
  }
}

/* Appends the set with the most alpha to the list. Returns: false if none comes to more than 1 */
static bool
find_set (Gauge *gauge)
{
  PlnLift *lift = gauge->lift;
  int length = lift->bound, first = gauge->sets->n;

  for (int l = 0; l <= lift->bound; l++)
    gauge->best[l] = 0;
  for (int g = 0; g < lift->n_groups; g++)
    add_group (gauge, g);
  lift->work += (int64_t) lift->n * lift->bound;
  if (gauge->best[lift->bound] <= 1 + TOLERANCE)
    return false;
  pln_vector_push (gauge->sets, 0);
  for (int g = lift->n_groups - 1; g >= 0; g--) {
    int k = gauge->taken[g * (lift->bound + 1) + length];

    if (k < 0)
      continue;
    pln_vector_push (gauge->sets, k);
    gauge->sets->at[first]++;
    length -= lift->members[k].weight;
  }
  return true;
}

/* Takes sets of the list, from the place @first on, that come to more than 1 into the LP. Returns: whether there are */
static bool
take_sets (Gauge *gauge, int first)
{
  const PlnInts *sets = gauge->sets;
  PlnInts starts = { 0 }, columns = { 0 };
  int n = 0;

  pln_vector_push (&starts, 0);
  for (int i = first; i < sets->n && n < TAKEN_MOST; i += 1 + sets->at[i]) {
    double sum = 0;

    for (int k = i + 1; k <= i + sets->at[i]; k++)
      sum += gauge->alpha[sets->at[k]];
    if (sum <= 1 + TOLERANCE)
      continue;
    for (int k = i + 1; k <= i + sets->at[i]; k++)
      if (gauge->column_of[sets->at[k]] >= 0)
        pln_vector_push (&columns, gauge->column_of[sets->at[k]]);
    pln_vector_push (&starts, columns.n);
    n++;
  }
  if (n > 0)
    pln_lp_add_rows (gauge->lp, n, starts.at, columns.at, gauge->ones, gauge->ones);
  pln_vector_clear (&starts);
  pln_vector_clear (&columns);
  return n > 0;
}

static void
read_alpha (Gauge *gauge)
{
  const double *columns = pln_lp_columns (gauge->lp);

  for (int i = 0; i < gauge->used.n; i++)
    gauge->alpha[gauge->used.at[i]] = columns[i];
}

/* Returns: false if x is an average of sets, or the LP fails */
static bool
find_alpha (Gauge *gauge)
{
  for (int round = 0; round < ROUNDS_MOST; round++) {
    int known = gauge->sets->n;

    gauge->lift->work += SOLVE_CELLS;
    if (pln_lp_solve (gauge->lp, 10000, NULL) != PLN_LP_OPTIMAL || -pln_lp_value (gauge->lp) < 1 + DEEP)
      return false;
    read_alpha (gauge);
    if (take_sets (gauge, 0))
      continue;
    if (!find_set (gauge))
      return true;
    take_sets (gauge, known);
  }
  return false;
}

/* The least factor that makes all of alpha whole, or one that makes little of rounding. */
static int
denominator (const Gauge *gauge)
{
  int d = 1;

  for (bool whole = false; !whole && d < DENOMINATOR_MOST; d += !whole) {
    whole = true;
    for (int k = 0; k < gauge->lift->n && whole; k++)
      whole = fabs (gauge->alpha[k] * d - round (gauge->alpha[k] * d)) < 1e-5 * d;
  }
  return d;
}

bool
pln_gauge_separate (PlnLift *lift, PlnLp *lp, PlnInts *sets)
{
  Gauge gauge;
  bool found;

  open_gauge (&gauge, lift, lp, sets);
  if (sets->n > KEPT_MOST)
    sets->n = 0;
  found = find_alpha (&gauge);
  if (found) {
    int scale = denominator (&gauge);

    for (int k = 0; k < lift->n; k++)
      lift->alpha[k] = (int64_t) round (gauge.alpha[k] * scale);
  }
  close_gauge (&gauge);
  return found;
}
