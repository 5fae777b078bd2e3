/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/watch.h"

#include <string.h>

void
pln_lists_clear (PlnLists *lists)
{
  pln_vector_clear (&lists->pool);
  pln_vector_clear (&lists->lists);
  lists->wasted = 0;
}

static void
compact (PlnLists *lists)
{
  PlnLists old = *lists;

  memset (&lists->pool, 0, sizeof lists->pool);
  pln_vector_reserve (&lists->pool, old.pool.n - old.wasted);
  for (int i = 0; i < lists->lists.n; i++) {
    PlnList *list = &lists->lists.at[i];

    if (list->n > 0)
      memcpy (lists->pool.at + lists->pool.n, old.pool.at + list->start, sizeof (PlnEntry) * (gsize) list->n);
    list->start = lists->pool.n;
    lists->pool.n += list->allocated;
  }
  lists->wasted = 0;
  g_free (old.pool.at);
}

static void
grow (PlnLists *lists, PlnList *list)
{
  int allocated = MAX (4, 2 * list->allocated);
  int start;

  if (lists->wasted > 4096 && lists->wasted > lists->pool.n / 2)
    compact (lists);
  start = lists->pool.n;
  pln_vector_reserve (&lists->pool, allocated);
  if (list->n > 0)
    memcpy (lists->pool.at + start, lists->pool.at + list->start, sizeof (PlnEntry) * (gsize) list->n);
  lists->pool.n += allocated;
  lists->wasted += list->allocated;
  list->start = start;
  list->allocated = allocated;
}

void
pln_lists_push (PlnLists *lists, int list, PlnEntry entry)
{
  PlnList *l = &lists->lists.at[list];

  if (l->n == l->allocated)
    grow (lists, l);
  lists->pool.at[l->start + l->n++] = entry;
}

void
pln_lists_empty (PlnLists *lists)
{
  for (int i = 0; i < lists->lists.n; i++)
    lists->lists.at[i].n = 0;
}
