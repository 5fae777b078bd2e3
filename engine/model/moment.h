/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* A date-time as an agenda file writes it: YYYY-MM-DDTHH:MM[:00] with `Z`, an offset or nothing. */

#include "model/timeline.h"

typedef struct
{
  int minute;      /* since 1970, UTC; a time without offset is read in the agenda's zone */
  bool has_offset;
  int offset;      /* minutes east of UTC that the text carried */
} PlnMoment;

/* A minute as the zone's clock shows it. */
PlnMoment pln_moment_new (const PlnZone *zone, int minute);

/* Reads @text, 24:00 allowed; false (and @moment untouched) where it is no such date-time. */
bool pln_moment_parse (const char *text, const PlnZone *zone, PlnMoment *moment);

/* The text that pln_moment_parse() reads as this; seconds always stand. Returns: (transfer full) */
char *pln_moment_format (PlnMoment moment, const PlnZone *zone);

/* "2022-10-18" <-> days since 1970-01-01. */
bool pln_date_parse (const char *text, int *days);
char *pln_date_format (int days);

/* Is @text such a date-time, whatever the zone? */
bool pln_date_time_is_valid (const char *text);

/* "09:00", two digits each, up to "24:00" -> minutes after midnight. */
bool pln_clock_parse (const char *text, int *minutes);
