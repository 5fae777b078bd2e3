/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/page.h"

#include "intake/library.h"

#include <md4c.h>
#include <string.h>

#define FEWEST_DASHES 3 /* of a column of a rule, that md4c takes for one */

typedef int (*ParseFunc) (const MD_CHAR *, MD_SIZE, const MD_PARSER *, void *);

static ParseFunc
load_parser (void)
{
  static ParseFunc parse;
  static gsize state = 0;

  return pln_library_load ("libmd4c.so.0", &state, "md_parse", &parse, NULL) ? parse : NULL;
}

/* The text that md4c reads: the source with every rule of a table ("|-|:-:|") at least three dashes wide,
 * which GitHub does not ask for and md4c does. */
typedef struct
{
  GString *text;
  GArray *inserts; /* of gsize: where in `text` a dash was put in, ascending */
} Widened;

static void
widen_rule (Widened *widened, const char *line, gsize length)
{
  for (gsize k = 0; k < length;)
    {
      gsize run = 0;

      for (; k + run < length && line[k + run] == '-'; run++)
        ;
      g_string_append_len (widened->text, line + k, (gssize) MAX (1, run));
      for (gsize more = run; run > 0 && more < FEWEST_DASHES; more++)
        {
          g_array_append_val (widened->inserts, widened->text->len);
          g_string_append_c (widened->text, '-');
        }
      k += MAX (1, run);
    }
}

/* Dashes, colons and one bar at least, behind what a list or a quotation begins with. */
static bool
is_rule (const char *line, gsize length)
{
  bool bar = false, dash = false;

  for (gsize k = 0; k < length; k++)
    {
      if (!strchr ("|-: \t>\r", line[k]))
        return false;
      bar = bar || line[k] == '|';
      dash = dash || line[k] == '-';
    }
  return bar && dash;
}

static Widened
widen_rules (const char *text, gsize length)
{
  Widened widened = { g_string_sized_new (length + 1), g_array_new (FALSE, FALSE, sizeof (gsize)) };
  const char *end = text + length;

  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));
      gsize size = (gsize) ((stop ? stop : end) - text);

      if (is_rule (text, size))
        widen_rule (&widened, text, size);
      else
        g_string_append_len (widened.text, text, (gssize) size);
      if (stop)
        g_string_append_c (widened.text, '\n');
      text += size + (stop != NULL);
    }
  return widened;
}

static void
widened_clear (Widened *widened)
{
  g_string_free (widened->text, TRUE);
  g_array_free (widened->inserts, TRUE);
}

typedef struct
{
  PlnPage *page;
  PlnSource *source;
  Widened widened;
  gsize skipped; /* bytes of the source before the text: a byte order mark */
  guint n_passed; /* inserts before the last place asked for */
  PlnCellBuilder builder;
  PlnTable *table; /* nullable: outside tables */
  int table_line;
  PlnTableRow *row;      /* nullable */
  int list_depth;
  bool open;        /* the builder collects a passage outside tables */
  PlnPieceKind kind;
  int level;
  int quiet;        /* depth of blocks whose text is none: code, raw HTML */
  int last_line;    /* of the last text seen: what has no text of its own stands after it */
} Reader;

static int
line_of (Reader *reader, gsize offset)
{
  int line, column;

  pln_source_locate (reader->source, offset, &line, &column);
  return line;
}

/* Ends the passage that is being collected, if there is one. */
static void
flush (Reader *reader)
{
  PlnCell cell;

  if (!reader->open)
    return;
  reader->open = false;
  cell = pln_cell_builder_finish (&reader->builder);
  if (cell.text[0] == '\0')
    pln_cell_clear (&cell);
  else
    pln_page_add_text (reader->page, reader->kind, reader->level, line_of (reader, cell.place.start), cell);
}

static void
begin (Reader *reader, PlnPieceKind kind, int level)
{
  flush (reader);
  reader->open = true;
  reader->kind = kind;
  reader->level = level;
}

static int
enter_block (MD_BLOCKTYPE type, void *detail, void *data)
{
  Reader *reader = data;

  switch (type)
    {
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      flush (reader);
      reader->list_depth++;
      break;
    case MD_BLOCK_LI: begin (reader, PLN_PIECE_ITEM, reader->list_depth); break;
    case MD_BLOCK_H: begin (reader, PLN_PIECE_HEADING, (int) ((MD_BLOCK_H_DETAIL *) detail)->level); break;
    case MD_BLOCK_P:
      if (!reader->open || reader->builder.text->len > 0)
        begin (reader, PLN_PIECE_PARAGRAPH, reader->list_depth);
      break;
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML: reader->quiet++; break;
    case MD_BLOCK_TABLE:
      flush (reader);
      reader->table = pln_table_new ();
      reader->table->has_header = true;
      reader->table_line = 0;
      break;
    case MD_BLOCK_TR: reader->row = pln_table_add_row (reader->table, 0); break;
    default: break;
    }
  return 0;
}

static void
finish_cell (Reader *reader)
{
  PlnCell cell = pln_cell_builder_finish (&reader->builder);

  if (cell.place.end > 0 && reader->row->line == 0)
    reader->row->line = line_of (reader, cell.place.start);
  g_array_append_val (reader->row->cells, cell);
}

/* GFM drops the cells that a row has beyond its header; here they are kept, as they stand. */
static void
keep_excess_cells (Reader *reader)
{
  gsize length, start = 0;
  const char *line = pln_source_line (reader->source, reader->row->line, &length);
  guint n = 0;

  if (!line)
    return;
  while (start < length && (line[start] == ' ' || line[start] == '\t' || line[start] == '>'))
    start++;
  start += start < length && line[start] == '|';
  for (gsize at = start; at <= length; at++)
    if (at == length || (line[at] == '|' && line[at - 1] != '\\'))
      {
        g_autofree char *text = g_strstrip (g_strndup (line + start, at - start));

        if (n++ >= reader->row->cells->len && text[0] != '\0')
          {
            PlnCell cell;

            pln_cell_builder_append (&reader->builder, text, strlen (text));
            cell = pln_cell_builder_finish (&reader->builder);
            g_array_append_val (reader->row->cells, cell);
          }
        start = at + 1;
      }
}

/* A row without any text stands right after the one before it. */
static void
finish_row (Reader *reader)
{
  if (reader->row->line == 0)
    reader->row->line = reader->last_line + 1;
  if (reader->table->rows->len > 1)
    keep_excess_cells (reader);
  if (reader->table_line == 0)
    reader->table_line = reader->row->line;
  reader->last_line = reader->row->line;
  if (reader->table->rows->len == 1)
    reader->last_line++; /* the line of dashes */
  reader->row = NULL;
}

static int
leave_block (MD_BLOCKTYPE type, void *detail, void *data)
{
  Reader *reader = data;

  switch (type)
    {
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      flush (reader);
      reader->list_depth--;
      break;
    case MD_BLOCK_LI:
    case MD_BLOCK_H:
    case MD_BLOCK_P: flush (reader); break;
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML: reader->quiet--; break;
    case MD_BLOCK_TABLE:
      pln_page_add_table (reader->page, reader->list_depth, reader->table_line, g_steal_pointer (&reader->table));
      break;
    case MD_BLOCK_TR: finish_row (reader); break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: finish_cell (reader); break;
    default: break;
    }
  return 0;
}

static int
enter_span (MD_SPANTYPE type, void *detail, void *data)
{
  Reader *reader = data;

  if (type == MD_SPAN_A)
    {
      const MD_ATTRIBUTE *href = &((MD_SPAN_A_DETAIL *) detail)->href;

      pln_cell_builder_open_link (&reader->builder, href->text, href->size);
    }
  else if (type == MD_SPAN_DEL)
    reader->builder.strike_depth++;
  return 0;
}

static int
leave_span (MD_SPANTYPE type, void *detail, void *data)
{
  Reader *reader = data;

  if (type == MD_SPAN_A)
    pln_cell_builder_close_link (&reader->builder);
  else if (type == MD_SPAN_DEL)
    reader->builder.strike_depth--;
  return 0;
}

static void
append_raw_html (Reader *reader, const char *text, gsize size)
{
  if (size >= 3 && g_ascii_strncasecmp (text, "<br", 3) == 0)
    pln_cell_builder_break (&reader->builder);
}

/* Where in the source the place in the widened text is. Places come in order, mostly. */
static gsize
place_in_source (Reader *reader, gsize at)
{
  const GArray *inserts = reader->widened.inserts;

  while (reader->n_passed > 0 && g_array_index (inserts, gsize, reader->n_passed - 1) >= at)
    reader->n_passed--;
  while (reader->n_passed < inserts->len && g_array_index (inserts, gsize, reader->n_passed) < at)
    reader->n_passed++;
  return at - reader->n_passed + reader->skipped;
}

static int
take_text (MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data)
{
  Reader *reader = data;
  const GString *whole = reader->widened.text;

  if (reader->quiet > 0)
    return 0;
  if (text >= whole->str && text + size <= whole->str + whole->len && type != MD_TEXT_HTML)
    {
      gsize start = place_in_source (reader, (gsize) (text - whole->str));

      pln_cell_builder_touch (&reader->builder, start, start + size);
      if (!reader->row)
        reader->last_line = line_of (reader, start);
    }
  switch (type)
    {
    case MD_TEXT_BR: pln_cell_builder_break (&reader->builder); break;
    case MD_TEXT_SOFTBR: pln_cell_builder_append (&reader->builder, " ", 1); break;
    case MD_TEXT_HTML: append_raw_html (reader, text, size); break;
    case MD_TEXT_ENTITY: pln_cell_builder_append_entity (&reader->builder, text, size); break;
    default: pln_cell_builder_append (&reader->builder, text, size); break;
    }
  return 0;
}

PlnPage *
pln_page_from_markdown (PlnSource *source, PlnDiagnostics *diagnostics)
{
  static const MD_PARSER parser = {
    .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_TASKLISTS,
    .enter_block = enter_block,
    .leave_block = leave_block,
    .enter_span = enter_span,
    .leave_span = leave_span,
    .text = take_text,
  };
  Reader reader = { .source = source, .page = pln_page_new (source) };
  ParseFunc parse = load_parser ();
  gsize bom = source->length >= 3 && memcmp (source->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

  if (!parse)
    {
      pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_UNREADABLE, source, (PlnPlace){ 0, 0 }, NULL, NULL,
                           "install libmd4c0", "Markdown cannot be read here: the library md4c is not installed");
      pln_page_free (reader.page);
      return NULL;
    }
  pln_cell_builder_init (&reader.builder);
  reader.skipped = bom;
  reader.widened = widen_rules (source->text + bom, source->length - bom);
  parse (reader.widened.text->str, (MD_SIZE) reader.widened.text->len, &parser, &reader);
  flush (&reader);
  pln_cell_builder_clear (&reader.builder);
  widened_clear (&reader.widened);
  return reader.page;
}
