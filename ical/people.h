/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Who an event names: CONTACT in a file that nobody is asked to answer, ORGANIZER when it is
 * published, ATTENDEE with their parts when it is an invitation (RFC 5546 3.2). A view without
 * e-mail addresses gives calendar addresses that nobody can write to ("invalid:wil"). */

#include "ical/entry.h"

/* The scheme of an address that nobody has. */
#define PLN_PEOPLE_NO_ADDRESS "invalid:"

/* ORGANIZER where the method asks for one. */
void pln_people_add_organizer (GPtrArray *lines, const PlnEntryWriter *writer);

/* Everybody of an item, and of the duties of its block, once each. */
void pln_people_add_of_item (GPtrArray *lines,
                             const PlnEntryWriter *writer,
                             const PlnAgendaBlock *block,
                             const PlnAgendaItem *item);

/* Whose an action item is. */
void pln_people_add_assignee (GPtrArray *lines, const PlnEntryWriter *writer, const char *person);
