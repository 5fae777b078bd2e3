/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/moves.h"

#include <string.h>

/* Steps that a run takes at least. */
static int
least_of (const PlnMover *mover, const int *run, int n)
{
  int sum = 0;

  for (int k = 0; k < n; k++)
    sum += mover->survey->problem->items[run[k]].least;
  return sum;
}

/* Steps that are left in a slot where all that stands in it is as short as may be. */
static int
room_in (const PlnMover *mover, int slot)
{
  return mover->survey->problem->block_capacity[pln_survey_block (mover->survey, slot)] - mover->state->least[slot];
}

#define DRAWS 6 /* slots or partners that are drawn until one has room */

static bool
relocate (PlnMover *mover, int item)
{
  int slot = -1, place, from = mover->state->spots[item].slot, at, least;
  const PlnSurveyItem *first;

  at = pln_mover_find_run (mover, item, mover->run, &mover->n_run);
  first = &mover->survey->items[mover->run[0]];
  least = least_of (mover, mover->run, mover->n_run);
  for (int k = 0; k < DRAWS && slot < 0; k++)
    {
      slot = first->slots[pln_mover_roll (mover, first->n_slots)];
      if (slot == from ? mover->state->queues[slot].n == mover->n_run : room_in (mover, slot) < least)
        slot = -1;
    }
  if (slot < 0)
    return false;
  pln_mover_lift_run (mover, mover->run, mover->n_run);
  place = pln_mover_roll (mover, mover->state->queues[slot].n + 1);
  if (slot == from && place == at)
    place = mover->state->queues[slot].n - at;
  return pln_mover_insert_run (mover, mover->run, mover->n_run, slot, place);
}

/* Makes a run longer by the one after it in the queue. */
static void
extend_run (PlnMover *mover, int slot, int place, int *run, int *n)
{
  const PlnQueue *queue = &mover->state->queues[slot];
  int more;

  if (place + *n >= queue->n)
    return;
  pln_mover_find_run (mover, queue->items[place + *n], run + *n, &more);
  *n += more;
}

/* Draws what stands in another slot and could change places with the run, one or two runs.
 * Returns: false where there is none */
static bool
draw_partner (PlnMover *mover, int slot, int *other_slot, int *other_place)
{
  const PlnState *state = mover->state;
  const PlnSurveyItem *mine = &mover->survey->items[mover->run[0]];
  int least = least_of (mover, mover->run, mover->n_run);

  for (int k = 0; k < DRAWS; k++)
    {
      int other, other_least;

      *other_slot = mine->slots[pln_mover_roll (mover, mine->n_slots)];
      if (state->queues[*other_slot].n == 0 || *other_slot == slot)
        continue;
      other = state->queues[*other_slot].items[pln_mover_roll (mover, state->queues[*other_slot].n)];
      *other_place = pln_mover_find_run (mover, other, mover->other_run, &mover->n_other_run);
      if (pln_mover_roll (mover, 3) == 0)
        extend_run (mover, *other_slot, *other_place, mover->other_run, &mover->n_other_run);
      other_least = least_of (mover, mover->other_run, mover->n_other_run);
      if (other_least - least <= room_in (mover, slot) && least - other_least <= room_in (mover, *other_slot)
          && pln_mover_can_stand_in (mover, other, slot))
        return true;
    }
  return false;
}

static bool
swap (PlnMover *mover, int item)
{
  int slot = mover->state->spots[item].slot, other_slot, place, other_place;

  place = pln_mover_find_run (mover, item, mover->run, &mover->n_run);
  if (pln_mover_roll (mover, 4) == 0)
    extend_run (mover, slot, place, mover->run, &mover->n_run);
  if (!draw_partner (mover, slot, &other_slot, &other_place))
    return false;
  pln_mover_lift_run (mover, mover->run, mover->n_run);
  pln_mover_lift_run (mover, mover->other_run, mover->n_other_run);
  return pln_mover_insert_run (mover, mover->run, mover->n_run, other_slot, other_place)
         && pln_mover_insert_run (mover, mover->other_run, mover->n_other_run, slot, place);
}

static bool
drop (PlnMover *mover, int item)
{
  int topic = pln_mover_topic (mover, item);

  if (mover->survey->topics[topic].must)
    return false;
  pln_mover_lift_topic (mover, topic);
  return true;
}

static bool
move_topic (PlnMover *mover, int item)
{
  int n;

  pln_mover_lift_topic (mover, pln_mover_topic (mover, item));
  n = mover->n_victims;
  for (int k = n - 1; k >= 0; k--)
    if (!pln_mover_insert_anywhere (mover, mover->victims[k]))
      return false;
  return true;
}

/* Two slots of a room exchange what stands in them. */
static bool
swap_slots (PlnMover *mover, int item)
{
  PlnState *state = mover->state;
  const PlnSurvey *survey = mover->survey;
  int a = state->spots[item].slot,
      b = pln_survey_slot (survey, pln_survey_room (survey, a), pln_mover_roll (mover, survey->n_blocks));
  int n = state->queues[a].n, m = state->queues[b].n;

  if (a == b)
    return false;
  memcpy (mover->run, state->queues[a].items, (size_t) n * sizeof (int));
  memcpy (mover->other_run, state->queues[b].items, (size_t) m * sizeof (int));
  for (int k = 0; k < n; k++)
    pln_state_lift (state, mover->run[k]);
  for (int k = 0; k < m; k++)
    pln_state_lift (state, mover->other_run[k]);
  return pln_state_arrange (state, b, mover->run, n) && pln_state_arrange (state, a, mover->other_run, m);
}

static bool
change_duty (PlnMover *mover)
{
  PlnState *state = mover->state;
  int role = pln_mover_roll (mover, mover->survey->n_roles), slot = pln_mover_roll (mover, mover->survey->n_slots),
      person;
  const PlnRole *mine = &mover->survey->meeting->roles[role];

  if (state->queues[slot].n == 0 || mine->n_pool == 0)
    return false;
  if (pln_mover_roll (mover, 4) == 0)
    person = pln_state_best_holder (state, role, slot);
  else
    person = mine->pool[pln_mover_roll (mover, mine->n_pool)];
  if (person == state->holders[role * mover->survey->n_slots + slot]
      || (person >= 0 && !pln_state_can_serve (state, role, slot, person)))
    return false;
  pln_state_entrust (state, role, slot, person);
  return true;
}

static bool
hand_over (PlnMover *mover, int role, int slot, int person)
{
  if (person >= 0 && !pln_state_can_serve (mover->state, role, slot, person))
    return false;
  pln_state_entrust (mover->state, role, slot, person);
  return true;
}

/* Two duties exchange their holders: of one role in two slots, or of two roles in one slot. */
static bool
swap_duties (PlnMover *mover)
{
  PlnState *state = mover->state;
  int n_slots = mover->survey->n_slots, n_roles = mover->survey->n_roles;
  int role = pln_mover_roll (mover, n_roles), a = pln_mover_roll (mover, n_slots);
  bool same_slot = n_roles > 1 && pln_mover_roll (mover, 3) == 0;
  int other_role = same_slot ? (role + 1 + pln_mover_roll (mover, n_roles - 1)) % n_roles : role;
  int b = same_slot ? a : pln_mover_roll (mover, n_slots);
  int x = state->holders[role * n_slots + a], y = state->holders[other_role * n_slots + b];

  if (state->queues[a].n == 0 || state->queues[b].n == 0 || x == y)
    return false;
  pln_state_entrust (state, role, a, -1);
  pln_state_entrust (state, other_role, b, -1);
  return hand_over (mover, role, a, y) && hand_over (mover, other_role, b, x);
}

/* The dear moves take no more than a third of the work each, unless a `must` waits. */
static bool
is_overspent (const PlnMover *mover, gint64 spent)
{
  return mover->state->n_waiting == 0 && 3 * spent > mover->state->ticks;
}

static bool
push (PlnMover *mover, int topic)
{
  gint64 before = mover->state->ticks;
  bool done = pln_mover_push (mover, topic);

  mover->spent_pushing += mover->state->ticks - before;
  return done;
}

static bool
change_items (PlnMover *mover, int topic)
{
  const PlnSurveyTopic *mine = &mover->survey->topics[topic];
  int item = mine->first_item + pln_mover_roll (mover, mine->n_parts), kind = pln_mover_roll (mover, 100);

  if (mine->hopeless)
    return false;
  if (!pln_state_stands (mover->state, topic) && (kind < 50 || is_overspent (mover, mover->spent_pushing)))
    return pln_mover_insert_anywhere (mover, topic);
  if (!pln_state_stands (mover->state, topic))
    return push (mover, topic);
  if (pln_mover_roll (mover, 100) == 0 && !is_overspent (mover, mover->spent_replanting))
    return pln_mover_replant (mover, item);
  if (kind < 4)
    return swap_slots (mover, item);
  if (kind < 45)
    return relocate (mover, item);
  if (kind < 92)
    return swap (mover, item);
  if (kind < 94)
    return drop (mover, item);
  return move_topic (mover, item);
}

/* What does not stand is tried more often. */
static int
draw_topic (PlnMover *mover)
{
  const PlnState *state = mover->state;

  if (state->n_absent > 0 && pln_mover_roll (mover, 8) < (state->n_waiting > 0 ? 4 : 1))
    return state->absent[pln_mover_roll (mover, state->n_absent)];
  return pln_mover_roll (mover, mover->survey->n_topics);
}

bool
pln_mover_step (PlnMover *mover)
{
  bool done;

  mover->n_touched = mover->n_victims = 0;
  if (mover->survey->n_topics == 0)
    return false;
  if (mover->survey->n_roles > 0 && pln_mover_roll (mover, 100) < 20)
    done = pln_mover_roll (mover, 2) ? change_duty (mover) : swap_duties (mover);
  else
    done = change_items (mover, draw_topic (mover));
  if (!done)
    return false;
  pln_mover_close_gaps (mover);
  pln_state_settle (mover->state);
  return true;
}
