/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What the verbs of the solver share: its whole state, and who does what.
 *
 *   solver    stating, reading, the life-cycle        restart   when to return to the root
 *   propagate unit propagation                        reduce    which learned clauses go
 *   linear    rows                                    core      assumptions and cores
 *   budget    the cost below the cutoff
 *   trail     assigning and undoing                   optimize  minimising
 *   analyze, minimize  learning                       search    the loop over all of them
 *   relax     the linear relaxation: rows of the pool tighten   rounds of rows and cuts at its root
 *   bound     what its multipliers prove              lead      when it is made, told, and asked again
 *   cut, knapsack, clique, round, gomory  rows and cuts; ranking: of them; basis: an LP's, factored
 *   imply     what undecided literals imply           tree      the loop with an LP at each node
 *   decide    branching and phases                    check     re-verification (-Dcheck=true)
 *   target    cutoffs below the cutoff                probe     aiming at them
 */

#include "solver/budget.h"
#include "solver/clause.h"
#include "solver/heap.h"
#include "solver/linear.h"
#include "solver/oll.h"
#include "solver/random.h"
#include "solver/target.h"
#include "solver/watch.h"

/* Why a literal is true: two bits of kind, thirty of what. 0 for decisions and for the root. */
typedef unsigned PlnReason;

enum
{
  PLN_REASON_NONE = 0,
  PLN_REASON_BINARY = 1, /* the other literal of the clause */
  PLN_REASON_CLAUSE = 2, /* its offset */
  PLN_REASON_ROW = 3,    /* its number */
};

static inline PlnReason
pln_reason (unsigned kind, int what)
{
  return (unsigned) what << 2 | kind;
}

typedef struct
{
  int level, position; /* on the trail; meaningless while unassigned */
  PlnReason reason;
} PlnAssignment;

typedef struct
{
  signed char saved;  /* last value: 1 true, -1 false */
  signed char target; /* value to return to */
  signed char best;   /* value in the longest trail without conflict since the last rephasing */
  signed char seen;   /* marks of analysis */
  bool shy;           /* a target: decided to be false only */
  signed char priority; /* for the LP's tree */
} PlnMemory;

/* Exponential moving averages in units of 2^-20. */
typedef struct
{
  int64_t fast, slow; /* of the LBD */
  int64_t n;          /* conflicts seen */
  int64_t next;       /* least conflict number of the next restart */
  int64_t phase_end;  /* conflict number at which stable and unstable change places */
  int64_t phase_length;
  bool stable;
  unsigned luby_u, luby_v; /* reluctant doubling */
  int64_t luby_next;
} PlnRestart;

typedef struct
{
  int64_t conflicts, ticks; /* absolute; INT64_MAX: none */
  const int *stop;
} PlnDeadline;

struct PlnSolver
{
  PlnSolverOptions options;
  PlnSolverStatistics statistics;
  PlnRandom random;

  int n_variables;
  PLN_VECTOR (signed char) values; /* by literal: 1 true, -1 false, 0 open */
  PLN_VECTOR (PlnAssignment) assignments;
  PLN_VECTOR (PlnMemory) memory;
  PLN_VECTOR (bool) model; /* by variable */

  PlnInts trail;
  PlnInts levels;   /* trail length at each decision */
  int clause_head;  /* trail literals before it have been propagated through clauses */
  int row_head;     /* and through rows: never ahead of clause_head */
  int root_units;   /* trail length at the last simplification */
  bool inconsistent;
  bool searched; /* costs may only rise from here on */

  PlnLists watches;     /* of the clauses that a literal's falsity concerns */
  PlnLists occurrences; /* of a literal in rows */
  PlnClauses clauses;
  PlnRows rows;
  PlnViews views;
  PLN_VECTOR (PlnWeighted) costs; /* as stated, weights > 0 */
  int64_t constant_cost, cutoff;
  PlnBudget budgets[PLN_BUDGETS];
  bool reformulated; /* the two budgets differ */
  bool stale;        /* the budgets must be refreshed */
  PlnOll oll;
  PLN_VECTOR (PlnTarget) targets;
  int64_t proved;    /* the least of cutoffs that were aimed at in vain, or INT64_MIN */
  struct PlnRelax *relax; /* (nullable): before the LP is first asked, and without a library */
  int64_t relax_stated; /* what had been stated when the relaxation was last told */
  int relax_open;       /* variables that were open when its root was last looked at */
  bool relax_learned;   /* it has been told something since */
  bool relax_unfinished; /* the look was cut short */
  int relax_patience;   /* with its root so far */
  int64_t relax_ticks;  /* that its root has taken */
  int64_t probe_effort; /* ticks of a probe; 0: none was made yet */
  int64_t relax_effort; /* those when the relaxation was begun */
  bool relax_failed;    /* there is no library */
  int64_t stated; /* clauses, rows and costs stated so far */
  bool keep_fresh;
  PLN_VECTOR (PlnWeighted) fresh; /* rows stated since a relaxation last took them: { n, bound }, terms */

  PlnHeap heap;
  uint64_t bump;
  PlnRestart restart;
  int64_t next_reduce, next_rephase;
  int rephased;
  int best_trail;

  PlnInts assumptions, core;
  PlnInts learned;   /* the clause being learned, asserting literal first */
  PlnInts scratch;   /* explanations; a stack during minimisation */
  PlnInts marked;    /* variables whose `seen` must be wiped */
  PlnInts level_seen; /* by level: stamp */
  int level_stamp;
  PlnLit conflict_lit; /* the other literal of a binary conflict */
#ifdef PLN_CHECK
  gpointer witness;    /* (nullable): the checker's own copy of all statements */
  gpointer known;      /* (nullable): solutions that nothing may exclude */
#endif
};

/* trail */

static inline int
pln_level (const PlnSolver *solver)
{
  return solver->levels.n;
}

static inline signed char
pln_value_of (const PlnSolver *solver, PlnLit lit)
{
  return solver->values.at[lit];
}

static inline int
pln_level_of (const PlnSolver *solver, PlnLit lit)
{
  return solver->assignments.at[lit >> 1].level;
}

/* The budget whose base is the bound. */
static inline const PlnBudget *
pln_budget (const PlnSolver *solver)
{
  return &solver->budgets[solver->reformulated ? PLN_BUDGET_REFORMULATED : PLN_BUDGET_STATED];
}

void pln_assign (PlnSolver *solver, PlnLit lit, PlnReason reason);
void pln_open_level (PlnSolver *solver);
void pln_backtrack (PlnSolver *solver, int level);

/* propagate: to the fixpoint. Returns: 0 or the reason of a conflict */
PlnReason pln_propagate (PlnSolver *solver);
/* Propagates at the root. Returns: false, and the solver is inconsistent for good, on conflict */
bool pln_propagate_root (PlnSolver *solver);

/* analyze */

/* The clause behind a reason: false literals and, if it forced something, @lit. Appended to `scratch`; a
 * conflict is explained with PLN_LIT_NONE. */
void pln_explain (PlnSolver *solver, PlnReason reason, PlnLit lit);
/* Learns from a conflict above the root: jumps back and asserts. */
void pln_analyze (PlnSolver *solver, PlnReason conflict);
/* Which assumptions make the assumption @failed false: sets the core. */
void pln_analyze_assumption (PlnSolver *solver, PlnLit failed);
/* minimize: removes from `learned` what the rest implies. */
void pln_minimize (PlnSolver *solver);

/* decide */
void pln_bump_variable (PlnSolver *solver, int variable);
void pln_decay_activities (PlnSolver *solver);
/* Returns: the literal to branch on, or PLN_LIT_NONE when all variables have values */
PlnLit pln_decide (PlnSolver *solver);
void pln_rephase (PlnSolver *solver);

/* restart */
void pln_restart_init (PlnSolver *solver);
void pln_restart_note (PlnSolver *solver, int lbd);
bool pln_restart_is_due (PlnSolver *solver);

/* reduce */
void pln_reduce (PlnSolver *solver);

/* facts */

/* Excludes the model over the variables that were stated. Counting outputs may be true without need: a clause over
 * them too would leave the same assignment possible at a higher reformulated cost, and the base would overtake its
 * cost. */
void pln_exclude_model (PlnSolver *solver);

/* search */
PlnDeadline pln_deadline (const PlnSolver *solver, const PlnLimits *limits);
bool pln_deadline_passed (const PlnSolver *solver, const PlnDeadline *deadline);
/* Everything that may have been stated since the last search takes effect. Requires: at the root
 * Returns: false if there is no solution */
bool pln_root_prepare (PlnSolver *solver);
/* Restarts, reductions and rephasing, when due. Returns: false if the problem turned out unsatisfiable */
bool pln_search_maintain (PlnSolver *solver);
void pln_search_keep_model (PlnSolver *solver);
/* solve() with the model or the core left behind; PLN_UNDECIDED leaves the solver at the root. */
PlnAnswer pln_search (PlnSolver *solver, const PlnLit *assumptions, int n, const PlnDeadline *deadline);

/* check: each aborts the program when what it is told does not hold. */
#ifdef PLN_CHECK
void pln_check_add_clause (PlnSolver *solver, const PlnLit *lits, int n);
void pln_check_add_row (PlnSolver *solver, const PlnWeighted *terms, int n, int64_t bound);
/* A clause that search found: must follow; is a statement from then on. */
void pln_check_clause (PlnSolver *solver, const PlnLit *lits, int n);
/* The core's members cannot all hold. */
void pln_check_core (PlnSolver *solver);
/* The model satisfies every statement, and the bound is below its cost. */
void pln_check_model (PlnSolver *solver);
void pln_check_clear (PlnSolver *solver);

/* Against the solutions of pln_solver_know(). */
void pln_check_forget (PlnSolver *solver);
void pln_check_known_clause (const PlnSolver *solver, const PlnLit *lits, int n);
void pln_check_known_row (const PlnSolver *solver, const PlnWeighted *terms, int n, int64_t bound);
/* What is fixed at the root, and the budgets. */
void pln_check_known_bound (const PlnSolver *solver);
#else
#define pln_check_add_clause(solver, lits, n) ((void) 0)
#define pln_check_add_row(solver, terms, n, bound) ((void) 0)
#define pln_check_clause(solver, lits, n) ((void) 0)
#define pln_check_core(solver) ((void) 0)
#define pln_check_model(solver) ((void) 0)
#define pln_check_known_bound(solver) ((void) 0)
#define pln_check_clear(solver) ((void) 0)
#endif
