/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/import.h"

#include "intake/member.h"

#include "text/json.h"

#include <string.h>

/* The request file: the base as it is, key by key, with the topics, people, windows and actions of the
 * harvest. Topics are turned into text one by one: a tree of a hundred thousand of them would be most
 * of what an import takes. */

static void
set_list (JsonObject *object, const char *key, const GPtrArray *list)
{
  JsonArray *array;

  if (!list || list->len == 0)
    return;
  array = json_array_new ();
  for (guint k = 0; k < list->len; k++)
    json_array_add_string_element (array, g_ptr_array_index (list, k));
  json_object_set_array_member (object, key, array);
}

static void
set_attachments (JsonObject *topic, const GPtrArray *attachments)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array;

  if (attachments->len == 0)
    return;
  array = json_array_new ();
  for (guint k = 0; k < attachments->len; k++)
    {
      const PlnAttachment *attachment = g_ptr_array_index (attachments, k);
      JsonObject *row;

      if (!g_hash_table_add (seen, attachment->uri))
        continue;
      row = json_object_new ();
      json_object_set_string_member (row, "title", attachment->title ? attachment->title : attachment->uri);
      json_object_set_string_member (row, "uri", attachment->uri);
      json_array_add_object_element (array, row);
    }
  json_object_set_array_member (topic, "attachments", array);
}

/* The id of the room that a cell names, or NULL. */
static const char *
find_room (const PlnBase *base, const char *text)
{
  JsonArray *rooms = pln_member_array (json_node_get_object (base->root), "rooms");
  g_autofree char *folded = pln_name_fold (text);

  for (guint k = 0; rooms && k < json_array_get_length (rooms); k++)
    {
      JsonObject *room = pln_element_object (rooms, k);
      const char *id = room ? pln_member_text (room, "id") : NULL, *name = room ? pln_member_text (room, "name") : NULL;
      g_autofree char *folded_name = pln_name_fold (name ? name : id ? id : "");

      if (id && (strcmp (text, id) == 0 || strcmp (folded, folded_name) == 0))
        return id;
    }
  return NULL;
}

static void
set_room (const PlnBase *base, JsonObject *topic, PlnRequest *request)
{
  const char *room = request->room ? find_room (base, request->room) : NULL;

  if (room)
    {
      JsonArray *rooms = json_array_new ();

      json_array_add_string_element (rooms, room);
      json_object_set_array_member (topic, "rooms", rooms);
    }
  else if (request->room)
    g_string_append_printf (request->notes, "%sRoom: %s", request->notes->len > 0 ? "\n" : "", request->room);
}

static void
set_people (JsonObject *topic, const PlnRequest *request)
{
  const GPtrArray *presenters = request->presenters ? request->presenters : request->requested_by->len > 1 ? request->requested_by : NULL;

  if (request->requested_by->len > 0)
    json_object_set_string_member (topic, "requested_by", g_ptr_array_index (request->requested_by, 0));
  set_list (topic, "presenters", presenters);
  set_list (topic, "required", request->required);
  set_list (topic, "optional", request->optional);
}

static void
set_source (JsonObject *topic, const PlnRequest *request)
{
  JsonObject *source = json_object_new ();

  json_object_set_string_member (source, "file", request->source->name);
  json_object_set_int_member (source, "line", request->line);
  json_object_set_object_member (topic, "x-source", source);
}

static bool
holds_a_list (const char *key)
{
  static const char *const lists[] = { "prefer", "avoid", "within", "unavailable", "after", "before", "required", "optional" };

  for (gsize k = 0; k < G_N_ELEMENTS (lists); k++)
    if (strcmp (key, lists[k]) == 0)
      return true;
  return false;
}

static bool
holds_element (JsonArray *array, JsonNode *element)
{
  for (guint k = 0; k < json_array_get_length (array); k++)
    if (json_node_equal (json_array_get_element (array, k), element))
      return true;
  return false;
}

/* Keys that hold a list take the elements that they do not have yet; the others are set. */
static void
apply (JsonObject *object, const PlnWish *wish)
{
  JsonArray *array;

  if (!holds_a_list (wish->key))
    {
      json_object_set_member (object, wish->key, json_node_copy (g_ptr_array_index (wish->values, 0)));
      return;
    }
  if (wish->replaces)
    json_object_set_array_member (object, wish->key, json_array_new ());
  array = pln_member_demand_array (object, wish->key);
  for (guint k = 0; k < wish->values->len; k++)
    if (!holds_element (array, g_ptr_array_index (wish->values, k)))
      json_array_add_element (array, json_node_copy (g_ptr_array_index (wish->values, k)));
}

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

static void
apply_to_topic (JsonObject *topic, Queue *queue, int index)
{
  for (; queue->next < queue->wishes->len; queue->next++)
    {
      const PlnWish *wish = g_ptr_array_index (queue->wishes, queue->next);

      if (wish->topic > index)
        return;
      apply (topic, wish);
    }
}

static JsonObject *
topic_of (const PlnBase *base, PlnRequest *request, int index, Queue *queue)
{
  JsonObject *topic = json_object_new ();

  json_object_set_string_member (topic, "id", request->id);
  json_object_set_string_member (topic, "title", request->title);
  set_people (topic, request);
  json_object_set_string_member (topic, "duration", request->duration ? request->duration : "");
  if (request->parts > 0)
    json_object_set_int_member (topic, "parts", request->parts);
  if (request->priority)
    json_object_set_string_member (topic, "priority", request->priority);
  if (request->closed)
    json_object_set_boolean_member (topic, "closed", TRUE);
  set_room (base, topic, request);
  if (request->size > 0)
    json_object_set_int_member (topic, "size", request->size);
  apply_to_topic (topic, queue, index);
  set_attachments (topic, request->attachments);
  if (request->notes->len > 0)
    json_object_set_string_member (topic, "notes", request->notes->str);
  set_list (topic, "tags", request->tags);
  set_source (topic, request);
  return topic;
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
        apply (person, wish);
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

typedef struct
{
  GString *text;
  JsonGenerator *generator;
} Writer;

/* Appends what JSON-GLib writes, each line but the first behind @indent. */
static void
append_node (Writer *writer, JsonNode *node, const char *indent)
{
  g_autofree char *text = NULL;
  const char *line;

  json_generator_set_root (writer->generator, node);
  text = json_generator_to_data (writer->generator, NULL);
  line = text;
  for (const char *end = strchr (line, '\n'); end; end = strchr (line, '\n'))
    {
      g_string_append_len (writer->text, line, end + 1 - line);
      g_string_append (writer->text, indent);
      line = end + 1;
    }
  g_string_append (writer->text, line);
}

static void
append_key (Writer *writer, const char *key)
{
  g_string_append (writer->text, writer->text->len > 1 ? ",\n  " : "\n  ");
  pln_json_append_string (writer->text, key);
  g_string_append (writer->text, " : ");
}

static void
append_element (Writer *writer, JsonNode *node, bool first)
{
  g_string_append (writer->text, first ? "\n    " : ",\n    ");
  append_node (writer, node, "    ");
}

/* The topics that the base has, then those of the harvest. */
static void
append_topics (Writer *writer, const PlnBase *base, const PlnHarvest *harvest, const GPtrArray *wishes)
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
      g_autoptr (JsonNode) node = NULL;

      if (request->withdrawn)
        continue;
      node = json_node_init_object (json_node_alloc (), topic_of (base, request, (int) k, &queue));
      json_object_unref (json_node_get_object (node));
      append_element (writer, node, first);
      first = false;
    }
  g_string_append (writer->text, first ? "]" : "\n  ]");
  g_ptr_array_unref (queue.wishes);
}

static void
append_members (Writer *writer, const PlnBase *base, const PlnHarvest *harvest, const GPtrArray *wishes)
{
  JsonObject *root = json_node_get_object (base->root);
  g_autoptr (GList) keys = json_object_get_members (root);

  for (const GList *at = keys; at; at = at->next)
    if (strcmp (at->data, "topics") == 0)
      append_topics (writer, base, harvest, wishes);
    else
      {
        append_key (writer, at->data);
        append_node (writer, json_object_get_member (root, at->data), "  ");
      }
}

GBytes *
pln_base_write (PlnBase *base, const PlnHarvest *harvest, const GPtrArray *wishes)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  JsonObject *root = json_node_get_object (base->root);
  Writer writer = { g_string_new ("{"), generator };

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
