/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/wish-rule.h"

#include "intake/pattern.h"

#include <string.h>

#define MOST_TIMES 1000  /* that are remembered */
#define LONGEST_TIME 200 /* bytes of one */

/* What all rules read: times, and who and what stands before a phrase. */

/* -- Times ----------------------------------------------------------------------------------------- */

const char *
pln_wish_skip (const char *pattern, const char *text)
{
  g_autoptr (GMatchInfo) info = NULL;
  int end = 0;

  if (g_regex_match (pln_pattern (pattern, false), text, 0, &info))
    g_match_info_fetch_pos (info, 0, NULL, &end);
  return text + end;
}

static PlnWhen *
read_whole_time (const PlnWishReader *reader, const char *text, bool may_be_moment)
{
  static const char before[] = "^(?:(?:to (?:present|attend|join|speak)|the meeting|meeting|online|remotely|in person|for|both)\\s+)+";
  const char *start = pln_wish_skip (before, text), *rest = start;
  g_autoptr (PlnWhen) when = pln_when_parse (reader->frame, start, &rest);

  if (!when || !pln_tail_is_harmless (rest) || (pln_when_has_moment (when) && !may_be_moment))
    return NULL;
  return g_steal_pointer (&when);
}

static void
time_free (gpointer data)
{
  pln_when_unref (data);
}

/* What a text means is remembered: several rules look at it, and people write the same beside many topics. */
PlnWhen *
pln_wish_whole_time (PlnWishReader *reader, const char *text, bool may_be_moment)
{
  GHashTable **times = &reader->times[may_be_moment];
  gpointer known;

  if (!reader->frame || strlen (text) > LONGEST_TIME)
    return reader->frame ? read_whole_time (reader, text, may_be_moment) : NULL;
  if (!*times)
    *times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, time_free);
  if (!g_hash_table_lookup_extended (*times, text, NULL, &known))
    {
      if (g_hash_table_size (*times) >= MOST_TIMES)
        g_hash_table_remove_all (*times);
      known = read_whole_time (reader, text, may_be_moment);
      g_hash_table_insert (*times, g_strdup (text), known);
    }
  return known ? pln_when_ref (known) : NULL;
}

bool
pln_wish_time_is_days (const PlnWishReader *reader, const char *text)
{
  const char *rest = text;
  g_autoptr (PlnWhen) when = reader->frame ? pln_when_parse (reader->frame, text, &rest) : NULL;

  return when && when->names_days && *rest == '\0';
}

void
pln_wish_add_windows (PlnWishReader *reader, const char *key, int topic, const char *person, PlnWhen *when)
{
  pln_wish_add (reader, key, topic, person)->when = pln_when_ref (when);
}

void
pln_wish_add_value (PlnWishReader *reader, const char *key, int topic, JsonNode *value)
{
  PlnWish *wish = pln_wish_add (reader, key, topic, NULL);

  wish->values = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_ptr_array_add (wish->values, value);
}

/* -- Subjects -------------------------------------------------------------------------------------- */

void
pln_wish_subject_clear (PlnWishSubject *subject)
{
  g_clear_pointer (&subject->people, g_ptr_array_unref);
  g_clear_pointer (&subject->topics, g_array_unref);
}
/* In a section of constraints, whoever or whatever is named is what the passage speaks of from here on. */
static void
remember (PlnWishReader *reader, const PlnWishSubject *subject)
{
  if (reader->sentence->topic >= 0)
    return;
  if (subject->people)
    {
      g_clear_pointer (&reader->people, g_ptr_array_unref);
      reader->people = g_ptr_array_ref (subject->people);
    }
  if (subject->topics)
    {
      g_clear_pointer (&reader->topics, g_array_unref);
      reader->topics = g_array_ref (subject->topics);
    }
}

/* What the words before the phrase mean; both members NULL where they are nobody and nothing. */
PlnWishSubject
pln_wish_subject_of (PlnWishReader *reader, const char *text, bool may_be_new)
{
  PlnWishSubject subject = { 0 };
  g_autofree char *unknown = NULL;
  bool oneself = pln_subject_is_oneself (text), itself = pln_subject_is_itself (text);

  if (oneself)
    subject.people = reader->people ? g_ptr_array_ref (reader->people) : NULL;
  if (itself || (oneself && reader->sentence->topic >= 0))
    subject.topics = !subject.people && reader->topics ? g_array_ref (reader->topics) : NULL;
  if (oneself || itself)
    return subject;
  subject.topics = pln_mentions_topics (reader->mentions, text, &unknown);
  if (unknown || subject.topics->len == 0)
    {
      g_clear_pointer (&subject.topics, g_array_unref);
      subject.people = pln_mentions_people (reader->mentions, text, may_be_new);
    }
  remember (reader, &subject);
  return subject;
}

/* The topics that a wish about a subject is about: it, or what all of its people present. */
GArray *
pln_wish_topics_of (PlnWishReader *reader, const PlnWishSubject *subject)
{
  if (subject->topics)
    return g_array_ref (subject->topics);
  return subject->people ? pln_mentions_presented (reader->mentions, subject->people) : g_array_new (FALSE, FALSE, sizeof (int));
}

/* Splits "TOPICS to be scheduled WHEN". Returns: (transfer full) (nullable): the time
 * @topics: (out) (transfer full): one at least, where a time is returned */
PlnWhen *
pln_wish_topics_and_time (PlnWishReader *reader, const char *text, bool may_be_moment, GArray **topics)
{
  static const char verbs[] =
    "(?:[\\s,]+(?:to|be|being|scheduled?|discussed|presented|held|happen(?:s|ing)?|takes?|place|go|is|are|should|for|please|if possible))+[\\s,]*$";

  for (const char *at = strchr (text, ' '); at; at = strchr (at + 1, ' '))
    {
      g_autoptr (PlnWhen) when = pln_wish_whole_time (reader, at + 1, may_be_moment);
      g_autofree char *words = when ? g_strndup (text, (gsize) (at - text)) : NULL;
      g_autofree char *bare = words ? g_regex_replace_literal (pln_pattern (verbs, false), words, -1, 0, "", 0, NULL) : NULL;
      g_autofree char *unknown = NULL;
      g_autoptr (GArray) found = bare ? pln_mentions_topics (reader->mentions, bare, &unknown) : NULL;

      if (!found || unknown || found->len == 0)
        continue;
      *topics = g_steal_pointer (&found);
      return g_steal_pointer (&when);
    }
  return NULL;
}
