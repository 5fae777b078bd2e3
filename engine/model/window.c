/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/moment.h"
#include "model/reader.h"

#include <string.h>

/* Length of "2022-10-18T09:00", what two local date-times are compared by. */
#define LOCAL_LENGTH 16

/* Around a change of the clock two local times that stand in order may lie the other way round in
 * fact: such a window has no length, but its author has made no mistake. */
static bool
is_reversed (const char *start_text, const char *end_text, const PlnMoment *start, const PlnMoment *end)
{
  if (!start->has_offset && !end->has_offset)
    return strncmp (start_text, end_text, LOCAL_LENGTH) > 0;
  return start->minute > end->minute;
}

static void
read_span (PlnReader *reader, const PlnJson *window, PlnSpans *spans)
{
  const PlnJson *start_node = pln_reader_get (reader, window, "start");
  const PlnJson *end_node = pln_reader_get (reader, window, "end");
  PlnMoment start, end;

  if (!start_node || !end_node || !pln_moment_parse (start_node->string, reader->meeting->zone, &start)
      || !pln_moment_parse (end_node->string, reader->meeting->zone, &end))
    return;
  if (is_reversed (start_node->string, end_node->string, &start, &end))
    pln_faults_add (&reader->faults, PLN_CODE_BAD_WINDOW, end_node, false, "did you swap them?", NULL,
                    "the window ends at %s, before it starts at %s", end_node->string, start_node->string);
  else
    pln_reader_add_span (reader, spans, start.minute, end.minute);
}

static int
read_clock (const PlnReader *reader, const PlnJson *window, const char *key, int fallback)
{
  const char *text = pln_reader_text (reader, window, key);

  if (text)
    pln_clock_parse (text, &fallback);
  return fallback;
}

static void
add_day_part (PlnReader *reader, PlnSpans *spans, int day, int from, int to)
{
  const PlnZone *zone = reader->meeting->zone;
  int last = from < to ? day : day + 1;

  pln_reader_add_span (reader, spans, pln_zone_minute_of_day (zone, day, from), pln_zone_minute_of_day (zone, last, to));
}

static void
read_day_part (PlnReader *reader, const PlnJson *window, PlnSpans *spans)
{
  const PlnMeeting *meeting = reader->meeting;
  const char *day = pln_reader_text (reader, window, "day");
  int from = read_clock (reader, window, "from", 0);
  int to = read_clock (reader, window, "to", 1440);
  int date;

  if (day && pln_date_parse (day, &date))
    {
      add_day_part (reader, spans, date, from, to);
      return;
    }
  if (pln_json_member (window, "day"))
    return; /* a bad one, which is told already */
  if (from >= to && meeting->n_days > 0)
    add_day_part (reader, spans, meeting->days[0].date - 1, from, to);
  for (int k = 0; k < meeting->n_days; k++)
    add_day_part (reader, spans, meeting->days[k].date, from, to);
}

void
pln_window_read (PlnReader *reader, const PlnJson *window, PlnSpans *spans)
{
  if (pln_json_member (window, "start") || pln_json_member (window, "end"))
    read_span (reader, window, spans);
  else
    read_day_part (reader, window, spans);
}

void
pln_window_read_all (PlnReader *reader, const PlnJson *object, const char *key, PlnSpans *spans)
{
  for (const PlnJson *row = pln_reader_first (reader, object, key); row; row = pln_reader_next (reader, row))
    pln_window_read (reader, row, spans);
}

PlnWindow
pln_window_read_soft (PlnReader *reader, const PlnJson *window, PlnTerm term)
{
  PlnWindow read = {
    .weight = pln_reader_weight (reader, window, term),
    .summary = pln_reader_copy_text (reader, window, "summary"),
    .place = window->place,
  };

  pln_window_read (reader, window, &read.spans);
  return read;
}
