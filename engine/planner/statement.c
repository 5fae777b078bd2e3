/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/statement.h"

struct _PlnForce
{
  bool everything;     /* what holds for a statement that is no exception */
  GHashTable *exceptions; /* of packed statements; looked up, never iterated */
};

static PlnStatement
canonical (PlnStatement statement)
{
  if ((statement.rule == PLN_RULE_PERSON_OVERLAP || statement.rule == PLN_RULE_TRANSFER) && statement.other < statement.topic)
    {
      int topic = statement.topic;

      statement.topic = statement.other;
      statement.other = topic;
    }
  return statement;
}

static guint
hash_statement (gconstpointer key)
{
  const PlnStatement *s = key;

  return ((guint) s->rule * 31u + (guint) s->topic) * 2654435761u ^ ((guint) s->person * 40503u + (guint) s->other * 69069u);
}

static gboolean
equal_statements (gconstpointer a, gconstpointer b)
{
  const PlnStatement *x = a, *y = b;

  return x->rule == y->rule && x->topic == y->topic && x->person == y->person && x->other == y->other;
}

PlnForce *
pln_force_new (void)
{
  PlnForce *force = g_new0 (PlnForce, 1);

  force->everything = true;
  force->exceptions = g_hash_table_new_full (hash_statement, equal_statements, g_free, NULL);
  return force;
}

PlnForce *
pln_force_copy (const PlnForce *force)
{
  PlnForce *copy = pln_force_new ();
  GHashTableIter iter;
  gpointer key;

  copy->everything = force->everything;
  g_hash_table_iter_init (&iter, force->exceptions);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (copy->exceptions, g_memdup2 (key, sizeof (PlnStatement)));
  return copy;
}

void
pln_force_free (PlnForce *force)
{
  if (!force)
    return;
  g_hash_table_unref (force->exceptions);
  g_free (force);
}

static void
set_force (PlnForce *force, PlnStatement statement, bool in_force)
{
  statement = canonical (statement);
  if (force->everything == in_force)
    g_hash_table_remove (force->exceptions, &statement);
  else
    g_hash_table_add (force->exceptions, g_memdup2 (&statement, sizeof statement));
}

void
pln_force_drop (PlnForce *force, PlnStatement statement)
{
  set_force (force, statement, false);
}

void
pln_force_restore (PlnForce *force, PlnStatement statement)
{
  set_force (force, statement, true);
}

void
pln_force_drop_all (PlnForce *force, const PlnMeeting *meeting)
{
  force->everything = false;
  g_hash_table_remove_all (force->exceptions);
}

bool
pln_force_has (const PlnForce *force, PlnStatement statement)
{
  if (!force)
    return true;
  statement = canonical (statement);
  return g_hash_table_contains (force->exceptions, &statement) != force->everything;
}

static void
add (GArray *statements, PlnRule rule, int topic, int person, int other)
{
  PlnStatement statement = { rule, topic, person, other };

  g_array_append_val (statements, statement);
}

static void
add_own (GArray *statements, const PlnMeeting *meeting, int index)
{
  const PlnTopic *topic = &meeting->topics[index];
  bool fits_everywhere = true;

  for (int room = 0; room < meeting->n_rooms; room++)
    fits_everywhere = fits_everywhere && topic->room_fits[room];
  if (topic->priority == PLN_PRIORITY_MUST)
    add (statements, PLN_RULE_MUST, index, -1, -1);
  if (topic->has_fixed_start)
    add (statements, PLN_RULE_FIXED, index, -1, -1);
  if (topic->n_within > 0)
    add (statements, PLN_RULE_WITHIN, index, -1, -1);
  if (!fits_everywhere)
    add (statements, PLN_RULE_ROOM_FIT, index, -1, -1);
  for (int k = 0; k < topic->n_cast; k++)
    {
      const PlnPerson *person = &meeting->people[topic->cast[k]];

      if (person->busy.n > 0 || person->has_available)
        add (statements, PLN_RULE_PERSON_BUSY, index, topic->cast[k], -1);
    }
}

/* A topic that presents in several parts shares its cast with itself: parts never overlap, but their
 * cast may have to walk. */
static void
add_shared (GArray *statements, const PlnMeeting *meeting, int index, const bool *in_cast, bool transfer)
{
  for (int other = index; other < meeting->n_topics; other++)
    for (int k = 0; k < meeting->topics[other].n_cast; k++)
      {
        int person = meeting->topics[other].cast[k];

        if (!in_cast[person] || (other == index && meeting->topics[index].parts == 1))
          continue;
        if (other != index)
          add (statements, PLN_RULE_PERSON_OVERLAP, index, person, other);
        if (transfer)
          add (statements, PLN_RULE_TRANSFER, index, person, other);
      }
}

static int
relation_rule (PlnRelationKind kind)
{
  switch (kind)
    {
    case PLN_RELATION_AFTER: return PLN_RULE_AFTER;
    case PLN_RELATION_BEFORE: return PLN_RULE_BEFORE;
    case PLN_RELATION_FOLLOWS: return PLN_RULE_FOLLOWS;
    case PLN_RELATION_SAME_DAY: return PLN_RULE_SAME_DAY;
    case PLN_RELATION_DIFFERENT_DAY: return PLN_RULE_DIFFERENT_DAY;
    case PLN_RELATION_APART: return PLN_RULE_APART;
    case PLN_RELATION_AVOID_PARALLEL: break;
    }
  return -1;
}

static bool
stated_before (const PlnTopic *topic, int k)
{
  for (int j = 0; j < k; j++)
    if (topic->relations[j].kind == topic->relations[k].kind && topic->relations[j].other == topic->relations[k].other
        && !topic->relations[j].soft)
      return true;
  return false;
}

static void
add_relations (GArray *statements, const PlnMeeting *meeting, int index)
{
  const PlnTopic *topic = &meeting->topics[index];

  if (topic->position != PLN_POSITION_NONE)
    add (statements, PLN_RULE_POSITION, index, -1, -1);
  if (topic->parts > 1 && topic->spacing != PLN_SPACING_ANY)
    add (statements, PLN_RULE_PART_SPACING, index, -1, -1);
  for (int k = 0; k < topic->n_relations; k++)
    {
      int rule = relation_rule (topic->relations[k].kind);

      if (rule >= 0 && !topic->relations[k].soft && !stated_before (topic, k))
        add (statements, (PlnRule) rule, index, -1, topic->relations[k].other);
    }
}

GArray *
pln_statements_new (const PlnMeeting *meeting)
{
  GArray *statements = g_array_new (FALSE, FALSE, sizeof (PlnStatement));
  g_autofree bool *in_cast = g_new0 (bool, (gsize) MAX (1, meeting->n_people));
  bool transfer = pln_meeting_has_transfer (meeting);

  for (int topic = 0; topic < meeting->n_topics; topic++)
    {
      const PlnTopic *t = &meeting->topics[topic];

      for (int k = 0; k < t->n_cast; k++)
        in_cast[t->cast[k]] = true;
      add_own (statements, meeting, topic);
      if (meeting->n_rooms > 1)
        add_shared (statements, meeting, topic, in_cast, transfer);
      add_relations (statements, meeting, topic);
      for (int k = 0; k < t->n_cast; k++)
        in_cast[t->cast[k]] = false;
    }
  return statements;
}

const char *
pln_rule_name (PlnRule rule)
{
  static const char *const names[PLN_N_RULES] = {
    [PLN_RULE_MUST] = "must",
    [PLN_RULE_FIXED] = "fixed",
    [PLN_RULE_WITHIN] = "within",
    [PLN_RULE_ROOM_FIT] = "room_fit",
    [PLN_RULE_PERSON_BUSY] = "person_busy",
    [PLN_RULE_PERSON_OVERLAP] = "person_overlap",
    [PLN_RULE_TRANSFER] = "transfer",
    [PLN_RULE_POSITION] = "position",
    [PLN_RULE_PART_SPACING] = "part_spacing",
    [PLN_RULE_AFTER] = "after",
    [PLN_RULE_BEFORE] = "before",
    [PLN_RULE_FOLLOWS] = "follows",
    [PLN_RULE_SAME_DAY] = "same_day",
    [PLN_RULE_DIFFERENT_DAY] = "different_day",
    [PLN_RULE_APART] = "apart",
  };

  return names[rule];
}
