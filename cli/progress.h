/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* One line on the terminal that says how far a search is: from half a second on, at most ten times a
 * second, on standard error, and only where that is a terminal. */

#include "plenary.h"

typedef struct
{
  bool is_terminal;
  bool is_shown;      /* a line stands on the terminal */
  double last;        /* seconds, of the last line */
} PlnProgressLine;

void pln_progress_begin (PlnProgressLine *line);

/* For PlnPlanOptions.progress, with the PlnProgressLine as data. */
void pln_progress_show (const PlnProgress *progress, gpointer data);

/* Removes the line. */
void pln_progress_end (PlnProgressLine *line);

/* "plan  3.2s  best 412  bound 405  gap 1.7%". Returns: (transfer full) */
char *pln_progress_format (const PlnProgress *progress);
