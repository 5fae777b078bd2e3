/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/agenda-keys.h"

#include <json-glib/json-glib.h>

/* Agenda files may be anyone's: unknown keys are ignored, and few are required. */

static void print_object (JsonBuilder *out, const PlnAgendaTable *table);
static void print_shape (JsonBuilder *out, const PlnAgendaKey *key);

static void
add_text (JsonBuilder *out, const char *name, const char *value)
{
  json_builder_set_member_name (out, name);
  json_builder_add_string_value (out, value);
}

static void
add_integer (JsonBuilder *out, const char *name, gint64 value)
{
  json_builder_set_member_name (out, name);
  json_builder_add_int_value (out, value);
}

static void
begin (JsonBuilder *out, const char *name)
{
  json_builder_set_member_name (out, name);
  json_builder_begin_object (out);
}

static void
print_text (JsonBuilder *out, const char *pattern)
{
  add_text (out, "type", "string");
  if (pattern)
    add_text (out, "pattern", pattern);
}

static void
print_integer (JsonBuilder *out, gint64 least, gint64 most)
{
  add_text (out, "type", "integer");
  add_integer (out, "minimum", least);
  add_integer (out, "maximum", most);
}

static void
print_statuses (JsonBuilder *out)
{
  json_builder_set_member_name (out, "enum");
  json_builder_begin_array (out);
  for (int status = PLN_STATUS_OPTIMAL; status <= PLN_STATUS_UNKNOWN; status++)
    json_builder_add_string_value (out, pln_status_name ((PlnStatus) status));
  json_builder_end_array (out);
}

static void
print_array (JsonBuilder *out, const PlnAgendaKey *key)
{
  add_text (out, "type", "array");
  begin (out, "items");
  if (key->kind == PLN_KEY_TEXTS)
    print_text (out, NULL);
  else if (key->kind == PLN_KEY_LISTS)
    print_shape (out, &key->rows->keys[0]);
  else
    print_object (out, key->rows);
  json_builder_end_object (out);
}

static void
print_map (JsonBuilder *out, const PlnAgendaKey *key)
{
  add_text (out, "type", "object");
  begin (out, "additionalProperties");
  if (key->kind == PLN_KEY_MAP)
    print_object (out, key->rows);
  else
    {
      json_builder_set_member_name (out, "type");
      json_builder_begin_array (out);
      json_builder_add_string_value (out, "string");
      json_builder_add_string_value (out, "null");
      json_builder_end_array (out);
    }
  json_builder_end_object (out);
}

/* Into an object that is open. */
static void
print_shape (JsonBuilder *out, const PlnAgendaKey *key)
{
  switch (key->kind)
    {
    case PLN_KEY_VERSION:
      add_integer (out, "const", 1);
      break;
    case PLN_KEY_KIND:
      add_text (out, "const", "agenda");
      break;
    case PLN_KEY_TEXT:
    case PLN_KEY_ZONE:
      print_text (out, NULL);
      break;
    case PLN_KEY_COUNT:
      print_integer (out, 0, G_MAXINT);
      break;
    case PLN_KEY_AMOUNT:
      print_integer (out, -PLN_AGENDA_AMOUNT_MAX, PLN_AGENDA_AMOUNT_MAX);
      break;
    case PLN_KEY_FLAG:
      add_text (out, "type", "boolean");
      break;
    case PLN_KEY_MOMENT:
      print_text (out, "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:00)?(Z|[+-]\\d\\d:\\d\\d)?$");
      break;
    case PLN_KEY_DATE:
      print_text (out, "^\\d{4}-\\d\\d-\\d\\d$");
      break;
    case PLN_KEY_STAMP:
      print_text (out, "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
      break;
    case PLN_KEY_STATUS:
      print_statuses (out);
      break;
    case PLN_KEY_OBJECT:
      print_object (out, key->rows);
      break;
    case PLN_KEY_TEXTS:
    case PLN_KEY_ROWS:
    case PLN_KEY_LISTS:
      print_array (out, key);
      break;
    case PLN_KEY_MAP:
    case PLN_KEY_HOLDERS:
      print_map (out, key);
      break;
    }
}

static void
print_property (JsonBuilder *out, const PlnAgendaKey *key)
{
  begin (out, key->name);
  add_text (out, "description", key->about);
  if (key->nullable)
    {
      json_builder_set_member_name (out, "anyOf");
      json_builder_begin_array (out);
      json_builder_begin_object (out);
      add_text (out, "type", "null");
      json_builder_end_object (out);
      json_builder_begin_object (out);
      print_shape (out, key);
      json_builder_end_object (out);
      json_builder_end_array (out);
    }
  else
    print_shape (out, key);
  json_builder_end_object (out);
}

static void
print_object (JsonBuilder *out, const PlnAgendaTable *table)
{
  add_text (out, "type", "object");
  begin (out, "properties");
  for (int k = 0; k < table->n_keys; k++)
    print_property (out, &table->keys[k]);
  json_builder_end_object (out);
  json_builder_set_member_name (out, "required");
  json_builder_begin_array (out);
  for (int k = 0; k < table->n_keys; k++)
    if (table->keys[k].required)
      json_builder_add_string_value (out, table->keys[k].name);
  json_builder_end_array (out);
}

char *
pln_agenda_schema (void)
{
  g_autoptr (JsonBuilder) out = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (out);
  add_text (out, "$schema", "https://json-schema.org/draft/2020-12/schema");
  add_text (out, "title", "Plenary agenda");
  add_text (out, "description", "The agenda of a meeting: complete, every other output is written from it.");
  print_object (out, &pln_agenda_table);
  json_builder_end_object (out);
  root = json_builder_get_root (out);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 1);
  text = json_generator_to_data (generator, NULL);
  return g_strconcat (text, "\n", NULL);
}
