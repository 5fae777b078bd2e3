/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Which statements a plan breaks, and what that says of others: a plan that keeps all of a set but one
 * shows that the one is needed for the set to be impossible. From such a plan others are made by
 * moving one topic: those that break one statement alone show that it is needed too, and so on
 * (recursive model rotation: Belov & Marques-Silva, FMCAD 2011; here of plans, not of assignments). */

#include "model/draft.h"
#include "planner/problem.h"

typedef struct _PlnBreach PlnBreach;

/* @statements: (element-type PlnStatement): borrowed, all of the meeting's
 * @dropped: [n_statements]: not in the set; borrowed, read whenever asked
 * Returns: (transfer full) */
PlnBreach *pln_breach_new (const PlnMeeting *meeting, const GArray *statements, const bool *dropped);
void pln_breach_free (PlnBreach *breach);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnBreach, pln_breach_free)

/* Marks what a plan and those near it show to be needed. A plan that does not keep all of the set but
 * one shows nothing.
 *
 * @needed: (inout) [n_statements] */
void pln_breach_learn (PlnBreach *breach, const PlnDraft *draft, bool *needed);

/* Does the plan keep a statement, by its index? */
bool pln_breach_keeps (const PlnBreach *breach, const PlnDraft *draft, int index);

/* With no statement in force: where an item can stand at all. Returns: (transfer none) */
const PlnProblem *pln_breach_problem (const PlnBreach *breach);
