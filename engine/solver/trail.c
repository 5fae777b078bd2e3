/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/state.h"

#include <assert.h>

void
pln_assign (PlnSolver *solver, PlnLit lit, PlnReason reason)
{
  PlnAssignment *assignment = &solver->assignments.at[lit >> 1];

  assert (pln_value_of (solver, lit) == 0);
  solver->values.at[lit] = 1;
  solver->values.at[lit ^ 1] = -1;
  assignment->level = pln_level (solver);
  assignment->position = solver->trail.n;
  assignment->reason = assignment->level > 0 ? reason : 0;
  solver->trail.at[solver->trail.n++] = lit; /* reserved when the variable was added */
}

void
pln_open_level (PlnSolver *solver)
{
  pln_vector_push (&solver->levels, solver->trail.n);
  for (int b = 0; b < PLN_BUDGETS; b++)
    pln_vector_push (&solver->budgets[b].marks, solver->budgets[b].forced);
}

static void
drop_views (PlnSolver *solver, int level)
{
  PlnViews *views = &solver->views;

  while (views->views.n > 0 && views->views.at[views->views.n - 1].level > level)
    views->terms.n = views->views.at[--views->views.n].first;
}

void
pln_backtrack (PlnSolver *solver, int level)
{
  int keep;

  if (pln_level (solver) <= level)
    return;
  keep = solver->levels.at[level];
  for (int i = solver->trail.n - 1; i >= keep; i--) {
    PlnLit lit = solver->trail.at[i];

    if (i < solver->row_head)
      pln_rows_undo (solver, lit);
    solver->values.at[lit] = solver->values.at[lit ^ 1] = 0;
    solver->memory.at[lit >> 1].saved = lit & 1 ? -1 : 1;
    pln_heap_insert (&solver->heap, lit >> 1);
  }
  solver->trail.n = keep;
  solver->levels.n = level;
  drop_views (solver, level);
  for (int b = 0; b < PLN_BUDGETS; b++) {
    solver->budgets[b].forced = solver->budgets[b].marks.at[level];
    solver->budgets[b].marks.n = level;
  }
  solver->clause_head = MIN (solver->clause_head, keep);
  solver->row_head = MIN (solver->row_head, keep);
}
