/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/availability.h"

#include "ical/series.h"

#include <stdlib.h>
#include <string.h>

#define MAX_AVAILABILITIES 100
#define MAX_AVAILABLE 100000 /* times in one of them */
#define MAX_REPLACED 100

void
pln_availability_clear (gpointer availability)
{
  g_array_unref (((PlnAvailability *) availability)->available);
}

static PlnBusyKind
busy_type (const PlnIcsComponent *component)
{
  const PlnIcsProperty *property = pln_ics_find (component, PLN_ICS_BUSYTYPE);

  if (property != NULL && g_ascii_strcasecmp (property->value, "BUSY") == 0)
    return PLN_BUSY_BUSY;
  if (property != NULL && g_ascii_strcasecmp (property->value, "BUSY-TENTATIVE") == 0)
    return PLN_BUSY_TENTATIVE;
  return PLN_BUSY_UNAVAILABLE;
}

static int
rank (const PlnIcsComponent *component)
{
  const PlnIcsProperty *property = pln_ics_find (component, PLN_ICS_PRIORITY);
  gint64 priority = property != NULL ? g_ascii_strtoll (property->value, NULL, 10) : 0;

  return priority >= 1 && priority <= 9 ? 10 - (int) priority : 0;
}

/* The time that the component speaks of; without a start or an end, all time. */
static void
read_range (PlnIcsReading *reading, const PlnIcsComponent *component, PlnAvailability *availability)
{
  const PlnBusyOptions *options = &reading->report->options;
  bool has_end = pln_ics_find (component, PLN_ICS_DTEND) != NULL || pln_ics_find (component, PLN_ICS_DURATION) != NULL;
  PlnEvent range;

  availability->start = options->from;
  availability->end = options->to;
  pln_event_read (reading, component, NULL, &range);
  if (range.has_start && !range.is_doubtful)
    {
      availability->start = MAX (availability->start, pln_event_start (&range, range.start.wall));
      if (has_end)
        availability->end = MIN (availability->end, pln_event_end (&range, range.start.wall));
    }
  else if (!range.has_start && pln_ics_find (component, PLN_ICS_DTEND) != NULL)
    pln_ics_warn (reading->report->warnings, reading->file, component->line,
                  "a VAVAILABILITY with an end and no start; it is taken to have neither");
}

/* The times of the AVAILABLE components: what is sure of them. */
static GArray *
read_available (PlnIcsReading *reading, const PlnIcsComponent *component)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (PlnEvent)), instances = g_array_new (FALSE, FALSE, sizeof (PlnEvent));
  GArray *available = g_array_new (FALSE, FALSE, sizeof (PlnBusyRow));

  for (const PlnIcsComponent *child = component->child; child != NULL; child = child->next)
    {
      PlnEvent event;

      pln_event_read (reading, child, NULL, &event);
      g_array_append_val (events, event);
      if (event.is_instance)
        g_array_append_val (instances, event);
    }
  if (instances->len > MAX_REPLACED)
    {
      pln_ics_warn (reading->report->warnings, reading->file, component->line,
                    "more than %d AVAILABLE that replace instances; none of the times here is available", MAX_REPLACED);
      return available;
    }
  reading->report->aside = available;
  for (guint k = 0; k < events->len && available->len < MAX_AVAILABLE; k++)
    {
      const PlnEvent *event = &g_array_index (events, PlnEvent, k);

      pln_series_add_sure (reading, event, (const PlnEvent *) (const void *) instances->data,
                           event->is_instance ? 0 : (int) instances->len, PLN_BUSY_BUSY);
    }
  reading->report->aside = NULL;
  g_array_sort (available, pln_busy_rows_compare);
  return available;
}

void
pln_availability_read (PlnIcsReading *reading, const PlnIcsComponent *component)
{
  PlnAvailability availability = { .kind = busy_type (component), .rank = rank (component) };

  if (reading->report->options.instances)
    return;
  if (reading->report->availability->len >= MAX_AVAILABILITIES)
    {
      pln_ics_warn (reading->report->warnings, reading->file, component->line,
                    "more than %d VAVAILABILITY; the whole window is busy", MAX_AVAILABILITIES);
      pln_busy_report_row (reading->report, pln_busy_report_origin (reading->report, reading->file, component),
                           reading->report->options.from, reading->report->options.to, PLN_BUSY_UNAVAILABLE);
      return;
    }
  read_range (reading, component, &availability);
  if (availability.start >= availability.end)
    return;
  availability.origin = pln_busy_report_origin (reading->report, reading->file, component);
  availability.available = read_available (reading, component);
  g_array_append_val (reading->report->availability, availability);
}

/* -- Layers ---------------------------------------------------------------------------------------- */

int
pln_busy_rows_compare (const void *a, const void *b)
{
  const PlnBusyRow *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  if (x->kind != y->kind)
    return (int) x->kind - (int) y->kind;
  if (x->origin->file_number != y->origin->file_number)
    return x->origin->file_number - y->origin->file_number;
  return x->origin->line - y->origin->line;
}

GArray *
pln_busy_rows_outside (const GArray *rows, const GArray *covers)
{
  GArray *outside = g_array_new (FALSE, FALSE, sizeof (PlnBusyRow));
  guint first = 0;

  for (guint k = 0; k < rows->len; k++)
    {
      PlnBusyRow row = g_array_index (rows, PlnBusyRow, k);

      for (guint c = first; c < covers->len && g_array_index (covers, PlnBusyRow, c).start < row.end; c++)
        {
          const PlnBusyRow *cover = &g_array_index (covers, PlnBusyRow, c);
          PlnBusyRow before = row;

          if (cover->end <= row.start)
            continue;
          before.end = cover->start;
          if (before.start < before.end)
            g_array_append_val (outside, before);
          row.start = MIN (cover->end, row.end);
        }
      if (row.start < row.end)
        g_array_append_val (outside, row);
      /* Covers are only by start: what ended before this row began can be passed over in a run. */
      while (first < covers->len && k + 1 < rows->len
             && g_array_index (covers, PlnBusyRow, first).end <= g_array_index (rows, PlnBusyRow, k + 1).start)
        first++;
    }
  return outside;
}

/* What speaks last comes last; of one rank, the busier first. */
static int
compare_ranks (const void *a, const void *b)
{
  const PlnAvailability *x = *(const PlnAvailability *const *) a, *y = *(const PlnAvailability *const *) b;

  if (x->rank != y->rank)
    return x->rank - y->rank;
  if (x->kind != y->kind)
    return (int) y->kind - (int) x->kind;
  return x < y ? -1 : x > y;
}

static GArray *
whole (const PlnAvailability *availability)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (PlnBusyRow));
  PlnBusyRow row = { availability->start, availability->end, availability->kind, availability->origin };

  g_array_append_val (rows, row);
  return rows;
}

/* Replaces @rows by what of them @covers does not cover. */
static void
cover (GArray **rows, const GArray *covers)
{
  GArray *left = pln_busy_rows_outside (*rows, covers);

  g_array_unref (*rows);
  *rows = left;
}

/* The busy rows of @n availabilities of one rank: where several are busy, the first of them. */
static GArray *
rank_rows (const PlnAvailability *const *availabilities, guint n)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (PlnBusyRow));

  for (guint k = 0; k < n; k++)
    {
      g_autoptr (GArray) range = whole (availabilities[k]);
      g_autoptr (GArray) busy = pln_busy_rows_outside (range, availabilities[k]->available);

      cover (&busy, rows);
      g_array_append_vals (rows, busy->data, busy->len);
      g_array_sort (rows, pln_busy_rows_compare);
    }
  return rows;
}

GArray *
pln_availability_rows (const PlnBusyReport *report)
{
  guint n = report->availability->len;
  g_autofree const PlnAvailability **sorted = g_new (const PlnAvailability *, n + 1);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (PlnBusyRow));

  for (guint k = 0; k < n; k++)
    sorted[k] = &g_array_index (report->availability, PlnAvailability, k);
  qsort (sorted, n, sizeof *sorted, compare_ranks);
  for (guint first = 0, end; first < n; first = end)
    {
      g_autoptr (GArray) ranked = NULL;

      for (end = first; end < n && sorted[end]->rank == sorted[first]->rank; end++)
        {
          g_autoptr (GArray) range = whole (sorted[end]);

          cover (&rows, range);
        }
      ranked = rank_rows (sorted + first, end - first);
      g_array_append_vals (rows, ranked->data, ranked->len);
      g_array_sort (rows, pln_busy_rows_compare);
    }
  return rows;
}
