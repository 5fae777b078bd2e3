/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/people.h"

#include "intake/member.h"

/* As with topics, only those people become a tree of whom something is wished: most of a hundred thousand do not. */

/* Of the wishes that are applied to somebody: id, borrowed -> (element-type PlnWish), in order of the sentences. */
static GHashTable *
wishes_by_person (const GPtrArray *wishes)
{
  GHashTable *by_person = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint k = 0; k < wishes->len; k++)
    {
      PlnWish *wish = g_ptr_array_index (wishes, k);
      GPtrArray *of_person;

      if (!wish->person || !pln_wish_is_applied (wish))
        continue;
      of_person = g_hash_table_lookup (by_person, wish->person);
      if (!of_person)
        g_hash_table_insert (by_person, wish->person, of_person = g_ptr_array_new ());
      g_ptr_array_add (of_person, wish);
    }
  return by_person;
}

static void
apply_all (JsonObject *person, const GPtrArray *wishes)
{
  for (guint k = 0; k < wishes->len; k++)
    pln_wish_apply (person, g_ptr_array_index (wishes, k));
}

/* Where two have an id, the last of them is meant. */
static void
apply_to_given (JsonArray *people, GHashTable *by_person)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint k = json_array_get_length (people); k-- > 0;)
    {
      JsonObject *person = pln_element_object (people, k);
      const char *id = person ? pln_member_text (person, "id") : NULL;
      const GPtrArray *wishes = id ? g_hash_table_lookup (by_person, id) : NULL;

      if (wishes && g_hash_table_add (done, (gpointer) id))
        apply_all (person, wishes);
    }
}

bool
pln_people_are_added (const PlnHarvest *harvest)
{
  const GPtrArray *people = pln_roster_people (harvest->roster);

  for (guint k = people->len; k-- > 0;)
    if (((const PlnRosterPerson *) g_ptr_array_index (people, k))->added)
      return true;
  return false;
}

static void
put_members (const PlnSink *sink, const PlnRosterPerson *person)
{
  pln_sink_put_text (sink, "id", person->id);
  pln_sink_put_text (sink, "name", person->name);
}

static void
write_added (PlnJsonWriter *writer, const PlnRosterPerson *person, const GPtrArray *wishes)
{
  PlnSink sink = { NULL, writer };
  g_autoptr (JsonNode) node = NULL;

  if (!wishes)
    {
      pln_json_write_begin (writer, '{');
      put_members (&sink, person);
      pln_json_write_end (writer, '}');
      return;
    }
  sink.object = json_object_new ();
  put_members (&sink, person);
  apply_all (sink.object, wishes);
  node = json_node_init_object (json_node_alloc (), sink.object);
  json_object_unref (sink.object);
  pln_json_write_node (writer, node);
}

void
pln_people_write (PlnJsonWriter *writer, JsonNode *given, const PlnHarvest *harvest, const GPtrArray *wishes)
{
  const GPtrArray *people = pln_roster_people (harvest->roster);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (given) ? json_node_get_array (given) : NULL;
  g_autoptr (GHashTable) by_person = wishes_by_person (wishes);

  if (!array)
    {
      pln_json_write_node (writer, given);
      return;
    }
  apply_to_given (array, by_person);
  pln_json_write_begin (writer, '[');
  for (guint k = 0; k < json_array_get_length (array); k++)
    pln_json_write_node (writer, json_array_get_element (array, k));
  for (guint k = 0; k < people->len; k++)
    {
      const PlnRosterPerson *person = g_ptr_array_index (people, k);

      if (person->added)
        write_added (writer, person, g_hash_table_lookup (by_person, person->id));
    }
  pln_json_write_end (writer, ']');
}
