/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* VFREEBUSY: times that somebody else has already worked out, and from when to when they speak at all. */

#include "ical/event.h"

/* The free/busy components of a file. */
typedef struct
{
  GArray *spoken; /* of PlnBusyRow: the times of those that say from when to when they speak */
  const PlnIcsComponent *first;
  bool speaks_of_all;
} PlnFreeBusy;

/* Adds the periods of a component as rows and notes of what time it speaks. */
void pln_free_busy_read (PlnIcsReading *reading, const PlnIcsComponent *component, PlnFreeBusy *free_busy);

/* For a file of free/busy time alone: what it does not speak of is not known to be free. */
void pln_free_busy_add_unknown (PlnIcsReading *reading, const PlnFreeBusy *free_busy);
