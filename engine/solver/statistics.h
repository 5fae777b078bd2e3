/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What the solver counted. None of it depends on the machine or the clock, so tests may guard it. */

#include <stdint.h>

/* clang-format off */
#define PLN_SOLVER_STATISTICS(S) \
  S (decisions,     "branches taken") \
  S (conflicts,     "failed propagations analysed") \
  S (propagations,  "literals propagated") \
  S (ticks,         "cache lines of watches, clauses and rows looked at, about; LP work is added in the same coin") \
  S (restarts,      "returns to the root") \
  S (reductions,    "passes that dropped learned clauses") \
  S (learned,       "clauses learned") \
  S (learned_literals, "literals in them after minimisation") \
  S (minimized_literals, "literals that minimisation removed") \
  S (row_propagations, "literals forced by rows and by the objective's budget") \
  S (solves,        "calls of the search under assumptions, inner ones included") \
  S (cores,         "cores relaxed by core-guided search") \
  S (core_literals, "literals in them") \
  S (checks,        "full assignments shown to the check function") \
  S (facts,         "clauses, rows and costs it added") \
  S (solutions,     "better solutions found") \
  S (lp_solves,     "linear programs solved") \
  S (lp_iterations, "simplex iterations") \
  S (cuts,          "cuts added to the LP") \
  S (fixed_by_cost, "variables fixed by reduced cost") \
  S (nodes,         "nodes of the LP-based tree")
/* clang-format on */

typedef struct
{
#define PLN_STATISTIC_FIELD(name, help) int64_t name;
  PLN_SOLVER_STATISTICS (PLN_STATISTIC_FIELD)
#undef PLN_STATISTIC_FIELD
} PlnSolverStatistics;
