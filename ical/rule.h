/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* A recurrence rule (RFC 5545 section 3.3.10) as sets of bits: lists of any length, sorted and without
 * repetitions, in a struct of fixed size. */

#include "ical/value.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum
{
  PLN_FREQ_YEARLY,
  PLN_FREQ_MONTHLY,
  PLN_FREQ_WEEKLY,
  PLN_FREQ_DAILY,
  PLN_FREQ_HOURLY,
  PLN_FREQ_MINUTELY,
  PLN_FREQ_SECONDLY,
} PlnFrequency;

/* Numbers 1 to 366 counted from the front and from the back: bit n of word n / 64. */
typedef struct
{
  uint64_t front[6];
  uint64_t back[6];
  bool is_given;
} PlnOrdinals;

typedef struct
{
  PlnFrequency frequency;
  gint64 interval; /* at least 1 */
  gint64 count;    /* 0: no such part */
  bool has_until;
  PlnIcsMoment until;
  int week_start; /* 0 is Monday */
  PlnOrdinals month_days, year_days, weeks, positions;
  uint8_t weekdays; /* BYDAY without a number, bit 0 Monday */
  PlnOrdinals nth[7]; /* BYDAY with one, by weekday */
  bool has_weekdays; /* BYDAY is there */
  uint32_t months;   /* bit 1 to 12; 0: no such part, as below */
  uint32_t hours;
  uint64_t minutes, seconds;
} PlnRule;

typedef enum
{
  PLN_RULE_READ,
  PLN_RULE_MENDED,     /* what could not be read was dropped so that it happens more often, not less */
  PLN_RULE_UNREADABLE, /* nothing can be said about when it happens */
} PlnRuleReading;

static inline bool
pln_ordinals_have (const uint64_t words[6], int n)
{
  return n >= 0 && n < 384 && (words[n / 64] >> (n % 64) & 1) != 0;
}

/* Is the @n-th of @of (n from 1) in it, from either end? */
static inline bool
pln_ordinals_match (const PlnOrdinals *ordinals, int n, int of)
{
  return pln_ordinals_have (ordinals->front, n) || pln_ordinals_have (ordinals->back, of - n + 1);
}

/* pln_rule_read:
 * @text: the value of an RRULE
 * @complaint: (out) (transfer none) (nullable): what was wrong, where the result is not PLN_RULE_READ */
PlnRuleReading pln_rule_read (const char *text, PlnRule *rule, const char **complaint);
