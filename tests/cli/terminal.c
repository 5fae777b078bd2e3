/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/terminal.h"

#include "cli/progress.h"

#include <string.h>
#include <unistd.h>

static void
set (const char *name, const char *value)
{
  if (value)
    g_setenv (name, value, TRUE);
  else
    g_unsetenv (name);
}

/* The test's own standard output may be a terminal or not: what follows is a pipe. */
static void
test_colour (void)
{
  static const struct
  {
    PlnColourMode mode;
    const char *no_color, *force;
    bool colour;
  } cases[] = {
    { PLN_COLOUR_AUTO, NULL, NULL, false }, { PLN_COLOUR_AUTO, NULL, "1", true }, { PLN_COLOUR_AUTO, NULL, "0", false },
    { PLN_COLOUR_AUTO, "", "1", true },     { PLN_COLOUR_AUTO, "1", "1", false }, { PLN_COLOUR_ALWAYS, "1", NULL, true },
    { PLN_COLOUR_NEVER, NULL, "1", false },
  };
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      set ("NO_COLOR", cases[k].no_color);
      set ("CLICOLOR_FORCE", cases[k].force);
      pln_terminal_set_colour_mode (cases[k].mode);
      g_assert_true (pln_terminal_has_colour (ends[1]) == cases[k].colour);
    }
  g_assert_cmpint (pln_terminal_columns (ends[1]), ==, 0);
  close (ends[0]);
  close (ends[1]);
}

static void
test_progress (void)
{
  static const struct
  {
    PlnProgress progress;
    const char *text;
  } cases[] = {
    { { 3.24, 412, 405 }, "plan  3.2s  best 412  bound 405  gap 1.7%" },
    { { 0.5, -1, 7 }, "plan  0.5s  no agenda yet  bound 7" },
    { { 1, 0, 0 }, "plan  1.0s  best 0  bound 0  gap 0.0%" },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autofree char *text = pln_progress_format (&cases[k].progress);

      g_assert_cmpstr (text, ==, cases[k].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/terminal/colour", test_colour);
  g_test_add_func ("/terminal/progress", test_progress);
  return g_test_run ();
}
