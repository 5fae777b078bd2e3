/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/calendar.h"
#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/publication.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "cli/value.h"
#include "cli/view.h"

#include <limits.h>

enum
{
  MOST_THREADS = 256,
  NOT_GIVEN = -1,
};

typedef struct
{
  const char *request;
  const char *agenda_path, *ics_path, *previous_path; /* nullable */
  int format, audience; /* NOT_GIVEN */
  gint64 seed, threads, time_limit_ms, stamp;
  GPtrArray *calendars; /* of arguments */
  bool strict;
  PlnPublication publication;
} Arguments;

static bool
are_consistent (const Arguments *a)
{
  const char *const inputs[] = { a->request, a->previous_path }, *const outputs[] = { a->agenda_path, a->ics_path };
  bool file_on_stdout = g_strcmp0 (a->agenda_path, "-") == 0 || g_strcmp0 (a->ics_path, "-") == 0;

  if (pln_options_use_stream_twice ("standard input", inputs, G_N_ELEMENTS (inputs))
      || pln_options_use_stream_twice ("standard output", outputs, G_N_ELEMENTS (outputs)))
    return false;
  if (file_on_stdout && a->format != NOT_GIVEN)
    {
      pln_terminal_complain (PLN_CODE_CONFLICTING_ARGUMENTS, "give one of them a file name",
                             "-o - or --ics - and --format cannot both use standard output");
      return false;
    }
  if (pln_output_is_same_file (a->request, a->agenda_path) || pln_output_is_same_file (a->request, a->ics_path))
    {
      pln_terminal_complain (PLN_CODE_CONFLICTING_ARGUMENTS, "give the output another name",
                             "the output would replace the request %s", a->request);
      return false;
    }
  if (a->agenda_path
      && (g_strcmp0 (a->agenda_path, a->ics_path) == 0 || pln_output_is_same_file (a->agenda_path, a->ics_path)))
    {
      pln_terminal_complain (PLN_CODE_CONFLICTING_ARGUMENTS, "give one of them another name",
                             "-o and --ics both write %s", a->agenda_path);
      return false;
    }
  return true;
}

static PlnMeeting *
read_meeting (const Arguments *a)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = pln_input_read (a->request, diagnostics);
  g_autoptr (PlnCalendars) calendars = bytes ? pln_calendar_options_read (a->calendars, a->strict, diagnostics) : NULL;
  PlnMeeting *meeting = calendars ? pln_input_read_meeting (a->request, bytes, calendars, diagnostics) : NULL;

  pln_terminal_tell (diagnostics);
  return meeting;
}

static PlnAgenda *
search (const Arguments *a, const PlnMeeting *meeting, const PlnAgenda *previous, volatile sig_atomic_t *stop)
{
  PlnPlanOptions options = PLN_PLAN_OPTIONS_INIT;
  g_autoptr (PlnProgressLine) line = pln_progress_begin ();
  g_autoptr (GError) error = NULL;
  PlnAgenda *agenda;

  options.seed = (unsigned) a->seed;
  options.time_limit_ms = (int) MAX (a->time_limit_ms, 1);
  options.threads = (int) a->threads;
  options.stamp = a->stamp;
  options.previous = previous;
  options.stop = stop;
  options.progress = pln_progress_note;
  options.progress_data = line;
  agenda = pln_plan (meeting, &options, &error);
  g_clear_pointer (&line, pln_progress_end);
  if (!agenda)
    pln_terminal_complain (PLN_CODE_DEFECT, "please report it with the request", "%s", error->message);
  return agenda;
}

/* The chairs' view is what the chair who plans sees; what is sent round as .ics is public. A calendar
 * holds items: without any there is none, and an old one stays. */
static bool
write_all (const Arguments *a, const PlnAgenda *agenda, const PlnAgenda *previous)
{
  bool has_items = pln_agenda_n_items (agenda) > 0;
  bool stdout_taken = g_strcmp0 (a->agenda_path, "-") == 0 || g_strcmp0 (a->ics_path, "-") == 0, ok = true;
  PlnFormat format = a->format == NOT_GIVEN ? PLN_FORMAT_TEXT : (PlnFormat) a->format;
  PlnFormatOptions for_chairs
      = { .audience = a->audience == NOT_GIVEN ? PLN_AUDIENCE_CHAIRS : (PlnAudience) a->audience };
  PlnFormatOptions for_all = { .audience = a->audience == NOT_GIVEN ? PLN_AUDIENCE_PUBLIC : (PlnAudience) a->audience };

  pln_publication_apply (&a->publication, agenda, &for_chairs);
  pln_publication_apply (&a->publication, agenda, &for_all);
  for_chairs.previous = for_all.previous = previous;
  if (a->agenda_path)
    ok &= pln_view_write (a->agenda_path, agenda, PLN_FORMAT_JSON, &for_chairs);
  if (a->ics_path && has_items)
    ok &= pln_publication_is_folder (&a->publication, a->ics_path)
            ? pln_publication_write_messages (a->ics_path, agenda, &for_all)
            : pln_publication_write_calendar (a->ics_path, agenda, &for_all);
  else if (a->ics_path)
    pln_terminal_say ("nothing is placed: %s was not written", a->ics_path);
  if (!stdout_taken && (has_items || format != PLN_FORMAT_ICS))
    ok &= pln_view_write ("-", agenda, format, format == PLN_FORMAT_ICS ? &for_all : &for_chairs);
  return ok;
}

static int
exit_code_of (const PlnAgenda *agenda, int signal_number)
{
  if (signal_number && g_strcmp0 (pln_agenda_stopped (agenda), "signal") == 0)
    return PLN_EXIT_SIGNAL + signal_number;
  switch (pln_agenda_outcome (agenda))
    {
    case PLN_OUTCOME_INFEASIBLE:
      return PLN_EXIT_INFEASIBLE;
    case PLN_OUTCOME_UNKNOWN:
      return PLN_EXIT_UNKNOWN;
    case PLN_OUTCOME_OPTIMAL:
    case PLN_OUTCOME_FEASIBLE:
      break;
    }
  return PLN_EXIT_OK;
}

/* Where there is no agenda, what is odd about the request may say why. */
static void
tell_what_is_odd (const PlnMeeting *meeting)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();

  pln_meeting_lint (meeting, diagnostics);
  pln_terminal_tell (diagnostics);
}

static int
plan (const Arguments *a)
{
  volatile sig_atomic_t *stop;
  g_autoptr (PlnMeeting) meeting = NULL;
  g_autoptr (PlnAgenda) previous = NULL, agenda = NULL;

  if (!are_consistent (a) || !pln_publication_is_valid (&a->publication))
    return PLN_EXIT_USAGE;
  meeting = read_meeting (a);
  if (!meeting || (a->previous_path && !(previous = pln_input_read_agenda (a->previous_path))))
    return PLN_EXIT_USAGE;
  if (!pln_output_is_possible (a->agenda_path)
      || (!pln_publication_is_folder (&a->publication, a->ics_path) && !pln_output_is_possible (a->ics_path)))
    return PLN_EXIT_UNWRITABLE;
  stop = pln_signals_catch ();
  agenda = search (a, meeting, previous, stop);
  if (!agenda)
    return PLN_EXIT_DEFECT;
  if (pln_agenda_outcome (agenda) == PLN_OUTCOME_INFEASIBLE || pln_agenda_outcome (agenda) == PLN_OUTCOME_UNKNOWN)
    tell_what_is_odd (meeting);
  return write_all (a, agenda, previous) ? exit_code_of (agenda, *stop) : PLN_EXIT_UNWRITABLE;
}

static int
run (int argc, char **argv)
{
  Arguments a = {
    .format = NOT_GIVEN, .audience = NOT_GIVEN, .seed = 1, .threads = 2, .time_limit_ms = 10000, .stamp = NOT_GIVEN
  };
  g_autoptr (GPtrArray) operands = g_ptr_array_new (), calendars = g_ptr_array_new ();
  const PlnOption options[] = {
    { "output", 'o', PLN_OPTION_TEXT, "FILE", "write the agenda file (JSON)", &a.agenda_path },
    { "ics", '\0', PLN_OPTION_TEXT, "FILE", "write a calendar (public, unless --audience says otherwise)",
      &a.ics_path },
    { "format", '\0', PLN_OPTION_CHOICE, "FORMAT", "what to print: text (default), json, ics, ...", &a.format,
      .names = pln_format_choices, .from_name = pln_format_from_name },
    { "audience", '\0', PLN_OPTION_CHOICE, "WHO", "public, members or chairs", &a.audience,
      .names = pln_audience_choices, .from_name = pln_audience_from_name },
    { "previous", '\0', PLN_OPTION_TEXT, "OLD.json", "the earlier agenda: change it as little as pays",
      &a.previous_path },
    { "calendar", '\0', PLN_OPTION_LIST, "[NAME=]FILE", "a person's calendar; without NAME everybody's, softly", &calendars },
    { "strict", '\0', PLN_OPTION_FLAG, NULL, "what is doubtful in a calendar is an error", &a.strict },
    PLN_PUBLICATION_OPTIONS (&a.publication),
    { "time-limit", '\0', PLN_OPTION_MILLISECONDS, "TIME", "stop searching after this (10s)", &a.time_limit_ms,
      .most = INT_MAX },
    { "seed", '\0', PLN_OPTION_INTEGER, "N", "of everything left to chance (1)", &a.seed, .most = UINT_MAX },
    { "threads", '\0', PLN_OPTION_INTEGER, "N", "threads at most (2)", &a.threads, .least = 1,
      .most = MOST_THREADS },
    { "stamp", '\0', PLN_OPTION_MOMENT, "TIME", "the time of planning (SOURCE_DATE_EPOCH, or now)", &a.stamp },
  };
  int exit_code;

  if (!pln_options_read (&pln_command_plan, options, G_N_ELEMENTS (options), argc, argv, operands, 1, 1, &exit_code))
    return exit_code;
  if (a.stamp == NOT_GIVEN && !pln_value_read_source_date (&a.stamp))
    return PLN_EXIT_USAGE;
  a.calendars = calendars;
  a.request = g_ptr_array_index (operands, 0);
  return plan (&a);
}

const PlnCommand pln_command_plan = {
  .name = "plan",
  .summary = "Plan a meeting: the best agenda for a request, proved best where time allows.",
  .usage = "plenary plan REQUEST.json [OPTION...]",
  .about = "The agenda is printed; - stands for standard input or output.\n"
           "Exit status: 0 an agenda, 2 bad input, 3 proved impossible, 4 nothing found in time,\n"
           "6 output not written, 130 or 143 after a signal (the best agenda so far is written).",
  .examples = "  plenary plan meeting.json\n"
              "  plenary plan meeting.json -o agenda.json --ics agenda.ics\n"
              "  plenary plan meeting.json --previous agenda.json -o agenda.json\n"
              "  plenary plan - --format json --time-limit 30s <meeting.json",
  .run = run,
};
