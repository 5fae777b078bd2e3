/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/length.h"

static const struct
{
  const char *cell;
  int unit;
  const char *text; /* nullable */
  bool guess;
  int minutes;
} cases[] = {
  { "30m", 1, "30m", false, 30 },
  { "3x30 minutes", 1, "3x30 minutes", false, 90 },
  { "45 minutes?", 1, "45 minutes?", true, 45 },
  { "30m or less", 1, "30m or less", false, 30 },
  { "30m (could be 10m)", 1, "10-30 min?", true, 30 },
  { "60m (fine to be shorter)", 1, "up to 60 min?", true, 60 },
  { "60m+", 1, "60m?", true, 60 },
  { "3-5m", 1, "3-5m", false, 5 },
  { "<5m", 1, "up to 5m?", true, 5 },
  { "half an hour", 1, "30m?", true, 30 },
  { "2 sessions of 30 min", 1, "2x30 min?", true, 60 },
  { "30 min - 45 min", 1, "30-45min?", true, 45 },
  { "1.5", 60, "1.5h", false, 90 },
  { "", 1, NULL, true, 0 },
  { "-", 1, NULL, true, 0 },
  { "a while", 1, NULL, true, 0 },
  { "about 20 min", 1, "~20 min", true, 20 },
};

static void
test_cells (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      PlnLength length = pln_length_read (cases[k].cell, cases[k].unit);

      g_test_message ("%s", cases[k].cell);
      g_assert_cmpstr (length.text, ==, cases[k].text);
      g_assert_cmpint (length.guess, ==, cases[k].guess);
      g_assert_cmpint (length.minutes, ==, cases[k].minutes);
      pln_length_clear (&length);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/length/cells", test_cells);
  return g_test_run ();
}
