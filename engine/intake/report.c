/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/import.h"

#include "text/width.h"

#include <string.h>

/* What was understood, row by row. A "?" before a cell marks a guess. */

enum
{
  LINE_COLUMNS = 6,
  TITLE_COLUMNS = 44,
  LENGTH_COLUMNS = 16,
};

static void
append_name (GString *out, const PlnHarvest *harvest, const char *id, bool unicode)
{
  const char *name = pln_roster_name (harvest->roster, id);

  pln_text_append_safe (out, name ? name : id, unicode);
  g_string_append (out, pln_roster_added (harvest->roster, id) ? " (new)" : "");
}

static void
append_names (GString *out, const PlnHarvest *harvest, const GPtrArray *ids, bool unicode)
{
  for (guint k = 0; k < ids->len; k++)
    {
      g_string_append (out, k > 0 ? ", " : "");
      append_name (out, harvest, g_ptr_array_index (ids, k), unicode);
    }
}

/* @title: room for a text, which is overwritten */
static void
append_request (GString *out, const PlnHarvest *harvest, const PlnRequest *request, GString *title, bool unicode)
{
  char line[16];

  g_snprintf (line, sizeof line, "%d", request->line);
  pln_text_append_safe (g_string_truncate (title, 0), request->title, unicode);
  g_string_append (out, request->guesses->len > 0 ? "? " : "  ");
  pln_text_append_column (out, line, LINE_COLUMNS, unicode);
  pln_text_append_column (out, title->str, TITLE_COLUMNS, unicode);
  g_string_append (out, "  ");
  if (request->withdrawn)
    {
      g_string_append (out, "withdrawn: struck through, not imported\n");
      return;
    }
  pln_text_append_column (out, request->duration ? request->duration : "? default", LENGTH_COLUMNS, unicode);
  g_string_append_c (out, ' ');
  append_names (out, harvest, request->presenters && request->presenters->len > 0 ? request->presenters : request->requested_by, unicode);
  if (request->closed)
    g_string_append (out, "  closed");
  g_string_append_c (out, '\n');
}

static void
append_quoted (GString *out, const char *text, bool unicode)
{
  g_string_append_c (out, '"');
  pln_text_append_safe (out, text, unicode);
  g_string_append_c (out, '"');
}

static void
append_values (GString *out, const GPtrArray *values, bool unicode)
{
  for (guint k = 0; k < values->len; k++)
    {
      g_autofree char *value = json_to_string (g_ptr_array_index (values, k), FALSE);

      g_string_append (out, k > 0 ? ", " : "");
      pln_text_append_safe (out, value, unicode);
    }
}

static void
append_wish (GString *out, const PlnHarvest *harvest, const PlnWish *wish, bool unicode)
{
  g_string_append_printf (out, "    %-6d", wish->sentence->line);
  if (wish->key)
    {
      if (wish->doubt)
        g_string_append_printf (out, "not applied, %s: ", wish->doubt);
      g_string_append (out, wish->proposed ? "proposed: " : "");
      if (wish->person)
        append_name (out, harvest, wish->person, unicode);
      else if (wish->sentence->topic < 0)
        append_quoted (out, ((PlnRequest *) g_ptr_array_index (harvest->requests, (guint) wish->topic))->title, unicode);
      g_string_append_printf (out, "%s%s ", wish->person || wish->sentence->topic < 0 ? " " : "", wish->key);
      append_values (out, wish->values, unicode);
      g_string_append (out, wish->replaces ? " (with what is asked above)  <- " : "  <- ");
    }
  else
    g_string_append (out, "not understood, kept as it stands: ");
  pln_text_append_safe (out, wish->part ? wish->part : wish->sentence->text, unicode);
  g_string_append_c (out, '\n');
}

/* Wishes by the topic that their sentence stands with, those of sections of constraints first. */
static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const PlnWish *const *x = a, *const *y = b;

  return (*x)->sentence->topic - (*y)->sentence->topic;
}

char *
pln_import_report (const PlnHarvest *harvest, const GPtrArray *wishes, bool unicode)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GString) title = g_string_new (NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  guint n_constraints = 0, next;

  for (guint w = 0; w < wishes->len; w++)
    {
      PlnWish *wish = g_ptr_array_index (wishes, w);

      g_ptr_array_add (rows, wish);
      n_constraints += wish->sentence->topic < 0;
    }
  g_ptr_array_sort (rows, compare_rows); /* which keeps the order of equals */
  next = n_constraints;
  for (guint k = 0; k < harvest->requests->len; k++)
    {
      append_request (out, harvest, g_ptr_array_index (harvest->requests, k), title, unicode);
      for (; next < rows->len && ((PlnWish *) g_ptr_array_index (rows, next))->sentence->topic == (int) k; next++)
        append_wish (out, harvest, g_ptr_array_index (rows, next), unicode);
    }
  if (n_constraints > 0)
    g_string_append (out, "  constraints\n");
  for (guint w = 0; w < n_constraints; w++)
    append_wish (out, harvest, g_ptr_array_index (rows, w), unicode);
  return g_string_free (out, FALSE);
}
