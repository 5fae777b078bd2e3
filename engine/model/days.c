/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/moment.h"
#include "model/reader.h"

#include <stdlib.h>

/* A day of the file: its date is known before anything else of it is read. */
typedef struct
{
  const PlnJson *node;
  int date;
} RawDay;

static int
compare_dates (const void *a, const void *b)
{
  const RawDay *x = a, *y = b;

  return x->date != y->date ? x->date - y->date : (x->node->index > y->node->index) - (x->node->index < y->node->index);
}

/* Days with a good date, by date; of two with the same the later in the file is told and left out. */
static GArray *
collect_days (PlnReader *reader, const PlnJson *root)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (RawDay));
  GArray *distinct = g_array_new (FALSE, FALSE, sizeof (RawDay));

  for (const PlnJson *row = pln_reader_first (reader, root, "days"); row; row = pln_reader_next (reader, row))
    {
      RawDay day = { .node = row };
      const char *date = pln_reader_text (reader, row, "date");

      if (date && pln_date_parse (date, &day.date))
        g_array_append_val (days, day);
    }
  g_array_sort (days, compare_dates);
  for (guint k = 0; k < days->len; k++)
    {
      RawDay *day = &g_array_index (days, RawDay, k);
      const PlnJson *date = pln_json_member (day->node, "date");

      if (distinct->len > 0 && g_array_index (distinct, RawDay, distinct->len - 1).date == day->date)
        pln_faults_add (&reader->faults, PLN_CODE_BAD_DAY, date, false, NULL, "put all of a day into one row",
                        "the day %s stands twice", date->string);
      else
        g_array_append_val (distinct, *day);
    }
  return distinct;
}

/* The clock times "start" and "end" of a day or break; false where either is missing or bad. */
static bool
read_clocks (const PlnReader *reader, const PlnJson *node, int *start, int *end)
{
  const char *start_text = pln_reader_text (reader, node, "start");
  const char *end_text = pln_reader_text (reader, node, "end");

  return start_text && end_text && pln_clock_parse (start_text, start) && pln_clock_parse (end_text, end);
}

typedef struct
{
  PlnInterval interval;
  const char *title;
  int order;
} Break;

static int
compare_breaks (const void *a, const void *b)
{
  const Break *x = a, *y = b;

  if (x->interval.start != y->interval.start)
    return x->interval.start < y->interval.start ? -1 : 1;
  return x->order - y->order;
}

/* Cuts a break to the day; what is left of nothing is left out. */
static void
add_break (PlnReader *reader, const PlnDay *day, const PlnJson *node, GArray *breaks)
{
  const PlnZone *zone = reader->meeting->zone;
  const char *title = pln_reader_text (reader, node, "title");
  Break cut = { .title = title ? title : "Break", .order = node->index };
  int start, end;

  if (!read_clocks (reader, node, &start, &end))
    return;
  if (start > end)
    {
      pln_faults_add (&reader->faults, PLN_CODE_BAD_WINDOW, pln_json_member (node, "end"), false, "did you swap them?", NULL,
                      "the break ends at %s, before it starts at %s", pln_reader_text (reader, node, "end"),
                      pln_reader_text (reader, node, "start"));
      return;
    }
  cut.interval.start = MAX (day->interval.start, pln_zone_minute_of_day (zone, day->date, start));
  cut.interval.end = MIN (day->interval.end, pln_zone_minute_of_day (zone, day->date, end));
  if (cut.interval.start < cut.interval.end)
    g_array_append_val (breaks, cut);
}

static void
read_breaks (PlnReader *reader, const PlnJson *node, PlnDay *day)
{
  g_autoptr (GArray) breaks = g_array_new (FALSE, FALSE, sizeof (Break));

  for (const PlnJson *row = pln_reader_first (reader, node, "breaks"); row; row = pln_reader_next (reader, row))
    add_break (reader, day, row, breaks);
  g_array_sort (breaks, compare_breaks);
  day->n_breaks = (int) breaks->len;
  day->breaks = g_new0 (PlnInterval, breaks->len);
  day->break_titles = g_new0 (char *, breaks->len + 1);
  for (guint k = 0; k < breaks->len; k++)
    {
      day->breaks[k] = g_array_index (breaks, Break, k).interval;
      day->break_titles[k] = g_strdup (g_array_index (breaks, Break, k).title);
    }
}

static void
add_block (GArray *blocks, PlnDay *day, int index, int start, int end)
{
  PlnBlock block = { .interval = { start, end }, .day = index };

  if (start >= end)
    return;
  g_array_append_val (blocks, block);
  day->n_blocks++;
}

/* What the breaks leave of the day. */
static void
cut_blocks (PlnReader *reader, PlnDay *day, int index, GArray *blocks)
{
  int cursor = day->interval.start;

  day->first_block = (int) blocks->len;
  for (int k = 0; k < day->n_breaks; k++)
    {
      add_block (blocks, day, index, cursor, day->breaks[k].start);
      cursor = MAX (cursor, day->breaks[k].end);
    }
  add_block (blocks, day, index, cursor, day->interval.end);
}

static int
compare_minutes (const void *a, const void *b)
{
  return *(const int *) a < *(const int *) b ? -1 : *(const int *) a > *(const int *) b;
}

static void
read_starts (PlnReader *reader, const PlnJson *node, PlnDay *day)
{
  const PlnJson *list = pln_reader_get (reader, node, "starts");

  if (!list)
    return;
  day->has_starts = true;
  day->starts = g_new0 (int, (gsize) list->n_children);
  for (const PlnJson *row = pln_reader_first (reader, node, "starts"); row; row = pln_reader_next (reader, row))
    {
      int clock = 0, minute;

      pln_clock_parse (row->string, &clock);
      minute = pln_zone_minute_of_day (reader->meeting->zone, day->date, clock);
      if (pln_meeting_on_grid (reader->meeting, minute))
        day->starts[day->n_starts++] = minute;
      else
        pln_faults_add (&reader->faults, PLN_CODE_OUT_OF_RANGE, row, false, NULL, NULL,
                        "%s is not on the grid of %d minutes", row->string, reader->meeting->granularity);
    }
  if (day->n_starts > 1)
    qsort (day->starts, (size_t) day->n_starts, sizeof (int), compare_minutes);
  for (int k = 1, kept = 1, n = day->n_starts; k < n; k++, day->n_starts = kept)
    if (day->starts[k] != day->starts[kept - 1])
      day->starts[kept++] = day->starts[k];
}

static void
read_hours (PlnReader *reader, const PlnJson *node, PlnDay *day)
{
  const PlnZone *zone = reader->meeting->zone;
  int start, end;

  if (!read_clocks (reader, node, &start, &end))
    return;
  if (start >= end)
    pln_faults_add (&reader->faults, PLN_CODE_BAD_DAY, pln_json_member (node, "end"), false, "did you swap them?",
                    "a day ends at 24:00 at the latest; what runs past midnight is two days",
                    "the day ends at %s, not after it starts at %s", pln_reader_text (reader, node, "end"),
                    pln_reader_text (reader, node, "start"));
  else
    day->interval = (PlnInterval){ pln_zone_minute_of_day (zone, day->date, start),
                                   pln_zone_minute_of_day (zone, day->date, end) };
}

static void
read_day (PlnReader *reader, const RawDay *raw, int index, GArray *blocks)
{
  PlnDay *day = &reader->meeting->days[index];

  day->date = raw->date;
  day->place = pln_json_member (raw->node, "date")->place;
  read_hours (reader, raw->node, day);
  read_breaks (reader, raw->node, day);
  cut_blocks (reader, day, index, blocks);
  if (day->n_blocks == 0 && day->interval.start < day->interval.end)
    pln_faults_add (&reader->faults, PLN_CODE_BAD_DAY, raw->node, false, NULL, "leave the day out, or shorten its breaks",
                    "breaks leave no time on %s", pln_reader_text (reader, raw->node, "date"));
  read_starts (reader, raw->node, day);
}

void
pln_days_read (PlnReader *reader, const PlnJson *root)
{
  PlnMeeting *meeting = reader->meeting;
  g_autoptr (GArray) days = collect_days (reader, root);
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (PlnBlock));

  if (days->len > PLN_DAYS_MAX)
    {
      pln_faults_add (&reader->faults, PLN_CODE_OUT_OF_RANGE, pln_json_member (root, "days"), false, NULL, NULL,
                      "more than %d days", PLN_DAYS_MAX);
      g_array_set_size (days, 1);
    }
  meeting->n_days = (int) days->len;
  meeting->days = g_new0 (PlnDay, days->len);
  for (guint k = 0; k < days->len; k++)
    read_day (reader, &g_array_index (days, RawDay, k), (int) k, blocks);
  meeting->n_blocks = (int) blocks->len;
  meeting->blocks = (PlnBlock *) (void *) g_array_free (blocks, FALSE);
}
