/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Zone files (RFC 9636, "TZif") -> a sorted list of changes of the clock.
 *
 * GTimeZone 2.74 ends its rules in 2037 and tells nobody where an interval begins, so Plenary reads
 * the system's files itself. What the file lists is kept from its first change on; its closing POSIX rule is
 * written out year by year to the end of 2201, so that looking a time up is one binary search. */

#include <glib.h>
#include <stdbool.h>

/* A stretch of time with one offset and one name: from `start` to the next clock's. */
typedef struct
{
  gint64 start; /* seconds since 1970, UTC; the first is G_MININT64 */
  int offset;   /* seconds east of UTC */
  char name[12]; /* "PDT", "+03" */
} PlnClock;

/* pln_zone_file_read:
 * @data, @length: the file
 * Returns: (transfer full) (nullable): (element-type PlnClock): by start, at least one; NULL where
 * this is no zone file of version 2 or later */
GArray *pln_zone_file_read (const char *data, gsize length);
