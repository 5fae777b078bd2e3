/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/revisions.h"

#include "ical/series.h"

#include <stdlib.h>

static int
compare_revisions (const PlnEvent *a, const PlnEvent *b)
{
  if (a->sequence != b->sequence)
    return a->sequence < b->sequence ? -1 : 1;
  if (a->stamp != b->stamp)
    return a->stamp < b->stamp ? -1 : 1;
  return a->is_withdrawn - b->is_withdrawn;
}

/* By time, then by line: of equal revisions at the same time the last stands for all. */
static int
compare_spans (const void *a, const void *b)
{
  const PlnEvent *x = *(const PlnEvent *const *) a, *y = *(const PlnEvent *const *) b;
  gint64 p = pln_event_start (x, x->start.wall), q = pln_event_start (y, y->start.wall);

  if (p == q)
    {
      p = pln_event_end (x, x->start.wall);
      q = pln_event_end (y, y->start.wall);
    }
  if (p != q)
    return p < q ? -1 : 1;
  return x->component->line - y->component->line;
}

static bool
is_same_span (const PlnEvent *a, const PlnEvent *b)
{
  return pln_event_start (a, a->start.wall) == pln_event_start (b, b->start.wall)
         && pln_event_end (a, a->start.wall) == pln_event_end (b, b->start.wall);
}

/* Keeps the masters of the latest revision. Equal revisions at different times are all kept: in doubt, all
 * of them are meant. */
static int
latest_masters (PlnIcsReading *reading, const PlnEvent **masters, int n)
{
  const PlnEvent *best = masters[0];
  int kept = 0, last = 0;

  for (int k = 1; k < n; k++)
    if (compare_revisions (masters[k], best) >= 0)
      best = masters[k];
  for (int k = 0; k < n; k++)
    if (compare_revisions (masters[k], best) == 0)
      masters[kept++] = masters[k];
    else if (masters[k]->sequence == best->sequence && !is_same_span (masters[k], best))
      pln_ics_warn (reading->report->warnings, reading->file, masters[k]->component->line,
                    "two events with one UID; the one with the later DTSTAMP is read as what became of the other");
  qsort (masters, (size_t) kept, sizeof *masters, compare_spans);
  for (int k = 1; k < kept; k++)
    if (is_same_span (masters[k], masters[last]))
      masters[last] = masters[k];
    else
      masters[++last] = masters[k];
  return last + 1;
}

/* By UID (events without one each for themselves), masters first, then by the instance they replace, then
 * by line. */
static int
compare_events (const void *a, const void *b)
{
  const PlnEvent *x = a, *y = b;
  int order = g_strcmp0 (x->uid, y->uid);
  gint64 p, q;

  if (order != 0)
    return order;
  if (x->is_instance != y->is_instance)
    return x->is_instance ? 1 : -1;
  p = x->is_instance ? pln_event_instance (x) : 0;
  q = y->is_instance ? pln_event_instance (y) : 0;
  if (p != q)
    return p < q ? -1 : 1;
  return x->component->line - y->component->line;
}

/* Keeps of each stretch that replaces the same instance the last revision. */
static int
last_revisions (const PlnEvent **instances, int n)
{
  int kept = 0;

  for (int first = 0, end; first < n; first = end)
    {
      const PlnEvent *best = instances[first];

      for (end = first + 1; end < n && pln_event_instance (instances[end]) == pln_event_instance (best); end++)
        if (compare_revisions (instances[end], best) >= 0)
          best = instances[end];
      instances[kept++] = best;
    }
  return kept;
}

/* Adds the events of one UID: @n of them, masters first. */
static void
add_group (PlnIcsReading *reading, const PlnEvent *events, int n)
{
  g_autofree const PlnEvent **sorted = g_new (const PlnEvent *, n);
  int n_masters = 0, n_instances, n_latest;

  for (int k = 0; k < n; k++)
    sorted[k] = &events[k];
  while (n_masters < n && !events[n_masters].is_instance)
    n_masters++;
  n_instances = last_revisions (sorted + n_masters, n - n_masters);
  if (n_masters == 0)
    {
      pln_series_add_one (reading, NULL, sorted, n_instances);
      return;
    }
  n_latest = latest_masters (reading, sorted, n_masters);
  for (int k = 0; k < n_latest; k++)
    pln_series_add_one (reading, sorted[k], sorted + n_masters, k == 0 ? n_instances : 0);
}

void
pln_revisions_add (PlnIcsReading *reading, GArray *events)
{
  const PlnEvent *at = (const PlnEvent *) (const void *) events->data;
  int n = (int) events->len, end;

  g_array_sort (events, compare_events);
  for (int first = 0; first < n; first = end)
    {
      end = first + 1;
      while (end < n && at[first].uid != NULL && g_strcmp0 (at[first].uid, at[end].uid) == 0)
        end++;
      add_group (reading, &at[first], end - first);
    }
}
