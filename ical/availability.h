/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* VAVAILABILITY (RFC 7953): when somebody is there at all.
 *
 * Inside the time of a VAVAILABILITY its BUSYTYPE holds wherever none of its AVAILABLE times does. Where
 * several speak, the one of the highest priority (1, then 2 to 9, then 0) does; of equal ones the
 * busier. An AVAILABLE that cannot be read makes nobody available. */

#include "ical/event.h"

typedef struct
{
  gint64 start, end; /* instants, cut to the window */
  PlnBusyKind kind;  /* of what is not available */
  int rank;          /* higher speaks first */
  const PlnBusyOrigin *origin;
  GArray *available; /* of PlnBusyRow, owned; by start */
} PlnAvailability;

/* Reads a component into report->availability. */
void pln_availability_read (PlnIcsReading *reading, const PlnIcsComponent *component);
void pln_availability_clear (gpointer availability);

/* The rows that every VAVAILABILITY of the report makes together, by start, not overlapping.
 * Returns: (transfer full) (element-type PlnBusyRow) */
GArray *pln_availability_rows (const PlnBusyReport *report);

/* By start, end, kind, and where they stand. */
int pln_busy_rows_compare (const void *a, const void *b);

/* What of @rows none of @covers covers. Both by start; @rows do not overlap each other.
 * Returns: (transfer full) (element-type PlnBusyRow) */
GArray *pln_busy_rows_outside (const GArray *rows, const GArray *covers);
