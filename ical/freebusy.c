/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/freebusy.h"

#include "ical/availability.h"

static PlnBusyKind
free_busy_kind (const PlnIcsProperty *property)
{
  const char *type = property->extra;

  if (type != NULL && g_ascii_strcasecmp (type, "FREE") == 0)
    return PLN_BUSY_FREE;
  if (type != NULL && g_ascii_strcasecmp (type, "BUSY-TENTATIVE") == 0)
    return PLN_BUSY_TENTATIVE;
  return type != NULL && g_ascii_strcasecmp (type, "BUSY-UNAVAILABLE") == 0 ? PLN_BUSY_UNAVAILABLE : PLN_BUSY_BUSY;
}

/* One FREEBUSY: periods in UTC, by whatever zone they are written in. */
static bool
read_periods (PlnIcsReading *reading, const PlnIcsProperty *property, const PlnBusyOrigin *origin)
{
  const char *rest = property->value, *item;
  size_t length;

  while (pln_ics_list_next (&rest, &item, &length))
    {
      const PlnIcsZone *zone = pln_ics_zones_find (reading->zones, property->tzid, property->line);
      PlnIcsPeriod period;
      gint64 start, end;

      if (!pln_ics_period_read (item, length, &period))
        return false;
      zone = period.start.is_utc ? pln_ics_zones_utc (reading->zones) : zone;
      start = pln_ics_zone_to_instant (zone, period.start.wall);
      end = period.has_end ? pln_ics_zone_to_instant (period.end.is_utc ? pln_ics_zones_utc (reading->zones) : zone, period.end.wall)
                           : pln_ics_zone_to_instant (zone, period.start.wall + period.length.days * PLN_DAY_SECONDS)
                               + period.length.seconds;
      pln_busy_report_row (reading->report, origin, MIN (start, end), MAX (start, end), free_busy_kind (property));
    }
  return true;
}

static void
read_component (PlnIcsReading *reading, const PlnIcsComponent *component)
{
  const PlnBusyOptions *options = &reading->report->options;
  const PlnBusyOrigin *origin;
  bool is_sure = !component->is_cut;

  if (options->instances)
    return;
  origin = pln_busy_report_origin (reading->report, reading->file, component);
  for (const PlnIcsProperty *property = component->first; property != NULL && is_sure; property = property->next)
    if (property->name == PLN_ICS_FREEBUSY)
      is_sure = read_periods (reading, property, origin);
  if (is_sure)
    return;
  pln_ics_warn (reading->report->warnings, reading->file, component->line,
                "free/busy time of which a part cannot be read; the whole window is busy");
  pln_busy_report_row (reading->report, origin, options->from, options->to, PLN_BUSY_BUSY);
}

static void
note (PlnIcsReading *reading, const PlnIcsComponent *component, PlnFreeBusy *free_busy)
{
  PlnEvent range;
  PlnBusyRow row = { .kind = PLN_BUSY_FREE, .origin = pln_busy_report_origin (reading->report, reading->file, component) };

  pln_event_read (reading, component, NULL, &range);
  if (free_busy->first == NULL)
    free_busy->first = component;
  free_busy->speaks_of_all |= !range.has_start || pln_ics_find (component, PLN_ICS_DTEND) == NULL;
  if (!range.has_start)
    return;
  row.start = pln_event_start (&range, range.start.wall);
  row.end = pln_event_end (&range, range.start.wall);
  g_array_append_val (free_busy->spoken, row);
}

void
pln_free_busy_read (PlnIcsReading *reading, const PlnIcsComponent *component, PlnFreeBusy *free_busy)
{
  read_component (reading, component);
  note (reading, component, free_busy);
}

void
pln_free_busy_add_unknown (PlnIcsReading *reading, const PlnFreeBusy *free_busy)
{
  const PlnBusyOptions *options = &reading->report->options;
  PlnBusyRow window = { options->from, options->to, PLN_BUSY_TENTATIVE,
                        NULL };
  g_autoptr (GArray) windows = g_array_new (FALSE, FALSE, sizeof (PlnBusyRow));
  g_autoptr (GArray) unknown = NULL;

  if (free_busy->first == NULL || free_busy->speaks_of_all)
    return;
  window.origin = pln_busy_report_origin (reading->report, reading->file, free_busy->first);
  g_array_append_val (windows, window);
  g_array_sort (free_busy->spoken, pln_busy_rows_compare);
  unknown = pln_busy_rows_outside (windows, free_busy->spoken);
  if (unknown->len == 0)
    return;
  pln_ics_warn (reading->report->warnings, reading->file, free_busy->first->line,
                "free/busy time that does not speak of the whole window; the rest of it is busy, tentatively");
  for (guint k = 0; k < unknown->len; k++)
    {
      PlnBusyRow *row = &g_array_index (unknown, PlnBusyRow, k);

      pln_busy_report_row (reading->report, row->origin, row->start, row->end, row->kind);
    }
}
