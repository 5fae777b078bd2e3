/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/calendar.h"
#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/value.h"
#include "cli/view.h"

#include <stdio.h>

static const char *const notation_choices[] = { "markdown", "csv", "tsv", "html", "issue", NULL };

/* Reads the pages; their names are borrowed from @operands. */
static bool
read_files (const GPtrArray *operands, GArray *files, PlnDiagnostics *diagnostics)
{
  for (guint k = 0; k < operands->len; k++)
    {
      const char *path = g_ptr_array_index (operands, k);
      PlnImportFile file = { pln_input_name (path), pln_input_read (path, diagnostics) };

      if (!file.bytes)
        return false;
      g_array_append_val (files, file);
    }
  return true;
}

static void
clear_file (gpointer data)
{
  g_bytes_unref (((PlnImportFile *) data)->bytes);
}

static int
import (const GPtrArray *operands, PlnImportOptions *options, const char *base, const char *output)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (PlnImportFile));
  g_autoptr (GBytes) base_bytes = NULL, request = NULL;
  g_autofree char *report = NULL;

  g_array_set_clear_func (files, clear_file);
  if (base)
    {
      base_bytes = pln_input_read (base, diagnostics);
      options->base = base_bytes;
      options->base_name = pln_input_name (base);
    }
  if ((!base || base_bytes) && read_files (operands, files, diagnostics))
    request = pln_import ((const PlnImportFile *) files->data, (int) files->len, options, diagnostics, &report);
  if (report)
    fputs (report, stderr);
  pln_terminal_tell (diagnostics);
  if (!request)
    return PLN_EXIT_USAGE;
  return pln_output_write (output, request) ? PLN_EXIT_OK : PLN_EXIT_UNWRITABLE;
}

/* An agenda page back into the agenda file of a request. */
static int
import_agenda (const char *page, const char *request, const PlnImportOptions *options, const char *output)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) request_bytes = pln_input_read (request, diagnostics), bytes = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (PlnCalendars) calendars = request_bytes ? pln_calendar_options_read (none, false, diagnostics) : NULL;
  g_autoptr (PlnMeeting) meeting = calendars ? pln_input_read_meeting (request, request_bytes, calendars, diagnostics) : NULL;
  g_autoptr (PlnAgenda) agenda = NULL;
  PlnFormatOptions view = { .audience = PLN_AUDIENCE_CHAIRS };
  gint64 stamp = 0;

  bytes = meeting ? pln_input_read (page, diagnostics) : NULL;
  if (bytes && pln_value_read_source_date (&stamp))
    agenda = pln_import_agenda (meeting, &(PlnImportFile){ pln_input_name (page), bytes }, options, stamp, diagnostics);
  pln_terminal_tell (diagnostics);
  if (!agenda)
    return PLN_EXIT_USAGE;
  return pln_view_write (output, agenda, PLN_FORMAT_JSON, &view) ? PLN_EXIT_OK : PLN_EXIT_UNWRITABLE;
}

static int
run (int argc, char **argv)
{
  int notation = PLN_NOTATION_GUESS, exit_code;
  bool strict = false;
  const char *base = NULL, *agenda_of = NULL, *output = "-";
  g_autoptr (GPtrArray) operands = g_ptr_array_new (), maps = g_ptr_array_new ();
  PlnImportOptions import_options = { 0 };
  const PlnOption options[] = {
    { "from", '\0', PLN_OPTION_CHOICE, "NOTATION", "markdown, csv, tsv, html or issue (from the name or the content of FILE)", &notation,
      .names = notation_choices, .from_name = pln_notation_from_name },
    { "base", '\0', PLN_OPTION_TEXT, "MEETING.json", "title, days, zone, roles and known people", &base },
    { "map", '\0', PLN_OPTION_LIST, "HEADER=COLUMN", "what a column holds: topic, duration, presenters, notes, ...", &maps },
    { "agenda", '\0', PLN_OPTION_TEXT, "REQUEST.json", "FILE is an agenda page of that request: write its agenda file", &agenda_of },
    { "output", 'o', PLN_OPTION_TEXT, "REQUEST.json", "write to a file instead of standard output", &output },
    { "strict", '\0', PLN_OPTION_FLAG, NULL, "what would be guessed is an error", &strict },
  };

  if (!pln_options_read (&pln_command_import, options, G_N_ELEMENTS (options), argc, argv, operands, 1, 1000, &exit_code))
    return exit_code;
  g_ptr_array_add (maps, NULL);
  import_options.notation = (PlnNotation) notation;
  import_options.maps = (const char *const *) maps->pdata;
  import_options.strict = strict;
  import_options.unicode = pln_terminal_is_unicode ();
  if (agenda_of)
    return import_agenda (g_ptr_array_index (operands, 0), agenda_of, &import_options, output);
  return import (operands, &import_options, base, output);
}

const PlnCommand pln_command_import = {
  .name = "import",
  .summary = "Make a request of the tables in which people asked for topics.",
  .usage = "plenary import FILE... [--base MEETING.json] [-o REQUEST.json] [OPTION...]\n"
           "       plenary import PAGE.md --agenda REQUEST.json [-o AGENDA.json]",
  .about = "Reads Markdown, CSV, TSV, HTML and GitHub issue forms. What was understood is shown row by row,\n"
           "\"?\" marks a guess; what was not understood stays in the notes.",
  .examples = "  plenary import requests.md --base meeting.json -o request.json\n"
              "  plenary import requests.csv --map \"How long=duration\"\n"
              "  plenary import requests.md --base meeting.json | plenary plan -\n"
              "  plenary import page.md --agenda request.json -o agenda.json",
  .run = run,
};
