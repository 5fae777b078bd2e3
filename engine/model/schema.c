/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/schema.h"

#include <json-glib/json-glib.h>

typedef struct
{
  JsonBuilder *out;
  GPtrArray *named;      /* of const PlnShape, as first met */
  GHashTable *is_named;  /* set of the same */
} Printer;

static void print_body (Printer *printer, const PlnShape *shape);

static void
add_text (Printer *printer, const char *name, const char *value)
{
  json_builder_set_member_name (printer->out, name);
  json_builder_add_string_value (printer->out, value);
}

static void
add_integer (Printer *printer, const char *name, gint64 value)
{
  json_builder_set_member_name (printer->out, name);
  json_builder_add_int_value (printer->out, value);
}

/* Where a shape stands: a reference for one that has a name, else the shape itself. The object is
 * open before and after. */
static void
print_inside (Printer *printer, const PlnShape *shape)
{
  g_autofree char *reference = NULL;

  if (!shape->name)
    {
      print_body (printer, shape);
      return;
    }
  if (g_hash_table_add (printer->is_named, (gpointer) shape))
    g_ptr_array_add (printer->named, (gpointer) shape);
  reference = g_strconcat ("#/$defs/", shape->name, NULL);
  add_text (printer, "$ref", reference);
}

static void
print_shape (Printer *printer, const PlnShape *shape)
{
  json_builder_begin_object (printer->out);
  print_inside (printer, shape);
  json_builder_end_object (printer->out);
}

static void
print_text (Printer *printer, const PlnShape *shape)
{
  add_text (printer, "type", "string");
  if (shape->pattern)
    add_text (printer, "pattern", shape->pattern);
  if (!shape->words)
    return;
  json_builder_set_member_name (printer->out, "enum");
  json_builder_begin_array (printer->out);
  for (const char *const *word = shape->words; *word; word++)
    json_builder_add_string_value (printer->out, *word);
  json_builder_end_array (printer->out);
}

static void
print_integer (Printer *printer, const PlnShape *shape)
{
  add_text (printer, "type", "integer");
  if (!shape->only)
    {
      add_integer (printer, "minimum", shape->least);
      add_integer (printer, "maximum", shape->most);
      return;
    }
  json_builder_set_member_name (printer->out, "enum");
  json_builder_begin_array (printer->out);
  for (const int *value = shape->only; *value; value++)
    json_builder_add_int_value (printer->out, *value);
  json_builder_end_array (printer->out);
}

static void
print_list (Printer *printer, const PlnShape *shape)
{
  add_text (printer, "type", "array");
  if (shape->empty == PLN_EMPTY_REFUSED)
    add_integer (printer, "minItems", 1);
  json_builder_set_member_name (printer->out, "items");
  print_shape (printer, shape->of);
}

static void
print_properties (Printer *printer, const PlnShape *shape)
{
  json_builder_set_member_name (printer->out, "properties");
  json_builder_begin_object (printer->out);
  for (int k = 0; k < shape->n_keys; k++)
    {
      const PlnShapeKey *key = &shape->keys[k];

      json_builder_set_member_name (printer->out, key->name);
      json_builder_begin_object (printer->out);
      add_text (printer, "description", key->about);
      print_inside (printer, key->shape);
      /* Where the key is required an empty list is as if it were missing. */
      if (key->required && key->shape->kind == PLN_SHAPE_LIST && key->shape->empty == PLN_EMPTY_ABSENT)
        add_integer (printer, "minItems", 1);
      json_builder_end_object (printer->out);
    }
  json_builder_end_object (printer->out);
}

static void
print_required (Printer *printer, const PlnShape *shape)
{
  int n = 0;

  for (int k = 0; k < shape->n_keys; k++)
    n += shape->keys[k].required;
  if (n == 0)
    return;
  json_builder_set_member_name (printer->out, "required");
  json_builder_begin_array (printer->out);
  for (int k = 0; k < shape->n_keys; k++)
    if (shape->keys[k].required)
      json_builder_add_string_value (printer->out, shape->keys[k].name);
  json_builder_end_array (printer->out);
}

static void
print_object (Printer *printer, const PlnShape *shape)
{
  add_text (printer, "type", "object");
  print_properties (printer, shape);
  print_required (printer, shape);
  json_builder_set_member_name (printer->out, "patternProperties");
  json_builder_begin_object (printer->out);
  json_builder_set_member_name (printer->out, "^x-");
  json_builder_begin_object (printer->out);
  json_builder_end_object (printer->out);
  json_builder_end_object (printer->out);
  json_builder_set_member_name (printer->out, "additionalProperties");
  json_builder_add_boolean_value (printer->out, FALSE);
}

static void
print_either (Printer *printer, const PlnShape *shape)
{
  json_builder_set_member_name (printer->out, "anyOf");
  json_builder_begin_array (printer->out);
  for (int k = 0; shape->choices[k]; k++)
    print_shape (printer, shape->choices[k]);
  json_builder_end_array (printer->out);
}

static void
print_body (Printer *printer, const PlnShape *shape)
{
  switch (shape->kind)
    {
    case PLN_SHAPE_TEXT:
      print_text (printer, shape);
      break;
    case PLN_SHAPE_INTEGER:
      print_integer (printer, shape);
      break;
    case PLN_SHAPE_BOOLEAN:
      add_text (printer, "type", "boolean");
      break;
    case PLN_SHAPE_LIST:
      print_list (printer, shape);
      break;
    case PLN_SHAPE_MAP:
      add_text (printer, "type", "object");
      json_builder_set_member_name (printer->out, "additionalProperties");
      print_shape (printer, shape->of);
      break;
    case PLN_SHAPE_OBJECT:
      print_object (printer, shape);
      break;
    case PLN_SHAPE_EITHER:
      print_either (printer, shape);
      break;
    }
}

/* Printing one may meet more. */
static void
print_definitions (Printer *printer)
{
  json_builder_set_member_name (printer->out, "$defs");
  json_builder_begin_object (printer->out);
  for (guint k = 0; k < printer->named->len; k++)
    {
      const PlnShape *shape = g_ptr_array_index (printer->named, k);

      json_builder_set_member_name (printer->out, shape->name);
      json_builder_begin_object (printer->out);
      if (shape->help)
        add_text (printer, "description", shape->help);
      print_body (printer, shape);
      json_builder_end_object (printer->out);
    }
  json_builder_end_object (printer->out);
}

char *
pln_schema_print (const PlnShape *shape, const char *title, const char *about)
{
  g_autoptr (JsonBuilder) out = json_builder_new ();
  g_autoptr (GPtrArray) named = g_ptr_array_new ();
  g_autoptr (GHashTable) is_named = g_hash_table_new (NULL, NULL);
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  Printer printer = { out, named, is_named };

  json_builder_begin_object (out);
  add_text (&printer, "$schema", "https://json-schema.org/draft/2020-12/schema");
  add_text (&printer, "title", title);
  add_text (&printer, "description", about);
  print_body (&printer, shape);
  print_definitions (&printer);
  json_builder_end_object (out);
  root = json_builder_get_root (out);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 1);
  text = json_generator_to_data (generator, NULL);
  return g_strconcat (text, "\n", NULL);
}
