/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/terminal.h"

#include <string.h>
#include <unistd.h>

/* What check finds is its result: it goes to standard output. */
static bool
print (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return pln_output_write ("-", bytes);
}

static bool
print_diagnostics (const PlnDiagnostics *diagnostics, bool json)
{
  g_autofree char *text = json ? pln_diagnostics_to_json (diagnostics)
                               : pln_diagnostics_format (diagnostics, pln_terminal_has_colour (STDOUT_FILENO),
                                                         pln_terminal_is_unicode ());

  return print (text);
}

/* "meeting.json: 1 error, 2 warnings". */
static bool
print_count (const char *name, const PlnDiagnostics *diagnostics)
{
  int n_errors = pln_diagnostics_n_errors (diagnostics), n_warnings = pln_diagnostics_n_warnings (diagnostics);
  g_autofree char *line = NULL;

  if (n_errors + n_warnings == 0)
    line = g_strdup_printf ("%s: no findings\n", name);
  else
    line = g_strdup_printf ("%s: %d error%s, %d warning%s\n", name, n_errors, n_errors == 1 ? "" : "s", n_warnings,
                            n_warnings == 1 ? "" : "s");
  return print (line);
}

static int
tell_diagnostics (const char *path, const PlnDiagnostics *diagnostics, bool json)
{
  if (!print_diagnostics (diagnostics, json) || (!json && !print_count (pln_input_name (path), diagnostics)))
    return PLN_EXIT_UNWRITABLE;
  return pln_diagnostics_n_errors (diagnostics) > 0 ? PLN_EXIT_FINDINGS : PLN_EXIT_OK;
}

/* An agenda alone: is it one at all? Its plan can be judged only beside its request. */
static int
check_agenda_alone (const char *path, GBytes *bytes, bool json)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnAgenda) agenda = pln_agenda_read (pln_input_name (path), bytes, diagnostics);
  int exit_code = tell_diagnostics (path, diagnostics, json);

  if (exit_code == PLN_EXIT_OK)
    pln_terminal_say ("to judge the plan as well: plenary check REQUEST.json %s", pln_input_name (path));
  return exit_code;
}

static int
check_request (const char *path, GBytes *bytes, bool json)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnMeeting) meeting = pln_input_read_meeting (path, bytes, diagnostics);

  if (meeting)
    pln_meeting_lint (meeting, diagnostics);
  return tell_diagnostics (path, diagnostics, json);
}

static int
judge (const PlnMeeting *meeting, const PlnAgenda *agenda, const PlnAgenda *previous, bool json)
{
  g_autoptr (PlnVerdict) verdict = pln_judge (meeting, agenda, previous);
  g_autofree char *text
      = json ? pln_verdict_to_json (verdict, agenda) : pln_verdict_format (verdict, agenda, pln_terminal_is_unicode ());

  if (!print (text))
    return PLN_EXIT_UNWRITABLE;
  return pln_verdict_is_clean (verdict, agenda) ? PLN_EXIT_OK : PLN_EXIT_FINDINGS;
}

static int
check_agenda (const char *path, GBytes *bytes, const char *agenda_path, const char *previous_path, bool json)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnMeeting) meeting = pln_input_read_meeting (path, bytes, diagnostics);
  g_autoptr (PlnAgenda) agenda = NULL, previous = NULL;

  if (!meeting)
    return tell_diagnostics (path, diagnostics, json);
  pln_terminal_tell (diagnostics);
  agenda = pln_input_read_agenda (agenda_path);
  if (!agenda || (previous_path && !(previous = pln_input_read_agenda (previous_path))))
    return PLN_EXIT_USAGE;
  return judge (meeting, agenda, previous, json);
}

static int
check (const char *path, const char *agenda_path, const char *previous_path, bool json)
{
  const char *const inputs[] = { path, agenda_path, previous_path };
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = NULL;

  if (pln_options_use_stream_twice ("standard input", inputs, G_N_ELEMENTS (inputs)))
    return PLN_EXIT_USAGE;
  bytes = pln_input_read (path, diagnostics);
  pln_terminal_tell (diagnostics);
  if (!bytes)
    return PLN_EXIT_USAGE;
  if (agenda_path)
    return check_agenda (path, bytes, agenda_path, previous_path, json);
  if (previous_path)
    {
      pln_terminal_complain (PLN_CODE_MISSING_ARGUMENT,
                             "usage: plenary check REQUEST.json AGENDA.json --previous OLD.json",
                             "--previous needs an agenda to judge");
      return PLN_EXIT_USAGE;
    }
  return pln_bytes_are_agenda (bytes) ? check_agenda_alone (path, bytes, json) : check_request (path, bytes, json);
}

static int
run (int argc, char **argv)
{
  bool json = false;
  const char *previous_path = NULL;
  int exit_code;
  g_autoptr (GPtrArray) operands = g_ptr_array_new ();
  const PlnOption options[] = {
    { "previous", '\0', PLN_OPTION_TEXT, "OLD.json", "the earlier agenda that this one was made from", &previous_path },
    { "json", '\0', PLN_OPTION_FLAG, NULL, "print one JSON object", &json },
  };

  if (!pln_options_read (&pln_command_check, options, G_N_ELEMENTS (options), argc, argv, operands, 1, 2, &exit_code))
    return exit_code;
  return check (g_ptr_array_index (operands, 0), operands->len > 1 ? g_ptr_array_index (operands, 1) : NULL,
                previous_path, json);
}

const PlnCommand pln_command_check = {
  .name = "check",
  .summary = "Check a request, or judge an agenda: every broken rule, and what it costs.",
  .usage = "plenary check REQUEST.json [OPTION...]\n"
           "plenary check REQUEST.json AGENDA.json [OPTION...]",
  .about = "The agenda may be anyone's. Exit status: 0 nothing found, or warnings alone;\n"
           "1 findings; 2 a file that cannot be read.",
  .examples = "  plenary check meeting.json\n"
              "  plenary check meeting.json agenda.json\n"
              "  plenary check meeting.json agenda.json --previous old.json --json",
  .run = run,
};
