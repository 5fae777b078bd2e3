/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What a clause asks: a phrase that says so, a subject that is somebody or a topic, a time that is
 * understood to its last word, and nothing behind it that could turn the meaning. Shared by
 * intake/wish.c alone. */

#include "intake/clause.h"
#include "intake/mention.h"
#include "intake/wish.h"

typedef struct
{
  PlnMentions *mentions;
  const PlnCalendarFrame *frame; /* nullable */
  PlnSentence *sentence;
  const char *part;  /* nullable: the clause that is being read, where there are several */
  GPtrArray *people; /* nullable: whom the passage speaks of, as in pln_mentions_people() */
  GArray *topics;    /* nullable: of int: what the passage speaks of */
  GPtrArray *wishes; /* of PlnWish */
  GHashTable *times[2]; /* nullable: what pln_wish_whole_time() read; [1]: where it may be a moment */
} PlnWishReader;

/* Adds a wish of the sentence without windows or values. Returns: (transfer none) */
PlnWish *pln_wish_add (PlnWishReader *reader, const char *key, int topic, const char *person);

/* Adds a wish for windows, or for one value (taken). */
void pln_wish_add_windows (PlnWishReader *reader, const char *key, int topic, const char *person, PlnWhen *when);
void pln_wish_add_value (PlnWishReader *reader, const char *key, int topic, JsonNode *value);

/* -- Rules: whether the text was understood ---------------------------------------------------------- */

typedef bool (*PlnWishRule) (PlnWishReader *reader, const char *clause);

/* Tries one rule after the other; what one that does not understand the clause has added is dropped. */
bool pln_wish_try (PlnWishReader *reader, const PlnWishRule *rules, gsize n_rules, const char *clause);

/* What is read of whole sentences only: closed, contingent, the same as. */
bool pln_wish_read_whole (PlnWishReader *reader, const char *text);

bool pln_wish_read_time (PlnWishReader *reader, const char *clause);
bool pln_wish_read_relation (PlnWishReader *reader, const char *clause);

/* -- What they share --------------------------------------------------------------------------------- */

/* Behind the match of @pattern at the start of @text. Returns: (transfer none) */
const char *pln_wish_skip (const char *pattern, const char *text);

/* The understood time that @text is to its end.
 * @may_be_moment: one moment ("at 14:00") is a time only where something of a known length is to begin then
 * Returns: (transfer full) (nullable) */
PlnWhen *pln_wish_whole_time (PlnWishReader *reader, const char *text, bool may_be_moment);

/* Is the text a day or days of the meeting, and no more? */
bool pln_wish_time_is_days (const PlnWishReader *reader, const char *text);

typedef struct
{
  GPtrArray *people; /* nullable: as in pln_mentions_people() */
  GArray *topics;    /* nullable: of int */
} PlnWishSubject;

/* What the words before a phrase mean; both members NULL where they are nobody and nothing.
 * @may_be_new: as in pln_mentions_people() */
PlnWishSubject pln_wish_subject_of (PlnWishReader *reader, const char *text, bool may_be_new);
void pln_wish_subject_clear (PlnWishSubject *subject);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlnWishSubject, pln_wish_subject_clear)

/* The topics that a wish about a subject is about: it, or what all of its people present.
 * Returns: (transfer full) (element-type int) */
GArray *pln_wish_topics_of (PlnWishReader *reader, const PlnWishSubject *subject);

/* Splits "TOPICS to be scheduled WHEN".
 * @topics: (out) (transfer full): one at least, where a time is returned
 * Returns: (transfer full) (nullable): the time */
PlnWhen *pln_wish_topics_and_time (PlnWishReader *reader, const char *text, bool may_be_moment, GArray **topics);
