/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Calendars that other projects test themselves with, and what they must mean. */

#include "ical/busy.h"
#include "ical/value.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Where we differ, and why. */
static const struct
{
  const char *id, *reason;
} deviations[] = {
  /* None of these is corroborated by a second engine. */
  { "p014", "BYDAY with BYMONTHDAY and no BYMONTH: they keep to April; we take every month, as the event's own SUMMARY says, "
            "and its start, which the rule does not meet, because the RFC calls it the first instance" },
  { "p023", "they keep daylight time all winter; the file's own VTIMEZONE says standard time from October on" },
  { "p025", "as p023" },
  { "p031", "as p023" },
};

static bool is_wrong;
static const char *case_id;

static void wrong (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
wrong (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_test_message ("%s: %s", case_id, text);
  is_wrong = true;
}

static gint64
instant (const char *text)
{
  PlnIcsMoment moment;

  g_assert_true (pln_ics_moment_read (text, strlen (text), &moment));
  return moment.wall;
}

static void
add_file (PlnBusyReport *report, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("PLENARY_SHARED"), "data/ics/public", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlnIcs) ics = pln_ics_scan_file (path, name, NULL, report->warnings, &error);

  if (ics == NULL)
    wrong ("%s", error->message);
  else
    pln_busy_report_add (report, ics);
}

static PlnBusyReport *
read_case (JsonObject *object, gint64 from, gint64 to, bool instances)
{
  const char *zone = json_object_get_string_member_with_default (object, "floating_zone", "UTC");
  const char *availability = json_object_get_string_member_with_default (object, "vavailability", NULL);
  PlnBusyOptions options = { .from = from, .to = to, .timezone = zone, .instances = instances };
  PlnBusyReport *report = pln_busy_report_new (&options);

  add_file (report, json_object_get_string_member (object, "file"));
  if (availability != NULL)
    add_file (report, availability);
  pln_busy_report_finish (report);
  return report;
}

static const PlnBusyRow *
row_at (const PlnBusyReport *report, guint k)
{
  return &g_array_index (report->rows, PlnBusyRow, k);
}

static bool
touches (const PlnBusyRow *row, gint64 from, gint64 to)
{
  return row->start < to && (row->end > from || (row->start == row->end && row->start >= from));
}

/* -- Lists ------------------------------------------------------------------------------------------ */

static void
compare_row (const PlnBusyRow *row, JsonArray *expected)
{
  g_autofree char *start = pln_ics_instant_format (row->start), *end = pln_ics_instant_format (row->end);
  const char *theirs = json_array_get_string_element (expected, 0);
  const char *their_end = json_array_get_null_element (expected, 1) ? end : json_array_get_string_element (expected, 1);
  const char *kind = json_array_get_length (expected) > 2 ? json_array_get_string_element (expected, 2) : NULL;

  if (strcmp (start, theirs) != 0 || strcmp (end, their_end) != 0 || (kind && strcmp (kind, pln_busy_kind_name (row->kind)) != 0))
    wrong ("%s to %s %s, expected %s to %s %s", start, end, pln_busy_kind_name (row->kind), theirs, their_end, kind ? kind : "");
}

static void
check_list (JsonObject *object, const char *kind)
{
  bool is_instances = strcmp (kind, "freebusy") != 0;
  JsonArray *range = json_object_get_null_member (object, "range") ? NULL : json_object_get_array_member (object, "range");
  JsonArray *expected = json_object_get_array_member (object, "expected");
  gint64 from = instant (range ? json_array_get_string_element (range, 0) : "19700101T000000Z");
  gint64 to = instant (range ? json_array_get_string_element (range, 1) : "20600101T000000Z");
  g_autoptr (PlnBusyReport) report = read_case (object, from, to, is_instances);
  guint n = 0;

  for (guint k = 0; k < report->rows->len; k++)
    {
      const PlnBusyRow *row = row_at (report, k);

      /* Lists of occurrences are of those that start in the range. */
      if (is_instances && row->start < from)
        continue;
      if (n < json_array_get_length (expected))
        compare_row (row, json_array_get_array_element (expected, n));
      n++;
    }
  if (n != json_array_get_length (expected))
    wrong ("%u rows, expected %u", n, json_array_get_length (expected));
}

/* -- Statements ------------------------------------------------------------------------------------- */

static int
count (const PlnBusyReport *report, gint64 from, gint64 to)
{
  int n = 0;

  for (guint k = 0; k < report->rows->len; k++)
    n += touches (row_at (report, k), from, to);
  return n;
}

static int
count_day (const PlnBusyReport *report, const char *day)
{
  return count (report, instant (day), instant (day) + PLN_DAY_SECONDS);
}

static void
check_days (JsonObject *object, const PlnBusyReport *report, const char *member, bool is_present)
{
  JsonArray *days = json_object_has_member (object, member) ? json_object_get_array_member (object, member) : NULL;

  for (guint k = 0; days != NULL && k < json_array_get_length (days); k++)
    if ((count_day (report, json_array_get_string_element (days, k)) > 0) != is_present)
      wrong ("%s: %s", member, json_array_get_string_element (days, k));
}

static void
check_counts (JsonObject *object, const PlnBusyReport *report)
{
  JsonArray *counts = json_object_has_member (object, "counts") ? json_object_get_array_member (object, "counts") : NULL;

  for (guint k = 0; counts != NULL && k < json_array_get_length (counts); k++)
    {
      JsonArray *row = json_array_get_array_element (counts, k);
      int n = count (report, instant (json_array_get_string_element (row, 0)), instant (json_array_get_string_element (row, 1)));

      if (n != json_array_get_int_element (row, 2))
        wrong ("%d from %s to %s, expected %d", n, json_array_get_string_element (row, 0),
               json_array_get_string_element (row, 1), (int) json_array_get_int_element (row, 2));
    }
  if (json_object_has_member (object, "total") && (int) report->rows->len != json_object_get_int_member (object, "total"))
    wrong ("%u in all, expected %d", report->rows->len, (int) json_object_get_int_member (object, "total"));
}

/* Is there an instance at @start, and until @end unless that is NULL? */
static bool
has_instance (const PlnBusyReport *report, const char *start, const char *end)
{
  for (guint k = 0; k < report->rows->len; k++)
    if (row_at (report, k)->start == instant (start) && (end == NULL || row_at (report, k)->end == instant (end)))
      return true;
  return false;
}

static void
check_contents (JsonObject *object, const PlnBusyReport *report)
{
  JsonArray *contains = json_object_has_member (object, "contains") ? json_object_get_array_member (object, "contains") : NULL;
  JsonArray *starts
    = json_object_has_member (object, "contains_starts") ? json_object_get_array_member (object, "contains_starts") : NULL;

  for (guint k = 0; contains != NULL && k < json_array_get_length (contains); k++)
    {
      JsonArray *row = json_array_get_array_element (contains, k);

      if (!has_instance (report, json_array_get_string_element (row, 0), json_array_get_string_element (row, 1)))
        wrong ("nothing from %s to %s", json_array_get_string_element (row, 0), json_array_get_string_element (row, 1));
    }
  for (guint k = 0; starts != NULL && k < json_array_get_length (starts); k++)
    if (!has_instance (report, json_array_get_string_element (starts, k), NULL))
      wrong ("nothing at %s", json_array_get_string_element (starts, k));
}

/* The one instance that starts on each of these days lasts so many hours. */
static void
check_lengths (JsonObject *object, const PlnBusyReport *report)
{
  JsonObject *days = json_object_has_member (object, "starts_on") ? json_object_get_object_member (object, "starts_on") : NULL;
  g_autoptr (GList) members = days != NULL ? json_object_get_members (days) : NULL;

  for (GList *member = members; member != NULL; member = member->next)
    {
      gint64 from = instant (member->data), hours = json_object_get_int_member (days, member->data);
      int n = 0;

      for (guint k = 0; k < report->rows->len; k++)
        {
          const PlnBusyRow *row = row_at (report, k);

          if (row->start < from || row->start >= from + PLN_DAY_SECONDS)
            continue;
          n++;
          if (row->end - row->start != hours * 3600)
            wrong ("%s: not %d hours", (const char *) member->data, (int) hours);
        }
      if (n != 1)
        wrong ("%s: %d instances", (const char *) member->data, n);
    }
}

static void
check_statements (JsonObject *object)
{
  g_autoptr (PlnBusyReport) report = read_case (object, instant ("19700101"), instant ("20600101"), true);

  check_days (object, report, "days_present", true);
  check_days (object, report, "days_absent", false);
  check_days (object, report, "cancelled_days", false);
  check_counts (object, report);
  check_contents (object, report);
  check_lengths (object, report);
}

/* -- All of them ------------------------------------------------------------------------------------ */

static const char *
deviation (const char *id)
{
  for (size_t k = 0; k < G_N_ELEMENTS (deviations); k++)
    if (strcmp (deviations[k].id, id) == 0)
      return deviations[k].reason;
  return NULL;
}

static void
test_expected (void)
{
  const char *shared = g_getenv ("PLENARY_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "data/ics/expected.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *cases;
  int n_right[2] = { 0 }, n_all[2] = { 0 };

  if (!json_parser_load_from_file (parser, path, NULL))
    {
      g_test_skip ("the calendars are not here");
      return;
    }
  cases = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "cases");
  for (guint k = 0; k < json_array_get_length (cases); k++)
    {
      JsonObject *object = json_array_get_object_element (cases, k);
      bool is_corroborated = json_object_get_boolean_member (object, "corroborated");
      const char *kind = json_object_get_string_member (object, "kind"), *reason;

      case_id = json_object_get_string_member (object, "id");
      reason = deviation (case_id);
      is_wrong = false;
      if (strcmp (kind, "checks") == 0)
        check_statements (object);
      else
        check_list (object, kind);
      n_all[is_corroborated]++;
      n_right[is_corroborated] += !is_wrong;
      if (is_wrong && reason != NULL)
        g_test_message ("%s deviates: %s", case_id, reason);
      else if (is_wrong)
        g_test_fail ();
      /* A reason for a difference that is gone misleads. */
      if (!is_wrong && reason != NULL)
        g_test_fail ();
    }
  g_test_message ("%d of %d corroborated cases right, %d of %d others", n_right[1], n_all[1], n_right[0], n_all[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/foreign-calendars/expected", test_expected);
  return g_test_run ();
}
