/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/pattern.h"

enum
{
  ANY_CASE,
  CASE_COUNTS,
  AT_START,
  WORDS,
  N_KINDS,
};

static GRegex *
compile (const char *pattern, int kind)
{
  static const char *const around[N_KINDS][2] = { { "", "" }, { "", "" }, { "^(?:", ")" }, { "(?<![\\w-])(?:", ")\\b" } };
  g_autofree char *whole = g_strconcat (around[kind][0], pattern, around[kind][1], NULL);

  return g_regex_new (whole, (kind == CASE_COUNTS ? 0 : G_REGEX_CASELESS) | G_REGEX_OPTIMIZE, 0, NULL);
}

static GRegex *
look_up (const char *pattern, int kind)
{
  static GMutex mutex;
  static GHashTable *caches[N_KINDS]; /* of address of a pattern -> GRegex; they live as long as the process */
  GHashTable **cache = &caches[kind];
  GRegex *regex;

  g_mutex_lock (&mutex);
  if (!*cache)
    *cache = g_hash_table_new (NULL, NULL);
  regex = g_hash_table_lookup (*cache, pattern);
  if (!regex)
    {
      regex = compile (pattern, kind);
      g_hash_table_insert (*cache, (gpointer) pattern, regex);
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

GRegex *
pln_pattern_of_words (const char *pattern)
{
  return look_up (pattern, WORDS);
}

bool
pln_pattern_matches (const char *pattern, const char *text)
{
  return g_regex_match (pln_pattern (pattern, false), text, 0, NULL);
}
