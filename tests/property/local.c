/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/local.h"

#include "brute.h"
#include "model/verify.h"
#include "tiny.h"

#include <string.h>

/* Local search against the judge and the brute-force planner: every plan it reports is clean and costs
 * what it says; it never beats the optimum, and on requests this small it nearly always reaches it. */

enum
{
  N_REQUESTS = 400,
  MAX_NODES = 200000,
  TICKS = 150000,
};

typedef struct
{
  const PlnMeeting *meeting;
  const PlnProblem *problem;
  const PlnAgenda *previous;
  const char *name; /* or the request itself */
  int n_plans;
} Watch;

static void
check_plan (const PlnDraft *draft, gint64 cost, gpointer data)
{
  Watch *watch = data;
  PlnAgendaFacts facts = { .status = PLN_STATUS_FEASIBLE, .previous = watch->previous };
  g_autoptr (PlnAgenda) agenda = pln_agenda_new (watch->meeting, draft, &facts);
  g_autoptr (PlnVerdict) verdict = pln_verify (watch->meeting, agenda, watch->previous);
  gint64 price = 0;
  bool right = pln_local_price (watch->problem, draft, &price);

  watch->n_plans++;
  if (verdict->broken->len > 0)
    {
      const PlnBroken *broken = verdict->broken->pdata[0];

      g_printerr ("%s: %s; price %s %" G_GINT64_FORMAT "\n", broken->rule, broken->text, right ? "right" : "wrong",
                  price);
      for (int item = 0; item < draft->n_items; item++)
        g_printerr ("  %s: room %d, %d for %d minutes\n", watch->meeting->items[item].id, draft->items[item].room,
                    draft->items[item].start - watch->meeting->blocks[0].interval.start, draft->items[item].minutes);
      g_error ("%s", watch->name);
    }
  if (verdict->cost != cost || price != cost || !right)
    {
      for (int term = 0; term < PLN_N_TERMS; term++)
        if (verdict->terms[term])
          g_printerr ("  %s %" G_GINT64_FORMAT "\n", pln_term_name ((PlnTerm) term), verdict->terms[term]);
      g_error ("search %" G_GINT64_FORMAT ", price %s %" G_GINT64_FORMAT ", judge %" G_GINT64_FORMAT "\n%s", cost,
               right ? "right" : "wrong", price, verdict->cost, watch->name);
    }
}

static PlnDraft *
search (Watch *watch, gint64 ticks, gint64 *cost)
{
  PlnLocalOptions options = PLN_LOCAL_OPTIONS_INIT;
  PlnLocalReport report;
  PlnDraft *draft;

  options.tick_limit = ticks;
  options.improved = check_plan;
  options.data = watch;
  draft = pln_local_search (watch->problem, &options, &report);
  *cost = report.cost;
  g_assert_false (report.cut);
  if (draft)
    check_plan (draft, report.cost, watch);
  return draft;
}

typedef struct
{
  int n_feasible, n_found, n_optimal, n_infeasible;
} Tally;

static void
compare_with_brute_force (uint64_t number, Tally *tally)
{
  PlnTinyFeatures features = 0;
  g_autofree char *request = pln_tiny_request (number, &features);
  g_autoptr (PlnMeeting) meeting = pln_tiny_meeting (request);
  g_autoptr (PlnAgenda) previous = pln_tiny_previous (number, meeting, &features);
  g_autoptr (PlnProblem) problem = pln_problem_new (meeting, NULL, previous);
  g_autoptr (PlnBrute) brute = pln_brute_new (meeting, NULL, previous);
  g_autoptr (PlnDraft) best = NULL, found = NULL;
  Watch watch = { meeting, problem, previous, request, 0 };
  gint64 least = 0, cost;
  PlnBruteAnswer answer = pln_brute_plan (brute, MAX_NODES, &best, &least);

  found = search (&watch, TICKS, &cost);
  if (answer == PLN_BRUTE_TOO_LARGE)
    return;
  if (answer == PLN_BRUTE_INFEASIBLE)
    {
      g_assert_null (found);
      tally->n_infeasible++;
      return;
    }
  tally->n_feasible++;
  if (!found)
    {
      g_test_message ("no plan for request %" G_GUINT64_FORMAT ", optimum %" G_GINT64_FORMAT, number, least);
      return;
    }
  g_assert_cmpint (cost, >=, least);
  tally->n_found++;
  tally->n_optimal += cost == least;
  if (cost > least)
    g_test_message ("request %" G_GUINT64_FORMAT ": %" G_GINT64_FORMAT ", optimum %" G_GINT64_FORMAT, number, cost,
                    least);
}

static void
test_tiny (void)
{
  Tally tally = { 0, 0, 0, 0 };

  for (uint64_t number = 0; number < N_REQUESTS; number++)
    compare_with_brute_force (number, &tally);
  g_test_message ("%d feasible, %d found, %d at their optimum; %d infeasible", tally.n_feasible, tally.n_found,
                  tally.n_optimal, tally.n_infeasible);
  g_assert_cmpint (tally.n_feasible, >, N_REQUESTS / 3);
  g_assert_cmpint (tally.n_infeasible, >, 0);
  g_assert_cmpint (tally.n_found * 100, >=, tally.n_feasible * 99);
  g_assert_cmpint (tally.n_optimal * 100, >=, tally.n_feasible * 97);
}

static void
test_repeats (void)
{
  for (uint64_t number = 0; number < 40; number++)
    {
      PlnTinyFeatures features = 0;
      g_autofree char *request = pln_tiny_request (number, &features);
      g_autoptr (PlnMeeting) meeting = pln_tiny_meeting (request);
      g_autoptr (PlnProblem) problem = pln_problem_new (meeting, NULL, NULL);
      Watch watch = { meeting, problem, NULL, request, 0 };
      gint64 cost, again_cost;
      g_autoptr (PlnDraft) draft = search (&watch, TICKS / 4, &cost), again = search (&watch, TICKS / 4, &again_cost);

      g_assert_cmpint (cost, ==, again_cost);
      if (draft)
        g_assert_cmpmem (draft->items, sizeof (PlnPlacement) * (gsize) draft->n_items, again->items,
                         sizeof (PlnPlacement) * (gsize) again->n_items);
    }
}

static void
test_incumbent (void)
{
  for (uint64_t number = 0; number < 80; number++)
    {
      PlnTinyFeatures features = 0;
      g_autofree char *request = pln_tiny_request (number, &features);
      g_autoptr (PlnMeeting) meeting = pln_tiny_meeting (request);
      g_autoptr (PlnProblem) problem = pln_problem_new (meeting, NULL, NULL);
      Watch watch = { meeting, problem, NULL, request, 0 };
      PlnLocalOptions options = PLN_LOCAL_OPTIONS_INIT;
      PlnLocalReport report;
      gint64 cost;
      g_autoptr (PlnDraft) draft = search (&watch, TICKS, &cost), kept = NULL;

      if (!draft)
        continue;
      options.incumbent = draft;
      options.tick_limit = 1;
      kept = pln_local_search (problem, &options, &report);
      g_assert_nonnull (kept);
      g_assert_cmpint (report.cost, <=, cost);
    }
}

/* -- Whole requests -------------------------------------------------------------------------------- */

static bool
names_calendars (const char *text)
{
  return strstr (text, "\"calendars\"") != NULL;
}

static void
plan_file (const char *path)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnMeeting) meeting = NULL;
  g_autoptr (PlnProblem) problem = NULL;
  g_autoptr (PlnDraft) draft = NULL;
  Watch watch = { NULL, NULL, NULL, path, 0 };
  gint64 cost;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  if (names_calendars (text))
    return;
  bytes = g_bytes_new (text, length);
  meeting = pln_meeting_read (path, bytes, NULL, NULL, diagnostics);
  g_assert_nonnull (meeting);
  problem = pln_problem_new (meeting, NULL, NULL);
  watch.meeting = meeting;
  watch.problem = problem;
  draft = search (&watch, TICKS, &cost);
  g_test_message ("%s: %" G_GINT64_FORMAT ", %d plans", path, cost, watch.n_plans);
}

static void
plan_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        plan_folder (path);
      else if (g_str_has_suffix (name, ".json"))
        plan_file (path);
    }
}

static void
test_requests (void)
{
  const char *shared = g_getenv ("PLENARY_SHARED");
  g_autofree char *requests = shared ? g_build_filename (shared, "bench", "requests", NULL) : NULL;

  if (!requests || !g_file_test (requests, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("no requests at hand");
      return;
    }
  plan_folder (requests);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/local/tiny/brute-force", test_tiny);
  g_test_add_func ("/local/tiny/repeats", test_repeats);
  g_test_add_func ("/local/tiny/incumbent", test_incumbent);
  g_test_add_func ("/local/requests/judge", test_requests);
  return g_test_run ();
}
