/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/import.h"

#include <stdlib.h>
#include <string.h>

/* Replays what is read from the sections of constraints of pages that others wrote, against
 * wish-readings.tsv: every reading was judged by hand. Precision is held; coverage is reported. */

typedef struct
{
  int n_right, n_wrong; /* readings of the table */
  int n_sentences, n_understood, n_whole;
} Tally;

static GBytes *
base_of (char **fields)
{
  GString *json = g_string_new (NULL);

  g_string_append_printf (json, "{\"plenary\": 1, \"title\": \"t\", \"timezone\": \"%s\", \"days\": [", fields[2]);
  for (int k = 3; fields[k]; k++)
    {
      g_auto (GStrv) day = g_strsplit (fields[k], " ", 3);

      g_string_append_printf (json, "%s{\"date\": \"%s\", \"start\": \"%s\", \"end\": \"%s\", \"breaks\": [{\"start\": \"12:00\", \"end\": \"13:00\"}]}",
                              k > 3 ? ", " : "", day[0], day[1], day[2]);
    }
  g_string_append (json, "]}");
  return g_string_free_to_bytes (json);
}

static bool
is_of_section (const PlnWish *wish)
{
  return wish->sentence->topic < 0;
}

/* "LINE KEY N" of what is applied from sections of constraints, in order: N values that one clause sets
 * under one key. */
static GPtrArray *
readings_of (const GPtrArray *wishes)
{
  GPtrArray *readings = g_ptr_array_new_with_free_func (g_free);
  guint n = 0;

  for (guint k = 0; k < wishes->len; k++)
    {
      const PlnWish *wish = g_ptr_array_index (wishes, k);
      const PlnWish *next = k + 1 < wishes->len ? g_ptr_array_index (wishes, k + 1) : NULL;

      if (!is_of_section (wish) || !wish->key)
        continue;
      n += wish->values->len;
      if (next && next->sentence == wish->sentence && g_strcmp0 (next->part, wish->part) == 0 && g_strcmp0 (next->key, wish->key) == 0)
        continue;
      g_ptr_array_add (readings, g_strdup_printf ("%d\t%s\t%u", wish->sentence->line, wish->key, n));
      n = 0;
    }
  return readings;
}

/* A sentence is understood where something of it is, and wholly so where nothing of it is left. */
static void
count_sentences (const PlnHarvest *harvest, const GPtrArray *wishes, Tally *tally)
{
  guint next = 0;

  for (guint k = 0; k < harvest->sentences->len; k++)
    {
      const PlnSentence *sentence = g_ptr_array_index (harvest->sentences, k);
      bool any = false, rest = false, listed = false;

      for (; next < wishes->len && ((PlnWish *) g_ptr_array_index (wishes, next))->sentence == sentence; next++, listed = true)
        {
          bool read = ((PlnWish *) g_ptr_array_index (wishes, next))->key != NULL;

          any = any || read;
          rest = rest || !read;
        }
      if (sentence->topic >= 0)
        continue;
      tally->n_sentences++;
      tally->n_understood += any || !listed;
      tally->n_whole += (any || !listed) && !rest;
    }
}

static GPtrArray *
read_page (const char *folder, char **fields, Tally *tally)
{
  g_autofree char *path = g_build_filename (folder, fields[1], NULL);
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) base_bytes = base_of (fields), bytes = NULL;
  g_autoptr (PlnBase) base = pln_base_read ("base", base_bytes, diagnostics);
  g_autoptr (PlnHarvest) harvest = pln_harvest_new (diagnostics, false);
  g_autoptr (PlnSource) source = NULL;
  g_autoptr (PlnPage) page = NULL;
  g_autoptr (GPtrArray) wishes = NULL;
  char *text;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  bytes = g_bytes_new_take (text, length);
  source = pln_source_new (fields[1], bytes);
  page = pln_page_from_markdown (source, diagnostics);
  pln_base_introduce (base, harvest);
  pln_harvest_page (harvest, page);
  wishes = pln_wishes_read (harvest, base->frame);
  count_sentences (harvest, wishes, tally);
  return readings_of (wishes);
}

/* Takes the reading out of the page's list, so that what is left at its end is not in the table. */
static void
check_reading (GPtrArray *readings, char **fields, const char *file, Tally *tally)
{
  g_autofree char *want = g_strdup_printf ("%s\t%s\t%s", fields[1], fields[2], fields[3]);
  guint at;

  g_test_message ("%s: %s", file, want);
  g_assert_true (g_ptr_array_find_with_equal_func (readings, want, g_str_equal, &at));
  g_ptr_array_remove_index (readings, at);
  if (strcmp (fields[4], "right") == 0)
    tally->n_right++;
  else
    tally->n_wrong++;
}

static void
test_replay (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("PLENARY_SHARED") ? g_getenv ("PLENARY_SHARED") : "../shared", "data", "tables", "tc39", NULL);
  g_autofree char *table = g_test_build_filename (G_TEST_DIST, "wish-readings.tsv", NULL);
  g_autofree char *text = NULL, *file = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) readings = NULL;
  Tally tally = { 0 };

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the pages that others wrote are not here");
      return;
    }
  g_assert_true (g_file_get_contents (table, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (int k = 0; lines[k]; k++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[k], "\t", -1);

      if (g_strcmp0 (fields[0], "page") == 0)
        {
          g_assert_true (!readings || readings->len == 0);
          g_clear_pointer (&readings, g_ptr_array_unref);
          g_free (file);
          file = g_strdup (fields[1]);
          readings = read_page (folder, fields, &tally);
        }
      else if (g_strcmp0 (fields[0], "reading") == 0)
        check_reading (readings, fields, file, &tally);
    }
  g_assert_true (readings && readings->len == 0);
  g_test_message ("%d readings, %d right; of %d sentences %d are understood, %d of them wholly", tally.n_right + tally.n_wrong,
                  tally.n_right, tally.n_sentences, tally.n_understood, tally.n_whole);
  g_assert_cmpint (tally.n_right + tally.n_wrong, >=, 150);
  g_assert_cmpint (tally.n_understood, >=, 110);
  g_assert_cmpint (tally.n_right * 100, >=, (tally.n_right + tally.n_wrong) * 98);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wish/readings", test_replay);
  return g_test_run ();
}
