/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/findings.h"
#include "format/format.h"
#include "format/markdown-day.h"
#include "format/markdown-text.h"
#include "format/page.h"
#include "format/timetable.h"
#include "model/directory.h"
#include "model/duration.h"

/* -- What stands around the days ----------------------------------------------------------------- */

static void
append_fact (PlnMarkdownPage *page, const char *label, const char *text, bool *any)
{
  if (!text || !text[0])
    return;
  g_string_append_printf (page->out, "%s**%s** ", *any ? " · " : "", label);
  pln_markdown_append_text (page->out, text);
  *any = true;
}

static void
append_logistics (PlnMarkdownPage *page)
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
    pln_markdown_append_link (page->out, NULL, view->conference);
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
append_paragraphs (PlnMarkdownPage *page, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (int i = 0; lines[i]; i++) {
    if (!g_strstrip (lines[i])[0])
      continue;
    g_string_append_c (page->out, '\n');
    pln_markdown_append_text (page->out, lines[i]);
    g_string_append_c (page->out, '\n');
  }
}

static void
append_cell (PlnMarkdownPage *page, const char *text)
{
  g_string_append (page->out, text && text[0] ? "| " : "|");
  pln_markdown_append_text (page->out, text ? text : "");
  g_string_append_c (page->out, ' ');
}

static void
append_unplaced (PlnMarkdownPage *page)
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
append_documents (PlnMarkdownPage *page)
{
  bool any = false;

  for (int day = 0; day < page->view->n_days; day++)
    for (int b = 0; b < page->view->days[day].n_blocks; b++)
      for (int i = 0; i < page->view->days[day].blocks[b].n_items; i++) {
        const PlnAgendaItem *item = &page->view->days[day].blocks[b].items[i];

        for (int k = 0; k < item->n_attachments; k++) {
          g_string_append (page->out, any ? "- " : "\n## Attached documents\n\n- ");
          pln_markdown_append_link (page->out, item->attachments[k].title, item->attachments[k].uri);
          g_string_append (page->out, ", ");
          pln_markdown_append_text (page->out, pln_directory_item_title (item));
          g_string_append_c (page->out, '\n');
          any = true;
        }
      }
}

static void
append_actions (PlnMarkdownPage *page)
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
append_conflicts (PlnMarkdownPage *page)
{
  for (int set = 0; set < page->view->n_conflicts; set++) {
    const PlnConflict *conflict = &page->view->conflicts[set];

    g_string_append (page->out, "\nThese cannot all hold:\n\n");
    for (int i = 0; i < conflict->n_members; i++) {
      g_string_append (page->out, "- ");
      pln_markdown_append_text (page->out, conflict->members[i].text ? conflict->members[i].text : conflict->members[i].rule);
      g_string_append_c (page->out, '\n');
    }
  }
}

/* The proof is for those who judge the plan; without a plan it is all there is. */
static void
append_proof (PlnMarkdownPage *page)
{
  g_autofree char *proof = pln_findings_proof (page->view);

  append_conflicts (page);
  if (page->options->audience == PLN_AUDIENCE_CHAIRS || page->view->status >= PLN_STATUS_INFEASIBLE)
    g_string_append_printf (page->out, "\n%s\n", proof);
}

GString *
pln_markdown_write (const PlnAgenda *view, const PlnFormatOptions *options, GError **error)
{
  g_autoptr (GHashTable) shared_titles = pln_page_shared_titles (view);
  PlnMarkdownPage page = { g_string_new ("# "), view, options, shared_titles };

  pln_markdown_append_text (page.out, view->title ? view->title : "Agenda");
  g_string_append_c (page.out, '\n');
  if (options->person) {
    g_string_append (page.out, "\nFor ");
    pln_markdown_append_text (page.out, pln_directory_person_name (view, options->person));
    g_string_append_c (page.out, '\n');
  }
  append_logistics (&page);
  if (view->notes)
    append_paragraphs (&page, view->notes);
  if (pln_page_has_closed (view))
    g_string_append (page.out, "\nA closed session is marked \"members only\".\n");
  for (int day = 0; day < view->n_days; day++)
    pln_markdown_append_day (&page, day);
  append_unplaced (&page);
  append_documents (&page);
  append_actions (&page);
  append_proof (&page);
  return page.out;
}
