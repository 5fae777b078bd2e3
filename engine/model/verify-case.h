/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The case before the judge: an agenda as far as the meeting knows what it names. verify-read.c reads
 * it; one file a family hears it (items, pairs, relations, duties, spread, moves) and adds findings.
 *
 * A sitting is an item that counts as placed. A cell is a block of a room; it is used where an item
 * is placed in it. Lookups are tables and sweeps are by time, so that a case of thousands of items
 * costs little more than reading it.
 */

#include "model/verify.h"

typedef struct
{
  bool placed;
  PlnInterval time;
  int room, block;
} PlnSitting;

/* What a person does: cast of sittings that have a length, by start. */
typedef struct
{
  int *items;
  int n_items;
} PlnEngagements;

typedef struct
{
  const PlnMeeting *meeting;
  const PlnAgenda *agenda;
  const PlnAgenda *previous; /* nullable */
  PlnVerdict *verdict;
  PlnSitting *sittings;  /* [n_items] */
  int *cell_items;       /* items by cell, then in order of the meeting */
  int *cell_first;       /* [n_cells + 1]: into cell_items */
  const PlnAgendaBlock **cells; /* [n_cells]: block * n_rooms + room; NULL: not used */
  int n_cells;
  PlnEngagements *engagements; /* [n_people] */
  int *engagement_items;
  GHashTable *item_of, *topic_of, *room_of, *person_of, *role_of; /* id -> index + 1 */
} PlnCase;

/* The index that an id stands for, or -1. @id: (nullable) */
int pln_case_find (GHashTable *table, const char *id);

/* The minute that a time of an agenda of any zone means for this meeting. */
int pln_case_minute (const PlnCase *hearing, const PlnAgenda *agenda, PlnMoment moment);

static inline bool
pln_case_is_used (const PlnCase *hearing, int cell)
{
  return hearing->cells[cell];
}

static inline int
pln_case_cell (const PlnCase *hearing, int block, int room)
{
  return block * hearing->meeting->n_rooms + room;
}

/* The placed parts of a topic in order of part: fills @items (room for all parts), returns how many. */
int pln_case_sittings (const PlnCase *hearing, int topic, int *items);

/* The day of a sitting's block. */
static inline int
pln_case_day (const PlnCase *hearing, int item)
{
  return hearing->meeting->blocks[hearing->sittings[item].block].day;
}

/* "Tue 18 Oct 09:00"; PLN_WHEN() is for the arguments of a finding, so that nothing is written where
 * nothing is found. */
typedef char PlnWhen[32];
const char *pln_case_when (const PlnCase *hearing, int minute, PlnWhen when);
#define PLN_WHEN(hearing, minute) pln_case_when ((hearing), (minute), (PlnWhen){ 0 })

/* NULL-terminated copy of ids; ends at the first NULL argument. */
char **pln_case_ids (const char *first, ...) G_GNUC_NULL_TERMINATED;

/* The ids of all items of a topic, placed or not. */
char **pln_case_topic_items (const PlnCase *hearing, int topic);

/* A broken rule of section 3, by name. @items, @people: (transfer full) (nullable); @room: (nullable) */
void pln_case_break (PlnCase *hearing,
                     const char *rule,
                     char **items,
                     char **people,
                     const char *room,
                     const char *format,
                     ...) G_GNUC_PRINTF (6, 7);

/* A fault of the agenda file itself. */
void pln_case_fault (PlnCase *hearing, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Something that costs; nothing happens where @cost is 0.
 * @topic: index or -1; @items, @people: (transfer full) (nullable) */
void pln_case_charge (PlnCase *hearing,
                      PlnTerm term,
                      gint64 cost,
                      int topic,
                      char **items,
                      char **people,
                      const char *format,
                      ...) G_GNUC_PRINTF (7, 8);

/* Reads the agenda into the case, with what is wrong about placing and leaving out. */
void pln_case_read (PlnCase *hearing);

/* The families. */
void pln_case_hear_items (PlnCase *hearing);
void pln_case_hear_pairs (PlnCase *hearing);
void pln_case_hear_relations (PlnCase *hearing);
void pln_case_hear_duties (PlnCase *hearing);
void pln_case_hear_spread (PlnCase *hearing);
void pln_case_hear_moves (PlnCase *hearing);
