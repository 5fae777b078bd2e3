/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The first plan: topics in order of how hard they are to place, each where it costs least. */

#include "planner/moves.h"

/* Puts every lifted topic where it costs least, if that is better than leaving it out.
 * @stop: asked before each topic */
void pln_construct (PlnMover *mover, bool (*stop) (gpointer data), gpointer data);
