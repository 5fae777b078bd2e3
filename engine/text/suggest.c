/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/suggest.h"

#include <glib.h>
#include <string.h>

enum
{
  LONGEST_WORD = 64, /* characters; longer ones are no slips of a known word */
};

static int
fold (const char *text, gunichar *letters)
{
  int n = 0;

  for (; *text; text = g_utf8_next_char (text))
    {
      if (n == LONGEST_WORD)
        return -1;
      letters[n++] = g_unichar_tolower (g_utf8_get_char (text));
    }
  return n;
}

/* Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost 1. */
static int
distance (const gunichar *a, int n_a, const gunichar *b, int n_b)
{
  int rows[3][LONGEST_WORD + 1];
  int *before = rows[0], *above = rows[1], *row = rows[2];

  for (int j = 0; j <= n_b; j++)
    above[j] = j;
  for (int i = 1; i <= n_a; i++)
    {
      int *swap = before;

      row[0] = i;
      for (int j = 1; j <= n_b; j++)
        {
          row[j] = MIN (MIN (above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
      before = above;
      above = row;
      row = swap;
    }
  return above[n_b];
}

const char *
pln_did_you_mean (const char *word, const char *const *candidates, int n_candidates)
{
  gunichar letters[LONGEST_WORD], others[LONGEST_WORD];
  const char *nearest = NULL;
  int n, least;

  if (!g_utf8_validate (word, -1, NULL) || (n = fold (word, letters)) < 1)
    return NULL;
  least = MAX (n / 3, 1) + 1;
  for (int k = 0; k < n_candidates; k++)
    {
      int m = candidates[k] ? fold (candidates[k], others) : -1, steps;

      if (m < 1 || ABS (n - m) >= least)
        continue;
      steps = distance (letters, n, others, m);
      /* Of one letter nothing would be left of the word that was written. */
      if (steps < least && steps < MAX (n, m))
        {
          least = steps;
          nearest = candidates[k];
        }
    }
  return nearest;
}
