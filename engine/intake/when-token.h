/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The words of a time expression: what stands next in the text. Shared by intake/when.c alone. */

#include "intake/when.h"

#define PLN_WHEN_DAY_MINUTES 1440
#define PLN_WHEN_MOST_DAYS 62 /* days that fit a mask; prose about longer meetings is left to the chair */

typedef enum
{
  TOKEN_END,
  TOKEN_DAYS,  /* a set of days */
  TOKEN_CLOCK, /* a time of day */
  TOKEN_PART,  /* a stretch of the day: morning, first hour */
  TOKEN_AFTER,
  TOKEN_BEFORE,
  TOKEN_FROM,
  TOKEN_TO, /* also a dash */
  TOKEN_BETWEEN,
  TOKEN_AND,
  TOKEN_FILLER,
  TOKEN_ZONE,
  TOKEN_LATER,   /* "or later", "onwards" behind a clock */
  TOKEN_EARLIER,
  TOKEN_VAGUE,   /* "first slot": a stretch that is to be said in clock times */
  TOKEN_ALL_DAY, /* "(all day)" behind a day */
} PlnWhenTokenKind;

typedef struct
{
  PlnWhenTokenKind kind;
  guint64 days;
  int from, to; /* minutes: of a clock both */
  bool from_end; /* of a part: counted from the end of the day, `from` minutes before it */
  bool from_start; /* counted from its start, `to` minutes long */
  const char *zone;
  const char *end; /* where the token ends */
} PlnWhenToken;

/* What @text begins with; TOKEN_END where it is no word of a time expression. */
PlnWhenToken pln_when_token (const PlnCalendarFrame *frame, const char *text);

/* A mask of all days of the meeting. */
guint64 pln_when_all_days (const PlnCalendarFrame *frame);
