/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Times in prose: "after lunch Tuesday", "June 8th after 11:30 EDT", "the first two hours of each
 * day", "Wed 10am-11am, or Thur 11am-1pm". Read only where every word is understood. */

#include "intake/wish.h"

/* One stretch of one day of the meeting. */
typedef struct
{
  int day;      /* index into the frame's days */
  int from, to; /* minutes of that day; 0 and 1440 where nothing is said */
} PlnWhenSpan;

typedef struct
{
  GArray *spans;  /* of PlnWhenSpan, by day; at least one */
  bool every_day; /* no day was named: holds on each */
  bool has_clock; /* a time of day was named */
} PlnWhen;

/* pln_when_parse: reads the longest time expression that @text begins with.
 * @rest: (out): where it ends
 * Returns: (transfer full) (nullable): NULL where @text begins with none, or with one that is in doubt
 *   (an unknown zone, a weekday that the meeting does not have) */
PlnWhen *pln_when_parse (const PlnCalendarFrame *frame, const char *text, const char **rest);
void pln_when_free (PlnWhen *when);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnWhen, pln_when_free)

/* All that the meeting's days have besides. Returns: (transfer full) (nullable): NULL where nothing is left */
PlnWhen *pln_when_complement (const PlnCalendarFrame *frame, const PlnWhen *when);

/* As windows of the request: [{"day": …, "from": …}, …] without what need not be said.
 * Returns: (transfer full) (element-type JsonNode) */
GPtrArray *pln_when_to_windows (const PlnCalendarFrame *frame, const PlnWhen *when);
