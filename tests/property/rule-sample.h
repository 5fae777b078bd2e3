/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Random recurrence rules with a start and a window, for comparisons with other expanders. */

#include "ical/rule.h"

#define PLN_NUMBERS_MAX 8

typedef struct
{
  int n;
  int at[PLN_NUMBERS_MAX];
} PlnNumbers;

/* A rule as its text says it. */
typedef struct
{
  int frequency, interval, count, week_start;
  PlnNumbers months, weeks, year_days, month_days, weekdays, nth, hours, minutes, seconds, positions;
  bool has_until, is_date;
  gint64 start, until, from, to;
} PlnRuleSample;

PlnRuleSample pln_rule_sample_new (GRand *rand);

/* As the value of an RRULE. Returns: (transfer full) */
char *pln_rule_sample_print (const PlnRuleSample *sample);
