/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* One run of pln_solver_minimise(), for the searches that share it. */

#include "solver/state.h"
#include "solver/tree.h"

typedef struct
{
  PlnSolver *solver;
  const PlnMinimise *run;
  PlnDeadline deadline;
  int64_t best;
  PLN_VECTOR (bool) best_model;
  PLN_VECTOR (bool) shown; /* the last assignment that was checked and not simply accepted */
  int64_t told_bound;
  int64_t stratum; /* cost literals of at least this weight are assumed false */
  int64_t shrink_ticks;
  int64_t stride; /* how far above the bound the next probe aims; 0: none was made yet */
  bool bettered;  /* the last one found a better solution */
  bool undecided; /* one was, since the root of the LP was last looked at */
} PlnMinimiser;

/* Tells of a higher bound. */
void pln_minimiser_report (PlnMinimiser *m);
/* Shows a model to the check function. An assignment that comes back although facts should have excluded it, or
 * that no fact was given against, is excluded by itself: its fate is known. */
void pln_minimiser_take_model (PlnMinimiser *m);

/* The run's deadline, or so many ticks from now if that is earlier. */
PlnDeadline pln_minimiser_slice (const PlnMinimiser *m, int64_t ticks);

/* probe: asks for a solution below a target between bound and cutoff, first by search, then by the LP's tree, and
 * picks the next target: refuted ones are followed by bolder ones, undecided ones by easier ones, and when even the
 * cutoff was not decided each gets more time.
 *
 * Requires: the root is prepared, the relaxation up to date
 * Returns: PLN_UNSATISFIABLE when nothing is left below the cutoff, else PLN_UNDECIDED */
PlnAnswer pln_minimiser_probe (PlnMinimiser *m);

/* lead: lets the LP lead for so many ticks, not counting those that the root takes.
 *
 * Returns: PLN_UNSATISFIABLE when nothing is left, else PLN_UNDECIDED */
PlnAnswer pln_minimiser_lead (PlnMinimiser *m, int64_t ticks);
