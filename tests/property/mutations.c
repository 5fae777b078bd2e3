/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "plenary.h"
#include "text/diagnostic.h"

#include <string.h>

/* The examples and their agendas with one to three slips of the keyboard: whatever comes of them is
 * either a meeting that can be linted and planned or errors that have a place and can be printed. */

enum
{
  N_REQUESTS = 12000,
  N_AGENDAS = 8000,
  PLANNED_OF = 40, /* of so many valid requests one is planned */
  PLAN_LIMIT_MS = 20,
};

static GString *
load_example (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("PLENARY_EXAMPLES"), name, NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_string_new_len (content, (gssize) length);
}

static gssize
random_place (GRand *dice, const GString *text)
{
  return g_rand_int_range (dice, 0, (int) text->len);
}

/* What people and broken programs do to a byte: a slip to a telling one, any byte at all, a lost one,
 * a doubled one, two swapped, a digit off by some, a stretch lost or repeated. */
static void
mutate (GString *text, GRand *dice)
{
  static const char telling[] = "\"\\{}[],:.-+0189eEutfn \n\t/#'";
  gssize at = random_place (dice, text), from;
  gssize stretch = g_rand_int_range (dice, 1, 200), length = MIN (stretch, (gssize) text->len - at);
  g_autofree char *piece = NULL;

  switch (g_rand_int_range (dice, 0, 9))
    {
    case 0:
      text->str[at] = telling[g_rand_int_range (dice, 0, sizeof telling - 1)];
      break;
    case 1:
      text->str[at] = (char) g_rand_int_range (dice, 0, 256);
      break;
    case 2:
      g_string_erase (text, at, 1);
      break;
    case 3:
      g_string_insert_c (text, at, text->str[at]);
      break;
    case 4:
      from = random_place (dice, text);
      g_string_insert_c (text, at, text->str[from]);
      break;
    case 5:
    case 6:
      while (at + 1 < (gssize) text->len && !g_ascii_isdigit (text->str[at]))
        at++;
      text->str[at] = (char) g_rand_int_range (dice, '0', '9' + 1);
      break;
    case 7:
      g_string_erase (text, at, length);
      break;
    default:
      piece = g_strndup (text->str + at, (gsize) length);
      g_string_insert_len (text, random_place (dice, text), piece, length);
    }
}

static GBytes *
mutant_of (const GString *original, GRand *dice)
{
  GString *text = g_string_new_len (original->str, (gssize) original->len);

  for (int n = g_rand_int_range (dice, 1, 4); n > 0; n--)
    mutate (text, dice);
  return g_string_free_to_bytes (text);
}

/* Errors stand at a place, and what is printed is text and nothing that a terminal obeys. */
static void
assert_told_well (PlnDiagnostics *diagnostics)
{
  g_autofree char *text = pln_diagnostics_format (diagnostics, false, true);
  g_autofree char *json = pln_diagnostics_to_json (diagnostics);

  g_assert_cmpint (diagnostics->rows->len, >, 0);
  for (guint k = 0; k < diagnostics->rows->len; k++)
    {
      const PlnDiagnostic *row = g_ptr_array_index (diagnostics->rows, k);

      g_assert_nonnull (row->source);
      g_assert_cmpint (row->place.start, <=, row->place.end);
      g_assert_cmpint (row->place.end, <=, row->source->length);
    }
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_utf8_validate (json, -1, NULL));
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    g_assert_true (*at == '\n' || !g_unichar_iscntrl (g_utf8_get_char (at)));
}

static PlnAgenda *
plan (const PlnMeeting *meeting, int limit_ms)
{
  PlnPlanOptions options = PLN_PLAN_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  PlnAgenda *agenda;

  options.time_limit_ms = limit_ms;
  agenda = pln_plan (meeting, &options, &error);
  g_assert_no_error (error);
  return agenda;
}

static void
format_for_all (const PlnAgenda *agenda)
{
  static const PlnFormat formats[] = { PLN_FORMAT_TEXT, PLN_FORMAT_JSON };

  for (int audience = PLN_AUDIENCE_PUBLIC; audience <= PLN_AUDIENCE_CHAIRS; audience++)
    for (gsize k = 0; k < G_N_ELEMENTS (formats); k++)
      {
        PlnFormatOptions options = { .audience = (PlnAudience) audience, .unicode = true };
        g_autoptr (GBytes) bytes = pln_agenda_format (agenda, formats[k], &options, NULL);
        gsize length = 0;
        const char *text = bytes ? g_bytes_get_data (bytes, &length) : NULL;

        g_assert_true (!text || g_utf8_validate (text, (gssize) length, NULL));
      }
}

static void
judge_clean (const PlnMeeting *meeting, const PlnAgenda *agenda)
{
  g_autoptr (PlnVerdict) verdict = pln_judge (meeting, agenda, NULL);

  g_assert_true (pln_verdict_is_clean (verdict, agenda));
}

static void
test_requests (gconstpointer name)
{
  g_autoptr (GString) original = load_example (name);
  g_autoptr (GRand) dice = g_rand_new_with_seed (3);
  int n_valid = 0;

  for (int k = 0; k < N_REQUESTS / 2; k++)
    {
      g_autoptr (GBytes) bytes = mutant_of (original, dice);
      g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
      g_autoptr (PlnMeeting) meeting = pln_meeting_read ("mutant.json", bytes, NULL, NULL, diagnostics);

      g_assert_true ((meeting == NULL) == (pln_diagnostics_n_errors (diagnostics) > 0));
      if (!meeting)
        {
          assert_told_well (diagnostics);
          continue;
        }
      pln_meeting_lint (meeting, diagnostics);
      g_assert_cmpint (pln_diagnostics_n_errors (diagnostics), ==, 0);
      if (n_valid++ % PLANNED_OF == 0)
        {
          g_autoptr (PlnAgenda) agenda = plan (meeting, PLAN_LIMIT_MS);

          judge_clean (meeting, agenda);
          format_for_all (agenda);
        }
    }
  g_test_message ("%d of %d are still requests", n_valid, N_REQUESTS / 2);
  g_assert_cmpint (n_valid, >, N_REQUESTS / 20);
}

static void
test_agendas (gconstpointer name)
{
  g_autoptr (GString) request = load_example (name), original = NULL;
  g_autoptr (GRand) dice = g_rand_new_with_seed (5);
  g_autoptr (PlnDiagnostics) none = pln_diagnostics_new ();
  g_autoptr (GBytes) request_bytes = g_bytes_new (request->str, request->len), agenda_bytes = NULL;
  g_autoptr (PlnMeeting) meeting = pln_meeting_read (name, request_bytes, NULL, NULL, none);
  g_autoptr (PlnAgenda) planned = plan (meeting, 1000);
  PlnFormatOptions chairs = { .audience = PLN_AUDIENCE_CHAIRS };
  int n_valid = 0;
  gsize length;

  agenda_bytes = pln_agenda_format (planned, PLN_FORMAT_JSON, &chairs, NULL);
  original = g_string_new_len (g_bytes_get_data (agenda_bytes, &length), (gssize) g_bytes_get_size (agenda_bytes));
  for (int k = 0; k < N_AGENDAS / 2; k++)
    {
      g_autoptr (GBytes) bytes = mutant_of (original, dice);
      g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
      g_autoptr (PlnAgenda) agenda = pln_agenda_read ("mutant.json", bytes, diagnostics);

      g_assert_true ((agenda == NULL) == (pln_diagnostics_n_errors (diagnostics) > 0));
      if (!agenda)
        {
          assert_told_well (diagnostics);
          continue;
        }
      n_valid++;
      g_autoptr (PlnVerdict) verdict = pln_judge (meeting, agenda, planned);
      g_autofree char *told = pln_verdict_format (verdict, agenda, true);
      g_autofree char *json = pln_verdict_to_json (verdict, agenda);

      g_assert_true (g_utf8_validate (told, -1, NULL) && g_utf8_validate (json, -1, NULL));
      format_for_all (agenda);
    }
  g_test_message ("%d of %d are still agendas", n_valid, N_AGENDAS / 2);
  g_assert_cmpint (n_valid, >, N_AGENDAS / 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/mutations/requests/one-room", "dmlt-2022-10.json", test_requests);
  g_test_add_data_func ("/mutations/requests/two-days", "dmlt-2020-11.json", test_requests);
  g_test_add_data_func ("/mutations/agendas/one-room", "dmlt-2022-10.json", test_agendas);
  g_test_add_data_func ("/mutations/agendas/two-days", "dmlt-2020-11.json", test_agendas);
  return g_test_run ();
}
