/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/findings.h"
#include "format/table.h"
#include "format/timetable.h"
#include "model/duration.h"
#include "model/objective.h"
#include "model/directory.h"

#include <string.h>

#define INDENT 2

typedef struct
{
  GString *out;
  const PlnAgenda *agenda;
  const PlnFormatOptions *options;
  int columns;
} Notes;

static void
append_section (Notes *notes, const char *title)
{
  g_string_append_c (notes->out, '\n');
  pln_table_append_styled (notes->out, notes->options, PLN_STYLE_HEADING, title);
  g_string_append_c (notes->out, '\n');
}

static void
append_line (Notes *notes, int indent, const char *text)
{
  g_autofree char *clean = pln_table_safe (text, notes->options->unicode);

  pln_table_append_paragraph (notes->out, clean, indent, notes->columns);
}

/* -- What was not placed, what was cut ----------------------------------------------------------- */

static char *
unplaced_line (const Notes *notes, const PlnUnplaced *row)
{
  g_autofree char *asked = row->asked > 0 ? pln_duration_format (row->asked) : NULL;
  g_autofree char *who = pln_directory_join_names (notes->agenda, row->requested_by, ", ");
  g_autoptr (GString) facts = g_string_new (NULL);

  if (row->priority)
    g_string_append (facts, row->priority);
  if (asked)
    g_string_append_printf (facts, "%sasked %s", facts->len > 0 ? ", " : "", asked);
  if (who[0])
    g_string_append_printf (facts, "%srequested by %s", facts->len > 0 ? ", " : "", who);
  if (row->closed)
    g_string_append_printf (facts, "%sclosed", facts->len > 0 ? ", " : "");
  if (facts->len == 0)
    return g_strdup (row->title ? row->title : row->topic);
  return g_strdup_printf ("%s (%s)", row->title ? row->title : row->topic, facts->str);
}

static void
append_unplaced (Notes *notes)
{
  if (notes->agenda->n_unplaced > 0)
    append_section (notes, "Not placed");
  for (int i = 0; i < notes->agenda->n_unplaced; i++) {
    const PlnUnplaced *row = &notes->agenda->unplaced[i];
    g_autofree char *line = unplaced_line (notes, row);

    append_line (notes, INDENT, line);
    if (row->why)
      append_line (notes, 2 * INDENT, row->why);
  }
}

static void
append_cut_item (Notes *notes, const PlnAgendaItem *item, bool *any)
{
  g_autofree char *asked = pln_duration_format (item->asked);
  g_autofree char *granted = pln_duration_format (pln_item_minutes (item));
  g_autofree char *line = g_strdup_printf ("%s: asked %s, granted %s", pln_directory_item_title (item), asked, granted);

  if (!*any)
    append_section (notes, "Cut");
  *any = true;
  append_line (notes, INDENT, line);
}

static void
append_cut (Notes *notes)
{
  bool any = false;

  for (int day = 0; day < notes->agenda->n_days; day++)
    for (int b = 0; b < notes->agenda->days[day].n_blocks; b++) {
      const PlnAgendaBlock *block = &notes->agenda->days[day].blocks[b];

      for (int i = 0; i < block->n_items; i++)
        if (pln_item_is_cut (&block->items[i]))
          append_cut_item (notes, &block->items[i], &any);
    }
}

/* -- Wishes and conflicts ------------------------------------------------------------------------ */

/* Our own sentences name the item; others' files may hold a word or two. */
static char *
warning_line (const Notes *notes, const PlnWarning *row)
{
  const PlnAgendaItem *item = row->item ? pln_directory_item (notes->agenda, row->item) : NULL;
  const char *name = row->person ? pln_directory_person_name (notes->agenda, row->person) : NULL;
  int term = pln_term_from_name (row->kind);
  g_autoptr (GString) line = g_string_new (item ? pln_directory_item_title (item) : row->item);

  if (row->text && line->len > 0 && strstr (row->text, line->str))
    return g_strdup (row->text);
  if (name && !(row->text && strstr (row->text, name)))
    g_string_append_printf (line, "%s%s", line->len > 0 ? ": " : "", name);
  if (row->text)
    g_string_append_printf (line, "%s%s", line->len > 0 ? ": " : "", row->text);
  g_string_append_printf (line, " (%s)", term >= 0 ? pln_term_about ((PlnTerm) term) : row->kind);
  return g_strdup (line->str);
}

static void
append_warnings (Notes *notes)
{
  if (notes->agenda->n_warnings > 0)
    append_section (notes, "Wishes missed");
  for (int i = 0; i < notes->agenda->n_warnings; i++) {
    g_autofree char *line = warning_line (notes, &notes->agenda->warnings[i]);

    append_line (notes, INDENT, line);
  }
}

static char *
statement_line (const Notes *notes, const PlnStatementRow *row)
{
  if (row->text)
    return g_strdup (row->text);
  return g_strdup_printf ("%s: %s%s%s", row->topic, row->rule, row->person || row->other ? " " : "",
                          row->person ? pln_directory_person_name (notes->agenda, row->person)
                          : row->other ? row->other
                                       : "");
}

static void
append_conflicts (Notes *notes)
{
  for (int set = 0; set < notes->agenda->n_conflicts; set++) {
    const PlnConflict *conflict = &notes->agenda->conflicts[set];

    append_section (notes, conflict->n_members == 1 ? "This cannot hold" : "These cannot all hold");
    for (int i = 0; i < conflict->n_members; i++) {
      g_autofree char *text = statement_line (notes, &conflict->members[i]);
      g_autofree char *line = g_strdup_printf ("- %s", text);

      append_line (notes, INDENT, line);
    }
  }
}

/* -- The proof ----------------------------------------------------------------------------------- */

char *
pln_findings_proof (const PlnAgenda *view)
{
  const char *stop = view->stopped == NULL                   ? ""
                     : strcmp (view->stopped, "time") == 0   ? "; stopped by the time limit"
                     : strcmp (view->stopped, "signal") == 0 ? "; stopped by a signal"
                                                             : "; stopped early";

  switch (view->status) {
  case PLN_STATUS_OPTIMAL:
    return g_strdup_printf ("optimal (proved), cost %" G_GINT64_FORMAT, view->cost);
  case PLN_STATUS_FEASIBLE:
    return g_strdup_printf ("within %" G_GINT64_FORMAT " of optimal, cost %" G_GINT64_FORMAT "%s",
                            view->cost - view->bound, view->cost, stop);
  case PLN_STATUS_INFEASIBLE:
    return g_strdup ("no agenda: the request cannot be met (proved)");
  case PLN_STATUS_UNKNOWN:
  default:
    return g_strdup_printf ("no agenda found, and no proof that there is none%s", stop);
  }
}

void
pln_findings_append (GString *out, const PlnAgenda *view, const PlnFormatOptions *options, int columns)
{
  Notes notes = { out, view, options, columns };
  g_autofree char *proof = pln_findings_proof (view);

  append_unplaced (&notes);
  append_cut (&notes);
  append_warnings (&notes);
  append_conflicts (&notes);
  g_string_append_c (out, '\n');
  pln_table_append_styled (out, options, view->status == PLN_STATUS_OPTIMAL ? PLN_STYLE_GOOD : PLN_STYLE_WARNING,
                           proof);
  g_string_append_c (out, '\n');
}
