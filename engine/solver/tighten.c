/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/gomory.h"
#include "solver/ranking.h"
#include "solver/relax.h"
#include "solver/round.h"

#include <math.h>
#include <string.h>

/* The rounds at the root: solve, take rows and cuts in, let slack ones go. */

#define VIOLATED 1e-4
#define GAIN 0.001

enum
{
  ROUNDS_MOST = 200,
  SHORT_MOST = 3,
  BRIEF_ROWS_MOST = 8000, /* in the pool, for grown clauses to be in the first LP */
  SLIM_MOST = 2, /* times as many rows as the root needed */
  MISSED_MOST = 1, /* times that the root may be done without a cut before it is forgotten */
  IDLE_MOST = 2, /* rounds that a row may be slack before it leaves; none after the first, whose rows are guessed */
};

typedef struct
{
  PlnInts starts, columns;
  PLN_VECTOR (double) weights;
  PLN_VECTOR (double) bounds;
} Batch;

static void
clear_batch (Batch *batch)
{
  pln_vector_clear (&batch->starts);
  pln_vector_clear (&batch->columns);
  pln_vector_clear (&batch->weights);
  pln_vector_clear (&batch->bounds);
}

static void
put_row (PlnRelax *relax, Batch *batch, int number)
{
  PlnCutRow *row = &relax->rows.rows.at[number];

  if (batch->starts.n == 0)
    pln_vector_push (&batch->starts, 0);
  for (int k = 0; k < row->n; k++) {
    pln_vector_push (&batch->columns, relax->rows.terms.at[row->first + k].column);
    pln_vector_push (&batch->weights, (double) relax->rows.terms.at[row->first + k].weight);
  }
  pln_vector_push (&batch->starts, batch->columns.n);
  pln_vector_push (&batch->bounds, (double) row->bound);
  row->in_lp = true;
  pln_vector_push (&relax->row_of, number);
  pln_vector_push (&relax->idle, 0);
}

/* Takes rows of the pool from @first on that x violates into the LP: what was stated, then cuts, the most violated first,
 * since of rows that serve as well the simplex method leans on the first. Returns: how many */
static int
add_violated (PlnRelax *relax, int first, const double *x)
{
  Batch batch = { 0 };
  PlnRanking cuts = { 0 };
  int n;

  for (int r = first; r < relax->rows.rows.n; r++) {
    const PlnCutRow *row = &relax->rows.rows.at[r];
    double violation = row->in_lp ? 0 : pln_cut_row_violation (&relax->rows, r, x);

    if (violation > VIOLATED && row->cut)
      pln_vector_push (&cuts, ((PlnRanked){ r, violation }));
    else if (violation > VIOLATED)
      put_row (relax, &batch, r);
  }
  pln_ranking_sort (&cuts);
  for (int i = 0; i < cuts.n; i++)
    put_row (relax, &batch, cuts.at[i].number);
  pln_vector_clear (&cuts);
  n = batch.bounds.n;
  if (n > 0)
    pln_lp_add_rows (relax->lp, n, batch.starts.at, batch.columns.at, batch.weights.at, batch.bounds.at);
  relax->solver->statistics.ticks += relax->rows.terms.n / 8;
  clear_batch (&batch);
  return n;
}

/* Is the row, where nothing is true, violated or about to be? Rows that limit what is true by far can wait for it. */
static bool
is_tight_at_zero (const PlnCutRow *row)
{
  return row->bound <= 0;
}

/* The first rows: those that are tight in the guess; without one those that are tight where the simplex method begins,
 * but for short clauses, and of those what has grown long where there is not too much of it. */
static void
add_structure (PlnRelax *relax)
{
  Batch batch = { 0 };
  bool guess = relax->root.n == relax->n_columns;
  bool brief = relax->rows.rows.n <= BRIEF_ROWS_MOST;

  for (int r = 0; r < relax->rows.rows.n; r++) {
    const PlnCutRow *row = &relax->rows.rows.at[r];

    if (guess ? pln_cut_row_violation (&relax->rows, r, relax->root.at) > -1e-6
              : row->n > SHORT_MOST && (brief || !row->brief) && is_tight_at_zero (row))
      put_row (relax, &batch, r);
  }
  if (batch.bounds.n > 0)
    pln_lp_add_rows (relax->lp, batch.bounds.n, batch.starts.at, batch.columns.at, batch.weights.at, batch.bounds.at);
  clear_batch (&batch);
}

/* Rows without a multiplier for some rounds go back to the pool, but where the value stands still each only once: one
 * that leaves may be the next one violated, for ever. */
static void
drop_idle (PlnRelax *relax, int most, bool rose)
{
  PlnInts gone = { 0 };
  int kept = 0;

  for (int i = 0; i < relax->row_of.n; i++) {
    PlnCutRow *row = &relax->rows.rows.at[relax->row_of.at[i]];
    bool idle = relax->multipliers[i] < 1e-9;

    relax->idle.at[i] = idle ? relax->idle.at[i] + 1 : 0;
    if (relax->idle.at[i] > most && (rose || !row->left)) {
      row->in_lp = false;
      row->left = true;
      pln_vector_push (&gone, i);
      continue;
    }
    relax->row_of.at[kept] = relax->row_of.at[i];
    relax->idle.at[kept++] = relax->idle.at[i];
  }
  relax->row_of.n = relax->idle.n = kept;
  pln_lp_delete_rows (relax->lp, gone.at, gone.n);
  pln_vector_clear (&gone);
}

static PlnLpStatus
solve (PlnRelax *relax, const PlnDeadline *deadline)
{
  PlnSolverStatistics *statistics = &relax->solver->statistics;
  PlnLpStatus status = pln_lp_solve (relax->lp, 100000, deadline->stop);

  statistics->lp_solves++;
  statistics->lp_iterations += pln_lp_iterations (relax->lp);
  /* Measured: a solve costs as much as some thirty iterations before the first. */
  statistics->ticks += (int64_t) (pln_lp_iterations (relax->lp) + 30) * (pln_lp_n_rows (relax->lp) + 100) / 3;
  return status;
}

PlnLpStatus
pln_relax_solve (PlnRelax *relax, int rounds, const PlnDeadline *deadline)
{
  PlnLpStatus status = solve (relax, deadline);

  while (status == PLN_LP_OPTIMAL && rounds-- > 0) {
    double *x = g_memdup2 (pln_lp_columns (relax->lp), sizeof (double) * (gsize) relax->n_columns);
    int added = add_violated (relax, 0, x);

    g_free (x);
    if (added == 0)
      break;
    status = solve (relax, deadline);
  }
  return status;
}

static bool
reaches_cutoff (const PlnRelax *relax)
{
  return relax->solver->cutoff != PLN_COST_NONE
         && pln_relax_bound (relax) >= relax->solver->cutoff;
}

/* Moves the place where cuts are sought first half of the way to x. A vertex of a face where many cost the same says
 * little of the next one; the middle of the last ones speaks for the face, and what cuts it off cuts deeper (in-out
 * separation: Ben-Ameur & Neto, 2007). */
static const double *
move_middle (PlnRelax *relax, const double *x)
{
  if (relax->middle.n != relax->n_columns) {
    relax->middle.n = 0;
    for (int c = 0; c < relax->n_columns; c++)
      pln_vector_push (&relax->middle, x[c]);
  }
  for (int c = 0; c < relax->n_columns; c++)
    relax->middle.at[c] = (relax->middle.at[c] + x[c]) / 2;
  return relax->middle.at;
}

static bool
any_violated (const PlnRelax *relax, int first, const double *x)
{
  for (int r = first; r < relax->rows.rows.n; r++)
    if (pln_cut_row_violation (&relax->rows, r, x) > VIOLATED)
      return true;
  return false;
}

static int64_t
cut_knapsacks (PlnRelax *relax, const double *x)
{
  int first = relax->rows.rows.n;
  int64_t work = pln_knapsacks_separate (relax->knapsacks, &relax->rows, move_middle (relax, x));

  if (!any_violated (relax, first, x))
    work += pln_knapsacks_separate (relax->knapsacks, &relax->rows, x);
  return work;
}

/* Cuts that have been appended to the pool, from @first on. */
static void
keep_cuts (PlnRelax *relax, int first, int64_t work)
{
  relax->solver->statistics.ticks += work / 16;
  relax->solver->statistics.cuts += relax->rows.rows.n - first;
  pln_check_known_cuts (relax, first);
  for (int r = first; r < relax->rows.rows.n; r++)
    relax->rows.rows.at[r].cut = true;
}

/* Appends cuts to the pool, most of which x violates. Facets of knapsacks and roundings of sums take turns: a family
 * goes on until a round gains nothing, or it finds nothing, since what one has to say makes the LP of the other long. */
static void
find_cuts (PlnRelax *relax, const double *x, bool stalled)
{
  int first = relax->rows.rows.n;
  int64_t work = 0;

  if (stalled)
    relax->rounding = !relax->rounding;
  if (pln_level (relax->solver) == 0)
    pln_relax_imply (relax, x);
  if (relax->cliques)
    pln_cliques_separate (relax->cliques, &relax->rows, x);
  for (int turn = 0; turn < 2 && (turn == 0 || !any_violated (relax, first, x)); turn++)
    work += relax->rounding == (turn == 0)
              ? pln_round_rows (&relax->rows, relax->row_of.at, relax->row_of.n, relax->n_columns, x)
              : cut_knapsacks (relax, x);
  keep_cuts (relax, first, work);
}

/* Where the others gain nothing, cuts from the tableau: they are dense, but they see what only many rows together say.
 * They need the basis, and so come before any row leaves. Returns: whether there are any */
static bool
find_tableau_cuts (PlnRelax *relax, const double *x)
{
  int first = relax->rows.rows.n;
  signed char *fixed = g_memdup2 (relax->fixed, (gsize) relax->n_columns);

  for (int c = 0; c < relax->n_columns; c++)
    if (fixed[c] != 0 && pln_level_of (relax->solver, pln_lit (relax->variable_of[c])) > 0)
      fixed[c] = 0;
  keep_cuts (relax, first, pln_gomory_separate (relax->lp, &relax->rows, relax->row_of.at, fixed, x));
  g_free (fixed);
  return relax->rows.rows.n > first;
}

bool
pln_relax_cut (PlnRelax *relax, bool tableau)
{
  double *x = g_memdup2 (pln_lp_columns (relax->lp), sizeof (double) * (gsize) relax->n_columns);
  int first = relax->rows.rows.n, added;

  if (!tableau || !find_tableau_cuts (relax, x))
    find_cuts (relax, x, tableau);
  added = add_violated (relax, first, x);
  g_free (x);
  return added > 0;
}

/* Rows that are violated, else cuts.
 *
 * @idle_most: rounds that a row may be slack before it leaves
 * Returns: 0 when there are none, 1 for rows, 2 for cuts */
static int
separate (PlnRelax *relax, int idle_most, bool rose, bool stalled)
{
  double *x = g_memdup2 (pln_lp_columns (relax->lp), sizeof (double) * (gsize) relax->n_columns);
  bool tableau = stalled && find_tableau_cuts (relax, x);
  int first = relax->rows.rows.n;
  int what;

  drop_idle (relax, idle_most, rose);
  what = add_violated (relax, 0, x) > 0;
  if (tableau) {
    what = 2;
  } else if (!what || !rose) {
    find_cuts (relax, x, stalled);
    what = add_violated (relax, first, x) > 0 ? 2 : what;
  }
  g_free (x);
  return what;
}

/* A round gains when it closes a part of the gap to the cutoff, or of the value. */
static double
least_gain (const PlnRelax *relax, double value)
{
  double cost = value + (double) relax->constant / (double) PLN_RELAX_SCALE;
  double gap = relax->solver->cutoff == PLN_COST_NONE ? fabs (cost) : (double) relax->solver->cutoff - cost;

  return GAIN * fmax (1, gap);
}

static void
slim (PlnRelax *relax)
{
  pln_relax_read_multipliers (relax);
  drop_idle (relax, 0, true);
  relax->n_needed = relax->row_of.n;
  pln_lp_basis_free (relax->basis);
  relax->basis = pln_lp_keep_basis (relax->lp);
}

/* Cuts that the root's LP has not leaned on of late leave the pool: each LP violates hundreds of them, and taken in again
 * they make it long, and are in the way of better ones. */
static void
forget_cuts (PlnRelax *relax)
{
  PlnCutRows *pool = &relax->rows;
  int *moved = g_new (int, MAX (1, pool->rows.n));
  int n = 0, n_terms = 0;

  for (int r = 0; r < pool->rows.n; r++) {
    PlnCutRow row = pool->rows.at[r];

    row.missed = row.in_lp ? 0 : row.missed + 1;
    if (row.cut && row.missed > MISSED_MOST)
      continue;
    memmove (pool->terms.at + n_terms, pool->terms.at + row.first, sizeof (PlnCutTerm) * (gsize) row.n);
    row.first = n_terms;
    n_terms += row.n;
    moved[r] = n;
    pool->rows.at[n++] = row;
  }
  pool->rows.n = n;
  pool->terms.n = n_terms;
  for (int i = 0; i < relax->row_of.n; i++)
    relax->row_of.at[i] = moved[relax->row_of.at[i]];
  g_free (moved);
}

static void
keep_root (PlnRelax *relax)
{
  const double *x = pln_lp_columns (relax->lp);

  relax->root.n = 0;
  for (int c = 0; c < relax->n_columns; c++)
    pln_vector_push (&relax->root, x[c]);
}

void
pln_relax_tighten (PlnRelax *relax, int patience, const PlnDeadline *deadline)
{
  double last = -INFINITY, gained = -INFINITY;
  int stalled = 0;

  pln_relax_sync (relax);
  g_clear_pointer (&relax->basis, pln_lp_basis_free);
  if (relax->row_of.n == 0)
    add_structure (relax);
  for (int round = 0; round < ROUNDS_MOST && !pln_deadline_passed (relax->solver, deadline); round++) {
    double value;
    int what;

    if (relax->solver->inconsistent || solve (relax, deadline) != PLN_LP_OPTIMAL)
      return;
    value = pln_lp_value (relax->lp);
    pln_relax_evaluate (relax);
    if (reaches_cutoff (relax))
      return;
    what = separate (relax, round > 0 ? IDLE_MOST : 0, value > last + 1e-6, stalled > 0);
    if (what == 2)
      stalled = value < gained + least_gain (relax, value) ? stalled + 1 : 0;
    if (what == 2 && stalled == 0)
      gained = value;
    last = fmax (last, value);
    if (what == 0 || stalled > patience)
      break;
  }
  if (solve (relax, deadline) == PLN_LP_OPTIMAL) {
    keep_root (relax);
    slim (relax);
    forget_cuts (relax);
  }
}

void
pln_relax_slim (PlnRelax *relax, const PlnDeadline *deadline)
{
  if (relax->row_of.n <= SLIM_MOST * relax->n_needed)
    return;
  if (relax->basis)
    pln_lp_set_basis (relax->lp, relax->basis);
  if (solve (relax, deadline) == PLN_LP_OPTIMAL)
    slim (relax);
}
