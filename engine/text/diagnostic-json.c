/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/diagnostic.h"

#include "text/json.h"

static void
append_member (GString *out, const char *key, const char *text)
{
  if (!text)
    return;
  g_string_append_printf (out, ", \"%s\": ", key);
  pln_json_append_string (out, text);
}

static void
append_place (GString *out, const PlnDiagnostic *row)
{
  int line, column, end_line, end_column;

  pln_source_locate (row->source, row->place.start, &line, &column);
  pln_source_locate (row->source, MAX (row->place.start, row->place.end), &end_line, &end_column);
  append_member (out, "file", row->source->name);
  g_string_append_printf (out, ", \"line\": %d, \"column\": %d, \"end_line\": %d, \"end_column\": %d", line, column,
                          end_line, end_column);
}

static void
append_row (GString *out, const PlnDiagnostic *row)
{
  g_string_append_printf (out, "{\"severity\": \"%s\", \"code\": \"PLN%04d\"", pln_severity_name (row->severity),
                          row->code);
  append_member (out, "message", row->message);
  if (row->source)
    append_place (out, row);
  append_member (out, "path", row->path);
  append_member (out, "hint", row->hint);
  append_member (out, "help", row->help);
  g_string_append_c (out, '}');
}

char *
pln_diagnostics_to_json (const PlnDiagnostics *diagnostics)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GPtrArray) sorted = pln_diagnostics_sort (diagnostics);

  g_string_append_printf (out, "{\"errors\": %d, \"warnings\": %d, \"diagnostics\": [", diagnostics->n_errors,
                          diagnostics->n_warnings);
  for (guint k = 0; k < sorted->len; k++)
    {
      g_string_append (out, k > 0 ? ",\n " : "\n ");
      append_row (out, g_ptr_array_index (sorted, k));
    }
  g_string_append (out, sorted->len > 0 ? "\n]}\n" : "]}\n");
  return g_string_free (out, FALSE);
}
