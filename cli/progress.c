/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

static const double first_line = 0.5, between_lines = 0.1; /* seconds */

void
pln_progress_begin (PlnProgressLine *line)
{
  *line = (PlnProgressLine){ .is_terminal = isatty (STDERR_FILENO) };
}

char *
pln_progress_format (const PlnProgress *progress)
{
  gint64 best = progress->best, bound = progress->bound;

  if (best < 0)
    return g_strdup_printf ("plan  %.1fs  no agenda yet  bound %" G_GINT64_FORMAT, progress->seconds, bound);
  return g_strdup_printf ("plan  %.1fs  best %" G_GINT64_FORMAT "  bound %" G_GINT64_FORMAT "  gap %.1f%%",
                          progress->seconds, best, bound,
                          best > 0 ? 100.0 * (double) (best - bound) / (double) best : 0);
}

void
pln_progress_show (const PlnProgress *progress, gpointer data)
{
  PlnProgressLine *line = data;
  g_autofree char *text = NULL;

  if (!line->is_terminal || progress->seconds < first_line || progress->seconds < line->last + between_lines)
    return;
  line->last = progress->seconds;
  line->is_shown = true;
  text = pln_progress_format (progress);
  fprintf (stderr, "\r%s\033[K", text);
  fflush (stderr);
}

void
pln_progress_end (PlnProgressLine *line)
{
  if (line->is_shown)
    fputs ("\r\033[K", stderr);
  line->is_shown = false;
}
