/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/backtrack.h"

#include <string.h>

/* Three topics of an hour that all need Ann, in two rooms, on a day of two hours. */
#define MEETING(more) \
  "{\"plenary\": 1, \"title\": \"Ann\", \"timezone\": \"UTC\", \"granularity\": 60, \"roles\": []," \
  " \"rooms\": [{\"id\": \"red\"}, {\"id\": \"blue\"}], \"people\": [{\"id\": \"ann\", \"name\": \"Ann\"}]," \
  " \"days\": [{\"date\": \"2026-03-02\", \"start\": \"09:00\", \"end\": \"11:00\"}]," \
  " \"topics\": [" \
  "   {\"id\": \"a\", \"title\": \"A\", \"duration\": 60, \"priority\": \"must\", \"presenters\": [\"ann\"]}," \
  "   {\"id\": \"b\", \"title\": \"B\", \"duration\": 60, \"priority\": \"must\", \"presenters\": [\"ann\"]}," \
  "   {\"id\": \"c\", \"title\": \"C\", \"duration\": 60, \"priority\": \"must\", \"presenters\": [\"ann\"]" more "}]}"

typedef struct
{
  PlnMeeting *meeting;
  GArray *statements;
  bool *dropped;
  PlnBreach *breach;
  PlnBacktrack *backtrack; /* nullable */
} Fixture;

static Fixture
read_fixture (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  Fixture fixture = { pln_meeting_read ("ann.json", bytes, NULL, NULL, diagnostics), NULL, NULL, NULL, NULL };

  g_assert_nonnull (fixture.meeting);
  fixture.statements = pln_statements_new (fixture.meeting);
  fixture.dropped = g_new0 (bool, (gsize) fixture.statements->len + 1);
  fixture.breach = pln_breach_new (fixture.meeting, fixture.statements, fixture.dropped);
  fixture.backtrack
      = pln_backtrack_new (fixture.meeting, fixture.statements, fixture.dropped, fixture.breach);
  return fixture;
}

static void
clear_fixture (Fixture *fixture)
{
  pln_backtrack_free (fixture->backtrack);
  pln_breach_free (fixture->breach);
  g_free (fixture->dropped);
  g_array_free (fixture->statements, TRUE);
  pln_meeting_unref (fixture->meeting);
}

/* Without any one statement there is a plan, and it breaks that one alone. */
static void
test_each_statement (void)
{
  Fixture fixture = read_fixture (MEETING (""));

  g_assert_nonnull (fixture.backtrack);
  g_assert_cmpuint (fixture.statements->len, ==, 6); /* three must, three pairs that share Ann */
  for (int k = 0; k < (int) fixture.statements->len; k++)
    {
      g_autoptr (PlnDraft) none = NULL, plan = NULL;

      g_assert_cmpint (pln_backtrack_ask (fixture.backtrack, &none), ==, PLN_EXACT_IMPOSSIBLE);
      g_assert_null (none);
      fixture.dropped[k] = true;
      g_assert_cmpint (pln_backtrack_ask (fixture.backtrack, &plan), ==, PLN_EXACT_POSSIBLE);
      for (int j = 0; j < (int) fixture.statements->len; j++)
        g_assert_cmpint (pln_breach_keeps (fixture.breach, plan, j), ==, j != k);
      fixture.dropped[k] = false;
    }
  clear_fixture (&fixture);
}

/* What is about one item takes spots from it, and gives them back when it is dropped. */
static void
test_spots (void)
{
  Fixture fixture = read_fixture (MEETING (", \"within\": [{\"to\": \"09:30\"}]"));
  int within = -1;

  g_assert_nonnull (fixture.backtrack);
  for (int k = 0; k < (int) fixture.statements->len; k++)
    {
      fixture.dropped[k] = g_array_index (fixture.statements, PlnStatement, k).other >= 0;
      if (g_array_index (fixture.statements, PlnStatement, k).rule == PLN_RULE_WITHIN)
        within = k;
    }
  g_assert_cmpint (within, >=, 0);
  for (int round = 0; round < 4; round++)
    {
      g_autoptr (PlnDraft) plan = NULL;

      fixture.dropped[within] = round % 2 == 1;
      g_assert_cmpint (pln_backtrack_ask (fixture.backtrack, &plan), ==,
                       round % 2 == 1 ? PLN_EXACT_POSSIBLE : PLN_EXACT_IMPOSSIBLE);
    }
  clear_fixture (&fixture);
}

static void
test_not_apt (void)
{
  static const char *const cases[] = {
    MEETING (", \"position\": \"first\""),
    MEETING (", \"follows\": \"a\""),
    MEETING (", \"parts\": 2"),
  };

  for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      Fixture fixture = read_fixture (cases[k]);

      g_assert_null (fixture.backtrack);
      clear_fixture (&fixture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backtrack/each-statement", test_each_statement);
  g_test_add_func ("/backtrack/spots", test_spots);
  g_test_add_func ("/backtrack/not-apt", test_not_apt);
  return g_test_run ();
}
