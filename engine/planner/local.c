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

static PlnSurvey *
survey_for (const PlnProblem *problem, const PlnLocalOptions *options)
{
  PlnSurvey *survey = pln_survey_new (problem);

  if (options->place >= 0)
    {
      survey->topics[options->place].must = true;
      survey->topics[options->place].drop_cost = 0;
    }
  return survey;
}

/* -- The run --------------------------------------------------------------------------------------- */

/* Temperatures suit the usual weights, 5 to 30 a wish: at the first nearly any single wish may be
 * lost, at the last none. */
#define WARM (6 * 1024)
#define COLD (WARM / 15)

/* The first round is short: a plan that will do. With a limit on work the second cools as slowly as
 * the limit allows, which serves better than starting again and again; without one each round is
 * several times as long as the one before. */
#define FIRST_ROUND 20000
#define MORE_TICKS 4

/* What places a topic is sought near the incumbent: it was measured that warmth loses more there than it finds. */
static void
run_rounds (Search *search)
{
  bool near = search->options->place >= 0;
  gint64 limit = search->options->tick_limit, n_ticks = near && limit > 0 ? limit : FIRST_ROUND;

  while (pln_anneal_round (&search->anneal, n_ticks, near ? COLD : WARM, COLD))
    {
      if (search->best)
        pln_state_read (search->state, search->best);
      n_ticks = limit > 0 ? MAX (1, limit - search->state->ticks) : MIN (n_ticks * MORE_TICKS, (gint64) 1 << 40);
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
  g_autoptr (PlnSurvey) survey = survey_for (problem, options);
  g_autoptr (PlnState) state = pln_state_new (survey);
  g_autoptr (PlnMover) mover = pln_mover_new (state, options->seed);
  Search search = { options, state, { mover, is_over, keep_better, NULL, G_MAXINT64, 0 }, NULL, false };
  gint64 cost;

  search.anneal.data = &search;
  if (options->incumbent && pln_local_price (problem, options->incumbent, &cost))
    pln_state_read (state, options->incumbent);
  pln_construct (mover, is_over, &search);
  run_rounds (&search);
  report_run (&search, report);
  return search.best;
}
