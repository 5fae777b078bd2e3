/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/calendars.h"

#include "ical/value.h"
#include "model/agenda.h"
#include "model/meeting.h"
#include "text/diagnostic.h"

#include <string.h>

static const PlnPlace nowhere = { 0, 0 };

/* -- Files ----------------------------------------------------------------------------------------- */

void
pln_calendar_free (gpointer data)
{
  PlnCalendar *calendar = data;

  g_free (calendar->name);
  g_free (calendar->why);
  g_clear_pointer (&calendar->bytes, g_bytes_unref);
  g_clear_pointer (&calendar->ics, pln_ics_free);
  g_free (calendar);
}

PlnCalendar *
pln_calendar_new (const char *name, GBytes *bytes, PlnIcsWarnings *warnings, GError **error)
{
  PlnCalendar *calendar = g_new0 (PlnCalendar, 1);

  calendar->name = g_strdup (name);
  calendar->bytes = g_bytes_ref (bytes);
  calendar->ics = pln_ics_scan (name, bytes, warnings, error);
  return calendar;
}

static void
argument_free (gpointer data)
{
  g_free (((PlnCalendarArgument *) data)->owner);
  g_free (data);
}

PlnCalendars *
pln_calendars_new (bool strict)
{
  PlnCalendars *calendars = g_new0 (PlnCalendars, 1);

  calendars->strict = strict;
  calendars->calendars = g_ptr_array_new_with_free_func (pln_calendar_free);
  calendars->arguments = g_ptr_array_new_with_free_func (argument_free);
  calendars->names = g_ptr_array_new_with_free_func (g_free);
  calendars->used = g_hash_table_new (g_direct_hash, g_direct_equal);
  calendars->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) pln_busy_report_free);
  calendars->warnings = pln_ics_warnings_new ();
  return calendars;
}

void
pln_calendars_free (PlnCalendars *calendars)
{
  g_ptr_array_unref (calendars->calendars);
  g_ptr_array_unref (calendars->arguments);
  g_ptr_array_unref (calendars->names);
  g_hash_table_unref (calendars->used);
  g_ptr_array_unref (calendars->reports);
  pln_ics_warnings_free (calendars->warnings);
  g_free (calendars);
}

static PlnCalendar *
find (const PlnCalendars *calendars, const char *name)
{
  for (guint k = 0; k < calendars->calendars->len; k++)
    {
      PlnCalendar *calendar = g_ptr_array_index (calendars->calendars, k);

      if (strcmp (calendar->name, name) == 0)
        return calendar;
    }
  return NULL;
}

void
pln_calendars_add (PlnCalendars *calendars, const char *owner, const PlnCalendarFile *file)
{
  PlnCalendarArgument *argument = g_new0 (PlnCalendarArgument, 1);
  PlnCalendar *calendar = find (calendars, file->name);

  if (calendar == NULL)
    {
      g_autoptr (GError) error = NULL;

      calendar = pln_calendar_new (file->name, file->bytes, calendars->warnings, &error);
      calendar->why = error != NULL ? g_strdup (error->message) : NULL;
      g_ptr_array_add (calendars->calendars, calendar);
    }
  argument->owner = g_strdup (owner);
  argument->calendar = calendar;
  g_ptr_array_add (calendars->arguments, argument);
}

/* A calendar that a request names, beside the request. */
static PlnCalendar *
open_named (PlnCalendars *calendars, const char *request_name, const char *path)
{
  g_autofree char *directory = g_path_get_dirname (request_name);
  g_autofree char *file = g_path_is_absolute (path) ? g_strdup (path) : g_build_filename (directory, path, NULL);
  g_autoptr (GError) error = NULL;
  PlnCalendar *calendar = find (calendars, path);

  if (calendar != NULL)
    return calendar;
  calendar = g_new0 (PlnCalendar, 1);
  calendar->name = g_strdup (path);
  calendar->ics = pln_ics_scan_file (file, path, &calendar->bytes, calendars->warnings, &error);
  calendar->why = error != NULL ? g_strdup (error->message) : NULL;
  g_ptr_array_add (calendars->calendars, calendar);
  return calendar;
}

/* -- Reading --------------------------------------------------------------------------------------- */

PlnBusyReport *
pln_calendar_report (PlnCalendars *calendars, const PlnCalendar *calendar, const PlnBusyOptions *options)
{
  PlnBusyReport *report;

  g_hash_table_add (calendars->used, (gpointer) calendar);
  if (calendar->ics == NULL)
    return NULL;
  report = pln_busy_report_new (options);
  pln_busy_report_add (report, calendar->ics);
  pln_busy_report_finish (report);
  for (guint k = 0; k < report->warnings->rows->len; k++)
    {
      const PlnIcsWarning *warning = g_ptr_array_index (report->warnings->rows, k);

      pln_ics_warn (calendars->warnings, warning->file, warning->line, "%s", warning->text);
    }
  calendars->warnings->n_more = MAX (calendars->warnings->n_more, report->warnings->n_more);
  return report;
}

/* Whole minutes are busy if any second of them is. */
static PlnBusy
to_minutes (const PlnBusyRow *row, bool is_soft)
{
  return (PlnBusy){
    .start = (int) pln_floor_divide (row->start, 60),
    .end = (int) pln_floor_divide (row->end + 59, 60),
    .soft = is_soft || row->kind == PLN_BUSY_TENTATIVE,
    .summary = row->origin->summary,
  };
}

/* @is_soft: whatever the calendar says */
static void
append_rows (const PlnBusyReport *report, bool is_soft, GArray *rows)
{
  for (guint k = 0; k < report->rows->len; k++)
    {
      PlnBusy busy = to_minutes (&g_array_index (report->rows, PlnBusyRow, k), is_soft);

      g_array_append_val (rows, busy);
    }
}

/* Reads a calendar of one owner. The report lives as long as the calendars: its texts are lent out. */
static PlnBusyReport *
read_calendar (PlnCalendars *calendars, const PlnCalendar *calendar, const PlnBusyOptions *options, bool is_soft, GArray *rows)
{
  PlnBusyReport *report = pln_calendar_report (calendars, calendar, options);

  if (report == NULL)
    return NULL;
  append_rows (report, is_soft, rows);
  g_ptr_array_add (calendars->reports, report);
  return report;
}

/* Everybody's calendar is the same for all of one zone, so it is read once for them. */
static bool
read_for_everybody (PlnCalendars *calendars, PlnCalendarArgument *argument, const PlnBusyOptions *options, GArray *rows)
{
  PlnBusyOptions everybody = *options;

  everybody.owner_email = everybody.owner_name = NULL;
  if (argument->report != NULL && strcmp (argument->report->options.timezone, options->timezone) == 0)
    append_rows (argument->report, true, rows);
  else
    argument->report = read_calendar (calendars, argument->calendar, &everybody, true, rows);
  return argument->report != NULL;
}

static bool
is_one_of (const char *name, const char *const *names)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (int k = 0; names != NULL && names[k] != NULL; k++)
    {
      g_autofree char *other = g_utf8_casefold (names[k], -1);

      if (strcmp (folded, other) == 0)
        return true;
    }
  return false;
}

bool
pln_calendar_argument_is_of (const PlnCalendarArgument *argument, const PlnCalendarOwner *owner)
{
  const char *const own[] = { owner->id, owner->name, NULL };

  return is_one_of (argument->owner, own) || is_one_of (argument->owner, owner->aliases);
}

/* What the command line adds to a person: theirs, then everybody's. */
static bool
read_arguments (PlnCalendars *calendars, const PlnCalendarOwner *owner, PlnBusyOptions *options, GArray *rows)
{
  bool is_readable = true;

  if (owner->id != NULL)
    g_ptr_array_add (calendars->names, g_strdup (owner->id));
  if (owner->name != NULL)
    g_ptr_array_add (calendars->names, g_strdup (owner->name));
  for (guint k = 0; k < calendars->arguments->len; k++)
    {
      PlnCalendarArgument *argument = g_ptr_array_index (calendars->arguments, k);

      if (argument->owner == NULL)
        is_readable &= read_for_everybody (calendars, argument, options, rows);
      else if (pln_calendar_argument_is_of (argument, owner))
        {
          argument->is_known = true;
          is_readable &= read_calendar (calendars, argument->calendar, options, false, rows) != NULL;
        }
    }
  return is_readable;
}

bool
pln_calendars_read (const char *request_name,
                    const char *path,
                    const PlnCalendarOwner *owner,
                    int from,
                    int to,
                    GArray *rows,
                    char **why,
                    gpointer data)
{
  PlnCalendars *calendars = data;
  PlnBusyOptions options = {
    .from = (gint64) from * 60,
    .to = (gint64) to * 60,
    .timezone = owner->timezone,
    .owner_email = owner->email,
    .owner_name = owner->name,
  };
  PlnCalendar *calendar;

  if (path == NULL)
    return read_arguments (calendars, owner, &options, rows);
  calendar = open_named (calendars, request_name, path);
  if (read_calendar (calendars, calendar, &options, false, rows) != NULL)
    return true;
  *why = g_strdup (calendar->why);
  return false;
}

/* -- Telling --------------------------------------------------------------------------------------- */

static PlnPlace
line_place (PlnSource *source, int line)
{
  size_t length;
  const char *text = pln_source_line (source, line, &length);
  size_t start = (size_t) (text - source->text);

  return (PlnPlace){ start, start + length };
}

void
pln_calendar_warnings_tell (const PlnIcsWarnings *warnings, guint first, const GPtrArray *files, bool strict,
                            PlnDiagnostics *diagnostics)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) pln_source_unref);
  PlnSeverity severity = strict ? PLN_SEVERITY_ERROR : PLN_SEVERITY_WARNING;

  for (guint f = 0; f < files->len; f++)
    {
      const PlnCalendar *file = g_ptr_array_index (files, f);
      PlnSource *source = NULL;

      for (guint k = first; k < warnings->rows->len; k++)
        {
          const PlnIcsWarning *warning = g_ptr_array_index (warnings->rows, k);

          if (strcmp (warning->file, file->name) != 0 || file->bytes == NULL)
            continue;
          if (source == NULL)
            g_ptr_array_add (sources, source = pln_source_new (file->name, file->bytes));
          pln_diagnostics_add (diagnostics, severity, PLN_CODE_CALENDAR_DOUBTFUL, source, line_place (source, warning->line), NULL,
                               NULL, NULL, "%s", warning->text);
        }
    }
  if (warnings->n_more > 0 && first < warnings->rows->len)
    pln_diagnostics_add (diagnostics, severity, PLN_CODE_CALENDAR_DOUBTFUL, NULL, nowhere, NULL, NULL, NULL,
                         "%d more like these in the calendars", warnings->n_more);
}

/* A calendar of the command line; the request's are told at their place in it. */
static void
tell_unreadable (const PlnCalendarArgument *argument, PlnDiagnostics *diagnostics)
{
  if (argument->calendar->why != NULL)
    pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_CALENDAR_UNREADABLE, NULL, nowhere, NULL, NULL, NULL,
                         "cannot read the calendar %s", argument->calendar->why);
}

static void
tell_unknown_owner (const PlnCalendars *calendars, const PlnCalendarArgument *argument, PlnDiagnostics *diagnostics)
{
  const char *meant = pln_did_you_mean (argument->owner, (const char *const *) calendars->names->pdata, (int) calendars->names->len);
  g_autofree char *help = meant != NULL ? g_strdup_printf ("did you mean %s?", meant) : NULL;

  pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_CALENDAR_OWNER, NULL, nowhere, NULL, NULL, help,
                       "--calendar %s=%s: nobody of the meeting has that id, name or alias", argument->owner,
                       argument->calendar->name);
}

/* The calendars that were used, for the agenda. */
static void
list_used (const PlnCalendars *calendars, PlnMeeting *meeting)
{
  meeting->calendars = g_new0 (PlnCalendarUse, calendars->calendars->len);
  for (guint k = 0; k < calendars->calendars->len; k++)
    {
      const PlnCalendar *calendar = g_ptr_array_index (calendars->calendars, k);

      if (calendar->bytes != NULL && g_hash_table_contains (calendars->used, calendar))
        meeting->calendars[meeting->n_calendars++]
          = (PlnCalendarUse){ g_strdup (calendar->name), g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, calendar->bytes) };
    }
}

bool
pln_calendars_finish (PlnCalendars *calendars, PlnMeeting *meeting, PlnDiagnostics *diagnostics)
{
  int before = pln_diagnostics_n_errors (diagnostics);

  for (guint k = 0; k < calendars->arguments->len; k++)
    tell_unreadable (g_ptr_array_index (calendars->arguments, k), diagnostics);
  pln_calendar_warnings_tell (calendars->warnings, calendars->n_told, calendars->calendars, calendars->strict, diagnostics);
  calendars->n_told = calendars->warnings->rows->len;
  for (guint k = 0; meeting != NULL && k < calendars->arguments->len; k++)
    {
      const PlnCalendarArgument *argument = g_ptr_array_index (calendars->arguments, k);

      if (argument->owner != NULL && !argument->is_known)
        tell_unknown_owner (calendars, argument, diagnostics);
    }
  if (meeting != NULL)
    list_used (calendars, meeting);
  return pln_diagnostics_n_errors (diagnostics) == before;
}

/* -- Agendas ---------------------------------------------------------------------------------------- */

static const PlnCalendarUse *
find_use (const PlnCalendarUse *uses, int n, const char *name)
{
  for (int k = 0; k < n; k++)
    if (strcmp (uses[k].name, name) == 0)
      return &uses[k];
  return NULL;
}

static void
tell_changed (PlnDiagnostics *diagnostics, const char *name, const char *what)
{
  pln_diagnostics_add (diagnostics, PLN_SEVERITY_WARNING, PLN_CODE_CALENDAR_CHANGED, NULL, nowhere, NULL, NULL, NULL,
                       "the calendar %s %s", name, what);
}

void
pln_calendars_compare (const PlnMeeting *meeting, const PlnAgenda *agenda, PlnDiagnostics *diagnostics)
{
  /* An agenda that says nothing of calendars may be anybody's, or a view for others. */
  if (!agenda->has_calendars)
    return;
  for (int k = 0; k < meeting->n_calendars; k++)
    {
      const PlnCalendarUse *now = &meeting->calendars[k];
      const PlnCalendarUse *then = find_use (agenda->calendars, agenda->n_calendars, now->name);

      if (then == NULL)
        tell_changed (diagnostics, now->name, "was not there when the agenda was planned");
      else if (strcmp (then->hash, now->hash) != 0)
        tell_changed (diagnostics, now->name, "has changed since the agenda was planned");
    }
  for (int k = 0; k < agenda->n_calendars; k++)
    if (find_use (meeting->calendars, meeting->n_calendars, agenda->calendars[k].name) == NULL)
      tell_changed (diagnostics, agenda->calendars[k].name, "was used when the agenda was planned and is not now");
}
