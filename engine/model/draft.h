/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* A plan as the planner holds it: bare numbers, one row an item and one cell a duty. model/agenda
 * turns a draft into an agenda; nothing in it is judged yet. */

#include "model/meeting.h"

typedef struct
{
  int room;    /* -1: the item's topic is dropped */
  int start;   /* minute */
  int minutes; /* length */
} PlnPlacement;

/* Do two take any minute at once, in whatever rooms? Both are placed. */
static inline bool
pln_placements_overlap (const PlnPlacement *a, const PlnPlacement *b)
{
  return a->start < b->start + b->minutes && b->start < a->start + a->minutes;
}

typedef struct
{
  int n_items;
  PlnPlacement *items; /* [n_items]: all parts of a topic are placed or none */
  int n_holders;
  int *holders; /* [(role * n_blocks + block) * n_rooms + room]: person, or -1 for open or unused */
} PlnDraft;

/* An empty draft for the meeting: nothing placed, nobody on duty. Returns: (transfer full) */
PlnDraft *pln_draft_new (const PlnMeeting *meeting);
PlnDraft *pln_draft_copy (const PlnDraft *draft);
void pln_draft_free (PlnDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnDraft, pln_draft_free)

static inline int
pln_draft_holder_index (const PlnMeeting *meeting, int role, int block, int room)
{
  return (role * meeting->n_blocks + block) * meeting->n_rooms + room;
}
