/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Cuts from knapsack rows whose members fall into groups of which one at most is true (the lengths of one item).
 *
 * Containers, of whose members few fit, are separated exactly (solver/gauge.h); what is found for one is said of all
 * others of the same bound, since the LP would only do there what it may no longer do here. For the rest a start is a
 * cover, found by a dynamic program over length (one threshold a group). Each start is made exact and lifted
 * (solver/lift.h). */

#include "solver/cut.h"

typedef struct PlnKnapsacks PlnKnapsacks;

/* Finds the knapsacks among the rows of the pool. */
PlnKnapsacks *pln_knapsacks_new (const PlnCutRows *rows, int n_columns);
void pln_knapsacks_free (PlnKnapsacks *knapsacks);

/* Appends cuts that x violates to the pool.
 *
 * @x: (array): by column
 * Returns: the work, in cells of tables */
int64_t pln_knapsacks_separate (PlnKnapsacks *knapsacks, PlnCutRows *rows, const double *x);
