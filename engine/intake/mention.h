/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Who and what a phrase of prose mentions: topics by their title or by words that only one title has,
 * people by any of their names. What is in doubt is nobody and nothing. */

#include "intake/harvest.h"

/* Two to four words written like somebody's whole name: "Ada Lovelace", "J. S. Bach", "Anne van Kesteren". */
#define PLN_NAME_PATTERN \
  "\\p{Lu}[\\p{L}.'’-]*(?: (?:\\p{Lu}[\\p{L}.'’-]*|van|von|der|den|de|da|di|del|la|le|bin|ter|ten)){0,3} \\p{Lu}[\\p{L}'’-]{2,}"

typedef struct
{
  PlnHarvest *harvest; /* borrowed */
  GPtrArray *titles;    /* of char *, folded, one a request; "" where it is withdrawn */
  GHashTable *by_title; /* folded title -> request index + 1; -1 where two topics share it */
  GHashTable *presented; /* person id -> GArray of request indices */
  gint64 n_compared;    /* titles searched for words so far */
} PlnMentions;

PlnMentions *pln_mentions_new (PlnHarvest *harvest);
void pln_mentions_free (PlnMentions *mentions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnMentions, pln_mentions_free)

/* The one topic whose title @phrase is, or whose title alone holds the words of it, articles and words
 * such as "presentation" aside. Returns: a request index, or -1 */
int pln_mentions_topic (PlnMentions *mentions, const char *phrase);

/* The topics of "A, B and C". Where two readings are possible the longest title is taken.
 * @rest: (out) (transfer full) (nullable) (optional): the parts that are no topic, joined; NULL: all are
 * Returns: (transfer full) (element-type int): may be empty */
GArray *pln_mentions_topics (PlnMentions *mentions, const char *phrase, char **rest);

/* The topics that all of @people (of char *: ids) present. Returns: (transfer full) (element-type int) */
GArray *pln_mentions_presented (PlnMentions *mentions, const GPtrArray *people);

/* The people of "A, B and C", brackets aside.
 * @may_be_new: two to four words that are written like a name are somebody; they become "+Name" in the list
 * Returns: (transfer full) (element-type utf8) (nullable): ids and "+Name"s; NULL where a part of it is nobody */
GPtrArray *pln_mentions_people (PlnMentions *mentions, const char *phrase, bool may_be_new);

/* The id behind an entry of such a list; a "+Name" is added to the roster now. Returns: (transfer none) */
const char *pln_mentions_person (PlnMentions *mentions, const char *entry);
