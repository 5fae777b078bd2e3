/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/mention.h"

#include "intake/pattern.h"

#include <string.h>

#define SHORTEST_PHRASE 6 /* bytes of words that name a title they are only a part of */
#define MOST_TITLES_COMPARED 20000000 /* in one import: then only whole titles are found */
#define MOST_PARTS 40     /* of one list */

static PlnRequest *
request_at (const PlnMentions *mentions, guint k)
{
  return g_ptr_array_index (mentions->harvest->requests, k);
}

static void
add_presented (PlnMentions *mentions, const GPtrArray *people, int index)
{
  for (guint k = 0; people && k < people->len; k++)
    {
      const char *id = g_ptr_array_index (people, k);
      GArray *topics = g_hash_table_lookup (mentions->presented, id);

      if (!topics)
        {
          topics = g_array_new (FALSE, FALSE, sizeof (int));
          g_hash_table_insert (mentions->presented, g_strdup (id), topics);
        }
      g_array_append_val (topics, index);
    }
}

/* "&" and "and" are one in titles. */
static char *
fold_title (const char *text)
{
  g_autofree char *folded = pln_name_fold (text);

  if (!strstr (folded, "and "))
    return g_steal_pointer (&folded);
  return g_regex_replace_literal (pln_pattern ("\\band ", true), folded, -1, 0, "", 0, NULL);
}

static void
add_request (PlnMentions *mentions, int index)
{
  const PlnRequest *request = request_at (mentions, (guint) index);
  char *title = request->withdrawn ? g_strdup ("") : fold_title (request->title);

  g_ptr_array_add (mentions->titles, title);
  if (request->withdrawn)
    return;
  g_hash_table_insert (mentions->by_title, title, GINT_TO_POINTER (g_hash_table_contains (mentions->by_title, title) ? -1 : index + 1));
  add_presented (mentions, request->presenters ? request->presenters : request->requested_by, index);
}

PlnMentions *
pln_mentions_new (PlnHarvest *harvest)
{
  PlnMentions *mentions = g_new0 (PlnMentions, 1);

  mentions->harvest = harvest;
  mentions->titles = g_ptr_array_new_with_free_func (g_free);
  mentions->by_title = g_hash_table_new (g_str_hash, g_str_equal);
  mentions->presented = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint k = 0; k < harvest->requests->len; k++)
    add_request (mentions, (int) k);
  return mentions;
}

void
pln_mentions_free (PlnMentions *mentions)
{
  if (!mentions)
    return;
  g_hash_table_unref (mentions->by_title);
  g_ptr_array_unref (mentions->titles);
  g_hash_table_unref (mentions->presented);
  g_free (mentions);
}

/* -- Topics ---------------------------------------------------------------------------------------- */

static bool
holds_words (const char *title, const char *words)
{
  gsize length = strlen (words);

  for (const char *at = strstr (title, words); at; at = strstr (at + 1, words))
    if ((at == title || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
      return true;
  return false;
}

/* A continuation is not what it continues. */
static bool
is_continuation_of (const char *title, const char *words)
{
  static const char pattern[] = "\\b(?:continu(?:ation|ed|es)|overflow)\\b";

  return pln_pattern_matches (pattern, title) && !pln_pattern_matches (pattern, words);
}

/* The one title that holds the words, or -1. */
static int
find_words (PlnMentions *mentions, const char *words)
{
  int found = -1;

  if (strlen (words) < SHORTEST_PHRASE || mentions->n_compared > MOST_TITLES_COMPARED)
    return -1;
  mentions->n_compared += mentions->titles->len;
  for (guint k = 0; k < mentions->titles->len; k++)
    if (holds_words (g_ptr_array_index (mentions->titles, k), words))
      {
        if (found >= 0)
          return -1;
        found = (int) k;
      }
  return found >= 0 && is_continuation_of (g_ptr_array_index (mentions->titles, (guint) found), words) ? -1 : found;
}

static int
find_title (PlnMentions *mentions, const char *title)
{
  int found = GPOINTER_TO_INT (g_hash_table_lookup (mentions->by_title, title));

  return found > 0 && title[0] != '\0' ? found - 1 : -1;
}

static char *
without (const char *pattern, const char *text)
{
  return g_regex_replace_literal (pln_pattern (pattern, false), text, -1, 0, "", 0, NULL);
}

int
pln_mentions_topic (PlnMentions *mentions, const char *phrase)
{
  static const char before[] =
    "^(?:(?:the|our|my|his|her|their|a|an) )?(?:(?:topic|discussion|presentation|session|item|update|proposal)s? (?:on|of|about|for) )?(?:the )?";
  static const char after[] = "(?: (?:agenda item|item|topic|presentation|proposal|session|discussion|talk|one|agenda)s?)+$";
  g_autofree char *folded = fold_title (phrase);
  g_autofree char *tail = without (before, folded);
  g_autofree char *bare = without (after, tail);
  g_autofree char *shorter = without (" updates?$", bare);
  const char *const forms[] = { folded, tail, bare, shorter };
  int found = -1;

  for (gsize k = 0; found < 0 && k < G_N_ELEMENTS (forms); k++)
    found = find_title (mentions, forms[k]);
  for (gsize k = 0; found < 0 && k < G_N_ELEMENTS (forms); k++)
    found = find_words (mentions, forms[k]);
  return found;
}

/* -- Lists ----------------------------------------------------------------------------------------- */

/* Where the parts of "A, B and C" lie; quotes hold together. */
typedef struct
{
  int start, end;
} Part;

static GArray *
split_list (const char *text)
{
  /* A quoted run, or a separator. */
  GRegex *regex = pln_pattern ("\"[^\"]*\"|“[^”]*”|‘[^’]*’|(?<!\\w)'[^']*'(?!\\w)|"
                               "(\\s*,\\s*(?:and\\s+|or\\s+|as well as\\s+)?|\\s*;\\s*|\\s+(?:and|or|as well as|plus)\\s+|\\s+[&+]\\s+)", false);
  g_autoptr (GMatchInfo) info = NULL;
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));
  Part part = { 0, 0 };

  for (g_regex_match (regex, text, 0, &info); g_match_info_matches (info); g_match_info_next (info, NULL))
    {
      int start, end;

      if (!g_match_info_fetch_pos (info, 1, &start, &end) || start < 0)
        continue;
      part.end = start;
      g_array_append_val (parts, part);
      part.start = end;
    }
  part.end = (int) strlen (text);
  g_array_append_val (parts, part);
  return parts;
}

static char *
text_of_parts (const char *text, const GArray *parts, guint first, guint last)
{
  int start = g_array_index (parts, Part, first).start, end = g_array_index (parts, Part, last).end;
  g_autofree char *slice = g_strndup (text + start, (gsize) MAX (0, end - start));
  char *bare = without ("^(?:both|also)\\s+|\\s*\\([^)]*\\)\\s*$", slice);

  return g_strstrip (bare);
}

/* "his own items": whoever presents is there anyway. */
static bool
is_own (const char *text)
{
  return pln_pattern_matches ("^(?:for )?(?:(?:his|her|their|my|our)(?: own)?|own) (?:items?|topics?|presentations?|proposals?)$", text);
}

static void
add_rest (GString *rest, const char *text)
{
  if (text[0] != '\0' && !is_own (text))
    g_string_append_printf (rest, "%s%s", rest->len > 0 ? ", " : "", text);
}

GArray *
pln_mentions_topics (PlnMentions *mentions, const char *phrase, char **rest)
{
  g_autoptr (GArray) parts = split_list (phrase);
  g_autoptr (GString) unknown = g_string_new (NULL);
  GArray *topics = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint first = 0, next; first < parts->len && parts->len <= MOST_PARTS; first = next)
    {
      int topic = -1;

      /* The longest run of parts that is a title: titles have commas and "and" too. */
      for (guint last = MIN (first + 3, parts->len - 1); topic < 0; last--)
        {
          g_autofree char *text = text_of_parts (phrase, parts, first, last);

          topic = pln_mentions_topic (mentions, text);
          next = last + 1;
          if (last == first)
            break;
        }
      if (topic >= 0)
        g_array_append_val (topics, topic);
      else
        {
          g_autofree char *text = text_of_parts (phrase, parts, first, first);

          add_rest (unknown, text);
        }
    }
  if (rest)
    *rest = unknown->len > 0 || parts->len > MOST_PARTS ? g_strdup (unknown->str) : NULL;
  return topics;
}

/* -- People ---------------------------------------------------------------------------------------- */

GArray *
pln_mentions_presented (PlnMentions *mentions, const GPtrArray *people)
{
  GArray *common = NULL;

  for (guint p = 0; p < people->len; p++)
    {
      const GArray *topics = g_hash_table_lookup (mentions->presented, g_ptr_array_index (people, p));
      GArray *both = g_array_new (FALSE, FALSE, sizeof (int));

      for (guint k = 0; topics && k < topics->len; k++)
        {
          int topic = g_array_index (topics, int, k);
          bool shared = common == NULL;

          for (guint c = 0; common && c < common->len; c++)
            shared = shared || g_array_index (common, int, c) == topic;
          if (shared)
            g_array_append_val (both, topic);
        }
      g_clear_pointer (&common, g_array_unref);
      common = both;
    }
  return common ? common : g_array_new (FALSE, FALSE, sizeof (int));
}

static bool
is_written_like_a_name (const char *text)
{
  return g_regex_match (pln_pattern ("^" PLN_NAME_PATTERN "$", true), text, 0, NULL);
}

/* An entry of the list of people for one name, or NULL. */
static char *
entry_of (PlnMentions *mentions, const char *name, bool may_be_new)
{
  const char *id = pln_roster_find_loosely (mentions->harvest->roster, name);

  if (id)
    return g_strdup (id);
  if (may_be_new && is_written_like_a_name (name) && pln_mentions_topic (mentions, name) < 0
      && !pln_roster_has_near (mentions->harvest->roster, name))
    return g_strconcat ("+", name, NULL);
  return NULL;
}

static bool
may_join_several (const char *phrase)
{
  for (const char *at = strpbrk (phrase, ",&aA"); at; at = strpbrk (at + 1, ",&aA"))
    if (*at == ',' || *at == '&' || g_ascii_strncasecmp (at, "and", strlen ("and")) == 0)
      return true;
  return false;
}

/* The parts of "A, B and C". */
static GStrv
split_people (const char *phrase)
{
  g_autofree char *bare = strpbrk (phrase, "([") ? without ("\\s*(?:\\([^)]*\\)|\\[[^]]*\\])", phrase) : g_strdup (phrase);

  if (!may_join_several (bare))
    return g_strsplit (bare, ",", 1);
  return g_regex_split (pln_pattern ("\\s*(?:,\\s*(?:and\\s+)?|\\s+and\\s+|\\s*&\\s*)", false), bare, 0);
}

GPtrArray *
pln_mentions_people (PlnMentions *mentions, const char *phrase, bool may_be_new)
{
  g_auto (GStrv) names = split_people (phrase);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);

  for (int k = 0; names[k]; k++)
    {
      char *entry = g_strstrip (names[k])[0] != '\0' ? entry_of (mentions, names[k], may_be_new) : NULL;

      if (entry)
        g_ptr_array_add (people, entry);
      else if (names[k][0] != '\0')
        return NULL;
    }
  return people->len > 0 ? g_steal_pointer (&people) : NULL;
}

const char *
pln_mentions_person (PlnMentions *mentions, const char *entry)
{
  return entry[0] == '+' ? pln_roster_demand (mentions->harvest->roster, entry + 1) : entry;
}
