/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/problem.h"

#include "planner/problem-build.h"

#include <string.h>

/* -- The time axis --------------------------------------------------------------------------------- */

static void
lay_steps (PlnProblem *problem)
{
  const PlnMeeting *meeting = problem->meeting;
  GArray *minutes = g_array_new (FALSE, FALSE, sizeof (int));
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (int));

  problem->block_first = g_new (int, (gsize) meeting->n_blocks + 1);
  problem->block_capacity = g_new0 (int, (gsize) meeting->n_blocks);
  for (int b = 0; b < meeting->n_blocks; b++)
    {
      PlnInterval interval = meeting->blocks[b].interval;
      int first = (int) minutes->len, last;

      problem->block_first[b] = first;
      for (int t = pln_meeting_grid_ceiling (meeting, interval.start); t < interval.end;
           t = pln_meeting_grid_ceiling (meeting, t + 1))
        {
          if ((int) minutes->len > first && t - g_array_index (minutes, int, minutes->len - 1) != problem->grid)
            problem->irregular = true;
          g_array_append_val (minutes, t);
          g_array_append_val (blocks, b);
        }
      if ((int) minutes->len == first)
        continue;
      last = g_array_index (minutes, int, minutes->len - 1);
      problem->block_capacity[b] = (int) minutes->len - first - (last + problem->grid > interval.end ? 1 : 0);
    }
  problem->block_first[meeting->n_blocks] = (int) minutes->len;
  problem->n_steps = (int) minutes->len;
  problem->minute = (int *) g_array_free (minutes, FALSE);
  problem->block = (int *) g_array_free (blocks, FALSE);
}

int
pln_problem_end_step_irregular (const PlnProblem *problem, int step, int length)
{
  int end = problem->minute[step] + length * problem->grid;
  int stop = problem->block_first[problem->block[step] + 1];

  while (step < stop && problem->minute[step] < end)
    step++;
  return step;
}

static void
shut_rooms (PlnProblem *problem)
{
  const PlnMeeting *meeting = problem->meeting;

  problem->room_shut = g_new0 (int, (gsize) meeting->n_rooms * ((gsize) problem->n_steps + 1));
  for (int room = 0; room < meeting->n_rooms; room++)
    {
      int *shut = problem->room_shut + (gsize) room * ((gsize) problem->n_steps + 1);

      for (int k = 0; k < problem->n_steps; k++)
        {
          PlnInterval step = { problem->minute[k], problem->minute[k] + problem->grid };

          shut[k + 1] = shut[k] + (pln_spans_overlap (&meeting->rooms[room].unavailable, step) ? 1 : 0);
        }
    }
}

PlnProblem *
pln_problem_new (const PlnMeeting *meeting, const PlnForce *force, const PlnAgenda *previous)
{
  PlnProblem *problem = g_new0 (PlnProblem, 1);

  problem->meeting = meeting;
  problem->force = force;
  problem->grid = meeting->granularity;
  lay_steps (problem);
  pln_problem_price_items (problem);
  shut_rooms (problem);
  pln_problem_pair_topics (problem);
  pln_problem_price_duties (problem);
  if (previous)
    pln_problem_remember (problem, previous);
  return problem;
}

void
pln_problem_free (PlnProblem *problem)
{
  if (!problem)
    return;
  for (int item = 0; item < problem->meeting->n_items; item++)
    {
      g_free (problem->items[item].cost);
      g_free (problem->items[item].room_ok);
    }
  for (int t = 0; t < problem->meeting->n_topics; t++)
    {
      for (int g = 0; g < problem->n_guests[t]; g++)
        g_free (problem->guests[t][g].busy);
      g_free (problem->guests[t]);
    }
  g_free (problem->items);
  g_free (problem->guests);
  g_free (problem->n_guests);
  g_free (problem->minute);
  g_free (problem->block);
  g_free (problem->block_first);
  g_free (problem->block_capacity);
  g_free (problem->room_shut);
  g_free (problem->share_cast);
  g_free (problem->apart);
  g_free (problem->parallel);
  g_free (problem->transfer);
  g_free (problem->duty_cost);
  g_free (problem->open_cost);
  g_free (problem->previous_holder);
  g_free (problem);
}
