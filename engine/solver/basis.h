/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The basis that an LP ended with, factored: what sum of its tight rows leaves one basic column alone among the
 * basic ones. Rows and columns that are alone are peeled off first, as in any sparse LU; what is left, the nucleus, is
 * small and is factored densely, with partial pivoting. */

#include "solver/cut.h"
#include "solver/lp.h"

typedef struct PlnBasis PlnBasis;

/* @lp: just solved to its optimum
 * @row_of: (array): the pool row of each LP row
 * Returns: (transfer full) (nullable): NULL when the nucleus is too large or the basis is singular */
PlnBasis *pln_basis_new (PlnLp *lp, const PlnCutRows *rows, const int *row_of);
void pln_basis_free (PlnBasis *basis);

/* Basic columns, which are as many as tight rows. */
int pln_basis_size (const PlnBasis *basis);
int pln_basis_column (const PlnBasis *basis, int k);
/* The pool row of a tight row. */
int pln_basis_row (const PlnBasis *basis, int i);

/* The multipliers y of the tight rows with
 *
 *   sum y_i row_i = column + what is not basic
 *
 * @column: 0 ... size - 1
 * @y: (out caller-allocates) (array length=size) */
void pln_basis_solve (PlnBasis *basis, int column, double *y);

/* Terms looked at so far. */
int64_t pln_basis_work (const PlnBasis *basis);
