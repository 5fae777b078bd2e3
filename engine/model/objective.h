/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The cost terms of a plan (spec/meeting-format.md section 4): X(NAME, "name", default weight, "what
 * it counts"). The planner and the formats take names and weights from here; `verify` measures by
 * itself and takes only the names. */
#define PLN_TERMS(X) \
  X (DROP_HIGH, "drop_high", 300, "a high topic that is not placed, per 15 minutes") \
  X (DROP_NORMAL, "drop_normal", 100, "a normal topic that is not placed, per 15 minutes") \
  X (DROP_LOW, "drop_low", 20, "a low topic that is not placed, per 15 minutes") \
  X (SHORTEN, "shorten", 4, "an item shorter than preferred") \
  X (PREFER, "prefer", 20, "an item outside its preferred times") \
  X (AVOID, "avoid", 20, "an item in a time to avoid") \
  X (SOFT_UNAVAILABLE, "soft_unavailable", 30, "somebody would rather not at that time") \
  X (OPTIONAL, "optional", 5, "an optional attendee cannot come") \
  X (ORDER, "order", 15, "a wished order does not hold") \
  X (PARALLEL, "parallel", 20, "two items better not at the same time are") \
  X (CLUSTER, "cluster", 10, "topics that belong together stand apart") \
  X (IDLE, "idle", 1, "open time before the end of a block's last item, per 5 minutes") \
  X (LATE, "late", 1, "a later block is used") \
  X (COMFORT, "comfort", 20, "outside somebody's comfortable hours") \
  X (ROLE_OPEN, "role_open", 60, "a role nobody holds") \
  X (ROLE_PRESENTING, "role_presenting", 8, "a role holder presents in the block") \
  X (ROLE_REPEAT, "role_repeat", 5, "the same holder two blocks running") \
  X (ROLE_LOAD, "role_load", 2, "a role falls to the same people again") \
  X (MOVED, "moved", 15, "an item stands elsewhere than in the earlier agenda") \
  X (ROLE_MOVED, "role_moved", 5, "a role is held by another than in the earlier agenda")

typedef enum
{
#define PLN_TERM_ENUM(name, text, weight, about) PLN_TERM_##name,
  PLN_TERMS (PLN_TERM_ENUM)
#undef PLN_TERM_ENUM
    PLN_N_TERMS
} PlnTerm;

const char *pln_term_name (PlnTerm term);
int pln_term_default_weight (PlnTerm term);
const char *pln_term_about (PlnTerm term);

/* The term of that name, or -1. */
int pln_term_from_name (const char *name);
