/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The proof: a master, the solver's search over it, and the block program that answers each of its
 * assignments. What it finds is the best plan below a cutoff; what it says of costs holds for every
 * plan, whenever it is stopped. What one call learns serves the next. */

#include "planner/problem.h"

typedef struct _PlnExact PlnExact;

/* @timed: the start-indexed master (planner/master.h); else one room only, and no irregular time
 * @lp: 0: the solver asks no LP; 1: when its cores stall; 2: at once
 * @cutoff: plans that cost as much are not wanted, now and later; G_MAXINT64: all are
 * @stop: (nullable): ends searches when set; a search sets it too when it gives up
 * Returns: (transfer full) */
PlnExact *pln_exact_new (const PlnProblem *problem, bool timed, int lp, gint64 cutoff, int *stop);

/* Rooms one by one: what is in one at a time does not mind what is in another, which people would. No plan costs less than
 * the cheapest such assignment: that is the bound of its reports, and `proved` says that it is known. What it finds are
 * plans all the same. */
PlnExact *pln_exact_new_by_rooms (const PlnProblem *problem, int lp, gint64 cutoff, int *stop);
void pln_exact_free (PlnExact *exact);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnExact, pln_exact_free)

/* From now on only plans that place the topic count. */
void pln_exact_place (PlnExact *exact, int topic);

/* Items of a meeting that is proved sooner without being elaborated. */
#define PLN_EXACT_SMALL 30

/* States what follows from the rest and helps an LP: how many blocks are used, and what each two items of a block cost
 * there. Once is enough. */
void pln_exact_elaborate (PlnExact *exact);

typedef struct
{
  const PlnDraft *incumbent; /* nullable: hints */
  gint64 cutoff;    /* only plans that cost less are wanted; G_MAXINT64: all. Never higher than before */
  gint64 conflicts; /* limit of this proof; 0: none */
  gint64 ticks; /* limit of this call, units of work, some 30 million a second; 0: none */
  void (*improved) (const PlnDraft *draft, gint64 cost, gpointer data); /* nullable; the draft is lent */
  void (*raised) (gint64 bound, gpointer data); /* nullable */
  gpointer data;
} PlnExactOptions;

typedef struct
{
  bool proved;  /* no plan costs less than the one returned, or than the cutoff where none is */
  gint64 cost;  /* of the plan returned */
  gint64 bound; /* no plan costs less (than this or the cutoff) */
  bool gave_up; /* a block has more items than can be ordered: to search again would not help */
  gint64 conflicts, ticks, facts, lps; /* of all calls */
} PlnExactReport;

/* Searches until the least cost is proved, or a limit.
 * Returns: (transfer full) (nullable): the best plan below the cutoff that was found */
PlnDraft *pln_exact_prove (PlnExact *exact, const PlnExactOptions *options, PlnExactReport *report);

/* Better plans near a known one: parts of it are freed in turn (planner/neighbourhood.h) and searched
 * exactly while the rest stays, until the ticks are spent. Proves something only by chance.
 *
 * @options: incumbent, cutoff and ticks are required; the cutoff is the incumbent's cost
 * Returns: (transfer full) (nullable): the best plan below the cutoff that was found */
PlnDraft *pln_exact_improve (PlnExact *exact, const PlnExactOptions *options, unsigned seed, PlnExactReport *report);

#ifdef PLN_CHECK
/* The draft is a plan that costs @cost: a run that states, learns or sums up what excludes it, or prices it higher, while
 * it is cheaper than the cutoff aborts the program (solver/state.h).
 *
 * Returns: false where the solver does not find the draft's columns and duties at that price */
bool pln_exact_know (PlnExact *exact, const PlnDraft *draft, gint64 cost);
#endif

/* Can the master be built in reasonable memory, and is its way of seeing time exact for the problem? */
bool pln_exact_is_apt (const PlnProblem *problem, bool timed);

/* Is it worth while to see several rooms one by one? */
bool pln_exact_is_apt_by_rooms (const PlnProblem *problem);

typedef enum
{
  PLN_EXACT_UNKNOWN, /* stopped, or too hard */
  PLN_EXACT_POSSIBLE,
  PLN_EXACT_IMPOSSIBLE,
} PlnExactAnswer;

/* Is there any plan at all that keeps the statements in force? Costs do not matter.
 *
 * @stop: (nullable)
 * @conflicts: limit; 0: none
 * @plan: (out) (nullable) (transfer full): one, where it is possible; nobody on duty */
PlnExactAnswer pln_exact_feasible (const PlnProblem *problem, const int *stop, gint64 conflicts, PlnDraft **plan);

/* The same, and where it is impossible: topics whose `must` makes it so. A small set, by the core
 * of one search; whether each is needed is not proved.
 *
 * @shrink: make the set smaller by further searches
 * @topics: (out) [n_topics]: filled in where impossible */
PlnExactAnswer pln_exact_must_core (const PlnProblem *problem, bool shrink, const int *stop, bool *topics);
