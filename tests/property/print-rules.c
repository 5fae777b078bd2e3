/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* print-rules FIRST N: random rules and what they expand to, a line each:
 * seed, rule, start, from, to, then the occurrences; for compare-rules.py. */

#include "rule-sample.h"

#include "ical/recur.h"

#include <stdio.h>
#include <stdlib.h>

static void
print_wall (gint64 wall)
{
  g_autofree char *text = pln_ics_instant_format (wall);

  printf (" %.15s", text);
}

static void
print_rule (guint32 seed)
{
  GRand *rand = g_rand_new_with_seed (seed);
  PlnRuleSample sample = pln_rule_sample_new (rand);
  g_autofree char *text = pln_rule_sample_print (&sample), *start = pln_ics_instant_format (sample.start);
  g_autoptr (GArray) walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 steps = 1000000;
  const char *complaint;
  PlnRule rule;

  g_rand_free (rand);
  pln_rule_read (text, &rule, &complaint);
  pln_rule_expand (&rule, sample.start, sample.is_date, rule.has_until ? rule.until.wall : G_MAXINT64, sample.from, sample.to,
                   &steps, walls);
  printf ("%u %s %.*s", seed, text, sample.is_date ? 8 : 15, start);
  print_wall (sample.from);
  print_wall (sample.to);
  for (guint k = 0; k < walls->len; k++)
    print_wall (g_array_index (walls, gint64, k));
  putchar ('\n');
}

int
main (int argc, char **argv)
{
  int first = argc > 1 ? atoi (argv[1]) : 0, n = argc > 2 ? atoi (argv[2]) : 100;

  for (int k = 0; k < n; k++)
    print_rule ((guint32) (first + k));
  return 0;
}
