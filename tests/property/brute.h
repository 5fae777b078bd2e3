/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The best plan of a tiny meeting by trying all of them: depth first over items, cutting where a hard
 * rule between two items breaks or the cost so far is too high; role holders are then searched by
 * themselves, once for each way of giving items to blocks. Its rules and prices are its own, written
 * from spec/meeting-format.md sections 3 and 4; tests/property/brute-force.c compares them with the
 * judge on plans of all kinds. It shares nothing with planner or solver but the names of statements.
 */

#include "model/draft.h"
#include "planner/statement.h"

typedef struct _PlnBrute PlnBrute;

/* @force: (nullable): the statements in force; without one all are
 * @previous: (nullable): the earlier agenda. Both are borrowed. Returns: (transfer full) */
PlnBrute *pln_brute_new (const PlnMeeting *meeting, const PlnForce *force, const PlnAgenda *previous);
void pln_brute_free (PlnBrute *brute);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnBrute, pln_brute_free)

typedef enum
{
  PLN_BRUTE_OPTIMAL,
  PLN_BRUTE_INFEASIBLE,
  PLN_BRUTE_TOO_LARGE, /* more than the given number of nodes */
} PlnBruteAnswer;

/* The cheapest plan. @draft: (out) (transfer full); @cost: (out); both only where optimal */
PlnBruteAnswer pln_brute_plan (PlnBrute *brute, long max_nodes, PlnDraft **draft, gint64 *cost);

/* Is there any plan at all? (Roles can always be left open.) */
PlnBruteAnswer pln_brute_is_feasible (PlnBrute *brute, long max_nodes);

/* Does the draft keep every rule of section 3, and if so what does it cost? */
bool pln_brute_price (PlnBrute *brute, const PlnDraft *draft, gint64 *cost);
