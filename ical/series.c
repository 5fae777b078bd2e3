/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/series.h"

#include "ical/taken.h"

/* The events of one UID. */
typedef struct
{
  PlnIcsReading *reading;
  const PlnEvent *master;
  const PlnEvent **instances; /* that replace one, by time; each instance once */
  int n_instances;
  const PlnEvent **ranges; /* those of them that speak for all after them too */
  int n_ranges;
  PlnTaken exceptions; /* by EXDATE */
  PlnTaken replaced;   /* by instances */
} Series;

/* -- Rows ------------------------------------------------------------------------------------------ */

/* One instance; in doubt about the zone, as long as it can be meant. */
static void
add_row (PlnIcsReading *reading, const PlnEvent *event, const PlnBusyOrigin *origin, gint64 start, gint64 end, PlnBusyKind kind)
{
  if (event->is_doubtful && !reading->report->options.instances && end > start)
    {
      start = pln_ics_zone_to_wall (event->zone, start) - PLN_ICS_EASTMOST_SECONDS;
      end = pln_ics_zone_to_wall (event->zone, end) + PLN_ICS_WESTMOST_SECONDS;
    }
  pln_busy_report_row (reading->report, origin, start, end, kind);
}

/* Nothing but its first time is sure, if that: busy from there to the end of the window. */
static void
add_throughout (PlnIcsReading *reading, const PlnEvent *event, const PlnBusyOrigin *origin, PlnBusyKind kind)
{
  const PlnBusyOptions *options = &reading->report->options;
  gint64 start = options->from;

  if (event->has_start && !event->is_doubtful)
    start = MAX (start, pln_event_start (event, event->start.wall));
  pln_busy_report_row (reading->report, origin, start, MAX (start, options->to), kind);
}

/* The longest that an instance of the event lasts; a nominal day has at most 25 hours, or a few more where
 * a zone changes sides of the date line. */
static gint64
longest (const PlnEvent *event)
{
  return event->length.days * PLN_DAY_SECONDS + event->length.seconds + 2 * PLN_DAY_SECONDS;
}

/* RDATEs that are periods have a length of their own. */
static void
add_periods (PlnIcsReading *reading, const PlnEvent *event, const PlnBusyOrigin *origin, const PlnTaken *exceptions,
             const PlnTaken *replaced, PlnBusyKind kind)
{
  for (const PlnIcsProperty *property = event->component->first; property != NULL; property = property->next)
    {
      const char *rest = property->value, *item;
      size_t length;

      while (property->name == PLN_ICS_RDATE && pln_ics_list_next (&rest, &item, &length))
        {
          PlnIcsPeriod period;
          gint64 wall, end;

          if (!pln_ics_period_read (item, length, &period))
            continue;
          wall = pln_event_wall (reading, event, property, period.start);
          end = period.has_end
                  ? pln_event_start (event, pln_event_wall (reading, event, property, period.end))
                  : pln_event_start (event, wall + period.length.days * PLN_DAY_SECONDS) + period.length.seconds;
          if (!pln_taken_has (exceptions, event, wall) && (replaced == NULL || !pln_taken_has (replaced, event, wall)))
            add_row (reading, event, origin, pln_event_start (event, wall), MAX (end, pln_event_start (event, wall)), kind);
        }
    }
}

/* -- Series ---------------------------------------------------------------------------------------- */

/* The range that speaks for an instance at @instant; NULL: the master does. */
static const PlnEvent *
range_at (const Series *series, gint64 instant)
{
  int low = 0, high = series->n_ranges;

  while (low < high)
    {
      int middle = (low + high) / 2;

      if (pln_event_instance (series->ranges[middle]) <= instant)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? series->ranges[low - 1] : NULL;
}

/* How far a range moves the instances after it, on its own clock. */
static gint64
range_shift (const PlnEvent *range)
{
  gint64 instant = pln_ics_zone_to_instant (range->instance_zone, range->instance.wall);

  if (range->instance.is_date && range->start.is_date)
    return range->start.wall - range->instance.wall;
  return range->start.wall - pln_ics_zone_to_wall (range->zone, instant);
}

static void
add_master_instance (const Series *series, const PlnBusyOrigin *origin, gint64 wall)
{
  const PlnEvent *master = series->master;
  gint64 start = pln_event_start (master, wall);
  const PlnEvent *range = range_at (series, start);

  if (range == NULL)
    {
      if (!master->is_cancelled)
        add_row (series->reading, master, origin, start, pln_event_end (master, wall), master->kind);
      return;
    }
  if (range->is_cancelled)
    return;
  wall = (range->start.is_date && master->start.is_date ? wall : pln_ics_zone_to_wall (range->zone, start)) + range_shift (range);
  add_row (series->reading, range, pln_busy_report_origin (series->reading->report, series->reading->file, range->component),
           pln_event_start (range, wall), pln_event_end (range, wall), range->kind);
}

/* The walls between which an instance can touch the window, however long or moved it is. */
static void
series_window (const Series *series, gint64 *from, gint64 *to)
{
  const PlnBusyOptions *options = &series->reading->report->options;
  gint64 length = longest (series->master), shift = 0;

  for (int k = 0; k < series->n_ranges; k++)
    {
      length = MAX (length, longest (series->ranges[k]));
      shift = MAX (shift, ABS (range_shift (series->ranges[k])));
    }
  *from = pln_ics_zone_to_wall (series->master->zone, options->from) - length - shift;
  *to = pln_ics_zone_to_wall (series->master->zone, options->to) + shift + 2 * PLN_DAY_SECONDS;
}

/* Is there a row to be had from the master or its ranges? */
static bool
series_matters (const Series *series)
{
  if (series->reading->report->options.instances)
    return true;
  for (int k = 0; k < series->n_ranges; k++)
    if (series->ranges[k]->kind != PLN_BUSY_FREE)
      return true;
  return series->master->kind != PLN_BUSY_FREE && !series->master->is_cancelled;
}

static void
add_master (Series *series)
{
  PlnIcsReading *reading = series->reading;
  const PlnEvent *master = series->master;
  const PlnBusyOrigin *origin = pln_busy_report_origin (reading->report, reading->file, master->component);
  g_autoptr (GArray) walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 from, to;

  if (!master->has_start || !series_matters (series) || reading->report->has_overflowed)
    return;
  series_window (series, &from, &to);
  if (!pln_event_walls (reading, master, from, to, walls))
    {
      add_throughout (reading, master, origin, master->kind);
      return;
    }
  for (guint k = 0; k < walls->len; k++)
    {
      gint64 wall = g_array_index (walls, gint64, k);

      if (!pln_taken_has (&series->exceptions, master, wall) && !pln_taken_has (&series->replaced, master, wall))
        add_master_instance (series, origin, wall);
    }
  if (!master->is_cancelled)
    add_periods (reading, master, origin, &series->exceptions, &series->replaced, master->kind);
}

/* An event without a time is no matter for a calendar, unless its time could not be read. */
static void
add_timeless (PlnIcsReading *reading, const PlnEvent *event)
{
  const PlnIcsProperty *start = pln_ics_find (event->component, PLN_ICS_DTSTART);

  if (event->is_cancelled || event->kind == PLN_BUSY_FREE)
    return;
  if (start == NULL && !event->component->is_cut && !event->component->is_garbled)
    {
      pln_ics_warn (reading->report->warnings, reading->file, event->component->line, "an event without DTSTART; it takes no time");
      return;
    }
  pln_ics_warn (reading->report->warnings, reading->file, start != NULL ? start->line : event->component->line,
                "an event whose DTSTART is no time; the whole window is busy");
  add_throughout (reading, event, pln_busy_report_origin (reading->report, reading->file, event->component), event->kind);
}

/* Adds the instances that stand for themselves. */
static void
add_instances (const Series *series)
{
  PlnIcsReading *reading = series->reading;

  for (int k = 0; k < series->n_instances; k++)
    {
      const PlnEvent *event = series->instances[k];
      gint64 instance = event->instance.wall;

      if (series->master != NULL)
        instance = event->instance.is_date
                     ? instance
                     : pln_ics_zone_to_wall (series->master->zone, pln_ics_zone_to_instant (event->instance_zone, instance));
      if (event->is_cancelled || (series->master != NULL && pln_taken_has (&series->exceptions, series->master, instance)))
        continue;
      if (!event->has_start)
        add_timeless (reading, event);
      else
        add_row (reading, event, pln_busy_report_origin (reading->report, reading->file, event->component),
                 pln_event_start (event, event->start.wall), pln_event_end (event, event->start.wall), event->kind);
    }
}

void
pln_series_add_one (PlnIcsReading *reading, const PlnEvent *master, const PlnEvent **instances, int n_instances)
{
  Series series = { .reading = reading, .master = master, .instances = instances, .n_instances = n_instances };
  g_autofree const PlnEvent **ranges = g_new (const PlnEvent *, n_instances + 1);
  gint64 from, to;

  series.ranges = ranges;
  for (int k = 0; k < n_instances; k++)
    if (instances[k]->is_range && instances[k]->has_start)
      ranges[series.n_ranges++] = instances[k];
  pln_taken_init (&series.exceptions);
  pln_taken_init (&series.replaced);
  if (master != NULL)
    {
      series_window (&series, &from, &to);
      pln_taken_read_exceptions (reading, master, from - 2 * PLN_DAY_SECONDS, to + 2 * PLN_DAY_SECONDS, &series.exceptions);
      for (int k = 0; k < n_instances; k++)
        pln_taken_add (&series.replaced, master, instances[k]->instance, instances[k]->instance_zone);
      pln_taken_sort (&series.replaced);
      if (master->has_start)
        add_master (&series);
      else
        add_timeless (reading, master);
    }
  add_instances (&series);
  pln_taken_clear (&series.exceptions);
  pln_taken_clear (&series.replaced);
}

void
pln_series_add_sure (PlnIcsReading *reading, const PlnEvent *event, const PlnEvent *instances, int n_instances, PlnBusyKind kind)
{
  const PlnBusyOptions *options = &reading->report->options;
  const PlnBusyOrigin *origin = pln_busy_report_origin (reading->report, reading->file, event->component);
  g_autoptr (GArray) walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 from = pln_ics_zone_to_wall (event->zone, options->from) - longest (event);
  gint64 to = pln_ics_zone_to_wall (event->zone, options->to) + 2 * PLN_DAY_SECONDS;
  PlnTaken exceptions;

  if (!event->has_start || event->is_doubtful || !pln_event_walls (reading, event, from, to, walls))
    return;
  pln_taken_init (&exceptions);
  for (int k = 0; k < n_instances; k++)
    if (instances[k].is_instance && g_strcmp0 (instances[k].uid, event->uid) == 0)
      pln_taken_add (&exceptions, event, instances[k].instance, instances[k].instance_zone);
  pln_taken_read_exceptions (reading, event, from - 2 * PLN_DAY_SECONDS, to + 2 * PLN_DAY_SECONDS, &exceptions);
  for (guint k = 0; k < walls->len; k++)
    {
      gint64 wall = g_array_index (walls, gint64, k);

      if (!pln_taken_has (&exceptions, event, wall))
        pln_busy_report_row (reading->report, origin, pln_event_start (event, wall), pln_event_end (event, wall), kind);
    }
  add_periods (reading, event, origin, &exceptions, NULL, kind);
  pln_taken_clear (&exceptions);
}
