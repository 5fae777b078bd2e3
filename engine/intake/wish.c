/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/wish.h"

#include "intake/pattern.h"
#include "intake/wish-rule.h"

#include <string.h>

/* Sentence by sentence: whom the passage speaks of, what a list item stands under, clause by clause what
 * is asked. The rules for a clause stand in wish-time.c and wish-relation.c. */

#define MOST_NAME_WORDS 6 /* at the start of a passage that may be whom it speaks of */

static void
wish_free (gpointer data)
{
  PlnWish *wish = data;

  g_free (wish->part);
  g_free (wish->key);
  g_free (wish->person);
  pln_when_unref (wish->when);
  g_clear_pointer (&wish->values, g_ptr_array_unref);
  g_free (wish->doubt);
  g_free (wish);
}

PlnWish *
pln_wish_add (PlnWishReader *reader, const char *key, int topic, const char *person)
{
  PlnWish *wish = g_new0 (PlnWish, 1);

  wish->sentence = reader->sentence;
  wish->part = g_strdup (reader->part);
  wish->key = g_strdup (key);
  wish->topic = topic;
  wish->person = g_strdup (person);
  g_ptr_array_add (reader->wishes, wish);
  return wish;
}

bool
pln_wish_try (PlnWishReader *reader, const PlnWishRule *rules, gsize n_rules, const char *clause)
{
  for (gsize k = 0; k < n_rules; k++)
    {
      guint n = reader->wishes->len;

      if (rules[k](reader, clause))
        return true;
      g_ptr_array_set_size (reader->wishes, (int) n);
    }
  return false;
}

static void
add_unread (PlnWishReader *reader, const char *part)
{
  PlnWish *wish = pln_wish_add (reader, NULL, reader->sentence->topic, NULL);

  g_free (wish->part);
  wish->part = g_strdup (part);
}

/* -- Whom a passage speaks of ---------------------------------------------------------------------- */

static void
forget (PlnWishReader *reader)
{
  g_clear_pointer (&reader->people, g_ptr_array_unref);
  g_clear_pointer (&reader->topics, g_array_unref);
}

/* Somebody nobody knows yet, whose whole name stands before a verb, or NULL. */
static GPtrArray *
leading_stranger (PlnWishReader *reader, const char *text)
{
  static const char pattern[] = "^(" PLN_NAME_PATTERN ")(?: \\([^)]*\\))? (?:will|is|can|cannot|can't|would|has|needs|must|may|might)\\b";
  g_autoptr (GMatchInfo) info = NULL;
  g_autofree char *name = NULL;

  if (!g_regex_match (pln_pattern (pattern, true), text, 0, &info))
    return NULL;
  name = g_match_info_fetch (info, 1);
  return pln_mentions_people (reader->mentions, name, true);
}

/* The people whose names @text begins with, or NULL. */
static GPtrArray *
leading_people (PlnWishReader *reader, const char *text)
{
  const char *ends[MOST_NAME_WORDS] = { NULL };
  int n = 0;

  for (const char *at = text; *at && n < MOST_NAME_WORDS; at += *at == ' ')
    {
      at += strcspn (at, " ");
      ends[n++] = at;
    }
  for (int k = n - 1; k >= 0; k--)
    {
      g_autofree char *prefix = g_strndup (text, (gsize) (ends[k] - text));
      GPtrArray *people = pln_mentions_people (reader->mentions, prefix, false);

      if (people)
        return people;
    }
  return leading_stranger (reader, text);
}

/* A new passage, or the next sentence of the one before? */
static void
meet_sentence (PlnWishReader *reader, const PlnSentence *last)
{
  const PlnSentence *sentence = reader->sentence;

  if (last && last->source == sentence->source && last->line == sentence->line && last->topic == sentence->topic)
    return;
  forget (reader);
  if (sentence->topic >= 0)
    {
      reader->topics = g_array_new (FALSE, FALSE, sizeof (int));
      g_array_append_val (reader->topics, sentence->topic);
    }
  else
    reader->people = leading_people (reader, sentence->lead ? sentence->lead : sentence->text);
}

/* "NAME: I cannot come" speaks of NAME, "TOPIC: on Tuesday" of the topic; "Tuesday: not before two" of
 * Tuesday. Returns: (transfer full): what is left to read */
static char *
take_label (PlnWishReader *reader, const char *text)
{
  g_autoptr (GMatchInfo) info = NULL;
  g_autofree char *label = NULL, *rest = NULL, *unknown = NULL;
  g_autoptr (GArray) topics = NULL;
  GPtrArray *people;

  if (!g_regex_match (pln_pattern ("^[^\\p{L}\\p{N}\"“'(]*([^:]{2,90}):\\s+(.+)$", true), text, 0, &info))
    return g_strdup (text);
  label = g_match_info_fetch (info, 1);
  rest = g_match_info_fetch (info, 2);
  topics = pln_mentions_topics (reader->mentions, label, &unknown);
  people = unknown || topics->len == 0 ? pln_mentions_people (reader->mentions, label, true) : NULL;
  if (people || (topics->len > 0 && !unknown))
    {
      forget (reader);
      reader->people = people;
      reader->topics = people ? NULL : g_steal_pointer (&topics);
      return g_steal_pointer (&rest);
    }
  if (pln_wish_time_is_days (reader, label))
    return g_strdup_printf ("%s %s", rest, label);
  return g_strdup (text);
}

/* -- Sentences ------------------------------------------------------------------------------------- */

static bool
read_clause (PlnWishReader *reader, const char *clause)
{
  const char *text = clause + (g_str_has_prefix (clause, "so ") ? strlen ("so ") : 0);

  return pln_wish_read_time (reader, text) || pln_wish_read_relation (reader, text);
}

static bool
read_clauses (PlnWishReader *reader, const char *text)
{
  const char *statement = reader->part;
  g_autoptr (GPtrArray) clauses = pln_clauses_of (text);
  g_autoptr (GPtrArray) unread = g_ptr_array_new ();
  guint before = reader->wishes->len;
  bool any = false, turned = false; /* by a clause that is not understood */

  for (guint k = 0; k < clauses->len; k++)
    {
      const char *clause = g_ptr_array_index (clauses, k);

      reader->part = clauses->len > 1 ? clause : statement;
      if (read_clause (reader, clause))
        any = true;
      else
        {
          turned = turned || pln_clause_turns (clause);
          if (!pln_clause_is_harmless (clause))
            g_ptr_array_add (unread, (gpointer) clause);
        }
    }
  reader->part = statement;
  any = any && !turned;
  if (!any)
    g_ptr_array_set_size (reader->wishes, (int) before);
  for (guint k = 0; any && k < unread->len; k++)
    add_unread (reader, g_ptr_array_index (unread, k));
  return any;
}

/* "Best times:" above "Tuesday 1pm-3pm", or the header of a column of wishes above its cell. */
static char *
under_lead (const PlnSentence *sentence)
{
  g_autofree char *lead = sentence->lead ? g_strchomp (g_strdup (sentence->lead)) : NULL;
  const char *last = lead;

  if (!lead)
    return NULL;
  for (const char *at = strstr (lead, ". "); at; at = strstr (at + 1, ". "))
    last = at + 2;
  if (g_str_has_suffix (last, ":"))
    lead[strlen (lead) - 1] = '\0';
  return g_strdup_printf ("%s %s", last, sentence->text);
}

/* A link says nothing of when; it is kept as an attachment. */
static char *
without_links (const char *text)
{
  g_autofree char *bare = NULL;

  if (!strstr (text, "://"))
    return g_strdup (text);
  bare = g_regex_replace_literal (pln_pattern ("[\\s,;:(<]*\\bhttps?://[^\\s>)]+[>)]?", false), text, -1, 0, "", 0, NULL);
  return g_strstrip (g_steal_pointer (&bare));
}

/* Does it look like a wish at all? What does not is a note like any other and is not listed. */
static bool
smells_of_wish (const char *text)
{
  return pln_pattern_matches ("\\b(?:prefer|ideal|avoid|available|unavailable|absent|attend|after|before|morning|afternoon|lunch|closed|contingent|"
                               "same as|schedule|monday|tuesday|wednesday|thursday|friday|only|can't|cannot|please|first|last)",
                               text);
}

/* "prefer morning; closed session please", beside a topic: each by itself, but not where one that is not understood
 * may turn the others. */
static bool
read_statements (PlnWishReader *reader, const char *text)
{
  g_autoptr (GPtrArray) statements = pln_statements_of (text);
  g_autoptr (GPtrArray) unread = g_ptr_array_new ();
  guint before = reader->wishes->len;
  bool turned = false;

  if (reader->sentence->topic < 0 || statements->len < 2)
    return false;
  for (guint k = 0; k < statements->len; k++)
    {
      const char *statement = reader->part = g_ptr_array_index (statements, k);

      if (pln_wish_read_whole (reader, statement) || read_clauses (reader, statement))
        continue;
      turned = turned || pln_clause_turns (statement);
      if (smells_of_wish (statement) && !pln_clause_is_harmless (statement))
        g_ptr_array_add (unread, (gpointer) statement);
    }
  reader->part = NULL;
  if (turned)
    g_ptr_array_set_size (reader->wishes, (int) before);
  if (reader->wishes->len == before)
    return false;
  for (guint k = 0; k < unread->len; k++)
    add_unread (reader, g_ptr_array_index (unread, k));
  return true;
}

static bool
read_sentence (PlnWishReader *reader)
{
  g_autofree char *bare = without_links (reader->sentence->text);
  g_autofree char *under = under_lead (reader->sentence);
  g_autofree char *text = NULL;

  if (read_statements (reader, bare) || pln_wish_read_whole (reader, bare) || (under && read_clauses (reader, under)))
    return true;
  text = take_label (reader, bare);
  return read_clauses (reader, text);
}

/* A note that has none of these words is no wish by any rule, and is not looked at twice. */
static bool
may_be_wish (const PlnSentence *sentence)
{
  static const char words[] =
    "prefer|ideal|avoid|availab|unava|absent|attend|after|before|morning|noon|lunch|closed|private|members|contingent|same|duplicate|merge|schedule|"
    "present|only|can't|can’t|cannot|can not|won't|will|would|should|must|need|has to|have to|please|if possible|\\bout\\b|away|leav|not on|not in|best|better|hope|hoping|limited|restricted|"
    "monday|tuesday|wednesday|thursday|friday|first|last";

  return sentence->topic < 0 || sentence->lead || pln_pattern_matches (words, sentence->text);
}

GPtrArray *
pln_wishes_read (PlnHarvest *harvest, const PlnCalendarFrame *frame)
{
  g_autoptr (PlnMentions) mentions = NULL;
  PlnWishReader reader = { .frame = frame, .wishes = g_ptr_array_new_with_free_func (wish_free) };

  for (guint k = 0; k < harvest->sentences->len; k++)
    {
      const PlnSentence *last = reader.sentence;
      PlnSentence *sentence = g_ptr_array_index (harvest->sentences, k);

      if (!may_be_wish (sentence))
        continue;
      if (!mentions)
        reader.mentions = mentions = pln_mentions_new (harvest);
      reader.sentence = sentence;
      meet_sentence (&reader, last);
      if (!read_sentence (&reader) && (reader.sentence->topic < 0 || smells_of_wish (reader.sentence->text)))
        add_unread (&reader, NULL);
    }
  forget (&reader);
  for (int moment = 0; moment < 2; moment++)
    g_clear_pointer (&reader.times[moment], g_hash_table_unref);
  pln_wishes_settle (reader.wishes, harvest, frame);
  return reader.wishes;
}
