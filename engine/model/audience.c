/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/audience.h"
#include "model/concern.h"
#include "model/view.h"

#include <string.h>

#define CLOSED_TITLE "Closed session"

static bool
keeps_item (const PlnView *view, const PlnAgendaBlock *block, const PlnAgendaItem *item)
{
  return !view->person || pln_concern_of_block (block, view->person) || pln_concern_of_item (item, view->person);
}

/* -- People -------------------------------------------------------------------------------------- */

static void
see (PlnView *view, const char *person)
{
  if (person)
    g_hash_table_add (view->seen, (char *) person);
}

static char **
copy_people (PlnView *view, char **people)
{
  for (int i = 0; people && people[i]; i++)
    see (view, people[i]);
  return people ? g_strdupv (people) : g_new0 (char *, 1);
}

char **
pln_view_copy_requesters (PlnView *view, char **requesters)
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
is_seen (const PlnView *view, const PlnAgendaPerson *person)
{
  return view->audience != PLN_AUDIENCE_PUBLIC || g_hash_table_contains (view->seen, person->id);
}

static void
copy_everybody (PlnView *view, PlnAgenda *to)
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
next_closed_id (PlnView *view)
{
  char *id = NULL;

  do {
    g_free (id);
    id = g_strdup_printf ("closed-%d", ++view->n_closed);
  } while (g_hash_table_contains (view->taken, id));
  return id;
}

static char *
copy_uid (const PlnView *view, const PlnAgendaItem *item)
{
  if (item->uid || !view->from->id)
    return g_strdup (item->uid);
  return pln_agenda_item_uid (view->from->id, item->id, NULL);
}

static PlnAgendaItem
closed_item (PlnView *view, const PlnAgendaItem *item)
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
    .merged = g_new0 (char *, 1),
    .closed = true,
    .tags = g_new0 (char *, 1),
  };
}

static PlnTurn *
copy_round (PlnView *view, const PlnAgendaItem *item)
{
  PlnTurn *round = pln_view_copy_array (item->round, sizeof *round, item->n_round);

  for (int turn = 0; turn < item->n_round; turn++) {
    see (view, item->round[turn].person);
    round[turn].person = g_strdup (round[turn].person);
  }
  return round;
}

static PlnAttachment *
copy_attachments (const PlnAgendaItem *item)
{
  PlnAttachment *copy = pln_view_copy_array (item->attachments, sizeof *copy, item->n_attachments);

  for (int i = 0; i < item->n_attachments; i++) {
    copy[i].title = g_strdup (copy[i].title);
    copy[i].uri = g_strdup (copy[i].uri);
  }
  return copy;
}

static PlnAgendaItem
open_item (PlnView *view, const PlnAgendaItem *item)
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
    .requested_by = pln_view_copy_requesters (view, item->requested_by),
    .merged = item->merged ? g_strdupv (item->merged) : g_new0 (char *, 1),
    .asked = item->asked,
    .estimate = item->estimate,
    .closed = item->closed,
    .contingent = g_strdup (item->contingent),
    .round = copy_round (view, item),
    .n_round = item->n_round,
    .attachments = copy_attachments (item),
    .n_attachments = item->n_attachments,
    .notes = pln_view_has_closed (view) ? g_strdup (item->notes) : NULL,
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
copy_duties (PlnView *view, const PlnAgendaBlock *from, PlnAgendaBlock *to)
{
  if (!pln_view_has_closed (view) && is_closed_throughout (from))
    return;
  to->n_duties = from->n_duties;
  to->duties = pln_view_copy_array (from->duties, sizeof *to->duties, from->n_duties);
  for (int i = 0; i < to->n_duties; i++) {
    see (view, from->duties[i].person);
    to->duties[i].role = g_strdup (from->duties[i].role);
    to->duties[i].person = g_strdup (from->duties[i].person);
  }
}

static PlnAgendaBlock
copy_block (PlnView *view, const PlnAgendaBlock *from)
{
  PlnAgendaBlock to = { .start = from->start, .end = from->end, .room = g_strdup (from->room) };

  copy_duties (view, from, &to);
  to.items = g_new0 (PlnAgendaItem, (gsize) MAX (from->n_items, 1));
  for (int i = 0; i < from->n_items; i++) {
    const PlnAgendaItem *item = &from->items[i];

    if (keeps_item (view, from, item))
      to.items[to.n_items++] = item->closed && !pln_view_has_closed (view) ? closed_item (view, item) : open_item (view, item);
  }
  return to;
}

static bool
keeps_block (const PlnView *view, const PlnAgendaBlock *block)
{
  for (int i = 0; i < block->n_items; i++)
    if (keeps_item (view, block, &block->items[i]))
      return true;
  return !view->person;
}

static PlnAgendaDay
copy_day (PlnView *view, const PlnAgendaDay *from)
{
  PlnAgendaDay to = *from;

  to.breaks = pln_view_copy_array (from->breaks, sizeof *to.breaks, from->n_breaks);
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
copy_days (PlnView *view, PlnAgenda *to)
{
  to->n_days = view->from->n_days;
  to->days = g_new0 (PlnAgendaDay, (gsize) MAX (to->n_days, 1));
  for (int i = 0; i < to->n_days; i++)
    to->days[i] = copy_day (view, &view->from->days[i]);
}

/* Names that the public knows: a closed item must not be given one of them. */
static void
collect_open_names (PlnView *view)
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

/* -- The agenda --------------------------------------------------------------------------------- */

static PlnNamed *
copy_named (const PlnNamed *rows, int n)
{
  PlnNamed *copy = pln_view_copy_array (rows, sizeof *copy, n);

  for (int i = 0; i < n; i++) {
    copy[i].id = g_strdup (copy[i].id);
    copy[i].name = g_strdup (copy[i].name);
  }
  return copy;
}

static void
copy_heading (PlnView *view, PlnAgenda *to)
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
  if (pln_view_has_closed (view)) {
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
  PlnView view = { .from = agenda, .audience = audience, .person = person, .taken = taken, .seen = seen };

  collect_open_names (&view);
  copy_heading (&view, to);
  copy_days (&view, to);
  to->n_rooms = agenda->n_rooms;
  to->rooms = copy_named (agenda->rooms, agenda->n_rooms);
  to->n_roles = agenda->n_roles;
  to->roles = copy_named (agenda->roles, agenda->n_roles);
  pln_view_copy_below (&view, to);
  copy_everybody (&view, to);
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
        if (pln_concern_of_block (block, person) || pln_concern_of_item (&block->items[i], person))
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
