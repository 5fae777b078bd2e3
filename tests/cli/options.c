/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/options.h"

#include "cli/value.h"
#include "plenary.h"

#include <string.h>

static int
run_nothing (int argc, char **argv)
{
  return PLN_EXIT_OK;
}

static const PlnCommand command = {
  .name = "test", .summary = "Test.", .usage = "plenary test FILE", .examples = "  plenary test x", .run = run_nothing,
};

typedef struct
{
  bool ok;
  int exit_code;
  bool flag;
  const char *text;
  GPtrArray *list;
  gint64 number, milliseconds, moment;
  int choice;
  GPtrArray *operands;
} Read;

static void
read_clear (Read *read)
{
  g_ptr_array_unref (read->list);
  g_ptr_array_unref (read->operands);
}

/* Reads a command line whose words stand with one space between them. */
static Read
read_line (const char *line, char ***words)
{
  Read r = { .list = g_ptr_array_new (), .operands = g_ptr_array_new (), .number = -1, .choice = -1 };
  const PlnOption options[] = {
    { "quiet", 'q', PLN_OPTION_FLAG, NULL, "", &r.flag },
    { "output", 'o', PLN_OPTION_TEXT, "FILE", "", &r.text },
    { "calendar", '\0', PLN_OPTION_LIST, "FILE", "", &r.list },
    { "seed", '\0', PLN_OPTION_INTEGER, "N", "", &r.number, .least = 1, .most = 100 },
    { "time-limit", '\0', PLN_OPTION_MILLISECONDS, "TIME", "", &r.milliseconds, .most = G_MAXINT },
    { "stamp", '\0', PLN_OPTION_MOMENT, "TIME", "", &r.moment },
    { "audience", '\0', PLN_OPTION_CHOICE, "WHO", "", &r.choice, .names = pln_audience_choices,
      .from_name = pln_audience_from_name },
  };

  *words = g_strsplit (line, " ", -1);
  r.ok = pln_options_read (&command, options, G_N_ELEMENTS (options), (int) g_strv_length (*words), *words, r.operands,
                           0, 3, &r.exit_code);
  return r;
}

static void
test_forms (void)
{
  g_auto (GStrv) words = NULL;
  Read r = read_line ("a -qo out --calendar=x --seed 7 - --calendar y --audience chairs -- --seed", &words);

  g_assert_true (r.ok);
  g_assert_true (r.flag);
  g_assert_cmpstr (r.text, ==, "out");
  g_assert_cmpint (r.list->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (r.list, 1), ==, "y");
  g_assert_cmpint (r.number, ==, 7);
  g_assert_cmpint (r.choice, ==, PLN_AUDIENCE_CHAIRS);
  g_assert_cmpint (r.operands->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (r.operands, 0), ==, "a");
  g_assert_cmpstr (g_ptr_array_index (r.operands, 1), ==, "-");
  g_assert_cmpstr (g_ptr_array_index (r.operands, 2), ==, "--seed");
  read_clear (&r);
}

static void
test_values (void)
{
  static const struct
  {
    const char *line;
    gint64 value;
  } cases[] = {
    { "--time-limit 10s", 10000 }, { "--time-limit 500ms", 500 }, { "--time-limit 2m", 120000 },
    { "--time-limit 1.5h", 5400000 }, { "--time-limit 3", 3000 }, { "--time-limit 0", 0 },
    { "--stamp 2022-10-11T17:00:00Z", 1665507600 }, { "--stamp 2022-10-11T10:00:00-07:00", 1665507600 },
    { "--seed 1", 1 }, { "--seed=100", 100 },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_auto (GStrv) words = NULL;
      Read r = read_line (cases[k].line, &words);

      g_test_message ("%s", cases[k].line);
      g_assert_true (r.ok);
      g_assert_cmpint (MAX (r.milliseconds, MAX (r.moment, r.number)), ==, cases[k].value);
      read_clear (&r);
    }
}

static void
test_refused (void)
{
  static const char *const lines[] = {
    "--sed 1", "-x", "--seed", "--seed 0", "--seed 101", "--seed 1x", "--seed=", "--seed -1", "--seed 99999999999999999999",
    "--time-limit 10x", "--time-limit 0x10", "--time-limit 1e3s", "--time-limit -1s", "--time-limit s", "--time-limit 999h",
    "--stamp yesterday", "--stamp 1812-01-01T00:00:00Z", "--audience everybody", "--quiet=yes", "-o", "--output=",
    "a b c d", "--color sometimes",
  };

  for (gsize k = 0; k < G_N_ELEMENTS (lines); k++)
    {
      g_auto (GStrv) words = NULL;
      Read r = read_line (lines[k], &words);

      g_test_message ("%s", lines[k]);
      g_assert_false (r.ok);
      g_assert_cmpint (r.exit_code, ==, PLN_EXIT_USAGE);
      read_clear (&r);
    }
}

static void
test_source_date (void)
{
  static const struct
  {
    const char *value;
    bool ok;
    gint64 seconds;
  } cases[] = { { "1665507600", true, 1665507600 }, { "0", true, 0 }, { "x", false, 0 }, { "-1", false, 0 }, { "1.5", false, 0 } };
  gint64 seconds;

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_setenv ("SOURCE_DATE_EPOCH", cases[k].value, TRUE);
      g_assert_true (pln_value_read_source_date (&seconds) == cases[k].ok);
      if (cases[k].ok)
        g_assert_cmpint (seconds, ==, cases[k].seconds);
    }
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_assert_true (pln_value_read_source_date (&seconds));
  g_assert_cmpint (ABS (seconds - g_get_real_time () / G_USEC_PER_SEC), <=, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/options/forms", test_forms);
  g_test_add_func ("/options/values", test_values);
  g_test_add_func ("/options/refused", test_refused);
  g_test_add_func ("/options/source-date", test_source_date);
  return g_test_run ();
}
