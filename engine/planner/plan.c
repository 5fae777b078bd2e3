/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/plan.h"

#include "model/verify.h"
#include "planner/exact.h"
#include "planner/excerpt.h"
#include "planner/explain.h"
#include "planner/limit.h"
#include "planner/local.h"
#include "planner/master.h"
#include "planner/musts.h"
#include "planner/shares.h"
#include "planner/tidy.h"
#include "solver/lp.h"

#include <string.h>

/* The run: a first plan by local search, then the proof, then local search again for as long as
 * there is time. What each finds is kept in one place; who is to go on is decided by work done, never
 * by the clock. */

G_DEFINE_QUARK (pln-plan-error-quark, pln_plan_error)

typedef struct
{
  const PlnMeeting *meeting;
  const PlnPlanOptions *options;
  PlnLimit *limit;
  PlnProblem *problem;
  PlnShares *shares;
  PlnDraft *best; /* nullable */
  gint64 cost;    /* of best; G_MAXINT64 without one */
  gint64 bound;
  bool *impossible; /* [n_topics]: topics of which no plan places all that must be; nullable */
  bool proved; /* no plan costs less than `cost`; without a plan: there is none */
  gint64 ticks; /* of the proof */
  bool leant_on_lp; /* the proof did */
} Run;

static bool
uses (const Run *run, const char *technique)
{
  g_autofree char *off = g_strdup_printf ("-%s", technique);
  g_auto (GStrv) names = NULL;

  if (!run->options->techniques)
    return true;
  names = g_strsplit (run->options->techniques, ",", -1);
  return !g_strv_contains ((const char *const *) names, off);
}

static void
tell (const Run *run)
{
  PlnProgress progress = { pln_limit_seconds (run->limit), run->best ? run->cost : -1, run->bound };

  if (run->options->progress)
    run->options->progress (&progress, run->options->progress_data);
}

static void
improved (const PlnDraft *draft, gint64 cost, gpointer data)
{
  Run *run = data;

  if (cost >= run->cost)
    return;
  pln_draft_free (run->best);
  run->best = pln_draft_copy (draft);
  run->cost = cost;
  tell (run);
}

static void
raised (gint64 bound, gpointer data)
{
  Run *run = data;

  if (bound <= run->bound)
    return;
  run->bound = MIN (bound, run->cost);
  tell (run);
}

static bool
is_done (const Run *run)
{
  return run->proved || pln_limit_is_reached (run->limit);
}

/* -- Bounds ---------------------------------------------------------------------------------------- */

static void
bound_by_items (Run *run)
{
  gint64 bound = pln_shares_bound (run->shares);

  if (bound == G_MAXINT64)
    run->proved = true; /* and no plan: infeasible */
  else
    raised (bound, run);
}

static void
compare_bound (Run *run)
{
  if (run->best && run->bound >= run->cost)
    run->proved = true;
}

#define MUST_CONFLICTS 1000 /* of each question; twice as many each round */

/* While there is no plan: do some topics rule each other out? */
static void
doubt_musts (Run *run, unsigned round)
{
  run->impossible = pln_musts_find_impossible (run->problem, MUST_CONFLICTS << MIN (round, 20), pln_limit_flag (run->limit));
  pln_limit_resume (run->limit);
  run->proved = run->impossible != NULL;
}

/* -- Searches -------------------------------------------------------------------------------------- */

/* @fresh: begin with nothing, to come down elsewhere */
static void
search_locally (Run *run, unsigned seed, gint64 ticks, bool fresh)
{
  PlnLocalOptions options = PLN_LOCAL_OPTIONS_INIT;
  PlnLocalReport report;
  g_autoptr (PlnDraft) found = NULL;

  options.seed = seed;
  options.tick_limit = ticks;
  options.deadline_us = pln_limit_deadline (run->limit);
  options.stop = run->options->stop;
  options.incumbent = fresh ? NULL : run->best;
  options.target = run->bound;
  options.improved = improved;
  options.data = run;
  found = pln_local_search (run->problem, &options, &report);
  if (found)
    improved (found, report.cost, run);
  compare_bound (run);
}

/* Takes over what an exact search found. Returns: false where there is no sense in searching again */
static bool
take (Run *run, const PlnDraft *found, const PlnExactReport *report)
{
  if (found)
    improved (found, report->cost, run);
  if (report->proved)
    run->proved = true;
  else
    raised (report->bound, run);
  run->ticks = report->ticks;
  run->leant_on_lp = report->lps > 0;
  compare_bound (run);
  pln_limit_resume (run->limit);
  return !report->gave_up;
}

static PlnExactOptions
exact_options (Run *run, gint64 ticks)
{
  return (PlnExactOptions){ .incumbent = run->best, .cutoff = run->cost, .ticks = ticks,
                            .improved = improved, .raised = raised, .data = run };
}

#define NEARBY_PART 4 /* of the work of the proof, for search near the best plan after it */

/* The proof, as far as the work goes, and exact search near the best plan.
 * Returns: false where there is no sense in doing so again */
static bool
search_exactly (Run *run, PlnExact *exact, gint64 ticks, unsigned seed)
{
  PlnExactOptions options = exact_options (run, ticks);
  PlnExactReport report;
  g_autoptr (PlnDraft) found = pln_exact_prove (exact, &options, &report), near = NULL;

  if (!take (run, found, &report))
    return false;
  if (is_done (run) || !run->best || !uses (run, "nearby"))
    return true;
  options = exact_options (run, ticks / NEARBY_PART);
  near = pln_exact_improve (exact, &options, seed, &report);
  return take (run, near, &report);
}

/* Work for the bound from groups of topics: what is soon done, then little beside the search for plans while that gets on,
 * and as much as its next round once it does not. */
#define FIRST_SHARES 1500000
#define SHARES_PART 16
#define STALLED 2 /* rounds without a better plan: one that began with the best and one that began afresh */

static gint64
shares_ticks (gint64 ticks, unsigned n_stalled)
{
  return n_stalled < STALLED ? MAX (FIRST_SHARES, ticks / SHARES_PART) : 2 * ticks;
}

/* Returns: false where there is no sense in doing so again, but for a better plan */
static bool
bound_by_shares (Run *run, gint64 ticks)
{
  PlnSharesOptions options = { .best = run->best, .cost = run->cost, .ticks = ticks, .lp = uses (run, "lp"),
                               .limit = run->limit, .improved = improved, .raised = raised, .data = run };
  bool more = pln_shares_raise (run->shares, &options);

  compare_bound (run);
  return more;
}

typedef struct
{
  PlnExact *exact; /* nullable: not yet */
  bool closed;     /* there is no sense in asking again */
  int n_idle;      /* rounds in a row that raised the bound by little */
} Rooms;

#define ROOMS_PART 2 /* of the work of the others */
#define GAIN_PART 64 /* of what lies between bound and cost: less is little */
#define IDLE_MOST 3

static void
note_gain (Run *run, Rooms *rooms, gint64 before)
{
  gint64 gap = run->best ? run->cost - before : run->bound;

  rooms->n_idle = run->bound > before && (run->bound - before) * GAIN_PART >= gap ? 0 : rooms->n_idle + 1;
  rooms->closed = rooms->closed || rooms->n_idle == IDLE_MOST;
}

/* The bound from rooms seen one by one, as long as it rises. */
static void
bound_by_rooms (Run *run, Rooms *rooms, gint64 ticks)
{
  PlnExactOptions options = exact_options (run, ticks);
  gint64 before = run->bound;
  PlnExactReport report;
  g_autoptr (PlnDraft) found = NULL;

  if (!rooms->exact)
    {
      rooms->exact = pln_exact_new_by_rooms (run->problem, uses (run, "lp"), run->cost, pln_limit_flag (run->limit));
      pln_exact_elaborate (rooms->exact);
    }
  found = pln_exact_prove (rooms->exact, &options, &report);
  if (found)
    improved (found, report.cost, run);
  if (report.bound == G_MAXINT64)
    run->proved = true; /* not even so is there a plan */
  else
    raised (report.bound, run);
  rooms->closed = report.proved || report.gave_up;
  note_gain (run, rooms, before);
  compare_bound (run);
  pln_limit_resume (run->limit);
}

/* Work for a first plan: in one room enough to be near the best, little beside the proof of a small
 * meeting, and more than in proportion for large ones, whose proofs need a good plan; where proofs are
 * far, as much as makes a good plan. */
static gint64
first_ticks (const Run *run, bool untimed)
{
  gint64 n = run->meeting->n_items;

  return 5000 + (untimed ? 1000 * n * CLAMP (n * n / 400, 1, 16) : 15000 * n);
}

#define FIRST_PROOF 1500000 /* ticks: small meetings need no more, others are searched better from a better plan */

#define NEAR 64 /* parts of the cost */
#define NEAR_PART 8

/* Where the bound is near, local search finds little, and gets but a part of its work. */
static gint64
local_ticks (const Run *run, gint64 ticks)
{
  bool near = run->best && (run->cost - run->bound) * NEAR <= run->cost;

  return near ? ticks / NEAR_PART : ticks;
}

#define LONG 100 /* items: proofs of longer meetings are far */

/* Ticks of the proof for one of local search: in one room most of the time, since those of an LP last longer. */
static gint64
proof_share (const Run *run, bool untimed)
{
  return untimed && run->meeting->n_items <= LONG ? 2 : 1;
}

#define TIMED_LP_COLUMNS 4000 /* the LP of a larger timed master takes seconds and says little */

static PlnExact *
make_exact (Run *run, bool untimed)
{
  bool lp = uses (run, "lp") && (untimed || pln_master_n_columns (run->problem, true) <= TIMED_LP_COLUMNS);

  return pln_exact_new (run->problem, !untimed, lp, run->cost, pln_limit_flag (run->limit));
}

#define DEMANDING 30  /* items: cores hardly ever prove so many */
#define UNDEMANDING 15 /* items: cores prove them, however much is asked */

/* Will the proof need an LP? Likely for many items, and for fewer where nearly all time is asked for. */
static bool
is_demanding (const Run *run)
{
  const PlnProblem *problem = run->problem;
  int asked = 0, there = 0;

  for (int item = 0; item < run->meeting->n_items; item++)
    asked += problem->items[item].most;
  for (int block = 0; block < run->meeting->n_blocks; block++)
    there += problem->block_capacity[block];
  return run->meeting->n_items >= DEMANDING || (run->meeting->n_items > UNDEMANDING && asked * 20 > there * 19);
}

/* Is it time to elaborate? Most small meetings are proved in the first round, with fewer rows in less time. */
static bool
is_to_elaborate (const Run *run, unsigned round)
{
  bool small = uses (run, "small") && run->meeting->n_items <= PLN_EXACT_SMALL;

  return round == (small ? 1 : 0);
}

#define TICKS_MOST ((gint64) 1 << 40) /* hours: a round may also end at once, having nothing left to do */

/* Local search, the proof, and exact search near the best plan in turn, each round several times as
 * long as the one before. */
static void
search (Run *run)
{
  bool local = uses (run, "anneal"), untimed = uses (run, "block") && pln_exact_is_apt (run->problem, false);
  bool exact = uses (run, "master") && (untimed || pln_exact_is_apt (run->problem, true));
  bool limited = pln_limit_deadline (run->limit) != 0;
  bool shares = uses (run, "shares") && run->meeting->n_rooms > 1;
  Rooms rooms = { .closed = !uses (run, "rooms") || !pln_exact_is_apt_by_rooms (run->problem) };
  g_autoptr (PlnExact) master = NULL;
  gint64 ticks = first_ticks (run, untimed), shared = G_MAXINT64;
  unsigned n_stalled = 0;

  bound_by_items (run);
  if (exact && untimed && uses (run, "lp") && is_demanding (run))
    pln_lp_prepare ();
  for (unsigned round = 0; !is_done (run); round++)
    {
      gint64 before = run->cost;

      if (local)
        search_locally (run, run->options->seed + round, exact ? local_ticks (run, ticks) : ticks, round % 2 == 1);
      if (!run->best && run->meeting->n_rooms > 1 && !is_done (run))
        doubt_musts (run, round);
      if (exact && !master && !is_done (run))
        master = make_exact (run, untimed);
      if (exact && !is_done (run) && is_to_elaborate (run, round))
        pln_exact_elaborate (master);
      if (exact && !is_done (run))
        exact = search_exactly (run, master, MAX (FIRST_PROOF, proof_share (run, untimed) * ticks),
                                run->options->seed + round);
      n_stalled = run->cost < before ? 0 : n_stalled + 1;
      if (shares && run->best && run->cost < shared && !is_done (run)
          && !bound_by_shares (run, shares_ticks (ticks, n_stalled)))
        shared = run->cost;
      if (!rooms.closed && !is_done (run))
        bound_by_rooms (run, &rooms, MAX (FIRST_PROOF, ticks / ROOMS_PART));
      if ((!limited && !exact && rooms.closed) || (!local && !exact))
        break;
      ticks = MIN (ticks * (untimed ? 4 : 2), TICKS_MOST);
    }
  pln_exact_free (rooms.exact);
}

/* -- The answer ------------------------------------------------------------------------------------ */

static PlnStatus
status_of (const Run *run)
{
  if (run->best)
    return run->proved ? PLN_STATUS_OPTIMAL : PLN_STATUS_FEASIBLE;
  return run->proved ? PLN_STATUS_INFEASIBLE : PLN_STATUS_UNKNOWN;
}

/* The judge has the last word on every plan. */
static bool
is_judged_clean (const Run *run, const PlnAgenda *agenda, GError **error)
{
  g_autoptr (PlnVerdict) verdict = pln_verify (run->meeting, agenda, run->options->previous);

  if (verdict->broken->len > 0 || verdict->form->len > 0)
    {
      const PlnBroken *broken = verdict->broken->len > 0 ? verdict->broken->pdata[0] : verdict->form->pdata[0];

      g_set_error (error, PLN_PLAN_ERROR, PLN_PLAN_ERROR_DEFECT, "internal defect: the plan breaks %s: %s",
                   broken->rule ? broken->rule : "its form", broken->text);
      return false;
    }
  if (verdict->cost != run->cost || run->bound > run->cost)
    {
      g_set_error (error, PLN_PLAN_ERROR, PLN_PLAN_ERROR_DEFECT,
                   "internal defect: the plan costs %" G_GINT64_FORMAT ", the search says %" G_GINT64_FORMAT " of at least %" G_GINT64_FORMAT,
                   verdict->cost, run->cost, run->bound);
      return false;
    }
  return true;
}

/* Where few topics are to blame they are explained alone: what is said of them holds of the whole. Statements about rooms
 * will be left out, so all rooms must be there. */
static void
explain_infeasible (const Run *run, PlnReasons *reasons)
{
  g_autoptr (PlnExcerpt) excerpt = run->impossible ? pln_excerpt_new_in_all_rooms (run->meeting, run->impossible) : NULL;

  pln_explain_infeasible (excerpt ? excerpt->meeting : run->meeting, pln_limit_flag (run->limit), reasons);
}

static PlnAgenda *
answer (Run *run, GError **error)
{
  PlnAgendaFacts facts = { .status = status_of (run), .stamp = run->options->stamp, .seed = run->options->seed };
  PlnKnownPlan plan = { .draft = run->best, .cost = run->cost, .ticks = run->ticks, .easy = !run->leant_on_lp,
                        .proved = run->proved && !pln_limit_is_reached (run->limit) };
  g_auto (PlnReasons) reasons = { 0 };
  g_autoptr (PlnAgenda) agenda = NULL;

  if (run->best && run->proved)
    run->bound = run->cost;
  facts.previous = run->options->previous;
  facts.bound = run->bound;
  facts.stopped = run->proved ? NULL : pln_limit_reason (run->limit);
  if (run->best)
    pln_explain_unplaced (run->problem, &plan, run->options->threads, &reasons);
  else if (run->proved)
    explain_infeasible (run, &reasons);
  facts.why = reasons.why;
  facts.conflicts = reasons.conflicts;
  facts.n_conflicts = reasons.n_conflicts;
  agenda = pln_agenda_new (run->meeting, run->best, &facts);
  if (run->best && !is_judged_clean (run, agenda, error))
    return NULL;
  return g_steal_pointer (&agenda);
}

PlnAgenda *
pln_plan (const PlnMeeting *meeting, const PlnPlanOptions *options, GError **error)
{
  g_autoptr (PlnLimit) limit = NULL;
  g_autoptr (PlnProblem) problem = NULL;
  g_autoptr (PlnShares) shares = NULL;
  Run run = { .meeting = meeting, .options = options, .cost = G_MAXINT64 };
  PlnAgenda *agenda;

  g_return_val_if_fail (meeting && options && (!error || !*error), NULL);
  run.limit = limit = pln_limit_new (options->time_limit_ms, options->stop);
  run.problem = problem = pln_problem_new (meeting, NULL, options->previous);
  run.shares = shares = pln_shares_new (problem, options->previous);
  search (&run);
  pln_lp_settle ();
  if (run.best && !pln_limit_is_reached (limit))
    pln_tidy (problem, run.best, run.cost);
  agenda = answer (&run, error);
  pln_draft_free (run.best);
  g_free (run.impossible);
  return agenda;
}
