/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/wish.h"

#include "intake/when.h"
#include "intake/pattern.h"

#include <string.h>

/* How a sentence is read: who or what it speaks of, a phrase that says what is asked, a time that is
 * understood to its last word, and nothing behind it that could turn the meaning. */

typedef struct
{
  PlnHarvest *harvest;
  const PlnCalendarFrame *frame; /* nullable */
  PlnSentence *sentence;
  GPtrArray *wishes;
  guint n_before; /* wishes before this sentence */
} Reader;

static void
wish_free (gpointer data)
{
  PlnWish *wish = data;

  g_free (wish->key);
  g_free (wish->person);
  g_clear_pointer (&wish->value, json_node_unref);
  g_free (wish);
}

static PlnWish *
add_wish (Reader *reader, const char *key, int topic, const char *person, JsonNode *value)
{
  PlnWish *wish = g_new0 (PlnWish, 1);

  wish->sentence = reader->sentence;
  wish->key = g_strdup (key);
  wish->topic = topic;
  wish->person = g_strdup (person);
  wish->value = value;
  g_ptr_array_add (reader->wishes, wish);
  return wish;
}

static void
add_windows (Reader *reader, const char *key, int topic, const char *person, const PlnWhen *when)
{
  g_autoptr (GPtrArray) windows = when ? pln_when_to_windows (reader->frame, when) : NULL;

  for (guint k = 0; windows && k < windows->len; k++)
    add_wish (reader, key, topic, person, json_node_ref (g_ptr_array_index (windows, k)));
}

static JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

/* -- Who and what ---------------------------------------------------------------------------------- */

static PlnRequest *
request_at (const Reader *reader, int topic)
{
  return g_ptr_array_index (reader->harvest->requests, (guint) topic);
}

static bool
lists (const GPtrArray *people, const char *id)
{
  for (guint k = 0; people && k < people->len; k++)
    if (strcmp (g_ptr_array_index (people, k), id) == 0)
      return true;
  return false;
}

static bool
presents (const PlnRequest *request, const char *person)
{
  return lists (request->presenters, person) || (!request->presenters && lists (request->requested_by, person));
}

/* The one topic that a person presents, or -1. */
static int
topic_of_person (const Reader *reader, const char *person)
{
  int found = -1;

  for (guint k = 0; k < reader->harvest->requests->len; k++)
    if (!request_at (reader, (int) k)->withdrawn && presents (request_at (reader, (int) k), person))
      {
        if (found >= 0)
          return -1;
        found = (int) k;
      }
  return found;
}

/* The one topic whose title a phrase is, or that the phrase names beyond doubt: the whole phrase stands
 * in one title only, and it is two words or more, or a long one. */
static int
topic_of_phrase (const Reader *reader, const char *phrase)
{
  static const char trailer[] = "\\s+(?:agenda item|item|topic|presentation|proposal|session|update|discussion|talk)s?$";
  g_autofree char *folded = pln_name_fold (phrase);
  GRegex *regex = pln_pattern (trailer, false);
  g_autofree char *bare = g_regex_replace_literal (regex, folded, -1, 0, "", 0, NULL);
  int found = -1;

  if (strlen (bare) < 6)
    return -1;
  for (guint k = 0; k < reader->harvest->requests->len; k++)
    {
      g_autofree char *title = pln_name_fold (request_at (reader, (int) k)->title);
      const char *at = strstr (title, bare);

      if (request_at (reader, (int) k)->withdrawn)
        continue;
      if (strcmp (title, folded) == 0 || strcmp (title, bare) == 0)
        return (int) k;
      if (!at || (at > title && at[-1] != ' ') || (at[strlen (bare)] != '\0' && at[strlen (bare)] != ' '))
        continue;
      if (found >= 0)
        return -1;
      found = (int) k;
    }
  return found;
}

/* The people that a subject names, all of them known; NULL where a word of it is nobody. */
static GPtrArray *
people_of_subject (const Reader *reader, const char *subject)
{
  static const char brackets[] = "\\s*(?:\\([^)]*\\)|\\[[^]]*\\])";
  GRegex *regex = pln_pattern (brackets, true);
  g_autofree char *bare = g_regex_replace_literal (regex, subject, -1, 0, "", 0, NULL);
  g_auto (GStrv) names = g_regex_split_simple ("\\s*(?:,\\s*(?:and\\s+)?|\\s+and\\s+|\\s*&\\s*)", bare, G_REGEX_CASELESS, 0);
  GPtrArray *people = g_ptr_array_new_with_free_func (g_free);

  for (int k = 0; names[k]; k++)
    {
      const char *id = pln_roster_find (reader->harvest->roster, g_strstrip (names[k]));

      if (!id && names[k][0] != '\0')
        {
          g_ptr_array_unref (people);
          return NULL;
        }
      if (id)
        g_ptr_array_add (people, g_strdup (id));
    }
  if (people->len > 0)
    return people;
  g_ptr_array_unref (people);
  return NULL;
}

static bool
is_oneself (const char *subject)
{
  return pln_pattern_matches ("^(?:i|we|he|she|they|presenters?)?$", subject);
}

/* -- Phrases --------------------------------------------------------------------------------------- */

/* What may follow an understood time without turning it. */
static bool
is_harmless (const char *rest)
{
  static const char tail[] =
    "^\\s*(?:$|[.;!](?:\\s*$)|only[.!]?$|please[.!]?$|if possible[.!]?$|,?\\s*(?:and|but|so)?\\s*(?:would|wants|want|needs|need|must|should) (?:also )?(?:like |prefer )?(?:to )?"
    "(?:be present|attend|present|be there|see)\\b(?!.*\\b(?:on|at|after|before|during|from|only|unless|except)\\b)|"
    "(?:for|to present|to attend|since|because|due to|so both|\\(for|\\(holiday|as he|as she)\\b(?!.*\\b(?:only|unless|except|if|or|before|after|from|until|prefer)\\b)|\\s*\\([^)]*\\)[.]?$)";

  return pln_pattern_matches (tail, rest);
}

/* The understood time that `text` is to its end, or NULL. */
static PlnWhen *
whole_time (const Reader *reader, const char *text)
{
  const char *rest = text;
  PlnWhen *when = reader->frame ? pln_when_parse (reader->frame, text, &rest) : NULL;

  if (when && is_harmless (rest))
    return when;
  pln_when_free (when);
  return NULL;
}

typedef struct
{
  char *subject;
  char *object; /* what follows the phrase */
} Phrase;

static void
phrase_clear (Phrase *phrase)
{
  g_free (phrase->subject);
  g_free (phrase->object);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Phrase, phrase_clear)

/* Matches "SUBJECT trigger OBJECT". */
static bool
find_phrase (const char *trigger, const char *text, Phrase *phrase)
{
  g_autofree char *pattern = g_strdup_printf ("(?s)^(.{0,160}?)[\\s:,]*\\b(?:%s)\\b[\\s:,]*(.*)$", trigger);
  g_autoptr (GMatchInfo) info = NULL;
  GRegex *regex = pln_pattern (pattern, false);

  if (!g_regex_match (regex, text, 0, &info))
    return false;
  phrase->subject = g_strstrip (g_match_info_fetch (info, 1));
  phrase->object = g_strstrip (g_match_info_fetch (info, 2));
  return true;
}

/* Windows that a person cannot make. */
static bool
close_to_people (Reader *reader, const Phrase *phrase, const PlnWhen *away)
{
  g_autoptr (GPtrArray) people = people_of_subject (reader, phrase->subject);
  int topic = reader->sentence->topic >= 0 ? reader->sentence->topic : topic_of_phrase (reader, phrase->subject);

  if (!away)
    return false;
  for (guint k = 0; people && k < people->len; k++)
    add_windows (reader, "unavailable", -1, g_ptr_array_index (people, k), away);
  if (people)
    return true;
  if (topic >= 0 && (reader->sentence->topic < 0 || is_oneself (phrase->subject)))
    {
      g_autoptr (PlnWhen) there = pln_when_complement (reader->frame, away);
      g_autoptr (GPtrArray) windows = there ? pln_when_to_windows (reader->frame, there) : NULL;

      /* All windows of one `within` list are alternatives: one list holds them. */
      for (guint w = 0; windows && w < windows->len; w++)
        add_wish (reader, "within", topic, NULL, json_node_ref (g_ptr_array_index (windows, w)));
      return windows != NULL;
    }
  return false;
}

static bool
read_absence (Reader *reader)
{
  static const char trigger[] =
    "(?:(?:is|are|am|will be|'s|i'm) )?(?:not available|unavail?[ai]?able|absent|out|away)(?: to (?:present|attend))?|will not be available(?: to (?:present|attend))?|"
    "won't be (?:available|there|around|present)|(?:can't|cannot|can\\*?\\*?not\\*?\\*?|can not) (?:attend|be present|make it|be there|present)(?: the meeting)?|will miss";
  g_auto (Phrase) phrase = { 0 };
  g_autoptr (PlnWhen) away = NULL;

  if (!find_phrase (trigger, reader->sentence->text, &phrase))
    return false;
  away = whole_time (reader, phrase.object);
  return close_to_people (reader, &phrase, away);
}

static bool
read_presence (Reader *reader)
{
  static const char only_first[] =
    "(?:(?:is|are|am|will) |i'm )?only (?:be )?(?:available|attend|there|here|present)(?: to (?:present|attend))?|can only (?:attend|present|be there|be present|make it)(?: the meeting)?|"
    "will only be (?:available|there|here)(?: (?:in|during))?|can (?:present|attend) only|(?:is |are )?available only|only available";
  static const char plain[] = "(?:(?:is|are|will be) )?available";
  g_auto (Phrase) phrase = { 0 };
  g_autoptr (PlnWhen) there = NULL, away = NULL;

  if (find_phrase (only_first, reader->sentence->text, &phrase))
    there = whole_time (reader, phrase.object);
  else if (find_phrase (plain, reader->sentence->text, &phrase))
    {
      /* "available from 3pm only", "available until 4pm": without "only" a day alone could be one of many. */
      g_autofree char *object = pln_pattern_matches ("\\bonly\\b", phrase.object)
                                    || pln_pattern_matches ("^(?:from|until|after|before)\\b", phrase.object)
                                  ? g_strdup (phrase.object)
                                  : NULL;

      there = object ? whole_time (reader, object) : NULL;
    }
  if (!there)
    return false;
  away = pln_when_complement (reader->frame, there);
  return close_to_people (reader, &phrase, away);
}

/* The topic that a wish is about: the one it stands with, or the one it names, or the only one of the
 * person it names. */
static int
topic_of_wish (const Reader *reader, const char *subject)
{
  g_autoptr (GPtrArray) people = NULL;
  int topic;

  if (reader->sentence->topic >= 0)
    return reader->sentence->topic;
  topic = topic_of_phrase (reader, subject);
  if (topic >= 0)
    return topic;
  people = people_of_subject (reader, subject);
  return people && people->len == 1 ? topic_of_person (reader, g_ptr_array_index (people, 0)) : -1;
}

static bool
read_preference (Reader *reader)
{
  static const char trigger[] =
    "(?:(?:would|we'd|i'd|i would) )?(?:strongly )?(?:prefer(?:s|ably|red|ence)?|ideally|would be best|better)(?: (?:scheduling|to be scheduled|to present|to go|to be|for|is|it|this|schedule))*";
  g_auto (Phrase) phrase = { 0 };
  g_autoptr (PlnWhen) when = NULL;
  int topic;

  if (!find_phrase (trigger, reader->sentence->text, &phrase))
    return false;
  topic = topic_of_wish (reader, phrase.subject);
  when = topic >= 0 && (phrase.subject[0] == '\0' || reader->sentence->topic < 0 || is_oneself (phrase.subject)) ? whole_time (reader, phrase.object) : NULL;
  if (!when)
    return false;
  add_windows (reader, "prefer", topic, NULL, when);
  return true;
}

/* "16:00 preferred", "Thursday afternoon, please", "Thu 11:00-12:00": in a topic's own cell a time alone
 * is where it would like to be. */
static bool
read_bare_time (Reader *reader)
{
  g_auto (Phrase) phrase = { 0 };
  g_autoptr (PlnWhen) when = NULL;

  if (reader->sentence->topic < 0)
    return false;
  if (find_phrase ("preferred|please|if possible", reader->sentence->text, &phrase) && phrase.object[0] == '\0')
    when = whole_time (reader, phrase.subject);
  if (!when)
    return false;
  add_windows (reader, "prefer", reader->sentence->topic, NULL, when);
  return true;
}

static bool
read_avoidance (Reader *reader)
{
  static const char trigger[] = "(?:please )?avoid(?: scheduling| having it)?|not (?=on |in |before |after |mon|tue|wed|thu|fri)|(?:please )?(?:do not|don't) schedule(?: it| this| us)?";
  g_auto (Phrase) phrase = { 0 };
  g_autoptr (PlnWhen) when = NULL;

  if (!find_phrase (trigger, reader->sentence->text, &phrase) || (reader->sentence->topic < 0 && phrase.subject[0] == '\0'))
    return false;
  if (reader->sentence->topic >= 0 && !is_oneself (phrase.subject))
    return false;
  {
    int topic = topic_of_wish (reader, phrase.subject);

    when = topic >= 0 ? whole_time (reader, phrase.object) : NULL;
    add_windows (reader, "avoid", topic, NULL, when);
  }
  return when != NULL;
}

static bool
read_closed (Reader *reader)
{
  if (reader->sentence->topic < 0
      || !pln_pattern_matches ("\\bclosed[- ](?:session|meeting|door)|\\bclosed,? please|\\bmembers[- ]only\\b|\\bprivate session\\b", reader->sentence->text)
      || pln_pattern_matches ("\\b(?:not|no|non|never|open)\\b|\\?", reader->sentence->text))
    return false;
  add_wish (reader, "closed", reader->sentence->topic, NULL, json_node_init_boolean (json_node_alloc (), TRUE));
  return true;
}

static bool
read_contingency (Reader *reader)
{
  g_autoptr (GMatchInfo) info = NULL;
  GRegex *regex = pln_pattern ("^\\(?contingent (?:up)?on (.+?)\\)?[.]?$", false);

  if (reader->sentence->topic < 0 || !g_regex_match (regex, reader->sentence->text, 0, &info))
    return false;
  {
    g_autofree char *on = g_match_info_fetch (info, 1);

    add_wish (reader, "contingent", reader->sentence->topic, NULL, text_node (on));
  }
  return true;
}

/* Takes the quotes off "'Stable Formatting' presentation, please". */
static char *
named_thing (const char *object)
{
  g_autoptr (GMatchInfo) info = NULL;
  GRegex *regex = pln_pattern ("^(?:the |discussing )?[\"'“‘*`](.+?)[\"'”’*`](?:\\s+(?:agenda item|item|topic|presentation|proposal|session|discussion|talk|update))*[.,]?\\s*(?:please|if possible|,? ?(?:as|since|because|preferably).*|\\(.*\\))?[.]?$", false);

  if (g_regex_match (regex, object, 0, &info))
    return g_match_info_fetch (info, 1);
  {
    GRegex *plain = pln_pattern ("^(?:the )?(.+?)(?:,? (?:as|since|because|\\().*)?[.,]?$", false);
    g_autoptr (GMatchInfo) found = NULL;

    return g_regex_match (plain, object, 0, &found) ? g_match_info_fetch (found, 1) : g_strdup (object);
  }
}

static const struct
{
  const char *trigger, *key;
} orders[] = {
  { "(?:should (?:be|come|go) |must be |please schedule |to be )?(?:directly|immediately|right|straight) after", "follows" },
  { "(?:should (?:be|come|go|be scheduled) |must be |please schedule |to be |needs to be )?after", "after" },
  { "should precede|(?:should (?:be|come|go|be scheduled) |must be |please schedule |to be |needs to be )?before", "before" },
};

static bool
read_order (Reader *reader)
{
  for (gsize k = 0; k < G_N_ELEMENTS (orders); k++)
    {
      g_auto (Phrase) phrase = { 0 };
      g_autofree char *thing = NULL;
      g_autofree char *stripped = NULL;
      int topic, other;

      if (!find_phrase (orders[k].trigger, reader->sentence->text, &phrase))
        continue;
      if (pln_pattern_matches ("\\b(?:ideally|prefer|nice|better|could|might|if)\\b", reader->sentence->text))
        return false;
      thing = named_thing (phrase.object);
      stripped = named_thing (phrase.subject);
      topic = reader->sentence->topic >= 0 && is_oneself (phrase.subject) ? reader->sentence->topic : topic_of_phrase (reader, stripped);
      other = topic_of_phrase (reader, thing);
      if (topic < 0 || other < 0 || topic == other)
        continue;
      add_wish (reader, orders[k].key, topic, NULL, text_node (request_at (reader, other)->id));
      return true;
    }
  return false;
}

static bool
read_sameness (Reader *reader)
{
  static const char trigger[] = "(?:is|are|this is|it is)?(?: probably| basically)? ?the same (?:thing |topic )?as(?: what)?|duplicate of|duplicates|merge(?:d)? with";
  g_auto (Phrase) phrase = { 0 };
  g_autofree char *thing = NULL;
  g_autoptr (GMatchInfo) info = NULL;
  GRegex *regex;
  int other = -1;

  if (reader->sentence->topic < 0 || !find_phrase (trigger, reader->sentence->text, &phrase))
    return false;
  regex = pln_pattern ("^(.+?) (?:is |has )?(?:proposing|proposes|proposed|requested|asks? for|suggests?)\\b", false);
  if (g_regex_match (regex, phrase.object, 0, &info))
    {
      g_autofree char *name = g_match_info_fetch (info, 1);
      const char *person = pln_roster_find (reader->harvest->roster, name);

      other = person ? topic_of_person (reader, person) : -1;
    }
  thing = named_thing (phrase.object);
  other = other >= 0 ? other : topic_of_phrase (reader, thing);
  if (other < 0 || other == reader->sentence->topic)
    return false;
  {
    JsonArray *array = json_array_new ();

    json_array_add_string_element (array, request_at (reader, other)->id);
    add_wish (reader, "same_as", reader->sentence->topic, NULL, json_node_init_array (json_node_alloc (), array))->proposed = true;
    json_array_unref (array);
  }
  return true;
}

static bool
read_sentence (Reader *reader)
{
  return read_contingency (reader) || read_closed (reader) || read_sameness (reader) || read_absence (reader) || read_presence (reader)
         || read_avoidance (reader) || read_preference (reader) || read_bare_time (reader) || read_order (reader);
}

/* Does it look like a wish at all? What does not is a note like any other and is not listed. */
static bool
smells_of_wish (const char *text)
{
  return pln_pattern_matches ("\\b(?:prefer|ideal|avoid|available|unavailable|absent|attend|after|before|morning|afternoon|lunch|closed|contingent|"
                               "same as|schedule|monday|tuesday|wednesday|thursday|friday|only|can't|cannot|please|first|last)",
                               text);
}

GPtrArray *
pln_wishes_read (PlnHarvest *harvest, const PlnCalendarFrame *frame)
{
  GPtrArray *wishes = g_ptr_array_new_with_free_func (wish_free);

  for (guint k = 0; k < harvest->sentences->len; k++)
    {
      Reader reader = { harvest, frame, g_ptr_array_index (harvest->sentences, k), wishes, wishes->len };

      if (!read_sentence (&reader) && (reader.sentence->topic < 0 || smells_of_wish (reader.sentence->text)))
        add_wish (&reader, NULL, reader.sentence->topic, NULL, NULL);
    }
  return wishes;
}
