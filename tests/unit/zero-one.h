/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Small 0-1 problems drawn from a seed, stated to a solver and solved by trying every assignment. The oracle
 * keeps the statements as they were drawn: it shares nothing with what the solver makes of them. */

#include "solver/random.h"
#include "solver/solver.h"

enum
{
  ZERO_ONE_VARIABLES = 10,
  ZERO_ONE_TERMS = 8,
  ZERO_ONE_ROWS = 32,
};

typedef enum
{
  ZERO_ONE_CLAUSE,
  ZERO_ONE_AT_MOST,
  ZERO_ONE_AT_LEAST,
} ZeroOneKind;

typedef struct
{
  ZeroOneKind kind;
  PlnWeighted terms[ZERO_ONE_TERMS];
  int n;
  int64_t bound;
  PlnLit condition;
} ZeroOneRow;

typedef struct
{
  int n_variables, n_rows, n_costs;
  ZeroOneRow rows[ZERO_ONE_ROWS];
  PlnWeighted costs[ZERO_ONE_VARIABLES];
  int64_t constant;
} ZeroOne;

static inline bool
zero_one_true (unsigned assignment, PlnLit lit)
{
  return (assignment >> (lit >> 1) & 1) != (unsigned) (lit & 1);
}

static inline bool
zero_one_holds (const ZeroOneRow *row, unsigned assignment)
{
  int64_t sum = 0;

  if (row->condition != PLN_LIT_NONE && !zero_one_true (assignment, row->condition))
    return true;
  for (int k = 0; k < row->n; k++)
    sum += zero_one_true (assignment, row->terms[k].lit) ? row->terms[k].weight : 0;
  return row->kind == ZERO_ONE_AT_MOST ? sum <= row->bound : sum >= row->bound;
}

static inline bool
zero_one_feasible (const ZeroOne *problem, unsigned assignment)
{
  for (int r = 0; r < problem->n_rows; r++)
    if (!zero_one_holds (&problem->rows[r], assignment))
      return false;
  return true;
}

static inline int64_t
zero_one_cost (const ZeroOne *problem, unsigned assignment)
{
  int64_t cost = problem->constant;

  for (int k = 0; k < problem->n_costs; k++)
    cost += zero_one_true (assignment, problem->costs[k].lit) ? problem->costs[k].weight : 0;
  return cost;
}

/* Cheapest cost of an assignment in which all of @assumptions hold, or PLN_COST_NONE. */
static inline int64_t
zero_one_best (const ZeroOne *problem, const PlnLit *assumptions, int n)
{
  int64_t best = PLN_COST_NONE;

  for (unsigned assignment = 0; assignment < 1u << problem->n_variables; assignment++) {
    bool wanted = true;

    for (int k = 0; k < n && wanted; k++)
      wanted = zero_one_true (assignment, assumptions[k]);
    if (wanted && zero_one_feasible (problem, assignment))
      best = MIN (best, zero_one_cost (problem, assignment));
  }
  return best;
}

static inline PlnLit
zero_one_draw_lit (PlnRandom *random, int n_variables)
{
  return pln_random_below (random, 2 * n_variables);
}

static inline ZeroOneRow
zero_one_draw_row (PlnRandom *random, int n_variables)
{
  ZeroOneRow row = { .kind = (ZeroOneKind) pln_random_below (random, 3), .condition = PLN_LIT_NONE };
  int64_t reach = 0;

  row.n = 1 + pln_random_below (random, row.kind == ZERO_ONE_CLAUSE ? 4 : ZERO_ONE_TERMS);
  for (int k = 0; k < row.n; k++) {
    int64_t weight = 1;

    if (row.kind != ZERO_ONE_CLAUSE && pln_random_below (random, 3) > 0)
      weight = pln_random_below (random, 9) - 2;
    row.terms[k] = (PlnWeighted){ zero_one_draw_lit (random, n_variables), weight };
    reach += ABS (weight);
  }
  row.bound = row.kind == ZERO_ONE_CLAUSE ? 1 : pln_random_below (random, (int) reach + 1);
  if (row.kind == ZERO_ONE_AT_LEAST)
    row.bound /= 2;
  if (row.kind != ZERO_ONE_CLAUSE && pln_random_below (random, 3) == 0)
    row.condition = zero_one_draw_lit (random, n_variables);
  return row;
}

static inline ZeroOne
zero_one_draw (PlnRandom *random)
{
  ZeroOne problem = { 0 };

  problem.n_variables = 3 + pln_random_below (random, ZERO_ONE_VARIABLES - 2);
  problem.n_rows = 1 + pln_random_below (random, MIN (ZERO_ONE_ROWS, 2 * problem.n_variables));
  for (int r = 0; r < problem.n_rows; r++)
    problem.rows[r] = zero_one_draw_row (random, problem.n_variables);
  problem.n_costs = pln_random_below (random, ZERO_ONE_VARIABLES + 1);
  for (int k = 0; k < problem.n_costs; k++)
    problem.costs[k] = (PlnWeighted){ zero_one_draw_lit (random, problem.n_variables),
                                      pln_random_below (random, 12) - 2 };
  problem.constant = pln_random_below (random, 5);
  return problem;
}

static inline void
zero_one_state_row (PlnSolver *solver, const ZeroOneRow *row)
{
  PlnLit lits[ZERO_ONE_TERMS];

  for (int k = 0; k < row->n; k++)
    lits[k] = row->terms[k].lit;
  if (row->kind == ZERO_ONE_CLAUSE)
    pln_solver_add_clause (solver, lits, row->n);
  else if (row->kind == ZERO_ONE_AT_MOST)
    pln_solver_add_at_most (solver, row->terms, row->n, row->bound, row->condition);
  else
    pln_solver_add_at_least (solver, row->terms, row->n, row->bound, row->condition);
}

static inline PlnSolver *
zero_one_state (const ZeroOne *problem, const PlnSolverOptions *options)
{
  PlnSolver *solver = pln_solver_new (options);

  pln_solver_add_variables (solver, problem->n_variables);
  for (int r = 0; r < problem->n_rows; r++)
    zero_one_state_row (solver, &problem->rows[r]);
  for (int k = 0; k < problem->n_costs; k++)
    pln_solver_add_cost (solver, problem->costs[k].lit, problem->costs[k].weight);
  pln_solver_add_constant_cost (solver, problem->constant);
  return solver;
}

/* The solver's model as a set of bits. */
static inline unsigned
zero_one_model (const PlnSolver *solver, int n_variables)
{
  unsigned assignment = 0;

  for (int v = 0; v < n_variables; v++)
    assignment |= (unsigned) pln_solver_value (solver, pln_lit (v)) << v;
  return assignment;
}
