/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/problem-build.h"

#include <string.h>

static void
relate (const PlnProblem *problem, bool *matrix, int a, int b)
{
  matrix[a * problem->meeting->n_topics + b] = true;
  matrix[b * problem->meeting->n_topics + a] = true;
}

static void
pair_people (PlnProblem *problem, const GArray *topics, int person, int *transfer)
{
  int n = problem->meeting->n_topics;

  for (guint x = 0; x < topics->len; x++)
    for (guint y = x; y < topics->len; y++)
      {
        int a = g_array_index (topics, int, x), b = g_array_index (topics, int, y);

        if (a != b && pln_force_has (problem->force, (PlnStatement){ PLN_RULE_PERSON_OVERLAP, a, person, b }))
          {
            relate (problem, problem->share_cast, a, b);
            relate (problem, problem->apart, a, b);
          }
        if (transfer && pln_force_has (problem->force, (PlnStatement){ PLN_RULE_TRANSFER, a, person, b }))
          transfer[a * n + b] = transfer[b * n + a] = 1;
      }
}

static void
pair_casts (PlnProblem *problem)
{
  const PlnMeeting *meeting = problem->meeting;
  g_autofree GArray **topics = g_new (GArray *, (gsize) MAX (1, meeting->n_people));

  for (int p = 0; p < meeting->n_people; p++)
    topics[p] = g_array_new (FALSE, FALSE, sizeof (int));
  for (int t = 0; t < meeting->n_topics; t++)
    for (int k = 0; k < meeting->topics[t].n_cast; k++)
      g_array_append_val (topics[meeting->topics[t].cast[k]], t);
  for (int p = 0; p < meeting->n_people; p++)
    {
      pair_people (problem, topics[p], p, problem->transfer);
      g_array_free (topics[p], TRUE);
    }
}

void
pln_problem_pair_topics (PlnProblem *problem)
{
  const PlnMeeting *meeting = problem->meeting;
  gsize n = (gsize) MAX (1, meeting->n_topics);

  problem->share_cast = g_new0 (bool, n * n);
  problem->apart = g_new0 (bool, n * n);
  problem->parallel = g_new0 (int, n * n);
  if (pln_meeting_has_transfer (meeting))
    problem->transfer = g_new0 (int, n * n);
  pair_casts (problem);
  for (int t = 0; t < meeting->n_topics; t++)
    for (int k = 0; k < meeting->topics[t].n_relations; k++)
      {
        const PlnRelation *relation = &meeting->topics[t].relations[k];

        if (relation->kind == PLN_RELATION_APART
            && pln_force_has (problem->force, (PlnStatement){ PLN_RULE_APART, t, -1, relation->other }))
          relate (problem, problem->apart, t, relation->other);
        if (relation->kind == PLN_RELATION_AVOID_PARALLEL)
          {
            problem->parallel[t * meeting->n_topics + relation->other] += relation->weight;
            problem->parallel[relation->other * meeting->n_topics + t] += relation->weight;
          }
      }
}
