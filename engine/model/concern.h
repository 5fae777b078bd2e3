/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What of an agenda concerns one person: the items that they present, attend, speak in or asked for,
 * and the blocks in which they hold a role, with every item of those. */

#include "model/agenda.h"

/* @people: (nullable), NULL-terminated ids; @person: an id */
bool pln_concern_is_named (char *const *people, const char *person);

/* Does the item name the person, whatever block it stands in? */
bool pln_concern_of_item (const PlnAgendaItem *item, const char *person);

/* Does the person hold a role in the block? */
bool pln_concern_of_block (const PlnAgendaBlock *block, const char *person);
