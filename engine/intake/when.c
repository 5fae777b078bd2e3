/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/when.h"

#include "intake/pattern.h"
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
  guint64 last_days; /* named last */
  bool vague; /* a stretch was named that clock times are still to say */
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

static bool
is_moment (const PlnWhenToken *time)
{
  return time && time->kind == TOKEN_CLOCK && time->from == time->to;
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
  if (span.from < 0 || span.to > PLN_WHEN_DAY_MINUTES || span.from > span.to || (span.from == span.to && !is_moment (time)))
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
  if (reader->vague || (reader->group.days == 0 && reader->any_days))
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
  reader->vague = false;
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
  reader->last_days = days;
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

/* Days, or a range of them. */
static const char *
read_days (Reader *reader, const PlnWhenToken *first)
{
  PlnWhenToken dash = pln_when_token (reader->frame, skip_space (first->end));
  PlnWhenToken last = dash.kind == TOKEN_TO ? pln_when_token (reader->frame, skip_space (dash.end)) : (PlnWhenToken){ .kind = TOKEN_END };
  guint64 days = first->days;

  if (last.kind == TOKEN_DAYS)
    {
      days = days_between (days, last.days);
      reader->doubt = reader->doubt || days == 0;
    }
  take_day (reader, days);
  return last.kind == TOKEN_DAYS ? last.end : first->end;
}

/* A clock: the start of a range, the edge of an open stretch, or one moment. */
static const char *
read_clock (Reader *reader, PlnWhenToken clock)
{
  const char *end = read_zone_of_time (reader, clock.end, &clock);
  PlnWhenToken next = pln_when_token (reader->frame, skip_space (end));

  if (next.kind == TOKEN_TO)
    return read_range (reader, clock, end, false);
  if (next.kind == TOKEN_LATER)
    clock.to = PLN_WHEN_DAY_MINUTES;
  else if (next.kind == TOKEN_EARLIER)
    clock.from = 0;
  take_time (reader, clock);
  return next.kind == TOKEN_LATER || next.kind == TOKEN_EARLIER ? next.end : end;
}

/* "after 3pm", "from 3pm to 5pm", "between 3 pm and 5 pm" */
static const char *
read_bounded (Reader *reader, const PlnWhenToken *bound)
{
  PlnWhenToken time = pln_when_token (reader->frame, skip_space (bound->end)), later;
  const char *end;

  if (time.kind != TOKEN_CLOCK)
    return NULL;
  end = read_zone_of_time (reader, time.end, &time);
  if (bound->kind == TOKEN_FROM || bound->kind == TOKEN_BETWEEN)
    {
      end = read_range (reader, time, end, bound->kind == TOKEN_FROM);
      later = pln_when_token (reader->frame, skip_space (end));
      return later.kind == TOKEN_LATER && bound->kind == TOKEN_FROM ? later.end : end;
    }
  if (bound->kind == TOKEN_AFTER)
    time.to = PLN_WHEN_DAY_MINUTES;
  else
    time.from = 0;
  take_time (reader, time);
  return end;
}

/* One step of the expression; returns where it ends, or NULL where the expression does. */
static const char *
read_step (Reader *reader, const char *text)
{
  PlnWhenToken token = pln_when_token (reader->frame, text);

  switch (token.kind)
    {
    case TOKEN_DAYS: return read_days (reader, &token);
    case TOKEN_CLOCK: return read_clock (reader, token);
    case TOKEN_PART: take_time (reader, token); return token.end;
    case TOKEN_AFTER:
    case TOKEN_BEFORE:
    case TOKEN_FROM:
    case TOKEN_BETWEEN: return read_bounded (reader, &token);
    case TOKEN_VAGUE: reader->vague = true; return token.end;
    case TOKEN_ALL_DAY: close_group (reader); return token.end;
    case TOKEN_AND:
    case TOKEN_FILLER: return token.end;
    default: return reader->vague && *text == ':' ? text + 1 : NULL;
    }
}

/* -- Brackets -------------------------------------------------------------------------------------- */

static guint64
days_of (const PlnWhen *when)
{
  guint64 days = 0;

  for (guint k = 0; k < when->spans->len; k++)
    days |= (guint64) 1 << g_array_index (when->spans, PlnWhenSpan, k).day;
  return days;
}

static bool
has_whole_days (const PlnWhen *when)
{
  for (guint k = 0; k < when->spans->len; k++)
    if (g_array_index (when->spans, PlnWhenSpan, k).from > 0 || g_array_index (when->spans, PlnWhenSpan, k).to < PLN_WHEN_DAY_MINUTES)
      return false;
  return true;
}

/* Clock times in brackets say what the stretch before them is: "the last hour (16:00-17:00)", "Tuesday
 * (from 2pm)". They are put in its place, for the same days. */
static void
restate_times (Reader *reader, const char *inside)
{
  guint64 days = reader->group.days;
  bool several = (days & (days - 1)) != 0, days_first = reader->days_first;

  if (reader->group.times->len == 0 && (days == 0 || several))
    reader->doubt = true; /* of which of the days? */
  g_array_set_size (reader->group.times, 0);
  reader->days_first = true; /* the times belong to the days before them */
  for (const char *at = skip_space (inside); at && *at; at = at ? skip_space (at) : NULL)
    at = read_step (reader, at);
  reader->days_first = days_first;
}

/* What stands in brackets inside an expression: the same days or times once more, or an aside.
 * Returns: where it ends; NULL where it may be anything else */
static const char *
read_brackets (Reader *reader, const char *text)
{
  const char *close = *text == '(' ? strchr (text, ')') : NULL, *rest;
  g_autofree char *inside = close ? g_strndup (text + 1, (gsize) (close - text - 1)) : NULL;
  g_autoptr (PlnWhen) when = inside && !strchr (inside, '(') ? pln_when_parse (reader->frame, inside, &rest) : NULL;

  if (!inside || (reader->group.days == 0 && reader->group.times->len == 0 && reader->spans->len == 0 && !reader->vague))
    return NULL;
  if (pln_pattern_matches ("^(?:all|full|whole|entire) day$", inside))
    {
      close_group (reader);
      return close + 1;
    }
  if (!when || *rest != '\0')
    {
      bool speaks_of_time = pln_pattern_matches ("[0-9]|\\b(?:mon|tue|wed|thu|fri|sat|sun|or|not|except|unless|only|if|but|morning|afternoon)", inside);

      return speaks_of_time ? NULL : close + 1;
    }
  if (pln_when_has_moment (when))
    return when->names_days ? NULL : close + 1;
  if (has_whole_days (when))
    reader->doubt = reader->doubt || (reader->group.days ? reader->last_days : pln_when_all_days (reader->frame)) != days_of (when);
  else if (when->names_days)
    return NULL;
  else
    restate_times (reader, inside);
  return close + 1;
}

PlnWhen *
pln_when_parse (const PlnCalendarFrame *frame, const char *text, const char **rest)
{
  Reader reader = { .frame = frame, .spans = g_array_new (FALSE, FALSE, sizeof (PlnWhenSpan)) };
  const char *at = skip_space (text), *end = at;

  if (frame->n_days > PLN_WHEN_MOST_DAYS)
    {
      g_array_free (reader.spans, TRUE);
      *rest = text;
      return NULL;
    }
  reader.group.times = g_array_new (FALSE, FALSE, sizeof (PlnWhenToken));
  while (*at)
    {
      guint n = reader.group.times->len;
      guint64 days = reader.group.days;
      guint spans = reader.spans->len;
      const char *next = *at == '(' ? read_brackets (&reader, at) : NULL;

      if (!next)
        next = read_step (&reader, at);
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
  return pln_when_new (reader.spans, reader.any_days);
}
