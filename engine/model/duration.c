/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/duration.h"

#include <string.h>

/* A millionth of a minute: what a decimal fraction of an hour is counted in. */
#define MICRO 1000000
#define FRACTION_DIGITS 8

typedef struct
{
  const char *at;
  gint64 micro; /* of the length read last */
} Cursor;

static void
skip_spaces (Cursor *cursor)
{
  while (g_ascii_isspace (*cursor->at))
    cursor->at++;
}

static bool
take (Cursor *cursor, const char *text)
{
  if (!g_str_has_prefix (cursor->at, text))
    return false;
  cursor->at += strlen (text);
  return true;
}

/* The longest of the words that stands here. Words are NULL-terminated, longest first. */
static bool
take_word (Cursor *cursor, const char *const *words)
{
  for (; *words; words++)
    if (take (cursor, *words))
      return true;
  return false;
}

static bool
take_hours_word (Cursor *cursor)
{
  static const char *const words[] = { "hours", "hour", "hrs", "hr", "h", NULL };

  return take_word (cursor, words);
}

static bool
take_minutes_word (Cursor *cursor)
{
  static const char *const words[] = { "minutes", "minute", "mins", "min", "m", NULL };

  return take_word (cursor, words);
}

/* Digits; values past any length of time stay at one that is too long. */
static bool
take_number (Cursor *cursor, gint64 *value)
{
  if (!g_ascii_isdigit (*cursor->at))
    return false;
  for (*value = 0; g_ascii_isdigit (*cursor->at); cursor->at++)
    *value = MIN (10 * *value + (*cursor->at - '0'), 10 * (gint64) PLN_DURATION_MAX);
  return true;
}

/* ".25" in millionths of a minute of an hour; digits past the eighth cannot matter. */
static bool
take_fraction (Cursor *cursor, gint64 *micro)
{
  gint64 unit = (gint64) 60 * MICRO;
  bool dropped = false;
  int digits = 0;

  if (!g_ascii_isdigit (*cursor->at))
    return false;
  for (*micro = 0; g_ascii_isdigit (*cursor->at); cursor->at++)
    {
      if (++digits > FRACTION_DIGITS - 1)
        {
          dropped |= *cursor->at != '0';
          continue;
        }
      unit /= 10;
      *micro += unit * (*cursor->at - '0');
    }
  *micro += dropped;
  return true;
}

/* "pt1h30m" */
static bool
take_iso (Cursor *cursor)
{
  gint64 number, hours = 0, minutes = 0;
  bool any = false;

  if (!take (cursor, "pt") || !take_number (cursor, &number))
    return false;
  if (take (cursor, "h"))
    {
      hours = number;
      any = true;
      if (!take_number (cursor, &number))
        number = -1;
    }
  if (number >= 0)
    {
      if (!take (cursor, "m"))
        return false;
      minutes = number;
      any = true;
    }
  cursor->micro = (hours * 60 + minutes) * MICRO;
  return any;
}

/* What stands after the hours of "1h30m", "1 hour 30" and "1h". */
static bool
take_minutes_after (Cursor *cursor, gint64 hours)
{
  gint64 minutes = 0;

  skip_spaces (cursor);
  if (take_number (cursor, &minutes))
    {
      skip_spaces (cursor);
      take_minutes_word (cursor);
    }
  cursor->micro = (hours * 60 + minutes) * MICRO;
  return true;
}

/* One length without part count, bounds or marks: "30", "1h30", "1:30", "1.5h", "pt1h". */
static bool
take_length (Cursor *cursor)
{
  gint64 number, fraction;

  if (*cursor->at == 'p')
    return take_iso (cursor);
  if (!take_number (cursor, &number))
    return false;
  if (take (cursor, ":"))
    {
      if (!g_ascii_isdigit (cursor->at[0]) || !g_ascii_isdigit (cursor->at[1]) || cursor->at[0] > '5')
        return false;
      cursor->micro = (number * 60 + (cursor->at[0] - '0') * 10 + (cursor->at[1] - '0')) * MICRO;
      cursor->at += 2;
      return true;
    }
  if (take (cursor, "."))
    {
      if (!take_fraction (cursor, &fraction))
        return false;
      skip_spaces (cursor);
      cursor->micro = number * 60 * MICRO + fraction;
      return take_hours_word (cursor);
    }
  skip_spaces (cursor);
  if (take_hours_word (cursor))
    return take_minutes_after (cursor, number);
  take_minutes_word (cursor);
  cursor->micro = number * MICRO;
  return true;
}

static bool
at_end (Cursor *cursor)
{
  skip_spaces (cursor);
  return *cursor->at == '\0';
}

/* "30-45 min": both numbers have the unit of the second. */
static bool
read_range (const char *text, gint64 *least, gint64 *preferred)
{
  Cursor cursor = { text, 0 };
  gint64 low, high, unit = MICRO;

  if (!take_number (&cursor, &low))
    return false;
  skip_spaces (&cursor);
  if (!take (&cursor, "-") && !take (&cursor, "\342\200\223"))
    return false;
  skip_spaces (&cursor);
  if (!take_number (&cursor, &high))
    return false;
  skip_spaces (&cursor);
  if (take_hours_word (&cursor))
    unit = (gint64) 60 * MICRO;
  else
    take_minutes_word (&cursor);
  *least = low * unit;
  *preferred = high * unit;
  return at_end (&cursor);
}

/* "30m or less", "up to 30m", "<= 30m" */
static bool
read_at_most (const char *text, gint64 *least, gint64 *preferred)
{
  Cursor cursor = { text, 0 };
  bool before = take (&cursor, "up to") || take (&cursor, "<=");

  skip_spaces (&cursor);
  if (!take_length (&cursor))
    return false;
  skip_spaces (&cursor);
  if (!before && !take (&cursor, "or less"))
    return false;
  *preferred = cursor.micro;
  *least = (cursor.micro + 1) / 2;
  return at_end (&cursor);
}

static bool
read_plain (const char *text, gint64 *least, gint64 *preferred)
{
  Cursor cursor = { text, 0 };

  if (!take_length (&cursor))
    return false;
  *least = *preferred = cursor.micro;
  return at_end (&cursor);
}

int
pln_duration_round (int minutes, int granularity)
{
  return (minutes + granularity - 1) / granularity * granularity;
}

/* Millionths to minutes on the grid. */
static int
round_up (gint64 micro, int granularity)
{
  gint64 step = (gint64) granularity * MICRO;

  return (int) ((micro + step - 1) / step * granularity);
}

static bool
is_blank (const char *text)
{
  return *text == '\0' || g_str_equal (text, "?") || g_str_equal (text, "tbd");
}

/* Takes a leading "~" and a trailing "?" off the stripped @text, but for a lone "?". */
static char *
strip_marks (char *text, bool *estimate)
{
  gsize length = strlen (text);

  if (length > 1 && text[length - 1] == '?')
    {
      *estimate = true;
      text[length - 1] = '\0';
      text = g_strstrip (text);
    }
  if (text[0] == '~' && text[1])
    {
      *estimate = true;
      text = g_strstrip (text + 1);
    }
  return text;
}

/* "3 x ": the rest of the text, or @text where there is no part count. */
static char *
strip_parts (char *text, gint64 *parts)
{
  Cursor cursor = { text, 0 };
  gint64 number;

  if (!take_number (&cursor, &number))
    return text;
  skip_spaces (&cursor);
  if (!take (&cursor, "x") && !take (&cursor, "\303\227"))
    return text;
  skip_spaces (&cursor);
  *parts = number;
  return (char *) cursor.at;
}

static bool
refuse (char **reason, const char *why)
{
  if (reason)
    *reason = g_strdup (why);
  return false;
}

bool
pln_duration_parse (const char *text, int granularity, int default_minutes, PlnDuration *duration, char **reason)
{
  g_autofree char *copy = NULL;
  char *rest;
  gint64 least, preferred, parts = -1;
  bool estimate = false, blank;

  if (strlen (text) > 1000)
    return refuse (reason, "it is longer than any length of time");
  copy = g_ascii_strdown (text, -1);
  rest = g_strstrip (copy);
  if (!is_blank (rest))
    {
      rest = strip_parts (strip_marks (rest, &estimate), &parts);
      if (parts >= 0 && *rest == '\0' && !estimate)
        return refuse (reason, "nothing says how long each part is");
    }
  if (parts == 0)
    return refuse (reason, "there must be at least one part");
  if (parts > PLN_PARTS_MAX)
    return refuse (reason, "there are too many parts");
  blank = is_blank (rest);
  if (blank)
    {
      estimate = true;
      least = preferred = (gint64) default_minutes * MICRO;
    }
  else if (!read_plain (rest, &least, &preferred) && !read_at_most (rest, &least, &preferred)
           && !read_range (rest, &least, &preferred))
    return refuse (reason, "it is in none of the known forms");
  if (preferred <= 0 || least <= 0)
    return refuse (reason, "it must be longer than nothing");
  if (preferred > (gint64) PLN_DURATION_MAX * MICRO || least > (gint64) PLN_DURATION_MAX * MICRO)
    return refuse (reason, "it is longer than any meeting");
  if (round_up (least, granularity) > round_up (preferred, granularity))
    return refuse (reason, "the shortest is longer than the longest");
  *duration = (PlnDuration){
    .preferred = round_up (preferred, granularity),
    .least = round_up (least, granularity),
    .parts = parts > 0 ? (int) parts : 1,
    .has_parts = parts > 0,
    .estimate = estimate,
    .blank = blank,
  };
  return true;
}

char *
pln_duration_format (int minutes)
{
  if (minutes < 60)
    return g_strdup_printf ("%d min", minutes);
  if (minutes % 60 == 0)
    return g_strdup_printf ("%d h", minutes / 60);
  return g_strdup_printf ("%d h %d min", minutes / 60, minutes % 60);
}
