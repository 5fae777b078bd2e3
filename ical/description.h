/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The plain text that stands under an event: many programs show nothing else of it. */

#include "model/agenda.h"

/* Who presents, the speakers of a round with their minutes, who serves in the block, conditions,
 * notes and links, as far as the view holds them. Returns: (transfer full) */
char *pln_description_of_item (const PlnAgenda *view, const PlnAgendaBlock *block, const PlnAgendaItem *item);
