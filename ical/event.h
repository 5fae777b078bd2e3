/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* One VEVENT (or AVAILABLE, which recurs alike) read into times. */

#include "ical/busy.h"
#include "ical/zone.h"

/* Steps that rules may take in one file. */
#define PLN_ICS_FILE_STEPS ((gint64) 4000000)
#define PLN_ICS_RULE_STEPS ((gint64) 1000000)

/* What reading a file needs everywhere. */
typedef struct
{
  PlnBusyReport *report;
  const char *file; /* as the report keeps it */
  PlnIcsZones *zones;
  gint64 steps; /* left for this file */
  const char *owner; /* nullable: address that X-WR-CALNAME of the calendar gives */
} PlnIcsReading;

typedef struct
{
  const PlnIcsComponent *component;
  const char *uid; /* nullable */
  bool has_start;  /* false: nothing is known of its time */
  PlnIcsMoment start;
  const PlnIcsZone *zone; /* of the start, and of what in it has no zone */
  PlnIcsLength length;    /* nominal days, then seconds; of every instance */
  PlnBusyKind kind;
  bool is_cancelled;
  bool is_withdrawn; /* cancelled by the METHOD of its calendar */
  bool is_doubtful; /* a zone of it is unknown */
  bool is_instance; /* has a RECURRENCE-ID */
  PlnIcsMoment instance;
  const PlnIcsZone *instance_zone;
  bool is_range; /* and of all instances after it */
  gint64 sequence;
  gint64 stamp;
} PlnEvent;

/* Reads a component, warning about what is not clear. What it says of length is always at least 0.
 * @method: (nullable): of its calendar */
void pln_event_read (PlnIcsReading *reading, const PlnIcsComponent *component, const char *method, PlnEvent *event);

/* The instants of an instance that starts at a wall time of the event's zone. */
gint64 pln_event_start (const PlnEvent *event, gint64 wall);
gint64 pln_event_end (const PlnEvent *event, gint64 wall);

/* The instant of the instance that one with a RECURRENCE-ID replaces. */
gint64 pln_event_instance (const PlnEvent *event);

/* The wall time, in the event's zone, of a moment that a property of it gives. */
gint64 pln_event_wall (PlnIcsReading *reading, const PlnEvent *event, const PlnIcsProperty *property, PlnIcsMoment moment);

/* pln_event_walls:
 * @from, @to: wall times of the event's zone
 * @walls: (element-type gint64): the wall times in the window at which an instance starts, by start, RDATE
 *   and RRULE, without EXDATE; sorted, each once
 * Returns: false where they could not all be found: the event is to be taken as busy throughout */
bool pln_event_walls (PlnIcsReading *reading, const PlnEvent *event, gint64 from, gint64 to, GArray *walls);
