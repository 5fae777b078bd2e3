/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/oll.h"

#include "solver/state.h"

#include <assert.h>

void
pln_oll_clear (PlnOll *oll)
{
  pln_vector_clear (&oll->pool);
  pln_vector_clear (&oll->sums);
  pln_vector_clear (&oll->outputs);
}

/* Returns: index of the output that a literal is, or -1 */
static int
find_output (const PlnOll *oll, PlnLit lit)
{
  int low = 0, high = oll->outputs.n;

  while (low < high) {
    int middle = (low + high) / 2;

    if (oll->outputs.at[middle].lit < lit)
      low = middle + 1;
    else
      high = middle;
  }
  return low < oll->outputs.n && oll->outputs.at[low].lit == lit ? low : -1;
}

bool
pln_oll_is_output (const PlnOll *oll, PlnLit lit)
{
  return find_output (oll, lit) >= 0;
}

/* output false → at most count - 1 of the sum's literals are true */
static void
state_output (PlnSolver *solver, const PlnSum *sum, PlnLit output, int count)
{
  pln_solver_add_few (solver, solver->oll.pool.at + sum->first, sum->n, count - 1, pln_lit_not (output));
}

/* Makes the next output of a sum. Returns: its index */
static int
add_output (PlnSolver *solver, int sum_number, int count)
{
  PlnOll *oll = &solver->oll;
  PlnSum *sum = &oll->sums.at[sum_number];
  int number = oll->outputs.n;
  PlnLit lit = pln_lit (pln_solver_add_variables (solver, 1));

  pln_vector_push (&oll->outputs, ((PlnOutput){ lit, sum_number, count, -1 }));
  state_output (solver, sum, lit, count);
  if (sum->last_output >= 0) {
    oll->outputs.at[sum->last_output].next = number;
    pln_solver_add_binary (solver, pln_lit_not (lit), oll->outputs.at[sum->last_output].lit);
  }
  sum->last_output = number;
  return number;
}

/* An output whose cost went into the base passes it on to its successor. */
static void
pass_on (PlnSolver *solver, int number, int64_t weight)
{
  PlnOutput output = solver->oll.outputs.at[number];

  if (output.count == solver->oll.sums.at[output.sum].n)
    return;
  if (output.next < 0)
    output.next = add_output (solver, output.sum, output.count + 1);
  pln_budget_shift (solver, solver->oll.outputs.at[output.next].lit, weight);
}

static int
add_sum (PlnSolver *solver, const PlnInts *core)
{
  PlnOll *oll = &solver->oll;

  pln_vector_push (&oll->sums, ((PlnSum){ oll->pool.n, core->n, -1 }));
  for (int i = 0; i < core->n; i++)
    pln_vector_push (&oll->pool, core->at[i] ^ 1);
  return oll->sums.n - 1;
}

static int64_t
least_weight (const PlnSolver *solver)
{
  const PlnBudget *budget = pln_budget (solver);
  int64_t least = INT64_MAX;

  for (int i = 0; i < solver->core.n; i++)
    least = MIN (least, budget->weights.at[solver->core.at[i] ^ 1]);
  return least;
}

PlnLit
pln_oll_relax (PlnSolver *solver)
{
  PlnOll *oll = &solver->oll;
  int64_t weight = least_weight (solver);
  PlnInts core = { 0 };
  PlnLit first = PLN_LIT_NONE;

  assert (pln_level (solver) == 0);
  if (weight == 0)
    return PLN_LIT_NONE; /* shrinking proved a member true at the root: its cost is in the base already */
  solver->statistics.cores++;
  solver->statistics.core_literals += solver->core.n;
  for (int i = 0; i < solver->core.n; i++)
    pln_vector_push (&core, solver->core.at[i]);
  pln_budget_raise (solver, weight);
  for (int i = 0; i < core.n; i++) {
    int output = find_output (oll, core.at[i] ^ 1);

    pln_budget_shift (solver, core.at[i] ^ 1, -weight);
    if (output >= 0)
      pass_on (solver, output, weight);
  }
  if (core.n > 1) {
    int sum = add_sum (solver, &core);
    int output = add_output (solver, sum, 2);

    pln_solver_add_clause (solver, oll->pool.at + oll->sums.at[sum].first, core.n);
    first = oll->outputs.at[output].lit;
    pln_budget_shift (solver, first, weight);
  } else {
    pln_solver_add_unit (solver, core.at[0] ^ 1);
  }
  pln_vector_clear (&core);
  return first;
}
