/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/verify-case.h"

/* Two items at once, or too close for a person who has to walk. What has no length clashes with
 * nothing. */

static bool
overlap (const PlnCase *hearing, int a, int b)
{
  const PlnSitting *x = &hearing->sittings[a], *y = &hearing->sittings[b];

  return x->placed && y->placed && pln_interval_overlaps (x->time, y->time);
}

static char **
both_ids (const PlnCase *hearing, int a, int b)
{
  return pln_case_ids (hearing->meeting->items[a].id, hearing->meeting->items[b].id, NULL);
}

static gint
compare_room_times (gconstpointer a, gconstpointer b, gpointer data)
{
  const PlnCase *hearing = data;
  int x = *(const int *) a, y = *(const int *) b;
  const PlnSitting *s = &hearing->sittings[x], *t = &hearing->sittings[y];

  if (s->room != t->room)
    return s->room - t->room;
  if (s->time.start != t->time.start)
    return s->time.start < t->time.start ? -1 : 1;
  return x - y;
}

/* Room by room in order of time: each item against those that start before it ends. */
static void
hear_rooms (PlnCase *hearing)
{
  const PlnMeeting *meeting = hearing->meeting;
  g_autofree int *order = g_new (int, meeting->n_items);
  int n = 0;

  for (int item = 0; item < meeting->n_items; item++)
    if (hearing->sittings[item].placed)
      order[n++] = item;
  g_qsort_with_data (order, n, sizeof *order, compare_room_times, hearing);
  for (int k = 0; k < n; k++)
    for (int l = k + 1; l < n; l++)
      {
        const PlnSitting *x = &hearing->sittings[order[k]], *y = &hearing->sittings[order[l]];

        if (y->room != x->room || y->time.start >= x->time.end)
          break;
        if (overlap (hearing, order[k], order[l]))
          pln_case_break (hearing, "room_overlap", both_ids (hearing, order[k], order[l]), NULL,
                          meeting->rooms[x->room].id, "\"%s\" and \"%s\" overlap in %s", meeting->items[order[k]].title,
                          meeting->items[order[l]].title, meeting->rooms[x->room].name);
      }
}

static void
hear_way (PlnCase *hearing, int person, int first, int second)
{
  const PlnMeeting *meeting = hearing->meeting;
  const PlnSitting *x = &hearing->sittings[first], *y = &hearing->sittings[second];
  int minutes = meeting->transfer[x->room * meeting->n_rooms + y->room];

  if (y->time.start - x->time.end < minutes)
    pln_case_break (hearing, "transfer", both_ids (hearing, first, second),
                    pln_case_ids (meeting->people[person].id, NULL), NULL,
                    "%s has %d minutes from \"%s\" in %s to \"%s\" in %s and needs %d", meeting->people[person].name,
                    y->time.start - x->time.end, meeting->items[first].title, meeting->rooms[x->room].name,
                    meeting->items[second].title, meeting->rooms[y->room].name, minutes);
}

/* One person's engagements in order of time. An item is compared with those that start before it
 * ends plus the longest way. */
static void
hear_person (PlnCase *hearing, int person, int longest_way)
{
  const PlnEngagements *of = &hearing->engagements[person];
  const PlnMeeting *meeting = hearing->meeting;

  for (int k = 0; k < of->n_items; k++)
    for (int l = k + 1; l < of->n_items; l++)
      {
        int first = of->items[k], second = of->items[l];
        gint64 gap = (gint64) hearing->sittings[second].time.start - hearing->sittings[first].time.end;

        if (gap >= 0 && gap >= longest_way)
          break;
        if (overlap (hearing, first, second))
          pln_case_break (hearing, "person_overlap", both_ids (hearing, first, second),
                          pln_case_ids (meeting->people[person].id, NULL), NULL,
                          "\"%s\" and \"%s\" overlap and both need %s", meeting->items[first].title,
                          meeting->items[second].title, meeting->people[person].name);
        else
          hear_way (hearing, person, first, second);
      }
}

static void
hear_apart (PlnCase *hearing, int item, const PlnTopic *other)
{
  const PlnMeeting *meeting = hearing->meeting;

  for (int second = other->first_item; second < other->first_item + other->parts; second++)
    if (overlap (hearing, item, second))
      pln_case_break (hearing, "apart", both_ids (hearing, item, second), NULL, NULL,
                      "\"%s\" and \"%s\" are at the same time and must be apart", meeting->items[item].title,
                      meeting->items[second].title);
}

static void
hear_parallel (PlnCase *hearing, int item, const PlnTopic *other, int weight)
{
  const PlnMeeting *meeting = hearing->meeting;

  if (weight == 0)
    return;
  for (int second = other->first_item; second < other->first_item + other->parts; second++)
    if (overlap (hearing, item, second))
      pln_case_charge (hearing, PLN_TERM_PARALLEL, weight, meeting->items[item].topic, both_ids (hearing, item, second),
                       NULL, "\"%s\" and \"%s\" are at the same time", meeting->items[item].title,
                       meeting->items[second].title);
}

static void
hear_same_time (PlnCase *hearing, int item)
{
  const PlnMeeting *meeting = hearing->meeting;
  const PlnTopic *topic = &meeting->topics[meeting->items[item].topic];

  for (int k = 0; k < topic->n_relations; k++)
    {
      const PlnTopic *other = &meeting->topics[topic->relations[k].other];

      if (topic->relations[k].kind == PLN_RELATION_APART)
        hear_apart (hearing, item, other);
      else if (topic->relations[k].kind == PLN_RELATION_AVOID_PARALLEL)
        hear_parallel (hearing, item, other, topic->relations[k].weight);
    }
}

void
pln_case_hear_pairs (PlnCase *hearing)
{
  const PlnMeeting *meeting = hearing->meeting;
  int longest_way = 0;

  for (int pair = 0; pair < meeting->n_rooms * meeting->n_rooms; pair++)
    longest_way = MAX (longest_way, meeting->transfer[pair]);
  hear_rooms (hearing);
  for (int person = 0; person < meeting->n_people; person++)
    hear_person (hearing, person, longest_way);
  for (int item = 0; item < meeting->n_items; item++)
    if (hearing->sittings[item].placed)
      hear_same_time (hearing, item);
}
