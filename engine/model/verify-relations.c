/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/verify-case.h"

/* What topics say of each other and of their own parts. Relations to a dropped topic hold, `follows`
 * excepted. */

/* A topic and its placed parts. */
typedef struct
{
  const PlnTopic *topic;
  int *items;
  int n;
} Placed;

/* The parts of the other topic get the room behind the first topic's. */
typedef struct
{
  PlnCase *hearing;
  const PlnMeeting *meeting;
  int *mine, *others; /* [n_items] each */
} Relations;

static PlnInterval
time_of (const Relations *r, int item)
{
  return r->hearing->sittings[item].time;
}

/* Does every placed part of one end no later than the first placed part of the other starts? */
static bool
is_before (const Relations *r, Placed earlier, Placed later)
{
  int start = time_of (r, later.items[0]).start;

  for (int k = 0; k < earlier.n; k++)
    if (time_of (r, earlier.items[k]).end > start)
      return false;
  return true;
}

/* The first item of each topic, placed or not. */
static char **
first_ids (const Relations *r, Placed a, Placed b)
{
  return pln_case_ids (r->meeting->items[a.topic->first_item].id, r->meeting->items[b.topic->first_item].id, NULL);
}

static void
hear_order (const Relations *r, Placed mine, Placed other, const PlnRelation *relation)
{
  bool is_after = relation->kind == PLN_RELATION_AFTER;

  if (other.n == 0 || (is_after ? is_before (r, other, mine) : is_before (r, mine, other)))
    return;
  if (relation->soft)
    pln_case_charge (r->hearing, PLN_TERM_ORDER, relation->weight, (int) (mine.topic - r->meeting->topics),
                     first_ids (r, mine, other), NULL, "\"%s\" would rather be %s \"%s\"", mine.topic->title,
                     is_after ? "after" : "before", other.topic->title);
  else
    pln_case_break (r->hearing, is_after ? "after" : "before", first_ids (r, mine, other), NULL, NULL,
                    "\"%s\" is not %s \"%s\"", mine.topic->title, is_after ? "after" : "before", other.topic->title);
}

static void
hear_follows (const Relations *r, Placed mine, Placed other)
{
  const PlnSitting *first = &r->hearing->sittings[mine.items[0]], *last;

  if (other.n == 0)
    {
      pln_case_break (r->hearing, "follows", first_ids (r, mine, other), NULL, NULL,
                      "\"%s\" follows \"%s\", which is not placed", mine.topic->title, other.topic->title);
      return;
    }
  last = &r->hearing->sittings[other.items[other.n - 1]];
  if (last->time.end != first->time.start || last->room != first->room || last->block != first->block)
    pln_case_break (r->hearing, "follows", first_ids (r, mine, other), NULL, NULL,
                    "\"%s\" does not begin where and when \"%s\" ends", mine.topic->title, other.topic->title);
}

static void
hear_days (const Relations *r, Placed mine, Placed other, bool same)
{
  for (int k = 0; k < mine.n; k++)
    for (int l = 0; l < other.n; l++)
      if ((pln_case_day (r->hearing, mine.items[k]) == pln_case_day (r->hearing, other.items[l])) != same)
        {
          pln_case_break (r->hearing, same ? "same_day" : "different_day", first_ids (r, mine, other), NULL, NULL,
                          "\"%s\" and \"%s\" are not on %s", mine.topic->title, other.topic->title,
                          same ? "the same day" : "different days");
          return;
        }
}

static void
hear_relation (const Relations *r, Placed mine, const PlnRelation *relation)
{
  Placed other = { &r->meeting->topics[relation->other], r->others, 0 };

  other.n = pln_case_sittings (r->hearing, relation->other, r->others);
  switch (relation->kind)
    {
    case PLN_RELATION_AFTER:
    case PLN_RELATION_BEFORE:
      hear_order (r, mine, other, relation);
      break;
    case PLN_RELATION_FOLLOWS:
      hear_follows (r, mine, other);
      break;
    case PLN_RELATION_SAME_DAY:
    case PLN_RELATION_DIFFERENT_DAY:
      hear_days (r, mine, other, relation->kind == PLN_RELATION_SAME_DAY);
      break;
    case PLN_RELATION_APART:
    case PLN_RELATION_AVOID_PARALLEL:
      break; /* of items at the same time: see verify-pairs.c */
    }
}

static bool
spacing_holds (const Relations *r, PlnSpacing spacing, int first, int second)
{
  switch (spacing)
    {
    case PLN_SPACING_DIFFERENT_BLOCK:
      return r->hearing->sittings[first].block != r->hearing->sittings[second].block;
    case PLN_SPACING_DIFFERENT_DAY:
      return pln_case_day (r->hearing, first) != pln_case_day (r->hearing, second);
    case PLN_SPACING_SAME_DAY:
      return pln_case_day (r->hearing, first) == pln_case_day (r->hearing, second);
    case PLN_SPACING_ANY:
      break;
    }
  return true;
}

static void
hear_parts (const Relations *r, Placed mine)
{
  static const char *const spacings[] = { "in different blocks", "on different days", "on the same day", "" };

  for (int k = 0; k + 1 < mine.n; k++)
    {
      int first = mine.items[k], second = mine.items[k + 1];
      const char *a = r->meeting->items[first].title, *b = r->meeting->items[second].title;

      if (time_of (r, first).end > time_of (r, second).start)
        pln_case_break (r->hearing, "part_order",
                        pln_case_ids (r->meeting->items[first].id, r->meeting->items[second].id, NULL), NULL, NULL,
                        "\"%s\" starts before \"%s\" ends", b, a);
      if (!spacing_holds (r, mine.topic->spacing, first, second))
        pln_case_break (r->hearing, "part_spacing",
                        pln_case_ids (r->meeting->items[first].id, r->meeting->items[second].id, NULL), NULL, NULL,
                        "\"%s\" and \"%s\" are not %s", a, b, spacings[mine.topic->spacing]);
    }
}

/* The item of another topic that stands where this position allows none, or -1. */
static int
intruder (const Relations *r, PlnPosition position, int item)
{
  const PlnSitting *mine = &r->hearing->sittings[item];
  bool of_day = position == PLN_POSITION_DAY_FIRST || position == PLN_POSITION_DAY_LAST;
  bool is_first = position == PLN_POSITION_FIRST || position == PLN_POSITION_DAY_FIRST;

  for (int other = 0; other < r->meeting->n_items; other++)
    {
      const PlnSitting *s = &r->hearing->sittings[other];

      if (!s->placed || r->meeting->items[other].topic == r->meeting->items[item].topic)
        continue;
      if (of_day && (s->room != mine->room || pln_case_day (r->hearing, other) != pln_case_day (r->hearing, item)))
        continue;
      if (is_first ? s->time.start < mine->time.start : s->time.end > mine->time.end)
        return other;
    }
  return -1;
}

static void
hear_position (const Relations *r, Placed mine)
{
  static const char *const names[]
      = { "", "first", "last", "the first of its day and room", "the last of its day and room" };

  if (mine.topic->position == PLN_POSITION_NONE)
    return;
  for (int k = 0; k < mine.n; k++)
    {
      int other = intruder (r, mine.topic->position, mine.items[k]);

      if (other >= 0)
        pln_case_break (r->hearing, "position",
                        pln_case_ids (r->meeting->items[mine.items[k]].id, r->meeting->items[other].id, NULL), NULL,
                        NULL, "\"%s\" is not %s: \"%s\"", r->meeting->items[mine.items[k]].title,
                        names[mine.topic->position], r->meeting->items[other].title);
    }
}

void
pln_case_hear_relations (PlnCase *hearing)
{
  const PlnMeeting *meeting = hearing->meeting;
  g_autofree int *parts = g_new (int, 2 * (gsize) meeting->n_items + 1); /* never NULL */
  Relations r = { hearing, meeting, parts, parts + meeting->n_items };

  for (int topic = 0; topic < meeting->n_topics; topic++)
    {
      Placed mine = { &meeting->topics[topic], r.mine, pln_case_sittings (hearing, topic, r.mine) };

      if (mine.n == 0)
        continue;
      hear_parts (&r, mine);
      for (int k = 0; k < mine.topic->n_relations; k++)
        hear_relation (&r, mine, &mine.topic->relations[k]);
      hear_position (&r, mine);
    }
}
