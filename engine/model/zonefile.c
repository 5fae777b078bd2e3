/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/zonefile.h"

#include "model/timeline.h"

#include <string.h>

#define HEADER_BYTES 44
#define LAST_YEAR 2201
#define DAY_SECONDS 86400

/* What a header counts, in the order of the file. */
typedef struct
{
  guint32 ut_marks, standard_marks, leaps, changes, types, characters;
} Counts;

/* One "M10.5.0/1", "J60" or "59" of a POSIX rule. */
typedef struct
{
  char kind; /* 'M', 'J' or '0' */
  int month, week, weekday;
  int day;
  int seconds; /* after 00:00 of the wall clock; may be negative */
} Turn;

typedef struct
{
  PlnClock standard, summer;
  bool has_summer;
  Turn begin, end; /* of summer */
} Rule;

static guint32
read_be32 (const char *at)
{
  guint32 value;

  memcpy (&value, at, sizeof value);
  return GUINT32_FROM_BE (value);
}

static gint64
read_be64 (const char *at)
{
  guint64 value;

  memcpy (&value, at, sizeof value);
  return (gint64) GUINT64_FROM_BE (value);
}

static bool
read_counts (const char *data, gsize length, gsize at, Counts *counts)
{
  if (length < HEADER_BYTES || at > length - HEADER_BYTES || memcmp (data + at, "TZif", 4) != 0 || data[at + 4] < '2')
    return false;
  counts->ut_marks = read_be32 (data + at + 20);
  counts->standard_marks = read_be32 (data + at + 24);
  counts->leaps = read_be32 (data + at + 28);
  counts->changes = read_be32 (data + at + 32);
  counts->types = read_be32 (data + at + 36);
  counts->characters = read_be32 (data + at + 40);
  return counts->types > 0 && counts->types <= 256 && counts->changes < 100000 && counts->characters < 100000
         && counts->leaps < 100000 && counts->ut_marks <= counts->types && counts->standard_marks <= counts->types;
}

static gsize
body_bytes (const Counts *counts, gsize time_bytes)
{
  return counts->changes * (time_bytes + 1) + counts->types * 6 + counts->characters
         + counts->leaps * (time_bytes + 4) + counts->standard_marks + counts->ut_marks;
}

/* The clock of local time type @type; types stand at @types, their names at @names. */
static bool
read_type (const char *types, const char *names, const Counts *counts, guint type, gint64 start, PlnClock *clock)
{
  const char *row = types + type * 6;
  guint name = (guchar) row[5];

  if (type >= counts->types || name >= counts->characters)
    return false;
  *clock = (PlnClock){ .start = start, .offset = (int) read_be32 (row) };
  for (guint k = 0; k + 1 < sizeof clock->name && name + k < counts->characters && names[name + k]; k++)
    clock->name[k] = names[name + k];
  return ABS (clock->offset) < 2 * DAY_SECONDS;
}

static int
read_number (const char **at)
{
  int value = 0;

  while (g_ascii_isdigit (**at) && value < 100000)
    value = 10 * value + (*(*at)++ - '0');
  return value;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static int
read_hours (const char **at)
{
  int sign = **at == '-' ? -1 : 1;
  int seconds = 0;

  if (**at == '-' || **at == '+')
    (*at)++;
  for (int unit = 3600; unit >= 1; unit /= 60)
    {
      seconds += unit * read_number (at);
      if (**at != ':')
        break;
      (*at)++;
    }
  return sign * seconds;
}

static bool
read_name (const char **at, PlnClock *clock)
{
  bool quoted = **at == '<';
  gsize k = 0;

  if (quoted)
    (*at)++;
  while (quoted ? **at && **at != '>' : g_ascii_isalpha (**at))
    {
      if (k + 1 < sizeof clock->name)
        clock->name[k++] = **at;
      (*at)++;
    }
  clock->name[k] = '\0';
  if (quoted && **at == '>')
    (*at)++;
  return k > 0;
}

static bool
read_turn (const char **at, Turn *turn)
{
  *turn = (Turn){ .kind = '0', .seconds = 2 * 3600 };
  if (**at != ',')
    return false;
  (*at)++;
  if (**at == 'M' || **at == 'J')
    turn->kind = *(*at)++;
  turn->day = turn->month = read_number (at);
  if (turn->kind == 'M')
    {
      if (**at == '.')
        (*at)++;
      turn->week = read_number (at);
      if (**at == '.')
        (*at)++;
      turn->weekday = read_number (at);
      if (turn->month < 1 || turn->month > 12 || turn->week < 1 || turn->week > 5 || turn->weekday > 6)
        return false;
    }
  if (**at == '/')
    {
      (*at)++;
      turn->seconds = read_hours (at);
    }
  return true;
}

/* "PST8PDT,M3.2.0,M11.1.0". Offsets count west of UTC there. */
static bool
read_rule (const char *text, Rule *rule)
{
  *rule = (Rule){ 0 };
  if (!read_name (&text, &rule->standard))
    return false;
  rule->standard.offset = -read_hours (&text);
  if (!*text)
    return true;
  if (!read_name (&text, &rule->summer))
    return false;
  rule->summer.offset = *text == ',' ? rule->standard.offset + 3600 : -read_hours (&text);
  rule->has_summer = read_turn (&text, &rule->begin) && read_turn (&text, &rule->end);
  return rule->has_summer && !*text;
}

static bool
is_leap (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days since 1970 of the day of a turn in a year. */
static int
turn_day (const Turn *turn, int year)
{
  int first, weekday, day, next;

  if (turn->kind == '0')
    return pln_days_from_civil (year, 1, 1) + turn->day;
  if (turn->kind == 'J') /* 29 February is never counted */
    return pln_days_from_civil (year, 1, 1) + turn->day - (turn->day < 60 || !is_leap (year));
  first = pln_days_from_civil (year, turn->month, 1);
  weekday = (first + 4) % 7; /* 1970-01-01 was a Thursday; here 0 is Sunday */
  day = first + (turn->weekday - weekday + 7) % 7 + 7 * (turn->week - 1);
  next = turn->month == 12 ? pln_days_from_civil (year + 1, 1, 1) : pln_days_from_civil (year, turn->month + 1, 1);
  return day < next ? day : day - 7;
}

static void
add_rule_year (GArray *clocks, const Rule *rule, int year)
{
  PlnClock summer = rule->summer, standard = rule->standard;
  PlnClock order[2];

  summer.start = (gint64) turn_day (&rule->begin, year) * DAY_SECONDS + rule->begin.seconds - standard.offset;
  standard.start = (gint64) turn_day (&rule->end, year) * DAY_SECONDS + rule->end.seconds - summer.offset;
  order[0] = summer.start < standard.start ? summer : standard;
  order[1] = summer.start < standard.start ? standard : summer;
  for (int k = 0; k < 2; k++)
    if (order[k].start > g_array_index (clocks, PlnClock, clocks->len - 1).start)
      g_array_append_val (clocks, order[k]);
}

/* The rule holds after the last change that the file lists. */
static void
add_rule (GArray *clocks, const char *data, gsize length, gsize at)
{
  g_autofree char *text = NULL;
  const char *end;
  Rule rule;
  int year = 1970;

  if (at >= length || data[at] != '\n')
    return;
  end = memchr (data + at + 1, '\n', length - at - 1);
  if (!end || end - (data + at + 1) > 200)
    return;
  text = g_strndup (data + at + 1, (gsize) (end - (data + at + 1)));
  if (!read_rule (text, &rule) || !rule.has_summer)
    return;
  for (; year <= LAST_YEAR; year++)
    add_rule_year (clocks, &rule, year);
}

GArray *
pln_zone_file_read (const char *data, gsize length)
{
  g_autoptr (GArray) clocks = g_array_new (FALSE, FALSE, sizeof (PlnClock));
  Counts counts;
  gsize second, at;
  const char *times, *which, *types, *names;
  PlnClock clock;

  if (!read_counts (data, length, 0, &counts))
    return NULL;
  second = HEADER_BYTES + body_bytes (&counts, 4);
  if (!read_counts (data, length, second, &counts))
    return NULL;
  at = second + HEADER_BYTES;
  if (body_bytes (&counts, 8) > length - at)
    return NULL;
  times = data + at;
  which = times + 8 * counts.changes;
  types = which + counts.changes;
  names = types + 6 * counts.types;
  if (!read_type (types, names, &counts, 0, G_MININT64, &clock))
    return NULL;
  g_array_append_val (clocks, clock);
  for (guint32 k = 0; k < counts.changes; k++)
    {
      gint64 start = read_be64 (times + 8 * k);

      if (!read_type (types, names, &counts, (guchar) which[k], start, &clock))
        return NULL;
      if (start > g_array_index (clocks, PlnClock, clocks->len - 1).start)
        g_array_append_val (clocks, clock);
    }
  add_rule (clocks, data, length, at + body_bytes (&counts, 8));
  return g_steal_pointer (&clocks);
}
