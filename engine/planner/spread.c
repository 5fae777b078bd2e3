/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How a plan is spread: idle time, late blocks, strangers inside clusters. */

#include "planner/state.h"

gint64
pln_state_price_slot (const PlnState *state, int slot)
{
  const PlnSurvey *survey = state->survey;
  const PlnQueue *queue = &state->queues[slot];
  const int *weights = survey->meeting->weights;
  int block = pln_survey_block (survey, slot), room = pln_survey_room (survey, slot);
  int start, end, idle;
  PlnSpot last;

  if (queue->n == 0)
    return 0;
  last = state->spots[queue->items[queue->n - 1]];
  start = survey->meeting->blocks[block].interval.start;
  end = pln_problem_end_minute (survey->problem, last.start, last.length);
  idle = end - start;
  for (int k = 0; k < queue->n; k++)
    idle -= state->spots[queue->items[k]].length * survey->problem->grid;
  if (survey->room_shuts[room])
    idle -= pln_spans_covered (&survey->meeting->rooms[room].unavailable, (PlnInterval){ start, end });
  return (gint64) weights[PLN_TERM_IDLE] * ((idle + 4) / 5) + (gint64) weights[PLN_TERM_LATE] * block;
}

/* Where a cluster's first item ends and its last one starts, on a day of a room. */
typedef struct
{
  int cluster, first_end, last_start;
} Reach;

#define MOST_REACHES 64

static void
stretch (const PlnState *state, int item, Reach *reaches, int *n)
{
  const PlnSurvey *survey = state->survey;
  const PlnSurveyTopic *topic = &survey->topics[survey->problem->items[item].topic];
  PlnSpot spot = state->spots[item];

  for (int c = 0; c < topic->n_clusters; c++)
    {
      int k = 0;

      while (k < *n && reaches[k].cluster != topic->clusters[c])
        k++;
      if (k == *n)
        reaches[(*n)++] = (Reach){ topic->clusters[c], pln_spot_end (spot), spot.start };
      reaches[k].first_end = MIN (reaches[k].first_end, pln_spot_end (spot));
      reaches[k].last_start = MAX (reaches[k].last_start, spot.start);
    }
}

static gint64
price_stranger (const PlnState *state, int item, const Reach *reaches, int n)
{
  const PlnSurvey *survey = state->survey;
  PlnSpot spot = state->spots[item];
  gint64 cost = 0;

  for (int k = 0; k < n; k++)
    if (reaches[k].first_end <= spot.start && reaches[k].last_start >= pln_spot_end (spot)
        && !survey->in_cluster[reaches[k].cluster * survey->n_topics + survey->problem->items[item].topic])
      cost += survey->meeting->clusters[reaches[k].cluster].weight;
  return cost;
}

gint64
pln_state_price_strangers (const PlnState *state, int room, int day)
{
  const PlnSurvey *survey = state->survey;
  const PlnDay *blocks = &survey->meeting->days[day];
  int first = pln_survey_slot (survey, room, blocks->first_block), n = 0;
  Reach few[MOST_REACHES], *reaches = few;
  g_autofree Reach *many = NULL;
  gint64 cost = 0;

  if (survey->n_clusters == 0)
    return 0;
  if (survey->n_clusters > MOST_REACHES)
    reaches = many = g_new (Reach, (gsize) survey->n_clusters);
  for (int slot = first; slot < first + blocks->n_blocks; slot++)
    for (int k = 0; k < state->queues[slot].n; k++)
      stretch (state, state->queues[slot].items[k], reaches, &n);
  for (int slot = first; slot < first + blocks->n_blocks && n > 0; slot++)
    for (int k = 0; k < state->queues[slot].n; k++)
      cost += price_stranger (state, state->queues[slot].items[k], reaches, n);
  return cost;
}
