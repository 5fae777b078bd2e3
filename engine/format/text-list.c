/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/text-list.h"
#include "format/clock.h"
#include "format/timetable.h"
#include "model/directory.h"
#include "model/duration.h"
#include "text/width.h"

#define INDENT 2
#define GAP 2
#define TITLE_LEAST 16

/* One line that has cells. All text is safe already. */
typedef struct
{
  PlnStyle style;
  bool on_margin; /* not indented, and its title runs across the other cells */
  bool is_detail; /* its title may run into the cell of the people */
  char *time;     /* "09:00-09:30" */
  char *length;   /* "30 min" */
  char *title;    /* with its marks */
  char *people;
} Line;

typedef struct
{
  int time, length, title, people;
} Widths;

struct _PlnTextList
{
  GPtrArray *lines; /* of Line */
  Widths widths;
};

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->time);
  g_free (line->length);
  g_free (line->title);
  g_free (line->people);
  g_free (line);
}

/* -- Lines of a day ------------------------------------------------------------------------------ */

static Line *
add_line (GPtrArray *lines, PlnStyle style)
{
  Line *line = g_new0 (Line, 1);

  line->style = style;
  g_ptr_array_add (lines, line);
  return line;
}

static void
add_details (GPtrArray *lines, GPtrArray *details, PlnStyle style, bool on_margin, const char *indent)
{
  for (guint i = 0; i < details->len; i++) {
    Line *line = add_line (lines, style);

    line->on_margin = on_margin;
    line->is_detail = !on_margin;
    line->title = g_strconcat (indent, details->pdata[i], NULL);
  }
}

static void
add_item (const PlnTextPage *page, GPtrArray *lines, const PlnAgendaItem *item, int date)
{
  Line *line = add_line (lines, item->closed ? PLN_STYLE_WARNING : PLN_STYLE_PLAIN);
  g_autoptr (GPtrArray) details = pln_text_item_details (page, item, date);
  g_autoptr (GPtrArray) turns = pln_text_item_turns (page, item, date);

  line->time = pln_clock_format_span (page->view->zone, item->start.minute, item->end.minute, date);
  line->length = pln_duration_format (pln_item_minutes (item));
  line->title = pln_text_item_title (page, item);
  line->people = pln_text_item_presenters (page, item);
  add_details (lines, details, PLN_STYLE_FAINT, false, "");
  add_details (lines, turns, PLN_STYLE_PLAIN, false, "  ");
}

/* Open time of a block stands among its items; a break, and time that no room uses, on the margin. */
static void
add_pause (const PlnTextPage *page, GPtrArray *lines, const PlnRow *row, int date)
{
  Line *line = add_line (lines, PLN_STYLE_FAINT);
  g_autofree char *title = pln_text_page_safe (page, pln_timetable_pause_title (row));
  g_autofree char *length = pln_duration_format (row->end - row->start);

  line->time = pln_clock_format_span (page->view->zone, row->start, row->end, date);
  line->on_margin = !row->block;
  if (line->on_margin) {
    line->title = g_strdup_printf ("%s%s%s", title, pln_text_page_dot (page), length);
    return;
  }
  line->title = g_steal_pointer (&title);
  line->length = g_steal_pointer (&length);
}

/* A block is headed where there is something to say of it: its room or who serves in it. */
static void
add_block (const PlnTextPage *page, GPtrArray *lines, const PlnRow *row, int date)
{
  g_autofree char *who = pln_text_block_duties (page, row->block);
  g_autofree char *room = page->has_rooms ? pln_text_page_safe (page, pln_directory_room_name (page->view, row->block->room))
                                          : NULL;
  g_autoptr (GPtrArray) details = pln_text_block_details (page, row->block, date);
  Line *line;

  if (!who[0] && !room)
    return;
  line = add_line (lines, PLN_STYLE_BLOCK);
  line->on_margin = true;
  line->time = pln_clock_format_span (page->view->zone, row->start, row->end, date);
  line->title = room && who[0] ? g_strconcat (room, pln_text_page_dot (page), who, NULL) : g_strdup (room ? room : who);
  add_details (lines, details, PLN_STYLE_FAINT, true, "");
}

PlnTextList *
pln_text_list_new (const PlnTextPage *page, const PlnAgendaDay *day)
{
  PlnTextList *list = g_new0 (PlnTextList, 1);
  g_autoptr (GArray) rows = pln_timetable_rows (page->view, day, page->options);

  list->lines = g_ptr_array_new_with_free_func (line_free);
  for (guint i = 0; i < rows->len; i++) {
    const PlnRow *row = &g_array_index (rows, PlnRow, i);

    if (row->kind == PLN_ROW_BLOCK)
      add_block (page, list->lines, row, day->date);
    else if (row->kind == PLN_ROW_ITEM)
      add_item (page, list->lines, row->item, day->date);
    else
      add_pause (page, list->lines, row, day->date);
  }
  return list;
}

void
pln_text_list_free (PlnTextList *list)
{
  if (!list)
    return;
  g_ptr_array_unref (list->lines);
  g_free (list);
}

/* -- Widths -------------------------------------------------------------------------------------- */

static int
wider (int columns, const char *text)
{
  return text ? MAX (columns, pln_text_width (text)) : columns;
}

static void
widen (Widths *widths, const PlnTextList *list)
{
  for (guint i = 0; i < list->lines->len; i++) {
    const Line *line = list->lines->pdata[i];

    widths->time = wider (widths->time, line->time);
    if (line->on_margin || line->is_detail)
      continue;
    widths->length = wider (widths->length, line->length);
    widths->title = wider (widths->title, line->title);
    widths->people = wider (widths->people, line->people);
  }
}

/* Cells get what they want; where that is too much, people give way first, down to two fifths. */
void
pln_text_list_measure (const PlnTextPage *page, GPtrArray *lists)
{
  Widths widths = { 0 };
  int room;

  for (guint d = 0; d < lists->len; d++)
    if (lists->pdata[d])
      widen (&widths, lists->pdata[d]);
  room = page->columns - INDENT - widths.time - widths.length - 3 * GAP;
  if (widths.title + widths.people > room) {
    widths.people = MIN (widths.people, MAX (room * 2 / 5, room - widths.title));
    widths.title = MAX (room - widths.people, TITLE_LEAST);
  }
  for (guint d = 0; d < lists->len; d++)
    if (lists->pdata[d])
      ((PlnTextList *) lists->pdata[d])->widths = widths;
}

/* -- Setting ------------------------------------------------------------------------------------- */

static void
append_across (PlnTextPage *page, const Widths *widths, const Line *line)
{
  int indent = widths->time + GAP;
  g_autoptr (GPtrArray) text = pln_table_wrap (line->title, MAX (page->columns - indent, TITLE_LEAST));

  for (guint i = 0; i < text->len; i++) {
    g_autoptr (GString) head = g_string_new (NULL);

    pln_table_append_left (head, i == 0 && line->time ? line->time : "", indent);
    g_string_append (head, text->pdata[i]);
    pln_text_page_append (page, line->style, head->str);
  }
}

static const char *
line_or_blank (const GPtrArray *lines, guint i)
{
  return lines && i < lines->len ? lines->pdata[i] : "";
}

static void
append_cells (PlnTextPage *page, const Widths *widths, const Line *line)
{
  g_autoptr (GPtrArray) title = pln_table_wrap (line->title, widths->title + (line->is_detail ? GAP + widths->people : 0));
  bool has_people = line->people && line->people[0];
  g_autoptr (GPtrArray) people = has_people ? pln_table_wrap (line->people, widths->people) : NULL;
  guint n = MAX (title->len, people ? people->len : 0);

  for (guint i = 0; i < n; i++) {
    g_autoptr (GString) row = g_string_new (NULL);
    const char *who = line_or_blank (people, i);

    pln_table_append_left (row, "", INDENT);
    pln_table_append_left (row, i == 0 && line->time ? line->time : "", widths->time + GAP);
    pln_table_append_right (row, i == 0 && line->length ? line->length : "", widths->length);
    pln_table_append_left (row, "", GAP);
    pln_table_append_left (row, line_or_blank (title, i), who[0] ? widths->title + GAP : 0);
    g_string_append (row, who);
    g_strchomp (row->str);
    pln_text_page_append (page, line->style, row->str);
  }
}

void
pln_text_list_append (PlnTextPage *page, const PlnTextList *list)
{
  for (guint i = 0; i < list->lines->len; i++) {
    const Line *line = list->lines->pdata[i];

    if (line->on_margin)
      append_across (page, &list->widths, line);
    else
      append_cells (page, &list->widths, line);
  }
}
