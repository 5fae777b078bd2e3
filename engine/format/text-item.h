/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What the text agenda says of an item or a block, in safe pieces that the layouts (text-list, rooms
 * one after the other; text-grid, rooms side by side) put where they have room. */

#include "format/table.h"
#include "model/agenda.h"
#include "plenary.h"

typedef struct
{
  GString *out;
  const PlnAgenda *view;
  const PlnFormatOptions *options;
  int columns;
  bool has_rooms;
} PlnTextPage;

/* @text safe for this page's terminal. Returns: (transfer full) */
char *pln_text_page_safe (const PlnTextPage *page, const char *text);

/* What stands between facts on one line: " · " or " - ". */
const char *pln_text_page_dot (const PlnTextPage *page);

/* The title with its marks: "Budget [closed] [asked 1 h]". Returns: (transfer full) */
char *pln_text_item_title (const PlnTextPage *page, const PlnAgendaItem *item);

/* Who presents, but for the speakers of a round, who have lines of their own. Returns: (transfer full) */
char *pln_text_item_presenters (const PlnTextPage *page, const PlnAgendaItem *item);

/* The speakers of a round, a line each: "09:30  Ann". Returns: (transfer full) (element-type utf8) */
GPtrArray *pln_text_item_turns (const PlnTextPage *page, const PlnAgendaItem *item, int date);

/* What it is contingent on, who asked, links, and where it is wanted the local times of the cast.
 * Returns: (transfer full) (element-type utf8) */
GPtrArray *pln_text_item_details (const PlnTextPage *page, const PlnAgendaItem *item, int date);

/* "Moderator: Ann · Notetaker: open"; empty without roles. Returns: (transfer full) */
char *pln_text_block_duties (const PlnTextPage *page, const PlnAgendaBlock *block);

/* The local times of those who serve in the block, where they are wanted.
 * Returns: (transfer full) (element-type utf8) */
GPtrArray *pln_text_block_details (const PlnTextPage *page, const PlnAgendaBlock *block, int date);

/* Appends one line in that style. */
void pln_text_page_append (PlnTextPage *page, PlnStyle style, const char *line);
