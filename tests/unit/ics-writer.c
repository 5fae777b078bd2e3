/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/readback.h"
#include "ical/writer.h"

#include <string.h>

static char *
written (const GPtrArray *lines)
{
  GString *out = g_string_new (NULL);

  pln_content_write (out, lines);
  return g_string_free (out, FALSE);
}

static void
test_text (void)
{
  static const struct
  {
    const char *about, *text, *line;
  } cases[] = {
    { "escapes", "a,b;c\\d:e\"f", "SUMMARY:a\\,b\\;c\\\\d:e\"f\r\n" },
    { "a line end becomes \\n", "one\ntwo\r\nthree\rfour", "SUMMARY:one\\ntwo\\nthree\\nfour\r\n" },
    { "line ends of Unicode too", "a\xc2\x85" "b\xe2\x80\xa8" "c\xe2\x80\xa9" "d", "SUMMARY:a\\nb\\nc\\nd\r\n" },
    { "an injected property stays text", "x\r\nATTENDEE:mailto:evil@example.org",
      "SUMMARY:x\\nATTENDEE:mailto:evil@example.org\r\n" },
    { "controls go, tabs stay", "a\001\033[31mb\177\tc\xc2\x9b", "SUMMARY:a[31mb\tc\r\n" },
    { "bidi controls are seen", "a\xe2\x80\xae" "b", "SUMMARY:a\\\\u{202E}b\r\n" },
    { "broken UTF-8 is replaced", "a\xff", "SUMMARY:a\xef\xbf\xbd\r\n" },
    { "no blanks around it", "\n\t a b \r\n", "SUMMARY:a b\r\n" },
    { "nothing for blanks", " \n\r ", "" },
    { "nothing for NULL", NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) lines = pln_content_new ();
    g_autofree char *out = NULL;

    g_test_message ("%s", cases[i].about);
    pln_content_add_text (lines, "SUMMARY", "", cases[i].text);
    out = written (lines);
    g_assert_cmpstr (out, ==, cases[i].line);
  }
}

static void
test_param (void)
{
  static const struct
  {
    const char *value, *expected;
  } cases[] = {
    { "Ann", ";CN=Ann" },
    { "Ann, PhD", ";CN=\"Ann, PhD\"" },
    { "a:b;c", ";CN=\"a:b;c\"" },
    { "say \"hi\"", ";CN=say ^'hi^'" },
    { "a^b\nc", ";CN=a^^b^nc" },
    { "a\001\x1b" "b", ";CN=ab" },
    { "a, b\\", ";CN=\"a, b/\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GString) params = g_string_new (NULL);

    pln_content_add_param (params, "CN", cases[i].value);
    g_assert_cmpstr (params->str, ==, cases[i].expected);
  }
}

/* No line is longer than 75 octets, each ends in CRLF, none is cut inside a character, and unfolding
 * gives the text back: for every length of a run of characters of 1 to 4 octets. */
static void
test_fold (void)
{
  static const char *const letters[] = { "a", "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80" };

  for (gsize kind = 0; kind < G_N_ELEMENTS (letters); kind++)
    for (int shift = 0; shift < 4; shift++)
      for (int n = 1; n < 320; n += 3) {
        g_autoptr (GPtrArray) lines = pln_content_new ();
        g_autoptr (GString) text = g_string_new_len ("abcd", shift);
        g_autoptr (GString) unfolded = NULL;
        g_autofree char *out = NULL;
        g_autofree char *line = NULL;
        g_auto (GStrv) physical = NULL;

        for (int i = 0; i < n; i++)
          g_string_append (text, letters[kind]);
        pln_content_add_text (lines, "X", "", text->str);
        out = written (lines);
        physical = g_strsplit (out, "\r\n", -1);
        for (int i = 0; physical[i]; i++) {
          g_assert_cmpint (strlen (physical[i]), <=, 75);
          g_assert_true (g_utf8_validate (physical[i], -1, NULL));
        }
        unfolded = g_string_new (out);
        g_string_replace (unfolded, "\r\n ", "", 0);
        line = g_strdup_printf ("X:%s\r\n", text->str);
        g_assert_cmpstr (unfolded->str, ==, line);
      }
}

/* The guard notices what a careless writer would let through. */
static void
test_readback (void)
{
  static const struct
  {
    const char *about, *text;
    bool good;
  } cases[] = {
    { "as meant", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a\\, b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", true },
    { "another text", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a\\; b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", false },
    { "a line more",
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a\\, b\r\nURL:https://x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", false },
    { "a line less", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", false },
    { "a component less", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", false },
    { "no calendar", "<html>", false },
  };
  g_autoptr (GPtrArray) lines = pln_content_new ();

  pln_content_begin (lines, "VCALENDAR");
  pln_content_begin (lines, "VEVENT");
  pln_content_add_text (lines, "SUMMARY", "", "a, b");
  pln_content_end (lines, "VEVENT");
  pln_content_end (lines, "VCALENDAR");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].about);
    g_assert_cmpint (pln_readback_check (cases[i].text, lines, &error), ==, cases[i].good);
    if (!cases[i].good)
      g_assert_error (error, PLN_READBACK_ERROR, PLN_READBACK_ERROR_DIFFERS);
  }
}

/* Several texts in one line read back as such, whatever libical makes of the commas in and between them. */
static void
test_readback_lists (void)
{
  static const struct
  {
    const char *texts[4];
    const char *line;
  } cases[] = {
    { { "one", NULL }, "\r\nCATEGORIES:one\r\n" },
    { { "one", "two", "three", NULL }, "\r\nCATEGORIES:one,two,three\r\n" },
    { { "a,b", "two", NULL }, "\r\nCATEGORIES:a\\,b,two\r\n" },
    { { "two", "a,b", NULL }, "\r\nCATEGORIES:two,a\\,b\r\n" },
    { { "a\\", "b;", "c\\,d", NULL }, "\r\nCATEGORIES:a\\\\,b\\;,c\\\\\\,d\r\n" },
    { { "n\\n", "\"q\"", "é:x", NULL }, "\r\nCATEGORIES:n\\\\n,\"q\",é:x\r\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) lines = pln_content_new ();
    g_autoptr (GString) out = g_string_new (NULL);
    g_autoptr (GError) error = NULL;

    pln_content_begin (lines, "VCALENDAR");
    pln_content_begin (lines, "VEVENT");
    pln_content_add_texts (lines, "CATEGORIES", (char **) cases[i].texts);
    pln_content_end (lines, "VEVENT");
    pln_content_end (lines, "VCALENDAR");
    pln_content_write (out, lines);
    g_assert_nonnull (strstr (out->str, cases[i].line));
    pln_readback_check (out->str, lines, &error);
    g_assert_no_error (error);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ics-writer/text", test_text);
  g_test_add_func ("/ics-writer/param", test_param);
  g_test_add_func ("/ics-writer/fold", test_fold);
  g_test_add_func ("/ics-writer/readback", test_readback);
  g_test_add_func ("/ics-writer/readback/lists", test_readback_lists);
  return g_test_run ();
}
