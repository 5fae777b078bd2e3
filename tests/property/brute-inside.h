/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What the files of the brute-force planner share. */

#include "brute.h"

/* A place for an item that no rule about the item alone forbids, with what it costs by itself. */
typedef struct
{
  int room, block;
  PlnInterval time;
  gint64 cost;
} Seat;

/* The cheapest holders for one way of giving items to blocks. */
typedef struct
{
  gint64 cost;
  int *holders; /* [n_cells * n_roles]: cell * n_roles + role */
} Holders;

struct _PlnBrute
{
  const PlnMeeting *meeting;
  const PlnForce *force;
  const PlnAgenda *previous;
  Seat **seats; /* [n_items], cheapest first */
  int *n_seats;
  const Seat **placed; /* [n_items]: NULL where dropped or not decided yet */
  gint64 *rest;        /* [n_topics + 1]: no cheaper from that topic on */
  int n_cells;
  bool *used;          /* [n_cells] */
  int *earlier_holder; /* [n_cells * n_roles]: person, -1 open, or one of the below */

  /* The search. */
  bool any_will_do; /* the first plan is enough */
  bool found;
  gint64 best;
  const Seat **best_placed;
  int *best_holders;
  long nodes, max_nodes;
  GHashTable *memo; /* cells by item -> Holders */
};

enum
{
  HOLDER_STRANGER = -3, /* somebody whom the request does not know */
  HOLDER_NEW_CELL = -2, /* the block was not used in the earlier agenda, or there is none */
  HOLDER_OPEN = -1,
};

static inline bool
brute_binds (const PlnBrute *brute, PlnRule rule, int topic, int person, int other)
{
  return pln_force_has (brute->force, (PlnStatement){ rule, topic, person, other });
}

static inline bool
brute_in_cast (const PlnTopic *topic, int person)
{
  for (int k = 0; k < topic->n_cast; k++)
    if (topic->cast[k] == person)
      return true;
  return false;
}

static inline bool
brute_is_placed (const PlnBrute *brute, int topic)
{
  return brute->placed[brute->meeting->topics[topic].first_item];
}

/* Finds the seats of an item. */
void brute_find_seats (PlnBrute *brute, int item);

/* Would a guest not come at that time, by their own calendar? */
bool brute_would_miss (const PlnPerson *person, PlnInterval time);

/* Does a hard rule between two items break where they stand so? */
bool brute_clash (const PlnBrute *brute, int a, const Seat *x, int b, const Seat *y);

/* Is no topic placed that follows a dropped one? */
bool brute_followers_stand (const PlnBrute *brute);

/* What the items cost together, beyond their own costs. Needs brute_find_used(). */
gint64 brute_common_cost (const PlnBrute *brute);

void brute_read_earlier_holders (PlnBrute *brute);

/* Finds which cells are used by what is placed. */
void brute_find_used (PlnBrute *brute);

/* The cheapest holders for what is placed. Returns: (transfer none) */
const Holders *brute_best_holders (PlnBrute *brute);

/* Are the holders allowed for what is placed, and what do they cost? @holders: as in Holders */
bool brute_price_holders (PlnBrute *brute, const int *holders, gint64 *cost);

void brute_holders_free (Holders *holders);
