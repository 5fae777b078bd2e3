/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/moment.h"

#include <string.h>

enum
{
  MINUTES_A_DAY = 24 * 60,
};

PlnMoment
pln_moment_new (const PlnZone *zone, int minute)
{
  return (PlnMoment){ .minute = minute, .has_offset = true, .offset = pln_zone_offset (zone, minute) };
}

/* Does @text begin as @pattern says, where 0 stands for any digit? */
static bool
matches (const char *text, const char *pattern)
{
  for (; *pattern; pattern++, text++)
    if (*pattern == '0' ? !g_ascii_isdigit (*text) : *text != *pattern)
      return false;
  return true;
}

static int
number (const char *digits, int n)
{
  int value = 0;

  for (int k = 0; k < n; k++)
    value = 10 * value + (digits[k] - '0');
  return value;
}

/* "+01:00" to minutes; "Z" and "" are the caller's. */
static bool
parse_offset (const char *text, int *offset)
{
  if (!matches (text + 1, "00:00") || text[6] || (*text != '+' && *text != '-'))
    return false;
  if (number (text + 1, 2) > 23 || number (text + 4, 2) > 59)
    return false;
  *offset = (*text == '-' ? -1 : 1) * (number (text + 1, 2) * 60 + number (text + 4, 2));
  return true;
}

/* The clock of the text and its offset, without a zone. */
static bool
parse_parts (const char *text, PlnCivil *civil, PlnMoment *moment)
{
  const char *rest;

  if (!matches (text, "0000-00-00T00:00"))
    return false;
  *civil = (PlnCivil){ number (text, 4), number (text + 5, 2), number (text + 8, 2), number (text + 11, 2),
                       number (text + 14, 2) };
  rest = text + strlen ("0000-00-00T00:00");
  if (strncmp (rest, ":00", 3) == 0)
    rest += 3;
  if (!pln_civil_is_valid (*civil))
    return false;
  moment->has_offset = *rest != '\0';
  return !*rest || strcmp (rest, "Z") == 0 || parse_offset (rest, &moment->offset);
}

bool
pln_date_time_is_valid (const char *text)
{
  PlnMoment ignored = { 0 };
  PlnCivil civil;

  return parse_parts (text, &civil, &ignored);
}

bool
pln_moment_parse (const char *text, const PlnZone *zone, PlnMoment *moment)
{
  PlnMoment read = { 0 };
  PlnCivil civil;

  if (!parse_parts (text, &civil, &read))
    return false;
  if (read.has_offset)
    read.minute = pln_days_from_civil (civil.year, civil.month, civil.day) * MINUTES_A_DAY + civil.hour * 60
                  + civil.minute - read.offset;
  else
    read.minute = pln_zone_to_minute (zone, civil);
  *moment = read;
  return true;
}

char *
pln_moment_format (PlnMoment moment, const PlnZone *zone)
{
  int offset = moment.has_offset ? moment.offset : pln_zone_offset (zone, moment.minute);
  int local = moment.minute + offset;
  int days = local >= 0 ? local / MINUTES_A_DAY : -((MINUTES_A_DAY - 1 - local) / MINUTES_A_DAY);
  int clock = local - days * MINUTES_A_DAY;
  PlnCivil date = pln_civil_from_days (days);
  char suffix[16] = "";

  if (moment.has_offset)
    g_snprintf (suffix, sizeof suffix, "%c%02d:%02d", offset < 0 ? '-' : '+', ABS (offset) / 60, ABS (offset) % 60);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:00%s", date.year, date.month, date.day, clock / 60, clock % 60,
                          suffix);
}

bool
pln_date_parse (const char *text, int *days)
{
  PlnCivil civil = { 0 };

  if (!matches (text, "0000-00-00") || text[strlen ("0000-00-00")])
    return false;
  civil.year = number (text, 4);
  civil.month = number (text + 5, 2);
  civil.day = number (text + 8, 2);
  if (!pln_civil_is_valid (civil))
    return false;
  *days = pln_days_from_civil (civil.year, civil.month, civil.day);
  return true;
}

char *
pln_date_format (int days)
{
  PlnCivil date = pln_civil_from_days (days);

  return g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
}

bool
pln_clock_parse (const char *text, int *minutes)
{
  int clock;

  if (!matches (text, "00:00") || text[strlen ("00:00")] || number (text + 3, 2) > 59)
    return false;
  clock = number (text, 2) * 60 + number (text + 3, 2);
  if (clock > MINUTES_A_DAY)
    return false;
  *minutes = clock;
  return true;
}
