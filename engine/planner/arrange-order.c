/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/arrange-job.h"

/* -- Does the order keep the rules? ---------------------------------------------------------------- */

/* Marks what is glued; a follower must come right after the last part that it follows. */
static bool
glue (PlnArrangeJob *job)
{
  for (int k = 0; k < job->n; k++)
    {
      int item = job->sequence[k];
      const PlnSurveyTopic *topic = &job->survey->topics[pln_arrange_topic (job, item)];

      job->arranger->glued[k] = topic->head >= 0 && item == topic->first_item;
      if (job->arranger->glued[k])
        {
          const PlnSurveyTopic *head = &job->survey->topics[topic->head];

          if (k == 0 || job->sequence[k - 1] != head->first_item + head->n_parts - 1)
            return false;
        }
    }
  return true;
}

static bool
bond_allows (const PlnArrangeJob *job, int k, const PlnBond *bond)
{
  const PlnSurveyTopic *other = &job->survey->topics[bond->other];

  for (int part = 0; part < other->n_parts; part++)
    {
      int at = pln_arrange_place (job, other->first_item + part);

      if (at < 0)
        continue;
      if (bond->kind == PLN_BOND_OTHER_DAY || (bond->kind == PLN_BOND_AFTER && at > k)
          || (bond->kind == PLN_BOND_BEFORE && at < k))
        return false;
    }
  return true;
}

static bool
parts_allow (const PlnArrangeJob *job, int k)
{
  int item = job->sequence[k];
  const PlnSurveyTopic *topic = &job->survey->topics[pln_arrange_topic (job, item)];

  for (int part = 0; part < topic->n_parts; part++)
    {
      int other = topic->first_item + part, at = pln_arrange_place (job, other);
      bool next = other == item - 1 || other == item + 1;

      if (at < 0 || other == item)
        continue;
      if ((at < k) != (other < item))
        return false;
      if (next && (topic->spacing == PLN_SPACING_DIFFERENT_BLOCK || topic->spacing == PLN_SPACING_DIFFERENT_DAY))
        return false;
    }
  return true;
}

/* Is everything before (or after) place k of the same topic? */
static bool
is_outermost (const PlnArrangeJob *job, int k, int direction)
{
  for (int at = k + direction; at >= 0 && at < job->n; at += direction)
    if (pln_arrange_topic (job, job->sequence[at]) != pln_arrange_topic (job, job->sequence[k]))
      return false;
  return true;
}

static bool
positions_allow (const PlnArrangeJob *job)
{
  for (int k = 0; k < job->n; k++)
    {
      PlnPosition position = job->survey->topics[pln_arrange_topic (job, job->sequence[k])].position;

      if ((position == PLN_POSITION_FIRST || position == PLN_POSITION_DAY_FIRST) && !is_outermost (job, k, -1))
        return false;
      if ((position == PLN_POSITION_LAST || position == PLN_POSITION_DAY_LAST) && !is_outermost (job, k, 1))
        return false;
    }
  return true;
}

bool
pln_arrange_order_allows (PlnArrangeJob *job)
{
  if (!glue (job) || (job->survey->n_positioned > 0 && !positions_allow (job)))
    return false;
  for (int k = 0; k < job->n; k++)
    {
      const PlnSurveyTopic *topic = &job->survey->topics[pln_arrange_topic (job, job->sequence[k])];

      if (job->state->spots[job->sequence[k]].slot != PLN_LIFTED)
        continue;
      for (int b = 0; b < topic->n_hard; b++)
        if (!bond_allows (job, k, &topic->bonds[b]))
          return false;
      if (topic->n_parts > 1 && !parts_allow (job, k))
        return false;
    }
  return true;
}

/* -- What stands elsewhere ------------------------------------------------------------------------- */

static bool
bound_by_bond (const PlnArrangeJob *job, const PlnBond *bond, PlnArrangeWindow *window)
{
  const PlnSurveyTopic *other = &job->survey->topics[bond->other];

  for (int part = 0; part < other->n_parts; part++)
    {
      PlnSpot spot = job->state->spots[other->first_item + part];

      if (spot.slot == PLN_LIFTED || pln_arrange_place (job, other->first_item + part) >= 0)
        continue;
      if (bond->kind == PLN_BOND_AFTER)
        window->start_from = MAX (window->start_from, pln_spot_end (spot));
      else if (bond->kind == PLN_BOND_BEFORE)
        window->end_to = MIN (window->end_to, spot.start);
      else if ((pln_survey_day (job->survey, spot.slot) == pln_survey_day (job->survey, job->slot))
               != (bond->kind == PLN_BOND_SAME_DAY))
        return false;
    }
  return true;
}

static bool
spacing_allows (const PlnArrangeJob *job, PlnSpacing spacing, int slot)
{
  bool same_day = pln_survey_day (job->survey, slot) == pln_survey_day (job->survey, job->slot);

  switch (spacing)
    {
    case PLN_SPACING_DIFFERENT_BLOCK:
      return pln_survey_block (job->survey, slot) != job->block;
    case PLN_SPACING_DIFFERENT_DAY:
      return !same_day;
    case PLN_SPACING_SAME_DAY:
      return same_day;
    case PLN_SPACING_ANY:
      break;
    }
  return true;
}

static bool
bound_by_parts (const PlnArrangeJob *job, int item, PlnArrangeWindow *window)
{
  const PlnSurveyTopic *topic = &job->survey->topics[pln_arrange_topic (job, item)];

  for (int other = topic->first_item; other < topic->first_item + topic->n_parts; other++)
    {
      PlnSpot spot = job->state->spots[other];

      if (spot.slot == PLN_LIFTED || other == item || pln_arrange_place (job, other) >= 0)
        continue;
      if (other < item)
        window->start_from = MAX (window->start_from, pln_spot_end (spot));
      else
        window->end_to = MIN (window->end_to, spot.start);
      if ((other == item - 1 || other == item + 1) && !spacing_allows (job, topic->spacing, spot.slot))
        return false;
    }
  return true;
}

/* A topic with a position elsewhere binds this item. */
static void
bound_by_position (const PlnArrangeJob *job, int positioned, PlnArrangeWindow *window)
{
  const PlnSurveyTopic *topic = &job->survey->topics[positioned];

  for (int part = 0; part < topic->n_parts; part++)
    {
      PlnSpot spot = job->state->spots[topic->first_item + part];
      bool near;

      if (spot.slot == PLN_LIFTED || pln_arrange_place (job, topic->first_item + part) >= 0)
        continue;
      near = pln_survey_room (job->survey, spot.slot) == job->room
             && pln_survey_day (job->survey, spot.slot) == pln_survey_day (job->survey, job->slot);
      if (topic->position == PLN_POSITION_FIRST || (topic->position == PLN_POSITION_DAY_FIRST && near))
        window->start_from = MAX (window->start_from, spot.start);
      if (topic->position == PLN_POSITION_LAST || (topic->position == PLN_POSITION_DAY_LAST && near))
        window->end_to = MIN (window->end_to, pln_spot_end (spot));
    }
}

/* The item has a position itself: all others bind it. */
static void
bound_by_all (const PlnArrangeJob *job, int item, PlnPosition position, PlnArrangeWindow *window)
{
  bool of_day = position == PLN_POSITION_DAY_FIRST || position == PLN_POSITION_DAY_LAST;
  bool first = position == PLN_POSITION_FIRST || position == PLN_POSITION_DAY_FIRST;

  for (int slot = 0; slot < job->survey->n_slots; slot++)
    {
      const PlnQueue *queue = &job->state->queues[slot];

      if (queue->n == 0
          || (of_day
              && (pln_survey_room (job->survey, slot) != job->room
                  || pln_survey_day (job->survey, slot) != pln_survey_day (job->survey, job->slot))))
        continue;
      for (int k = 0; k < queue->n; k++)
        {
          PlnSpot spot = job->state->spots[queue->items[k]];

          if (pln_arrange_place (job, queue->items[k]) >= 0 || pln_arrange_topic (job, queue->items[k]) == pln_arrange_topic (job, item))
            continue;
          if (first)
            window->start_to = MIN (window->start_to, spot.start);
          else
            window->end_from = MAX (window->end_from, pln_spot_end (spot));
        }
    }
}

bool
pln_arrange_bound (PlnArrangeJob *job, int k)
{
  int item = job->sequence[k], topic = pln_arrange_topic (job, item);
  const PlnSurveyTopic *mine = &job->survey->topics[topic];
  PlnArrangeWindow *window = &job->arranger->windows[k];

  *window = (PlnArrangeWindow){ job->first, job->first + job->capacity, job->first, job->first + job->capacity };
  if (item == job->state->pinned)
    window->start_from = window->start_to = job->state->pinned_start;
  if (!mine->tied)
    return true;
  for (int b = 0; b < mine->n_hard; b++)
    if (!bound_by_bond (job, &mine->bonds[b], window))
      return false;
  if (mine->n_parts > 1 && !bound_by_parts (job, item, window))
    return false;
  for (int p = 0; p < job->survey->n_positioned; p++)
    if (job->survey->positioned[p] != topic)
      bound_by_position (job, job->survey->positioned[p], window);
  if (mine->position != PLN_POSITION_NONE)
    bound_by_all (job, item, mine->position, window);
  return window->start_from <= window->start_to && window->end_from <= window->end_to
         && window->start_from + job->survey->problem->items[item].least <= window->end_to;
}
