/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A start and a rule -> occurrences: ascending, each once, in the window, and never more steps than allowed. */

#include "ical/recur.h"

#include <string.h>

#define STEPS 20000

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check (const GArray *walls, gint64 start, gint64 from, gint64 to)
{
  for (guint k = 0; k < walls->len; k++)
    {
      gint64 wall = g_array_index (walls, gint64, k);

      g_assert_true (wall >= start && wall >= from && wall < to);
      g_assert_true (k == 0 || wall > g_array_index (walls, gint64, k - 1));
    }
}

/* "DTSTART rule": a window of a month that begins up to 255 weeks after the start. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = NULL;
  char *blank;
  const char *complaint;
  PlnIcsMoment start;
  PlnRule rule;
  g_autoptr (GArray) walls = NULL;
  gint64 steps = STEPS, from;

  if (size < 2)
    return 0;
  text = g_strndup ((const char *) data + 1, size - 1);
  if ((blank = strchr (text, ' ')) == NULL || !pln_ics_moment_read (text, (size_t) (blank - text), &start))
    start = (PlnIcsMoment){ .wall = pln_wall_new (2024, 2, 29) + 9 * 3600 };
  if (pln_rule_read (blank != NULL ? blank + 1 : text, &rule, &complaint) == PLN_RULE_UNREADABLE)
    {
      g_assert_nonnull (complaint);
      return 0;
    }
  from = start.wall + (data[0] - 4) * 7 * PLN_DAY_SECONDS;
  walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  pln_rule_expand (&rule, start.wall, start.is_date, rule.has_until ? rule.until.wall : G_MAXINT64, from,
                   from + 31 * PLN_DAY_SECONDS, &steps, walls);
  check (walls, start.wall, from, from + 31 * PLN_DAY_SECONDS);
  g_assert_cmpint ((int) walls->len, <=, STEPS);
  return 0;
}
