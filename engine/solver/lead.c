/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/optimize.h"

/* The part of the variables that must have been fixed since the relaxation was made for another to pay. */
#define RENEW_PART 8

/* Makes the relaxation, or makes it anew when there are facts that it does not know or much has been fixed since.
 * Returns: whether it did */
static bool
bring_up_to_date (PlnMinimiser *m)
{
  PlnSolver *solver = m->solver;
  bool first = !m->relax;

  if (first) {
    m->relax = pln_relax_new (solver);
    m->relax_failed = !m->relax;
    if (m->relax_failed)
      return false;
  } else if (m->relax_stated == solver->stated
             && solver->n_variables - solver->trail.n >= m->relax->n_columns - m->relax->n_columns / RENEW_PART) {
    return false;
  } else {
    m->relax = pln_relax_renew (m->relax);
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
