/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/verify.h"
#include "text/width.h"

#include "text/json.h"

#include <json-glib/json-glib.h>

/* What the judge says, for people and for programs. */

bool
pln_verdict_is_clean (const PlnVerdict *verdict, const PlnAgenda *agenda)
{
  g_return_val_if_fail (verdict != NULL && agenda != NULL, false);
  return verdict->broken->len == 0 && verdict->form->len == 0
         && (!verdict->has_plan || verdict->cost == agenda->cost);
}

/* -- JSON ---------------------------------------------------------------------------------------- */

static void
write_ids (JsonBuilder *out, const char *key, char **ids)
{
  if (!ids || !*ids)
    return;
  json_builder_set_member_name (out, key);
  json_builder_begin_array (out);
  for (; *ids; ids++)
    json_builder_add_string_value (out, *ids);
  json_builder_end_array (out);
}

static void
write_text (JsonBuilder *out, const char *key, const char *text)
{
  if (!text)
    return;
  json_builder_set_member_name (out, key);
  json_builder_add_string_value (out, text);
}

static void
write_findings (JsonBuilder *out, const char *key, const GPtrArray *findings)
{
  json_builder_set_member_name (out, key);
  json_builder_begin_array (out);
  for (guint k = 0; k < findings->len; k++)
    {
      const PlnBroken *finding = findings->pdata[k];

      json_builder_begin_object (out);
      write_text (out, "rule", finding->rule);
      write_text (out, "text", finding->text);
      write_ids (out, "items", finding->items);
      write_ids (out, "people", finding->people);
      write_text (out, "room", finding->room);
      json_builder_end_object (out);
    }
  json_builder_end_array (out);
}

/* A number, or null where there is no plan. */
static void
write_sum (JsonBuilder *out, const char *key, bool has_plan, gint64 sum)
{
  json_builder_set_member_name (out, key);
  if (has_plan)
    json_builder_add_int_value (out, sum);
  else
    json_builder_add_null_value (out);
}

static void
write_terms (JsonBuilder *out, const PlnVerdict *verdict)
{
  json_builder_set_member_name (out, "terms");
  json_builder_begin_object (out);
  for (int term = 0; term < PLN_N_TERMS; term++)
    if (verdict->terms[term] != 0)
      write_sum (out, pln_term_name ((PlnTerm) term), true, verdict->terms[term]);
  json_builder_end_object (out);
}

char *
pln_verdict_to_json (const PlnVerdict *verdict, const PlnAgenda *agenda)
{
  g_autoptr (JsonBuilder) out = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  GString *line;

  g_return_val_if_fail (verdict != NULL && agenda != NULL, NULL);
  json_builder_begin_object (out);
  write_findings (out, "broken", verdict->broken);
  write_findings (out, "form", verdict->form);
  write_terms (out, verdict);
  write_sum (out, "cost", verdict->has_plan, verdict->cost);
  write_sum (out, "stated", verdict->has_plan, agenda->cost);
  write_sum (out, "bound", verdict->has_plan, agenda->bound);
  write_text (out, "status", pln_status_name (agenda->status));
  json_builder_end_object (out);
  root = json_builder_get_root (out);
  text = json_to_string (root, FALSE);
  line = g_string_new (text);
  pln_json_mend (line);
  g_string_append_c (line, '\n');
  return g_string_free (line, FALSE);
}

/* -- Text ---------------------------------------------------------------------------------------- */

static void
say_findings (GString *out, const GPtrArray *findings, const char *kind, bool unicode)
{
  for (guint k = 0; k < findings->len; k++)
    {
      const PlnBroken *finding = findings->pdata[k];

      g_string_append_printf (out, "%s: ", finding->rule ? finding->rule : kind);
      pln_text_append_safe (out, finding->text, unicode);
      g_string_append_c (out, '\n');
    }
}

static void
say_terms (GString *out, const PlnVerdict *verdict)
{
  for (int term = 0; term < PLN_N_TERMS; term++)
    if (verdict->terms[term] != 0)
      g_string_append_printf (out, "%-16s %8" G_GINT64_FORMAT "\n", pln_term_name ((PlnTerm) term),
                              verdict->terms[term]);
  g_string_append_printf (out, "%-16s %8" G_GINT64_FORMAT "\n", "cost", verdict->cost);
}

static void
say_count (GString *out, guint n, const char *one, const char *many)
{
  g_string_append_printf (out, "%u %s", n, n == 1 ? one : many);
}

char *
pln_verdict_format (const PlnVerdict *verdict, const PlnAgenda *agenda, bool unicode)
{
  GString *out;

  g_return_val_if_fail (verdict != NULL && agenda != NULL, NULL);
  out = g_string_new (NULL);
  say_findings (out, verdict->broken, NULL, unicode);
  say_findings (out, verdict->form, "file", unicode);
  if (!verdict->has_plan)
    g_string_append_printf (out, "%s: no plan to judge\n", pln_status_name (agenda->status));
  else
    {
      say_terms (out, verdict);
      if (verdict->cost != agenda->cost)
        g_string_append_printf (out, "the file says %" G_GINT64_FORMAT "\n", agenda->cost);
      say_count (out, verdict->broken->len, "rule broken", "rules broken");
      g_string_append (out, ", ");
      say_count (out, verdict->form->len, "fault of the file", "faults of the file");
      g_string_append_printf (out, "; %s, bound %" G_GINT64_FORMAT "\n", pln_status_name (agenda->status),
                              agenda->bound);
    }
  return g_string_free (out, FALSE);
}
