/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/basis.h"

#include <glib.h>
#include <math.h>
#include <string.h>

enum
{
  NUCLEUS_MOST = 600,
};

#define PIVOT_LEAST 1e-7

typedef struct
{
  int row, column;
  double weight;
} Pivot;

typedef struct
{
  int other; /* the row of an entry in column order, the column in row order */
  double weight;
} Entry;

/* A matrix in column order, or in row order. */
typedef struct
{
  int n;
  int *first; /* [n + 1]: of each column in entries */
  Entry *entries;
} Matrix;

struct PlnBasis
{
  int size;
  int *columns; /* [size] */
  int *rows;    /* [size] */
  Matrix matrix; /* in column order */
  PLN_VECTOR (Pivot) before; /* columns alone: solved first, forwards */
  PLN_VECTOR (Pivot) after;  /* rows alone: solved last, backwards */
  int nucleus;
  int *nucleus_columns, *nucleus_rows; /* [nucleus] */
  double *factors; /* [nucleus * nucleus]: L and U of its transpose, by rows: one for each column of the basis */
  int *swapped;    /* [nucleus]: the row that was taken for each */
  double *scratch; /* [nucleus] */
  int64_t work;
};

static void
clear_matrix (Matrix *matrix)
{
  g_free (matrix->first);
  g_free (matrix->entries);
}

/* The same matrix in the other order. It must be square. */
static Matrix
transpose (const Matrix *matrix)
{
  int n = matrix->n, *at;
  Matrix other = { n, g_new0 (int, n + 2), g_new (Entry, MAX (1, matrix->first[n])) };

  for (int k = 0; k < matrix->first[n]; k++)
    other.first[matrix->entries[k].other + 2]++;
  for (int i = 2; i <= n; i++)
    other.first[i] += other.first[i - 1];
  at = other.first + 1;
  for (int i = 0; i < n; i++)
    for (int k = matrix->first[i]; k < matrix->first[i + 1]; k++)
      other.entries[at[matrix->entries[k].other]++] = (Entry){ i, matrix->entries[k].weight };
  return other;
}

/* What tight rows say of basic columns, in row order.
 *
 * @place: by column: which basic one it is, or -1 */
static Matrix
gather_rows (PlnBasis *basis, const PlnCutRows *rows, const int *place)
{
  Matrix matrix = { basis->size, g_new0 (int, basis->size + 1), NULL };
  PLN_VECTOR (Entry) entries = { 0 };

  for (int i = 0; i < basis->size; i++) {
    const PlnCutRow *row = &rows->rows.at[basis->rows[i]];

    for (int k = 0; k < row->n; k++) {
      const PlnCutTerm *term = &rows->terms.at[row->first + k];

      if (place[term->column] >= 0)
        pln_vector_push (&entries, ((Entry){ place[term->column], (double) term->weight }));
    }
    matrix.first[i + 1] = entries.n;
    basis->work += row->n;
  }
  matrix.entries = entries.at;
  return matrix;
}

/* Returns: false if rows and columns are not as many */
static bool
gather (PlnBasis *basis, PlnLp *lp, const PlnCutRows *rows, const int *row_of)
{
  int n_columns = pln_lp_n_columns (lp), n_rows = pln_lp_n_rows (lp), n_tight = 0;
  int *place = g_new (int, MAX (1, n_columns));
  bool square;

  basis->columns = g_new (int, MAX (1, n_columns));
  basis->rows = g_new (int, MAX (1, n_rows));
  for (int c = 0; c < n_columns; c++) {
    place[c] = pln_lp_column_is_basic (lp, c) ? basis->size : -1;
    if (place[c] >= 0)
      basis->columns[basis->size++] = c;
  }
  for (int i = 0; i < n_rows; i++)
    if (!pln_lp_row_is_basic (lp, i))
      basis->rows[n_tight++] = row_of[i];
  square = n_tight == basis->size;
  if (square) {
    Matrix by_row = gather_rows (basis, rows, place);

    basis->matrix = transpose (&by_row);
    clear_matrix (&by_row);
  }
  g_free (place);
  return square;
}

/* What is left of the matrix while it is peeled. */
typedef struct
{
  int *of_row, *of_column; /* entries left; -1: gone */
  Matrix by_row;
  PlnInts rows, columns;   /* alone, perhaps */
} Peel;

static void
begin_peel (Peel *peel, const PlnBasis *basis)
{
  int size = basis->size;

  peel->of_row = g_new (int, MAX (1, size));
  peel->of_column = g_new (int, MAX (1, size));
  peel->by_row = transpose (&basis->matrix);
  for (int i = 0; i < size; i++) {
    peel->of_column[i] = basis->matrix.first[i + 1] - basis->matrix.first[i];
    peel->of_row[i] = peel->by_row.first[i + 1] - peel->by_row.first[i];
    if (peel->of_column[i] == 1)
      pln_vector_push (&peel->columns, i);
    if (peel->of_row[i] == 1)
      pln_vector_push (&peel->rows, i);
  }
}

static void
end_peel (Peel *peel)
{
  g_free (peel->of_row);
  g_free (peel->of_column);
  clear_matrix (&peel->by_row);
  pln_vector_clear (&peel->rows);
  pln_vector_clear (&peel->columns);
}

static void
take_away (Peel *peel, const PlnBasis *basis, int row, int column)
{
  for (int k = basis->matrix.first[column]; k < basis->matrix.first[column + 1]; k++) {
    int r = basis->matrix.entries[k].other;

    if (peel->of_row[r] > 0 && r != row && --peel->of_row[r] == 1)
      pln_vector_push (&peel->rows, r);
  }
  for (int k = peel->by_row.first[row]; k < peel->by_row.first[row + 1]; k++) {
    int c = peel->by_row.entries[k].other;

    if (peel->of_column[c] > 0 && c != column && --peel->of_column[c] == 1)
      pln_vector_push (&peel->columns, c);
  }
  peel->of_row[row] = peel->of_column[column] = -1;
}

static void
peel_column (Peel *peel, PlnBasis *basis, int column)
{
  for (int k = basis->matrix.first[column]; k < basis->matrix.first[column + 1]; k++)
    if (peel->of_row[basis->matrix.entries[k].other] > 0) {
      pln_vector_push (&basis->before, ((Pivot){ basis->matrix.entries[k].other, column, basis->matrix.entries[k].weight }));
      take_away (peel, basis, basis->matrix.entries[k].other, column);
      return;
    }
}

static void
peel_row (Peel *peel, PlnBasis *basis, int row)
{
  for (int k = peel->by_row.first[row]; k < peel->by_row.first[row + 1]; k++)
    if (peel->of_column[peel->by_row.entries[k].other] > 0) {
      pln_vector_push (&basis->after, ((Pivot){ row, peel->by_row.entries[k].other, peel->by_row.entries[k].weight }));
      take_away (peel, basis, row, peel->by_row.entries[k].other);
      return;
    }
}

static void
peel_off (PlnBasis *basis)
{
  Peel peel = { 0 };

  begin_peel (&peel, basis);
  while (peel.rows.n > 0 || peel.columns.n > 0) {
    if (peel.columns.n > 0) {
      int column = peel.columns.at[--peel.columns.n];

      if (peel.of_column[column] == 1)
        peel_column (&peel, basis, column);
    } else {
      int row = peel.rows.at[--peel.rows.n];

      if (peel.of_row[row] == 1)
        peel_row (&peel, basis, row);
    }
  }
  basis->nucleus = basis->size - basis->before.n - basis->after.n;
  basis->nucleus_rows = g_new (int, MAX (1, basis->size));
  basis->nucleus_columns = g_new (int, MAX (1, basis->size));
  for (int i = 0, r = 0, c = 0; i < basis->size; i++) {
    if (peel.of_row[i] >= 0)
      basis->nucleus_rows[r++] = i;
    if (peel.of_column[i] >= 0)
      basis->nucleus_columns[c++] = i;
  }
  end_peel (&peel);
}

static void
fill_nucleus (PlnBasis *basis)
{
  int n = basis->nucleus;
  int *place = g_new (int, MAX (1, basis->size));

  basis->factors = g_new0 (double, (gsize) n * (gsize) n + 1);
  basis->swapped = g_new (int, n + 1);
  basis->scratch = g_new (double, n + 1);
  for (int i = 0; i < basis->size; i++)
    place[i] = -1;
  for (int i = 0; i < n; i++)
    place[basis->nucleus_rows[i]] = i;
  for (int c = 0; c < n; c++)
    for (int k = basis->matrix.first[basis->nucleus_columns[c]]; k < basis->matrix.first[basis->nucleus_columns[c] + 1]; k++)
      if (place[basis->matrix.entries[k].other] >= 0)
        basis->factors[c * n + place[basis->matrix.entries[k].other]] += basis->matrix.entries[k].weight;
  g_free (place);
}

/* Returns: false if it is singular */
static bool
factor_nucleus (PlnBasis *basis)
{
  int n = basis->nucleus;

  fill_nucleus (basis);
  for (int k = 0; k < n; k++) {
    double *pivot_row = basis->factors + k * n;
    int best = k;

    for (int i = k + 1; i < n; i++)
      if (fabs (basis->factors[i * n + k]) > fabs (basis->factors[best * n + k]) + 1e-12)
        best = i;
    if (fabs (basis->factors[best * n + k]) < PIVOT_LEAST)
      return false;
    basis->swapped[k] = best;
    for (int j = 0; j < n && best != k; j++) {
      double kept = pivot_row[j];

      pivot_row[j] = basis->factors[best * n + j];
      basis->factors[best * n + j] = kept;
    }
    for (int i = k + 1; i < n; i++) {
      double *row = basis->factors + i * n;

      if (row[k] == 0)
        continue;
      row[k] /= pivot_row[k];
      for (int j = k + 1; j < n; j++)
        row[j] -= row[k] * pivot_row[j];
      basis->work += n - k;
    }
  }
  return true;
}

PlnBasis *
pln_basis_new (PlnLp *lp, const PlnCutRows *rows, const int *row_of)
{
  PlnBasis *basis = g_new0 (PlnBasis, 1);
  bool fine = gather (basis, lp, rows, row_of);

  if (fine)
    peel_off (basis);
  if (fine && basis->nucleus <= NUCLEUS_MOST && factor_nucleus (basis))
    return basis;
  pln_basis_free (basis);
  return NULL;
}

void
pln_basis_free (PlnBasis *basis)
{
  if (!basis)
    return;
  g_free (basis->columns);
  g_free (basis->rows);
  clear_matrix (&basis->matrix);
  pln_vector_clear (&basis->before);
  pln_vector_clear (&basis->after);
  g_free (basis->nucleus_columns);
  g_free (basis->nucleus_rows);
  g_free (basis->factors);
  g_free (basis->swapped);
  g_free (basis->scratch);
  g_free (basis);
}

int
pln_basis_size (const PlnBasis *basis)
{
  return basis->size;
}

int
pln_basis_column (const PlnBasis *basis, int k)
{
  return basis->columns[k];
}

int
pln_basis_row (const PlnBasis *basis, int i)
{
  return basis->rows[i];
}

/* What the rows solved so far leave of the right side of a column's equation. */
static double
rest_of (PlnBasis *basis, int column, int wanted, const double *y)
{
  double rest = column == wanted;

  for (int k = basis->matrix.first[column]; k < basis->matrix.first[column + 1]; k++)
    rest -= y[basis->matrix.entries[k].other] * basis->matrix.entries[k].weight;
  basis->work += basis->matrix.first[column + 1] - basis->matrix.first[column];
  return rest;
}

static void
solve_nucleus (PlnBasis *basis, int wanted, double *y)
{
  int n = basis->nucleus;
  double *right = basis->scratch;
  int begin = n;

  for (int c = 0; c < n; c++)
    right[c] = rest_of (basis, basis->nucleus_columns[c], wanted, y);
  for (int k = 0; k < n; k++) {
    double kept = right[k];

    right[k] = right[basis->swapped[k]];
    right[basis->swapped[k]] = kept;
  }
  for (int k = 0; k < n; k++) {
    if (begin == n && right[k] != 0)
      begin = k;
    for (int j = begin; j < k; j++)
      right[k] -= basis->factors[k * n + j] * right[j];
  }
  for (int k = n - 1; k >= 0; k--) {
    for (int j = k + 1; j < n; j++)
      right[k] -= basis->factors[k * n + j] * right[j];
    right[k] /= basis->factors[k * n + k];
  }
  for (int i = 0; i < n; i++)
    y[basis->nucleus_rows[i]] = right[i];
  basis->work += (int64_t) n * n / 2;
}

void
pln_basis_solve (PlnBasis *basis, int column, double *y)
{
  memset (y, 0, sizeof (double) * (gsize) basis->size);
  for (int k = 0; k < basis->before.n; k++) {
    const Pivot *pivot = &basis->before.at[k];

    y[pivot->row] = rest_of (basis, pivot->column, column, y) / pivot->weight;
  }
  solve_nucleus (basis, column, y);
  for (int k = basis->after.n - 1; k >= 0; k--) {
    const Pivot *pivot = &basis->after.at[k];

    y[pivot->row] = rest_of (basis, pivot->column, column, y) / pivot->weight;
  }
}

int64_t
pln_basis_work (const PlnBasis *basis)
{
  return basis->work;
}
