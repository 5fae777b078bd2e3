/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
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

static int
run (int argc, char **argv)
{
  int format = NOT_GIVEN, audience = PLN_AUDIENCE_PUBLIC, exit_code;
  const char *path = "-";
  g_autoptr (GPtrArray) operands = g_ptr_array_new ();
  g_autoptr (PlnAgenda) agenda = NULL;
  PlnFormatOptions view = { 0 };
  const PlnOption options[] = {
    { "format", '\0', PLN_OPTION_CHOICE, "FORMAT", "text, json, ics, ... (from the name of FILE, or text)", &format,
      .names = pln_format_choices, .from_name = pln_format_from_name },
    { "output", 'o', PLN_OPTION_TEXT, "FILE", "write to a file instead of standard output", &path },
    { "audience", '\0', PLN_OPTION_CHOICE, "WHO", "public (default), members or chairs", &audience,
      .names = pln_audience_choices, .from_name = pln_audience_from_name },
  };

  if (!pln_options_read (&pln_command_export, options, G_N_ELEMENTS (options), argc, argv, operands, 1, 1, &exit_code))
    return exit_code;
  agenda = pln_input_read_agenda (g_ptr_array_index (operands, 0));
  if (!agenda)
    return PLN_EXIT_USAGE;
  view.audience = (PlnAudience) audience;
  format = format == NOT_GIVEN ? format_of_name (path) : format;
  return pln_view_write (path, agenda, (PlnFormat) format, &view) ? PLN_EXIT_OK : PLN_EXIT_UNWRITABLE;
}

const PlnCommand pln_command_export = {
  .name = "export",
  .summary = "Write an agenda for its readers: as text, calendar or data.",
  .usage = "plenary export AGENDA.json [OPTION...]",
  .about = "What closed sessions are about, notes, addresses and reasons are for members or chairs:\n"
           "the public sees a closed session's time alone.",
  .examples = "  plenary export agenda.json\n"
              "  plenary export agenda.json -o agenda.ics\n"
              "  plenary export agenda.json --format text --audience chairs",
  .run = run,
};
