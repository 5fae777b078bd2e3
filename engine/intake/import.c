/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/import.h"

#include "intake/agenda-page.h"

#include <string.h>

static const struct
{
  const char *name, *suffix;
} notations[] = {
  [PLN_NOTATION_GUESS] = { "guess", "" },
  [PLN_NOTATION_MARKDOWN] = { "markdown", ".md" },
  [PLN_NOTATION_CSV] = { "csv", ".csv" },
  [PLN_NOTATION_TSV] = { "tsv", ".tsv" },
  [PLN_NOTATION_HTML] = { "html", ".html" },
  [PLN_NOTATION_ISSUE] = { "issue", ".issue" },
};

int
pln_notation_from_name (const char *name)
{
  for (int k = PLN_NOTATION_MARKDOWN; k < (int) G_N_ELEMENTS (notations); k++)
    if (strcmp (notations[k].name, name) == 0)
      return k;
  return -1;
}

static PlnNotation
guess_notation (const PlnSource *source)
{
  const char *text = source->text;

  for (int k = PLN_NOTATION_MARKDOWN; k < (int) G_N_ELEMENTS (notations); k++)
    if (g_str_has_suffix (source->name, notations[k].suffix))
      return (PlnNotation) k;
  if (g_str_has_suffix (source->name, ".htm") || g_str_has_suffix (source->name, ".xml"))
    return PLN_NOTATION_HTML;
  while (g_ascii_isspace (*text))
    text++;
  if (g_regex_match_simple ("^\\s*\\|.*\\|\\s*$\\n^\\s*\\|[ :|-]+\\|", text, G_REGEX_MULTILINE, 0) || text[0] == '#')
    return PLN_NOTATION_MARKDOWN;
  if (*text == '<')
    return PLN_NOTATION_HTML;
  return strchr (text, '\t') ? PLN_NOTATION_TSV : strpbrk (text, ",;") ? PLN_NOTATION_CSV : PLN_NOTATION_MARKDOWN;
}

static PlnPage *
read_page (PlnSource *source, PlnNotation notation, PlnDiagnostics *diagnostics)
{
  switch (notation == PLN_NOTATION_GUESS ? guess_notation (source) : notation)
    {
    case PLN_NOTATION_CSV: return pln_page_from_delimited (source, 0, diagnostics);
    case PLN_NOTATION_TSV: return pln_page_from_delimited (source, '\t', diagnostics);
    case PLN_NOTATION_HTML: return pln_page_from_html (source, diagnostics);
    case PLN_NOTATION_ISSUE: return pln_page_from_issue (source, diagnostics);
    default: return pln_page_from_markdown (source, diagnostics);
    }
}

static bool
is_readable (PlnSource *source, PlnDiagnostics *diagnostics)
{
  if (memchr (source->text, '\0', source->length) || !g_utf8_validate (source->text, (gssize) source->length, NULL))
    {
      pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_NOT_UTF8, source, (PlnPlace){ 0, 0 }, NULL, NULL,
                           "save the page as UTF-8 text", "the page is not UTF-8 text");
      return false;
    }
  return true;
}

static bool
harvest_file (PlnHarvest *harvest, const PlnImportFile *file, PlnNotation notation)
{
  g_autoptr (PlnSource) source = pln_source_new (file->name, file->bytes);
  g_autoptr (PlnPage) page = is_readable (source, harvest->diagnostics) ? read_page (source, notation, harvest->diagnostics) : NULL;
  guint before = harvest->requests->len + harvest->tasks->len;

  if (!page)
    return false;
  pln_harvest_page (harvest, page);
  if (harvest->requests->len + harvest->tasks->len > before)
    return true;
  pln_diagnostics_add (harvest->diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_NO_TABLE, source, (PlnPlace){ 0, 0 }, NULL, NULL,
                       "give it a header row with a topic column (Topic, Title, Session) and another that is known (Requested by, Time "
                       "required, Notes), or say what a column is with --map \"HEADER=topic\"",
                       "nothing here looks like a table of requests");
  return false;
}

static bool
add_maps (PlnHarvest *harvest, const char *const *maps)
{
  for (int k = 0; maps && maps[k]; k++)
    {
      PlnColumnMap map;

      if (!pln_column_map_parse (maps[k], &map))
        {
          pln_diagnostics_add (harvest->diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_NO_TABLE, NULL, (PlnPlace){ 0, 0 }, NULL, NULL,
                               "write --map \"Time required=duration\"; columns are topic, requested_by, presenters, duration, notes, "
                               "wishes, priority, tags, links, required, optional, parts, closed, room, size",
                               "\"%s\" maps no header to a column", maps[k]);
          return false;
        }
      g_array_append_val (harvest->maps, map);
    }
  return true;
}

GBytes *
pln_import (const PlnImportFile *files, int n_files, const PlnImportOptions *options, PlnDiagnostics *diagnostics, char **report)
{
  g_autoptr (PlnHarvest) harvest = pln_harvest_new (diagnostics, options->strict);
  g_autoptr (PlnBase) base = pln_base_read (options->base_name, options->base, diagnostics);
  g_autoptr (GPtrArray) wishes = NULL;
  bool whole = base && add_maps (harvest, options->maps);

  if (!whole)
    return NULL;
  pln_base_introduce (base, harvest);
  for (int k = 0; k < n_files; k++)
    whole = harvest_file (harvest, &files[k], options->notation) && whole;
  if (!whole)
    return NULL;
  wishes = pln_wishes_read (harvest, base->frame);
  pln_base_report_lacking (base, diagnostics);
  if (report)
    *report = pln_import_report (harvest, wishes, options->unicode);
  return pln_diagnostics_n_errors (diagnostics) > 0 ? NULL : pln_base_write (base, harvest, wishes);
}

PlnAgenda *
pln_import_agenda (const PlnMeeting *meeting, const PlnImportFile *file, const PlnImportOptions *options, gint64 stamp, PlnDiagnostics *diagnostics)
{
  g_autoptr (PlnSource) source = pln_source_new (file->name, file->bytes);
  g_autoptr (PlnPage) page = is_readable (source, diagnostics) ? read_page (source, options->notation, diagnostics) : NULL;
  g_autoptr (PlnDraft) draft = page ? pln_agenda_page_read (page, meeting, options->strict, diagnostics) : NULL;
  PlnAgendaFacts facts = { .status = PLN_STATUS_FEASIBLE, .bound = 0, .stamp = stamp };

  if (!draft || pln_diagnostics_n_errors (diagnostics) > 0)
    return NULL;
  return pln_agenda_new (meeting, draft, &facts);
}
