/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* A pool of integer rows over 0-1 columns: those that an LP may take, cuts among them. */

#include "solver/vector.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct
{
  int column;
  int64_t weight;
} PlnCutTerm;

/* sum of weight * column ≤ bound */
typedef struct
{
  int first, n;
  int64_t bound;
  bool in_lp;
  bool left; /* has been in it before */
  bool cut;   /* was not stated */
  int missed; /* times in a row that the root was done without it */
  bool brief; /* was stated as a short clause, however long it is now: they are many, and seldom matter */
} PlnCutRow;

typedef struct
{
  PLN_VECTOR (PlnCutRow) rows;
  PLN_VECTOR (PlnCutTerm) terms;
  int begun; /* terms of the row being made start here */
} PlnCutRows;

void pln_cut_rows_clear (PlnCutRows *rows);
void pln_cut_row_begin (PlnCutRows *rows);
void pln_cut_row_term (PlnCutRows *rows, int column, int64_t weight);
void pln_cut_row_cancel (PlnCutRows *rows);
/* Drops the row if it always holds. Returns: whether it is kept */
bool pln_cut_row_end (PlnCutRows *rows, int64_t bound);
/* The same with weights that have no divisor in common, and the bound rounded down to what that leaves. */
bool pln_cut_row_end_reduced (PlnCutRows *rows, int64_t bound);

/* Does the row say that one literal at most is true? */
bool pln_cut_row_is_exclusive (const PlnCutRows *rows, const PlnCutRow *row);

/* By how much x violates a row, over the Euclidean norm of its weights. */
double pln_cut_row_violation (const PlnCutRows *rows, int row, const double *x);

