/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/core.h"

#include "solver/state.h"

/* Cores are short. */
static bool
has (const PlnInts *lits, PlnLit lit)
{
  for (int i = 0; i < lits->n; i++)
    if (lits->at[i] == lit)
      return true;
  return false;
}

/* Keeps of @members what the last core has, in the order they had. Members before @tried are known to be needed
 * and stay.
 * Returns: how many of the first @tried were kept */
static int
intersect (const PlnSolver *solver, PlnInts *members, int tried)
{
  int kept = 0, kept_tried = 0;

  for (int i = 0; i < members->n; i++)
    if (has (&solver->core, members->at[i])) {
      kept_tried += i < tried;
      members->at[kept++] = members->at[i];
    }
  members->n = kept;
  return kept_tried;
}

bool
pln_core_shrink (PlnSolver *solver, PlnInts *members, const PlnLimits *limits)
{
  PlnInts trial = { 0 };
  bool minimal = true;

  /* members[tried..] stay: each was tried and needed, or not decided. */
  for (int tried = members->n; tried > 0;) {
    PlnDeadline deadline = pln_deadline (solver, limits);
    PlnAnswer answer;

    tried--;
    trial.n = 0;
    for (int i = 0; i < members->n; i++)
      if (i != tried)
        pln_vector_push (&trial, members->at[i]);
    answer = pln_search (solver, trial.at, trial.n, &deadline);
    if (answer == PLN_UNSATISFIABLE)
      tried = intersect (solver, members, tried);
    else if (answer == PLN_UNDECIDED)
      minimal = false;
  }
  pln_vector_clear (&trial);
  solver->core.n = 0;
  for (int i = 0; i < members->n; i++)
    pln_vector_push (&solver->core, members->at[i]);
  return minimal;
}

/* The core in the order of the assumptions, which may repeat themselves. */
static void
order_core (const PlnSolver *solver, const PlnInts *assumptions, PlnInts *members)
{
  for (int i = 0; i < assumptions->n; i++)
    if (has (&solver->core, assumptions->at[i]) && !has (members, assumptions->at[i]))
      pln_vector_push (members, assumptions->at[i]);
}

bool
pln_solver_shrink_core (PlnSolver *solver, const PlnLimits *limits)
{
  PlnInts members = { 0 };
  bool minimal;

  order_core (solver, &solver->assumptions, &members);
  minimal = pln_core_shrink (solver, &members, limits);
  pln_vector_clear (&members);
  return minimal;
}

const PlnLit *
pln_solver_core (const PlnSolver *solver, int *n)
{
  *n = solver->core.n;
  return solver->core.at;
}
