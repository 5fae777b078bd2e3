/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/optimize.h"

#define EFFORT_FIRST 40 /* ticks for each variable */
#define TREE_SHARE 10 /* times as many for the tree: an LP takes as long as a hundred conflicts */
#define STRIDES 16 /* the first target lies such a part of the gap above the bound */

static int64_t
gap (const PlnMinimiser *m)
{
  return m->solver->cutoff == PLN_COST_NONE ? PLN_COST_NONE : m->solver->cutoff - pln_solver_bound (m->solver);
}

/* Nearer the bound: there proofs are short. But a poor plan is soon bettered by much. */
static void
restart_strides (PlnMinimiser *m)
{
  bool poor = m->stride == 0 && gap (m) > pln_solver_bound (m->solver) / 8;

  m->stride = MAX (1, gap (m) / (poor ? 2 : STRIDES));
}

/* Returns: the target's literal, PLN_LIT_NONE for the cutoff itself */
static PlnLit
aim (PlnMinimiser *m)
{
  PlnSolver *solver = m->solver;
  int64_t below;
  PlnLit target;

  if (solver->cutoff == PLN_COST_NONE)
    return PLN_LIT_NONE;
  pln_relax_forbid (solver->relax, PLN_LIT_NONE, solver->cutoff);
  if (m->stride >= gap (m))
    return PLN_LIT_NONE;
  below = pln_solver_bound (solver) + m->stride;
  target = pln_target_aim (solver, below);
  pln_relax_forbid (solver->relax, target, below);
  return target;
}

/* The search is to try first what the LP would have. */
static void
follow_relaxation (PlnSolver *solver)
{
  const PlnRelax *relax = solver->relax;

  for (int c = 0; c < relax->root.n; c++) {
    PlnMemory *memory = &solver->memory.at[relax->variable_of[c]];

    memory->saved = memory->target = relax->root.at[c] > 0.5 ? 1 : -1;
  }
}

/* Returns: PLN_UNDECIDED when the ticks are spent */
static PlnAnswer
ask (PlnMinimiser *m, PlnLit target)
{
  PlnDeadline deadline = pln_minimiser_slice (m, m->solver->probe_effort);
  PlnAnswer answer;

  follow_relaxation (m->solver);
  answer = pln_search (m->solver, &target, target != PLN_LIT_NONE, &deadline);

  if (answer != PLN_UNDECIDED || pln_deadline_passed (m->solver, &m->deadline) || !pln_root_prepare (m->solver))
    return m->solver->inconsistent ? PLN_UNSATISFIABLE : answer;
  deadline = pln_minimiser_slice (m, TREE_SHARE * m->solver->probe_effort);
  return pln_tree_search (m->solver->relax, target, &deadline);
}

static void
go_on (PlnMinimiser *m, PlnAnswer answer, bool at_cutoff)
{
  m->undecided |= answer == PLN_UNDECIDED;
  if (answer == PLN_UNSATISFIABLE) {
    m->stride *= 2;
  } else if (answer == PLN_SATISFIABLE) {
    m->stride = MAX (1, MIN (m->stride, gap (m) / 2));
  } else if (at_cutoff) {
    m->solver->probe_effort *= 2;
    restart_strides (m);
  } else {
    m->stride *= 2;
  }
}

PlnAnswer
pln_minimiser_probe (PlnMinimiser *m)
{
  PlnLit target;
  PlnAnswer answer;
  int64_t best;

  if (m->solver->probe_effort == 0)
    m->solver->probe_effort = EFFORT_FIRST * (int64_t) m->solver->n_variables;
  if (m->stride == 0 && m->solver->cutoff != PLN_COST_NONE)
    restart_strides (m);
  target = aim (m);
  answer = pln_root_prepare (m->solver) ? ask (m, target) : PLN_UNSATISFIABLE;
  if (m->solver->inconsistent)
    return PLN_UNSATISFIABLE;
  if (target != PLN_LIT_NONE)
    pln_target_leave (m->solver, target);
  if (answer == PLN_UNSATISFIABLE && target == PLN_LIT_NONE)
    return answer;
  if (answer == PLN_UNSATISFIABLE)
    pln_target_refute (m->solver, target);
  best = m->best;
  if (answer == PLN_SATISFIABLE)
    pln_minimiser_take_model (m);
  m->bettered = m->best < best;
  go_on (m, answer, target == PLN_LIT_NONE);
  return PLN_UNDECIDED;
}
