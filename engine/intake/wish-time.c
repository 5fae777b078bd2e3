/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/wish-rule.h"

#include "intake/pattern.h"

#include <string.h>

/* When: absence and presence, preferences. */

/* -- Absence and presence -------------------------------------------------------------------------- */

/* What people cannot make is closed to them; what a topic cannot have leaves it the rest. */
static bool
close_to (PlnWishReader *reader, const PlnWishSubject *subject, PlnWhen *away)
{
  g_autoptr (PlnWhen) there = NULL;

  if (!away || (!subject->people && !subject->topics))
    return false;
  for (guint k = 0; subject->people && k < subject->people->len; k++)
    pln_wish_add_windows (reader, "unavailable", -1, pln_mentions_person (reader->mentions, g_ptr_array_index (subject->people, k)), away);
  if (subject->people)
    return true;
  there = pln_when_complement (reader->frame, away, false);
  for (guint k = 0; there && k < subject->topics->len; k++)
    pln_wish_add_windows (reader, "within", g_array_index (subject->topics, int, k), NULL, there);
  return there != NULL;
}

static bool
open_only (PlnWishReader *reader, const PlnWishSubject *subject, const PlnWhen *there, bool own_days_only)
{
  g_autoptr (PlnWhen) away = pln_when_complement (reader->frame, there, own_days_only);

  return close_to (reader, subject, away);
}

static bool
read_absence (PlnWishReader *reader, const char *clause)
{
  static const char trigger[] =
    "(?:(?:will |would )?(?:is|are|am|be|'s|i'm) )?(?:not available|unava[il]+[ab]+le|unavailability|absent|out|away|not (?:be )?(?:present|available))(?: to (?:present|attend))?|"
    "will not be (?:available|present|there|around)(?: to (?:present|attend))?|won't be (?:available|there|around|present)|"
    "(?:can't|can’t|cannot|can\\*?\\*?not\\*?\\*?|can not) (?:attend|be present|make it|be there|present|join)(?: the meeting)?|will miss|"
    "(?:will )?(?:(?:be able to )?(?:attend|call into|join)|available (?:for|at)?) (?:the entire meeting|the whole meeting|any ?time),? except(?: for)?";
  g_auto (PlnPhrase) phrase = { 0 };
  g_autoptr (PlnWhen) away = NULL;
  g_auto (PlnWishSubject) subject = { 0 };

  if (!pln_phrase_find (trigger, clause, &phrase))
    return false;
  away = pln_wish_whole_time (reader, phrase.object, false);
  if (!away)
    return false;
  subject = pln_wish_subject_of (reader, phrase.subject, true);
  return close_to (reader, &subject, away);
}

/* "has to leave at 3pm on Thursday" */
static bool
read_departure (PlnWishReader *reader, const char *clause)
{
  static const char trigger[] = "(?:has|have|need|needs|will have|will need) to leave (?:at|by)|(?:leaves?|is leaving|are leaving|will leave) at";
  g_auto (PlnPhrase) phrase = { 0 };
  g_autofree char *time = NULL;
  g_autoptr (PlnWhen) away = NULL;
  g_auto (PlnWishSubject) subject = { 0 };

  if (!pln_phrase_find (trigger, clause, &phrase))
    return false;
  time = g_strconcat ("after ", phrase.object, NULL);
  away = pln_wish_whole_time (reader, time, false);
  if (!away || !away->names_days)
    return false;
  subject = pln_wish_subject_of (reader, phrase.subject, true);
  return subject.people && close_to (reader, &subject, away);
}

/* "KG is not ready to present X on Monday" */
static bool
read_unreadiness (PlnWishReader *reader, const char *clause)
{
  static const char trigger[] = "(?:not|won't|won’t) (?:be )?(?:ready|able) to present|(?:can't|can’t|cannot|can not) present";
  g_auto (PlnPhrase) phrase = { 0 };
  g_autoptr (GArray) topics = NULL;
  g_autoptr (PlnWhen) away = NULL;
  PlnWishSubject subject = { 0 };

  if (!pln_phrase_find (trigger, clause, &phrase))
    return false;
  away = pln_wish_topics_and_time (reader, phrase.object, false, &topics);
  subject.topics = topics;
  return close_to (reader, &subject, away);
}

/* "is only available on Monday", "can only present X before noon", "X can only be presented after 3pm" */
static bool
read_only (PlnWishReader *reader, const char *clause)
{
  static const char trigger[] =
    "(?:(?:is|are|am|will) |i'm )?only (?:be )?(?:available|attend|there|here|present|works?)(?: (?:to (?:present|attend)|in|during))?|"
    "can only (?:attend|present|join|be there|be present|make it|call in|be (?:presented|scheduled|held|discussed))(?: the meeting)?|"
    "can (?:present|attend|join) only|(?:is |are )?available only|only available|availability|(?:is|are|am) (?:limited|restricted) to|"
    "(?:must|has to|have to|needs? to) be (?:scheduled|presented|held|discussed)";
  g_auto (PlnPhrase) phrase = { 0 };
  g_autoptr (PlnWhen) there = NULL;
  g_autoptr (GArray) topics = NULL;
  g_auto (PlnWishSubject) subject = { 0 };

  if (!pln_phrase_find (trigger, clause, &phrase))
    return false;
  there = pln_wish_whole_time (reader, phrase.object, false);
  if (there)
    subject = pln_wish_subject_of (reader, phrase.subject, true);
  else
    {
      there = pln_wish_topics_and_time (reader, phrase.object, false, &topics);
      subject.topics = g_steal_pointer (&topics);
    }
  return there && open_only (reader, &subject, there, false);
}

/* "needs to present X on Thursday" */
static bool
read_duty (PlnWishReader *reader, const char *clause)
{
  g_auto (PlnPhrase) phrase = { 0 };
  g_autoptr (GArray) topics = NULL;
  g_autoptr (PlnWhen) there = NULL;
  PlnWishSubject subject = { 0 };

  if (!pln_phrase_find ("(?:must|has to|have to|needs? to) present", clause, &phrase))
    return false;
  there = pln_wish_topics_and_time (reader, phrase.object, false, &topics);
  subject.topics = topics;
  return there && open_only (reader, &subject, there, false);
}

/* "available from 3pm only", "available until 4pm", "available on Day 1 from 11:30 onwards": without
 * "only" a day alone could be one of many, and a time on a day says nothing of the other days. */
static bool
read_presence (PlnWishReader *reader, const char *clause)
{
  g_auto (PlnPhrase) phrase = { 0 };
  g_autoptr (PlnWhen) there = NULL;
  g_auto (PlnWishSubject) subject = { 0 };
  bool only;

  if (!pln_phrase_find ("(?:(?:is|are|am|will be|i'm) )?available(?: to (?:present|attend))?", clause, &phrase))
    return false;
  only = pln_pattern_matches ("\\bonly\\b", phrase.object);
  there = pln_wish_whole_time (reader, phrase.object, false);
  if (!there || (!only && !pln_when_is_open (there)))
    return false;
  subject = pln_wish_subject_of (reader, phrase.subject, true);
  return open_only (reader, &subject, there, !only && there->names_days);
}

/* -- Preferences ----------------------------------------------------------------------------------- */

/* What the time would be for a topic: one moment is the stretch from it that the topic takes. */
static bool
add_soft (PlnWishReader *reader, const char *key, const GArray *topics, PlnWhen *when)
{
  for (guint k = 0; k < topics->len; k++)
    {
      int topic = g_array_index (topics, int, k);
      const PlnRequest *request = g_ptr_array_index (reader->mentions->harvest->requests, (guint) topic);
      g_autoptr (PlnWhen) stretch = pln_when_stretch (when, request->minutes);

      if (!stretch)
        return false;
      pln_wish_add_windows (reader, key, topic, NULL, stretch);
    }
  return topics->len > 0;
}

static bool
read_preference (PlnWishReader *reader, const char *clause)
{
  static const char trigger[] =
    "(?:(?:would|will|we'd|i'd|he'd|she'd|they'd) )?(?:also |strongly |weakly |light |mild |slight |strong |a |an )*"
    "(?:prefer(?:s|ably|red|ence|ences)?|ideally|would be (?:best|ideal|great)|best (?:time|day|slot)s?(?: ranges?)?|better|hopes?|hoping|would like|would love|please schedule|"
    "should (?:go|be (?:scheduled|presented|discussed|held)|take place|happen|be (?=on|in|at)))";
  static const char before[] =
    "^(?:(?:to|be|scheduling|scheduled?|present(?:ing|ed)?|discuss(?:ing)?|go|going|have|having|put|see|host|hold|it|this|us|for|is|are|the topic on|slots?|times?|days?)[\\s:]+)+";
  g_auto (PlnPhrase) phrase = { 0 };
  g_autoptr (PlnWhen) when = NULL;
  g_autoptr (GArray) topics = NULL;
  const char *object;
  bool negative;

  if (!pln_phrase_find (trigger, clause, &phrase))
    return false;
  negative = g_ascii_strncasecmp (phrase.object, "not ", 4) == 0;
  object = pln_wish_skip (before, phrase.object + (negative ? 4 : 0));
  when = pln_wish_whole_time (reader, object, true);
  if (when)
    {
      g_auto (PlnWishSubject) subject = pln_wish_subject_of (reader, phrase.subject, false);

      topics = pln_wish_topics_of (reader, &subject);
    }
  else
    when = pln_wish_topics_and_time (reader, object, true, &topics);
  return when && add_soft (reader, negative ? "avoid" : "prefer", topics, when);
}

/* In a topic's own cell: the time before words that end the clause, or NULL. */
static PlnWhen *
bare_time (PlnWishReader *reader, const char *words, const char *clause, bool may_be_moment)
{
  g_auto (PlnPhrase) phrase = { 0 };

  if (!reader->topics || !pln_phrase_find (words, clause, &phrase) || phrase.object[strspn (phrase.object, ".!")] != '\0')
    return NULL;
  return pln_wish_whole_time (reader, phrase.subject, may_be_moment);
}

/* "16:00 preferred", "Thursday afternoon, please": a time alone is where it would like to be. */
static bool
read_bare_time (PlnWishReader *reader, const char *clause)
{
  g_autoptr (PlnWhen) when = bare_time (reader, "preferred|please|if possible", clause, true);

  return when && add_soft (reader, "prefer", reader->topics, when);
}

/* "Monday only": days alone, and no others. */
static bool
read_bare_days (PlnWishReader *reader, const char *clause)
{
  g_autoptr (PlnWhen) when = bare_time (reader, "only", clause, false);

  if (!when || !when->names_days)
    return false;
  for (guint k = 0; k < reader->topics->len; k++)
    pln_wish_add_windows (reader, "within", g_array_index (reader->topics, int, k), NULL, when);
  return reader->topics->len > 0;
}

static bool
read_avoidance (PlnWishReader *reader, const char *clause)
{
  static const char trigger[] =
    "(?:please )?avoid(?: scheduling| having it)?|not (?=on |in |before |after |mon|tue|wed|thu|fri|sat|sun)|(?:please )?(?:do not|don't|don’t) schedule(?: it| this| us| me)?";
  g_auto (PlnPhrase) phrase = { 0 };
  g_autoptr (PlnWhen) when = NULL;
  g_autoptr (GArray) topics = NULL;

  if (!pln_phrase_find (trigger, clause, &phrase))
    return false;
  when = pln_wish_whole_time (reader, phrase.object, false);
  if (when)
    {
      g_auto (PlnWishSubject) subject = pln_wish_subject_of (reader, phrase.subject, false);

      topics = pln_wish_topics_of (reader, &subject);
    }
  else
    when = pln_wish_topics_and_time (reader, phrase.object, false, &topics);
  return when && add_soft (reader, "avoid", topics, when);
}

bool
pln_wish_read_time (PlnWishReader *reader, const char *clause)
{
  static const PlnWishRule rules[] = {
    read_absence, read_departure, read_unreadiness, read_only, read_duty, read_presence, read_avoidance, read_preference, read_bare_time,
    read_bare_days,
  };

  return pln_wish_try (reader, rules, G_N_ELEMENTS (rules), clause);
}
