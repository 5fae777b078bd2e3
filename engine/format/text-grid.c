/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/text-grid.h"
#include "format/clock.h"
#include "format/timetable.h"
#include "model/directory.h"
#include "model/duration.h"
#include "text/width.h"

#include <string.h>

#define GAP 2
#define ROOM_LEAST 20
#define ROOM_MOST 44

/* Heights of a band: what heads the blocks of a minute stands above what begins in it. */
#define HEAD_LINE(minute) (2 * (minute))
#define TIME_LINE(minute) (2 * (minute) + 1)

typedef struct
{
  PlnStyle style;
  char *text;
} CellLine;

/* What fills a stretch of one room. */
typedef struct
{
  int from, to; /* in lines as above; half-open */
  guint first;  /* the stretch of the band that it begins with */
  int column;
  GArray *lines; /* of CellLine, wrapped */
} Cell;

typedef struct
{
  PlnTextPage *page;
  GPtrArray *rooms; /* of ids, in the order of their columns */
  int width;        /* of a column */
  int date;
  GArray *cells;    /* of Cell: of the band under way */
} Grid;

static void
cell_line_clear (gpointer data)
{
  g_free (((CellLine *) data)->text);
}

static void
cell_clear (gpointer data)
{
  g_array_unref (((Cell *) data)->lines);
}

static int
width_of_rooms (const PlnTextPage *page, guint n_rooms)
{
  int columns = page->options->columns > 0 ? page->options->columns : page->columns;

  return MIN ((columns - GAP * ((int) n_rooms - 1)) / (int) n_rooms, ROOM_MOST);
}

/* Do two rows of that kind lie at the same time, in the same room or in different ones? */
static bool
has_parallel (const GArray *rows, PlnRowKind kind, bool same_room)
{
  for (guint i = 0; i < rows->len; i++)
    for (guint k = 0; k < i; k++) {
      const PlnRow *one = &g_array_index (rows, PlnRow, k), *two = &g_array_index (rows, PlnRow, i);

      if (one->kind == kind && two->kind == kind && one->start < two->end && two->start < one->end
          && (strcmp (one->block->room, two->block->room) == 0) == same_room)
        return true;
    }
  return false;
}

/* Others' agendas may have two items at once in one room. */
bool
pln_text_grid_fits (const PlnTextPage *page, const PlnAgendaDay *day)
{
  g_autoptr (GPtrArray) rooms = pln_timetable_rooms (page->view, day);
  g_autoptr (GArray) rows = pln_timetable_rows (page->view, day, page->options);

  return rooms->len > 1 && !page->options->person && width_of_rooms (page, rooms->len) >= ROOM_LEAST
         && has_parallel (rows, PLN_ROW_BLOCK, false) && !has_parallel (rows, PLN_ROW_BLOCK, true)
         && !has_parallel (rows, PLN_ROW_ITEM, true);
}

/* -- Cells --------------------------------------------------------------------------------------- */

static void
add_text (const Grid *grid, Cell *cell, PlnStyle style, const char *text)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (!text[0])
    return;
  lines = pln_table_wrap (text, grid->width);
  for (guint i = 0; i < lines->len; i++) {
    CellLine line = { style, g_strdup (lines->pdata[i]) };

    g_array_append_val (cell->lines, line);
  }
}

static void
add_texts (const Grid *grid, Cell *cell, PlnStyle style, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    add_text (grid, cell, style, texts->pdata[i]);
}

static Cell
new_cell (const Grid *grid, const PlnRow *row)
{
  Cell cell = { TIME_LINE (row->start), HEAD_LINE (row->end), 0, 0, g_array_new (FALSE, FALSE, sizeof (CellLine)) };
  guint column = 0;

  g_array_set_clear_func (cell.lines, cell_line_clear);
  if (g_ptr_array_find_with_equal_func (grid->rooms, row->block->room, g_str_equal, &column))
    cell.column = (int) column;
  return cell;
}

static void
add_when (const Grid *grid, Cell *cell, PlnStyle style, const PlnRow *row)
{
  g_autofree char *span = pln_clock_format_span (grid->page->view->zone, row->start, row->end, grid->date);
  g_autofree char *length = pln_duration_format (row->end - row->start);
  g_autofree char *text = g_strdup_printf ("%s  %s", span, length);

  add_text (grid, cell, style, text);
}

static void
add_item (Grid *grid, const PlnRow *row)
{
  const PlnTextPage *page = grid->page;
  Cell cell = new_cell (grid, row);
  g_autofree char *title = pln_text_item_title (page, row->item);
  g_autofree char *people = pln_text_item_presenters (page, row->item);
  g_autoptr (GPtrArray) details = pln_text_item_details (page, row->item, grid->date);
  g_autoptr (GPtrArray) turns = pln_text_item_turns (page, row->item, grid->date);

  add_when (grid, &cell, PLN_STYLE_BLOCK, row);
  add_text (grid, &cell, row->item->closed ? PLN_STYLE_WARNING : PLN_STYLE_TITLE, title);
  add_text (grid, &cell, PLN_STYLE_PLAIN, people);
  add_texts (grid, &cell, PLN_STYLE_FAINT, details);
  add_texts (grid, &cell, PLN_STYLE_PLAIN, turns);
  add_text (grid, &cell, PLN_STYLE_PLAIN, " ");
  g_array_append_val (grid->cells, cell);
}

static void
add_open (Grid *grid, const PlnRow *row)
{
  Cell cell = new_cell (grid, row);

  add_when (grid, &cell, PLN_STYLE_FAINT, row);
  add_text (grid, &cell, PLN_STYLE_FAINT, pln_timetable_pause_title (row));
  add_text (grid, &cell, PLN_STYLE_PLAIN, " ");
  g_array_append_val (grid->cells, cell);
}

static void
add_block (Grid *grid, const PlnRow *row)
{
  Cell cell = new_cell (grid, row);
  g_autofree char *who = pln_text_block_duties (grid->page, row->block);
  g_autoptr (GPtrArray) details = pln_text_block_details (grid->page, row->block, grid->date);

  cell.from = HEAD_LINE (row->start);
  cell.to = TIME_LINE (row->start);
  add_text (grid, &cell, PLN_STYLE_BLOCK, who);
  add_texts (grid, &cell, PLN_STYLE_FAINT, details);
  if (cell.lines->len > 0)
    g_array_append_val (grid->cells, cell);
  else
    cell_clear (&cell);
}

/* -- Bands --------------------------------------------------------------------------------------- */

static int
compare_lines (const void *a, const void *b)
{
  int one = *(const int *) a, two = *(const int *) b;

  return one < two ? -1 : one > two;
}

/* Where cells begin, ascending, distinct. */
static GArray *
beginnings (const Grid *grid)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (int));
  guint n = 0;

  for (guint i = 0; i < grid->cells->len; i++)
    g_array_append_val (lines, g_array_index (grid->cells, Cell, i).from);
  g_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    if (n == 0 || g_array_index (lines, int, i) != g_array_index (lines, int, n - 1))
      g_array_index (lines, int, n++) = g_array_index (lines, int, i);
  g_array_set_size (lines, n);
  return lines;
}

/* Finds where in the band each cell begins. */
static void
set_firsts (const Grid *grid, const GArray *begins)
{
  for (guint i = 0; i < grid->cells->len; i++) {
    Cell *cell = &g_array_index (grid->cells, Cell, i);

    while (g_array_index (begins, int, cell->first) < cell->from)
      cell->first++;
  }
}

/* Is the stretch the last of those that the cell covers? */
static bool
ends_in (const Cell *cell, const GArray *begins, guint stretch)
{
  bool reaches = cell->first == stretch
                 || (cell->first < stretch && cell->to > g_array_index (begins, int, stretch));
  bool leaves = stretch + 1 < begins->len && cell->to > g_array_index (begins, int, stretch + 1);

  return reaches && !leaves;
}

/* Where each stretch between two beginnings starts on the page, and the last one ends, in lines: as
 * low as the longest of the cells that end before it needs, from the top down. */
static int *
depths_of (const Grid *grid, const GArray *begins)
{
  int *depths = g_new0 (int, begins->len + 1);

  for (guint s = 0; s < begins->len; s++) {
    depths[s + 1] = depths[s];
    for (guint i = 0; i < grid->cells->len; i++) {
      const Cell *cell = &g_array_index (grid->cells, Cell, i);

      if (ends_in (cell, begins, s))
        depths[s + 1] = MAX (depths[s + 1], depths[cell->first] + (int) cell->lines->len);
    }
  }
  return depths;
}

static void
append_cell_line (const Grid *grid, GString *row, int column, const CellLine *line)
{
  int at = column * (grid->width + GAP), used = 0;

  /* What stands before it may carry colours: only the text is counted. */
  for (const char *p = row->str; *p; p = g_utf8_next_char (p))
    if (*p == '\033')
      p = strchr (p, 'm');
    else
      used += pln_character_width (g_utf8_get_char (p));
  pln_table_append_left (row, "", at - used);
  pln_table_append_styled (row, grid->page->options, line->style, line->text);
}

static void
append_line (const Grid *grid, const int *depths, int depth)
{
  g_autoptr (GString) row = g_string_new (NULL);

  for (guint column = 0; column < grid->rooms->len; column++)
    for (guint i = 0; i < grid->cells->len; i++) {
      const Cell *cell = &g_array_index (grid->cells, Cell, i);
      int line = depth - depths[cell->first];

      if (cell->column == (int) column && line >= 0 && line < (int) cell->lines->len)
        append_cell_line (grid, row, cell->column, &g_array_index (cell->lines, CellLine, line));
    }
  g_strchomp (row->str);
  pln_text_page_append (grid->page, PLN_STYLE_PLAIN, row->str);
}

/* @is_last: of the day: what comes next brings its own blank line */
static void
append_band (Grid *grid, bool is_last)
{
  g_autoptr (GArray) begins = beginnings (grid);
  g_autofree int *depths = NULL;

  set_firsts (grid, begins);
  depths = depths_of (grid, begins);
  for (int depth = 0; depth < depths[begins->len] - is_last; depth++)
    append_line (grid, depths, depth);
  g_array_set_size (grid->cells, 0);
}

static void
append_pause (Grid *grid, const PlnRow *row, bool is_last)
{
  PlnTextPage *page = grid->page;
  g_autofree char *title = pln_text_page_safe (page, pln_timetable_pause_title (row));
  g_autofree char *span = pln_clock_format_span (page->view->zone, row->start, row->end, grid->date);
  g_autofree char *length = pln_duration_format (row->end - row->start);
  g_autofree char *text = g_strdup_printf ("%s  %s%s%s", span, title, pln_text_page_dot (page), length);

  pln_text_page_append (page, PLN_STYLE_FAINT, text);
  if (!is_last)
    g_string_append_c (page->out, '\n');
}

/* -- The day ------------------------------------------------------------------------------------- */

static void
append_rooms (const Grid *grid)
{
  g_autoptr (GString) row = g_string_new (NULL);

  for (guint column = 0; column < grid->rooms->len; column++) {
    g_autofree char *name = pln_text_page_safe (grid->page, pln_directory_room_name (grid->page->view, grid->rooms->pdata[column]));

    pln_text_append_column (row, name, grid->width, grid->page->options->unicode);
    pln_table_append_left (row, "", GAP);
  }
  g_strchomp (row->str);
  pln_text_page_append (grid->page, PLN_STYLE_HEADING, row->str);
}

void
pln_text_grid_append (PlnTextPage *page, const PlnAgendaDay *day)
{
  g_autoptr (GPtrArray) rooms = pln_timetable_rooms (page->view, day);
  g_autoptr (GArray) rows = pln_timetable_rows (page->view, day, page->options);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  Grid grid = { page, rooms, width_of_rooms (page, rooms->len), day->date, cells };

  g_array_set_clear_func (cells, cell_clear);
  append_rooms (&grid);
  for (guint i = 0; i < rows->len; i++) {
    const PlnRow *row = &g_array_index (rows, PlnRow, i);

    if (row->kind == PLN_ROW_BLOCK)
      add_block (&grid, row);
    else if (row->kind == PLN_ROW_ITEM)
      add_item (&grid, row);
    else if (row->block)
      add_open (&grid, row);
    else {
      append_band (&grid, false);
      append_pause (&grid, row, i + 1 == rows->len);
    }
  }
  append_band (&grid, true);
}
