/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Days as recurrence rules ask about them. */

#include "ical/rule.h"

/* A date with everything that a rule can ask of it. */
typedef struct
{
  int day; /* since 1970 */
  int year, month, month_day;
  int month_length;
  int year_start; /* the day of 1 January */
  int year_length;
  int weekday; /* 0 is Monday */
} PlnRuleDay;

/* Sets a zeroed or earlier set @date to @day; quick for the days of a month in turn. */
void pln_rule_day_set (PlnRuleDay *date, int day);

/* Does a day fit every part of the rule that speaks of days?
 * @is_nth_of_month: numbers in BYDAY count in the month, not in the year */
bool pln_rule_day_fits (const PlnRule *rule, bool is_nth_of_month, const PlnRuleDay *date);

/* The first day of week 1 of a year: the first week with at least four of its days. */
int pln_first_week (int year, int week_start);

/* The year of weeks that @day is in. */
int pln_week_year (int day, int week_start);
