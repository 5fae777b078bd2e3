/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/clock.h"
#include "format/format.h"
#include "format/timetable.h"
#include "model/directory.h"
#include "text/width.h"

#include <string.h>

/* RFC 4180, one row an item, break or stretch of open time. A cell that a spreadsheet would take for
 * a formula gets an apostrophe before it (CWE-1236): quoting alone does not help. */

typedef struct
{
  GString *out;
  const PlnAgenda *view;
  bool at_start; /* of a line */
} Sheet;

static void
add_cell (Sheet *sheet, const char *text)
{
  g_autoptr (GString) safe = g_string_new (NULL);

  if (!sheet->at_start)
    g_string_append_c (sheet->out, ',');
  sheet->at_start = false;
  pln_text_append_safe (safe, text ? text : "", true);
  if (safe->len > 0 && strchr ("=+-@\t\r|%", safe->str[0]))
    g_string_prepend_c (safe, '\'');
  if (!strpbrk (safe->str, "\",\r\n;") && !g_str_has_prefix (safe->str, " ")) {
    g_string_append (sheet->out, safe->str);
    return;
  }
  g_string_replace (safe, "\"", "\"\"", 0);
  g_string_append_printf (sheet->out, "\"%s\"", safe->str);
}

static void
end_line (Sheet *sheet)
{
  g_string_append (sheet->out, "\r\n");
  sheet->at_start = true;
}

static void
add_number (Sheet *sheet, int number)
{
  g_autofree char *text = number > 0 ? g_strdup_printf ("%d", number) : g_strdup ("");

  add_cell (sheet, text);
}

static void
add_names (Sheet *sheet, char **ids)
{
  g_autofree char *names = pln_directory_join_names (sheet->view, ids, "; ");

  add_cell (sheet, names);
}

static void
add_times (Sheet *sheet, const PlnRow *row, int date)
{
  g_autofree char *day = pln_clock_format_date (date);
  g_autofree char *start = pln_clock_format (sheet->view->zone, row->start, date);
  g_autofree char *end = pln_clock_format (sheet->view->zone, row->end, date);
  g_autofree char *offset = pln_clock_format_offset (pln_zone_offset (sheet->view->zone, row->start));

  add_cell (sheet, day);
  add_cell (sheet, start);
  add_cell (sheet, end);
  add_number (sheet, row->end - row->start);
  add_cell (sheet, offset);
}

static const char *
status_of (const PlnAgendaItem *item)
{
  return item->contingent && item->estimate ? "contingent, estimate" : item->contingent ? "contingent"
         : item->estimate                                                ? "estimate"
                                                                         : "";
}

static void
add_links (Sheet *sheet, const PlnAgendaItem *item)
{
  g_autoptr (GString) links = g_string_new (NULL);

  for (int i = 0; i < item->n_attachments; i++)
    g_string_append_printf (links, "%s%s", i > 0 ? " " : "", item->attachments[i].uri);
  add_cell (sheet, links->str);
}

static void
add_merged (Sheet *sheet, const PlnAgendaItem *item)
{
  g_autofree char *titles = item && item->merged ? g_strjoinv ("; ", item->merged) : NULL;

  add_cell (sheet, titles);
}

static void
add_duties (Sheet *sheet, const PlnAgendaBlock *block)
{
  for (int role = 0; role < sheet->view->n_roles; role++) {
    const char *holder = NULL;

    for (int i = 0; block && i < block->n_duties; i++)
      if (strcmp (block->duties[i].role, sheet->view->roles[role].id) == 0)
        holder = block->duties[i].person;
    add_cell (sheet, holder ? pln_directory_person_name (sheet->view, holder) : "");
  }
}

static void
add_row (Sheet *sheet, const PlnRow *row, int date)
{
  static char *nobody[] = { NULL };
  const PlnAgendaItem *item = row->item;

  add_times (sheet, row, date);
  add_cell (sheet, row->block ? pln_directory_room_name (sheet->view, row->block->room) : "");
  add_cell (sheet, item ? "item" : row->rest ? "break" : pln_timetable_pause_title (row));
  add_cell (sheet, item ? item->id : "");
  add_cell (sheet, item ? pln_directory_item_title (item) : row->rest ? pln_timetable_pause_title (row) : "");
  add_names (sheet, item ? item->presenters : nobody);
  add_names (sheet, item ? item->requested_by : nobody);
  add_merged (sheet, item);
  add_number (sheet, item ? item->asked : 0);
  add_cell (sheet, item && item->closed ? "yes" : "");
  add_cell (sheet, item ? status_of (item) : "");
  add_cell (sheet, item ? item->contingent : NULL);
  add_duties (sheet, row->block);
  if (item)
    add_links (sheet, item);
  else
    add_cell (sheet, "");
  add_cell (sheet, item ? item->notes : NULL);
  end_line (sheet);
}

static void
add_head (Sheet *sheet)
{
  static const char *const before[] = { "date",  "start", "end",        "minutes",      "utc_offset", "room", "kind", "id",
                                        "title", "presenters", "requested_by", "merged", "asked",      "closed", "status", "contingent" };

  for (gsize i = 0; i < G_N_ELEMENTS (before); i++)
    add_cell (sheet, before[i]);
  for (int role = 0; role < sheet->view->n_roles; role++)
    add_cell (sheet, sheet->view->roles[role].id);
  add_cell (sheet, "links");
  add_cell (sheet, "notes");
  end_line (sheet);
}

/* What was not placed stands below, without a time. */
static void
add_unplaced (Sheet *sheet, const PlnUnplaced *row)
{
  for (int i = 0; i < 6; i++)
    add_cell (sheet, "");
  add_cell (sheet, "not placed");
  add_cell (sheet, row->topic);
  add_cell (sheet, row->title ? row->title : row->topic);
  add_cell (sheet, "");
  add_names (sheet, row->requested_by);
  add_cell (sheet, "");
  add_number (sheet, row->asked);
  add_cell (sheet, row->closed ? "yes" : "");
  add_cell (sheet, row->why);
  add_cell (sheet, "");
  for (int role = 0; role < sheet->view->n_roles + 2; role++)
    add_cell (sheet, "");
  end_line (sheet);
}

GString *
pln_csv_write (const PlnAgenda *view, const PlnFormatOptions *options, GError **error)
{
  Sheet sheet = { g_string_new (NULL), view, true };

  add_head (&sheet);
  for (int day = 0; day < view->n_days; day++) {
    g_autoptr (GArray) rows = pln_timetable_rows (view, &view->days[day], options);

    for (guint i = 0; i < rows->len; i++)
      if (g_array_index (rows, PlnRow, i).kind != PLN_ROW_BLOCK)
        add_row (&sheet, &g_array_index (rows, PlnRow, i), view->days[day].date);
  }
  for (int i = 0; i < view->n_unplaced; i++)
    add_unplaced (&sheet, &view->unplaced[i]);
  return sheet.out;
}
