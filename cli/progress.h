/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* One line on the terminal that says how far a search is: from half a second on, at most ten times a
 * second, on standard error, and only where that is a terminal. A thread of its own draws it, so that
 * its clock goes on while the search has nothing new to say. */

#include "plenary.h"

typedef struct _PlnProgressLine PlnProgressLine;

/* Returns: (transfer full) */
PlnProgressLine *pln_progress_begin (void);

/* For PlnPlanOptions.progress, with the PlnProgressLine as data. */
void pln_progress_note (const PlnProgress *progress, gpointer data);

/* Removes the line. */
void pln_progress_end (PlnProgressLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnProgressLine, pln_progress_end)

/* "plan  3.2s  best 412  bound 405  gap 1.7%". Returns: (transfer full) */
char *pln_progress_format (const PlnProgress *progress);
