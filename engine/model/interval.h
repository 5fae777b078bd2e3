/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Half-open ranges of minutes, and arrays of them.
 *
 * A minute is an `int` since 1970-01-01T00:00Z everywhere in Plenary: meeting, agenda, earlier
 * agenda and calendars share one axis and need no conversion among themselves. */

#include <glib.h>
#include <limits.h>
#include <stdbool.h>

#define PLN_MINUTE_MIN (INT_MIN / 2)
#define PLN_MINUTE_MAX (INT_MAX / 2)

typedef struct
{
  int start;
  int end;
} PlnInterval;

/* An array of intervals in no particular order unless its owner says so. Zeroed is empty. */
typedef struct
{
  PlnInterval *at; /* owned, n of them */
  int n;
  int allocated;
} PlnSpans;

/* Do two intervals share time? What has no length shares none. */
static inline bool
pln_interval_overlaps (PlnInterval a, PlnInterval b)
{
  return a.start < b.end && b.start < a.end && a.start < a.end && b.start < b.end;
}

void pln_spans_add (PlnSpans *spans, PlnInterval interval);
void pln_spans_add_all (PlnSpans *spans, const PlnSpans *more);
void pln_spans_clear (PlnSpans *spans);

/* Sorts by start and joins what overlaps or touches; drops what has no length. */
void pln_spans_unite (PlnSpans *spans);

/* Does @interval overlap any of them? */
bool pln_spans_overlap (const PlnSpans *spans, PlnInterval interval);

/* Is the whole of @interval inside one of them? */
bool pln_spans_contain (const PlnSpans *spans, PlnInterval interval);

/* Minutes of @interval that the union of @spans covers. */
int pln_spans_covered (const PlnSpans *spans, PlnInterval interval);
