/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/clock.h"
#include "format/elsewhere.h"
#include "format/findings.h"
#include "format/format.h"
#include "format/text-grid.h"
#include "format/text-list.h"
#include "format/timetable.h"
#include "model/directory.h"
#include "text/width.h"

#include <string.h>

#define GAP 2
#define COLUMNS_UNASKED 100
#define COLUMNS_LEAST 60
#define COLUMNS_MOST 132 /* of what is read line by line; a grid takes what there is */

/* -- Heading ------------------------------------------------------------------------------------- */

static void
append_rule (PlnTextPage *page, const char *unicode, char ascii)
{
  g_autoptr (GString) rule = g_string_new (NULL);

  for (int i = 0; i < page->columns; i++)
    if (page->options->unicode)
      g_string_append (rule, unicode);
    else
      g_string_append_c (rule, ascii);
  pln_text_page_append (page, PLN_STYLE_FAINT, rule->str);
}

static void
add_part (const PlnTextPage *page, GString *line, const char *label, const char *text)
{
  g_autofree char *clean = text ? pln_text_page_safe (page, text) : NULL;

  if (!clean || !clean[0])
    return;
  if (line->len > 0)
    g_string_append (line, pln_text_page_dot (page));
  g_string_append (line, label);
  g_string_append (line, clean);
}

static void
append_paragraphs (PlnTextPage *page, PlnStyle style, const char *text)
{
  g_autoptr (GPtrArray) lines = pln_table_wrap (text, page->columns);

  for (guint i = 0; i < lines->len; i++)
    pln_text_page_append (page, style, lines->pdata[i]);
}

static void
append_heading (PlnTextPage *page)
{
  const PlnAgenda *view = page->view;
  g_autofree char *title = pln_text_page_safe (page, view->title ? view->title : "Agenda");
  g_autofree char *dates = pln_timetable_format_dates (view);
  g_autoptr (GString) facts = g_string_new (NULL);
  g_autoptr (GString) hosts = g_string_new (NULL);

  append_paragraphs (page, PLN_STYLE_TITLE, title);
  if (page->options->person)
    add_part (page, facts, "for ", pln_directory_person_name (view, page->options->person));
  add_part (page, facts, "", view->location);
  add_part (page, facts, "", dates);
  add_part (page, facts, "times in ", view->zone ? pln_zone_name (view->zone) : NULL);
  append_paragraphs (page, PLN_STYLE_PLAIN, facts->str);
  if (view->organizer)
    add_part (page, hosts, "Organizer: ", pln_directory_person_name (view, view->organizer));
  add_part (page, hosts, "Conference: ", view->conference);
  if (hosts->len > 0)
    append_paragraphs (page, PLN_STYLE_PLAIN, hosts->str);
}

/* -- Days ---------------------------------------------------------------------------------------- */

/* The zones of those elsewhere, once a day, where they are wanted. */
static void
append_zones (PlnTextPage *page, PlnInterval extent, int date)
{
  g_auto (GStrv) zones = page->options->local_times ? pln_elsewhere_of_day (page->view, extent, date) : NULL;

  for (int i = 0; zones && zones[i]; i++) {
    g_autofree char *line = g_strconcat ("elsewhere ", zones[i], NULL);

    append_paragraphs (page, PLN_STYLE_FAINT, line);
  }
}

static void
append_day_heading (PlnTextPage *page, const PlnAgendaDay *day)
{
  PlnInterval extent = pln_timetable_extent (day);
  g_autofree char *date = pln_clock_format_date (day->date);
  g_autofree char *zone = pln_clock_format_zone (page->view->zone, extent.start, extent.end);
  g_autofree char *left = g_strdup_printf ("%s %s", pln_clock_weekday (day->date), date);
  g_autofree char *right = g_strdup_printf ("%s (%s)", pln_zone_name (page->view->zone), zone);
  int gap = page->columns - pln_text_width (left) - pln_text_width (right);
  g_autofree char *heading = gap >= GAP ? g_strdup_printf ("%s%*s%s", left, gap, "", right)
                                        : g_strdup_printf ("%s\n%s", left, right);

  g_string_append_c (page->out, '\n');
  pln_text_page_append (page, PLN_STYLE_HEADING, heading);
  append_rule (page, "─", '-');
  append_zones (page, extent, day->date);
}

static void
append_days (PlnTextPage *page)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) pln_text_list_free);

  for (int i = 0; i < page->view->n_days; i++) {
    const PlnAgendaDay *day = &page->view->days[i];

    g_ptr_array_add (lists, pln_text_grid_fits (page, day) ? NULL : pln_text_list_new (page, day));
  }
  pln_text_list_measure (page, lists);
  for (int i = 0; i < page->view->n_days; i++) {
    append_day_heading (page, &page->view->days[i]);
    if (lists->pdata[i])
      pln_text_list_append (page, lists->pdata[i]);
    else
      pln_text_grid_append (page, &page->view->days[i]);
  }
}

/* -- Action items -------------------------------------------------------------------------------- */

static void
append_action (PlnTextPage *page, const PlnAction *action)
{
  const char *box = action->done ? "[x] " : "[ ] ";
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) lines = NULL;

  add_part (page, text, "", action->text);
  add_part (page, text, "", action->assignee ? pln_directory_person_name (page->view, action->assignee) : NULL);
  add_part (page, text, "due ", action->due);
  add_part (page, text, "from ", action->from);
  lines = pln_table_wrap (text->str, page->columns - (int) strlen (box));
  for (guint i = 0; i < lines->len; i++) {
    g_autofree char *line = g_strconcat (i == 0 ? box : "    ", lines->pdata[i], NULL);

    pln_text_page_append (page, action->done ? PLN_STYLE_FAINT : PLN_STYLE_PLAIN, line);
  }
}

static void
append_actions (PlnTextPage *page)
{
  if (page->view->n_actions == 0)
    return;
  g_string_append_c (page->out, '\n');
  pln_text_page_append (page, PLN_STYLE_HEADING, "Action items");
  append_rule (page, "─", '-');
  for (int i = 0; i < page->view->n_actions; i++)
    append_action (page, &page->view->actions[i]);
}

GString *
pln_text_write (const PlnAgenda *view, const PlnFormatOptions *options, GError **error)
{
  int columns = options->columns > 0 ? options->columns : COLUMNS_UNASKED;
  PlnTextPage page = { .out = g_string_new (NULL),
                       .view = view,
                       .options = options,
                       .columns = CLAMP (columns, COLUMNS_LEAST, COLUMNS_MOST),
                       .has_rooms = pln_timetable_has_rooms (view) };

  append_heading (&page);
  append_days (&page);
  append_actions (&page);
  pln_findings_append (page.out, view, options, page.columns);
  return page.out;
}
