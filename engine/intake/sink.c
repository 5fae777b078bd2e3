/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/sink.h"

void
pln_sink_put_text (const PlnSink *sink, const char *key, const char *value)
{
  if (sink->object)
    {
      json_object_set_string_member (sink->object, key, value);
      return;
    }
  pln_json_write_key (sink->writer, key);
  pln_json_write_string (sink->writer, value);
}

void
pln_sink_put_integer (const PlnSink *sink, const char *key, int value)
{
  if (sink->object)
    {
      json_object_set_int_member (sink->object, key, value);
      return;
    }
  pln_json_write_key (sink->writer, key);
  pln_json_write_integer (sink->writer, value);
}

void
pln_sink_put_true (const PlnSink *sink, const char *key)
{
  if (sink->object)
    {
      json_object_set_boolean_member (sink->object, key, TRUE);
      return;
    }
  pln_json_write_key (sink->writer, key);
  pln_json_write_word (sink->writer, "true");
}

void
pln_sink_put_texts (const PlnSink *sink, const char *key, char *const *texts, guint n)
{
  JsonArray *array;

  if (n == 0)
    return;
  if (!sink->object)
    {
      pln_json_write_key (sink->writer, key);
      pln_json_write_begin (sink->writer, '[');
      for (guint k = 0; k < n; k++)
        pln_json_write_string (sink->writer, texts[k]);
      pln_json_write_end (sink->writer, ']');
      return;
    }
  array = json_array_new ();
  for (guint k = 0; k < n; k++)
    json_array_add_string_element (array, texts[k]);
  json_object_set_array_member (sink->object, key, array);
}

void
pln_sink_put_list (const PlnSink *sink, const char *key, const GPtrArray *list)
{
  if (list)
    pln_sink_put_texts (sink, key, (char *const *) list->pdata, list->len);
}

/* A tree of JSON, as it stands. */
void
pln_json_write_node (PlnJsonWriter *writer, JsonNode *node)
{
  g_autofree char *word = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) keys = json_object_get_members (object);

      pln_json_write_begin (writer, '{');
      for (const GList *at = keys; at; at = at->next)
        {
          pln_json_write_key (writer, at->data);
          pln_json_write_node (writer, json_object_get_member (object, at->data));
        }
      pln_json_write_end (writer, '}');
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      pln_json_write_begin (writer, '[');
      for (guint k = 0; k < json_array_get_length (array); k++)
        pln_json_write_node (writer, json_array_get_element (array, k));
      pln_json_write_end (writer, ']');
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    pln_json_write_string (writer, json_node_get_string (node));
  else
    pln_json_write_word (writer, word = json_to_string (node, FALSE));
}

/* A tree as the value of a key. */
void
pln_sink_put_tree (const PlnSink *sink, const char *key, JsonNode *node)
{
  if (sink->object)
    {
      json_object_set_member (sink->object, key, json_node_copy (node));
      return;
    }
  pln_json_write_key (sink->writer, key);
  pln_json_write_node (sink->writer, node);
}
