/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "brute-inside.h"

/* Which hard rules stand between two items. */

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

      if (brute_in_cast (&m->topics[other], person)
          && brute_binds (brute, overlap ? PLN_RULE_PERSON_OVERLAP : PLN_RULE_TRANSFER, topic, person, other))
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
  if (ABS (a - b) != 1 || !brute_binds (brute, PLN_RULE_PART_SPACING, topic, -1, -1))
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
      return mine_first && y->time.end > x->time.start && brute_binds (brute, PLN_RULE_AFTER, topic, -1, other);
    case PLN_RELATION_BEFORE:
      return theirs_first && x->time.end > y->time.start && brute_binds (brute, PLN_RULE_BEFORE, topic, -1, other);
    case PLN_RELATION_FOLLOWS:
      return mine_first && theirs_last && (y->time.end != x->time.start || y->room != x->room || y->block != x->block)
             && brute_binds (brute, PLN_RULE_FOLLOWS, topic, -1, other);
    case PLN_RELATION_SAME_DAY:
      return !same_day && brute_binds (brute, PLN_RULE_SAME_DAY, topic, -1, other);
    case PLN_RELATION_DIFFERENT_DAY:
      return same_day && brute_binds (brute, PLN_RULE_DIFFERENT_DAY, topic, -1, other);
    case PLN_RELATION_APART:
      return pln_interval_overlaps (x->time, y->time) && brute_binds (brute, PLN_RULE_APART, topic, -1, other);
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

  if (position == PLN_POSITION_NONE || !brute_binds (brute, PLN_RULE_POSITION, m->items[a].topic, -1, -1))
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

bool
brute_clash (const PlnBrute *brute, int a, const Seat *x, int b, const Seat *y)
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
