/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/state.h"

/* Activities are halved together past this; 2^61 leaves room for one more bump. */
#define ACTIVITY_MOST ((uint64_t) 1 << 61)
#define ACTIVITY_SHIFT 40

static void
rescale (PlnSolver *solver)
{
  for (int v = 0; v < solver->n_variables; v++)
    solver->heap.ranks.at[v].activity >>= ACTIVITY_SHIFT;
  solver->bump = (solver->bump >> ACTIVITY_SHIFT) + 1;
  /* Small activities may now be equal: ties go by number, so the heap must be made anew. */
  for (int i = solver->heap.order.n / 2; i >= 0; i--)
    if (i < solver->heap.order.n)
      pln_heap_changed (&solver->heap, solver->heap.order.at[i]);
}

void
pln_bump_variable (PlnSolver *solver, int variable)
{
  PlnRank *rank = &solver->heap.ranks.at[variable];

  rank->activity += solver->bump;
  pln_heap_raised (&solver->heap, variable);
  if (rank->activity > ACTIVITY_MOST)
    rescale (solver);
}

void
pln_decay_activities (PlnSolver *solver)
{
  int decay = solver->options.decay;

  solver->bump += solver->bump / (uint64_t) decay * (uint64_t) (1000 - decay)
                  + solver->bump % (uint64_t) decay * (uint64_t) (1000 - decay) / (uint64_t) decay;
  if (solver->bump > ACTIVITY_MOST)
    rescale (solver);
}

static bool
preferred_value (const PlnSolver *solver, int variable)
{
  const PlnMemory *memory = &solver->memory.at[variable];

  if (memory->shy)
    return false;
  if (solver->restart.stable && memory->best)
    return memory->best > 0;
  return memory->saved > 0;
}

static int
random_variable (PlnSolver *solver)
{
  const PlnInts *order = &solver->heap.order;

  if (solver->options.random_decisions == 0 || solver->restart.stable || order->n == 0
      || pln_random_below (&solver->random, 1000) >= solver->options.random_decisions)
    return -1;
  return order->at[pln_random_below (&solver->random, order->n)];
}

PlnLit
pln_decide (PlnSolver *solver)
{
  int variable = random_variable (solver);

  if (variable < 0 || pln_value_of (solver, pln_lit (variable)) != 0) {
    do {
      if (pln_heap_is_empty (&solver->heap))
        return PLN_LIT_NONE;
      variable = pln_heap_pop (&solver->heap);
    } while (pln_value_of (solver, pln_lit (variable)) != 0);
  }
  solver->statistics.decisions++;
  return pln_lit (variable) | !preferred_value (solver, variable);
}

/* In turn: the longest trail seen lately, the target, the first values inverted, the target. */
void
pln_rephase (PlnSolver *solver)
{
  int turn = solver->rephased++ % 4;

  for (int v = 0; v < solver->n_variables; v++) {
    PlnMemory *memory = &solver->memory.at[v];

    if (turn == 0)
      memory->saved = memory->best ? memory->best : memory->target;
    else
      memory->saved = turn == 2 ? (signed char) -memory->target : memory->target;
    memory->best = 0;
  }
  solver->best_trail = 0;
  solver->next_rephase = solver->statistics.conflicts + 1000 * (solver->rephased + 1);
}
