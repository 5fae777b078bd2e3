/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What a rule does not say comes from its start (RFC 5545, the end of 3.3.10). */

#include "ical/rule.h"

/* @start: wall time of the event
 * @is_date: it is a date: parts that speak of a time of day say nothing */
void pln_rule_complete (PlnRule *rule, gint64 start, bool is_date);
