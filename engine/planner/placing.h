/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What it would cost to place a topic that the best plan leaves out. */

#include "planner/problem.h"

/* The plan that is asked about. */
typedef struct
{
  const PlnDraft *draft;
  gint64 cost;
  bool proved;  /* it is the least: only then can something be said of dearer plans */
  bool easy;    /* proved without an LP: a short search will prove as much of plans that place a topic */
  gint64 ticks; /* of the proof: what is asked about it takes a part of that */
} PlnKnownPlan;

/* A plan that places the topic, and what is known of it. Zeroed is empty. */
typedef struct
{
  PlnDraft *draft; /* nullable: none was found */
  gint64 cost;     /* of the draft */
  gint64 bound;    /* no plan that places it costs less */
  bool proved;     /* nor than the draft; without one: no plan places it */
} PlnPlacing;

void pln_placing_clear (PlnPlacing *placing);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlnPlacing, pln_placing_clear)

/* Local search near the known plan, then a short proof where that may succeed. Safe in several threads at once.
 *
 * @plan: proved
 * @ticks: of local search
 * @prove: where it is not dear
 * @placing: (out): empty before */
void pln_placing_find (const PlnProblem *problem, const PlnKnownPlan *plan, int topic, gint64 ticks, bool prove,
                       PlnPlacing *placing);
