/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/state.h"

#ifdef PLN_CHECK

/* A second opinion that shares nothing with the search but the statements: it keeps its own copy of every clause
 * and row and propagates by passing over all of them until nothing changes. A learned clause must lead to a conflict
 * when all its literals are false (reverse unit propagation). The budgets are taken as the search has them; that the
 * bound never exceeds a cost is checked on every model. Slow, and meant to be. */

typedef struct
{
  PlnInts clauses;                /* n, literals */
  PLN_VECTOR (PlnWeighted) rows;      /* { n, bound }, terms */
  PLN_VECTOR (signed char) values; /* by literal */
} Witness;

static Witness *
witness_of (PlnSolver *solver)
{
  if (!solver->witness)
    solver->witness = g_new0 (Witness, 1);
  return solver->witness;
}

void
pln_check_clear (PlnSolver *solver)
{
  Witness *witness = solver->witness;

  pln_check_forget (solver);
  if (!witness)
    return;
  pln_vector_clear (&witness->clauses);
  pln_vector_clear (&witness->rows);
  pln_vector_clear (&witness->values);
  g_free (witness);
}

void
pln_check_add_clause (PlnSolver *solver, const PlnLit *lits, int n)
{
  Witness *witness = witness_of (solver);

  pln_vector_push (&witness->clauses, n);
  for (int k = 0; k < n; k++)
    pln_vector_push (&witness->clauses, lits[k]);
  pln_check_known_clause (solver, lits, n);
}

void
pln_check_add_row (PlnSolver *solver, const PlnWeighted *terms, int n, int64_t bound)
{
  Witness *witness = witness_of (solver);

  pln_vector_push (&witness->rows, ((PlnWeighted){ n, bound }));
  for (int k = 0; k < n; k++)
    pln_vector_push (&witness->rows, terms[k]);
  pln_check_known_row (solver, terms, n, bound);
}

/* Returns: false on conflict */
static bool
set_true (Witness *witness, PlnLit lit, bool *changed)
{
  if (witness->values.at[lit] < 0)
    return false;
  *changed |= witness->values.at[lit] == 0;
  witness->values.at[lit] = 1;
  witness->values.at[lit ^ 1] = -1;
  return true;
}

static bool
pass_clause (Witness *witness, const PlnLit *lits, int n, bool *changed)
{
  PlnLit open = PLN_LIT_NONE;

  for (int k = 0; k < n; k++) {
    if (witness->values.at[lits[k]] > 0)
      return true;
    if (witness->values.at[lits[k]] == 0) {
      if (open != PLN_LIT_NONE)
        return true;
      open = lits[k];
    }
  }
  return open != PLN_LIT_NONE && set_true (witness, open, changed);
}

static bool
pass_row (Witness *witness, const PlnWeighted *terms, int n, int64_t bound, bool *changed)
{
  for (int k = 0; k < n; k++)
    if (witness->values.at[terms[k].lit] > 0)
      bound -= terms[k].weight;
  if (bound < 0)
    return false;
  for (int k = 0; k < n; k++)
    if (witness->values.at[terms[k].lit] == 0 && terms[k].weight > bound)
      set_true (witness, terms[k].lit ^ 1, changed);
  return true;
}

static bool
pass_budget (const PlnSolver *solver, const PlnBudget *budget, Witness *witness, bool *changed)
{
  int64_t left = solver->cutoff;

  if (left == PLN_COST_NONE)
    return true;
  left = (left - 1) * budget->scale - budget->base;
  for (PlnLit lit = 0; lit < budget->weights.n; lit++)
    if (witness->values.at[lit] > 0)
      left -= budget->weights.at[lit];
  if (left < 0)
    return false;
  for (PlnLit lit = 0; lit < budget->weights.n; lit++)
    if (witness->values.at[lit] == 0 && budget->weights.at[lit] > left)
      set_true (witness, lit ^ 1, changed);
  return true;
}

static bool
pass (const PlnSolver *solver, Witness *witness, bool *changed)
{
  for (int i = 0; i < witness->clauses.n; i += 1 + witness->clauses.at[i])
    if (!pass_clause (witness, witness->clauses.at + i + 1, witness->clauses.at[i], changed))
      return false;
  for (int i = 0; i < witness->rows.n; i += 1 + witness->rows.at[i].lit)
    if (!pass_row (witness, witness->rows.at + i + 1, witness->rows.at[i].lit, witness->rows.at[i].weight, changed))
      return false;
  for (int b = 0; b < (solver->reformulated ? PLN_BUDGETS : PLN_BUDGET_REFORMULATED); b++)
    if (!pass_budget (solver, &solver->budgets[b], witness, changed))
      return false;
  return true;
}

/* Literals fixed at the root are taken over: units are checked when they are learned. */
static void
take_root (const PlnSolver *solver, Witness *witness)
{
  int end = solver->levels.n > 0 ? solver->levels.at[0] : solver->trail.n;

  witness->values.n = 0;
  for (int k = 0; k < 2 * solver->n_variables; k++)
    pln_vector_push (&witness->values, 0);
  for (int i = 0; i < end; i++) {
    witness->values.at[solver->trail.at[i]] = 1;
    witness->values.at[solver->trail.at[i] ^ 1] = -1;
  }
}

void
pln_check_clause (PlnSolver *solver, const PlnLit *lits, int n)
{
  Witness *witness = witness_of (solver);
  bool changed = true;
  bool conflict = false;

  take_root (solver, witness);
  for (int k = 0; k < n; k++)
    conflict = !set_true (witness, lits[k] ^ 1, &changed) || conflict;
  while (!conflict && changed) {
    changed = false;
    conflict = !pass (solver, witness, &changed);
  }
  if (!conflict)
    g_error ("learned clause of %d literals is not implied", n);
  pln_check_add_clause (solver, lits, n);
}

void
pln_check_core (PlnSolver *solver)
{
  PlnInts clause = { 0 };

  for (int i = 0; i < solver->core.n; i++)
    pln_vector_push (&clause, solver->core.at[i] ^ 1);
  pln_check_clause (solver, clause.at, clause.n);
  pln_vector_clear (&clause);
}

void
pln_check_model (PlnSolver *solver)
{
  Witness *witness = witness_of (solver);
  bool changed = false;

  witness->values.n = 0;
  for (int v = 0; v < solver->n_variables; v++) {
    pln_vector_push (&witness->values, solver->model.at[v] ? 1 : -1);
    pln_vector_push (&witness->values, solver->model.at[v] ? -1 : 1);
  }
  if (!pass (solver, witness, &changed) || changed)
    g_error ("model breaks a statement");
  if (pln_solver_cost (solver) >= solver->cutoff)
    g_error ("model is not below the cutoff");
  if (pln_solver_bound (solver) > pln_solver_cost (solver))
    g_error ("model of cost %" G_GINT64_FORMAT " below the bound %" G_GINT64_FORMAT, pln_solver_cost (solver),
             pln_solver_bound (solver));
}

#else
typedef int PlnCheckIsOff; /* ISO C wants a declaration in every file */
#endif
