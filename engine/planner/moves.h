/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Moves: changes of a state that keep every hard rule. Each leaves the state settled when it
 * returns true; after false the caller rolls back to its mark. */

#include "planner/dice.h"
#include "planner/state.h"

typedef struct
{
  PlnState *state;
  const PlnSurvey *survey;
  PlnDice dice;
  int *sequence; /* scratch, [longest + 1] */
  int *run, n_run;
  int *other_run, n_other_run;
  int *victims, n_victims; /* topics lifted by the move, to be put back */
  int *touched, n_touched; /* slots left with a gap */
} PlnMover;

PlnMover *pln_mover_new (PlnState *state, unsigned seed);
void pln_mover_free (PlnMover *mover);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnMover, pln_mover_free)

/* Lifts a topic and whatever follows it. */
void pln_mover_lift_topic (PlnMover *mover, int topic);

/* Puts a lifted topic where the energy is least: every part in turn, every place of every slot, or
 * of @tries slots drawn at random (0: all). Returns: false, with nothing changed, where there is no place */
bool pln_mover_insert_best (PlnMover *mover, int topic, int tries);

/* One move drawn at random. */
bool pln_mover_step (PlnMover *mover);
