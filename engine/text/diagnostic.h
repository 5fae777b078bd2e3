/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What is wrong with an input, said so that a person can mend it: file, line, column, a stable
 * code, the line itself with a caret, what to try. Readers collect every independent error of one
 * run here instead of stopping at the first; GError is kept for what cannot be read at all.
 *
 * Life-cycle: a PlnSource holds the bytes of one input (text/source.h); places are byte offsets into
 * it. A PlnDiagnostics collects rows about any number of sources (it holds references to them) and is
 * printed once, sorted by source and place.
 */

#include "plenary.h"
#include "text/codes.h"
#include "text/source.h"
#include "text/suggest.h"

#include <glib.h>

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

/* Adds a row. Texts are cut at some hundred bytes: a message never repeats a megabyte of title. Of
 * very many rows the later ones are only counted.
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

/* The rows by source and place, as they are printed.
 * Returns: (transfer container) (element-type PlnDiagnostic) */
GPtrArray *pln_diagnostics_sort (const PlnDiagnostics *diagnostics);

/* "error", "warning", "note". */
const char *pln_severity_name (PlnSeverity severity);
