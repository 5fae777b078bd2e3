/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/width.h"

static void
test_width (void)
{
  static const struct { const char *text; int columns; } cases[] = {
    { "", 0 }, { "abc", 3 }, { "Müller", 6 }, { "e\xCC\x81", 1 }, { "日本", 4 }, { "한a", 3 }, { "a\x1B" "b", 2 },
    { "\xF0\x9F\x98\x80", 2 }, { "\xE2\x80\x8B", 0 },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    g_assert_cmpint (pln_text_width (cases[k].text), ==, cases[k].columns);
}

static void
test_column (void)
{
  static const struct { const char *text; int columns; bool unicode; const char *shown; } cases[] = {
    { "abc", 5, true, "abc  " },
    { "abc", 3, true, "abc" },
    { "abcdef", 4, true, "abc…" },
    { "abcdef", 5, false, "ab..." },
    { "日本語", 4, true, "日… " },
    { "日本語", 5, true, "日本…" },
    { "日本語", 6, true, "日本語" },
    { "e\xCC\x81", 1, true, "e\xCC\x81" },
    { "e\xCC\x81xy", 2, true, "e\xCC\x81…" },
    { "abc", 0, true, "" },
    { "abc", 2, false, ".." },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autoptr (GString) out = g_string_new ("|");

      pln_text_append_column (out, cases[k].text, cases[k].columns, cases[k].unicode);
      g_assert_cmpstr (out->str + 1, ==, cases[k].shown);
      g_assert_cmpint (pln_text_width (out->str + 1), ==, cases[k].columns);
    }
}

static void
test_safe (void)
{
  static const struct { const char *what, *text; bool unicode; const char *shown; } cases[] = {
    { "plain", "Wil O'Mullane", true, "Wil O'Mullane" },
    { "escape sequence", "a\x1B[31mb", true, "a\\u{1B}[31mb" },
    { "line ends become one space", "a\r\n\nb\xE2\x80\xA8" "c", true, "a b c" },
    { "tab", "a\tb", true, "a b" },
    { "DEL and C1", "\x7F\xC2\x9B", true, "\\u{7F}\\u{9B}" },
    { "bidi override", "\xE2\x80\xAE" "cod", true, "\\u{202E}cod" },
    { "invalid UTF-8", "a\xFF" "b", true, "a\xEF\xBF\xBD" "b" },
    { "cut character", "a\xE2\x82", true, "a\xEF\xBF\xBD\xEF\xBF\xBD" },
    { "near ASCII", "Müller – „x“", false, "Muller - ,,x\"" },
    { "no near ASCII", "日", false, "?" },
    { "wide kept", "日", true, "日" },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      g_test_message ("%s", cases[k].what);
      pln_text_append_safe (out, cases[k].text, cases[k].unicode);
      g_assert_cmpstr (out->str, ==, cases[k].shown);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/width/text", test_width);
  g_test_add_func ("/width/column", test_column);
  g_test_add_func ("/width/safe", test_safe);
  return g_test_run ();
}
