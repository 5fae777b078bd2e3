/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/target.h"

#include "solver/state.h"

#include <assert.h>

bool
pln_solver_is_auxiliary (const PlnSolver *solver, PlnLit lit)
{
  return solver->memory.at[lit >> 1].shy || pln_oll_is_output (&solver->oll, lit);
}

/* A target that was left undecided keeps what was learned from it. */
static PlnLit
literal_of (PlnSolver *solver, int64_t below)
{
  PlnTarget target = { 0, below };

  for (int i = 0; i < solver->targets.n; i++)
    if (solver->targets.at[i].below == below && pln_value_of (solver, solver->targets.at[i].lit) == 0)
      return solver->targets.at[i].lit;
  target.lit = pln_lit (pln_solver_add_variables (solver, 1));
  solver->memory.at[target.lit >> 1].shy = true; /* true but when assumed it would narrow every search */
  pln_vector_push (&solver->targets, target);
  return target.lit;
}

PlnLit
pln_target_aim (PlnSolver *solver, int64_t below)
{
  PlnLit lit;

  assert (pln_level (solver) == 0 && below < solver->cutoff);
  lit = literal_of (solver, below);
  pln_budgets_weigh (solver, lit, solver->cutoff - below);
  return lit;
}

void
pln_target_leave (PlnSolver *solver, PlnLit lit)
{
  pln_budgets_weigh (solver, lit, 0);
}

void
pln_target_refute (PlnSolver *solver, PlnLit lit)
{
  for (int i = 0; i < solver->targets.n; i++)
    if (solver->targets.at[i].lit == lit)
      solver->proved = MAX (solver->proved, solver->targets.at[i].below);
  if (pln_value_of (solver, lit) != 0)
    return;
  pln_check_add_clause (solver, (PlnLit[]){ lit ^ 1 }, 1);
  pln_assign (solver, lit ^ 1, 0); /* no statement: nothing that was stated says so */
}
