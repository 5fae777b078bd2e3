/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/problem-build.h"

#include <string.h>

static int
duty_price (const PlnMeeting *meeting, const PlnPerson *person, PlnInterval block)
{
  int cost = 0;

  if (!pln_person_is_free (person, block))
    return PLN_NEVER;
  for (int w = 0; w < person->n_soft; w++)
    if (pln_spans_overlap (&person->soft[w].spans, block))
      cost += person->soft[w].weight;
  if (person->has_comfort && !pln_spans_contain (&person->comfort, block))
    cost += meeting->weights[PLN_TERM_COMFORT];
  return cost;
}

void
pln_problem_price_duties (PlnProblem *problem)
{
  const PlnMeeting *meeting = problem->meeting;
  gsize n_people = (gsize) MAX (1, meeting->n_people), cells = (gsize) MAX (1, meeting->n_roles * meeting->n_blocks);

  problem->duty_cost = g_new (int, cells * n_people);
  problem->open_cost = g_new0 (int, cells);
  for (gsize k = 0; k < cells * n_people; k++)
    problem->duty_cost[k] = PLN_NEVER;
  for (int role = 0; role < meeting->n_roles; role++)
    for (int block = 0; block < meeting->n_blocks; block++)
      {
        int cell = role * meeting->n_blocks + block;

        for (int k = 0; k < meeting->roles[role].n_pool; k++)
          {
            int person = meeting->roles[role].pool[k];
            int cost = duty_price (meeting, &meeting->people[person], meeting->blocks[block].interval);

            problem->duty_cost[(gsize) cell * n_people + (gsize) person] = cost;
            if (cost < PLN_NEVER)
              problem->open_cost[cell] = meeting->weights[PLN_TERM_ROLE_OPEN];
          }
      }
}

static int
block_starting_at (const PlnMeeting *meeting, int minute)
{
  for (int block = 0; block < meeting->n_blocks; block++)
    if (meeting->blocks[block].interval.start == minute)
      return block;
  return -1;
}

static int
earlier_holder (const PlnMeeting *meeting, const PlnAgendaBlock *block, int role)
{
  for (int k = 0; k < block->n_duties; k++)
    if (strcmp (block->duties[k].role, meeting->roles[role].id) == 0)
      {
        int person = block->duties[k].person ? pln_meeting_find_person (meeting, block->duties[k].person) : -1;

        return block->duties[k].person && person < 0 ? PLN_ELSEWHERE : person;
      }
  return -1;
}

static void
remember_block (PlnProblem *problem, const PlnAgendaBlock *earlier)
{
  const PlnMeeting *meeting = problem->meeting;
  int block = block_starting_at (meeting, earlier->start.minute), room = pln_meeting_find_room (meeting, earlier->room);

  for (int k = 0; k < earlier->n_items; k++)
    {
      int index = pln_meeting_find_item (meeting, earlier->items[k].id), at;

      if (index < 0)
        continue;
      at = pln_meeting_find_room (meeting, earlier->items[k].room);
      problem->items[index].previous_room = at >= 0 ? at : PLN_ELSEWHERE;
      problem->items[index].previous_start = earlier->items[k].start.minute;
    }
  if (block < 0 || room < 0 || earlier->n_items == 0)
    return;
  for (int role = 0; role < meeting->n_roles; role++)
    problem->previous_holder[pln_draft_holder_index (meeting, role, block, room)] = earlier_holder (meeting, earlier, role);
}

void
pln_problem_remember (PlnProblem *problem, const PlnAgenda *previous)
{
  const PlnMeeting *meeting = problem->meeting;
  int n_holders = meeting->n_roles * meeting->n_blocks * meeting->n_rooms;

  problem->previous_holder = g_new (int, (gsize) MAX (1, n_holders));
  for (int cell = 0; cell < n_holders; cell++)
    problem->previous_holder[cell] = PLN_NOT_THERE;
  for (int d = 0; d < previous->n_days; d++)
    for (int b = 0; b < previous->days[d].n_blocks; b++)
      remember_block (problem, &previous->days[d].blocks[b]);
}
