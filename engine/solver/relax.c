/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/relax.h"

#include "solver/cut.h"
#include "solver/knapsack.h"
#include "solver/lp.h"
#include "solver/state.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#define SCALE ((int64_t) 1 << 18)
#define VIOLATED 1e-4

enum
{
  ROUNDS_MOST = 200,
  ROUNDS_STALLED = 6,  /* rounds of cuts without gain */
  IDLE_MOST = 8,       /* rounds that a row may be slack before it leaves */
};

struct PlnRelax
{
  PlnSolver *solver;
  PlnLp *lp;
  PlnCutRows rows; /* the pool; columns are the solver's variables */
  PlnKnapsacks *knapsacks;
  PlnInts row_of;  /* pool row of each LP row */
  PlnInts idle;    /* by LP row */
  double *multipliers;
  int n_multipliers;
  int64_t *cost;  /* by variable, in SCALE */
  int64_t constant;
  int n_variables;
  PLN_VECTOR (int64_t) reduced; /* by variable */
  PLN_VECTOR (int64_t) best_weights; /* by literal */
  int64_t best_base;
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

    if (pln_oll_is_output (&solver->oll, lit & ~1)) {
      pln_cut_row_cancel (&relax->rows);
      return;
    }
    if (pln_value_of (solver, lit) != 0) {
      bound -= pln_value_of (solver, lit) > 0 ? weight : 0;
      continue;
    }
    bound -= lit & 1 ? weight : 0;
    pln_cut_row_term (&relax->rows, lit >> 1, lit & 1 ? -weight : weight);
  }
  pln_cut_row_end (&relax->rows, bound);
}

static void
gather_clause (PlnRelax *relax, const PlnLit *lits, int n)
{
  PlnRowTerm terms[32];

  if (n > (int) G_N_ELEMENTS (terms))
    return;
  for (int k = 0; k < n; k++)
    terms[k] = (PlnRowTerm){ lits[k] ^ 1, 1 };
  for (int k = 0; k < n; k++)
    if (pln_value_of (relax->solver, lits[k]) > 0)
      return;
  gather_row (relax, terms, n, n - 1);
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

static void
gather_costs (PlnRelax *relax)
{
  const PlnSolver *solver = relax->solver;

  relax->constant = solver->constant_cost * SCALE;
  for (int i = 0; i < solver->costs.n; i++) {
    PlnWeighted term = solver->costs.at[i];
    int64_t weight = term.weight * SCALE;

    if (pln_value_of (solver, term.lit) != 0) {
      relax->constant += pln_value_of (solver, term.lit) > 0 ? weight : 0;
    } else if (term.lit & 1) {
      relax->constant += weight;
      relax->cost[term.lit >> 1] -= weight;
    } else {
      relax->cost[term.lit >> 1] += weight;
    }
  }
}

PlnRelax *
pln_relax_new (PlnSolver *solver)
{
  PlnLp *lp = pln_lp_new ();
  PlnRelax *relax;
  double *costs;

  if (!lp)
    return NULL;
  relax = g_new0 (PlnRelax, 1);
  relax->solver = solver;
  relax->lp = lp;
  relax->n_variables = solver->n_variables;
  relax->cost = g_new0 (int64_t, solver->n_variables);
  relax->best_base = INT64_MIN;
  gather_costs (relax);
  gather (relax);
  relax->knapsacks = pln_knapsacks_new (&relax->rows, solver->n_variables);
  costs = g_new (double, solver->n_variables);
  for (int v = 0; v < solver->n_variables; v++)
    costs[v] = (double) relax->cost[v] / (double) SCALE;
  pln_lp_add_columns (lp, costs, solver->n_variables);
  g_free (costs);
  return relax;
}

void
pln_relax_free (PlnRelax *relax)
{
  if (!relax)
    return;
  pln_lp_free (relax->lp);
  pln_knapsacks_free (relax->knapsacks);
  pln_cut_rows_clear (&relax->rows);
  pln_vector_clear (&relax->row_of);
  pln_vector_clear (&relax->idle);
  pln_vector_clear (&relax->reduced);
  pln_vector_clear (&relax->best_weights);
  g_free (relax->multipliers);
  g_free (relax->cost);
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

/* Leaves in `reduced` the coefficients of c x + Σ y (a x - b). Returns: its constant, everything in SCALE */
static __int128
combine (PlnRelax *relax)
{
  __int128 constant = relax->constant;

  relax->reduced.n = 0;
  for (int v = 0; v < relax->n_variables; v++)
    pln_vector_push (&relax->reduced, relax->cost[v]);
  for (int i = 0; i < relax->row_of.n; i++) {
    const PlnCutRow *row = &relax->rows.rows.at[relax->row_of.at[i]];
    int64_t y = llrint (relax->multipliers[i] * (double) SCALE);

    if (y <= 0)
      continue;
    for (int k = 0; k < row->n; k++) {
      const PlnCutTerm *term = &relax->rows.terms.at[row->first + k];

      relax->reduced.at[term->variable] += y * term->weight;
    }
    constant -= (__int128) y * row->bound;
  }
  return constant;
}

/* Keeps the reformulation by the last multipliers if it is the best so far. */
static void
evaluate (PlnRelax *relax)
{
  __int128 base;

  read_multipliers (relax);
  base = combine (relax);
  for (int v = 0; v < relax->n_variables; v++)
    if (relax->reduced.at[v] < 0)
      base += relax->reduced.at[v];
  if (base <= relax->best_base || base >= INT64_MAX / 4)
    return;
  relax->best_base = (int64_t) base;
  relax->best_weights.n = 0;
  for (int v = 0; v < relax->n_variables; v++) {
    pln_vector_push (&relax->best_weights, MAX (0, relax->reduced.at[v]));
    pln_vector_push (&relax->best_weights, MAX (0, -relax->reduced.at[v]));
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
    pln_vector_push (&batch->columns, relax->rows.terms.at[row->first + k].variable);
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

/* Rows without a multiplier for some rounds go back to the pool. Only rounds that raised the value count: where it stands still,
 * a row that leaves may be the next one violated, for ever. */
static void
drop_idle (PlnRelax *relax)
{
  PlnInts gone = { 0 };
  int kept = 0;

  for (int i = 0; i < relax->row_of.n; i++) {
    bool idle = relax->multipliers[i] < 1e-9;

    relax->idle.at[i] = idle ? relax->idle.at[i] + 1 : 0;
    if (relax->idle.at[i] > IDLE_MOST) {
      relax->rows.rows.at[relax->row_of.at[i]].in_lp = false;
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
solve (PlnRelax *relax)
{
  PlnSolverStatistics *statistics = &relax->solver->statistics;
  PlnLpStatus status = pln_lp_solve (relax->lp, 100000);

  statistics->lp_solves++;
  statistics->lp_iterations += pln_lp_iterations (relax->lp);
  statistics->ticks += (int64_t) (pln_lp_iterations (relax->lp) + 4) * (pln_lp_n_rows (relax->lp) + 100) / 4;
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
  double *x = g_memdup2 (solution, sizeof (double) * (gsize) relax->n_variables);
  int first = relax->rows.rows.n;
  int what;

  if (rose)
    drop_idle (relax);
  what = add_violated (relax, 0, x) > 0;
  if (!what) {
    pln_knapsacks_separate (relax->knapsacks, &relax->rows, x);
    relax->solver->statistics.cuts += relax->rows.rows.n - first;
    what = add_violated (relax, first, x) > 0 ? 2 : 0;
  }
  g_free (x);
  return what;
}

void
pln_relax_tighten (PlnRelax *relax, const PlnLimits *limits)
{
  PlnDeadline deadline = pln_deadline (relax->solver, limits);
  double last = -INFINITY, last_cut = -INFINITY;
  int stalled = 0;

  for (int round = 0; round < ROUNDS_MOST && !pln_deadline_passed (relax->solver, &deadline); round++) {
    PlnLpStatus status = solve (relax);
    double value;
    int what;

    if (status != PLN_LP_OPTIMAL)
      return;
    value = pln_lp_value (relax->lp);
    evaluate (relax);
    if (g_getenv ("LPLOG"))
      g_printerr ("%.1f round %d rows %d value %.3f bound %.3f iterations %d\n", (double)g_get_monotonic_time()/1000., round, pln_lp_n_rows (relax->lp), pln_lp_value (relax->lp),
                  (double) relax->best_base / (double) SCALE, pln_lp_iterations (relax->lp));
    if (reaches_cutoff (relax))
      return;
    what = separate (relax, value > last + 1e-6);
    if (what == 2)
      stalled = value < last_cut + 0.01 + 1e-4 * fabs (value) ? stalled + 1 : 0;
    last_cut = what == 2 ? MAX (last_cut, value) : last_cut;
    last = MAX (last, value);
    if (what == 0 || stalled > ROUNDS_STALLED)
      return;
  }
}

bool
pln_relax_install (PlnRelax *relax)
{
  PlnSolver *solver = relax->solver;
  const PlnBudget *budget = pln_budget (solver);
  PLN_VECTOR (int64_t) weights = { 0 };

  if (relax->best_base == INT64_MIN || (double) relax->best_base / SCALE < (double) budget->base / (double) budget->scale)
    return false;
  for (PlnLit lit = 0; lit < 2 * solver->n_variables; lit++)
    pln_vector_push (&weights, lit < relax->best_weights.n ? relax->best_weights.at[lit] : 0);
  pln_budget_replace (solver, SCALE, relax->best_base, weights.at);
  pln_vector_clear (&weights);
  return true;
}

void
pln_relax_guide (PlnRelax *relax)
{
  const double *x = pln_lp_columns (relax->lp);

  for (int v = 0; v < relax->n_variables; v++)
    pln_solver_set_target (relax->solver, v, x[v] > 0.5);
}
