/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* OLL (Andres, Kaufmann, Matheis & Schaub, ICLP 2012): a core says that at least one of some cost literals is true, so
 * the least of their weights moves into the base; what a second, a third … true literal costs is said by
 * counting outputs: output k is true when at least k literals of the core are. Outputs are cost literals like others,
 * each one row (output k false → at most k - 1 true), made when the one before turns up in a core. What is not
 * made yet is not counted: the reformulated cost may be below the stated one. */

#include "solver/solver.h"
#include "solver/vector.h"

typedef struct
{
  int first, n;    /* literals, in the pool */
  int last_output; /* index of the highest output made, or -1 */
} PlnSum;

typedef struct
{
  PlnLit lit;
  int sum, count; /* true when at least `count` of the sum's literals are */
  int next;       /* output count + 1 in `outputs`, or -1 */
} PlnOutput;

typedef struct
{
  PlnInts pool;
  PLN_VECTOR (PlnSum) sums;
  PLN_VECTOR (PlnOutput) outputs; /* rising literals */
} PlnOll;

void pln_oll_clear (PlnOll *oll);
/* Is a positive literal a counting output? O(log n) */
bool pln_oll_is_output (const PlnOll *oll, PlnLit lit);

/* Relaxes the solver's last core, whose members are negated cost literals: raises the base.
 *
 * Returns: the core's first counting output, or PLN_LIT_NONE if it has one member */
PlnLit pln_oll_relax (PlnSolver *solver);
