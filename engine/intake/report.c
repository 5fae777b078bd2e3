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
append_names (GString *out, const PlnHarvest *harvest, const GPtrArray *ids, bool unicode)
{
  for (guint k = 0; k < ids->len; k++)
    {
      const char *id = g_ptr_array_index (ids, k), *name = pln_roster_name (harvest->roster, id);

      g_string_append (out, k > 0 ? ", " : "");
      pln_text_append_safe (out, name ? name : id, unicode);
      g_string_append (out, pln_roster_added (harvest->roster, id) ? " (new)" : "");
    }
}

static void
append_request (GString *out, const PlnHarvest *harvest, const PlnRequest *request, bool unicode)
{
  g_autofree char *line = g_strdup_printf ("%d", request->line);
  g_autofree char *length = g_strdup_printf ("%s", request->duration ? request->duration : "? default");
  g_autoptr (GString) title = g_string_new (NULL);

  pln_text_append_safe (title, request->title, unicode);
  g_string_append (out, request->guesses->len > 0 ? "? " : "  ");
  pln_text_append_column (out, line, LINE_COLUMNS, unicode);
  pln_text_append_column (out, title->str, TITLE_COLUMNS, unicode);
  g_string_append (out, "  ");
  if (request->withdrawn)
    {
      g_string_append (out, "withdrawn: struck through, not imported\n");
      return;
    }
  pln_text_append_column (out, length, LENGTH_COLUMNS, unicode);
  g_string_append_c (out, ' ');
  append_names (out, harvest, request->presenters && request->presenters->len > 0 ? request->presenters : request->requested_by, unicode);
  if (request->closed)
    g_string_append (out, "  closed");
  g_string_append_c (out, '\n');
}

static void
append_wish (GString *out, const PlnWish *wish, bool unicode)
{
  g_string_append_printf (out, "    %-6d", wish->sentence->line);
  if (wish->key)
    {
      g_autofree char *value = wish->value ? json_to_string (wish->value, FALSE) : NULL;

      g_string_append_printf (out, "%s%s%s", wish->proposed ? "proposed: " : "", wish->person ? wish->person : "", wish->person ? " " : "");
      g_string_append_printf (out, "%s %s  <- ", wish->key, value ? value : "true");
    }
  else
    g_string_append (out, "not understood, kept as it stands: ");
  pln_text_append_safe (out, wish->sentence->text, unicode);
  g_string_append_c (out, '\n');
}

char *
pln_import_report (const PlnHarvest *harvest, const GPtrArray *wishes, bool unicode)
{
  GString *out = g_string_new (NULL);
  bool any = false;

  for (guint k = 0; k < harvest->requests->len; k++)
    {
      append_request (out, harvest, g_ptr_array_index (harvest->requests, k), unicode);
      for (guint w = 0; w < wishes->len; w++)
        if (((PlnWish *) g_ptr_array_index (wishes, w))->sentence->topic == (int) k)
          append_wish (out, g_ptr_array_index (wishes, w), unicode);
    }
  for (guint w = 0; w < wishes->len; w++)
    {
      const PlnWish *wish = g_ptr_array_index (wishes, w);

      if (wish->sentence->topic >= 0)
        continue;
      if (!any)
        g_string_append (out, "  constraints\n");
      any = true;
      append_wish (out, wish, unicode);
    }
  return g_string_free (out, FALSE);
}
