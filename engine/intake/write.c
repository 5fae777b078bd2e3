/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/import.h"

#include "intake/member.h"
#include "intake/request-text.h"

#include "text/json.h"

#include <string.h>

/* The request file: the base as it is, key by key, with the topics, people, windows and actions of the
 * harvest. */

static bool
is_applied (const PlnWish *wish)
{
  return wish->key && !wish->proposed && !wish->doubt;
}

/* What is asked for the topics, by topic and in order of the sentences. */
typedef struct
{
  GPtrArray *wishes; /* of PlnWish, borrowed */
  guint next;
} Queue;

static int
compare_topics (gconstpointer a, gconstpointer b)
{
  const PlnWish *const *x = a, *const *y = b;

  return (*x)->topic - (*y)->topic;
}

static Queue
queue_of_topics (const GPtrArray *wishes)
{
  Queue queue = { g_ptr_array_new (), 0 };

  for (guint k = 0; k < wishes->len; k++)
    {
      PlnWish *wish = g_ptr_array_index (wishes, k);

      if (is_applied (wish) && !wish->person)
        g_ptr_array_add (queue.wishes, wish);
    }
  g_ptr_array_sort (queue.wishes, compare_topics); /* which keeps the order of equals */
  return queue;
}

/* The wishes for the topic of that index, behind those of topics that are not written.
 * @n: (out): how many */
static const PlnWish *const *
take_wishes (Queue *queue, int index, guint *n)
{
  guint first;

  while (queue->next < queue->wishes->len && ((PlnWish *) g_ptr_array_index (queue->wishes, queue->next))->topic < index)
    queue->next++;
  first = queue->next;
  while (queue->next < queue->wishes->len && ((PlnWish *) g_ptr_array_index (queue->wishes, queue->next))->topic == index)
    queue->next++;
  *n = queue->next - first;
  return (const PlnWish *const *) queue->wishes->pdata + first;
}

static void
add_people (JsonObject *root, const PlnHarvest *harvest)
{
  const GPtrArray *people = pln_roster_people (harvest->roster);

  for (guint k = 0; k < people->len; k++)
    {
      const PlnRosterPerson *person = g_ptr_array_index (people, k);
      JsonObject *row;

      if (!person->added)
        continue;
      row = json_object_new ();
      json_object_set_string_member (row, "id", person->id);
      json_object_set_string_member (row, "name", person->name);
      json_array_add_object_element (pln_member_demand_array (root, "people"), row);
    }
}

static void
apply_to_people (JsonObject *root, const GPtrArray *wishes)
{
  JsonArray *people = pln_member_array (root, "people");
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint p = 0; people && p < json_array_get_length (people); p++)
    {
      JsonObject *person = pln_element_object (people, p);
      const char *id = person ? pln_member_text (person, "id") : NULL;

      if (id)
        g_hash_table_insert (by_id, (gpointer) id, person);
    }
  for (guint k = 0; k < wishes->len; k++)
    {
      const PlnWish *wish = g_ptr_array_index (wishes, k);
      JsonObject *person = is_applied (wish) && wish->person ? g_hash_table_lookup (by_id, wish->person) : NULL;

      if (person)
        pln_wish_apply (person, wish);
    }
}

static void
set_text (JsonObject *object, const char *key, const char *text)
{
  if (text && text[0] != '\0')
    json_object_set_string_member (object, key, text);
}

static char *
next_task_id (GHashTable *taken)
{
  for (int n = 1;; n++)
    {
      char *id = g_strdup_printf ("a%d", n);

      if (g_hash_table_add (taken, g_strdup (id)))
        return id;
      g_free (id);
    }
}

static void
add_tasks (JsonObject *root, const PlnHarvest *harvest)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *given = pln_member_array (root, "actions");

  for (guint k = 0; given && k < json_array_get_length (given); k++)
    if (pln_element_object (given, k) && pln_member_text (pln_element_object (given, k), "id"))
      g_hash_table_add (taken, g_strdup (pln_member_text (pln_element_object (given, k), "id")));
  for (guint k = 0; k < harvest->tasks->len; k++)
    {
      const PlnTask *task = g_ptr_array_index (harvest->tasks, k);
      JsonObject *row = json_object_new ();
      g_autofree char *id = next_task_id (taken);

      json_object_set_string_member (row, "id", id);
      json_object_set_string_member (row, "text", task->text);
      set_text (row, "assignee", task->assignee);
      set_text (row, "due", task->due);
      if (task->done)
        json_object_set_boolean_member (row, "done", TRUE);
      set_text (row, "from", task->from);
      json_array_add_object_element (pln_member_demand_array (root, "actions"), row);
    }
}

/* -- Text ------------------------------------------------------------------------------------------ */

static void
append_key (PlnRequestText *writer, const char *key)
{
  g_string_append (writer->text, writer->text->len > 1 ? ",\n  " : "\n  ");
  pln_json_append_string (writer->text, key);
  g_string_append (writer->text, " : ");
}

static void
append_element (PlnRequestText *writer, JsonNode *node, bool first)
{
  g_string_append (writer->text, first ? "\n    " : ",\n    ");
  pln_request_text_append (writer, node, "    ");
}

/* The topics that the base has, then those of the harvest. */
static void
append_topics (PlnRequestText *writer, const PlnBase *base, const PlnHarvest *harvest, const GPtrArray *wishes)
{
  JsonArray *given = pln_member_array (json_node_get_object (base->root), "topics");
  Queue queue = queue_of_topics (wishes);
  bool first = true;

  append_key (writer, "topics");
  g_string_append_c (writer->text, '[');
  for (guint k = 0; given && k < json_array_get_length (given); k++, first = false)
    append_element (writer, json_array_get_element (given, k), first);
  for (guint k = 0; k < harvest->requests->len; k++)
    {
      PlnRequest *request = g_ptr_array_index (harvest->requests, k);
      const PlnWish *const *asked;
      guint n_asked;

      if (request->withdrawn)
        continue;
      asked = take_wishes (&queue, (int) k, &n_asked);
      g_string_append (writer->text, first ? "\n    " : ",\n    ");
      pln_request_text_append_topic (writer, base, request, asked, n_asked);
      first = false;
    }
  g_string_append (writer->text, first ? "]" : "\n  ]");
  g_ptr_array_unref (queue.wishes);
}

static void
append_members (PlnRequestText *writer, const PlnBase *base, const PlnHarvest *harvest, const GPtrArray *wishes)
{
  JsonObject *root = json_node_get_object (base->root);
  g_autoptr (GList) keys = json_object_get_members (root);

  for (const GList *at = keys; at; at = at->next)
    if (strcmp (at->data, "topics") == 0)
      append_topics (writer, base, harvest, wishes);
    else
      {
        append_key (writer, at->data);
        pln_request_text_append (writer, json_object_get_member (root, at->data), "  ");
      }
}

GBytes *
pln_base_write (PlnBase *base, const PlnHarvest *harvest, const GPtrArray *wishes)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = json_node_get_object (base->root);
  PlnRequestText writer = { g_string_new ("{"), generator, parser };

  json_generator_set_pretty (generator, TRUE);
  if (!json_object_has_member (root, "plenary"))
    json_object_set_int_member (root, "plenary", 1);
  add_people (root, harvest);
  apply_to_people (root, wishes);
  pln_member_demand_array (root, "topics");
  add_tasks (root, harvest);
  append_members (&writer, base, harvest, wishes);
  g_string_append (writer.text, "\n}\n");
  pln_json_mend (writer.text);
  return g_string_free_to_bytes (writer.text);
}
