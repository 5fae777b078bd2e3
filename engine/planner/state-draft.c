/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Between states and drafts. */

#include "planner/state.h"

static PlnSpot
spot_in_draft (const PlnSurvey *survey, const PlnPlacement *placement)
{
  const PlnProblem *problem = survey->problem;

  for (int step = 0; step < problem->n_steps && placement->room >= 0; step++)
    if (problem->minute[step] == placement->start)
      return (PlnSpot){ pln_survey_slot (survey, placement->room, problem->block[step]), step,
                        placement->minutes / problem->grid };
  return (PlnSpot){ PLN_LIFTED, 0, 0 };
}

void
pln_state_read (PlnState *state, const PlnDraft *draft)
{
  const PlnSurvey *survey = state->survey;

  for (int item = 0; item < survey->n_items; item++)
    if (state->spots[item].slot != PLN_LIFTED)
      pln_state_lift (state, item);
  for (int item = 0; item < survey->n_items; item++)
    {
      PlnSpot spot = spot_in_draft (survey, &draft->items[item]);

      if (spot.slot != PLN_LIFTED)
        pln_state_stand (state, item, spot);
    }
  for (int role = 0; role < survey->n_roles; role++)
    for (int slot = 0; slot < survey->n_slots; slot++)
      pln_state_entrust (state, role, slot, -1);
  for (int role = 0; role < survey->n_roles; role++)
    for (int slot = 0; slot < survey->n_slots; slot++)
      if (state->queues[slot].n > 0)
        pln_state_entrust (
            state, role, slot,
            draft->holders[pln_draft_holder_index (survey->meeting, role, pln_survey_block (survey, slot),
                                                   pln_survey_room (survey, slot))]);
  pln_state_settle (state);
  pln_state_keep (state);
}

void
pln_state_write (const PlnState *state, PlnDraft *draft)
{
  const PlnSurvey *survey = state->survey;

  for (int item = 0; item < survey->n_items; item++)
    {
      PlnSpot spot = state->spots[item];

      draft->items[item] = (PlnPlacement){ -1, 0, 0 };
      if (spot.slot != PLN_LIFTED)
        draft->items[item] = (PlnPlacement){ pln_survey_room (survey, spot.slot), survey->problem->minute[spot.start],
                                             spot.length * survey->problem->grid };
    }
  for (int role = 0; role < survey->n_roles; role++)
    for (int slot = 0; slot < survey->n_slots; slot++)
      draft->holders[pln_draft_holder_index (survey->meeting, role, pln_survey_block (survey, slot),
                                             pln_survey_room (survey, slot))]
          = state->holders[role * survey->n_slots + slot];
}
