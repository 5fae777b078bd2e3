/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/import.h"

#include "intake/member.h"

#include "text/json.h"

#include <stdio.h>
#include <string.h>

/* -- Reading the base ------------------------------------------------------------------------------ */

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
      JsonObject *row = pln_element_object (breaks, k);
      PlnInterval interval;

      if (row && read_clock (pln_member_text (row, "start"), &interval.start) && read_clock (pln_member_text (row, "end"), &interval.end))
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
  JsonArray *days = pln_member_array (base, "days");
  const char *zone = pln_member_text (base, "timezone");
  PlnCalendarFrame *frame = g_new0 (PlnCalendarFrame, 1);
  guint n = days ? json_array_get_length (days) : 0;

  frame->zone = zone ? pln_zone_new (zone) : NULL;
  frame->dates = g_new0 (int, n + 1);
  frame->day_start = g_new0 (int, n + 1);
  frame->day_end = g_new0 (int, n + 1);
  for (guint k = 0; k < n; k++)
    {
      JsonObject *day = pln_element_object (days, k);
      const char *date = day ? pln_member_text (day, "date") : NULL;
      PlnCivil civil = { 0 };

      if (!date || sscanf (date, "%4d-%2d-%2d", &civil.year, &civil.month, &civil.day) != 3 || !pln_civil_is_valid (civil))
        continue;
      if (frame->n_days == 0)
        read_breaks (frame, pln_member_array (day, "breaks"));
      if (read_clock (pln_member_text (day, "start"), &frame->day_start[frame->n_days])
          && read_clock (pln_member_text (day, "end"), &frame->day_end[frame->n_days]))
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
  JsonArray *aliases = pln_member_array (person, "aliases");
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *id = pln_member_text (person, "id"), *name = pln_member_text (person, "name");

  for (guint k = 0; aliases && k < json_array_get_length (aliases); k++)
    if (json_node_get_value_type (json_array_get_element (aliases, k)) == G_TYPE_STRING)
      g_ptr_array_add (names, (gpointer) json_array_get_string_element (aliases, k));
  g_ptr_array_add (names, NULL);
  if (id)
    pln_roster_add (harvest->roster, id, name ? name : id, (const char *const *) names->pdata, pln_member_text (person, "email"));
}

void
pln_base_introduce (const PlnBase *base, PlnHarvest *harvest)
{
  JsonObject *root = json_node_get_object (base->root);
  JsonArray *people = pln_member_array (root, "people"), *topics = pln_member_array (root, "topics");

  for (guint k = 0; people && k < json_array_get_length (people); k++)
    if (pln_element_object (people, k))
      introduce_person (harvest, pln_element_object (people, k));
  for (guint k = 0; topics && k < json_array_get_length (topics); k++)
    if (pln_element_object (topics, k) && pln_member_text (pln_element_object (topics, k), "id"))
      pln_ids_add (harvest->ids, pln_member_text (pln_element_object (topics, k), "id"));
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
