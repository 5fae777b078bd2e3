/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/scan.h"

#define MAX_WARNINGS 100
#define MAX_REPEATED 1000 /* of one kind in a row; more are not even looked at */

static void
warning_free (gpointer data)
{
  PlnIcsWarning *warning = data;

  g_free (warning->text);
  g_free (warning->file);
  g_free (warning);
}

PlnIcsWarnings *
pln_ics_warnings_new (void)
{
  PlnIcsWarnings *warnings = g_new0 (PlnIcsWarnings, 1);

  warnings->rows = g_ptr_array_new_with_free_func (warning_free);
  warnings->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return warnings;
}

void
pln_ics_warnings_free (PlnIcsWarnings *warnings)
{
  g_ptr_array_unref (warnings->rows);
  g_hash_table_unref (warnings->seen);
  g_free (warnings);
}

/* A hostile file can earn a warning a line; what repeats is said once, and the rest only counted. */
void
pln_ics_warn (PlnIcsWarnings *warnings, const char *file, int line, const char *format, ...)
{
  g_autofree char *text = NULL, *key = NULL;
  gpointer first;
  PlnIcsWarning *warning;
  va_list arguments;

  warnings->n_repeated = format == warnings->format ? warnings->n_repeated + 1 : 0;
  warnings->format = format;
  if (warnings->rows->len >= MAX_WARNINGS || warnings->n_repeated > MAX_REPEATED)
    {
      warnings->n_more++;
      return;
    }
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  key = g_strconcat (file, "\n", text, NULL);
  if (g_hash_table_lookup_extended (warnings->seen, key, NULL, &first))
    {
      /* The same place again is the same finding: a calendar is read once for each of its people. */
      warnings->n_more += GPOINTER_TO_INT (first) != line;
      return;
    }
  g_hash_table_insert (warnings->seen, g_steal_pointer (&key), GINT_TO_POINTER (line));
  warning = g_new0 (PlnIcsWarning, 1);
  warning->text = g_steal_pointer (&text);
  warning->file = g_strdup (file);
  warning->line = line;
  g_ptr_array_add (warnings->rows, warning);
}
