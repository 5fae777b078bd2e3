/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Cliques: of literals that exclude each other in pairs one at most is true. "These items end the block late" is
 * stated item by item, and an LP makes half an item of each; where no two of the items can share the block, one row
 * says it of all.
 *
 * Two literals exclude each other when propagation of the one at the root makes the other false. Rows that say "one
 * at most" are grown into as large cliques as they can be, which swallow others (clique merging: Achterberg, Bixby,
 * Gu, Rothberg & Weninger, 2020); further cliques are found when an LP violates them, greedily, the largest values
 * first (Atamtürk, Nemhauser & Savelsbergh, 2000). */

#include "solver/cut.h"
#include "solver/state.h"

typedef struct PlnCliques PlnCliques;

/* Asks propagation about each column. Columns that imply their own negation are found on the way, and decided.
 *
 * @variable_of: (array length=n_columns)
 * @column_of: (array length=n_variables): by variable, -1 for none
 * Requires: the solver is at the root and prepared; it stays at the root, perhaps inconsistent
 * Returns: (transfer full) (nullable): NULL where there are too many columns to compare all pairs */
PlnCliques *pln_cliques_new (PlnSolver *solver, const int *variable_of, int n_columns, const int *column_of,
                             int n_variables);
void pln_cliques_free (PlnCliques *cliques);

/* Grows the rows of the pool that say "one at most", and leaves out those that others then contain.
 *
 * Requires: the rows have no columns that were made later */
void pln_cliques_merge (const PlnCliques *cliques, PlnCutRows *rows);

/* Appends cuts that x violates to the pool.
 *
 * @x: by column; those made later stand in no clique */
void pln_cliques_separate (PlnCliques *cliques, PlnCutRows *rows, const double *x);
