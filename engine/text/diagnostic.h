/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What is wrong with an input, said so that a person can mend it: file, line, column, a stable
 * code, the line itself with a caret, what to try. Readers collect every independent error of one
 * run here instead of stopping at the first; GError is kept for what cannot be read at all.
 *
 * Life-cycle: a PlnSource holds the bytes of one input; spans are byte offsets into it. A
 * PlnDiagnostics collects rows about any number of sources (it holds references to them) and is
 * printed once, sorted by source and place.
 */

#include "plenary.h"
#include "text/codes.h"

#include <glib.h>

/* One input: its name as the user wrote it ("-" is standard input) and its bytes. */
struct _PlnSource
{
  gatomicrefcount refs;
  char *name;
  char *text;          /* NUL-terminated for convenience; may hold NUL bytes before `length` */
  size_t length;       /* bytes */
  GArray *line_starts; /* of size_t; made when a line number is first asked for */
};

/* A half-open span of bytes of a source. */
typedef struct
{
  size_t start;
  size_t end;
} PlnPlace;

typedef struct
{
  PlnSeverity severity;
  int code; /* of PlnCode */
  PlnSource *source; /* nullable: a finding about no place in particular */
  PlnPlace place;
  char *path;    /* JSON path such as "topics[3].duration"; nullable */
  char *message; /* one sentence, lower case, no full stop */
  char *hint;    /* after the caret: "did you mean \"30 min\"?"; nullable */
  char *help;    /* the help line; nullable */
} PlnDiagnostic;

struct _PlnDiagnostics
{
  gatomicrefcount refs;
  GPtrArray *rows; /* of PlnDiagnostic, owned, in order of arrival */
  int n_errors;
  int n_warnings;
};

/* pln_source_new:
 * @name: as shown in messages
 * @bytes: the content, copied
 * Returns: (transfer full) */
PlnSource *pln_source_new (const char *name, GBytes *bytes);

/* 1-based line and 1-based column (in characters) of a byte offset; offsets past the end are cut. */
void pln_source_locate (PlnSource *source, size_t offset, int *line, int *column);

/* The bytes of a 1-based line without its line end. Returns: (transfer none), not NUL-terminated. */
const char *pln_source_line (PlnSource *source, int line, size_t *length);

/* pln_diagnostics_add:
 * @source: (nullable)
 * @path: (nullable) JSON path
 * @hint: (nullable) shown beside the caret
 * @help: (nullable) shown on the help line
 * @format: the sentence, printf style */
void pln_diagnostics_add (PlnDiagnostics *diagnostics,
                          PlnSeverity severity,
                          PlnCode code,
                          PlnSource *source,
                          PlnPlace place,
                          const char *path,
                          const char *hint,
                          const char *help,
                          const char *format,
                          ...) G_GNUC_PRINTF (9, 10);

/* The nearest of @candidates to @word, by Damerau-Levenshtein distance of at most a third of the
 * length (case folded), or NULL. Ties go to the earlier one.
 * Returns: (transfer none) (nullable) */
const char *pln_did_you_mean (const char *word, const char *const *candidates, int n_candidates);
