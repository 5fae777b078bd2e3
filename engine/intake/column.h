/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What a column of a request table holds, told from the words people put in its header, or from the
 * chair who says so ("Time required=duration"). */

#include "intake/page.h"

typedef enum
{
  PLN_COLUMN_OTHER, /* not recognised: goes to notes with its header */
  PLN_COLUMN_TOPIC,
  PLN_COLUMN_REQUESTED_BY,
  PLN_COLUMN_PRESENTERS,
  PLN_COLUMN_REQUIRED,
  PLN_COLUMN_OPTIONAL,
  PLN_COLUMN_DURATION,
  PLN_COLUMN_PARTS,
  PLN_COLUMN_NOTES,
  PLN_COLUMN_WISHES,
  PLN_COLUMN_PRIORITY,
  PLN_COLUMN_CLOSED,
  PLN_COLUMN_TAGS,
  PLN_COLUMN_LINKS,
  PLN_COLUMN_ROOM,
  PLN_COLUMN_SIZE,
  PLN_COLUMN_IGNORED, /* row numbers and the like */
  PLN_COLUMN_TASK, /* of a table of action items: what is to be done */
  PLN_COLUMN_DUE,
  PLN_COLUMN_ASSIGNEE,
  PLN_COLUMN_FROM,
  PLN_COLUMN_TIME, /* a clock time: of an agenda page, not of a request table */
  PLN_N_COLUMNS
} PlnColumn;

/* "topic", "duration", ...: the word to use in a --map and in reports. */
const char *pln_column_name (PlnColumn column);

/* What a header says; OTHER where nothing is recognised. */
PlnColumn pln_column_from_header (const char *header);

/* "Time required=duration" pairs that go before recognition. (element-type utf8) */
typedef struct
{
  char *header; /* folded */
  PlnColumn column;
} PlnColumnMap;

/* Reads one --map. Returns: false where it is no "HEADER=COLUMN" or names no column. */
bool pln_column_map_parse (const char *text, PlnColumnMap *map);

/* The columns of a table's header row. A second column of the same kind (but notes, wishes, links,
 * tags) becomes OTHER, and so does what a task table would mean where there is a topic.
 * Returns: (transfer full): [row->cells->len] */
PlnColumn *pln_columns_of (const PlnTableRow *header, const PlnColumnMap *maps, int n_maps);

/* The first column of that kind, or -1. */
int pln_columns_find (const PlnColumn *columns, int n_columns, PlnColumn wanted);

/* Does the header make a table of requests (a topic, and something else recognised)? Of tasks? */
bool pln_columns_are_requests (const PlnColumn *columns, int n_columns);
bool pln_columns_are_tasks (const PlnColumn *columns, int n_columns);
