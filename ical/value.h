/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Values of iCalendar (RFC 5545 section 3.3), read strictly: what is no real date, clock time or
 * length is refused here, so that nothing later has to ask.
 *
 * A wall time is a count of seconds since 1970-01-01T00:00 on some zone's clock, as if that clock
 * were UTC; an instant is the same since 1970 in UTC. Both are gint64; zone.h turns one into the other. */

#include <glib.h>
#include <stdbool.h>

#define PLN_DAY_SECONDS ((gint64) 86400)

/* A date, or a date and a time of day. Years 1 to 3999. */
typedef struct
{
  gint64 wall;
  bool is_date;
  bool is_utc; /* ended in Z: wall is an instant */
} PlnIcsMoment;

/* A length of time: nominal days, and exact seconds. */
typedef struct
{
  gint64 days;
  gint64 seconds;
} PlnIcsLength;

/* A period has an end or a length. */
typedef struct
{
  PlnIcsMoment start;
  bool has_end;
  PlnIcsMoment end;
  PlnIcsLength length;
} PlnIcsPeriod;

/* Each reads @length bytes as one value of its type, blanks around it allowed, and leaves the output
 * alone where it returns false. */
bool pln_ics_moment_read (const char *text, size_t length, PlnIcsMoment *moment);
/* Not negative, at most 100 years. */
bool pln_ics_length_read (const char *text, size_t length, PlnIcsLength *result);
bool pln_ics_period_read (const char *text, size_t length, PlnIcsPeriod *period);
/* Seconds east of UTC, less than a day. */
bool pln_ics_offset_read (const char *text, int *seconds);

/* The next of a comma list: sets @item and @length and moves @rest past it; false at the end. */
bool pln_ics_list_next (const char **rest, const char **item, size_t *length);

/* "20220101T090000Z" of an instant. Returns: (transfer full) */
char *pln_ics_instant_format (gint64 instant);

gint64 pln_wall_new (int year, int month, int day);
gint64 pln_floor_divide (gint64 a, gint64 b);
