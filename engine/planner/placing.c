/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/placing.h"

#include "planner/exact.h"
#include "planner/local.h"
#include "planner/master.h"

void
pln_placing_clear (PlnPlacing *placing)
{
  pln_draft_free (placing->draft);
  *placing = (PlnPlacing){ 0 };
}

/* A plan near the one at hand that places the topic. None costs less than the one at hand, so what costs as much is the
 * least. */
static void
seek_place (const PlnProblem *problem, const PlnKnownPlan *plan, int topic, gint64 ticks, PlnPlacing *placing)
{
  PlnLocalOptions options = PLN_LOCAL_OPTIONS_INIT;
  PlnLocalReport report;

  options.incumbent = plan->draft;
  options.place = topic;
  options.target = plan->cost;
  options.tick_limit = ticks;
  placing->draft = pln_local_search (problem, &options, &report);
  placing->cost = report.cost;
  placing->proved = placing->draft && placing->cost == plan->cost;
}

#define GLANCE_CONFLICTS 100
#define PROOF_CONFLICTS 400

/* Half of the way to the cost at hand, or a plan hardly dearer: cores stay far below the cost of a meeting where much is
 * left out, and more of the same search comes nowhere there. */
static bool
is_promising (const PlnExactReport *report, gint64 cost)
{
  return report->bound >= cost / 2 || report->cost - cost <= cost / 16;
}

/* Takes a plan that is cheaper than the one at hand, if there is one at hand. */
static void
ask (PlnExact *exact, const PlnKnownPlan *plan, gint64 conflicts, PlnPlacing *placing, PlnExactReport *report)
{
  PlnExactOptions options = { .cutoff = placing->draft ? placing->cost : G_MAXINT64, .conflicts = conflicts,
                              .incumbent = placing->draft ? placing->draft : plan->draft };
  PlnDraft *found = pln_exact_prove (exact, &options, report);

  if (!found)
    return;
  pln_draft_free (placing->draft);
  placing->draft = found;
  placing->cost = report->cost;
}

/* The least cost of plans that place the topic, as far as a short search can tell: after a glance only where that is
 * promising. */
static void
prove_place (const PlnProblem *problem, const PlnKnownPlan *plan, int topic, PlnPlacing *placing)
{
  gint64 cutoff = placing->draft ? placing->cost : G_MAXINT64;
  g_autoptr (PlnExact) exact = pln_exact_new (problem, !pln_exact_is_apt (problem, false), 0, cutoff, NULL);
  PlnExactReport report;

  pln_exact_place (exact, topic);
  ask (exact, plan, GLANCE_CONFLICTS, placing, &report);
  if (!report.proved && is_promising (&report, plan->cost))
    ask (exact, plan, PROOF_CONFLICTS, placing, &report);
  placing->proved = report.proved || (placing->draft && placing->cost == plan->cost);
  placing->bound = report.bound;
}

#define ASKED_COLUMNS_MOST 4000 /* a larger timed master takes longer to build than to plan the meeting with */

static bool
is_soon_asked (const PlnProblem *problem)
{
  return pln_exact_is_apt (problem, false)
         || (pln_exact_is_apt (problem, true) && pln_master_n_columns (problem, true) <= ASKED_COLUMNS_MOST);
}

void
pln_placing_find (const PlnProblem *problem, const PlnKnownPlan *plan, int topic, gint64 ticks, bool prove,
                  PlnPlacing *placing)
{
  seek_place (problem, plan, topic, ticks, placing);
  if (!placing->proved && prove && (plan->easy || !placing->draft) && is_soon_asked (problem))
    prove_place (problem, plan, topic, placing);
}
