/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/arrange-job.h"

/* -- Left to right, if that is as cheap as can be -------------------------------------------------- */

bool
pln_arrange_pack (PlnArrangeJob *job)
{
  PlnArranger *arranger = job->arranger;
  bool idle_matters = job->survey->meeting->weights[PLN_TERM_IDLE] > 0;
  int at = job->first;

  for (int k = 0; k < job->n; k++)
    {
      int item = job->sequence[k], length = job->survey->problem->items[item].most;
      PlnSpot spot = job->state->spots[item];
      const PlnArrangeWindow *window = &arranger->windows[k];
      int start = !idle_matters && spot.slot != PLN_LIFTED && !arranger->glued[k] ? MAX (at, spot.start) : at;

      if (item == job->state->pinned && !idle_matters)
        start = MAX (start, job->state->pinned_start);
      if (start + length > job->first + job->capacity || start < window->start_from || start > window->start_to
          || start + length < window->end_from || start + length > window->end_to
          || pln_survey_cost (job->survey, item, job->room, start, length)
                 != job->survey->items[item].cheapest[job->block]
          || pln_arrange_price_beside (job, k, start, length) != 0)
        return false;
      arranger->starts[k] = start;
      arranger->lengths[k] = length;
      at = start + length;
    }
  return true;
}

/* -- The program ----------------------------------------------------------------------------------- */

/* Costs count fivefold, so that an idle step of any granularity is an integer. */
typedef struct
{
  int from, to; /* earliest and latest end of the item before, by what must fit around it */
  gint64 idle_step;
} Span;

static void
fill_row (PlnArrangeJob *job, int k, int from, int to)
{
  PlnArranger *arranger = job->arranger;
  const PlnSurvey *survey = job->survey;
  int item = job->sequence[k], width = arranger->width;
  const PlnProblemItem *mine = &survey->problem->items[item];
  const PlnArrangeWindow *window = &arranger->windows[k];
  gint64 idle_step = (gint64) survey->meeting->weights[PLN_TERM_IDLE] * survey->problem->grid;
  gint64 *exact = arranger->exact + (size_t) k * (size_t) width;
  int *length_at = arranger->length_at + (size_t) k * (size_t) width;
  const gint64 *before = NULL;

  if (k > 0)
    before = (arranger->glued[k] ? arranger->exact : arranger->upto) + (size_t) (k - 1) * (size_t) width;
  for (int e = 0; e <= job->capacity; e++)
    exact[e] = PLN_ARRANGE_NOWHERE;
  from = MAX (from, window->start_from);
  for (int c = survey->starts_first[job->block]; c < survey->starts_first[job->block + 1]; c++)
    {
      int start = survey->starts[c];
      gint64 base;

      if (start < from || start > window->start_to)
        continue;
      base = before ? before[start - job->first] : 0;
      if (base >= PLN_ARRANGE_NOWHERE)
        continue;
      for (int length = MIN (mine->most, MIN (to, window->end_to) - start); length >= mine->least; length--)
        {
          int cost = pln_survey_cost (survey, item, job->room, start, length);
          gint64 more, all;

          if (cost >= PLN_NEVER || start + length < window->end_from)
            continue;
          more = pln_arrange_price_beside (job, k, start, length);
          if (more >= PLN_ARRANGE_FORBIDDEN)
            continue;
          all = base + 5 * (cost + more) - idle_step * length;
          if (all < exact[start + length - job->first])
            {
              exact[start + length - job->first] = all;
              length_at[start + length - job->first] = length;
            }
        }
    }
}

static void
sum_row (PlnArrangeJob *job, int k)
{
  size_t row = (size_t) k * (size_t) job->arranger->width;
  const gint64 *exact = job->arranger->exact + row;
  gint64 *upto = job->arranger->upto + row;
  int *end_at = job->arranger->end_at + row;

  upto[0] = exact[0];
  end_at[0] = 0;
  for (int e = 1; e <= job->capacity; e++)
    {
      bool better = exact[e] < upto[e - 1];

      upto[e] = better ? exact[e] : upto[e - 1];
      end_at[e] = better ? e : end_at[e - 1];
    }
}

static void
trace_back (PlnArrangeJob *job, int end)
{
  PlnArranger *arranger = job->arranger;

  for (int k = job->n - 1; k >= 0; k--)
    {
      size_t row = (size_t) k * (size_t) arranger->width;
      int start;

      arranger->lengths[k] = arranger->length_at[row + (size_t) end];
      start = end - arranger->lengths[k];
      arranger->starts[k] = job->first + start;
      if (k > 0)
        end = arranger->glued[k] ? start : arranger->end_at[row - (size_t) arranger->width + (size_t) start];
    }
}

bool
pln_arrange_run_program (PlnArrangeJob *job)
{
  const PlnSurvey *survey = job->survey;
  gint64 idle_step = (gint64) survey->meeting->weights[PLN_TERM_IDLE] * survey->problem->grid, best = PLN_ARRANGE_NOWHERE;
  const gint64 *last;
  int before = 0, after = 0, end = -1;

  for (int k = 0; k < job->n; k++)
    after += survey->problem->items[job->sequence[k]].least;
  for (int k = 0; k < job->n; k++)
    {
      int least = survey->problem->items[job->sequence[k]].least;

      after -= least;
      fill_row (job, k, job->first + before, job->first + job->capacity - after);
      sum_row (job, k);
      before += least;
    }
  last = job->arranger->exact + (size_t) (job->n - 1) * (size_t) job->arranger->width;
  for (int e = 0; e <= job->capacity; e++)
    if (last[e] < PLN_ARRANGE_NOWHERE && last[e] + idle_step * e < best)
      {
        best = last[e] + idle_step * e;
        end = e;
      }
  job->state->ticks += (gint64) job->n * job->capacity / 4;
  if (end < 0)
    return false;
  trace_back (job, end);
  return true;
}
