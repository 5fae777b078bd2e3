/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Of the events that share a UID, those that count: the highest SEQUENCE, of equal ones the latest DTSTAMP,
 * of each instance that is replaced the last. What cannot be told apart is all meant. */

#include "ical/event.h"

/* @events: (element-type PlnEvent): of one file; put into another order
 * Adds a row to the report for each instance of those that count. */
void pln_revisions_add (PlnIcsReading *reading, GArray *events);
