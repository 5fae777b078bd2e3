/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/wish.h"

#include "intake/member.h"

#include <string.h>

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

bool
pln_wish_is_applied (const PlnWish *wish)
{
  return wish->key && !wish->proposed && !wish->doubt;
}
