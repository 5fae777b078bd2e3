/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Binary max-heap of variables by activity, then lower number: a total order, so that what comes out depends on
 * nothing else. Positions are kept, so a variable can move up in place.
 * Activities are integers that grow with every conflict (VSIDS) and are halved together when large. */

#include "solver/vector.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct
{
  uint64_t activity;
  int place; /* in `order`, -1 when out */
} PlnRank;

typedef struct
{
  PLN_VECTOR (PlnRank) ranks; /* by variable */
  PlnInts order;
} PlnHeap;

void pln_heap_clear (PlnHeap *heap);
/* A further variable, put in. */
void pln_heap_add (PlnHeap *heap);
/* Puts a variable in, if it is out. O(log n) */
void pln_heap_insert (PlnHeap *heap, int variable);
/* Takes the first out. Requires: not empty. O(log n) */
int pln_heap_pop (PlnHeap *heap);
/* Restores the order after a variable's rank rose. */
void pln_heap_raised (PlnHeap *heap, int variable);
/* Restores the order after a variable's rank changed either way. */
void pln_heap_changed (PlnHeap *heap, int variable);

static inline bool
pln_heap_is_empty (const PlnHeap *heap)
{
  return heap->order.n == 0;
}
