/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/import.h"

#include "text/json.h"

#include <stdio.h>
#include <string.h>

/* -- Reading the base ------------------------------------------------------------------------------ */

static const char *
text_of (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static JsonArray *
array_of (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
object_at (JsonArray *array, guint k)
{
  JsonNode *node = json_array_get_element (array, k);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static bool
read_clock (const char *text, int *minutes)
{
  int hour, minute;

  if (!text || sscanf (text, "%2d:%2d", &hour, &minute) != 2 || hour < 0 || hour > 24 || minute < 0 || minute > 59)
    return false;
  *minutes = hour * 60 + minute;
  return true;
}

static int
compare_dates (const void *a, const void *b)
{
  return *(const int *) a - *(const int *) b;
}

static void
read_breaks (PlnCalendarFrame *frame, JsonArray *breaks)
{
  frame->breaks = g_new0 (PlnInterval, breaks ? json_array_get_length (breaks) : 1);
  for (guint k = 0; breaks && k < json_array_get_length (breaks); k++)
    {
      JsonObject *row = object_at (breaks, k);
      PlnInterval interval;

      if (row && read_clock (text_of (row, "start"), &interval.start) && read_clock (text_of (row, "end"), &interval.end))
        frame->breaks[frame->n_breaks++] = interval;
    }
}

static void
frame_free (PlnCalendarFrame *frame)
{
  if (!frame)
    return;
  g_clear_pointer (&frame->zone, pln_zone_unref);
  g_free (frame->dates);
  g_free (frame->day_start);
  g_free (frame->day_end);
  g_free (frame->breaks);
  g_free (frame);
}

/* The days that prose can speak of; NULL where the base does not tell them. */
static PlnCalendarFrame *
read_frame (JsonObject *base)
{
  JsonArray *days = array_of (base, "days");
  const char *zone = text_of (base, "timezone");
  PlnCalendarFrame *frame = g_new0 (PlnCalendarFrame, 1);
  guint n = days ? json_array_get_length (days) : 0;

  frame->zone = zone ? pln_zone_new (zone) : NULL;
  frame->dates = g_new0 (int, n + 1);
  frame->day_start = g_new0 (int, n + 1);
  frame->day_end = g_new0 (int, n + 1);
  for (guint k = 0; k < n; k++)
    {
      JsonObject *day = object_at (days, k);
      const char *date = day ? text_of (day, "date") : NULL;
      PlnCivil civil = { 0 };

      if (!date || sscanf (date, "%4d-%2d-%2d", &civil.year, &civil.month, &civil.day) != 3 || !pln_civil_is_valid (civil))
        continue;
      if (frame->n_days == 0)
        read_breaks (frame, array_of (day, "breaks"));
      if (read_clock (text_of (day, "start"), &frame->day_start[frame->n_days])
          && read_clock (text_of (day, "end"), &frame->day_end[frame->n_days]))
        frame->dates[frame->n_days++] = pln_days_from_civil (civil.year, civil.month, civil.day);
    }
  qsort (frame->dates, (size_t) frame->n_days, sizeof *frame->dates, compare_dates);
  if (frame->zone && frame->n_days > 0)
    return frame;
  frame_free (frame);
  return NULL;
}

PlnBase *
pln_base_read (const char *name, GBytes *bytes, PlnDiagnostics *diagnostics)
{
  g_autoptr (PlnSource) source = bytes ? pln_source_new (name, bytes) : NULL;
  g_autoptr (PlnJsonDocument) document = source ? pln_json_parse (source, diagnostics) : NULL;
  g_autoptr (JsonParser) parser = NULL;
  PlnBase *base;

  if (source && !document)
    return NULL;
  base = g_new0 (PlnBase, 1);
  if (!source)
    {
      base->root = json_node_init_object (json_node_alloc (), json_object_new ());
      return base;
    }
  /* The strict reader has seen the whole text: what json-glib would misread is not in it. */
  parser = json_parser_new ();
  if (pln_json_document_root (document)->kind != PLN_JSON_OBJECT
      || !json_parser_load_from_data (parser, source->text, (gssize) source->length, NULL))
    {
      pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_WRONG_TYPE, source, (PlnPlace){ 0, 1 }, "$", NULL,
                           "a base is a request file, with or without topics", "the base is not a JSON object");
      pln_base_free (base);
      return NULL;
    }
  base->root = json_parser_steal_root (parser);
  base->given = true;
  base->frame = read_frame (json_node_get_object (base->root));
  return base;
}

void
pln_base_free (PlnBase *base)
{
  if (!base)
    return;
  g_clear_pointer (&base->root, json_node_unref);
  frame_free (base->frame);
  g_free (base);
}

static void
introduce_person (PlnHarvest *harvest, JsonObject *person)
{
  JsonArray *aliases = array_of (person, "aliases");
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *id = text_of (person, "id"), *name = text_of (person, "name");

  for (guint k = 0; aliases && k < json_array_get_length (aliases); k++)
    if (json_node_get_value_type (json_array_get_element (aliases, k)) == G_TYPE_STRING)
      g_ptr_array_add (names, (gpointer) json_array_get_string_element (aliases, k));
  g_ptr_array_add (names, NULL);
  if (id)
    pln_roster_add (harvest->roster, id, name ? name : id, (const char *const *) names->pdata, text_of (person, "email"));
}

void
pln_base_introduce (const PlnBase *base, PlnHarvest *harvest)
{
  JsonObject *root = json_node_get_object (base->root);
  JsonArray *people = array_of (root, "people"), *topics = array_of (root, "topics");

  for (guint k = 0; people && k < json_array_get_length (people); k++)
    if (object_at (people, k))
      introduce_person (harvest, object_at (people, k));
  for (guint k = 0; topics && k < json_array_get_length (topics); k++)
    if (object_at (topics, k) && text_of (object_at (topics, k), "id"))
      g_hash_table_add (harvest->ids, g_strdup (text_of (object_at (topics, k), "id")));
}

void
pln_base_report_lacking (const PlnBase *base, PlnDiagnostics *diagnostics)
{
  static const struct
  {
    const char *key, *help;
  } needed[] = {
    { "title", "\"title\": \"Leadership meeting\"" },
    { "timezone", "\"timezone\": \"Europe/Paris\"" },
    { "days", "\"days\": [{\"date\": \"2027-01-12\", \"start\": \"09:00\", \"end\": \"17:00\"}]" },
  };
  JsonObject *root = json_node_get_object (base->root);

  for (gsize k = 0; k < G_N_ELEMENTS (needed); k++)
    if (!json_object_has_member (root, needed[k].key))
      pln_diagnostics_add (diagnostics, PLN_SEVERITY_WARNING, PLN_CODE_LACKING, NULL, (PlnPlace){ 0, 0 }, NULL, NULL, needed[k].help,
                           "the request still lacks \"%s\"; give it in --base or add it by hand", needed[k].key);
}

/* -- Writing into it ------------------------------------------------------------------------------- */

static JsonArray *
demand_array (JsonObject *object, const char *key)
{
  if (!array_of (object, key))
    json_object_set_array_member (object, key, json_array_new ());
  return array_of (object, key);
}

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
  JsonArray *rooms = array_of (json_node_get_object (base->root), "rooms");
  g_autofree char *folded = pln_name_fold (text);

  for (guint k = 0; rooms && k < json_array_get_length (rooms); k++)
    {
      JsonObject *room = object_at (rooms, k);
      const char *id = room ? text_of (room, "id") : NULL, *name = room ? text_of (room, "name") : NULL;
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

/* Keys that hold a list take one more element; the others are set. */
static void
apply (JsonObject *object, const PlnWish *wish)
{
  static const char *const lists[] = { "prefer", "avoid", "within", "unavailable", "available", "after", "before", "same_day", "different_day", "apart" };

  for (gsize k = 0; k < G_N_ELEMENTS (lists); k++)
    if (strcmp (wish->key, lists[k]) == 0)
      {
        json_array_add_element (demand_array (object, wish->key), json_node_copy (wish->value));
        return;
      }
  json_object_set_member (object, wish->key, json_node_copy (wish->value));
}

static JsonObject *
topic_of (const PlnBase *base, PlnRequest *request, int index, const GPtrArray *wishes)
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
  for (guint k = 0; k < wishes->len; k++)
    {
      const PlnWish *wish = g_ptr_array_index (wishes, k);

      if (wish->key && !wish->proposed && !wish->person && wish->topic == index)
        apply (topic, wish);
    }
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
      json_array_add_object_element (demand_array (root, "people"), row);
    }
}

static void
apply_to_people (JsonObject *root, const GPtrArray *wishes)
{
  JsonArray *people = array_of (root, "people");

  for (guint k = 0; k < wishes->len; k++)
    {
      const PlnWish *wish = g_ptr_array_index (wishes, k);

      for (guint p = 0; wish->key && wish->person && !wish->proposed && people && p < json_array_get_length (people); p++)
        {
          JsonObject *person = object_at (people, p);

          if (person && g_strcmp0 (text_of (person, "id"), wish->person) == 0)
            apply (person, wish);
        }
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
  JsonArray *given = array_of (root, "actions");

  for (guint k = 0; given && k < json_array_get_length (given); k++)
    if (object_at (given, k) && text_of (object_at (given, k), "id"))
      g_hash_table_add (taken, g_strdup (text_of (object_at (given, k), "id")));
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
      json_array_add_object_element (demand_array (root, "actions"), row);
    }
}

void
pln_base_add (PlnBase *base, const PlnHarvest *harvest, const GPtrArray *wishes)
{
  JsonObject *root = json_node_get_object (base->root);
  JsonArray *topics;

  if (!json_object_has_member (root, "plenary"))
    json_object_set_int_member (root, "plenary", 1);
  add_people (root, harvest);
  apply_to_people (root, wishes);
  topics = demand_array (root, "topics");
  for (guint k = 0; k < harvest->requests->len; k++)
    {
      PlnRequest *request = g_ptr_array_index (harvest->requests, k);

      if (!request->withdrawn)
        json_array_add_object_element (topics, topic_of (base, request, (int) k, wishes));
    }
  add_tasks (root, harvest);
}
