/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/explain.h"

/* Statements of a request in the chair's words. */

static const char *
spacing_words (PlnSpacing spacing)
{
  switch (spacing)
    {
    case PLN_SPACING_DIFFERENT_BLOCK:
      return "in different blocks";
    case PLN_SPACING_DIFFERENT_DAY:
      return "on different days";
    case PLN_SPACING_SAME_DAY:
      return "on the same day";
    case PLN_SPACING_ANY:
      break;
    }
  return "anywhere";
}

static const char *
position_words (PlnPosition position)
{
  switch (position)
    {
    case PLN_POSITION_FIRST:
      return "first of all";
    case PLN_POSITION_LAST:
      return "last of all";
    case PLN_POSITION_DAY_FIRST:
      return "first on its day in its room";
    case PLN_POSITION_DAY_LAST:
      return "last on its day in its room";
    case PLN_POSITION_NONE:
      break;
    }
  return "anywhere";
}

/* Where the two can never stand in one block, that is the reason, and said. */
static char *
follows_words (const PlnMeeting *meeting, const PlnTopic *mine, const PlnTopic *other)
{
  int longest = 0;

  for (int block = 0; block < meeting->n_blocks; block++)
    longest = MAX (longest, meeting->blocks[block].interval.end - meeting->blocks[block].interval.start);
  if (mine->least + other->least <= longest)
    return g_strdup_printf ("“%s” follows “%s” at once", mine->title, other->title);
  return g_strdup_printf ("“%s” (%d min) follows “%s” (%d min) at once, which no block is long enough for", mine->title,
                          mine->least, other->title, other->least);
}

static char *
relation_words (const PlnMeeting *meeting, PlnStatement statement)
{
  const char *mine = meeting->topics[statement.topic].title, *other = meeting->topics[statement.other].title;

  switch (statement.rule)
    {
    case PLN_RULE_AFTER:
      return g_strdup_printf ("“%s” comes after “%s”", mine, other);
    case PLN_RULE_BEFORE:
      return g_strdup_printf ("“%s” comes before “%s”", mine, other);
    case PLN_RULE_FOLLOWS:
      return follows_words (meeting, &meeting->topics[statement.topic], &meeting->topics[statement.other]);
    case PLN_RULE_SAME_DAY:
      return g_strdup_printf ("“%s” is on the same day as “%s”", mine, other);
    case PLN_RULE_DIFFERENT_DAY:
      return g_strdup_printf ("“%s” is on another day than “%s”", mine, other);
    default:
      return g_strdup_printf ("“%s” is never at the same time as “%s”", mine, other);
    }
}

char *
pln_statement_format (const PlnMeeting *meeting, PlnStatement statement)
{
  const PlnTopic *topic = &meeting->topics[statement.topic];
  const char *person = statement.person >= 0 ? meeting->people[statement.person].name : "";
  const char *other = statement.other >= 0 ? meeting->topics[statement.other].title : "";

  switch (statement.rule)
    {
    case PLN_RULE_MUST:
      return g_strdup_printf ("“%s” must be placed", topic->title);
    case PLN_RULE_FIXED:
      return g_strdup_printf ("“%s” has a fixed start", topic->title);
    case PLN_RULE_WITHIN:
      return g_strdup_printf ("“%s” is to lie within its windows", topic->title);
    case PLN_RULE_ROOM_FIT:
      return g_strdup_printf ("“%s” needs a room that suits it", topic->title);
    case PLN_RULE_PERSON_BUSY:
      return g_strdup_printf ("%s, needed in “%s”, is not always available", person, topic->title);
    case PLN_RULE_PERSON_OVERLAP:
      return g_strdup_printf ("%s is needed in both “%s” and “%s”", person, topic->title, other);
    case PLN_RULE_TRANSFER:
      return g_strdup_printf ("%s needs the way between the rooms of “%s” and “%s”", person, topic->title, other);
    case PLN_RULE_POSITION:
      return g_strdup_printf ("“%s” stands %s", topic->title, position_words (topic->position));
    case PLN_RULE_PART_SPACING:
      return g_strdup_printf ("the parts of “%s” are %s", topic->title, spacing_words (topic->spacing));
    default:
      return relation_words (meeting, statement);
    }
}
