/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/agenda-keys.h"

#include "text/json.h"

#include <json-glib/json-glib.h>

typedef struct
{
  JsonBuilder *out;
  const PlnZone *zone;
} Writer;

static void write_object (Writer *writer, const PlnAgendaTable *table, const void *row);

static void
write_taken (Writer *writer, char *text)
{
  json_builder_add_string_value (writer->out, text);
  g_free (text);
}

static char *
format_stamp (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

static void
write_texts (Writer *writer, char **texts)
{
  json_builder_begin_array (writer->out);
  for (char **text = texts; text && *text; text++)
    json_builder_add_string_value (writer->out, *text);
  json_builder_end_array (writer->out);
}

static void
write_list (Writer *writer, const PlnAgendaKey *key, const void *row)
{
  const char *rows = *(char **) pln_agenda_member (key, row);

  json_builder_begin_array (writer->out);
  for (int k = 0; k < *pln_agenda_count (key, row); k++)
    {
      const char *element = rows + (size_t) k * key->rows->size;

      if (key->kind == PLN_KEY_LISTS)
        write_list (writer, &key->rows->keys[0], element);
      else
        write_object (writer, key->rows, element);
    }
  json_builder_end_array (writer->out);
}

static void
write_map (Writer *writer, const PlnAgendaKey *key, const void *row)
{
  const char *rows = *(char **) pln_agenda_member (key, row);

  json_builder_begin_object (writer->out);
  for (int k = 0; k < *pln_agenda_count (key, row); k++)
    {
      const char *element = rows + (size_t) k * key->rows->size;

      json_builder_set_member_name (writer->out, *(char *const *) (const void *) element);
      write_object (writer, key->rows, element);
    }
  json_builder_end_object (writer->out);
}

static void
write_holders (Writer *writer, const PlnAgendaKey *key, const void *row)
{
  const PlnDuty *duties = *(PlnDuty **) pln_agenda_member (key, row);

  json_builder_begin_object (writer->out);
  for (int k = 0; k < *pln_agenda_count (key, row); k++)
    {
      json_builder_set_member_name (writer->out, duties[k].role);
      if (duties[k].person)
        json_builder_add_string_value (writer->out, duties[k].person);
      else
        json_builder_add_null_value (writer->out);
    }
  json_builder_end_object (writer->out);
}

/* Does the key stand in the file at all? */
static bool
stands (const PlnAgendaKey *key, const void *row)
{
  const void *member = pln_agenda_member (key, row);

  if (key->nullable)
    return true;
  if (key->flag)
    return *(const bool *) ((const char *) row + key->flag);
  switch (key->kind)
    {
    case PLN_KEY_TEXT:
      return *(char *const *) member;
    case PLN_KEY_STAMP:
      return *(const gint64 *) member >= 0;
    case PLN_KEY_FLAG:
      return !key->only_if_any || *(const bool *) member;
    case PLN_KEY_TEXTS:
      return !key->only_if_any || (*(char **const *) member && **(char **const *) member);
    default:
      return true;
    }
}

static bool
is_null (const PlnAgendaKey *key, const void *row)
{
  if (!key->nullable)
    return false;
  if (key->flag)
    return !*(const bool *) ((const char *) row + key->flag);
  return !*(void *const *) pln_agenda_member (key, row);
}

static void
write_value (Writer *writer, const PlnAgendaKey *key, const void *row)
{
  const void *member = pln_agenda_member (key, row);

  switch (key->kind)
    {
    case PLN_KEY_VERSION:
      json_builder_add_int_value (writer->out, 1);
      break;
    case PLN_KEY_KIND:
      json_builder_add_string_value (writer->out, "agenda");
      break;
    case PLN_KEY_TEXT:
      json_builder_add_string_value (writer->out, *(char *const *) member);
      break;
    case PLN_KEY_TEXTS:
      write_texts (writer, *(char **const *) member);
      break;
    case PLN_KEY_COUNT:
      json_builder_add_int_value (writer->out, *(const int *) member);
      break;
    case PLN_KEY_AMOUNT:
      json_builder_add_int_value (writer->out, *(const gint64 *) member);
      break;
    case PLN_KEY_FLAG:
      json_builder_add_boolean_value (writer->out, *(const bool *) member);
      break;
    case PLN_KEY_MOMENT:
      write_taken (writer, pln_moment_format (*(const PlnMoment *) member, writer->zone));
      break;
    case PLN_KEY_DATE:
      write_taken (writer, pln_date_format (*(const int *) member));
      break;
    case PLN_KEY_STAMP:
      write_taken (writer, format_stamp (*(const gint64 *) member));
      break;
    case PLN_KEY_ZONE:
      json_builder_add_string_value (writer->out, pln_zone_name (*(PlnZone *const *) member));
      break;
    case PLN_KEY_STATUS:
      json_builder_add_string_value (writer->out, pln_status_name (*(const PlnStatus *) member));
      break;
    case PLN_KEY_OBJECT:
      write_object (writer, key->rows, row);
      break;
    case PLN_KEY_ROWS:
    case PLN_KEY_LISTS:
      write_list (writer, key, row);
      break;
    case PLN_KEY_MAP:
      write_map (writer, key, row);
      break;
    case PLN_KEY_HOLDERS:
      write_holders (writer, key, row);
      break;
    }
}

static void
write_object (Writer *writer, const PlnAgendaTable *table, const void *row)
{
  json_builder_begin_object (writer->out);
  for (int k = 0; k < table->n_keys; k++)
    {
      const PlnAgendaKey *key = &table->keys[k];

      if (!stands (key, row))
        continue;
      json_builder_set_member_name (writer->out, key->name);
      if (is_null (key, row))
        json_builder_add_null_value (writer->out);
      else
        write_value (writer, key, row);
    }
  json_builder_end_object (writer->out);
}

char *
pln_agenda_to_json (const PlnAgenda *agenda)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  GString *text = g_string_new (NULL);
  Writer writer = { builder, agenda->zone };

  write_object (&writer, &pln_agenda_table, agenda);
  root = json_builder_get_root (builder);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, root);
  json_generator_to_gstring (generator, text);
  pln_json_mend (text);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}
