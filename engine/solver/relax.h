/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The linear relaxation of everything stated, rows taken in when they are violated, with cuts from its knapsack
 * rows.
 *
 * What is believed of it: for any multipliers y ≥ 0 and rows a_i x ≤ b_i that every solution satisfies,
 *
 *   cost(x) ≥ c x + Σ y_i (a_i x - b_i)
 *
 * The multipliers are rounded to multiples of 2^-18, the right side is summed in 128-bit integers and brought into
 * the shape base + Σ weight * literal with weights ≥ 0. Put into the budget, that shape is more than a bound: at
 * each node of the search a literal whose weight exceeds what the cutoff leaves is forced (reduced-cost fixing,
 * explained like any row), and core-guided search goes on from its weights, so that logic is added to what money
 * says. */

#include "solver/clique.h"
#include "solver/cut.h"
#include "solver/knapsack.h"
#include "solver/lp.h"
#include "solver/state.h"

typedef struct PlnRelax
{
  PlnSolver *solver;
  PlnLp *lp;
  int n_columns;   /* variables that the root left open when it was made */
  int *variable_of; /* [n_columns] */
  int *column_of;   /* [n_variables]: -1 when fixed */
  int n_variables;
  signed char *fixed; /* [n_columns]: what the LP's ranges say: 1, -1, 0 open */
  int n_costs;        /* terms of the stated cost that it knows */
  int64_t constant_cost;
  PlnCutRows rows; /* the pool */
  PlnKnapsacks *knapsacks;
  bool rounding; /* whose turn it is: roundings of sums, else knapsacks */
  PlnCliques *cliques;
  PlnInts row_of;  /* pool row of each LP row */
  int n_needed;    /* rows that the root's last solution leaned on */
  PlnLpBasis *basis; /* nullable: that solution's; from a deep node's the way back may take dual simplex 100,000 steps */
  PlnInts idle;    /* by LP row: rounds without a multiplier */
  PLN_VECTOR (double) root; /* by column: the last solution at the root, or a guess of the next; may be short */
  PLN_VECTOR (double) middle; /* by column: between the last solutions at the root; may be short */
  double *multipliers;
  int n_multipliers;
  int64_t *cost; /* by column, in units of 1 / PLN_RELAX_SCALE */
  int64_t constant;
  PLN_VECTOR (int64_t) reduced; /* by column: of the last multipliers, see pln_relax_combine() */
  PLN_VECTOR (int64_t) least; /* by literal, in units of 1 / PLN_RELAX_SCALE: what plans with it cost at least; may be short */
  PLN_VECTOR (int64_t) best_weights; /* by literal */
  int64_t best_base;
} PlnRelax;

#define PLN_RELAX_SCALE ((int64_t) 1 << 18)

/* Returns: (transfer full) (nullable): NULL without an LP library */
PlnRelax *pln_relax_new (PlnSolver *solver);
void pln_relax_free (PlnRelax *relax);

/* Takes what was stated since: rows, costs, variables. */
void pln_relax_update (PlnRelax *relax);
/* Brings the ranges of the columns in line with the solver's values at its present level. */
void pln_relax_sync (PlnRelax *relax);

/* Solves, adds violated rows and cuts, and so on until nothing is violated, the bound stalls or the cutoff is
 * reached; keeps the best reformulation met.
 *
 * Requires: the solver is at the root
 * @patience: rounds of cuts without gain after which it stalls
 * @deadline: looked at between two LPs; its flag within an LP too */
void pln_relax_tighten (PlnRelax *relax, int patience, const PlnDeadline *deadline);

/* Lets go of the rows that nodes have gathered, where they are too many for an LP to be quick.
 *
 * Requires: the solver is at the root, and the columns' ranges are in line */
void pln_relax_slim (PlnRelax *relax, const PlnDeadline *deadline);

/* Assumes each literal that the LP's solution x leaves fractional, both ways. What fails or follows either way is fixed;
 * implications that x breaks are appended to the pool. All of it holds under the cutoff, as what is learned does.
 *
 * Requires: the solver is at the root, with nothing left to propagate; it may become inconsistent */
void pln_relax_imply (PlnRelax *relax, const double *x);

/* Solves the LP once, and again as long as rows of the pool are violated, @rounds times at most.
 * Of the deadline only the flag counts, since ticks are charged when an LP is done. */
PlnLpStatus pln_relax_solve (PlnRelax *relax, int rounds, const PlnDeadline *deadline);

/* Seeks cuts where the last LP ended, at whatever level the solver is; what is found holds at every level.
 *
 * @tableau: of the tableau, where there are any
 * Returns: whether the LP has new rows */
bool pln_relax_cut (PlnRelax *relax, bool tableau);

/* Fetches the multipliers of the last LP. */
void pln_relax_read_multipliers (PlnRelax *relax);
/* Keeps the reformulation by the multipliers of the last LP if it is the best so far, and for each literal the highest
 * price that any of them set on it. Requires: the columns' ranges are those of the root */
void pln_relax_evaluate (PlnRelax *relax);
/* Combines the rows by the last LP's multipliers: leaves coefficients in `reduced`, such that
 * cost * scale ≥ constant + Σ reduced * x for every solution. Returns: false if numbers are too large */
bool pln_relax_combine (PlnRelax *relax, int64_t *constant);

/* A literal that was found to cost @below or more is false: for good, or where @target is true. Each LP at the root
 * prices some literals high that the best one does not, so that together they say more than it.
 *
 * Requires: the solver is at the root; what is fixed there is not propagated
 * @target: or PLN_LIT_NONE, where @below is the cutoff */
void pln_relax_forbid (PlnRelax *relax, PlnLit target, int64_t below);

/* Puts the best reformulation into the solver's budget if its bound is higher, or the budget's is no reformulation
 * of an LP. Returns: whether it did */
bool pln_relax_install (PlnRelax *relax);

/* A new relaxation of what the root leaves open by now, with the old one's cuts. @relax is consumed.
 *
 * Returns: (transfer full) */
PlnRelax *pln_relax_renew (PlnRelax *relax);

/* The bound proved, in the unit of costs, rounded up. */
int64_t pln_relax_bound (const PlnRelax *relax);

/* check (solver/state.h): rows of the pool from @first on, and a combination of rows, against the known solutions. */
#ifdef PLN_CHECK
void pln_check_known_cuts (const PlnRelax *relax, int first);
void pln_check_known_combination (const PlnRelax *relax, int64_t constant);
#else
#define pln_check_known_cuts(relax, first) ((void) 0)
#define pln_check_known_combination(relax, constant) ((void) 0)
#endif
