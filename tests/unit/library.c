/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The library as others link it: the shared one, by its one installed header. */
#include "plenary.h"

#include <string.h>

static const char request[]
  = "{\"plenary\": 1, \"title\": \"T\", \"timezone\": \"UTC\","
    "\"days\": [{\"date\": \"2026-03-02\", \"start\": \"09:00\", \"end\": \"12:00\"}],"
    "\"topics\": [{\"id\": \"a\", \"title\": \"Alpha\", \"duration\": 30}]}";

static void
test_flow (void)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (request, strlen (request));
  g_autoptr (PlnMeeting) meeting = pln_meeting_read ("request.json", bytes, NULL, NULL, diagnostics);
  PlnPlanOptions options = PLN_PLAN_OPTIONS_INIT;
  PlnFormatOptions format = { .audience = PLN_AUDIENCE_CHAIRS };
  g_autoptr (GError) error = NULL;
  g_autoptr (PlnAgenda) agenda = NULL;
  g_autoptr (PlnVerdict) verdict = NULL;
  g_autoptr (GBytes) text = NULL;

  g_assert_nonnull (meeting);
  pln_meeting_lint (meeting, diagnostics);
  g_assert_cmpint (pln_diagnostics_n_errors (diagnostics), ==, 0);
  agenda = pln_plan (meeting, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pln_agenda_outcome (agenda), ==, PLN_OUTCOME_OPTIMAL);
  verdict = pln_judge (meeting, agenda, NULL);
  g_assert_true (pln_verdict_is_clean (verdict, agenda));
  text = pln_agenda_format (agenda, PLN_FORMAT_TEXT, &format, &error);
  g_assert_no_error (error);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text), "Alpha"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/flow", test_flow);
  return g_test_run ();
}
