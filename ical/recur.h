/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Recurrence inside a window, exact and bounded by construction.
 *
 * There is no search for a next occurrence, so a rule that never matches costs no more than one that
 * does: the days that touch the window are walked once (from the start where the rule counts), each day
 * is asked whether it fits every part of the rule, and fitting days are multiplied by the times of day.
 * An interval skips whole periods by division. Rules finer than a day walk the hours, minutes and seconds
 * of fitting days only.
 *
 * How the RFC is read where it leaves a choice:
 *  - a day is in the set if it fits every BYxxx part that is given; what is not given comes from the start;
 *  - a yearly rule of BYMONTHDAY alone keeps to the month of its start, as in libical 4;
 *  - BYWEEKNO belongs to the year whose week it is, so that 29 December can be of next year's set;
 *  - BYSETPOS counts in the whole period, occurrences before the start included;
 *  - clocks are those of the wall: nothing here knows daylight saving;
 *  - the start is not an occurrence unless it fits (events add it by themselves). */

#include "ical/rule.h"

/* pln_rule_expand:
 * @rule: as pln_rule_read() gives it
 * @start: wall time of the first occurrence
 * @is_date: the start is a date: BYHOUR, BYMINUTE and BYSECOND do not count
 * @until: wall time of the last moment at which it may occur; G_MAXINT64 where there is none. The rule's
 *   own UNTIL is not looked at, because only the caller knows its zone
 * @from, @to: the window, half-open wall times
 * @steps: (inout): how many steps may be taken; what is taken is subtracted
 * @walls: (element-type gint64): to append to, ascending and without repetition
 * Returns: false where the steps did not suffice; what was found until then is appended */
bool pln_rule_expand (const PlnRule *rule,
                      gint64 start,
                      bool is_date,
                      gint64 until,
                      gint64 from,
                      gint64 to,
                      gint64 *steps,
                      GArray *walls);
