/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/clock.h"
#include "format/findings.h"
#include "format/format.h"
#include "format/html-day.h"
#include "format/markup.h"
#include "format/page.h"
#include "format/timetable.h"
#include "model/directory.h"
#include "model/duration.h"

#include <string.h>

#define MOST_ATTENDEES 24 /* shown without being asked */

/* Made from data/agenda.css and data/agenda.js: the page stands alone. NUL-terminated. */
extern const unsigned char pln_html_style[], pln_html_script[];
extern const size_t pln_html_script_length;

/* -- Head ---------------------------------------------------------------------------------------- */

static void
append_head (PlnHtmlPage *page, const char *title)
{
  g_autofree char *hash = pln_markup_hash ((const char *) pln_html_script, pln_html_script_length);

  g_string_append_printf (page->out,
                          "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                          "style-src 'unsafe-inline'; script-src '%s'; img-src data:; base-uri 'none'; "
                          "form-action 'none'\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                          "<meta name=\"referrer\" content=\"no-referrer\">\n"
                          "<meta name=\"generator\" content=\"Plenary\">\n",
                          hash);
  pln_markup_append_element (page->out, "title", NULL, title);
  g_string_append_printf (page->out, "\n<style>\n%s</style>\n</head>\n", (const char *) pln_html_style);
}

/* -- Header -------------------------------------------------------------------------------------- */

static void
append_facts (PlnHtmlPage *page)
{
  const PlnAgenda *view = page->view;
  g_autofree char *dates = pln_timetable_format_dates (view);

  if (page->options->person) {
    g_string_append (page->out, "<p>For ");
    pln_markup_append_element (page->out, "b", NULL, pln_directory_person_name (view, page->options->person));
    g_string_append (page->out, "</p>\n");
  }
  g_string_append (page->out, "<p class=\"facts\">");
  pln_markup_append (page->out, dates);
  if (view->location) {
    g_string_append (page->out, dates[0] ? " · " : "");
    pln_markup_append (page->out, view->location);
  }
  g_string_append_printf (page->out, " · all times %s</p>\n", pln_zone_name (view->zone));
  if (view->conference) {
    g_string_append (page->out, "<p>Conference: ");
    pln_markup_append_link (page->out, NULL, view->conference);
    g_string_append (page->out, "</p>\n");
  }
}

static void
append_people (PlnHtmlPage *page)
{
  const PlnAgenda *view = page->view;
  g_autofree char *attendees = pln_page_attendees (view);

  if (view->organizer) {
    g_string_append (page->out, "<p class=\"facts\">Organizer: ");
    pln_markup_append (page->out, pln_directory_person_name (view, view->organizer));
    g_string_append (page->out, "</p>\n");
  }
  if (view->n_people > MOST_ATTENDEES) {
    g_string_append_printf (page->out, "<details class=\"attendees\"><summary>%d attendees</summary>", view->n_people);
    pln_markup_append_element (page->out, "p", NULL, attendees);
    g_string_append (page->out, "</details>\n");
  } else if (attendees[0]) {
    g_string_append (page->out, "<p class=\"attendees\">Attendees: ");
    pln_markup_append (page->out, attendees);
    g_string_append (page->out, "</p>\n");
  }
}

static void
append_navigation (PlnHtmlPage *page)
{
  if (page->view->n_days < 2)
    return;
  g_string_append (page->out, "<nav aria-label=\"Days\"><ul>");
  for (int i = 0; i < page->view->n_days; i++) {
    g_autofree char *date = pln_clock_format_date (page->view->days[i].date);

    g_string_append_printf (page->out, "<li><a href=\"#d%s\">%s %s</a></li>", date,
                            pln_clock_weekday (page->view->days[i].date), date);
  }
  g_string_append (page->out, "</ul></nav>\n");
}

static void
append_header (PlnHtmlPage *page, const char *title)
{
  g_string_append (page->out, "<a class=\"skip\" href=\"#agenda\">Skip to the agenda</a>\n<header>\n");
  pln_markup_append_element (page->out, "h1", NULL, title);
  g_string_append_c (page->out, '\n');
  append_facts (page);
  append_people (page);
  pln_markup_append_element (page->out, "p", "notes", page->view->notes);
  append_navigation (page);
  g_string_append (page->out, "</header>\n");
}

/* -- Filters ------------------------------------------------------------------------------------- */

static void
append_option (PlnHtmlPage *page, const char *value, const char *text, guint number)
{
  g_string_append (page->out, "<option");
  pln_markup_append_attribute (page->out, "value", value);
  g_string_append_printf (page->out, " data-n=\"%u\">", number);
  pln_markup_append (page->out, text);
  g_string_append (page->out, "</option>");
}

/* Hidden until the script, which alone can answer to them, shows them. */
static void
append_filters (PlnHtmlPage *page)
{
  const PlnAgenda *view = page->view;

  g_string_append (page->out, "<form id=\"filters\" aria-label=\"What to show\" hidden>\n");
  if (view->n_people > 0 && !page->options->person) {
    g_string_append (page->out, "<label><span>Person</span> <select name=\"person\"><option value=\"\">everybody</option>");
    for (int i = 0; i < view->n_people; i++)
      append_option (page, view->people[i].id, pln_directory_person_name (view, view->people[i].id), (guint) i);
    g_string_append (page->out, "</select></label>\n");
  }
  if (page->tracks->len > 0) {
    g_string_append (page->out, "<label><span>Track</span> <select name=\"track\"><option value=\"\">all</option>");
    for (guint t = 0; t < page->tracks->len; t++)
      append_option (page, page->tracks->pdata[t], page->tracks->pdata[t], t);
    g_string_append (page->out, "</select></label>\n");
  }
  g_string_append (page->out, "<label><input type=\"checkbox\" name=\"local\"> <span>Show my local time too<span id=\"zone\"></span></span></label>\n"
                              "<p id=\"shown\" role=\"status\"></p>\n</form>\n");
}

/* -- What stands below the days ------------------------------------------------------------------ */

static void
append_table_head (PlnHtmlPage *page, const char *id, const char *title, const char *const *columns)
{
  g_string_append_printf (page->out,
                          "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">%s</h2>\n"
                          "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"%s, as a table\"><table>\n<thead><tr>",
                          id, id, title, title);
  for (; *columns; columns++)
    g_string_append_printf (page->out, "<th scope=\"col\">%s</th>", *columns);
  g_string_append (page->out, "</tr></thead>\n<tbody>\n");
}

static void
append_cell (PlnHtmlPage *page, const char *text)
{
  g_string_append (page->out, "<td>");
  pln_markup_append (page->out, text ? text : "");
  g_string_append (page->out, "</td>");
}

static void
append_unplaced (PlnHtmlPage *page)
{
  static const char *const columns[] = { "Topic", "Requested by", "Time asked", "Why", NULL };

  if (page->view->n_unplaced == 0)
    return;
  append_table_head (page, "unplaced", "Not placed", columns);
  for (int i = 0; i < page->view->n_unplaced; i++) {
    const PlnUnplaced *row = &page->view->unplaced[i];
    g_autofree char *who = pln_directory_join_names (page->view, row->requested_by, ", ");
    g_autofree char *asked = row->asked > 0 ? pln_duration_format (row->asked) : NULL;

    g_string_append (page->out, "<tr>");
    append_cell (page, row->title ? row->title : row->topic);
    append_cell (page, who);
    append_cell (page, asked);
    append_cell (page, row->why);
    g_string_append (page->out, "</tr>\n");
  }
  g_string_append (page->out, "</tbody></table></div>\n</section>\n");
}

static void
append_actions (PlnHtmlPage *page)
{
  static const char *const columns[] = { "Description", "Due", "Assignee", "Appears on", NULL };

  if (page->view->n_actions == 0)
    return;
  append_table_head (page, "actions", "Action items", columns);
  for (int i = 0; i < page->view->n_actions; i++) {
    const PlnAction *action = &page->view->actions[i];
    g_autofree char *text = g_strdup_printf ("%s%s", action->text, action->done ? " (done)" : "");

    g_string_append (page->out, "<tr>");
    append_cell (page, text);
    append_cell (page, action->due);
    append_cell (page, action->assignee ? pln_directory_person_name (page->view, action->assignee) : NULL);
    append_cell (page, action->from);
    g_string_append (page->out, "</tr>\n");
  }
  g_string_append (page->out, "</tbody></table></div>\n</section>\n");
}

static void
append_warnings (PlnHtmlPage *page)
{
  if (page->view->n_warnings == 0)
    return;
  g_string_append (page->out, "<section aria-labelledby=\"missed\">\n<h2 id=\"missed\">Wishes missed</h2>\n<ul>\n");
  for (int i = 0; i < page->view->n_warnings; i++)
    pln_markup_append_element (page->out, "li", NULL, page->view->warnings[i].text);
  g_string_append (page->out, "\n</ul>\n</section>\n");
}

static void
append_conflicts (PlnHtmlPage *page)
{
  for (int set = 0; set < page->view->n_conflicts; set++) {
    const PlnConflict *conflict = &page->view->conflicts[set];

    g_string_append_printf (page->out, "<section aria-labelledby=\"c%d\">\n<h2 id=\"c%d\">These cannot all hold</h2>\n<ul>\n", set,
                            set);
    for (int i = 0; i < conflict->n_members; i++)
      pln_markup_append_element (page->out, "li", NULL,
                                 conflict->members[i].text ? conflict->members[i].text : conflict->members[i].rule);
    g_string_append (page->out, "\n</ul>\n</section>\n");
  }
}

static void
append_footer (PlnHtmlPage *page)
{
  const PlnAgenda *view = page->view;
  g_autofree char *proof = pln_findings_proof (view);
  g_autoptr (GDateTime) stamp = view->stamp >= 0 ? g_date_time_new_from_unix_utc (view->stamp) : NULL;
  g_autofree char *planned = stamp ? g_date_time_format (stamp, "%Y-%m-%d %H:%M UTC") : NULL;

  g_string_append_printf (page->out, "<footer><p>Revision %d", view->revision);
  if (planned)
    g_string_append_printf (page->out, ", planned %s", planned);
  g_string_append_printf (page->out, ". All times are %s.", pln_zone_name (view->zone));
  if (page->options->audience == PLN_AUDIENCE_CHAIRS || view->status >= PLN_STATUS_INFEASIBLE)
    g_string_append_printf (page->out, " %c%s.", g_ascii_toupper (proof[0]), proof + 1);
  g_string_append (page->out, "</p></footer>\n");
}

GString *
pln_html_write (const PlnAgenda *view, const PlnFormatOptions *options, GError **error)
{
  g_autoptr (GPtrArray) tracks = pln_html_tracks (view);
  PlnHtmlPage page = { .out = g_string_new (NULL),
                       .view = view,
                       .has_rooms = pln_timetable_has_rooms (view),
                       .options = options,
                       .tracks = tracks };
  const char *title = view->title && view->title[0] ? view->title : "Agenda";

  append_head (&page, title);
  g_string_append (page.out, page.has_rooms ? "<body class=\"rooms\">\n" : "<body>\n");
  append_header (&page, title);
  append_filters (&page);
  g_string_append (page.out, "<main id=\"agenda\">\n");
  for (int day = 0; day < view->n_days; day++)
    pln_html_append_day (&page, &view->days[day]);
  append_unplaced (&page);
  append_warnings (&page);
  append_conflicts (&page);
  append_actions (&page);
  g_string_append (page.out, "</main>\n");
  append_footer (&page);
  g_string_append_printf (page.out, "<script>%s</script>\n</body>\n</html>\n", (const char *) pln_html_script);
  return page.out;
}
