/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What the files of arrange.c share: the arranger's scratch and one arrangement while it is made.
 *
 *   arrange-order.c   does the order keep the rules, and between which steps has each item to stand
 *   arrange-beside.c  what the other rooms add
 *   arrange-times.c   the cheapest times for the order
 *   arrange.c         all together
 */

#include "planner/state.h"

#define PLN_ARRANGE_NOWHERE   (G_MAXINT64 / 4)
#define PLN_ARRANGE_FORBIDDEN ((gint64) 1 << 40)

/* Steps between which an item has to start and to end. */
typedef struct
{
  int start_from, start_to, end_from, end_to;
} PlnArrangeWindow;

/* What the other rooms add to an item of this slot: an interval [s, e) costs met[e] - left[s]. */
typedef struct
{
  bool any;
  gint64 *met, *left; /* [widest + 1], by step in the block */
} PlnBeside;

struct _PlnArranger
{
  int width; /* cells a row */
  int *place; /* [n_items]: index in the sequence */
  int *stamp; /* [n_items] */
  int now;
  PlnArrangeWindow *windows;
  bool *glued; /* the item starts when the one before it ends */
  PlnBeside *beside;
  gint64 *beside_cells;
  int *starts, *lengths;
  gint64 *exact; /* [k * width + e]: least cost with the k-th item ending at e */
  gint64 *upto; /* least of exact up to e */
  int *length_at, *end_at; /* how exact and upto were reached */
};

typedef struct
{
  PlnState *state;
  const PlnSurvey *survey;
  PlnArranger *arranger;
  const int *sequence;
  int n, slot, room, block;
  int first, capacity; /* steps of the block */
} PlnArrangeJob;

static inline int
pln_arrange_topic (const PlnArrangeJob *job, int item)
{
  return job->survey->problem->items[item].topic;
}

/* Index in the sequence, -1: not in it. */
static inline int
pln_arrange_place (const PlnArrangeJob *job, int item)
{
  return job->arranger->stamp[item] == job->arranger->now ? job->arranger->place[item] : -1;
}

/* Only what joins the slot can break the order: what stands there already stands in it rightly. */
bool pln_arrange_order_allows (PlnArrangeJob *job);

/* Finds the window of the k-th item. Returns: false where what stands elsewhere leaves none */
bool pln_arrange_bound (PlnArrangeJob *job, int k);

/* Finds what the other rooms add to the k-th item. */
void pln_arrange_look_beside (PlnArrangeJob *job, int k);

static inline gint64
pln_arrange_price_beside (const PlnArrangeJob *job, int k, int start, int length)
{
  const PlnBeside *beside = &job->arranger->beside[k];

  return beside->any ? beside->met[start + length - job->first] - beside->left[start - job->first] : 0;
}

/* Every item right after the one before. Returns: false where that may not be the cheapest */
bool pln_arrange_pack (PlnArrangeJob *job);

/* The cheapest times. Returns: false where there are none */
bool pln_arrange_run_program (PlnArrangeJob *job);
