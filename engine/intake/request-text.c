/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/request-text.h"

#include "intake/member.h"

#include <string.h>

void
pln_request_text_append (PlnRequestText *writer, JsonNode *node, const char *indent)
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

/* -- Wishes ---------------------------------------------------------------------------------------- */

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

void
pln_wish_apply (JsonObject *object, const PlnWish *wish)
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

/* -- Topics ---------------------------------------------------------------------------------------- */

#define TOPIC_END "\n    }"
#define MEMBER_INDENT "\n      "   /* of a topic */
#define ELEMENT_INDENT "\n        " /* of a list in it */

static void
append_escaped (GString *text, char c)
{
  static const char short_forms[] = "b\bf\fn\nr\rt\t";

  if (c == '"' || c == '\\')
    g_string_append_printf (text, "\\%c", c);
  else
    {
      for (const char *form = short_forms; *form; form += 2)
        if (form[1] == c)
          {
            g_string_append_printf (text, "\\%c", *form);
            return;
          }
      g_string_append_printf (text, "\\u%04x", (unsigned) c);
    }
}

static bool
is_escaped (char c)
{
  return (guchar) c < 0x20 || c == '"' || c == '\\' || c == 0x7F;
}

static void
append_string (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  while (*value)
    {
      const char *end = value;

      while (!is_escaped (*end)) /* the last NUL is */
        end++;
      g_string_append_len (text, value, end - value);
      if (*end)
        append_escaped (text, *end++);
      value = end;
    }
  g_string_append_c (text, '"');
}

static void
append_key (GString *text, const char *indent, const char *key)
{
  if (text->str[text->len - 1] != '{')
    g_string_append_c (text, ',');
  g_string_append (text, indent);
  append_string (text, key);
  g_string_append (text, " : ");
}

static void
append_text (GString *text, const char *key, const char *value)
{
  if (!value)
    return;
  append_key (text, MEMBER_INDENT, key);
  append_string (text, value);
}

static void
append_number (GString *text, const char *key, int value)
{
  if (value <= 0)
    return;
  append_key (text, MEMBER_INDENT, key);
  g_string_append_printf (text, "%d", value);
}

static void
append_list (GString *text, const char *key, const GPtrArray *list)
{
  if (!list || list->len == 0)
    return;
  append_key (text, MEMBER_INDENT, key);
  for (guint k = 0; k < list->len; k++)
    {
      g_string_append (text, k == 0 ? "[" ELEMENT_INDENT : "," ELEMENT_INDENT);
      append_string (text, g_ptr_array_index (list, k));
    }
  g_string_append (text, MEMBER_INDENT "]");
}

static void
append_attachments (GString *text, const GPtrArray *attachments)
{
  g_autoptr (GHashTable) seen = NULL;

  if (attachments->len == 0)
    return;
  seen = g_hash_table_new (g_str_hash, g_str_equal);
  append_key (text, MEMBER_INDENT, "attachments");
  for (guint k = 0; k < attachments->len; k++)
    {
      const PlnAttachment *attachment = g_ptr_array_index (attachments, k);

      if (!g_hash_table_add (seen, attachment->uri))
        continue;
      g_string_append (text, k == 0 ? "[" ELEMENT_INDENT "{" : "," ELEMENT_INDENT "{");
      append_key (text, ELEMENT_INDENT "  ", "title");
      append_string (text, attachment->title ? attachment->title : attachment->uri);
      append_key (text, ELEMENT_INDENT "  ", "uri");
      append_string (text, attachment->uri);
      g_string_append (text, ELEMENT_INDENT "}");
    }
  g_string_append (text, MEMBER_INDENT "]");
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
append_room (GString *text, const PlnBase *base, PlnRequest *request)
{
  const char *room = request->room ? find_room (base, request->room) : NULL;

  if (room)
    {
      append_key (text, MEMBER_INDENT, "rooms");
      g_string_append (text, "[" ELEMENT_INDENT);
      append_string (text, room);
      g_string_append (text, MEMBER_INDENT "]");
    }
  else if (request->room)
    g_string_append_printf (request->notes, "%sRoom: %s", request->notes->len > 0 ? "\n" : "", request->room);
}

static void
append_people (GString *text, const PlnRequest *request)
{
  const GPtrArray *presenters = request->presenters ? request->presenters : request->requested_by->len > 1 ? request->requested_by : NULL;

  if (request->requested_by->len > 0)
    append_text (text, "requested_by", g_ptr_array_index (request->requested_by, 0));
  append_list (text, "presenters", presenters);
  append_list (text, "required", request->required);
  append_list (text, "optional", request->optional);
}

static void
append_source (GString *text, const PlnRequest *request)
{
  append_key (text, MEMBER_INDENT, "x-source");
  g_string_append_c (text, '{');
  append_key (text, ELEMENT_INDENT, "file");
  append_string (text, request->source->name);
  append_key (text, ELEMENT_INDENT, "line");
  g_string_append_printf (text, "%d" MEMBER_INDENT "}", request->line);
}

/* What a wish may add to or replace. */
static void
append_head (GString *text, const PlnBase *base, PlnRequest *request)
{
  append_text (text, "id", request->id);
  append_text (text, "title", request->title);
  append_people (text, request);
  append_text (text, "duration", request->duration ? request->duration : "");
  append_number (text, "parts", request->parts);
  append_text (text, "priority", request->priority);
  if (request->closed)
    {
      append_key (text, MEMBER_INDENT, "closed");
      g_string_append (text, "true");
    }
  append_room (text, base, request);
  append_number (text, "size", request->size);
}

/* Writes again, with the wishes, what of a topic begins at @start of the text. */
static void
apply_wishes (PlnRequestText *writer, gsize start, const PlnWish *const *wishes, guint n_wishes)
{
  g_autoptr (JsonNode) head = NULL;
  g_autofree char *indented = NULL;

  g_string_append_c (writer->text, '}');
  if (!json_parser_load_from_data (writer->parser, writer->text->str + start, -1, NULL))
    g_assert_not_reached ();
  head = json_parser_steal_root (writer->parser);
  for (guint k = 0; k < n_wishes; k++)
    pln_wish_apply (json_node_get_object (head), wishes[k]);
  g_string_truncate (writer->text, start);
  pln_request_text_append (writer, head, "    ");
  g_string_truncate (writer->text, writer->text->len - strlen (TOPIC_END));
}

void
pln_request_text_append_topic (PlnRequestText *writer, const PlnBase *base, PlnRequest *request, const PlnWish *const *wishes, guint n_wishes)
{
  gsize start = writer->text->len;

  g_string_append_c (writer->text, '{');
  append_head (writer->text, base, request);
  if (n_wishes > 0)
    apply_wishes (writer, start, wishes, n_wishes);
  append_attachments (writer->text, request->attachments);
  if (request->notes->len > 0)
    append_text (writer->text, "notes", request->notes->str);
  append_list (writer->text, "tags", request->tags);
  append_source (writer->text, request);
  g_string_append (writer->text, TOPIC_END);
}
