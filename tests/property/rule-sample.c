/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "rule-sample.h"

#include "model/timeline.h"

static const char *const frequencies[] = { "YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY" };
static const char *const day_names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

static bool
chance (GRand *rand, int percent)
{
  return g_rand_int_range (rand, 0, 100) < percent;
}

static void
fill (GRand *rand, PlnNumbers *list, int most, int least_value, int most_value, bool is_signed)
{
  list->n = g_rand_int_range (rand, 1, most + 1);
  for (int k = 0; k < list->n; k++)
    {
      list->at[k] = g_rand_int_range (rand, least_value, most_value + 1);
      if (is_signed && chance (rand, 40))
        list->at[k] = -list->at[k];
    }
}

static void
random_days (GRand *rand, PlnRuleSample *sample)
{
  bool may_number = sample->frequency <= PLN_FREQ_MONTHLY;

  if (chance (rand, 30))
    fill (rand, &sample->months, 4, 1, 12, false);
  if (chance (rand, sample->frequency == PLN_FREQ_YEARLY ? 25 : 0))
    fill (rand, &sample->weeks, 3, 1, 53, true);
  if (chance (rand, 10))
    fill (rand, &sample->year_days, 6, 1, 366, true);
  if (chance (rand, 25))
    fill (rand, &sample->month_days, 6, 1, 31, true);
  if (chance (rand, 45))
    {
      fill (rand, &sample->weekdays, 5, 0, 6, false);
      sample->nth.n = sample->weekdays.n;
      for (int k = 0; k < sample->nth.n; k++)
        {
          bool is_numbered = may_number && sample->weeks.n == 0 && chance (rand, 50);
          int most = sample->frequency == PLN_FREQ_MONTHLY || sample->months.n ? 5 : 53;

          sample->nth.at[k] = is_numbered ? g_rand_int_range (rand, 1, most + 1) * (chance (rand, 40) ? -1 : 1) : 0;
        }
    }
}

static void
random_clock (GRand *rand, PlnRuleSample *sample)
{
  if (chance (rand, 15))
    fill (rand, &sample->hours, 4, 0, 23, false);
  if (chance (rand, 15))
    fill (rand, &sample->minutes, 4, 0, 59, false);
  if (chance (rand, sample->frequency == PLN_FREQ_SECONDLY ? 40 : 4))
    fill (rand, &sample->seconds, 4, 0, 59, false);
}

PlnRuleSample
pln_rule_sample_new (GRand *rand)
{
  static const int shares[] = { 30, 20, 20, 15, 8, 5, 2 };
  static const int days[] = { 2600, 700, 300, 120, 20, 3, 1 };
  PlnRuleSample sample = { .interval = 1 };
  int share = g_rand_int_range (rand, 0, 100);
  gint64 span;

  while (share >= shares[sample.frequency])
    share -= shares[sample.frequency++];
  sample.start = g_rand_int_range (rand, pln_days_from_civil (1990, 1, 1), pln_days_from_civil (2030, 1, 1)) * PLN_DAY_SECONDS;
  sample.is_date = sample.frequency <= PLN_FREQ_DAILY && chance (rand, 20);
  if (!sample.is_date)
    sample.start += g_rand_int_range (rand, 0, 1440) * 60 + (chance (rand, 10) ? g_rand_int_range (rand, 0, 60) : 0);
  if (chance (rand, 40))
    sample.interval = g_rand_int_range (rand, 1, chance (rand, 20) ? 100 : 5);
  sample.week_start = chance (rand, 30) ? g_rand_int_range (rand, 0, 7) : 0;
  random_days (rand, &sample);
  random_clock (rand, &sample);
  if (chance (rand, 20))
    fill (rand, &sample.positions, 3, 1, chance (rand, 20) ? 40 : 5, true);
  span = days[sample.frequency] * PLN_DAY_SECONDS;
  if (chance (rand, 30))
    sample.count = g_rand_int_range (rand, 1, 40);
  else if (chance (rand, 30))
    {
      sample.has_until = true;
      sample.until = sample.start + g_rand_int_range (rand, -1, 1000) * span / 1000;
      if (sample.is_date)
        sample.until = pln_floor_divide (sample.until, PLN_DAY_SECONDS) * PLN_DAY_SECONDS;
    }
  sample.from = sample.start + g_rand_int_range (rand, -200, 900) * span / 1000;
  sample.to = sample.from + g_rand_int_range (rand, 1, 600) * span / 1000;
  return sample;
}

static void
print_list (GString *text, const char *name, const PlnNumbers *list)
{
  if (list->n == 0)
    return;
  g_string_append_printf (text, ";%s=", name);
  for (int k = 0; k < list->n; k++)
    g_string_append_printf (text, "%s%d", k ? "," : "", list->at[k]);
}

char *
pln_rule_sample_print (const PlnRuleSample *sample)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "FREQ=%s;INTERVAL=%d;WKST=%s", frequencies[sample->frequency], sample->interval,
                          day_names[sample->week_start]);
  if (sample->count)
    g_string_append_printf (text, ";COUNT=%d", sample->count);
  if (sample->has_until)
    {
      g_autofree char *until = pln_ics_instant_format (sample->until);

      g_string_append_printf (text, ";UNTIL=%.*s", sample->is_date ? 8 : 15, until);
    }
  print_list (text, "BYMONTH", &sample->months);
  print_list (text, "BYWEEKNO", &sample->weeks);
  print_list (text, "BYYEARDAY", &sample->year_days);
  print_list (text, "BYMONTHDAY", &sample->month_days);
  for (int k = 0; k < sample->weekdays.n; k++)
    {
      g_string_append (text, k ? "," : ";BYDAY=");
      if (sample->nth.at[k])
        g_string_append_printf (text, "%d", sample->nth.at[k]);
      g_string_append (text, day_names[sample->weekdays.at[k]]);
    }
  print_list (text, "BYHOUR", &sample->hours);
  print_list (text, "BYMINUTE", &sample->minutes);
  print_list (text, "BYSECOND", &sample->seconds);
  print_list (text, "BYSETPOS", &sample->positions);
  return g_string_free (text, FALSE);
}
