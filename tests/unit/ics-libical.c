/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The scanner and the readers of values against libical, on every calendar of other projects: each component that the
 * scanner made is written out again line by line, read by libical, and every value that libical finds must be the one
 * that ours finds in the line. docs/calendars.md says why libical is a second reader here and not the first one. */

#include "ical/libical.h"
#include "ical/property.h"
#include "ical/rule.h"
#include "ical/value.h"

#include <string.h>

/* What was compared, and how it ended. */
typedef struct
{
  int components, values;
  int lost;    /* values that libical drops */
  int lenient; /* values that libical takes and we refuse */
  int wrong;
} Tally;

static bool
is_text (PlnIcsName name)
{
  return name == PLN_ICS_UID || name == PLN_ICS_SUMMARY || name == PLN_ICS_LOCATION || name == PLN_ICS_CONTACT;
}

static bool
is_list (PlnIcsName name)
{
  return name == PLN_ICS_EXDATE || name == PLN_ICS_RDATE || name == PLN_ICS_FREEBUSY;
}

/* What a value means, in one notation. NULL: nothing that we take. Returns: (transfer full) (nullable) */
static char *
meaning (PlnIcsName name, const char *text, size_t length)
{
  PlnIcsMoment moment;
  PlnIcsLength span;
  PlnIcsPeriod period;
  g_autofree char *copy = g_strndup (text, length);
  const char *complaint;
  PlnRule rule = { 0 };
  int seconds;

  if (name == PLN_ICS_RRULE) {
    if (pln_rule_read (copy, &rule, &complaint) == PLN_RULE_UNREADABLE)
      return NULL;
    return g_compute_checksum_for_data (G_CHECKSUM_MD5, (const guchar *) &rule, sizeof rule);
  }
  if (name == PLN_ICS_TZOFFSETFROM || name == PLN_ICS_TZOFFSETTO)
    return pln_ics_offset_read (copy, &seconds) ? g_strdup_printf ("%d", seconds) : NULL;
  if (pln_ics_moment_read (text, length, &moment))
    return g_strdup_printf ("%" G_GINT64_FORMAT " %d %d", moment.wall, moment.is_date, moment.is_utc);
  if (pln_ics_length_read (text, length, &span))
    return g_strdup_printf ("%" G_GINT64_FORMAT " s", span.days * PLN_DAY_SECONDS + span.seconds);
  if (pln_ics_period_read (text, length, &period))
    return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, period.start.wall,
                            period.has_end ? period.end.wall : 0, period.length.days * PLN_DAY_SECONDS + period.length.seconds);
  return NULL;
}

/* Dates and the like, and texts; what else there is (a STATUS, an address) is compared as it stands. */
static char *
ours (PlnIcsName name, const char *item, size_t length)
{
  if (is_text (name)) {
    g_autofree char *copy = g_strndup (item, length);

    return g_strstrip (pln_ics_text (copy)); /* libical drops blanks around a text */
  }
  return meaning (name, item, length);
}

static char *
theirs (const PlnLibical *ical, PlnIcsName name, icalproperty *property)
{
  icalvalue *value = ical->icalproperty_get_value (property);
  char *text = ical->icalproperty_get_property_name_r (property), *result;
  bool is_error = strcmp (text, "X-LIC-ERROR") == 0;

  ical->icalmemory_free_buffer (text);
  if (!value || is_error)
    return NULL;
  if (is_text (name))
    return ical->icalvalue_isa (value) == ICAL_TEXT_VALUE ? g_strstrip (g_strdup (ical->icalvalue_get_text (value))) : NULL;
  text = ical->icalvalue_as_ical_string_r (value);
  result = meaning (name, text, strlen (text));
  ical->icalmemory_free_buffer (text);
  return result;
}

/* The line again, with the parameters that are kept: one value of it. */
static char *
line_of (const PlnIcsProperty *property, const char *item, size_t length)
{
  GString *line = g_string_new (pln_ics_name_text (property->name));

  if (property->tzid)
    g_string_append_printf (line, ";TZID=\"%s\"", property->tzid);
  if (property->type)
    g_string_append_printf (line, ";VALUE=%s", property->type);
  g_string_append_c (line, ':');
  g_string_append_len (line, item, (gssize) length);
  return g_string_free (line, FALSE);
}

static bool
is_compared (PlnIcsName name)
{
  switch (name) {
  case PLN_ICS_DTSTART:
  case PLN_ICS_DTEND:
  case PLN_ICS_DTSTAMP:
  case PLN_ICS_DURATION:
  case PLN_ICS_RECURRENCE_ID:
  case PLN_ICS_RRULE:
  case PLN_ICS_TZOFFSETFROM:
  case PLN_ICS_TZOFFSETTO:
    return true;
  default:
    return is_text (name) || is_list (name);
  }
}

static void
compare_item (const PlnLibical *ical, const char *file, const PlnIcsProperty *property, const char *item, size_t length, Tally *tally)
{
  g_autofree char *line = line_of (property, item, length);
  g_autofree char *text = g_strdup_printf ("BEGIN:VEVENT\r\n%s\r\nEND:VEVENT\r\n", line);
  icalcomponent *event = ical->icalparser_parse_string (text);
  icalproperty *found = event ? ical->icalcomponent_get_first_property (event, ICAL_ANY_PROPERTY) : NULL;
  g_autofree char *our = ours (property->name, item, length);
  g_autofree char *their = found ? theirs (ical, property->name, found) : NULL;

  tally->values++;
  tally->lost += our && *our && !their;
  tally->lenient += their && !our;
  tally->wrong += our && their && strcmp (our, their) != 0;
  if (g_strcmp0 (our, their) != 0 && (their || *our))
    g_test_message ("%s:%d: %.120s: \"%s\" of ours, \"%s\" of libical's", file, property->line, line, our, their);
  if (event)
    ical->icalcomponent_free (event);
}

static void
compare (const PlnLibical *ical, const char *file, const PlnIcsComponent *component, Tally *tally)
{
  tally->components++;
  for (const PlnIcsProperty *property = component->first; property; property = property->next) {
    const char *rest = property->value, *item = rest;
    size_t length = strlen (item);

    if (!is_compared (property->name))
      continue;
    if (!is_list (property->name))
      compare_item (ical, file, property, item, length, tally);
    while (is_list (property->name) && pln_ics_list_next (&rest, &item, &length))
      compare_item (ical, file, property, item, length, tally);
  }
  for (const PlnIcsComponent *child = component->child; child; child = child->next)
    compare (ical, file, child, tally);
}

static void
test_files (void)
{
  const char *shared = g_getenv ("PLENARY_SHARED");
  g_autofree char *folder = g_build_filename (shared ? shared : "", "data/ics/public", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GError) error = NULL;
  const PlnLibical *ical = pln_libical (&error);
  Tally tally = { 0 };

  if (!dir) {
    g_test_skip ("the calendars are not here");
    return;
  }
  g_assert_no_error (error);
  for (const char *name; (name = g_dir_read_name (dir));) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autoptr (PlnIcsWarnings) warnings = pln_ics_warnings_new ();
    g_autoptr (PlnIcs) ics = g_str_has_suffix (name, ".ics") ? pln_ics_scan_file (path, name, NULL, warnings, NULL) : NULL;

    if (ics)
      compare (ical, name, pln_ics_root (ics), &tally);
  }
  g_test_message ("%d components, %d values: %d wrong, %d lost by libical, %d taken by libical alone", tally.components,
                  tally.values, tally.wrong, tally.lost, tally.lenient);
  g_assert_cmpint (tally.values, >, 1000);
  g_assert_cmpint (tally.wrong, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ics-libical/files", test_files);
  return g_test_run ();
}
