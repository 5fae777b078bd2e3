/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/audience.h"

#include <string.h>

#define CLOSED_TITLE "Closed session"

typedef struct
{
  const PlnAgenda *from;
  PlnAudience audience;
  const char *person; /* nullable: keep only what concerns them */
  GHashTable *taken;  /* ids and topics of open items, which no closed item may be given */
  GHashTable *seen;   /* people of what is kept; values none */
  int n_closed;
} View;

static bool
sees_closed (const View *view)
{
  return view->audience != PLN_AUDIENCE_PUBLIC;
}

static bool
sees_reasons (const View *view)
{
  return view->audience == PLN_AUDIENCE_CHAIRS;
}

static void *
copy_array (const void *array, size_t size, int n)
{
  return n > 0 ? g_memdup2 (array, size * (gsize) n) : NULL;
}

/* -- What concerns a person ---------------------------------------------------------------------- */

static bool
names (char **people, const char *person)
{
  return people && g_strv_contains ((const char *const *) people, person);
}

static bool
item_concerns (const PlnAgendaItem *item, const char *person)
{
  for (int turn = 0; turn < item->n_round; turn++)
    if (strcmp (item->round[turn].person, person) == 0)
      return true;
  return names (item->presenters, person) || names (item->required, person) || names (item->optional, person)
         || names (item->requested_by, person);
}

static bool
serves (const PlnAgendaBlock *block, const char *person)
{
  for (int duty = 0; duty < block->n_duties; duty++)
    if (g_strcmp0 (block->duties[duty].person, person) == 0)
      return true;
  return false;
}

static bool
keeps_item (const View *view, const PlnAgendaBlock *block, const PlnAgendaItem *item)
{
  return !view->person || serves (block, view->person) || item_concerns (item, view->person);
}

/* -- People -------------------------------------------------------------------------------------- */

static void
see (View *view, const char *person)
{
  if (person)
    g_hash_table_add (view->seen, (char *) person);
}

static char **
copy_people (View *view, char **people)
{
  for (int i = 0; people && people[i]; i++)
    see (view, people[i]);
  return people ? g_strdupv (people) : g_new0 (char *, 1);
}

/* A requester is an id or what somebody typed, which may be an address. */
static char **
copy_requesters (View *view, char **requesters)
{
  char **copy = copy_people (view, requesters);

  for (int i = 0; view->audience != PLN_AUDIENCE_CHAIRS && copy[i]; i++) {
    char *at = strchr (copy[i], '@');

    if (at && at != copy[i])
      *at = '\0';
  }
  return copy;
}

static bool
is_seen (const View *view, const PlnAgendaPerson *person)
{
  return view->audience != PLN_AUDIENCE_PUBLIC || g_hash_table_contains (view->seen, person->id);
}

static void
copy_everybody (View *view, PlnAgenda *to)
{
  const PlnAgenda *from = view->from;

  to->people = g_new0 (PlnAgendaPerson, (gsize) MAX (from->n_people, 1));
  for (int i = 0; i < from->n_people; i++) {
    const PlnAgendaPerson *person = &from->people[i];

    if (is_seen (view, person))
      to->people[to->n_people++] = (PlnAgendaPerson){
        .id = g_strdup (person->id),
        .name = g_strdup (person->name),
        .email = view->audience == PLN_AUDIENCE_CHAIRS ? g_strdup (person->email) : NULL,
        .timezone = g_strdup (person->timezone),
      };
  }
}

/* -- Items --------------------------------------------------------------------------------------- */

static char *
next_closed_id (View *view)
{
  char *id = NULL;

  do {
    g_free (id);
    id = g_strdup_printf ("closed-%d", ++view->n_closed);
  } while (g_hash_table_contains (view->taken, id));
  return id;
}

static char *
copy_uid (const View *view, const PlnAgendaItem *item)
{
  if (item->uid || !view->from->id)
    return g_strdup (item->uid);
  return pln_agenda_item_uid (view->from->id, item->id, NULL);
}

static PlnAgendaItem
closed_item (View *view, const PlnAgendaItem *item)
{
  char *id = next_closed_id (view);

  return (PlnAgendaItem){
    .id = id,
    .topic = g_strdup (id),
    .uid = copy_uid (view, item),
    .title = g_strdup (CLOSED_TITLE),
    .start = item->start,
    .end = item->end,
    .room = g_strdup (item->room),
    .presenters = g_new0 (char *, 1),
    .required = g_new0 (char *, 1),
    .optional = g_new0 (char *, 1),
    .requested_by = g_new0 (char *, 1),
    .closed = true,
    .tags = g_new0 (char *, 1),
  };
}

static PlnTurn *
copy_round (View *view, const PlnAgendaItem *item)
{
  PlnTurn *round = copy_array (item->round, sizeof *round, item->n_round);

  for (int turn = 0; turn < item->n_round; turn++) {
    see (view, item->round[turn].person);
    round[turn].person = g_strdup (round[turn].person);
  }
  return round;
}

static PlnAttachment *
copy_attachments (const PlnAgendaItem *item)
{
  PlnAttachment *copy = copy_array (item->attachments, sizeof *copy, item->n_attachments);

  for (int i = 0; i < item->n_attachments; i++) {
    copy[i].title = g_strdup (copy[i].title);
    copy[i].uri = g_strdup (copy[i].uri);
  }
  return copy;
}

static PlnAgendaItem
open_item (View *view, const PlnAgendaItem *item)
{
  return (PlnAgendaItem){
    .id = g_strdup (item->id),
    .topic = g_strdup (item->topic),
    .uid = copy_uid (view, item),
    .title = g_strdup (item->title),
    .start = item->start,
    .end = item->end,
    .room = g_strdup (item->room),
    .presenters = copy_people (view, item->presenters),
    .required = copy_people (view, item->required),
    .optional = copy_people (view, item->optional),
    .requested_by = copy_requesters (view, item->requested_by),
    .asked = item->asked,
    .estimate = item->estimate,
    .closed = item->closed,
    .contingent = g_strdup (item->contingent),
    .round = copy_round (view, item),
    .n_round = item->n_round,
    .attachments = copy_attachments (item),
    .n_attachments = item->n_attachments,
    .notes = sees_closed (view) ? g_strdup (item->notes) : NULL,
    .tags = item->tags ? g_strdupv (item->tags) : g_new0 (char *, 1),
  };
}

/* -- Blocks and days ----------------------------------------------------------------------------- */

static bool
is_closed_throughout (const PlnAgendaBlock *block)
{
  for (int i = 0; i < block->n_items; i++)
    if (!block->items[i].closed)
      return false;
  return block->n_items > 0;
}

static void
copy_duties (View *view, const PlnAgendaBlock *from, PlnAgendaBlock *to)
{
  if (!sees_closed (view) && is_closed_throughout (from))
    return;
  to->n_duties = from->n_duties;
  to->duties = copy_array (from->duties, sizeof *to->duties, from->n_duties);
  for (int i = 0; i < to->n_duties; i++) {
    see (view, from->duties[i].person);
    to->duties[i].role = g_strdup (from->duties[i].role);
    to->duties[i].person = g_strdup (from->duties[i].person);
  }
}

static PlnAgendaBlock
copy_block (View *view, const PlnAgendaBlock *from)
{
  PlnAgendaBlock to = { .start = from->start, .end = from->end, .room = g_strdup (from->room) };

  copy_duties (view, from, &to);
  to.items = g_new0 (PlnAgendaItem, (gsize) MAX (from->n_items, 1));
  for (int i = 0; i < from->n_items; i++) {
    const PlnAgendaItem *item = &from->items[i];

    if (keeps_item (view, from, item))
      to.items[to.n_items++] = item->closed && !sees_closed (view) ? closed_item (view, item) : open_item (view, item);
  }
  return to;
}

static bool
keeps_block (const View *view, const PlnAgendaBlock *block)
{
  for (int i = 0; i < block->n_items; i++)
    if (keeps_item (view, block, &block->items[i]))
      return true;
  return !view->person;
}

static PlnAgendaDay
copy_day (View *view, const PlnAgendaDay *from)
{
  PlnAgendaDay to = *from;

  to.breaks = copy_array (from->breaks, sizeof *to.breaks, from->n_breaks);
  for (int i = 0; i < to.n_breaks; i++)
    to.breaks[i].title = g_strdup (to.breaks[i].title);
  to.blocks = g_new0 (PlnAgendaBlock, (gsize) MAX (from->n_blocks, 1));
  to.n_blocks = 0;
  for (int i = 0; i < from->n_blocks; i++)
    if (keeps_block (view, &from->blocks[i]))
      to.blocks[to.n_blocks++] = copy_block (view, &from->blocks[i]);
  return to;
}

static void
copy_days (View *view, PlnAgenda *to)
{
  to->n_days = view->from->n_days;
  to->days = g_new0 (PlnAgendaDay, (gsize) MAX (to->n_days, 1));
  for (int i = 0; i < to->n_days; i++)
    to->days[i] = copy_day (view, &view->from->days[i]);
}

/* Names that the public knows: a closed item must not be given one of them. */
static void
collect_open_names (View *view)
{
  for (int day = 0; day < view->from->n_days; day++)
    for (int block = 0; block < view->from->days[day].n_blocks; block++) {
      const PlnAgendaBlock *items = &view->from->days[day].blocks[block];

      for (int i = 0; i < items->n_items; i++)
        if (!items->items[i].closed) {
          g_hash_table_add (view->taken, items->items[i].id);
          g_hash_table_add (view->taken, items->items[i].topic);
        }
    }
  for (int i = 0; i < view->from->n_unplaced; i++)
    if (!view->from->unplaced[i].closed)
      g_hash_table_add (view->taken, view->from->unplaced[i].topic);
}

/* -- What stands below the days ------------------------------------------------------------------ */

static void
copy_unplaced (View *view, PlnAgenda *to)
{
  const PlnAgenda *from = view->from;

  to->unplaced = g_new0 (PlnUnplaced, (gsize) MAX (from->n_unplaced, 1));
  for (int i = 0; i < from->n_unplaced; i++) {
    const PlnUnplaced *row = &from->unplaced[i];

    if (row->closed && !sees_closed (view))
      continue;
    if (view->person && !names (row->requested_by, view->person))
      continue;
    to->unplaced[to->n_unplaced++] = (PlnUnplaced){
      .topic = g_strdup (row->topic),
      .title = g_strdup (row->title),
      .priority = g_strdup (row->priority),
      .asked = row->asked,
      .requested_by = copy_requesters (view, row->requested_by),
      .closed = row->closed,
      .why = sees_reasons (view) ? g_strdup (row->why) : NULL,
    };
  }
}

static void
copy_terms (const View *view, PlnAgenda *to)
{
  if (!sees_reasons (view) || view->person)
    return;
  to->has_terms = view->from->has_terms;
  to->n_terms = view->from->n_terms;
  to->terms = copy_array (view->from->terms, sizeof *to->terms, to->n_terms);
  for (int i = 0; i < to->n_terms; i++) {
    PlnTermRow *row = &to->terms[i];

    row->term = g_strdup (row->term);
    row->items = row->items ? g_strdupv (row->items) : g_new0 (char *, 1);
    row->people = row->people ? g_strdupv (row->people) : g_new0 (char *, 1);
    row->text = g_strdup (row->text);
  }
}

static void
copy_warnings (const View *view, PlnAgenda *to)
{
  if (!sees_reasons (view))
    return;
  to->warnings = g_new0 (PlnWarning, (gsize) MAX (view->from->n_warnings, 1));
  for (int i = 0; i < view->from->n_warnings; i++) {
    const PlnWarning *row = &view->from->warnings[i];

    if (!view->person || g_strcmp0 (row->person, view->person) == 0)
      to->warnings[to->n_warnings++] = (PlnWarning){ g_strdup (row->kind), g_strdup (row->item),
                                                     g_strdup (row->person), g_strdup (row->text) };
  }
}

static PlnStatementRow *
copy_members (const PlnConflict *conflict)
{
  PlnStatementRow *members = copy_array (conflict->members, sizeof *members, conflict->n_members);

  for (int i = 0; i < conflict->n_members; i++) {
    members[i].topic = g_strdup (members[i].topic);
    members[i].rule = g_strdup (members[i].rule);
    members[i].person = g_strdup (members[i].person);
    members[i].other = g_strdup (members[i].other);
    members[i].text = g_strdup (members[i].text);
  }
  return members;
}

static void
copy_conflicts (const View *view, PlnAgenda *to)
{
  to->has_conflicts = view->from->has_conflicts;
  if (!sees_reasons (view))
    return;
  to->n_conflicts = view->from->n_conflicts;
  to->conflicts = copy_array (view->from->conflicts, sizeof *to->conflicts, to->n_conflicts);
  for (int i = 0; i < to->n_conflicts; i++)
    to->conflicts[i].members = copy_members (&view->from->conflicts[i]);
}

static PlnNamed *
copy_named (const PlnNamed *rows, int n)
{
  PlnNamed *copy = copy_array (rows, sizeof *copy, n);

  for (int i = 0; i < n; i++) {
    copy[i].id = g_strdup (copy[i].id);
    copy[i].name = g_strdup (copy[i].name);
  }
  return copy;
}

static bool
keeps_action (const View *view, const PlnAction *action)
{
  return !view->person || g_strcmp0 (action->assignee, view->person) == 0;
}

static void
copy_actions (const View *view, PlnAgenda *to)
{
  if (!sees_closed (view))
    return;
  to->actions = g_new0 (PlnAction, (gsize) MAX (view->from->n_actions, 1));
  for (int i = 0; i < view->from->n_actions; i++) {
    const PlnAction *action = &view->from->actions[i];

    if (keeps_action (view, action))
      to->actions[to->n_actions++] = (PlnAction){
        .id = g_strdup (action->id),
        .text = g_strdup (action->text),
        .assignee = g_strdup (action->assignee),
        .due = g_strdup (action->due),
        .from = g_strdup (action->from),
        .done = action->done,
      };
  }
}

/* A file's name can tell whose calendar it is. */
static void
copy_calendars (const View *view, PlnAgenda *to)
{
  if (!sees_reasons (view) || view->person)
    return;
  to->has_calendars = view->from->has_calendars;
  to->calendars = g_new0 (PlnCalendarUse, (gsize) MAX (view->from->n_calendars, 1));
  for (; to->n_calendars < view->from->n_calendars; to->n_calendars++) {
    const PlnCalendarUse *use = &view->from->calendars[to->n_calendars];

    to->calendars[to->n_calendars] = (PlnCalendarUse){ g_strdup (use->name), g_strdup (use->hash) };
  }
}

static void
copy_heading (View *view, PlnAgenda *to)
{
  const PlnAgenda *from = view->from;

  to->id = g_strdup (from->id);
  to->title = g_strdup (from->title);
  to->zone = from->zone ? pln_zone_ref (from->zone) : NULL;
  to->granularity = from->granularity;
  to->revision = from->revision;
  to->stamp = from->stamp;
  to->status = from->status;
  to->stopped = g_strdup (from->stopped);
  to->has_score = from->has_score;
  to->cost = from->cost;
  to->bound = from->bound;
  to->location = g_strdup (from->location);
  to->organizer = g_strdup (from->organizer);
  see (view, from->organizer);
  if (sees_closed (view)) {
    to->conference = g_strdup (from->conference);
    to->notes = g_strdup (from->notes);
  }
}

static PlnAgenda *
make_view (const PlnAgenda *agenda, PlnAudience audience, const char *person)
{
  PlnAgenda *to = pln_agenda_new_empty ();
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  View view = { .from = agenda, .audience = audience, .person = person, .taken = taken, .seen = seen };

  collect_open_names (&view);
  copy_heading (&view, to);
  copy_days (&view, to);
  copy_unplaced (&view, to);
  copy_terms (&view, to);
  copy_warnings (&view, to);
  copy_conflicts (&view, to);
  to->n_rooms = agenda->n_rooms;
  to->rooms = copy_named (agenda->rooms, agenda->n_rooms);
  to->n_roles = agenda->n_roles;
  to->roles = copy_named (agenda->roles, agenda->n_roles);
  copy_actions (&view, to);
  copy_everybody (&view, to);
  copy_calendars (&view, to);
  return to;
}

PlnAgenda *
pln_agenda_view (const PlnAgenda *agenda, PlnAudience audience)
{
  return make_view (agenda, audience, NULL);
}

PlnAgenda *
pln_agenda_view_of_person (const PlnAgenda *agenda, const char *person)
{
  return make_view (agenda, PLN_AUDIENCE_CHAIRS, person);
}

static bool
concerns_any (const PlnAgenda *view, const char *person)
{
  for (int day = 0; day < view->n_days; day++)
    for (int b = 0; b < view->days[day].n_blocks; b++) {
      const PlnAgendaBlock *block = &view->days[day].blocks[b];

      for (int i = 0; i < block->n_items; i++)
        if (serves (block, person) || item_concerns (&block->items[i], person))
          return true;
    }
  return false;
}

char **
pln_agenda_people (const PlnAgenda *agenda, PlnAudience audience)
{
  g_autoptr (PlnAgenda) view = pln_agenda_view (agenda, audience);
  char **ids = g_new0 (char *, (gsize) view->n_people + 1);
  int n = 0;

  for (int i = 0; i < view->n_people; i++)
    if (concerns_any (view, view->people[i].id))
      ids[n++] = g_strdup (view->people[i].id);
  return ids;
}
