/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/arrange-job.h"

#include <string.h>

/* -- Neighbours in other rooms --------------------------------------------------------------------- */

/* An interval [s, e) pays if s < to and e > from (steps). */
static void
charge_between (PlnBeside *beside, int first, int width, int from, int to, gint64 amount)
{
  int met = CLAMP (from + 1 - first, 0, width - 1), left = CLAMP (to - first, 0, width - 1);

  if (from + 1 - first > width - 1 || to <= first)
    return;
  beside->any = true;
  beside->met[met] += amount;
  beside->left[left] += amount;
}

static void
clear_beside (PlnArrangeJob *job, PlnBeside *beside)
{
  size_t bytes = (size_t) (job->capacity + 2) * sizeof *beside->met;

  beside->any = true;
  memset (beside->met, 0, MIN (bytes, (size_t) job->arranger->width * sizeof *beside->met));
  memset (beside->left, 0, MIN (bytes, (size_t) job->arranger->width * sizeof *beside->left));
}

static gint64
link_amount (const PlnArrangeJob *job, int item, int neighbour, const PlnLink *link)
{
  const PlnProblem *problem = job->survey->problem;
  gint64 amount = link->parallel;

  if (link->apart)
    return PLN_ARRANGE_FORBIDDEN;
  for (int g = 0; g < link->n_guests; g++)
    amount += problem->guests[pln_arrange_topic (job, item)][job->survey->link_guests[link->first_guest + g]].weight;
  for (int g = 0; g < link->n_hosts; g++)
    amount += problem->guests[pln_arrange_topic (job, neighbour)][job->survey->link_guests[link->first_host + g]].weight;
  return amount;
}

static int
steps_up (const PlnProblem *problem, int minutes)
{
  return (minutes + problem->grid - 1) / problem->grid;
}

/* Items of a shared cast in other rooms keep a distance, from the block beside too. */
static void
keep_transfers (PlnArrangeJob *job, int k, PlnBeside *beside)
{
  const PlnSurvey *survey = job->survey;
  const PlnProblem *problem = survey->problem;
  const PlnSurveyTopic *topic = &survey->topics[pln_arrange_topic (job, job->sequence[k])];
  int n_rooms = survey->n_rooms, origin = problem->minute[job->first];

  for (int l = 0; l < topic->n_links; l++)
    {
      const PlnSurveyTopic *other = &survey->topics[topic->links[l].other];

      for (int part = 0; part < other->n_parts && topic->links[l].transfer; part++)
        {
          PlnSpot spot = job->state->spots[other->first_item + part];
          int room, start, end;

          if (spot.slot == PLN_LIFTED || pln_survey_room (survey, spot.slot) == job->room
              || other->first_item + part == job->sequence[k])
            continue;
          room = pln_survey_room (survey, spot.slot);
          start = problem->minute[spot.start] - problem->meeting->transfer[job->room * n_rooms + room];
          end = pln_problem_end_minute (problem, spot.start, spot.length)
                + problem->meeting->transfer[room * n_rooms + job->room];
          if (end <= origin || start >= origin + job->capacity * problem->grid)
            continue;
          start = start >= origin ? (start - origin) / problem->grid : -steps_up (problem, origin - start);
          end = steps_up (problem, end - origin);
          charge_between (beside, job->first, job->capacity + 1, job->first + start, job->first + end, PLN_ARRANGE_FORBIDDEN);
        }
    }
}

void
pln_arrange_look_beside (PlnArrangeJob *job, int k)
{
  const PlnSurvey *survey = job->survey;
  PlnBeside *beside = &job->arranger->beside[k];
  int item = job->sequence[k], n;
  const PlnLink *links = survey->topics[pln_arrange_topic (job, item)].links;

  beside->any = false;
  if (survey->topics[pln_arrange_topic (job, item)].n_links == 0)
    return;
  n = pln_state_near (job->state, item, job->room, job->block);
  if (n == 0 && !survey->problem->transfer)
    return;
  clear_beside (job, beside);
  beside->any = false;
  for (int x = 0; x < n; x++)
    {
      PlnSpot spot = job->state->spots[job->state->near[x]];
      gint64 amount = link_amount (job, item, job->state->near[x], &links[job->state->near_links[x]]);

      if (amount > 0)
        charge_between (beside, job->first, job->capacity + 1, spot.start, pln_spot_end (spot), amount);
    }
  if (survey->problem->transfer)
    keep_transfers (job, k, beside);
  job->state->ticks += job->capacity / 8;
  for (int step = 1; step <= job->capacity && beside->any; step++)
    {
      beside->met[step] += beside->met[step - 1];
      beside->left[step] += beside->left[step - 1];
    }
}
