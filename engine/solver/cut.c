/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/cut.h"

#include "solver/divisor.h"
#include "solver/rounding.h"

#include <math.h>

void
pln_cut_rows_clear (PlnCutRows *rows)
{
  pln_vector_clear (&rows->rows);
  pln_vector_clear (&rows->terms);
}

void
pln_cut_row_begin (PlnCutRows *rows)
{
  rows->begun = rows->terms.n;
}

void
pln_cut_row_term (PlnCutRows *rows, int column, int64_t weight)
{
  pln_vector_push (&rows->terms, ((PlnCutTerm){ column, weight }));
}

void
pln_cut_row_cancel (PlnCutRows *rows)
{
  rows->terms.n = rows->begun;
}

bool
pln_cut_row_end (PlnCutRows *rows, int64_t bound)
{
  int64_t most = 0;

  for (int k = rows->begun; k < rows->terms.n; k++)
    most += MAX (0, rows->terms.at[k].weight);
  if (most <= bound) {
    pln_cut_row_cancel (rows);
    return false;
  }
  pln_vector_push (&rows->rows, ((PlnCutRow){ .first = rows->begun, .n = rows->terms.n - rows->begun, .bound = bound }));
  return true;
}

bool
pln_cut_row_end_reduced (PlnCutRows *rows, int64_t bound)
{
  int64_t divisor = 0;

  for (int k = rows->begun; k < rows->terms.n; k++)
    divisor = pln_common_divisor (rows->terms.at[k].weight, divisor);
  for (int k = rows->begun; k < rows->terms.n; k++)
    rows->terms.at[k].weight /= divisor;
  return pln_cut_row_end (rows, divisor > 0 ? pln_floor_div (bound, divisor) : bound);
}

bool
pln_cut_row_is_exclusive (const PlnCutRows *rows, const PlnCutRow *row)
{
  int64_t bound = row->bound;

  for (int k = 0; k < row->n; k++) {
    int64_t weight = rows->terms.at[row->first + k].weight;

    if (weight != 1 && weight != -1)
      return false;
    bound += weight < 0;
  }
  return bound == 1;
}

double
pln_cut_row_violation (const PlnCutRows *rows, int row, const double *x)
{
  const PlnCutRow *r = &rows->rows.at[row];
  double value = (double) -r->bound, norm = 0;

  for (int k = 0; k < r->n; k++) {
    double weight = (double) rows->terms.at[r->first + k].weight;

    value += weight * x[rows->terms.at[r->first + k].column];
    norm += weight * weight;
  }
  return value / sqrt (norm);
}
