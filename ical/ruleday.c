/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/ruleday.h"

#include "model/timeline.h"

void
pln_rule_day_set (PlnRuleDay *date, int day)
{
  PlnCivil civil;

  /* Consecutive days of a month are most of what is asked for. */
  if (date->month_length > 0 && day > date->day && day - date->day <= date->month_length - date->month_day)
    {
      date->month_day += day - date->day;
      date->weekday = (date->weekday + day - date->day) % 7;
      date->day = day;
      return;
    }
  civil = pln_civil_from_days (day);
  date->day = day;
  date->year = civil.year;
  date->month = civil.month;
  date->month_day = civil.day;
  date->month_length = pln_days_from_civil (civil.year + civil.month / 12, civil.month % 12 + 1, 1)
                       - pln_days_from_civil (civil.year, civil.month, 1);
  date->year_start = pln_days_from_civil (civil.year, 1, 1);
  date->year_length = pln_days_from_civil (civil.year + 1, 1, 1) - date->year_start;
  date->weekday = (int) (((gint64) day + 3) % 7 + 7) % 7;
}

int
pln_first_week (int year, int week_start)
{
  int fourth = pln_days_from_civil (year, 1, 4);
  int weekday = ((fourth + 3) % 7 + 7) % 7;

  return fourth - (weekday - week_start + 7) % 7;
}

int
pln_week_year (int day, int week_start)
{
  int year = pln_civil_from_days (day).year;

  if (day >= pln_first_week (year + 1, week_start))
    return year + 1;
  return day >= pln_first_week (year, week_start) ? year : year - 1;
}

static bool
week_fits (const PlnRule *rule, const PlnRuleDay *date)
{
  int year = pln_week_year (date->day, rule->week_start);
  int first = pln_first_week (year, rule->week_start);
  int n = (date->day - first) / 7 + 1;
  int of = (pln_first_week (year + 1, rule->week_start) - first) / 7;

  return pln_ordinals_match (&rule->weeks, n, of);
}

static bool
weekday_fits (const PlnRule *rule, bool is_nth_of_month, const PlnRuleDay *date)
{
  const PlnOrdinals *nth = &rule->nth[date->weekday];
  int before = is_nth_of_month ? date->month_day - 1 : date->day - date->year_start;
  int length = is_nth_of_month ? date->month_length : date->year_length;

  if (rule->weekdays >> date->weekday & 1)
    return true;
  return nth->is_given
         && (pln_ordinals_have (nth->front, before / 7 + 1)
             || pln_ordinals_have (nth->back, (length - 1 - before) / 7 + 1));
}

bool
pln_rule_day_fits (const PlnRule *rule, bool is_nth_of_month, const PlnRuleDay *date)
{

  if (rule->months != 0 && (rule->months >> date->month & 1) == 0)
    return false;
  if (rule->month_days.is_given && !pln_ordinals_match (&rule->month_days, date->month_day, date->month_length))
    return false;
  if (rule->has_weekdays && !weekday_fits (rule, is_nth_of_month, date))
    return false;
  if (rule->year_days.is_given
      && !pln_ordinals_match (&rule->year_days, date->day - date->year_start + 1, date->year_length))
    return false;
  return !rule->weeks.is_given || week_fits (rule, date);
}
