/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/moves.h"

#include <string.h>

#define MOST_CHAINED 8 /* topics that follow one another and are pushed as one */

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
roll (PlnMover *mover, int n)
{
  return pln_dice_roll (&mover->dice, n);
}

static int
topic_of (const PlnMover *mover, int item)
{
  return mover->survey->problem->items[item].topic;
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
  const PlnSurveyTopic *topic = &mover->survey->topics[topic_of (mover, item)];

  return topic->head >= 0 && item == topic->first_item;
}

static bool
can_stand_in (const PlnMover *mover, int item, int slot)
{
  return mover->survey->problem->items[item].room_ok[pln_survey_room (mover->survey, slot)]
         && mover->survey->items[item].cheapest[pln_survey_block (mover->survey, slot)] < PLN_NEVER;
}

/* -- Runs: items that follow one another stand or move as one --------------------------------------- */

/* Returns: place of the run's first item in its slot */
static int
find_run (const PlnMover *mover, int item, int *run, int *n)
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

static void
lift_run (PlnMover *mover, const int *run, int n)
{
  touch (mover, mover->state->spots[run[0]].slot);
  for (int k = 0; k < n; k++)
    pln_state_lift (mover->state, run[k]);
}

static bool
insert_run (PlnMover *mover, const int *run, int n, int slot, int place)
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
static void
close_gaps (PlnMover *mover)
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
static bool
place_after_head (const PlnMover *mover, int topic, int *slot, int *place)
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

  if (insert_run (mover, &item, 1, slot, place))
    {
      pln_state_settle (mover->state);
      if (pln_state_energy (mover->state) < best->energy)
        *best = (Choice){ slot, place, pln_state_energy (mover->state) };
    }
  pln_state_roll_back (mover->state, mark);
}

static Choice
choose_place (PlnMover *mover, int item, int tries)
{
  const PlnSurveyItem *mine = &mover->survey->items[item];
  Choice best = { -1, 0, G_MAXINT64 };
  int n = tries > 0 ? MIN (tries, mine->n_slots) : mine->n_slots, shift = tries > 0 ? roll (mover, MAX (1, mine->n_slots)) : 0;

  for (int k = 0; k < n; k++)
    {
      int slot = mine->slots[(shift + k) % mine->n_slots];

      for (int place = 0; place <= mover->state->queues[slot].n; place++)
        try_place (mover, item, slot, place, &best);
    }
  return best;
}

bool
pln_mover_insert_best (PlnMover *mover, int topic, int tries)
{
  const PlnSurveyTopic *mine = &mover->survey->topics[topic];
  PlnMark mark;

  if (mine->hopeless)
    return false;
  pln_state_settle (mover->state);
  mark = pln_state_mark (mover->state);
  for (int part = 0; part < mine->n_parts; part++)
    {
      int item = mine->first_item + part;
      Choice choice = { -1, 0, 0 };

      if (part == 0 && mine->head >= 0)
        {
          if (!place_after_head (mover, topic, &choice.slot, &choice.place))
            choice.slot = -1;
        }
      else
        choice = choose_place (mover, item, tries);
      if (choice.slot < 0 || !insert_run (mover, &item, 1, choice.slot, choice.place))
        {
          pln_state_roll_back (mover->state, mark);
          return false;
        }
      pln_state_settle (mover->state);
    }
  return true;
}

static bool
insert_anywhere (PlnMover *mover, int topic)
{
  const PlnSurveyTopic *mine = &mover->survey->topics[topic];

  if (mine->head >= 0 && !pln_state_stands (mover->state, mine->head) && !insert_anywhere (mover, mine->head))
    return false;
  for (int part = 0; part < mine->n_parts; part++)
    {
      int item = mine->first_item + part, slot, place;

      if (part == 0 && mine->head >= 0)
        {
          if (!place_after_head (mover, topic, &slot, &place))
            return false;
        }
      else
        {
          slot = mover->survey->items[item].slots[roll (mover, mover->survey->items[item].n_slots)];
          place = roll (mover, mover->state->queues[slot].n + 1);
        }
      if (!insert_run (mover, &item, 1, slot, place))
        return false;
    }
  return true;
}

static bool push_topic (PlnMover *mover, int topic);

/* -- Moves ------------------------------------------------------------------------------------------ */

static bool
relocate (PlnMover *mover, int item)
{
  int slot, place, from = mover->state->spots[item].slot, at;

  at = find_run (mover, item, mover->run, &mover->n_run);
  slot = mover->survey->items[mover->run[0]].slots[roll (mover, mover->survey->items[mover->run[0]].n_slots)];
  if (slot == from && mover->state->queues[slot].n == mover->n_run)
    return false;
  lift_run (mover, mover->run, mover->n_run);
  place = roll (mover, mover->state->queues[slot].n + 1);
  if (slot == from && place == at)
    place = mover->state->queues[slot].n - at;
  return insert_run (mover, mover->run, mover->n_run, slot, place);
}

static bool
swap (PlnMover *mover, int item)
{
  PlnState *state = mover->state;
  int slot = state->spots[item].slot, other_slot, other, place, other_place;
  const PlnSurveyItem *mine;

  place = find_run (mover, item, mover->run, &mover->n_run);
  mine = &mover->survey->items[mover->run[0]];
  other_slot = mine->slots[roll (mover, mine->n_slots)];
  if (state->queues[other_slot].n == 0 || other_slot == slot)
    return false;
  other = state->queues[other_slot].items[roll (mover, state->queues[other_slot].n)];
  if (!can_stand_in (mover, other, slot))
    return false;
  other_place = find_run (mover, other, mover->other_run, &mover->n_other_run);
  lift_run (mover, mover->run, mover->n_run);
  lift_run (mover, mover->other_run, mover->n_other_run);
  return insert_run (mover, mover->run, mover->n_run, other_slot, other_place)
         && insert_run (mover, mover->other_run, mover->n_other_run, slot, place);
}

static bool
drop (PlnMover *mover, int item)
{
  int topic = topic_of (mover, item);

  if (mover->survey->topics[topic].must)
    return false;
  pln_mover_lift_topic (mover, topic);
  return true;
}

static bool
move_topic (PlnMover *mover, int item)
{
  int n;

  pln_mover_lift_topic (mover, topic_of (mover, item));
  n = mover->n_victims;
  for (int k = n - 1; k >= 0; k--)
    if (!insert_anywhere (mover, mover->victims[k]))
      return false;
  return true;
}

/* Puts back what the move lifted, as well as may be, or leaves it out. */
static void
put_back_victims (PlnMover *mover, int tries)
{
  int n = mover->n_victims;

  for (int k = n - 1; k >= 0; k--)
    if (mover->state->n_standing[mover->victims[k]] == 0)
      pln_mover_insert_best (mover, mover->victims[k], tries);
}

static gint64
weight_of (const PlnMover *mover, int topic)
{
  return mover->survey->topics[topic].must ? mover->state->must_weight[topic] : mover->survey->topics[topic].drop_cost;
}

/* Can the two stand like this, as far as `link` goes? */
static bool
link_allows (const PlnMover *mover, const PlnLink *link, PlnSpot a, PlnSpot b)
{
  const PlnSurvey *survey = mover->survey;
  const PlnProblem *problem = survey->problem;
  const int *transfer = problem->meeting->transfer;
  int x = pln_survey_room (survey, a.slot), y = pln_survey_room (survey, b.slot);

  if (a.start < pln_spot_end (b) && b.start < pln_spot_end (a))
    return !link->apart && !link->transfer;
  if (!link->transfer || x == y)
    return true;
  if (a.start < b.start)
    return problem->minute[b.start] - pln_problem_end_minute (problem, a.start, a.length) >= transfer[x * survey->n_rooms + y];
  return problem->minute[a.start] - pln_problem_end_minute (problem, b.start, b.length) >= transfer[y * survey->n_rooms + x];
}

static bool
bond_allows (const PlnMover *mover, PlnBondKind kind, PlnSpot mine, PlnSpot other)
{
  bool same_day = pln_survey_day (mover->survey, mine.slot) == pln_survey_day (mover->survey, other.slot);

  switch (kind)
    {
    case PLN_BOND_AFTER:
      return pln_spot_end (other) <= mine.start;
    case PLN_BOND_BEFORE:
      return pln_spot_end (mine) <= other.start;
    case PLN_BOND_SAME_DAY:
      return same_day;
    case PLN_BOND_OTHER_DAY:
      return !same_day;
    case PLN_BOND_SOFT_AFTER:
    case PLN_BOND_SOFT_BEFORE:
      break;
    }
  return true;
}

/* Calls for every topic that an item at a spot could not bear; one of several parts may be named twice. */
static void
find_rivals (PlnMover *mover, int item, PlnSpot spot, void (*found) (PlnMover *mover, int topic, gint64 *sum), gint64 *sum)
{
  PlnState *state = mover->state;
  const PlnSurveyTopic *mine = &mover->survey->topics[topic_of (mover, item)];

  state->ticks += mine->n_links + mine->n_hard;
  for (int k = 0; k < mine->n_links; k++)
    {
      const PlnLink *link = &mine->links[k];
      const PlnSurveyTopic *other = &mover->survey->topics[link->other];

      for (int part = 0; part < other->n_parts && (link->apart || link->transfer); part++)
        {
          PlnSpot there = state->spots[other->first_item + part];

          if (there.slot != PLN_LIFTED && other->first_item + part != item && !link_allows (mover, link, spot, there))
            found (mover, link->other, sum);
        }
    }
  for (int k = 0; k < mine->n_hard; k++)
    {
      const PlnSurveyTopic *other = &mover->survey->topics[mine->bonds[k].other];

      for (int part = 0; part < other->n_parts; part++)
        {
          PlnSpot there = state->spots[other->first_item + part];

          if (there.slot != PLN_LIFTED && !bond_allows (mover, mine->bonds[k].kind, spot, there))
            found (mover, mine->bonds[k].other, sum);
        }
    }
}

static void
weigh_rival (PlnMover *mover, int topic, gint64 *sum)
{
  *sum += 1 + weight_of (mover, topic);
}

static void
lift_rival (PlnMover *mover, int topic, gint64 *sum)
{
  pln_mover_lift_topic (mover, topic);
}

/* Draws a spot of its own least length for an item; false: none met. */
static bool
draw_spot (PlnMover *mover, int item, PlnSpot *spot)
{
  const PlnSurvey *survey = mover->survey;
  const PlnSurveyItem *mine = &survey->items[item];
  int slot = mine->slots[roll (mover, mine->n_slots)], block = pln_survey_block (survey, slot);
  int first = survey->starts_first[block], n = survey->starts_first[block + 1] - first;

  for (int k = 0; k < 8; k++)
    {
      int start = survey->starts[first + roll (mover, n)], length = survey->problem->items[item].least;

      if (start + length <= survey->problem->block_first[block] + survey->problem->block_capacity[block]
          && pln_survey_cost (survey, item, pln_survey_room (survey, slot), start, length) < PLN_NEVER)
        {
          *spot = (PlnSpot){ slot, start, length };
          return true;
        }
    }
  return false;
}

/* The spot with the lightest rivals of a few drawn. */
static bool
choose_spot (PlnMover *mover, int item, int tries, PlnSpot *best)
{
  gint64 least = G_MAXINT64;

  for (int k = 0; k < tries; k++)
    {
      PlnSpot spot;
      gint64 sum = 0;

      if (!draw_spot (mover, item, &spot))
        continue;
      find_rivals (mover, item, spot, weigh_rival, &sum);
      for (int x = 0; x < mover->state->queues[spot.slot].n; x++)
        {
          PlnSpot other = mover->state->spots[mover->state->queues[spot.slot].items[x]];

          if (other.start < pln_spot_end (spot) && spot.start < pln_spot_end (other))
            sum += weight_of (mover, topic_of (mover, mover->state->queues[spot.slot].items[x])) / 2;
        }
      if (sum < least)
        {
          least = sum;
          *best = spot;
        }
    }
  return least < G_MAXINT64;
}

static int
place_for_start (const PlnMover *mover, int slot, int start)
{
  const PlnQueue *queue = &mover->state->queues[slot];
  int place = 0;

  while (place < queue->n && mover->state->spots[queue->items[place]].start < start)
    place++;
  return place;
}

/* Where the items of a run would stand if its first stood at a spot, each at its least length. */
static PlnSpot
spot_in_run (const PlnMover *mover, const int *run, int k, PlnSpot first)
{
  for (int l = 0; l < k; l++)
    first.start += mover->survey->problem->items[run[l]].least;
  first.length = mover->survey->problem->items[run[k]].least;
  return first;
}

static bool
insert_pinned (PlnMover *mover, const int *run, int n, PlnSpot spot, int place)
{
  bool done;

  mover->state->pinned = run[0];
  mover->state->pinned_start = spot.start;
  done = insert_run (mover, run, n, spot.slot, place);
  mover->state->pinned = -1;
  return done;
}

static bool
were_lifted (const PlnMover *mover, const int *run, int n, const int *n_standing)
{
  for (int k = 0; k < n; k++)
    if (mover->state->n_standing[topic_of (mover, run[k])] != n_standing[k])
      return true;
  return false;
}

/* Makes room for a run at a spot: whatever it could not bear leaves, and then what fills the slot. */
static bool
push_in (PlnMover *mover, const int *run, int n, PlnSpot spot)
{
  PlnState *state = mover->state;
  const PlnQueue *queue = &state->queues[spot.slot];
  bool pinned = roll (mover, 2);
  int n_standing[MOST_CHAINED];

  for (int k = 0; k < n; k++)
    n_standing[k] = state->n_standing[topic_of (mover, run[k])];
  for (int k = 0; k < n; k++)
    find_rivals (mover, run[k], spot_in_run (mover, run, k, spot), lift_rival, NULL);
  for (int k = 0; k < 3 + n && !were_lifted (mover, run, n, n_standing); k++)
    {
      int place = place_for_start (mover, spot.slot, spot.start);

      if (pinned ? insert_pinned (mover, run, n, spot, place) : insert_run (mover, run, n, spot.slot, place))
        return true;
      if (queue->n == 0)
        return false;
      if (place == queue->n || (place > 0 && roll (mover, 2)))
        place--;
      pln_mover_lift_topic (mover, topic_of (mover, queue->items[place]));
    }
  return false;
}

/* The chain of topics of one part each that ends with this one, as items, first to last.
 * Returns: how many; 0: too many, or one has several parts */
static int
find_chain (const PlnMover *mover, int topic, int *run)
{
  int n = 0;

  for (int at = topic; at >= 0; at = mover->survey->topics[at].head)
    if (n == MOST_CHAINED || mover->survey->topics[at].n_parts > 1)
      return 0;
    else
      run[n++] = mover->survey->topics[at].first_item;
  for (int k = 0; k < n / 2; k++)
    {
      int item = run[k];

      run[k] = run[n - 1 - k];
      run[n - 1 - k] = item;
    }
  return n;
}

static bool
push_chain (PlnMover *mover, int topic)
{
  int run[MOST_CHAINED], n = find_chain (mover, topic, run);
  PlnSpot spot = { PLN_LIFTED, 0, 0 };

  if (n == 0)
    return false;
  pln_mover_lift_topic (mover, topic_of (mover, run[0]));
  return choose_spot (mover, run[0], 1 + roll (mover, 8), &spot) && push_in (mover, run, n, spot);
}

static bool
push_part (PlnMover *mover, int item)
{
  PlnSpot spot = { PLN_LIFTED, 0, 0 };

  return choose_spot (mover, item, 1 + roll (mover, 8), &spot) && push_in (mover, &item, 1, spot);
}

static bool
push_after_head (PlnMover *mover, int topic)
{
  const PlnSurveyTopic *mine = &mover->survey->topics[topic];
  int slot, place, item = mine->first_item;

  if (!pln_state_stands (mover->state, mine->head) && !push_topic (mover, mine->head))
    return false;
  return place_after_head (mover, topic, &slot, &place) && insert_run (mover, &item, 1, slot, place);
}

/* Puts a topic where others stand; what had to leave is put back as well as may be. */
static bool
push_topic (PlnMover *mover, int topic)
{
  const PlnSurveyTopic *mine = &mover->survey->topics[topic];
  bool chained = mine->head >= 0 && mine->n_parts == 1 && roll (mover, 2);

  if (chained ? !push_chain (mover, topic) : mine->head >= 0 ? !push_after_head (mover, topic) : !push_part (mover, mine->first_item))
    return false;
  for (int part = 1; part < mine->n_parts; part++)
    if (!push_part (mover, mine->first_item + part))
      return false;
  put_back_victims (mover, 4);
  return true;
}

/* Lifts the item's topic and some that stand near it. */
static void
lift_few (PlnMover *mover, int item)
{
  PlnState *state = mover->state;
  const PlnSurveyItem *mine = &mover->survey->items[item];
  int n = 2 + roll (mover, 3), slot = state->spots[item].slot;

  pln_mover_lift_topic (mover, topic_of (mover, item));
  for (int k = 1; k < n; k++)
    {
      if (roll (mover, 2))
        slot = mine->slots[roll (mover, mine->n_slots)];
      if (state->queues[slot].n > 0)
        pln_mover_lift_topic (mover, topic_of (mover, state->queues[slot].items[roll (mover, state->queues[slot].n)]));
    }
}

#define MOST_CLEARED 8

/* Lifts all that stands in a slot, so that it may stay empty, and perhaps one more. */
static void
clear_slot (PlnMover *mover, int slot)
{
  PlnState *state = mover->state;

  while (state->queues[slot].n > 0 && mover->n_victims < MOST_CLEARED)
    pln_mover_lift_topic (mover, topic_of (mover, state->queues[slot].items[0]));
  slot = roll (mover, mover->survey->n_slots);
  if (roll (mover, 2) && state->queues[slot].n > 0)
    pln_mover_lift_topic (mover, topic_of (mover, state->queues[slot].items[roll (mover, state->queues[slot].n)]));
}

/* In any order, or by length. */
static void
shuffle_victims (PlnMover *mover)
{
  const PlnSurvey *survey = mover->survey;
  bool by_length = roll (mover, 2);

  for (int k = mover->n_victims - 1; k > 0; k--)
    {
      int other = roll (mover, k + 1), topic = mover->victims[k];

      mover->victims[k] = mover->victims[other];
      mover->victims[other] = topic;
    }
  for (int k = 1; k < mover->n_victims && by_length; k++) /* the longest last: they are put back from the end */
    for (int l = k; l > 0; l--)
      {
        int a = mover->victims[l - 1], b = mover->victims[l];

        if (survey->problem->items[survey->topics[a].first_item].most <= survey->problem->items[survey->topics[b].first_item].most)
          break;
        mover->victims[l - 1] = b;
        mover->victims[l] = a;
      }
}

/* Lifts a few topics and puts them back where they cost least. */
static bool
replant (PlnMover *mover, int item)
{
  if (roll (mover, 3) == 0)
    clear_slot (mover, mover->state->spots[item].slot);
  else
    lift_few (mover, item);
  shuffle_victims (mover);
  close_gaps (mover);
  for (int again = 0; again < 2; again++) /* followers can only stand after their heads */
    put_back_victims (mover, 0);
  return true;
}

/* Two slots of a room exchange what stands in them. */
static bool
swap_slots (PlnMover *mover, int item)
{
  PlnState *state = mover->state;
  const PlnSurvey *survey = mover->survey;
  int a = state->spots[item].slot, b = pln_survey_slot (survey, pln_survey_room (survey, a), roll (mover, survey->n_blocks));
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
  int role = roll (mover, mover->survey->n_roles), slot = roll (mover, mover->survey->n_slots), person;
  const PlnRole *mine = &mover->survey->meeting->roles[role];

  if (state->queues[slot].n == 0 || mine->n_pool == 0)
    return false;
  if (roll (mover, 4) == 0)
    person = pln_state_best_holder (state, role, slot);
  else
    person = mine->pool[roll (mover, mine->n_pool)];
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
  int n_slots = mover->survey->n_slots, n_roles = mover->survey->n_roles, role = roll (mover, n_roles), a = roll (mover, n_slots);
  bool same_slot = n_roles > 1 && roll (mover, 3) == 0;
  int other_role = same_slot ? (role + 1 + roll (mover, n_roles - 1)) % n_roles : role, b = same_slot ? a : roll (mover, n_slots);
  int x = state->holders[role * n_slots + a], y = state->holders[other_role * n_slots + b];

  if (state->queues[a].n == 0 || state->queues[b].n == 0 || x == y)
    return false;
  pln_state_entrust (state, role, a, -1);
  pln_state_entrust (state, other_role, b, -1);
  return hand_over (mover, role, a, y) && hand_over (mover, other_role, b, x);
}

static bool
change_items (PlnMover *mover, int topic)
{
  const PlnSurveyTopic *mine = &mover->survey->topics[topic];
  int item = mine->first_item + roll (mover, mine->n_parts), kind = roll (mover, 100);

  if (mine->hopeless)
    return false;
  if (!pln_state_stands (mover->state, topic))
    return kind < 50 ? insert_anywhere (mover, topic) : push_topic (mover, topic);
  if (roll (mover, 100) == 0)
    return replant (mover, item);
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

  if (state->n_absent > 0 && roll (mover, 8) < (state->n_waiting > 0 ? 4 : 1))
    return state->absent[roll (mover, state->n_absent)];
  return roll (mover, mover->survey->n_topics);
}

bool
pln_mover_step (PlnMover *mover)
{
  bool done;

  mover->n_touched = mover->n_victims = 0;
  if (mover->survey->n_topics == 0)
    return false;
  if (mover->survey->n_roles > 0 && roll (mover, 100) < 20)
    done = roll (mover, 2) ? change_duty (mover) : swap_duties (mover);
  else
    done = change_items (mover, draw_topic (mover));
  if (!done)
    return false;
  close_gaps (mover);
  pln_state_settle (mover->state);
  return true;
}
