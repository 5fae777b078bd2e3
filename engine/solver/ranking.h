/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Numbered things by what each is worth: what to look at first where all is too much. */

#include "solver/vector.h"

typedef struct
{
  int number; /* of a row, a column, a literal */
  double worth;
} PlnRanked;

typedef PLN_VECTOR (PlnRanked) PlnRanking;

/* The worthiest first; of equals the lowest number, so that the order depends on nothing else. */
void pln_ranking_sort (PlnRanking *ranking);
