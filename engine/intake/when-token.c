/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/when-token.h"

#include "intake/day-name.h"
#include "intake/pattern.h"

#include <stdlib.h>
#include <string.h>

static int
lunch_start (const PlnCalendarFrame *frame)
{
  int best = -1;

  for (int k = 0; k < frame->n_breaks; k++)
    if (frame->breaks[k].start >= 11 * 60 && frame->breaks[k].start <= 14 * 60
        && (best < 0 || frame->breaks[k].end - frame->breaks[k].start > frame->breaks[best].end - frame->breaks[best].start))
      best = k;
  return best >= 0 ? frame->breaks[best].start : 12 * 60;
}

static int
lunch_end (const PlnCalendarFrame *frame)
{
  int start = lunch_start (frame);

  for (int k = 0; k < frame->n_breaks; k++)
    if (frame->breaks[k].start == start)
      return frame->breaks[k].end;
  return start;
}

guint64
pln_when_all_days (const PlnCalendarFrame *frame)
{
  return ((guint64) 1 << MIN (frame->n_days, PLN_WHEN_MOST_DAYS)) - 1;
}

/* The days of that weekday (0 is Monday), month day or date; 0 where there is none, or a month day that
 * two months have. */
static guint64
days_where (const PlnCalendarFrame *frame, int weekday, int month, int day, int year)
{
  guint64 days = 0;

  for (int k = 0; k < MIN (frame->n_days, PLN_WHEN_MOST_DAYS); k++)
    {
      PlnCivil civil = pln_civil_from_days (frame->dates[k]);

      if ((weekday < 0 || pln_civil_weekday (civil) == weekday) && (month <= 0 || civil.month == month) && (day <= 0 || civil.day == day)
          && (year <= 0 || civil.year == year))
        days |= (guint64) 1 << k;
    }
  return days;
}

/* Matches at the very start of the text, whatever the case. */
static bool
match (const char *pattern, const char *text, GMatchInfo **info)
{
  return g_regex_match (pln_pattern_at_start (pattern), text, 0, info);
}

static int
number_of (GMatchInfo *info, int group)
{
  g_autofree char *text = g_match_info_fetch (info, group);

  return text && text[0] ? atoi (text) : -1;
}

static const char *
end_of (GMatchInfo *info, const char *text)
{
  int start, end;

  g_match_info_fetch_pos (info, 0, &start, &end);
  return text + end;
}

static int
ordinal_of (const char *word)
{
  static const char *const words[] = { "first", "second", "third", "fourth", "fifth" };
  static const char *const counts[] = { "one", "two", "three", "four", "five" };

  for (int k = 0; k < 5; k++)
    if (g_ascii_strcasecmp (word, words[k]) == 0 || g_ascii_strcasecmp (word, counts[k]) == 0)
      return k + 1;
  return atoi (word);
}

static bool
take_days (PlnWhenToken *token, guint64 days, const char *end)
{
  if (days == 0)
    return false;
  token->kind = TOKEN_DAYS;
  token->days = days;
  token->end = end;
  return true;
}

#define NUMBER "(?:one|two|three|four|five|[0-9]{1,2})"
#define ORDINAL "(?:first|second|third|fourth|fifth|[0-9]{1,2}(?:st|nd|rd|th))"
#define JOINT "(?:\\s*[,&/]\\s*(?:and |or )?|\\s+and\\s+|\\s+or\\s+)"
#define NO_CLOCK "\\b(?![:.][0-9]| ?[ap]\\.?m\\b| ?[-–])" /* behind a bare number that is no time of day */

/* The days that a list of numbers or ordinals counts; 0 where one of them is no day of the meeting. */
static guint64
counted_days (const PlnCalendarFrame *frame, const char *list)
{
  g_autoptr (GMatchInfo) info = NULL;
  guint64 days = 0;

  for (g_regex_match (pln_pattern (ORDINAL "|" NUMBER, false), list, 0, &info); g_match_info_matches (info); g_match_info_next (info, NULL))
    {
      g_autofree char *word = g_match_info_fetch (info, 0);
      int n = ordinal_of (word);

      if (n < 1 || n > MIN (frame->n_days, PLN_WHEN_MOST_DAYS))
        return 0;
      days |= (guint64) 1 << (n - 1);
    }
  return days;
}

/* "Day 3", "days one and two", "the 2nd day", "first and third day", "last day", "each day". */
static bool
read_counted_day (const PlnCalendarFrame *frame, const char *text, PlnWhenToken *token)
{
  static const char by_number[] = "days? (" NUMBER "(?:" JOINT NUMBER NO_CLOCK ")*)" NO_CLOCK;
  static const char by_ordinal[] = "(?:the )?(" ORDINAL "(?:" JOINT "(?:the )?" ORDINAL ")*) days?\\b";
  static const char last[] = "(?:the )?(?:last|final) day\\b";
  static const char every[] = "(?:on )?(?:all (?:the )?days|any day|any of the days|every ?day|each day|all (?:[0-9]|two|three|four|five) days|of any day|of (?:each|every) day)\\b";
  g_autoptr (GMatchInfo) info = NULL;
  g_autofree char *list = NULL;

  if (match (every, text, &info))
    return take_days (token, pln_when_all_days (frame), end_of (info, text));
  g_clear_pointer (&info, g_match_info_free);
  if (match (last, text, &info))
    return take_days (token, (guint64) 1 << (frame->n_days - 1), end_of (info, text));
  g_clear_pointer (&info, g_match_info_free);
  if (!match (by_number, text, &info))
    {
      g_clear_pointer (&info, g_match_info_free);
      if (!match (by_ordinal, text, &info))
        return false;
    }
  list = g_match_info_fetch (info, 1);
  return take_days (token, counted_days (frame, list), end_of (info, text));
}

/* The days of a month that a list such as "5 or 6" names. */
static guint64
month_days (const PlnCalendarFrame *frame, int month, const char *list)
{
  g_autoptr (GMatchInfo) info = NULL;
  guint64 days = 0;

  for (g_regex_match (pln_pattern ("[0-9]+", true), list, 0, &info); g_match_info_matches (info); g_match_info_next (info, NULL))
    {
      g_autofree char *number = g_match_info_fetch (info, 0);
      guint64 more = days_where (frame, -1, month, atoi (number), 0);

      if (more == 0)
        return 0;
      days |= more;
    }
  return days;
}

/* How a date may be written; `weekday`, `month`, `month_last` and `days` are groups, 0 where there is none. */
typedef struct
{
  const char *pattern;
  int weekday, month, month_last, days;
} DateForm;

static const DateForm *
date_forms (void)
{
  static DateForm *forms = NULL;
#define DAY_OF_MONTH "([0-9]{1,2})(?:st|nd|rd|th)?"

  if (g_once_init_enter (&forms))
    {
      const DateForm made[] = {
        /* "Tuesday, June 2nd", "Wed (May 23)" */
        { g_strconcat (pln_weekday_pattern, ",? ?\\(?", pln_month_pattern, " ?" DAY_OF_MONTH NO_CLOCK "\\)?", NULL), 1, 2, 0, 3 },
        /* "Wednesday 16 April", "Tuesday the 2nd of June" */
        { g_strconcat (pln_weekday_pattern, ",? (?:the )?" DAY_OF_MONTH " (?:of )?", pln_month_pattern, NULL), 1, 0, 3, 2 },
        /* "Tues 20th", "Wed 9" */
        { g_strconcat (pln_weekday_pattern, ",? (?:the )?([0-9]{1,2}(?=st|nd|rd|th|\\b))(?:st|nd|rd|th)?" NO_CLOCK, NULL), 1, 0, 0, 2 },
        { pln_weekday_pattern, 1, 0, 0, 0 },
        /* "June 8th", "June 5 or 6" */
        { g_strconcat (pln_month_pattern, " ?([0-9]{1,2}(?:st|nd|rd|th)?(?:" JOINT "[0-9]{1,2}(?:st|nd|rd|th)?" NO_CLOCK ")*)\\b(?!:)(?:,? 20[0-9]{2}\\b)?", NULL), 0, 1, 0, 2 },
        /* "8 June", "20th or 21st of May" */
        { g_strconcat ("(?:the )?([0-9]{1,2}(?:st|nd|rd|th)?(?:" JOINT "(?:the )?[0-9]{1,2}(?:st|nd|rd|th)?)*)(?: of)? ", pln_month_pattern, NULL), 0, 0, 2, 1 },
        /* "the 25th" */
        { "(?:the )?([0-9]{1,2})(?:st|nd|rd|th)\\b(?! hour| slot| item| session| half| day)", 0, 0, 0, 1 },
        { NULL, 0, 0, 0, 0 },
      };

      g_once_init_leave (&forms, g_memdup2 (made, sizeof made));
    }
  return forms;
#undef DAY_OF_MONTH
}

static char *
group_of (GMatchInfo *info, int group)
{
  return group > 0 ? g_match_info_fetch (info, group) : NULL;
}

/* A weekday and a date that do not agree are no day, and so is a day that the meeting does not have. */
static bool
read_date (const PlnCalendarFrame *frame, const char *text, PlnWhenToken *token)
{
  static const char iso[] = "([0-9]{4})-([0-9]{2})-([0-9]{2})\\b";
  g_autoptr (GMatchInfo) info = NULL;

  if (match (iso, text, &info))
    return take_days (token, days_where (frame, -1, number_of (info, 2), number_of (info, 3), number_of (info, 1)), end_of (info, text));
  for (const DateForm *form = date_forms (); form->pattern; form++)
    {
      g_clear_pointer (&info, g_match_info_free);
      if (match (form->pattern, text, &info))
        {
          g_autofree char *weekday = group_of (info, form->weekday), *days = group_of (info, form->days);
          g_autofree char *month = group_of (info, form->month + form->month_last);
          int month_number = month ? pln_month_from_name (month) : 0;
          guint64 by_weekday = weekday ? days_where (frame, pln_weekday_from_name (weekday), 0, 0, 0) : pln_when_all_days (frame);

          return take_days (token, by_weekday & (days ? month_days (frame, month_number, days) : by_weekday), end_of (info, text));
        }
    }
  return false;
}

/* "3pm", "4:30 PM", "14:00", "noon". A bare "3" is none. */
static bool
read_clock (const char *text, PlnWhenToken *token)
{
  static const char clock[] = "([0-9]{1,2})(?:[:.]([0-9]{2}))? ?([ap])\\.?m?\\b\\.?|([0-9]{1,2}):([0-9]{2})(?: ?h)?\\b|(12 noon|noon|midday)\\b";
  g_autoptr (GMatchInfo) info = NULL;
  g_autofree char *half = NULL, *noon = NULL;
  int hour, minute;

  if (!match (clock, text, &info))
    return false;
  half = g_match_info_fetch (info, 3);
  noon = g_match_info_fetch (info, 6);
  hour = half && half[0] ? number_of (info, 1) : number_of (info, 4);
  minute = half && half[0] ? MAX (0, number_of (info, 2)) : number_of (info, 5);
  if (noon && noon[0])
    hour = 12, minute = 0;
  else if (half && half[0] && hour > 12 && g_ascii_tolower (half[0]) == 'p')
    ; /* "14:00 PM" */
  else if (half && half[0] && (hour < 1 || hour > 12))
    return false;
  else if (half && half[0])
    hour = hour % 12 + (g_ascii_tolower (half[0]) == 'p' ? 12 : 0);
  if (hour > 24 || minute > 59)
    return false;
  token->kind = TOKEN_CLOCK;
  token->from = token->to = hour * 60 + minute;
  token->end = end_of (info, text);
  return true;
}

static bool
take_part (PlnWhenToken *token, int from, int to, GMatchInfo *info, const char *text)
{
  token->kind = TOKEN_PART;
  token->from = from;
  token->to = to;
  token->end = end_of (info, text);
  return true;
}

static bool
read_part (const PlnCalendarFrame *frame, const char *text, PlnWhenToken *token)
{
  static const char after_lunch[] = "(?:right |just )?after lunch\\b";
  static const char before_lunch[] = "(?:right |just )?before lunch\\b|(?:the )?pre-lunch hours\\b";
  static const char morning[] = "(?:the |in the )?mornings?\\b(?: sessions?)?(?: \\(meeting time\\))?";
  static const char afternoon[] = "(?:the |in the )?\"?afternoons?\\b\"?(?: sessions?| slots?)?";
  static const char hours[] = "(?:the |only the )?(first|last) (?:(one|two|three|four|[0-9]{1,2}) )?(hour|minute)s?\\b(?: of the day)?";
  g_autoptr (GMatchInfo) info = NULL;
  g_autofree char *which = NULL, *count = NULL, *unit = NULL;
  int n;

  if (match (after_lunch, text, &info))
    return take_part (token, lunch_end (frame), PLN_WHEN_DAY_MINUTES, info, text);
  g_clear_pointer (&info, g_match_info_free);
  if (match (before_lunch, text, &info))
    return take_part (token, 0, lunch_start (frame), info, text);
  g_clear_pointer (&info, g_match_info_free);
  if (match (morning, text, &info))
    return take_part (token, 0, lunch_start (frame), info, text);
  g_clear_pointer (&info, g_match_info_free);
  if (match (afternoon, text, &info))
    return take_part (token, lunch_end (frame), PLN_WHEN_DAY_MINUTES, info, text);
  g_clear_pointer (&info, g_match_info_free);
  if (!match (hours, text, &info))
    return false;
  which = g_match_info_fetch (info, 1);
  count = g_match_info_fetch (info, 2);
  unit = g_match_info_fetch (info, 3);
  n = (g_ascii_tolower (unit[0]) == 'h' ? 60 : 1) * (count && count[0] ? ordinal_of (count) : 1);
  token->from_start = g_ascii_tolower (which[0]) == 'f';
  token->from_end = !token->from_start;
  return take_part (token, n, n, info, text);
}

static const struct
{
  const char *names;
  const char *zone;
} zones[] = {
  { "(?:utc(?![+-])|gmt(?![+-]))\\b", "UTC" },
  { "(?:cest|cet)\\b", "Europe/Paris" },
  { "(?:bst)\\b", "Europe/London" },
  { "(?:est|edt|et|eastern time|eastern)\\b", "America/New_York" },
  { "(?:pst|pdt|pt|pacific time|pacific)\\b", "America/Los_Angeles" },
  { "(?:mst|mdt|mt)\\b", "America/Denver" },
  { "(?:cst|cdt|ct|us central)\\b", "America/Chicago" },
  { "(?:hst)\\b", "Pacific/Honolulu" },
  { "(?:jst)\\b", "Asia/Tokyo" },
};

/* Zones by the names that people use for them, or by their full name; "local time" is the meeting's. */
static bool
read_zone (const PlnCalendarFrame *frame, const char *text, PlnWhenToken *token)
{
  static const char local[] = "\\(?\\[?(?:meeting |plenary )?local(?: time)?\\]?\\)?(?= |$|[.,;)])|\\(?meeting local time\\)?|\\(meeting time\\)";
  static const char offset[] = "(?:gmt|utc) ?([+-])([0-9]{1,2})\\b(?!:)";
  static const char full[] = "(?:TZ )?[(\\[]?([A-Z][A-Za-z]+/[A-Z][A-Za-z_]+)[)\\]]?";
  g_autoptr (GMatchInfo) info = NULL;
  g_autofree char *name = NULL;

  token->kind = TOKEN_ZONE;
  if (match (local, text, &info))
    {
      token->zone = pln_zone_name (frame->zone);
      token->end = end_of (info, text);
      return true;
    }
  g_clear_pointer (&info, g_match_info_free);
  if (match (full, text, &info))
    {
      name = g_match_info_fetch (info, 1);
      token->zone = strcmp (name, pln_zone_name (frame->zone)) == 0 ? pln_zone_name (frame->zone) : "another";
      token->end = end_of (info, text);
      return true;
    }
  g_clear_pointer (&info, g_match_info_free);
  if (match (offset, text, &info))
    {
      g_autofree char *sign = g_match_info_fetch (info, 1);
      /* The names of these zones count the other way round. */
      g_autofree char *etc = g_strdup_printf ("Etc/GMT%c%d", sign[0] == '+' ? '-' : '+', number_of (info, 2));

      token->zone = g_intern_string (etc);
      token->end = end_of (info, text);
      return true;
    }
  for (gsize k = 0; k < G_N_ELEMENTS (zones); k++)
    {
      g_autoptr (GMatchInfo) found = NULL;

      if (!match (zones[k].names, text, &found))
        continue;
      token->zone = zones[k].zone;
      token->end = end_of (found, text);
      return true;
    }
  return false;
}

static const struct
{
  const char *pattern;
  PlnWhenTokenKind kind;
} words[] = {
  { "(?:or|and) (?:later|after)\\b(?! ?(?:[0-9]|noon))|onwards?\\b|\\+", TOKEN_LATER },
  { "or (?:earlier|before)\\b(?! ?(?:[0-9]|noon))", TOKEN_EARLIER },
  { "(?:any ?time |only )?(?:after|post|later than|starting (?:at|from)|no earlier than|not before)\\b", TOKEN_AFTER },
  { "(?:any ?time |only )?(?:before|until|till|prior to|no later than|not after)\\b", TOKEN_BEFORE },
  { "(?:starting )?from\\b", TOKEN_FROM },
  { "between\\b", TOKEN_BETWEEN },
  { "(?:to|through)\\b|[-–—]", TOKEN_TO },
  { "(?:and|or|either|nor)\\b|[,;/&]", TOKEN_AND },
  { "all day\\b", TOKEN_ALL_DAY },
  { "(?:first|second|third|last) (?:slot|half)s?\\b", TOKEN_VAGUE },
  { "(?:(?:for|of|in) the (?:meeting|plenary)|on|in|at|the|of|during|for|only|is|sharp)\\b", TOKEN_FILLER },
};

PlnWhenToken
pln_when_token (const PlnCalendarFrame *frame, const char *text)
{
  PlnWhenToken token = { .kind = TOKEN_END, .end = text };

  if (read_counted_day (frame, text, &token) || read_part (frame, text, &token) || read_clock (text, &token) || read_date (frame, text, &token)
      || read_zone (frame, text, &token))
    return token;
  token = (PlnWhenToken){ .kind = TOKEN_END, .end = text };
  for (gsize k = 0; k < G_N_ELEMENTS (words); k++)
    {
      g_autoptr (GMatchInfo) info = NULL;

      if (match (words[k].pattern, text, &info))
        {
          token.kind = words[k].kind;
          token.end = end_of (info, text);
          return token;
        }
    }
  return token;
}

