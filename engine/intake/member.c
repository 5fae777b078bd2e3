/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/member.h"

const char *
pln_member_text (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

JsonArray *
pln_member_array (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
pln_element_object (JsonArray *array, guint k)
{
  JsonNode *node = json_array_get_element (array, k);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
pln_member_demand_array (JsonObject *object, const char *key)
{
  if (!pln_member_array (object, key))
    json_object_set_array_member (object, key, json_array_new ());
  return pln_member_array (object, key);
}
