/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/explain.h"

#include "planner/exact.h"

/* -- Words ----------------------------------------------------------------------------------------- */

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
      return g_strdup_printf ("“%s” follows “%s” at once", mine, other);
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

/* -- Deletion -------------------------------------------------------------------------------------- */

typedef struct
{
  const PlnMeeting *meeting;
  const int *stop;
  GArray *statements; /* of PlnStatement */
  bool *dropped;      /* aligned */
  PlnForce *force;
  bool unsure; /* a trial was not decided */
} Deletion;

static bool
is_stopped (const Deletion *deletion)
{
  return deletion->unsure || (deletion->stop && g_atomic_int_get (deletion->stop));
}

static bool
is_impossible (Deletion *deletion)
{
  g_autoptr (PlnProblem) problem = pln_problem_new (deletion->meeting, deletion->force, NULL);
  PlnExactAnswer answer = pln_exact_feasible (problem, deletion->stop, 0);

  if (answer == PLN_EXACT_UNKNOWN)
    deletion->unsure = true;
  return answer == PLN_EXACT_IMPOSSIBLE;
}

static void
drop (Deletion *deletion, int from, int to)
{
  for (int k = from; k < to; k++)
    pln_force_drop (deletion->force, g_array_index (deletion->statements, PlnStatement, k));
}

static void
restore (Deletion *deletion, int from, int to)
{
  for (int k = from; k < to; k++)
    pln_force_restore (deletion->force, g_array_index (deletion->statements, PlnStatement, k));
}

/* Drops what can be dropped of a range: all of it, or else what can be of each half. */
static void
reduce (Deletion *deletion, int from, int to)
{
  int middle = from + (to - from) / 2;

  if (from == to || is_stopped (deletion))
    return;
  drop (deletion, from, to);
  if (is_impossible (deletion))
    {
      for (int k = from; k < to; k++)
        deletion->dropped[k] = true;
      return;
    }
  restore (deletion, from, to);
  if (to - from == 1)
    return;
  reduce (deletion, from, middle);
  reduce (deletion, middle, to);
}

/* Topics that need not be placed free most of the rest: their `must` goes first. Then what few
 * topics are left make every later trial small. */
static int
compare_statements (gconstpointer a, gconstpointer b)
{
  const PlnStatement *x = a, *y = b;
  bool x_must = x->rule == PLN_RULE_MUST, y_must = y->rule == PLN_RULE_MUST;

  if (x_must != y_must)
    return x_must ? -1 : 1;
  if (x->topic != y->topic)
    return x->topic < y->topic ? -1 : 1;
  if (x->rule != y->rule)
    return x->rule < y->rule ? -1 : 1;
  if (x->other != y->other)
    return x->other < y->other ? -1 : 1;
  return x->person < y->person ? -1 : x->person > y->person;
}

static PlnStatementRow
row_of (const PlnMeeting *meeting, PlnStatement statement)
{
  return (PlnStatementRow){
    .topic = g_strdup (meeting->topics[statement.topic].id),
    .rule = g_strdup (pln_rule_name (statement.rule)),
    .person = statement.person >= 0 ? g_strdup (meeting->people[statement.person].id) : NULL,
    .other = statement.other >= 0 ? g_strdup (meeting->topics[statement.other].id) : NULL,
    .text = pln_statement_format (meeting, statement),
  };
}

static void
keep_conflict (const Deletion *deletion, PlnReasons *reasons)
{
  PlnConflict *conflict;

  reasons->conflicts = g_renew (PlnConflict, reasons->conflicts, reasons->n_conflicts + 1);
  conflict = &reasons->conflicts[reasons->n_conflicts++];
  *conflict = (PlnConflict){ g_new0 (PlnStatementRow, (gsize) deletion->statements->len + 1), 0 };
  for (int k = 0; k < (int) deletion->statements->len; k++)
    if (!deletion->dropped[k])
      conflict->members[conflict->n_members++] = row_of (deletion->meeting, g_array_index (deletion->statements, PlnStatement, k));
}

/* A range of equal `must`, then topic by topic. */
static int
end_of_musts (const Deletion *deletion)
{
  int k = 0;

  while (k < (int) deletion->statements->len && g_array_index (deletion->statements, PlnStatement, k).rule == PLN_RULE_MUST)
    k++;
  return k;
}

/* Statements of topics that may be left out bind nobody but through what follows them. */
static void
drop_idle_topics (Deletion *deletion, int first)
{
  for (int from = first, to; from < (int) deletion->statements->len; from = to)
    {
      to = from;
      while (to < (int) deletion->statements->len
             && g_array_index (deletion->statements, PlnStatement, to).topic
                    == g_array_index (deletion->statements, PlnStatement, from).topic)
        to++;
      reduce (deletion, from, to);
    }
}

/* Drops every `must` outside a core at once. Returns: whether the meeting was proved impossible */
static bool
drop_by_core (Deletion *deletion)
{
  g_autoptr (PlnProblem) problem = pln_problem_new (deletion->meeting, deletion->force, NULL);
  g_autofree bool *topics = g_new0 (bool, (gsize) MAX (1, deletion->meeting->n_topics));

  if (pln_exact_must_core (problem, deletion->stop, topics) != PLN_EXACT_IMPOSSIBLE)
    return false;
  for (int k = 0; k < end_of_musts (deletion); k++)
    if (!topics[g_array_index (deletion->statements, PlnStatement, k).topic])
      {
        drop (deletion, k, k + 1);
        deletion->dropped[k] = true;
      }
  return true;
}

void
pln_explain_infeasible (const PlnMeeting *meeting, const int *stop, PlnReasons *reasons)
{
  Deletion deletion = { meeting, stop, pln_statements_new (meeting) };

  deletion.force = pln_force_new ();
  g_array_sort (deletion.statements, compare_statements);
  deletion.dropped = g_new0 (bool, (gsize) deletion.statements->len + 1);
  if (drop_by_core (&deletion))
    {
      int n_musts = end_of_musts (&deletion);

      for (int k = 0; k < n_musts; k++)
        if (!deletion.dropped[k])
          reduce (&deletion, k, k + 1);
      drop_idle_topics (&deletion, n_musts);
      if (!is_stopped (&deletion))
        keep_conflict (&deletion, reasons);
    }
  pln_force_free (deletion.force);
  g_free (deletion.dropped);
  g_array_free (deletion.statements, TRUE);
}
