/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/solver.h"

#include "solver/relax.h"

#include <assert.h>
#include <limits.h>

PlnSolverOptions
pln_solver_options_default (void)
{
  return (PlnSolverOptions){
#define INITIAL(name, initial, least, most, help) .name = initial,
    PLN_SOLVER_OPTIONS (INITIAL)
#undef INITIAL
  };
}

const char *
pln_solver_options_wrong (const PlnSolverOptions *options)
{
#define IN_RANGE(name, initial, least, most, help) \
  if (options->name < least || options->name > most) \
    return #name;
  PLN_SOLVER_OPTIONS (IN_RANGE)
#undef IN_RANGE
  return NULL;
}

PlnSolver *
pln_solver_new (const PlnSolverOptions *options)
{
  PlnSolver *solver = g_new0 (PlnSolver, 1);

  solver->options = options ? *options : pln_solver_options_default ();
  solver->random.state = (uint64_t) solver->options.seed;
  solver->bump = 1 << 16;
  solver->cutoff = PLN_COST_NONE;
  solver->proved = INT64_MIN;
  for (int b = 0; b < PLN_BUDGETS; b++) {
    solver->budgets[b].scale = 1;
    pln_vector_push (&solver->rows.rows, (PlnRow){ 0 }); /* the budget's number */
  }
  solver->next_reduce = 4 * solver->options.reduce_interval;
  solver->next_rephase = 1000;
  pln_restart_init (solver);
  return solver;
}

void
pln_solver_free (PlnSolver *solver)
{
  if (!solver)
    return;
  pln_check_clear (solver);
  pln_vector_clear (&solver->values);
  pln_vector_clear (&solver->assignments);
  pln_vector_clear (&solver->memory);
  pln_vector_clear (&solver->model);
  pln_vector_clear (&solver->trail);
  pln_vector_clear (&solver->levels);
  pln_lists_clear (&solver->watches);
  pln_lists_clear (&solver->occurrences);
  pln_vector_clear (&solver->clauses.words);
  pln_vector_clear (&solver->clauses.stated);
  pln_vector_clear (&solver->clauses.learned);
  pln_vector_clear (&solver->rows.rows);
  pln_vector_clear (&solver->rows.terms);
  pln_vector_clear (&solver->views.views);
  pln_vector_clear (&solver->views.terms);
  pln_vector_clear (&solver->costs);
  pln_vector_clear (&solver->fresh);
  for (int b = 0; b < PLN_BUDGETS; b++) {
    pln_vector_clear (&solver->budgets[b].weights);
    pln_vector_clear (&solver->budgets[b].order);
    pln_vector_clear (&solver->budgets[b].paid);
    pln_vector_clear (&solver->budgets[b].marks);
  }
  pln_oll_clear (&solver->oll);
  pln_vector_clear (&solver->targets);
  pln_relax_free (solver->relax);
  pln_heap_clear (&solver->heap);
  pln_vector_clear (&solver->assumptions);
  pln_vector_clear (&solver->core);
  pln_vector_clear (&solver->learned);
  pln_vector_clear (&solver->scratch);
  pln_vector_clear (&solver->marked);
  pln_vector_clear (&solver->level_seen);
  g_free (solver);
}

int
pln_solver_n_variables (const PlnSolver *solver)
{
  return solver->n_variables;
}

void
pln_solver_set_phase (PlnSolver *solver, int variable, bool value)
{
  solver->memory.at[variable].saved = value ? 1 : -1;
}

void
pln_solver_set_target (PlnSolver *solver, int variable, bool value)
{
  solver->memory.at[variable].target = solver->memory.at[variable].saved = value ? 1 : -1;
}

void
pln_solver_set_priority (PlnSolver *solver, int variable, int priority)
{
  assert (0 <= priority && priority <= SCHAR_MAX);
  solver->memory.at[variable].priority = (signed char) priority;
}

void
pln_solver_bump (PlnSolver *solver, int variable, int times)
{
  for (int i = 0; i < times; i++)
    pln_bump_variable (solver, variable);
}

PlnAnswer
pln_solver_solve (PlnSolver *solver, const PlnLit *assumptions, int n, const PlnLimits *limits)
{
  PlnDeadline deadline = pln_deadline (solver, limits);

  return pln_search (solver, assumptions, n, &deadline);
}

bool
pln_solver_value (const PlnSolver *solver, PlnLit lit)
{
  bool value = (lit >> 1) < solver->model.n && solver->model.at[lit >> 1];

  return value != pln_lit_is_negative (lit);
}

int64_t
pln_solver_cost (const PlnSolver *solver)
{
  int64_t cost = solver->constant_cost;

  for (int i = 0; i < solver->costs.n; i++)
    if (pln_solver_value (solver, solver->costs.at[i].lit))
      cost += solver->costs.at[i].weight;
  return cost;
}

int
pln_solver_fixed (const PlnSolver *solver, PlnLit lit)
{
  return pln_value_of (solver, lit);
}

bool
pln_solver_is_exhausted (const PlnSolver *solver)
{
  return solver->inconsistent;
}

int64_t
pln_solver_bound (const PlnSolver *solver)
{
  const PlnBudget *budget = pln_budget (solver);

  int64_t rest = budget->base % budget->scale;
  int64_t bound = MAX (budget->base / budget->scale + (rest > 0), solver->proved);

  return solver->inconsistent ? solver->cutoff : MIN (bound, solver->cutoff);
}

double
pln_solver_relaxed (const PlnSolver *solver, PlnLit lit)
{
  const PlnRelax *relax = solver->relax;
  int value = pln_value_of (solver, lit), variable = lit >> 1;
  int column = relax && variable < relax->n_variables ? relax->column_of[variable] : -1;

  if (value != 0)
    return value > 0;
  if (column < 0 || column >= relax->root.n)
    return -1;
  return lit & 1 ? 1 - relax->root.at[column] : relax->root.at[column];
}

int64_t
pln_solver_cutoff (const PlnSolver *solver)
{
  return solver->cutoff;
}

const PlnSolverStatistics *
pln_solver_statistics (const PlnSolver *solver)
{
  return &solver->statistics;
}
