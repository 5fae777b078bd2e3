/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/agenda.h"

/* Agenda -> draft: what the meeting knows of it. */

static void
take_item (PlnDraft *draft, const PlnMeeting *meeting, const PlnAgendaItem *from)
{
  int item = pln_meeting_find_item (meeting, from->id);
  int room = pln_meeting_find_room (meeting, from->room);

  if (item >= 0 && room >= 0)
    draft->items[item] = (PlnPlacement){ room, from->start.minute, from->end.minute - from->start.minute };
}

static void
take_duties (PlnDraft *draft, const PlnMeeting *meeting, const PlnAgendaBlock *from)
{
  int room = pln_meeting_find_room (meeting, from->room), block = 0;

  while (block < meeting->n_blocks && meeting->blocks[block].interval.start != from->start.minute)
    block++;
  if (room < 0 || block == meeting->n_blocks)
    return;
  for (int k = 0; k < from->n_duties; k++)
    {
      int role = pln_meeting_find_role (meeting, from->duties[k].role);
      int person = from->duties[k].person ? pln_meeting_find_person (meeting, from->duties[k].person) : -1;

      if (role >= 0)
        draft->holders[pln_draft_holder_index (meeting, role, block, room)] = person;
    }
}

/* A topic of which a part is missing is not placed at all. */
static void
drop_torsos (PlnDraft *draft, const PlnMeeting *meeting)
{
  for (int topic = 0; topic < meeting->n_topics; topic++)
    {
      const PlnTopic *t = &meeting->topics[topic];
      bool whole = true;

      for (int item = t->first_item; item < t->first_item + t->parts; item++)
        whole = whole && draft->items[item].room >= 0;
      for (int item = t->first_item; item < t->first_item + t->parts && !whole; item++)
        draft->items[item] = (PlnPlacement){ .room = -1 };
    }
}

PlnDraft *
pln_agenda_to_draft (const PlnAgenda *agenda, const PlnMeeting *meeting)
{
  PlnDraft *draft = pln_draft_new (meeting);

  for (int day = 0; day < agenda->n_days; day++)
    for (int b = 0; b < agenda->days[day].n_blocks; b++)
      {
        const PlnAgendaBlock *block = &agenda->days[day].blocks[b];

        for (int item = 0; item < block->n_items; item++)
          take_item (draft, meeting, &block->items[item]);
        if (block->n_items > 0)
          take_duties (draft, meeting, block);
      }
  drop_torsos (draft, meeting);
  return draft;
}
