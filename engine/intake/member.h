/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Members of a JSON object that a chair wrote and that may be of any type: what is not of the wanted
 * one is as if absent (the request reader reports it later). */

#include <json-glib/json-glib.h>

/* Returns: (transfer none) (nullable) */
const char *pln_member_text (JsonObject *object, const char *key);
JsonArray *pln_member_array (JsonObject *object, const char *key);
JsonObject *pln_element_object (JsonArray *array, guint k);

/* The array of that key, made where there is none. Returns: (transfer none) */
JsonArray *pln_member_demand_array (JsonObject *object, const char *key);
