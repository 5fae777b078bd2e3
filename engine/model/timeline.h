/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Minutes since 1970 (UTC) <-> the wall clock of a zone. The only file, beside ical/, that knows
 * daylight saving. Zones are IANA names looked up in the system's zone data; a name is checked
 * against [A-Za-z0-9_+/-] without ".." and must name a regular zone file before anything is opened.
 *
 * A local time in a daylight-saving gap is read with the offset before it, one in an overlap as the
 * first of the two (what Python's zoneinfo does with fold=0).
 */

#include <glib.h>
#include <stdbool.h>

typedef struct _PlnZone PlnZone;

/* A calendar date and a clock time on it; hour 24 (with minute 0) is the end of the day. */
typedef struct
{
  int year, month, day, hour, minute;
} PlnCivil;

/* Returns: (transfer full) (nullable): NULL where the name is no zone of the system. */
PlnZone *pln_zone_new (const char *name);

/* UTC, which needs no zone data. Returns: (transfer full) */
PlnZone *pln_zone_new_utc (void);
PlnZone *pln_zone_ref (PlnZone *zone);
void pln_zone_unref (PlnZone *zone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnZone, pln_zone_unref)

const char *pln_zone_name (const PlnZone *zone);

/* Every zone name of the system, for did-you-mean. Returns: (transfer full), NULL-terminated */
char **pln_zone_names (void);

int pln_zone_to_minute (const PlnZone *zone, PlnCivil civil);

/* The minute of a clock time (0 to 1440 minutes after midnight) on a day since 1970-01-01. */
int pln_zone_minute_of_day (const PlnZone *zone, int day, int clock);

PlnCivil pln_zone_to_civil (const PlnZone *zone, int minute);

/* Minutes east of UTC at that minute, and "PDT" or "+03". */
int pln_zone_offset (const PlnZone *zone, int minute);
const char *pln_zone_abbreviation (const PlnZone *zone, int minute);

/* The first minute after @minute at which the zone's clock or its name changes; G_MAXINT where none
 * does before 2202. */
int pln_zone_next_change (const PlnZone *zone, int minute);

/* "2022-10-18T09:00:00-07:00". Returns: (transfer full) */
char *pln_zone_format (const PlnZone *zone, int minute);

/* Days since 1970-01-01 of a proleptic Gregorian date and back; no zone involved. */
int pln_days_from_civil (int year, int month, int day);
PlnCivil pln_civil_from_days (int days);
bool pln_civil_is_valid (PlnCivil civil); /* a real date from 1970 to 2200, 00:00 to 24:00 */

/* 0 is Monday. */
int pln_civil_weekday (PlnCivil civil);
