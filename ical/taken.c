/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/taken.h"

#include <string.h>

static int
compare_times (const void *a, const void *b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

void
pln_taken_init (PlnTaken *taken)
{
  taken->instants = g_array_new (FALSE, FALSE, sizeof (gint64));
  taken->days = g_array_new (FALSE, FALSE, sizeof (gint64));
}

void
pln_taken_clear (PlnTaken *taken)
{
  g_array_unref (taken->instants);
  g_array_unref (taken->days);
}

static gint64
midnight (gint64 wall)
{
  return pln_floor_divide (wall, PLN_DAY_SECONDS) * PLN_DAY_SECONDS;
}

void
pln_taken_add (PlnTaken *taken, const PlnEvent *event, PlnIcsMoment moment, const PlnIcsZone *zone)
{
  gint64 instant = pln_ics_zone_to_instant (zone, moment.wall);

  if (moment.is_date || event->start.is_date)
    {
      gint64 day = midnight (moment.wall);

      g_array_append_val (taken->days, day);
    }
  if (!moment.is_date)
    g_array_append_val (taken->instants, instant);
}

void
pln_taken_sort (PlnTaken *taken)
{
  g_array_sort (taken->instants, compare_times);
  g_array_sort (taken->days, compare_times);
}

bool
pln_taken_has (const PlnTaken *taken, const PlnEvent *event, gint64 wall)
{
  gint64 instant = pln_event_start (event, wall), day = midnight (wall);

  return g_array_binary_search (taken->instants, &instant, compare_times, NULL)
         || g_array_binary_search (taken->days, &day, compare_times, NULL);
}

void
pln_taken_read_exceptions (PlnIcsReading *reading, const PlnEvent *event, gint64 from, gint64 to, PlnTaken *taken)
{
  for (const PlnIcsProperty *property = event->component->first; property != NULL; property = property->next)
    {
      const char *rest = property->value, *item;
      size_t length;

      if (property->name != PLN_ICS_EXDATE)
        continue;
      while (pln_ics_list_next (&rest, &item, &length))
        {
          PlnIcsMoment moment;

          if (!pln_ics_moment_read (item, length, &moment))
            pln_ics_warn (reading->report->warnings, reading->file, property->line, "an EXDATE that is no time; it takes nothing out");
          else if (moment.wall >= from && moment.wall < to)
            {
              bool has_zone = !moment.is_date && property->tzid != NULL;
              const PlnIcsZone *zone = moment.is_utc ? pln_ics_zones_utc (reading->zones)
                                       : has_zone    ? pln_ics_zones_find (reading->zones, property->tzid, property->line)
                                                     : event->zone;

              pln_taken_add (taken, event, moment, zone);
            }
        }
    }
  pln_taken_sort (taken);
}
