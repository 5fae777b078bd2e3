/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The text agenda's list: a line an item, block by block, room after room, in columns that are the
 * same on every day. */

#include "format/text-item.h"

typedef struct _PlnTextList PlnTextList;

/* The lines of a day, before the widths are known. Returns: (transfer full) */
PlnTextList *pln_text_list_new (const PlnTextPage *page, const PlnAgendaDay *day);
void pln_text_list_free (PlnTextList *list);

/* Gives the days that stand on one page their columns, which are the same for all.
 * @lists: (element-type PlnTextList) (nullable elements) */
void pln_text_list_measure (const PlnTextPage *page, GPtrArray *lists);

void pln_text_list_append (PlnTextPage *page, const PlnTextList *list);
