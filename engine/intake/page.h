/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What people hand over, whatever it was written in: headings, lines of prose, list items and
 * tables, in the order of the page, every piece with its place in the source. The readers
 * (markdown, delimited, html, issue) make a page; header recognition, people, durations and wishes
 * read it and know nothing of the notation.
 *
 * Life-cycle: a reader returns a page that owns everything in it; places are bytes of the page's
 * source. Text is valid UTF-8 with runs of white space folded to one space; line breaks that the
 * author made (a <br>, list items in a cell) are '\n'.
 */

#include "model/meeting.h"

/* A piece of text with what it links to. */
typedef struct
{
  char *text; /* links' text included */
  PlnAttachment *links; /* title nullable */
  int n_links;
  bool struck; /* there is text, and all of it is struck through */
  PlnPlace place; /* empty where the cell holds nothing */
} PlnCell;

typedef struct
{
  GArray *cells; /* of PlnCell */
  int line;      /* 1-based, in the source */
} PlnTableRow;

typedef struct
{
  bool has_header; /* the notation says that the first row is one (Markdown, <th>) */
  GPtrArray *rows; /* of PlnTableRow, the header included */
} PlnTable;

typedef enum
{
  PLN_PIECE_HEADING,
  PLN_PIECE_PARAGRAPH,
  PLN_PIECE_ITEM, /* of a list */
  PLN_PIECE_TABLE,
} PlnPieceKind;

typedef struct
{
  PlnPieceKind kind;
  int level; /* of a heading 1-6; depth of a list item from 1; of a table inside a list its depth; else 0 */
  int line;
  PlnCell cell;    /* not of tables */
  PlnTable *table; /* of tables only */
} PlnPiece;

typedef struct
{
  PlnSource *source;
  GPtrArray *pieces; /* of PlnPiece */
} PlnPage;

void pln_page_free (PlnPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnPage, pln_page_free)

PlnPage *pln_page_new (PlnSource *source);
PlnTable *pln_table_new (void);
PlnTableRow *pln_table_add_row (PlnTable *table, int line);

/* The cell's text, "" past the end of a ragged row. */
const PlnCell *pln_row_cell (const PlnTableRow *row, int column);

/* Where a line of the page begins: a finding about a row points there and not at all of it. */
PlnPlace pln_page_line_place (PlnSource *source, int line);

/* Reports about a line. @help: (nullable) */
void pln_page_report (PlnDiagnostics *diagnostics, PlnSource *source, int line, PlnSeverity severity, PlnCode code, const char *text, const char *help);

/* Takes the cell or the table. */
void pln_page_add_text (PlnPage *page, PlnPieceKind kind, int level, int line, PlnCell cell);
void pln_page_add_table (PlnPage *page, int level, int line, PlnTable *table);

/* -- Making a cell bit by bit -------------------------------------------------------------------- */

typedef struct
{
  GString *text;
  GArray *links; /* of PlnAttachment */
  gsize link_start; /* where the open link's text begins in `text` */
  char *link_uri;   /* nullable: no link is open */
  int visible, struck_visible; /* characters that show, and those of them struck through */
  int strike_depth;
  PlnPlace place;
} PlnCellBuilder;

void pln_cell_builder_init (PlnCellBuilder *builder);
/* White space is folded; invalid UTF-8 is replaced. */
void pln_cell_builder_append (PlnCellBuilder *builder, const char *text, gsize length);
void pln_cell_builder_break (PlnCellBuilder *builder);
/* Widens the place. */
void pln_cell_builder_touch (PlnCellBuilder *builder, gsize start, gsize end);
void pln_cell_builder_open_link (PlnCellBuilder *builder, const char *uri, gsize length);
void pln_cell_builder_close_link (PlnCellBuilder *builder);
/* Takes what was built and leaves the builder empty for the next cell. */
PlnCell pln_cell_builder_finish (PlnCellBuilder *builder);
void pln_cell_builder_clear (PlnCellBuilder *builder);
void pln_cell_clear (PlnCell *cell);

/* -- Readers -------------------------------------------------------------------------------------- */

/* GitHub-flavoured Markdown, by md4c.
 * Returns: (transfer full) (nullable): NULL after adding an error */
PlnPage *pln_page_from_markdown (PlnSource *source, PlnDiagnostics *diagnostics);

/* Values separated by @delimiter, or by the one that the first lines suggest where it is 0, by libcsv;
 * HTML inside a cell (a wiki's) is read as such. */
PlnPage *pln_page_from_delimited (PlnSource *source, char delimiter, PlnDiagnostics *diagnostics);

/* HTML or Confluence storage, by libxml2: no network, no entities beyond HTML's own. Row and column
 * spans repeat the cell. */
PlnPage *pln_page_from_html (PlnSource *source, PlnDiagnostics *diagnostics);

/* The body of a GitHub issue form: "### Topic" and the text below it make one row of a table
 * whose header the headings are; a heading that comes again begins the next row, and what stands before
 * the first heading is the title. */
PlnPage *pln_page_from_issue (PlnSource *source, PlnDiagnostics *diagnostics);

/* Appends a fragment of HTML to a cell: lists become lines, links links. */
bool pln_cell_builder_append_html (PlnCellBuilder *builder, const char *html, gsize length);

/* Appends what an HTML entity such as "&le;" or "&#8217;" stands for; as it is where it is none. */
void pln_cell_builder_append_entity (PlnCellBuilder *builder, const char *entity, gsize length);
