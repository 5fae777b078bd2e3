/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/ranking.h"

#include <stdlib.h>

static int
compare (const void *a, const void *b)
{
  const PlnRanked *x = a, *y = b;

  if (x->worth != y->worth)
    return x->worth > y->worth ? -1 : 1;
  return x->number - y->number;
}

void
pln_ranking_sort (PlnRanking *ranking)
{
  if (ranking->n > 1)
    qsort (ranking->at, (size_t) ranking->n, sizeof (PlnRanked), compare);
}
