/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Ruin and recreate (Schrimpf et al., Journal of Computational Physics, 2000), on a small scale. */

#include "planner/moves.h"

/* Lifts the item's topic and some that stand near it. */
static void
lift_few (PlnMover *mover, int item)
{
  PlnState *state = mover->state;
  const PlnSurveyItem *mine = &mover->survey->items[item];
  int n = 2 + pln_mover_roll (mover, 3), slot = state->spots[item].slot;

  pln_mover_lift_topic (mover, pln_mover_topic (mover, item));
  for (int k = 1; k < n; k++)
    {
      if (pln_mover_roll (mover, 2))
        slot = mine->slots[pln_mover_roll (mover, mine->n_slots)];
      if (state->queues[slot].n > 0)
        pln_mover_lift_topic (
            mover, pln_mover_topic (mover, state->queues[slot].items[pln_mover_roll (mover, state->queues[slot].n)]));
    }
}

#define MOST_CLEARED 8

/* Lifts all that stands in a slot, so that it may stay empty, and perhaps one more. */
static void
clear_slot (PlnMover *mover, int slot)
{
  PlnState *state = mover->state;

  while (state->queues[slot].n > 0 && mover->n_victims < MOST_CLEARED)
    pln_mover_lift_topic (mover, pln_mover_topic (mover, state->queues[slot].items[0]));
  slot = pln_mover_roll (mover, mover->survey->n_slots);
  if (pln_mover_roll (mover, 2) && state->queues[slot].n > 0)
    pln_mover_lift_topic (
        mover, pln_mover_topic (mover, state->queues[slot].items[pln_mover_roll (mover, state->queues[slot].n)]));
}

/* In any order, or by length. */
static void
shuffle_victims (PlnMover *mover)
{
  const PlnSurvey *survey = mover->survey;
  bool by_length = pln_mover_roll (mover, 2);

  for (int k = mover->n_victims - 1; k > 0; k--)
    {
      int other = pln_mover_roll (mover, k + 1), topic = mover->victims[k];

      mover->victims[k] = mover->victims[other];
      mover->victims[other] = topic;
    }
  for (int k = 1; k < mover->n_victims && by_length; k++) /* the longest last: they are put back from the end */
    for (int l = k; l > 0; l--)
      {
        int a = mover->victims[l - 1], b = mover->victims[l];

        if (survey->problem->items[survey->topics[a].first_item].most
            <= survey->problem->items[survey->topics[b].first_item].most)
          break;
        mover->victims[l - 1] = b;
        mover->victims[l] = a;
      }
}

/* Lifts a few topics and puts them back where they cost least. */
bool
pln_mover_replant (PlnMover *mover, int item)
{
  gint64 before = mover->state->ticks;

  if (pln_mover_roll (mover, 3) == 0)
    clear_slot (mover, mover->state->spots[item].slot);
  else
    lift_few (mover, item);
  shuffle_victims (mover);
  pln_mover_close_gaps (mover);
  for (int again = 0; again < 2; again++) /* followers can only stand after their heads */
    pln_mover_put_back_victims (mover, 0);
  mover->spent_replanting += mover->state->ticks - before;
  return true;
}
