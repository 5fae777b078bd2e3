/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/timetable.h"
#include "format/clock.h"
#include "model/directory.h"

#include <string.h>

/* A stretch of the day: one block of a room, a break, or time that no room uses. */
typedef struct
{
  PlnInterval interval;
  int room; /* order of simultaneous blocks; -1 for the rest */
  const PlnAgendaBlock *block; /* nullable */
  const PlnAgendaBreak *rest;  /* nullable */
} Stretch;

static int
compare_stretches (const void *a, const void *b)
{
  const Stretch *one = a, *two = b;

  if (one->interval.start != two->interval.start)
    return one->interval.start < two->interval.start ? -1 : 1;
  if (one->room != two->room)
    return one->room < two->room ? -1 : 1;
  return one->interval.end < two->interval.end ? -1 : one->interval.end > two->interval.end;
}

PlnInterval
pln_timetable_extent (const PlnAgendaDay *day)
{
  PlnInterval extent = { day->start.minute, day->end.minute };

  if (day->has_times || day->n_blocks == 0)
    return day->has_times ? extent : (PlnInterval){ 0, 0 };
  extent = (PlnInterval){ day->blocks[0].start.minute, day->blocks[0].end.minute };
  for (int i = 1; i < day->n_blocks; i++) {
    extent.start = MIN (extent.start, day->blocks[i].start.minute);
    extent.end = MAX (extent.end, day->blocks[i].end.minute);
  }
  return extent;
}

/* What of the day no block and no break covers. */
static void
add_unused (const PlnAgendaDay *day, const PlnSpans *covered, GArray *stretches)
{
  PlnInterval extent = pln_timetable_extent (day);
  int from = extent.start;

  for (int i = 0; i <= covered->n && from < extent.end; i++) {
    int to = i < covered->n ? MIN (covered->at[i].start, extent.end) : extent.end;
    Stretch unused = { .interval = { from, to }, .room = -1 };

    if (from < to)
      g_array_append_val (stretches, unused);
    if (i < covered->n)
      from = MAX (from, covered->at[i].end);
  }
}

static GArray *
stretches_of (const PlnAgenda *agenda, const PlnAgendaDay *day)
{
  GArray *stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  PlnSpans covered = { 0 };

  for (int i = 0; i < day->n_blocks; i++) {
    const PlnAgendaBlock *block = &day->blocks[i];
    Stretch used = { .interval = { block->start.minute, block->end.minute },
                     .room = pln_directory_room_index (agenda, block->room),
                     .block = block };

    g_array_append_val (stretches, used);
    pln_spans_add (&covered, used.interval);
  }
  for (int i = 0; i < day->n_breaks; i++) {
    const PlnAgendaBreak *rest = &day->breaks[i];
    Stretch pause = { .interval = { rest->start.minute, rest->end.minute }, .room = -1, .rest = rest };

    g_array_append_val (stretches, pause);
    pln_spans_add (&covered, pause.interval);
  }
  pln_spans_unite (&covered);
  add_unused (day, &covered, stretches);
  pln_spans_clear (&covered);
  g_array_sort (stretches, compare_stretches);
  return stretches;
}

static int
compare_items (const void *a, const void *b)
{
  const PlnAgendaItem *one = *(const PlnAgendaItem *const *) a, *two = *(const PlnAgendaItem *const *) b;

  if (one->start.minute != two->start.minute)
    return one->start.minute < two->start.minute ? -1 : 1;
  return one < two ? -1 : one > two;
}

static void
add_open (GArray *rows, const PlnAgendaBlock *block, int start, int end)
{
  PlnRow open = { .kind = PLN_ROW_OPEN, .start = start, .end = end, .block = block };

  if (start < end)
    g_array_append_val (rows, open);
}

static void
add_block (GArray *rows, const PlnAgendaBlock *block)
{
  PlnRow head = { .kind = PLN_ROW_BLOCK, .start = block->start.minute, .end = block->end.minute, .block = block };
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  int clock = head.start;

  g_array_append_val (rows, head);
  for (int i = 0; i < block->n_items; i++)
    g_ptr_array_add (items, &block->items[i]);
  g_ptr_array_sort (items, compare_items);
  for (guint i = 0; i < items->len; i++) {
    const PlnAgendaItem *item = items->pdata[i];
    PlnRow row = { .kind = PLN_ROW_ITEM, .start = item->start.minute, .end = item->end.minute, .block = block,
                   .item = item };

    add_open (rows, block, clock, row.start);
    g_array_append_val (rows, row);
    clock = MAX (clock, row.end);
  }
  add_open (rows, block, clock, head.end);
}

/* Did an item of the earlier agenda stand in that time, in that room or (NULL) in any? */
static bool
was_taken (const PlnAgenda *earlier, const char *room, int start, int end)
{
  for (int day = 0; day < earlier->n_days; day++)
    for (int b = 0; b < earlier->days[day].n_blocks; b++) {
      const PlnAgendaBlock *block = &earlier->days[day].blocks[b];

      for (int i = 0; i < block->n_items && (!room || strcmp (block->room, room) == 0); i++)
        if (block->items[i].start.minute < end && start < block->items[i].end.minute)
          return true;
    }
  return false;
}

static void
mark_newly_open (GArray *rows, const PlnAgenda *earlier)
{
  for (guint i = 0; i < rows->len; i++) {
    PlnRow *row = &g_array_index (rows, PlnRow, i);

    row->newly = row->kind == PLN_ROW_OPEN && was_taken (earlier, row->block ? row->block->room : NULL, row->start, row->end);
  }
}

static void
remove_open (GArray *rows)
{
  for (guint i = rows->len; i > 0; i--)
    if (g_array_index (rows, PlnRow, i - 1).kind == PLN_ROW_OPEN)
      g_array_remove_index (rows, i - 1);
}

GArray *
pln_timetable_rows (const PlnAgenda *agenda, const PlnAgendaDay *day, const PlnFormatOptions *options)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (PlnRow));
  g_autoptr (GArray) stretches = stretches_of (agenda, day);

  for (guint i = 0; i < stretches->len; i++) {
    const Stretch *stretch = &g_array_index (stretches, Stretch, i);

    if (stretch->block) {
      add_block (rows, stretch->block);
    } else if (stretch->rest) {
      PlnRow rest = { .kind = PLN_ROW_BREAK, .start = stretch->interval.start, .end = stretch->interval.end,
                      .rest = stretch->rest };

      g_array_append_val (rows, rest);
    } else {
      add_open (rows, NULL, stretch->interval.start, stretch->interval.end);
    }
  }
  if (options->person)
    remove_open (rows);
  else if (options->previous)
    mark_newly_open (rows, options->previous);
  return rows;
}

const char *
pln_timetable_pause_title (const PlnRow *row)
{
  if (row->kind == PLN_ROW_OPEN)
    return row->newly ? "newly open" : "open";
  return row->rest->title ? row->rest->title : "Break";
}

static int
compare_rows (const void *a, const void *b)
{
  const PlnRow *one = a, *two = b;

  if (one->start != two->start)
    return one->start < two->start ? -1 : 1;
  if ((one->kind == PLN_ROW_BLOCK) != (two->kind == PLN_ROW_BLOCK))
    return one->kind == PLN_ROW_BLOCK ? -1 : 1;
  return 0;
}

void
pln_timetable_sort (GArray *rows)
{
  g_array_sort (rows, compare_rows);
}

static bool
days_are_consecutive (const PlnAgenda *agenda)
{
  for (int i = 1; i < agenda->n_days; i++)
    if (agenda->days[i].date != agenda->days[i - 1].date + 1)
      return false;
  return true;
}

char *
pln_timetable_format_dates (const PlnAgenda *agenda)
{
  GString *out = g_string_new (NULL);
  bool all = agenda->n_days <= 6 && !days_are_consecutive (agenda);

  for (int i = 0; i < agenda->n_days; i++) {
    g_autofree char *date = pln_clock_format_date (agenda->days[i].date);

    if (i == 0)
      g_string_append (out, date);
    else if (all)
      g_string_append_printf (out, ", %s", date);
    else if (i == agenda->n_days - 1)
      g_string_append_printf (out, " to %s", date);
  }
  return g_string_free (out, FALSE);
}

bool
pln_timetable_has_rooms (const PlnAgenda *agenda)
{
  const char *first = NULL;

  if (agenda->n_rooms > 1)
    return true;
  for (int day = 0; day < agenda->n_days; day++)
    for (int i = 0; i < agenda->days[day].n_blocks; i++) {
      const char *room = agenda->days[day].blocks[i].room;

      if (first && strcmp (first, room) != 0)
        return true;
      first = room;
    }
  return false;
}

GPtrArray *
pln_timetable_rooms (const PlnAgenda *agenda, const PlnAgendaDay *day)
{
  GPtrArray *rooms = g_ptr_array_new ();

  for (int room = 0; room <= agenda->n_rooms; room++)
    for (int b = 0; b < day->n_blocks; b++) {
      char *id = day->blocks[b].room;

      if (pln_directory_room_index (agenda, id) == room && !g_ptr_array_find_with_equal_func (rooms, id, g_str_equal, NULL))
        g_ptr_array_add (rooms, id);
    }
  return rooms;
}
