/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How much work proofs take: counts, not seconds, so that a change that makes the search work harder shows on any
 * machine. The table tests/unit/effort.tsv has a row for each meeting. A count that is a quarter above its row fails the
 * test, except that small ones may jump by so much (40 conflicts or facts, 10,000 ticks); one that is as far below is
 * told. Compilers round differently what steers the LP, so that a build with sanitizers only tells. Lower the guard then, or
 * accept what a change costs, by
 *
 *   ninja -C build effort
 *
 * which writes the table anew (`test-effort --write FILE`). A meeting is an example, a request of SHARED/bench/requests,
 * or the words that SHARED/bench/generate.py is to be given. */

#include "planner/exact.h"
#include "planner/local.h"

#include <string.h>

#define TOLERANCE_PERCENT 25

typedef struct
{
  char *meeting;
  gint64 cost; /* -1: there is no plan */
  gint64 conflicts, ticks, facts;
} Effort;

static GArray *efforts;

/* -- Meetings -------------------------------------------------------------------------------------- */

static char *
shared_path (const char *below)
{
  const char *shared = g_getenv ("PLENARY_SHARED");

  return shared ? g_build_filename (shared, "bench", below, NULL) : NULL;
}

static char *
example_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "..", "..", "examples", name, NULL);
}

/* Returns: (transfer full) (nullable): NULL where the generator is not there */
static char *
generate (const char *words)
{
  g_autofree char *program = shared_path ("generate.py");
  g_autofree char *command = g_strdup_printf ("/usr/bin/python3 -B %s %s", program ? program : "", words);
  char *text = NULL;
  int status = 0;

  if (!program || !g_file_test (program, G_FILE_TEST_EXISTS))
    return NULL;
  g_assert_true (g_spawn_command_line_sync (command, &text, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  return text;
}

/* Returns: (transfer full) (nullable): NULL where it is not there */
static PlnMeeting *
read_meeting (const char *name)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = NULL;
  char *text = NULL;

  if (g_str_has_prefix (name, "--"))
    text = generate (name);
  else if ((path = strchr (name, '/') ? NULL : example_path (name)))
    g_file_get_contents (path, &text, NULL, NULL);
  else if ((path = shared_path ("requests")))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_file_get_contents (file, &text, NULL, NULL);
    }
  if (!text)
    return NULL;
  bytes = g_bytes_new_take (text, strlen (text));
  return pln_meeting_read (name, bytes, NULL, NULL, diagnostics);
}

/* -- Counting -------------------------------------------------------------------------------------- */

/* A short local search and the whole proof, as the first round of a run. Returns: false where the meeting is not there */
static bool
count (const char *name, Effort *effort)
{
  g_autoptr (PlnMeeting) meeting = read_meeting (name);
  g_autoptr (PlnProblem) problem = meeting ? pln_problem_new (meeting, NULL, NULL) : NULL;
  PlnLocalOptions local = PLN_LOCAL_OPTIONS_INIT;
  PlnLocalReport first = { .cost = G_MAXINT64 };
  PlnExactOptions options = { .cutoff = G_MAXINT64 };
  PlnExactReport report;
  g_autoptr (PlnDraft) plan = NULL, better = NULL;
  g_autoptr (PlnExact) exact = NULL;

  if (!problem)
    return false;
  local.tick_limit = 5000 + 1000 * meeting->n_items;
  plan = pln_local_search (problem, &local, &first);
  options.incumbent = plan;
  options.cutoff = plan ? first.cost : G_MAXINT64;
  exact = pln_exact_new (problem, !pln_exact_is_apt (problem, false), 1, options.cutoff, NULL);
  if (meeting->n_items > PLN_EXACT_SMALL) /* as the planner does */
    pln_exact_elaborate (exact);
  better = pln_exact_prove (exact, &options, &report);
  g_assert_true (report.proved);
  *effort = (Effort){ .cost = plan || better ? report.cost : -1, .conflicts = report.conflicts, .ticks = report.ticks, .facts = report.facts };
  return true;
}

static void
compare (const char *what, gint64 now, gint64 before, gint64 jump)
{
  gint64 margin = MAX (jump, before * TOLERANCE_PERCENT / 100);

  if (now < before - margin)
    g_test_message ("%s: %" G_GINT64_FORMAT ", the guard says %" G_GINT64_FORMAT ": lower it", what, now, before);
  if (now > before + margin)
    g_test_message ("%s: %" G_GINT64_FORMAT ", the guard says %" G_GINT64_FORMAT, what, now, before);
  if (!g_getenv ("PLENARY_SANITIZED"))
    g_assert_cmpint (now, <=, before + margin);
}

static void
test_effort (gconstpointer data)
{
  const Effort *row = data;
  Effort now;

  if (!count (row->meeting, &now))
    {
      g_test_skip ("the meeting is not here");
      return;
    }
  g_assert_cmpint (now.cost, ==, row->cost);
  compare ("conflicts", now.conflicts, row->conflicts, 40);
  compare ("ticks", now.ticks, row->ticks, 10000);
  compare ("facts", now.facts, row->facts, 40);
}

/* The start-indexed master finds the same, and says so. */
static void
test_timed (gconstpointer data)
{
  const Effort *effort = data;
  g_autoptr (PlnMeeting) meeting = read_meeting (effort->meeting);
  g_autoptr (PlnProblem) problem = pln_problem_new (meeting, NULL, NULL);
  g_autoptr (PlnExact) exact = NULL;
  g_autoptr (PlnDraft) plan = NULL;
  PlnExactOptions options = { .cutoff = effort->cost + 1 };
  PlnExactReport report;

  exact = pln_exact_new (problem, true, 0, options.cutoff, NULL);
  plan = pln_exact_prove (exact, &options, &report);
  g_assert_true (report.proved);
  g_assert_nonnull (plan);
  g_assert_cmpint (report.cost, ==, effort->cost);
}

/* -- The table ------------------------------------------------------------------------------------- */

static char *
table_path (void)
{
  return g_test_build_filename (G_TEST_DIST, "effort.tsv", NULL);
}

static void
clear_effort (gpointer effort)
{
  g_free (((Effort *) effort)->meeting);
}

static void
read_table (void)
{
  g_autofree char *path = table_path (), *text = NULL;
  g_auto (GStrv) lines = NULL;

  efforts = g_array_new (FALSE, FALSE, sizeof (Effort));
  g_array_set_clear_func (efforts, clear_effort);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines + 1; *line && **line; line++)
    {
      g_auto (GStrv) cells = g_strsplit (*line, "\t", -1);
      Effort row = { 0 };

      g_assert_cmpuint (g_strv_length (cells), ==, 5);
      row = (Effort){ g_strdup (cells[0]), g_ascii_strtoll (cells[1], NULL, 10), g_ascii_strtoll (cells[2], NULL, 10),
                      g_ascii_strtoll (cells[3], NULL, 10), g_ascii_strtoll (cells[4], NULL, 10) };
      g_array_append_val (efforts, row);
    }
}

static int
write_table (const char *path)
{
  g_autoptr (GString) text = g_string_new ("meeting\tcost\tconflicts\tticks\tfacts\n");

  for (guint k = 0; k < efforts->len; k++)
    {
      const char *name = g_array_index (efforts, Effort, k).meeting;
      Effort now;

      if (!count (name, &now))
        {
          g_printerr ("%s is not here\n", name);
          return 1;
        }
      g_string_append_printf (text, "%s\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\n",
                              name, now.cost, now.conflicts, now.ticks, now.facts);
    }
  return g_file_set_contents (path, text->str, (gssize) text->len, NULL) ? 0 : 1;
}

int
main (int argc, char **argv)
{
  const char *write = argc == 3 && strcmp (argv[1], "--write") == 0 ? argv[2] : NULL;

  g_test_init (&argc, &argv, NULL);
  read_table ();
  if (write)
    return write_table (write);
  for (guint k = 0; k < efforts->len; k++)
    {
      const Effort *row = &g_array_index (efforts, Effort, k);
      g_autofree char *name = g_strdelimit (g_strdup (row->meeting), "/ ", '_');
      g_autofree char *proof = g_strdup_printf ("/effort/proof/%s", name), *timed = g_strdup_printf ("/effort/timed/%s", name);

      g_test_add_data_func (proof, row, test_effort);
      if (g_str_has_prefix (row->meeting, "dmlt"))
        g_test_add_data_func (timed, row, test_timed);
    }
  return g_test_run ();
}
