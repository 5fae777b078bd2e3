/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The zones that a calendar names.
 *
 * A TZID is, in this order: a VTIMEZONE of the file (expanded by ourselves; it wins over a system zone
 * of the same name), a zone of the system (any case, behind any /prefix/), a Windows name (ICU's table,
 * loaded only when it is needed) or what Outlook shows for one, what X-LIC-LOCATION of the VTIMEZONE says. A name is never turned
 * into a path: model/timeline.h checks it. What stays unknown is read as the calendar's own zone
 * (X-WR-TIMEZONE, else the reader's), marked as doubtful, and its events are made wide enough
 * to be right in any zone.
 *
 * Walls and instants are seconds, see value.h. A wall time in a gap is read with the offset before it,
 * one in an overlap as the first (RFC 5545 section 3.3.5). */

#include "ical/scan.h"
#include "ical/value.h"

typedef struct _PlnIcsZone PlnIcsZone;
typedef struct _PlnIcsZones PlnIcsZones;

/* The farthest that a zone is from UTC, and so what an event of unknown zone is widened by. */
#define PLN_ICS_EASTMOST_SECONDS (14 * 3600)
#define PLN_ICS_WESTMOST_SECONDS (12 * 3600)

gint64 pln_ics_zone_to_instant (const PlnIcsZone *zone, gint64 wall);
gint64 pln_ics_zone_to_wall (const PlnIcsZone *zone, gint64 instant);
bool pln_ics_zone_is_doubtful (const PlnIcsZone *zone);

/* pln_ics_zones_new:
 * @file: for messages
 * @own: IANA name of the zone of floating times and dates; one that the system does not have is UTC
 * @from, @to: instants between which offsets have to be right; embedded zones are expanded from 1970 to
 *   a year after @to
 * Returns: (transfer full) */
PlnIcsZones *pln_ics_zones_new (const char *file, const char *own, gint64 from, gint64 to, PlnIcsWarnings *warnings);
void pln_ics_zones_free (PlnIcsZones *zones);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnIcsZones, pln_ics_zones_free)

/* Takes the VTIMEZONEs and the X-WR-TIMEZONE of a calendar: those of the calendar before are forgotten.
 * @steps: (inout): see ical/recur.h */
void pln_ics_zones_enter (PlnIcsZones *zones, const PlnIcsComponent *calendar, gint64 *steps);

const PlnIcsZone *pln_ics_zones_own (const PlnIcsZones *zones);
const PlnIcsZone *pln_ics_zones_utc (const PlnIcsZones *zones);

/* The zone that @tzid names (NULL: the zone of floating times); a warning at @line where it is not clear. */
const PlnIcsZone *pln_ics_zones_find (PlnIcsZones *zones, const char *tzid, int line);

/* "Europe/Berlin" for what means it in the system's zones or in Windows'. Returns: (transfer full) (nullable) */
char *pln_zone_name_resolve (const char *name);
