/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Dice of the search: xorshift64* (Vigna 2016), seeded through splitmix64 so that any seed will do. */

#include <stdint.h>

typedef struct
{
  uint64_t state;
} PlnDice;

static inline PlnDice
pln_dice (uint64_t seed)
{
  uint64_t z = seed + 0x9e3779b97f4a7c15u;

  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  z ^= z >> 31;
  return (PlnDice){ z ? z : 1 };
}

static inline uint32_t
pln_dice_bits (PlnDice *dice)
{
  dice->state ^= dice->state >> 12;
  dice->state ^= dice->state << 25;
  dice->state ^= dice->state >> 27;
  return (uint32_t) ((dice->state * 0x2545f4914f6cdd1du) >> 32);
}

/* From 0 to n - 1; n above 0. */
static inline int
pln_dice_roll (PlnDice *dice, int n)
{
  return (int) (((uint64_t) pln_dice_bits (dice) * (uint64_t) n) >> 32);
}
