/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/optimize.h"

/* Makes the relaxation; tells it of facts; makes it anew when half of its columns have been fixed.
 * Returns: whether anything was done */
static bool
bring_up_to_date (PlnMinimiser *m)
{
  PlnSolver *solver = m->solver;

  if (!m->relax) {
    m->relax = pln_relax_new (solver);
    m->relax_failed = !m->relax;
    if (m->relax_failed)
      return false;
  } else if (solver->n_variables - solver->trail.n < m->relax->n_columns / 2) {
    m->relax = pln_relax_renew (m->relax);
  } else if (m->relax_stated != solver->stated) {
    pln_relax_update (m->relax);
  } else {
    return false;
  }
  m->relax_stated = solver->stated;
  pln_relax_tighten (m->relax, &m->deadline);
  if (pln_relax_install (m->relax))
    m->stratum = INT64_MAX;
  pln_minimiser_report (m);
  return true;
}

PlnAnswer
pln_minimiser_lead (PlnMinimiser *m, int64_t ticks)
{
  PlnSolver *solver = m->solver;

  while (!m->relax_failed && ticks > 0 && !pln_deadline_passed (solver, &m->deadline)) {
    PlnDeadline deadline;
    PlnAnswer answer;
    int64_t before;

    if (!pln_root_prepare (solver) || (bring_up_to_date (m) && !pln_root_prepare (solver)))
      return PLN_UNSATISFIABLE;
    if (m->relax_failed)
      return PLN_UNDECIDED;
    before = solver->statistics.ticks;
    deadline = pln_minimiser_slice (m, ticks);
    answer = pln_tree_search (m->relax, &deadline);
    ticks -= solver->statistics.ticks - before;
    if (answer == PLN_UNSATISFIABLE)
      return answer;
    if (answer == PLN_SATISFIABLE)
      pln_minimiser_take_model (m);
    pln_minimiser_report (m);
  }
  return PLN_UNDECIDED;
}
