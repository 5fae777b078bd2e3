/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/calendar.h"

#include "cli/input.h"
#include "text/diagnostic.h"

#include <string.h>

static void
clear_file (gpointer data)
{
  g_bytes_unref (((PlnCalendarFile *) data)->bytes);
}

GArray *
pln_calendar_files_new (void)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (PlnCalendarFile));

  g_array_set_clear_func (files, clear_file);
  return files;
}

bool
pln_calendar_files_read (const GPtrArray *paths, GArray *files, PlnDiagnostics *diagnostics)
{
  for (guint k = 0; k < paths->len; k++)
    {
      const char *path = g_ptr_array_index (paths, k);
      PlnCalendarFile file = { pln_input_name (path), pln_input_read (path, diagnostics) };

      if (file.bytes == NULL)
        return false;
      g_array_append_val (files, file);
    }
  return true;
}

/* A file may have "=" in its name; one that is there is taken as it is. */
static const char *
split_argument (const char *argument, char **owner)
{
  const char *equals = strchr (argument, '=');

  if (equals == NULL || equals == argument || g_file_test (argument, G_FILE_TEST_EXISTS))
    return argument;
  *owner = g_strndup (argument, (gsize) (equals - argument));
  return equals + 1;
}

PlnCalendars *
pln_calendar_options_read (const GPtrArray *arguments, bool strict, PlnDiagnostics *diagnostics)
{
  g_autoptr (PlnCalendars) calendars = pln_calendars_new (strict);

  for (guint k = 0; k < arguments->len; k++)
    {
      g_autofree char *owner = NULL;
      const char *path = split_argument (g_ptr_array_index (arguments, k), &owner);
      g_autoptr (GBytes) bytes = *path != '\0' ? pln_input_read (path, diagnostics) : NULL;
      PlnCalendarFile file = { pln_input_name (path), bytes };

      if (*path == '\0')
        pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_MISSING_ARGUMENT, NULL, (PlnPlace){ 0, 0 }, NULL, NULL,
                             "a name and a file: --calendar wil=calendar.ics", "--calendar %s names no file",
                             (const char *) g_ptr_array_index (arguments, k));
      if (bytes == NULL)
        return NULL;
      pln_calendars_add (calendars, owner, &file);
    }
  return g_steal_pointer (&calendars);
}
