/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Local search alone on request files: first plan, best plan, and the cost after each tenth of the
 * time.
 *
 *   local-search [--ticks N | --seconds S] [--seed N] REQUEST.json …
 *
 * Without either limit a request gets one second. Not part of the test suites: figures are read by
 * people. */

#include "planner/local.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum
{
  N_SAMPLES = 10,
};

typedef struct
{
  gint64 began_us, limit_us;
  gint64 first_us, first_cost, best_us;
  gint64 sampled[N_SAMPLES]; /* best cost at the end of each tenth, -1: none */
} Course;

static void
note (const PlnDraft *draft, gint64 cost, gpointer data)
{
  Course *course = data;
  gint64 at = g_get_monotonic_time () - course->began_us;

  if (course->first_us < 0)
    {
      course->first_us = at;
      course->first_cost = cost;
    }
  course->best_us = at;
  for (int k = 0; k < N_SAMPLES && course->limit_us > 0; k++)
    if (at <= course->limit_us * (k + 1) / N_SAMPLES)
      course->sampled[k] = cost;
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
print_course (const char *path, const Course *course, const PlnLocalReport *report, double seconds)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  printf ("%-60s", path);
  if (report->cost < 0)
    printf (" no plan");
  else
    printf (" first %" G_GINT64_FORMAT " in %.1f ms, best %" G_GINT64_FORMAT " in %.1f ms,", course->first_cost,
            (double) course->first_us / 1e3, report->cost, (double) course->best_us / 1e3);
  for (int k = 0; k < N_SAMPLES && course->limit_us > 0 && report->cost >= 0; k++)
    printf (" %" G_GINT64_FORMAT, course->sampled[k]);
  printf ("; %.2f s, %.2f M moves, %.1f M ticks, %ld MB so far\n", seconds, (double) report->moves / 1e6,
          (double) report->ticks / 1e6, usage.ru_maxrss / 1024);
}

static void
measure (const char *path, PlnLocalOptions options, double seconds)
{
  g_autoptr (PlnMeeting) meeting = read_meeting (path);
  g_autoptr (PlnProblem) problem = NULL;
  g_autoptr (PlnDraft) draft = NULL;
  PlnLocalReport report;
  Course course = { g_get_monotonic_time (), (gint64) (seconds * 1e6), -1, -1, -1, { 0 } };

  if (!meeting)
    {
      printf ("%-60s cannot be read\n", path);
      return;
    }
  for (int k = 0; k < N_SAMPLES; k++)
    course.sampled[k] = -1;
  options.deadline_us = seconds > 0 ? course.began_us + course.limit_us : 0;
  options.improved = note;
  options.data = &course;
  problem = pln_problem_new (meeting, NULL, NULL);
  draft = pln_local_search (problem, &options, &report);
  print_course (path, &course, &report, (double) (g_get_monotonic_time () - course.began_us) / 1e6);
}

int
main (int argc, char **argv)
{
  PlnLocalOptions options = PLN_LOCAL_OPTIONS_INIT;
  double seconds = 1;
  int first = 1;

  for (; first + 1 < argc && argv[first][0] == '-'; first += 2)
    if (strcmp (argv[first], "--ticks") == 0)
      {
        options.tick_limit = g_ascii_strtoll (argv[first + 1], NULL, 10);
        seconds = 0;
      }
    else if (strcmp (argv[first], "--seconds") == 0)
      seconds = g_ascii_strtod (argv[first + 1], NULL);
    else if (strcmp (argv[first], "--seed") == 0)
      options.seed = (unsigned) atoi (argv[first + 1]);
  for (int k = first; k < argc; k++)
    measure (argv[k], options, seconds);
  return 0;
}
