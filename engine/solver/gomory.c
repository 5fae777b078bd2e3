/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/gomory.h"

#include "solver/basis.h"
#include "solver/ranking.h"
#include "solver/rounding.h"

#include <math.h>
#include <stdlib.h>

#define FRACTIONAL 1e-3
#define VIOLATED 1e-3 /* over the Euclidean norm */
#define PARALLEL 0.7  /* cosine: many rows of the tableau say nearly the same, and all of it is long */
#define EXACT 1e-5

enum
{
  DENOMINATOR_MOST = 1 << 12,
  DENOMINATOR_ELSE = 1 << 28,
  SUMMED_MOST = 1 << 20, /* weights and bounds of rows that are summed: thousands of them stay within 64 bits */
  WEIGHT_MOST = 1 << 11, /* of a cut: large ones make the LP's numbers poor */
  TERMS_MOST = 500, /* of a cut: longer ones make every later LP slow */
  SOURCES_MOST = 120,
  CUTS_MOST = 30,
};

typedef struct
{
  PlnBasis *basis;
  const PlnCutRows *rows;
  const signed char *fixed;
  const double *x;
  int n_columns, size;
  double *y;        /* [size]: multipliers */
  int64_t *factors; /* [size]: what they have beyond whole numbers, times the denominator */
  int64_t *weight;  /* [n_columns]: of the sum, dense */
  bool *touched;    /* [n_columns]: in terms */
  PlnInts terms;    /* columns that may have a weight */
  int64_t bound;
  bool too_large;   /* a number was */
  PlnCutRows made;
  PlnRanking cuts;  /* rows of those made, by how far they are violated; 0: struck out */
  int64_t work;
} Work;

/* -- Multipliers as fractions ---------------------------------------------------------------------- */

static bool
is_whole (double value)
{
  return fabs (value - nearbyint (value)) < EXACT;
}

/* The least denominator of a number between 0 and 1, by its continued fraction; 0 if it is too large. */
static int64_t
denominator_of (double value)
{
  double rest = value;
  int64_t before = 0, denominator = 1;

  while (!is_whole (value * (double) denominator)) {
    int64_t next;

    rest -= floor (rest);
    if (rest < 1.0 / DENOMINATOR_MOST)
      return 0;
    rest = 1 / rest;
    next = (int64_t) floor (rest) * denominator + before;
    if (next > DENOMINATOR_MOST)
      return 0;
    before = denominator;
    denominator = next;
  }
  return denominator;
}

static int64_t
common_denominator (const Work *work)
{
  int64_t common = 1;

  for (int i = 0; i < work->size; i++) {
    double value = work->y[i] * (double) common;

    if (is_whole (value))
      continue;
    common *= denominator_of (value - floor (value));
    if (common == 0 || common > DENOMINATOR_MOST)
      return DENOMINATOR_ELSE;
  }
  return common;
}

/* -- The sum, and what rounding makes of it -------------------------------------------------------- */

static void
clear (Work *work)
{
  for (int i = 0; i < work->terms.n; i++) {
    work->weight[work->terms.at[i]] = 0;
    work->touched[work->terms.at[i]] = false;
  }
  work->terms.n = 0;
  work->bound = 0;
  work->too_large = false;
}

static void
add (Work *work, int number, int64_t factor)
{
  const PlnCutRow *row = &work->rows->rows.at[number];

  work->too_large |= llabs (row->bound) > SUMMED_MOST;
  for (int k = 0; k < row->n && !work->too_large; k++) {
    const PlnCutTerm *term = &work->rows->terms.at[row->first + k];

    work->too_large |= llabs (term->weight) > SUMMED_MOST;
    if (work->fixed[term->column] != 0) {
      work->bound -= work->fixed[term->column] > 0 ? term->weight * factor : 0;
      continue;
    }
    if (!work->touched[term->column]) {
      work->touched[term->column] = true;
      pln_vector_push (&work->terms, term->column);
    }
    work->weight[term->column] += term->weight * factor;
  }
  work->bound += work->too_large ? 0 : row->bound * factor;
  work->work += row->n;
}

/* The columns near 1 are written as what they lack, or back again. */
static void
complement (Work *work)
{
  for (int i = 0; i < work->terms.n; i++) {
    int column = work->terms.at[i];

    if (work->x[column] > 0.5) {
      work->bound -= work->weight[column];
      work->weight[column] = -work->weight[column];
    }
  }
}

/* A whole multiple of a row with its slack says nothing new, so that of each multiplier only the fraction is needed. */
static void
sum_rows (Work *work, int64_t denominator)
{
  clear (work);
  for (int i = 0; i < work->size; i++) {
    double fraction = work->y[i] - floor (work->y[i]);

    work->factors[i] = (int64_t) nearbyint (fraction * (double) denominator) % denominator;
    if (work->factors[i] != 0)
      add (work, pln_basis_row (work->basis, i), work->factors[i]);
  }
}

/* Rounds the sum of the rows and their slacks, and writes the slacks as what they are.
 * Returns: false where there is nothing to round */
static bool
round_sum (Work *work, int64_t d)
{
  int64_t r;

  sum_rows (work, d);
  complement (work);
  r = pln_floor_mod (work->bound, d);
  if (r == 0 || work->too_large)
    return false;
  for (int i = 0; i < work->terms.n; i++)
    work->weight[work->terms.at[i]] = pln_rounded (work->weight[work->terms.at[i]], d, r);
  work->bound = pln_floor_div (work->bound, d) * (d - r);
  complement (work);
  for (int i = 0; i < work->size; i++) {
    int64_t factor = pln_rounded (work->factors[i], d, r);

    if (factor > 0)
      add (work, pln_basis_row (work->basis, i), -factor);
  }
  return true;
}

/* Rounded down over columns near 0, and over what those near 1 lack, where little is lost. */
static void
make_small (Work *work)
{
  int64_t most = 0, scale;

  for (int i = 0; i < work->terms.n; i++)
    most = MAX (most, llabs (work->weight[work->terms.at[i]]));
  if (most <= WEIGHT_MOST)
    return;
  scale = most / WEIGHT_MOST + 1;
  complement (work);
  for (int i = 0; i < work->terms.n; i++)
    work->weight[work->terms.at[i]] = pln_floor_div (work->weight[work->terms.at[i]], scale);
  work->bound = pln_floor_div (work->bound, scale);
  complement (work);
}

static void
write_cut (Work *work)
{
  PlnCutRows *made = &work->made;
  double violation;

  pln_cut_row_begin (made);
  for (int i = 0; i < work->terms.n; i++) {
    int64_t weight = work->weight[work->terms.at[i]];

    if (weight != 0)
      pln_cut_row_term (made, work->terms.at[i], weight);
  }
  if (made->terms.n == made->begun || made->terms.n - made->begun > TERMS_MOST) {
    pln_cut_row_cancel (made);
    return;
  }
  if (!pln_cut_row_end_reduced (made, work->bound))
    return;
  violation = pln_cut_row_violation (made, made->rows.n - 1, work->x);
  if (violation > VIOLATED)
    pln_vector_push (&work->cuts, ((PlnRanked){ made->rows.n - 1, violation }));
}

static void
make_cuts (Work *work)
{
  PlnRanking sources = { 0 }; /* basic columns, by how far the LP leaves them from a whole number */

  for (int k = 0; k < work->size; k++) {
    double value = work->x[pln_basis_column (work->basis, k)];
    double distance = fmin (value, 1 - value);

    if (distance > FRACTIONAL)
      pln_vector_push (&sources, ((PlnRanked){ k, distance }));
  }
  pln_ranking_sort (&sources);
  for (int i = 0; i < MIN (sources.n, SOURCES_MOST); i++) {
    pln_basis_solve (work->basis, sources.at[i].number, work->y);
    if (!round_sum (work, common_denominator (work)))
      continue;
    make_small (work);
    write_cut (work);
  }
  pln_vector_clear (&sources);
}

/* -- The choice among them ------------------------------------------------------------------------- */

/* @dense: by column: a cut of Euclidean norm @norm */
static bool
is_nearly_parallel (const Work *work, const PlnCutRow *row, const double *dense, double norm)
{
  double product = 0, own = 0;

  for (int k = 0; k < row->n; k++) {
    const PlnCutTerm *term = &work->made.terms.at[row->first + k];

    product += (double) term->weight * dense[term->column];
    own += (double) term->weight * (double) term->weight;
  }
  return product > PARALLEL * norm * sqrt (own);
}

static void
take (Work *work, int i, PlnCutRows *rows, double *dense)
{
  const PlnCutRow *row = &work->made.rows.at[work->cuts.at[i].number];
  double norm = 0;

  pln_cut_row_begin (rows);
  for (int k = 0; k < row->n; k++) {
    const PlnCutTerm *term = &work->made.terms.at[row->first + k];

    pln_cut_row_term (rows, term->column, term->weight);
    dense[term->column] = (double) term->weight;
    norm += (double) term->weight * (double) term->weight;
  }
  pln_cut_row_end (rows, row->bound);
  for (int j = i + 1; j < work->cuts.n; j++) {
    const PlnCutRow *other = &work->made.rows.at[work->cuts.at[j].number];

    work->work += other->n;
    if (is_nearly_parallel (work, other, dense, sqrt (norm)))
      work->cuts.at[j].worth = 0;
  }
  for (int k = 0; k < row->n; k++)
    dense[work->made.terms.at[row->first + k].column] = 0;
}

/* The deepest goes to the pool; those nearly parallel to it are struck out; and so on. */
static void
choose_cuts (Work *work, PlnCutRows *rows)
{
  double *dense = g_new0 (double, MAX (1, work->n_columns));
  int taken = 0;

  pln_ranking_sort (&work->cuts);
  for (int i = 0; i < work->cuts.n && taken < CUTS_MOST; i++)
    if (work->cuts.at[i].worth > 0) {
      take (work, i, rows, dense);
      taken++;
    }
  g_free (dense);
}

int64_t
pln_gomory_separate (PlnLp *lp, PlnCutRows *rows, const int *row_of, const signed char *fixed, const double *x)
{
  Work work = { .rows = rows, .fixed = fixed, .x = x, .n_columns = pln_lp_n_columns (lp) };

  work.basis = pln_basis_new (lp, rows, row_of);
  if (!work.basis)
    return 0;
  work.size = pln_basis_size (work.basis);
  work.y = g_new (double, MAX (1, work.size));
  work.factors = g_new (int64_t, MAX (1, work.size));
  work.weight = g_new0 (int64_t, MAX (1, work.n_columns));
  work.touched = g_new0 (bool, MAX (1, work.n_columns));
  make_cuts (&work);
  choose_cuts (&work, rows);
  work.work += pln_basis_work (work.basis);
  pln_basis_free (work.basis);
  pln_cut_rows_clear (&work.made);
  pln_vector_clear (&work.cuts);
  pln_vector_clear (&work.terms);
  g_free (work.y);
  g_free (work.factors);
  g_free (work.weight);
  g_free (work.touched);
  return work.work;
}
