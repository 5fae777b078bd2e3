/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What large-neighbourhood search (Shaw, CP 1998) frees of a plan: the topics that an exact search may
 * place anew while all others stay. Kinds of neighbourhood take turns: topics of some blocks, topics
 * at random, topics that pay now and what stands where they would pay less, and topics that a linear
 * relaxation would have elsewhere (Danna, Rothberg & Le Pape, 2005). Its size follows what the
 * search can do: larger after a neighbourhood that was searched through, smaller after one that was not.
 * Deterministic in plan and seed. */

#include "planner/problem.h"

typedef struct _PlnNeighbourhood PlnNeighbourhood;

/* @problem: borrowed. Returns: (transfer full) */
PlnNeighbourhood *pln_neighbourhood_new (const PlnProblem *problem, unsigned seed);
void pln_neighbourhood_free (PlnNeighbourhood *neighbourhood);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnNeighbourhood, pln_neighbourhood_free)

/* @strays: (nullable) [n_topics]: would the relaxation have it elsewhere?
 * Returns: (transfer none) [n_topics]: which topics are free; until the next call */
const bool *pln_neighbourhood_choose (PlnNeighbourhood *neighbourhood, const PlnDraft *draft, const bool *strays);

/* Was the last one searched through? */
void pln_neighbourhood_learn (PlnNeighbourhood *neighbourhood, bool searched);
