/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/import.h"

#include "intake/member.h"
#include "intake/people.h"
#include "intake/sink.h"

#include <string.h>

/* The request file: the base as it is, key by key, with the topics, people, windows and actions of the
 * harvest. A topic becomes text at once where nothing is to be merged into it, as nearly always: a tree
 * of a hundred thousand of them would be most of what an import takes. */

static void
put_attachments (const PlnSink *topic, const GPtrArray *attachments)
{
  g_autoptr (GHashTable) seen = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  if (attachments->len == 0)
    return;
  seen = g_hash_table_new (g_str_hash, g_str_equal);
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
  node = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  pln_sink_put_tree (topic, "attachments", node);
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
put_room (const PlnBase *base, const PlnSink *topic, PlnRequest *request)
{
  const char *room = request->room ? find_room (base, request->room) : NULL;

  if (room)
    pln_sink_put_texts (topic, "rooms", (char *[]){ (char *) room }, 1);
  else if (request->room)
    g_string_append_printf (request->notes, "%sRoom: %s", request->notes->len > 0 ? "\n" : "", request->room);
}

static void
put_people (const PlnSink *topic, const PlnRequest *request)
{
  const GPtrArray *presenters = request->presenters ? request->presenters : request->requested_by->len > 1 ? request->requested_by : NULL;

  if (request->requested_by->len > 0)
    pln_sink_put_text (topic, "requested_by", g_ptr_array_index (request->requested_by, 0));
  pln_sink_put_list (topic, "presenters", presenters);
  pln_sink_put_list (topic, "required", request->required);
  pln_sink_put_list (topic, "optional", request->optional);
}

static void
put_source (const PlnSink *topic, const PlnRequest *request)
{
  const PlnSink source = { topic->object ? json_object_new () : NULL, topic->writer };

  if (!source.object)
    {
      pln_json_write_key (topic->writer, "x-source");
      pln_json_write_begin (topic->writer, '{');
    }
  pln_sink_put_text (&source, "file", request->source->name);
  pln_sink_put_integer (&source, "line", request->line);
  if (source.object)
    json_object_set_object_member (topic->object, "x-source", source.object);
  else
    pln_json_write_end (topic->writer, '}');
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

      if (pln_wish_is_applied (wish) && !wish->person)
        g_ptr_array_add (queue.wishes, wish);
    }
  g_ptr_array_sort (queue.wishes, compare_topics); /* which keeps the order of equals */
  return queue;
}

/* Leaves behind what was asked for topics before, which were withdrawn. */
static bool
has_wishes (Queue *queue, int index)
{
  const GPtrArray *wishes = queue->wishes;

  while (queue->next < wishes->len && ((const PlnWish *) g_ptr_array_index (wishes, queue->next))->topic < index)
    queue->next++;
  return queue->next < wishes->len && ((const PlnWish *) g_ptr_array_index (wishes, queue->next))->topic == index;
}

static void
apply_to_topic (JsonObject *topic, Queue *queue, int index)
{
  for (; has_wishes (queue, index); queue->next++)
    pln_wish_apply (topic, g_ptr_array_index (queue->wishes, queue->next));
}

static void
put_members (const PlnBase *base, const PlnSink *topic, PlnRequest *request, int index, Queue *queue)
{
  pln_sink_put_text (topic, "id", request->id);
  pln_sink_put_text (topic, "title", request->title);
  put_people (topic, request);
  pln_sink_put_text (topic, "duration", request->duration ? request->duration : "");
  if (request->parts > 0)
    pln_sink_put_integer (topic, "parts", request->parts);
  if (request->priority)
    pln_sink_put_text (topic, "priority", request->priority);
  if (request->closed)
    pln_sink_put_true (topic, "closed");
  put_room (base, topic, request);
  if (request->size > 0)
    pln_sink_put_integer (topic, "size", request->size);
  if (topic->object)
    apply_to_topic (topic->object, queue, index);
  put_attachments (topic, request->attachments);
  if (request->notes->len > 0)
    pln_sink_put_text (topic, "notes", request->notes->str);
  pln_sink_put_list (topic, "tags", request->tags);
  put_source (topic, request);
}

/* Wishes are merged into an object; without any no object is made. */
static void
write_topic (PlnJsonWriter *writer, const PlnBase *base, PlnRequest *request, int index, Queue *queue)
{
  PlnSink topic = { NULL, writer };
  g_autoptr (JsonNode) node = NULL;

  if (!has_wishes (queue, index))
    {
      pln_json_write_begin (writer, '{');
      put_members (base, &topic, request, index, queue);
      pln_json_write_end (writer, '}');
      return;
    }
  topic.object = json_object_new ();
  put_members (base, &topic, request, index, queue);
  node = json_node_init_object (json_node_alloc (), topic.object);
  json_object_unref (topic.object);
  pln_json_write_node (writer, node);
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

/* The topics that the base has, then those of the harvest. */
static void
write_topics (PlnJsonWriter *writer, const PlnBase *base, const PlnHarvest *harvest, const GPtrArray *wishes)
{
  JsonArray *given = pln_member_array (json_node_get_object (base->root), "topics");
  Queue queue = queue_of_topics (wishes);

  pln_json_write_begin (writer, '[');
  for (guint k = 0; given && k < json_array_get_length (given); k++)
    pln_json_write_node (writer, json_array_get_element (given, k));
  for (guint k = 0; k < harvest->requests->len; k++)
    {
      PlnRequest *request = g_ptr_array_index (harvest->requests, k);

      if (!request->withdrawn)
        write_topic (writer, base, request, (int) k, &queue);
    }
  pln_json_write_end (writer, ']');
  g_ptr_array_unref (queue.wishes);
}

static void
write_members (PlnJsonWriter *writer, const PlnBase *base, const PlnHarvest *harvest, const GPtrArray *wishes)
{
  JsonObject *root = json_node_get_object (base->root);
  g_autoptr (GList) keys = json_object_get_members (root);

  for (const GList *at = keys; at; at = at->next)
    {
      pln_json_write_key (writer, at->data);
      if (strcmp (at->data, "topics") == 0)
        write_topics (writer, base, harvest, wishes);
      else if (strcmp (at->data, "people") == 0)
        pln_people_write (writer, json_object_get_member (root, at->data), harvest, wishes);
      else
        pln_json_write_node (writer, json_object_get_member (root, at->data));
    }
}

GBytes *
pln_base_write (PlnBase *base, const PlnHarvest *harvest, const GPtrArray *wishes)
{
  JsonObject *root = json_node_get_object (base->root);
  PlnJsonWriter writer = { .text = g_string_new (NULL) };

  if (!json_object_has_member (root, "plenary"))
    json_object_set_int_member (root, "plenary", 1);
  if (pln_people_are_added (harvest))
    pln_member_demand_array (root, "people");
  pln_member_demand_array (root, "topics");
  add_tasks (root, harvest);
  pln_json_write_begin (&writer, '{');
  write_members (&writer, base, harvest, wishes);
  pln_json_write_end (&writer, '}');
  g_string_append_c (writer.text, '\n');
  return g_string_free_to_bytes (writer.text);
}
