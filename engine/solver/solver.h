/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* An optimiser over 0-1 variables: clauses, linear rows, a linear cost to minimise, facts that are
 * supplied while it runs. Incremental: everything may be added between two calls, nothing is taken
 * back (guard with a literal and assume it, or leave it free, to be able to).
 *
 *            add_*, set_*                                     value, model, core
 *               ┌──┐                                              ┌──┐
 *               │  ▼          solve, minimise                     │  ▼
 *   new ──────▶ READY ──────────────────────────▶ SEARCHING ───▶ ANSWERED
 *                 ▲                                │     ▲            │
 *                 │                    full        │     │ accept /   │
 *                 │                    assignment  ▼     │ reject     │
 *                 │                               CHECKING            │
 *                 │                    add_*, value, model            │
 *                 └───────────────────────────────────────────────────┘
 *                           add_*, set_*: the answer is gone
 *
 * CHECKING is the state inside the check function of pln_solver_minimise(); calling solve or minimise
 * there is an error.
 *
 * Determinism: the same calls with the same options give the same answers, statistics included.
 * Limits count conflicts and ticks; the clock can reach the search only through the stop flag.
 *
 * Threads: a solver belongs to one thread at a time. Only the stop flag may be written by another.
 *
 * What is inside: conflict-driven clause learning as in MiniSat (Eén & Sörensson, SAT 2003), restarts,
 * tiers and stable phases as in CaDiCaL and Kissat (Biere et al., 2020-2024); pseudo-Boolean rows by
 * counters with clausal explanations made when asked; core-guided search by OLL (Andres, Kaufmann,
 * Matheis & Schaub, ICLP 2012) with stratification, exhaustion and hardening (Morgado, Dodaro &
 * Marques-Silva, CP 2014; Ignatiev, Morgado & Marques-Silva, JSAT 2019).
 * Not inside: cutting-planes learning, variable elimination, vivification, proof logs.
 */

#include "solver/options.h"
#include "solver/statistics.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct PlnSolver PlnSolver;

/* Literals. Variables are numbered from 0 in the order in which they were added. */

typedef int PlnLit; /* 2 * variable, + 1 when negated */

#define PLN_LIT_NONE (-1)

static inline PlnLit
pln_lit (int variable)
{
  return 2 * variable;
}

static inline PlnLit
pln_lit_not (PlnLit lit)
{
  return lit ^ 1;
}

static inline int
pln_lit_var (PlnLit lit)
{
  return lit >> 1;
}

static inline bool
pln_lit_is_negative (PlnLit lit)
{
  return lit & 1;
}

/* weight * lit, where a literal counts 1 when it is true. */
typedef struct
{
  PlnLit lit;
  int64_t weight;
} PlnWeighted;

/* Life. */

/* @options: (nullable): NULL is every default; copied
 * Returns: (transfer full): an empty solver; costs one small allocation */
PlnSolver *pln_solver_new (const PlnSolverOptions *options);
void pln_solver_free (PlnSolver *solver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnSolver, pln_solver_free)

/* Stating the problem. Allowed in READY, ANSWERED and CHECKING. Input is copied, may repeat literals
 * and may hold a literal and its negation. */

/* Returns: the first of @n new variables, numbered in a row */
int pln_solver_add_variables (PlnSolver *solver, int n);
int pln_solver_n_variables (const PlnSolver *solver);

/* At least one of @lits is true; the empty clause makes the problem unsatisfiable. */
void pln_solver_add_clause (PlnSolver *solver, const PlnLit *lits, int n);
void pln_solver_add_unit (PlnSolver *solver, PlnLit a);
void pln_solver_add_binary (PlnSolver *solver, PlnLit a, PlnLit b); /* a or b */

/* condition → sum of terms ≤ bound. Weights may be negative.
 *
 * @condition: a literal, or PLN_LIT_NONE for always
 *
 * Requires: the sum of |weight| and |bound| fits in 62 bits, and after division by the common divisor the
 * row's reach (the sum of its positive-form weights, capped by its bound + 1) fits in 31 bits. */
void pln_solver_add_at_most (PlnSolver *solver, const PlnWeighted *terms, int n, int64_t bound, PlnLit condition);
/* condition → sum of terms ≥ bound; as above. */
void pln_solver_add_at_least (PlnSolver *solver, const PlnWeighted *terms, int n, int64_t bound, PlnLit condition);

/* condition → at most / at least @bound of @lits are true. At most one of two is kept as a binary clause,
 * at least one as a clause. */
void pln_solver_add_few (PlnSolver *solver, const PlnLit *lits, int n, int bound, PlnLit condition);
void pln_solver_add_many (PlnSolver *solver, const PlnLit *lits, int n, int bound, PlnLit condition);

/* Adds weight * lit to the cost that pln_solver_minimise() makes small. Weights may be negative: the term
 * is turned over and the constant follows.
 *
 * Once a search has begun only non-negative weights may be added: costs then only rise, and bounds,
 * learned clauses and the cutoff stay valid. */
void pln_solver_add_cost (PlnSolver *solver, PlnLit lit, int64_t weight);
void pln_solver_add_constant_cost (PlnSolver *solver, int64_t cost);

/* Nothing of cost ≥ @cutoff is wanted any more, ever: solve and minimise search below it. A higher
 * value than the one in force changes nothing. Typical use: the cost of a solution found elsewhere. */
void pln_solver_set_cutoff (PlnSolver *solver, int64_t cutoff);

/* Guiding the search; changes no answer but which of several. */

/* The value that a variable is first tried with; false when never set. */
void pln_solver_set_phase (PlnSolver *solver, int variable, bool value);
/* The value that a variable returns to whenever phases are reset (an incumbent's, say). */
void pln_solver_set_target (PlnSolver *solver, int variable, bool value);
/* Where there is an LP: of the variables that it leaves clearly undecided, those of the highest priority are branched on
 * first; 0 when never set, 127 at most. For what much hangs on, of which the LP can have a little everywhere. The search
 * by clauses goes by what it learns alone. */
void pln_solver_set_priority (PlnSolver *solver, int variable, int priority);
/* Raises a variable's activity as @times conflicts would. */
void pln_solver_bump (PlnSolver *solver, int variable, int times);

/* Searching. */

/* Zeroed: no limit. Counted from the call on. */
typedef struct
{
  int64_t conflicts; /* 0: no limit */
  int64_t ticks;     /* 0: no limit */
  const int *stop;   /* (nullable): non-zero ends the search soon; read with g_atomic_int_get() */
} PlnLimits;

typedef enum
{
  PLN_UNDECIDED,     /* a limit was reached */
  PLN_SATISFIABLE,   /* a model is there */
  PLN_UNSATISFIABLE, /* a core is there */
} PlnAnswer;

/* Is there a solution (below the cutoff, if one is set) in which all @assumptions hold?
 *
 * @limits: (nullable) */
PlnAnswer pln_solver_solve (PlnSolver *solver, const PlnLit *assumptions, int n, const PlnLimits *limits);

/* Value of a literal in the model of the last answer, or in the assignment that is being checked, or in
 * the best solution after pln_solver_minimise(). Variables added since are false. */
bool pln_solver_value (const PlnSolver *solver, PlnLit lit);

/* After PLN_UNSATISFIABLE: assumptions that cannot hold together; none when the problem has no solution by itself.
 *
 * Returns: (array length=n) (transfer none): lives until the next solve */
const PlnLit *pln_solver_core (const PlnSolver *solver, int *n);

/* Makes the last core smaller by trying without each member, from the last of the assumptions to the
 * first, so that it prefers members that come early. Each trial may cost @limits; a member whose trial was not
 * decided stays.
 *
 * Returns: true if the core is now proved minimal */
bool pln_solver_shrink_core (PlnSolver *solver, const PlnLimits *limits);

/* Is the value of a literal known for every solution (below the cutoff)? Returns: 1 true, -1 false, 0 open */
int pln_solver_fixed (const PlnSolver *solver, PlnLit lit);

/* Has it been proved that there is no solution (below the cutoff) at all? */
bool pln_solver_is_exhausted (const PlnSolver *solver);

/* Minimising. */

typedef enum
{
  PLN_REJECT, /* not a solution: facts that exclude it were added */
  PLN_ACCEPT, /* a solution of *true_cost */
} PlnCheckAnswer;

/* Shown a full assignment that satisfies all that was stated, below the cutoff; read it by pln_solver_value().
 *
 * May add variables, clauses, rows and costs. On entry *true_cost is the assignment's cost; when the
 * assignment is accepted it may be changed: lower, when a cost literal is true without need; or higher. If it is
 * rejected, or costs more than stated, facts should be added that say so (an extra cost literal z with weight v
 * and a clause "these items together → z" is one); if none is, the engine excludes this one assignment of the
 * variables and goes on.
 * Every fact must hold for every solution of the whole problem that costs less than the cutoff. */
typedef PlnCheckAnswer (*PlnCheckFunc) (PlnSolver *solver, int64_t *true_cost, gpointer data);

/* Told of a better solution (read it by pln_solver_value()) or of a higher bound. Must not add anything. */
typedef void (*PlnProgressFunc) (const PlnSolver *solver, int64_t best, int64_t bound, gpointer data);

#define PLN_COST_NONE INT64_MAX

/* Zeroed: no check, no progress, no assumptions, no limits. */
typedef struct
{
  PlnCheckFunc check;       /* (nullable): every full assignment is a solution */
  PlnProgressFunc progress; /* (nullable) */
  gpointer data;            /* of both */
  const PlnLit *assumptions; /* (array length=n_assumptions): search only where these hold; the bound then
                              * only says what was known without them */
  int n_assumptions;
  PlnLimits limits;
} PlnMinimise;

typedef enum
{
  PLN_STOPPED, /* a limit was reached; best and bound say how far it got */
  PLN_OPTIMAL, /* a solution was found and none is better */
  PLN_NONE,    /* there is no solution below the cutoff (under the assumptions) */
} PlnMinimiseOutcome;

typedef struct
{
  PlnMinimiseOutcome outcome;
  int64_t best;  /* true cost of the best solution that this call found, or PLN_COST_NONE */
  int64_t bound; /* no solution costs less than this, except that nothing is said about those at or above
                  * the cutoff that was in force; valid whenever the search was stopped */
} PlnMinimum;

/* Finds a cheapest solution below the cutoff. Every accepted solution sets the cutoff to its true
 * cost, so a later call looks only for better ones. */
PlnMinimum pln_solver_minimise (PlnSolver *solver, const PlnMinimise *run);

/* A bound on the cost of every solution (below the cutoff), valid at any time. */
int64_t pln_solver_bound (const PlnSolver *solver);
/* What the last LP of the root makes of a literal, 0 to 1; -1 where none was asked, or it does not know the literal. */
double pln_solver_relaxed (const PlnSolver *solver, PlnLit lit);
/* The cutoff in force, or PLN_COST_NONE. */
int64_t pln_solver_cutoff (const PlnSolver *solver);
/* Cost as stated of the model that pln_solver_value() reads. */
int64_t pln_solver_cost (const PlnSolver *solver);

const PlnSolverStatistics *pln_solver_statistics (const PlnSolver *solver);

#ifdef PLN_CHECK
/* Where the assumptions hold there is a solution of the whole problem that costs @cost, whatever the literals @open are in
 * it. From now on what is stated, learned or summed up must not exclude it, nor price it higher, as long as it is cheaper
 * than the cutoff: else the program is aborted.
 *
 * @open: (array length=n)
 * Returns: false, and it is not kept, if none is found at that price */
bool pln_solver_know (PlnSolver *solver, const PlnLit *assumptions, int n_assumptions, int64_t cost, const PlnLit *open, int n);
#endif
