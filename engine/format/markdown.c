/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/clock.h"
#include "format/findings.h"
#include "format/format.h"
#include "format/page.h"
#include "format/timetable.h"
#include "model/directory.h"
#include "model/duration.h"
#include "text/uri.h"
#include "text/width.h"

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

/* -- Escaping ------------------------------------------------------------------------------------ */

/* Does the character at @p begin a block where it stands at the start of one: a list ("- ", "1. "),
 * a heading, a rule? */
static bool
begins_block (const char *text, const char *p)
{
  if (p == text)
    return strchr ("-+=:#", *p) != NULL;
  return (*p == '.' || *p == ')') && strspn (text, "0123456789") == (size_t) (p - text);
}

/* Would a bare address become a link by it? Of mail addresses nothing keeps GitHub from that. */
static bool
begins_link (const char *text, const char *p)
{
  return (*p == ':' && p[1] == '/') || (*p == '.' && p - text >= 3 && g_ascii_strncasecmp (p - 3, "www", 3) == 0);
}

/* Appends @text so that a GFM parser gives it back as it is: whatever can mean something is escaped,
 * line ends become spaces, control and bidi characters visible. */
static void
append_text (GString *out, const char *text)
{
  g_autoptr (GString) safe = g_string_new (NULL);

  pln_text_append_safe (safe, text, true);
  g_strstrip (safe->str);
  for (const char *p = safe->str; *p; p++) {
    if (strchr ("\\`*_[]<>|~&$", *p) || begins_block (safe->str, p) || begins_link (safe->str, p))
      g_string_append_c (out, '\\');
    g_string_append_c (out, *p);
  }
}

static void
append_link (GString *out, const char *title, const char *uri)
{
  if (!pln_uri_is_link (uri)) {
    append_text (out, title ? title : "");
    g_string_append (out, title ? " " : "");
    append_text (out, uri);
    return;
  }
  g_string_append_c (out, '[');
  append_text (out, title && title[0] ? title : uri);
  g_string_append_printf (out, "](<%s>)", uri);
}

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
        append_text (page->cells[COLUMN_ROOM], pln_directory_room_name (page->view, block->room));
    }
    append_text (cell, pln_directory_role_title (page->view, duty->role));
    g_string_append (cell, ": ");
    append_text (cell, duty->person ? pln_directory_person_name (page->view, duty->person) : "open");
    if (i % n == n - 1 || i == block->n_duties - 1)
      end_row (page);
  }
}

static void
append_title (Page *page, const PlnAgendaItem *item)
{
  GString *cell = page->cells[COLUMN_TOPIC];
  g_autofree char *granted = pln_page_granted (item);

  append_text (cell, pln_directory_item_title (item));
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
    append_text (cell, remarks[i]);
  }
  for (int turn = 0; turn < item->n_round; turn++) {
    g_autofree char *clock = pln_clock_format (page->view->zone, item->round[turn].start.minute, date);

    next_note (cell);
    g_string_append_printf (cell, "%s ", clock);
    append_text (cell, pln_directory_person_name (page->view, item->round[turn].person));
  }
  if (item->notes && item->notes[0]) {
    next_note (cell);
    append_text (cell, item->notes);
  }
  for (int i = 0; i < item->n_attachments; i++) {
    next_note (cell);
    append_link (cell, item->attachments[i].title, item->attachments[i].uri);
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
    append_text (page->cells[COLUMN_ROOM], pln_directory_room_name (page->view, row->item->room));
  append_title (page, row->item);
  append_text (page->cells[COLUMN_COORDINATOR], people);
  append_notes (page, row->item, date);
  end_row (page);
}

static void
append_pause (Page *page, const PlnRow *row, int date)
{
  begin_row (page);
  append_clock (page, row->start, row->end, date);
  if (row->block && page->has_rooms)
    append_text (page->cells[COLUMN_ROOM], pln_directory_room_name (page->view, row->block->room));
  append_text (page->cells[COLUMN_TOPIC], row->kind == PLN_ROW_OPEN && !row->newly ? "Open"
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
    append_text (page->out, warning->text);
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

/* -- What stands around the days ----------------------------------------------------------------- */

static void
append_fact (Page *page, const char *label, const char *text, bool *any)
{
  if (!text || !text[0])
    return;
  g_string_append_printf (page->out, "%s**%s** ", *any ? " · " : "", label);
  append_text (page->out, text);
  *any = true;
}

static void
append_logistics (Page *page)
{
  const PlnAgenda *view = page->view;
  g_autofree char *dates = pln_timetable_format_dates (view);
  g_autofree char *people = pln_page_attendees (view);
  bool any = false;

  g_string_append (page->out, "\n## Logistics\n\n");
  append_fact (page, "Date", dates, &any);
  append_fact (page, "Location", view->location, &any);
  g_string_append_printf (page->out, "%sall times %s\n", any ? " · " : "", pln_zone_name (view->zone));
  if (view->conference) {
    g_string_append (page->out, "\n**Conference** ");
    append_link (page->out, NULL, view->conference);
    g_string_append_c (page->out, '\n');
  }
  if (people[0]) {
    any = false;
    g_string_append_c (page->out, '\n');
    append_fact (page, "Attendees", people, &any);
    g_string_append_c (page->out, '\n');
  }
}

static void
append_paragraphs (Page *page, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (int i = 0; lines[i]; i++) {
    if (!g_strstrip (lines[i])[0])
      continue;
    g_string_append_c (page->out, '\n');
    append_text (page->out, lines[i]);
    g_string_append_c (page->out, '\n');
  }
}

static void
append_cell (Page *page, const char *text)
{
  g_string_append (page->out, text && text[0] ? "| " : "|");
  append_text (page->out, text ? text : "");
  g_string_append_c (page->out, ' ');
}

static void
append_unplaced (Page *page)
{
  if (page->view->n_unplaced == 0)
    return;
  g_string_append (page->out, "\n## Not placed\n\n| Topic | Requested by | Time asked | Why |\n| --- | --- | --- | --- |\n");
  for (int i = 0; i < page->view->n_unplaced; i++) {
    const PlnUnplaced *row = &page->view->unplaced[i];
    g_autofree char *who = pln_directory_join_names (page->view, row->requested_by, ", ");
    g_autofree char *asked = row->asked > 0 ? pln_duration_format (row->asked) : NULL;

    append_cell (page, row->title ? row->title : row->topic);
    append_cell (page, who);
    append_cell (page, asked);
    append_cell (page, row->why);
    g_string_append (page->out, "|\n");
  }
}

static void
append_documents (Page *page)
{
  bool any = false;

  for (int day = 0; day < page->view->n_days; day++)
    for (int b = 0; b < page->view->days[day].n_blocks; b++)
      for (int i = 0; i < page->view->days[day].blocks[b].n_items; i++) {
        const PlnAgendaItem *item = &page->view->days[day].blocks[b].items[i];

        for (int k = 0; k < item->n_attachments; k++) {
          g_string_append (page->out, any ? "- " : "\n## Attached documents\n\n- ");
          append_link (page->out, item->attachments[k].title, item->attachments[k].uri);
          g_string_append (page->out, ", ");
          append_text (page->out, pln_directory_item_title (item));
          g_string_append_c (page->out, '\n');
          any = true;
        }
      }
}

static void
append_actions (Page *page)
{
  if (page->view->n_actions == 0)
    return;
  g_string_append (page->out, "\n## Action items\n\n| Description | Due | Assignee | Appears on |\n| --- | --- | --- | --- |\n");
  for (int i = 0; i < page->view->n_actions; i++) {
    const PlnAction *action = &page->view->actions[i];
    g_autofree char *text = g_strdup_printf ("%s%s", action->text, action->done ? " (done)" : "");

    append_cell (page, text);
    append_cell (page, action->due);
    append_cell (page, action->assignee ? pln_directory_person_name (page->view, action->assignee) : NULL);
    append_cell (page, action->from);
    g_string_append (page->out, "|\n");
  }
}

static void
append_conflicts (Page *page)
{
  for (int set = 0; set < page->view->n_conflicts; set++) {
    const PlnConflict *conflict = &page->view->conflicts[set];

    g_string_append (page->out, "\nThese cannot all hold:\n\n");
    for (int i = 0; i < conflict->n_members; i++) {
      g_string_append (page->out, "- ");
      append_text (page->out, conflict->members[i].text ? conflict->members[i].text : conflict->members[i].rule);
      g_string_append_c (page->out, '\n');
    }
  }
}

/* The proof is for those who judge the plan; without a plan it is all there is. */
static void
append_proof (Page *page)
{
  g_autofree char *proof = pln_findings_proof (page->view);

  append_conflicts (page);
  if (page->options->audience == PLN_AUDIENCE_CHAIRS || page->view->status >= PLN_STATUS_INFEASIBLE)
    g_string_append_printf (page->out, "\n%s\n", proof);
}

GString *
pln_markdown_write (const PlnAgenda *view, const PlnFormatOptions *options, GError **error)
{
  Page page = { .out = g_string_new ("# "), .view = view, .options = options, .has_rooms = pln_timetable_has_rooms (view) };

  for (int c = 0; c < N_COLUMNS; c++)
    page.cells[c] = g_string_new (NULL);
  append_text (page.out, view->title ? view->title : "Agenda");
  g_string_append_c (page.out, '\n');
  append_logistics (&page);
  if (view->notes)
    append_paragraphs (&page, view->notes);
  if (pln_page_has_closed (view))
    g_string_append (page.out, "\nA closed session is marked \"members only\".\n");
  for (int day = 0; day < view->n_days; day++)
    append_day (&page, day);
  append_unplaced (&page);
  append_documents (&page);
  append_actions (&page);
  append_proof (&page);
  for (int c = 0; c < N_COLUMNS; c++)
    g_string_free (page.cells[c], TRUE);
  return page.out;
}
