/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/relax.h"

#define SCALE PLN_RELAX_SCALE

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

  if (solver->constant_cost < relax->constant_cost)
    relax->least.n = 0; /* something is cheaper than was known */
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
  if (pln_cut_row_end (&relax->rows, bound))
    relax->rows.rows.at[relax->rows.rows.n - 1].cut = true;
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

  for (int r = 0; r < relax->rows.rows.n; r++)
    if (relax->rows.rows.at[r].cut)
      take_cut (renewed, relax, &relax->rows.rows.at[r]);
  pln_check_known_cuts (renewed, 0);
  take_root (renewed, relax);
  for (int i = 0; i < relax->least.n; i++)
    pln_vector_push (&renewed->least, relax->least.at[i]);
  pln_relax_free (relax);
  return renewed;
}

void
pln_relax_free (PlnRelax *relax)
{
  if (!relax)
    return;
  pln_lp_basis_free (relax->basis);
  pln_lp_free (relax->lp);
  pln_knapsacks_free (relax->knapsacks);
  pln_cliques_free (relax->cliques);
  pln_cut_rows_clear (&relax->rows);
  pln_vector_clear (&relax->row_of);
  pln_vector_clear (&relax->idle);
  g_free (relax->fixed);
  pln_vector_clear (&relax->reduced);
  pln_vector_clear (&relax->least);
  pln_vector_clear (&relax->root);
  pln_vector_clear (&relax->middle);
  pln_vector_clear (&relax->best_weights);
  g_free (relax->multipliers);
  g_free (relax->cost);
  g_free (relax->column_of);
  g_free (relax->variable_of);
  g_free (relax);
}
