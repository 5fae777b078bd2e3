/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/envelope.h"
#include "ical/vtimezone.h"
#include "ical/writer.h"
#include "model/directory.h"

bool
pln_envelope_is_in_utc (const PlnAgenda *view)
{
  return pln_vtimezone_is_utc (view->zone);
}

static void
add_names (GPtrArray *lines, const PlnEntryWriter *writer)
{
  const PlnAgenda *view = writer->view;
  const char *person = writer->options->person ? pln_directory_person_name (view, writer->options->person) : NULL;
  g_autofree char *title = pln_content_clean_line (view->title ? view->title : "Agenda");
  g_autofree char *name = g_strconcat (title, writer->options->actions ? ", action items" : "", person ? " - " : "",
                                       person, NULL);
  g_autofree char *id = g_strconcat ("calendar/", writer->options->actions ? "actions" : "items", NULL);
  g_autofree char *uid = pln_agenda_item_uid (view->id ? view->id : "", id, NULL);
  g_autofree char *stamp = pln_entry_format_stamp (view->stamp);

  pln_content_add_text (lines, "NAME", "", name);
  pln_content_add_text (lines, "X-WR-CALNAME", "", name);
  pln_content_add_text (lines, "UID", "", uid);
  pln_content_add (lines, "LAST-MODIFIED", "", stamp);
}

/* What a feed is called and how often to ask for it. */
static void
add_feed (GPtrArray *lines, const PlnEntryWriter *writer)
{
  add_names (lines, writer);
  pln_content_add (lines, "REFRESH-INTERVAL", ";VALUE=DURATION", "PT4H");
  pln_content_add_text (lines, "X-PUBLISHED-TTL", "", "PT4H");
  pln_content_add_text (lines, "X-WR-TIMEZONE", "", pln_zone_name (writer->view->zone));
}

static bool
uses_zone (const GPtrArray *component)
{
  for (guint i = 0; i < component->len; i++)
    if (g_str_has_prefix (((const PlnContentLine *) component->pdata[i])->params, ";TZID="))
      return true;
  return false;
}

/* The zone, if an event names it: before them all, for readers that look back and never ahead. */
static void
add_zone (GPtrArray *lines, const PlnEntryWriter *writer, const GPtrArray *components, int start, int end)
{
  for (guint i = 0; i < components->len; i++)
    if (uses_zone (components->pdata[i])) {
      pln_vtimezone_write (lines, writer->view->zone, start, end);
      return;
    }
}

GPtrArray *
pln_envelope_wrap (const PlnEntryWriter *writer, const char *method, GPtrArray *components, int start, int end)
{
  GPtrArray *lines = pln_content_new ();

  pln_content_begin (lines, "VCALENDAR");
  pln_content_add (lines, "VERSION", "", "2.0");
  pln_content_add (lines, "PRODID", "", PLN_ENVELOPE_PRODID);
  pln_content_add (lines, "CALSCALE", "", "GREGORIAN");
  if (method)
    pln_content_add (lines, "METHOD", "", method);
  if (writer->options->method != PLN_METHOD_REQUEST)
    add_feed (lines, writer);
  add_zone (lines, writer, components, start, end);
  for (guint i = 0; i < components->len; i++) {
    GPtrArray *component = components->pdata[i];

    while (component->len > 0)
      g_ptr_array_add (lines, g_ptr_array_steal_index (component, 0));
  }
  pln_content_end (lines, "VCALENDAR");
  return lines;
}
