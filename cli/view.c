/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/view.h"

#include "cli/output.h"
#include "cli/terminal.h"

#include <string.h>
#include <unistd.h>

bool
pln_view_write (const char *path, const PlnAgenda *agenda, PlnFormat format, const PlnFormatOptions *options)
{
  PlnFormatOptions shown = *options;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  shown.unicode = pln_terminal_is_unicode ();
  if (strcmp (path, "-") == 0)
    {
      shown.colour = pln_terminal_has_colour (STDOUT_FILENO);
      shown.columns = pln_terminal_columns (STDOUT_FILENO);
    }
  bytes = pln_agenda_format (agenda, format, &shown, &error);
  if (bytes)
    return pln_output_write (path, bytes);
  pln_terminal_complain (PLN_CODE_UNWRITABLE, NULL, "%s", error->message);
  return false;
}
