/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/day-name.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define LETTERS 3 /* at least, that tell a name from all others */

const char pln_weekday_pattern[] =
  "(mon(?:day)?s?|tue(?:s|sday|sdays)?|wed(?:nesday|nesdays)?|thu(?:r|rs|rsday|rsdays)?|fri(?:day)?s?|sat(?:urday)?s?|sun(?:day)?s?)\\b\\.?";
const char pln_month_pattern[] =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?";

/* Is @word the name or a beginning of it, in the singular or the plural? */
static bool
is_short_for (const char *word, gsize length, const char *name)
{
  return length >= LETTERS && length <= strlen (name) && g_ascii_strncasecmp (word, name, length) == 0;
}

static int
index_of (const char *word, const char *const *names)
{
  gsize length = strlen (word);
  gsize singular = length > 0 && g_ascii_tolower (word[length - 1]) == 's' ? length - 1 : length;

  for (int k = 0; names[k]; k++)
    if (is_short_for (word, length, names[k]) || is_short_for (word, singular, names[k]))
      return k;
  return -1;
}

int
pln_month_from_name (const char *word)
{
  static const char *const names[] = { "january", "february", "march",     "april",   "may",      "june",     "july",
                                       "august",  "september", "october", "november", "december", NULL };

  return index_of (word, names) + 1;
}

int
pln_weekday_from_name (const char *word)
{
  static const char *const names[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", NULL };

  return index_of (word, names);
}
