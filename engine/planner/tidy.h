/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Of plans that cost the same, one with longer items, then one whose items stand in the order of the
 * request, is kinder (spec section 4). This last pass looks for them near a plan: it gives items that
 * were cut what time there is, and reorders every block by the block program, which breaks its ties by
 * the request. A change is kept where every rule still holds and the cost is the same. It claims no
 * minimality, and is the same for the same plan. */

#include "planner/problem.h"

/* @draft: (inout)
 * @cost: of the draft, and after it */
void pln_tidy (const PlnProblem *problem, PlnDraft *draft, gint64 cost);
