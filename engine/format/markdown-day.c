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
  const PlnMarkdownPage *page;
  GString *out;
  const PlnAgenda *view;
  bool has_rooms;
  GString *cells[N_COLUMNS]; /* of the row under way, escaped */
} Table;

/* -- Rows ---------------------------------------------------------------------------------------- */

static void
begin_row (Table *table)
{
  for (int c = 0; c < N_COLUMNS; c++)
    g_string_truncate (table->cells[c], 0);
}

static void
end_row (Table *table)
{
  for (int c = 0; c < N_COLUMNS; c++) {
    if (c == COLUMN_ROOM && !table->has_rooms)
      continue;
    g_string_append (table->out, table->cells[c]->len > 0 ? "| " : "|");
    g_string_append (table->out, table->cells[c]->str);
    g_string_append_c (table->out, ' ');
  }
  g_string_append (table->out, "|\n");
}

static void
append_clock (Table *table, int start, int end, int date)
{
  g_autofree char *text = table->has_rooms ? pln_clock_format_span (table->view->zone, start, end, date)
                                          : pln_clock_format (table->view->zone, start, date);

  g_string_append (table->cells[COLUMN_TIME], text);
}

/* Moderator and notetaker stand as the layout has them, further roles in the cells between. */
static void
append_duties (Table *table, const PlnAgendaBlock *block)
{
  static const int places[] = { COLUMN_TIME, COLUMN_NOTES, COLUMN_RUNNING, COLUMN_TOPIC, COLUMN_COORDINATOR };
  int n = (int) G_N_ELEMENTS (places);

  for (int i = 0; i < block->n_duties; i++) {
    const PlnDuty *duty = &block->duties[i];
    GString *cell = table->cells[places[i % n]];

    if (i % n == 0) {
      begin_row (table);
      if (table->has_rooms)
        pln_markdown_append_text (table->cells[COLUMN_ROOM], pln_directory_room_name (table->view, block->room));
    }
    pln_markdown_append_text (cell, pln_directory_role_title (table->view, duty->role));
    g_string_append (cell, ": ");
    pln_markdown_append_text (cell, duty->person ? pln_directory_person_name (table->view, duty->person) : "open");
    if (i % n == n - 1 || i == block->n_duties - 1)
      end_row (table);
  }
}

static void
append_title (Table *table, const PlnAgendaItem *item)
{
  GString *cell = table->cells[COLUMN_TOPIC];
  g_autofree char *granted = pln_page_granted (item);

  pln_markdown_append_text (cell, pln_directory_item_title (item));
  if (granted)
    g_string_append_printf (cell, " (%s)", granted);
  if (item->contingent)
    g_string_append (cell, " (contingent)");
  if (item->estimate)
    g_string_append (cell, " (estimate)");
  if (g_hash_table_contains (table->page->shared_titles, pln_directory_item_title (item)))
    g_string_append_printf (cell, " \\[%s\\]", item->id);
}

static void
next_note (GString *cell)
{
  if (cell->len > 0)
    g_string_append (cell, "; ");
}

static void
append_notes (Table *table, const PlnAgendaItem *item, int date)
{
  GString *cell = table->cells[COLUMN_NOTES];
  g_auto (GStrv) remarks = pln_page_remarks (table->view, item);

  for (int i = 0; remarks[i]; i++) {
    next_note (cell);
    pln_markdown_append_text (cell, remarks[i]);
  }
  for (int turn = 0; turn < item->n_round; turn++) {
    g_autofree char *clock = pln_clock_format (table->view->zone, item->round[turn].start.minute, date);

    next_note (cell);
    g_string_append_printf (cell, "%s ", clock);
    pln_markdown_append_text (cell, pln_directory_person_name (table->view, item->round[turn].person));
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
append_item (Table *table, const PlnRow *row, int date)
{
  g_autofree char *people = pln_directory_join_names (table->view, row->item->presenters, ", ");

  begin_row (table);
  append_clock (table, row->start, row->end, date);
  if (row->item->closed)
    g_string_append (table->cells[COLUMN_TIME], " (members only)");
  if (table->has_rooms)
    pln_markdown_append_text (table->cells[COLUMN_ROOM], pln_directory_room_name (table->view, row->item->room));
  append_title (table, row->item);
  pln_markdown_append_text (table->cells[COLUMN_COORDINATOR], people);
  append_notes (table, row->item, date);
  end_row (table);
}

static void
append_pause (Table *table, const PlnRow *row, int date)
{
  begin_row (table);
  append_clock (table, row->start, row->end, date);
  if (row->block && table->has_rooms)
    pln_markdown_append_text (table->cells[COLUMN_ROOM], pln_directory_room_name (table->view, row->block->room));
  pln_markdown_append_text (table->cells[COLUMN_TOPIC], row->kind == PLN_ROW_OPEN && !row->newly ? "Open"
                                          : row->kind == PLN_ROW_OPEN             ? "Newly open"
                                                                                  : pln_timetable_pause_title (row));
  end_row (table);
}

/* -- Days ---------------------------------------------------------------------------------------- */

static void
append_table_head (Table *table)
{
  static const char *const names[] = { "Time (Project)",    "Room",         "Topic", "Coordinator",
                                       "Pre-meeting notes", "Running notes" };

  begin_row (table);
  for (int c = 0; c < N_COLUMNS; c++)
    g_string_append (table->cells[c], names[c]);
  end_row (table);
  g_string_append (table->out, table->has_rooms ? "| --- | --- | --- | --- | --- | --- |\n" : "| --- | --- | --- | --- | --- |\n");
}

static void
append_close (Table *table, int minute, int date)
{
  g_autofree char *clock = pln_clock_format (table->view->zone, minute, date);

  begin_row (table);
  g_string_append (table->cells[COLUMN_TIME], clock);
  g_string_append (table->cells[COLUMN_TOPIC], "Close");
  end_row (table);
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
append_warnings (Table *table, const PlnAgendaDay *day)
{
  for (int i = 0; i < table->view->n_warnings; i++) {
    const PlnWarning *warning = &table->view->warnings[i];

    if (!warning->item || !warning->text || !has_item (day, warning->item))
      continue;
    g_string_append (table->out, "\nNB: ");
    pln_markdown_append_text (table->out, warning->text);
    g_string_append_c (table->out, '\n');
  }
}

static void
append_day (Table *table, int index)
{
  const PlnAgendaDay *day = &table->view->days[index];
  PlnInterval extent = pln_timetable_extent (day);
  g_autofree char *date = pln_clock_format_date (day->date);
  g_autofree char *zone = pln_clock_format_zone (table->view->zone, extent.start, extent.end);
  g_autoptr (GArray) rows = pln_timetable_rows (table->view, day, table->page->options);

  g_string_append_printf (table->out, "\n## Day %d, %s %s (%s)\n\n", index + 1, pln_clock_weekday (day->date), date, zone);
  append_table_head (table);
  for (guint i = 0; i < rows->len; i++) {
    const PlnRow *row = &g_array_index (rows, PlnRow, i);

    if (row->kind == PLN_ROW_BLOCK)
      append_duties (table, row->block);
    else if (row->kind == PLN_ROW_ITEM)
      append_item (table, row, day->date);
    else
      append_pause (table, row, day->date);
  }
  append_close (table, extent.end, day->date);
  append_warnings (table, day);
}

void
pln_markdown_append_day (const PlnMarkdownPage *page, int index)
{
  Table table = { .page = page, .out = page->out, .view = page->view, .has_rooms = pln_timetable_has_rooms (page->view) };

  for (int c = 0; c < N_COLUMNS; c++)
    table.cells[c] = g_string_new (NULL);
  append_day (&table, index);
  for (int c = 0; c < N_COLUMNS; c++)
    g_string_free (table.cells[c], TRUE);
}
