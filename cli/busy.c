/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/calendar.h"
#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/terminal.h"

#include <string.h>

static bool
read_time (const char *option, const char *text, const char *zone_name, gint64 *seconds)
{
  if (text == NULL)
    pln_terminal_complain (PLN_CODE_MISSING_ARGUMENT, "plenary busy FILE.ics --from 2022-10-18 --to 2022-10-21", "%s is missing",
                           option);
  else if (!pln_busy_time_parse (text, zone_name, seconds))
    pln_terminal_complain (PLN_CODE_BAD_VALUE, "expected 2022-10-18, 2022-10-18T09:00 or 20221018T090000Z", "%s %s", option, text);
  else
    return true;
  return false;
}

static bool
read_window (const char *from, const char *to, PlnBusyQuery *query)
{
  if (!pln_timezone_is_known (query->timezone))
    {
      pln_terminal_complain (PLN_CODE_BAD_ZONE, "expected a name such as Europe/Berlin", "unknown time zone %s", query->timezone);
      return false;
    }
  if (!read_time ("--from", from, query->timezone, &query->from) || !read_time ("--to", to, query->timezone, &query->to))
    return false;
  if (query->from < query->to)
    return true;
  pln_terminal_complain (PLN_CODE_BAD_VALUE, "--to is exclusive", "--from %s is not before --to %s", from, to);
  return false;
}

static int
list (const GPtrArray *paths, PlnBusyQuery *query)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GArray) files = pln_calendar_files_new ();
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  if (pln_calendar_files_read (paths, files, diagnostics))
    {
      query->files = (const PlnCalendarFile *) (const void *) files->data;
      query->n_files = (int) files->len;
      text = pln_busy_list (query, diagnostics);
    }
  pln_terminal_tell (diagnostics);
  if (text == NULL)
    return PLN_EXIT_USAGE;
  length = strlen (text);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  return pln_output_write ("-", bytes) ? PLN_EXIT_OK : PLN_EXIT_UNWRITABLE;
}

static int
run (int argc, char **argv)
{
  const char *from = NULL, *to = NULL;
  g_autoptr (GPtrArray) operands = g_ptr_array_new ();
  PlnBusyQuery query = { .timezone = "UTC", .unicode = pln_terminal_is_unicode () };
  int exit_code;
  const PlnOption options[] = {
    { "from", '\0', PLN_OPTION_TEXT, "TIME", "the beginning: a date, a date-time, or 20221018T090000Z", &from },
    { "to", '\0', PLN_OPTION_TEXT, "TIME", "the end, exclusive", &to },
    { "timezone", '\0', PLN_OPTION_TEXT, "ZONE", "of floating times, of dates and of the table (UTC)", &query.timezone },
    { "owner", '\0', PLN_OPTION_TEXT, "ADDRESS", "whose calendars these are: what they declined is free", &query.owner },
    { "instances", '\0', PLN_OPTION_FLAG, NULL, "every instance of every event, free ones too, unmerged", &query.instances },
    { "json", '\0', PLN_OPTION_FLAG, NULL, "print one JSON object", &query.json },
    { "strict", '\0', PLN_OPTION_FLAG, NULL, "what is doubtful is an error", &query.strict },
  };

  if (!pln_options_read (&pln_command_busy, options, G_N_ELEMENTS (options), argc, argv, operands, 1, 1000, &exit_code))
    return exit_code;
  return read_window (from, to, &query) ? list (operands, &query) : PLN_EXIT_USAGE;
}

const PlnCommand pln_command_busy = {
  .name = "busy",
  .summary = "Show when calendars say that somebody is busy, and why.",
  .usage = "plenary busy FILE.ics... --from TIME --to TIME [OPTION...]",
  .about = "In doubt it is busy, with a warning that names file and line.\n"
           "Exit status: 0 listed, 2 a calendar that cannot be read (with --strict: that is doubtful).",
  .examples = "  plenary busy wil.ics --from 2022-10-18 --to 2022-10-21 --timezone America/Los_Angeles\n"
              "  plenary busy wil.ics leanne.ics --from 2022-10-18 --to 2022-10-21 --json\n"
              "  plenary busy wil.ics --from 2022-10-18 --to 2022-10-19 --instances",
  .run = run,
};
