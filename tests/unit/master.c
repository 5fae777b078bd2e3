/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/master.h"

#include "model/meeting.h"
#include "planner/cut.h"

#include <string.h>

static const char two_topics[] =
  "{\"plenary\": 1, \"title\": \"Two\", \"timezone\": \"UTC\", \"roles\": [], \"people\": [],"
  " \"days\": [{\"date\": \"2026-03-02\", \"start\": \"09:00\", \"end\": \"12:00\","
  "            \"breaks\": [{\"start\": \"10:00\", \"end\": \"10:30\"}]}],"
  " \"topics\": [{\"id\": \"a\", \"title\": \"A\", \"duration\": 30, \"priority\": \"must\"},"
  "              {\"id\": \"b\", \"title\": \"B\", \"duration\": {\"preferred\": 60, \"min\": 30}, \"after\": [\"a\"]}]}";

static PlnMeeting *
read_meeting (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  PlnMeeting *meeting = pln_meeting_read ("two.json", bytes, NULL, NULL, diagnostics);

  g_assert_nonnull (meeting);
  return meeting;
}

static gint64
least_cost (PlnMaster *master, const PlnLit *assumptions, int n)
{
  PlnMinimise run = { .assumptions = assumptions, .n_assumptions = n };

  return pln_solver_minimise (master->solver, &run).best;
}

/* Whatever the order in which levels are made, the dearest true one costs its value in all. */
static void
test_levels (void)
{
  static const int orders[][5] = { { 10, 20, 30, 40, 50 }, { 50, 40, 30, 20, 10 }, { 30, 10, 50, 20, 40 },
                                   { 20, 50, 30, 40, 10 }, { 40, 10, 30, 20, 50 } };
  g_autoptr (PlnMeeting) meeting = read_meeting (two_topics);
  g_autoptr (PlnProblem) problem = pln_problem_new (meeting, NULL, NULL);

  for (guint o = 0; o < G_N_ELEMENTS (orders); o++)
    for (int dearest = 10; dearest <= 50; dearest += 10)
      {
        PlnMasterOptions options = { .priced = true, .cutoff = PLN_COST_NONE };
        g_autoptr (PlnMaster) master = pln_master_new (problem, &options);
        PlnLit assumptions[6];
        int n = 0;

        for (int k = 0; k < 5; k++)
          {
            PlnLit level = pln_master_excess (master, 0, 0, orders[o][k]);

            if (orders[o][k] <= dearest)
              assumptions[n++] = level;
          }
        g_assert_cmpint (pln_master_excess (master, 0, 0, dearest), ==, pln_master_excess (master, 0, 0, dearest));
        g_assert_cmpint (least_cost (master, assumptions, n), ==, dearest + 1); /* and b is a block late */
      }
}

/* Untimed and timed masters agree. */
static void
test_draft (void)
{
  g_autoptr (PlnMeeting) meeting = read_meeting (two_topics);
  g_autoptr (PlnProblem) problem = pln_problem_new (meeting, NULL, NULL);

  for (int timed = 0; timed < 2; timed++)
    {
      PlnMasterOptions options = { .timed = timed, .priced = true, .cutoff = PLN_COST_NONE };
      g_autoptr (PlnMaster) master = pln_master_new (problem, &options);
      g_autoptr (PlnDraft) draft = NULL;

      g_assert_cmpint (least_cost (master, NULL, 0), ==, 1); /* b whole, a block later */
      draft = pln_master_draft (master);
      g_assert_cmpint (draft->items[0].minutes, ==, 30);
      g_assert_cmpint (draft->items[1].minutes, ==, 60);
    }
}

/* Hard relations hold from block to block: b never stands in a block before a's. */
static void
test_order (void)
{
  g_autoptr (PlnMeeting) meeting = read_meeting (two_topics);
  g_autoptr (PlnProblem) problem = pln_problem_new (meeting, NULL, NULL);
  PlnMasterOptions options = { .cutoff = PLN_COST_NONE };
  g_autoptr (PlnMaster) master = NULL;
  PlnLit apart[2];
  PlnSolver *solver;

  meeting->topics[1].priority = PLN_PRIORITY_MUST; /* else a master without prices leaves it out */
  master = pln_master_new (problem, &options);
  solver = master->solver;
  apart[0] = master->in_block[0 * 2 + 1]; /* a in the second block */
  apart[1] = master->in_block[1 * 2 + 0]; /* b in the first */
  g_assert_cmpint (pln_solver_solve (solver, apart, 2, NULL), ==, PLN_UNSATISFIABLE);
  g_assert_cmpint (pln_solver_solve (solver, apart, 1, NULL), ==, PLN_SATISFIABLE);
}

/* Two topics that want the same half hour: an assignment to blocks does not show it, the facts of pairs do. What is
 * rounded changes no cost. */
static void
test_elaborate (void)
{
  static const char same_wish[] =
    "{\"plenary\": 1, \"title\": \"Wish\", \"timezone\": \"UTC\", \"roles\": [], \"people\": [],"
    " \"days\": [{\"date\": \"2026-03-02\", \"start\": \"09:00\", \"end\": \"10:00\"}],"
    " \"topics\": [{\"id\": \"a\", \"title\": \"A\", \"duration\": 30, \"priority\": \"must\","
    "               \"prefer\": [{\"from\": \"09:00\", \"to\": \"09:30\"}]},"
    "              {\"id\": \"b\", \"title\": \"B\", \"duration\": 20, \"priority\": \"must\","
    "               \"prefer\": [{\"from\": \"09:00\", \"to\": \"09:30\"}]}]}";
  g_autoptr (PlnMeeting) meeting = read_meeting (same_wish);
  g_autoptr (PlnProblem) problem = pln_problem_new (meeting, NULL, NULL);
  PlnMasterOptions options = { .priced = true, .cutoff = PLN_COST_NONE };
  g_autoptr (PlnMaster) rounded = pln_master_new (problem, &options), master = pln_master_new (problem, &options);
  g_autoptr (PlnCut) cut = pln_cut_new (master, NULL);

  pln_master_add_rounded_counts (rounded);
  g_assert_cmpint (least_cost (rounded, NULL, 0), ==, 0);
  pln_cut_add_pairs (cut);
  g_assert_cmpint (pln_cut_n_facts (cut), ==, 1);
  g_assert_cmpint (least_cost (master, NULL, 0), ==, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/master/excess/levels", test_levels);
  g_test_add_func ("/master/draft/both-ways", test_draft);
  g_test_add_func ("/master/order/blocks", test_order);
  g_test_add_func ("/master/elaborate/pair", test_elaborate);
  return g_test_run ();
}
