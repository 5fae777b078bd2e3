/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/clock.h"

#include <stdlib.h>
#include <string.h>

int
pln_clock_date (const PlnZone *zone, int minute)
{
  PlnCivil civil = pln_zone_to_civil (zone, minute);

  return pln_days_from_civil (civil.year, civil.month, civil.day);
}

char *
pln_clock_format (const PlnZone *zone, int minute, int date)
{
  PlnCivil civil = pln_zone_to_civil (zone, minute);
  int days = pln_days_from_civil (civil.year, civil.month, civil.day) - date;

  if (days == 1 && civil.hour == 0 && civil.minute == 0)
    return g_strdup ("24:00");
  if (days == 0)
    return g_strdup_printf ("%02d:%02d", civil.hour, civil.minute);
  return g_strdup_printf ("%02d:%02d (%+d d)", civil.hour, civil.minute, days);
}

char *
pln_clock_format_span (const PlnZone *zone, int start, int end, int date)
{
  g_autofree char *from = pln_clock_format (zone, start, date);
  g_autofree char *to = pln_clock_format (zone, end, date);
  char *mark = strchr (from, ' ');

  /* Both on the same other day: said once. */
  if (mark && g_strcmp0 (mark, strchr (to, ' ')) == 0)
    *mark = '\0';
  return g_strdup_printf ("%s-%s", from, to);
}

char *
pln_clock_format_date (int date)
{
  PlnCivil civil = pln_civil_from_days (date);

  return g_strdup_printf ("%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

const char *
pln_clock_weekday (int date)
{
  static const char *const names[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday" };

  return names[pln_civil_weekday (pln_civil_from_days (date))];
}

char *
pln_clock_format_offset (int offset_minutes)
{
  int size = abs (offset_minutes);

  return g_strdup_printf ("UTC%c%02d:%02d", offset_minutes < 0 ? '-' : '+', size / 60, size % 60);
}

static char *
zone_at (const PlnZone *zone, int minute)
{
  const char *name = pln_zone_abbreviation (zone, minute);
  g_autofree char *offset = pln_clock_format_offset (pln_zone_offset (zone, minute));

  if (!name || !g_ascii_isalpha (name[0]))
    return g_steal_pointer (&offset);
  return g_strdup_printf ("%s, %s", name, offset);
}

char *
pln_clock_format_zone (const PlnZone *zone, int start, int end)
{
  g_autofree char *first = zone_at (zone, start);
  g_autofree char *last = zone_at (zone, end);

  if (pln_zone_offset (zone, start) == pln_zone_offset (zone, end))
    return g_steal_pointer (&first);
  return g_strdup_printf ("%s, then %s", first, last);
}
