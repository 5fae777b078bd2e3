/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The times of one slot for a given order of its items: a dynamic program over the end of the k-th
 * item, with its length free between least and most. Two short cuts come before it: the order breaks
 * a rule, or every item standing right after the one before costs the least it can cost.
 *
 * Costs that are not an item's own or a pair's with an item in another room (clusters, several items
 * that keep the same guest away, rounding of idle time) are left to the state's own accounts: the
 * program may then miss the best times, never the price.
 */

#include "planner/arrange-job.h"

PlnArranger *
pln_arranger_new (const PlnSurvey *survey)
{
  PlnArranger *arranger = g_new0 (PlnArranger, 1);
  gsize n = (gsize) survey->longest + 1, width = (gsize) survey->widest + 1;

  arranger->width = (int) width;
  arranger->place = g_new0 (int, (gsize) survey->n_items + 1);
  arranger->stamp = g_new0 (int, (gsize) survey->n_items + 1);
  arranger->windows = g_new (PlnArrangeWindow, n);
  arranger->glued = g_new (bool, n);
  arranger->beside = g_new0 (PlnBeside, n);
  arranger->starts = g_new (int, n);
  arranger->lengths = g_new (int, n);
  arranger->exact = g_new (gint64, n * width);
  arranger->upto = g_new (gint64, n * width);
  arranger->length_at = g_new (int, n *width);
  arranger->end_at = g_new (int, n *width);
  if (survey->n_rooms > 1)
    {
      arranger->beside_cells = g_new (gint64, 2 * n * width);
      for (gsize k = 0; k < n; k++)
        {
          arranger->beside[k].met = arranger->beside_cells + 2 * k * width;
          arranger->beside[k].left = arranger->beside_cells + (2 * k + 1) * width;
        }
    }
  return arranger;
}

void
pln_arranger_free (PlnArranger *arranger)
{
  if (!arranger)
    return;
  g_free (arranger->place);
  g_free (arranger->stamp);
  g_free (arranger->windows);
  g_free (arranger->glued);
  g_free (arranger->beside);
  g_free (arranger->beside_cells);
  g_free (arranger->starts);
  g_free (arranger->lengths);
  g_free (arranger->exact);
  g_free (arranger->upto);
  g_free (arranger->length_at);
  g_free (arranger->end_at);
  g_free (arranger);
}

/* -- All together ---------------------------------------------------------------------------------- */

static void
apply (PlnArrangeJob *job)
{
  PlnState *state = job->state;

  for (int k = 0; k < job->n; k++)
    {
      PlnSpot *spot = &state->spots[job->sequence[k]];
      PlnSpot next = { job->slot, job->arranger->starts[k], job->arranger->lengths[k] };

      if (spot->slot == PLN_LIFTED || (spot->start == next.start && spot->length == next.length))
        continue;
      pln_state_lift (state, job->sequence[k]);
    }
  for (int k = 0; k < job->n; k++)
    if (state->spots[job->sequence[k]].slot == PLN_LIFTED)
      pln_state_stand (state, job->sequence[k],
                       (PlnSpot){ job->slot, job->arranger->starts[k], job->arranger->lengths[k] });
}

static bool
fits (const PlnArrangeJob *job)
{
  int sum = 0;

  for (int k = 0; k < job->n; k++)
    {
      int item = job->sequence[k];

      sum += job->survey->problem->items[item].least;
      if (job->survey->items[item].cheapest[job->block] >= PLN_NEVER
          || !job->survey->problem->items[item].room_ok[job->room])
        return false;
    }
  return sum <= job->capacity;
}

static void
index_sequence (PlnArrangeJob *job)
{
  PlnArranger *arranger = job->arranger;

  arranger->now++;
  for (int k = 0; k < job->n; k++)
    {
      arranger->place[job->sequence[k]] = k;
      arranger->stamp[job->sequence[k]] = arranger->now;
    }
}

bool
pln_state_arrange (PlnState *state, int slot, const int *sequence, int n)
{
  const PlnSurvey *survey = state->survey;
  int block = pln_survey_block (survey, slot);
  PlnArrangeJob job = { state,
              survey,
              state->arranger,
              sequence,
              n,
              slot,
              pln_survey_room (survey, slot),
              block,
              survey->problem->block_first[block],
              survey->problem->block_capacity[block] };

  state->ticks += n;
  if (n == 0)
    return true;
  if (n > survey->longest || !fits (&job))
    return false;
  index_sequence (&job);
  if (!pln_arrange_order_allows (&job))
    return false;
  for (int k = 0; k < n; k++)
    if (!pln_arrange_bound (&job, k))
      return false;
  for (int k = 0; k < n; k++)
    pln_arrange_look_beside (&job, k);
  if (!pln_arrange_pack (&job) && !pln_arrange_run_program (&job))
    return false;
  apply (&job);
  return true;
}
