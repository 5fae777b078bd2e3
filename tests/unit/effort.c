/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How much work the proofs of real meetings take: counts, not seconds, so that a change that makes the
 * search work harder shows on any machine. A count that falls is good news: lower the guard. */

#include "planner/exact.h"
#include "planner/local.h"

typedef struct
{
  const char *file;
  gint64 cost;
  gint64 conflicts, ticks, facts; /* at most */
} Effort;

static const Effort efforts[] = {
  { "dmlt-2022-10.json", 39, 60, 12000, 5 },
  { "dmlt-2020-11.json", 12, 200, 80000, 5 },
};

static PlnMeeting *
read_example (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "examples", name, NULL);
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = NULL;
  char *text = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  bytes = g_bytes_new_take (text, length);
  return pln_meeting_read (name, bytes, NULL, NULL, diagnostics);
}

static void
test_proof (gconstpointer data)
{
  const Effort *effort = data;
  g_autoptr (PlnMeeting) meeting = read_example (effort->file);
  g_autoptr (PlnProblem) problem = pln_problem_new (meeting, NULL, NULL);
  PlnLocalOptions local = PLN_LOCAL_OPTIONS_INIT;
  PlnLocalReport first;
  PlnExactReport report;
  PlnExactOptions options = { 0 };
  g_autoptr (PlnDraft) plan = NULL, better = NULL;
  g_autoptr (PlnExact) exact = NULL;

  local.tick_limit = 20000;
  plan = pln_local_search (problem, &local, &first);
  g_assert_nonnull (plan);
  exact = pln_exact_new (problem, false, 1, first.cost, NULL);
  options.incumbent = plan;
  options.cutoff = first.cost;
  better = pln_exact_prove (exact, &options, &report);
  g_test_message ("%s: %" G_GINT64_FORMAT " conflicts, %" G_GINT64_FORMAT " ticks, %" G_GINT64_FORMAT " facts", effort->file,
                  report.conflicts, report.ticks, report.facts);
  g_assert_true (report.proved);
  g_assert_cmpint (report.cost, ==, effort->cost);
  g_assert_cmpint (report.conflicts, <=, effort->conflicts);
  g_assert_cmpint (report.ticks, <=, effort->ticks);
  g_assert_cmpint (report.facts, <=, effort->facts);
}

/* The start-indexed master finds the same, and says so. */
static void
test_timed (gconstpointer data)
{
  const Effort *effort = data;
  g_autoptr (PlnMeeting) meeting = read_example (effort->file);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint k = 0; k < G_N_ELEMENTS (efforts); k++)
    {
      g_autofree char *proof = g_strdup_printf ("/effort/proof/%s", efforts[k].file);
      g_autofree char *timed = g_strdup_printf ("/effort/timed/%s", efforts[k].file);

      g_test_add_data_func (proof, &efforts[k], test_proof);
      g_test_add_data_func (timed, &efforts[k], test_timed);
    }
  return g_test_run ();
}
