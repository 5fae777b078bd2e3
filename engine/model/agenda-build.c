/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/agenda-keys.h"
#include "model/round.h"

#include <string.h>

/* Draft -> agenda. */

typedef struct
{
  const PlnMeeting *meeting;
  const PlnDraft *draft;
  const PlnAgendaFacts *facts;
  PlnAgenda *agenda;
  int *cell_of; /* [n_items]: block * n_rooms + room; -1: not placed, or in no block */
  int *order;   /* items that have a cell, by cell and start */
  int n_order, next; /* how many; the first that is not written yet */
} Builder;

static PlnMoment
moment (const Builder *builder, int minute)
{
  return pln_moment_new (builder->meeting->zone, minute);
}

static char **
person_ids (const PlnMeeting *meeting, const int *people, int n)
{
  char **ids = g_new0 (char *, (gsize) n + 1);

  for (int k = 0; k < n; k++)
    ids[k] = g_strdup (meeting->people[people[k]].id);
  return ids;
}

static char **
copy_texts (char **texts)
{
  return texts ? g_strdupv (texts) : g_new0 (char *, 1);
}

static const char *
priority_name (PlnPriority priority)
{
  static const char *const names[] = { "low", "normal", "high", "must" };

  return names[priority];
}

/* -- Items --------------------------------------------------------------------------------------- */

/* Of n speakers the k-th begins ⌊k · length / n⌋ minutes in. */
static void
build_round (const Builder *builder, const PlnTopic *topic, const PlnPlacement *at, PlnAgendaItem *item)
{
  g_autofree int *order = pln_round_order (builder->meeting, topic, builder->facts->seed);

  item->n_round = topic->n_speakers;
  item->round = g_new0 (PlnTurn, topic->n_speakers);
  for (int k = 0; k < topic->n_speakers; k++)
    {
      int after = (int) ((gint64) k * at->minutes / topic->n_speakers);

      item->round[k].person = g_strdup (builder->meeting->people[order[k]].id);
      item->round[k].start = moment (builder, at->start + after);
    }
}

static void
build_attachments (const PlnTopic *topic, PlnAgendaItem *item)
{
  item->n_attachments = topic->n_attachments;
  item->attachments = g_new0 (PlnAttachment, topic->n_attachments);
  for (int k = 0; k < topic->n_attachments; k++)
    {
      item->attachments[k].title = g_strdup (topic->attachments[k].title);
      item->attachments[k].uri = g_strdup (topic->attachments[k].uri);
    }
}

static void
build_item (const Builder *builder, int index, PlnAgendaItem *item)
{
  const PlnMeeting *meeting = builder->meeting;
  const PlnItem *of = &meeting->items[index];
  const PlnTopic *topic = &meeting->topics[of->topic];
  const PlnPlacement *at = &builder->draft->items[index];

  item->id = g_strdup (of->id);
  item->topic = g_strdup (topic->id);
  item->uid = pln_agenda_item_uid (builder->agenda->id, of->id, meeting->uid_salt);
  item->title = g_strdup (of->title);
  item->start = moment (builder, at->start);
  item->end = moment (builder, at->start + at->minutes);
  item->room = g_strdup (meeting->rooms[at->room].id);
  item->presenters = person_ids (meeting, topic->presenters, topic->n_presenters);
  item->required = person_ids (meeting, topic->required, topic->n_required);
  item->optional = g_new0 (char *, (gsize) topic->n_optional + 1);
  for (int k = 0; k < topic->n_optional; k++)
    item->optional[k] = g_strdup (meeting->people[topic->optional[k].person].id);
  item->requested_by = copy_texts (topic->requested_by);
  item->merged = copy_texts (topic->merged_titles);
  item->asked = topic->preferred;
  item->estimate = topic->estimate;
  item->closed = topic->closed;
  item->contingent = g_strdup (topic->contingent);
  if (topic->n_speakers > 0)
    build_round (builder, topic, at, item);
  build_attachments (topic, item);
  item->notes = g_strdup (topic->notes);
  item->tags = copy_texts (topic->tags);
}

/* -- Days ---------------------------------------------------------------------------------------- */

static int
find_cell (const Builder *builder, const PlnPlacement *at)
{
  const PlnMeeting *meeting = builder->meeting;

  for (int block = 0; block < meeting->n_blocks && at->room >= 0; block++)
    if (meeting->blocks[block].interval.start <= at->start && at->start < meeting->blocks[block].interval.end)
      return block * meeting->n_rooms + at->room;
  return -1;
}

static gint
compare_items (gconstpointer a, gconstpointer b, gpointer data)
{
  const Builder *builder = data;
  int x = *(const int *) a, y = *(const int *) b;
  int s = builder->draft->items[x].start, t = builder->draft->items[y].start;

  if (builder->cell_of[x] != builder->cell_of[y])
    return builder->cell_of[x] - builder->cell_of[y];
  return s != t ? (s < t ? -1 : 1) : x - y;
}

static void
sort_items (Builder *builder)
{
  int n_items = builder->meeting->n_items;

  builder->cell_of = g_new (int, n_items);
  builder->order = g_new (int, n_items);
  for (int item = 0; item < n_items; item++)
    {
      builder->cell_of[item] = find_cell (builder, &builder->draft->items[item]);
      if (builder->cell_of[item] >= 0)
        builder->order[builder->n_order++] = item;
    }
  g_qsort_with_data (builder->order, builder->n_order, sizeof (int), compare_items, builder);
}

static void
build_duties (const Builder *builder, int block, int room, PlnAgendaBlock *out)
{
  const PlnMeeting *meeting = builder->meeting;

  out->n_duties = meeting->n_roles;
  out->duties = g_new0 (PlnDuty, meeting->n_roles);
  for (int role = 0; role < meeting->n_roles; role++)
    {
      int holder = builder->draft->holders[pln_draft_holder_index (meeting, role, block, room)];

      out->duties[role].role = g_strdup (meeting->roles[role].id);
      out->duties[role].person = holder >= 0 ? g_strdup (meeting->people[holder].id) : NULL;
    }
}

/* Adds the block of that room if an item stands in it. Called cell by cell, in order. */
static void
build_block (Builder *builder, int block, int room, GArray *blocks)
{
  PlnInterval time = builder->meeting->blocks[block].interval;
  int cell = block * builder->meeting->n_rooms + room, first = builder->next;
  PlnAgendaBlock out = { 0 };

  while (builder->next < builder->n_order && builder->cell_of[builder->order[builder->next]] == cell)
    builder->next++;
  out.n_items = builder->next - first;
  if (out.n_items == 0)
    return;
  out.items = g_new0 (PlnAgendaItem, out.n_items);
  for (int k = 0; k < out.n_items; k++)
    build_item (builder, builder->order[first + k], &out.items[k]);
  out.start = moment (builder, time.start);
  out.end = moment (builder, time.end);
  out.room = g_strdup (builder->meeting->rooms[room].id);
  build_duties (builder, block, room, &out);
  g_array_append_val (blocks, out);
}

static void
build_breaks (const Builder *builder, const PlnDay *day, PlnAgendaDay *out)
{
  out->n_breaks = day->n_breaks;
  out->breaks = g_new0 (PlnAgendaBreak, day->n_breaks);
  for (int k = 0; k < day->n_breaks; k++)
    {
      out->breaks[k].start = moment (builder, day->breaks[k].start);
      out->breaks[k].end = moment (builder, day->breaks[k].end);
      out->breaks[k].title = g_strdup (day->break_titles[k]);
    }
}

static void
build_day (Builder *builder, const PlnDay *day, PlnAgendaDay *out)
{
  GArray *blocks = g_array_new (FALSE, TRUE, sizeof (PlnAgendaBlock));

  out->date = day->date;
  out->has_times = true;
  out->start = moment (builder, day->interval.start);
  out->end = moment (builder, day->interval.end);
  build_breaks (builder, day, out);
  for (int block = day->first_block; block < day->first_block + day->n_blocks; block++)
    for (int room = 0; room < builder->meeting->n_rooms; room++)
      build_block (builder, block, room, blocks);
  out->n_blocks = (int) blocks->len;
  out->blocks = (PlnAgendaBlock *) (void *) g_array_free (blocks, FALSE);
}

static void
build_days (Builder *builder)
{
  const PlnMeeting *meeting = builder->meeting;

  sort_items (builder);
  builder->agenda->n_days = meeting->n_days;
  builder->agenda->days = g_new0 (PlnAgendaDay, meeting->n_days);
  for (int day = 0; day < meeting->n_days; day++)
    build_day (builder, &meeting->days[day], &builder->agenda->days[day]);
  g_clear_pointer (&builder->cell_of, g_free);
  g_clear_pointer (&builder->order, g_free);
}

/* -- What is left out ---------------------------------------------------------------------------- */

static void
build_unplaced (const Builder *builder)
{
  const PlnMeeting *meeting = builder->meeting;

  builder->agenda->unplaced = g_new0 (PlnUnplaced, meeting->n_topics);
  for (int topic = 0; topic < meeting->n_topics; topic++)
    {
      const PlnTopic *t = &meeting->topics[topic];
      PlnUnplaced *out = &builder->agenda->unplaced[builder->agenda->n_unplaced];

      if (builder->draft->items[t->first_item].room >= 0)
        continue;
      builder->agenda->n_unplaced++;
      out->topic = g_strdup (t->id);
      out->title = g_strdup (t->title);
      out->priority = g_strdup (priority_name (t->priority));
      out->asked = t->parts * t->preferred;
      out->requested_by = copy_texts (t->requested_by);
      out->closed = t->closed;
      out->why = builder->facts->why ? g_strdup (builder->facts->why[topic]) : NULL;
    }
}

/* -- The meeting --------------------------------------------------------------------------------- */

static void
build_heading (const Builder *builder)
{
  const PlnMeeting *meeting = builder->meeting;
  const PlnAgenda *previous = builder->facts->previous;
  PlnAgenda *agenda = builder->agenda;

  agenda->id = g_strdup (!meeting->has_id && previous && previous->id ? previous->id : meeting->id);
  agenda->title = g_strdup (meeting->title);
  agenda->zone = pln_zone_ref (meeting->zone);
  agenda->granularity = meeting->granularity;
  agenda->stamp = builder->facts->stamp;
  agenda->status = builder->facts->status;
  agenda->stopped = g_strdup (builder->facts->stopped);
  agenda->location = g_strdup (meeting->location);
  agenda->conference = g_strdup (meeting->conference);
  agenda->organizer = meeting->organizer >= 0 ? g_strdup (meeting->people[meeting->organizer].id) : NULL;
  agenda->notes = g_strdup (meeting->notes);
}

static void
build_names (const Builder *builder)
{
  const PlnMeeting *meeting = builder->meeting;
  PlnAgenda *agenda = builder->agenda;

  agenda->rooms = g_new0 (PlnNamed, meeting->n_rooms);
  for (; agenda->n_rooms < meeting->n_rooms; agenda->n_rooms++)
    {
      const PlnRoom *room = &meeting->rooms[agenda->n_rooms];

      agenda->rooms[agenda->n_rooms] = (PlnNamed){ g_strdup (room->id), g_strdup (room->name) };
    }
  agenda->roles = g_new0 (PlnNamed, meeting->n_roles);
  for (; agenda->n_roles < meeting->n_roles; agenda->n_roles++)
    {
      const PlnRole *role = &meeting->roles[agenda->n_roles];

      agenda->roles[agenda->n_roles] = (PlnNamed){ g_strdup (role->id), g_strdup (role->title) };
    }
  agenda->people = g_new0 (PlnAgendaPerson, meeting->n_people);
  for (; agenda->n_people < meeting->n_people; agenda->n_people++)
    {
      const PlnPerson *person = &meeting->people[agenda->n_people];

      agenda->people[agenda->n_people] = (PlnAgendaPerson){ g_strdup (person->id), g_strdup (person->name),
                                                            g_strdup (person->email), g_strdup (person->timezone) };
    }
}

static void
build_actions (const Builder *builder)
{
  const PlnMeeting *meeting = builder->meeting;
  PlnAgenda *agenda = builder->agenda;

  agenda->actions = g_new0 (PlnAction, meeting->n_actions);
  for (; agenda->n_actions < meeting->n_actions; agenda->n_actions++)
    {
      const PlnAction *action = &meeting->actions[agenda->n_actions];

      agenda->actions[agenda->n_actions] = (PlnAction){ g_strdup (action->id),       g_strdup (action->text),
                                                        g_strdup (action->assignee), g_strdup (action->due),
                                                        g_strdup (action->from),     action->done };
    }
}

static void
build_calendars (const Builder *builder)
{
  const PlnMeeting *meeting = builder->meeting;
  PlnAgenda *agenda = builder->agenda;

  agenda->has_calendars = meeting->n_calendars > 0;
  agenda->calendars = g_new0 (PlnCalendarUse, meeting->n_calendars);
  for (; agenda->n_calendars < meeting->n_calendars; agenda->n_calendars++)
    {
      const PlnCalendarUse *use = &meeting->calendars[agenda->n_calendars];

      agenda->calendars[agenda->n_calendars] = (PlnCalendarUse){ g_strdup (use->name), g_strdup (use->hash) };
    }
}

static void
build_conflicts (const Builder *builder)
{
  PlnAgenda *agenda = builder->agenda;

  agenda->has_conflicts = true;
  agenda->n_conflicts = builder->facts->n_conflicts;
  agenda->conflicts = g_new0 (PlnConflict, agenda->n_conflicts);
  for (int k = 0; k < agenda->n_conflicts; k++)
    {
      const PlnConflict *from = &builder->facts->conflicts[k];

      agenda->conflicts[k].n_members = from->n_members;
      agenda->conflicts[k].members = g_new0 (PlnStatementRow, from->n_members);
      for (int m = 0; m < from->n_members; m++)
        agenda->conflicts[k].members[m]
          = (PlnStatementRow){ g_strdup (from->members[m].topic), g_strdup (from->members[m].rule),
                               g_strdup (from->members[m].person), g_strdup (from->members[m].other),
                               g_strdup (from->members[m].text) };
    }
}

PlnAgenda *
pln_agenda_new (const PlnMeeting *meeting, const PlnDraft *draft, const PlnAgendaFacts *facts)
{
  Builder builder = { .meeting = meeting, .draft = draft, .facts = facts, .agenda = pln_agenda_new_empty () };

  build_heading (&builder);
  build_names (&builder);
  build_actions (&builder);
  build_calendars (&builder);
  if (draft)
    {
      build_days (&builder);
      build_unplaced (&builder);
      builder.agenda->bound = facts->bound;
      pln_agenda_take_score (builder.agenda, meeting, facts->previous);
    }
  else if (facts->status == PLN_STATUS_INFEASIBLE)
    build_conflicts (&builder);
  builder.agenda->revision = pln_agenda_next_revision (builder.agenda, facts->previous);
  return builder.agenda;
}
