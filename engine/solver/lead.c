/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/optimize.h"

/* Parts of the columns that were open when the LP was last looked at: when fewer are left it is worth another look,
 * or to be made anew. */
#define LOOK_AGAIN(n) ((n) - (n) / 10)
#define MAKE_ANEW(n) ((n) - (n) / 4)

/* Rounds of cuts without gain that the root of the LP is given: few at first, more each time that a probe stays
 * undecided, and one where it has been given all and only learned a little since. */
#define PATIENCE_FIRST 4
#define PATIENCE_MORE 4
#define PATIENCE_MOST 16
#define PATIENCE_KNOWN 1

#define ROOT_PARTS 2
#define ASK_EFFORTS 11 /* what an undecided question takes: one for the search, ten for the tree (solver/probe.c) */

static int
n_open (const PlnSolver *solver)
{
  return solver->n_variables - solver->trail.n;
}

/* Rounds at the root may take ROOT_PARTS times as long as all the rest: where cuts gain nothing, search must. */
static bool
is_due (const PlnSolver *solver)
{
  return solver->relax_ticks / ROOT_PARTS <= solver->statistics.ticks - solver->relax_ticks;
}

/* All patience is spent, and what was asked since of trees stayed undecided, with twice the effort each time, until a question
 * takes as long as the root did. Which cuts it was given hangs on luck, as does how long that goes on: then it is given others,
 * once for each effort. */
static bool
is_stuck (const PlnMinimiser *m)
{
  const PlnSolver *solver = m->solver;

  return m->undecided && solver->probe_effort > solver->relax_effort
         && solver->relax_ticks <= ASK_EFFORTS * solver->probe_effort;
}

static int
begin_afresh (PlnSolver *solver)
{
  pln_relax_free (solver->relax);
  solver->relax = pln_relax_new (solver);
  solver->relax_effort = solver->probe_effort;
  solver->relax_patience = PATIENCE_FIRST;
  solver->relax_failed = !solver->relax;
  return solver->relax_failed ? 0 : PATIENCE_FIRST;
}

/* Makes the relaxation; tells it of facts; makes it anew when many of its columns have been fixed. Facts come one at
 * a time while models are found with ease: the root is looked at again when they no longer are, and after a better
 * solution the next one is asked for first.
 * Returns: the patience with which to look at its root; 0 where there is nothing to look at */
static int
bring_up_to_date (PlnMinimiser *m)
{
  PlnSolver *solver = m->solver;

  if (!solver->relax)
    return begin_afresh (solver);
  if (!m->bettered && n_open (solver) < MAKE_ANEW (solver->relax->n_columns)) {
    solver->relax = pln_relax_renew (solver->relax);
    return solver->relax_patience;
  }
  if (solver->relax_stated != solver->stated) {
    pln_relax_update (solver->relax);
    solver->relax_stated = solver->stated;
    solver->relax_learned = true;
  }
  if (m->bettered)
    return 0;
  if (solver->relax_unfinished)
    return solver->relax_patience;
  if (m->undecided && solver->relax_patience < PATIENCE_MOST && is_due (solver))
    return solver->relax_patience += PATIENCE_MORE;
  if (is_stuck (m))
    return begin_afresh (solver);
  if ((solver->relax_learned && m->undecided) || n_open (solver) < LOOK_AGAIN (solver->relax_open))
    return PATIENCE_KNOWN;
  return 0;
}

static void
tighten (PlnMinimiser *m, int patience)
{
  PlnSolver *solver = m->solver;
  int64_t before = solver->statistics.ticks;

  solver->relax_stated = solver->stated;
  solver->relax_open = n_open (solver);
  solver->relax_learned = false;
  m->undecided = false;
  pln_relax_tighten (solver->relax, patience, &m->deadline);
  solver->relax_ticks += solver->statistics.ticks - before;
  solver->relax_unfinished = patience > PATIENCE_KNOWN && pln_deadline_passed (solver, &m->deadline);
  if (pln_relax_install (solver->relax))
    m->stratum = INT64_MAX;
  pln_minimiser_report (m);
}

PlnAnswer
pln_minimiser_lead (PlnMinimiser *m, int64_t ticks)
{
  PlnSolver *solver = m->solver;
  int64_t before = solver->statistics.ticks;

  while (!solver->relax_failed && solver->statistics.ticks < before + ticks
         && !pln_deadline_passed (solver, &m->deadline)) {
    int64_t root = solver->statistics.ticks;
    int patience;

    if (!pln_root_prepare (solver))
      return PLN_UNSATISFIABLE;
    patience = bring_up_to_date (m);
    if (patience > 0) {
      tighten (m, patience);
      if (!pln_root_prepare (solver))
        return PLN_UNSATISFIABLE;
    }
    if (solver->relax_failed)
      return PLN_UNDECIDED;
    before += solver->statistics.ticks - root;
    if (pln_minimiser_probe (m) == PLN_UNSATISFIABLE)
      return PLN_UNSATISFIABLE;
    pln_minimiser_report (m);
  }
  return PLN_UNDECIDED;
}
