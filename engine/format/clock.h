/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Times as an agenda shows them: 24 hours, ISO dates, English names of days, zone and offset named.
 * Nothing here depends on the locale, so that every run writes the same bytes. */

#include "model/timeline.h"

/* "09:00" of the day @date (days since 1970); "24:00" for the midnight that ends it. What lies on
 * another day carries how far: "01:30 (+1 d)". Returns: (transfer full) */
char *pln_clock_format (const PlnZone *zone, int minute, int date);

/* "09:00-09:30". Returns: (transfer full) */
char *pln_clock_format_span (const PlnZone *zone, int start, int end, int date);

/* "2022-10-18". Returns: (transfer full) */
char *pln_clock_format_date (int date);

/* "Tuesday". */
const char *pln_clock_weekday (int date);

/* The day, in days since 1970, that the minute lies on in the zone. */
int pln_clock_date (const PlnZone *zone, int minute);

/* "UTC-07:00". Returns: (transfer full) */
char *pln_clock_format_offset (int offset_minutes);

/* "PDT, UTC-07:00", or where the offset changes between the two "PDT, UTC-07:00, then PST,
 * UTC-08:00"; zones whose abbreviation is a number show the offset alone. Returns: (transfer full) */
char *pln_clock_format_zone (const PlnZone *zone, int start, int end);
