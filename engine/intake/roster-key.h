/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* People by what they answer to, as indices into pln_roster_people(); -1 is nobody. Shared by
 * intake/roster.c and intake/roster-read.c alone. */

#include "intake/roster.h"

const char *pln_roster_person_id (const PlnRoster *roster, int person);

/* Who answers to exactly this; likewise, or the one whose given name it is. */
int pln_roster_person_of_key (const PlnRoster *roster, const char *folded);
int pln_roster_find_folded (const PlnRoster *roster, const char *folded);

/* The one nearest person within @most edits, or -1 where there is none or two are as near.
 * @added_too: also among those whom a cell added */
int pln_roster_find_near (PlnRoster *roster, const char *folded, int most, bool added_too);

/* How far a name may be from another for somebody to ask whether it is meant. */
int pln_roster_loose_edits (const char *folded);

/* Adds somebody new, whom a cell @wrote. */
int pln_roster_add_new (PlnRoster *roster, const char *wrote, const char *folded);
