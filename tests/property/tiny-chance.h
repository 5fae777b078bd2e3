/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Chance from a number: the same everywhere. */

#include <stdbool.h>
#include <stdint.h>

typedef struct
{
  uint64_t state;
} Dice;

/* SplitMix64 (Steele, Lea and Flood 2014). */
static inline uint64_t
next_random (uint64_t *state)
{
  uint64_t z = *state += UINT64_C (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* 0 to n - 1. */
static inline int
below (Dice *dice, int n)
{
  return (int) (next_random (&dice->state) % (uint64_t) n);
}

static inline bool
chance (Dice *dice, int percent)
{
  return below (dice, 100) < percent;
}
