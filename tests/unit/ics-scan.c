/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/scan.h"

#include <string.h>

static PlnIcs *
scan (const char *text, size_t length, PlnIcsWarnings *warnings, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  return pln_ics_scan ("a.ics", bytes, warnings, error);
}

static void
test_lines (void)
{
  g_autoptr (PlnIcsWarnings) warnings = pln_ics_warnings_new ();
  static const char text[] = "\xef\xbb\xbf" "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\rUID:a\nDTST\r\n ART;TZID=\"Europe/Ber\n\tlin\";X-A=1,\"b;c:d\":2022\r\n"
                             " 0101T0\r\n 90000\r\nSUMMARY:Gr\xc3\r\n \xbc\xc3\x9f" "e\r\n\r\nATTACH:nothing\r\nEND:VEVENT\r\nEND:VCALENDAR";
  g_autoptr (PlnIcs) ics = scan (text, sizeof text - 1, warnings, NULL);
  const PlnIcsComponent *calendar = pln_ics_root (ics)->child, *event = calendar->child;
  const PlnIcsProperty *start = pln_ics_find (event, PLN_ICS_DTSTART);

  g_assert_cmpint (calendar->kind, ==, PLN_ICS_VCALENDAR);
  g_assert_cmpint (event->kind, ==, PLN_ICS_VEVENT);
  g_assert_cmpint (event->line, ==, 2);
  g_assert_cmpint (event->n_properties, ==, 3);
  g_assert_cmpstr (start->value, ==, "20220101T090000");
  g_assert_cmpstr (start->tzid, ==, "Europe/Berlin");
  g_assert_cmpint (start->line, ==, 4);
  g_assert_cmpstr (pln_ics_find (event, PLN_ICS_SUMMARY)->value, ==, "Gr\xc3\xbc\xc3\x9f" "e");
  g_assert_cmpint (warnings->rows->len, ==, 0);
}

/* What is refused, at which line and why. */
static const struct
{
  const char *about, *text;
  size_t length; /* 0: up to the NUL */
  const char *place, *says;
} refused[] = {
  { "nothing", " \n", 0, "a.ics:1:", "empty" },
  { "a log-in page", "\n<!DOCTYPE html>", 0, "a.ics:1:", "web page" },
  { "UTF-16", "B\0E\0G\0I\0N\0", 10, "a.ics:1:", "UTF-16" },
  { "other text", "hello\n", 0, "a.ics:1:", "no calendar" },
  { "cut short", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n", 0, "a.ics:3:", "END:VEVENT (line 2)" },
  { "crossed", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", 0, "a.ics:3:", "END:VEVENT (line 2)" },
  { "an end too many", "BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n", 0, "a.ics:3:", "without its BEGIN" },
  { "glued", "BEGIN:VCALENDAR\nNoneBEGIN:VEVENT\nEND:VEVENT\n", 0, "a.ics:3:", "END:VCALENDAR (line 1)" },
  { "deep", "BEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\n", 0, "a.ics:9:", "deeper than 8" },
};

static void
test_refused (void)
{
  for (size_t k = 0; k < G_N_ELEMENTS (refused); k++)
    {
      g_autoptr (PlnIcsWarnings) warnings = pln_ics_warnings_new ();
      g_autoptr (GError) error = NULL;
      PlnIcs *ics = scan (refused[k].text, refused[k].length ? refused[k].length : strlen (refused[k].text), warnings, &error);

      g_test_message ("%s", refused[k].about);
      g_assert_null (ics);
      g_assert_true (g_str_has_prefix (error->message, refused[k].place));
      g_assert_nonnull (strstr (error->message, refused[k].says));
    }
}

/* What is read all the same, with a warning at that line. */
static const struct
{
  const char *about, *text;
  size_t length;
  int line;
  const char *says;
} warned[] = {
  { "a line of no kind", "BEGIN:VCALENDAR\nfoo\nEND:VCALENDAR\n", 0, 2, "not a line" },
  { "an open quote", "BEGIN:VCALENDAR\nUID;X=\"a:b\nEND:VCALENDAR\n", 0, 2, "not a line" },
  { "Latin-1", "BEGIN:VCALENDAR\nSUMMARY:\xfc\nEND:VCALENDAR\n", 0, 2, "UTF-8" },
  { "an escape", "BEGIN:VCALENDAR\nSUMMARY:\x1b[31m\nEND:VCALENDAR\n", 0, 2, "control" },
  { "a NUL", "BEGIN:VCALENDAR\nATTACH:a\0b\nEND:VCALENDAR\n", 41, 2, "control" },
  { "an event in an event", "BEGIN:VEVENT\nBEGIN:VEVENT\nEND:VEVENT\nEND:VEVENT\n", 0, 2, "on its own" },
};

static void
test_warned (void)
{
  for (size_t k = 0; k < G_N_ELEMENTS (warned); k++)
    {
      g_autoptr (PlnIcsWarnings) warnings = pln_ics_warnings_new ();
      g_autoptr (PlnIcs) ics = scan (warned[k].text, warned[k].length ? warned[k].length : strlen (warned[k].text), warnings, NULL);
      const PlnIcsWarning *warning;

      g_test_message ("%s", warned[k].about);
      g_assert_nonnull (ics);
      g_assert_cmpint (warnings->rows->len, ==, 1);
      warning = g_ptr_array_index (warnings->rows, 0);
      g_assert_cmpint (warning->line, ==, warned[k].line);
      g_assert_nonnull (strstr (warning->text, warned[k].says));
    }
}

/* An event with @n of a line in it. */
static GBytes *
many (const char *line, int n)
{
  GString *text = g_string_new ("BEGIN:VEVENT\n");
  gsize length;

  for (int k = 0; k < n; k++)
    g_string_append (text, line);
  g_string_append (text, "END:VEVENT\n");
  length = text->len;
  return g_bytes_new_take (g_string_free (text, FALSE), length);
}

static void
test_limits (void)
{
  static const struct
  {
    const char *line;
    int n;
    bool is_read, is_cut;
    int kept;
  } cases[] = {
    { "EXDATE:20220101\n", 2000, true, false, 2000 },
    { "EXDATE:20220101\n", 2001, true, false, 2000 },
    { "RDATE:20220101\n", 2001, true, true, 2000 },
    { "DESCRIPTION:x\n", 100000, true, false, 0 },
    { "BEGIN:VALARM\nEND:VALARM\n", 99999, true, false, 0 },
    { "BEGIN:VALARM\nEND:VALARM\n", 100000, false, false, 0 },
  };

  for (size_t k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autoptr (GBytes) bytes = many (cases[k].line, cases[k].n);
      g_autoptr (PlnIcsWarnings) warnings = pln_ics_warnings_new ();
      g_autoptr (PlnIcs) ics = pln_ics_scan ("a.ics", bytes, warnings, NULL);

      g_assert_true ((ics != NULL) == cases[k].is_read);
      if (ics == NULL)
        continue;
      g_assert_true (pln_ics_root (ics)->child->is_cut == cases[k].is_cut);
      g_assert_cmpint (pln_ics_root (ics)->child->n_properties, ==, cases[k].kept);
      g_assert_true ((warnings->rows->len > 0) == (cases[k].n == 2001));
    }
}

static void
test_text (void)
{
  g_autofree char *plain = pln_ics_text ("a\\, b\\; c\\\\ d\\ne\\N\\x\\");

  g_assert_cmpstr (plain, ==, "a, b; c\\ d\ne\nx\\");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ics-scan/lines", test_lines);
  g_test_add_func ("/ics-scan/refused", test_refused);
  g_test_add_func ("/ics-scan/warned", test_warned);
  g_test_add_func ("/ics-scan/limits", test_limits);
  g_test_add_func ("/ics-scan/text", test_text);
  return g_test_run ();
}
