/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/markdown-day.h"
#include "format/clock.h"
#include "format/markdown-text.h"
#include "format/page.h"
#include "format/timetable.h"
#include "model/directory.h"

#include <string.h>

/* Columns of a day's table; the second only where there are several rooms. */
enum
{
  COLUMN_TIME,
  COLUMN_ROOM,
  COLUMN_TOPIC,
  COLUMN_COORDINATOR,
  COLUMN_NOTES,
  COLUMN_RUNNING,
  N_COLUMNS
};

typedef struct
{
  GString *out;
  const PlnAgenda *view;
  const PlnFormatOptions *options;
  bool has_rooms;
  GString *cells[N_COLUMNS]; /* of the row under way, escaped */
} Page;

/* -- Rows ---------------------------------------------------------------------------------------- */

static void
begin_row (Page *page)
{
  for (int c = 0; c < N_COLUMNS; c++)
    g_string_truncate (page->cells[c], 0);
}

static void
end_row (Page *page)
{
  for (int c = 0; c < N_COLUMNS; c++) {
    if (c == COLUMN_ROOM && !page->has_rooms)
      continue;
    g_string_append (page->out, page->cells[c]->len > 0 ? "| " : "|");
    g_string_append (page->out, page->cells[c]->str);
    g_string_append_c (page->out, ' ');
  }
  g_string_append (page->out, "|\n");
}

static void
append_clock (Page *page, int start, int end, int date)
{
  g_autofree char *text = page->has_rooms ? pln_clock_format_span (page->view->zone, start, end, date)
                                          : pln_clock_format (page->view->zone, start, date);

  g_string_append (page->cells[COLUMN_TIME], text);
}

/* Moderator and notetaker stand as the layout has them, further roles in the cells between. */
static void
append_duties (Page *page, const PlnAgendaBlock *block)
{
  static const int places[] = { COLUMN_TIME, COLUMN_NOTES, COLUMN_RUNNING, COLUMN_TOPIC, COLUMN_COORDINATOR };
  int n = (int) G_N_ELEMENTS (places);

  for (int i = 0; i < block->n_duties; i++) {
    const PlnDuty *duty = &block->duties[i];
    GString *cell = page->cells[places[i % n]];

    if (i % n == 0) {
      begin_row (page);
      if (page->has_rooms)
        pln_markdown_append_text (page->cells[COLUMN_ROOM], pln_directory_room_name (page->view, block->room));
    }
    pln_markdown_append_text (cell, pln_directory_role_title (page->view, duty->role));
    g_string_append (cell, ": ");
    pln_markdown_append_text (cell, duty->person ? pln_directory_person_name (page->view, duty->person) : "open");
    if (i % n == n - 1 || i == block->n_duties - 1)
      end_row (page);
  }
}

static void
append_title (Page *page, const PlnAgendaItem *item)
{
  GString *cell = page->cells[COLUMN_TOPIC];
  g_autofree char *granted = pln_page_granted (item);

  pln_markdown_append_text (cell, pln_directory_item_title (item));
  if (granted)
    g_string_append_printf (cell, " (%s)", granted);
  if (item->contingent)
    g_string_append (cell, " (contingent)");
  if (item->estimate)
    g_string_append (cell, " (estimate)");
  if (pln_page_title_is_shared (page->view, item))
    g_string_append_printf (cell, " \\[%s\\]", item->id);
}

static void
next_note (GString *cell)
{
  if (cell->len > 0)
    g_string_append (cell, "; ");
}

static void
append_notes (Page *page, const PlnAgendaItem *item, int date)
{
  GString *cell = page->cells[COLUMN_NOTES];
  g_auto (GStrv) remarks = pln_page_remarks (page->view, item);

  for (int i = 0; remarks[i]; i++) {
    next_note (cell);
    pln_markdown_append_text (cell, remarks[i]);
  }
  for (int turn = 0; turn < item->n_round; turn++) {
    g_autofree char *clock = pln_clock_format (page->view->zone, item->round[turn].start.minute, date);

    next_note (cell);
    g_string_append_printf (cell, "%s ", clock);
    pln_markdown_append_text (cell, pln_directory_person_name (page->view, item->round[turn].person));
  }
  if (item->notes && item->notes[0]) {
    next_note (cell);
    pln_markdown_append_text (cell, item->notes);
  }
  for (int i = 0; i < item->n_attachments; i++) {
    next_note (cell);
    pln_markdown_append_link (cell, item->attachments[i].title, item->attachments[i].uri);
  }
}

static void
append_item (Page *page, const PlnRow *row, int date)
{
  g_autofree char *people = pln_directory_join_names (page->view, row->item->presenters, ", ");

  begin_row (page);
  append_clock (page, row->start, row->end, date);
  if (row->item->closed)
    g_string_append (page->cells[COLUMN_TIME], " (members only)");
  if (page->has_rooms)
    pln_markdown_append_text (page->cells[COLUMN_ROOM], pln_directory_room_name (page->view, row->item->room));
  append_title (page, row->item);
  pln_markdown_append_text (page->cells[COLUMN_COORDINATOR], people);
  append_notes (page, row->item, date);
  end_row (page);
}

static void
append_pause (Page *page, const PlnRow *row, int date)
{
  begin_row (page);
  append_clock (page, row->start, row->end, date);
  if (row->block && page->has_rooms)
    pln_markdown_append_text (page->cells[COLUMN_ROOM], pln_directory_room_name (page->view, row->block->room));
  pln_markdown_append_text (page->cells[COLUMN_TOPIC], row->kind == PLN_ROW_OPEN && !row->newly ? "Open"
                                          : row->kind == PLN_ROW_OPEN             ? "Newly open"
                                                                                  : pln_timetable_pause_title (row));
  end_row (page);
}

/* -- Days ---------------------------------------------------------------------------------------- */

static void
append_table_head (Page *page)
{
  static const char *const names[] = { "Time (Project)",    "Room",         "Topic", "Coordinator",
                                       "Pre-meeting notes", "Running notes" };

  begin_row (page);
  for (int c = 0; c < N_COLUMNS; c++)
    g_string_append (page->cells[c], names[c]);
  end_row (page);
  g_string_append (page->out, page->has_rooms ? "| --- | --- | --- | --- | --- | --- |\n" : "| --- | --- | --- | --- | --- |\n");
}

static void
append_close (Page *page, int minute, int date)
{
  g_autofree char *clock = pln_clock_format (page->view->zone, minute, date);

  begin_row (page);
  g_string_append (page->cells[COLUMN_TIME], clock);
  g_string_append (page->cells[COLUMN_TOPIC], "Close");
  end_row (page);
}

static bool
has_item (const PlnAgendaDay *day, const char *id)
{
  for (int b = 0; b < day->n_blocks; b++)
    for (int i = 0; i < day->blocks[b].n_items; i++)
      if (strcmp (day->blocks[b].items[i].id, id) == 0)
        return true;
  return false;
}

static void
append_warnings (Page *page, const PlnAgendaDay *day)
{
  for (int i = 0; i < page->view->n_warnings; i++) {
    const PlnWarning *warning = &page->view->warnings[i];

    if (!warning->item || !warning->text || !has_item (day, warning->item))
      continue;
    g_string_append (page->out, "\nNB: ");
    pln_markdown_append_text (page->out, warning->text);
    g_string_append_c (page->out, '\n');
  }
}

static void
append_day (Page *page, int index)
{
  const PlnAgendaDay *day = &page->view->days[index];
  PlnInterval extent = pln_timetable_extent (day);
  g_autofree char *date = pln_clock_format_date (day->date);
  g_autofree char *zone = pln_clock_format_zone (page->view->zone, extent.start, extent.end);
  g_autoptr (GArray) rows = pln_timetable_rows (page->view, day, page->options);

  g_string_append_printf (page->out, "\n## Day %d, %s %s (%s)\n\n", index + 1, pln_clock_weekday (day->date), date, zone);
  append_table_head (page);
  for (guint i = 0; i < rows->len; i++) {
    const PlnRow *row = &g_array_index (rows, PlnRow, i);

    if (row->kind == PLN_ROW_BLOCK)
      append_duties (page, row->block);
    else if (row->kind == PLN_ROW_ITEM)
      append_item (page, row, day->date);
    else
      append_pause (page, row, day->date);
  }
  append_close (page, extent.end, day->date);
  append_warnings (page, day);
}

void
pln_markdown_append_day (GString *out, const PlnAgenda *view, const PlnFormatOptions *options, int index)
{
  Page page = { .out = out, .view = view, .options = options, .has_rooms = pln_timetable_has_rooms (view) };

  for (int c = 0; c < N_COLUMNS; c++)
    page.cells[c] = g_string_new (NULL);
  append_day (&page, index);
  for (int c = 0; c < N_COLUMNS; c++)
    g_string_free (page.cells[c], TRUE);
}
