/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/vtimezone.h"
#include "ical/writer.h"
#include "model/interval.h"

#include <stdlib.h>
#include <string.h>

#define YEAR (366 * 24 * 60)    /* minutes */
#define RULE_YEARS (11 * YEAR)  /* so long a rule must have held before it is called one */

/* A change of the clock, as the clock before it shows it. */
typedef struct
{
  int minute;
  int from, to; /* minutes east of UTC */
  char *name;
  PlnCivil local; /* by the offset before */
} Change;

static void
change_clear (gpointer data)
{
  g_free (((Change *) data)->name);
}

static PlnCivil
civil_at_offset (int minute, int offset)
{
  int local = minute + offset;
  int day = local >= 0 ? local / 1440 : -((1439 - local) / 1440);
  PlnCivil civil = pln_civil_from_days (day);

  civil.hour = (local - day * 1440) / 60;
  civil.minute = (local - day * 1440) % 60;
  return civil;
}

/* The last change at or before @minute, or the first of time: the offset that holds there. */
static int
last_change (const PlnZone *zone, int minute)
{
  int change = PLN_MINUTE_MIN;

  for (int next = pln_zone_next_change (zone, change); next <= minute; next = pln_zone_next_change (zone, change))
    change = next;
  return change;
}

static void
add_change (GArray *changes, const PlnZone *zone, int minute, int start)
{
  Change change = { .minute = minute };

  if (minute < 0) {
    /* The same clock since before 1970: when it began, and to the second, is of no use here. */
    change.from = change.to = pln_zone_offset (zone, MAX (start, 0));
    change.name = g_strdup (pln_zone_abbreviation (zone, MAX (start, 0)));
    change.local = (PlnCivil){ 1970, 1, 1, 0, 0 };
  } else {
    change.from = pln_zone_offset (zone, minute - 1);
    change.to = pln_zone_offset (zone, minute);
    change.name = g_strdup (pln_zone_abbreviation (zone, minute));
    change.local = civil_at_offset (minute, change.from);
  }
  g_array_append_val (changes, change);
}

static GArray *
changes_between (const PlnZone *zone, int start, int end)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Change));

  g_array_set_clear_func (changes, change_clear);
  for (int change = last_change (zone, start); change <= end; change = pln_zone_next_change (zone, change))
    add_change (changes, zone, change, start);
  return changes;
}

/* Do two changes do the same to the clock? */
static bool
is_alike (const Change *a, const Change *b)
{
  return a->from == b->from && a->to == b->to && strcmp (a->name, b->name) == 0;
}

static int
days_in_month (PlnCivil civil)
{
  int year = civil.month == 12 ? civil.year + 1 : civil.year;
  int month = civil.month == 12 ? 1 : civil.month + 1;

  return pln_days_from_civil (year, month, 1) - pln_days_from_civil (civil.year, civil.month, 1);
}

/* The n of "the n-th such weekday of the month", or -1 for the last. */
static int
week_of_month (PlnCivil civil, bool from_end)
{
  if (from_end)
    return civil.day + 7 > days_in_month (civil) ? -1 : 0;
  return (civil.day - 1) / 7 + 1;
}

/* Do all of @changes fall on the same weekday of a month, one each year?
 * Returns: (transfer full) (nullable): the rule */
static char *
yearly_rule (const GPtrArray *changes)
{
  static const char *const weekdays[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  const Change *first = changes->pdata[0];
  int weekday = pln_civil_weekday (first->local);

  if (changes->len < 3)
    return NULL;
  for (int from_end = 1; from_end >= 0; from_end--) {
    int week = week_of_month (first->local, from_end);
    bool holds = week != 0;

    for (guint i = 1; holds && i < changes->len; i++) {
      const Change *change = changes->pdata[i];

      holds = change->local.year == first->local.year + (int) i && change->local.month == first->local.month
              && change->local.hour == first->local.hour && change->local.minute == first->local.minute
              && pln_civil_weekday (change->local) == weekday && week_of_month (change->local, from_end) == week;
    }
    if (holds)
      return g_strdup_printf ("FREQ=YEARLY;BYDAY=%d%s;BYMONTH=%d", week, weekdays[weekday], first->local.month);
  }
  return NULL;
}

static char *
format_local (PlnCivil local)
{
  return g_strdup_printf ("%04d%02d%02dT%02d%02d00", local.year, local.month, local.day, local.hour, local.minute);
}

static void
add_offset (GPtrArray *lines, const char *name, int offset)
{
  g_autofree char *text = g_strdup_printf ("%c%02d%02d", offset < 0 ? '-' : '+', abs (offset) / 60, abs (offset) % 60);

  pln_content_add (lines, name, "", text);
}

static void
write_observance (GPtrArray *lines, const GPtrArray *changes, const char *rule, int end)
{
  const Change *first = changes->pdata[0];
  const char *kind = first->to > first->from ? "DAYLIGHT" : "STANDARD";
  g_autofree char *start = format_local (first->local);

  pln_content_begin (lines, kind);
  pln_content_add (lines, "DTSTART", "", start);
  add_offset (lines, "TZOFFSETFROM", first->from);
  add_offset (lines, "TZOFFSETTO", first->to);
  if (rule)
    pln_content_add (lines, "RRULE", "", rule);
  for (guint i = 1; !rule && i < changes->len; i++) {
    const Change *change = changes->pdata[i];
    g_autofree char *date = format_local (change->local);

    if (change->minute <= end)
      pln_content_add (lines, "RDATE", "", date);
  }
  pln_content_add_text (lines, "TZNAME", "", first->name);
  pln_content_end (lines, kind);
}

void
pln_vtimezone_write (GPtrArray *lines, const PlnZone *zone, int start, int end)
{
  int last = end + YEAR;
  g_autoptr (GArray) changes = changes_between (zone, start - YEAR, end + RULE_YEARS);
  g_autofree bool *done = g_new0 (bool, changes->len);

  pln_content_begin (lines, "VTIMEZONE");
  pln_content_add_text (lines, "TZID", "", pln_zone_name (zone));
  for (guint i = 0; i < changes->len; i++) {
    const Change *first = &g_array_index (changes, Change, i);
    g_autoptr (GPtrArray) alike = g_ptr_array_new ();
    g_autofree char *rule = NULL;

    if (done[i] || (i > 0 && first->minute > last))
      continue;
    for (guint k = i; k < changes->len; k++) {
      Change *change = &g_array_index (changes, Change, k);

      if (!done[k] && is_alike (first, change)) {
        g_ptr_array_add (alike, change);
        done[k] = true;
      }
    }
    rule = yearly_rule (alike);
    write_observance (lines, alike, rule, last);
  }
  pln_content_end (lines, "VTIMEZONE");
}

bool
pln_vtimezone_is_utc (const PlnZone *zone)
{
  static const char *const names[] = { "UTC", "UCT", "Zulu", "Universal", "GMT", "Greenwich", "GMT0", "GMT+0",
                                       "GMT-0" };
  const char *name = pln_zone_name (zone);

  if (g_str_has_prefix (name, "Etc/"))
    name += strlen ("Etc/");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (name, names[i]) == 0)
      return true;
  return false;
}
