/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/clock.h"
#include "format/findings.h"
#include "format/format.h"
#include "format/table.h"
#include "format/timetable.h"
#include "model/duration.h"
#include "model/directory.h"
#include "text/width.h"

#include <string.h>

#define INDENT 2
#define GAP 2
#define COLUMNS_UNASKED 100
#define COLUMNS_LEAST 60
#define COLUMNS_MOST 132
#define TITLE_LEAST 16

/* One line of the page that has cells, before the widths are known. All text is safe already. */
typedef struct
{
  PlnStyle style;
  bool on_margin; /* not indented, and its title runs across the other cells */
  char *time;     /* "09:00-09:30" */
  char *length;   /* "30 min" */
  char *title;    /* with its marks */
  char *people;
} Line;

typedef struct
{
  GString *out;
  const PlnAgenda *agenda;
  const PlnFormatOptions *options;
  int columns;
  bool has_rooms;
  int time_columns, length_columns, title_columns, people_columns;
} Page;

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

static const char *
dot (const Page *page)
{
  return page->options->unicode ? " · " : " - ";
}

static char *
safe (const Page *page, const char *text)
{
  return pln_table_safe (text, page->options->unicode);
}

/* -- Heading ------------------------------------------------------------------------------------- */

static void
append_rule (Page *page, const char *unicode, char ascii)
{
  g_autoptr (GString) rule = g_string_new (NULL);

  for (int i = 0; i < page->columns; i++)
    if (page->options->unicode)
      g_string_append (rule, unicode);
    else
      g_string_append_c (rule, ascii);
  pln_table_append_styled (page->out, page->options, PLN_STYLE_FAINT, rule->str);
  g_string_append_c (page->out, '\n');
}

static void
add_part (const Page *page, GString *line, const char *label, const char *text)
{
  g_autofree char *clean = text ? safe (page, text) : NULL;

  if (!clean || !clean[0])
    return;
  if (line->len > 0)
    g_string_append (line, dot (page));
  g_string_append (line, label);
  g_string_append (line, clean);
}

static void
append_paragraphs (Page *page, PlnStyle style, const char *text)
{
  g_autoptr (GPtrArray) lines = pln_table_wrap (text, page->columns);

  for (guint i = 0; i < lines->len; i++) {
    pln_table_append_styled (page->out, page->options, style, lines->pdata[i]);
    g_string_append_c (page->out, '\n');
  }
}

static void
append_heading (Page *page)
{
  const PlnAgenda *agenda = page->agenda;
  g_autofree char *title = safe (page, agenda->title ? agenda->title : "Agenda");
  g_autofree char *dates = pln_timetable_format_dates (agenda);
  g_autoptr (GString) facts = g_string_new (NULL);
  g_autoptr (GString) hosts = g_string_new (NULL);

  append_paragraphs (page, PLN_STYLE_TITLE, title);
  add_part (page, facts, "", agenda->location);
  add_part (page, facts, "", dates);
  add_part (page, facts, "times in ", agenda->zone ? pln_zone_name (agenda->zone) : NULL);
  append_paragraphs (page, PLN_STYLE_PLAIN, facts->str);
  if (agenda->organizer)
    add_part (page, hosts, "Organizer: ", pln_directory_person_name (agenda, agenda->organizer));
  add_part (page, hosts, "Conference: ", agenda->conference);
  if (hosts->len > 0)
    append_paragraphs (page, PLN_STYLE_PLAIN, hosts->str);
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

static char *
marked_title (const Page *page, const PlnAgendaItem *item)
{
  g_autofree char *title = safe (page, pln_directory_item_title (item));
  g_autofree char *asked = pln_item_is_cut (item) ? pln_duration_format (item->asked) : NULL;
  GString *out = g_string_new (title);

  if (item->closed)
    g_string_append (out, " [closed]");
  if (item->contingent)
    g_string_append (out, " [contingent]");
  if (item->estimate)
    g_string_append (out, " [estimate]");
  if (asked)
    g_string_append_printf (out, " [asked %s]", asked);
  return g_string_free (out, FALSE);
}

static bool
speaks (const PlnAgendaItem *item, const char *person)
{
  for (int turn = 0; turn < item->n_round; turn++)
    if (strcmp (item->round[turn].person, person) == 0)
      return true;
  return false;
}

/* Who presents, but for the speakers of a round, who have lines of their own. */
static char *
presenters (const Page *page, const PlnAgendaItem *item)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (int i = 0; item->presenters && item->presenters[i]; i++) {
    if (speaks (item, item->presenters[i]))
      continue;
    if (out->len > 0)
      g_string_append (out, ", ");
    g_string_append (out, pln_directory_person_name (page->agenda, item->presenters[i]));
  }
  return safe (page, out->str);
}

static void
add_item_lines (const Page *page, GPtrArray *lines, const PlnAgendaItem *item, int date)
{
  const PlnZone *zone = page->agenda->zone;
  Line *line = add_line (lines, item->closed ? PLN_STYLE_WARNING : PLN_STYLE_PLAIN);

  line->time = pln_clock_format_span (zone, item->start.minute, item->end.minute, date);
  line->length = pln_duration_format (pln_item_minutes (item));
  line->title = marked_title (page, item);
  line->people = presenters (page, item);
  if (item->contingent) {
    g_autofree char *text = safe (page, item->contingent);
    Line *condition = add_line (lines, PLN_STYLE_FAINT);

    condition->title = g_strdup_printf ("contingent: %s", text);
  }
  for (int turn = 0; turn < item->n_round; turn++) {
    g_autofree char *clock = pln_clock_format (zone, item->round[turn].start.minute, date);
    g_autofree char *name = safe (page, pln_directory_person_name (page->agenda, item->round[turn].person));
    Line *speaker = add_line (lines, PLN_STYLE_PLAIN);

    speaker->title = g_strdup_printf ("  %s  %s", clock, name);
  }
}

/* Open time of a block stands among its items; a break, and time that no room uses, on the margin. */
static void
add_pause_line (const Page *page, GPtrArray *lines, const PlnRow *row, int date)
{
  Line *line = add_line (lines, PLN_STYLE_FAINT);
  g_autofree char *title = row->rest ? safe (page, row->rest->title ? row->rest->title : "Break") : g_strdup ("open");
  g_autofree char *length = pln_duration_format (row->end - row->start);

  line->time = pln_clock_format_span (page->agenda->zone, row->start, row->end, date);
  line->on_margin = !row->block;
  if (line->on_margin) {
    line->title = g_strdup_printf ("%s%s%s", title, dot (page), length);
    return;
  }
  line->title = g_steal_pointer (&title);
  line->length = g_steal_pointer (&length);
}

static char *
duties (const Page *page, const PlnAgendaBlock *block)
{
  GString *out = g_string_new (NULL);

  for (int i = 0; i < block->n_duties; i++) {
    const PlnDuty *duty = &block->duties[i];
    g_autofree char *title = safe (page, pln_directory_role_title (page->agenda, duty->role));
    g_autofree char *name = duty->person ? safe (page, pln_directory_person_name (page->agenda, duty->person)) : NULL;

    g_string_append_printf (out, "%s%s: %s", out->len > 0 ? dot (page) : "", title, name ? name : "open");
  }
  return g_string_free (out, FALSE);
}

/* A block is headed where there is something to say of it: its room or who serves in it. */
static void
add_block_line (const Page *page, GPtrArray *lines, const PlnRow *row, int date)
{
  g_autofree char *who = duties (page, row->block);
  g_autofree char *room = page->has_rooms ? safe (page, pln_directory_room_name (page->agenda, row->block->room)) : NULL;
  Line *line;

  if (!who[0] && !room)
    return;
  line = add_line (lines, PLN_STYLE_BLOCK);
  line->on_margin = true;
  line->time = pln_clock_format_span (page->agenda->zone, row->start, row->end, date);
  line->title = room && who[0] ? g_strconcat (room, dot (page), who, NULL) : g_strdup (room ? room : who);
}

static GPtrArray *
lines_of_day (const Page *page, const PlnAgendaDay *day)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (GArray) rows = pln_timetable_rows (page->agenda, day, !page->options->person);

  for (guint i = 0; i < rows->len; i++) {
    const PlnRow *row = &g_array_index (rows, PlnRow, i);

    if (row->kind == PLN_ROW_BLOCK)
      add_block_line (page, lines, row, day->date);
    else if (row->kind == PLN_ROW_ITEM)
      add_item_lines (page, lines, row->item, day->date);
    else
      add_pause_line (page, lines, row, day->date);
  }
  return lines;
}

/* -- Setting lines in columns -------------------------------------------------------------------- */

static int
wider (int columns, const char *text)
{
  return text ? MAX (columns, pln_text_width (text)) : columns;
}

/* Cells get what they want; where that is too much, people give way first, down to two fifths. */
static void
measure (Page *page, GPtrArray *days)
{
  int room;

  for (guint d = 0; d < days->len; d++) {
    const GPtrArray *lines = days->pdata[d];

    for (guint i = 0; i < lines->len; i++) {
      const Line *line = lines->pdata[i];

      page->time_columns = wider (page->time_columns, line->time);
      if (line->on_margin)
        continue;
      page->length_columns = wider (page->length_columns, line->length);
      page->title_columns = wider (page->title_columns, line->title);
      page->people_columns = wider (page->people_columns, line->people);
    }
  }
  room = page->columns - INDENT - page->time_columns - page->length_columns - 3 * GAP;
  if (page->title_columns + page->people_columns <= room)
    return;
  page->people_columns = MIN (page->people_columns, MAX (room * 2 / 5, room - page->title_columns));
  page->title_columns = MAX (room - page->people_columns, TITLE_LEAST);
}

static void
append_across (Page *page, const Line *line)
{
  int indent = page->time_columns + GAP;
  g_autoptr (GPtrArray) text = pln_table_wrap (line->title, MAX (page->columns - indent, TITLE_LEAST));

  for (guint i = 0; i < text->len; i++) {
    g_autoptr (GString) head = g_string_new (NULL);

    pln_table_append_left (head, i == 0 ? line->time : "", indent);
    g_string_append (head, text->pdata[i]);
    pln_table_append_styled (page->out, page->options, line->style, head->str);
    g_string_append_c (page->out, '\n');
  }
}

static const char *
line_or_blank (const GPtrArray *lines, guint i)
{
  return lines && i < lines->len ? lines->pdata[i] : "";
}

static void
append_cells (Page *page, const Line *line)
{
  g_autoptr (GPtrArray) title = pln_table_wrap (line->title, page->title_columns);
  bool has_people = line->people && line->people[0];
  g_autoptr (GPtrArray) people = has_people ? pln_table_wrap (line->people, page->people_columns) : NULL;
  guint n = MAX (title->len, people ? people->len : 0);

  for (guint i = 0; i < n; i++) {
    g_autoptr (GString) row = g_string_new (NULL);
    const char *who = line_or_blank (people, i);

    pln_table_append_left (row, "", INDENT);
    pln_table_append_left (row, i == 0 && line->time ? line->time : "", page->time_columns + GAP);
    pln_table_append_right (row, i == 0 && line->length ? line->length : "", page->length_columns);
    pln_table_append_left (row, "", GAP);
    pln_table_append_left (row, line_or_blank (title, i), who[0] ? page->title_columns + GAP : 0);
    g_string_append (row, who);
    g_strchomp (row->str);
    pln_table_append_styled (page->out, page->options, line->style, row->str);
    g_string_append_c (page->out, '\n');
  }
}

static void
append_day (Page *page, const PlnAgendaDay *day, const GPtrArray *lines)
{
  PlnInterval extent = pln_timetable_extent (day);
  g_autofree char *date = pln_clock_format_date (day->date);
  g_autofree char *zone = pln_clock_format_zone (page->agenda->zone, extent.start, extent.end);
  g_autofree char *left = g_strdup_printf ("%s %s", pln_clock_weekday (day->date), date);
  g_autofree char *right = g_strdup_printf ("%s (%s)", pln_zone_name (page->agenda->zone), zone);
  int gap = page->columns - pln_text_width (left) - pln_text_width (right);
  g_autofree char *heading = gap >= GAP ? g_strdup_printf ("%s%*s%s", left, gap, "", right)
                                        : g_strdup_printf ("%s\n%s", left, right);

  g_string_append_c (page->out, '\n');
  pln_table_append_styled (page->out, page->options, PLN_STYLE_HEADING, heading);
  g_string_append_c (page->out, '\n');
  append_rule (page, "─", '-');
  for (guint i = 0; i < lines->len; i++) {
    const Line *line = lines->pdata[i];

    if (line->on_margin)
      append_across (page, line);
    else
      append_cells (page, line);
  }
}

static void
append_days (Page *page)
{
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (int i = 0; i < page->agenda->n_days; i++)
    g_ptr_array_add (days, lines_of_day (page, &page->agenda->days[i]));
  measure (page, days);
  for (int i = 0; i < page->agenda->n_days; i++)
    append_day (page, &page->agenda->days[i], days->pdata[i]);
}

GString *
pln_text_write (const PlnAgenda *view, const PlnFormatOptions *options, GError **error)
{
  int columns = options->columns > 0 ? options->columns : COLUMNS_UNASKED;
  Page page = { .out = g_string_new (NULL),
                .agenda = view,
                .options = options,
                .columns = CLAMP (columns, COLUMNS_LEAST, COLUMNS_MOST),
                .has_rooms = pln_timetable_has_rooms (view) };

  append_heading (&page);
  append_days (&page);
  pln_findings_append (page.out, view, options, page.columns);
  return page.out;
}
