/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/html-day.h"
#include "format/clock.h"
#include "format/markup.h"
#include "format/page.h"
#include "format/timetable.h"
#include "model/concern.h"
#include "model/directory.h"
#include "model/duration.h"

#include <string.h>

#define N_TRACK_COLOURS 8
#define MOST_COLUMNS 5 /* of 12rem: they fit into the 64rem from which there is a grid */

/* -- Where an element stands in the grid --------------------------------------------------------- */

/* A line of the grid: the minute at which something begins or ends; what heads the blocks of a
 * minute has a row of its own above it. */
#define HEAD_LINE(minute) (2 * (minute))
#define TIME_LINE(minute) (2 * (minute) + 1)

typedef struct
{
  GArray *lines;      /* of int, ascending, distinct */
  GPtrArray *columns; /* of room ids, in the order of the agenda's rooms */
} Grid;

static int
compare_lines (const void *a, const void *b)
{
  int one = *(const int *) a, two = *(const int *) b;

  return one < two ? -1 : one > two;
}

static int
column_of (const Grid *grid, const char *room)
{
  for (guint c = 0; c < grid->columns->len; c++)
    if (strcmp (grid->columns->pdata[c], room) == 0)
      return (int) c;
  return -1;
}

static void
add_lines (Grid *grid, const GArray *rows)
{
  guint n = 0;

  grid->lines = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < rows->len; i++) {
    const PlnRow *row = &g_array_index (rows, PlnRow, i);
    int lines[] = { TIME_LINE (row->start), row->kind == PLN_ROW_BLOCK ? HEAD_LINE (row->start) : TIME_LINE (row->end) };

    g_array_append_vals (grid->lines, lines, G_N_ELEMENTS (lines));
  }
  g_array_sort (grid->lines, compare_lines);
  for (guint i = 0; i < grid->lines->len; i++)
    if (n == 0 || g_array_index (grid->lines, int, i) != g_array_index (grid->lines, int, n - 1))
      g_array_index (grid->lines, int, n++) = g_array_index (grid->lines, int, i);
  g_array_set_size (grid->lines, n);
}

/* The number of the first line at or after @line, in CSS: from 1, with the row of room names above. */
static int
line_number (const Grid *grid, int line)
{
  guint i = 0;

  while (i < grid->lines->len && g_array_index (grid->lines, int, i) < line)
    i++;
  return (int) i + 2;
}

static void
append_place (GString *out, const Grid *grid, const PlnRow *row)
{
  bool is_head = row->kind == PLN_ROW_BLOCK;
  int from, to, column;

  if (!grid->columns)
    return;
  from = line_number (grid, is_head ? HEAD_LINE (row->start) : TIME_LINE (row->start));
  to = line_number (grid, is_head ? TIME_LINE (row->start) : HEAD_LINE (row->end));
  column = row->block ? column_of (grid, row->block->room) + 1 : 0;
  g_string_append_printf (out, " style=\"grid-row:%d/%d;grid-column:", from, MAX (to, from + 1));
  g_string_append_printf (out, column > 0 ? "%d\"" : "1/-1\"", column);
}

/* -- What the filters ask for -------------------------------------------------------------------- */

GPtrArray *
pln_html_tracks (const PlnAgenda *view)
{
  GPtrArray *tracks = g_ptr_array_new ();

  for (int day = 0; day < view->n_days; day++)
    for (int b = 0; b < view->days[day].n_blocks; b++)
      for (int i = 0; i < view->days[day].blocks[b].n_items; i++) {
        char **tags = view->days[day].blocks[b].items[i].tags;

        for (int t = 0; tags && tags[t]; t++)
          if (!g_ptr_array_find_with_equal_func (tracks, tags[t], g_str_equal, NULL))
            g_ptr_array_add (tracks, tags[t]);
      }
  return tracks;
}

/* Numbers of people and of tracks, as the options of the filters carry them. */
static void
append_data (PlnHtmlPage *page, const PlnAgendaBlock *block, const PlnAgendaItem *item)
{
  const char *gap = "";

  g_string_append (page->out, " data-people=\"");
  for (int i = 0; i < page->view->n_people; i++)
    if (pln_concern_of_item (item, page->view->people[i].id) || pln_concern_of_block (block, page->view->people[i].id)) {
      g_string_append_printf (page->out, "%s%d", gap, i);
      gap = " ";
    }
  gap = "";
  g_string_append (page->out, "\" data-tracks=\"");
  for (guint t = 0; t < page->tracks->len; t++)
    if (item->tags && g_strv_contains ((const char *const *) item->tags, page->tracks->pdata[t])) {
      g_string_append_printf (page->out, "%s%u", gap, t);
      gap = " ";
    }
  g_string_append_c (page->out, '"');
}

/* -- Rows ---------------------------------------------------------------------------------------- */

static void
append_time (PlnHtmlPage *page, int minute, int date)
{
  g_autofree char *exact = pln_zone_format (page->view->zone, minute);
  g_autofree char *clock = pln_clock_format (page->view->zone, minute, date);

  g_string_append_printf (page->out, "<time datetime=\"%s\">%s</time>", exact, clock);
}

static void
append_when (PlnHtmlPage *page, const PlnRow *row, int date)
{
  g_autofree char *length = pln_duration_format (row->end - row->start);

  g_string_append (page->out, "<p class=\"when\"><b>");
  append_time (page, row->start, date);
  g_string_append (page->out, "–");
  append_time (page, row->end, date);
  g_string_append_printf (page->out, "</b> <span>%s</span></p>", length);
}

static void
append_badges (PlnHtmlPage *page, const PlnAgendaItem *item)
{
  g_autofree char *granted = pln_page_granted (item);

  if (item->closed)
    g_string_append (page->out, " <span class=\"badge shut\">closed</span>");
  if (item->contingent)
    g_string_append (page->out, " <span class=\"badge\">contingent</span>");
  if (item->estimate)
    g_string_append (page->out, " <span class=\"badge\">estimate</span>");
  if (granted)
    g_string_append_printf (page->out, " <span class=\"badge\">%s</span>", granted);
  for (int t = 0; item->tags && item->tags[t]; t++) {
    g_string_append_c (page->out, ' ');
    pln_markup_append_element (page->out, "span", "badge tag", item->tags[t]);
  }
}

static void
append_turns (PlnHtmlPage *page, const PlnAgendaItem *item, int date)
{
  if (item->n_round == 0)
    return;
  g_string_append (page->out, "<ul class=\"turns\">");
  for (int turn = 0; turn < item->n_round; turn++) {
    g_string_append (page->out, "<li>");
    append_time (page, item->round[turn].start.minute, date);
    g_string_append_c (page->out, ' ');
    pln_markup_append (page->out, pln_directory_person_name (page->view, item->round[turn].person));
    g_string_append (page->out, "</li>");
  }
  g_string_append (page->out, "</ul>");
}

static void
append_more (PlnHtmlPage *page, const PlnAgendaItem *item)
{
  g_auto (GStrv) remarks = pln_page_remarks (page->view, item);
  bool has_notes = item->notes && item->notes[0];

  if (!remarks[0] && !has_notes && item->n_attachments == 0)
    return;
  g_string_append (page->out, "<ul class=\"more\">");
  for (int i = 0; remarks[i]; i++)
    pln_markup_append_element (page->out, "li", NULL, remarks[i]);
  pln_markup_append_element (page->out, "li", "notes", item->notes);
  for (int i = 0; i < item->n_attachments; i++) {
    g_string_append (page->out, "<li>");
    pln_markup_append_link (page->out, item->attachments[i].title, item->attachments[i].uri);
    g_string_append (page->out, "</li>");
  }
  g_string_append (page->out, "</ul>");
}

/* Who presents; the speakers of a round stand below with their minutes. */
static void
append_who (PlnHtmlPage *page, const PlnAgendaItem *item)
{
  g_autofree char *who = item->n_round > 0 ? NULL : pln_directory_join_names (page->view, item->presenters, ", ");

  pln_markup_append_element (page->out, "p", "who", who);
  if (page->has_rooms)
    pln_markup_append_element (page->out, "p", "room", pln_directory_room_name (page->view, item->room));
}

static int
track_colour (const PlnHtmlPage *page, const PlnAgendaItem *item)
{
  guint track;

  if (!item->tags || !item->tags[0]
      || !g_ptr_array_find_with_equal_func (page->tracks, item->tags[0], g_str_equal, &track))
    return -1;
  return (int) (track % N_TRACK_COLOURS);
}

static void
append_item (PlnHtmlPage *page, const Grid *grid, const PlnRow *row, int date)
{
  int colour = track_colour (page, row->item);
  g_autofree char *track = colour >= 0 ? g_strdup_printf (" t%d", colour) : g_strdup ("");

  g_string_append_printf (page->out, "<li class=\"item%s%s\"", track, row->item->closed ? " closed" : "");
  append_data (page, row->block, row->item);
  append_place (page->out, grid, row);
  g_string_append_c (page->out, '>');
  append_when (page, row, date);
  g_string_append (page->out, "<div><h3>");
  pln_markup_append (page->out, pln_directory_item_title (row->item));
  append_badges (page, row->item);
  g_string_append (page->out, "</h3>");
  append_who (page, row->item);
  append_turns (page, row->item, date);
  append_more (page, row->item);
  g_string_append (page->out, "</div></li>\n");
}

static void
append_pause (PlnHtmlPage *page, const Grid *grid, const PlnRow *row, int date)
{
  g_string_append_printf (page->out, "<li class=\"pause %s\"", row->kind == PLN_ROW_OPEN ? "open" : "break");
  append_place (page->out, grid, row);
  g_string_append_c (page->out, '>');
  append_when (page, row, date);
  g_string_append (page->out, "<div>");
  pln_markup_append_element (page->out, "span", NULL, pln_timetable_pause_title (row));
  if (row->block && page->has_rooms)
    pln_markup_append_element (page->out, "p", "room", pln_directory_room_name (page->view, row->block->room));
  g_string_append (page->out, "</div></li>\n");
}

static void
append_block (PlnHtmlPage *page, const Grid *grid, const PlnRow *row)
{
  if (row->block->n_duties == 0)
    return;
  g_string_append (page->out, "<li class=\"block\"");
  append_place (page->out, grid, row);
  g_string_append_c (page->out, '>');
  if (page->has_rooms) {
    pln_markup_append_element (page->out, "span", "room", pln_directory_room_name (page->view, row->block->room));
    g_string_append_c (page->out, ' ');
  }
  for (int i = 0; i < row->block->n_duties; i++) {
    const PlnDuty *duty = &row->block->duties[i];

    g_string_append (page->out, i > 0 ? " · " : "");
    pln_markup_append (page->out, pln_directory_role_title (page->view, duty->role));
    g_string_append (page->out, ": <b>");
    pln_markup_append (page->out, duty->person ? pln_directory_person_name (page->view, duty->person) : "open");
    g_string_append (page->out, "</b>");
  }
  g_string_append (page->out, "</li>\n");
}

/* -- The day ------------------------------------------------------------------------------------- */

static void
append_rows (PlnHtmlPage *page, const Grid *grid, const GArray *rows, int date)
{
  for (guint i = 0; i < rows->len; i++) {
    const PlnRow *row = &g_array_index (rows, PlnRow, i);

    if (row->kind == PLN_ROW_BLOCK)
      append_block (page, grid, row);
    else if (row->kind == PLN_ROW_ITEM)
      append_item (page, grid, row, date);
    else
      append_pause (page, grid, row, date);
  }
}

/* The names above the columns: the list has them beside each item, so they are only seen. */
static void
append_columns (PlnHtmlPage *page, const Grid *grid)
{
  for (guint c = 0; c < grid->columns->len; c++) {
    g_string_append_printf (page->out, "<li class=\"column\" aria-hidden=\"true\" style=\"grid-row:1;grid-column:%u\">",
                            c + 1);
    pln_markup_append (page->out, pln_directory_room_name (page->view, grid->columns->pdata[c]));
    g_string_append (page->out, "</li>\n");
  }
}

static void
append_heading (PlnHtmlPage *page, const PlnAgendaDay *day, const char *date, PlnInterval extent)
{
  g_autofree char *zone = pln_clock_format_zone (page->view->zone, extent.start, extent.end);

  g_string_append_printf (page->out, "<section class=\"of-day\" id=\"d%s\" data-date=\"%s\" aria-labelledby=\"h%s\">\n", date,
                          date, date);
  g_string_append_printf (page->out, "<h2 id=\"h%s\">%s %s <small>%s (%s)</small></h2>\n", date,
                          pln_clock_weekday (day->date), date, pln_zone_name (page->view->zone), zone);
}

/* More rooms than surely fit into a wide window: their columns can be moved sideways. */
static bool
scrolls (const Grid *grid)
{
  return grid->columns && grid->columns->len > MOST_COLUMNS;
}

static void
append_list (PlnHtmlPage *page, const Grid *grid, PlnInterval extent, const char *weekday)
{
  if (scrolls (grid))
    g_string_append_printf (page->out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s, room by room\">\n", weekday);
  g_string_append (page->out, grid->columns ? "<ol class=\"day grid\"" : "<ol class=\"day\"");
  if (grid->columns)
    g_string_append_printf (page->out, " style=\"--rooms:%u\"", MAX (grid->columns->len, 1));
  g_string_append_printf (page->out, " data-start=\"%d\" data-end=\"%d\">\n", extent.start, extent.end);
}

void
pln_html_append_day (PlnHtmlPage *page, const PlnAgendaDay *day)
{
  PlnInterval extent = pln_timetable_extent (day);
  g_autofree char *date = pln_clock_format_date (day->date);
  g_autoptr (GArray) rows = pln_timetable_rows (page->view, day, page->options);
  Grid grid = { 0 };

  if (page->has_rooms) {
    grid.columns = pln_timetable_rooms (page->view, day);
    pln_timetable_sort (rows);
  }
  add_lines (&grid, rows);
  append_heading (page, day, date, extent);
  append_list (page, &grid, extent, pln_clock_weekday (day->date));
  if (grid.columns)
    append_columns (page, &grid);
  append_rows (page, &grid, rows, day->date);
  g_string_append (page->out, scrolls (&grid) ? "</ol>\n</div>\n</section>\n" : "</ol>\n</section>\n");
  g_array_unref (grid.lines);
  g_clear_pointer (&grid.columns, g_ptr_array_unref);
}
