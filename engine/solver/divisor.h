/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <stdint.h>
#include <stdlib.h>

/* Returns: the greatest common divisor, not negative; of 0 and a number, the number's size */
static inline int64_t
pln_common_divisor (int64_t a, int64_t b)
{
  while (b != 0) {
    int64_t rest = a % b;

    a = b;
    b = rest;
  }
  return llabs (a);
}
