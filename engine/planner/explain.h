/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Why: of what is not placed, and of meetings that cannot be planned. */

#include "planner/problem.h"

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

/* A reason for each topic that the draft leaves out. */
void pln_explain_unplaced (const PlnProblem *problem, const PlnDraft *draft, PlnReasons *reasons);

/* A minimal conflict set, found by deletion: statements of the request are dropped, many at a time
 * and then fewer, each time over a problem and master rebuilt without them; what cannot be dropped
 * stays. That the rest is infeasible is proved at every drop, that no member can go by the last trial
 * without it. Left empty where the stop flag is raised before that, or something cannot be proved.
 *
 * @stop: (nullable)
 * Requires: the meeting has no plan. */
void pln_explain_infeasible (const PlnMeeting *meeting, const int *stop, PlnReasons *reasons);

/* The statement in words. Returns: (transfer full) */
char *pln_statement_format (const PlnMeeting *meeting, PlnStatement statement);
