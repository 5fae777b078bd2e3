/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Which item of a meeting a row of an agenda page stands for. */

#include "model/draft.h"

/* The item that the topic cell of a row names and that is not placed yet: by its title as it stands, by
 * the id in brackets behind it, by the title without what our pages add ("(asked 1 h, granted 45 min)"),
 * whatever its case and punctuation, by the topic's title, by a near title. Of several with one title it
 * is the one whose presenter @coordinator names, else the first.
 * @guessed: (out): by a near title
 * Returns: -1 where there is none */
int pln_agenda_item_find (const PlnMeeting *meeting, const PlnDraft *draft, const char *text, const char *coordinator, bool *guessed);

/* Is there an item of that very title that is not placed yet? */
bool pln_agenda_item_has_title (const PlnMeeting *meeting, const PlnDraft *draft, const char *title);
