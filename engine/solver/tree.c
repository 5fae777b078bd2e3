/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/tree.h"

#include <math.h>

#define CUT_ROUNDS 6 /* under a target, before it is branched on */
#define FRACTIONAL 1e-6
#define UNDECIDED 0.1 /* clearly: nearer to a whole number a priority says nothing, for branching there hardly moves the LP */

typedef struct
{
  PlnRelax *relax;
  PlnSolver *solver;
  PlnLit target; /* or PLN_LIT_NONE */
  PLN_VECTOR (PlnWeighted) terms;
  int n_rounds;  /* of cuts so far */
  bool followed; /* the LP was integral here: its values are the phases until the next conflict */
} Tree;

/* The row that the multipliers make, as a view. Returns: 0 or the reason of a conflict */
static PlnReason
propagate_row (Tree *tree)
{
  PlnRelax *relax = tree->relax;
  int64_t base;

  if (tree->solver->cutoff == PLN_COST_NONE || !pln_relax_combine (relax, &base))
    return 0;
  tree->terms.n = 0;
  for (int c = 0; c < relax->n_columns; c++) {
    int64_t weight = relax->reduced.at[c];
    PlnLit lit = pln_lit (relax->variable_of[c]);

    if (weight > 0)
      pln_vector_push (&tree->terms, ((PlnWeighted){ lit, weight }));
    if (weight < 0) {
      base += weight;
      pln_vector_push (&tree->terms, ((PlnWeighted){ lit ^ 1, -weight }));
    }
  }
  if (tree->target != PLN_LIT_NONE)
    pln_vector_push (&tree->terms, ((PlnWeighted){ tree->target, pln_budget (tree->solver)->weights.at[tree->target]
                                                                   / pln_budget (tree->solver)->scale * PLN_RELAX_SCALE }));
  return pln_view_propagate (tree->solver, tree->terms.at, tree->terms.n,
                             (tree->solver->cutoff - 1) * PLN_RELAX_SCALE - base);
}

/* The open variable that the LP leaves most undecided, of the highest priority where it is clearly so; or -1. */
static int
choose_branch (const Tree *tree, const double *x)
{
  double most = 0;
  int highest = 0, variable = -1;

  for (int c = 0; c < tree->relax->n_columns; c++) {
    double distance = fmin (x[c], 1 - x[c]);
    int v = tree->relax->variable_of[c];
    int priority = distance > UNDECIDED ? tree->solver->memory.at[v].priority : 0;

    if (distance < FRACTIONAL || pln_value_of (tree->solver, pln_lit (v)) != 0)
      continue;
    if (variable < 0 || priority > highest || (priority == highest && distance > most + 1e-9)) {
      variable = v;
      highest = priority;
      most = distance;
    }
  }
  return variable;
}

static void
follow (Tree *tree, const double *x)
{
  for (int c = 0; c < tree->relax->n_columns; c++)
    tree->solver->memory.at[tree->relax->variable_of[c]].saved = x[c] > 0.5 ? 1 : -1;
  tree->followed = true;
}

/* Just under a target, cuts are sought: of what it leaves open they close more than of what the cutoff does. */
static bool
wants_cuts (const Tree *tree, const PlnDeadline *deadline)
{
  return tree->target != PLN_LIT_NONE && pln_level (tree->solver) == 1 && tree->n_rounds < CUT_ROUNDS
         && !pln_deadline_passed (tree->solver, deadline);
}

/* Solves the node's LP, with cuts where they are wanted.
 *
 * @x: (out): its solution, where the LP says no more than that
 * Returns: a conflict's reason or 0 */
static PlnReason
solve_node (Tree *tree, const PlnDeadline *deadline, const double **x)
{
  int before = tree->solver->trail.n;
  PlnReason conflict;
  PlnLpStatus status;

  *x = NULL;
  do {
    status = pln_relax_solve (tree->relax, 2, deadline);
    if (status == PLN_LP_STOPPED)
      return 0;
    conflict = propagate_row (tree);
    if (conflict || tree->solver->trail.n > before || status != PLN_LP_OPTIMAL)
      return conflict;
  } while (wants_cuts (tree, deadline) && pln_relax_cut (tree->relax, tree->n_rounds++ % 2 == 1));
  *x = pln_lp_columns (tree->relax->lp);
  return 0;
}

/* Returns: a conflict's reason or 0; *branch is the literal to decide, if the LP has one */
static PlnReason
visit (Tree *tree, const PlnDeadline *deadline, PlnLit *branch)
{
  const double *x;
  PlnReason conflict;
  int variable;

  *branch = PLN_LIT_NONE;
  pln_relax_sync (tree->relax);
  tree->solver->statistics.nodes++;
  conflict = solve_node (tree, deadline, &x);
  if (conflict || !x)
    return conflict;
  variable = choose_branch (tree, x);
  if (variable >= 0)
    *branch = pln_lit (variable) | (x[tree->relax->column_of[variable]] < 0.3);
  else
    follow (tree, x);
  return 0;
}

static void
decide (PlnSolver *solver, PlnLit lit)
{
  pln_open_level (solver);
  pln_assign (solver, lit, 0);
}

/* Returns: false if the conflict proves that nothing is left */
static bool
resolve (Tree *tree, PlnReason conflict)
{
  tree->followed = false;
  if (pln_level (tree->solver) == 0) {
    tree->solver->inconsistent = true;
    return false;
  }
  pln_analyze (tree->solver, conflict);
  return true;
}

static PlnAnswer
loop (Tree *tree, const PlnDeadline *deadline)
{
  PlnSolver *solver = tree->solver;

  for (;;) {
    PlnReason conflict = pln_propagate (solver);
    int before = solver->trail.n;
    PlnLit branch = PLN_LIT_NONE;

    if (!conflict && pln_deadline_passed (solver, deadline))
      return PLN_UNDECIDED;
    if (!conflict && !tree->followed && solver->trail.n < solver->n_variables
        && (pln_level (solver) > 0 || tree->target == PLN_LIT_NONE))
      conflict = visit (tree, deadline, &branch);
    if (conflict) {
      if (!resolve (tree, conflict))
        return PLN_UNSATISFIABLE;
      continue;
    }
    if (solver->trail.n > before)
      continue;
    if (pln_level (solver) == 0 && tree->target != PLN_LIT_NONE) {
      if (pln_value_of (solver, tree->target) < 0)
        return PLN_UNSATISFIABLE;
      decide (solver, tree->target);
      continue;
    }
    if (branch == PLN_LIT_NONE && (branch = pln_decide (solver)) == PLN_LIT_NONE) {
      pln_search_keep_model (solver);
      return PLN_SATISFIABLE;
    }
    decide (solver, branch);
  }
}

PlnAnswer
pln_tree_search (PlnRelax *relax, PlnLit target, const PlnDeadline *deadline)
{
  PlnSolver *solver = relax->solver;
  Tree tree = { .relax = relax, .solver = solver, .target = target };
  PlnAnswer answer;

  solver->statistics.solves++;
  solver->core.n = 0;
  pln_relax_sync (relax);
  pln_relax_slim (relax, deadline);
  answer = loop (&tree, deadline);
  pln_backtrack (solver, 0);
  pln_relax_sync (relax);
  pln_vector_clear (&tree.terms);
  return answer;
}
