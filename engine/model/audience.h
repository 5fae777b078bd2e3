/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Who sees what. One function gives the view of an agenda for an audience; every writer, iCalendar
 * included, is handed a view and never the agenda itself.
 *
 *                                        public             members   chairs
 *   title, times, rooms, tags, links     of open items      all       all
 *   people of items, role holders        of open items      all       all
 *   contingent, estimate, asked, round,  of open items      all       all
 *   what was merged
 *   closed items                         time and uid       all       all
 *   closed topics that were not placed   -                  all       all
 *   notes, conference, actions           -                  all       all
 *   e-mail addresses                     -                  -         all
 *   why not placed, terms, warnings,     -                  -         all
 *   conflicts (they tell availability)
 *
 * In the public view a closed item is "Closed session", its id and topic "closed-1", "closed-2", ...
 * in order of appearance; nobody holds a role in a block that is closed throughout; who is seen
 * nowhere is absent; an address that stands for a requester keeps the part before its "@". Cost and
 * bound stay: a reader requires them, and they name nobody.
 */

#include "model/agenda.h"

/* The view of @agenda for @audience, for chairs a plain copy. A view has a uid on every item of an
 * agenda that has an id, the same for every audience. The view of a view is that view again.
 * Returns: (transfer full) */
PlnAgenda *pln_agenda_view (const PlnAgenda *agenda, PlnAudience audience);

/* What concerns one person: the items they present, attend or speak in, the duties they hold (with
 * every item of those blocks), their action items. Days and breaks stay.
 * @person: an id, see pln_agenda_find_person()
 * Returns: (transfer full) */
PlnAgenda *pln_agenda_view_of_person (const PlnAgenda *agenda, const char *person);
