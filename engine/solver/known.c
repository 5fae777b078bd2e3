/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/relax.h"

#ifdef PLN_CHECK

/* Solutions that are known before the search begins, and what is stated, learned, cut off and summed up while it runs:
 * nothing of that may exclude one of them, or price it higher than it is, as long as it is cheaper than the cutoff.
 *
 * Variables that came later have no value in them until a statement leaves no choice; where one has none, whatever
 * suits the statement is assumed. */

typedef struct
{
  PLN_VECTOR (signed char) values; /* by variable: 1, -1, 0 not known */
  int64_t cost;
} Known;

typedef PLN_VECTOR (Known) KnownList;

static signed char
value_in (const Known *known, PlnLit lit)
{
  signed char value = lit >> 1 < known->values.n ? known->values.at[lit >> 1] : 0;

  return lit & 1 ? (signed char) -value : value;
}

static void
set_in (Known *known, PlnLit lit)
{
  while (known->values.n <= lit >> 1)
    pln_vector_push (&known->values, 0);
  known->values.at[lit >> 1] = lit & 1 ? -1 : 1;
}

/* Solves, then again without each cost literal that is true, until none can be spared. Returns: whether there is a model */
static bool
solve_cheaply (PlnSolver *solver, const PlnLit *assumptions, int n)
{
  PlnInts lits = { 0 };
  bool solved;

  for (int k = 0; k < n; k++)
    pln_vector_push (&lits, assumptions[k]);
  solved = pln_solver_solve (solver, lits.at, lits.n, NULL) == PLN_SATISFIABLE;
  for (int k = 0; solved && k < solver->costs.n; k++) {
    PlnLit lit = solver->costs.at[k].lit;

    pln_vector_push (&lits, lit ^ 1);
    if (pln_solver_value (solver, lit) && pln_solver_solve (solver, lits.at, lits.n, NULL) != PLN_SATISFIABLE) {
      lits.at[lits.n - 1] = lit;
      solved = pln_solver_solve (solver, lits.at, lits.n, NULL) == PLN_SATISFIABLE;
    }
  }
  pln_vector_clear (&lits);
  return solved;
}

bool
pln_solver_know (PlnSolver *solver, const PlnLit *assumptions, int n_assumptions, int64_t cost, const PlnLit *open, int n)
{
  KnownList *list = solver->known;
  Known known = { .cost = cost };

  if (!solve_cheaply (solver, assumptions, n_assumptions) || pln_solver_cost (solver) > cost)
    return false;
  if (!list)
    solver->known = list = g_new0 (KnownList, 1);
  for (int v = 0; v < solver->model.n; v++)
    pln_vector_push (&known.values, pln_oll_is_output (&solver->oll, pln_lit (v)) ? 0 : solver->model.at[v] ? 1 : -1);
  for (int k = 0; k < n; k++)
    known.values.at[open[k] >> 1] = 0;
  pln_vector_push (list, known);
  return true;
}

void
pln_check_forget (PlnSolver *solver)
{
  KnownList *list = solver->known;

  if (!list)
    return;
  for (int i = 0; i < list->n; i++)
    pln_vector_clear (&list->at[i].values);
  pln_vector_clear (list);
  g_free (list);
}

/* The known solutions that still count, one after the other. Returns: (nullable) */
static Known *
next (const PlnSolver *solver, int *i)
{
  KnownList *list = solver->known;

  while (list && *i < list->n) {
    Known *known = &list->at[(*i)++];

    if (known->cost < solver->cutoff)
      return known;
  }
  return NULL;
}

void
pln_check_known_clause (const PlnSolver *solver, const PlnLit *lits, int n)
{
  Known *known;

  for (int i = 0; (known = next (solver, &i));) {
    PlnLit open = PLN_LIT_NONE;
    int n_false = 0;

    for (int k = 0; k < n; k++) {
      n_false += value_in (known, lits[k]) < 0;
      if (value_in (known, lits[k]) == 0)
        open = lits[k];
    }
    if (n_false == n)
      g_error ("a clause of %d literals excludes a solution of cost %" G_GINT64_FORMAT, n, known->cost);
    if (n_false == n - 1 && open != PLN_LIT_NONE)
      set_in (known, open);
  }
}

void
pln_check_known_row (const PlnSolver *solver, const PlnWeighted *terms, int n, int64_t bound)
{
  Known *known;

  for (int i = 0; (known = next (solver, &i));) {
    int64_t left = bound;

    for (int k = 0; k < n; k++)
      left -= value_in (known, terms[k].lit) > 0 ? terms[k].weight : 0;
    if (left < 0)
      g_error ("a row of %d terms excludes a solution of cost %" G_GINT64_FORMAT, n, known->cost);
    for (int k = 0; k < n; k++)
      if (value_in (known, terms[k].lit) == 0 && terms[k].weight > left)
        set_in (known, terms[k].lit ^ 1);
  }
}

static void
check_budget (const PlnSolver *solver, const PlnBudget *budget, const Known *known)
{
  int64_t sum = budget->base;

  for (PlnLit lit = 0; lit < budget->weights.n; lit++)
    sum += value_in (known, lit) > 0 ? budget->weights.at[lit] : 0;
  if (sum > known->cost * budget->scale)
    g_error ("a solution of cost %" G_GINT64_FORMAT " is priced at %g", known->cost, (double) sum / (double) budget->scale);
}

void
pln_check_known_bound (const PlnSolver *solver)
{
  int end = solver->levels.n > 0 ? solver->levels.at[0] : solver->trail.n;
  Known *known;

  for (int i = 0; (known = next (solver, &i));) {
    for (int k = 0; k < end; k++)
      if (value_in (known, solver->trail.at[k]) < 0)
        g_error ("a solution of cost %" G_GINT64_FORMAT " is excluded by a fixed literal", known->cost);
    for (int b = 0; b < (solver->reformulated ? PLN_BUDGETS : PLN_BUDGET_REFORMULATED); b++)
      check_budget (solver, &solver->budgets[b], known);
  }
}

/* The least that a row of the relaxation comes to. */
static __int128
least_of (const PlnRelax *relax, const PlnCutRow *row, const Known *known)
{
  __int128 sum = 0;

  for (int k = 0; k < row->n; k++) {
    const PlnCutTerm *term = &relax->rows.terms.at[row->first + k];
    signed char value = value_in (known, pln_lit (relax->variable_of[term->column]));

    sum += value > 0 || (value == 0 && term->weight < 0) ? term->weight : 0;
  }
  return sum;
}

void
pln_check_known_cuts (const PlnRelax *relax, int first)
{
  Known *known;

  for (int i = 0; (known = next (relax->solver, &i));)
    for (int r = first; r < relax->rows.rows.n; r++)
      if (least_of (relax, &relax->rows.rows.at[r], known) > relax->rows.rows.at[r].bound)
        g_error ("row %d of the relaxation cuts off a solution of cost %" G_GINT64_FORMAT, r, known->cost);
}

void
pln_check_known_combination (const PlnRelax *relax, int64_t constant)
{
  Known *known;

  for (int i = 0; (known = next (relax->solver, &i));) {
    __int128 sum = constant;

    for (int c = 0; c < relax->n_columns; c++) {
      signed char value = value_in (known, pln_lit (relax->variable_of[c]));

      sum += value > 0 || (value == 0 && relax->reduced.at[c] < 0) ? relax->reduced.at[c] : 0;
    }
    if (sum > (__int128) known->cost * PLN_RELAX_SCALE)
      g_error ("the LP's multipliers price a solution of cost %" G_GINT64_FORMAT " at %g", known->cost,
               (double) sum / (double) PLN_RELAX_SCALE);
  }
}

#else
typedef int PlnKnownIsOff; /* ISO C wants a declaration in every file */
#endif
