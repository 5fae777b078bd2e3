/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Lifting runs and topics, and putting them down again. */

#include "planner/moves.h"

#include <string.h>

PlnMover *
pln_mover_new (PlnState *state, unsigned seed)
{
  PlnMover *mover = g_new0 (PlnMover, 1);
  const PlnSurvey *survey = state->survey;

  mover->state = state;
  mover->survey = survey;
  mover->dice = pln_dice (seed);
  mover->sequence = g_new (int, (gsize) survey->n_items + 1);
  mover->run = g_new (int, (gsize) survey->n_items + 1);
  mover->other_run = g_new (int, (gsize) survey->n_items + 1);
  mover->victims = g_new (int, (gsize) survey->n_topics + 1);
  mover->touched = g_new (int, (gsize) survey->n_slots + 1);
  return mover;
}

void
pln_mover_free (PlnMover *mover)
{
  if (!mover)
    return;
  g_free (mover->sequence);
  g_free (mover->run);
  g_free (mover->other_run);
  g_free (mover->victims);
  g_free (mover->touched);
  g_free (mover);
}

static int
place_in_queue (const PlnMover *mover, int item)
{
  const PlnQueue *queue = &mover->state->queues[mover->state->spots[item].slot];
  int at = 0;

  while (queue->items[at] != item)
    at++;
  return at;
}

static bool
is_glued (const PlnMover *mover, int item)
{
  const PlnSurveyTopic *topic = &mover->survey->topics[pln_mover_topic (mover, item)];

  return topic->head >= 0 && item == topic->first_item;
}

bool
pln_mover_can_stand_in (const PlnMover *mover, int item, int slot)
{
  return mover->survey->problem->items[item].room_ok[pln_survey_room (mover->survey, slot)]
         && mover->survey->items[item].cheapest[pln_survey_block (mover->survey, slot)] < PLN_NEVER;
}

/* -- Runs: items that follow one another stand or move as one --------------------------------------- */

/* Returns: place of the run's first item in its slot */
int
pln_mover_find_run (const PlnMover *mover, int item, int *run, int *n)
{
  const PlnQueue *queue = &mover->state->queues[mover->state->spots[item].slot];
  int from = place_in_queue (mover, item), to = from;

  while (from > 0 && is_glued (mover, queue->items[from]))
    from--;
  while (to + 1 < queue->n && is_glued (mover, queue->items[to + 1]))
    to++;
  *n = to - from + 1;
  memcpy (run, queue->items + from, (size_t) *n * sizeof *run);
  return from;
}

static void
touch (PlnMover *mover, int slot)
{
  for (int k = 0; k < mover->n_touched; k++)
    if (mover->touched[k] == slot)
      return;
  mover->touched[mover->n_touched++] = slot;
}

void
pln_mover_lift_run (PlnMover *mover, const int *run, int n)
{
  touch (mover, mover->state->spots[run[0]].slot);
  for (int k = 0; k < n; k++)
    pln_state_lift (mover->state, run[k]);
}

bool
pln_mover_insert_run (PlnMover *mover, const int *run, int n, int slot, int place)
{
  const PlnQueue *queue = &mover->state->queues[slot];

  if (queue->n + n > mover->survey->longest)
    return false;
  memcpy (mover->sequence, queue->items, (size_t) place * sizeof (int));
  memcpy (mover->sequence + place, run, (size_t) n * sizeof (int));
  memcpy (mover->sequence + place + n, queue->items + place, (size_t) (queue->n - place) * sizeof (int));
  return pln_state_arrange (mover->state, slot, mover->sequence, queue->n + n);
}

/* Closes the gaps that lifting left; what stands can always stay as it stands. */
void
pln_mover_close_gaps (PlnMover *mover)
{
  for (int k = 0; k < mover->n_touched; k++)
    {
      const PlnQueue *queue = &mover->state->queues[mover->touched[k]];

      memcpy (mover->sequence, queue->items, (size_t) queue->n * sizeof (int));
      pln_state_arrange (mover->state, mover->touched[k], mover->sequence, queue->n);
    }
  mover->n_touched = 0;
}

void
pln_mover_lift_topic (PlnMover *mover, int topic)
{
  const PlnSurveyTopic *mine = &mover->survey->topics[topic];

  for (int k = 0; k < mine->n_tails; k++)
    pln_mover_lift_topic (mover, mine->tails[k]);
  if (mover->state->n_standing[topic] > 0 && mover->n_victims < mover->survey->n_topics)
    mover->victims[mover->n_victims++] = topic;
  for (int part = 0; part < mine->n_parts; part++)
    {
      int item = mine->first_item + part;

      if (mover->state->spots[item].slot == PLN_LIFTED)
        continue;
      touch (mover, mover->state->spots[item].slot);
      pln_state_lift (mover->state, item);
    }
}

/* -- Inserting a topic ----------------------------------------------------------------------------- */

/* Where a first part that follows another topic has to go; false: the other does not stand. */
bool
pln_mover_place_after_head (const PlnMover *mover, int topic, int *slot, int *place)
{
  const PlnSurveyTopic *head = &mover->survey->topics[mover->survey->topics[topic].head];
  int last = head->first_item + head->n_parts - 1;

  if (!pln_state_stands (mover->state, mover->survey->topics[topic].head))
    return false;
  *slot = mover->state->spots[last].slot;
  *place = place_in_queue (mover, last) + 1;
  return true;
}

typedef struct
{
  int slot, place;
  gint64 energy;
} Choice;

static void
try_place (PlnMover *mover, int item, int slot, int place, Choice *best)
{
  PlnMark mark = pln_state_mark (mover->state);

  if (pln_mover_insert_run (mover, &item, 1, slot, place))
    {
      pln_state_settle (mover->state);
      if (pln_state_energy (mover->state) < best->energy)
        *best = (Choice){ slot, place, pln_state_energy (mover->state) };
    }
  pln_state_roll_back (mover->state, mark);
}

/* @least: an energy that is good enough */
static Choice
choose_place (PlnMover *mover, int item, int tries, gint64 least)
{
  const PlnSurveyItem *mine = &mover->survey->items[item];
  Choice best = { -1, 0, G_MAXINT64 };
  int n = tries > 0 ? MIN (tries, mine->n_slots) : mine->n_slots;
  int shift = n < mine->n_slots ? pln_mover_roll (mover, mine->n_slots) : 0;

  for (int k = 0; k < n; k++)
    {
      int slot = mine->slots[(shift + k) % mine->n_slots];

      for (int place = 0; place <= mover->state->queues[slot].n && best.energy > least; place++)
        try_place (mover, item, slot, place, &best);
    }
  return best;
}

bool
pln_mover_insert_best (PlnMover *mover, int topic, int tries)
{
  const PlnSurveyTopic *mine = &mover->survey->topics[topic];
  PlnMark mark;
  gint64 least;

  if (mine->hopeless)
    return false;
  pln_state_settle (mover->state);
  mark = pln_state_mark (mover->state);
  least = pln_state_energy (mover->state) - (mine->must ? mover->state->must_weight[topic] : mine->drop_cost);
  for (int part = 0; part < mine->n_parts; part++)
    {
      int item = mine->first_item + part;
      Choice choice = { -1, 0, 0 };

      if (part == 0 && mine->head >= 0)
        {
          if (!pln_mover_place_after_head (mover, topic, &choice.slot, &choice.place))
            choice.slot = -1;
        }
      else
        choice = choose_place (mover, item, tries, least);
      if (choice.slot < 0 || !pln_mover_insert_run (mover, &item, 1, choice.slot, choice.place))
        {
          pln_state_roll_back (mover->state, mark);
          return false;
        }
      pln_state_settle (mover->state);
    }
  return true;
}

bool
pln_mover_insert_anywhere (PlnMover *mover, int topic)
{
  const PlnSurveyTopic *mine = &mover->survey->topics[topic];

  if (mine->head >= 0 && !pln_state_stands (mover->state, mine->head) && !pln_mover_insert_anywhere (mover, mine->head))
    return false;
  for (int part = 0; part < mine->n_parts; part++)
    {
      int item = mine->first_item + part, slot, place;

      if (part == 0 && mine->head >= 0)
        {
          if (!pln_mover_place_after_head (mover, topic, &slot, &place))
            return false;
        }
      else
        {
          slot = mover->survey->items[item].slots[pln_mover_roll (mover, mover->survey->items[item].n_slots)];
          place = pln_mover_roll (mover, mover->state->queues[slot].n + 1);
        }
      if (!pln_mover_insert_run (mover, &item, 1, slot, place))
        return false;
    }
  return true;
}

/* Puts back what the move lifted, as well as may be, or leaves it out. */
void
pln_mover_put_back_victims (PlnMover *mover, int tries)
{
  int n = mover->n_victims;

  for (int k = n - 1; k >= 0; k--)
    if (mover->state->n_standing[mover->victims[k]] == 0)
      pln_mover_insert_best (mover, mover->victims[k], tries);
}
