/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/interval.h"

#include <stdlib.h>

void
pln_spans_add (PlnSpans *spans, PlnInterval interval)
{
  if (spans->n == spans->allocated)
    {
      spans->allocated = spans->allocated ? 2 * spans->allocated : 4;
      spans->at = g_renew (PlnInterval, spans->at, spans->allocated);
    }
  spans->at[spans->n++] = interval;
}

void
pln_spans_add_all (PlnSpans *spans, const PlnSpans *more)
{
  for (int k = 0; k < more->n; k++)
    pln_spans_add (spans, more->at[k]);
}

void
pln_spans_clear (PlnSpans *spans)
{
  g_free (spans->at);
  *spans = (PlnSpans){ 0 };
}

static int
compare_starts (const void *a, const void *b)
{
  const PlnInterval *x = a, *y = b;

  return x->start != y->start ? (x->start < y->start ? -1 : 1) : (x->end > y->end) - (x->end < y->end);
}

void
pln_spans_unite (PlnSpans *spans)
{
  int kept = 0;

  if (spans->n > 1)
    qsort (spans->at, (size_t) spans->n, sizeof *spans->at, compare_starts);
  for (int k = 0; k < spans->n; k++)
    {
      PlnInterval next = spans->at[k];

      if (next.start >= next.end)
        continue;
      if (kept > 0 && next.start <= spans->at[kept - 1].end)
        spans->at[kept - 1].end = MAX (spans->at[kept - 1].end, next.end);
      else
        spans->at[kept++] = next;
    }
  spans->n = kept;
}

bool
pln_spans_overlap (const PlnSpans *spans, PlnInterval interval)
{
  for (int k = 0; k < spans->n; k++)
    if (pln_interval_overlaps (spans->at[k], interval))
      return true;
  return false;
}

bool
pln_spans_contain (const PlnSpans *spans, PlnInterval interval)
{
  for (int k = 0; k < spans->n; k++)
    if (spans->at[k].start <= interval.start && interval.end <= spans->at[k].end)
      return true;
  return false;
}

int
pln_spans_covered (const PlnSpans *spans, PlnInterval interval)
{
  PlnSpans cut = { 0 };
  int minutes = 0;

  for (int k = 0; k < spans->n; k++)
    pln_spans_add (&cut, (PlnInterval){ MAX (spans->at[k].start, interval.start), MIN (spans->at[k].end, interval.end) });
  pln_spans_unite (&cut);
  for (int k = 0; k < cut.n; k++)
    minutes += cut.at[k].end - cut.at[k].start;
  pln_spans_clear (&cut);
  return minutes;
}
