/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/recur.h"

#include "ical/ruleday.h"
#include "ical/rulestart.h"
#include "model/timeline.h"

#include <stdlib.h>

#define MAX_PERIOD_DAYS 372 /* a year of weeks has at most 371 */

typedef struct
{
  PlnRule rule; /* with what the start adds to it */
  bool is_nth_of_month;
  gint64 start; /* wall */
  int start_day;
  gint64 base;  /* index of the start's period */
  gint64 until, from, to;
  gint64 left;  /* of COUNT; -1: does not count */
  gint64 *steps;
  GArray *walls;
  GArray *clock; /* of int: seconds within the day, hour, minute or second that a period holds */
} Walk;

typedef enum
{
  GO_ON,
  DONE,
  EXHAUSTED,
} Progress;

/* -- Periods --------------------------------------------------------------------------------------- */

/* The index of the period of a rule not finer than a day that @day is in, and its first day. */
static gint64
period_of (const PlnRule *rule, int day)
{
  PlnCivil civil;

  switch (rule->frequency)
    {
    case PLN_FREQ_YEARLY:
      return rule->weeks.is_given ? pln_week_year (day, rule->week_start) : pln_civil_from_days (day).year;
    case PLN_FREQ_MONTHLY:
      civil = pln_civil_from_days (day);
      return civil.year * 12 + civil.month - 1;
    case PLN_FREQ_WEEKLY:
      return pln_floor_divide ((gint64) day + 3 - rule->week_start, 7);
    default:
      return day;
    }
}

static int
period_start (const PlnRule *rule, gint64 index)
{
  switch (rule->frequency)
    {
    case PLN_FREQ_YEARLY:
      return rule->weeks.is_given ? pln_first_week ((int) index, rule->week_start) : pln_days_from_civil ((int) index, 1, 1);
    case PLN_FREQ_MONTHLY:
      return pln_days_from_civil ((int) pln_floor_divide (index, 12), (int) (index - 12 * pln_floor_divide (index, 12)) + 1, 1);
    case PLN_FREQ_WEEKLY:
      return (int) (index * 7 - 3 + rule->week_start);
    default:
      return (int) index;
    }
}

/* The first index from @index on that is a whole number of intervals after the base. */
static gint64
align (const Walk *walk, gint64 index)
{
  gint64 interval = walk->rule.interval;
  gint64 behind = index - walk->base;

  if (behind <= 0)
    return walk->base;
  return walk->base + (behind + interval - 1) / interval * interval;
}

/* -- What is found --------------------------------------------------------------------------------- */

/* Takes one occurrence. */
static Progress
emit (Walk *walk, gint64 wall)
{
  if (wall < walk->start)
    return GO_ON;
  if (wall > walk->until || wall >= walk->to || walk->left == 0)
    return DONE;
  if (--*walk->steps < 0)
    return EXHAUSTED;
  if (walk->left > 0)
    walk->left--;
  if (wall >= walk->from)
    g_array_append_val (walk->walls, wall);
  return GO_ON;
}

static int
compare_indices (const void *a, const void *b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* The indices of a set of @n that BYSETPOS picks, ascending. */
static int
picked (const PlnOrdinals *positions, gint64 n, gint64 indices[2 * 366])
{
  int count = 0, kept = 0;

  for (int position = 1; position <= 366; position++)
    {
      if (pln_ordinals_have (positions->front, position) && position <= n)
        indices[count++] = position - 1;
      if (pln_ordinals_have (positions->back, position) && position <= n)
        indices[count++] = n - position;
    }
  qsort (indices, (size_t) count, sizeof *indices, compare_indices);
  for (int k = 0; k < count; k++)
    if (k == 0 || indices[k] != indices[k - 1])
      indices[kept++] = indices[k];
  return kept;
}

/* Takes the set of one period: @origins (walls of its days, hours, ...) times the clock. */
static Progress
emit_set (Walk *walk, const gint64 *origins, int n_origins)
{
  int n_clock = (int) walk->clock->len;
  const int *clock = (const int *) (void *) walk->clock->data;
  gint64 indices[2 * 366];
  Progress progress = GO_ON;
  int n;

  if (!walk->rule.positions.is_given)
    {
      for (int k = 0; k < n_origins; k++)
        for (int c = 0; c < n_clock; c++)
          if ((progress = emit (walk, origins[k] + clock[c])) != GO_ON)
            return progress;
      return GO_ON;
    }
  /* A set of one, as every second is, has a first and a last and nothing else. */
  if (n_origins == 1 && n_clock == 1)
    {
      if (--*walk->steps < 0)
        return EXHAUSTED;
      return pln_ordinals_match (&walk->rule.positions, 1, 1) ? emit (walk, origins[0] + clock[0]) : GO_ON;
    }
  if ((*walk->steps -= 30) < 0)
    return EXHAUSTED;
  n = picked (&walk->rule.positions, (gint64) n_origins * n_clock, indices);
  for (int k = 0; k < n; k++)
    if ((progress = emit (walk, origins[indices[k] / n_clock] + clock[indices[k] % n_clock])) != GO_ON)
      return progress;
  return GO_ON;
}

/* -- Rules of days --------------------------------------------------------------------------------- */

/* The days of the period that fit, or -1 where the steps ran out. */
static int
fitting_days (Walk *walk, int first, int end, gint64 origins[MAX_PERIOD_DAYS])
{
  PlnRuleDay date = { 0 };
  int n = 0;

  for (int day = first; day < end; day++)
    {
      if (--*walk->steps < 0)
        return -1;
      pln_rule_day_set (&date, day);
      if (walk->rule.months != 0 && (walk->rule.months >> date.month & 1) == 0)
        day += date.month_length - date.month_day;
      else if (pln_rule_day_fits (&walk->rule, walk->is_nth_of_month, &date))
        origins[n++] = day * PLN_DAY_SECONDS;
    }
  return n;
}

static Progress
walk_periods (Walk *walk, gint64 first_day, gint64 last_day)
{
  gint64 index = align (walk, period_of (&walk->rule, (int) first_day));

  gint64 last = period_of (&walk->rule, (int) last_day);

  while (index <= last)
    {
      gint64 origins[MAX_PERIOD_DAYS];
      int n = fitting_days (walk, period_start (&walk->rule, index), period_start (&walk->rule, index + 1), origins);
      Progress progress = n < 0 ? EXHAUSTED : emit_set (walk, origins, n);

      if (progress != GO_ON)
        return progress;
      index += walk->rule.interval;
    }
  return DONE;
}

/* -- Rules finer than a day ------------------------------------------------------------------------ */

static int
unit_seconds (PlnFrequency frequency)
{
  return frequency == PLN_FREQ_HOURLY ? 3600 : frequency == PLN_FREQ_MINUTELY ? 60 : 1;
}

/* Takes the periods of the rule inside [from, to), both on whole periods. */
static Progress
walk_units (Walk *walk, gint64 from, gint64 to)
{
  int unit = unit_seconds (walk->rule.frequency);

  for (gint64 index = align (walk, pln_floor_divide (from, unit)); index * unit < to; index += walk->rule.interval)
    {
      gint64 origin = index * unit;
      int second_of_day = (int) (origin - pln_floor_divide (origin, PLN_DAY_SECONDS) * PLN_DAY_SECONDS);
      int minute = second_of_day / 60 % 60, second = second_of_day % 60;
      Progress progress;

      if ((unit <= 60 && walk->rule.minutes != 0 && (walk->rule.minutes >> minute & 1) == 0)
          || (unit == 1 && walk->rule.seconds != 0 && (walk->rule.seconds >> second & 1) == 0))
        {
          if (--*walk->steps < 0)
            return EXHAUSTED;
          continue;
        }
      if ((progress = emit_set (walk, &origin, 1)) != GO_ON)
        return progress;
    }
  return GO_ON;
}

/* The minutes of an hour one by one, so that seconds of minutes that do not fit cost nothing. */
static Progress
walk_minutes (Walk *walk, gint64 hour)
{
  for (int minute = 0; minute < 60; minute++)
    {
      Progress progress;

      if (walk->rule.minutes != 0 && (walk->rule.minutes >> minute & 1) == 0)
        continue;
      if (--*walk->steps < 0)
        return EXHAUSTED;
      if ((progress = walk_units (walk, hour + minute * 60, hour + minute * 60 + 60)) != GO_ON)
        return progress;
    }
  return GO_ON;
}

static Progress
walk_hours (Walk *walk, gint64 day)
{
  for (int hour = 0; hour < 24; hour++)
    {
      gint64 at = day + hour * 3600;
      Progress progress;

      if (walk->rule.hours != 0 && (walk->rule.hours >> hour & 1) == 0)
        continue;
      if (--*walk->steps < 0)
        return EXHAUSTED;
      progress = walk->rule.frequency == PLN_FREQ_SECONDLY && walk->rule.interval < 3600 ? walk_minutes (walk, at)
                                                                                          : walk_units (walk, at, at + 3600);
      if (progress != GO_ON)
        return progress;
    }
  return GO_ON;
}

static Progress
walk_days (Walk *walk, gint64 first_day, gint64 last_day)
{
  int unit = unit_seconds (walk->rule.frequency);
  PlnRuleDay date = { 0 };

  for (gint64 day = first_day; day <= last_day; day++)
    {
      /* A long interval passes over whole days. */
      gint64 next = align (walk, pln_floor_divide (day * PLN_DAY_SECONDS, unit));
      Progress progress;

      if (--*walk->steps < 0)
        return EXHAUSTED;
      day = MAX (day, pln_floor_divide (next * unit, PLN_DAY_SECONDS));
      if (day > last_day)
        return DONE;
      pln_rule_day_set (&date, (int) day);
      if (pln_rule_day_fits (&walk->rule, walk->is_nth_of_month, &date) && (progress = walk_hours (walk, day * PLN_DAY_SECONDS)) != GO_ON)
        return progress;
    }
  return DONE;
}

/* -- The whole ------------------------------------------------------------------------------------- */

/* The seconds, within its period or its day, at which the rule can occur. */
static GArray *
make_clock (const PlnRule *rule)
{
  GArray *clock = g_array_new (FALSE, FALSE, sizeof (int));
  bool of_hours = rule->frequency < PLN_FREQ_HOURLY, of_minutes = rule->frequency < PLN_FREQ_MINUTELY;
  bool of_seconds = rule->frequency < PLN_FREQ_SECONDLY;

  for (int hour = 0; hour < (of_hours ? 24 : 1); hour++)
    if (!of_hours || (rule->hours >> hour & 1))
      for (int minute = 0; minute < (of_minutes ? 60 : 1); minute++)
        if (!of_minutes || (rule->minutes >> minute & 1))
          for (int second = 0; second < (of_seconds ? 60 : 1); second++)
            if (!of_seconds || (rule->seconds >> second & 1))
              {
                int at = hour * 3600 + minute * 60 + second;

                g_array_append_val (clock, at);
              }
  return clock;
}

/* The period from which an interval counts. A start in the first days of January may belong to the last
 * week of the year before; that year is the base if it still has an occurrence, as libical 4 has it. */
static gint64
base_period (Walk *walk)
{
  gint64 index = period_of (&walk->rule, walk->start_day);
  gint64 origins[MAX_PERIOD_DAYS];
  int year = pln_civil_from_days (walk->start_day).year;

  if (walk->rule.frequency >= PLN_FREQ_HOURLY)
    return pln_floor_divide (walk->start, unit_seconds (walk->rule.frequency));
  if (walk->rule.frequency != PLN_FREQ_YEARLY || index >= year)
    return index;
  return fitting_days (walk, walk->start_day, period_start (&walk->rule, index + 1), origins) > 0 ? index : year;
}

bool
pln_rule_expand (const PlnRule *rule,
                 gint64 start,
                 bool is_date,
                 gint64 until,
                 gint64 from,
                 gint64 to,
                 gint64 *steps,
                 GArray *walls)
{
  Walk walk = { .rule = *rule, .start = start, .until = until, .from = from, .to = to, .steps = steps, .walls = walls };
  gint64 first_day, last_day;
  Progress progress;

  if (start >= to || start > until)
    return true;
  walk.start_day = (int) pln_floor_divide (start, PLN_DAY_SECONDS);
  walk.is_nth_of_month = rule->frequency == PLN_FREQ_MONTHLY || rule->months != 0;
  walk.left = rule->count > 0 ? rule->count : -1;
  pln_rule_complete (&walk.rule, start, is_date);
  walk.base = base_period (&walk);
  walk.clock = make_clock (&walk.rule);
  *steps -= walk.clock->len;
  first_day = walk.left < 0 ? MAX (walk.start_day, pln_floor_divide (from, PLN_DAY_SECONDS)) : walk.start_day;
  last_day = pln_floor_divide (MIN (to - 1, until), PLN_DAY_SECONDS);
  progress = rule->frequency < PLN_FREQ_HOURLY ? walk_periods (&walk, first_day, last_day)
                                               : walk_days (&walk, first_day, last_day);
  g_array_unref (walk.clock);
  return progress != EXHAUSTED;
}
