/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The rows of a day as every format shows them, in order of time: each block with its items and its
 * open time, the breaks between, and the time that no room uses. */

#include "model/agenda.h"

typedef enum
{
  PLN_ROW_BLOCK, /* heads the rows of one block of one room */
  PLN_ROW_ITEM,
  PLN_ROW_OPEN,  /* time of the day that nothing takes */
  PLN_ROW_BREAK,
} PlnRowKind;

typedef struct
{
  PlnRowKind kind;
  int start, end; /* minutes */
  const PlnAgendaBlock *block; /* nullable: NULL for breaks and for time that no room uses */
  const PlnAgendaItem *item;   /* of PLN_ROW_ITEM */
  const PlnAgendaBreak *rest;  /* of PLN_ROW_BREAK */
} PlnRow;

/* @with_open: say what is open; in the view of one person it is not known to be
 * Returns: (transfer full) (element-type PlnRow): valid as long as the agenda */
GArray *pln_timetable_rows (const PlnAgenda *agenda, const PlnAgendaDay *day, bool with_open);

/* From the first to the last minute that a day shows: its own times, else those of its blocks.
 * Empty where it has neither. */
PlnInterval pln_timetable_extent (const PlnAgendaDay *day);

/* "2022-10-18 to 2022-10-19", or the dates one by one where a few stand apart; empty without a day.
 * Returns: (transfer full) */
char *pln_timetable_format_dates (const PlnAgenda *agenda);

/* Does the agenda have more than one room? Others' may list none, their blocks name them. */
bool pln_timetable_has_rooms (const PlnAgenda *agenda);

/* Minutes of an item, as placed. */
static inline int
pln_item_minutes (const PlnAgendaItem *item)
{
  return item->end.minute - item->start.minute;
}

/* Was less granted than asked? */
static inline bool
pln_item_is_cut (const PlnAgendaItem *item)
{
  return item->asked > pln_item_minutes (item);
}
