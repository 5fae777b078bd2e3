/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Why: of what is not placed, and of meetings that cannot be planned. */

#include "planner/placing.h"

/* Zeroed is empty. */
typedef struct
{
  char **why; /* [n_topics], elements nullable; nullable */
  int n_topics;
  PlnConflict *conflicts; /* owned */
  int n_conflicts;
} PlnReasons;

void pln_reasons_clear (PlnReasons *reasons);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlnReasons, pln_reasons_clear)

/* A reason for each topic that the plan leaves out: that there is no block in which its cast is free
 * and it fits; which blocks are full; by how much plans that place it are dearer, as far as a short search
 * can tell, and what they leave out or cut instead. The reasons do not depend on the number of threads. */
void pln_explain_unplaced (const PlnProblem *problem, const PlnKnownPlan *plan, int n_threads, PlnReasons *reasons);

/* A minimal conflict set: statements of the request that no plan keeps together, though each can go
 * without that being so. They are left out one after another, and stay out where there is no plan without
 * them either: `must` first, so that what is stated of topics that need not be placed, nor followed, goes
 * at once. Each plan met on the way tells of more that is needed (planner/breach.h).
 *
 * Several rooms and few topics are asked about by backtracking (planner/backtrack.h). Else, or where that
 * leaves something open, a first search says which `must` are to blame, with several rooms a minimal set of
 * them; then a timed master with their relations, shared people and positions under assumptions
 * (planner/master.h) gives cores. What is needed or gone is settled there for good. What presolve folds
 * into domains is then dropped many at a time and then fewer, over problems rebuilt without it; so is
 * everything where that master would be too large. Left empty where the stop flag is raised before the set
 * is proved minimal, or something cannot be proved.
 *
 * @stop: (nullable)
 * Requires: the meeting has no plan. */
void pln_explain_infeasible (const PlnMeeting *meeting, const int *stop, PlnReasons *reasons);

/* The statement in words. Returns: (transfer full) */
char *pln_statement_format (const PlnMeeting *meeting, PlnStatement statement);
