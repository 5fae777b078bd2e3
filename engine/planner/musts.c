/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/musts.h"

#include "planner/exact.h"
#include "planner/excerpt.h"

#include <string.h>

typedef struct
{
  const PlnMeeting *meeting;
  gint64 conflicts;
  const int *stop;
  bool *marks; /* [n_topics]: the question */
} Inquiry;

static bool
is_must (const PlnMeeting *meeting, int topic)
{
  return meeting->topics[topic].priority == PLN_PRIORITY_MUST;
}

static int
n_marked (const Inquiry *inquiry)
{
  int n = 0;

  for (int t = 0; t < inquiry->meeting->n_topics; t++)
    n += inquiry->marks[t];
  return n;
}

/* Of one topic alone nothing is asked: that is seen without a search (planner/shares.h). */
static bool
is_impossible (Inquiry *inquiry)
{
  g_autoptr (PlnExcerpt) excerpt = NULL;
  g_autoptr (PlnProblem) problem = NULL;

  pln_excerpt_add_heads (inquiry->meeting, inquiry->marks);
  if (n_marked (inquiry) < 2 || (inquiry->stop && g_atomic_int_get (inquiry->stop)))
    return false;
  excerpt = pln_excerpt_new (inquiry->meeting, inquiry->marks);
  problem = pln_problem_new (excerpt->meeting, NULL, NULL);
  return pln_exact_feasible (problem, inquiry->stop, inquiry->conflicts, NULL) == PLN_EXACT_IMPOSSIBLE;
}

static void
clear (Inquiry *inquiry)
{
  memset (inquiry->marks, 0, (gsize) inquiry->meeting->n_topics * sizeof *inquiry->marks);
}

static bool
any_alone (Inquiry *inquiry)
{
  for (int t = 0; t < inquiry->meeting->n_topics; t++)
    {
      if (!is_must (inquiry->meeting, t))
        continue;
      clear (inquiry);
      inquiry->marks[t] = true;
      if (is_impossible (inquiry))
        return true;
    }
  return false;
}

static bool
any_person (Inquiry *inquiry)
{
  const PlnMeeting *meeting = inquiry->meeting;

  for (int person = 0; person < meeting->n_people; person++)
    {
      clear (inquiry);
      for (int t = 0; t < meeting->n_topics; t++)
        inquiry->marks[t] = is_must (meeting, t) && pln_topic_has_in_cast (&meeting->topics[t], person);
      if (is_impossible (inquiry))
        return true;
    }
  return false;
}

static bool
all_together (Inquiry *inquiry)
{
  for (int t = 0; t < inquiry->meeting->n_topics; t++)
    inquiry->marks[t] = is_must (inquiry->meeting, t);
  return is_impossible (inquiry);
}

bool *
pln_musts_find_impossible (const PlnProblem *problem, gint64 conflicts, const int *stop)
{
  g_autofree bool *marks = g_new0 (bool, (gsize) MAX (1, problem->meeting->n_topics));
  Inquiry inquiry = { problem->meeting, conflicts, stop, marks };

  if (any_alone (&inquiry) || any_person (&inquiry) || all_together (&inquiry))
    return g_steal_pointer (&marks);
  return NULL;
}
