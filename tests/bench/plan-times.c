/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One request planned, for bench/run.py: reads it, plans, writes the agenda to memory, as `plenary plan` does, and
 * prints one line of what came when. Seconds are of the processor since the process began, those of the limit too, so
 * that a busy machine changes little; PATIENCE times as many by the clock end it as well.
 *
 *   plan-times [--limit SECONDS] [--threads N] [--techniques LIST] REQUEST.json
 *
 *   status=S cost=C bound=B first=S best=S proof=S memory=MB      (- where there is none)
 */

#include "planner/plan.h"

#include "model/agenda.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

#define PATIENCE 12

static volatile sig_atomic_t stop;

static void
end_run (int number)
{
  stop = 1;
}

/* Ends the run after so much work of all threads. */
static void
start_timer (double seconds)
{
  struct itimerval timer = { .it_value = { (time_t) seconds, (suseconds_t) ((seconds - (time_t) seconds) * 1e6) } };

  signal (SIGPROF, end_run);
  setitimer (ITIMER_PROF, &timer, NULL);
}

typedef struct
{
  gint64 cost;
  double first, best; /* -1: none yet */
} Course;

static double
processor_seconds (void)
{
  return (double) clock () / CLOCKS_PER_SEC;
}

static void
note (const PlnProgress *progress, gpointer data)
{
  Course *course = data;

  if (progress->best < 0 || (course->first >= 0 && progress->best >= course->cost))
    return;
  course->cost = progress->best;
  course->best = processor_seconds ();
  if (course->first < 0)
    course->first = course->best;
}

/* Peak memory; what the parent process had when it started this one is not in it, as it is in getrusage()'s. */
static double
peak_megabytes (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) || !(line = strstr (text, "VmHWM:")))
    return 0;
  return g_ascii_strtod (line + strlen ("VmHWM:"), NULL) / 1024;
}

static PlnMeeting *
read_meeting (const char *path)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = NULL;
  char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  bytes = g_bytes_new_take (text, length);
  return pln_meeting_read (path, bytes, NULL, NULL, diagnostics);
}

static void
print_seconds (const char *name, double seconds)
{
  if (seconds < 0)
    printf (" %s=-", name);
  else
    printf (" %s=%.4f", name, seconds);
}

static int
plan (const char *path, PlnPlanOptions *options)
{
  g_autoptr (PlnMeeting) meeting = read_meeting (path);
  g_autoptr (PlnAgenda) agenda = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  Course course = { 0, -1, -1 };
  double end;

  options->progress = note;
  options->progress_data = &course;
  agenda = meeting ? pln_plan (meeting, options, &error) : NULL;
  if (!agenda)
    {
      fprintf (stderr, "%s: %s\n", path, error ? error->message : "no request that can be planned");
      return 1;
    }
  json = pln_agenda_to_json (agenda);
  end = processor_seconds ();
  printf ("status=%s", pln_status_name (agenda->status));
  if (agenda->has_score)
    printf (" cost=%" G_GINT64_FORMAT " bound=%" G_GINT64_FORMAT, agenda->cost, agenda->bound);
  else
    printf (" cost=- bound=-");
  print_seconds ("first", course.first);
  print_seconds ("best", course.best);
  print_seconds ("proof", agenda->status == PLN_STATUS_OPTIMAL || agenda->status == PLN_STATUS_INFEASIBLE ? end : -1);
  printf (" memory=%.1f\n", peak_megabytes ());
  return 0;
}

int
main (int argc, char **argv)
{
  double limit = 10;
  char *techniques = NULL;
  int threads = 1;
  GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_DOUBLE, &limit, "time limit; 0: none", "SECONDS" },
    { "threads", 0, 0, G_OPTION_ARG_INT, &threads, "threads of the search", "N" },
    { "techniques", 0, 0, G_OPTION_ARG_STRING, &techniques, "what to do without", "LIST" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("REQUEST.json");
  PlnPlanOptions options = PLN_PLAN_OPTIONS_INIT;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL) || argc != 2)
    return 2;
  options.time_limit_ms = (int) (limit * 1000 * PATIENCE);
  options.stop = &stop;
  if (limit > 0)
    start_timer (limit);
  options.threads = threads;
  options.techniques = techniques;
  return plan (argv[1], &options);
}
