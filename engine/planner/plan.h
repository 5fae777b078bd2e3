/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The run behind pln_plan() of plenary.h. Techniques that its options can switch off, for tests and
 * measurements:
 *
 *   anneal  local search
 *   master  the exact search
 *   block   the block program: the exact search sees starts instead
 *   nearby  exact search in neighbourhoods of the best plan
 *   lp      the LP bound
 *   shares  the bound from groups of topics planned alone
 */

#include "plenary.h"

#define PLN_PLAN_ERROR (pln_plan_error_quark ())
GQuark pln_plan_error_quark (void);

typedef enum
{
  PLN_PLAN_ERROR_DEFECT, /* of Plenary: its judge refuses the plan, or finds another cost */
} PlnPlanError;
