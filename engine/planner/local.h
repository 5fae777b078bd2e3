/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* A good plan at once, and better ones while there is time: construction, then annealing with moves
 * that keep every hard rule. Topics that do not fit stand aside at their drop cost, a `must` at a
 * weight that grows the longer it waits; a plan counts only when no `must` stands aside.
 *
 * Proves nothing: that no plan was found does not say that there is none.
 *
 * Deterministic in problem, seed, incumbent, target and tick limit. A deadline or a stop flag only
 * cuts the search: what it returns then is what it had found up to there.
 */

#include "planner/problem.h"

#include <signal.h>

typedef struct
{
  unsigned seed;
  gint64 tick_limit; /* units of work, about 10-50 million a second; 0: none */
  gint64 deadline_us; /* of g_get_monotonic_time (); 0: none */
  volatile sig_atomic_t *stop; /* nullable: set to non-zero to stop the search */
  const PlnDraft *incumbent; /* nullable: where to start from; topics that break a rule are taken out */
  int place; /* a topic that counts as a `must`, to be placed near the incumbent; -1: none */
  gint64 target; /* stop at a plan that costs no more, such as a proved bound; 0 is always such */
  /* (nullable): called at every better plan, from the searching thread; the draft is only lent. */
  void (*improved) (const PlnDraft *draft, gint64 cost, gpointer data);
  gpointer data;
} PlnLocalOptions;

#define PLN_LOCAL_OPTIONS_INIT                                                                                         \
  {                                                                                                                    \
    .seed = 1, .place = -1                                                                                             \
  }

typedef struct
{
  gint64 cost; /* of the plan returned; -1 without one */
  gint64 ticks; /* units of work done */
  gint64 moves; /* tried */
  bool cut; /* deadline or stop flag ended it, not the target or the tick limit */
} PlnLocalReport;

/* pln_local_search: without tick limit, deadline and stop flag it ends only at the target.
 * @report: (out) (nullable)
 * Returns: (transfer full) (nullable): the best plan found: every statement in force in @problem
 *   holds; NULL where none was found */
PlnDraft *pln_local_search (const PlnProblem *problem, const PlnLocalOptions *options, PlnLocalReport *report);

/* pln_local_price: what a draft costs, every term of spec section 4, by the same tables as the search.
 * @cost: (out): defined only where every rule holds
 * Returns: whether every hard rule in force holds */
bool pln_local_price (const PlnProblem *problem, const PlnDraft *draft, gint64 *cost);
