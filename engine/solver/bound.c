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
