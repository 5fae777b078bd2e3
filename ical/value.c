/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/value.h"

#include "model/timeline.h"

#include <string.h>

#define MAX_YEAR 3999
#define MAX_LENGTH_SECONDS (100 * 366 * PLN_DAY_SECONDS)

gint64
pln_floor_divide (gint64 a, gint64 b)
{
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

gint64
pln_wall_new (int year, int month, int day)
{
  return pln_days_from_civil (year, month, day) * PLN_DAY_SECONDS;
}

static void
strip (const char **text, size_t *length)
{
  while (*length > 0 && g_ascii_isspace (**text))
    {
      ++*text;
      --*length;
    }
  while (*length > 0 && g_ascii_isspace ((*text)[*length - 1]))
    --*length;
}

/* @n digits as a number, or -1. */
static int
digits (const char *text, int n)
{
  int value = 0;

  for (int k = 0; k < n; k++)
    {
      if (!g_ascii_isdigit (text[k]))
        return -1;
      value = value * 10 + (text[k] - '0');
    }
  return value;
}

static bool
date_read (const char *text, gint64 *wall)
{
  int year = digits (text, 4), month = digits (text + 4, 2), day = digits (text + 6, 2);

  if (year < 1 || year > MAX_YEAR || month < 1 || month > 12 || day < 1
      || day > g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year))
    return false;
  *wall = pln_wall_new (year, month, day);
  return true;
}

/* "HHMMSS"; a leap second is the one before it. */
static bool
clock_read (const char *text, int *seconds)
{
  int hour = digits (text, 2), minute = digits (text + 2, 2), second = digits (text + 4, 2);

  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
    return false;
  *seconds = hour * 3600 + minute * 60 + MIN (second, 59);
  return true;
}

bool
pln_ics_moment_read (const char *text, size_t length, PlnIcsMoment *moment)
{
  PlnIcsMoment read = { 0 };
  int seconds = 0;

  strip (&text, &length);
  if ((length != 8 && length != 15 && length != 16) || !date_read (text, &read.wall))
    return false;
  read.is_date = length == 8;
  if (!read.is_date && ((text[8] | 32) != 't' || !clock_read (text + 9, &seconds)))
    return false;
  if (length == 16 && (text[15] | 32) != 'z')
    return false;
  read.is_utc = length == 16;
  read.wall += seconds;
  *moment = read;
  return true;
}

/* One "12H" of a duration: the seconds of its unit times its number. */
static bool
term_read (const char **at, const char *end, bool is_time, PlnIcsLength *sum)
{
  static const struct
  {
    char unit;
    bool is_time;
    gint64 days, seconds;
  } units[] = { { 'W', false, 7, 0 }, { 'D', false, 1, 0 }, { 'H', true, 0, 3600 }, { 'M', true, 0, 60 }, { 'S', true, 0, 1 } };
  const char *first = *at;
  gint64 number = 0;

  for (; *at < end && g_ascii_isdigit (**at); ++*at)
    if ((number = number * 10 + (**at - '0')) > MAX_LENGTH_SECONDS)
      return false;
  if (*at == first || *at == end)
    return false;
  for (size_t k = 0; k < G_N_ELEMENTS (units); k++)
    if (units[k].unit == g_ascii_toupper (**at) && units[k].is_time == is_time)
      {
        ++*at;
        sum->days += units[k].days * number;
        sum->seconds += units[k].seconds * number;
        return true;
      }
  return false;
}

bool
pln_ics_length_read (const char *text, size_t length, PlnIcsLength *result)
{
  PlnIcsLength sum = { 0 };
  const char *end;
  bool is_time = false;

  strip (&text, &length);
  end = text + length;
  if (text < end && *text == '+')
    text++;
  if (text == end || (*text++ | 32) != 'p' || text == end)
    return false;
  while (text < end)
    {
      if ((*text | 32) == 't' && !is_time && end - text > 1)
        {
          is_time = true;
          text++;
        }
      if (!term_read (&text, end, is_time, &sum))
        return false;
      if (sum.days > MAX_LENGTH_SECONDS / PLN_DAY_SECONDS || sum.seconds > MAX_LENGTH_SECONDS)
        return false;
    }
  *result = sum;
  return true;
}

bool
pln_ics_period_read (const char *text, size_t length, PlnIcsPeriod *period)
{
  const char *slash = memchr (text, '/', length);
  PlnIcsPeriod read = { 0 };
  size_t before, after;

  if (slash == NULL)
    return false;
  before = (size_t) (slash - text);
  after = length - before - 1;
  if (!pln_ics_moment_read (text, before, &read.start) || read.start.is_date)
    return false;
  read.has_end = pln_ics_moment_read (slash + 1, after, &read.end) && !read.end.is_date;
  if (!read.has_end && !pln_ics_length_read (slash + 1, after, &read.length))
    return false;
  *period = read;
  return true;
}

bool
pln_ics_offset_read (const char *text, int *seconds)
{
  size_t length;
  int hour, minute, second;

  while (g_ascii_isspace (*text))
    text++;
  length = strlen (text);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if ((length != 5 && length != 7) || (*text != '+' && *text != '-'))
    return false;
  hour = digits (text + 1, 2);
  minute = digits (text + 3, 2);
  second = length == 7 ? digits (text + 5, 2) : 0;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return false;
  *seconds = (*text == '-' ? -1 : 1) * (hour * 3600 + minute * 60 + second);
  return true;
}

bool
pln_ics_list_next (const char **rest, const char **item, size_t *length)
{
  if (*rest == NULL)
    return false;
  *item = *rest;
  *length = strcspn (*rest, ",");
  *rest = (*rest)[*length] == ',' ? *rest + *length + 1 : NULL;
  return true;
}

char *
pln_ics_instant_format (gint64 instant)
{
  gint64 day = pln_floor_divide (instant, PLN_DAY_SECONDS);
  int second = (int) (instant - day * PLN_DAY_SECONDS);
  PlnCivil civil = pln_civil_from_days ((int) day);

  return g_strdup_printf ("%04d%02d%02dT%02d%02d%02dZ", civil.year, civil.month, civil.day, second / 3600,
                          second / 60 % 60, second % 60);
}
