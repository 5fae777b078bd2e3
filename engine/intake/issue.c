/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/page.h"

#include <string.h>

/* An issue form's body is Markdown with a "### Question" before each answer. Turned on its side it is
 * a table: the questions are its header, the answers a row; a question that comes again begins the
 * next row. What stands before the first question is the issue's title. */

typedef struct
{
  PlnTable *table;
  PlnTableRow *header, *row;
  GString *answer;
  GArray *links; /* of PlnAttachment: of the answer */
  int column;    /* of the question that is being answered, or -1 */
  PlnPlace place;
} Form;

static int
column_of (Form *form, const char *question)
{
  for (guint c = 0; c < form->header->cells->len; c++)
    if (strcmp (pln_row_cell (form->header, (int) c)->text, question) == 0)
      return (int) c;
  {
    PlnCell cell = { .text = g_strdup (question) };

    g_array_append_val (form->header->cells, cell);
    return (int) form->header->cells->len - 1;
  }
}

static bool
says_nothing (const char *answer)
{
  return strcmp (answer, "_No response_") == 0 || strcmp (answer, "No response") == 0;
}

static void
finish_answer (Form *form)
{
  PlnCell *cell;

  if (form->column < 0)
    return;
  while (form->row->cells->len <= (guint) form->column)
    {
      PlnCell blank = { .text = g_strdup ("") };

      g_array_append_val (form->row->cells, blank);
    }
  cell = &g_array_index (form->row->cells, PlnCell, form->column);
  pln_cell_clear (cell);
  cell->text = says_nothing (form->answer->str) ? g_strdup ("") : g_strdup (form->answer->str);
  cell->n_links = (int) form->links->len;
  cell->links = (PlnAttachment *) g_array_free (form->links, FALSE);
  cell->place = form->place;
  form->links = g_array_new (FALSE, TRUE, sizeof (PlnAttachment));
  g_string_truncate (form->answer, 0);
  form->column = -1;
}

static void
begin_answer (Form *form, const char *question, int line)
{
  int column;

  finish_answer (form);
  column = column_of (form, question);
  if (!form->row || (column < (int) form->row->cells->len && pln_row_cell (form->row, column)->text[0] != '\0'))
    form->row = pln_table_add_row (form->table, line);
  form->column = column;
}

static void
add_to_answer (Form *form, const PlnCell *cell)
{
  g_string_append_printf (form->answer, "%s%s", form->answer->len > 0 ? "\n" : "", cell->text);
  for (int k = 0; k < cell->n_links; k++)
    {
      PlnAttachment link = { g_strdup (cell->links[k].title), g_strdup (cell->links[k].uri) };

      g_array_append_val (form->links, link);
    }
  form->place = cell->place;
}

static void
take_piece (Form *form, const PlnPiece *piece)
{
  if (piece->kind == PLN_PIECE_TABLE)
    return;
  if (piece->kind == PLN_PIECE_HEADING && piece->level >= 3)
    begin_answer (form, piece->cell.text, piece->line);
  else if (form->column >= 0 && piece->kind != PLN_PIECE_HEADING)
    add_to_answer (form, &piece->cell);
  else
    {
      begin_answer (form, "Title", piece->line);
      add_to_answer (form, &piece->cell);
      finish_answer (form);
    }
}

PlnPage *
pln_page_from_issue (PlnSource *source, PlnDiagnostics *diagnostics)
{
  g_autoptr (PlnPage) body = pln_page_from_markdown (source, diagnostics);
  Form form = { .column = -1 };
  PlnPage *page;

  if (!body)
    return NULL;
  page = pln_page_new (source);
  form.table = pln_table_new ();
  form.table->has_header = true;
  form.header = pln_table_add_row (form.table, 1);
  form.answer = g_string_new (NULL);
  form.links = g_array_new (FALSE, TRUE, sizeof (PlnAttachment));
  for (guint k = 0; k < body->pieces->len; k++)
    take_piece (&form, g_ptr_array_index (body->pieces, k));
  finish_answer (&form);
  g_string_free (form.answer, TRUE);
  g_array_free (form.links, TRUE);
  pln_page_add_table (page, 0, 1, form.table);
  return page;
}
