/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/round.h"

#include "solver/divisor.h"
#include "solver/rounding.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TIGHT 1e-6
#define FRACTIONAL 1e-4
#define VIOLATED 0.01 /* over the Euclidean norm */

enum
{
  ROWS_MOST = 6,      /* of a sum */
  DIVISORS_MOST = 6,
  SMALL_MOST = 5, /* divisors that are always tried */
  HALVINGS = 3,
  WEIGHT_MOST = 1 << 20, /* of a sum */
  TERMS_MOST = 500,
  CUTS_MOST = 60,     /* of a call */
};

/* A sum of rows at work, dense. */
typedef struct
{
  PlnCutRows *rows;
  const double *x;
  int n_columns;
  int64_t *weight;  /* [n_columns] */
  bool *touched;    /* [n_columns]: in terms */
  PlnInts terms;    /* columns that may have a weight */
  int64_t bound;
  PlnInts *tight_of; /* [n_columns]: tight rows with a weight on a fractional column */
  PlnInts used;     /* rows of the sum */
  int64_t work;
} Sum;

static bool
is_fractional (const Sum *sum, int column)
{
  return sum->x[column] > FRACTIONAL && sum->x[column] < 1 - FRACTIONAL;
}

static double
slack_of (const PlnCutRows *rows, const PlnCutRow *row, const double *x)
{
  double slack = (double) row->bound;

  for (int k = 0; k < row->n; k++)
    slack -= (double) rows->terms.at[row->first + k].weight * x[rows->terms.at[row->first + k].column];
  return slack;
}

static void
clear (Sum *sum)
{
  for (int i = 0; i < sum->terms.n; i++) {
    sum->weight[sum->terms.at[i]] = 0;
    sum->touched[sum->terms.at[i]] = false;
  }
  sum->terms.n = sum->used.n = 0;
  sum->bound = 0;
}

/* Returns: false if a weight becomes too large; the sum is then of no use */
static bool
add (Sum *sum, int number, int64_t own_factor, int64_t factor)
{
  const PlnCutRow *row = &sum->rows->rows.at[number];

  for (int i = 0; i < sum->terms.n; i++)
    sum->weight[sum->terms.at[i]] *= own_factor;
  sum->bound *= own_factor;
  for (int k = 0; k < row->n; k++) {
    const PlnCutTerm *term = &sum->rows->terms.at[row->first + k];

    if (!sum->touched[term->column]) {
      sum->touched[term->column] = true;
      pln_vector_push (&sum->terms, term->column);
    }
    sum->weight[term->column] += term->weight * factor;
    if (llabs (sum->weight[term->column]) > WEIGHT_MOST)
      return false;
  }
  sum->bound += row->bound * factor;
  sum->work += sum->terms.n + row->n;
  pln_vector_push (&sum->used, number);
  return llabs (sum->bound) < (int64_t) WEIGHT_MOST * TERMS_MOST;
}

/* The bound with the columns near 1 complemented. */
static int64_t
complemented_bound (const Sum *sum)
{
  int64_t bound = sum->bound;

  for (int i = 0; i < sum->terms.n; i++)
    if (sum->x[sum->terms.at[i]] > 0.5)
      bound -= sum->weight[sum->terms.at[i]];
  return bound;
}

/* Returns: by how much x violates the rounding by d, over its norm */
static double
violation (Sum *sum, int64_t bound, int64_t d)
{
  int64_t r = pln_floor_mod (bound, d);
  double value, norm = 0;

  if (d < 2 || r == 0)
    return 0;
  value = -(double) (pln_floor_div (bound, d) * (d - r));
  for (int i = 0; i < sum->terms.n; i++) {
    int column = sum->terms.at[i];
    bool over = sum->x[column] > 0.5;
    double weight = (double) pln_rounded (over ? -sum->weight[column] : sum->weight[column], d, r);

    value += weight * (over ? 1 - sum->x[column] : sum->x[column]);
    norm += weight * weight;
  }
  sum->work += sum->terms.n;
  return norm > 0 ? value / sqrt (norm) : 0;
}

/* Returns: how many */
static int
find_divisors (const Sum *sum, int64_t *divisors)
{
  int n = 0;

  for (int i = 0; i < sum->terms.n && n < DIVISORS_MOST; i++) {
    int64_t weight = llabs (sum->weight[sum->terms.at[i]]);
    bool known = weight < 2 || !is_fractional (sum, sum->terms.at[i]);

    for (int k = 0; k < n && !known; k++)
      known = divisors[k] == weight;
    if (!known)
      divisors[n++] = weight;
  }
  return n;
}

/* Small divisors are tried too: two halves sums of rows over weights of 1, and lengths often have one in common that
 * none of the fractional ones is.
 * Returns: the best divisor, or 0 */
static int64_t
best_divisor (Sum *sum, int64_t bound)
{
  int64_t divisors[DIVISORS_MOST + SMALL_MOST], best = 0;
  double most = VIOLATED;
  int n = find_divisors (sum, divisors);

  for (int64_t d = 2; d <= SMALL_MOST; d++)
    divisors[n++] = d;
  for (int k = 0; k < n; k++) {
    double value = violation (sum, bound, divisors[k]);

    if (value > most) {
      most = value;
      best = divisors[k];
    }
  }
  for (int64_t d = best / 2, k = 0; k < HALVINGS && d > 1; k++, d /= 2) {
    double value = violation (sum, bound, d);

    if (value > most) {
      most = value;
      best = d;
    }
  }
  return best;
}

static void
write_cut (const Sum *sum, int64_t bound, int64_t d)
{
  int64_t r = pln_floor_mod (bound, d);
  int64_t right = pln_floor_div (bound, d) * (d - r);
  PlnCutRows *rows = sum->rows;

  pln_cut_row_begin (rows);
  for (int i = 0; i < sum->terms.n; i++) {
    int column = sum->terms.at[i];
    bool over = sum->x[column] > 0.5;
    int64_t weight = pln_rounded (over ? -sum->weight[column] : sum->weight[column], d, r);

    if (weight == 0)
      continue;
    right -= over ? weight : 0;
    pln_cut_row_term (rows, column, over ? -weight : weight);
  }
  pln_cut_row_end_reduced (rows, right);
}

static int64_t
weight_in (const Sum *sum, int number, int column)
{
  const PlnCutRow *row = &sum->rows->rows.at[number];

  for (int t = 0; t < row->n; t++)
    if (sum->rows->terms.at[row->first + t].column == column)
      return sum->rows->terms.at[row->first + t].weight;
  return 0;
}

static bool
is_used (const Sum *sum, int number)
{
  for (int u = 0; u < sum->used.n; u++)
    if (sum->used.at[u] == number)
      return true;
  return false;
}

/* Returns: the column of the sum that is least decided and stands in a tight row with a weight of the other sign;
 * that row in @number; or -1 */
static int
choose_next (const Sum *sum, int *number)
{
  double most = 0;
  int column = -1;

  for (int i = 0; i < sum->terms.n; i++) {
    int c = sum->terms.at[i];
    double distance = fmin (sum->x[c], 1 - sum->x[c]);

    if (sum->weight[c] == 0 || distance <= most || !is_fractional (sum, c))
      continue;
    for (int k = 0; k < sum->tight_of[c].n; k++) {
      int r = sum->tight_of[c].at[k];

      if (is_used (sum, r) || (weight_in (sum, r, c) > 0) == (sum->weight[c] > 0))
        continue;
      column = c;
      most = distance;
      *number = r;
      break;
    }
  }
  return column;
}

/* Returns: whether a cut was written */
static bool
round_from (Sum *sum, int start)
{
  int next = start;
  int64_t own = 1, factor = 1;

  clear (sum);
  while (sum->used.n < ROWS_MOST && add (sum, next, own, factor) && sum->terms.n <= TERMS_MOST) {
    int64_t bound = complemented_bound (sum);
    int64_t d = best_divisor (sum, bound), common, weight;
    int column;

    if (d > 0) {
      write_cut (sum, bound, d);
      return true;
    }
    column = choose_next (sum, &next);
    if (column < 0)
      return false;
    weight = weight_in (sum, next, column);
    common = pln_common_divisor (weight, sum->weight[column]);
    own = llabs (weight) / common;
    factor = llabs (sum->weight[column]) / common;
  }
  return false;
}

typedef struct
{
  int row;
  int n_fractional;
} Start;

static int
compare_starts (const void *a, const void *b)
{
  const Start *x = a, *y = b;

  return x->n_fractional != y->n_fractional ? y->n_fractional - x->n_fractional : x->row - y->row;
}

int64_t
pln_round_rows (PlnCutRows *rows, const int *lp_rows, int n_lp_rows, int n_columns, const double *x)
{
  Sum sum = { .rows = rows, .x = x, .n_columns = n_columns };
  PLN_VECTOR (Start) starts = { 0 };
  int n_cuts = 0;

  sum.weight = g_new0 (int64_t, n_columns);
  sum.touched = g_new0 (bool, n_columns);
  sum.tight_of = g_new0 (PlnInts, n_columns);
  for (int i = 0; i < n_lp_rows; i++) {
    const PlnCutRow *row = &rows->rows.at[lp_rows[i]];
    Start start = { lp_rows[i], 0 };

    sum.work += row->n;
    if (row->n > TERMS_MOST || slack_of (rows, row, x) > TIGHT)
      continue;
    for (int k = 0; k < row->n; k++) {
      int column = rows->terms.at[row->first + k].column;

      if (!is_fractional (&sum, column))
        continue;
      pln_vector_push (&sum.tight_of[column], lp_rows[i]);
      start.n_fractional++;
    }
    if (start.n_fractional > 0)
      pln_vector_push (&starts, start);
  }
  if (starts.n > 1)
    qsort (starts.at, (size_t) starts.n, sizeof (Start), compare_starts);
  for (int i = 0; i < starts.n && n_cuts < CUTS_MOST; i++)
    n_cuts += round_from (&sum, starts.at[i].row);
  clear (&sum);
  for (int c = 0; c < n_columns; c++)
    pln_vector_clear (&sum.tight_of[c]);
  g_free (sum.tight_of);
  g_free (sum.weight);
  g_free (sum.touched);
  pln_vector_clear (&sum.terms);
  pln_vector_clear (&sum.used);
  pln_vector_clear (&starts);
  return sum.work;
}
