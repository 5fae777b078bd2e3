/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/moment.h"

static void
test_read (void)
{
  static const struct
  {
    const char *text;
    const char *utc; /* NULL: it is no time */
  } rows[] = {
    { "2022-10-18T09:00:00-07:00", "2022-10-18T16:00:00Z" },
    { "2022-10-18T09:00-07:00", "2022-10-18T16:00:00Z" },
    { "2022-10-18T09:00Z", "2022-10-18T09:00:00Z" },
    { "2022-10-18T09:00", "2022-10-18T16:00:00Z" }, /* in the zone below */
    { "2022-10-18T24:00:00+05:30", "2022-10-18T18:30:00Z" },
    { "2022-11-06T01:30", "2022-11-06T08:30:00Z" }, /* twice that night: the first */
    { "2022-03-13T02:30", "2022-03-13T10:30:00Z" }, /* never that night: with the offset before */
    { "2022-10-18 09:00", NULL },
    { "2022-10-18T9:00", NULL },
    { "2022-10-18T09:00:01", NULL },
    { "2022-10-18T09:00:00.0Z", NULL },
    { "2022-02-30T09:00", NULL },
    { "2022-10-18T24:01", NULL },
    { "2022-10-18T09:60", NULL },
    { "2022-10-18T09:00+0700", NULL },
    { "2022-10-18T09:00+07:60", NULL },
    { "2022-10-18T09:00-24:00", NULL },
    { "2022-10-18T09:00z", NULL },
    { "2022-10-18", NULL },
    { "", NULL },
  };
  g_autoptr (PlnZone) zone = pln_zone_new ("America/Los_Angeles"), utc = pln_zone_new ("UTC");

  for (size_t k = 0; k < G_N_ELEMENTS (rows); k++)
    {
      PlnMoment moment = { .minute = -1 }, expected;

      g_assert_cmpint (pln_moment_parse (rows[k].text, zone, &moment), ==, rows[k].utc != NULL);
      if (!rows[k].utc)
        {
          g_assert_cmpint (moment.minute, ==, -1);
          continue;
        }
      g_assert_true (pln_moment_parse (rows[k].utc, utc, &expected));
      g_assert_cmpint (moment.minute, ==, expected.minute);
    }
}

/* What was read is written as it stood, offset and all. */
static void
test_write (void)
{
  static const char *const texts[] = { "2022-10-18T09:00:00-07:00", "2022-10-18T00:10:00+05:45", "2022-10-18T23:50:00-03:30",
                                       "2022-10-18T09:00:00+00:00", "2022-10-18T09:00:00", "1970-01-01T00:00:00+00:00" };
  g_autoptr (PlnZone) zone = pln_zone_new ("America/Los_Angeles");

  for (size_t k = 0; k < G_N_ELEMENTS (texts); k++)
    {
      PlnMoment moment;
      g_autofree char *written = NULL;

      g_assert_true (pln_moment_parse (texts[k], zone, &moment));
      written = pln_moment_format (moment, zone);
      g_assert_cmpstr (written, ==, texts[k]);
    }
}

static void
test_dates (void)
{
  int days = -1;
  g_autofree char *written = NULL;

  g_assert_true (pln_date_parse ("2024-02-29", &days));
  written = pln_date_format (days);
  g_assert_cmpstr (written, ==, "2024-02-29");
  g_assert_false (pln_date_parse ("2023-02-29", &days));
  g_assert_false (pln_date_parse ("2023-2-09", &days));
  g_assert_false (pln_date_parse ("2023-02-09T", &days));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/moment/read", test_read);
  g_test_add_func ("/moment/write", test_write);
  g_test_add_func ("/moment/dates", test_dates);
  return g_test_run ();
}
