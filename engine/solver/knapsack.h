/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Cuts from knapsack rows whose members fall into groups of which one at most is true (the lengths of one item).
 *
 * A start is any inequality over the row's members: covers found exactly by a dynamic program over length (one
 * threshold a group), and roundings of the row itself. Its right side is made exact and then each group's weights
 * are raised in turn as far as they go, both by dynamic programs over the row's bound (sequential lifting: Balas,
 * 1975; with groups: Wolsey, 1990). Everything but the choice is integer. */

#include "solver/cut.h"

typedef struct PlnKnapsacks PlnKnapsacks;

/* Finds the knapsacks among the rows of the pool. */
PlnKnapsacks *pln_knapsacks_new (const PlnCutRows *rows, int n_columns);
void pln_knapsacks_free (PlnKnapsacks *knapsacks);

/* Appends cuts that x violates to the pool.
 *
 * @x: (array): by column
 * Returns: the work, in cells of tables */
int64_t pln_knapsacks_separate (const PlnKnapsacks *knapsacks, PlnCutRows *rows, const double *x);
