/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/timeline.h"

#include <string.h>

typedef struct
{
  const char *about, *zone;
  PlnCivil civil;
  const char *means; /* pln_zone_format() of what it means */
  const char *name;  /* of the clock then */
} Case;

static const Case cases[] = {
  { "summer", "America/Los_Angeles", { 2022, 10, 18, 9, 0 }, "2022-10-18T09:00:00-07:00", "PDT" },
  { "winter", "America/Los_Angeles", { 2022, 12, 18, 9, 0 }, "2022-12-18T09:00:00-08:00", "PST" },
  { "before the gap", "America/Los_Angeles", { 2022, 3, 13, 1, 59 }, "2022-03-13T01:59:00-08:00", "PST" },
  { "in the gap", "America/Los_Angeles", { 2022, 3, 13, 2, 30 }, "2022-03-13T03:30:00-07:00", "PDT" },
  { "after the gap", "America/Los_Angeles", { 2022, 3, 13, 3, 0 }, "2022-03-13T03:00:00-07:00", "PDT" },
  { "in the overlap", "America/Los_Angeles", { 2022, 11, 6, 1, 30 }, "2022-11-06T01:30:00-07:00", "PDT" },
  { "after the overlap", "America/Los_Angeles", { 2022, 11, 6, 2, 0 }, "2022-11-06T02:00:00-08:00", "PST" },
  { "a gap of half an hour", "Australia/Lord_Howe", { 2022, 10, 2, 2, 10 }, "2022-10-02T02:40:00+11:00", "+11" },
  { "an overlap of half an hour", "Australia/Lord_Howe", { 2022, 4, 3, 1, 45 }, "2022-04-03T01:45:00+11:00", "+11" },
  { "45 minutes", "Asia/Kathmandu", { 2022, 4, 3, 1, 45 }, "2022-04-03T01:45:00+05:45", "+0545" },
  { "a day that never was", "Pacific/Apia", { 2011, 12, 30, 12, 0 }, "2011-12-31T12:00:00+14:00", "+14" },
  { "a gap at midnight", "America/Santiago", { 2022, 9, 11, 0, 30 }, "2022-09-11T01:30:00-03:00", "-03" },
  { "24:00 is the next midnight", "America/Santiago", { 2022, 9, 10, 24, 0 }, "2022-09-11T01:00:00-03:00", "-03" },
  { "winter time by law", "Africa/Casablanca", { 2022, 4, 1, 12, 0 }, "2022-04-01T12:00:00+00:00", "+00" },
  { "and else", "Africa/Casablanca", { 2022, 6, 1, 12, 0 }, "2022-06-01T12:00:00+01:00", "+01" },
  { "past the file's list", "Europe/Paris", { 2150, 7, 1, 12, 0 }, "2150-07-01T12:00:00+02:00", "CEST" },
  { "the last year", "Europe/Paris", { 2200, 12, 31, 12, 0 }, "2200-12-31T12:00:00+01:00", "CET" },
  { "south of the equator", "Australia/Sydney", { 2100, 1, 1, 12, 0 }, "2100-01-01T12:00:00+11:00", "AEDT" },
  { "summer is standard", "Europe/Dublin", { 2100, 7, 1, 12, 0 }, "2100-07-01T12:00:00+01:00", "IST" },
  { "the first minute", "UTC", { 1970, 1, 1, 0, 0 }, "1970-01-01T00:00:00+00:00", "UTC" },
};

static void
test_cases (void)
{
  for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autoptr (PlnZone) zone = pln_zone_new (cases[k].zone);
      g_autofree char *text = NULL;
      int minute;

      g_test_message ("%s", cases[k].about);
      g_assert_nonnull (zone);
      minute = pln_zone_to_minute (zone, cases[k].civil);
      text = pln_zone_format (zone, minute);
      g_assert_cmpstr (text, ==, cases[k].means);
      g_assert_cmpstr (pln_zone_abbreviation (zone, minute), ==, cases[k].name);
    }
}

static void
test_names (void)
{
  static const char *const none[] = { "",         "Nowhere",     "Europe",           "Europe/",     "../Europe/Paris", "Europe/../UTC",
                                      "/etc/localtime", "localtime", "posix/UTC",  "right/UTC",   "posixrules",      "zone.tab",
                                      "tzdata.zi", "Europe/Paris ", "europe/paris", "Etc\\UTC", "Europe//..//Paris" };
  g_auto (GStrv) names = pln_zone_names ();

  for (guint k = 0; k < G_N_ELEMENTS (none); k++)
    {
      g_autoptr (PlnZone) zone = pln_zone_new (none[k]);

      g_test_message ("%s", none[k]);
      g_assert_null (zone);
    }
  g_assert_cmpuint (g_strv_length (names), >, 300);
  for (char **name = names; *name; name++)
    {
      g_autoptr (PlnZone) zone = pln_zone_new (*name);

      g_assert_nonnull (zone);
      g_assert_cmpstr (pln_zone_name (zone), ==, *name);
    }
}

static void
test_changes (void)
{
  g_autoptr (PlnZone) zone = pln_zone_new ("Europe/Paris");
  g_autoptr (PlnZone) still = pln_zone_new ("Asia/Tokyo");
  int minute = pln_zone_to_minute (zone, (PlnCivil){ 2026, 3, 1, 12, 0 });
  g_autofree char *spring = NULL;
  g_autofree char *autumn = NULL;

  minute = pln_zone_next_change (zone, minute);
  spring = pln_zone_format (zone, minute);
  g_assert_cmpstr (spring, ==, "2026-03-29T03:00:00+02:00");
  minute = pln_zone_next_change (zone, minute);
  autumn = pln_zone_format (zone, minute);
  g_assert_cmpstr (autumn, ==, "2026-10-25T02:00:00+01:00");
  g_assert_cmpint (pln_zone_next_change (still, minute), ==, G_MAXINT);
}

static void
test_dates (void)
{
  static const struct
  {
    PlnCivil civil;
    bool valid;
  } rows[] = {
    { { 2022, 2, 28, 0, 0 }, true },  { { 2022, 2, 29, 0, 0 }, false }, { { 2024, 2, 29, 24, 0 }, true },
    { { 2100, 2, 29, 0, 0 }, false }, { { 2000, 2, 29, 0, 0 }, true },  { { 2022, 4, 31, 0, 0 }, false },
    { { 2022, 13, 1, 0, 0 }, false }, { { 2022, 0, 1, 0, 0 }, false },  { { 2022, 1, 0, 0, 0 }, false },
    { { 1969, 12, 31, 0, 0 }, false }, { { 1970, 1, 1, 0, 0 }, true },  { { 2200, 12, 31, 23, 59 }, true },
    { { 2201, 1, 1, 0, 0 }, false },  { { 2022, 1, 1, 24, 1 }, false }, { { 2022, 1, 1, 25, 0 }, false },
    { { 2022, 1, 1, 12, 60 }, false },
  };

  for (guint k = 0; k < G_N_ELEMENTS (rows); k++)
    g_assert_cmpint (pln_civil_is_valid (rows[k].civil), ==, rows[k].valid);
  for (int days = -1000; days < 84400; days++)
    {
      PlnCivil civil = pln_civil_from_days (days);

      g_assert_cmpint (pln_days_from_civil (civil.year, civil.month, civil.day), ==, days);
    }
  g_assert_cmpint (pln_days_from_civil (1970, 1, 1), ==, 0);
  g_assert_cmpint (pln_days_from_civil (2022, 10, 18), ==, 19283);
  g_assert_cmpint (pln_civil_weekday ((PlnCivil){ 2022, 10, 18 }), ==, 1);
  g_assert_cmpint (pln_civil_weekday ((PlnCivil){ 1970, 1, 1 }), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/cases", test_cases);
  g_test_add_func ("/timeline/names", test_names);
  g_test_add_func ("/timeline/changes", test_changes);
  g_test_add_func ("/timeline/dates", test_dates);
  return g_test_run ();
}
