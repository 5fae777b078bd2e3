/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reads lines "ZONE YEAR MONTH DAY HOUR MINUTE" and prints for each the minute since 1970 that this
 * local time means, then the local time, offset and abbreviation of that minute. */
#include "model/timeline.h"

#include <stdio.h>
#include <string.h>

static void
print_time (const PlnZone *zone, PlnCivil civil)
{
  int minute = pln_zone_to_minute (zone, civil);
  PlnCivil back = pln_zone_to_civil (zone, minute);

  printf ("%d %04d-%02d-%02dT%02d:%02d %d %s\n", minute, back.year, back.month, back.day, back.hour, back.minute,
          pln_zone_offset (zone, minute), pln_zone_abbreviation (zone, minute));
}

int
main (void)
{
  g_autoptr (PlnZone) zone = NULL;
  char name[80];
  PlnCivil civil;

  while (scanf ("%79s %d %d %d %d %d", name, &civil.year, &civil.month, &civil.day, &civil.hour, &civil.minute) == 6)
    {
      if (!zone || strcmp (pln_zone_name (zone), name) != 0)
        {
          g_clear_pointer (&zone, pln_zone_unref);
          zone = pln_zone_new (name);
        }
      if (zone)
        print_time (zone, civil);
      else
        printf ("no zone %s\n", name);
    }
  return 0;
}
