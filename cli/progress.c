/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

enum
{
  FIRST_LINE_US = 500000,
  BETWEEN_LINES_US = 100000,
};

struct _PlnProgressLine
{
  gint64 started;   /* of g_get_monotonic_time() */
  GThread *thread;  /* NULL: standard error is no terminal */
  GMutex lock;      /* of what follows */
  GCond wake;
  PlnProgress last;
  bool is_over;
};

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

static void
draw (PlnProgressLine *line)
{
  g_autofree char *text = NULL;

  line->last.seconds = (double) (g_get_monotonic_time () - line->started) / G_USEC_PER_SEC;
  text = pln_progress_format (&line->last);
  fprintf (stderr, "\r%s\033[K", text);
  fflush (stderr);
}

static gpointer
draw_until_over (gpointer data)
{
  PlnProgressLine *line = data;
  gint64 next = line->started + FIRST_LINE_US;
  bool is_shown = false;

  g_mutex_lock (&line->lock);
  while (!line->is_over)
    if (!g_cond_wait_until (&line->wake, &line->lock, next) && !line->is_over)
      {
        draw (line);
        is_shown = true;
        next = g_get_monotonic_time () + BETWEEN_LINES_US;
      }
  if (is_shown)
    fputs ("\r\033[K", stderr);
  g_mutex_unlock (&line->lock);
  return NULL;
}

PlnProgressLine *
pln_progress_begin (void)
{
  PlnProgressLine *line = g_new0 (PlnProgressLine, 1);

  line->started = g_get_monotonic_time ();
  line->last = (PlnProgress){ .best = -1 };
  g_mutex_init (&line->lock);
  g_cond_init (&line->wake);
  if (isatty (STDERR_FILENO))
    line->thread = g_thread_new ("progress", draw_until_over, line);
  return line;
}

void
pln_progress_note (const PlnProgress *progress, gpointer data)
{
  PlnProgressLine *line = data;

  g_mutex_lock (&line->lock);
  line->last = *progress;
  g_mutex_unlock (&line->lock);
}

void
pln_progress_end (PlnProgressLine *line)
{
  if (!line)
    return;
  g_mutex_lock (&line->lock);
  line->is_over = true;
  g_cond_signal (&line->wake);
  g_mutex_unlock (&line->lock);
  if (line->thread)
    g_thread_join (line->thread);
  g_mutex_clear (&line->lock);
  g_cond_clear (&line->wake);
  g_free (line);
}
