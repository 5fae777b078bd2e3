/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/duration.h"

typedef struct
{
  const char *text;
  int granularity;
  int preferred, least, parts; /* preferred 0: refused */
  bool estimate;
} Case;

static const Case cases[] = {
  /* one length, granularity 5, default 20 */
  { "30", 5, 30, 30, 1, false },
  { "30m", 5, 30, 30, 1, false },
  { "30 min", 5, 30, 30, 1, false },
  { "30 mins", 5, 30, 30, 1, false },
  { "30 minutes", 5, 30, 30, 1, false },
  { "30MINUTES", 5, 30, 30, 1, false },
  { "1 minute", 5, 5, 5, 1, false },
  { "1h", 5, 60, 60, 1, false },
  { "1hr", 5, 60, 60, 1, false },
  { "1 hour", 5, 60, 60, 1, false },
  { "2 Hours", 5, 120, 120, 1, false },
  { "2hrs", 5, 120, 120, 1, false },
  { "1.5h", 5, 90, 90, 1, false },
  { "1.5 hours", 5, 90, 90, 1, false },
  { "0.25h", 5, 15, 15, 1, false },
  { "1.33333333333h", 5, 80, 80, 1, false },
  { "1h30", 5, 90, 90, 1, false },
  { "1h30m", 5, 90, 90, 1, false },
  { "1 h 30 min", 5, 90, 90, 1, false },
  { "1 hour 5 minutes", 5, 65, 65, 1, false },
  { "1:30", 5, 90, 90, 1, false },
  { "0:05", 5, 5, 5, 1, false },
  { "PT1H30M", 5, 90, 90, 1, false },
  { "pt45m", 5, 45, 45, 1, false },
  { "PT2H", 5, 120, 120, 1, false },
  { "  30  m  ", 5, 30, 30, 1, false },
  /* rounding */
  { "31", 5, 35, 35, 1, false },
  { "31", 1, 31, 31, 1, false },
  { "31", 60, 60, 60, 1, false },
  { "1.1h", 1, 66, 66, 1, false },
  { "1.01h", 1, 61, 61, 1, false },
  { "0.001h", 5, 5, 5, 1, false },
  /* parts */
  { "3x30 minutes", 5, 30, 30, 3, false },
  { "3 x 30 min", 5, 30, 30, 3, false },
  { "3\303\22730", 5, 30, 30, 3, false },
  { "3 \303\227 1h", 5, 60, 60, 3, false },
  { "2X1:30", 5, 90, 90, 2, false },
  { "2x30-45 min", 5, 45, 30, 2, false },
  { "2 x up to 30m", 5, 30, 15, 2, false },
  { "2x tbd", 5, 20, 20, 2, true },
  { "2x?", 5, 20, 20, 2, true },
  /* estimates */
  { "45 minutes?", 5, 45, 45, 1, true },
  { "~45", 5, 45, 45, 1, true },
  { "~ 45 ?", 5, 45, 45, 1, true },
  { "3x30?", 5, 30, 30, 3, true },
  { "~3x30", 5, 30, 30, 3, true },
  { "30-45 min ?", 5, 45, 30, 1, true },
  { "", 5, 20, 20, 1, true },
  { "   ", 5, 20, 20, 1, true },
  { "?", 5, 20, 20, 1, true },
  { "tbd", 5, 20, 20, 1, true },
  { "TBD", 5, 20, 20, 1, true },
  { "tbd?", 5, 20, 20, 1, true },
  /* at most */
  { "30m or less", 5, 30, 15, 1, false },
  { "up to 30m", 5, 30, 15, 1, false },
  { "<= 30m", 5, 30, 15, 1, false },
  { "<=30", 5, 30, 15, 1, false },
  { "25m or less", 5, 25, 15, 1, false },
  { "25m or less", 1, 25, 13, 1, false },
  { "1.5h or less", 5, 90, 45, 1, false },
  { "up to 5 min", 5, 5, 5, 1, false },
  { "Up To 1 hour?", 5, 60, 30, 1, true },
  /* ranges */
  { "30-45 min", 5, 45, 30, 1, false },
  { "30\342\200\22345 min", 5, 45, 30, 1, false },
  { "30 - 45", 5, 45, 30, 1, false },
  { "1-2h", 5, 120, 60, 1, false },
  { "1 - 2 hours", 5, 120, 60, 1, false },
  { "30-30", 5, 30, 30, 1, false },
  { "28-26 min", 5, 30, 30, 1, false }, /* in order once they are rounded */
  /* none of these */
  { "0", 5, 0 },
  { "0 min", 5, 0 },
  { "0.0h", 5, 0 },
  { "0:00", 5, 0 },
  { "PT0M", 5, 0 },
  { "0x30", 5, 0 },
  { "3x", 5, 0 },
  { "x30", 5, 0 },
  { "3x0", 5, 0 },
  { "45-30 min", 5, 0 },
  { "0-30 min", 5, 0 },
  { "1.5 min", 5, 0 },
  { "1.5", 5, 0 },
  { "1,5h", 5, 0 },
  { "1.h", 5, 0 },
  { ".5h", 5, 0 },
  { "-30", 5, 0 },
  { "+30", 5, 0 },
  { "30mn", 5, 0 },
  { "30 sec", 5, 0 },
  { "thirty", 5, 0 },
  { "1:3", 5, 0 },
  { "1:75", 5, 0 },
  { "1:300", 5, 0 },
  { "1h-2h", 5, 0 },
  { "30 30", 5, 0 },
  { "PT", 5, 0 },
  { "PT30", 5, 0 },
  { "P1D", 5, 0 },
  { "1d", 5, 0 },
  { "~", 5, 0 },
  { "up to", 5, 0 },
  { "or less", 5, 0 },
  { "30 min or more", 5, 0 },
  { "30\302\240min", 5, 0 },
  { "99999999999999999999", 5, 0 },
  { "99999999999999999999x30", 5, 0 },
  { "1001x30", 5, 0 },
};

static void
test_parse (void)
{
  for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      const Case *c = &cases[k];
      g_autofree char *reason = NULL;
      PlnDuration duration = { 0 };
      bool good = pln_duration_parse (c->text, c->granularity, 20, &duration, &reason);

      g_test_message ("\"%s\"", c->text);
      g_assert_cmpint (good, ==, c->preferred > 0);
      g_assert_cmpint (duration.preferred, ==, c->preferred);
      g_assert_cmpint (duration.least, ==, c->least);
      g_assert_cmpint (duration.parts, ==, c->parts);
      g_assert_cmpint (duration.estimate, ==, c->estimate);
      g_assert_true (good == (reason == NULL));
    }
}

static void
test_states_parts (void)
{
  PlnDuration duration;

  g_assert_true (pln_duration_parse ("1x30", 5, 30, &duration, NULL));
  g_assert_true (duration.has_parts);
  g_assert_true (pln_duration_parse ("30", 5, 30, &duration, NULL));
  g_assert_false (duration.has_parts);
}

static void
test_long_text (void)
{
  g_autofree char *text = g_strnfill (1 << 20, '9');
  PlnDuration duration;

  g_assert_false (pln_duration_parse (text, 5, 30, &duration, NULL));
}

static void
test_format (void)
{
  static const struct
  {
    int minutes;
    const char *text;
  } rows[] = { { 5, "5 min" }, { 60, "1 h" }, { 90, "1 h 30 min" }, { 120, "2 h" } };

  for (guint k = 0; k < G_N_ELEMENTS (rows); k++)
    {
      g_autofree char *text = pln_duration_format (rows[k].minutes);

      g_assert_cmpstr (text, ==, rows[k].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duration/parse", test_parse);
  g_test_add_func ("/duration/states-parts", test_states_parts);
  g_test_add_func ("/duration/long-text", test_long_text);
  g_test_add_func ("/duration/format", test_format);
  return g_test_run ();
}
