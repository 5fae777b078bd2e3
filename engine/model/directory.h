/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The names behind the ids of an agenda. It may be anyone's: an id that the agenda does not explain
 * is its own name. All lookups are linear and (transfer none). */

#include "model/agenda.h"

/* Returns: (nullable): NULL where the agenda does not list that id */
const PlnAgendaPerson *pln_directory_person (const PlnAgenda *agenda, const char *id);

/* The person's name, else @id itself (free text of a requester). */
const char *pln_directory_person_name (const PlnAgenda *agenda, const char *id);
const char *pln_directory_room_name (const PlnAgenda *agenda, const char *id);
const char *pln_directory_role_title (const PlnAgenda *agenda, const char *id);

/* The place of a room in the agenda's list, or the number of rooms where it is not listed. */
int pln_directory_room_index (const PlnAgenda *agenda, const char *id);

/* Returns: (nullable) */
const PlnAgendaItem *pln_directory_item (const PlnAgenda *agenda, const char *id);

/* The item's title, else its id. */
const char *pln_directory_item_title (const PlnAgendaItem *item);

/* The title of a topic, from its items or from what was not placed, else @topic itself. */
const char *pln_directory_topic_title (const PlnAgenda *agenda, const char *topic);

/* The names of @ids joined by @separator. Returns: (transfer full) */
char *pln_directory_join_names (const PlnAgenda *agenda, char **ids, const char *separator);
