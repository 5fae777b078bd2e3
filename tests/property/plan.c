/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The planner against the brute force, on tiny meetings of every kind: the same optimum, or the same
 * verdict that there is no plan. Prints what the meetings were like.
 *
 *   plan [--from N] [--count N] [--techniques LIST] [--conflicts]
 */

#include "model/verify.h"
#include "planner/explain.h"
#include "brute.h"
#include "tiny.h"

#include <string.h>

#define BRUTE_NODES_MOST 3000000

static int first_number = 1, n_meetings = 3000;
static char *techniques;

typedef struct
{
  int n_optimal, n_infeasible, n_skipped, n_conflicts, n_reasons, n_bounded, n_wrong;
  int n_with[PLN_TINY_N_FEATURES];
} Tally;

static void
complain (Tally *tally, int number, const char *what, gint64 ours, gint64 theirs)
{
  tally->n_wrong++;
  g_printerr ("# meeting %d: %s: planner %" G_GINT64_FORMAT ", brute force %" G_GINT64_FORMAT "\n", number, what, ours, theirs);
}

static PlnAgenda *
planned (Tally *tally, int number, const PlnMeeting *meeting, const PlnAgenda *previous)
{
  PlnPlanOptions options = PLN_PLAN_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  PlnAgenda *agenda;

  options.time_limit_ms = 0;
  options.techniques = techniques;
  options.previous = previous;
  agenda = pln_plan (meeting, &options, &error);
  if (agenda)
    return agenda;
  g_printerr ("# meeting %d: %s\n", number, error->message);
  tally->n_wrong++;
  return NULL;
}

/* -- Conflict sets --------------------------------------------------------------------------------- */

static bool
is_member (const PlnMeeting *meeting, const PlnConflict *conflict, PlnStatement statement)
{
  for (int m = 0; m < conflict->n_members; m++)
    {
      const PlnStatementRow *row = &conflict->members[m];

      if (g_strcmp0 (row->topic, meeting->topics[statement.topic].id) == 0
          && g_strcmp0 (row->rule, pln_rule_name (statement.rule)) == 0
          && g_strcmp0 (row->person, statement.person < 0 ? NULL : meeting->people[statement.person].id) == 0
          && g_strcmp0 (row->other, statement.other < 0 ? NULL : meeting->topics[statement.other].id) == 0)
        return true;
    }
  return false;
}

/* Is the meeting impossible with just the members in force, leaving out the one numbered `without`? */
static bool
is_impossible (const PlnMeeting *meeting, const PlnConflict *conflict, int without)
{
  g_autoptr (GArray) statements = pln_statements_new (meeting);
  g_autoptr (PlnForce) force = pln_force_new ();
  g_autoptr (PlnBrute) brute = NULL;
  int member = 0;

  for (guint k = 0; k < statements->len; k++)
    {
      PlnStatement statement = g_array_index (statements, PlnStatement, k);
      bool keep = is_member (meeting, conflict, statement);

      if (keep)
        keep = member++ != without;
      if (!keep)
        pln_force_drop (force, statement);
    }
  g_assert_cmpint (member, ==, conflict->n_members);
  brute = pln_brute_new (meeting, force, NULL);
  return pln_brute_is_feasible (brute, BRUTE_NODES_MOST) == PLN_BRUTE_INFEASIBLE;
}

static void
check_conflicts (Tally *tally, int number, const PlnMeeting *meeting, const PlnAgenda *agenda)
{
  if (agenda->n_conflicts == 0)
    complain (tally, number, "no conflict is named", 0, 1);
  for (int c = 0; c < agenda->n_conflicts; c++)
    {
      const PlnConflict *conflict = &agenda->conflicts[c];

      tally->n_conflicts++;
      if (!is_impossible (meeting, conflict, -1))
        complain (tally, number, "the conflict is none", c, c);
      for (int m = 0; m < conflict->n_members; m++)
        if (is_impossible (meeting, conflict, m))
          complain (tally, number, "the conflict is not minimal: member", m, -1);
    }
}

/* -- Reasons --------------------------------------------------------------------------------------- */

/* What plans that place the topic cost: -1 where there is none. */
static gint64
cost_with (const PlnMeeting *meeting, const PlnAgenda *previous, int topic)
{
  PlnTopic *row = (PlnTopic *) &meeting->topics[topic];
  PlnPriority priority = row->priority;
  g_autoptr (PlnBrute) brute = NULL;
  g_autoptr (PlnDraft) draft = NULL;
  gint64 cost = -1;

  row->priority = PLN_PRIORITY_MUST;
  brute = pln_brute_new (meeting, NULL, previous);
  if (pln_brute_plan (brute, BRUTE_NODES_MOST, &draft, &cost) != PLN_BRUTE_OPTIMAL)
    cost = -1;
  row->priority = priority;
  return cost;
}

/* Forces each topic that is not placed in: the reason that is given must be so. */
static void
check_reasons (Tally *tally, int number, const PlnMeeting *meeting, const PlnAgenda *agenda, const PlnAgenda *previous)
{
  for (int u = 0; u < agenda->n_unplaced; u++)
    {
      const char *why = agenda->unplaced[u].why, *price = why ? strstr (why, "costs ") : NULL;
      gint64 cost = cost_with (meeting, previous, pln_meeting_find_topic (meeting, agenda->unplaced[u].topic));
      gint64 more = price ? g_ascii_strtoll (price + strlen ("costs "), NULL, 10) : 0; /* 0: "as much" */

      tally->n_reasons++;
      if (!why)
        complain (tally, number, "no reason is given", u, u);
      else if (strstr (why, "there is no block") || strstr (why, "leaves no way"))
        {
          if (cost >= 0)
            complain (tally, number, why, -1, cost);
        }
      else if (cost >= 0 && cost < agenda->cost)
        complain (tally, number, "forcing a topic in is cheaper", agenda->cost, cost);
      else if (price && cost < 0)
        complain (tally, number, why, more, -1);
      else if (price && (strstr (why, "found") ? agenda->cost + more < cost : strstr (why, "at least") ? agenda->cost + more > cost
                                                                          : agenda->cost + more != cost))
        complain (tally, number, why, more, cost - agenda->cost);
    }
}

/* -- Bounds ---------------------------------------------------------------------------------------- */

/* Without the master not all is proved, but what is said must be so.
 *
 * @cost: of the best plan; -1: there is none */
static void
check_bounds (Tally *tally, int number, const PlnAgenda *agenda, gint64 cost)
{
  if (agenda->status == PLN_STATUS_INFEASIBLE && cost >= 0)
    complain (tally, number, "infeasible", -1, cost);
  if (agenda->has_score && (agenda->cost < cost || cost < 0))
    complain (tally, number, "cost", agenda->cost, cost);
  if (agenda->has_score && agenda->bound > cost)
    complain (tally, number, "bound", agenda->bound, cost);
  tally->n_bounded += agenda->status == PLN_STATUS_OPTIMAL;
}

/* -- Plans ----------------------------------------------------------------------------------------- */

static void
compare (Tally *tally, int number)
{
  PlnTinyFeatures features = 0;
  g_autofree char *text = pln_tiny_request ((uint64_t) number, &features);
  g_autoptr (PlnMeeting) meeting = pln_tiny_meeting (text);
  g_autoptr (PlnAgenda) previous = pln_tiny_previous ((uint64_t) number, meeting, &features);
  g_autoptr (PlnBrute) brute = pln_brute_new (meeting, NULL, previous);
  g_autoptr (PlnDraft) draft = NULL;
  g_autoptr (PlnAgenda) agenda = NULL;
  gint64 cost = -1;
  PlnBruteAnswer answer = pln_brute_plan (brute, BRUTE_NODES_MOST, &draft, &cost);

  if (answer == PLN_BRUTE_TOO_LARGE)
    {
      tally->n_skipped++;
      return;
    }
  for (int f = 0; f < PLN_TINY_N_FEATURES; f++)
    tally->n_with[f] += features >> f & 1;
  agenda = planned (tally, number, meeting, previous);
  if (!agenda)
    return;
  if (techniques && strstr (techniques, "-master"))
    {
      check_bounds (tally, number, agenda, answer == PLN_BRUTE_INFEASIBLE ? -1 : cost);
      return;
    }
  if (answer == PLN_BRUTE_INFEASIBLE)
    {
      tally->n_infeasible++;
      if (agenda->status != PLN_STATUS_INFEASIBLE)
        complain (tally, number, pln_status_name (agenda->status), agenda->cost, -1);
      else
        check_conflicts (tally, number, meeting, agenda);
      return;
    }
  tally->n_optimal++;
  check_reasons (tally, number, meeting, agenda, previous);
  if (agenda->status != PLN_STATUS_OPTIMAL || agenda->cost != cost)
    complain (tally, number, pln_status_name (agenda->status), agenda->has_score ? agenda->cost : -1, cost);
}

static void
test_agreement (void)
{
  Tally tally = { 0 };
  GString *features = g_string_new (NULL);

  for (int number = first_number; number < first_number + n_meetings; number++)
    compare (&tally, number);
  for (int f = 0; f < PLN_TINY_N_FEATURES; f++)
    g_string_append_printf (features, "%s%s %d", f ? ", " : "", pln_tiny_feature_name ((PlnTinyFeature) f), tally.n_with[f]);
  g_test_message ("%d optimal (%d reasons), %d infeasible (%d conflict sets), %d too large", tally.n_optimal, tally.n_reasons, tally.n_infeasible,
                  tally.n_conflicts, tally.n_skipped);
  g_test_message ("%d proved without a master", tally.n_bounded);
  g_test_message ("with %s", features->str);
  g_string_free (features, TRUE);
  g_assert_cmpint (tally.n_wrong, ==, 0);
  g_assert_cmpint (tally.n_optimal + tally.n_bounded, >, 0);
}

int
main (int argc, char **argv)
{
  GOptionEntry entries[] = {
    { "techniques", 0, 0, G_OPTION_ARG_STRING, &techniques, "what the planner does without", "LIST" },
    { NULL },
  };

  pln_tiny_parse (&argc, &argv, &first_number, &n_meetings, entries);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/brute-force/agreement", test_agreement);
  return g_test_run ();
}
