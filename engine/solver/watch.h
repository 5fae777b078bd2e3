/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* One list of pairs a literal, all in one pool. A list that outgrows its place moves to the end of the
 * pool with twice the room; what it leaves is reclaimed when half of the pool lies waste.
 *
 * Used for watches, where `key` is the blocking literal (a literal of the clause whose truth makes a look
 * at it needless: Chu, Harwood & Stuckey, JSAT 2010) and `data` the clause, or 0 for the binary clause with just that
 * literal; and for occurrences in rows, where `key` is the row and `data` the weight. */

#include "solver/vector.h"

typedef struct
{
  int key;
  int data;
} PlnEntry;

typedef struct
{
  int start, n, allocated;
} PlnList;

typedef struct
{
  PLN_VECTOR (PlnEntry) pool;
  PLN_VECTOR (PlnList) lists; /* by literal */
  int wasted;                 /* entries of the pool that belong to no list */
} PlnLists;

void pln_lists_clear (PlnLists *lists);
void pln_lists_push (PlnLists *lists, int list, PlnEntry entry);
/* Empties every list and keeps the memory. */
void pln_lists_empty (PlnLists *lists);

static inline PlnEntry *
pln_lists_at (const PlnLists *lists, int list)
{
  return lists->pool.at ? lists->pool.at + lists->lists.at[list].start : NULL;
}
