/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "brute.h"

#include "model/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The planner as one long-running process, for tests/metamorphic.py. A line of standard input is words
 * with tabs between: request=PATH, and if wanted previous=PATH, seed=N, threads=N, limit=MS,
 * techniques=LIST, write=PATH for the agenda, brute=NODES to ask the brute force too. The answer is one
 * line of JSON: status, cost, bound, whether the judge finds it clean, the brute force's answer and
 * cost, a digest of the agenda; or an error. */

typedef struct
{
  const char *request, *previous, *techniques, *write;
  int seed, threads, limit_ms;
  long nodes;
} Order;

static void
read_word (const char *word, Order *order)
{
  const struct
  {
    const char *key, **text;
    int *number;
  } keys[] = {
    { "request=", &order->request, NULL },       { "previous=", &order->previous, NULL },
    { "techniques=", &order->techniques, NULL }, { "write=", &order->write, NULL },
    { "seed=", NULL, &order->seed },             { "threads=", NULL, &order->threads },
    { "limit=", NULL, &order->limit_ms },
  };

  if (g_str_has_prefix (word, "brute="))
    order->nodes = atol (word + strlen ("brute="));
  for (size_t k = 0; k < G_N_ELEMENTS (keys); k++)
    if (g_str_has_prefix (word, keys[k].key))
      {
        if (keys[k].text)
          *keys[k].text = word + strlen (keys[k].key);
        else
          *keys[k].number = atoi (word + strlen (keys[k].key));
      }
}

static GBytes *
load (const char *path)
{
  char *content = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &content, &length, NULL) ? g_bytes_new_take (content, length) : NULL;
}

static void
say_agenda (const PlnMeeting *meeting, const PlnAgenda *agenda, const PlnAgenda *previous, const char *write)
{
  g_autoptr (PlnVerdict) verdict = pln_verify (meeting, agenda, previous);
  g_autofree char *json = pln_agenda_to_json (agenda);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);

  printf ("\"status\": \"%s\", \"cost\": %" G_GINT64_FORMAT ", \"bound\": %" G_GINT64_FORMAT
          ", \"clean\": %s, \"digest\": \"%s\"",
          pln_status_name (agenda->status), agenda->cost, agenda->bound,
          pln_verdict_is_clean (verdict, agenda) ? "true" : "false", digest);
  if (write)
    g_file_set_contents (write, json, -1, NULL);
}

static void
say_brute (const PlnMeeting *meeting, const PlnAgenda *previous, long nodes)
{
  static const char *const answers[] = { "optimal", "infeasible", "too large" };
  g_autoptr (PlnBrute) brute = pln_brute_new (meeting, NULL, previous);
  g_autoptr (PlnDraft) draft = NULL;
  gint64 cost = 0;
  PlnBruteAnswer answer = pln_brute_plan (brute, nodes, &draft, &cost);

  printf (", \"brute\": \"%s\", \"brute_cost\": %" G_GINT64_FORMAT, answers[answer], cost);
}

static void
answer (const Order *order)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) request = load (order->request), earlier = order->previous ? load (order->previous) : NULL;
  g_autoptr (PlnMeeting) meeting = request ? pln_meeting_read (order->request, request, NULL, NULL, diagnostics) : NULL;
  g_autoptr (PlnAgenda) previous = earlier ? pln_agenda_read (order->previous, earlier, diagnostics) : NULL;
  g_autoptr (PlnAgenda) agenda = NULL;
  g_autoptr (GError) error = NULL;
  PlnPlanOptions options = PLN_PLAN_OPTIONS_INIT;

  options.seed = (unsigned) order->seed;
  options.threads = order->threads;
  options.time_limit_ms = order->limit_ms;
  options.techniques = order->techniques;
  options.previous = previous;
  if (meeting && (previous || !order->previous))
    agenda = pln_plan (meeting, &options, &error);
  if (!agenda)
    {
      printf ("{\"error\": \"%s\"}\n", !meeting ? "request" : error ? "defect" : "earlier agenda");
      return;
    }
  printf ("{");
  say_agenda (meeting, agenda, previous, order->write);
  if (order->nodes > 0)
    say_brute (meeting, previous, order->nodes);
  printf ("}\n");
}

int
main (void)
{
  char *line = NULL;
  size_t size = 0;

  while (getline (&line, &size, stdin) > 0)
    {
      g_auto (GStrv) words = NULL;
      Order order = { .seed = 1, .threads = 1 };

      line[strcspn (line, "\n")] = '\0';
      words = g_strsplit (line, "\t", -1);
      for (char **word = words; *word; word++)
        read_word (*word, &order);
      if (!order.request)
        return 2;
      answer (&order);
      fflush (stdout);
    }
  free (line);
  return 0;
}
