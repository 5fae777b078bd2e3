/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/clause.h"

#include "intake/pattern.h"

#include <string.h>

#define LONGEST_SUBJECT 200 /* bytes before a phrase: what is longer is no subject */

/* -- Clauses --------------------------------------------------------------------------------------- */

/* The text with what stands in brackets and quotes blotted out, byte for byte: what is found in it is
 * found outside of them. */
static char *
blotted (const char *text)
{
  GRegex *regex = pln_pattern ("\\([^)]*\\)|\\[[^]]*\\]|\"[^\"]*\"|“[^”]*”|‘[^’]*’|(?<!\\w)'[^']*'(?!\\w)", true);
  g_autoptr (GMatchInfo) info = NULL;
  char *copy = g_strdup (text);

  for (g_regex_match (regex, text, 0, &info); g_match_info_matches (info); g_match_info_next (info, NULL))
    {
      int start, end;

      g_match_info_fetch_pos (info, 0, &start, &end);
      memset (copy + start, 'x', (size_t) (end - start));
    }
  return copy;
}

/* What joins two clauses: a conjunction before a verb, a pronoun or an adverb of wishing. The second
 * group, where it matched, begins the clause. */
static const char joint[] =
  "(?:\\s*[,;—–]\\s*|\\s+)(?:and|but|though|although|while)\\s+(?=(?:also |then |thus )*(?:he|she|they|we|i|i'd|i’d|it|ideally|preferably|would|will|wants?|needs?|is|are|"
  "am|has|have|should|must|can|cannot|can't|can’t|could|may|might|prefers?|hopes?|not (?:be )?(?:available|able)|(?:un)?available|any other)\\b)|"
  "\\s*[;,]\\s*(?=(?:wants?|would|needs?|prefers?|he|she|they|i|i'd|i’d|preferably|ideally|please)\\b)|"
  "\\s*;\\s*(?=(?-i:\\p{Lu})[\\w'’.-]+(?: (?-i:\\p{Lu})[\\w'’.-]+){0,3} (?:is|are|will|can|cannot|can't|would|has|needs|must)\\b)|"
  "(?:[,;]\\s*|\\s+)(?=so (?!(?:far|much|many|as)\\b))|"
  "\\s*[,;]\\s*(?:(?:and|but)\\s+)?(?:with\\s+)?(?:an?\\s+)?(?=(?:(?:light|mild|slight|strong)\\s+)?preference\\b)|"
  "\\s*,\\s*with\\s+(?=[0-9:apm ]+ preferred)";

static void
add_clause (GPtrArray *clauses, const char *text, int start, int end)
{
  char *clause = g_strstrip (g_strndup (text + start, (gsize) MAX (0, end - start)));

  if (clause[0] != '\0')
    g_ptr_array_add (clauses, clause);
  else
    g_free (clause);
}

/* Cuts at the matches of @joint outside of brackets and quotes, which are gone. */
static GPtrArray *
cut_at (const char *joint_pattern, const char *sentence)
{
  GPtrArray *clauses = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *outside = blotted (sentence);
  g_autoptr (GMatchInfo) info = NULL;
  int from = 0;

  for (g_regex_match (pln_pattern (joint_pattern, false), outside, 0, &info); g_match_info_matches (info); g_match_info_next (info, NULL))
    {
      int start, end;

      g_match_info_fetch_pos (info, 0, &start, &end);
      if (start <= from)
        continue;
      add_clause (clauses, sentence, from, start);
      from = end;
    }
  add_clause (clauses, sentence, from, (int) strlen (sentence));
  if (clauses->len == 0)
    g_ptr_array_add (clauses, g_strdup (sentence));
  return clauses;
}

GPtrArray *
pln_clauses_of (const char *sentence)
{
  return cut_at (joint, sentence);
}

GPtrArray *
pln_statements_of (const char *sentence)
{
  static const char semicolon[] = "\\s*;\\s*";

  return cut_at (semicolon, sentence);
}

/* -- Phrases --------------------------------------------------------------------------------------- */

void
pln_phrase_clear (PlnPhrase *phrase)
{
  g_free (phrase->subject);
  g_free (phrase->object);
}

/* Without white space and the punctuation between a phrase and what stands beside it. */
static char *
trimmed (const char *start, const char *end)
{
  while (start < end && strchr (" \t\n:,", *start))
    start++;
  while (end > start && strchr (" \t\n:,", end[-1]))
    end--;
  return g_strndup (start, (gsize) (end - start));
}

bool
pln_phrase_find (const char *trigger, const char *text, PlnPhrase *phrase)
{
  g_autoptr (GMatchInfo) info = NULL;
  int start, end;

  if (!g_regex_match (pln_pattern_of_words (trigger), text, 0, &info))
    return false;
  g_match_info_fetch_pos (info, 0, &start, &end);
  if (start > LONGEST_SUBJECT)
    return false;
  phrase->subject = trimmed (text, text + start);
  phrase->object = trimmed (text + end, text + strlen (text));
  return true;
}

bool
pln_tail_is_harmless (const char *tail)
{
  static const char nothing[] = "^\\s*(?:$|[.;!]\\s*$|(?:only|please|if possible|thanks?(?: you)?|tia|whichever is .*)[.!]?$)";
  /* An aside in brackets, or a reason. */
  static const char aside[] = "^\\s*\\((?!or\\b|and\\b|except|unless|only|not\\b|if\\b)[^()]*\\)\\s*[.;]?$";
  static const char reason[] =
    "^,?\\s*(?:for|to present|to attend|since|because|due to|as he|as she|as they|as i|\\(for|\\(holiday)\\b"
    "(?!.*\\b(?:only|unless|except|if|or|before|after|from|until|prefer)\\b)";

  return pln_pattern_matches (nothing, tail + strspn (tail, " ,;")) || pln_pattern_matches (aside, tail) || pln_pattern_matches (reason, tail);
}

bool
pln_clause_turns (const char *clause)
{
  return pln_pattern_matches ("\\b(?:unless|except|(?<!-)only|if(?! (?:possible|(?:the )?schedul\\w+ (?:allows|permits)))|maybe|perhaps|depending)\\b", clause);
}

bool
pln_clause_is_harmless (const char *clause)
{
  static const char consequence[] = "^so\\b|^any other\\b.*\\b(?:fine|ok|okay|works?|good|preferred)\\b|^(?:he |she |they |i |we )?(?:am |is |are |can be )?flexible\\b";
  static const char remote[] = "^(?:he |she |they |i |we )?(?:will be |is |are |am |will )?(?:also )?(?:attend(?:ing)?|join(?:ing)?|call(?:ing)? in) (?:the meeting )?(?:remotely|online|from)\\b";

  return !pln_clause_turns (clause) && (pln_pattern_matches (consequence, clause) || pln_pattern_matches (remote, clause));
}

bool
pln_subject_is_oneself (const char *subject)
{
  return pln_pattern_matches ("^(?:i|we|he|she|they|presenters?|speakers?)?$", subject);
}

bool
pln_subject_is_itself (const char *subject)
{
  return pln_pattern_matches ("^(?:(?:it|this|the|this one)(?: (?:topic|item|session|presentation|talk|proposal|discussion))?)?$", subject);
}
