/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/verify-case.h"

/* What an item owes and costs by itself: when, how long, where, who can come. */

typedef struct
{
  PlnCase *hearing;
  const PlnMeeting *meeting;
  const PlnTopic *topic;
  const PlnSitting *sitting;
  int item;
  const char *id, *title;
} Item;

static char **
own_id (const Item *i)
{
  return pln_case_ids (i->id, NULL);
}

static bool
is_listed_start (const PlnDay *day, int minute)
{
  for (int k = 0; k < day->n_starts; k++)
    if (day->starts[k] == minute)
      return true;
  return false;
}

static bool
follows_another (const PlnTopic *topic)
{
  for (int k = 0; k < topic->n_relations; k++)
    if (topic->relations[k].kind == PLN_RELATION_FOLLOWS)
      return true;
  return false;
}

static void
hear_start (const Item *i)
{
  const PlnDay *day = &i->meeting->days[i->meeting->blocks[i->sitting->block].day];
  bool is_first_part = i->meeting->items[i->item].part == 0;
  int start = i->sitting->time.start;

  if (!pln_meeting_on_grid (i->meeting, start))
    pln_case_break (i->hearing, "grid", own_id (i), NULL, NULL, "\"%s\" starts off the grid, %s", i->title,
                    PLN_WHEN (i->hearing, start));
  if (day->has_starts && !is_listed_start (day, start) && !(is_first_part && follows_another (i->topic)))
    pln_case_break (i->hearing, "starts", own_id (i), NULL, NULL, "\"%s\" starts at none of its day's starts, %s",
                    i->title, PLN_WHEN (i->hearing, start));
  if (i->topic->has_fixed_start && is_first_part && i->topic->fixed_start != start)
    pln_case_break (i->hearing, "fixed", own_id (i), NULL, NULL, "\"%s\" starts %s, not %s as fixed", i->title,
                    PLN_WHEN (i->hearing, start), PLN_WHEN (i->hearing, i->topic->fixed_start));
}

/* ⌈10 × missing / preferred⌉ tenths of the wish, k of them at k(k+1)/2; an item that ends before it starts
 * misses no more than all of it. */
static void
hear_length (const Item *i)
{
  gint64 preferred = i->topic->preferred;
  gint64 minutes = (gint64) i->sitting->time.end - i->sitting->time.start;
  gint64 missing = preferred - MAX (0, minutes);
  gint64 tenths = missing > 0 ? (10 * missing + preferred - 1) / preferred : 0;

  if (minutes % i->meeting->granularity != 0 || minutes < i->topic->least || minutes > preferred)
    pln_case_break (i->hearing, "length", own_id (i), NULL, NULL,
                    "\"%s\" lasts %" G_GINT64_FORMAT " minutes, not %d to %d", i->title, minutes, i->topic->least,
                    i->topic->preferred);
  if (tenths > 0)
    pln_case_charge (i->hearing, PLN_TERM_SHORTEN, i->meeting->weights[PLN_TERM_SHORTEN] * (tenths * (tenths + 1) / 2),
                     i->meeting->items[i->item].topic, own_id (i), NULL,
                     "\"%s\" has %" G_GINT64_FORMAT " of %d minutes", i->title, minutes, i->topic->preferred);
}

static void
hear_room (const Item *i)
{
  PlnInterval block = i->meeting->blocks[i->sitting->block].interval, time = i->sitting->time;
  const PlnRoom *room = &i->meeting->rooms[i->sitting->room];

  if (time.start < block.start || time.end > block.end)
    pln_case_break (i->hearing, "block", own_id (i), NULL, room->id, "\"%s\" is not inside its block", i->title);
  if (pln_spans_overlap (&room->unavailable, time))
    pln_case_break (i->hearing, "room_busy", own_id (i), NULL, room->id, "\"%s\" is in %s while it is unavailable",
                    i->title, room->name);
  if (!i->topic->room_fits[i->sitting->room])
    pln_case_break (i->hearing, "room_fit", own_id (i), NULL, room->id, "\"%s\" may not be in %s", i->title,
                    room->name);
}

static void
hear_cast_member (const Item *i, int person)
{
  const PlnPerson *p = &i->meeting->people[person];
  PlnInterval time = i->sitting->time;
  int topic = i->meeting->items[i->item].topic, comfort = i->meeting->weights[PLN_TERM_COMFORT];

  if (!pln_person_is_free (p, time))
    pln_case_break (i->hearing, "person_busy", own_id (i), pln_case_ids (p->id, NULL), NULL,
                    "%s is not available for \"%s\"", p->name, i->title);
  for (int k = 0; k < p->n_soft; k++)
    if (p->soft[k].weight > 0 && pln_spans_overlap (&p->soft[k].spans, time))
      pln_case_charge (i->hearing, PLN_TERM_SOFT_UNAVAILABLE, p->soft[k].weight, topic, own_id (i),
                       pln_case_ids (p->id, NULL), "%s would rather not be at \"%s\"%s%s", p->name, i->title,
                       p->soft[k].summary ? ": " : "", p->soft[k].summary ? p->soft[k].summary : "");
  if (p->has_comfort && comfort > 0 && !pln_spans_contain (&p->comfort, time))
    pln_case_charge (i->hearing, PLN_TERM_COMFORT, comfort, topic, own_id (i), pln_case_ids (p->id, NULL),
                     "\"%s\" is outside the comfortable hours of %s", i->title, p->name);
}

static void
hear_windows (const Item *i)
{
  const PlnTopic *t = i->topic;
  PlnInterval time = i->sitting->time;
  int topic = i->meeting->items[i->item].topic;

  for (int k = 0; k < t->n_within; k++)
    if (!pln_spans_contain (&t->within[k], time))
      pln_case_break (i->hearing, "within", own_id (i), NULL, NULL, "\"%s\" is outside its windows, %s", i->title,
                      PLN_WHEN (i->hearing, time.start));
  for (int k = 0; k < t->n_prefer; k++)
    if (t->prefer[k].weight > 0 && !pln_spans_contain (&t->prefer[k].spans, time))
      pln_case_charge (i->hearing, PLN_TERM_PREFER, t->prefer[k].weight, topic, own_id (i), NULL,
                       "\"%s\" is outside its preferred times, %s", i->title, PLN_WHEN (i->hearing, time.start));
  for (int k = 0; k < t->n_avoid; k++)
    if (t->avoid[k].weight > 0 && pln_spans_overlap (&t->avoid[k].spans, time))
      pln_case_charge (i->hearing, PLN_TERM_AVOID, t->avoid[k].weight, topic, own_id (i), NULL,
                       "\"%s\" is at a time to avoid, %s%s%s", i->title, PLN_WHEN (i->hearing, time.start),
                       t->avoid[k].summary ? ": " : "", t->avoid[k].summary ? t->avoid[k].summary : "");
}

/* The item of whose cast the person is at that time, or -1. The person is not in this item's cast. */
static int
needed_elsewhere (const Item *i, int person)
{
  const PlnEngagements *engagements = &i->hearing->engagements[person];

  for (int k = 0; k < engagements->n_items; k++)
    {
      PlnInterval other = i->hearing->sittings[engagements->items[k]].time;

      if (other.start >= i->sitting->time.end)
        break;
      if (pln_interval_overlaps (other, i->sitting->time))
        return engagements->items[k];
    }
  return -1;
}

static const PlnWindow *
soft_window (const PlnPerson *person, PlnInterval time)
{
  for (int k = 0; k < person->n_soft; k++)
    if (pln_spans_overlap (&person->soft[k].spans, time))
      return &person->soft[k];
  return NULL;
}

static void
hear_guest (const Item *i, const PlnOptional *guest)
{
  const PlnPerson *p = &i->meeting->people[guest->person];
  int topic = i->meeting->items[i->item].topic, elsewhere;
  const PlnWindow *soft;

  if (guest->weight == 0)
    return;
  elsewhere = needed_elsewhere (i, guest->person);
  soft = soft_window (p, i->sitting->time);
  if (elsewhere >= 0)
    pln_case_charge (i->hearing, PLN_TERM_OPTIONAL, guest->weight, topic, own_id (i), pln_case_ids (p->id, NULL),
                     "%s cannot come to \"%s\": needed at \"%s\"", p->name, i->title,
                     i->meeting->items[elsewhere].title);
  else if (!pln_person_is_free (p, i->sitting->time))
    pln_case_charge (i->hearing, PLN_TERM_OPTIONAL, guest->weight, topic, own_id (i), pln_case_ids (p->id, NULL),
                     "%s cannot come to \"%s\"", p->name, i->title);
  else if (soft)
    pln_case_charge (i->hearing, PLN_TERM_OPTIONAL, guest->weight, topic, own_id (i), pln_case_ids (p->id, NULL),
                     "%s may not come to \"%s\"%s%s", p->name, i->title, soft->summary ? ": " : "",
                     soft->summary ? soft->summary : "");
}

void
pln_case_hear_items (PlnCase *hearing)
{
  const PlnMeeting *meeting = hearing->meeting;

  for (int item = 0; item < meeting->n_items; item++)
    {
      const PlnItem *of = &meeting->items[item];
      const PlnTopic *topic = &meeting->topics[of->topic];
      Item i = { hearing, meeting, topic, &hearing->sittings[item], item, of->id, of->title };

      if (!i.sitting->placed)
        continue;
      hear_start (&i);
      hear_length (&i);
      hear_room (&i);
      hear_windows (&i);
      for (int k = 0; k < topic->n_cast; k++)
        hear_cast_member (&i, topic->cast[k]);
      for (int k = 0; k < topic->n_optional; k++)
        hear_guest (&i, &topic->optional[k]);
    }
}
