/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The text agenda's grid: the rooms of a day side by side, what happens at once on one height. */

#include "format/text-item.h"

/* Are several rooms in use at once on that day, do they fit side by side into the columns that were
 * asked for, and is there nothing twice at once in one of them? For one person a list says more. */
bool pln_text_grid_fits (const PlnTextPage *page, const PlnAgendaDay *day);

void pln_text_grid_append (PlnTextPage *page, const PlnAgendaDay *day);
