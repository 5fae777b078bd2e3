/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/relax.h"

#include "solver/round.h"

#include <math.h>

#define SCALE PLN_RELAX_SCALE
#define VIOLATED 1e-4
#define GAIN 0.001
#define MULTIPLIER_MOST 1e7 /* so that sums of reduced costs stay far inside 64 bits */

enum
{
  ROUNDS_MOST = 200,
  SHORT_MOST = 3,
  IDLE_MOST = 2,       /* rounds that a row may be slack before it leaves */
};

/* Reading the solver's statements. */

static void
gather_row (PlnRelax *relax, const PlnRowTerm *terms, int n, int64_t bound)
{
  PlnSolver *solver = relax->solver;

  pln_cut_row_begin (&relax->rows);
  for (int k = 0; k < n; k++) {
    PlnLit lit = terms[k].lit;
    int64_t weight = terms[k].weight;

    if (pln_solver_is_auxiliary (solver, lit & ~1)) {
      pln_cut_row_cancel (&relax->rows);
      return;
    }
    if (relax->column_of[lit >> 1] < 0) {
      bound -= pln_value_of (solver, lit) > 0 ? weight : 0;
      continue;
    }
    bound -= lit & 1 ? weight : 0;
    pln_cut_row_term (&relax->rows, relax->column_of[lit >> 1], lit & 1 ? -weight : weight);
  }
  pln_cut_row_end (&relax->rows, bound);
}

static void
gather_clause (PlnRelax *relax, const PlnLit *lits, int n)
{
  PlnRowTerm *terms;

  for (int k = 0; k < n; k++)
    if (pln_value_of (relax->solver, lits[k]) > 0)
      return;
  terms = g_new (PlnRowTerm, (guint) n);
  for (int k = 0; k < n; k++)
    terms[k] = (PlnRowTerm){ lits[k] ^ 1, 1 };
  gather_row (relax, terms, n, n - 1);
  g_free (terms);
}

static void
gather (PlnRelax *relax)
{
  PlnSolver *solver = relax->solver;

  for (int r = PLN_BUDGETS; r < solver->rows.rows.n; r++) {
    const PlnRow *row = &solver->rows.rows.at[r];

    gather_row (relax, solver->rows.terms.at + row->first, row->n, row->bound);
  }
  for (int i = 0; i < solver->clauses.stated.n; i++) {
    PlnClause clause = solver->clauses.stated.at[i];

    gather_clause (relax, pln_clause_lits (&solver->clauses, clause), pln_clause_size (&solver->clauses, clause));
  }
  for (PlnLit a = 0; a < 2 * solver->n_variables; a++)
    for (int i = 0; i < solver->watches.lists.at[a].n; i++) {
      PlnEntry entry = pln_lists_at (&solver->watches, a)[i];

      if (entry.data == 0 && a < entry.key)
        gather_clause (relax, (PlnLit[]){ a, entry.key }, 2);
    }
}

/* Costs from the first that is not known on. */
static void
gather_costs (PlnRelax *relax)
{
  const PlnSolver *solver = relax->solver;

  relax->constant += (solver->constant_cost - relax->constant_cost) * SCALE;
  relax->constant_cost = solver->constant_cost;
  for (; relax->n_costs < solver->costs.n; relax->n_costs++) {
    PlnWeighted term = solver->costs.at[relax->n_costs];
    int column = relax->column_of[term.lit >> 1];
    int64_t weight = term.weight * SCALE;

    if (column < 0) {
      relax->constant += pln_value_of (solver, term.lit) > 0 ? weight : 0;
    } else if (term.lit & 1) {
      relax->constant += weight;
      relax->cost[column] -= weight;
    } else {
      relax->cost[column] += weight;
    }
  }
}

/* Columns for the open variables from the first that is not known on. */
static void
add_columns (PlnRelax *relax)
{
  const PlnSolver *solver = relax->solver;
  int first = relax->n_columns;
  double *costs;

  relax->column_of = g_renew (int, relax->column_of, MAX (1, solver->n_variables));
  relax->variable_of = g_renew (int, relax->variable_of, MAX (1, solver->n_variables));
  relax->cost = g_renew (int64_t, relax->cost, MAX (1, solver->n_variables));
  relax->fixed = g_renew (signed char, relax->fixed, MAX (1, solver->n_variables));
  for (; relax->n_variables < solver->n_variables; relax->n_variables++) {
    int v = relax->n_variables;

    relax->column_of[v] = -1;
    if (pln_value_of (solver, pln_lit (v)) != 0 || pln_solver_is_auxiliary (solver, pln_lit (v)))
      continue;
    relax->cost[relax->n_columns] = 0;
    relax->fixed[relax->n_columns] = 0;
    relax->column_of[v] = relax->n_columns;
    relax->variable_of[relax->n_columns++] = v;
  }
  gather_costs (relax);
  costs = g_new0 (double, relax->n_columns);
  if (relax->n_columns > first)
    pln_lp_add_columns (relax->lp, costs, relax->n_columns - first);
  for (int c = 0; c < relax->n_columns; c++)
    pln_lp_set_cost (relax->lp, c, (double) relax->cost[c] / (double) SCALE);
  g_free (costs);
}

PlnRelax *
pln_relax_new (PlnSolver *solver)
{
  PlnLp *lp = pln_lp_new ();
  PlnRelax *relax;

  if (!lp)
    return NULL;
  relax = g_new0 (PlnRelax, 1);
  relax->solver = solver;
  relax->lp = lp;
  relax->best_base = INT64_MIN;
  add_columns (relax);
  gather (relax);
  solver->keep_fresh = true;
  solver->fresh.n = 0;
  relax->knapsacks = pln_knapsacks_new (&relax->rows, relax->n_columns); /* groups are the rows as stated */
  relax->cliques = pln_cliques_new (solver, relax->variable_of, relax->n_columns, relax->column_of, relax->n_variables);
  if (relax->cliques)
    pln_cliques_merge (relax->cliques, &relax->rows);
  pln_check_known_cuts (relax, 0);
  return relax;
}

void
pln_relax_update (PlnRelax *relax)
{
  PlnSolver *solver = relax->solver;

  add_columns (relax);
  for (int i = 0; i < solver->fresh.n; i += 1 + solver->fresh.at[i].lit) {
    const PlnWeighted *terms = solver->fresh.at + i + 1;
    int n = solver->fresh.at[i].lit;
    PlnRowTerm *own = g_new (PlnRowTerm, (gsize) n + 1);

    for (int k = 0; k < n; k++)
      own[k] = (PlnRowTerm){ terms[k].lit, (int) terms[k].weight };
    gather_row (relax, own, n, solver->fresh.at[i].weight);
    g_free (own);
  }
  solver->fresh.n = 0;
  pln_check_known_cuts (relax, 0);
  relax->best_base = INT64_MIN; /* costs may have been added to what it is of */
}

void
pln_relax_sync (PlnRelax *relax)
{
  for (int c = 0; c < relax->n_columns; c++) {
    signed char value = pln_value_of (relax->solver, pln_lit (relax->variable_of[c]));

    if (value == relax->fixed[c])
      continue;
    relax->fixed[c] = value;
    pln_lp_set_range (relax->lp, c, value > 0, value >= 0);
  }
}

/* Brings a cut of another relaxation over. */
static void
take_cut (PlnRelax *relax, const PlnRelax *old, const PlnCutRow *row)
{
  int64_t bound = row->bound;

  pln_cut_row_begin (&relax->rows);
  for (int k = 0; k < row->n; k++) {
    const PlnCutTerm *term = &old->rows.terms.at[row->first + k];
    int variable = old->variable_of[term->column];

    if (relax->column_of[variable] >= 0)
      pln_cut_row_term (&relax->rows, relax->column_of[variable], term->weight);
    else if (pln_value_of (relax->solver, pln_lit (variable)) > 0)
      bound -= term->weight;
  }
  pln_vector_push (&relax->cuts, relax->rows.rows.n);
  if (!pln_cut_row_end (&relax->rows, bound))
    relax->cuts.n--;
}

static void
take_root (PlnRelax *relax, const PlnRelax *old)
{
  for (int c = 0; c < relax->n_columns; c++) {
    int variable = relax->variable_of[c];
    int column = variable < old->n_variables ? old->column_of[variable] : -1;

    pln_vector_push (&relax->root, column >= 0 && column < old->root.n ? old->root.at[column] : 0);
  }
}

PlnRelax *
pln_relax_renew (PlnRelax *relax)
{
  PlnRelax *renewed = pln_relax_new (relax->solver);

  for (int i = 0; i < relax->cuts.n; i++)
    take_cut (renewed, relax, &relax->rows.rows.at[relax->cuts.at[i]]);
  pln_check_known_cuts (renewed, 0);
  take_root (renewed, relax);
  pln_relax_free (relax);
  return renewed;
}

void
pln_relax_free (PlnRelax *relax)
{
  if (!relax)
    return;
  pln_lp_free (relax->lp);
  pln_knapsacks_free (relax->knapsacks);
  pln_cliques_free (relax->cliques);
  pln_cut_rows_clear (&relax->rows);
  pln_vector_clear (&relax->row_of);
  pln_vector_clear (&relax->idle);
  pln_vector_clear (&relax->cuts);
  g_free (relax->fixed);
  pln_vector_clear (&relax->reduced);
  pln_vector_clear (&relax->root);
  pln_vector_clear (&relax->best_weights);
  g_free (relax->multipliers);
  g_free (relax->cost);
  g_free (relax->column_of);
  g_free (relax->variable_of);
  g_free (relax);
}

/* The exact bound. */

static void
read_multipliers (PlnRelax *relax)
{
  int n = pln_lp_n_rows (relax->lp);

  if (n > relax->n_multipliers) {
    relax->n_multipliers = 2 * n;
    relax->multipliers = g_renew (double, relax->multipliers, relax->n_multipliers);
  }
  pln_lp_multipliers (relax->lp, relax->multipliers);
}

bool
pln_relax_combine (PlnRelax *relax, int64_t *constant)
{
  __int128 sum = relax->constant;

  read_multipliers (relax);
  relax->reduced.n = 0;
  for (int c = 0; c < relax->n_columns; c++)
    pln_vector_push (&relax->reduced, relax->cost[c]);
  for (int i = 0; i < relax->row_of.n; i++) {
    const PlnCutRow *row = &relax->rows.rows.at[relax->row_of.at[i]];
    int64_t y;

    if (relax->multipliers[i] > MULTIPLIER_MOST)
      return false;
    y = llrint (relax->multipliers[i] * (double) SCALE);
    if (y == 0)
      continue;
    for (int k = 0; k < row->n; k++) {
      const PlnCutTerm *term = &relax->rows.terms.at[row->first + k];

      relax->reduced.at[term->column] += y * term->weight;
    }
    sum -= (__int128) y * row->bound;
  }
  *constant = (int64_t) sum;
  if (sum >= INT64_MAX / 4 || sum <= INT64_MIN / 4)
    return false;
  pln_check_known_combination (relax, *constant);
  return true;
}

/* Keeps the reformulation by the last multipliers if it is the best so far. */
static void
evaluate (PlnRelax *relax)
{
  int64_t base;

  if (!pln_relax_combine (relax, &base))
    return;
  for (int c = 0; c < relax->n_columns; c++)
    if (relax->fixed[c] > 0)
      base += relax->reduced.at[c];
    else if (relax->fixed[c] == 0)
      base += MIN (0, relax->reduced.at[c]);
  if (base <= relax->best_base)
    return;
  relax->best_base = base;
  relax->best_weights.n = 0;
  for (int v = 0; v < relax->n_variables; v++) {
    int column = relax->column_of[v];
    int64_t weight = column >= 0 && relax->fixed[column] == 0 ? relax->reduced.at[column] : 0;

    pln_vector_push (&relax->best_weights, MAX (0, weight));
    pln_vector_push (&relax->best_weights, MAX (0, -weight));
  }
}

int64_t
pln_relax_bound (const PlnRelax *relax)
{
  int64_t rest = relax->best_base % SCALE;

  return relax->best_base / SCALE + (rest > 0);
}

/* The loop. */

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

/* Takes rows of the pool from @first on that x violates into the LP. Returns: how many */
static int
add_violated (PlnRelax *relax, int first, const double *x)
{
  Batch batch = { 0 };
  int n;

  for (int r = first; r < relax->rows.rows.n; r++)
    if (!relax->rows.rows.at[r].in_lp && pln_cut_row_violation (&relax->rows, r, x) > VIOLATED)
      put_row (relax, &batch, r);
  n = batch.bounds.n;
  if (n > 0)
    pln_lp_add_rows (relax->lp, n, batch.starts.at, batch.columns.at, batch.weights.at, batch.bounds.at);
  relax->solver->statistics.ticks += relax->rows.terms.n / 8;
  clear_batch (&batch);
  return n;
}

/* The first rows: those that are tight in the guess; without one all but short clauses, which are many and seldom
 * matter. */
static void
add_structure (PlnRelax *relax)
{
  Batch batch = { 0 };
  bool guess = relax->root.n == relax->n_columns;

  for (int r = 0; r < relax->rows.rows.n; r++)
    if (guess ? pln_cut_row_violation (&relax->rows, r, relax->root.at) > -1e-6 : relax->rows.rows.at[r].n > SHORT_MOST)
      put_row (relax, &batch, r);
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

/* Rows that are violated, else cuts. Returns: 0 when there are none, 1 for rows, 2 for cuts */
static int
separate (PlnRelax *relax, bool rose)
{
  const double *solution = pln_lp_columns (relax->lp);
  double *x = g_memdup2 (solution, sizeof (double) * (gsize) relax->n_columns);
  int first = relax->rows.rows.n;
  int what;

  drop_idle (relax, IDLE_MOST, rose);
  what = add_violated (relax, 0, x) > 0;
  if (!what || !rose) {
    if (relax->cliques)
      pln_cliques_separate (relax->cliques, &relax->rows, x);
    relax->solver->statistics.ticks += pln_knapsacks_separate (relax->knapsacks, &relax->rows, x) / 16;
    relax->solver->statistics.ticks += pln_round_rows (&relax->rows, relax->row_of.at, relax->row_of.n, relax->n_columns, x) / 16;
    relax->solver->statistics.cuts += relax->rows.rows.n - first;
    pln_check_known_cuts (relax, first);
    for (int r = first; r < relax->rows.rows.n; r++)
      pln_vector_push (&relax->cuts, r);
    what = add_violated (relax, first, x) > 0 ? 2 : what;
  }
  g_free (x);
  return what;
}

/* A round gains when it closes a part of the gap to the cutoff, or of the value. */
static double
least_gain (const PlnRelax *relax, double value)
{
  double gap = relax->solver->cutoff == PLN_COST_NONE ? fabs (value) : (double) relax->solver->cutoff - value;

  return GAIN * fmax (1, gap);
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
  if (relax->row_of.n == 0)
    add_structure (relax);
  for (int round = 0; round < ROUNDS_MOST && !pln_deadline_passed (relax->solver, deadline); round++) {
    double value;
    int what;

    if (solve (relax, deadline) != PLN_LP_OPTIMAL)
      return;
    value = pln_lp_value (relax->lp);
    evaluate (relax);
    if (reaches_cutoff (relax))
      return;
    what = separate (relax, value > last + 1e-6);
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
    read_multipliers (relax);
    drop_idle (relax, 0, true);
  }
}

bool
pln_relax_install (PlnRelax *relax)
{
  PlnSolver *solver = relax->solver;
  const PlnBudget *budget = pln_budget (solver);
  PLN_VECTOR (int64_t) weights = { 0 };

  if (relax->best_base == INT64_MIN
      || (double) relax->best_base / (double) SCALE < (double) budget->base / (double) budget->scale)
    return false;
  for (PlnLit lit = 0; lit < 2 * solver->n_variables; lit++)
    pln_vector_push (&weights, lit < relax->best_weights.n ? relax->best_weights.at[lit] : 0);
  pln_budget_replace (solver, SCALE, relax->best_base, weights.at);
  pln_vector_clear (&weights);
  return true;
}
