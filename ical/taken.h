/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Instances taken out of an event: by EXDATE, or by others that replace them. */

#include "ical/event.h"

/* Instants, and days of the event's zone (as the wall time of their midnight). */
typedef struct
{
  GArray *instants;
  GArray *days;
} PlnTaken;

void pln_taken_init (PlnTaken *taken);
void pln_taken_clear (PlnTaken *taken);

/* Takes a moment given in @zone out of an event. A date takes the whole day out; a time takes the day
 * out of an event of whole days, whose instances have none. */
void pln_taken_add (PlnTaken *taken, const PlnEvent *event, PlnIcsMoment moment, const PlnIcsZone *zone);

/* To be called after the last pln_taken_add() and before the first pln_taken_has(). */
void pln_taken_sort (PlnTaken *taken);

/* Is the instance at that wall time of the event's zone taken out? */
bool pln_taken_has (const PlnTaken *taken, const PlnEvent *event, gint64 wall);

/* Adds the EXDATEs between two walls (those of other times cannot matter) and sorts. */
void pln_taken_read_exceptions (PlnIcsReading *reading, const PlnEvent *event, gint64 from, gint64 to, PlnTaken *taken);
