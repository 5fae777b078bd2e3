/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Do the topics that must be placed rule each other out by themselves? A meeting that is too large to be asked about as a
 * whole is mostly impossible for the sake of a few: those that follow each other are longer than any block, or those of
 * one person have no room in the day. Such few are a meeting of their own (planner/excerpt.h), asked about exactly. */

#include "planner/problem.h"

/* Asks of each `must` with the topics that it follows, then of those of each person, then of all.
 *
 * @problem: every statement in force
 * @conflicts: limit of each question
 * @stop: (nullable): ends it when not 0
 * Returns: (transfer full) (nullable): [n_topics]: topics that no plan places; NULL where none were found */
bool *pln_musts_find_impossible (const PlnProblem *problem, gint64 conflicts, const int *stop);
