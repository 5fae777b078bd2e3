/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Times in prose: "after lunch Tuesday", "June 8th after 11:30 EDT", "the first two hours of each
 * day", "Wed 10am-11am, or Thur 11am-1pm". Read only where every word is understood. */

#include "model/interval.h"
#include "model/timeline.h"

#include <json-glib/json-glib.h>

/* What the meeting's days tell a reader of prose. */
typedef struct
{
  PlnZone *zone;
  int *dates; /* [n_days], days since 1970-01-01, ascending */
  int n_days;
  int *day_start, *day_end; /* [n_days], minutes of the day */
  PlnInterval *breaks;      /* [n_breaks]: clock minutes of the day (start, end) of the first day's breaks, "lunch" being the longest */
  int n_breaks;
} PlnCalendarFrame;

/* One stretch of one day of the meeting. */
typedef struct
{
  int day;      /* index into the frame's days */
  int from, to; /* minutes of that day; 0 and 1440 where nothing is said; the same for one moment */
} PlnWhenSpan;

/* A set of them, which does not change once it is made. */
typedef struct
{
  int references;
  GArray *spans;   /* of PlnWhenSpan, by day and time, apart from each other; at least one */
  bool names_days; /* a day was named; else it holds on each */
} PlnWhen;

/* @spans: (transfer full) (element-type PlnWhenSpan): in any order
 * Returns: (transfer full) (nullable): NULL where there is none */
PlnWhen *pln_when_new (GArray *spans, bool names_days);
PlnWhen *pln_when_ref (PlnWhen *when);
/* @when: (nullable) */
void pln_when_unref (PlnWhen *when);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnWhen, pln_when_unref)

/* Reads the longest time expression that @text begins with.
 * @rest: (out): where it ends
 * Returns: (transfer full) (nullable): NULL where @text begins with none, or with one that is in doubt
 *   (an unknown zone, a weekday that the meeting does not have) */
PlnWhen *pln_when_parse (const PlnCalendarFrame *frame, const char *text, const char **rest);

/* Is one moment of a day in it, such as "at 14:00"? */
bool pln_when_has_moment (const PlnWhen *when);

/* Is each of its stretches open to one side, as "from 3pm" is? */
bool pln_when_is_open (const PlnWhen *when);

/* With each moment the stretch of so many minutes from it.
 * Returns: (transfer full) (nullable): NULL where there is a moment and @minutes is 0, or a stretch passes midnight */
PlnWhen *pln_when_stretch (PlnWhen *when, int minutes);

/* All that the meeting's days have besides, or only the days that @when has something of.
 * Returns: (transfer full) (nullable): NULL where nothing is left */
PlnWhen *pln_when_complement (const PlnCalendarFrame *frame, const PlnWhen *when, bool own_days_only);

/* What both have; what one of them has.
 * Returns: (transfer full) (nullable): the intersection is NULL where they have nothing in common */
PlnWhen *pln_when_intersect (const PlnWhen *a, const PlnWhen *b);
PlnWhen *pln_when_unite (const PlnWhen *a, const PlnWhen *b);

/* As windows of the request: [{"day": …, "from": …}, …] without what need not be said.
 * Returns: (transfer full) (element-type JsonNode) */
GPtrArray *pln_when_to_windows (const PlnCalendarFrame *frame, const PlnWhen *when);
