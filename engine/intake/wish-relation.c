/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/wish-rule.h"

#include "intake/pattern.h"

#include <string.h>

/* Who comes to what, what stands before or after what; and what is read of whole sentences only. */

static JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

/* -- Who comes to what ----------------------------------------------------------------------------- */

static bool
has_person (const GPtrArray *people, const char *id)
{
  return people && g_ptr_array_find_with_equal_func ((GPtrArray *) people, id, g_str_equal, NULL);
}

static void
add_attendance (PlnWishReader *reader, const char *key, const GPtrArray *people, int topic)
{
  const PlnRequest *request = g_ptr_array_index (reader->mentions->harvest->requests, (guint) topic);

  for (guint k = 0; k < people->len; k++)
    {
      const char *id = pln_mentions_person (reader->mentions, g_ptr_array_index (people, k));

      if (!has_person (request->presenters ? request->presenters : request->requested_by, id) && !has_person (request->required, id))
        pln_wish_add_value (reader, key, topic, text_node (id));
    }
}

/* What a phrase of attendance is followed by, without "if possible" and the like. */
static char *
bare_list (const char *object)
{
  static const char before[] =
    "^(?:(?:for|at|in|during|when|to see|to|the following|following|topics?|items?|presentations?|discussions?|any|all|both)[\\s:]+)+";
  static const char after[] =
    "[\\s,]*(?:if (?:possible|scheduling allows|(?:the )?(?:schedule|time) (?:allows|permits))|as well|too|please|in addition to (?:his|her|their|my) own (?:topic|item)s?)?[\\s.,!]*$";

  return g_regex_replace_literal (pln_pattern (after, false), pln_wish_skip (before, object), -1, 0, "", 0, NULL);
}

/* "would like to be present for A and B", "needs to attend C" */
static bool
read_attendance (PlnWishReader *reader, const char *clause)
{
  static const struct
  {
    const char *trigger, *key;
  } phrases[] = {
    { "(?:must|needs? to|has to|have to)(?: also)? (?:be (?:present|there|available|around)|attend|join|participate)", "required" },
    { "(?:(?:would|should|wants?|hopes?|(?:i|he|she|we|they)['’]d|(?:have|has) an? (?:strong |slight )?preference) )?(?:(?:also|really|ideally|weakly|strongly) )*(?:(?:like|love|prefer|want)(?: also)? )?(?:to )?(?:also )?"
      "(?:be (?:present|there|around)|attend(?! remotely)|see|participate)",
      "optional" },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (phrases); k++)
    {
      g_auto (PlnPhrase) phrase = { 0 };
      g_auto (PlnWishSubject) subject = { 0 };
      g_autofree char *list = NULL, *unknown = NULL;
      g_autoptr (GArray) topics = NULL;

      if (!pln_phrase_find (phrases[k].trigger, clause, &phrase))
        continue;
      if (pln_pattern_matches ("\\((?:required|must)\\b", phrase.object)) /* of some of them more is said than of others */
        return false;
      list = bare_list (phrase.object);
      topics = pln_mentions_topics (reader->mentions, list, &unknown);
      if (topics->len == 0 || pln_clause_turns (list) || pln_pattern_matches ("\\b(?:not|never|no)\\b", phrase.subject))
        return false;
      subject = pln_wish_subject_of (reader, phrase.subject, true);
      for (guint t = 0; subject.people && t < topics->len; t++)
        add_attendance (reader, phrases[k].key, subject.people, g_array_index (topics, int, t));
      if (subject.people && unknown)
        {
          PlnWish *wish = pln_wish_add (reader, NULL, reader->sentence->topic, NULL);

          g_free (wish->part);
          wish->part = g_steal_pointer (&unknown);
        }
      return subject.people != NULL;
    }
  return false;
}

/* -- Order ----------------------------------------------------------------------------------------- */

/* Takes the quotes off "'Stable Formatting' presentation, please". */
static char *
named_thing (const char *text)
{
  static const char quoted[] =
    "^(?:the |discussing )?[\"'“‘*`](.+?)[\"'”’*`](?:\\s+(?:agenda item|item|topic|presentation|proposal|session|discussion|talk|update))*[.,]?\\s*"
    "(?:please|if possible|should|must|,? ?(?:as|since|because|preferably|not necessarily).*|\\(.*\\))?[.]?$";
  static const char plain[] = "^(?:the )?(.+?)(?:,? (?:as|since|because|not necessarily|\\().*)?[.,]?$";
  g_autoptr (GMatchInfo) info = NULL, found = NULL;

  if (g_regex_match (pln_pattern (quoted, false), text, 0, &info))
    return g_match_info_fetch (info, 1);
  return g_regex_match (pln_pattern (plain, false), text, 0, &found) ? g_match_info_fetch (found, 1) : g_strdup (text);
}

/* The topic that "would like to present X" or "X" names. */
static int
topic_to_order (PlnWishReader *reader, const char *subject)
{
  static const char asked[] =
    "^(?:.*?\\b)?(?:(?:would |'d )?(?:like|prefer|love)s?(?: to)?|please|it would be ideal if|ideally)(?: (?:schedule|present|have|see|go|put|hold))*(?: on)?(?: the)?\\s+";
  g_autofree char *thing = NULL;
  int topic;

  if (pln_subject_is_oneself (subject) || pln_subject_is_itself (subject))
    return reader->topics && reader->topics->len == 1 ? g_array_index (reader->topics, int, 0) : -1;
  thing = named_thing (pln_wish_skip (asked, subject));
  topic = pln_mentions_topic (reader->mentions, thing);
  if (topic < 0)
    {
      g_autofree char *whole = named_thing (subject);

      topic = pln_mentions_topic (reader->mentions, whole);
    }
  return topic;
}

static JsonNode *
order_node (const PlnWishReader *reader, int other, bool soft)
{
  const PlnRequest *request = g_ptr_array_index (reader->mentions->harvest->requests, (guint) other);
  JsonNode *node;
  JsonObject *object;

  if (!soft)
    return text_node (request->id);
  object = json_object_new ();
  json_object_set_string_member (object, "topic", request->id);
  node = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);
  return node;
}

/* "right after X" is `follows`, "right before X" makes X follow; a wish for either is one of order. */
static void
add_order (PlnWishReader *reader, const char *key, int topic, int other, bool direct, bool soft)
{
  if (!direct || soft)
    pln_wish_add_value (reader, key, topic, order_node (reader, other, soft));
  else if (strcmp (key, "after") == 0)
    pln_wish_add_value (reader, "follows", topic, order_node (reader, other, false));
  else
    pln_wish_add_value (reader, "follows", other, order_node (reader, topic, false));
}

static bool
read_order (PlnWishReader *reader, const char *clause)
{
#define PLACED "(?:(?:to )?(?:should|must|needs? to|has to|to)? ?(?:be|come|go|be scheduled|scheduled|happen) )?"
  static const struct
  {
    const char *trigger, *key;
    bool direct;
  } orders[] = {
    { PLACED "(?:directly|immediately|right|straight) after", "after", true },
    { PLACED "(?:directly|immediately|right|straight) before", "before", true },
    { PLACED "after", "after", false },
    { "should precede|must precede|" PLACED "before", "before", false },
  };
#undef PLACED
  bool soft = pln_pattern_matches ("\\b(?:ideal|ideally|prefer\\w*|would (?:like|love)|nice|better|hopes?)\\b", clause);

  if (pln_pattern_matches ("\\b(?:could|might|if|unless|not (?:be )?(?:before|after)|or)\\b", clause))
    return false;
  for (gsize k = 0; k < G_N_ELEMENTS (orders); k++)
    {
      g_auto (PlnPhrase) phrase = { 0 };
      g_autofree char *thing = NULL;
      int topic, other;

      if (!pln_phrase_find (orders[k].trigger, clause, &phrase))
        continue;
      thing = named_thing (phrase.object);
      topic = topic_to_order (reader, phrase.subject);
      other = pln_mentions_topic (reader->mentions, thing);
      if (topic < 0 || other < 0 || topic == other)
        continue;
      add_order (reader, orders[k].key, topic, other, orders[k].direct, soft);
      return true;
    }
  return false;
}

/* -- Whole sentences ------------------------------------------------------------------------------- */

static bool
read_closed (PlnWishReader *reader, const char *text)
{
  if (!pln_pattern_matches ("\\bclosed[- ](?:session|meeting|door)|\\bclosed,? please|\\bmembers[- ]only\\b|\\bprivate session\\b", text)
      || pln_pattern_matches ("\\b(?:not|no|non|never|open)\\b|\\?", text))
    return false;
  pln_wish_add_value (reader, "closed", reader->sentence->topic, json_node_init_boolean (json_node_alloc (), TRUE));
  return true;
}

static bool
read_contingency (PlnWishReader *reader, const char *text)
{
  g_autoptr (GMatchInfo) info = NULL;
  g_autofree char *on = NULL;

  if (!g_regex_match (pln_pattern ("^\\(?contingent (?:up)?on (.+?)\\)?[.]?$", false), text, 0, &info))
    return false;
  on = g_match_info_fetch (info, 1);
  pln_wish_add_value (reader, "contingent", reader->sentence->topic, text_node (on));
  return true;
}

/* The one topic that a person of that name presents, where the text says "what Tim is proposing". */
static int
topic_of_proposer (PlnWishReader *reader, const char *text)
{
  static const char pattern[] = "^(.+?) (?:is |has )?(?:proposing|proposes|proposed|requested|asks? for|suggests?)\\b";
  g_autoptr (GMatchInfo) info = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GArray) topics = NULL;

  if (!g_regex_match (pln_pattern (pattern, false), text, 0, &info))
    return -1;
  name = g_match_info_fetch (info, 1);
  people = pln_mentions_people (reader->mentions, name, false);
  topics = people ? pln_mentions_presented (reader->mentions, people) : NULL;
  return topics && topics->len == 1 ? g_array_index (topics, int, 0) : -1;
}

static bool
read_sameness (PlnWishReader *reader, const char *text)
{
  static const char trigger[] = "(?:is|are|this is|it is)?(?: probably| basically)? ?the same (?:thing |topic )?as(?: what)?|duplicate of|duplicates|merge(?:d)? with";
  g_auto (PlnPhrase) phrase = { 0 };
  g_autofree char *thing = NULL;
  int other;

  if (!pln_phrase_find (trigger, text, &phrase))
    return false;
  thing = named_thing (phrase.object);
  other = topic_of_proposer (reader, phrase.object);
  other = other >= 0 ? other : pln_mentions_topic (reader->mentions, thing);
  if (other < 0 || other == reader->sentence->topic)
    return false;
  pln_wish_add_value (reader, "same_as", reader->sentence->topic, order_node (reader, other, false));
  ((PlnWish *) g_ptr_array_index (reader->wishes, reader->wishes->len - 1))->proposed = true;
  return true;
}

/* "last, please", "this must be the first item": nothing but that, and said as a wish. */
static bool
read_position (PlnWishReader *reader, const char *text)
{
  static const char pattern[] =
    "^(?:(?:(?:it|this)(?: (?:topic|item|session|talk|presentation))? )?(?:must|should|has to|needs? to) (?:be|go|come)|(?=.*\\bplease\\b)(?:please )?(?:put|schedule|place|have)(?: it| this)?|"
    "(?=.*\\bplease\\b)(?:please )?)\\s*(?:the )?(?:very )?(first|last)(?: (?:topic|item|session|talk|presentation))?(?: on the agenda| of the meeting)?(?:,? please)?[.!]?$";
  g_autoptr (GMatchInfo) info = NULL;
  g_autofree char *found = NULL, *place = NULL;

  if (!g_regex_match (pln_pattern (pattern, false), text, 0, &info))
    return false;
  found = g_match_info_fetch (info, 1);
  place = g_ascii_strdown (found, -1);
  pln_wish_add_value (reader, "position", reader->sentence->topic, text_node (place));
  return true;
}

bool
pln_wish_read_whole (PlnWishReader *reader, const char *text)
{
  return reader->sentence->topic >= 0
         && (read_contingency (reader, text) || read_closed (reader, text) || read_sameness (reader, text) || read_position (reader, text));
}

bool
pln_wish_read_relation (PlnWishReader *reader, const char *clause)
{
  static const PlnWishRule rules[] = { read_order, read_attendance };

  return pln_wish_try (reader, rules, G_N_ELEMENTS (rules), clause);
}
