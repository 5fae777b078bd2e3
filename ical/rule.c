/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/rule.h"

#include <string.h>

/* One NAME=value of a rule. */
typedef struct
{
  const char *value;
  size_t length;
} Part;

typedef PlnRuleReading (*PartReader) (Part part, PlnRule *rule, const char **complaint);

static PlnRuleReading
complain (const char **complaint, PlnRuleReading reading, const char *text)
{
  *complaint = text;
  return reading;
}

static bool
next_item (Part *part, Part *item)
{
  const char *comma;

  if (part->value == NULL)
    return false;
  comma = memchr (part->value, ',', part->length);
  item->value = part->value;
  item->length = comma == NULL ? part->length : (size_t) (comma - part->value);
  part->value = comma == NULL ? NULL : comma + 1;
  part->length -= comma == NULL ? 0 : item->length + 1;
  return true;
}

/* An integer with an optional sign; what is longer than any real number saturates. */
static bool
integer (Part part, gint64 *value)
{
  size_t k = part.length > 0 && (part.value[0] == '-' || part.value[0] == '+') ? 1 : 0;
  gint64 sum = 0;

  if (k == part.length)
    return false;
  for (; k < part.length; k++)
    {
      if (!g_ascii_isdigit (part.value[k]))
        return false;
      sum = MIN (sum * 10 + (part.value[k] - '0'), G_GINT64_CONSTANT (1000000000000));
    }
  *value = part.value[0] == '-' ? -sum : sum;
  return true;
}

static void
ordinals_add (PlnOrdinals *ordinals, int n)
{
  uint64_t *words = n > 0 ? ordinals->front : ordinals->back;

  n = ABS (n);
  words[n / 64] |= UINT64_C (1) << (n % 64);
  ordinals->is_given = true;
}

static PlnRuleReading
read_ordinals (Part part, int limit, PlnOrdinals *ordinals, const char **complaint)
{
  Part item;

  while (next_item (&part, &item))
    {
      gint64 n;

      if (!integer (item, &n) || n == 0 || ABS (n) > limit)
        return complain (complaint, PLN_RULE_UNREADABLE, "a number out of its range in a list");
      ordinals_add (ordinals, (int) n);
    }
  return PLN_RULE_READ;
}

/* A list of numbers from @least to @most as bits. */
static PlnRuleReading
read_bits (Part part, int least, int most, uint64_t *bits, const char **complaint)
{
  Part item;

  while (next_item (&part, &item))
    {
      gint64 n;

      if (!integer (item, &n) || n < least || n > most)
        return complain (complaint, PLN_RULE_UNREADABLE, "a number out of its range in a list");
      *bits |= UINT64_C (1) << n;
    }
  return PLN_RULE_READ;
}

static int
weekday_from_name (const char *name)
{
  static const char days[] = "MOTUWETHFRSASU";

  for (int day = 0; day < 7; day++)
    if (g_ascii_strncasecmp (days + 2 * day, name, 2) == 0)
      return day;
  return -1;
}

static PlnRuleReading
read_frequency (Part part, PlnRule *rule, const char **complaint)
{
  static const char *const words[] = { "YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY" };

  for (size_t k = 0; k < G_N_ELEMENTS (words); k++)
    if (strlen (words[k]) == part.length && g_ascii_strncasecmp (words[k], part.value, part.length) == 0)
      {
        rule->frequency = (PlnFrequency) k;
        return PLN_RULE_READ;
      }
  return complain (complaint, PLN_RULE_UNREADABLE, "an unknown FREQ");
}

static PlnRuleReading
read_interval (Part part, PlnRule *rule, const char **complaint)
{
  gint64 n;

  if (!integer (part, &n) || n < 1)
    return complain (complaint, PLN_RULE_MENDED, "an INTERVAL that is no positive number; read as 1");
  rule->interval = n;
  return PLN_RULE_READ;
}

static PlnRuleReading
read_count (Part part, PlnRule *rule, const char **complaint)
{
  gint64 n;

  if (!integer (part, &n) || n < 1)
    return complain (complaint, PLN_RULE_MENDED, "a COUNT that is no positive number; read as no COUNT");
  rule->count = n;
  return PLN_RULE_READ;
}

static PlnRuleReading
read_until (Part part, PlnRule *rule, const char **complaint)
{
  if (!pln_ics_moment_read (part.value, part.length, &rule->until))
    return complain (complaint, PLN_RULE_MENDED, "an UNTIL that is no date; read as no UNTIL");
  rule->has_until = true;
  return PLN_RULE_READ;
}

static PlnRuleReading
read_week_start (Part part, PlnRule *rule, const char **complaint)
{
  int day = part.length == 2 ? weekday_from_name (part.value) : -1;

  if (day < 0)
    return complain (complaint, PLN_RULE_UNREADABLE, "an unknown WKST");
  rule->week_start = day;
  return PLN_RULE_READ;
}

static PlnRuleReading
read_weekdays (Part part, PlnRule *rule, const char **complaint)
{
  Part item;

  rule->has_weekdays = true;
  while (next_item (&part, &item))
    {
      int day = item.length >= 2 ? weekday_from_name (item.value + item.length - 2) : -1;
      gint64 n;

      if (day < 0)
        return complain (complaint, PLN_RULE_UNREADABLE, "an unknown weekday in BYDAY");
      item.length -= 2;
      if (item.length == 0)
        rule->weekdays |= (uint8_t) (1u << day);
      else if (integer (item, &n) && n != 0 && ABS (n) <= 53)
        ordinals_add (&rule->nth[day], (int) n);
      else
        return complain (complaint, PLN_RULE_UNREADABLE, "a weekday in BYDAY that no month or year has");
    }
  return PLN_RULE_READ;
}

static PlnRuleReading
read_month_days (Part part, PlnRule *rule, const char **complaint)
{
  return read_ordinals (part, 31, &rule->month_days, complaint);
}

static PlnRuleReading
read_year_days (Part part, PlnRule *rule, const char **complaint)
{
  return read_ordinals (part, 366, &rule->year_days, complaint);
}

static PlnRuleReading
read_weeks (Part part, PlnRule *rule, const char **complaint)
{
  return read_ordinals (part, 53, &rule->weeks, complaint);
}

static PlnRuleReading
read_positions (Part part, PlnRule *rule, const char **complaint)
{
  return read_ordinals (part, 366, &rule->positions, complaint);
}

static PlnRuleReading
read_months (Part part, PlnRule *rule, const char **complaint)
{
  uint64_t bits = 0;
  PlnRuleReading reading = read_bits (part, 1, 12, &bits, complaint);

  rule->months = (uint32_t) bits;
  return reading;
}

static PlnRuleReading
read_hours (Part part, PlnRule *rule, const char **complaint)
{
  uint64_t bits = 0;
  PlnRuleReading reading = read_bits (part, 0, 23, &bits, complaint);

  rule->hours = (uint32_t) bits;
  return reading;
}

static PlnRuleReading
read_minutes (Part part, PlnRule *rule, const char **complaint)
{
  return read_bits (part, 0, 59, &rule->minutes, complaint);
}

static PlnRuleReading
read_seconds (Part part, PlnRule *rule, const char **complaint)
{
  return read_bits (part, 0, 60, &rule->seconds, complaint);
}

/* RFC 7529: other calendars are not expanded, and a SKIP moves days. */
static PlnRuleReading
read_scale (Part part, PlnRule *rule, const char **complaint)
{
  if (part.length == 9 && g_ascii_strncasecmp (part.value, "GREGORIAN", 9) == 0)
    return PLN_RULE_READ;
  return complain (complaint, PLN_RULE_UNREADABLE, "an RSCALE other than GREGORIAN");
}

static PlnRuleReading
read_skip (Part part, PlnRule *rule, const char **complaint)
{
  if (part.length == 4 && g_ascii_strncasecmp (part.value, "OMIT", 4) == 0)
    return PLN_RULE_READ;
  return complain (complaint, PLN_RULE_UNREADABLE, "a SKIP other than OMIT");
}

static PartReader
find_reader (const char *name, size_t length)
{
  static const struct
  {
    const char *name;
    PartReader read;
  } readers[] = {
    { "FREQ", read_frequency },       { "INTERVAL", read_interval },   { "COUNT", read_count },
    { "UNTIL", read_until },          { "WKST", read_week_start },     { "BYDAY", read_weekdays },
    { "BYMONTHDAY", read_month_days }, { "BYYEARDAY", read_year_days }, { "BYWEEKNO", read_weeks },
    { "BYSETPOS", read_positions },   { "BYMONTH", read_months },      { "BYHOUR", read_hours },
    { "BYMINUTE", read_minutes },     { "BYSECOND", read_seconds },    { "RSCALE", read_scale },
    { "SKIP", read_skip },
  };

  for (size_t k = 0; k < G_N_ELEMENTS (readers); k++)
    if (strlen (readers[k].name) == length && g_ascii_strncasecmp (readers[k].name, name, length) == 0)
      return readers[k].read;
  return NULL;
}

/* What the RFC forbids and yet has one sensible meaning. */
static PlnRuleReading
check_whole (PlnRule *rule, const char **complaint)
{
  bool has_nth = false;

  for (int day = 0; day < 7; day++)
    has_nth |= rule->nth[day].is_given;
  /* A leap second is the one before it. */
  if (rule->seconds >> 60 & 1)
    rule->seconds = (rule->seconds | UINT64_C (1) << 59) & ~(UINT64_C (1) << 60);
  if (has_nth && (rule->frequency > PLN_FREQ_MONTHLY || rule->weeks.is_given))
    {
      for (int day = 0; day < 7; day++)
        if (rule->nth[day].is_given)
          rule->weekdays |= (uint8_t) (1u << day);
      memset (rule->nth, 0, sizeof rule->nth);
      return complain (complaint, PLN_RULE_MENDED, "a numbered weekday where none belongs; read as every such weekday");
    }
  if (rule->count > 0 && rule->has_until)
    return complain (complaint, PLN_RULE_MENDED, "both COUNT and UNTIL; read as whichever ends it first");
  if (rule->weeks.is_given && rule->frequency != PLN_FREQ_YEARLY)
    return complain (complaint, PLN_RULE_MENDED, "BYWEEKNO in a rule that is not yearly; read as a limit");
  return PLN_RULE_READ;
}

PlnRuleReading
pln_rule_read (const char *text, PlnRule *rule, const char **complaint)
{
  PlnRule read = { .interval = 1 };
  PlnRuleReading worst = PLN_RULE_READ;
  bool has_frequency = false;
  const char *why = NULL;

  *complaint = NULL;
  while (*text != '\0')
    {
      size_t length = strcspn (text, ";"), name = strcspn (text, "=;");
      PartReader reader = name < length ? find_reader (text, name) : NULL;
      Part part = { text + name + 1, name < length ? length - name - 1 : 0 };
      PlnRuleReading reading = PLN_RULE_READ;

      if (reader != NULL)
        reading = reader (part, &read, &why);
      else if (length > strspn (text, " \t"))
        reading = complain (&why, PLN_RULE_UNREADABLE, "a part that is unknown");
      has_frequency |= reader == read_frequency;
      worst = MAX (worst, reading);
      text += length + (text[length] == ';' ? 1 : 0);
    }
  if (!has_frequency)
    worst = complain (&why, PLN_RULE_UNREADABLE, "no FREQ");
  else if (worst != PLN_RULE_UNREADABLE && check_whole (&read, &why) == PLN_RULE_MENDED)
    worst = PLN_RULE_MENDED;
  *complaint = why;
  *rule = read;
  return worst;
}
