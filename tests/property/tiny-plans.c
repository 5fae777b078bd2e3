/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "tiny.h"
#include "tiny-chance.h"

#include <string.h>

/* Plans of tiny requests that mean nothing. */

static void
place_topic (Dice *dice, const PlnMeeting *meeting, const PlnTopic *topic, PlnDraft *draft)
{
  for (int item = topic->first_item; item < topic->first_item + topic->parts; item++)
    {
      const PlnBlock *block = &meeting->blocks[below (dice, meeting->n_blocks)];
      int span = MAX (1, (block->interval.end - block->interval.start) / meeting->granularity);
      int lengths = (topic->preferred - topic->least) / meeting->granularity + 1;

      draft->items[item].room = below (dice, meeting->n_rooms);
      draft->items[item].start
        = pln_meeting_grid_ceiling (meeting, block->interval.start + meeting->granularity * below (dice, span));
      draft->items[item].minutes = topic->least + meeting->granularity * below (dice, lengths);
      if (draft->items[item].start >= block->interval.end)
        draft->items[item].start = block->interval.start;
    }
}

PlnDraft *
pln_tiny_draft (uint64_t number, const PlnMeeting *meeting)
{
  Dice dice = { ~number * UINT64_C (0x2545f4914f6cdd1d) };
  PlnDraft *draft = pln_draft_new (meeting);

  for (int topic = 0; topic < meeting->n_topics; topic++)
    if (chance (&dice, 80))
      place_topic (&dice, meeting, &meeting->topics[topic], draft);
  for (int cell = 0; cell < draft->n_holders; cell++)
    {
      const PlnRole *role = &meeting->roles[cell / (meeting->n_blocks * meeting->n_rooms)];

      if (role->n_pool > 0 && chance (&dice, 80))
        draft->holders[cell] = role->pool[below (&dice, role->n_pool)];
    }
  return draft;
}

PlnAgenda *
pln_tiny_previous (uint64_t number, const PlnMeeting *meeting, PlnTinyFeatures *features)
{
  Dice dice = { (number + 77) * UINT64_C (0x9e3779b97f4a7c15) };
  g_autoptr (PlnMeeting) other = NULL;
  g_autoptr (PlnDraft) draft = NULL;
  g_autoptr (PlnAgenda) made = NULL;
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = NULL;
  PlnAgendaFacts facts = { .status = PLN_STATUS_FEASIBLE };
  char *text;

  if (!chance (&dice, 33))
    return NULL;
  *features |= UINT64_C (1) << PLN_TINY_PREVIOUS;
  if (chance (&dice, 30))
    {
      PlnTinyFeatures unused = 0;
      g_autofree char *request = pln_tiny_request (number + 1, &unused);

      other = pln_tiny_meeting (request);
    }
  draft = pln_tiny_draft (number, other ? other : meeting);
  made = pln_agenda_new (other ? other : meeting, draft, &facts);
  text = pln_agenda_to_json (made);
  bytes = g_bytes_new_take (text, strlen (text));
  return pln_agenda_read ("previous.json", bytes, diagnostics);
}
