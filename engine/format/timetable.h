/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The rows of a day as every format shows them, in order of time: each block with its items and its
 * open time, the breaks between, and the time that no room uses. */

#include "model/agenda.h"
#include "plenary.h"

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
  bool newly;                  /* of PLN_ROW_OPEN: something stood there in the earlier agenda */
} PlnRow;

/* What is open is left out of the view of one person: for them it is not known to be; what it became
 * open by is told where the options have an earlier agenda.
 * Returns: (transfer full) (element-type PlnRow): valid as long as the agenda */
GArray *pln_timetable_rows (const PlnAgenda *agenda, const PlnAgendaDay *day, const PlnFormatOptions *options);

/* "Break" or its title, "open" or "newly open". */
const char *pln_timetable_pause_title (const PlnRow *row);

/* Rows as they stand in one list of several rooms: in order of time, what heads a block before what
 * stands in it. */
void pln_timetable_sort (GArray *rows);

/* From the first to the last minute that a day shows: its own times, else those of its blocks.
 * Empty where it has neither. */
PlnInterval pln_timetable_extent (const PlnAgendaDay *day);

/* "2022-10-18 to 2022-10-19", or the dates one by one where a few stand apart; empty without a day.
 * Returns: (transfer full) */
char *pln_timetable_format_dates (const PlnAgenda *agenda);

/* The ids of the rooms that the day uses, in the order of the agenda's rooms.
 * Returns: (transfer full) (element-type utf8): valid as long as the agenda */
GPtrArray *pln_timetable_rooms (const PlnAgenda *agenda, const PlnAgendaDay *day);

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
