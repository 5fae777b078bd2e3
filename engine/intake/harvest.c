/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/harvest.h"

#include "intake/length.h"
#include "intake/pattern.h"
#include "intake/request-cell.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define MOST_ROWS 100000
#define LONGEST_ID 40
#define DEEPEST_HEADING 6
#define FEWEST_OF_BANNER 3 /* cells that all say the same */
#define LONGEST_CAPTION 60  /* bytes of a passage that stands for a heading */

static void
attachment_free (gpointer data)
{
  PlnAttachment *attachment = data;

  g_free (attachment->title);
  g_free (attachment->uri);
  g_free (attachment);
}

static void
request_free (gpointer data)
{
  PlnRequest *request = data;

  g_free (request->title);
  g_ptr_array_unref (request->requested_by);
  g_clear_pointer (&request->presenters, g_ptr_array_unref);
  g_ptr_array_unref (request->required);
  g_ptr_array_unref (request->optional);
  g_free (request->duration);
  g_free (request->priority);
  g_free (request->room);
  g_string_free (request->notes, TRUE);
  g_ptr_array_unref (request->attachments);
  g_ptr_array_unref (request->tags);
  g_ptr_array_unref (request->guesses);
  pln_source_unref (request->source);
  g_free (request);
}

static void
sentence_free (gpointer data)
{
  PlnSentence *sentence = data;

  g_free (sentence->text);
  g_free (sentence->lead);
  pln_source_unref (sentence->source);
  g_free (sentence);
}

static void
task_free (gpointer data)
{
  PlnTask *task = data;

  g_free (task->text);
  g_free (task->assignee);
  g_free (task->due);
  g_free (task->from);
  g_free (task);
}

static void
length_free (gpointer data)
{
  pln_length_clear (data);
  g_free (data);
}

PlnHarvest *
pln_harvest_new (PlnDiagnostics *diagnostics, bool strict)
{
  PlnHarvest *harvest = g_new0 (PlnHarvest, 1);

  harvest->requests = g_ptr_array_new_with_free_func (request_free);
  harvest->sentences = g_ptr_array_new_with_free_func (sentence_free);
  harvest->tasks = g_ptr_array_new_with_free_func (task_free);
  harvest->roster = pln_roster_new ();
  harvest->ids = pln_ids_new ();
  for (int hours = 0; hours < 2; hours++)
    harvest->lengths[hours] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, length_free);
  harvest->maps = g_array_new (FALSE, FALSE, sizeof (PlnColumnMap));
  harvest->diagnostics = diagnostics;
  harvest->strict = strict;
  return harvest;
}

void
pln_harvest_free (PlnHarvest *harvest)
{
  if (!harvest)
    return;
  g_ptr_array_unref (harvest->requests);
  g_ptr_array_unref (harvest->sentences);
  g_ptr_array_unref (harvest->tasks);
  pln_roster_free (harvest->roster);
  pln_ids_free (harvest->ids);
  for (guint k = 0; k < harvest->maps->len; k++)
    g_free (g_array_index (harvest->maps, PlnColumnMap, k).header);
  g_array_free (harvest->maps, TRUE);
  g_hash_table_unref (harvest->lengths[0]);
  g_hash_table_unref (harvest->lengths[1]);
  g_free (harvest);
}

void
pln_harvest_guess (PlnHarvest *harvest, PlnRequest *request, PlnCode code, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  pln_diagnostics_add (harvest->diagnostics, harvest->strict ? PLN_SEVERITY_ERROR : PLN_SEVERITY_WARNING, code, request->source,
                       pln_page_line_place (request->source, request->line), NULL, NULL, NULL, "%s", text);
  g_ptr_array_add (request->guesses, g_steal_pointer (&text));
}

static PlnRequest *
add_request (PlnHarvest *harvest, PlnSource *source, int line, const char *title)
{
  PlnRequest *request = g_new0 (PlnRequest, 1);

  request->title = g_strdup (title);
  request->requested_by = g_ptr_array_new_with_free_func (g_free);
  request->required = g_ptr_array_new_with_free_func (g_free);
  request->optional = g_ptr_array_new_with_free_func (g_free);
  request->notes = g_string_new (NULL);
  request->attachments = g_ptr_array_new_with_free_func (attachment_free);
  request->tags = g_ptr_array_new_with_free_func (g_free);
  request->guesses = g_ptr_array_new_with_free_func (g_free);
  request->source = pln_source_ref (source);
  request->line = line;
  g_ptr_array_add (harvest->requests, request);
  return request;
}

/* -- Rows and tables ------------------------------------------------------------------------------- */

static bool
is_blank_row (const PlnTableRow *row)
{
  for (guint c = 0; c < row->cells->len; c++)
    if (pln_row_cell (row, (int) c)->text[0] != '\0')
      return false;
  return true;
}

/* One cell that spans the table: "Add your rows above this line". */
static bool
is_banner (const PlnTableRow *row)
{
  for (guint c = 1; c < row->cells->len; c++)
    if (strcmp (pln_row_cell (row, (int) c)->text, pln_row_cell (row, 0)->text) != 0)
      return false;
  return row->cells->len >= FEWEST_OF_BANNER;
}

static bool
repeats_header (const PlnTableRow *row, const PlnTableRow *header)
{
  if (row->cells->len != header->cells->len)
    return false;
  for (guint c = 0; c < row->cells->len; c++)
    if (g_ascii_strcasecmp (pln_row_cell (row, (int) c)->text, pln_row_cell (header, (int) c)->text) != 0)
      return false;
  return true;
}

static void
name_request (PlnHarvest *harvest, PlnRequest *request)
{
  request->id = pln_ids_make (harvest->ids, request->title, LONGEST_ID);
}

static void
read_request_row (PlnHarvest *harvest, PlnSource *source, const PlnTableRow *header, const PlnColumn *columns, const PlnTableRow *row)
{
  int n = (int) header->cells->len, duration = pln_columns_find (columns, n, PLN_COLUMN_DURATION), index = (int) harvest->requests->len;
  const PlnCell *cell = pln_row_cell (row, pln_columns_find (columns, n, PLN_COLUMN_TOPIC));
  g_autofree char *title = pln_title_without_links (cell);
  PlnRequest *request;

  if (title[0] == '\0')
    {
      pln_page_report (harvest->diagnostics, source, row->line, harvest->strict ? PLN_SEVERITY_ERROR : PLN_SEVERITY_WARNING, PLN_CODE_ROW_LEFT_OUT,
                "a row without a topic is left out", "give it a title, or empty the row");
      return;
    }
  request = add_request (harvest, source, row->line, title);
  request->withdrawn = cell->struck;
  if (request->withdrawn)
    return;
  name_request (harvest, request);
  pln_request_add_links (request, cell);
  pln_request_read_brackets (harvest, request, index);
  pln_request_read_duration (harvest, request, duration >= 0 ? pln_row_cell (header, duration)->text : "", pln_row_cell (row, duration)->text);
  for (int c = 0; c < (int) row->cells->len; c++)
    pln_request_read_cell (harvest, request, index, c < n ? columns[c] : PLN_COLUMN_OTHER, pln_row_cell (header, c), pln_row_cell (row, c));
  if ((int) row->cells->len > n)
    pln_page_report (harvest->diagnostics, source, row->line, PLN_SEVERITY_WARNING, PLN_CODE_RAGGED_ROW, "the row has more cells than the header: the rest went to the notes", NULL);
}

static void
read_task_row (PlnHarvest *harvest, const PlnColumn *columns, int n, const PlnTableRow *row)
{
  const PlnCell *cell = pln_row_cell (row, pln_columns_find (columns, n, PLN_COLUMN_TASK));
  const char *assignee = pln_row_cell (row, pln_columns_find (columns, n, PLN_COLUMN_ASSIGNEE))->text;
  const char *due = pln_row_cell (row, pln_columns_find (columns, n, PLN_COLUMN_DUE))->text;
  const char *person = pln_roster_find (harvest->roster, assignee);
  PlnTask *task = g_new0 (PlnTask, 1);

  task->done = cell->struck || strstr (cell->text, "☑") || strstr (cell->text, "[x]");
  task->text = pln_task_text (cell->text, assignee, due);
  task->assignee = g_strdup (person ? person : assignee);
  task->due = pln_due_date (due);
  task->from = g_strdup (pln_row_cell (row, pln_columns_find (columns, n, PLN_COLUMN_FROM))->text);
  g_ptr_array_add (harvest->tasks, task);
}

static void
read_rows (PlnHarvest *harvest, PlnSource *source, const PlnTable *table, guint header_at, const PlnColumn *columns)
{
  const PlnTableRow *header = g_ptr_array_index (table->rows, header_at);
  int n = (int) header->cells->len;
  bool requests = pln_columns_are_requests (columns, n);

  harvest->n_tables++;
  for (guint r = header_at + 1; r < table->rows->len; r++)
    {
      const PlnTableRow *row = g_ptr_array_index (table->rows, r);

      if (is_blank_row (row))
        continue;
      if (harvest->requests->len >= MOST_ROWS)
        {
          pln_page_report (harvest->diagnostics, source, row->line, PLN_SEVERITY_ERROR, PLN_CODE_ROW_LEFT_OUT, "more than 100,000 rows: the rest is left out", NULL);
          return;
        }
      if (repeats_header (row, header))
        pln_page_report (harvest->diagnostics, source, row->line, PLN_SEVERITY_WARNING, PLN_CODE_ROW_LEFT_OUT, "the header stands again here: left out", NULL);
      else if (is_banner (row))
        pln_page_report (harvest->diagnostics, source, row->line, PLN_SEVERITY_WARNING, PLN_CODE_ROW_LEFT_OUT, "a line across the whole table is left out", NULL);
      else if (requests)
        read_request_row (harvest, source, header, columns, row);
      else
        read_task_row (harvest, columns, n, row);
    }
}

typedef enum
{
  SAYS_NOTHING, /* blank, "TBD" */
  SAYS_HOW_LONG,
  SAYS_ELSE,
} WhatTime;

static WhatTime
what_time (const char *text)
{
  PlnLength length = pln_length_read (text, 1);
  WhatTime what = length.text ? SAYS_HOW_LONG : length.aside ? SAYS_ELSE : SAYS_NOTHING;

  pln_length_clear (&length);
  return pln_pattern_matches ("[0-9][:.][0-9]{2}\\b", text) ? SAYS_ELSE : what;
}

/* "Time" heads the clock times of an agenda, and in a table of requests how long a topic takes: where all
 * that stands below it says so and no other column does. */
static void
settle_time_column (PlnColumn *columns, const PlnTable *table, guint header_at)
{
  int n = (int) ((const PlnTableRow *) g_ptr_array_index (table->rows, header_at))->cells->len;
  int time = pln_columns_find (columns, n, PLN_COLUMN_TIME);
  bool any = false;

  if (time < 0 || pln_columns_find (columns, n, PLN_COLUMN_DURATION) >= 0)
    return;
  for (guint r = header_at + 1; r < table->rows->len; r++)
    {
      WhatTime what = what_time (pln_row_cell (g_ptr_array_index (table->rows, r), time)->text);

      if (what == SAYS_ELSE)
        return;
      any = any || what == SAYS_HOW_LONG;
    }
  if (any)
    columns[time] = PLN_COLUMN_DURATION;
}

/* The header is the first of the first rows that names what a table of requests or tasks has; a table
 * whose notation marks a header has it there. */
static void
read_table (PlnHarvest *harvest, PlnSource *source, const PlnTable *table)
{
  guint most = table->has_header ? 1 : 5;

  for (guint r = 0; r < MIN (most, table->rows->len); r++)
    {
      const PlnTableRow *row = g_ptr_array_index (table->rows, r);
      g_autofree PlnColumn *columns = pln_columns_of (row, (const PlnColumnMap *) harvest->maps->data, (int) harvest->maps->len);
      int n = (int) row->cells->len;

      if (pln_columns_are_requests (columns, n) || pln_columns_are_tasks (columns, n))
        {
          settle_time_column (columns, table, r);
          read_rows (harvest, source, table, r, columns);
          return;
        }
    }
  if (table->rows->len > 1)
    pln_page_report (harvest->diagnostics, source, ((const PlnTableRow *) g_ptr_array_index (table->rows, 0))->line, PLN_SEVERITY_WARNING,
                     PLN_CODE_NO_TABLE, "a table is left out: no header of it is known to be a topic's and another of what is asked for it",
                     "say what a column is with --map \"HEADER=topic\"");
}

/* -- Outside tables -------------------------------------------------------------------------------- */

static void
read_timed_item (PlnHarvest *harvest, PlnSource *source, const PlnPiece *piece)
{
  g_autofree char *title = NULL, *length = NULL, *people = NULL;
  PlnRequest *request;

  if (!pln_timed_item_parse (&piece->cell, &title, &length, &people))
    return;
  request = add_request (harvest, source, piece->line, title);
  request->withdrawn = piece->cell.struck;
  if (request->withdrawn)
    return;
  name_request (harvest, request);
  pln_request_add_links (request, &piece->cell);
  pln_request_read_duration (harvest, request, "", length);
  if (people[0] != '\0')
    pln_request_read_presenters (harvest, request, NULL, people);
}

static bool
is_about_constraints (const char *heading)
{
  g_autofree char *folded = pln_name_fold (heading);

  return strstr (folded, "constraint") || strstr (folded, "availability") || strstr (folded, "scheduling wishes");
}

/* A passage that stands for a heading: "Scheduling constraints:" */
static bool
is_caption (const PlnPiece *piece)
{
  const char *text = piece->cell.text;

  return piece->kind == PLN_PIECE_PARAGRAPH && strlen (text) <= LONGEST_CAPTION && !strpbrk (text, ".!?\n");
}

/* The passage ending in a colon that a list item of a section of constraints stands under. */
static const char *
lead_of (const PlnPage *page, guint at)
{
  const PlnPiece *piece = g_ptr_array_index (page->pieces, at);

  for (guint k = at; piece->kind == PLN_PIECE_ITEM && k-- > 0;)
    {
      const PlnPiece *above = g_ptr_array_index (page->pieces, k);

      if (above->kind == PLN_PIECE_TABLE || above->kind == PLN_PIECE_HEADING)
        return NULL;
      if (above->level < piece->level)
        return g_str_has_suffix (above->cell.text, ":") ? above->cell.text : NULL;
    }
  return NULL;
}

void
pln_harvest_page (PlnHarvest *harvest, const PlnPage *page)
{
  int constraints = 0; /* level of the heading that opened a section of constraints, or 0 */

  for (guint p = 0; p < page->pieces->len; p++)
    {
      const PlnPiece *piece = g_ptr_array_index (page->pieces, p);

      if (piece->kind == PLN_PIECE_HEADING)
        {
          if (is_about_constraints (piece->cell.text))
            constraints = constraints ? MIN (constraints, piece->level) : piece->level;
          else if (piece->level <= constraints)
            constraints = 0;
        }
      else if (piece->kind == PLN_PIECE_TABLE)
        read_table (harvest, page->source, piece->table);
      else if (!constraints && is_caption (piece) && is_about_constraints (piece->cell.text))
        constraints = DEEPEST_HEADING;
      else if (constraints)
        pln_harvest_add_sentences (harvest, page->source, piece->line, -1, lead_of (page, p), piece->cell.text);
      else
        read_timed_item (harvest, page->source, piece);
    }
}
