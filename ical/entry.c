/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/entry.h"
#include "ical/description.h"
#include "ical/people.h"
#include "ical/writer.h"
#include "model/directory.h"
#include "model/moment.h"
#include "text/uri.h"

#include <string.h>

char *
pln_entry_format_stamp (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (MAX (seconds, 0));

  return g_date_time_format (time, "%Y%m%dT%H%M%SZ");
}

/* -- Times --------------------------------------------------------------------------------------- */

/* A clock time that comes twice means its first occurrence to every reader. */
static bool
is_plain (const PlnZone *zone, int minute)
{
  return pln_zone_to_minute (zone, pln_zone_to_civil (zone, minute)) == minute;
}

static void
add_time (GPtrArray *lines, const char *name, const PlnZone *zone, int minute, bool in_utc)
{
  PlnCivil local;
  g_autoptr (GString) params = g_string_new (NULL);
  g_autofree char *value = NULL;

  if (in_utc) {
    value = pln_entry_format_stamp ((gint64) minute * 60);
  } else {
    local = pln_zone_to_civil (zone, minute);
    pln_content_add_param (params, "TZID", pln_zone_name (zone));
    value = g_strdup_printf ("%04d%02d%02dT%02d%02d00", local.year, local.month, local.day, local.hour, local.minute);
  }
  pln_content_add (lines, name, params->str, value);
}

/* Both ends are written in the same way, so that no reader sees two zones in one event. */
void
pln_entry_add_span (GPtrArray *lines, const PlnEntryWriter *writer, int start, int end)
{
  const PlnZone *zone = writer->view->zone;
  bool in_utc = writer->in_utc || !is_plain (zone, start) || !is_plain (zone, end);

  add_time (lines, "DTSTART", zone, start, in_utc);
  add_time (lines, "DTEND", zone, end, in_utc);
}

GPtrArray *
pln_entry_begin (const PlnEntryWriter *writer, const char *component, const char *uid)
{
  GPtrArray *lines = pln_content_new ();
  g_autofree char *stamp = pln_entry_format_stamp (writer->view->stamp);

  pln_content_begin (lines, component);
  pln_content_add_text (lines, "UID", "", uid);
  pln_content_add (lines, "DTSTAMP", "", stamp);
  return lines;
}

static char *
uid_of (const PlnEntryWriter *writer, const char *kind, const char *id)
{
  g_autofree char *name = g_strconcat (kind, "/", id, NULL); /* no item id has a slash */

  return pln_agenda_item_uid (writer->view->id ? writer->view->id : "", name, NULL);
}

/* -- Items --------------------------------------------------------------------------------------- */

/* The public sees of a closed item its time and nothing else. */
static bool
is_bare (const PlnEntryWriter *writer, const PlnAgendaItem *item)
{
  return item->closed && writer->options->audience == PLN_AUDIENCE_PUBLIC;
}

static void
add_alarm (GPtrArray *lines, const PlnEntryWriter *writer, const char *uid, const char *title)
{
  g_autofree char *trigger = g_strdup_printf ("-PT%dM", writer->options->alarm_minutes);
  g_autofree char *alarm_uid = uid_of (writer, "alarm", uid);

  if (writer->options->alarm_minutes <= 0)
    return;
  pln_content_begin (lines, "VALARM");
  pln_content_add_text (lines, "UID", "", alarm_uid);
  pln_content_add (lines, "ACTION", "", "DISPLAY");
  pln_content_add (lines, "TRIGGER", "", trigger);
  pln_content_add_text (lines, "DESCRIPTION", "", title);
  pln_content_end (lines, "VALARM");
}

static void
add_links (GPtrArray *lines, const PlnEntryWriter *writer, const PlnAgendaItem *item)
{
  const char *conference = writer->view->conference;

  if (conference && pln_uri_is_link (conference))
    pln_content_add (lines, "CONFERENCE", ";VALUE=URI;FEATURE=VIDEO;LABEL=Conference", conference);
  for (int i = 0; i < item->n_attachments; i++)
    if (pln_uri_is_link (item->attachments[i].uri))
      pln_content_add (lines, "ATTACH", "", item->attachments[i].uri);
}

static void
note_part (PlnEntryWriter *writer, const PlnAgendaItem *item)
{
  GPtrArray *parts = g_hash_table_lookup (writer->parts, item->topic);

  if (!parts) {
    parts = g_ptr_array_new ();
    g_hash_table_insert (writer->parts, item->topic, parts);
  }
  g_ptr_array_add (parts, (gpointer) item);
}

void
pln_entry_writer_init (PlnEntryWriter *writer, const PlnAgenda *view, const PlnFormatOptions *options, bool in_utc)
{
  *writer = (PlnEntryWriter){ .view = view, .options = options, .in_utc = in_utc };
  writer->parts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  for (int day = 0; day < view->n_days; day++)
    for (int b = 0; b < view->days[day].n_blocks; b++)
      for (int i = 0; i < view->days[day].blocks[b].n_items; i++)
        note_part (writer, &view->days[day].blocks[b].items[i]);
}

void
pln_entry_writer_clear (PlnEntryWriter *writer)
{
  g_hash_table_unref (writer->parts);
}

/* The other parts of the same topic. */
static void
add_siblings (GPtrArray *lines, const PlnEntryWriter *writer, const PlnAgendaItem *item)
{
  const GPtrArray *parts = g_hash_table_lookup (writer->parts, item->topic);

  for (guint i = 0; i < parts->len; i++) {
    const PlnAgendaItem *part = parts->pdata[i];

    if (part != item && part->uid)
      pln_content_add_text (lines, "RELATED-TO", ";RELTYPE=SIBLING", part->uid);
  }
}

static void
add_place (GPtrArray *lines, const PlnEntryWriter *writer, const PlnAgendaItem *item)
{
  const char *room = pln_directory_room_name (writer->view, item->room);
  const char *location = writer->view->location;
  bool named = writer->view->n_rooms > 1 || !location || strcmp (item->room, "main") != 0;
  g_autofree char *place = location && named ? g_strdup_printf ("%s, %s", room, location) : NULL;
  g_autofree char *line = pln_content_clean_line (place ? place : named ? room : location);

  pln_content_add_text (lines, "LOCATION", "", line);
}

static void
add_title (GPtrArray *lines, const char *title)
{
  g_autofree char *line = pln_content_clean_line (title);

  pln_content_add_text (lines, "SUMMARY", "", line[0] ? line : "Untitled");
}

static const char *
status_of (const PlnEntryWriter *writer, bool contingent)
{
  return writer->options->final && !contingent ? "CONFIRMED" : "TENTATIVE";
}

GPtrArray *
pln_entry_of_item (const PlnEntryWriter *writer, const PlnAgendaBlock *block, const PlnAgendaItem *item)
{
  const char *title = pln_directory_item_title (item);
  g_autofree char *uid = item->uid ? g_strdup (item->uid) : uid_of (writer, "item", item->id);
  GPtrArray *lines = pln_entry_begin (writer, "VEVENT", uid);
  g_autofree char *description = is_bare (writer, item) ? NULL : pln_description_of_item (writer->view, block, item);

  pln_entry_add_span (lines, writer, item->start.minute, item->end.minute);
  add_title (lines, title);
  pln_content_add_text (lines, "DESCRIPTION", "", description);
  if (!is_bare (writer, item))
    add_place (lines, writer, item);
  pln_content_add (lines, "STATUS", "", status_of (writer, item->contingent != NULL));
  pln_content_add (lines, "CLASS", "", item->closed ? "PRIVATE" : "PUBLIC");
  pln_content_add (lines, "TRANSP", "", "OPAQUE");
  pln_content_add_texts (lines, "CATEGORIES", item->tags);
  if (is_bare (writer, item)) {
    pln_people_add_organizer (lines, writer);
  } else {
    add_links (lines, writer, item);
    add_siblings (lines, writer, item);
    pln_people_add_of_item (lines, writer, block, item);
  }
  add_alarm (lines, writer, uid, title);
  pln_content_end (lines, "VEVENT");
  return lines;
}

/* -- Breaks and action items --------------------------------------------------------------------- */

GPtrArray *
pln_entry_of_break (const PlnEntryWriter *writer, const PlnAgendaDay *day, int index)
{
  const PlnAgendaBreak *rest = &day->breaks[index];
  g_autofree char *date = pln_date_format (day->date);
  g_autofree char *id = g_strdup_printf ("%s/%d", date, index + 1);
  g_autofree char *uid = uid_of (writer, "break", id);
  GPtrArray *lines = pln_entry_begin (writer, "VEVENT", uid);

  pln_entry_add_span (lines, writer, rest->start.minute, rest->end.minute);
  add_title (lines, rest->title ? rest->title : "Break");
  pln_content_add (lines, "STATUS", "", status_of (writer, false));
  pln_content_add (lines, "CLASS", "", "PUBLIC");
  pln_content_add (lines, "TRANSP", "", "TRANSPARENT");
  pln_people_add_organizer (lines, writer);
  pln_content_end (lines, "VEVENT");
  return lines;
}

static void
add_date (GPtrArray *lines, const char *name, int days)
{
  PlnCivil civil = pln_civil_from_days (days);
  g_autofree char *value = g_strdup_printf ("%04d%02d%02d", civil.year, civil.month, civil.day);

  pln_content_add (lines, name, ";VALUE=DATE", value);
}

/* RFC 5546 asks of a published to-do that it start and have a priority; no later than it is due. */
static void
add_published (GPtrArray *lines, const PlnEntryWriter *writer, bool has_due, int due)
{
  int day = (int) (MAX (writer->view->stamp, 0) / 86400);

  if (writer->options->method == PLN_METHOD_NONE)
    return;
  add_date (lines, "DTSTART", has_due ? MIN (due, day) : day);
  pln_content_add (lines, "PRIORITY", "", "0");
  pln_people_add_organizer (lines, writer);
}

GPtrArray *
pln_entry_of_action (const PlnEntryWriter *writer, const PlnAction *action)
{
  g_autofree char *uid = uid_of (writer, "action", action->id);
  GPtrArray *lines = pln_entry_begin (writer, "VTODO", uid);
  g_autoptr (GString) description = g_string_new (NULL);
  int due = 0;
  bool has_due = action->due && pln_date_parse (action->due, &due);

  add_title (lines, action->text);
  if (action->from)
    g_string_append_printf (description, "From: %s\n", action->from);
  if (action->due && !has_due)
    g_string_append_printf (description, "Due: %s\n", action->due);
  pln_content_add_text (lines, "DESCRIPTION", "", description->str);
  if (has_due)
    add_date (lines, "DUE", due);
  pln_content_add (lines, "STATUS", "", action->done ? "COMPLETED" : "NEEDS-ACTION");
  if (action->done)
    pln_content_add (lines, "PERCENT-COMPLETE", "", "100");
  if (action->assignee)
    pln_people_add_assignee (lines, writer, action->assignee);
  add_published (lines, writer, has_due, due);
  pln_content_end (lines, "VTODO");
  return lines;
}
