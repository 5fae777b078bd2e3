/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/budget.h"

#include "solver/state.h"

#include <assert.h>
#include <stdlib.h>

static inline int
n_budgets (const PlnSolver *solver)
{
  return solver->reformulated ? PLN_BUDGETS : PLN_BUDGET_REFORMULATED;
}

/* What may still be paid. */
static inline int64_t
slack_of (const PlnSolver *solver, const PlnBudget *budget)
{
  if (solver->cutoff == PLN_COST_NONE)
    return INT64_MAX;
  return (solver->cutoff - 1) * budget->scale - budget->base - budget->sum;
}

/* Returns: false if more is paid than the cutoff allows */
static bool
force (PlnSolver *solver, int number)
{
  PlnBudget *budget = &solver->budgets[number];
  int64_t slack = slack_of (solver, budget);
  int k = budget->forced;

  if (slack < 0)
    return false;
  for (; k < budget->order.n && budget->weights.at[budget->order.at[k]] > slack; k++)
    if (pln_value_of (solver, budget->order.at[k]) == 0) {
      pln_assign (solver, budget->order.at[k] ^ 1, pln_reason (PLN_REASON_ROW, number));
      solver->statistics.row_propagations++;
    }
  solver->statistics.ticks += 1 + (k - budget->forced) / 8;
  budget->forced = k;
  return true;
}

int
pln_budgets_count (PlnSolver *solver, PlnLit lit)
{
  int exceeded = 0;

  for (int number = 0; number < n_budgets (solver); number++) {
    PlnBudget *budget = &solver->budgets[number];
    int64_t weight = budget->weights.at[lit];

    if (weight == 0)
      continue;
    budget->sum += weight;
    pln_vector_push (&budget->paid, lit);
    if (!exceeded && !solver->stale && !force (solver, number))
      exceeded = number + 1;
  }
  return exceeded;
}

void
pln_budgets_undo (PlnSolver *solver, PlnLit lit)
{
  for (int number = 0; number < n_budgets (solver); number++) {
    PlnBudget *budget = &solver->budgets[number];

    if (budget->weights.at[lit] == 0)
      continue;
    budget->sum -= budget->weights.at[lit];
    budget->paid.n--;
    assert (budget->paid.at[budget->paid.n] == lit);
  }
}

static int
compare_weight (const void *a, const void *b, void *data)
{
  const int64_t *weights = data;
  int x = *(const int *) a, y = *(const int *) b;

  if (weights[x] != weights[y])
    return weights[x] > weights[y] ? -1 : 1;
  return x - y;
}

/* What was paid at the root need not be named; of the rest the dearest first, so that few are named. */
void
pln_budget_explain (PlnSolver *solver, int number, PlnLit lit, int position, PlnInts *clause)
{
  const PlnBudget *budget = &solver->budgets[number];
  int64_t missing = (solver->cutoff - 1) * budget->scale + 1 - budget->base;
  int first = clause->n, n = clause->n;

  if (lit != PLN_LIT_NONE)
    missing -= budget->weights.at[lit ^ 1];
  for (int i = 0; i < budget->paid.n; i++) {
    PlnLit paid = budget->paid.at[i];

    if (solver->assignments.at[paid >> 1].position >= position)
      break;
    if (pln_level_of (solver, paid) == 0)
      missing -= budget->weights.at[paid];
    else
      pln_vector_push (clause, paid);
  }
  solver->statistics.ticks += 1 + (clause->n - first) / 2;
  if (clause->n - first > 1)
    qsort_r (clause->at + first, (size_t) (clause->n - first), sizeof (PlnLit), compare_weight, budget->weights.at);
  for (; n < clause->n && missing > 0; n++) {
    missing -= budget->weights.at[clause->at[n]];
    clause->at[n] ^= 1;
  }
  clause->n = n;
  assert (missing <= 0);
}

static void
refresh (PlnSolver *solver, PlnBudget *budget)
{
  budget->order.n = budget->paid.n = budget->marks.n = 0;
  budget->forced = 0;
  budget->sum = 0;
  for (PlnLit lit = 0; lit < budget->weights.n; lit++) {
    if (budget->weights.at[lit] == 0)
      continue;
    if (pln_value_of (solver, lit) > 0)
      budget->base += budget->weights.at[lit];
    if (pln_value_of (solver, lit) != 0)
      budget->weights.at[lit] = 0;
    else
      pln_vector_push (&budget->order, lit);
  }
  if (budget->order.n > 1)
    qsort_r (budget->order.at, (size_t) budget->order.n, sizeof (PlnLit), compare_weight, budget->weights.at);
}

bool
pln_budgets_refresh (PlnSolver *solver)
{
  assert (pln_level (solver) == 0);
  solver->stale = false;
  for (int number = 0; number < n_budgets (solver) && !solver->inconsistent; number++) {
    refresh (solver, &solver->budgets[number]);
    if (!force (solver, number))
      solver->inconsistent = true;
  }
  return !solver->inconsistent;
}

/* Weight on a literal; what it shares with its negation is paid anyway. */
static void
shift (PlnBudget *budget, PlnLit lit, int64_t weight)
{
  int64_t both;

  budget->weights.at[lit] += weight;
  both = MIN (budget->weights.at[lit], budget->weights.at[lit ^ 1]);
  if (both > 0) {
    budget->weights.at[lit] -= both;
    budget->weights.at[lit ^ 1] -= both;
    budget->base += both;
  }
}

void
pln_budgets_add (PlnSolver *solver, PlnLit lit, int64_t cost)
{
  solver->stale = true;
  for (int number = 0; number < n_budgets (solver); number++)
    shift (&solver->budgets[number], lit, cost * solver->budgets[number].scale);
}

void
pln_budgets_add_constant (PlnSolver *solver, int64_t cost)
{
  solver->stale = true;
  for (int number = 0; number < n_budgets (solver); number++)
    solver->budgets[number].base += cost * solver->budgets[number].scale;
}

void
pln_budgets_weigh (PlnSolver *solver, PlnLit lit, int64_t cost)
{
  assert (pln_level (solver) == 0);
  solver->stale = true;
  for (int number = 0; number < n_budgets (solver); number++)
    solver->budgets[number].weights.at[lit] = cost * solver->budgets[number].scale;
}

/* From here on the two differ. */
static PlnBudget *
reformulated (PlnSolver *solver)
{
  const PlnBudget *stated = &solver->budgets[PLN_BUDGET_STATED];
  PlnBudget *budget = &solver->budgets[PLN_BUDGET_REFORMULATED];

  solver->stale = true;
  if (solver->reformulated)
    return budget;
  solver->reformulated = true;
  budget->scale = stated->scale;
  budget->base = stated->base;
  for (PlnLit lit = 0; lit < 2 * solver->n_variables; lit++)
    budget->weights.at[lit] = stated->weights.at[lit];
  return budget;
}

void
pln_budget_shift (PlnSolver *solver, PlnLit lit, int64_t weight)
{
  assert (pln_level (solver) == 0);
  shift (reformulated (solver), lit, weight);
}

void
pln_budget_raise (PlnSolver *solver, int64_t weight)
{
  reformulated (solver)->base += weight;
}

void
pln_budget_replace (PlnSolver *solver, int64_t scale, int64_t base, const int64_t *weights)
{
  PlnBudget *budget = reformulated (solver);

  for (PlnLit lit = 0; lit < budget->weights.n; lit++)
    budget->weights.at[lit] = weights[lit];
  budget->scale = scale;
  budget->base = base;
}
