/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/diagnostic.h"

#include "text/excerpt.h"
#include "text/width.h"

#include <string.h>

enum
{
  MOST_ROWS = 5000,        /* kept; more are only counted */
  MOST_ERRORS_SHOWN = 20,
  MOST_OTHERS_SHOWN = 50,
  LONGEST_TEXT = 400,      /* bytes of a message, hint, help or path */
};

static void
diagnostic_free (gpointer data)
{
  PlnDiagnostic *row = data;

  pln_source_unref (row->source);
  g_free (row->path);
  g_free (row->message);
  g_free (row->hint);
  g_free (row->help);
  g_free (row);
}

PlnDiagnostics *
pln_diagnostics_new (void)
{
  PlnDiagnostics *diagnostics = g_new0 (PlnDiagnostics, 1);

  g_atomic_ref_count_init (&diagnostics->refs);
  diagnostics->rows = g_ptr_array_new_with_free_func (diagnostic_free);
  return diagnostics;
}

PlnDiagnostics *
pln_diagnostics_ref (PlnDiagnostics *diagnostics)
{
  g_atomic_ref_count_inc (&diagnostics->refs);
  return diagnostics;
}

void
pln_diagnostics_unref (PlnDiagnostics *diagnostics)
{
  if (!diagnostics || !g_atomic_ref_count_dec (&diagnostics->refs))
    return;
  g_ptr_array_unref (diagnostics->rows);
  g_free (diagnostics);
}

int
pln_diagnostics_n_errors (const PlnDiagnostics *diagnostics)
{
  return diagnostics->n_errors;
}

int
pln_diagnostics_n_warnings (const PlnDiagnostics *diagnostics)
{
  return diagnostics->n_warnings;
}

/* Cuts a text at a character's edge. Returns: (transfer full) (nullable) */
static char *
shortened (const char *text)
{
  const char *end;

  if (!text || strlen (text) <= LONGEST_TEXT)
    return g_strdup (text);
  end = text + LONGEST_TEXT;
  while (end > text && ((unsigned char) *end & 0xC0) == 0x80)
    end--;
  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}

void
pln_diagnostics_add (PlnDiagnostics *diagnostics,
                     PlnSeverity severity,
                     PlnCode code,
                     PlnSource *source,
                     PlnPlace place,
                     const char *path,
                     const char *hint,
                     const char *help,
                     const char *format,
                     ...)
{
  PlnDiagnostic *row;
  g_autofree char *message = NULL;
  va_list arguments;

  diagnostics->n_errors += severity == PLN_SEVERITY_ERROR;
  diagnostics->n_warnings += severity == PLN_SEVERITY_WARNING;
  /* The reason for a failure must not drown in warnings: errors have room of their own. */
  if (severity == PLN_SEVERITY_ERROR ? diagnostics->n_errors > MOST_ROWS : diagnostics->rows->len >= MOST_ROWS)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  row = g_new0 (PlnDiagnostic, 1);
  row->severity = severity;
  row->code = (int) code;
  row->source = source ? pln_source_ref (source) : NULL;
  row->place = place;
  row->path = shortened (path);
  row->message = shortened (message);
  row->hint = shortened (hint);
  row->help = shortened (help);
  g_ptr_array_add (diagnostics->rows, row);
}

/* Sources in order of their first row, within one by place; what has no source comes first. Rows of
 * one place keep their order of arrival. */
typedef struct
{
  PlnDiagnostic *row;
  int source_rank;
  int arrival;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;

  if (x->source_rank != y->source_rank)
    return x->source_rank - y->source_rank;
  if (x->row->place.start != y->row->place.start)
    return x->row->place.start < y->row->place.start ? -1 : 1;
  return x->arrival - y->arrival;
}

GPtrArray *
pln_diagnostics_sort (const PlnDiagnostics *diagnostics)
{
  GPtrArray *sorted = g_ptr_array_sized_new (diagnostics->rows->len);
  g_autoptr (GArray) ranked = g_array_sized_new (FALSE, FALSE, sizeof (Ranked), diagnostics->rows->len);
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();

  for (guint k = 0; k < diagnostics->rows->len; k++)
    {
      Ranked entry = { g_ptr_array_index (diagnostics->rows, k), -1, (int) k };
      guint rank = 0;

      if (entry.row->source && !g_ptr_array_find (sources, entry.row->source, &rank))
        {
          rank = sources->len;
          g_ptr_array_add (sources, entry.row->source);
        }
      entry.source_rank = entry.row->source ? (int) rank : -1;
      g_array_append_val (ranked, entry);
    }
  g_array_sort (ranked, compare_ranked);
  for (guint k = 0; k < ranked->len; k++)
    g_ptr_array_add (sorted, g_array_index (ranked, Ranked, k).row);
  return sorted;
}

const char *
pln_severity_name (PlnSeverity severity)
{
  static const char *const names[] = { "error", "warning", "note" };

  return names[severity];
}

typedef struct
{
  const char *bold, *bold_off;
  const char *severity, *severity_off;
} Colours;

static Colours
colours_of (PlnSeverity severity, bool colour)
{
  static const char *const by_severity[] = { "\033[1;31m", "\033[1;33m", "\033[1;36m" };

  if (!colour)
    return (Colours){ "", "", "", "" };
  return (Colours){ "\033[1m", "\033[0m", by_severity[severity], "\033[0m" };
}

static void
append_heading (GString *out, const PlnDiagnostic *row, const Colours *colours, bool unicode)
{
  g_string_append (out, colours->bold);
  if (row->source)
    {
      int line, column;

      pln_source_locate (row->source, row->place.start, &line, &column);
      pln_text_append_safe (out, row->source->name, unicode);
      g_string_append_printf (out, ":%d:%d: ", line, column);
    }
  g_string_append_printf (out, "%s%s%s[PLN%04d]%s: ", colours->bold_off, colours->severity,
                          pln_severity_name (row->severity), row->code, colours->severity_off);
  pln_text_append_safe (out, row->message, unicode);
  g_string_append_c (out, '\n');
}

static void
append_note (GString *out, int gutter, const char *label, const char *text, bool unicode)
{
  g_string_append_printf (out, " %*s = %s", gutter, "", label);
  pln_text_append_safe (out, text, unicode);
  g_string_append_c (out, '\n');
}

static void
append_row (GString *out, const PlnDiagnostic *row, bool colour, bool unicode)
{
  Colours colours = colours_of (row->severity, colour);
  int line = 0, column, gutter = 4;

  append_heading (out, row, &colours, unicode);
  if (row->source)
    {
      PlnExcerptStyle style = { 0, unicode, colours.severity, colours.severity_off };

      pln_source_locate (row->source, row->place.start, &line, &column);
      while (line >= 10000)
        {
          line /= 10;
          gutter++;
        }
      style.gutter = gutter;
      pln_excerpt_append (out, row->source, row->place, row->hint, &style);
    }
  if (row->path)
    append_note (out, gutter, "in ", row->path, unicode);
  if (row->help)
    append_note (out, gutter, "help: ", row->help, unicode);
}

static void
append_left_out (GString *out, int n, const char *what)
{
  if (n > 0)
    g_string_append_printf (out, "and %d more %s%s\n", n, what, n == 1 ? "" : "s");
}

char *
pln_diagnostics_format (const PlnDiagnostics *diagnostics, bool colour, bool unicode)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GPtrArray) sorted = pln_diagnostics_sort (diagnostics);
  int n_errors = 0, n_warnings = 0, n_others = 0;

  for (guint k = 0; k < sorted->len; k++)
    {
      const PlnDiagnostic *row = g_ptr_array_index (sorted, k);
      bool is_error = row->severity == PLN_SEVERITY_ERROR;

      if (is_error ? n_errors >= MOST_ERRORS_SHOWN : n_others >= MOST_OTHERS_SHOWN)
        continue;
      append_row (out, row, colour, unicode);
      n_errors += is_error;
      n_others += !is_error;
      n_warnings += row->severity == PLN_SEVERITY_WARNING;
    }
  append_left_out (out, diagnostics->n_errors - n_errors, "error");
  append_left_out (out, diagnostics->n_warnings - n_warnings, "warning");
  return g_string_free (out, FALSE);
}
