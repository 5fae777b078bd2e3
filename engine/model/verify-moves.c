/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/verify-case.h"

#include <string.h>

/* What differs from an earlier agenda, as that agenda's file says it. */

static void
hear_item (PlnCase *hearing, const PlnAgendaItem *old)
{
  const PlnMeeting *meeting = hearing->meeting;
  int item = pln_case_find (hearing->item_of, old->id);
  int start = pln_case_minute (hearing, hearing->previous, old->start);
  const PlnSitting *now;

  if (item < 0 || !hearing->sittings[item].placed)
    return;
  now = &hearing->sittings[item];
  if (now->time.start != start || strcmp (meeting->rooms[now->room].id, old->room) != 0)
    pln_case_charge (hearing, PLN_TERM_MOVED, meeting->weights[PLN_TERM_MOVED], meeting->items[item].topic,
                     pln_case_ids (old->id, NULL), NULL, "\"%s\" was %s in %s", meeting->items[item].title,
                     PLN_WHEN (hearing, start), old->room);
}

/* The cell of this plan that a block of the earlier agenda stands for, or -1: by start alone. */
static int
cell_of (const PlnCase *hearing, const PlnAgendaBlock *old)
{
  const PlnMeeting *meeting = hearing->meeting;
  int start = pln_case_minute (hearing, hearing->previous, old->start);
  int room = pln_case_find (hearing->room_of, old->room);

  for (int block = 0; block < meeting->n_blocks && room >= 0; block++)
    if (meeting->blocks[block].interval.start == start)
      return pln_case_cell (hearing, block, room);
  return -1;
}

static const char *
holder_of (const PlnAgendaBlock *block, const char *role)
{
  for (int k = 0; k < block->n_duties; k++)
    if (strcmp (block->duties[k].role, role) == 0)
      return block->duties[k].person;
  return NULL;
}

static const char *
name_of (const PlnCase *hearing, const char *holder)
{
  int person = pln_case_find (hearing->person_of, holder);

  if (!holder)
    return "nobody";
  return person >= 0 ? hearing->meeting->people[person].name : holder;
}

static void
hear_block (PlnCase *hearing, const PlnAgendaBlock *old)
{
  const PlnMeeting *meeting = hearing->meeting;
  int cell = cell_of (hearing, old);

  if (cell < 0 || !pln_case_is_used (hearing, cell) || old->n_items == 0)
    return;
  for (int role = 0; role < meeting->n_roles; role++)
    {
      const char *before = holder_of (old, meeting->roles[role].id);
      const char *now = holder_of (hearing->cells[cell], meeting->roles[role].id);

      if (g_strcmp0 (before, now) != 0)
        pln_case_charge (hearing, PLN_TERM_ROLE_MOVED, meeting->weights[PLN_TERM_ROLE_MOVED], -1, NULL,
                         before && now ? pln_case_ids (before, now, NULL) : pln_case_ids (before ? before : now, NULL),
                         "%s was %s, %s in %s", name_of (hearing, before), meeting->roles[role].title,
                         PLN_WHEN (hearing, pln_case_minute (hearing, hearing->previous, old->start)), old->room);
    }
}

void
pln_case_hear_moves (PlnCase *hearing)
{
  for (int d = 0; d < hearing->previous->n_days; d++)
    for (int b = 0; b < hearing->previous->days[d].n_blocks; b++)
      {
        const PlnAgendaBlock *block = &hearing->previous->days[d].blocks[b];

        for (int item = 0; item < block->n_items; item++)
          hear_item (hearing, &block->items[item]);
        hear_block (hearing, block);
      }
}
