/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/state.h"

#include <string.h>

enum
{
  CHANGE_SPOT,
  CHANGE_HOLDER,
  CHANGE_SLOT_COST,
  CHANGE_DAY_COST,
};

/* -- Life ------------------------------------------------------------------------------------------ */

static void
start_loads (PlnState *state)
{
  const PlnSurvey *survey = state->survey;

  for (int role = 0; role < survey->n_roles; role++)
    for (int k = 0; k < survey->meeting->roles[role].n_pool; k++)
      state->load[role * survey->n_people + survey->meeting->roles[role].pool[k]]
          = survey->meeting->roles[role].history[k];
}

/* A `must` weighs more than anything that could be had for leaving it out. */
static void
weigh_musts (PlnState *state)
{
  const PlnSurvey *survey = state->survey;
  gint64 most = 300;

  for (int t = 0; t < survey->n_topics; t++)
    most = MAX (most, survey->topics[t].drop_cost);
  for (int t = 0; t < survey->n_topics; t++)
    if (survey->topics[t].must)
      {
        state->must_weight[t] = 3 * most;
        state->waiting_cost += state->must_weight[t];
        state->n_waiting++;
      }
    else
      state->drop_cost += survey->topics[t].drop_cost;
  state->cost = state->drop_cost;
}

PlnState *
pln_state_new (const PlnSurvey *survey)
{
  PlnState *state = g_new0 (PlnState, 1);
  gsize n_slots = (gsize) survey->n_slots, n_roomdays = (gsize) (survey->n_rooms * survey->n_days);

  state->survey = survey;
  state->spots = g_new (PlnSpot, (gsize) survey->n_items + 1);
  state->queues = g_new0 (PlnQueue, n_slots);
  state->in_block = g_new0 (int, (gsize) survey->n_blocks);
  state->least = g_new0 (int, n_slots);
  state->n_standing = g_new0 (int, (gsize) survey->n_topics + 1);
  state->clash = g_new0 (int, (gsize) survey->first_guest[survey->n_items] + 1);
  state->on_day = g_new0 (int, (gsize) (survey->n_clusters * survey->n_days) + 1);
  state->holders = g_new (int, (gsize) survey->n_roles *n_slots + 1);
  state->load = g_new0 (int, (gsize) (survey->n_roles * survey->n_people) + 1);
  if (survey->n_roles > 0 && survey->n_rooms > 1)
    state->engaged = g_new0 (int, (gsize) (survey->n_blocks * survey->n_people) + 1);
  state->slot_cost = g_new0 (gint64, n_slots);
  state->day_cost = g_new0 (gint64, n_roomdays);
  state->must_weight = g_new0 (gint64, (gsize) survey->n_topics + 1);
  state->absent = g_new (int, (gsize) survey->n_topics + 1);
  state->absent_at = g_new (int, (gsize) survey->n_topics + 1);
  for (int t = 0; t < survey->n_topics; t++)
    state->absent[t] = state->absent_at[t] = t;
  state->n_absent = survey->n_topics;
  state->dirty_slots = g_new (int, n_slots);
  state->dirty_days = g_new (int, n_roomdays);
  state->slot_is_dirty = g_new0 (bool, n_slots);
  state->day_is_dirty = g_new0 (bool, n_roomdays);
  state->near = g_new (int, (gsize) survey->n_items + 1);
  state->near_links = g_new (int, (gsize) survey->n_items + 1);
  for (int item = 0; item < survey->n_items; item++)
    state->spots[item] = (PlnSpot){ PLN_LIFTED, 0, 0 };
  for (gsize slot = 0; slot < n_slots; slot++)
    state->queues[slot].items = g_new (int, (gsize) survey->longest + 1);
  for (int cell = 0; cell < survey->n_roles * survey->n_slots; cell++)
    state->holders[cell] = -1;
  start_loads (state);
  weigh_musts (state);
  state->arranger = pln_arranger_new (survey);
  state->pinned = -1;
  return state;
}

void
pln_state_free (PlnState *state)
{
  if (!state)
    return;
  for (int slot = 0; slot < state->survey->n_slots; slot++)
    g_free (state->queues[slot].items);
  g_free (state->spots);
  g_free (state->queues);
  g_free (state->in_block);
  g_free (state->least);
  g_free (state->n_standing);
  g_free (state->clash);
  g_free (state->on_day);
  g_free (state->holders);
  g_free (state->load);
  g_free (state->engaged);
  g_free (state->slot_cost);
  g_free (state->day_cost);
  g_free (state->must_weight);
  g_free (state->absent);
  g_free (state->absent_at);
  g_free (state->dirty_slots);
  g_free (state->dirty_days);
  g_free (state->slot_is_dirty);
  g_free (state->day_is_dirty);
  g_free (state->near);
  g_free (state->near_links);
  g_free (state->changes);
  pln_arranger_free (state->arranger);
  g_free (state);
}

/* -- The journal ----------------------------------------------------------------------------------- */

static void
log_change (PlnState *state, PlnChange change)
{
  if (state->n_changes == state->allocated_changes)
    {
      state->allocated_changes = MAX (256, 2 * state->allocated_changes);
      state->changes = g_renew (PlnChange, state->changes, state->allocated_changes);
    }
  state->changes[state->n_changes++] = change;
}

static void
mark_dirty (PlnState *state, int slot)
{
  const PlnSurvey *survey = state->survey;
  int day = pln_survey_room (survey, slot) * survey->n_days + pln_survey_day (survey, slot);

  if (!state->slot_is_dirty[slot])
    {
      state->slot_is_dirty[slot] = true;
      state->dirty_slots[state->n_dirty_slots++] = slot;
    }
  if (!state->day_is_dirty[day])
    {
      state->day_is_dirty[day] = true;
      state->dirty_days[state->n_dirty_days++] = day;
    }
}

static void
clear_dirty (PlnState *state)
{
  for (int k = 0; k < state->n_dirty_slots; k++)
    state->slot_is_dirty[state->dirty_slots[k]] = false;
  for (int k = 0; k < state->n_dirty_days; k++)
    state->day_is_dirty[state->dirty_days[k]] = false;
  state->n_dirty_slots = state->n_dirty_days = 0;
}

PlnMark
pln_state_mark (const PlnState *state)
{
  return (PlnMark){ state->n_changes, state->cost, state->drop_cost, state->waiting_cost, state->n_waiting };
}

void
pln_state_keep (PlnState *state)
{
  state->n_changes = 0;
}

/* -- Neighbours ------------------------------------------------------------------------------------ */

static int
near_by_block (PlnState *state, int item, int room, int block)
{
  const PlnSurvey *survey = state->survey;
  const int *link_at = survey->link_at + survey->problem->items[item].topic * survey->n_topics;
  int n = 0;

  for (int slot = block, other = 0; slot < survey->n_slots; slot += survey->n_blocks, other++)
    for (int k = 0; k < state->queues[slot].n && other != room; k++)
      {
        int neighbour = state->queues[slot].items[k], link = link_at[survey->problem->items[neighbour].topic];

        if (link < 0 || neighbour == item)
          continue;
        state->near[n] = neighbour;
        state->near_links[n++] = link;
      }
  return n;
}

static int
near_by_links (PlnState *state, int item, int room, int block)
{
  const PlnSurvey *survey = state->survey;
  const PlnSurveyTopic *topic = &survey->topics[survey->problem->items[item].topic];
  int n = 0;

  for (int k = 0; k < topic->n_links; k++)
    {
      const PlnSurveyTopic *other = &survey->topics[topic->links[k].other];

      for (int part = 0; part < other->n_parts; part++)
        {
          int neighbour = other->first_item + part, slot = state->spots[neighbour].slot;

          if (slot < 0 || neighbour == item || pln_survey_block (survey, slot) != block
              || pln_survey_room (survey, slot) == room)
            continue;
          state->near[n] = neighbour;
          state->near_links[n++] = k;
        }
    }
  return n;
}

int
pln_state_near (PlnState *state, int item, int room, int block)
{
  const PlnSurvey *survey = state->survey;
  int n_links = survey->topics[survey->problem->items[item].topic].n_links;

  if (n_links == 0)
    return 0;
  state->ticks += MIN (n_links, state->in_block[block] + survey->n_rooms);
  return n_links < state->in_block[block] + survey->n_rooms ? near_by_links (state, item, room, block)
                                                            : near_by_block (state, item, room, block);
}

/* -- What an item costs beside the others ---------------------------------------------------------- */

static bool
is_absent (const PlnProblemGuest *guest, PlnSpot spot)
{
  for (int k = 0; k < spot.length && guest->busy; k++)
    if (guest->busy[spot.start + k])
      return true;
  return false;
}

/* One more, or one fewer, item that keeps a guest of `item` away. */
static void
keep_guest (PlnState *state, int item, int guest, int change)
{
  const PlnSurvey *survey = state->survey;
  const PlnProblemGuest *mine = &survey->problem->guests[survey->problem->items[item].topic][guest];
  int *clash = &state->clash[survey->first_guest[item] + guest];
  bool before = *clash > 0;

  *clash += change;
  if (before != (*clash > 0) && !is_absent (mine, state->spots[item]))
    state->cost += change * mine->weight;
}

/* Adds (change 1) or takes away (-1) what the item at its spot has to do with those that overlap it. */
static void
meet_neighbours (PlnState *state, int item, int change)
{
  const PlnSurvey *survey = state->survey;
  PlnSpot spot = state->spots[item];
  const PlnLink *links = survey->topics[survey->problem->items[item].topic].links;
  int n = pln_state_near (state, item, pln_survey_room (survey, spot.slot), pln_survey_block (survey, spot.slot));

  for (int k = 0; k < n; k++)
    {
      PlnSpot other = state->spots[state->near[k]];
      const PlnLink *link = &links[state->near_links[k]];

      if (other.start >= pln_spot_end (spot) || spot.start >= pln_spot_end (other))
        continue;
      state->cost += change * link->parallel;
      for (int g = 0; g < link->n_guests; g++)
        keep_guest (state, item, survey->link_guests[link->first_guest + g], change);
      for (int g = 0; g < link->n_hosts; g++)
        keep_guest (state, state->near[k], survey->link_guests[link->first_host + g], change);
    }
}

/* Cost of the soft orders of a topic as things stand. */
static gint64
price_orders (const PlnState *state, int topic)
{
  const PlnSurvey *survey = state->survey;
  const PlnSurveyTopic *mine = &survey->topics[topic];
  gint64 cost = 0;

  if (!pln_state_stands (state, topic))
    return 0;
  for (int k = mine->n_hard; k < mine->n_bonds; k++)
    {
      const PlnSurveyTopic *other = &survey->topics[mine->bonds[k].other];
      bool after = mine->bonds[k].kind == PLN_BOND_SOFT_AFTER;
      const PlnSurveyTopic *early = after ? other : mine, *late = after ? mine : other;

      if (pln_state_stands (state, mine->bonds[k].other)
          && pln_spot_end (state->spots[early->first_item + early->n_parts - 1]) > state->spots[late->first_item].start)
        cost += mine->bonds[k].weight;
    }
  return cost;
}

static gint64
price_alone (const PlnState *state, int item)
{
  PlnSpot spot = state->spots[item];

  return pln_survey_cost (state->survey, item, pln_survey_room (state->survey, spot.slot), spot.start, spot.length);
}

/* -- Standing and lifting -------------------------------------------------------------------------- */

static void
join_queue (PlnState *state, int item)
{
  PlnQueue *queue = &state->queues[state->spots[item].slot];
  int at = queue->n++;

  for (; at > 0 && state->spots[queue->items[at - 1]].start > state->spots[item].start; at--)
    queue->items[at] = queue->items[at - 1];
  queue->items[at] = item;
}

static void
leave_queue (PlnState *state, int item)
{
  PlnQueue *queue = &state->queues[state->spots[item].slot];
  int at = 0;

  while (queue->items[at] != item)
    at++;
  queue->n--;
  memmove (queue->items + at, queue->items + at + 1, (size_t) (queue->n - at) * sizeof *queue->items);
}

static void
list_absent (PlnState *state, int topic, bool absent)
{
  int at = state->absent_at[topic], last;

  if (absent)
    {
      state->absent_at[topic] = state->n_absent;
      state->absent[state->n_absent++] = topic;
      return;
    }
  last = state->absent[--state->n_absent];
  state->absent[at] = last;
  state->absent_at[last] = at;
}

static void
count_parts (PlnState *state, int topic, int change)
{
  const PlnSurveyTopic *mine = &state->survey->topics[topic];
  bool before = pln_state_stands (state, topic), now;

  state->n_standing[topic] += change;
  now = pln_state_stands (state, topic);
  if (before == now)
    return;
  list_absent (state, topic, !now);
  if (mine->must)
    {
      state->n_waiting += now ? -1 : 1;
      state->waiting_cost += now ? -state->must_weight[topic] : state->must_weight[topic];
    }
  else
    {
      state->cost += now ? -mine->drop_cost : mine->drop_cost;
      state->drop_cost += now ? -mine->drop_cost : mine->drop_cost;
    }
}

static void
count_days (PlnState *state, int topic, int day, int change)
{
  const PlnSurvey *survey = state->survey;

  for (int k = 0; k < survey->topics[topic].n_clusters; k++)
    {
      int cluster = survey->topics[topic].clusters[k];
      int *n = &state->on_day[cluster * survey->n_days + day];
      bool before = *n > 0;
      int n_days = 0;

      *n += change;
      if (before == (*n > 0))
        continue;
      for (int d = 0; d < survey->n_days; d++)
        n_days += state->on_day[cluster * survey->n_days + d] > 0;
      if (n_days > (change < 0 ? 0 : 1))
        state->cost += change * survey->meeting->clusters[cluster].weight;
    }
}

/* The cast of a topic is needed in the block by one item more, or one fewer. */
static void
engage (PlnState *state, int topic, int block, int change)
{
  const PlnTopic *mine = &state->survey->meeting->topics[topic];

  for (int k = 0; k < mine->n_cast; k++)
    state->engaged[block * state->survey->n_people + mine->cast[k]] += change;
}

void
pln_state_stand (PlnState *state, int item, PlnSpot spot)
{
  const PlnSurvey *survey = state->survey;
  int topic = survey->problem->items[item].topic;

  g_assert (state->spots[item].slot == PLN_LIFTED);
  log_change (state, (PlnChange){ CHANGE_SPOT, item, state->spots[item], 0 });
  state->spots[item] = spot;
  join_queue (state, item);
  state->in_block[pln_survey_block (survey, spot.slot)]++;
  state->least[spot.slot] += survey->problem->items[item].least;
  count_parts (state, topic, 1);
  count_days (state, topic, pln_survey_day (survey, spot.slot), 1);
  state->cost += price_alone (state, item) + price_orders (state, topic);
  if (survey->topics[topic].n_links > 0)
    meet_neighbours (state, item, 1);
  if (state->engaged)
    engage (state, topic, pln_survey_block (survey, spot.slot), 1);
  mark_dirty (state, spot.slot);
  state->ticks++;
}

void
pln_state_lift (PlnState *state, int item)
{
  const PlnSurvey *survey = state->survey;
  int topic = survey->problem->items[item].topic;
  PlnSpot spot = state->spots[item];

  g_assert (spot.slot != PLN_LIFTED);
  log_change (state, (PlnChange){ CHANGE_SPOT, item, spot, 0 });
  if (survey->topics[topic].n_links > 0)
    meet_neighbours (state, item, -1);
  if (state->engaged)
    engage (state, topic, pln_survey_block (survey, spot.slot), -1);
  state->cost -= price_alone (state, item) + price_orders (state, topic);
  count_days (state, topic, pln_survey_day (survey, spot.slot), -1);
  count_parts (state, topic, -1);
  state->in_block[pln_survey_block (survey, spot.slot)]--;
  state->least[spot.slot] -= survey->problem->items[item].least;
  leave_queue (state, item);
  state->spots[item].slot = PLN_LIFTED;
  mark_dirty (state, spot.slot);
  state->ticks++;
}

/* -- Duties ---------------------------------------------------------------------------------------- */

static void
change_load (PlnState *state, int role, int slot, int person, int change)
{
  int *load = &state->load[role * state->survey->n_people + person];
  int weight = state->survey->meeting->weights[PLN_TERM_ROLE_LOAD];

  if (change < 0)
    *load -= 1;
  state->cost += (gint64) change * weight * *load;
  if (change > 0)
    *load += 1;
  if (state->engaged)
    state->engaged[pln_survey_block (state->survey, slot) * state->survey->n_people + person] += change;
}

void
pln_state_entrust (PlnState *state, int role, int slot, int person)
{
  int *holder = &state->holders[role * state->survey->n_slots + slot];

  if (*holder == person)
    return;
  log_change (state, (PlnChange){ CHANGE_HOLDER, role * state->survey->n_slots + slot, { 0, 0, 0 }, *holder });
  if (*holder >= 0)
    change_load (state, role, slot, *holder, -1);
  *holder = person;
  if (person >= 0)
    change_load (state, role, slot, person, 1);
  mark_dirty (state, slot);
}

/* -- Settling and going back ----------------------------------------------------------------------- */

static void
set_price (PlnState *state, int kind, int which, gint64 *cell, gint64 price)
{
  if (*cell == price)
    return;
  log_change (state, (PlnChange){ kind, which, { 0, 0, 0 }, *cell });
  state->cost += price - *cell;
  *cell = price;
}

void
pln_state_settle (PlnState *state)
{
  const PlnSurvey *survey = state->survey;

  if (survey->n_roles > 0)
    pln_state_staff (state);
  for (int k = 0; k < state->n_dirty_slots; k++)
    {
      int slot = state->dirty_slots[k];
      gint64 price = pln_state_price_slot (state, slot) + pln_state_price_duties (state, slot);

      set_price (state, CHANGE_SLOT_COST, slot, &state->slot_cost[slot], price);
    }
  for (int k = 0; k < state->n_dirty_days && (survey->n_roles > 0 || survey->n_clusters > 0); k++)
    {
      int index = state->dirty_days[k], room = index / survey->n_days, day = index % survey->n_days;
      gint64 price = pln_state_price_strangers (state, room, day) + pln_state_price_repeats (state, room, day);

      set_price (state, CHANGE_DAY_COST, index, &state->day_cost[index], price);
    }
  clear_dirty (state);
}

static void
undo (PlnState *state, PlnChange change)
{
  int n_slots = state->survey->n_slots;

  switch (change.kind)
    {
    case CHANGE_SPOT:
      if (state->spots[change.which].slot != PLN_LIFTED)
        pln_state_lift (state, change.which);
      else
        pln_state_stand (state, change.which, change.spot);
      break;
    case CHANGE_HOLDER:
      pln_state_entrust (state, change.which / n_slots, change.which % n_slots, (int) change.value);
      break;
    case CHANGE_SLOT_COST:
      state->slot_cost[change.which] = change.value;
      break;
    case CHANGE_DAY_COST:
      state->day_cost[change.which] = change.value;
      break;
    }
}

void
pln_state_roll_back (PlnState *state, PlnMark mark)
{
  for (int k = state->n_changes - 1; k >= mark.n_changes; k--)
    {
      undo (state, state->changes[k]);
      state->n_changes = k;
    }
  clear_dirty (state);
  state->cost = mark.cost;
  state->drop_cost = mark.drop_cost;
  state->waiting_cost = mark.waiting_cost;
  state->n_waiting = mark.n_waiting;
}
