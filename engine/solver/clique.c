/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/clique.h"

#include "solver/ranking.h"

#include <stdlib.h>
#include <string.h>

#define FRACTIONAL 1e-3
#define VIOLATED 0.02
#define BRIEF_MOST 3 /* literals */
#define COLUMNS_MOST 12500

/* Literals here are of columns: 2 * column + negated. */
struct PlnCliques
{
  int n_columns;
  int n_words;      /* of a row of bits over all literals */
  guint64 *exclude; /* [2 * n_columns * n_words]: by literal, those that cannot be true beside it */
  PlnRanking candidates; /* undecided literals, by their value */
  PLN_VECTOR (bool) covered; /* by candidate: in a clique that was violated */
};

/* Which literals exclude each other. */

static guint64 *
excluded_by (const PlnCliques *cliques, int lit)
{
  return cliques->exclude + (gsize) lit * (gsize) cliques->n_words;
}

static bool
has (const guint64 *bits, int lit)
{
  return bits[lit >> 6] >> (lit & 63) & 1;
}

static void
set (guint64 *bits, int lit)
{
  bits[lit >> 6] |= (guint64) 1 << (lit & 63);
}

static void
note_implied (const PlnCliques *cliques, const PlnSolver *solver, int lit, const int *column_of, int n_variables)
{
  for (int i = solver->levels.at[0]; i < solver->trail.n; i++) {
    int variable = solver->trail.at[i] >> 1;
    int column = variable < n_variables ? column_of[variable] : -1;
    int other = 2 * column + !(solver->trail.at[i] & 1);

    if (column < 0 || column == lit >> 1)
      continue;
    set (excluded_by (cliques, lit), other);
    set (excluded_by (cliques, other), lit);
  }
}

/* Returns: false if the literal cannot be true at all */
static bool
try_literal (PlnSolver *solver, PlnLit lit)
{
  pln_open_level (solver);
  pln_assign (solver, lit, 0);
  if (!pln_propagate (solver))
    return true;
  pln_backtrack (solver, 0);
  pln_check_clause (solver, (PlnLit[]){ lit ^ 1 }, 1);
  pln_assign (solver, lit ^ 1, 0);
  pln_propagate_root (solver);
  return false;
}

PlnCliques *
pln_cliques_new (PlnSolver *solver, const int *variable_of, int n_columns, const int *column_of, int n_variables)
{
  PlnCliques *cliques;

  if (n_columns > COLUMNS_MOST)
    return NULL;
  cliques = g_new0 (PlnCliques, 1);
  cliques->n_columns = n_columns;
  cliques->n_words = (2 * n_columns + 63) / 64;
  cliques->exclude = g_new0 (guint64, 2 * (gsize) n_columns * (gsize) cliques->n_words + 1);
  for (int c = 0; c < n_columns && !solver->inconsistent; c++) {
    PlnLit lit = pln_lit (variable_of[c]);

    set (excluded_by (cliques, 2 * c), 2 * c + 1);
    set (excluded_by (cliques, 2 * c + 1), 2 * c);
    if (pln_value_of (solver, lit) != 0 || !try_literal (solver, lit))
      continue;
    note_implied (cliques, solver, 2 * c, column_of, n_variables);
    pln_backtrack (solver, 0);
  }
  return cliques;
}

void
pln_cliques_free (PlnCliques *cliques)
{
  if (!cliques)
    return;
  g_free (cliques->exclude);
  pln_vector_clear (&cliques->candidates);
  pln_vector_clear (&cliques->covered);
  g_free (cliques);
}

/* A clique being made. */

typedef struct
{
  const PlnCliques *cliques;
  PlnInts members;
  guint64 *common; /* what all members exclude */
} Clique;

static void
begin (Clique *clique)
{
  clique->members.n = 0;
  memset (clique->common, 0xff, sizeof (guint64) * (gsize) clique->cliques->n_words);
}

static void
take (Clique *clique, int lit)
{
  const guint64 *bits = excluded_by (clique->cliques, lit);

  pln_vector_push (&clique->members, lit);
  for (int w = 0; w < clique->cliques->n_words; w++)
    clique->common[w] &= bits[w];
}

/* Takes in what every member excludes, as far as it excludes each other too. */
static void
extend (Clique *clique)
{
  for (int w = 0; w < clique->cliques->n_words; w++)
    while (clique->common[w]) {
      int lit = 64 * w + __builtin_ctzll (clique->common[w]);

      if (lit >= 2 * clique->cliques->n_columns)
        return;
      take (clique, lit); /* and no longer in common: nothing excludes itself */
    }
}

static void
add_row (const Clique *clique, PlnCutRows *rows)
{
  int64_t bound = 1;

  pln_cut_row_begin (rows);
  for (int i = 0; i < clique->members.n; i++) {
    int lit = clique->members.at[i];

    bound -= lit & 1;
    pln_cut_row_term (rows, lit >> 1, lit & 1 ? -1 : 1);
  }
  pln_cut_row_end (rows, bound);
}

static void
end (Clique *clique)
{
  pln_vector_clear (&clique->members);
  g_free (clique->common);
}

/* Merging. */

typedef struct
{
  Clique clique;
  PLN_VECTOR (guint64 *) made; /* cliques so far, as bits */
  PlnInts *made_of;            /* [2 * n_columns]: by literal, those that it is in */
} Merger;

static int
literal_of (const PlnCutTerm *term)
{
  return 2 * term->column + (term->weight < 0);
}

static bool
is_contained (const Merger *merger, const PlnCutTerm *terms, int n)
{
  const PlnInts *made = &merger->made_of[literal_of (&terms[0])];

  for (int i = 0; i < made->n; i++) {
    const guint64 *bits = merger->made.at[made->at[i]];
    int k = 0;

    while (k < n && has (bits, literal_of (&terms[k])))
      k++;
    if (k == n)
      return true;
  }
  return false;
}

static void
remember (Merger *merger)
{
  guint64 *bits = g_new0 (guint64, merger->clique.cliques->n_words);

  for (int i = 0; i < merger->clique.members.n; i++) {
    int lit = merger->clique.members.at[i];

    set (bits, lit);
    pln_vector_push (&merger->made_of[lit], merger->made.n);
  }
  pln_vector_push (&merger->made, bits);
}

static void
merge_row (Merger *merger, const PlnCutTerm *terms, int n, PlnCutRows *merged)
{
  int n_before = merged->rows.n;

  if (is_contained (merger, terms, n))
    return;
  begin (&merger->clique);
  for (int k = 0; k < n; k++)
    take (&merger->clique, literal_of (&terms[k]));
  extend (&merger->clique);
  remember (merger);
  add_row (&merger->clique, merged);
  if (merged->rows.n > n_before)
    merged->rows.at[n_before].brief = n <= BRIEF_MOST;
}

static void
copy_row (const PlnCutRows *rows, const PlnCutRow *row, PlnCutRows *copy)
{
  pln_cut_row_begin (copy);
  for (int k = 0; k < row->n; k++)
    pln_cut_row_term (copy, rows->terms.at[row->first + k].column, rows->terms.at[row->first + k].weight);
  pln_cut_row_end (copy, row->bound);
}

/* The longest first: what they contain need not be grown. */
static int
compare_rows (const void *a, const void *b)
{
  const PlnCutRow *x = *(const PlnCutRow *const *) a, *y = *(const PlnCutRow *const *) b;

  return x->n != y->n ? y->n - x->n : x->first - y->first;
}

void
pln_cliques_merge (const PlnCliques *cliques, PlnCutRows *rows)
{
  Merger merger = { .clique = { .cliques = cliques, .common = g_new (guint64, cliques->n_words) } };
  PLN_VECTOR (const PlnCutRow *) exclusive = { 0 };
  PlnCutRows merged = { 0 };

  merger.made_of = g_new0 (PlnInts, 2 * (gsize) cliques->n_columns + 1);
  for (int r = 0; r < rows->rows.n; r++)
    if (pln_cut_row_is_exclusive (rows, &rows->rows.at[r]))
      pln_vector_push (&exclusive, &rows->rows.at[r]);
    else
      copy_row (rows, &rows->rows.at[r], &merged);
  if (exclusive.n > 1)
    qsort (exclusive.at, (size_t) exclusive.n, sizeof exclusive.at[0], compare_rows);
  for (int i = 0; i < exclusive.n; i++)
    merge_row (&merger, rows->terms.at + exclusive.at[i]->first, exclusive.at[i]->n, &merged);
  pln_cut_rows_clear (rows);
  *rows = merged;
  for (int i = 0; i < merger.made.n; i++)
    g_free (merger.made.at[i]);
  for (int lit = 0; lit < 2 * cliques->n_columns; lit++)
    pln_vector_clear (&merger.made_of[lit]);
  g_free (merger.made_of);
  pln_vector_clear (&merger.made);
  pln_vector_clear (&exclusive);
  end (&merger.clique);
}

/* Separating. */

static void
gather (PlnCliques *cliques, const double *x)
{
  cliques->candidates.n = cliques->covered.n = 0;
  for (int c = 0; c < cliques->n_columns; c++) {
    if (x[c] < FRACTIONAL || x[c] > 1 - FRACTIONAL)
      continue;
    pln_vector_push (&cliques->candidates, ((PlnRanked){ 2 * c, x[c] }));
    pln_vector_push (&cliques->candidates, ((PlnRanked){ 2 * c + 1, 1 - x[c] }));
  }
  pln_ranking_sort (&cliques->candidates);
  for (int i = 0; i < cliques->candidates.n; i++)
    pln_vector_push (&cliques->covered, false);
}

/* Returns: the sum of the values of the clique that grows from a candidate */
static double
grow (const PlnCliques *cliques, Clique *clique, int from)
{
  double sum = cliques->candidates.at[from].worth;

  begin (clique);
  take (clique, cliques->candidates.at[from].number);
  for (int i = 0; i < cliques->candidates.n; i++) {
    PlnRanked candidate = cliques->candidates.at[i];

    if (!has (clique->common, candidate.number))
      continue;
    take (clique, candidate.number);
    sum += candidate.worth;
  }
  return sum;
}

static void
cover (PlnCliques *cliques, const Clique *clique)
{
  for (int i = 0; i < cliques->candidates.n; i++)
    for (int m = 0; m < clique->members.n; m++)
      cliques->covered.at[i] |= cliques->candidates.at[i].number == clique->members.at[m];
}

void
pln_cliques_separate (PlnCliques *cliques, PlnCutRows *rows, const double *x)
{
  Clique clique = { .cliques = cliques, .common = g_new (guint64, cliques->n_words) };

  gather (cliques, x);
  for (int i = 0; i < cliques->candidates.n; i++) {
    if (cliques->covered.at[i] || grow (cliques, &clique, i) < 1 + VIOLATED)
      continue;
    cover (cliques, &clique);
    extend (&clique);
    add_row (&clique, rows);
  }
  end (&clique);
}
