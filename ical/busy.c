/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/busy.h"

#include "ical/availability.h"
#include "ical/event.h"
#include "ical/freebusy.h"
#include "ical/revisions.h"

#include <string.h>

#define MAX_ROWS 1000000
#define MAX_INSTANCES 200000 /* where each is a row */
#define MAX_ASIDE 100000 /* available times */

const char *
pln_busy_kind_name (PlnBusyKind kind)
{
  static const char *const kind_names[] = { "FREE", "BUSY-TENTATIVE", "BUSY", "BUSY-UNAVAILABLE" };

  return kind_names[kind];
}

/* -- Reports --------------------------------------------------------------------------------------- */

static void
origin_free (gpointer data)
{
  PlnBusyOrigin *origin = data;

  g_free (origin->uid);
  g_free (origin->summary);
  g_free (origin);
}

PlnBusyReport *
pln_busy_report_new (const PlnBusyOptions *options)
{
  PlnBusyReport *report = g_new0 (PlnBusyReport, 1);

  report->options = *options;
  report->options.timezone = g_strdup (options->timezone);
  report->options.owner_email = g_strdup (options->owner_email);
  report->options.owner_name = g_strdup (options->owner_name);
  report->rows = g_array_new (FALSE, FALSE, sizeof (PlnBusyRow));
  report->origins = g_ptr_array_new_with_free_func (origin_free);
  report->origin_of = g_hash_table_new (g_direct_hash, g_direct_equal);
  report->files = g_ptr_array_new_with_free_func (g_free);
  report->availability = g_array_new (FALSE, FALSE, sizeof (PlnAvailability));
  g_array_set_clear_func (report->availability, pln_availability_clear);
  report->warnings = pln_ics_warnings_new ();
  return report;
}

void
pln_busy_report_free (PlnBusyReport *report)
{
  g_free ((char *) report->options.timezone);
  g_free ((char *) report->options.owner_email);
  g_free ((char *) report->options.owner_name);
  g_array_unref (report->rows);
  g_ptr_array_unref (report->origins);
  g_hash_table_unref (report->origin_of);
  g_ptr_array_unref (report->files);
  g_array_unref (report->availability);
  pln_ics_warnings_free (report->warnings);
  g_free (report);
}

static bool
is_private (const PlnIcsComponent *component)
{
  const PlnIcsProperty *property = pln_ics_find (component, PLN_ICS_CLASS);

  return property != NULL && g_ascii_strcasecmp (property->value, "PUBLIC") != 0;
}

const PlnBusyOrigin *
pln_busy_report_origin (PlnBusyReport *report, const char *file, const PlnIcsComponent *component)
{
  PlnBusyOrigin *origin = g_hash_table_lookup (report->origin_of, component);
  const PlnIcsProperty *uid = pln_ics_find (component, PLN_ICS_UID);
  const PlnIcsProperty *summary = pln_ics_find (component, PLN_ICS_SUMMARY);

  if (origin != NULL)
    return origin;
  origin = g_new0 (PlnBusyOrigin, 1);
  origin->uid = uid != NULL ? pln_ics_text (uid->value) : NULL;
  origin->summary = summary != NULL && !is_private (component) ? pln_ics_text (summary->value) : NULL;
  origin->file = file;
  origin->file_number = (int) report->files->len;
  origin->line = component->line;
  g_ptr_array_add (report->origins, origin);
  g_hash_table_insert (report->origin_of, (gpointer) component, origin);
  return origin;
}

/* Too many rows for anybody to look at: the window is busy. Too much free time is only forgotten. */
static void
overflow (PlnBusyReport *report, const PlnBusyOrigin *origin)
{
  PlnBusyRow row = { report->options.from, report->options.to, PLN_BUSY_BUSY, origin };

  if (report->aside != NULL)
    {
      pln_ics_warn (report->warnings, origin->file, origin->line, "too many available times; the rest is not available");
      return;
    }
  pln_ics_warn (report->warnings, origin->file, origin->line, "too many instances in the window; all of it is busy");
  report->has_overflowed = true;
  g_array_append_val (report->rows, row);
}

static guint
row_limit (const PlnBusyReport *report)
{
  if (report->aside != NULL)
    return MAX_ASIDE;
  return report->options.instances ? MAX_INSTANCES : MAX_ROWS;
}

void
pln_busy_report_row (PlnBusyReport *report, const PlnBusyOrigin *origin, gint64 start, gint64 end, PlnBusyKind kind)
{
  const PlnBusyOptions *options = &report->options;
  GArray *rows = report->aside != NULL ? report->aside : report->rows;
  PlnBusyRow row = { start, end, kind, origin }, *last = rows->len > 0 ? &g_array_index (rows, PlnBusyRow, rows->len - 1) : NULL;

  if (start >= options->to || end < options->from || (end == options->from && end > start) || report->has_overflowed)
    return;
  if (!options->instances)
    {
      if (kind == PLN_BUSY_FREE || start >= end)
        return;
      if (last != NULL && last->origin == origin && last->kind == kind && row.start >= last->start && row.start <= last->end)
        {
          last->end = MAX (last->end, row.end);
          return;
        }
    }
  if (rows->len >= row_limit (report))
    overflow (report, origin);
  else
    g_array_append_val (rows, row);
}

/* -- Files ----------------------------------------------------------------------------------------- */

/* Half of the world's own calendars are named by their owner's address. */
static const char *
calendar_owner (const PlnIcsComponent *calendar)
{
  const PlnIcsProperty *property = pln_ics_find (calendar, PLN_ICS_X_CALNAME);

  return property != NULL && strchr (property->value, '@') != NULL && strchr (property->value, ' ') == NULL ? property->value : NULL;
}

/* A METHOD says what a calendar is for: answers, counters and questions take nobody's time. */
static bool
method_counts (const char *method, PlnIcsKind kind)
{
  static const char *const events[] = { "REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH" };

  if (method == NULL)
    return true;
  if (kind == PLN_ICS_VFREEBUSY)
    return g_ascii_strcasecmp (method, "REQUEST") != 0;
  for (size_t k = 0; k < G_N_ELEMENTS (events); k++)
    if (g_ascii_strcasecmp (method, events[k]) == 0)
      return false;
  return true;
}

static void
read_component (PlnIcsReading *reading, const PlnIcsComponent *component, const char *method, GArray *events, PlnFreeBusy *free_busy)
{
  PlnEvent event;

  if (!method_counts (method, component->kind))
    return;
  switch (component->kind)
    {
    case PLN_ICS_VEVENT:
      pln_event_read (reading, component, method, &event);
      g_array_append_val (events, event);
      break;
    case PLN_ICS_VFREEBUSY:
      pln_free_busy_read (reading, component, free_busy);
      break;
    case PLN_ICS_VAVAILABILITY:
      pln_availability_read (reading, component);
      break;
    default:
      break;
    }
}

/* A calendar, or the root for what stands outside any. */
static void
read_calendar (PlnIcsReading *reading, const PlnIcsComponent *calendar, GArray *events, PlnFreeBusy *free_busy)
{
  const PlnIcsProperty *method = pln_ics_find (calendar, PLN_ICS_METHOD);
  const PlnIcsProperty *scale = pln_ics_find (calendar, PLN_ICS_CALSCALE);

  pln_ics_zones_enter (reading->zones, calendar, &reading->steps);
  reading->owner = calendar_owner (calendar);
  if (scale != NULL && g_ascii_strcasecmp (scale->value, "GREGORIAN") != 0)
    pln_ics_warn (reading->report->warnings, reading->file, scale->line, "a calendar that is not Gregorian; read as if it were");
  for (const PlnIcsComponent *child = calendar->child; child != NULL; child = child->next)
    read_component (reading, child, method != NULL ? method->value : NULL, events, free_busy);
}

void
pln_busy_report_add (PlnBusyReport *report, const PlnIcs *ics)
{
  const PlnBusyOptions *options = &report->options;
  const PlnIcsComponent *root = pln_ics_root (ics);
  g_autoptr (PlnIcsZones) zones = pln_ics_zones_new (pln_ics_file (ics), options->timezone, options->from, options->to, report->warnings);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (PlnEvent));
  g_autoptr (GArray) spoken = g_array_new (FALSE, FALSE, sizeof (PlnBusyRow));
  PlnFreeBusy free_busy = { .spoken = spoken };
  char *file = g_strdup (pln_ics_file (ics));
  PlnIcsReading reading = { .report = report, .file = file, .zones = zones, .steps = PLN_ICS_FILE_STEPS };

  g_ptr_array_add (report->files, file);
  /* The components of another file may since have stood at the same place in memory. */
  g_hash_table_remove_all (report->origin_of);
  read_calendar (&reading, root, events, &free_busy);
  for (const PlnIcsComponent *child = root->child; child != NULL; child = child->next)
    if (child->kind == PLN_ICS_VCALENDAR)
      read_calendar (&reading, child, events, &free_busy);
  pln_revisions_add (&reading, events);
  if (events->len == 0)
    pln_free_busy_add_unknown (&reading, &free_busy);
}

/* -- Merging --------------------------------------------------------------------------------------- */

static GArray *
rows_of (const GArray *rows, unsigned kinds)
{
  GArray *some = g_array_new (FALSE, FALSE, sizeof (PlnBusyRow));

  for (guint k = 0; k < rows->len; k++)
    if (kinds >> g_array_index (rows, PlnBusyRow, k).kind & 1)
      g_array_append_val (some, g_array_index (rows, PlnBusyRow, k));
  return some;
}

/* By start, and of equal ones by where they stand: a merged row is of the first. */
static int
compare_starts (const void *a, const void *b)
{
  const PlnBusyRow *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->origin->file_number != y->origin->file_number)
    return x->origin->file_number - y->origin->file_number;
  return x->origin->line - y->origin->line;
}

/* Cuts rows to the window, which leaves them in order. */
static void
clip_rows (GArray *rows, const PlnBusyOptions *options)
{
  for (guint k = 0; k < rows->len; k++)
    {
      PlnBusyRow *row = &g_array_index (rows, PlnBusyRow, k);

      row->start = MAX (row->start, options->from);
      row->end = MIN (row->end, options->to);
    }
}

/* Joins rows by start that touch; what is joined is of the first. */
static void
merge_rows (GArray *rows)
{
  guint kept = 0;

  for (guint k = 0; k < rows->len; k++)
    {
      PlnBusyRow row = g_array_index (rows, PlnBusyRow, k);
      PlnBusyRow *last = kept > 0 ? &g_array_index (rows, PlnBusyRow, kept - 1) : NULL;

      if (last != NULL && row.start <= last->end)
        last->end = MAX (last->end, row.end);
      else
        g_array_index (rows, PlnBusyRow, kept++) = row;
    }
  g_array_set_size (rows, kept);
}

static void
append_all (GArray *rows, const GArray *more)
{
  g_array_append_vals (rows, more->data, more->len);
}

/* Events lie over availability; the harder of the two shows through. */
static void
overlay (GArray *rows, const GArray *availability, bool separate)
{
  const unsigned tentative = 1u << PLN_BUSY_TENTATIVE, hard = 1u << PLN_BUSY_BUSY | 1u << PLN_BUSY_UNAVAILABLE;
  g_autoptr (GArray) soft_rows = rows_of (rows, tentative), hard_rows = rows_of (rows, hard);
  g_autoptr (GArray) soft_base = rows_of (availability, tentative), hard_base = rows_of (availability, hard);
  g_autoptr (GArray) base = pln_busy_rows_outside (hard_base, hard_rows);
  g_autoptr (GArray) soft_left = pln_busy_rows_outside (soft_base, hard_rows);
  g_autoptr (GArray) soft_shown = NULL;

  if (!separate)
    merge_rows (soft_rows);
  soft_shown = pln_busy_rows_outside (soft_rows, hard_base);
  g_array_set_size (rows, 0);
  append_all (rows, hard_rows);
  append_all (rows, base);
  append_all (rows, soft_shown);
  append_all (rows, soft_left);
  g_array_sort (rows, pln_busy_rows_compare);
}

void
pln_busy_report_finish (PlnBusyReport *report)
{
  g_autoptr (GArray) merged = g_array_new (FALSE, FALSE, sizeof (PlnBusyRow));
  g_autoptr (GArray) availability = NULL;

  g_array_sort (report->rows, report->options.instances ? pln_busy_rows_compare : compare_starts);
  if (report->options.instances)
    return;
  clip_rows (report->rows, &report->options);
  availability = pln_availability_rows (report);
  if (availability->len > 0)
    overlay (report->rows, availability, report->options.separate);
  for (int kind = PLN_BUSY_TENTATIVE; kind < PLN_BUSY_N_KINDS; kind++)
    {
      g_autoptr (GArray) some = rows_of (report->rows, 1u << kind);

      if (!report->options.separate)
        merge_rows (some);
      append_all (merged, some);
    }
  g_array_sort (merged, pln_busy_rows_compare);
  g_array_set_size (report->rows, 0);
  append_all (report->rows, merged);
}
