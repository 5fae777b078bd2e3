/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Pushing a topic in where others stand. */

#include "planner/moves.h"

#define MOST_CHAINED 8 /* topics that follow one another and are pushed as one */

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
    return problem->minute[b.start] - pln_problem_end_minute (problem, a.start, a.length)
           >= transfer[x * survey->n_rooms + y];
  return problem->minute[a.start] - pln_problem_end_minute (problem, b.start, b.length)
         >= transfer[y * survey->n_rooms + x];
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
find_rivals (
    PlnMover *mover, int item, PlnSpot spot, void (*found) (PlnMover *mover, int topic, gint64 *sum), gint64 *sum)
{
  PlnState *state = mover->state;
  const PlnSurveyTopic *mine = &mover->survey->topics[pln_mover_topic (mover, item)];

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
  int slot = mine->slots[pln_mover_roll (mover, mine->n_slots)], block = pln_survey_block (survey, slot);
  int first = survey->starts_first[block], n = survey->starts_first[block + 1] - first;

  for (int k = 0; k < 8; k++)
    {
      int start = survey->starts[first + pln_mover_roll (mover, n)], length = survey->problem->items[item].least;

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
            sum += weight_of (mover, pln_mover_topic (mover, mover->state->queues[spot.slot].items[x])) / 2;
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

/* Does a run whose first stands at a spot end inside the block? */
static bool
run_fits (const PlnMover *mover, const int *run, int n, PlnSpot spot)
{
  const PlnProblem *problem = mover->survey->problem;
  int block = pln_survey_block (mover->survey, spot.slot);

  return pln_spot_end (spot_in_run (mover, run, n - 1, spot)) <= problem->block_first[block] + problem->block_capacity[block];
}

static bool
insert_pinned (PlnMover *mover, const int *run, int n, PlnSpot spot, int place)
{
  bool done;

  mover->state->pinned = run[0];
  mover->state->pinned_start = spot.start;
  done = pln_mover_insert_run (mover, run, n, spot.slot, place);
  mover->state->pinned = -1;
  return done;
}

static bool
were_lifted (const PlnMover *mover, const int *run, int n, const int *n_standing)
{
  for (int k = 0; k < n; k++)
    if (mover->state->n_standing[pln_mover_topic (mover, run[k])] != n_standing[k])
      return true;
  return false;
}

/* Makes room for a run at a spot: whatever it could not bear leaves, and then what fills the slot. */
static bool
push_in (PlnMover *mover, const int *run, int n, PlnSpot spot)
{
  PlnState *state = mover->state;
  const PlnQueue *queue = &state->queues[spot.slot];
  bool pinned = pln_mover_roll (mover, 2);
  int n_standing[MOST_CHAINED];

  if (!run_fits (mover, run, n, spot))
    return false;
  for (int k = 0; k < n; k++)
    n_standing[k] = state->n_standing[pln_mover_topic (mover, run[k])];
  for (int k = 0; k < n; k++)
    find_rivals (mover, run[k], spot_in_run (mover, run, k, spot), lift_rival, NULL);
  for (int k = 0; k < 3 + n && !were_lifted (mover, run, n, n_standing); k++)
    {
      int place = place_for_start (mover, spot.slot, spot.start);

      if (pinned ? insert_pinned (mover, run, n, spot, place) : pln_mover_insert_run (mover, run, n, spot.slot, place))
        return true;
      if (queue->n == 0)
        return false;
      if (place == queue->n || (place > 0 && pln_mover_roll (mover, 2)))
        place--;
      pln_mover_lift_topic (mover, pln_mover_topic (mover, queue->items[place]));
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
  pln_mover_lift_topic (mover, pln_mover_topic (mover, run[0]));
  return choose_spot (mover, run[0], 1 + pln_mover_roll (mover, 8), &spot) && push_in (mover, run, n, spot);
}

static bool
push_part (PlnMover *mover, int item)
{
  PlnSpot spot = { PLN_LIFTED, 0, 0 };

  return choose_spot (mover, item, 1 + pln_mover_roll (mover, 8), &spot) && push_in (mover, &item, 1, spot);
}

/* Right after the head, whatever else stands in that slot. */
static bool
push_after_head (PlnMover *mover, int topic)
{
  int slot, place, item = mover->survey->topics[topic].first_item, head = mover->survey->topics[topic].head;

  if (!pln_state_stands (mover->state, head) && !pln_mover_push (mover, head))
    return false;
  for (int k = 0; k < 6 && pln_mover_place_after_head (mover, topic, &slot, &place); k++)
    {
      const PlnQueue *queue = &mover->state->queues[slot];
      int other = queue->items[pln_mover_roll (mover, queue->n)];

      if (pln_mover_insert_run (mover, &item, 1, slot, place))
        return true;
      if (pln_mover_topic (mover, other) != head)
        pln_mover_lift_topic (mover, pln_mover_topic (mover, other));
    }
  return false;
}

/* The part that decides where the topic stands: the first. */
static bool
push_first (PlnMover *mover, int topic)
{
  const PlnSurveyTopic *mine = &mover->survey->topics[topic];

  if (mine->head < 0)
    return push_part (mover, mine->first_item);
  if (mine->n_parts == 1 && pln_mover_roll (mover, 2))
    return push_chain (mover, topic);
  return push_after_head (mover, topic);
}

/* Puts a topic where others stand; what had to leave is put back as well as may be. */
bool
pln_mover_push (PlnMover *mover, int topic)
{
  const PlnSurveyTopic *mine = &mover->survey->topics[topic];

  if (!push_first (mover, topic))
    return false;
  for (int part = 1; part < mine->n_parts; part++)
    if (!push_part (mover, mine->first_item + part))
      return false;
  pln_mover_put_back_victims (mover, 4);
  return true;
}
