/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Is there a plan of few topics? Where every rule in force is about one item or about two, and each item has few
 * spots (room, start and length), they are bit sets: then to place the items by backtracking is quicker than clauses,
 * above all when the answer is no and the reason is one of counting.
 *
 * Each item placed leaves the others the spots that suit it (forward checking: Haralick & Elliott, 1980); next comes
 * the item with the fewest spots for the times that it and those near it were left without one (dom/wdeg: Boussemart
 * et al., ECAI 2004). Weights and the last spots are kept from one question to the next. */

#include "planner/breach.h"
#include "planner/exact.h"

typedef struct _PlnBacktrack PlnBacktrack;

/* @statements, @dropped, @breach: as of pln_breach_new (); borrowed
 * Returns: (transfer full) (nullable): NULL where some rule in force is about more than two items, where topics have
 *   several parts, time is irregular, or items and spots are too many */
PlnBacktrack *pln_backtrack_new (const PlnMeeting *meeting, const GArray *statements, const bool *dropped,
                                 PlnBreach *breach);
void pln_backtrack_free (PlnBacktrack *backtrack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnBacktrack, pln_backtrack_free)

/* Is there a plan that keeps what is not dropped? Since the backtrack was made statements may have been dropped, or
 * restored that were in force then. Topics that need not be placed are left out. Unknown after some thousand spots
 * tried in vain, or if an item has come to have too many.
 *
 * @plan: (out) (nullable) (transfer full): one, where it is possible */
PlnExactAnswer pln_backtrack_ask (PlnBacktrack *backtrack, PlnDraft **plan);
