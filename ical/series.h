/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Events that share a UID -> instances in the window: recurrence, exceptions, what replaces single
 * instances or all from one on, revisions (the highest SEQUENCE, then the latest DTSTAMP, counts). */

#include "ical/event.h"

/* pln_series_add:
 * @events: (element-type PlnEvent): of one file; put into another order
 * Adds a row for each instance to the report. */
void pln_series_add (PlnIcsReading *reading, GArray *events);

/* The instances of one event by itself as rows of @kind, but none of which there is a doubt.
 * @instances: [n_instances]: those of its UID among them that replace instances of it take them out */
void pln_series_add_sure (PlnIcsReading *reading,
                          const PlnEvent *event,
                          const PlnEvent *instances,
                          int n_instances,
                          PlnBusyKind kind);
