/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What stands around the components of a published calendar: the heading, with the name of the feed and
 * how often to ask for it, and the time zone. A message (RFC 5546: REQUEST, CANCEL) is no feed and has
 * neither name nor refreshing. */

#include "ical/entry.h"

#include <stdbool.h>

/* Stable: programs tell by it whose events they have (RFC 5545 3.7.3). */
#define PLN_ENVELOPE_PRODID "-//Plenary//Plenary//EN"

/* Is the zone of the view UTC, so that times end in Z and no zone is written? */
bool pln_envelope_is_in_utc (const PlnAgenda *view);

/* @method: (nullable): the METHOD of the calendar; none in a file to store (RFC 4791 4.1)
 * @components: (element-type GPtrArray of PlnContentLine): in their order; emptied
 * @start, @end: minutes between which the zone has to be right
 * Returns: (transfer full) (element-type PlnContentLine) */
GPtrArray *pln_envelope_wrap (const PlnEntryWriter *writer, const char *method, GPtrArray *components, int start, int end);
