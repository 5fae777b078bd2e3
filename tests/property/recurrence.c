/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The expander against a brute force that looks at every day (and every hour, minute or second) one by
 * one, with lists of numbers and GDate, on random rules. PLENARY_RULES says how many; a seed of their
 * own, from PLENARY_FIRST_RULE on, reproduces each. */

#include "rule-sample.h"

#include "ical/recur.h"

#include <stdlib.h>
#include <string.h>

/* -- The oracle ------------------------------------------------------------------------------------ */

static bool
has (const PlnNumbers *list, int value)
{
  for (int k = 0; k < list->n; k++)
    if (list->at[k] == value)
      return true;
  return false;
}

/* Is the n-th of @of in a list that may count from the back? */
static bool
has_either (const PlnNumbers *list, int n, int of)
{
  return has (list, n) || has (list, n - of - 1);
}

static void
to_date (GDate *date, int day)
{
  g_date_clear (date, 1);
  g_date_set_dmy (date, 1, G_DATE_JANUARY, 1970);
  if (day >= 0)
    g_date_add_days (date, (guint) day);
  else
    g_date_subtract_days (date, (guint) -day);
}

static int
weekday_of (int day)
{
  GDate date;

  to_date (&date, day);
  return (int) g_date_get_weekday (&date) - 1;
}

/* Week number by its fourth day, and how many weeks that day's year has. */
static void
week_of (int day, int week_start, int *year, int *number, int *of)
{
  GDate fourth, later;
  int first = day;

  while (weekday_of (first) != week_start)
    first--;
  to_date (&fourth, first + 3);
  *year = g_date_get_year (&fourth);
  *number = ((int) g_date_get_day_of_year (&fourth) - 1) / 7 + 1;
  *of = *number;
  later = fourth;
  for (g_date_add_days (&later, 7); g_date_get_year (&later) == *year; g_date_add_days (&later, 7))
    ++*of;
}

static bool
nth_fits (const PlnRuleSample *sample, GDate *date, int weekday)
{
  bool is_of_month = sample->frequency == PLN_FREQ_MONTHLY || sample->months.n > 0;
  int length = g_date_get_days_in_month (g_date_get_month (date), g_date_get_year (date));
  int before = is_of_month ? g_date_get_day (date) - 1 : (int) g_date_get_day_of_year (date) - 1;
  int after = (is_of_month ? length : g_date_is_leap_year (g_date_get_year (date)) ? 366 : 365) - 1 - before;

  for (int k = 0; k < sample->nth.n; k++)
    if (sample->weekdays.at[k] == weekday
        && (sample->nth.at[k] == 0 || sample->nth.at[k] == before / 7 + 1 || -sample->nth.at[k] == after / 7 + 1))
      return true;
  return false;
}

static bool
oracle_day_fits (const PlnRuleSample *sample, int day)
{
  GDate date, start;
  int weekday = weekday_of (day), year_length;
  bool has_days = sample->weeks.n || sample->year_days.n || sample->month_days.n || sample->weekdays.n;

  to_date (&date, day);
  to_date (&start, (int) pln_floor_divide (sample->start, PLN_DAY_SECONDS));
  year_length = g_date_is_leap_year (g_date_get_year (&date)) ? 366 : 365;
  if (sample->months.n && !has (&sample->months, (int) g_date_get_month (&date)))
    return false;
  if (sample->year_days.n && !has_either (&sample->year_days, (int) g_date_get_day_of_year (&date), year_length))
    return false;
  if (sample->frequency == PLN_FREQ_YEARLY && sample->month_days.n && !sample->months.n && !sample->weeks.n
      && !sample->year_days.n && !sample->weekdays.n && g_date_get_month (&date) != g_date_get_month (&start))
    return false;
  if (sample->month_days.n
      && !has_either (&sample->month_days, g_date_get_day (&date),
                      g_date_get_days_in_month (g_date_get_month (&date), g_date_get_year (&date))))
    return false;
  if (sample->weekdays.n && !nth_fits (sample, &date, weekday))
    return false;
  if (sample->weeks.n)
    {
      int year, number, of;

      week_of (day, sample->week_start, &year, &number, &of);
      if (!has_either (&sample->weeks, number, of))
        return false;
      if (sample->frequency == PLN_FREQ_YEARLY && !sample->weekdays.n && !sample->year_days.n && !sample->month_days.n)
        return weekday == (int) g_date_get_weekday (&start) - 1;
    }
  if (has_days)
    return true;
  if (sample->frequency == PLN_FREQ_WEEKLY)
    return weekday == (int) g_date_get_weekday (&start) - 1;
  if (sample->frequency == PLN_FREQ_MONTHLY)
    return g_date_get_day (&date) == g_date_get_day (&start);
  if (sample->frequency == PLN_FREQ_YEARLY)
    return g_date_get_day (&date) == g_date_get_day (&start)
           && (sample->months.n || g_date_get_month (&date) == g_date_get_month (&start));
  return true;
}

/* The number of the period that a moment is in. */
static gint64
oracle_period (const PlnRuleSample *sample, gint64 wall)
{
  int day = (int) pln_floor_divide (wall, PLN_DAY_SECONDS), year, number, of, monday = day;
  GDate date;

  to_date (&date, day);
  switch (sample->frequency)
    {
    case PLN_FREQ_YEARLY:
      if (sample->weeks.n == 0)
        return g_date_get_year (&date);
      week_of (day, sample->week_start, &year, &number, &of);
      return year;
    case PLN_FREQ_MONTHLY:
      return g_date_get_year (&date) * 12 + (int) g_date_get_month (&date);
    case PLN_FREQ_WEEKLY:
      while (weekday_of (monday) != sample->week_start)
        monday--;
      return pln_floor_divide (monday, 7);
    case PLN_FREQ_DAILY:
      return day;
    case PLN_FREQ_HOURLY:
      return pln_floor_divide (wall, 3600);
    case PLN_FREQ_MINUTELY:
      return pln_floor_divide (wall, 60);
    default:
      return wall;
    }
}

static bool
clock_fits (const PlnRuleSample *sample, int second)
{
  int start = (int) (sample->start - pln_floor_divide (sample->start, PLN_DAY_SECONDS) * PLN_DAY_SECONDS);
  const struct
  {
    const PlnNumbers *list;
    int value, start;
    int finest; /* frequency up to which the start fills in */
  } parts[] = {
    { &sample->hours, second / 3600, start / 3600, PLN_FREQ_DAILY },
    { &sample->minutes, second / 60 % 60, start / 60 % 60, PLN_FREQ_HOURLY },
    { &sample->seconds, second % 60, start % 60, PLN_FREQ_MINUTELY },
  };

  for (size_t k = 0; k < G_N_ELEMENTS (parts); k++)
    {
      bool is_given = parts[k].list->n > 0 && !sample->is_date;

      if (is_given ? !has (parts[k].list, parts[k].value)
                   : sample->frequency <= parts[k].finest && parts[k].value != parts[k].start)
        return false;
    }
  return true;
}

/* The year from which YEARLY;BYWEEKNO counts: see recur.h. */
static gint64
oracle_base (const PlnRuleSample *sample)
{
  gint64 base = oracle_period (sample, sample->start);
  int day = (int) pln_floor_divide (sample->start, PLN_DAY_SECONDS);
  GDate date;

  to_date (&date, day);
  if (sample->frequency != PLN_FREQ_YEARLY || base >= g_date_get_year (&date))
    return base;
  for (; oracle_period (sample, day * PLN_DAY_SECONDS) == base; day++)
    if (oracle_day_fits (sample, day))
      return base;
  return base + 1;
}

/* Ends a period: picks positions, counts, keeps what is in the window. False where the rule ended. */
static bool
oracle_close (const PlnRuleSample *sample, GArray *set, int *left, GArray *found)
{
  for (guint k = 0; k < set->len; k++)
    {
      gint64 wall = g_array_index (set, gint64, k);

      if (sample->positions.n && !has_either (&sample->positions, (int) k + 1, (int) set->len))
        continue;
      if (wall < sample->start)
        continue;
      if ((sample->has_until && wall > sample->until) || (sample->count && (*left)-- == 0))
        return false;
      if (wall >= sample->from && wall < sample->to)
        g_array_append_val (found, wall);
    }
  g_array_set_size (set, 0);
  return true;
}

/* The step at which moments are looked at: a day holds only the times that fit. */
static void
oracle_day (const PlnRuleSample *sample, int day, GArray *moments)
{
  int unit = sample->frequency == PLN_FREQ_SECONDLY || sample->seconds.n ? 1 : 60;
  int offset = unit == 60 ? (int) (((sample->start % 60) + 60) % 60) : 0;

  g_array_set_size (moments, 0);
  if (!oracle_day_fits (sample, day))
    return;
  for (int second = offset; second < 86400; second += unit)
    {
      gint64 wall = day * PLN_DAY_SECONDS + second;

      if (clock_fits (sample, second))
        g_array_append_val (moments, wall);
    }
}

static GArray *
oracle (const PlnRuleSample *sample)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) set = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 base = oracle_base (sample), current = G_MININT64;
  int first = (int) pln_floor_divide (sample->start, PLN_DAY_SECONDS), last = (int) pln_floor_divide (sample->to, PLN_DAY_SECONDS);
  int left = sample->count, margin = sample->frequency == PLN_FREQ_YEARLY ? 372 : 32;

  if (sample->frequency >= PLN_FREQ_DAILY)
    margin = 0;
  for (int day = first - margin; day <= last + margin; day++)
    {
      oracle_day (sample, day, moments);
      for (guint k = 0; k < moments->len; k++)
        {
          gint64 wall = g_array_index (moments, gint64, k), period = oracle_period (sample, wall);

          if (period != current && !oracle_close (sample, set, &left, found))
            return found;
          current = period;
          if (period >= base && (period - base) % sample->interval == 0)
            g_array_append_val (set, wall);
        }
    }
  oracle_close (sample, set, &left, found);
  return found;
}

/* -- The comparison -------------------------------------------------------------------------------- */

static void
compare (const PlnRuleSample *sample, guint32 seed)
{
  g_autofree char *text = pln_rule_sample_print (sample);
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) theirs = oracle (sample);
  gint64 steps = 1000000;
  const char *complaint;
  PlnRule rule;

  g_assert_cmpint (pln_rule_read (text, &rule, &complaint), ==, PLN_RULE_READ);
  g_assert_true (rule.has_until == sample->has_until);
  if (!pln_rule_expand (&rule, sample->start, sample->is_date, rule.has_until ? rule.until.wall : G_MAXINT64, sample->from,
                        sample->to, &steps, ours))
    g_error ("seed %u: %s took more than a million steps", seed, text);
  if (ours->len == theirs->len && (ours->len == 0 || memcmp (ours->data, theirs->data, ours->len * sizeof (gint64)) == 0))
    return;
  for (guint k = 0; k < MAX (ours->len, theirs->len); k++)
    {
      g_autofree char *a = k < ours->len ? pln_ics_instant_format (g_array_index (ours, gint64, k)) : g_strdup ("-");
      g_autofree char *b = k < theirs->len ? pln_ics_instant_format (g_array_index (theirs, gint64, k)) : g_strdup ("-");

      if (strcmp (a, b) != 0)
        {
          g_autofree char *start = pln_ics_instant_format (sample->start);

          g_error ("seed %u: %s from %s: at %u ours %s, brute force %s", seed, text, start, k, a, b);
        }
    }
}

static void
test_brute_force (void)
{
  const char *wanted = g_getenv ("PLENARY_RULES");
  int n = wanted != NULL ? atoi (wanted) : 4000;
  const char *first_text = g_getenv ("PLENARY_FIRST_RULE");
  int first = first_text != NULL ? atoi (first_text) : 0;
  int n_found = 0;

  for (int k = first; k < first + n; k++)
    {
      GRand *rand = g_rand_new_with_seed ((guint32) k);
      PlnRuleSample sample = pln_rule_sample_new (rand);

      compare (&sample, (guint32) k);
      n_found++;
      g_rand_free (rand);
    }
  g_test_message ("%d rules agree with the brute force", n_found);
  g_assert_cmpint (n_found, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recurrence/brute-force", test_brute_force);
  return g_test_run ();
}
