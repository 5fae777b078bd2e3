/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/duration.h"
#include "model/request.h"

static void G_GNUC_PRINTF (6, 7)
warn (const PlnMeeting *meeting, PlnDiagnostics *diagnostics, PlnCode code, PlnPlace place, const char *help,
      const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  pln_diagnostics_add (diagnostics, PLN_SEVERITY_WARNING, code, meeting->source, place, NULL, NULL, help, "%s", message);
}

static int
longest_block (const PlnMeeting *meeting)
{
  int longest = 0;

  for (int k = 0; k < meeting->n_blocks; k++)
    longest = MAX (longest, meeting->blocks[k].interval.end - meeting->blocks[k].interval.start);
  return longest;
}

static void
lint_lengths (const PlnMeeting *meeting, PlnDiagnostics *diagnostics)
{
  int longest = longest_block (meeting);
  g_autofree char *block = pln_duration_format (longest);

  for (int k = 0; k < meeting->n_topics; k++)
    if (meeting->topics[k].least > longest)
      {
        g_autofree char *least = pln_duration_format (meeting->topics[k].least);

        warn (meeting, diagnostics, PLN_CODE_LINT_TOO_LONG, meeting->topics[k].place,
              "shorten it, give it parts, or move a break",
              "\"%s\" takes at least %s, but the longest block has %s", meeting->topics[k].id, least, block);
      }
}

void
pln_request_lint (const PlnMeeting *meeting, PlnDiagnostics *diagnostics)
{
  lint_lengths (meeting, diagnostics);
}
