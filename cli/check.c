/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/calendar.h"
#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/terminal.h"

#include <string.h>
#include <unistd.h>

typedef struct
{
  const char *path;
  const char *agenda_path, *previous_path; /* nullable */
  GPtrArray *calendars; /* arguments of --calendar */
  bool json, strict;
} Arguments;

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

/* Puts a member at the end of an object that stands in @json. Returns: (transfer full) */
static char *
add_member (const char *json, const char *key, const char *value)
{
  const char *end = strrchr (json, '}');

  return g_strdup_printf ("%.*s, \"%s\": %s}\n", (int) (end - json), json, key, value);
}

static int
exit_code_of_clashes (const Arguments *a, const PlnClashes *clashes)
{
  return pln_clashes_n (clashes, !a->strict) > 0 ? PLN_EXIT_FINDINGS : PLN_EXIT_OK;
}

static int
tell_clashes (const Arguments *a, const PlnClashes *clashes, const PlnDiagnostics *diagnostics)
{
  g_autofree char *text = NULL;

  if (a->json)
    {
      g_autofree char *findings = pln_diagnostics_to_json (diagnostics), *rows = pln_clashes_to_json (clashes);

      text = add_member (findings, "clashes", rows);
    }
  else
    text = pln_clashes_format (clashes, pln_terminal_is_unicode ());
  return print (text) ? exit_code_of_clashes (a, clashes) : PLN_EXIT_UNWRITABLE;
}

/* An agenda alone, ours or anyone's .ics: is it one at all, and what in it clashes? A plan can be judged only
 * beside its request. */
static int
check_agenda_alone (const Arguments *a, GBytes *bytes, PlnCalendars *calendars)
{
  const char *name = pln_input_name (a->path);
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnClashes) clashes = pln_clashes_find (name, bytes, calendars, diagnostics);
  bool is_ours = !pln_bytes_are_calendar (bytes);
  int exit_code;

  if (!clashes)
    {
      exit_code = tell_diagnostics (a->path, diagnostics, a->json);
      /* A calendar that cannot be read is no finding about the agenda. */
      return exit_code == PLN_EXIT_FINDINGS && (!is_ours || a->calendars->len > 0) ? PLN_EXIT_USAGE : exit_code;
    }
  if (is_ours && a->calendars->len == 0 && pln_clashes_n (clashes, false) == 0)
    exit_code = tell_diagnostics (a->path, diagnostics, a->json);
  else
    {
      if (!a->json)
        pln_terminal_tell (diagnostics);
      exit_code = tell_clashes (a, clashes, diagnostics);
    }
  if (exit_code == PLN_EXIT_OK && is_ours)
    pln_terminal_say ("to judge the plan as well: plenary check REQUEST.json %s", name);
  return exit_code;
}

static int
check_request (const Arguments *a, GBytes *bytes, PlnCalendars *calendars)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnMeeting) meeting = pln_input_read_meeting (a->path, bytes, calendars, diagnostics);

  if (meeting)
    pln_meeting_lint (meeting, diagnostics);
  return tell_diagnostics (a->path, diagnostics, a->json);
}

/* @clashes: (nullable) */
static int
judge (const Arguments *a, const PlnMeeting *meeting, const PlnAgenda *agenda, const PlnAgenda *previous, const PlnClashes *clashes)
{
  g_autoptr (PlnVerdict) verdict = pln_judge (meeting, agenda, previous);
  g_autofree char *text = NULL;

  if (a->json)
    text = pln_verdict_to_json (verdict, agenda);
  else
    text = pln_verdict_format (verdict, agenda, pln_terminal_is_unicode ());
  if (clashes)
    {
      g_autofree char *rows = a->json ? pln_clashes_to_json (clashes) : pln_clashes_format (clashes, pln_terminal_is_unicode ());
      char *both = a->json ? add_member (text, "clashes", rows) : g_strconcat (text, rows, NULL);

      g_free (text);
      text = both;
    }
  if (!print (text))
    return PLN_EXIT_UNWRITABLE;
  if (!pln_verdict_is_clean (verdict, agenda))
    return PLN_EXIT_FINDINGS;
  return clashes ? exit_code_of_clashes (a, clashes) : PLN_EXIT_OK;
}

static int
check_agenda (const Arguments *a, GBytes *bytes, PlnCalendars *calendars)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new (), findings = pln_diagnostics_new ();
  g_autoptr (PlnMeeting) meeting = pln_input_read_meeting (a->path, bytes, calendars, diagnostics);
  g_autoptr (PlnAgenda) agenda = NULL, previous = NULL;
  g_autoptr (GBytes) agenda_bytes = NULL;
  g_autoptr (PlnClashes) clashes = NULL;

  if (!meeting)
    return tell_diagnostics (a->path, diagnostics, a->json);
  pln_terminal_tell (diagnostics);
  agenda_bytes = pln_input_read (a->agenda_path, findings);
  if (agenda_bytes)
    agenda = pln_agenda_read (pln_input_name (a->agenda_path), agenda_bytes, findings);
  if (agenda)
    pln_calendars_compare (meeting, agenda, findings);
  if (agenda && a->calendars->len > 0)
    clashes = pln_clashes_find (pln_input_name (a->agenda_path), agenda_bytes, calendars, findings);
  pln_terminal_tell (findings);
  if (!agenda || (a->calendars->len > 0 && !clashes)
      || (a->previous_path && !(previous = pln_input_read_agenda (a->previous_path))))
    return PLN_EXIT_USAGE;
  return judge (a, meeting, agenda, previous, clashes);
}

static int
check_inputs (const Arguments *a, GBytes *bytes, PlnCalendars *calendars)
{
  if (a->agenda_path)
    return check_agenda (a, bytes, calendars);
  if (a->previous_path)
    {
      pln_terminal_complain (PLN_CODE_MISSING_ARGUMENT,
                             "usage: plenary check REQUEST.json AGENDA.json --previous OLD.json",
                             "--previous needs an agenda to judge");
      return PLN_EXIT_USAGE;
    }
  return pln_bytes_are_calendar (bytes) || pln_bytes_are_agenda (bytes) ? check_agenda_alone (a, bytes, calendars)
                                                                        : check_request (a, bytes, calendars);
}

static int
check (const Arguments *a)
{
  const char *const inputs[] = { a->path, a->agenda_path, a->previous_path };
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnCalendars) calendars = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (pln_options_use_stream_twice ("standard input", inputs, G_N_ELEMENTS (inputs)))
    return PLN_EXIT_USAGE;
  bytes = pln_input_read (a->path, diagnostics);
  if (bytes)
    calendars = pln_calendar_options_read (a->calendars, a->strict, diagnostics);
  pln_terminal_tell (diagnostics);
  return calendars ? check_inputs (a, bytes, calendars) : PLN_EXIT_USAGE;
}

static int
run (int argc, char **argv)
{
  Arguments a = { 0 };
  int exit_code;
  g_autoptr (GPtrArray) operands = g_ptr_array_new (), calendars = g_ptr_array_new ();
  const PlnOption options[] = {
    { "previous", '\0', PLN_OPTION_TEXT, "OLD.json", "the earlier agenda that this one was made from", &a.previous_path },
    { "calendar", '\0', PLN_OPTION_LIST, "[NAME=]FILE", "a person's calendar; without NAME everybody's, softly", &calendars },
    { "json", '\0', PLN_OPTION_FLAG, NULL, "print one JSON object", &a.json },
    { "strict", '\0', PLN_OPTION_FLAG, NULL, "soft clashes count, and what is doubtful in a calendar is an error", &a.strict },
  };

  if (!pln_options_read (&pln_command_check, options, G_N_ELEMENTS (options), argc, argv, operands, 1, 2, &exit_code))
    return exit_code;
  a.path = g_ptr_array_index (operands, 0);
  a.agenda_path = operands->len > 1 ? g_ptr_array_index (operands, 1) : NULL;
  a.calendars = calendars;
  return check (&a);
}

const PlnCommand pln_command_check = {
  .name = "check",
  .summary = "Check a request, or judge an agenda: every broken rule, and what it costs.",
  .usage = "plenary check REQUEST.json [OPTION...]\n"
           "plenary check REQUEST.json AGENDA.json [OPTION...]\n"
           "plenary check AGENDA.(json|ics) --calendar [NAME=]FILE.ics... [OPTION...]",
  .about = "The agenda may be anyone's; with calendars, whatever clashes with them is told.\n"
           "Exit status: 0 nothing found, or warnings alone;\n"
           "1 findings; 2 a file that cannot be read.",
  .examples = "  plenary check meeting.json\n"
              "  plenary check meeting.json agenda.json\n"
              "  plenary check meeting.json agenda.json --previous old.json --json\n"
              "  plenary check agenda.ics --calendar wil=wil.ics --calendar adass.ics",
  .run = run,
};
