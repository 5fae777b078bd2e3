/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Mixed-integer rounding of a row over non-negative integers (Nemhauser & Wolsey, 1990), by a divisor d, with r = b mod d:
 *
 *   sum a_j x_j ≤ b   gives   sum (floor (a_j / d) (d - r) + max (0, a_j mod d - r)) x_j ≤ floor (b / d) (d - r) */

#include <stdint.h>

static inline int64_t
pln_floor_div (int64_t a, int64_t d)
{
  return a / d - (a % d < 0);
}

static inline int64_t
pln_floor_mod (int64_t a, int64_t d)
{
  return a - pln_floor_div (a, d) * d;
}

/* The weight that rounding gives, both sides times d - r. */
static inline int64_t
pln_rounded (int64_t a, int64_t d, int64_t r)
{
  int64_t rest = pln_floor_mod (a, d) - r;

  return pln_floor_div (a, d) * (d - r) + (rest > 0 ? rest : 0);
}
