/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/heap.h"

static inline bool
before (const PlnHeap *heap, int a, int b)
{
  const PlnRank *x = &heap->ranks.at[a], *y = &heap->ranks.at[b];

  if (x->activity != y->activity)
    return x->activity > y->activity;
  return a < b;
}

static inline void
put (PlnHeap *heap, int place, int variable)
{
  heap->order.at[place] = variable;
  heap->ranks.at[variable].place = place;
}

static void
sift_up (PlnHeap *heap, int place)
{
  int variable = heap->order.at[place];

  while (place > 0) {
    int parent = (place - 1) / 2;

    if (!before (heap, variable, heap->order.at[parent]))
      break;
    put (heap, place, heap->order.at[parent]);
    place = parent;
  }
  put (heap, place, variable);
}

static void
sift_down (PlnHeap *heap, int place)
{
  int variable = heap->order.at[place];
  int n = heap->order.n;

  for (int child = 2 * place + 1; child < n; child = 2 * place + 1) {
    if (child + 1 < n && before (heap, heap->order.at[child + 1], heap->order.at[child]))
      child++;
    if (!before (heap, heap->order.at[child], variable))
      break;
    put (heap, place, heap->order.at[child]);
    place = child;
  }
  put (heap, place, variable);
}

void
pln_heap_clear (PlnHeap *heap)
{
  pln_vector_clear (&heap->ranks);
  pln_vector_clear (&heap->order);
}

void
pln_heap_add (PlnHeap *heap)
{
  pln_vector_push (&heap->ranks, ((PlnRank){ .place = -1 }));
  pln_heap_insert (heap, heap->ranks.n - 1);
}

void
pln_heap_insert (PlnHeap *heap, int variable)
{
  if (heap->ranks.at[variable].place >= 0)
    return;
  pln_vector_push (&heap->order, variable);
  sift_up (heap, heap->order.n - 1);
}

int
pln_heap_pop (PlnHeap *heap)
{
  int first = heap->order.at[0];
  int last = heap->order.at[--heap->order.n];

  heap->ranks.at[first].place = -1;
  if (heap->order.n > 0) {
    put (heap, 0, last);
    sift_down (heap, 0);
  }
  return first;
}

void
pln_heap_raised (PlnHeap *heap, int variable)
{
  if (heap->ranks.at[variable].place >= 0)
    sift_up (heap, heap->ranks.at[variable].place);
}

void
pln_heap_changed (PlnHeap *heap, int variable)
{
  if (heap->ranks.at[variable].place < 0)
    return;
  sift_up (heap, heap->ranks.at[variable].place);
  sift_down (heap, heap->ranks.at[variable].place);
}
