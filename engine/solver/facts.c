/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/divisor.h"
#include "solver/state.h"

#include <assert.h>
#include <stdlib.h>

/* What is stated, brought into the shape that propagation wants. Everything here happens at the root. */

int
pln_solver_add_variables (PlnSolver *solver, int n)
{
  int first = solver->n_variables;

  g_return_val_if_fail (n >= 0 && first <= INT_MAX / 8 - n, -1);
  pln_vector_reserve (&solver->values, 2 * n);
  for (int b = 0; b < PLN_BUDGETS; b++)
    pln_vector_reserve (&solver->budgets[b].weights, 2 * n);
  pln_vector_reserve (&solver->assignments, n);
  pln_vector_reserve (&solver->memory, n);
  pln_vector_reserve (&solver->trail, first + n - solver->trail.n);
  pln_vector_reserve (&solver->watches.lists, 2 * n);
  pln_vector_reserve (&solver->occurrences.lists, 2 * n);
  for (int k = 0; k < 2 * n; k++) {
    solver->values.at[solver->values.n++] = 0;
    for (int b = 0; b < PLN_BUDGETS; b++)
      solver->budgets[b].weights.at[solver->budgets[b].weights.n++] = 0;
    solver->watches.lists.at[solver->watches.lists.n++] = (PlnList){ 0 };
    solver->occurrences.lists.at[solver->occurrences.lists.n++] = (PlnList){ 0 };
  }
  for (int k = 0; k < n; k++) {
    solver->assignments.at[solver->assignments.n++] = (PlnAssignment){ 0 };
    solver->memory.at[solver->memory.n++] = (PlnMemory){ .saved = -1, .target = -1 };
    pln_heap_add (&solver->heap);
  }
  solver->n_variables += n;
  return first;
}

/* For a relaxation that is there already. */
static void
note_fresh (PlnSolver *solver, const PlnWeighted *terms, int n, int64_t bound)
{
  if (!solver->keep_fresh)
    return;
  pln_vector_push (&solver->fresh, ((PlnWeighted){ n, bound }));
  for (int k = 0; k < n; k++)
    pln_vector_push (&solver->fresh, terms[k]);
}

static void
note_fresh_clause (PlnSolver *solver, const PlnLit *lits, int n)
{
  if (!solver->keep_fresh)
    return;
  pln_vector_push (&solver->fresh, ((PlnWeighted){ n, n - 1 }));
  for (int k = 0; k < n; k++)
    pln_vector_push (&solver->fresh, ((PlnWeighted){ lits[k] ^ 1, 1 }));
}

static int
compare_lits (const void *a, const void *b)
{
  return *(const PlnLit *) a - *(const PlnLit *) b;
}

/* Sorts, drops repeated and false literals. Returns: false if the clause is always true */
static bool
tidy_clause (PlnSolver *solver, PlnInts *clause)
{
  int kept = 0;

  if (clause->n > 1)
    qsort (clause->at, (size_t) clause->n, sizeof (PlnLit), compare_lits);
  for (int k = 0; k < clause->n; k++) {
    PlnLit lit = clause->at[k];

    if (pln_value_of (solver, lit) > 0 || (kept > 0 && clause->at[kept - 1] == (lit ^ 1)))
      return false;
    if (pln_value_of (solver, lit) == 0 && (kept == 0 || clause->at[kept - 1] != lit))
      clause->at[kept++] = lit;
  }
  clause->n = kept;
  return true;
}

void
pln_solver_add_clause (PlnSolver *solver, const PlnLit *lits, int n)
{
  PlnInts *clause = &solver->learned; /* free at the root */

  assert (pln_level (solver) == 0);
  solver->stated++;
  clause->n = 0;
  for (int k = 0; k < n; k++) {
    assert (lits[k] >= 0 && lits[k] < 2 * solver->n_variables);
    pln_vector_push (clause, lits[k]);
  }
  if (solver->inconsistent || !tidy_clause (solver, clause))
    return;
  pln_check_add_clause (solver, clause->at, clause->n);
  note_fresh_clause (solver, clause->at, clause->n);
  if (clause->n == 0)
    solver->inconsistent = true;
  else if (clause->n == 1)
    pln_assign (solver, clause->at[0], 0);
  else if (clause->n == 2)
    pln_clause_attach_binary (solver, clause->at[0], clause->at[1]);
  else
    pln_clause_attach (solver, clause->at, clause->n, false, 0);
}

void
pln_solver_add_unit (PlnSolver *solver, PlnLit a)
{
  pln_solver_add_clause (solver, &a, 1);
}

void
pln_solver_add_binary (PlnSolver *solver, PlnLit a, PlnLit b)
{
  pln_solver_add_clause (solver, (PlnLit[]){ a, b }, 2);
}

static int
compare_terms (const void *a, const void *b)
{
  return ((const PlnWeighted *) a)->lit - ((const PlnWeighted *) b)->lit;
}

/* One open variable a term, weights positive; fixed literals and constants go into the bound. */
static void
tidy_terms (const PlnSolver *solver, PlnWeighted *terms, int *n, int64_t *bound)
{
  int kept = 0;

  for (int k = 0; k < *n; k++)
    if (terms[k].lit & 1) {
      *bound -= terms[k].weight;
      terms[k] = (PlnWeighted){ terms[k].lit ^ 1, -terms[k].weight };
    }
  if (*n > 1)
    qsort (terms, (size_t) *n, sizeof (PlnWeighted), compare_terms);
  for (int k = 0; k < *n; k++)
    if (kept > 0 && terms[kept - 1].lit == terms[k].lit)
      terms[kept - 1].weight += terms[k].weight;
    else
      terms[kept++] = terms[k];
  *n = 0;
  for (int k = 0; k < kept; k++) {
    PlnWeighted term = terms[k];

    if (term.weight < 0) {
      *bound -= term.weight;
      term = (PlnWeighted){ term.lit ^ 1, -term.weight };
    }
    if (pln_value_of (solver, term.lit) > 0)
      *bound -= term.weight;
    if (pln_value_of (solver, term.lit) == 0 && term.weight > 0)
      terms[(*n)++] = term;
  }
  for (int k = 0; k < *n; k++)
    assert (terms[k].weight <= INT64_MAX / 4);
}

/* Literals that cannot be true at all under the condition leave the row as clauses. */
static void
split_too_heavy (PlnSolver *solver, PlnWeighted *terms, int *n, int64_t bound, PlnLit condition)
{
  int kept = 0;

  for (int k = 0; k < *n; k++)
    if (terms[k].weight <= bound)
      terms[kept++] = terms[k];
    else if (condition == PLN_LIT_NONE)
      pln_solver_add_unit (solver, terms[k].lit ^ 1);
    else
      pln_solver_add_binary (solver, condition ^ 1, terms[k].lit ^ 1);
  *n = kept;
}

static int64_t
divide_out (PlnWeighted *terms, int n, int64_t bound)
{
  int64_t divisor = 0;

  for (int k = 0; k < n; k++)
    divisor = pln_common_divisor (terms[k].weight, divisor);
  if (divisor > 1)
    for (int k = 0; k < n; k++)
      terms[k].weight /= divisor;
  return divisor > 1 ? bound / divisor : bound;
}

/* Terms in falling order, each at most the bound, their sum above it. */
static void
attach_row (PlnSolver *solver, const PlnWeighted *terms, int n, int64_t bound)
{
  PlnRow row = { solver->rows.terms.n, n, (int) bound, (int) bound };
  int number = solver->rows.rows.n;

  g_return_if_fail (bound < INT_MAX);
  for (int k = 0; k < n; k++) {
    pln_vector_push (&solver->rows.terms, ((PlnRowTerm){ terms[k].lit, (int) terms[k].weight }));
    pln_lists_push (&solver->occurrences, terms[k].lit, (PlnEntry){ number, (int) terms[k].weight });
  }
  pln_vector_push (&solver->rows.rows, row);
}

/* All weights 1 and all but one allowed: a clause says it better. */
static bool
is_clause (const PlnWeighted *terms, int n, int64_t bound)
{
  return n > 0 && terms[0].weight == 1 && bound == n - 1;
}

static void
attach_as_clause (PlnSolver *solver, const PlnWeighted *terms, int n)
{
  PlnLit *lits = g_new (PlnLit, n);

  for (int k = 0; k < n; k++)
    lits[k] = terms[k].lit ^ 1;
  pln_solver_add_clause (solver, lits, n);
  g_free (lits);
}

static int64_t
sum_of (const PlnWeighted *terms, int n)
{
  int64_t sum = 0;

  for (int k = 0; k < n; k++)
    sum += terms[k].weight;
  return sum;
}

/* Takes @terms over as its own to change; it has room for one more. */
static void
add_row (PlnSolver *solver, PlnWeighted *terms, int n, int64_t bound, PlnLit condition)
{
  int64_t sum;

  tidy_terms (solver, terms, &n, &bound);
  if (condition != PLN_LIT_NONE && pln_value_of (solver, condition) < 0)
    return;
  if (condition != PLN_LIT_NONE && pln_value_of (solver, condition) > 0)
    condition = PLN_LIT_NONE;
  if (bound < 0) {
    pln_solver_add_clause (solver, (PlnLit[]){ condition ^ 1 }, condition != PLN_LIT_NONE);
    return;
  }
  split_too_heavy (solver, terms, &n, bound, condition);
  bound = divide_out (terms, n, bound);
  sum = sum_of (terms, n);
  if (sum <= bound)
    return;
  if (condition != PLN_LIT_NONE) {
    terms[n++] = (PlnWeighted){ condition, sum - bound };
    bound = sum;
    tidy_terms (solver, terms, &n, &bound); /* the condition may stand in the row */
  }
  qsort (terms, (size_t) n, sizeof (PlnWeighted), pln_compare_weighted);
  if (sum_of (terms, n) <= bound)
    return;
  pln_check_add_row (solver, terms, n, bound);
  if (is_clause (terms, n, bound)) {
    attach_as_clause (solver, terms, n);
    return;
  }
  note_fresh (solver, terms, n, bound);
  attach_row (solver, terms, n, bound);
}

void
pln_solver_add_at_most (PlnSolver *solver, const PlnWeighted *terms, int n, int64_t bound, PlnLit condition)
{
  PlnWeighted *own = g_new (PlnWeighted, n + 1);

  assert (pln_level (solver) == 0);
  solver->stated++;
  for (int k = 0; k < n; k++)
    own[k] = terms[k];
  if (!solver->inconsistent)
    add_row (solver, own, n, bound, condition);
  g_free (own);
}

void
pln_solver_add_at_least (PlnSolver *solver, const PlnWeighted *terms, int n, int64_t bound, PlnLit condition)
{
  PlnWeighted *own = g_new (PlnWeighted, n + 1);

  assert (pln_level (solver) == 0);
  solver->stated++;
  for (int k = 0; k < n; k++)
    own[k] = (PlnWeighted){ terms[k].lit, -terms[k].weight };
  if (!solver->inconsistent)
    add_row (solver, own, n, -bound, condition);
  g_free (own);
}

static void
add_count (PlnSolver *solver, const PlnLit *lits, int n, int bound, int sign, PlnLit condition)
{
  PlnWeighted *own = g_new (PlnWeighted, n + 1);

  assert (pln_level (solver) == 0);
  solver->stated++;
  for (int k = 0; k < n; k++)
    own[k] = (PlnWeighted){ lits[k], sign };
  if (!solver->inconsistent)
    add_row (solver, own, n, (int64_t) sign * bound, condition);
  g_free (own);
}

void
pln_solver_add_few (PlnSolver *solver, const PlnLit *lits, int n, int bound, PlnLit condition)
{
  add_count (solver, lits, n, bound, 1, condition);
}

void
pln_solver_add_many (PlnSolver *solver, const PlnLit *lits, int n, int bound, PlnLit condition)
{
  add_count (solver, lits, n, bound, -1, condition);
}

void
pln_solver_add_cost (PlnSolver *solver, PlnLit lit, int64_t weight)
{
  assert (pln_level (solver) == 0);
  solver->stated++;
  g_return_if_fail (weight >= 0 || !solver->searched);
  if (weight == 0)
    return;
  if (weight < 0) {
    pln_solver_add_constant_cost (solver, weight);
    lit ^= 1;
    weight = -weight;
  }
  pln_vector_push (&solver->costs, ((PlnWeighted){ lit, weight }));
  pln_budgets_add (solver, lit, weight);
}

void
pln_solver_add_constant_cost (PlnSolver *solver, int64_t cost)
{
  solver->constant_cost += cost;
  pln_budgets_add_constant (solver, cost);
}

void
pln_solver_set_cutoff (PlnSolver *solver, int64_t cutoff)
{
  assert (pln_level (solver) == 0);
  if (cutoff >= solver->cutoff)
    return;
  solver->cutoff = cutoff;
  solver->stale = true;
}

void
pln_exclude_model (PlnSolver *solver)
{
  PlnInts clause = { 0 };

  for (int v = 0; v < solver->model.n; v++)
    if (!pln_solver_is_auxiliary (solver, pln_lit (v)))
      pln_vector_push (&clause, pln_lit (v) | solver->model.at[v]);
  pln_solver_add_clause (solver, clause.at, clause.n);
  pln_vector_clear (&clause);
}
