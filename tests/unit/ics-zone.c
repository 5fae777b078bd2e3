/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/zone.h"

#include <string.h>

static gint64
wall (const char *text)
{
  PlnIcsMoment moment;

  g_assert_true (pln_ics_moment_read (text, strlen (text), &moment));
  return moment.wall;
}

/* -- Values ------------------------------------------------------------------------------------------ */

static void
test_moments (void)
{
  static const char *const bad[] = { "", "20250230", "20250230T250000Z", "20250101T240000", "20251301", "00000101", "2025-01-01",
                                     "20250101T0900", "20250101T090000ZZ", "banana", "20250101T09000a" };
  PlnIcsMoment moment;

  for (size_t k = 0; k < G_N_ELEMENTS (bad); k++)
    g_assert_true (!pln_ics_moment_read (bad[k], strlen (bad[k]), &moment));
  g_assert_true (pln_ics_moment_read (" 20220101T090060z ", 18, &moment));
  g_assert_true (moment.is_utc && !moment.is_date);
  g_assert_cmpint (moment.wall, ==, wall ("20220101T090059"));
}

static void
test_lengths (void)
{
  static const struct
  {
    const char *text;
    bool is_read;
    gint64 days, seconds;
  } cases[] = {
    { "P1D", true, 1, 0 }, { "PT24H", true, 0, 86400 }, { "P2W", true, 14, 0 }, { "+P1DT2H3M4S", true, 1, 7384 },
    { "pt5m", true, 0, 300 }, { "-PT30M", false, 0, 0 }, { "P", false, 0, 0 }, { "PT", false, 0, 0 }, { "P1", false, 0, 0 },
    { "P1H", false, 0, 0 }, { "PT1D", false, 0, 0 }, { "P99999999999W", false, 0, 0 }, { "P300Y", false, 0, 0 },
    { "PTT1H", false, 0, 0 }, { "P36600D", true, 36600, 0 }, { "P36601D", false, 0, 0 },
  };

  for (size_t k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      PlnIcsLength length = { 0 };

      g_test_message ("%s", cases[k].text);
      g_assert_true (pln_ics_length_read (cases[k].text, strlen (cases[k].text), &length) == cases[k].is_read);
      g_assert_cmpint (length.days, ==, cases[k].days);
      g_assert_cmpint (length.seconds, ==, cases[k].seconds);
    }
}

/* -- Names ------------------------------------------------------------------------------------------- */

static void
test_names (void)
{
  static const struct
  {
    const char *name, *is;
  } cases[] = {
    { "Europe/Berlin", "Europe/Berlin" },
    { "america/new_york", "America/New_York" },
    { "/mozilla.org/20070129_1/Europe/Berlin", "Europe/Berlin" },
    { "/freeassociation.sourceforge.net/America/Argentina/Ushuaia", "America/Argentina/Ushuaia" },
    { "Pacific Standard Time", "America/Los_Angeles" },
    { "W. Europe Standard Time", "Europe/Berlin" },
    { "(UTC-05:00) Eastern Time (US & Canada)", "Canada/Eastern" },
    { "(GMT+10:00) Canberra, Melbourne, Sydney", "Australia/Canberra" },
    { "(UTC+07:00) Bangkok, Hanoi, Jakarta", "Asia/Bangkok" },
    { "Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam" },
    { "(UTC+02:00) Amsterdam, Berlin", NULL },
    { "(UTC+0", NULL },
    { "(UTC) Dublin, Edinburgh, Lisbon, London", "Europe/Dublin" },
    { "tzone://Microsoft/Utc", "UTC" },
    { "utc", "UTC" },
    { "Z", "UTC" },
    { "US/Eastern", "US/Eastern" },
    { "EST5EDT", "EST5EDT" },
    { "Mars/Olympus", NULL },
    { "../../../../etc/passwd", NULL },
    { "/etc/passwd", NULL },
    { "tzone://Microsoft/Custom", NULL },
    { "", NULL },
  };

  for (size_t k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autofree char *name = pln_zone_name_resolve (cases[k].name);

      g_assert_cmpstr (name, ==, cases[k].is);
    }
}

/* -- Zones of the file ------------------------------------------------------------------------------- */

static const char berlin_at_five[] = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
                                     "TZOFFSETFROM:+0500\nTZOFFSETTO:+0500\nEND:STANDARD\nEND:VTIMEZONE\nEND:VCALENDAR\n";
static const char own_rules[] = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:DAYLIGHT\nDTSTART:19700329T020000\n"
                                "TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\n"
                                "BEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
                                "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE\nEND:VCALENDAR\n";
static const char bomb[] = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
                           "TZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\nEND:VCALENDAR\n";

static const struct
{
  const char *about, *text, *tzid, *wall, *instant;
  int n_warnings;
  bool is_doubtful;
} conversions[] = {
  { "the file's zone wins, with a warning", berlin_at_five, "Europe/Berlin", "20220701T120000", "20220701T070000Z", 1, false },
  { "summer", own_rules, "Ours", "20220701T120000", "20220701T100000Z", 0, false },
  { "winter", own_rules, "Ours", "20220101T120000", "20220101T110000Z", 0, false },
  { "a gap is read with the offset before it", own_rules, "Ours", "20220327T023000", "20220327T013000Z", 0, false },
  { "after the gap", own_rules, "Ours", "20220327T030000", "20220327T010000Z", 0, false },
  { "an overlap is its first", own_rules, "Ours", "20221030T023000", "20221030T003000Z", 0, false },
  { "after the overlap", own_rules, "Ours", "20221030T030000", "20221030T020000Z", 0, false },
  { "a zone that explodes is the system's", bomb, "Europe/Berlin", "20220701T120000", "20220701T100000Z", 1, false },
  { "a Windows name", bomb, "Pacific Standard Time", "20220701T120000", "20220701T190000Z", 1, false },
  { "an unknown zone is the reader's, in doubt", own_rules, "Mars/Olympus", "20220701T120000", "20220701T160000Z", 1, true },
  { "floating", own_rules, NULL, "20220701T120000", "20220701T160000Z", 0, false },
  { "floating in an overlap", own_rules, NULL, "20221106T013000", "20221106T053000Z", 0, false },
};

static void
test_conversions (void)
{
  for (size_t k = 0; k < G_N_ELEMENTS (conversions); k++)
    {
      g_autoptr (PlnIcsWarnings) warnings = pln_ics_warnings_new ();
      g_autoptr (GBytes) bytes = g_bytes_new (conversions[k].text, strlen (conversions[k].text));
      g_autoptr (PlnIcs) ics = pln_ics_scan ("a.ics", bytes, warnings, NULL);
      g_autoptr (PlnIcsZones) zones = NULL;
      const PlnIcsZone *zone;
      gint64 steps = 100000, instant;
      g_autofree char *found = NULL;

      g_test_message ("%s", conversions[k].about);
      zones = pln_ics_zones_new ("a.ics", "America/New_York", wall ("20220101"), wall ("20230101"), warnings);
      pln_ics_zones_enter (zones, pln_ics_root (ics)->child, &steps);
      zone = pln_ics_zones_find (zones, conversions[k].tzid, 7);
      instant = pln_ics_zone_to_instant (zone, wall (conversions[k].wall));
      found = pln_ics_instant_format (instant);
      g_assert_cmpstr (found, ==, conversions[k].instant);
      g_assert_true (pln_ics_zone_is_doubtful (zone) == conversions[k].is_doubtful);
      g_assert_cmpint (warnings->rows->len, ==, conversions[k].n_warnings);
      /* Back again, but for what a gap moved. */
      if (strstr (conversions[k].about, "gap is read") == NULL)
        g_assert_cmpint (pln_ics_zone_to_wall (zone, instant), ==, wall (conversions[k].wall));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ics-zone/moments", test_moments);
  g_test_add_func ("/ics-zone/lengths", test_lengths);
  g_test_add_func ("/ics-zone/names", test_names);
  g_test_add_func ("/ics-zone/conversions", test_conversions);
  return g_test_run ();
}
