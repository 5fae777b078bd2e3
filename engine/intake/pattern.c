/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/pattern.h"

GRegex *
pln_pattern (const char *pattern, bool case_counts)
{
  static GMutex mutex;
  static GHashTable *caches[2]; /* of pattern -> GRegex, by case_counts; they live as long as the process */
  GHashTable **cache = &caches[case_counts];
  GRegex *regex;

  g_mutex_lock (&mutex);
  if (!*cache)
    *cache = g_hash_table_new (g_str_hash, g_str_equal);
  regex = g_hash_table_lookup (*cache, pattern);
  if (!regex)
    {
      regex = g_regex_new (pattern, (case_counts ? 0 : G_REGEX_CASELESS) | G_REGEX_OPTIMIZE, 0, NULL);
      g_hash_table_insert (*cache, g_strdup (pattern), regex);
    }
  g_mutex_unlock (&mutex);
  return regex;
}

bool
pln_pattern_matches (const char *pattern, const char *text)
{
  return g_regex_match (pln_pattern (pattern, false), text, 0, NULL);
}
