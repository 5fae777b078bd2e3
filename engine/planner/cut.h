/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What the block program's answers tell an untimed master. Every fact is a clause that holds for each
 * plan of the problem, however many more items join:
 *
 *   these items cannot all stand in this block (at these lengths or longer),
 *   or with them its last item ends e steps in or later,
 *   or they cost at least v above their columns (at just these lengths, with these clusters around).
 *
 * A fact is first made from all items of a block and then smaller, by leaving out what it does not
 * need; what stays is in the order of the request's last first.
 */

#include "planner/block.h"
#include "planner/master.h"

typedef struct _PlnCut PlnCut;

/* @master: borrowed; untimed
 * @stop: (nullable): once it is set facts are no longer made small, which takes the longest
 * Returns: (transfer full) */
PlnCut *pln_cut_new (PlnMaster *master, const int *stop);
void pln_cut_free (PlnCut *cut);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnCut, pln_cut_free)

typedef enum
{
  PLN_CUT_TRUE,     /* the master knows what its blocks cost; the draft has its starts */
  PLN_CUT_DEARER,   /* facts were added; the draft has its starts all the same */
  PLN_CUT_NEVER,    /* facts were added: the blocks cannot be filled so */
  PLN_CUT_TOO_HARD, /* a block has more items than can be ordered; nothing is known */
} PlnCutAnswer;

/* Orders every block of what the solver's values say, and adds facts where the master was wrong.
 * @draft: from pln_master_draft(); its starts are filled in */
PlnCutAnswer pln_cut_fill (PlnCut *cut, PlnDraft *draft);

/* Adds what can be said of each two items of a block, without waiting for an assignment that shows it: an LP has a
 * little of everything everywhere, and would meet such a fact long after it needed it. */
void pln_cut_add_pairs (PlnCut *cut);

gint64 pln_cut_n_facts (const PlnCut *cut);
