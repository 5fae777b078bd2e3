/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/relax.h"

#include <math.h>

/* What is concluded from an LP's multipliers, all in integers. */

#define SCALE PLN_RELAX_SCALE
#define MULTIPLIER_MOST 1e7 /* so that sums of reduced costs stay far inside 64 bits */

void
pln_relax_read_multipliers (PlnRelax *relax)
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

  pln_relax_read_multipliers (relax);
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

static void
note_prices (PlnRelax *relax, int64_t base)
{
  while (relax->least.n < 2 * relax->n_variables)
    pln_vector_push (&relax->least, INT64_MIN);
  for (int c = 0; c < relax->n_columns; c++) {
    int64_t weight = relax->reduced.at[c];
    PlnLit lit = pln_lit (relax->variable_of[c]) | (weight < 0);

    if (relax->fixed[c] == 0 && weight != 0)
      relax->least.at[lit] = MAX (relax->least.at[lit], base + (weight < 0 ? -weight : weight));
  }
}

/* Marks what excludes the literal by a clause of two already. */
static bool *
mark_excluded (const PlnSolver *solver, PlnLit lit)
{
  bool *excluded = g_new0 (bool, 2 * (gsize) solver->n_variables);

  for (int i = 0; i < solver->watches.lists.at[lit ^ 1].n; i++) {
    PlnEntry entry = pln_lists_at (&solver->watches, lit ^ 1)[i];

    if (entry.data == 0)
      excluded[entry.key ^ 1] = true;
  }
  return excluded;
}

void
pln_relax_forbid (PlnRelax *relax, PlnLit target, int64_t below)
{
  PlnSolver *solver = relax->solver;
  bool *excluded = target == PLN_LIT_NONE ? NULL : mark_excluded (solver, target);

  for (PlnLit lit = 0; lit < relax->least.n; lit++) {
    PlnLit clause[] = { lit ^ 1, target ^ 1 };

    if (relax->least.at[lit] <= (below - 1) * SCALE || pln_value_of (solver, lit) != 0 || (excluded && excluded[lit]))
      continue;
    pln_check_add_clause (solver, clause, excluded ? 2 : 1);
    if (excluded)
      pln_clause_attach_binary (solver, clause[0], clause[1]);
    else
      pln_assign (solver, clause[0], 0);
    solver->statistics.fixed_by_cost++;
  }
  g_free (excluded);
}

void
pln_relax_evaluate (PlnRelax *relax)
{
  int64_t base;

  if (!pln_relax_combine (relax, &base))
    return;
  for (int c = 0; c < relax->n_columns; c++)
    if (relax->fixed[c] > 0)
      base += relax->reduced.at[c];
    else if (relax->fixed[c] == 0)
      base += MIN (0, relax->reduced.at[c]);
  note_prices (relax, base);
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
