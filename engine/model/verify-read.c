/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/verify-case.h"

#include <string.h>

/* What the agenda says, as far as the meeting knows it: which items count as placed, which cells as
 * used, who is engaged when, what is left out. */

static int
find_block (const PlnMeeting *meeting, PlnInterval time)
{
  for (int block = 0; block < meeting->n_blocks; block++)
    if (meeting->blocks[block].interval.start == time.start && meeting->blocks[block].interval.end == time.end)
      return block;
  return -1;
}

static void
check_offset (PlnCase *hearing, const PlnAgendaItem *item, PlnMoment moment)
{

  if (!moment.has_offset || moment.offset != pln_zone_offset (hearing->meeting->zone, moment.minute))
    pln_case_fault (hearing, "the time %s of %s does not carry the offset of %s",
                    PLN_WHEN (hearing, pln_case_minute (hearing, hearing->agenda, moment)), item->id,
                    pln_zone_name (hearing->meeting->zone));
}

static void
read_item (PlnCase *hearing, const PlnAgendaItem *found, const PlnAgendaBlock *in, int room, int block)
{
  const PlnMeeting *meeting = hearing->meeting;
  int item = pln_case_find (hearing->item_of, found->id);

  if (item < 0)
    {
      pln_case_break (hearing, "placed", pln_case_ids (found->id, NULL), NULL, in->room,
                      "%s is no item of the request", found->id);
      return;
    }
  if (hearing->sittings[item].placed)
    pln_case_break (hearing, "placed", pln_case_ids (found->id, NULL), NULL, in->room, "\"%s\" is placed twice",
                    meeting->items[item].title);
  if (strcmp (found->room, in->room) != 0)
    {
      pln_case_break (hearing, "block", pln_case_ids (found->id, NULL), NULL, found->room,
                      "\"%s\" names room %s but stands in a block of %s", meeting->items[item].title, found->room,
                      in->room);
      return;
    }
  if (strcmp (found->topic, meeting->topics[meeting->items[item].topic].id) != 0)
    pln_case_fault (hearing, "item %s names topic %s", found->id, found->topic);
  check_offset (hearing, found, found->start);
  check_offset (hearing, found, found->end);
  hearing->sittings[item] = (PlnSitting){ .placed = true,
                                          .time = { pln_case_minute (hearing, hearing->agenda, found->start),
                                                    pln_case_minute (hearing, hearing->agenda, found->end) },
                                          .room = room,
                                          .block = block };
}

static void
read_block (PlnCase *hearing, const PlnAgendaDay *day, const PlnAgendaBlock *found)
{
  const PlnMeeting *meeting = hearing->meeting;
  PlnInterval time = { pln_case_minute (hearing, hearing->agenda, found->start),
                       pln_case_minute (hearing, hearing->agenda, found->end) };
  int block = find_block (meeting, time), room = pln_case_find (hearing->room_of, found->room), cell;

  if (block < 0)
    {
      pln_case_break (hearing, "block", NULL, NULL, found->room, "%s to %s is no block of the request",
                      PLN_WHEN (hearing, time.start), PLN_WHEN (hearing, time.end));
      return;
    }
  if (room < 0)
    {
      pln_case_break (hearing, "block", NULL, NULL, found->room, "the request has no room %s", found->room);
      return;
    }
  if (day->date != meeting->days[meeting->blocks[block].day].date)
    pln_case_fault (hearing, "the block of %s in %s stands under another day", PLN_WHEN (hearing, time.start),
                    found->room);
  if (found->n_items == 0)
    {
      pln_case_fault (hearing, "the block of %s in %s is empty", PLN_WHEN (hearing, time.start), found->room);
      return;
    }
  cell = pln_case_cell (hearing, block, room);
  if (hearing->cells[cell])
    pln_case_fault (hearing, "the block of %s in %s is listed twice", PLN_WHEN (hearing, time.start), found->room);
  hearing->cells[cell] = found;
  for (int k = 0; k < found->n_items; k++)
    read_item (hearing, &found->items[k], found, room, block);
}

/* Sorts the sittings into their cells; a cell that nothing is placed in is not used. */
static void
fill_cells (PlnCase *hearing)
{
  const PlnMeeting *meeting = hearing->meeting;
  int *first = hearing->cell_first;
  g_autofree int *next = g_new (int, hearing->n_cells);

  for (int item = 0; item < meeting->n_items; item++)
    if (hearing->sittings[item].placed)
      first[pln_case_cell (hearing, hearing->sittings[item].block, hearing->sittings[item].room) + 1]++;
  for (int cell = 0; cell < hearing->n_cells; cell++)
    {
      if (first[cell + 1] == 0)
        hearing->cells[cell] = NULL;
      first[cell + 1] += first[cell];
      next[cell] = first[cell];
    }
  for (int item = 0; item < meeting->n_items; item++)
    if (hearing->sittings[item].placed)
      {
        int cell = pln_case_cell (hearing, hearing->sittings[item].block, hearing->sittings[item].room);

        hearing->cell_items[next[cell]++] = item;
      }
}

static gint
compare_sittings (gconstpointer a, gconstpointer b, gpointer data)
{
  const PlnCase *hearing = data;
  int x = *(const int *) a, y = *(const int *) b;
  PlnInterval s = hearing->sittings[x].time, t = hearing->sittings[y].time;

  if (s.start != t.start)
    return s.start < t.start ? -1 : 1;
  if (s.end != t.end)
    return s.end < t.end ? -1 : 1;
  return x - y;
}

/* Who is where: the sittings in order of time, dealt out to the people of their casts. */
static void
gather_engagements (PlnCase *hearing)
{
  const PlnMeeting *meeting = hearing->meeting;
  g_autofree int *order = g_new (int, meeting->n_items);
  int n = 0, total = 0;

  for (int item = 0; item < meeting->n_items; item++)
    if (hearing->sittings[item].placed && hearing->sittings[item].time.start < hearing->sittings[item].time.end)
      order[n++] = item;
  g_qsort_with_data (order, n, sizeof *order, compare_sittings, hearing);
  for (int k = 0; k < n; k++)
    {
      const PlnTopic *topic = &meeting->topics[meeting->items[order[k]].topic];

      for (int p = 0; p < topic->n_cast; p++)
        hearing->engagements[topic->cast[p]].n_items++;
      total += topic->n_cast;
    }
  hearing->engagement_items = g_new (int, total + 1); /* never NULL */
  total = 0;
  for (int person = 0; person < meeting->n_people; person++)
    {
      hearing->engagements[person].items = hearing->engagement_items + total;
      total += hearing->engagements[person].n_items;
      hearing->engagements[person].n_items = 0;
    }
  for (int k = 0; k < n; k++)
    {
      const PlnTopic *topic = &meeting->topics[meeting->items[order[k]].topic];

      for (int p = 0; p < topic->n_cast; p++)
        {
          PlnEngagements *of = &hearing->engagements[topic->cast[p]];

          of->items[of->n_items++] = order[k];
        }
    }
}

/* -- What is left out ---------------------------------------------------------------------------- */

static void
charge_drop (PlnCase *hearing, int topic)
{
  static const PlnTerm terms[] = { PLN_TERM_DROP_LOW, PLN_TERM_DROP_NORMAL, PLN_TERM_DROP_HIGH };
  const PlnTopic *t = &hearing->meeting->topics[topic];
  gint64 quarters = ((gint64) t->parts * t->preferred + 14) / 15;

  if (t->priority == PLN_PRIORITY_MUST)
    pln_case_break (hearing, "must", pln_case_topic_items (hearing, topic), NULL, NULL, "\"%s\" must be placed",
                    t->title);
  else
    pln_case_charge (hearing, terms[t->priority], hearing->meeting->weights[terms[t->priority]] * quarters, topic,
                     pln_case_topic_items (hearing, topic), NULL, "\"%s\" is not placed", t->title);
}

static void
read_unplaced (PlnCase *hearing)
{
  const PlnMeeting *meeting = hearing->meeting;
  g_autofree int *listed = g_new0 (int, meeting->n_topics);
  g_autofree int *items = g_new (int, meeting->n_items);

  for (int k = 0; k < hearing->agenda->n_unplaced; k++)
    {
      const char *id = hearing->agenda->unplaced[k].topic;
      int topic = pln_case_find (hearing->topic_of, id);

      if (topic < 0)
        pln_case_fault (hearing, "the unplaced topic %s is none of the request's", id);
      else if (++listed[topic] == 2)
        pln_case_fault (hearing, "the topic %s is unplaced twice", id);
    }
  for (int topic = 0; topic < meeting->n_topics; topic++)
    {
      const PlnTopic *t = &meeting->topics[topic];
      int n = pln_case_sittings (hearing, topic, items);

      if (listed[topic] && n > 0)
        pln_case_break (hearing, "placed", pln_case_topic_items (hearing, topic), NULL, NULL,
                        "\"%s\" is both placed and unplaced", t->title);
      else if (!listed[topic] && n != t->parts)
        pln_case_break (hearing, "placed", pln_case_topic_items (hearing, topic), NULL, NULL,
                        "%d of %d items of \"%s\" are placed", n, t->parts, t->title);
      if (listed[topic])
        charge_drop (hearing, topic);
    }
}

void
pln_case_read (PlnCase *hearing)
{
  const PlnAgenda *agenda = hearing->agenda;

  for (int day = 0; day < agenda->n_days; day++)
    for (int block = 0; block < agenda->days[day].n_blocks; block++)
      read_block (hearing, &agenda->days[day], &agenda->days[day].blocks[block]);
  fill_cells (hearing);
  gather_engagements (hearing);
  read_unplaced (hearing);
}
