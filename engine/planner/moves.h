/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Moves: changes of a state that keep every hard rule. A move works on a settled state; after one
 * that comes to nothing (false) the caller rolls back to its mark.
 *
 *   runs.c     lifting and putting down runs (what follows one another stands and moves as one) and topics
 *   push.c     putting a topic where others stand, who have to leave
 *   replant.c  lifting a few topics and putting each back where it costs least
 *   moves.c    relocating, swapping, dropping, duties; the draw of a move
 */

#include "planner/dice.h"
#include "planner/state.h"

typedef struct
{
  PlnState *state;
  const PlnSurvey *survey;
  PlnDice dice;
  int *sequence; /* scratch */
  int *run, n_run, *other_run, n_other_run; /* scratch of moves */
  int *victims, n_victims; /* topics lifted by the move, to be put back from the end */
  int *touched, n_touched; /* slots left with a gap */
  gint64 spent_pushing, spent_replanting; /* ticks */
} PlnMover;

PlnMover *pln_mover_new (PlnState *state, unsigned seed);
void pln_mover_free (PlnMover *mover);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnMover, pln_mover_free)

/* One move drawn at random; after true the state is settled. */
bool pln_mover_step (PlnMover *mover);

/* -- runs.c --------------------------------------------------------------------------------------- */

static inline int
pln_mover_roll (PlnMover *mover, int n)
{
  return pln_dice_roll (&mover->dice, n);
}

static inline int
pln_mover_topic (const PlnMover *mover, int item)
{
  return mover->survey->problem->items[item].topic;
}

/* Could the item alone stand somewhere in the slot? */
bool pln_mover_can_stand_in (const PlnMover *mover, int item, int slot);

/* The run of a standing item, into @run. Returns: place of its first item in the slot's queue */
int pln_mover_find_run (const PlnMover *mover, int item, int *run, int *n);
void pln_mover_lift_run (PlnMover *mover, const int *run, int n);

/* Puts a lifted run before the item at @place of the slot's queue, or at its end, and times the slot
 * anew. Returns: false, with nothing changed, where it does not fit */
bool pln_mover_insert_run (PlnMover *mover, const int *run, int n, int slot, int place);

/* Times anew the slots that lifting touched. */
void pln_mover_close_gaps (PlnMover *mover);

/* Lifts a topic and whatever follows it; those that stood become victims. */
void pln_mover_lift_topic (PlnMover *mover, int topic);

/* Where a first part that follows another topic has to go; false: the other does not stand. */
bool pln_mover_place_after_head (const PlnMover *mover, int topic, int *slot, int *place);

/* Puts a lifted topic where the energy is least: every part in turn, every place of every slot, or
 * of @tries slots in a row from one drawn (0: all). Settles.
 * Returns: false, with nothing changed, where there is no place */
bool pln_mover_insert_best (PlnMover *mover, int topic, int tries);

/* Puts a lifted topic, after its head if that does not stand, at places drawn. */
bool pln_mover_insert_anywhere (PlnMover *mover, int topic);

/* Puts each victim where it costs least, or leaves it out where it does not fit. */
void pln_mover_put_back_victims (PlnMover *mover, int tries);

/* -- push.c, replant.c ---------------------------------------------------------------------------- */

/* Puts a lifted topic at the best of a few spots drawn; whatever it cannot stand beside leaves, and
 * is put back where it fits. */
bool pln_mover_push (PlnMover *mover, int topic);

/* Lifts the item's topic and some near it, or all of its slot, and puts them back one by one. */
bool pln_mover_replant (PlnMover *mover, int item);
