/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* SplitMix64 (Steele, Lea & Flood, OOPSLA 2014): 64 bits of state, the same sequence everywhere. */

#include <stdint.h>

typedef struct
{
  uint64_t state;
} PlnRandom;

static inline uint64_t
pln_random_next (PlnRandom *random)
{
  uint64_t z = random->state += 0x9e3779b97f4a7c15u;

  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

/* A number from 0 to n - 1; the bias of the multiplication is below n / 2^32. Requires: n > 0 */
static inline int
pln_random_below (PlnRandom *random, int n)
{
  return (int) ((pln_random_next (random) >> 32) * (uint64_t) n >> 32);
}
