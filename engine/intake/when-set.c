/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/when.h"

/* Times as sets of stretches of days: united, cut with each other, turned inside out, written as windows. */

#define DAY_MINUTES 1440

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const PlnWhenSpan *x = a, *y = b;

  return x->day != y->day ? x->day - y->day : x->from != y->from ? x->from - y->from : x->to - y->to;
}

/* Sorts, and joins what overlaps or touches. */
static void
normalize (GArray *spans)
{
  guint n = 0;

  g_array_sort (spans, compare_spans);
  for (guint k = 0; k < spans->len; k++)
    {
      PlnWhenSpan span = g_array_index (spans, PlnWhenSpan, k);
      PlnWhenSpan *last = n > 0 ? &g_array_index (spans, PlnWhenSpan, n - 1) : NULL;

      if (last && last->day == span.day && span.from <= last->to)
        last->to = MAX (last->to, span.to);
      else
        g_array_index (spans, PlnWhenSpan, n++) = span;
    }
  g_array_set_size (spans, n);
}

PlnWhen *
pln_when_new (GArray *spans, bool names_days)
{
  PlnWhen *when;

  if (spans->len == 0)
    {
      g_array_free (spans, TRUE);
      return NULL;
    }
  when = g_new0 (PlnWhen, 1);
  when->references = 1;
  normalize (spans);
  when->spans = spans;
  when->names_days = names_days;
  return when;
}

PlnWhen *
pln_when_ref (PlnWhen *when)
{
  when->references++;
  return when;
}

void
pln_when_unref (PlnWhen *when)
{
  if (!when || --when->references > 0)
    return;
  g_array_free (when->spans, TRUE);
  g_free (when);
}

static bool
has_day (const PlnWhen *when, int day)
{
  for (guint k = 0; k < when->spans->len; k++)
    if (g_array_index (when->spans, PlnWhenSpan, k).day == day)
      return true;
  return false;
}

/* What `when` leaves of one day. */
static void
add_gaps (GArray *gaps, const PlnWhen *when, int day)
{
  int at = 0;

  for (guint k = 0; k < when->spans->len; k++)
    {
      const PlnWhenSpan *span = &g_array_index (when->spans, PlnWhenSpan, k);
      PlnWhenSpan gap = { day, at, span->from };

      if (span->day != day)
        continue;
      if (gap.from < gap.to)
        g_array_append_val (gaps, gap);
      at = MAX (at, span->to);
    }
  if (at < DAY_MINUTES)
    g_array_append_val (gaps, ((PlnWhenSpan){ day, at, DAY_MINUTES }));
}

PlnWhen *
pln_when_complement (const PlnCalendarFrame *frame, const PlnWhen *when, bool own_days_only)
{
  GArray *gaps = g_array_new (FALSE, FALSE, sizeof (PlnWhenSpan));

  for (int day = 0; day < frame->n_days; day++)
    if (!own_days_only || has_day (when, day))
      add_gaps (gaps, when, day);
  return pln_when_new (gaps, when->names_days);
}

PlnWhen *
pln_when_intersect (const PlnWhen *a, const PlnWhen *b)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (PlnWhenSpan));

  for (guint i = 0; i < a->spans->len; i++)
    for (guint j = 0; j < b->spans->len; j++)
      {
        const PlnWhenSpan *x = &g_array_index (a->spans, PlnWhenSpan, i), *y = &g_array_index (b->spans, PlnWhenSpan, j);
        PlnWhenSpan both = { x->day, MAX (x->from, y->from), MIN (x->to, y->to) };

        if (x->day == y->day && both.from < both.to)
          g_array_append_val (spans, both);
      }
  return pln_when_new (spans, a->names_days || b->names_days);
}

PlnWhen *
pln_when_unite (const PlnWhen *a, const PlnWhen *b)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (PlnWhenSpan));

  g_array_append_vals (spans, a->spans->data, a->spans->len);
  g_array_append_vals (spans, b->spans->data, b->spans->len);
  return pln_when_new (spans, a->names_days || b->names_days);
}

bool
pln_when_has_moment (const PlnWhen *when)
{
  for (guint k = 0; k < when->spans->len; k++)
    if (g_array_index (when->spans, PlnWhenSpan, k).from == g_array_index (when->spans, PlnWhenSpan, k).to)
      return true;
  return false;
}

bool
pln_when_is_open (const PlnWhen *when)
{
  for (guint k = 0; k < when->spans->len; k++)
    {
      const PlnWhenSpan *span = &g_array_index (when->spans, PlnWhenSpan, k);

      if ((span->from > 0) == (span->to < DAY_MINUTES))
        return false;
    }
  return true;
}

PlnWhen *
pln_when_stretch (PlnWhen *when, int minutes)
{
  g_autoptr (PlnWhen) stretched = NULL;

  if (!pln_when_has_moment (when))
    return pln_when_ref (when);
  stretched = pln_when_unite (when, when);
  for (guint k = 0; k < stretched->spans->len; k++)
    {
      PlnWhenSpan *span = &g_array_index (stretched->spans, PlnWhenSpan, k);

      if (span->from != span->to)
        continue;
      if (minutes == 0 || span->from + minutes > DAY_MINUTES)
        return NULL;
      span->to = span->from + minutes;
    }
  return g_steal_pointer (&stretched);
}

static JsonNode *
window_of (const PlnCalendarFrame *frame, const PlnWhenSpan *span, bool every_day)
{
  JsonObject *window = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), window);

  json_object_unref (window);
  if (!every_day)
    {
      PlnCivil civil = pln_civil_from_days (frame->dates[span->day]);
      g_autofree char *date = g_strdup_printf ("%04d-%02d-%02d", civil.year, civil.month, civil.day);

      json_object_set_string_member (window, "day", date);
    }
  if (span->from > 0)
    {
      g_autofree char *clock = g_strdup_printf ("%02d:%02d", span->from / 60, span->from % 60);

      json_object_set_string_member (window, "from", clock);
    }
  if (span->to < DAY_MINUTES)
    {
      g_autofree char *clock = g_strdup_printf ("%02d:%02d", span->to / 60, span->to % 60);

      json_object_set_string_member (window, "to", clock);
    }
  return node;
}

/* Do all days have the spans of the first? Whole days are named one by one: a window that says nothing
 * would read as a slip. */
static bool
is_same_every_day (const PlnCalendarFrame *frame, const PlnWhen *when)
{
  guint n = when->spans->len / (guint) frame->n_days;

  if (when->spans->len != n * (guint) frame->n_days)
    return false;
  for (guint k = 0; k < when->spans->len; k++)
    {
      const PlnWhenSpan *span = &g_array_index (when->spans, PlnWhenSpan, k), *first = &g_array_index (when->spans, PlnWhenSpan, k % n);

      if (span->day != (int) (k / n) || span->from != first->from || span->to != first->to || (span->from == 0 && span->to == DAY_MINUTES))
        return false;
    }
  return true;
}

GPtrArray *
pln_when_to_windows (const PlnCalendarFrame *frame, const PlnWhen *when)
{
  GPtrArray *windows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  bool every_day = is_same_every_day (frame, when);
  guint n = every_day ? when->spans->len / (guint) frame->n_days : when->spans->len;

  for (guint k = 0; k < n; k++)
    g_ptr_array_add (windows, window_of (frame, &g_array_index (when->spans, PlnWhenSpan, k), every_day));
  return windows;
}
