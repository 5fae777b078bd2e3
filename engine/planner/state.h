/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* A plan while it is being changed. Whatever stands keeps every hard rule at all times; topics that
 * do not stand cost their drop cost, or, for a `must`, a weight of the search's own.
 *
 * One move: mark, change (lift, stand, arrange, entrust), settle, look at the cost, then keep it or
 * roll back to the mark. Changes keep what depends on the item and its neighbours up to date at
 * once; what depends on a whole slot or a room's day (idle, late, clusters, duties) is marked and
 * summed by settle.
 */

#include "planner/survey.h"

#define PLN_LIFTED (-1) /* slot of an item that does not stand */

typedef struct
{
  int slot; /* or PLN_LIFTED */
  int start, length; /* steps */
} PlnSpot;

typedef struct
{
  int n;
  int *items; /* by start */
} PlnQueue;

/* Scratch for pln_state_arrange (); see arrange.c. */
typedef struct _PlnArranger PlnArranger;

typedef struct
{
  int kind;
  int which;
  PlnSpot spot;
  gint64 value;
} PlnChange;

typedef struct
{
  const PlnSurvey *survey;
  PlnSpot *spots; /* [n_items] */
  PlnQueue *queues; /* [n_slots] */
  int *in_block; /* [n_blocks]: items that stand in it, all rooms */
  int *least; /* [n_slots]: steps that what stands there takes at least */
  int *n_standing; /* [n_topics]: parts that stand */
  int *clash; /* [first_guest[item] + guest]: items that keep the guest away */
  int *on_day; /* [cluster * n_days + day]: items of the cluster */
  int *holders; /* [role * n_slots + slot]: person, -1: open or unused */
  int *load; /* [role * n_people + person]: history and duties held */
  int *engaged; /* [block * n_people + person]: items of the cast and duties, all rooms; NULL: nobody serves */
  gint64 *slot_cost; /* [n_slots]: idle, late, duties but for load and repeat */
  gint64 *day_cost; /* [room * n_days + day]: cluster strangers, repeat */
  gint64 cost; /* the plan's price, `must` that do not stand left out */
  gint64 drop_cost; /* the part of it that is for topics left out */
  gint64 *must_weight; /* [n_topics] */
  gint64 waiting_cost; /* sum of the weights of the `must` that do not stand */
  int n_waiting; /* how many */
  int *absent, *absent_at, n_absent; /* topics that do not stand, and where in that list */
  gint64 ticks;
  /* What settle has to look at. */
  int *dirty_slots, n_dirty_slots;
  int *dirty_days, n_dirty_days;
  bool *slot_is_dirty, *day_is_dirty;
  /* What a roll back has to undo. */
  PlnChange *changes;
  int n_changes, allocated_changes;
  int *near, *near_links; /* scratch: neighbours of an item */
  PlnArranger *arranger;
  int pinned, pinned_start; /* an item that may start at that step alone; -1: none */
} PlnState;

/* A point to go back to; taken and used in settled states only. */
typedef struct
{
  int n_changes;
  gint64 cost, drop_cost, waiting_cost;
  int n_waiting;
} PlnMark;

PlnState *pln_state_new (const PlnSurvey *survey);
void pln_state_free (PlnState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnState, pln_state_free)

PlnMark pln_state_mark (const PlnState *state);
void pln_state_roll_back (PlnState *state, PlnMark mark);

/* Forgets how to undo: every mark taken so far is void. */
void pln_state_keep (PlnState *state);

/* Puts a lifted item down. Requires that no rule is broken by it. */
void pln_state_stand (PlnState *state, int item, PlnSpot spot);
void pln_state_lift (PlnState *state, int item);

/* Gives a duty to a person, or to nobody (-1). */
void pln_state_entrust (PlnState *state, int role, int slot, int person);

/* Brings the cost up to date; duties of slots that came into use are given out, those that cannot be
 * held any longer taken over by somebody else. */
void pln_state_settle (PlnState *state);

/* Cost and weights together: what annealing compares. */
static inline gint64
pln_state_energy (const PlnState *state)
{
  return state->cost + state->waiting_cost;
}

static inline bool
pln_state_stands (const PlnState *state, int topic)
{
  return state->n_standing[topic] == state->survey->topics[topic].n_parts;
}

static inline int
pln_spot_end (PlnSpot spot)
{
  return spot.start + spot.length;
}

/* Items in other rooms that stand in @block and are linked with @item, into state->near, and the
 * index of each one's link into state->near_links. Returns: how many */
int pln_state_near (PlnState *state, int item, int room, int block);

/* -- state-draft.c -------------------------------------------------------------------------------- */

void pln_state_write (const PlnState *state, PlnDraft *draft);

/* Takes the state to a draft that keeps every rule; settles and forgets how to undo. */
void pln_state_read (PlnState *state, const PlnDraft *draft);

/* -- arrange.c ------------------------------------------------------------------------------------ */

PlnArranger *pln_arranger_new (const PlnSurvey *survey);
void pln_arranger_free (PlnArranger *arranger);

/* Gives the items of a slot their times in the order of @sequence: all items that stand in the slot,
 * and lifted ones that join them. Lengths and starts are the cheapest for this order, as far as
 * costs are the items' own or between pairs.
 * Returns: false, and nothing has changed, where some rule does not allow it */
bool pln_state_arrange (PlnState *state, int slot, const int *sequence, int n);

/* -- spread.c: costs of slots and of a room's days, duties left out ------------------------------- */

gint64 pln_state_price_slot (const PlnState *state, int slot);
gint64 pln_state_price_strangers (const PlnState *state, int room, int day);

/* -- duties.c ------------------------------------------------------------------------------------- */

gint64 pln_state_price_duties (const PlnState *state, int slot);
gint64 pln_state_price_repeats (const PlnState *state, int room, int day);

/* Gives out the duties of dirty slots and takes away what cannot be held. */
void pln_state_staff (PlnState *state);

/* Is the person in the pool, free, and not bound by the other rooms or another role here? */
bool pln_state_can_serve (const PlnState *state, int role, int slot, int person);

/* The best holder with everything else as it is, -1: nobody. */
int pln_state_best_holder (PlnState *state, int role, int slot);
