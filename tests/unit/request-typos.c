/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Slips of one finger in every key of the format: the suggestion must be the key that was meant. */
#include "model/meeting.h"
#include "model/request-keys.h"

#include <string.h>

/* A request in which every object of the format stands, to slip in. */
static const char *const request_path[] = { "..", "..", "tests", "unit", "every-key.json" };

typedef struct
{
  int n, right, silent;
} Score;

/* The n-th slip of a word: neighbours swapped, a letter lost, doubled or wrong. Returns: (transfer full) */
static char *
slip (const char *word, guint n)
{
  gsize length = strlen (word), at = 1 + (n * 7) % (length - 1);
  GString *out = g_string_new (word);

  switch (n % 4)
    {
    case 0:
      out->str[at] = word[at - 1];
      out->str[at - 1] = word[at];
      break;
    case 1:
      g_string_erase (out, (gssize) at, 1);
      break;
    case 2:
      g_string_insert_c (out, (gssize) at, word[at]);
      break;
    default:
      out->str[at] = word[at] == 'e' ? 'r' : 'e';
      break;
    }
  return g_string_free (out, FALSE);
}

/* Reads the request with the key at @offset of its text replaced, and looks for the suggestion. */
static void
try_slip (const char *text, gsize offset, const char *key, const char *wrong, Score *score)
{
  GString *out = g_string_new_len (text, (gssize) offset);
  g_autofree char *expected = g_strdup_printf ("did you mean \"%s\"?", key);
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnMeeting) meeting = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *hint = NULL;

  g_string_append (out, wrong);
  g_string_append (out, text + offset + strlen (key));
  bytes = g_string_free_to_bytes (out);
  meeting = pln_meeting_read ("typo.json", bytes, NULL, NULL, diagnostics);
  g_assert_null (meeting);
  for (guint k = 0; k < diagnostics->rows->len; k++)
    {
      const PlnDiagnostic *row = g_ptr_array_index (diagnostics->rows, k);

      if (row->code == PLN_CODE_UNKNOWN_KEY && row->place.start == offset - 1)
        hint = row->hint;
    }
  score->n++;
  score->right += g_strcmp0 (hint, expected) == 0;
  score->silent += hint == NULL;
  if (g_strcmp0 (hint, expected) != 0)
    g_test_message ("%s for %s: %s", wrong, key, hint ? hint : "no suggestion");
}

/* Every key of the text, as it stands there: "key": */
static void
try_keys (const char *text, Score *score)
{
  for (const char *at = strchr (text, '"'); at; at = strchr (at + 1, '"'))
    {
      const char *end = strchr (at + 1, '"');
      g_autofree char *key = g_strndup (at + 1, (gsize) (end - at - 1));

      if (end[1] == ':' && !g_str_has_prefix (key, "x-") && strlen (key) > 2)
        for (guint n = 0; n < 4; n++)
          {
            g_autofree char *wrong = slip (key, (guint) (at - text) + n);

            if (strcmp (wrong, key) != 0)
              try_slip (text, (gsize) (at + 1 - text), key, wrong, score);
          }
      at = end;
    }
}

static void
test_keys (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, request_path[0], request_path[1], request_path[2], request_path[3],
                                                 request_path[4], NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnMeeting) meeting = NULL;
  Score score = { 0 };

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  bytes = g_bytes_new (text, strlen (text));
  meeting = pln_meeting_read ("every-key.json", bytes, NULL, NULL, diagnostics);
  g_assert_nonnull (meeting);
  try_keys (text, &score);
  g_test_message ("%d slips, %d suggested right, %d without a suggestion", score.n, score.right, score.silent);
  g_assert_cmpint (score.n, >=, 200);
  g_assert_cmpint (10 * score.right, >=, 9 * score.n);
}

/* The request above must stay one with every key, or the slips are not of all of them. */
static void
look_for (const PlnShape *shape, const char *text)
{
  for (int k = 0; k < shape->n_keys; k++)
    {
      g_autofree char *quoted = g_strdup_printf ("\"%s\":", shape->keys[k].name);

      g_test_message ("%s", quoted);
      /* Calendars would be refused here. */
      g_assert_true (strstr (text, quoted) || g_str_equal (shape->keys[k].name, "calendars"));
      look_for (shape->keys[k].shape, text);
    }
  if (shape->of)
    look_for (shape->of, text);
  for (int k = 0; shape->choices && shape->choices[k]; k++)
    look_for (shape->choices[k], text);
}

static void
test_every_key (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, request_path[0], request_path[1], request_path[2], request_path[3],
                                                 request_path[4], NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  look_for (&pln_request_shape, text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request-typos/every-key", test_every_key);
  g_test_add_func ("/request-typos/keys", test_keys);
  return g_test_run ();
}
