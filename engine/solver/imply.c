/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/relax.h"

#include <math.h>

/* What the literals imply that the LP leaves undecided: each is assumed in turn, both ways, and what propagation makes of
 * it under the cutoff is kept (probing: Savelsbergh, 1994). A literal that leads to a conflict is false; what both
 * ways lead to is true; and an implication that the LP's solution breaks is a row of two columns. */

#define FRACTIONAL 1e-6
#define VIOLATED 0.01

typedef struct
{
  PlnRelax *relax;
  PlnSolver *solver;
  const double *x;
  PlnInts with, without; /* what follows from a literal, and from its opposite */
  bool *follows;         /* [2 * n_variables]: is it in `with`? */
} Probing;

/* Returns: false if the literal is refuted, and the solver knows */
static bool
assume (Probing *probing, PlnLit lit, PlnInts *implied)
{
  PlnSolver *solver = probing->solver;
  int before = solver->trail.n;
  PlnReason conflict;

  implied->n = 0;
  pln_open_level (solver);
  pln_assign (solver, lit, 0);
  conflict = pln_propagate (solver);
  if (conflict) {
    pln_analyze (solver, conflict);
    pln_propagate_root (solver);
    return false;
  }
  for (int i = before + 1; i < solver->trail.n; i++)
    pln_vector_push (implied, solver->trail.at[i]);
  pln_backtrack (solver, 0);
  return true;
}

static void
fix (Probing *probing, PlnLit lit)
{
  if (pln_value_of (probing->solver, lit) != 0)
    return;
  pln_check_add_clause (probing->solver, &lit, 1);
  pln_assign (probing->solver, lit, 0);
}

/* Returns: -1 where the LP does not know it */
static int
column_of (const Probing *probing, PlnLit lit)
{
  return lit >> 1 < probing->relax->n_variables ? probing->relax->column_of[lit >> 1] : -1;
}

static double
value_of (const Probing *probing, PlnLit lit)
{
  double value = probing->x[column_of (probing, lit)];

  return lit & 1 ? 1 - value : value;
}

/* lit implies other: one of lit and not-other at most is true. */
static void
state_implication (Probing *probing, PlnLit lit, PlnLit other)
{
  PlnCutRows *rows = &probing->relax->rows;

  if (column_of (probing, other) < 0 || value_of (probing, lit) < value_of (probing, other) + VIOLATED)
    return;
  pln_cut_row_begin (rows);
  pln_cut_row_term (rows, column_of (probing, lit), lit & 1 ? -1 : 1);
  pln_cut_row_term (rows, column_of (probing, other), other & 1 ? 1 : -1);
  pln_cut_row_end (rows, (other & 1) - (lit & 1));
}

static void
compare_ways (Probing *probing)
{
  for (int i = 0; i < probing->with.n; i++)
    probing->follows[probing->with.at[i]] = true;
  for (int i = 0; i < probing->without.n; i++)
    if (probing->follows[probing->without.at[i]])
      fix (probing, probing->without.at[i]);
  for (int i = 0; i < probing->with.n; i++)
    probing->follows[probing->with.at[i]] = false;
}

static void
try_both_ways (Probing *probing, PlnLit lit)
{
  if (!assume (probing, lit, &probing->with) || !assume (probing, lit ^ 1, &probing->without))
    return;
  for (int i = 0; i < probing->with.n; i++)
    state_implication (probing, lit, probing->with.at[i]);
  for (int i = 0; i < probing->without.n; i++)
    state_implication (probing, lit ^ 1, probing->without.at[i]);
  compare_ways (probing);
  pln_propagate_root (probing->solver);
}

void
pln_relax_imply (PlnRelax *relax, const double *x)
{
  Probing probing = { .relax = relax, .solver = relax->solver, .x = x };

  probing.follows = g_new0 (bool, 2 * (gsize) relax->solver->n_variables);
  for (int c = 0; c < relax->n_columns && !relax->solver->inconsistent; c++) {
    PlnLit lit = pln_lit (relax->variable_of[c]);

    if (fmin (x[c], 1 - x[c]) > FRACTIONAL && pln_value_of (relax->solver, lit) == 0)
      try_both_ways (&probing, lit);
  }
  pln_relax_sync (relax);
  g_free (probing.follows);
  pln_vector_clear (&probing.with);
  pln_vector_clear (&probing.without);
}
