/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/state.h"

/* Unstable mode restarts when recent LBDs are worse than the average (Biere & Fröhlich, POS 2015); stable mode by
 * reluctant doubling (Knuth's form of the Luby sequence). The two alternate, each phase longer than the last. */

enum
{
  EMA_ONE = 20,     /* bits of the fraction */
  FAST_WINDOW = 33,
  SLOW_WINDOW = 65536,
};

void
pln_restart_init (PlnSolver *solver)
{
  PlnRestart *restart = &solver->restart;

  restart->phase_length = restart->phase_end = solver->options.stable_first;
  restart->next = solver->options.restart_interval;
  restart->luby_u = restart->luby_v = 1;
}

void
pln_restart_note (PlnSolver *solver, int lbd)
{
  PlnRestart *restart = &solver->restart;
  int64_t value = (int64_t) lbd << EMA_ONE;

  restart->n++;
  restart->fast += (value - restart->fast) / MIN (restart->n, FAST_WINDOW);
  restart->slow += (value - restart->slow) / MIN (restart->n, SLOW_WINDOW);
}

static void
luby_advance (PlnRestart *restart)
{
  if ((restart->luby_u & -restart->luby_u) == restart->luby_v) {
    restart->luby_u++;
    restart->luby_v = 1;
  } else {
    restart->luby_v *= 2;
  }
}

static void
change_phase (PlnSolver *solver)
{
  PlnRestart *restart = &solver->restart;

  restart->stable = !restart->stable;
  if (!restart->stable)
    restart->phase_length *= 2;
  restart->phase_end = solver->statistics.conflicts + restart->phase_length;
  restart->luby_u = restart->luby_v = 1;
  restart->luby_next = solver->statistics.conflicts + solver->options.reluctant;
  restart->next = solver->statistics.conflicts + solver->options.restart_interval;
}

bool
pln_restart_is_due (PlnSolver *solver)
{
  PlnRestart *restart = &solver->restart;
  int64_t conflicts = solver->statistics.conflicts;

  if (conflicts >= restart->phase_end)
    change_phase (solver);
  if (restart->stable) {
    if (conflicts < restart->luby_next)
      return false;
    luby_advance (restart);
    restart->luby_next = conflicts + (int64_t) restart->luby_v * solver->options.reluctant;
    return true;
  }
  if (conflicts < restart->next || restart->fast * 100 <= restart->slow * (100 + solver->options.restart_margin))
    return false;
  restart->next = conflicts + solver->options.restart_interval;
  return true;
}
