/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The planner where the LP library is not installed: the loader of this program finds none. What is asked of the LP
 * must come out by other means, or be left open honestly.
 *
 *   without-lp [--from N] [--count N]
 */

#include "planner/exact.h"
#include "planner/plan.h"
#include "solver/lp.h"
#include "brute.h"
#include "tiny.h"

#include <dlfcn.h>
#include <string.h>

#define BRUTE_NODES_MOST 1000000

static int first_number = 200000, n_meetings = 300;
static int n_refused;

/* Stands before the C library's: every library but the LP's is there. */
void *
dlopen (const char *name, int flags)
{
  void *(*next) (const char *, int) = (void *(*) (const char *, int)) dlsym (RTLD_NEXT, "dlopen");

  if (!name || !strstr (name, "Clp"))
    return next (name, flags);
  n_refused++;
  return NULL;
}

static void
test_loader (void)
{
  g_assert_null (pln_lp_new ());
  g_assert_null (pln_lp_new ());
  g_assert_cmpint (n_refused, ==, 1); /* it is not looked for again and again */
}

/* The proof that wants the LP at once, against the brute force. */
static void
prove (const PlnProblem *problem, const PlnDraft *best, gint64 cost)
{
  g_autoptr (PlnExact) exact = NULL;
  g_autoptr (PlnDraft) found = NULL;
  PlnExactOptions options = { .cutoff = G_MAXINT64 };
  PlnExactReport report;

  if (!pln_exact_is_apt (problem, false))
    return;
  exact = pln_exact_new (problem, false, 2, G_MAXINT64, NULL);
  found = pln_exact_prove (exact, &options, &report);
  g_assert_true (report.proved);
  g_assert_true ((found != NULL) == (best != NULL));
  if (best)
    g_assert_cmpint (report.cost, ==, cost);
}

static void
test_proofs (void)
{
  for (int number = first_number; number < first_number + n_meetings; number++)
    {
      PlnTinyFeatures features = 0;
      g_autofree char *text = pln_tiny_request ((uint64_t) number, &features);
      g_autoptr (PlnMeeting) meeting = pln_tiny_meeting (text);
      g_autoptr (PlnProblem) problem = pln_problem_new (meeting, NULL, NULL);
      g_autoptr (PlnBrute) brute = pln_brute_new (meeting, NULL, NULL);
      g_autoptr (PlnDraft) best = NULL;
      gint64 cost = 0;

      if (pln_brute_plan (brute, BRUTE_NODES_MOST, &best, &cost) != PLN_BRUTE_TOO_LARGE)
        prove (problem, best, cost);
    }
}

/* Overfull: the topics ask for more time than there is. */
static char *
overfull_request (int n_topics)
{
  GString *text = g_string_new ("{\"plenary\": 1, \"title\": \"Overfull\", \"timezone\": \"UTC\", \"days\": ["
                                "{\"date\": \"2026-03-02\", \"start\": \"09:00\", \"end\": \"12:00\","
                                " \"breaks\": [{\"start\": \"10:20\", \"end\": \"10:35\"}]}], \"people\": [");

  for (int k = 0; k < n_topics / 2; k++)
    g_string_append_printf (text, "%s{\"id\": \"p%d\", \"name\": \"P %d\"}", k ? ", " : "", k, k);
  g_string_append (text, "], \"topics\": [");
  for (int k = 0; k < n_topics; k++)
    g_string_append_printf (text, "%s{\"id\": \"t%d\", \"title\": \"T\", \"presenters\": [\"p%d\"], \"priority\": \"%s\","
                            " \"duration\": {\"preferred\": %d, \"min\": %d}}", k ? ", " : "", k, k * 7 % (n_topics / 2),
                            k % 3 ? "normal" : "low", 35 + k * 5 % 35, 15 + k * 5 % 20);
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

static PlnAgenda *
planned (const PlnMeeting *meeting, int limit_ms)
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
test_small (void)
{
  g_autofree char *text = overfull_request (8);
  g_autoptr (PlnMeeting) meeting = pln_tiny_meeting (text);
  g_autoptr (PlnAgenda) agenda = planned (meeting, 0);

  g_assert_cmpint (agenda->status, ==, PLN_STATUS_OPTIMAL);
  g_assert_cmpint (agenda->bound, ==, agenda->cost);
}

/* More than can be proved in half a second without: says so, and no bound is above the best. */
static void
test_large (void)
{
  g_autofree char *text = overfull_request (60);
  g_autoptr (PlnMeeting) meeting = pln_tiny_meeting (text);
  g_autoptr (PlnAgenda) agenda = planned (meeting, 500);

  g_assert_cmpint (agenda->bound, <=, agenda->cost);
  if (agenda->bound < agenda->cost)
    {
      g_assert_cmpint (agenda->status, ==, PLN_STATUS_FEASIBLE);
      g_assert_cmpstr (agenda->stopped, ==, "time");
    }
}

int
main (int argc, char **argv)
{
  pln_tiny_parse (&argc, &argv, &first_number, &n_meetings, NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/without-lp/loader", test_loader);
  g_test_add_func ("/without-lp/proofs", test_proofs);
  g_test_add_func ("/without-lp/small", test_small);
  g_test_add_func ("/without-lp/large", test_large);
  return g_test_run ();
}
