/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/publication.h"
#include "cli/terminal.h"
#include "cli/view.h"

#include <string.h>

enum
{
  NOT_GIVEN = -1,
};

/* The format that a file's name asks for, or text. */
static int
format_of_name (const char *path)
{
  static const struct
  {
    const char *suffix, *format;
  } suffixes[] = {
    { ".json", "json" }, { ".ics", "ics" }, { ".md", "markdown" }, { ".html", "html" }, { ".csv", "csv" },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (suffixes); k++)
    if (g_str_has_suffix (path, suffixes[k].suffix) && pln_format_from_name (suffixes[k].format) >= 0)
      return pln_format_from_name (suffixes[k].format);
  return PLN_FORMAT_TEXT;
}

/* An earlier version, to say what changed: an agenda file, or the calendar that was made of one. */
static bool
read_previous (const char *path, PlnFormatOptions *view, PlnAgenda **agenda, GBytes **calendar)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = NULL;

  if (!path)
    return true;
  bytes = pln_input_read (path, diagnostics);
  if (bytes && !g_str_has_suffix (path, ".ics"))
    *agenda = pln_agenda_read (pln_input_name (path), bytes, diagnostics);
  else if (bytes)
    *calendar = g_steal_pointer (&bytes);
  pln_terminal_tell (diagnostics);
  view->previous = *agenda;
  view->previous_ics = *calendar;
  return *agenda || *calendar;
}

typedef struct
{
  int format, audience;
  const char *output, *directory, *previous; /* directory, previous: nullable */
  PlnPublication publication;
} Arguments;

/* What one calendar has of everybody would be cancelled in the files of all whom it does not concern. */
static bool
is_consistent (const Arguments *a)
{
  if (!a->directory || !a->previous || !g_str_has_suffix (a->previous, ".ics"))
    return true;
  pln_terminal_complain (PLN_CODE_CONFLICTING_ARGUMENTS, "give the agenda file that it was made of (.json)",
                         "--all-people needs another earlier version than %s, which is one calendar", a->previous);
  return false;
}

static int
export (const char *path, const Arguments *a)
{
  g_autoptr (PlnAgenda) agenda = is_consistent (a) ? pln_input_read_agenda (path) : NULL;
  g_autoptr (PlnAgenda) previous = NULL;
  g_autoptr (GBytes) calendar = NULL;
  PlnFormatOptions view = { .audience = (PlnAudience) a->audience };
  PlnFormat format;
  bool ok;

  if (!agenda || !pln_publication_is_valid (&a->publication)
      || !pln_publication_apply (&a->publication, agenda, &view)
      || !read_previous (a->previous, &view, &previous, &calendar))
    return PLN_EXIT_USAGE;
  if (a->directory)
    {
      format = a->format == NOT_GIVEN ? PLN_FORMAT_ICS : (PlnFormat) a->format;
      ok = pln_publication_write_people (a->directory, agenda, format, &view);
    }
  else
    {
      bool is_folder = pln_publication_is_folder (&a->publication, a->output);

      format = (PlnFormat) (a->format != NOT_GIVEN ? a->format : is_folder ? PLN_FORMAT_ICS : format_of_name (a->output));
      ok = format != PLN_FORMAT_ICS ? pln_view_write (a->output, agenda, format, &view)
           : is_folder              ? pln_publication_write_messages (a->output, agenda, &view)
                                    : pln_publication_write_calendar (a->output, agenda, &view);
    }
  return ok ? PLN_EXIT_OK : PLN_EXIT_UNWRITABLE;
}

static int
run (int argc, char **argv)
{
  Arguments a = { .format = NOT_GIVEN, .audience = PLN_AUDIENCE_PUBLIC, .output = "-" };
  int exit_code;
  g_autoptr (GPtrArray) operands = g_ptr_array_new ();
  const PlnOption options[] = {
    { "format", '\0', PLN_OPTION_CHOICE, "FORMAT", "text, json, ics, ... (from the name of FILE, or text)", &a.format,
      .names = pln_format_choices, .from_name = pln_format_from_name },
    { "output", 'o', PLN_OPTION_TEXT, "FILE", "write to a file instead of standard output; invitations: a folder", &a.output },
    { "audience", '\0', PLN_OPTION_CHOICE, "WHO", "public (default), members or chairs", &a.audience,
      .names = pln_audience_choices, .from_name = pln_audience_from_name },
    { "for", '\0', PLN_OPTION_TEXT, "NAME", "only what concerns this person", &a.publication.person },
    { "all-people", '\0', PLN_OPTION_TEXT, "DIR", "one file a person (ics, unless --format says otherwise)",
      &a.directory },
    { "previous", '\0', PLN_OPTION_TEXT, "OLD", "the earlier version (.json, .ics): ics updates it, others mark open time",
      &a.previous },
    { "actions", '\0', PLN_OPTION_FLAG, NULL, "ics: the action items, as to-dos, instead of the agenda",
      &a.publication.actions },
    PLN_PUBLICATION_OPTIONS (&a.publication),
  };

  if (!pln_options_read (&pln_command_export, options, G_N_ELEMENTS (options), argc, argv, operands, 1, 1, &exit_code))
    return exit_code;
  return export (g_ptr_array_index (operands, 0), &a);
}

const PlnCommand pln_command_export = {
  .name = "export",
  .summary = "Write an agenda for its readers: as text, calendar or data.",
  .usage = "plenary export AGENDA.json [OPTION...]",
  .about = "What closed sessions are about, notes, addresses and reasons are for members or chairs:\n"
           "the public sees a closed session's time alone.",
  .examples = "  plenary export agenda.json\n"
              "  plenary export agenda.json -o agenda.ics --previous sent.ics\n"
              "  plenary export agenda.json -o invitations/ --method request --audience chairs\n"
              "  plenary export agenda.json --for wil --timezone Europe/Berlin\n"
              "  plenary export agenda.json --format text --audience chairs",
  .run = run,
};
