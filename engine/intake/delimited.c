/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/page.h"

#include "intake/library.h"

#include <csv.h>
#include <string.h>

/* libcsv is loaded when the first table of values is read. */
typedef struct
{
  int (*init) (struct csv_parser *, unsigned char);
  void (*free) (struct csv_parser *);
  size_t (*parse) (struct csv_parser *, const void *, size_t, void (*) (void *, size_t, void *), void (*) (int, void *), void *);
  int (*finish) (struct csv_parser *, void (*) (void *, size_t, void *), void (*) (int, void *), void *);
  void (*set_delimiter) (struct csv_parser *, unsigned char);
  void (*set_growth) (struct csv_parser *, size_t);
} Library;

static const Library *
load_library (void)
{
  static Library library;
  static gsize state = 0;

  return pln_library_load ("libcsv.so.3", &state, "csv_init", &library.init, "csv_free", &library.free, "csv_parse", &library.parse,
                           "csv_fini", &library.finish, "csv_set_delim", &library.set_delimiter, "csv_set_blk_size",
                           &library.set_growth, NULL)
           ? &library
           : NULL;
}

typedef struct
{
  PlnSource *source;
  PlnTable *table;
  PlnTableRow *row; /* nullable: between rows */
  PlnCellBuilder builder;
  int line;    /* of the row that is being read */
  int next_line; /* lines ended so far, those inside quotes included, plus one */
} Reader;

/* Does a cell hold a wiki's markup? Other angle brackets, a script's too, are text. */
static bool
looks_like_html (const char *text, gsize length)
{
  static GRegex *markup = NULL;

  if (!memchr (text, '<', length))
    return false;
  if (g_once_init_enter (&markup))
    g_once_init_leave (&markup, g_regex_new ("</?(?:a|b|br|code|del|div|em|i|input|li|ol|p|s|span|strike|strong|sub|sup|table|tbody|td|tr|time|u|ul)(?:\\s[^<>]*)?/?>",
                                             G_REGEX_CASELESS | G_REGEX_OPTIMIZE | G_REGEX_RAW, 0, NULL));
  return g_regex_match_full (markup, text, (gssize) length, 0, 0, NULL, NULL);
}

static void
append_value (PlnCellBuilder *builder, const char *text, gsize length)
{
  const char *end = text + length;

  if (looks_like_html (text, length) && pln_cell_builder_append_html (builder, text, length))
    return;
  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));

      pln_cell_builder_append (builder, text, (gsize) ((stop ? stop : end) - text));
      if (!stop)
        return;
      pln_cell_builder_break (builder);
      text = stop + 1;
    }
}

static int
count_line_ends (const char *text, gsize length)
{
  int n = 0;

  for (gsize k = 0; k < length; k++)
    n += text[k] == '\n';
  return n;
}

static void
take_field (void *field, size_t length, void *data)
{
  Reader *reader = data;
  PlnCell cell;

  if (!reader->row)
    reader->row = pln_table_add_row (reader->table, reader->line);
  if (field)
    append_value (&reader->builder, field, length);
  cell = pln_cell_builder_finish (&reader->builder);
  g_array_append_val (reader->row->cells, cell);
}

static void
take_row (int ended_by, void *data)
{
  Reader *reader = data;

  reader->row = NULL;
}

/* What libcsv calls its states, in its source alone. */
enum
{
  FIELD_NOT_BEGUN = 1,
  FIELD_MAY_HAVE_ENDED = 3, /* behind a quote that may be the closing one */
};

/* Feeds the text line by line, so that every row knows the line it began on: libcsv tells no places.
 * A line that ends inside quotes leaves its row open. */
static bool
feed (const Library *library, struct csv_parser *parser, Reader *reader, const char *text, gsize length)
{
  const char *end = text + length;
  bool open_quote;

  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));
      gsize size = (gsize) ((stop ? stop + 1 : end) - text);

      if (!reader->row && parser->pstate <= FIELD_NOT_BEGUN)
        reader->line = reader->next_line;
      if (library->parse (parser, text, size, take_field, take_row, reader) != size)
        return false;
      reader->next_line += count_line_ends (text, size);
      text += size;
    }
  open_quote = parser->quoted && parser->pstate > FIELD_NOT_BEGUN && parser->pstate != FIELD_MAY_HAVE_ENDED;
  return library->finish (parser, take_field, take_row, reader) == 0 && !open_quote;
}

/* The delimiter that stands most often outside quotes in the first line that has any. */
static char
guess_delimiter (const char *text, gsize length)
{
  static const char candidates[] = "\t;,|";
  int counts[4] = { 0 };
  bool quoted = false;
  int best = 2;

  for (gsize k = 0; k < length; k++)
    {
      const char *candidate = text[k] ? strchr (candidates, text[k]) : NULL;

      if (text[k] == '"')
        quoted = !quoted;
      else if (!quoted && candidate)
        counts[candidate - candidates]++;
      else if (!quoted && text[k] == '\n' && counts[0] + counts[1] + counts[2] + counts[3] > 0)
        break;
    }
  if (counts[0] > 0)
    return '\t';
  for (int c = 0; c < 4; c++)
    if (counts[c] > counts[best])
      best = c;
  return candidates[best];
}

/* The room for a cell grows by so many bytes; left to itself libcsv takes 128 and copies a cell of 10 MB 80,000 times. */
#define CELL_GROWTH 65536

PlnPage *
pln_page_from_delimited (PlnSource *source, char delimiter, PlnDiagnostics *diagnostics)
{
  const Library *library = load_library ();
  Reader reader = { .source = source, .table = NULL, .line = 1, .next_line = 1 };
  gsize bom = source->length >= 3 && memcmp (source->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  struct csv_parser parser;
  PlnPage *page;
  bool whole;

  if (!library || library->init (&parser, CSV_APPEND_NULL | CSV_EMPTY_IS_NULL) != 0)
    {
      pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_UNREADABLE, source, (PlnPlace){ 0, 0 }, NULL, NULL,
                           "install libcsv3", "tables of values cannot be read here: the library libcsv is not installed");
      return NULL;
    }
  page = pln_page_new (source);
  reader.table = pln_table_new ();
  library->set_growth (&parser, CELL_GROWTH);
  library->set_delimiter (&parser, (unsigned char) (delimiter ? delimiter : guess_delimiter (source->text + bom, source->length - bom)));
  pln_cell_builder_init (&reader.builder);
  whole = feed (library, &parser, &reader, source->text + bom, source->length - bom);
  library->free (&parser);
  pln_cell_builder_clear (&reader.builder);
  pln_page_add_table (page, 0, 1, reader.table);
  if (!whole)
    pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_UNREADABLE, source, (PlnPlace){ source->length, source->length }, NULL,
                         NULL, "close every quote that is opened", "the table ends inside a quoted cell");
  return page;
}
