/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Request JSON -> meeting (spec/meeting-format.md sections 1 and 2), every error with its place.
 *
 * The reader is driven by one table of keys per object (name, type, required, reader, one line of
 * help); unknown keys are errors with a suggestion, and data/request.schema.json is printed from
 * the same table, so that reader and schema cannot drift apart.
 *
 * Calendars are read through a callback that ical/ provides and cli/ plugs in; without one a
 * request that names a calendar is refused with its own code. See pln_meeting_read() in plenary.h.
 */

#include "model/meeting.h"

/* The JSON Schema (draft 2020-12) of the request file. Returns: (transfer full) */
char *pln_request_schema (void);

/* Findings about a valid request that its author will want to know before planning: a topic longer
 * than any block, a cycle of `after`, a topic whose cast is never free, more time asked than there
 * is, a role that nobody can hold, guesses made for blank durations, likely secrets in notes. Adds
 * warnings only. */
void pln_request_lint (const PlnMeeting *meeting, PlnDiagnostics *diagnostics);
