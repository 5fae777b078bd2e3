/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/page.h"

#include "intake/library.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#define MOST_DEPTH 200     /* levels of elements; what lies deeper is read as text of the level above */
#define MOST_COLUMNS 100  /* a colspan cannot widen a row further */

/* libxml2 is loaded when the first HTML is read. */
typedef struct
{
  htmlDocPtr (*read) (const char *, int, const char *, const char *, int);
  void (*free) (xmlDocPtr);
  const htmlEntityDesc *(*entity) (const xmlChar *);
} Library;

static const Library *
load_library (void)
{
  static Library library;
  static gsize state = 0;

  return pln_library_load ("libxml2.so.2", &state, "htmlReadMemory", &library.read, "xmlFreeDoc", &library.free, "htmlEntityLookup",
                           &library.entity, NULL)
           ? &library
           : NULL;
}

static bool
is_named (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp ((const char *) node->name, name) == 0;
}

static const char *
attribute (const xmlNode *node, const char *name)
{
  for (const xmlAttr *a = node->properties; a; a = a->next)
    if (g_ascii_strcasecmp ((const char *) a->name, name) == 0 && a->children)
      return (const char *) a->children->content;
  return NULL;
}

static bool
is_block (const xmlNode *node)
{
  static const char *const blocks[] = { "p", "div", "li", "ul", "ol", "br", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6" };

  for (gsize k = 0; k < G_N_ELEMENTS (blocks); k++)
    if (is_named (node, blocks[k]))
      return true;
  return false;
}

static bool
is_strike (const xmlNode *node)
{
  const char *style = attribute (node, "style");

  return is_named (node, "del") || is_named (node, "s") || is_named (node, "strike")
         || (style && strstr (style, "line-through") != NULL);
}

static bool
is_silent (const xmlNode *node)
{
  return is_named (node, "script") || is_named (node, "style") || is_named (node, "head") || is_named (node, "template");
}

static void append_children (PlnCellBuilder *builder, const xmlNode *node, int depth);

static void
append_element (PlnCellBuilder *builder, const xmlNode *node, int depth)
{
  const char *href = is_named (node, "a") ? attribute (node, "href") : NULL;
  const char *date = is_named (node, "time") && !node->children ? attribute (node, "datetime") : NULL;
  bool block = is_block (node), strike = is_strike (node);

  if (is_silent (node))
    return;
  if (block)
    pln_cell_builder_break (builder);
  if (href && href[0] != '#')
    pln_cell_builder_open_link (builder, href, strlen (href));
  if (date)
    pln_cell_builder_append (builder, date, strlen (date));
  builder->strike_depth += strike;
  append_children (builder, node, depth + 1);
  builder->strike_depth -= strike;
  if (href && href[0] != '#')
    pln_cell_builder_close_link (builder);
  if (block)
    pln_cell_builder_break (builder);
}

static void
append_children (PlnCellBuilder *builder, const xmlNode *node, int depth)
{
  if (depth > MOST_DEPTH)
    return;
  for (const xmlNode *child = node->children; child; child = child->next)
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      pln_cell_builder_append (builder, (const char *) child->content, strlen ((const char *) child->content));
    else if (child->type == XML_ELEMENT_NODE)
      append_element (builder, child, depth);
}

/* -- Tables ---------------------------------------------------------------------------------------- */

/* A cell that reaches down: how many further rows it covers, and what it says. */
typedef struct
{
  int rows_left;
  const xmlNode *node;
} Hanging;

typedef struct
{
  PlnPage *page;
  PlnTable *table;
  GArray *hanging; /* of Hanging, a column each */
  PlnCellBuilder builder; /* of the cell or passage being read */
  int list_depth;
} Walk;

static void
add_cell (Walk *walk, PlnTableRow *row, const xmlNode *node)
{
  PlnCell cell;

  append_children (&walk->builder, node, 0);
  cell = pln_cell_builder_finish (&walk->builder);
  g_array_append_val (row->cells, cell);
}

static int
span_of (const xmlNode *node, const char *name)
{
  const char *text = attribute (node, name);
  gint64 span = text ? g_ascii_strtoll (text, NULL, 10) : 1;

  return (int) CLAMP (span, 1, 65534);
}

/* Fills the columns that cells of earlier rows still cover. */
static void
add_hanging (Walk *walk, PlnTableRow *row)
{
  while (row->cells->len < walk->hanging->len)
    {
      Hanging *hanging = &g_array_index (walk->hanging, Hanging, row->cells->len);

      if (hanging->rows_left == 0)
        return;
      hanging->rows_left--;
      add_cell (walk, row, hanging->node);
    }
}

static void
read_row (Walk *walk, const xmlNode *tr)
{
  PlnTableRow *row = pln_table_add_row (walk->table, tr->line);
  bool all_headers = true, any = false;

  for (const xmlNode *td = tr->children; td; td = td->next)
    {
      int rows, columns;

      if (!is_named (td, "td") && !is_named (td, "th"))
        continue;
      any = true;
      all_headers = all_headers && is_named (td, "th");
      rows = span_of (td, "rowspan");
      columns = span_of (td, "colspan");
      add_hanging (walk, row);
      for (int c = 0; c < columns && row->cells->len < MOST_COLUMNS; c++)
        {
          Hanging hanging = { rows - 1, td };

          if (walk->hanging->len <= row->cells->len)
            g_array_set_size (walk->hanging, row->cells->len + 1);
          g_array_index (walk->hanging, Hanging, row->cells->len) = hanging;
          add_cell (walk, row, td);
        }
    }
  add_hanging (walk, row);
  if (any && all_headers && walk->table->rows->len == 1)
    walk->table->has_header = true;
}

static void
read_rows (Walk *walk, const xmlNode *node, int depth)
{
  if (depth > MOST_DEPTH)
    return;
  for (const xmlNode *child = node->children; child; child = child->next)
    if (is_named (child, "tr"))
      read_row (walk, child);
    else if (child->type == XML_ELEMENT_NODE)
      read_rows (walk, child, depth + 1);
}

static void
read_table (Walk *walk, const xmlNode *node)
{
  walk->table = pln_table_new ();
  walk->hanging = g_array_new (FALSE, TRUE, sizeof (Hanging));
  read_rows (walk, node, 0);
  g_array_free (walk->hanging, TRUE);
  pln_page_add_table (walk->page, walk->list_depth, node->line, g_steal_pointer (&walk->table));
}

/* -- What stands outside tables -------------------------------------------------------------------- */

static bool
holds_blocks (const xmlNode *node, int depth)
{
  if (depth > MOST_DEPTH)
    return false;
  for (const xmlNode *child = node->children; child; child = child->next)
    if (child->type == XML_ELEMENT_NODE && !is_named (child, "br") && (is_block (child) || holds_blocks (child, depth + 1)))
      return true;
  return false;
}

static void
add_text (Walk *walk, PlnPieceKind kind, int level, int line, const xmlNode *first, const xmlNode *stop)
{
  PlnCell cell;

  for (const xmlNode *node = first; node && node != stop; node = node->next)
    if (node->type == XML_TEXT_NODE)
      pln_cell_builder_append (&walk->builder, (const char *) node->content, strlen ((const char *) node->content));
    else if (node->type == XML_ELEMENT_NODE)
      append_element (&walk->builder, node, 0);
  cell = pln_cell_builder_finish (&walk->builder);
  if (cell.text[0] == '\0')
    pln_cell_clear (&cell);
  else
    pln_page_add_text (walk->page, kind, level, line, cell);
}

static void read_blocks (Walk *walk, const xmlNode *node, PlnPieceKind kind, int level, int depth);

static void
read_block (Walk *walk, const xmlNode *node, int depth)
{
  if (is_silent (node))
    return;
  if (is_named (node, "table"))
    read_table (walk, node);
  else if (node->name[0] == 'h' && node->name[1] >= '1' && node->name[1] <= '6' && node->name[2] == '\0')
    add_text (walk, PLN_PIECE_HEADING, node->name[1] - '0', node->line, node->children, NULL);
  else if (is_named (node, "ul") || is_named (node, "ol"))
    {
      walk->list_depth++;
      read_blocks (walk, node, PLN_PIECE_PARAGRAPH, walk->list_depth, depth + 1);
      walk->list_depth--;
    }
  else if (is_named (node, "li"))
    read_blocks (walk, node, PLN_PIECE_ITEM, walk->list_depth, depth + 1);
  else
    read_blocks (walk, node, PLN_PIECE_PARAGRAPH, walk->list_depth, depth + 1);
}

/* Runs of text and inline elements become one piece each; blocks are read on their own. */
static void
read_blocks (Walk *walk, const xmlNode *node, PlnPieceKind kind, int level, int depth)
{
  const xmlNode *run = NULL;

  if (depth > MOST_DEPTH)
    return;
  for (const xmlNode *child = node->children; child; child = child->next)
    {
      bool block = child->type == XML_ELEMENT_NODE && !is_named (child, "br") && (is_block (child) || holds_blocks (child, 0));

      if (block)
        {
          if (run)
            add_text (walk, kind, level, run->line, run, child);
          run = NULL;
          read_block (walk, child, depth + 1);
        }
      else if (!run)
        run = child;
    }
  if (run)
    add_text (walk, kind, level, run->line, run, NULL);
}

static htmlDocPtr
parse (const Library *library, const char *text, gsize length)
{
  return library->read (text, (int) length, NULL, "UTF-8",
                        HTML_PARSE_NONET | HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT);
}

PlnPage *
pln_page_from_html (PlnSource *source, PlnDiagnostics *diagnostics)
{
  const Library *library = load_library ();
  Walk walk = { .page = pln_page_new (source) };
  htmlDocPtr document = library && source->length < G_MAXINT ? parse (library, source->text, source->length) : NULL;

  if (!library)
    {
      pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_UNREADABLE, source, (PlnPlace){ 0, 0 }, NULL, NULL,
                           "install libxml2", "HTML cannot be read here: the library libxml2 is not installed");
      pln_page_free (walk.page);
      return NULL;
    }
  if (document)
    {
      pln_cell_builder_init (&walk.builder);
      read_blocks (&walk, (const xmlNode *) document, PLN_PIECE_PARAGRAPH, 0, 0);
      pln_cell_builder_clear (&walk.builder);
      library->free (document);
    }
  return walk.page;
}

bool
pln_cell_builder_append_html (PlnCellBuilder *builder, const char *html, gsize length)
{
  const Library *library = load_library ();
  htmlDocPtr document = library && length < G_MAXINT ? parse (library, html, length) : NULL;

  if (!document)
    return false;
  append_children (builder, (const xmlNode *) document, 0);
  library->free (document);
  return true;
}

void
pln_cell_builder_append_entity (PlnCellBuilder *builder, const char *entity, gsize length)
{
  const Library *library = load_library ();
  g_autofree char *name = length > 2 ? g_strndup (entity + 1, length - 2) : NULL;
  char utf8[8] = { 0 };
  gunichar c = 0;

  if (name && name[0] == '#')
    c = (gunichar) (name[1] == 'x' || name[1] == 'X' ? strtoul (name + 2, NULL, 16) : strtoul (name + 1, NULL, 10));
  else if (name && library)
    {
      const htmlEntityDesc *found = library->entity ((const xmlChar *) name);

      c = found ? found->value : 0;
    }
  if (c == 0 || !g_unichar_validate (c))
    pln_cell_builder_append (builder, entity, length);
  else
    pln_cell_builder_append (builder, utf8, (gsize) g_unichar_to_utf8 (c, utf8));
}
