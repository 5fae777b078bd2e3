/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Clauses of three literals and more, in one arena of 32-bit words: size, flags, literals. A clause is
 * named by the offset of its first word. The first two literals are the watched ones. Binary clauses live in the
 * watches alone. */

#include "solver/solver.h"
#include "solver/vector.h"

typedef int PlnClause; /* offset into the arena; 0 is none */

enum
{
  PLN_CLAUSE_LEARNED = 1,
  PLN_CLAUSE_GARBAGE = 2,
  PLN_CLAUSE_USED = 4, /* two bits: how recently an analysis met it */
  PLN_CLAUSE_USED_MASK = 12,
  PLN_CLAUSE_LBD_SHIFT = 4,
};

typedef struct
{
  PlnInts words;
  PLN_VECTOR (PlnClause) stated, learned;
  int wasted; /* words of clauses marked as garbage */
} PlnClauses;

static inline int
pln_clause_size (const PlnClauses *clauses, PlnClause clause)
{
  return clauses->words.at[clause];
}

static inline int *
pln_clause_flags (const PlnClauses *clauses, PlnClause clause)
{
  return &clauses->words.at[clause + 1];
}

static inline PlnLit *
pln_clause_lits (const PlnClauses *clauses, PlnClause clause)
{
  return &clauses->words.at[clause + 2];
}

static inline int
pln_clause_lbd (const PlnClauses *clauses, PlnClause clause)
{
  return *pln_clause_flags (clauses, clause) >> PLN_CLAUSE_LBD_SHIFT;
}

/* Puts a clause of n ≥ 3 literals into the arena and watches its first two. */
PlnClause pln_clause_attach (PlnSolver *solver, const PlnLit *lits, int n, bool learned, int lbd);

/* Watches both literals of (a or b). */
void pln_clause_attach_binary (PlnSolver *solver, PlnLit a, PlnLit b);

/* Drops garbage and what the root satisfies, shortens by what the root falsifies, and watches the rest
 * anew. Requires: at the root, propagated. */
void pln_clauses_simplify (PlnSolver *solver);
