/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "brute.h"
#include "tiny.h"

#include "model/verify.h"

#include <stdlib.h>
#include <string.h>

/* The planner against brute force on tiny requests: the same answer, the same cost, an agenda that the
 * judge finds clean; and of a request without a plan, conflict sets that are right and minimal.
 *
 * PLENARY_ORACLE_CASES says how many requests (default a few hundred), PLENARY_ORACLE_FIRST with which
 * number to begin, PLENARY_ORACLE_TECHNIQUES which techniques the planner is to do without. */

enum
{
  DEFAULT_CASES = 300,
  MAX_NODES = 2000000,
};

typedef struct
{
  int n_cases, n_feasible, n_infeasible, n_large, n_conflicts;
  int feasible[PLN_TINY_N_FEATURES], infeasible[PLN_TINY_N_FEATURES];
  gint64 brute_us, plan_us;
} Count;

typedef struct
{
  uint64_t number;
  char *request;
  PlnMeeting *meeting;
  PlnAgenda *previous; /* nullable */
  PlnTinyFeatures features;
} Case;

static uint64_t
number_from (const char *variable, uint64_t otherwise)
{
  const char *text = g_getenv (variable);

  return text ? g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static void
case_open (Case *c, uint64_t number)
{
  *c = (Case){ .number = number };
  c->request = pln_tiny_request (number, &c->features);
  c->meeting = pln_tiny_meeting (c->request);
  c->previous = pln_tiny_previous (number, c->meeting, &c->features);
}

static void
case_close (Case *c)
{
  g_free (c->request);
  pln_meeting_unref (c->meeting);
  g_clear_pointer (&c->previous, pln_agenda_unref);
}

/* Says all that is needed to see the case again. */
static void G_GNUC_NORETURN G_GNUC_PRINTF (3, 4)
fail (const Case *c, const PlnAgenda *agenda, const char *format, ...)
{
  g_autofree char *previous = c->previous ? pln_agenda_to_json (c->previous) : NULL;
  g_autofree char *made = agenda ? pln_agenda_to_json (agenda) : NULL;
  va_list arguments;
  char *what;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("case %" G_GUINT64_FORMAT ": %s\n%s\n%s%s\n", c->number, what, c->request, previous ? previous : "",
              made ? made : "");
  abort ();
}

/* -- Conflicts ----------------------------------------------------------------------------------- */

static PlnStatement
read_statement (const Case *c, const PlnAgenda *agenda, const PlnStatementRow *row)
{
  PlnStatement statement = { .topic = pln_meeting_find_topic (c->meeting, row->topic), .person = -1, .other = -1 };
  int rule = 0;

  while (rule < PLN_N_RULES && strcmp (pln_rule_name ((PlnRule) rule), row->rule) != 0)
    rule++;
  if (rule == PLN_N_RULES || statement.topic < 0)
    fail (c, agenda, "the conflict member %s %s is no statement", row->topic, row->rule);
  statement.rule = (PlnRule) rule;
  if (row->person)
    statement.person = pln_meeting_find_person (c->meeting, row->person);
  if (row->other)
    statement.other = pln_meeting_find_topic (c->meeting, row->other);
  return statement;
}

static PlnBruteAnswer
answer_under (const Case *c, const PlnForce *force)
{
  g_autoptr (PlnBrute) brute = pln_brute_new (c->meeting, force, NULL);

  return pln_brute_is_feasible (brute, MAX_NODES);
}

static void
check_conflict (const Case *c, const PlnAgenda *agenda, const PlnConflict *conflict)
{
  g_autoptr (PlnForce) force = pln_force_new ();

  pln_force_drop_all (force, c->meeting);
  for (int k = 0; k < conflict->n_members; k++)
    pln_force_restore (force, read_statement (c, agenda, &conflict->members[k]));
  if (answer_under (c, force) == PLN_BRUTE_OPTIMAL)
    fail (c, agenda, "a plan keeps every member of a conflict set");
  for (int k = 0; k < conflict->n_members; k++)
    {
      PlnStatement statement = read_statement (c, agenda, &conflict->members[k]);

      pln_force_drop (force, statement);
      if (answer_under (c, force) == PLN_BRUTE_INFEASIBLE)
        fail (c, agenda, "the conflict set is not minimal: it does without %s %s", conflict->members[k].topic,
              conflict->members[k].rule);
      pln_force_restore (force, statement);
    }
}

/* -- Answers ------------------------------------------------------------------------------------- */

static PlnAgenda *
plan (const Case *c)
{
  PlnPlanOptions options = PLN_PLAN_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  PlnAgenda *agenda;

  options.seed = (unsigned) c->number;
  options.time_limit_ms = 0;
  options.previous = c->previous;
  options.techniques = g_getenv ("PLENARY_ORACLE_TECHNIQUES");
  agenda = pln_plan (c->meeting, &options, &error);
  if (!agenda)
    fail (c, NULL, "no answer: %s", error ? error->message : "and no reason");
  return agenda;
}

static void
check_plan (const Case *c, const PlnAgenda *agenda, gint64 cost)
{
  g_autoptr (PlnVerdict) verdict = pln_verify (c->meeting, agenda, c->previous);

  if (agenda->status != PLN_STATUS_OPTIMAL)
    fail (c, agenda, "the optimum is %" G_GINT64_FORMAT ", the planner says %s", cost, pln_status_name (agenda->status));
  if (!pln_verdict_is_clean (verdict, agenda))
    fail (c, agenda, "the judge: %s", pln_verdict_format (verdict, agenda, true));
  if (agenda->cost != cost)
    fail (c, agenda, "the optimum is %" G_GINT64_FORMAT ", the planner says %" G_GINT64_FORMAT, cost, agenda->cost);
}

static void
check_case (const Case *c, Count *count)
{
  g_autoptr (PlnBrute) brute = pln_brute_new (c->meeting, NULL, c->previous);
  g_autoptr (PlnDraft) draft = NULL;
  g_autoptr (PlnAgenda) agenda = NULL;
  gint64 cost = 0, began = g_get_monotonic_time ();
  PlnBruteAnswer answer = pln_brute_plan (brute, MAX_NODES, &draft, &cost);

  count->brute_us += g_get_monotonic_time () - began;
  if (answer == PLN_BRUTE_TOO_LARGE)
    {
      count->n_large++;
      return;
    }
  began = g_get_monotonic_time ();
  agenda = plan (c);
  count->plan_us += g_get_monotonic_time () - began;
  *(answer == PLN_BRUTE_OPTIMAL ? &count->n_feasible : &count->n_infeasible) += 1;
  for (int feature = 0; feature < PLN_TINY_N_FEATURES; feature++)
    (answer == PLN_BRUTE_OPTIMAL ? count->feasible : count->infeasible)[feature] += (c->features >> feature) & 1;
  if (answer == PLN_BRUTE_OPTIMAL)
    check_plan (c, agenda, cost);
  else if (agenda->status != PLN_STATUS_INFEASIBLE)
    fail (c, agenda, "there is no plan, the planner says %s", pln_status_name (agenda->status));
  for (int k = 0; k < agenda->n_conflicts; k++, count->n_conflicts++)
    check_conflict (c, agenda, &agenda->conflicts[k]);
}

static void
report (const Count *count)
{
  g_test_message ("%d cases: %d feasible, %d infeasible (%d conflict sets), %d too large", count->n_cases,
                  count->n_feasible, count->n_infeasible, count->n_conflicts, count->n_large);
  for (int feature = 0; feature < PLN_TINY_N_FEATURES; feature++)
    g_test_message ("%s: %d feasible, %d infeasible", pln_tiny_feature_name ((PlnTinyFeature) feature),
                    count->feasible[feature], count->infeasible[feature]);
  g_test_message ("brute force %d ms, planner %d ms", (int) (count->brute_us / 1000), (int) (count->plan_us / 1000));
}

static void
test_tiny (void)
{
  uint64_t first = number_from ("PLENARY_ORACLE_FIRST", 0), n = number_from ("PLENARY_ORACLE_CASES", DEFAULT_CASES);
  Count count = { 0 };

  for (uint64_t number = first; number < first + n; number++)
    {
      Case c;

      case_open (&c, number);
      check_case (&c, &count);
      case_close (&c);
      count.n_cases++;
    }
  report (&count);
  g_assert_cmpint (count.n_feasible + count.n_infeasible, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oracle/tiny", test_tiny);
  return g_test_run ();
}
