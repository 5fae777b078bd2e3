/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The proof under watch (-Dcheck=true): nothing that it states, learns, cuts off or sums up excludes a plan that is
 * known, or prices it too high. Known are the brute force's best plan of a tiny meeting and what a short local search
 * finds from some seeds; the LP is asked at once. What breaks the watch aborts the program.
 *
 *   known [--from N] [--count N] [REQUEST.json ...]
 *
 * Requests that are named are proved twice, the second time under watch, with what the first found known. */

#include "planner/exact.h"
#include "planner/local.h"
#include "brute.h"
#include "tiny.h"

#define BRUTE_NODES_MOST 1000000
#define N_SEEDS 3

static int first_number = 1, n_meetings = 1500;

typedef struct
{
  int n_plans, n_known, n_proofs;
} Tally;

static void
know (PlnExact *exact, const PlnDraft *draft, gint64 cost, Tally *tally)
{
  tally->n_plans++;
  tally->n_known += pln_exact_know (exact, draft, cost);
}

static void
know_found (PlnExact *exact, const PlnProblem *problem, Tally *tally)
{
  for (unsigned seed = 1; seed <= N_SEEDS; seed++)
    {
      PlnLocalOptions options = PLN_LOCAL_OPTIONS_INIT;
      PlnLocalReport report;
      g_autoptr (PlnDraft) draft = NULL;

      options.seed = seed;
      options.tick_limit = 40 * seed;
      draft = pln_local_search (problem, &options, &report);
      if (draft)
        know (exact, draft, report.cost, tally);
    }
}

static void
prove (const PlnProblem *problem, bool timed, bool elaborate, const PlnDraft *best, gint64 cost, Tally *tally)
{
  g_autoptr (PlnExact) exact = NULL;
  g_autoptr (PlnDraft) found = NULL;
  PlnExactOptions options = { .cutoff = G_MAXINT64 };
  PlnExactReport report;

  if (!pln_exact_is_apt (problem, timed))
    return;
  exact = pln_exact_new (problem, timed, 2, G_MAXINT64, NULL);
  if (best)
    know (exact, best, cost, tally);
  know_found (exact, problem, tally);
  if (elaborate)
    pln_exact_elaborate (exact);
  found = pln_exact_prove (exact, &options, &report);
  tally->n_proofs++;
  g_assert_true (report.proved);
  g_assert_true ((found != NULL) == (best != NULL));
  if (best)
    g_assert_cmpint (report.cost, ==, cost);
}

static void
watch (int number, Tally *tally)
{
  PlnTinyFeatures features = 0;
  g_autofree char *text = pln_tiny_request ((uint64_t) number, &features);
  g_autoptr (PlnMeeting) meeting = pln_tiny_meeting (text);
  g_autoptr (PlnAgenda) previous = pln_tiny_previous ((uint64_t) number, meeting, &features);
  g_autoptr (PlnProblem) problem = pln_problem_new (meeting, NULL, previous);
  g_autoptr (PlnBrute) brute = pln_brute_new (meeting, NULL, previous);
  g_autoptr (PlnDraft) best = NULL;
  gint64 cost = 0;

  if (pln_brute_plan (brute, BRUTE_NODES_MOST, &best, &cost) == PLN_BRUTE_TOO_LARGE)
    return;
  prove (problem, false, false, best, cost, tally);
  prove (problem, false, true, best, cost, tally);
  prove (problem, true, false, best, cost, tally);
}

static PlnMeeting *
read_meeting (const char *path)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = NULL;
  char *text = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  bytes = g_bytes_new_take (text, length);
  return pln_meeting_read (path, bytes, NULL, NULL, diagnostics);
}

static void
test_request (gconstpointer data)
{
  g_autoptr (PlnMeeting) meeting = read_meeting (data);
  g_autoptr (PlnProblem) problem = pln_problem_new (meeting, NULL, NULL);
  bool timed = !pln_exact_is_apt (problem, false);
  g_autoptr (PlnExact) exact = pln_exact_new (problem, timed, 1, G_MAXINT64, NULL);
  PlnExactOptions options = { .cutoff = G_MAXINT64 };
  PlnExactReport report;
  g_autoptr (PlnDraft) best = pln_exact_prove (exact, &options, &report);
  Tally tally = { 0 };

  g_assert_true (report.proved);
  prove (problem, timed, true, best, report.cost, &tally);
  g_test_message ("cost %" G_GINT64_FORMAT ", %d of %d plans known", report.cost, tally.n_known, tally.n_plans);
  g_assert_cmpint (tally.n_proofs, ==, 1);
}

static void
test_known (void)
{
  Tally tally = { 0 };

  for (int number = first_number; number < first_number + n_meetings; number++)
    {
      g_test_message ("meeting %d", number);
      watch (number, &tally);
    }
  g_test_message ("%d proofs under watch, %d of %d plans known", tally.n_proofs, tally.n_known, tally.n_plans);
  g_assert_cmpint (tally.n_proofs, >, n_meetings / 2);
  g_assert_cmpint (tally.n_known, >, tally.n_plans * 9 / 10);
}

int
main (int argc, char **argv)
{
  pln_tiny_parse (&argc, &argv, &first_number, &n_meetings, NULL);
  g_test_init (&argc, &argv, NULL);
  if (n_meetings > 0)
    g_test_add_func ("/known/proofs", test_known);
  for (int k = 1; k < argc; k++)
    {
      g_autofree char *name = g_path_get_basename (argv[k]), *path = g_strdup_printf ("/known/request/%s", name);

      g_test_add_data_func (path, argv[k], test_request);
    }
  return g_test_run ();
}
