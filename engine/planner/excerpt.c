/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/excerpt.h"

#include <string.h>

typedef struct
{
  PlnExcerpt *excerpt;
  const bool *inside;  /* [n_topics of the whole] */
  bool all_rooms;
  int *topic_at, *room_at; /* of the whole to the excerpt; -1: not in it */
} Copy;

static const PlnTopic *
topic_of (const PlnExcerpt *excerpt, int topic)
{
  return &excerpt->whole->topics[excerpt->topics[topic]];
}

/* -- Rooms ----------------------------------------------------------------------------------------- */

static bool
is_room_of (const Copy *copy, int room, bool inside)
{
  const PlnMeeting *whole = copy->excerpt->whole;

  for (int t = 0; t < whole->n_topics; t++)
    if (copy->inside[t] == inside && whole->topics[t].room_fits[room])
      return true;
  return false;
}

static void
copy_transfer (PlnExcerpt *excerpt)
{
  PlnMeeting *meeting = excerpt->meeting;
  int n = meeting->n_rooms;

  meeting->transfer = g_new (int, (gsize) n * (gsize) n);
  for (int from = 0; from < n; from++)
    for (int to = 0; to < n; to++)
      meeting->transfer[from * n + to]
          = excerpt->whole->transfer[excerpt->rooms[from] * excerpt->whole->n_rooms + excerpt->rooms[to]];
}

/* Topics that fit nowhere still need a room not to stand in. */
static void
copy_rooms (Copy *copy)
{
  PlnExcerpt *excerpt = copy->excerpt;
  const PlnMeeting *whole = excerpt->whole;
  int n = 0;

  excerpt->rooms = g_new0 (int, (gsize) whole->n_rooms);
  excerpt->has_rooms = true;
  for (int room = 0; room < whole->n_rooms; room++)
    {
      bool fits = copy->all_rooms || is_room_of (copy, room, true);

      copy->room_at[room] = fits ? n : -1;
      if (!fits)
        continue;
      excerpt->rooms[n++] = room;
      excerpt->has_rooms = excerpt->has_rooms && !is_room_of (copy, room, false);
    }
  if (n == 0)
    {
      copy->room_at[0] = n++;
      excerpt->has_rooms = false;
    }
  excerpt->meeting->n_rooms = n;
  excerpt->meeting->rooms = g_new (PlnRoom, (gsize) n);
  for (int room = 0; room < n; room++)
    excerpt->meeting->rooms[room] = whole->rooms[excerpt->rooms[room]];
  copy_transfer (excerpt);
  if (excerpt->has_rooms)
    return;
  excerpt->meeting->n_roles = 0;
  excerpt->meeting->weights[PLN_TERM_IDLE] = 0;
  excerpt->meeting->weights[PLN_TERM_LATE] = 0;
}

/* -- Topics ---------------------------------------------------------------------------------------- */

static void
copy_relations (const Copy *copy, PlnTopic *topic)
{
  const PlnRelation *all = topic->relations;
  int n_all = topic->n_relations;

  topic->relations = g_new (PlnRelation, (gsize) n_all + 1);
  topic->n_relations = 0;
  for (int k = 0; k < n_all; k++)
    if (copy->inside[all[k].other])
      {
        topic->relations[topic->n_relations] = all[k];
        topic->relations[topic->n_relations++].other = copy->topic_at[all[k].other];
      }
    else
      g_warn_if_fail (all[k].kind != PLN_RELATION_FOLLOWS);
}

static void
copy_items (PlnExcerpt *excerpt, int t)
{
  PlnMeeting *meeting = excerpt->meeting;
  PlnTopic *topic = &meeting->topics[t];
  int first = topic->first_item;

  topic->first_item = meeting->n_items;
  for (int part = 0; part < topic->parts; part++)
    {
      meeting->items[meeting->n_items] = excerpt->whole->items[first + part];
      meeting->items[meeting->n_items++].topic = t;
    }
}

static void
copy_topics (Copy *copy)
{
  PlnExcerpt *excerpt = copy->excerpt;
  PlnMeeting *meeting = excerpt->meeting;

  meeting->topics = g_new (PlnTopic, (gsize) meeting->n_topics);
  meeting->items = g_new (PlnItem, (gsize) excerpt->whole->n_items);
  meeting->n_items = 0;
  for (int t = 0; t < meeting->n_topics; t++)
    {
      PlnTopic *topic = &meeting->topics[t];

      *topic = *topic_of (excerpt, t);
      topic->room_fits = g_new (bool, (gsize) meeting->n_rooms);
      for (int room = 0; room < meeting->n_rooms; room++)
        topic->room_fits[room] = topic_of (excerpt, t)->room_fits[excerpt->rooms[room]];
      copy_relations (copy, topic);
      copy_items (excerpt, t);
    }
}

static bool
is_wholly_inside (const Copy *copy, const PlnCluster *cluster)
{
  for (int k = 0; k < cluster->n_topics; k++)
    if (!copy->inside[cluster->topics[k]])
      return false;
  return true;
}

static void
copy_clusters (Copy *copy)
{
  PlnMeeting *meeting = copy->excerpt->meeting;
  const PlnMeeting *whole = copy->excerpt->whole;

  meeting->clusters = g_new (PlnCluster, (gsize) whole->n_clusters + 1);
  meeting->n_clusters = 0;
  for (int k = 0; k < whole->n_clusters; k++)
    if (is_wholly_inside (copy, &whole->clusters[k]))
      {
        PlnCluster *cluster = &meeting->clusters[meeting->n_clusters++];

        *cluster = whole->clusters[k];
        cluster->topics = g_new (int, (gsize) cluster->n_topics + 1);
        for (int t = 0; t < cluster->n_topics; t++)
          cluster->topics[t] = copy->topic_at[whole->clusters[k].topics[t]];
      }
}

void
pln_excerpt_add_heads (const PlnMeeting *whole, bool *topics)
{
  for (bool more = true; more;)
    {
      more = false;
      for (int t = 0; t < whole->n_topics; t++)
        for (int k = 0; topics[t] && k < whole->topics[t].n_relations; k++)
          {
            const PlnRelation *relation = &whole->topics[t].relations[k];

            if (relation->kind == PLN_RELATION_FOLLOWS && !topics[relation->other])
              topics[relation->other] = more = true;
          }
    }
}

static PlnExcerpt *
make_excerpt (const PlnMeeting *whole, const bool *topics, bool all_rooms)
{
  PlnExcerpt *excerpt = g_new0 (PlnExcerpt, 1);
  g_autofree int *topic_at = g_new (int, (gsize) whole->n_topics), *room_at = g_new (int, (gsize) whole->n_rooms);
  Copy copy = { excerpt, topics, all_rooms, topic_at, room_at };

  excerpt->whole = whole;
  excerpt->meeting = g_memdup2 (whole, sizeof *whole);
  excerpt->meeting->n_topics = 0;
  excerpt->topics = g_new (int, (gsize) whole->n_topics);
  for (int t = 0; t < whole->n_topics; t++)
    {
      topic_at[t] = topics[t] ? excerpt->meeting->n_topics : -1;
      if (topics[t])
        excerpt->topics[excerpt->meeting->n_topics++] = t;
    }
  copy_rooms (&copy);
  copy_topics (&copy);
  copy_clusters (&copy);
  return excerpt;
}

PlnExcerpt *
pln_excerpt_new (const PlnMeeting *whole, const bool *topics)
{
  return make_excerpt (whole, topics, false);
}

PlnExcerpt *
pln_excerpt_new_in_all_rooms (const PlnMeeting *whole, const bool *topics)
{
  return make_excerpt (whole, topics, true);
}

void
pln_excerpt_free (PlnExcerpt *excerpt)
{
  if (!excerpt)
    return;
  for (int t = 0; t < excerpt->meeting->n_topics; t++)
    {
      g_free (excerpt->meeting->topics[t].relations);
      g_free (excerpt->meeting->topics[t].room_fits);
    }
  for (int k = 0; k < excerpt->meeting->n_clusters; k++)
    g_free (excerpt->meeting->clusters[k].topics);
  g_free (excerpt->meeting->topics);
  g_free (excerpt->meeting->items);
  g_free (excerpt->meeting->clusters);
  g_free (excerpt->meeting->rooms);
  g_free (excerpt->meeting->transfer);
  g_free (excerpt->meeting);
  g_free (excerpt->topics);
  g_free (excerpt->rooms);
  g_free (excerpt);
}

/* -- Plans ----------------------------------------------------------------------------------------- */

static int
room_in (const PlnExcerpt *excerpt, int room)
{
  for (int k = 0; k < excerpt->meeting->n_rooms; k++)
    if (excerpt->rooms[k] == room)
      return k;
  return -1;
}

PlnDraft *
pln_excerpt_cut (const PlnExcerpt *excerpt, const PlnDraft *whole)
{
  const PlnMeeting *meeting = excerpt->meeting;
  PlnDraft *draft = pln_draft_new (meeting);

  for (int t = 0; t < meeting->n_topics; t++)
    for (int part = 0; part < meeting->topics[t].parts; part++)
      {
        PlnPlacement *placement = &draft->items[meeting->topics[t].first_item + part];

        *placement = whole->items[topic_of (excerpt, t)->first_item + part];
        placement->room = placement->room < 0 ? -1 : room_in (excerpt, placement->room);
      }
  for (int role = 0; role < meeting->n_roles; role++)
    for (int block = 0; block < meeting->n_blocks; block++)
      for (int room = 0; room < meeting->n_rooms; room++)
        draft->holders[pln_draft_holder_index (meeting, role, block, room)]
            = whole->holders[pln_draft_holder_index (excerpt->whole, role, block, excerpt->rooms[room])];
  return draft;
}

void
pln_excerpt_paste (const PlnExcerpt *excerpt, const PlnDraft *draft, PlnDraft *whole)
{
  const PlnMeeting *meeting = excerpt->meeting;

  for (int t = 0; t < meeting->n_topics; t++)
    for (int part = 0; part < meeting->topics[t].parts; part++)
      {
        PlnPlacement *placement = &whole->items[topic_of (excerpt, t)->first_item + part];

        *placement = draft->items[meeting->topics[t].first_item + part];
        placement->room = placement->room < 0 ? -1 : excerpt->rooms[placement->room];
      }
  for (int role = 0; role < meeting->n_roles; role++)
    for (int block = 0; block < meeting->n_blocks; block++)
      for (int room = 0; room < meeting->n_rooms; room++)
        whole->holders[pln_draft_holder_index (excerpt->whole, role, block, excerpt->rooms[room])]
            = draft->holders[pln_draft_holder_index (meeting, role, block, room)];
}
