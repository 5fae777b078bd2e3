/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The knobs of the 0-1 solver: name, default, least, most, what it does. The list is the one place
 * that knows them; structure, defaults and range checks are made from it. */

#include <stdint.h>

/* clang-format off */
#define PLN_SOLVER_OPTIONS(O) \
  O (seed,             1, 0, INT32_MAX, "seed of everything that is drawn") \
  O (random_decisions, 0, 0, 1000,      "random decisions, per thousand, in unstable mode") \
  O (restart_interval, 2, 1, INT32_MAX, "least conflicts between two restarts in unstable mode") \
  O (restart_margin,   10, 0, 1000,     "percent by which recent LBD must exceed the average to restart") \
  O (stable_first,     1000, 1, INT32_MAX, "conflicts before the first stable phase") \
  O (reluctant,        512, 1, INT32_MAX, "unit of the Luby sequence of restarts in stable mode") \
  O (tier_kept,        2, 0, 1000,      "learned clauses up to this LBD are never dropped") \
  O (tier_second,      6, 0, 1000,      "learned clauses up to this LBD survive while they are used") \
  O (reduce_interval,  300, 1, INT32_MAX, "unit of the growing interval between reductions") \
  O (reduce_percent,   75, 0, 100,      "share of the unused candidates that a reduction drops") \
  O (decay,            950, 500, 999,   "per thousand of a variable's activity kept at a conflict") \
  O (core_guided,      1, 0, 1,         "raise the bound by cores before improving solutions") \
  O (stratify,         1, 0, 1,         "assume the dearest costs first") \
  O (exhaust,          1, 0, 1,         "raise the count of a new core as far as it goes at once") \
  O (shrink_conflicts, 50, 0, INT32_MAX, "conflicts spent on each deletion when a core is made smaller") \
  O (core_stall,       2000, 0, INT32_MAX, "conflicts without a higher bound before the LP is asked") \
  O (relax,            1, 0, 2,         "LP: 0 never, 1 when core-guided search stalls, 2 at once")
/* clang-format on */

typedef struct
{
#define PLN_OPTION_FIELD(name, initial, least, most, help) int name;
  PLN_SOLVER_OPTIONS (PLN_OPTION_FIELD)
#undef PLN_OPTION_FIELD
} PlnSolverOptions;

/* Returns: every option at its default */
PlnSolverOptions pln_solver_options_default (void);

/* Returns: (nullable): name of the first option outside its range */
const char *pln_solver_options_wrong (const PlnSolverOptions *options);
