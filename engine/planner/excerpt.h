/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Some topics of a meeting as a meeting of their own: all days, the rooms in which they can stand, and what the request
 * says of them alone. What a plan of the whole pays for its other topics, the excerpt does not know: leave the others
 * out of any plan, and what is left keeps every rule of the excerpt and costs there no more than
 * its share. So the least cost of an excerpt bounds what every plan of the whole pays, and the least costs of
 * excerpts without a common topic may be added. That holds because of each term the excerpt counts only
 *
 *   items     all that is priced an item or a drop: drop_*, shorten, prefer, avoid, soft_unavailable, comfort, moved
 *   pairs     what is priced on an item for another one (optional, parallel) or a pair of topics (order), where both
 *             are in it; the fewer others, the less of it
 *   clusters  those all of whose topics are in it: two excerpts with a share of one would both count its days
 *   rooms     idle, late and duties only where no other topic can stand in any room of the excerpt. Else two would
 *             count a used block, time that another topic fills would be idle, and blocks that one stands between
 *             would follow each other (role_repeat). Loads of duties may be added since each further block of a
 *             person is dearer than the last.
 *
 * A relation is kept where both topics are in the excerpt. Topics that one of it follows must be in it too: without its
 * head a topic would come under the day's `starts`. */

#include "model/draft.h"

typedef struct
{
  PlnMeeting *meeting; /* shares most of its memory with the whole, which must outlive it; not to be unreferenced */
  const PlnMeeting *whole;
  int *topics; /* [meeting->n_topics]: of the whole, ascending */
  int *rooms;  /* [meeting->n_rooms]: likewise; at least one */
  bool has_rooms; /* no other topic can stand in them */
} PlnExcerpt;

/* Adds the heads that the topics follow, and theirs.
 *
 * @topics: (inout) [n_topics] */
void pln_excerpt_add_heads (const PlnMeeting *whole, bool *topics);

/* @topics: [n_topics]: those of it, at least one; with the heads that they follow
 * Returns: (transfer full) */
PlnExcerpt *pln_excerpt_new (const PlnMeeting *whole, const bool *topics);

/* With the rooms too in which they cannot stand: for one who will leave out that they cannot. */
PlnExcerpt *pln_excerpt_new_in_all_rooms (const PlnMeeting *whole, const bool *topics);
void pln_excerpt_free (PlnExcerpt *excerpt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnExcerpt, pln_excerpt_free)

/* What of a plan of the whole is in the excerpt. Returns: (transfer full) */
PlnDraft *pln_excerpt_cut (const PlnExcerpt *excerpt, const PlnDraft *whole);

/* Puts the items of a plan of the excerpt in their places in one of the whole, and its duties where the excerpt has its
 * rooms to itself.
 *
 * @whole: (inout) */
void pln_excerpt_paste (const PlnExcerpt *excerpt, const PlnDraft *draft, PlnDraft *whole);
