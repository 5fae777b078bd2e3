/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "brute-inside.h"

#include <string.h>

/* Where one item alone may stand, and what it costs there. */

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
      && brute_binds (brute, PLN_RULE_FIXED, m->items[item].topic, -1, -1))
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
  if (!topic->room_fits[room] && brute_binds (brute, PLN_RULE_ROOM_FIT, index, -1, -1))
    return false;
  for (int k = 0; k < topic->n_cast; k++)
    if (!pln_person_is_free (&m->people[topic->cast[k]], time)
        && brute_binds (brute, PLN_RULE_PERSON_BUSY, index, topic->cast[k], -1))
      return false;
  for (int k = 0; k < topic->n_within; k++)
    if (!pln_spans_contain (&topic->within[k], time) && brute_binds (brute, PLN_RULE_WITHIN, index, -1, -1))
      return false;
  return true;
}

bool
brute_would_miss (const PlnPerson *person, PlnInterval time)
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
    cost += brute_would_miss (&m->people[topic->optional[k].person], time) ? topic->optional[k].weight : 0;
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

void
brute_find_seats (PlnBrute *brute, int item)
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
