/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Topics on their way from the file into the meeting: each request is read for itself (topic.c), then
 * those that `same_as` names are united into the one that absorbs them (merge.c). */

#include "model/reader.h"

/* A request as the file gives it. `topic` holds what stands in it; cast, relations and costs come
 * with merging. */
struct _PlnRawTopic
{
  const PlnJson *node;
  PlnTopic topic;
  GArray *presenters; /* of int: by `presenters`, or who requested it; not the speakers of a round */
  GArray *required;   /* of int */
  GArray *optional;   /* of PlnOptional, as named */
  bool has_priority;  /* stated */
  int fixed_room;     /* or -1; not in `topic.room_fits`, for a merged request's is not taken over */
  int absorber;       /* index of the request that it is merged into, or -1 */
  int index;          /* in the meeting: its own topic, or its absorber's */
};

/* Reads one request; lists that belong to merging (`same_as`, relations) are left to merge.c. */
void pln_topic_read (PlnReader *reader, PlnRawTopic *raw);
void pln_raw_topic_clear (PlnRawTopic *raw);

/* Fills the meeting's topics and items from reader->raw. */
void pln_topics_merge (PlnReader *reader);
