/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Who serves where. Given the items, a duty is settled slot by slot: whoever costs least there with
 * all other duties as they are; annealing moves duties by themselves as well. */

#include "planner/state.h"

static int
holder (const PlnState *state, int role, int slot)
{
  return state->holders[role * state->survey->n_slots + slot];
}

static gint64
price_holder (const PlnState *state, int role, int slot, int person)
{
  const PlnSurvey *survey = state->survey;
  const PlnProblem *problem = survey->problem;
  const int *weights = survey->meeting->weights;
  int block = pln_survey_block (survey, slot), cell = role * survey->n_blocks + block;
  const PlnQueue *queue = &state->queues[slot];
  gint64 cost = person < 0 ? problem->open_cost[cell] : problem->duty_cost[cell * survey->n_people + person];

  if (problem->previous_holder)
    {
      int before = problem->previous_holder[pln_draft_holder_index (survey->meeting, role, block,
                                                                    pln_survey_room (survey, slot))];

      cost += before != PLN_NOT_THERE && before != person ? weights[PLN_TERM_ROLE_MOVED] : 0;
    }
  for (int k = 0; k < queue->n && person >= 0; k++)
    if (survey->in_cast[problem->items[queue->items[k]].topic * survey->n_people + person])
      cost += weights[PLN_TERM_ROLE_PRESENTING];
  return cost;
}

gint64
pln_state_price_duties (const PlnState *state, int slot)
{
  gint64 cost = 0;

  for (int role = 0; role < state->survey->n_roles && state->queues[slot].n > 0; role++)
    cost += price_holder (state, role, slot, holder (state, role, slot));
  return cost;
}

gint64
pln_state_price_repeats (const PlnState *state, int room, int day)
{
  const PlnSurvey *survey = state->survey;
  const PlnDay *blocks = &survey->meeting->days[day];
  int first = pln_survey_slot (survey, room, blocks->first_block), before = -1;
  gint64 cost = 0;

  for (int slot = first; slot < first + blocks->n_blocks && survey->n_roles > 0; slot++)
    {
      if (state->queues[slot].n == 0)
        continue;
      for (int role = 0; role < survey->n_roles && before >= 0; role++)
        if (holder (state, role, slot) >= 0 && holder (state, role, slot) == holder (state, role, before))
          cost += survey->meeting->weights[PLN_TERM_ROLE_REPEAT];
      before = slot;
    }
  return cost;
}

/* Is the person needed in the block by anything that is not in this slot? */
static bool
is_bound_elsewhere (const PlnState *state, int slot, int person)
{
  const PlnSurvey *survey = state->survey;
  const PlnQueue *queue = &state->queues[slot];
  int n = state->engaged[pln_survey_block (survey, slot) * survey->n_people + person];

  for (int role = 0; role < survey->n_roles && n > 0; role++)
    n -= holder (state, role, slot) == person;
  for (int k = 0; k < queue->n && n > 0; k++)
    n -= survey->in_cast[survey->problem->items[queue->items[k]].topic * survey->n_people + person];
  return n > 0;
}

bool
pln_state_can_serve (const PlnState *state, int role, int slot, int person)
{
  const PlnSurvey *survey = state->survey;
  int cell = role * survey->n_blocks + pln_survey_block (survey, slot);

  if (survey->problem->duty_cost[cell * survey->n_people + person] >= PLN_NEVER)
    return false;
  for (int other = 0; other < survey->n_roles; other++)
    if (other != role && holder (state, other, slot) == person)
      return false;
  return survey->n_rooms == 1 || !is_bound_elsewhere (state, slot, person);
}

/* The next used slot of the room on the same day, in either direction; -1: none. */
static int
used_beside (const PlnState *state, int slot, int direction)
{
  const PlnSurvey *survey = state->survey;
  const PlnDay *day = &survey->meeting->days[pln_survey_day (survey, slot)];
  int first = pln_survey_slot (survey, pln_survey_room (survey, slot), day->first_block);

  for (int other = slot + direction; other >= first && other < first + day->n_blocks; other += direction)
    if (state->queues[other].n > 0)
      return other;
  return -1;
}

int
pln_state_best_holder (PlnState *state, int role, int slot)
{
  const PlnSurvey *survey = state->survey;
  const PlnRole *mine = &survey->meeting->roles[role];
  const int *weights = survey->meeting->weights;
  int before = used_beside (state, slot, -1), after = used_beside (state, slot, 1), best = -1;
  gint64 least = price_holder (state, role, slot, -1);

  state->ticks += mine->n_pool;
  for (int k = 0; k < mine->n_pool; k++)
    {
      int person = mine->pool[k], load = state->load[role * survey->n_people + person];
      gint64 cost;

      if (holder (state, role, slot) == person)
        load--;
      cost = (gint64) weights[PLN_TERM_ROLE_LOAD] * load;
      if (cost >= least || !pln_state_can_serve (state, role, slot, person))
        continue;
      cost += price_holder (state, role, slot, person);
      cost += before >= 0 && holder (state, role, before) == person ? weights[PLN_TERM_ROLE_REPEAT] : 0;
      cost += after >= 0 && holder (state, role, after) == person ? weights[PLN_TERM_ROLE_REPEAT] : 0;
      if (cost < least)
        {
          least = cost;
          best = person;
        }
    }
  return best;
}

/* Duties in the block that items in other rooms now forbid. */
static void
release_block (PlnState *state, int block)
{
  const PlnSurvey *survey = state->survey;

  for (int slot = block; slot < survey->n_slots; slot += survey->n_blocks)
    for (int role = 0; role < survey->n_roles && state->queues[slot].n > 0; role++)
      {
        int person = holder (state, role, slot);

        if (person < 0 || !is_bound_elsewhere (state, slot, person))
          continue;
        pln_state_entrust (state, role, slot, -1);
        pln_state_entrust (state, role, slot, pln_state_best_holder (state, role, slot));
      }
}

void
pln_state_staff (PlnState *state)
{
  const PlnSurvey *survey = state->survey;
  int n = state->n_dirty_slots;

  for (int k = 0; k < n; k++)
    for (int role = 0; role < survey->n_roles && state->queues[state->dirty_slots[k]].n == 0; role++)
      pln_state_entrust (state, role, state->dirty_slots[k], -1);
  for (int k = 0; k < n && survey->n_rooms > 1; k++)
    release_block (state, pln_survey_block (survey, state->dirty_slots[k]));
  for (int k = 0; k < n; k++)
    for (int role = 0; role < survey->n_roles && state->queues[state->dirty_slots[k]].n > 0; role++)
      if (holder (state, role, state->dirty_slots[k]) < 0)
        pln_state_entrust (state, role, state->dirty_slots[k],
                           pln_state_best_holder (state, role, state->dirty_slots[k]));
}
