/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/rulestart.h"

#include "ical/ruleday.h"

static void
only_bit (uint64_t *bits, int n)
{
  *bits = *bits != 0 ? *bits : UINT64_C (1) << n;
}

static void
complete_days (PlnRule *rule, const PlnRuleDay *start)
{
  bool has_days = rule->weeks.is_given || rule->year_days.is_given || rule->month_days.is_given || rule->has_weekdays;

  if (rule->frequency == PLN_FREQ_YEARLY && rule->weeks.is_given && !rule->has_weekdays && !rule->month_days.is_given
      && !rule->year_days.is_given)
    {
      rule->has_weekdays = true;
      rule->weekdays = (uint8_t) (1u << start->weekday);
    }
  if (rule->frequency == PLN_FREQ_YEARLY && rule->months == 0 && rule->month_days.is_given && !rule->weeks.is_given
      && !rule->year_days.is_given && !rule->has_weekdays)
    rule->months = 1u << start->month;
  if (has_days || rule->frequency > PLN_FREQ_WEEKLY)
    return;
  if (rule->frequency == PLN_FREQ_WEEKLY)
    {
      rule->has_weekdays = true;
      rule->weekdays = (uint8_t) (1u << start->weekday);
      return;
    }
  rule->month_days.is_given = true;
  rule->month_days.front[0] = UINT64_C (1) << start->month_day;
  if (rule->frequency == PLN_FREQ_YEARLY && rule->months == 0)
    rule->months = 1u << start->month;
}

static void
complete_clock (PlnRule *rule, gint64 start, bool is_date)
{
  int second = (int) (start - pln_floor_divide (start, PLN_DAY_SECONDS) * PLN_DAY_SECONDS);
  uint64_t hours;

  if (is_date)
    {
      rule->hours = 0;
      rule->minutes = rule->seconds = 0;
    }
  hours = rule->hours;
  if (rule->frequency < PLN_FREQ_HOURLY)
    only_bit (&hours, second / 3600);
  rule->hours = (uint32_t) hours;
  if (rule->frequency < PLN_FREQ_MINUTELY)
    only_bit (&rule->minutes, second / 60 % 60);
  if (rule->frequency < PLN_FREQ_SECONDLY)
    only_bit (&rule->seconds, second % 60);
}

void
pln_rule_complete (PlnRule *rule, gint64 start, bool is_date)
{
  PlnRuleDay first = { 0 };

  pln_rule_day_set (&first, (int) pln_floor_divide (start, PLN_DAY_SECONDS));
  complete_days (rule, &first);
  complete_clock (rule, start, is_date);
}
