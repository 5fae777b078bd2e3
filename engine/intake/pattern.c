/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/pattern.h"

enum
{
  ANY_CASE,
  CASE_COUNTS,
  AT_START,
  N_KINDS,
};

static GRegex *
compile (const char *pattern, int kind)
{
  g_autofree char *anchored = kind == AT_START ? g_strdup_printf ("^(?:%s)", pattern) : NULL;

  return g_regex_new (anchored ? anchored : pattern, (kind == CASE_COUNTS ? 0 : G_REGEX_CASELESS) | G_REGEX_OPTIMIZE, 0, NULL);
}

static GRegex *
look_up (const char *pattern, int kind)
{
  static GMutex mutex;
  static GHashTable *caches[N_KINDS]; /* of pattern -> GRegex; they live as long as the process */
  GHashTable **cache = &caches[kind];
  GRegex *regex;

  g_mutex_lock (&mutex);
  if (!*cache)
    *cache = g_hash_table_new (g_str_hash, g_str_equal);
  regex = g_hash_table_lookup (*cache, pattern);
  if (!regex)
    {
      regex = compile (pattern, kind);
      g_hash_table_insert (*cache, g_strdup (pattern), regex);
    }
  g_mutex_unlock (&mutex);
  return regex;
}

GRegex *
pln_pattern (const char *pattern, bool case_counts)
{
  return look_up (pattern, case_counts ? CASE_COUNTS : ANY_CASE);
}

GRegex *
pln_pattern_at_start (const char *pattern)
{
  return look_up (pattern, AT_START);
}

bool
pln_pattern_matches (const char *pattern, const char *text)
{
  return g_regex_match (pln_pattern (pattern, false), text, 0, NULL);
}
