/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/rule.h"

#include "ical/recur.h"

#include <json-glib/json-glib.h>
#include <string.h>

static const struct
{
  const char *about, *text;
  PlnRuleReading reading;
} readings[] = {
  { "a plain rule", "FREQ=WEEKLY;BYDAY=MO,WE", PLN_RULE_READ },
  { "any case, a stray semicolon", "freq=weekly;byday=mo;", PLN_RULE_READ },
  { "a signed number", "FREQ=MONTHLY;BYDAY=+3WE,-1FR", PLN_RULE_READ },
  { "RFC 7529 that changes nothing", "FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=OMIT", PLN_RULE_READ },
  { "another calendar", "FREQ=YEARLY;RSCALE=CHINESE", PLN_RULE_UNREADABLE },
  { "days moved", "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=FORWARD", PLN_RULE_UNREADABLE },
  { "no frequency", "COUNT=3", PLN_RULE_UNREADABLE },
  { "nothing", "", PLN_RULE_UNREADABLE },
  { "an unknown frequency", "FREQ=FORTNIGHTLY", PLN_RULE_UNREADABLE },
  { "an unknown part", "FREQ=DAILY;BYEASTER=0", PLN_RULE_UNREADABLE },
  { "interval 0", "FREQ=DAILY;INTERVAL=0", PLN_RULE_MENDED },
  { "a huge interval", "FREQ=DAILY;INTERVAL=99999999999999", PLN_RULE_READ },
  { "a negative count", "FREQ=DAILY;COUNT=-5", PLN_RULE_MENDED },
  { "no date", "FREQ=DAILY;UNTIL=banana", PLN_RULE_MENDED },
  { "both ends", "FREQ=DAILY;COUNT=3;UNTIL=20300101", PLN_RULE_MENDED },
  { "a weekday that no year has", "FREQ=YEARLY;BYDAY=255SU", PLN_RULE_UNREADABLE },
  { "a numbered weekday in a week", "FREQ=WEEKLY;BYDAY=1MO", PLN_RULE_MENDED },
  { "weeks of months", "FREQ=MONTHLY;BYWEEKNO=3", PLN_RULE_MENDED },
  { "month 13", "FREQ=YEARLY;BYMONTH=13", PLN_RULE_UNREADABLE },
  { "hour 24", "FREQ=DAILY;BYHOUR=24", PLN_RULE_UNREADABLE },
  { "day 0", "FREQ=MONTHLY;BYMONTHDAY=0", PLN_RULE_UNREADABLE },
  { "an empty list", "FREQ=MONTHLY;BYMONTHDAY=", PLN_RULE_UNREADABLE },
};

static void
test_reading (void)
{
  for (size_t k = 0; k < G_N_ELEMENTS (readings); k++)
    {
      const char *complaint;
      PlnRule rule;

      g_test_message ("%s", readings[k].about);
      g_assert_cmpint (pln_rule_read (readings[k].text, &rule, &complaint), ==, readings[k].reading);
      g_assert_true ((complaint == NULL) == (readings[k].reading == PLN_RULE_READ));
    }
}

static PlnIcsMoment
moment (const char *text)
{
  PlnIcsMoment read;

  g_assert_true (pln_ics_moment_read (text, strlen (text), &read));
  return read;
}

static GArray *
expand (const char *text, const char *start_text, gint64 from, gint64 to, gint64 *steps, bool *is_whole)
{
  GArray *walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  PlnIcsMoment start = moment (start_text);
  const char *complaint;
  PlnRule rule;

  g_assert_cmpint (pln_rule_read (text, &rule, &complaint), !=, PLN_RULE_UNREADABLE);
  *is_whole = pln_rule_expand (&rule, start.wall, start.is_date, rule.has_until ? rule.until.wall : G_MAXINT64, from, to,
                               steps, walls);
  return walls;
}

/* -- What must cost nothing -------------------------------------------------------------------------- */

static const struct
{
  const char *about, *text, *start;
  int most_steps;
  int found; /* in 2025; -1: the steps do not suffice */
} costs[] = {
  { "never matches, by the second", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "20200101T000000", 400, 0 },
  { "never matches, by the minute", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "20200101T000000", 400, 0 },
  { "never matches, counted", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5", "20200101T000000", 2300, 0 },
  { "the second Sunday is never the 1st", "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=2SU", "20200101T000000", 400, 0 },
  { "a daily rule of long ago", "FREQ=DAILY", "19000101T090000", 800, 365 },
  { "an interval past all of time", "FREQ=SECONDLY;INTERVAL=2147483647", "20200101T000000", 400, 0 },
  { "seconds of one minute a day", "FREQ=SECONDLY;BYHOUR=9;BYMINUTE=0;BYSECOND=0", "20200101T000000", 30000, 365 },
  { "a count past all steps", "FREQ=SECONDLY;COUNT=2147483647", "20200101T000000", 1000001, -1 },
  { "every second", "FREQ=SECONDLY", "20200101T000000", 1000001, -1 },
  { "a set of millions, two of it", "FREQ=YEARLY;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,1,2,3,4,5;BYMONTH=1,2,3;BYSETPOS=1,-1",
    "20200101T000000", 2000, 2 },
};

static void
test_cost (void)
{
  gint64 from = moment ("20250101").wall, to = moment ("20260101").wall;

  for (size_t k = 0; k < G_N_ELEMENTS (costs); k++)
    {
      gint64 steps = 1000000;
      bool is_whole;
      g_autoptr (GArray) walls = expand (costs[k].text, costs[k].start, from, to, &steps, &is_whole);

      g_test_message ("%s: %d steps, %u found", costs[k].about, (int) (1000000 - steps), walls->len);
      g_assert_cmpint (1000000 - steps, <=, costs[k].most_steps);
      g_assert_true (is_whole == (costs[k].found >= 0));
      if (is_whole)
        g_assert_cmpint (walls->len, ==, costs[k].found);
    }
}

/* -- The rules of another project ------------------------------------------------------------------ */

/* Where we differ from its table, and why. */
static const struct
{
  const char *rule, *reason;
} deviations[] = {
  { "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;BYWEEKNO=1;UNTIL=20320101",
    "their table says that they do not implement it; we give the 30ths of December that are of a week 1" },
};

static bool
deviates (const char *rule)
{
  for (size_t k = 0; k < G_N_ELEMENTS (deviations); k++)
    if (strcmp (deviations[k].rule, rule) == 0)
      {
        g_test_message ("deviates: %s: %s", rule, deviations[k].reason);
        return true;
      }
  return false;
}

static void
check_case (JsonObject *object)
{
  const char *text = json_object_get_string_member (object, "rrule");
  const char *start = json_object_get_string_member (object, "dtstart");
  const char *at = json_object_get_string_member_with_default (object, "start_at", NULL);
  JsonArray *expected = json_object_get_array_member (object, "expected");
  gint64 from = at != NULL ? moment (at).wall : moment (start).wall, steps = 1000000;
  gint64 to = from + 80 * 366 * PLN_DAY_SECONDS;
  bool is_whole;
  g_autoptr (GArray) walls = expand (text, start, from, to, &steps, &is_whole);

  g_assert_true (is_whole);
  for (guint k = 0; k < MAX (walls->len, json_array_get_length (expected)); k++)
    {
      const char *theirs = k < json_array_get_length (expected) ? json_array_get_string_element (expected, k) : "nothing";
      g_autofree char *ours = k < walls->len ? pln_ics_instant_format (g_array_index (walls, gint64, k)) : g_strdup ("nothing");

      if (strncmp (ours, theirs, strlen (start) == 8 ? 8 : 15) != 0)
        {
          g_test_message ("%s from %s: at %u %s, expected %s", text, start, k, ours, theirs);
          g_test_fail ();
          return;
        }
    }
}

static void
test_their_rules (void)
{
  const char *shared = g_getenv ("PLENARY_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "data/ics/rrule_cases.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *cases;
  guint n_deviations = 0;

  if (!json_parser_load_from_file (parser, path, NULL))
    {
      g_test_skip ("the rules are not here");
      return;
    }
  cases = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "cases");
  for (guint k = 0; k < json_array_get_length (cases); k++)
    {
      JsonObject *object = json_array_get_object_element (cases, k);

      if (deviates (json_object_get_string_member (object, "rrule")))
        n_deviations++;
      else
        check_case (object);
    }
  g_assert_cmpint (n_deviations, ==, G_N_ELEMENTS (deviations));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule/reading", test_reading);
  g_test_add_func ("/rule/cost", test_cost);
  g_test_add_func ("/rule/their-rules", test_their_rules);
  return g_test_run ();
}
