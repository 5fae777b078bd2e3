/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/page.h"

#include <string.h>

static void
row_free (gpointer data)
{
  PlnTableRow *row = data;

  g_array_free (row->cells, TRUE);
  g_free (row);
}

void
pln_cell_clear (PlnCell *cell)
{
  g_free (cell->text);
  for (int k = 0; k < cell->n_links; k++)
    {
      g_free (cell->links[k].title);
      g_free (cell->links[k].uri);
    }
  g_free (cell->links);
  *cell = (PlnCell){ 0 };
}

static void
clear_cell (gpointer data)
{
  pln_cell_clear (data);
}

static void
piece_free (gpointer data)
{
  PlnPiece *piece = data;

  pln_cell_clear (&piece->cell);
  if (piece->table)
    {
      g_ptr_array_unref (piece->table->rows);
      g_free (piece->table);
    }
  g_free (piece);
}

PlnPage *
pln_page_new (PlnSource *source)
{
  PlnPage *page = g_new0 (PlnPage, 1);

  page->source = pln_source_ref (source);
  page->pieces = g_ptr_array_new_with_free_func (piece_free);
  return page;
}

void
pln_page_free (PlnPage *page)
{
  if (!page)
    return;
  g_ptr_array_unref (page->pieces);
  pln_source_unref (page->source);
  g_free (page);
}

PlnTable *
pln_table_new (void)
{
  PlnTable *table = g_new0 (PlnTable, 1);

  table->rows = g_ptr_array_new_with_free_func (row_free);
  return table;
}

PlnTableRow *
pln_table_add_row (PlnTable *table, int line)
{
  PlnTableRow *row = g_new0 (PlnTableRow, 1);

  row->cells = g_array_new (FALSE, TRUE, sizeof (PlnCell));
  g_array_set_clear_func (row->cells, clear_cell);
  row->line = line;
  g_ptr_array_add (table->rows, row);
  return row;
}

const PlnCell *
pln_row_cell (const PlnTableRow *row, int column)
{
  static const PlnCell empty = { .text = (char *) "" };

  return column >= 0 && column < (int) row->cells->len ? &g_array_index (row->cells, PlnCell, column) : &empty;
}

PlnPlace
pln_page_line_place (PlnSource *source, int line)
{
  gsize length = 0, start;
  const char *text = line > 0 ? pln_source_line (source, line, &length) : NULL;

  if (!text)
    return (PlnPlace){ 0, 0 };
  start = (gsize) (text - source->text);
  while (length > 0 && (*text == ' ' || *text == '\t'))
    start++, text++, length--;
  return (PlnPlace){ start, start };
}

void
pln_page_report (PlnDiagnostics *diagnostics, PlnSource *source, int line, PlnSeverity severity, PlnCode code, const char *text, const char *help)
{
  pln_diagnostics_add (diagnostics, severity, code, source, pln_page_line_place (source, line), NULL, NULL, help, "%s", text);
}

void
pln_page_add_text (PlnPage *page, PlnPieceKind kind, int level, int line, PlnCell cell)
{
  PlnPiece *piece = g_new0 (PlnPiece, 1);

  piece->kind = kind;
  piece->level = level;
  piece->line = line;
  piece->cell = cell;
  g_ptr_array_add (page->pieces, piece);
}

void
pln_page_add_table (PlnPage *page, int level, int line, PlnTable *table)
{
  PlnPiece *piece = g_new0 (PlnPiece, 1);

  piece->kind = PLN_PIECE_TABLE;
  piece->level = level;
  piece->line = line;
  piece->table = table;
  g_ptr_array_add (page->pieces, piece);
}

void
pln_cell_builder_init (PlnCellBuilder *builder)
{
  *builder = (PlnCellBuilder){ .text = g_string_new (NULL) };
}

static bool
ends_in_space (const GString *text)
{
  return text->len == 0 || text->str[text->len - 1] == ' ' || text->str[text->len - 1] == '\n';
}

static void
count_visible (PlnCellBuilder *builder)
{
  builder->visible++;
  builder->struck_visible += builder->strike_depth > 0;
}

void
pln_cell_builder_append (PlnCellBuilder *builder, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      gunichar c;

      if (*text > ' ' && *text < 0x7F)
        {
          g_string_append_c (builder->text, *text++);
          count_visible (builder);
          continue;
        }
      c = g_utf8_get_char_validated (text, end - text);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          c = 0xFFFD;
          text++;
        }
      else
        text = g_utf8_next_char (text);
      if (c == 0 || c == 0xFEFF)
        continue;
      if (g_unichar_isspace (c))
        {
          if (!ends_in_space (builder->text))
            g_string_append_c (builder->text, ' ');
          continue;
        }
      /* What controls a terminal is no text. */
      g_string_append_unichar (builder->text, g_unichar_iscntrl (c) ? 0xFFFD : c);
      count_visible (builder);
    }
}

void
pln_cell_builder_break (PlnCellBuilder *builder)
{
  while (builder->text->len > 0 && builder->text->str[builder->text->len - 1] == ' ')
    g_string_truncate (builder->text, builder->text->len - 1);
  if (!ends_in_space (builder->text))
    g_string_append_c (builder->text, '\n');
}

void
pln_cell_builder_touch (PlnCellBuilder *builder, gsize start, gsize end)
{
  if (builder->place.end == 0)
    builder->place = (PlnPlace){ start, end };
  builder->place.start = MIN (builder->place.start, start);
  builder->place.end = MAX (builder->place.end, end);
}

void
pln_cell_builder_open_link (PlnCellBuilder *builder, const char *uri, gsize length)
{
  pln_cell_builder_close_link (builder);
  builder->link_uri = length > 0 ? g_utf8_make_valid (uri, (gssize) length) : NULL;
  builder->link_start = builder->text->len;
}

void
pln_cell_builder_close_link (PlnCellBuilder *builder)
{
  PlnAttachment link = { 0 };

  if (!builder->link_uri)
    return;
  link.uri = g_steal_pointer (&builder->link_uri);
  link.title = g_strstrip (g_strdup (builder->text->str + MIN (builder->link_start, builder->text->len)));
  if (link.title[0] == '\0')
    g_clear_pointer (&link.title, g_free);
  if (!builder->links)
    builder->links = g_array_new (FALSE, TRUE, sizeof (PlnAttachment));
  g_array_append_val (builder->links, link);
}

PlnCell
pln_cell_builder_finish (PlnCellBuilder *builder)
{
  GString *text = builder->text;
  PlnCell cell = { 0 };

  pln_cell_builder_close_link (builder);
  cell.text = g_strstrip (g_strdup (text->str));
  if (builder->links)
    {
      cell.n_links = (int) builder->links->len;
      cell.links = (PlnAttachment *) g_array_free (builder->links, FALSE);
    }
  cell.struck = builder->visible > 0 && builder->visible == builder->struck_visible;
  cell.place = builder->place;
  *builder = (PlnCellBuilder){ .text = g_string_truncate (text, 0) };
  return cell;
}

void
pln_cell_builder_clear (PlnCellBuilder *builder)
{
  PlnCell cell = pln_cell_builder_finish (builder);

  pln_cell_clear (&cell);
  g_string_free (builder->text, TRUE);
}
