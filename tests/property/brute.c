/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "brute-inside.h"

#include <string.h>

static bool
binds (const PlnBrute *brute, PlnRule rule, int topic, int person, int other)
{
  return pln_force_has (brute->force, (PlnStatement){ rule, topic, person, other });
}

static bool
in_cast (const PlnTopic *topic, int person)
{
  for (int k = 0; k < topic->n_cast; k++)
    if (topic->cast[k] == person)
      return true;
  return false;
}

/* -- One item alone ------------------------------------------------------------------------------ */

static bool
starts_well (const PlnBrute *brute, int item, PlnInterval time, int block)
{
  const PlnMeeting *m = brute->meeting;
  const PlnTopic *topic = &m->topics[m->items[item].topic];
  const PlnDay *day = &m->days[m->blocks[block].day];
  bool exempt = !day->has_starts, first_part = m->items[item].part == 0;

  for (int k = 0; k < topic->n_relations; k++)
    exempt = exempt || (first_part && topic->relations[k].kind == PLN_RELATION_FOLLOWS);
  for (int k = 0; k < day->n_starts; k++)
    exempt = exempt || day->starts[k] == time.start;
  if (topic->has_fixed_start && first_part && topic->fixed_start != time.start
      && binds (brute, PLN_RULE_FIXED, m->items[item].topic, -1, -1))
    return false;
  return exempt;
}

static bool
is_allowed (const PlnBrute *brute, int item, int room, int block, PlnInterval time)
{
  const PlnMeeting *m = brute->meeting;
  int index = m->items[item].topic;
  const PlnTopic *topic = &m->topics[index];

  if (time.end > m->blocks[block].interval.end || !starts_well (brute, item, time, block))
    return false;
  if (pln_spans_overlap (&m->rooms[room].unavailable, time))
    return false;
  if (!topic->room_fits[room] && binds (brute, PLN_RULE_ROOM_FIT, index, -1, -1))
    return false;
  for (int k = 0; k < topic->n_cast; k++)
    if (!pln_person_is_free (&m->people[topic->cast[k]], time)
        && binds (brute, PLN_RULE_PERSON_BUSY, index, topic->cast[k], -1))
      return false;
  for (int k = 0; k < topic->n_within; k++)
    if (!pln_spans_contain (&topic->within[k], time) && binds (brute, PLN_RULE_WITHIN, index, -1, -1))
      return false;
  return true;
}

static bool
would_miss (const PlnPerson *person, PlnInterval time)
{
  for (int k = 0; k < person->n_soft; k++)
    if (pln_spans_overlap (&person->soft[k].spans, time))
      return true;
  return !pln_person_is_free (person, time);
}

static gint64
cast_cost (const PlnMeeting *m, const PlnTopic *topic, PlnInterval time)
{
  gint64 cost = 0;

  for (int k = 0; k < topic->n_cast; k++)
    {
      const PlnPerson *person = &m->people[topic->cast[k]];

      for (int w = 0; w < person->n_soft; w++)
        cost += pln_spans_overlap (&person->soft[w].spans, time) ? person->soft[w].weight : 0;
      if (person->has_comfort && !pln_spans_contain (&person->comfort, time))
        cost += m->weights[PLN_TERM_COMFORT];
    }
  return cost;
}

static gint64
moved_cost (const PlnBrute *brute, int item, int room, int start)
{
  const PlnMeeting *m = brute->meeting;
  gint64 cost = 0;

  for (int d = 0; brute->previous && d < brute->previous->n_days; d++)
    for (int b = 0; b < brute->previous->days[d].n_blocks; b++)
      for (int k = 0; k < brute->previous->days[d].blocks[b].n_items; k++)
        {
          const PlnAgendaItem *old = &brute->previous->days[d].blocks[b].items[k];

          if (strcmp (old->id, m->items[item].id) == 0
              && (old->start.minute != start || strcmp (old->room, m->rooms[room].id) != 0))
            cost += m->weights[PLN_TERM_MOVED];
        }
  return cost;
}

static gint64
own_cost (const PlnBrute *brute, int item, int room, PlnInterval time)
{
  const PlnMeeting *m = brute->meeting;
  const PlnTopic *topic = &m->topics[m->items[item].topic];
  int minutes = time.end - time.start, tenths = 0;
  gint64 cost = cast_cost (m, topic, time) + moved_cost (brute, item, room, time.start);

  while (tenths * topic->preferred < 10 * (topic->preferred - minutes))
    cost += (gint64) m->weights[PLN_TERM_SHORTEN] * ++tenths;
  for (int k = 0; k < topic->n_prefer; k++)
    cost += pln_spans_contain (&topic->prefer[k].spans, time) ? 0 : topic->prefer[k].weight;
  for (int k = 0; k < topic->n_avoid; k++)
    cost += pln_spans_overlap (&topic->avoid[k].spans, time) ? topic->avoid[k].weight : 0;
  for (int k = 0; k < topic->n_optional; k++)
    cost += would_miss (&m->people[topic->optional[k].person], time) ? topic->optional[k].weight : 0;
  return cost;
}

static gint
compare_seats (gconstpointer a, gconstpointer b)
{
  const Seat *x = a, *y = b;

  if (x->cost != y->cost)
    return x->cost < y->cost ? -1 : 1;
  if (x->time.start != y->time.start)
    return x->time.start < y->time.start ? -1 : 1;
  return x->room != y->room ? x->room - y->room : y->time.end - x->time.end;
}

static void
add_seats (PlnBrute *brute, int item, int block, int start, GArray *seats)
{
  const PlnMeeting *m = brute->meeting;
  const PlnTopic *topic = &m->topics[m->items[item].topic];

  for (int room = 0; room < m->n_rooms; room++)
    for (int minutes = topic->least; minutes <= topic->preferred; minutes += m->granularity)
      {
        Seat seat = { room, block, { start, start + minutes }, 0 };

        if (!is_allowed (brute, item, room, block, seat.time))
          continue;
        seat.cost = own_cost (brute, item, room, seat.time);
        g_array_append_val (seats, seat);
      }
}

static void
find_seats (PlnBrute *brute, int item)
{
  const PlnMeeting *m = brute->meeting;
  GArray *seats = g_array_new (FALSE, FALSE, sizeof (Seat));

  for (int block = 0; block < m->n_blocks; block++)
    for (int start = m->blocks[block].interval.start; start < m->blocks[block].interval.end; start++)
      if (pln_meeting_on_grid (m, start))
        add_seats (brute, item, block, start, seats);
  g_array_sort (seats, compare_seats);
  brute->n_seats[item] = (int) seats->len;
  brute->seats[item] = (Seat *) (void *) g_array_free (seats, FALSE);
}

/* -- Two items ----------------------------------------------------------------------------------- */

static bool
people_clash (const PlnBrute *brute, int a, const Seat *x, int b, const Seat *y)
{
  const PlnMeeting *m = brute->meeting;
  int topic = m->items[a].topic, other = m->items[b].topic;
  bool overlap = pln_interval_overlaps (x->time, y->time), x_first = x->time.start < y->time.start;
  const Seat *first = x_first ? x : y, *second = x_first ? y : x;
  int way = m->transfer[first->room * m->n_rooms + second->room];
  bool too_far = !overlap && first->room != second->room && second->time.start - first->time.end < way;

  if (!overlap && !too_far)
    return false;
  for (int k = 0; k < m->topics[topic].n_cast; k++)
    {
      int person = m->topics[topic].cast[k];

      if (in_cast (&m->topics[other], person)
          && binds (brute, overlap ? PLN_RULE_PERSON_OVERLAP : PLN_RULE_TRANSFER, topic, person, other))
        return true;
    }
  return false;
}

static bool
parts_clash (const PlnBrute *brute, int a, const Seat *x, int b, const Seat *y)
{
  const PlnMeeting *m = brute->meeting;
  const Seat *first = a < b ? x : y, *second = a < b ? y : x;
  int topic = m->items[a].topic;
  bool same_day = m->blocks[x->block].day == m->blocks[y->block].day;

  if (first->time.end > second->time.start)
    return true;
  if (ABS (a - b) != 1 || !binds (brute, PLN_RULE_PART_SPACING, topic, -1, -1))
    return false;
  switch (m->topics[topic].spacing)
    {
    case PLN_SPACING_DIFFERENT_BLOCK:
      return x->block == y->block;
    case PLN_SPACING_DIFFERENT_DAY:
      return same_day;
    case PLN_SPACING_SAME_DAY:
      return !same_day;
    case PLN_SPACING_ANY:
      break;
    }
  return false;
}

/* Does the pair break what the topic of item a says of the topic of item b? */
static bool
relation_clashes (const PlnBrute *brute, const PlnRelation *relation, int a, const Seat *x, int b, const Seat *y)
{
  const PlnMeeting *m = brute->meeting;
  int topic = m->items[a].topic, other = m->items[b].topic;
  bool mine_first = m->items[a].part == 0, theirs_first = m->items[b].part == 0;
  bool theirs_last = m->items[b].part == m->topics[other].parts - 1;
  bool same_day = m->blocks[x->block].day == m->blocks[y->block].day;

  if (relation->soft)
    return false;
  switch (relation->kind)
    {
    case PLN_RELATION_AFTER:
      return mine_first && y->time.end > x->time.start && binds (brute, PLN_RULE_AFTER, topic, -1, other);
    case PLN_RELATION_BEFORE:
      return theirs_first && x->time.end > y->time.start && binds (brute, PLN_RULE_BEFORE, topic, -1, other);
    case PLN_RELATION_FOLLOWS:
      return mine_first && theirs_last && (y->time.end != x->time.start || y->room != x->room || y->block != x->block)
             && binds (brute, PLN_RULE_FOLLOWS, topic, -1, other);
    case PLN_RELATION_SAME_DAY:
      return !same_day && binds (brute, PLN_RULE_SAME_DAY, topic, -1, other);
    case PLN_RELATION_DIFFERENT_DAY:
      return same_day && binds (brute, PLN_RULE_DIFFERENT_DAY, topic, -1, other);
    case PLN_RELATION_APART:
      return pln_interval_overlaps (x->time, y->time) && binds (brute, PLN_RULE_APART, topic, -1, other);
    case PLN_RELATION_AVOID_PARALLEL:
      break;
    }
  return false;
}

static bool
position_clashes (const PlnBrute *brute, int a, const Seat *x, const Seat *y)
{
  const PlnMeeting *m = brute->meeting;
  PlnPosition position = m->topics[m->items[a].topic].position;
  bool near = x->room == y->room && m->blocks[x->block].day == m->blocks[y->block].day;

  if (position == PLN_POSITION_NONE || !binds (brute, PLN_RULE_POSITION, m->items[a].topic, -1, -1))
    return false;
  switch (position)
    {
    case PLN_POSITION_FIRST:
      return y->time.start < x->time.start;
    case PLN_POSITION_LAST:
      return y->time.end > x->time.end;
    case PLN_POSITION_DAY_FIRST:
      return near && y->time.start < x->time.start;
    case PLN_POSITION_DAY_LAST:
      return near && y->time.end > x->time.end;
    case PLN_POSITION_NONE:
      break;
    }
  return false;
}

static bool
half_clashes (const PlnBrute *brute, int a, const Seat *x, int b, const Seat *y)
{
  const PlnMeeting *m = brute->meeting;
  const PlnTopic *topic = &m->topics[m->items[a].topic];

  for (int k = 0; k < topic->n_relations; k++)
    if (topic->relations[k].other == m->items[b].topic && relation_clashes (brute, &topic->relations[k], a, x, b, y))
      return true;
  return position_clashes (brute, a, x, y);
}

static bool
clash (const PlnBrute *brute, int a, const Seat *x, int b, const Seat *y)
{
  const PlnMeeting *m = brute->meeting;

  if (x->room == y->room && pln_interval_overlaps (x->time, y->time))
    return true;
  if (people_clash (brute, a, x, b, y))
    return true;
  if (m->items[a].topic == m->items[b].topic)
    return parts_clash (brute, a, x, b, y);
  return half_clashes (brute, a, x, b, y) || half_clashes (brute, b, y, a, x);
}

/* -- All items ----------------------------------------------------------------------------------- */

static bool
is_placed (const PlnBrute *brute, int topic)
{
  return brute->placed[brute->meeting->topics[topic].first_item];
}

/* A topic that follows another is dropped if that one is. */
static bool
followers_stand (const PlnBrute *brute)
{
  const PlnMeeting *m = brute->meeting;

  for (int topic = 0; topic < m->n_topics; topic++)
    for (int k = 0; k < m->topics[topic].n_relations && is_placed (brute, topic); k++)
      {
        const PlnRelation *relation = &m->topics[topic].relations[k];

        if (relation->kind == PLN_RELATION_FOLLOWS && !is_placed (brute, relation->other)
            && binds (brute, PLN_RULE_FOLLOWS, topic, -1, relation->other))
          return false;
      }
  return true;
}

static bool
order_holds (const PlnBrute *brute, int earlier, int later)
{
  const PlnTopic *topic = &brute->meeting->topics[earlier];
  int start = brute->placed[brute->meeting->topics[later].first_item]->time.start;

  for (int item = topic->first_item; item < topic->first_item + topic->parts; item++)
    if (brute->placed[item]->time.end > start)
      return false;
  return true;
}

static int
n_overlaps (const PlnBrute *brute, int a, int b)
{
  const PlnTopic *x = &brute->meeting->topics[a], *y = &brute->meeting->topics[b];
  int n = 0;

  for (int i = x->first_item; i < x->first_item + x->parts; i++)
    for (int j = y->first_item; j < y->first_item + y->parts; j++)
      n += pln_interval_overlaps (brute->placed[i]->time, brute->placed[j]->time);
  return n;
}

static gint64
relations_cost (const PlnBrute *brute, int topic)
{
  const PlnTopic *t = &brute->meeting->topics[topic];
  gint64 cost = 0;

  for (int k = 0; k < t->n_relations; k++)
    {
      const PlnRelation *r = &t->relations[k];

      if (!r->soft || !is_placed (brute, r->other))
        continue;
      if (r->kind == PLN_RELATION_AVOID_PARALLEL)
        cost += (gint64) r->weight * n_overlaps (brute, topic, r->other);
      else if (r->kind == PLN_RELATION_AFTER ? !order_holds (brute, r->other, topic) : !order_holds (brute, topic, r->other))
        cost += r->weight;
    }
  return cost;
}

/* Guests who could come if they were not needed elsewhere; the others are in the seats' own cost. */
static gint64
guests_cost (const PlnBrute *brute, int item)
{
  const PlnMeeting *m = brute->meeting;
  const PlnTopic *topic = &m->topics[m->items[item].topic];
  PlnInterval time = brute->placed[item]->time;
  gint64 cost = 0;

  for (int k = 0; k < topic->n_optional; k++)
    {
      int guest = topic->optional[k].person;
      bool needed = false;

      for (int other = 0; other < m->n_items; other++)
        needed = needed || (other != item && brute->placed[other] && in_cast (&m->topics[m->items[other].topic], guest)
                            && pln_interval_overlaps (brute->placed[other]->time, time));
      if (needed && !would_miss (&m->people[guest], time))
        cost += topic->optional[k].weight;
    }
  return cost;
}

static bool
in_cluster (const PlnCluster *cluster, int topic)
{
  for (int k = 0; k < cluster->n_topics; k++)
    if (cluster->topics[k] == topic)
      return true;
  return false;
}

static bool
stands_between (const PlnBrute *brute, const PlnCluster *cluster, int item)
{
  const PlnMeeting *m = brute->meeting;
  const Seat *mine = brute->placed[item];
  bool one_before = false, one_after = false;

  for (int other = 0; other < m->n_items; other++)
    {
      const Seat *seat = brute->placed[other];

      if (!seat || !in_cluster (cluster, m->items[other].topic) || seat->room != mine->room
          || m->blocks[seat->block].day != m->blocks[mine->block].day)
        continue;
      one_before = one_before || seat->time.end <= mine->time.start;
      one_after = one_after || seat->time.start >= mine->time.end;
    }
  return one_before && one_after;
}

static gint64
cluster_cost (const PlnBrute *brute, const PlnCluster *cluster)
{
  const PlnMeeting *m = brute->meeting;
  int n_days = 0, n_between = 0;

  for (int day = 0; day < m->n_days; day++)
    {
      bool any = false;

      for (int item = 0; item < m->n_items; item++)
        any = any || (brute->placed[item] && in_cluster (cluster, m->items[item].topic)
                      && m->blocks[brute->placed[item]->block].day == day);
      n_days += any;
    }
  for (int item = 0; item < m->n_items; item++)
    if (brute->placed[item] && !in_cluster (cluster, m->items[item].topic))
      n_between += stands_between (brute, cluster, item);
  return (gint64) cluster->weight * (n_between + MAX (0, n_days - 1));
}

/* Minute by minute. */
static gint64
cell_cost (const PlnBrute *brute, int cell)
{
  const PlnMeeting *m = brute->meeting;
  int block = cell / m->n_rooms, room = cell % m->n_rooms, idle = 0, end = m->blocks[block].interval.start;

  for (int item = 0; item < m->n_items; item++)
    if (brute->placed[item] && brute->placed[item]->block == block && brute->placed[item]->room == room)
      end = MAX (end, brute->placed[item]->time.end);
  for (int minute = m->blocks[block].interval.start; minute < end; minute++)
    {
      PlnInterval now = { minute, minute + 1 };
      bool taken = pln_spans_overlap (&m->rooms[room].unavailable, now);

      for (int item = 0; item < m->n_items && !taken; item++)
        taken = brute->placed[item] && brute->placed[item]->room == room
                && pln_interval_overlaps (brute->placed[item]->time, now);
      idle += !taken;
    }
  return (gint64) m->weights[PLN_TERM_LATE] * block + (gint64) m->weights[PLN_TERM_IDLE] * ((idle + 4) / 5);
}

/* What the items cost together, beyond their own costs. Needs brute_find_used(). */
static gint64
common_cost (const PlnBrute *brute)
{
  const PlnMeeting *m = brute->meeting;
  gint64 cost = 0;

  for (int topic = 0; topic < m->n_topics; topic++)
    if (is_placed (brute, topic))
      cost += relations_cost (brute, topic);
  for (int item = 0; item < m->n_items; item++)
    if (brute->placed[item])
      cost += guests_cost (brute, item);
  for (int k = 0; k < m->n_clusters; k++)
    cost += cluster_cost (brute, &m->clusters[k]);
  for (int cell = 0; cell < brute->n_cells; cell++)
    if (brute->used[cell])
      cost += cell_cost (brute, cell);
  return cost;
}

static gint64
drop_cost (const PlnBrute *brute, int topic)
{
  const PlnTopic *t = &brute->meeting->topics[topic];
  static const PlnTerm terms[] = { PLN_TERM_DROP_LOW, PLN_TERM_DROP_NORMAL, PLN_TERM_DROP_HIGH };

  if (t->priority == PLN_PRIORITY_MUST)
    return 0;
  return (gint64) brute->meeting->weights[terms[t->priority]] * ((t->parts * t->preferred + 14) / 15);
}

static bool
may_drop (const PlnBrute *brute, int topic)
{
  return brute->meeting->topics[topic].priority != PLN_PRIORITY_MUST || !binds (brute, PLN_RULE_MUST, topic, -1, -1);
}

/* -- The search ---------------------------------------------------------------------------------- */

static void search_topic (PlnBrute *brute, int topic, gint64 cost);

static bool
is_over (PlnBrute *brute)
{
  return (brute->any_will_do && brute->found) || brute->nodes > brute->max_nodes;
}

static void
reach_leaf (PlnBrute *brute, gint64 cost)
{
  const Holders *holders;

  if (!followers_stand (brute))
    return;
  if (brute->any_will_do)
    {
      brute->found = true;
      return;
    }
  brute_find_used (brute);
  cost += common_cost (brute);
  if (brute->found && cost >= brute->best)
    return;
  holders = brute_best_holders (brute);
  cost += holders->cost;
  if (brute->found && cost >= brute->best)
    return;
  brute->found = true;
  brute->best = cost;
  memcpy (brute->best_placed, brute->placed, sizeof *brute->placed * (size_t) brute->meeting->n_items);
  memcpy (brute->best_holders, holders->holders, sizeof (int) * (size_t) (brute->n_cells * brute->meeting->n_roles));
}

static bool
clashes_with_earlier (const PlnBrute *brute, int item, const Seat *seat)
{
  for (int other = 0; other < item; other++)
    if (brute->placed[other] && clash (brute, item, seat, other, brute->placed[other]))
      return true;
  return false;
}

static void
search_part (PlnBrute *brute, int topic, int part, gint64 cost)
{
  const PlnTopic *t = &brute->meeting->topics[topic];
  int item = t->first_item + part;

  if (part == t->parts)
    {
      search_topic (brute, topic + 1, cost);
      return;
    }
  for (int k = 0; k < brute->n_seats[item] && !is_over (brute); k++)
    {
      const Seat *seat = &brute->seats[item][k];

      if (!brute->any_will_do && brute->found && cost + seat->cost + brute->rest[topic + 1] >= brute->best)
        break; /* seats come cheapest first */
      brute->nodes++;
      if (clashes_with_earlier (brute, item, seat))
        continue;
      brute->placed[item] = seat;
      search_part (brute, topic, part + 1, cost + seat->cost);
      brute->placed[item] = NULL;
    }
}

static void
search_topic (PlnBrute *brute, int topic, gint64 cost)
{
  if (is_over (brute) || (!brute->any_will_do && brute->found && cost + brute->rest[topic] >= brute->best))
    return;
  if (topic == brute->meeting->n_topics)
    {
      reach_leaf (brute, cost);
      return;
    }
  search_part (brute, topic, 0, cost);
  if (may_drop (brute, topic))
    search_topic (brute, topic + 1, cost + drop_cost (brute, topic));
}

static void
find_rest (PlnBrute *brute)
{
  const PlnMeeting *m = brute->meeting;

  brute->rest[m->n_topics] = 0;
  for (int topic = m->n_topics - 1; topic >= 0; topic--)
    {
      const PlnTopic *t = &m->topics[topic];
      gint64 least = 0;

      for (int item = t->first_item; item < t->first_item + t->parts; item++)
        least += brute->n_seats[item] > 0 ? brute->seats[item][0].cost : G_MAXINT32;
      if (may_drop (brute, topic))
        least = MIN (least, drop_cost (brute, topic));
      brute->rest[topic] = brute->rest[topic + 1] + least;
    }
}

static PlnBruteAnswer
search (PlnBrute *brute, long max_nodes, bool any_will_do)
{
  brute->any_will_do = any_will_do;
  brute->found = false;
  brute->nodes = 0;
  brute->max_nodes = max_nodes;
  search_topic (brute, 0, 0);
  if (brute->nodes > max_nodes)
    return PLN_BRUTE_TOO_LARGE;
  return brute->found ? PLN_BRUTE_OPTIMAL : PLN_BRUTE_INFEASIBLE;
}

PlnBruteAnswer
pln_brute_is_feasible (PlnBrute *brute, long max_nodes)
{
  return search (brute, max_nodes, true);
}

static PlnDraft *
best_draft (const PlnBrute *brute)
{
  const PlnMeeting *m = brute->meeting;
  PlnDraft *draft = pln_draft_new (m);

  for (int item = 0; item < m->n_items; item++)
    {
      const Seat *seat = brute->best_placed[item];

      if (seat)
        draft->items[item] = (PlnPlacement){ seat->room, seat->time.start, seat->time.end - seat->time.start };
    }
  for (int cell = 0; cell < brute->n_cells; cell++)
    for (int role = 0; role < m->n_roles; role++)
      draft->holders[pln_draft_holder_index (m, role, cell / m->n_rooms, cell % m->n_rooms)]
        = brute->best_holders[cell * m->n_roles + role];
  return draft;
}

PlnBruteAnswer
pln_brute_plan (PlnBrute *brute, long max_nodes, PlnDraft **draft, gint64 *cost)
{
  PlnBruteAnswer answer = search (brute, max_nodes, false);

  if (answer == PLN_BRUTE_OPTIMAL)
    {
      *draft = best_draft (brute);
      *cost = brute->best;
    }
  return answer;
}

/* -- Pricing a given plan ------------------------------------------------------------------------ */

static const Seat *
find_seat (const PlnBrute *brute, int item, const PlnPlacement *at)
{
  for (int k = 0; k < brute->n_seats[item]; k++)
    {
      const Seat *seat = &brute->seats[item][k];

      if (seat->room == at->room && seat->time.start == at->start && seat->time.end == at->start + at->minutes)
        return seat;
    }
  return NULL;
}

/* Seats the draft's items; false where one stands where none may. */
static bool
seat_draft (PlnBrute *brute, const PlnDraft *draft, gint64 *cost)
{
  const PlnMeeting *m = brute->meeting;

  for (int item = 0; item < m->n_items; item++)
    {
      int topic = m->items[item].topic;

      brute->placed[item] = NULL;
      if (draft->items[item].room < 0)
        {
          if (!may_drop (brute, topic))
            return false;
          *cost += m->items[item].part == 0 ? drop_cost (brute, topic) : 0;
          continue;
        }
      brute->placed[item] = find_seat (brute, item, &draft->items[item]);
      if (!brute->placed[item] || clashes_with_earlier (brute, item, brute->placed[item]))
        return false;
      *cost += brute->placed[item]->cost;
    }
  return followers_stand (brute);
}

bool
pln_brute_price (PlnBrute *brute, const PlnDraft *draft, gint64 *cost)
{
  const PlnMeeting *m = brute->meeting;
  g_autofree int *holders = g_new (int, (gsize) (brute->n_cells * m->n_roles) + 1);
  gint64 items = 0, duties = 0;
  bool good = seat_draft (brute, draft, &items);

  for (int cell = 0; cell < brute->n_cells; cell++)
    for (int role = 0; role < m->n_roles; role++)
      holders[cell * m->n_roles + role]
        = draft->holders[pln_draft_holder_index (m, role, cell / m->n_rooms, cell % m->n_rooms)];
  if (good)
    {
      brute_find_used (brute);
      good = brute_price_holders (brute, holders, &duties);
      *cost = items + common_cost (brute) + duties;
    }
  for (int item = 0; item < m->n_items; item++)
    brute->placed[item] = NULL;
  return good;
}

/* -- Life-cycle ---------------------------------------------------------------------------------- */

static void
free_holders (gpointer holders)
{
  brute_holders_free (holders);
}

PlnBrute *
pln_brute_new (const PlnMeeting *meeting, const PlnForce *force, const PlnAgenda *previous)
{
  PlnBrute *brute = g_new0 (PlnBrute, 1);

  brute->meeting = meeting;
  brute->force = force;
  brute->previous = previous;
  brute->n_cells = meeting->n_blocks * meeting->n_rooms;
  brute->seats = g_new0 (Seat *, meeting->n_items);
  brute->n_seats = g_new0 (int, meeting->n_items);
  brute->placed = g_new0 (const Seat *, meeting->n_items);
  brute->best_placed = g_new0 (const Seat *, meeting->n_items);
  brute->rest = g_new0 (gint64, (gsize) meeting->n_topics + 1);
  brute->used = g_new0 (bool, brute->n_cells);
  brute->best_holders = g_new0 (int, (gsize) (brute->n_cells * meeting->n_roles) + 1);
  brute->memo = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, free_holders);
  for (int item = 0; item < meeting->n_items; item++)
    find_seats (brute, item);
  find_rest (brute);
  brute_read_earlier_holders (brute);
  return brute;
}

void
pln_brute_free (PlnBrute *brute)
{
  if (!brute)
    return;
  for (int item = 0; item < brute->meeting->n_items; item++)
    g_free (brute->seats[item]);
  g_free (brute->seats);
  g_free (brute->n_seats);
  g_free (brute->placed);
  g_free (brute->best_placed);
  g_free (brute->rest);
  g_free (brute->used);
  g_free (brute->best_holders);
  g_free (brute->earlier_holder);
  g_hash_table_unref (brute->memo);
  g_free (brute);
}
