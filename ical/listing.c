/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What Plenary sees in calendars, as a table and as JSON. */

#include "ical/calendars.h"
#include "ical/value.h"
#include "ical/zone.h"
#include "model/moment.h"
#include "model/timeline.h"
#include "text/diagnostic.h"
#include "text/json.h"
#include "text/width.h"

#include <string.h>

bool
pln_timezone_is_known (const char *name)
{
  g_autoptr (PlnZone) zone = pln_zone_new (name);

  return zone != NULL;
}

bool
pln_busy_time_parse (const char *text, const char *zone_name, gint64 *seconds)
{
  g_autoptr (PlnZone) zone = pln_zone_new (zone_name);
  PlnIcsMoment moment;
  PlnMoment other;
  PlnCivil civil;
  int day, second;

  if (zone == NULL)
    return false;
  if (pln_moment_parse (text, zone, &other))
    {
      *seconds = other.minute * (gint64) 60;
      return true;
    }
  if (pln_date_parse (text, &day))
    moment = (PlnIcsMoment){ .wall = day * PLN_DAY_SECONDS, .is_date = true };
  else if (!pln_ics_moment_read (text, strlen (text), &moment))
    return false;
  civil = pln_civil_from_days ((int) pln_floor_divide (moment.wall, PLN_DAY_SECONDS));
  second = (int) (moment.wall - pln_floor_divide (moment.wall, PLN_DAY_SECONDS) * PLN_DAY_SECONDS);
  civil.hour = second / 3600;
  civil.minute = second / 60 % 60;
  *seconds = moment.is_utc ? moment.wall : pln_zone_to_minute (zone, civil) * (gint64) 60 + second % 60;
  return true;
}

/* -- JSON ------------------------------------------------------------------------------------------ */

static void
append_text (GString *out, const char *key, const char *text)
{
  g_string_append_printf (out, "\"%s\": ", key);
  if (text != NULL)
    pln_json_append_string (out, text);
  else
    g_string_append (out, "null");
}

static void
append_row (GString *out, const PlnBusyRow *row)
{
  g_autofree char *start = pln_ics_instant_format (row->start), *end = pln_ics_instant_format (row->end);

  g_string_append_printf (out, "{\"start\": \"%s\", \"end\": \"%s\", \"kind\": \"%s\", ", start, end, pln_busy_kind_name (row->kind));
  append_text (out, "uid", row->origin->uid);
  g_string_append (out, ", ");
  append_text (out, "summary", row->origin->summary);
  g_string_append (out, ", ");
  append_text (out, "file", row->origin->file);
  g_string_append_printf (out, ", \"line\": %d}", row->origin->line);
}

static void
append_warning (GString *out, const PlnIcsWarning *warning)
{
  g_string_append_c (out, '{');
  append_text (out, "text", warning->text);
  g_string_append (out, ", ");
  append_text (out, "file", warning->file);
  g_string_append_printf (out, ", \"line\": %d}", warning->line);
}

/* What was only counted. */
static void
append_rest (GString *out, const PlnIcsWarnings *warnings)
{
  const PlnIcsWarning *last = g_ptr_array_index (warnings->rows, warnings->rows->len - 1);
  g_autofree char *text = g_strdup_printf ("%d more like these", warnings->n_more);
  PlnIcsWarning rest = { text, last->file, 0 };

  g_string_append (out, ",\n  ");
  append_warning (out, &rest);
}

static char *
to_json (const PlnBusyReport *report)
{
  GString *out = g_string_new ("{\"busy\": [");

  for (guint k = 0; k < report->rows->len; k++)
    {
      g_string_append (out, k > 0 ? ",\n  " : "\n  ");
      append_row (out, &g_array_index (report->rows, PlnBusyRow, k));
    }
  g_string_append (out, report->rows->len > 0 ? "\n ],\n \"warnings\": [" : "],\n \"warnings\": [");
  for (guint k = 0; k < report->warnings->rows->len; k++)
    {
      g_string_append (out, k > 0 ? ",\n  " : "\n  ");
      append_warning (out, g_ptr_array_index (report->warnings->rows, k));
    }
  if (report->warnings->n_more > 0)
    append_rest (out, report->warnings);
  g_string_append (out, report->warnings->rows->len > 0 ? "\n ]}\n" : "]}\n");
  return g_string_free (out, FALSE);
}

/* -- The table ------------------------------------------------------------------------------------- */

static PlnCivil
civil_at (const PlnZone *zone, gint64 instant)
{
  return pln_zone_to_civil (zone, (int) pln_floor_divide (instant, 60));
}

static void
append_clock (GString *out, PlnCivil civil, gint64 instant)
{
  int second = (int) (instant - pln_floor_divide (instant, 60) * 60);

  g_string_append_printf (out, "%02d:%02d", civil.hour, civil.minute);
  if (second != 0)
    g_string_append_printf (out, ":%02d", second);
}

/* "2022-10-18 09:00 - 10:30", the end's date only where it is another. */
static char *
span_text (const PlnZone *zone, gint64 start, gint64 end)
{
  GString *out = g_string_new (NULL);
  PlnCivil from = civil_at (zone, start), to = civil_at (zone, end);

  g_string_append_printf (out, "%04d-%02d-%02d ", from.year, from.month, from.day);
  append_clock (out, from, start);
  g_string_append (out, " - ");
  if (from.year != to.year || from.month != to.month || from.day != to.day)
    g_string_append_printf (out, "%04d-%02d-%02d ", to.year, to.month, to.day);
  append_clock (out, to, end);
  return g_string_free (out, FALSE);
}

static char *
to_table (const PlnBusyReport *report, const char *zone_name, bool unicode)
{
  g_autoptr (PlnZone) zone = pln_zone_new (zone_name);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "Times in %s\n", zone_name);
  if (report->rows->len == 0)
    g_string_append (out, "Nothing\n");
  for (guint k = 0; k < report->rows->len; k++)
    {
      const PlnBusyRow *row = &g_array_index (report->rows, PlnBusyRow, k);
      g_autofree char *span = span_text (zone, row->start, row->end);
      const char *why = row->origin->summary;

      g_string_append_printf (out, "%-35s  %-16s  ", span, pln_busy_kind_name (row->kind));
      pln_text_append_safe (out, why != NULL && *why != '\0' ? why : "-", unicode);
      g_string_append (out, "  (");
      pln_text_append_safe (out, row->origin->file, unicode);
      g_string_append_printf (out, ":%d)\n", row->origin->line);
    }
  return g_string_free (out, FALSE);
}

/* -- The whole ------------------------------------------------------------------------------------- */

char *
pln_busy_list (const PlnBusyQuery *query, PlnDiagnostics *diagnostics)
{
  PlnBusyOptions options = {
    .from = query->from,
    .to = query->to,
    .timezone = query->timezone,
    .owner_email = query->owner,
    .owner_name = query->owner,
    .instances = query->instances,
  };
  g_autoptr (PlnBusyReport) report = pln_busy_report_new (&options);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (pln_calendar_free);
  int before = pln_diagnostics_n_errors (diagnostics);

  for (int k = 0; k < query->n_files; k++)
    {
      g_autoptr (GError) error = NULL;
      PlnCalendar *file = pln_calendar_new (query->files[k].name, query->files[k].bytes, report->warnings, &error);

      g_ptr_array_add (files, file);
      if (file->ics != NULL)
        pln_busy_report_add (report, file->ics);
      else
        pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_CALENDAR_UNREADABLE, NULL, (PlnPlace){ 0, 0 }, NULL, NULL,
                             NULL, "cannot read the calendar %s", error->message);
    }
  pln_busy_report_finish (report);
  if (query->strict || !query->json)
    pln_calendar_warnings_tell (report->warnings, 0, files, query->strict, diagnostics);
  if (pln_diagnostics_n_errors (diagnostics) > before)
    return NULL;
  return query->json ? to_json (report) : to_table (report, query->timezone, query->unicode);
}
