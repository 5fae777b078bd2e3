/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/diagnostic.h"

#include <string.h>

static PlnSource *
source_of (const char *name, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return pln_source_new (name, bytes);
}

static void
add_at (PlnDiagnostics *d, PlnSource *source, const char *word, PlnSeverity severity, const char *hint, const char *help)
{
  const char *found = strstr (source->text, word);
  uint32_t start = (uint32_t) (found - source->text);

  pln_diagnostics_add (d, severity, PLN_CODE_BAD_DURATION, source,
                       (PlnPlace){ start, start + (uint32_t) strlen (word) }, NULL, hint, help, "about %s", word);
}

static void
assert_format (const PlnDiagnostics *d, bool unicode, const char *expected)
{
  g_autofree char *text = pln_diagnostics_format (d, false, unicode);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_form (void)
{
  g_autoptr (PlnSource) source = source_of ("meeting.json", "{\n    \"duration\": \"30mn\",\r\n}\n");
  g_autoptr (PlnDiagnostics) d = pln_diagnostics_new ();
  uint32_t start = (uint32_t) (strstr (source->text, "\"30mn\"") - source->text);

  pln_diagnostics_add (d, PLN_SEVERITY_ERROR, PLN_CODE_BAD_DURATION, source, (PlnPlace){ start, start + 6 },
                       "topics[3].duration", "did you mean \"30 min\"?", "write 30 min, 1h15, PT30M or 3x30 min",
                       "duration \"%s\" is not a length of time", "30mn");
  g_assert_cmpint (pln_diagnostics_n_errors (d), ==, 1);
  g_assert_cmpint (pln_diagnostics_n_warnings (d), ==, 0);
  assert_format (d, true,
                 "meeting.json:2:17: error[PLN0107]: duration \"30mn\" is not a length of time\n"
                 "    2 |     \"duration\": \"30mn\",\n"
                 "      |                 ^^^^^^ did you mean \"30 min\"?\n"
                 "      = in topics[3].duration\n"
                 "      = help: write 30 min, 1h15, PT30M or 3x30 min\n");
}

static void
test_columns (void)
{
  static const struct { const char *what, *text, *word, *expected; } cases[] = {
    { "tab before", "\tab cd", "cd",
      "f:1:5: warning[PLN0107]: about cd\n    1 |     ab cd\n      |        ^^\n" },
    { "wide before and in", "日本 日a", "日a",
      "f:1:4: warning[PLN0107]: about 日a\n    1 | 日本 日a\n      |      ^^^\n" },
    { "combining", "e\xCC\x81 xy", "xy",
      "f:1:4: warning[PLN0107]: about xy\n    1 | e\xCC\x81 xy\n      |   ^^\n" },
    { "control character", "a\x1B b", "b",
      "f:1:4: warning[PLN0107]: about b\n    1 | a\\u{1B} b\n      |         ^\n" },
    { "over the line's end", "ab cd\nef", "cd\nef",
      "f:1:4: warning[PLN0107]: about cd ef\n    1 | ab cd\n      |    ^^\n" },
    { "nothing at the end", "ab", "",
      "f:1:1: warning[PLN0107]: about \n    1 | ab\n      | ^\n" },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autoptr (PlnSource) source = source_of ("f", cases[k].text);
      g_autoptr (PlnDiagnostics) d = pln_diagnostics_new ();

      g_test_message ("%s", cases[k].what);
      add_at (d, source, cases[k].word, PLN_SEVERITY_WARNING, NULL, NULL);
      assert_format (d, true, cases[k].expected);
    }
}

static void
test_long_line (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PlnDiagnostics) d = pln_diagnostics_new ();
  g_autoptr (PlnSource) source = NULL;
  g_autofree char *shown = NULL;
  g_auto (GStrv) lines = NULL;

  for (int k = 0; k < 1000; k++)
    g_string_append (text, "ab日");
  g_string_append (text, "HERE");
  for (int k = 0; k < 1000; k++)
    g_string_append (text, "cd");
  source = source_of ("f", text->str);
  add_at (d, source, "HERE", PLN_SEVERITY_ERROR, NULL, NULL);
  shown = pln_diagnostics_format (d, false, true);
  lines = g_strsplit (shown, "\n", -1);
  g_assert_true (g_str_has_prefix (lines[0], "f:1:3001: "));
  g_assert_true (g_str_has_prefix (lines[1], "    1 | …"));
  g_assert_true (g_str_has_suffix (lines[1], "…"));
  g_assert_cmpint (g_utf8_strlen (lines[1], -1), <, 120);
  g_assert_nonnull (strstr (lines[1], "HERE"));
  g_assert_true (g_str_has_suffix (lines[2], " ^^^^"));

  g_autofree char *before = g_strndup (lines[1], (gsize) (strstr (lines[1], "HERE") - lines[1]));
  int columns = 0;

  for (const char *at = before; *at; at = g_utf8_next_char (at))
    columns += g_unichar_iswide (g_utf8_get_char (at)) ? 2 : 1;
  g_assert_cmpint (columns, ==, (int) strlen (lines[2]) - 4);
}

static void
test_order_and_cap (void)
{
  g_autoptr (PlnDiagnostics) d = pln_diagnostics_new ();
  g_autoptr (PlnSource) one = source_of ("one", "a\nb\nc\n"), two = source_of ("two", "x\n");
  g_autofree char *text = NULL;

  add_at (d, one, "c", PLN_SEVERITY_ERROR, NULL, NULL);
  add_at (d, two, "x", PLN_SEVERITY_ERROR, NULL, NULL);
  add_at (d, one, "a", PLN_SEVERITY_NOTE, NULL, NULL);
  for (int k = 0; k < 30; k++)
    add_at (d, one, "b", PLN_SEVERITY_ERROR, NULL, NULL);
  pln_diagnostics_add (d, PLN_SEVERITY_ERROR, PLN_CODE_UNREADABLE, NULL, (PlnPlace){ 0, 0 }, NULL, NULL, NULL, "no place");
  text = pln_diagnostics_format (d, false, true);
  g_assert_cmpint (pln_diagnostics_n_errors (d), ==, 33);
  g_assert_true (g_str_has_prefix (text, "error[PLN0001]: no place\none:1:1: note[PLN0107]: about a\n"));
  g_assert_null (strstr (text, "one:3:1"));
  g_assert_null (strstr (text, "two:1:1"));
  g_assert_true (g_str_has_suffix (text, "and 13 more errors\n"));
}

static void
test_safe (void)
{
  g_autoptr (GString) title = g_string_new ("\x1B]0;evil\x07");
  g_autoptr (PlnDiagnostics) d = pln_diagnostics_new ();
  g_autofree char *text = NULL;

  for (int k = 0; k < 100000; k++)
    g_string_append (title, "ä");
  pln_diagnostics_add (d, PLN_SEVERITY_ERROR, PLN_CODE_BAD_ID, NULL, (PlnPlace){ 0, 0 }, title->str, title->str,
                       title->str, "%s", title->str);
  text = pln_diagnostics_format (d, false, false);
  g_assert_cmpint (strlen (text), <, 4000);
  for (const char *at = text; *at; at++)
    g_assert_true ((*at >= 0x20 && *at < 0x7F) || *at == '\n');
}

static void
test_colour (void)
{
  g_autoptr (PlnSource) source = source_of ("f", "ab");
  g_autoptr (PlnDiagnostics) d = pln_diagnostics_new ();
  g_autofree char *text = NULL;

  add_at (d, source, "a", PLN_SEVERITY_ERROR, NULL, NULL);
  text = pln_diagnostics_format (d, true, true);
  g_assert_nonnull (strstr (text, "\033[1;31merror[PLN0107]\033[0m"));
  g_assert_nonnull (strstr (text, "\033[1;31m^\033[0m"));
}

static void
test_suggest (void)
{
  static const char *const keys[] = { "duration", "presenters", "prefer", "id", "title" };
  static const struct { const char *word, *meant; } cases[] = {
    { "durations", "duration" }, { "presnters", "presenters" }, { "Prefer", "prefer" }, { "tilte", "title" },
    { "dI", "id" }, { "colour", NULL }, { "x", NULL }, { "", NULL }, { "\xFF\xFE", NULL },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    g_assert_cmpstr (pln_did_you_mean (cases[k].word, keys, G_N_ELEMENTS (keys)), ==, cases[k].meant);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnostic/form", test_form);
  g_test_add_func ("/diagnostic/columns", test_columns);
  g_test_add_func ("/diagnostic/long-line", test_long_line);
  g_test_add_func ("/diagnostic/order-and-cap", test_order_and_cap);
  g_test_add_func ("/diagnostic/safe", test_safe);
  g_test_add_func ("/diagnostic/colour", test_colour);
  g_test_add_func ("/diagnostic/suggest", test_suggest);
  return g_test_run ();
}
