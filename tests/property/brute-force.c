/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "brute.h"
#include "tiny.h"

#include "model/verify.h"

/* The brute-force planner against the judge: on plans that mean nothing both must say alike whether a
 * rule of section 3 is broken and, where none is, what the plan costs; and what brute force calls
 * optimal the judge must find clean at that cost. */

enum
{
  N_REQUESTS = 1000,
  DRAFTS_EACH = 12,
  MAX_NODES = 300000,
};

static PlnVerdict *
judge (const PlnMeeting *meeting, const PlnDraft *draft, const PlnAgenda *previous)
{
  PlnAgendaFacts facts = { .status = PLN_STATUS_FEASIBLE, .previous = previous };
  g_autoptr (PlnAgenda) agenda = pln_agenda_new (meeting, draft, &facts);

  return pln_verify (meeting, agenda, previous);
}

static void
complain (const char *request, const PlnVerdict *verdict, bool good, gint64 cost)
{
  const PlnBroken *first = verdict->broken->len > 0 ? verdict->broken->pdata[0] : NULL;

  for (int term = 0; term < PLN_N_TERMS; term++)
    if (verdict->terms[term])
      g_printerr ("  %s %" G_GINT64_FORMAT "\n", pln_term_name ((PlnTerm) term), verdict->terms[term]);
  g_error ("judge: %s %s, %" G_GINT64_FORMAT "; brute force: %s, %" G_GINT64_FORMAT "\n%s",
           first ? first->rule : "clean", first ? first->text : "", verdict->cost, good ? "clean" : "broken", cost,
           request);
}

/* A few moves from one plan towards better ones, so that clean plans come up often. */
static void
compare_drafts (uint64_t number,
                const char *request,
                const PlnMeeting *meeting,
                PlnBrute *brute,
                const PlnAgenda *previous,
                int *n_clean,
                int *n_broken)
{
  for (uint64_t k = 0; k < DRAFTS_EACH; k++)
    {
      g_autoptr (PlnDraft) draft = pln_tiny_draft (number * DRAFTS_EACH + k, meeting);
      g_autoptr (PlnVerdict) verdict = judge (meeting, draft, previous);
      gint64 cost = 0;
      bool good = pln_brute_price (brute, draft, &cost);

      if (good != (verdict->broken->len == 0) || (good && cost != verdict->cost))
        complain (request, verdict, good, cost);
      *(good ? n_clean : n_broken) += 1;
    }
}

static void
test_judge (void)
{
  int n_clean = 0, n_broken = 0, n_optimal = 0, n_infeasible = 0, n_large = 0;

  for (uint64_t number = 0; number < N_REQUESTS; number++)
    {
      PlnTinyFeatures features = 0;
      g_autofree char *request = pln_tiny_request (number, &features);
      g_autoptr (PlnMeeting) meeting = pln_tiny_meeting (request);
      g_autoptr (PlnAgenda) previous = pln_tiny_previous (number, meeting, &features);
      g_autoptr (PlnBrute) brute = pln_brute_new (meeting, NULL, previous);
      g_autoptr (PlnDraft) best = NULL;
      gint64 cost = 0, again = 0;

      compare_drafts (number, request, meeting, brute, previous, &n_clean, &n_broken);
      switch (pln_brute_plan (brute, MAX_NODES, &best, &cost))
        {
        case PLN_BRUTE_OPTIMAL:
          {
            g_autoptr (PlnVerdict) verdict = judge (meeting, best, previous);

            if (verdict->broken->len > 0 || verdict->cost != cost)
              complain (request, verdict, true, cost);
            g_assert_true (pln_brute_price (brute, best, &again));
            g_assert_cmpint (again, ==, cost);
            n_optimal++;
            break;
          }
        case PLN_BRUTE_INFEASIBLE:
          n_infeasible++;
          break;
        case PLN_BRUTE_TOO_LARGE:
          n_large++;
          break;
        }
    }
  g_test_message ("plans: %d clean, %d broken; requests: %d with an optimum, %d infeasible, %d too large", n_clean,
                  n_broken, n_optimal, n_infeasible, n_large);
  g_assert_cmpint (n_clean, >, N_REQUESTS / 4);
  g_assert_cmpint (n_broken, >, N_REQUESTS / 4);
  g_assert_cmpint (n_optimal, >, N_REQUESTS / 4);
  g_assert_cmpint (n_infeasible, >, N_REQUESTS / 40);
  g_assert_cmpint (n_large, <, N_REQUESTS / 50);
}

/* No plan that meets the same rules is cheaper than the one called optimal. */
static void
test_no_cheaper (void)
{
  for (uint64_t number = 0; number < N_REQUESTS; number++)
    {
      PlnTinyFeatures features = 0;
      g_autofree char *request = pln_tiny_request (number, &features);
      g_autoptr (PlnMeeting) meeting = pln_tiny_meeting (request);
      g_autoptr (PlnBrute) brute = pln_brute_new (meeting, NULL, NULL);
      g_autoptr (PlnDraft) best = NULL;
      gint64 least = G_MAXINT64, cost = 0;
      PlnBruteAnswer answer = pln_brute_plan (brute, MAX_NODES, &best, &least);

      for (uint64_t k = 0; k < DRAFTS_EACH && answer != PLN_BRUTE_TOO_LARGE; k++)
        {
          g_autoptr (PlnDraft) draft = pln_tiny_draft (number * DRAFTS_EACH + k, meeting);

          if (pln_brute_price (brute, draft, &cost))
            {
              g_assert_cmpint (answer, ==, PLN_BRUTE_OPTIMAL);
              g_assert_cmpint (cost, >=, least);
            }
        }
      if (answer != PLN_BRUTE_TOO_LARGE)
        g_assert_cmpint (pln_brute_is_feasible (brute, MAX_NODES), ==, answer);
    }
}

/* Every feature comes up often enough to matter. */
static void
test_features (void)
{
  int count[PLN_TINY_N_FEATURES] = { 0 };

  for (uint64_t number = 0; number < N_REQUESTS; number++)
    {
      PlnTinyFeatures features = 0;
      g_autofree char *request = pln_tiny_request (number, &features);
      g_autoptr (PlnMeeting) meeting = pln_tiny_meeting (request);

      pln_agenda_unref (pln_tiny_previous (number, meeting, &features));
      for (int feature = 0; feature < PLN_TINY_N_FEATURES; feature++)
        count[feature] += (features >> feature) & 1;
    }
  for (int feature = 0; feature < PLN_TINY_N_FEATURES; feature++)
    {
      g_test_message ("%s: %d", pln_tiny_feature_name ((PlnTinyFeature) feature), count[feature]);
      g_assert_cmpint (count[feature], >, N_REQUESTS / 60);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/brute-force/features", test_features);
  g_test_add_func ("/brute-force/judge", test_judge);
  g_test_add_func ("/brute-force/no-cheaper", test_no_cheaper);
  return g_test_run ();
}
