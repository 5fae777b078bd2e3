/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/clashes.h"

#include "ical/value.h"
#include "text/json.h"
#include "text/width.h"

#include <string.h>

static void
clash_clear (gpointer data)
{
  PlnClash *clash = data;

  g_free (clash->item);
  g_free (clash->title);
  g_free (clash->who);
  g_free (clash->source);
  g_free (clash->summary);
}

PlnClashes *
pln_clashes_new (void)
{
  PlnClashes *clashes = g_new0 (PlnClashes, 1);

  clashes->rows = g_array_new (FALSE, FALSE, sizeof (PlnClash));
  g_array_set_clear_func (clashes->rows, clash_clear);
  return clashes;
}

void
pln_clashes_free (PlnClashes *clashes)
{
  g_array_unref (clashes->rows);
  g_clear_pointer (&clashes->zone, pln_zone_unref);
  g_free (clashes);
}

void
pln_clashes_add (PlnClashes *clashes, const PlnOccasion *occasion, const char *who, const char *source, const char *summary, gint64 start,
     gint64 end, bool is_hard)
{
  PlnClash clash = { g_strdup (occasion->id), g_strdup (occasion->title), g_strdup (who), g_strdup (source), g_strdup (summary),
                  MAX (start, occasion->start), MIN (end, occasion->end), is_hard };

  if (clashes->rows->len < PLN_MAX_CLASHES)
    {
      g_array_append_val (clashes->rows, clash);
      return;
    }
  clash_clear (&clash);
  clashes->n_more++;
}

/* -- Telling ---------------------------------------------------------------------------------------- */

int
pln_clashes_n (const PlnClashes *clashes, bool hard_only)
{
  int n = hard_only ? 0 : clashes->n_more;

  for (guint k = 0; k < clashes->rows->len; k++)
    n += !hard_only || g_array_index (clashes->rows, PlnClash, k).is_hard;
  return n;
}

static int
minutes_of (const PlnClash *clash)
{
  return (int) ((clash->end - clash->start + 59) / 60);
}

static void
append_line (GString *out, const PlnClash *clash, const PlnZone *zone, bool unicode)
{
  PlnCivil from = pln_zone_to_civil (zone, (int) pln_floor_divide (clash->start, 60));
  PlnCivil to = pln_zone_to_civil (zone, (int) pln_floor_divide (clash->end, 60));

  g_string_append_printf (out, "%s  %04d-%02d-%02d %02d:%02d-%02d:%02d  %d min  ", clash->is_hard ? "hard" : "soft", from.year, from.month,
                          from.day, from.hour, from.minute, to.hour, to.minute, minutes_of (clash));
  pln_text_append_safe (out, clash->title != NULL ? clash->title : clash->item, unicode);
  g_string_append (out, "  clashes with  ");
  pln_text_append_safe (out, clash->summary != NULL ? clash->summary : "something", unicode);
  g_string_append (out, " (");
  if (clash->who != NULL)
    {
      pln_text_append_safe (out, clash->who, unicode);
      g_string_append (out, ", ");
    }
  pln_text_append_safe (out, clash->source, unicode);
  g_string_append (out, ")\n");
}

char *
pln_clashes_format (const PlnClashes *clashes, bool unicode)
{
  GString *out = g_string_new (NULL);
  int n_hard = pln_clashes_n (clashes, true), n_soft = pln_clashes_n (clashes, false) - n_hard;

  for (guint k = 0; k < clashes->rows->len; k++)
    append_line (out, &g_array_index (clashes->rows, PlnClash, k), clashes->zone, unicode);
  if (clashes->n_more > 0)
    g_string_append_printf (out, "and %d more\n", clashes->n_more);
  if (n_hard + n_soft == 0)
    g_string_append (out, "no clashes\n");
  else
    g_string_append_printf (out, "%d hard clash%s, %d soft (times in %s)\n", n_hard, n_hard == 1 ? "" : "es", n_soft,
                            pln_zone_name (clashes->zone));
  return g_string_free (out, FALSE);
}

static void
append_member (GString *out, const char *key, const char *text)
{
  g_string_append_printf (out, "\"%s\": ", key);
  if (text != NULL)
    pln_json_append_string (out, text);
  else
    g_string_append (out, "null");
  g_string_append (out, ", ");
}

char *
pln_clashes_to_json (const PlnClashes *clashes)
{
  GString *out = g_string_new ("[");

  for (guint k = 0; k < clashes->rows->len; k++)
    {
      const PlnClash *clash = &g_array_index (clashes->rows, PlnClash, k);
      g_autofree char *start = pln_zone_format (clashes->zone, (int) pln_floor_divide (clash->start, 60));
      g_autofree char *end = pln_zone_format (clashes->zone, (int) pln_floor_divide (clash->end + 59, 60));

      g_string_append (out, k > 0 ? ",\n  {" : "\n  {");
      append_member (out, "item", clash->item);
      append_member (out, "who", clash->who);
      append_member (out, "source", clash->source);
      append_member (out, "summary", clash->summary);
      append_member (out, "start", start);
      append_member (out, "end", end);
      g_string_append_printf (out, "\"minutes\": %d, \"hard\": %s}", minutes_of (clash), clash->is_hard ? "true" : "false");
    }
  g_string_append (out, clashes->rows->len > 0 ? "\n ]" : "]");
  return g_string_free (out, FALSE);
}
