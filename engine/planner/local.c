/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/local.h"

#include "planner/anneal.h"
#include "planner/construct.h"

typedef struct
{
  const PlnLocalOptions *options;
  PlnState *state;
  PlnAnneal anneal;
  PlnDraft *best; /* nullable */
  bool cut;
} Search;

static bool
is_over (gpointer data)
{
  Search *search = data;
  const PlnLocalOptions *options = search->options;

  if ((options->stop && *options->stop)
      || (options->deadline_us > 0 && g_get_monotonic_time () >= options->deadline_us))
    search->cut = true;
  return search->cut || search->anneal.best <= MAX (0, options->target)
         || (options->tick_limit > 0 && search->state->ticks >= options->tick_limit);
}

static void
keep_better (gpointer data)
{
  Search *search = data;

  if (!search->best)
    search->best = pln_draft_new (search->state->survey->meeting);
  pln_state_write (search->state, search->best);
  if (search->options->improved)
    search->options->improved (search->best, search->anneal.best, search->options->data);
}

/* -- Starting from a draft ------------------------------------------------------------------------- */

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

/* Takes the state to the draft, whose rules all hold. */
static void
take_draft (PlnState *state, const PlnDraft *draft)
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

/* -- The run --------------------------------------------------------------------------------------- */

/* Temperatures suit the usual weights, 5 to 30 a wish: at the first nearly any single wish may be
 * lost, at the last none. */
#define WARM (8 * 1024)
#define COLD (WARM / 20)

static void
run_rounds (Search *search)
{
  gint64 n_moves = 4096;

  while (pln_anneal_round (&search->anneal, n_moves, WARM, COLD))
    {
      if (search->best)
        take_draft (search->state, search->best);
      n_moves = MIN (n_moves * 2, (gint64) 1 << 40);
    }
}

static void
report_run (const Search *search, PlnLocalReport *report)
{
  if (report)
    *report = (PlnLocalReport){ search->best ? search->anneal.best : -1, search->state->ticks, search->anneal.moves,
                                search->cut };
}

PlnDraft *
pln_local_search (const PlnProblem *problem, const PlnLocalOptions *options, PlnLocalReport *report)
{
  g_autoptr (PlnSurvey) survey = pln_survey_new (problem);
  g_autoptr (PlnState) state = pln_state_new (survey);
  g_autoptr (PlnMover) mover = pln_mover_new (state, options->seed);
  Search search = { options, state, { mover, is_over, keep_better, NULL, G_MAXINT64, 0 }, NULL, false };
  gint64 cost;

  search.anneal.data = &search;
  if (options->incumbent && pln_local_price (problem, options->incumbent, &cost))
    take_draft (state, options->incumbent);
  pln_construct (mover, is_over, &search);
  run_rounds (&search);
  report_run (&search, report);
  return search.best;
}
