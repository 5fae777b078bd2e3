/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The local times of people whose clocks differ from the one that the page shows, by zone: who is
 * asked to present at 03:00 should see it before they say yes. People whose zone is not known, and
 * zones that show the same clock at that time, are not named. */

#include "model/agenda.h"

/* "18:00-18:30 Europe/Berlin: Ada Okafor, Ben Ito" for each zone of the item's cast; another day of
 * theirs is marked as "(+1 d)" against @date, the day of the page (days since 1970).
 * Returns: (transfer full), NULL-terminated */
char **pln_elsewhere_of_item (const PlnAgenda *view, const PlnAgendaItem *item, int date);

/* The same for those who serve in a block, and for the time of the block. */
char **pln_elsewhere_of_block (const PlnAgenda *view, const PlnAgendaBlock *block, int date);

/* "18:00-22:45 Europe/Berlin (CEST, UTC+02:00)" for each zone of anybody of the agenda, in the order
 * of the agenda's people. @span: of the day. Returns: (transfer full), NULL-terminated */
char **pln_elsewhere_of_day (const PlnAgenda *view, PlnInterval span, int date);
