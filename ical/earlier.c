/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/earlier.h"
#include "ical/envelope.h"
#include "ical/people.h"
#include "ical/scan.h"
#include "ical/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

G_DEFINE_QUARK (pln_earlier_error, pln_earlier_error)

#define MOST_BYTES (16 * 1024 * 1024)

static void
event_free (gpointer data)
{
  PlnEarlierEvent *event = data;

  g_free (event->uid);
  g_free (event->modified);
  g_ptr_array_unref (event->lines);
  g_free (event);
}

PlnEarlier *
pln_earlier_new (void)
{
  PlnEarlier *earlier = g_new0 (PlnEarlier, 1);

  earlier->events = g_ptr_array_new_with_free_func (event_free);
  earlier->by_uid = g_hash_table_new (g_str_hash, g_str_equal);
  return earlier;
}

void
pln_earlier_free (PlnEarlier *earlier)
{
  if (!earlier)
    return;
  g_hash_table_unref (earlier->by_uid);
  g_ptr_array_unref (earlier->events);
  g_free (earlier);
}

static const PlnContentLine *
find_line (const GPtrArray *lines, const char *name)
{
  for (guint i = 0; i < lines->len; i++)
    if (strcmp (((const PlnContentLine *) lines->pdata[i])->name, name) == 0)
      return lines->pdata[i];
  return NULL;
}

void
pln_earlier_add (PlnEarlier *earlier, GPtrArray *lines, int sequence, const char *modified)
{
  const PlnContentLine *uid = find_line (lines, "UID");
  const PlnContentLine *status = find_line (lines, "STATUS");
  PlnEarlierEvent *event;

  if (!uid || uid->value[strspn (uid->value, " \t")] == '\0' || g_hash_table_contains (earlier->by_uid, uid->value)) {
    g_ptr_array_unref (lines);
    return;
  }
  event = g_new0 (PlnEarlierEvent, 1);
  event->uid = g_strdup (uid->value);
  event->sequence = sequence;
  event->modified = g_strdup (modified);
  event->lines = lines;
  event->is_cancelled = status && strcmp (status->value, "CANCELLED") == 0;
  g_ptr_array_add (earlier->events, event);
  g_hash_table_insert (earlier->by_uid, event->uid, event);
}

PlnEarlierEvent *
pln_earlier_find (const PlnEarlier *earlier, const char *uid)
{
  return g_hash_table_lookup (earlier->by_uid, uid);
}

/* -- Reading ------------------------------------------------------------------------------------- */

/* Where the value of a content line begins: after the first colon outside quotes. NULL for none. */
static char *
value_of (char *line)
{
  bool quoted = false;

  for (char *p = line; *p; p++) {
    quoted ^= *p == '"';
    if (*p == ':' && !quoted)
      return p + 1;
  }
  return NULL;
}

static void
add_parsed (GPtrArray *lines, char *line)
{
  char *value = value_of (line);
  char *params;
  g_autofree char *name = NULL;

  if (!value)
    return;
  value[-1] = '\0';
  params = strchr (line, ';');
  name = params ? g_strndup (line, (gsize) (params - line)) : g_strdup (line);
  pln_content_add (lines, name, params ? params : "", value);
}

static char **
unfold (GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GString) text = NULL;

  if (length > MOST_BYTES || !data || !g_utf8_validate (data, (gssize) length, NULL)) {
    g_set_error (error, PLN_EARLIER_ERROR, PLN_EARLIER_ERROR_SYNTAX, "not a calendar in UTF-8 of at most 16 MiB");
    return NULL;
  }
  text = g_string_new_len (data, (gssize) length);
  g_string_replace (text, "\r\n", "\n", 0);
  g_string_replace (text, "\n ", "", 0);
  g_string_replace (text, "\n\t", "", 0);
  for (char *c = text->str; *c; c++)
    if (*c != '\n' && *c != '\t' && g_ascii_iscntrl (*c))
      *c = ' ';
  return g_strsplit (text->str, "\n", -1);
}

/* The component under way. */
typedef struct
{
  GPtrArray *lines; /* NULL outside VEVENT and VTODO */
  int depth;
  int sequence;
  char *modified;
} Draft;

static void
take_line (Draft *draft, PlnEarlier *earlier, char *line)
{
  bool begins = g_str_has_prefix (line, "BEGIN:"), ends = g_str_has_prefix (line, "END:");

  if (!draft->lines && (strcmp (line, "BEGIN:VEVENT") == 0 || strcmp (line, "BEGIN:VTODO") == 0)) {
    draft->lines = pln_content_new ();
    draft->depth = 0;
    draft->sequence = 0;
    g_clear_pointer (&draft->modified, g_free);
  }
  if (!draft->lines)
    return;
  draft->depth += begins - ends;
  if (draft->depth == 1 && g_str_has_prefix (line, "SEQUENCE:"))
    draft->sequence = (int) CLAMP (strtol (line + strlen ("SEQUENCE:"), NULL, 10), 0, G_MAXINT / 2);
  else if (draft->depth == 1 && g_str_has_prefix (line, "LAST-MODIFIED:"))
    draft->modified = (g_free (draft->modified), g_strdup (line + strlen ("LAST-MODIFIED:")));
  else
    add_parsed (draft->lines, line);
  if (draft->depth <= 0)
    pln_earlier_add (earlier, g_steal_pointer (&draft->lines), draft->sequence, draft->modified);
}

/* Of others' files nothing is known to have been an item of ours: all in them would be cancelled. */
static bool
is_ours (char **lines)
{
  for (int i = 0; lines[i] && !g_str_has_prefix (lines[i], "BEGIN:VEVENT"); i++)
    if (strcmp (lines[i], "PRODID:" PLN_ENVELOPE_PRODID) == 0)
      return true;
  return false;
}

PlnEarlier *
pln_earlier_read (GBytes *bytes, GError **error)
{
  g_auto (GStrv) lines = unfold (bytes, error);
  g_autoptr (PlnEarlier) earlier = NULL;
  Draft draft = { 0 };

  if (!lines)
    return NULL;
  if (g_strcmp0 (lines[0], "BEGIN:VCALENDAR") != 0) { /* NULL: only folds */
    g_set_error (error, PLN_EARLIER_ERROR, PLN_EARLIER_ERROR_SYNTAX, "not a calendar: BEGIN:VCALENDAR is missing");
    return NULL;
  }
  if (!is_ours (lines)) {
    g_set_error (error, PLN_EARLIER_ERROR, PLN_EARLIER_ERROR_SYNTAX,
                 "not a calendar that Plenary wrote: its PRODID is another");
    return NULL;
  }
  earlier = pln_earlier_new ();
  for (int i = 0; lines[i]; i++)
    take_line (&draft, earlier, lines[i]);
  g_clear_pointer (&draft.lines, g_ptr_array_unref);
  g_free (draft.modified);
  return g_steal_pointer (&earlier);
}

/* -- Comparing ----------------------------------------------------------------------------------- */

static bool
is_stamp (const PlnContentLine *line)
{
  return strcmp (line->name, "DTSTAMP") == 0;
}

static bool
lines_are_equal (const PlnContentLine *a, const PlnContentLine *b)
{
  return strcmp (a->name, b->name) == 0
         && (is_stamp (a) || (strcmp (a->params, b->params) == 0 && strcmp (a->value, b->value) == 0));
}

bool
pln_earlier_is_same (const PlnEarlierEvent *event, const GPtrArray *lines)
{
  if (event->lines->len != lines->len)
    return false;
  for (guint i = 0; i < lines->len; i++)
    if (!lines_are_equal (event->lines->pdata[i], lines->pdata[i]))
      return false;
  return true;
}

/* -- Cancelling ---------------------------------------------------------------------------------- */

/* The minute that a DTSTART or DTEND line of ours means. */
static bool
read_time (const PlnContentLine *line, int *minute)
{
  static const char tzid[] = ";TZID=";
  PlnCivil civil = { 0 };
  int seconds, n = 0;
  g_autoptr (PlnZone) zone = NULL;

  if (!line
      || sscanf (line->value, "%4d%2d%2dT%2d%2d%2d%n", &civil.year, &civil.month, &civil.day, &civil.hour,
                 &civil.minute, &seconds, &n) != 6
      || !pln_civil_is_valid (civil))
    return false;
  if (strcmp (line->value + n, "Z") == 0)
    zone = pln_zone_new ("UTC");
  else if (g_str_has_prefix (line->params, tzid))
    zone = pln_zone_new (line->params + strlen (tzid));
  if (!zone)
    return false;
  *minute = pln_zone_to_minute (zone, civil);
  return true;
}

/* Copies a line that is as we write such lines: between us the file may have been in other hands. */
static void
copy_sound (GPtrArray *lines, const PlnContentLine *line, const char *params, const char *value)
{
  if (line && g_regex_match_simple (params, line->params, 0, 0) && g_regex_match_simple (value, line->value, 0, 0))
    pln_content_add_copy (lines, line, line->value);
}

/* Who was invited must be told (RFC 5546 3.2.5); an earlier file may have more addresses than the view. */
static void
copy_attendees (GPtrArray *lines, const PlnEarlierEvent *event)
{
  for (guint i = 0; i < event->lines->len; i++) {
    const PlnContentLine *line = event->lines->pdata[i];

    if (strcmp (line->name, "ATTENDEE") == 0)
      copy_sound (lines, line, "^;CN=(\"[^\"]*\"|[^\";:,]*);ROLE=[A-Z-]+;PARTSTAT=[A-Z-]+;RSVP=[A-Z]+$",
                  "^(mailto|invalid):[!-~]+$");
  }
}

/* A text as it reads, to be written anew: lines of a file carry it as it was written. */
static char *
text_of (const PlnContentLine *line)
{
  return line->meant ? g_strdup (line->meant) : pln_ics_text (line->value);
}

static GPtrArray *
begin (const PlnEarlierEvent *event, const PlnEntryWriter *writer, const char *component)
{
  g_autofree char *uid = text_of (find_line (event->lines, "UID"));

  return pln_entry_begin (writer, component, uid);
}

static void
add_title (GPtrArray *lines, const PlnContentLine *title)
{
  g_autofree char *text = text_of (title);
  g_autofree char *line = pln_content_clean_line (text);

  pln_content_add_text (lines, "SUMMARY", "", line);
}

static GPtrArray *
cancelled_event (const PlnEarlierEvent *event, const PlnEntryWriter *writer, int *start)
{
  const PlnContentLine *class = find_line (event->lines, "CLASS");
  const PlnContentLine *title = find_line (event->lines, "SUMMARY");
  bool is_public = class && strcmp (class->value, "PUBLIC") == 0;
  GPtrArray *lines;
  int end;

  if (!read_time (find_line (event->lines, "DTSTART"), start) || !read_time (find_line (event->lines, "DTEND"), &end))
    return NULL;
  lines = begin (event, writer, "VEVENT");
  pln_entry_add_span (lines, writer, *start, end);
  if (title && (is_public || writer->options->audience != PLN_AUDIENCE_PUBLIC))
    add_title (lines, title);
  else
    pln_content_add_text (lines, "SUMMARY", "", "Closed session");
  pln_content_add (lines, "STATUS", "", "CANCELLED");
  pln_content_add (lines, "CLASS", "", is_public ? "PUBLIC" : "PRIVATE");
  pln_content_add (lines, "TRANSP", "", "TRANSPARENT");
  return lines;
}

static GPtrArray *
cancelled_task (const PlnEarlierEvent *event, const PlnEntryWriter *writer)
{
  const PlnContentLine *title = find_line (event->lines, "SUMMARY");
  GPtrArray *lines = begin (event, writer, "VTODO");

  if (title)
    add_title (lines, title);
  copy_sound (lines, find_line (event->lines, "DTSTART"), "^;VALUE=DATE$", "^\\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])$");
  copy_sound (lines, find_line (event->lines, "DUE"), "^;VALUE=DATE$", "^\\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])$");
  copy_sound (lines, find_line (event->lines, "PRIORITY"), "^$", "^\\d$");
  pln_content_add (lines, "STATUS", "", "CANCELLED");
  return lines;
}

GPtrArray *
pln_earlier_cancel (const PlnEarlierEvent *event, const PlnEntryWriter *writer, int *start)
{
  const char *component = ((const PlnContentLine *) event->lines->pdata[0])->value;
  GPtrArray *lines = NULL;

  if (strcmp (component, writer->options->actions ? "VTODO" : "VEVENT") != 0)
    return NULL;
  *start = 0;
  lines = writer->options->actions ? cancelled_task (event, writer) : cancelled_event (event, writer, start);
  if (!lines)
    return NULL;
  pln_people_add_organizer (lines, writer);
  if (writer->options->method == PLN_METHOD_REQUEST && writer->options->audience == PLN_AUDIENCE_CHAIRS)
    copy_attendees (lines, event);
  pln_content_end (lines, component);
  return lines;
}
