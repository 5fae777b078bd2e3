/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Branch and bound as clause learning: the loop of the search with an LP at each node. The multipliers of a node's
 * LP make a row that every solution below the cutoff satisfies; if the node breaks it, that is a conflict like any
 * other, analysed and jumped back from; if not, what it forces is forced, with the row as the reason. Branches go
 * to what the LP leaves fractional, first to what much hangs on (pln_solver_set_priority()). */

#include "solver/relax.h"

/* Searches for a solution below the cutoff.
 *
 * Requires: the solver is at the root and prepared; @relax is of this solver, and nothing was stated since
 * @target: (or PLN_LIT_NONE): only solutions below it count
 * @deadline: looked at at each node
 * Returns: PLN_UNSATISFIABLE when there is none, PLN_UNDECIDED at the deadline */
PlnAnswer pln_tree_search (PlnRelax *relax, PlnLit target, const PlnDeadline *deadline);
