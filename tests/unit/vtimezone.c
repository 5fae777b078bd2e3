/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/vtimezone.h"
#include "ical/writer.h"
#include "ical/zone.h"

#include <string.h>

#define DAY 1440

static int
minute_of (const PlnZone *zone, int year, int month)
{
  return pln_zone_to_minute (zone, (PlnCivil){ year, month, 15, 12, 0 });
}

/* The zone as it is written, under a name that no system zone has. */
static char *
write_zone (const PlnZone *zone, int start, int end)
{
  g_autoptr (GPtrArray) lines = pln_content_new ();
  GString *out = g_string_new (NULL);

  pln_content_begin (lines, "VCALENDAR");
  pln_vtimezone_write (lines, zone, start, end);
  pln_content_end (lines, "VCALENDAR");
  pln_content_write (out, lines);
  g_string_replace (out, "\r\nTZID:", "\r\nTZID:Written/", 1);
  return g_string_free (out, FALSE);
}

/* What is written says the same as the zone at every half hour from a year before to a year after. */
static void
test_same (void)
{
  static const char *const names[] = { "America/Los_Angeles", "Europe/Berlin",    "Europe/London", "Australia/Lord_Howe",
                                       "Africa/Casablanca",   "America/Sao_Paulo", "Asia/Kolkata",  "Europe/Dublin",
                                       "Pacific/Apia",        "Africa/Monrovia",  "Europe/Istanbul", "America/Caracas" };
  static const int years[] = { 1972, 1996, 2006, 2011, 2016, 2022, 2026, 2060 };

  for (gsize n = 0; n < G_N_ELEMENTS (names); n++)
    for (gsize y = 0; y < G_N_ELEMENTS (years); y++) {
      g_autoptr (PlnZone) zone = pln_zone_new (names[n]);
      int start = minute_of (zone, years[y], 2), end = minute_of (zone, years[y], 11);
      g_autofree char *text = write_zone (zone, start, end);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (PlnIcsWarnings) warnings = pln_ics_warnings_new ();
      g_autoptr (PlnIcs) ics = pln_ics_scan ("zone.ics", bytes, warnings, NULL);
      g_autoptr (PlnIcsZones) zones
        = pln_ics_zones_new ("zone.ics", "UTC", (gint64) (start - 400 * DAY) * 60, (gint64) (end + 400 * DAY) * 60, warnings);
      g_autofree char *name = g_strconcat ("Written/", names[n], NULL);
      gint64 steps = 1000000;
      const PlnIcsZone *written;

      g_test_message ("%s %d", names[n], years[y]);
      pln_ics_zones_enter (zones, pln_ics_root (ics)->child, &steps);
      written = pln_ics_zones_find (zones, name, 1);
      g_assert_false (pln_ics_zone_is_doubtful (written));
      for (int minute = start - 364 * DAY; minute <= end + 364 * DAY; minute += 30)
        g_assert_cmpint (pln_ics_zone_to_wall (written, (gint64) minute * 60), ==,
                         (gint64) (minute + pln_zone_offset (zone, minute)) * 60);
    }
}

static void
test_trimmed (void)
{
  static const struct
  {
    const char *zone;
    int components;
    const char *line;
  } cases[] = {
    { "America/Los_Angeles", 2, "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\n" },
    { "Europe/Berlin", 2, "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n" },
    { "Asia/Kolkata", 1, "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\n" },
    { "Africa/Casablanca", 2, "RDATE:20230319T030000\r\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PlnZone) zone = pln_zone_new (cases[i].zone);
    g_autofree char *text = write_zone (zone, minute_of (zone, 2022, 10), minute_of (zone, 2022, 11));
    g_auto (GStrv) parts = g_strsplit (text, "TZNAME", -1);

    g_assert_cmpint (g_strv_length (parts) - 1, ==, cases[i].components);
    if (!strstr (text, cases[i].line))
      g_error ("not found: %s in\n%s", cases[i].line, text);
  }
}

static void
test_utc (void)
{
  static const struct
  {
    const char *zone;
    bool is_utc;
  } cases[] = { { "UTC", true }, { "Etc/UTC", true }, { "Etc/GMT", true }, { "GMT", true },
                { "Europe/London", false }, { "Africa/Abidjan", false }, { "Etc/GMT+5", false } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PlnZone) zone = pln_zone_new (cases[i].zone);

    g_assert_cmpint (pln_vtimezone_is_utc (zone), ==, cases[i].is_utc);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vtimezone/same", test_same);
  g_test_add_func ("/vtimezone/trimmed", test_trimmed);
  g_test_add_func ("/vtimezone/utc", test_utc);
  return g_test_run ();
}
