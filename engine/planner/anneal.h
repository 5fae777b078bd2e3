/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Simulated annealing (Kirkpatrick, Gelatt & Vecchi, 1983) over the moves of planner/moves.h. A round
 * cools geometrically from warm to cold, by work done; all of it in integers, so that no libm decides a plan.
 *
 * Temperatures count in 1/1024 of a cost. */

#include "planner/moves.h"

typedef struct
{
  PlnMover *mover;
  bool (*stop) (gpointer data); /* asked every 64 moves */
  void (*better) (gpointer data); /* told of every state that is the best so far and lacks no `must` */
  gpointer data;
  gint64 best; /* cost of the best plan so far; G_MAXINT64: none */
  gint64 moves;
} PlnAnneal;

/* One round of about so much work. Returns: false when stopped */
bool pln_anneal_round (PlnAnneal *anneal, gint64 n_ticks, gint64 warm, gint64 cold);
