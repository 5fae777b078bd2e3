/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/when.h"

#include "intake/when-token.h"

#include <string.h>

/* Days with times of day; "Wed 10-11, or Thu 11-13" has two. */
typedef struct
{
  guint64 days;
  GArray *times; /* of PlnWhenToken: parts (from, to) resolved against a day when it is added */
} Group;

typedef struct
{
  const PlnCalendarFrame *frame;
  GArray *spans;
  Group group;
  bool days_first, any_days, any_times;
  bool doubt;
} Reader;

static int
shift_of (Reader *reader, const char *zone_name, int day)
{
  g_autoptr (PlnZone) zone = pln_zone_new (zone_name);
  PlnCivil noon = pln_civil_from_days (reader->frame->dates[day]);
  int minute;

  noon.hour = 12;
  minute = pln_zone_to_minute (reader->frame->zone, noon);
  return zone ? pln_zone_offset (reader->frame->zone, minute) - pln_zone_offset (zone, minute) : 0;
}

static void
add_span (Reader *reader, int day, const PlnWhenToken *time)
{
  PlnWhenSpan span = { day, 0, PLN_WHEN_DAY_MINUTES };

  if (time && time->from_start)
    span = (PlnWhenSpan){ day, 0, reader->frame->day_start[day] + time->to };
  else if (time && time->from_end)
    span = (PlnWhenSpan){ day, reader->frame->day_end[day] - time->from, PLN_WHEN_DAY_MINUTES };
  else if (time)
    span = (PlnWhenSpan){ day, time->from, time->to };
  if (time && time->zone && strcmp (time->zone, pln_zone_name (reader->frame->zone)) != 0)
    {
      int shift = shift_of (reader, time->zone, day);

      span.from = span.from > 0 ? span.from + shift : 0;
      span.to = span.to < PLN_WHEN_DAY_MINUTES ? span.to + shift : PLN_WHEN_DAY_MINUTES;
    }
  if (span.from < 0 || span.to > PLN_WHEN_DAY_MINUTES || span.from >= span.to)
    reader->doubt = true;
  else
    g_array_append_val (reader->spans, span);
}

static void
close_group (Reader *reader)
{
  guint64 days = reader->group.days ? reader->group.days : pln_when_all_days (reader->frame);

  if (reader->group.days == 0 && reader->group.times->len == 0)
    return;
  if (reader->group.days == 0 && reader->any_days)
    reader->doubt = true; /* a time that may belong to the days before it, or to every day */
  for (int day = 0; day < MIN (reader->frame->n_days, PLN_WHEN_MOST_DAYS); day++)
    if (days >> day & 1)
      {
        if (reader->group.times->len == 0)
          add_span (reader, day, NULL);
        for (guint k = 0; k < reader->group.times->len; k++)
          add_span (reader, day, &g_array_index (reader->group.times, PlnWhenToken, k));
      }
  reader->group.days = 0;
  g_array_set_size (reader->group.times, 0);
}

static void
take_time (Reader *reader, PlnWhenToken time)
{
  if (reader->group.days && !reader->days_first)
    close_group (reader);
  reader->any_times = true;
  g_array_append_val (reader->group.times, time);
}

static void
take_day (Reader *reader, guint64 days)
{
  if (reader->group.times->len > 0 && reader->days_first)
    close_group (reader);
  if (!reader->any_days && !reader->any_times)
    reader->days_first = true;
  reader->any_days = true;
  reader->group.days |= days;
}

static const char *
skip_space (const char *text)
{
  while (*text == ' ')
    text++;
  return text;
}

/* A range of days: "September 22nd - 24th", "Day 2 to Day 4". */
static guint64
days_between (guint64 first, guint64 last)
{
  guint64 days = 0;
  bool on = false;

  for (int k = 0; k < PLN_WHEN_MOST_DAYS; k++)
    {
      on = on || (first >> k & 1);
      if (on)
        days |= (guint64) 1 << k;
      if (last >> k & 1)
        return on ? days : 0;
    }
  return 0;
}

static const char *
read_zone_of_time (Reader *reader, const char *text, PlnWhenToken *time)
{
  PlnWhenToken zone = pln_when_token (reader->frame, skip_space (text));

  if (zone.kind != TOKEN_ZONE)
    return text;
  time->zone = zone.zone;
  if (strcmp (zone.zone, "another") == 0)
    reader->doubt = true;
  return zone.end;
}

/* After the first clock of a range: the second one, or the one alone. */
static const char *
read_range (Reader *reader, PlnWhenToken time, const char *text, bool open_end)
{
  PlnWhenToken dash = pln_when_token (reader->frame, skip_space (text));
  PlnWhenToken last = dash.kind == TOKEN_TO || dash.kind == TOKEN_BEFORE || (dash.kind == TOKEN_AND && !open_end)
                 ? pln_when_token (reader->frame, skip_space (dash.end))
                 : (PlnWhenToken){ .kind = TOKEN_END };

  if (last.kind == TOKEN_CLOCK)
    {
      time.to = last.from;
      text = read_zone_of_time (reader, last.end, &time);
    }
  else if (open_end)
    time.to = PLN_WHEN_DAY_MINUTES;
  else
    {
      reader->doubt = true;
      return text;
    }
  take_time (reader, time);
  return text;
}

/* One step of the expression; returns where it ends, or NULL where the expression does. */
static const char *
read_step (Reader *reader, const char *text)
{
  PlnWhenToken token = pln_when_token (reader->frame, text), time;
  const char *end = token.end;

  switch (token.kind)
    {
    case TOKEN_DAYS:
      {
        PlnWhenToken dash = pln_when_token (reader->frame, skip_space (end));
        PlnWhenToken last = dash.kind == TOKEN_TO ? pln_when_token (reader->frame, skip_space (dash.end)) : (PlnWhenToken){ .kind = TOKEN_END };

        if (last.kind == TOKEN_DAYS)
          {
            token.days = days_between (token.days, last.days);
            reader->doubt = reader->doubt || token.days == 0;
            end = last.end;
          }
        take_day (reader, token.days);
        return end;
      }
    case TOKEN_PART:
      take_time (reader, token);
      return end;
    case TOKEN_CLOCK:
      end = read_zone_of_time (reader, end, &token);
      {
        PlnWhenToken dash = pln_when_token (reader->frame, skip_space (end));

        if (dash.kind != TOKEN_TO)
          {
            /* One moment: the start of something, not a stretch. */
            reader->doubt = true;
            return end;
          }
      }
      return read_range (reader, token, end, false);
    case TOKEN_AFTER:
    case TOKEN_BEFORE:
    case TOKEN_FROM:
    case TOKEN_BETWEEN:
      time = pln_when_token (reader->frame, skip_space (end));
      if (time.kind != TOKEN_CLOCK)
        return NULL;
      end = read_zone_of_time (reader, time.end, &time);
      if (token.kind == TOKEN_FROM || token.kind == TOKEN_BETWEEN)
        return read_range (reader, time, end, token.kind == TOKEN_FROM);
      if (token.kind == TOKEN_AFTER)
        time.to = PLN_WHEN_DAY_MINUTES;
      else
        time.from = 0;
      take_time (reader, time);
      return end;
    case TOKEN_AND:
    case TOKEN_FILLER: return end;
    default: return NULL;
    }
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const PlnWhenSpan *x = a, *y = b;

  return x->day != y->day ? x->day - y->day : x->from != y->from ? x->from - y->from : x->to - y->to;
}

PlnWhen *
pln_when_parse (const PlnCalendarFrame *frame, const char *text, const char **rest)
{
  Reader reader = { .frame = frame, .spans = g_array_new (FALSE, FALSE, sizeof (PlnWhenSpan)) };
  const char *at = skip_space (text), *end = at;
  PlnWhen *when;

  reader.group.times = g_array_new (FALSE, FALSE, sizeof (PlnWhenToken));
  while (*at)
    {
      guint n = reader.group.times->len;
      guint64 days = reader.group.days;
      guint spans = reader.spans->len;
      const char *next = read_step (&reader, at);

      if (!next)
        break;
      at = skip_space (next);
      /* Words that only join are part of the expression where something of it follows. */
      if (reader.group.times->len != n || reader.group.days != days || reader.spans->len != spans || reader.doubt)
        end = next;
    }
  close_group (&reader);
  g_array_free (reader.group.times, TRUE);
  *rest = end;
  if (reader.spans->len == 0 || reader.doubt)
    {
      g_array_free (reader.spans, TRUE);
      return NULL;
    }
  g_array_sort (reader.spans, compare_spans);
  when = g_new0 (PlnWhen, 1);
  when->spans = reader.spans;
  when->every_day = !reader.any_days;
  when->has_clock = reader.any_times;
  return when;
}

void
pln_when_free (PlnWhen *when)
{
  if (!when)
    return;
  g_array_free (when->spans, TRUE);
  g_free (when);
}

PlnWhen *
pln_when_complement (const PlnCalendarFrame *frame, const PlnWhen *when)
{
  PlnWhen *rest = g_new0 (PlnWhen, 1);

  rest->spans = g_array_new (FALSE, FALSE, sizeof (PlnWhenSpan));
  rest->has_clock = when->has_clock;
  for (int day = 0; day < frame->n_days; day++)
    {
      int at = 0;

      for (guint k = 0; k < when->spans->len; k++)
        {
          const PlnWhenSpan *span = &g_array_index (when->spans, PlnWhenSpan, k);
          PlnWhenSpan gap = { day, at, span->from };

          if (span->day != day)
            continue;
          if (gap.from < gap.to)
            g_array_append_val (rest->spans, gap);
          at = MAX (at, span->to);
        }
      if (at < PLN_WHEN_DAY_MINUTES)
        g_array_append_val (rest->spans, ((PlnWhenSpan){ day, at, PLN_WHEN_DAY_MINUTES }));
    }
  if (rest->spans->len > 0)
    return rest;
  pln_when_free (rest);
  return NULL;
}

static JsonNode *
window_of (const PlnCalendarFrame *frame, const PlnWhenSpan *span, bool every_day)
{
  JsonObject *window = json_object_new ();

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
  if (span->to < PLN_WHEN_DAY_MINUTES)
    {
      g_autofree char *clock = g_strdup_printf ("%02d:%02d", span->to / 60, span->to % 60);

      json_object_set_string_member (window, "to", clock);
    }
  return json_node_init_object (json_node_alloc (), window);
}

/* Do all days have the spans of the first? */
static bool
is_same_every_day (const PlnCalendarFrame *frame, const PlnWhen *when)
{
  guint n = when->spans->len / (guint) frame->n_days;

  if (when->spans->len != n * (guint) frame->n_days)
    return false;
  for (guint k = 0; k < when->spans->len; k++)
    {
      const PlnWhenSpan *span = &g_array_index (when->spans, PlnWhenSpan, k), *first = &g_array_index (when->spans, PlnWhenSpan, k % n);

      if (span->day != (int) (k / n) || span->from != first->from || span->to != first->to)
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
