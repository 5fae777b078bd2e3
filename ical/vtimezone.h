/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* VTIMEZONE of a system zone, trimmed to what an agenda needs. */

#include "model/timeline.h"

#include <glib.h>

/* Appends the component for @zone, TZID its IANA name: right from a year before @start to a year
 * after @end (minutes). Changes that repeat every year on the same weekday stand as one rule each,
 * others by their dates.
 * @lines: of ical/writer */
void pln_vtimezone_write (GPtrArray *lines, const PlnZone *zone, int start, int end);

/* Is the zone UTC by another name? Such times are written with Z and need no VTIMEZONE. */
bool pln_vtimezone_is_utc (const PlnZone *zone);
