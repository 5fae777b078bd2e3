/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Who sees what. One function gives the view of an agenda for an audience; every writer, iCalendar
 * included, is handed a view and never the agenda itself.
 *
 * public: a closed item is "Closed session" with its time and uid and nothing else, its id and topic
 * "closed-1", ...; no e-mail, notes, conference, availability, reasons, actions, terms or warnings;
 * people seen nowhere are absent; closed topics that were not placed are left out.
 * members: closed items, notes, conference and actions too.
 * chairs: all.
 */

#include "model/agenda.h"

/* Returns: (transfer full): a new agenda, even for chairs. Idempotent. */
PlnAgenda *pln_agenda_view (const PlnAgenda *agenda, PlnAudience audience);
