/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/anneal.h"

#define FRACTION    16 /* bits after the point of logarithms */
#define MOST_WEIGHT ((gint64) 1 << 36)

/* Binary logarithm in fixed point, straight between powers of two. x above 0. */
static gint64
log2_fixed (guint64 x)
{
  int whole = 63 - __builtin_clzll (x);
  guint64 rest = x - ((guint64) 1 << whole);
  guint64 part = whole >= FRACTION ? rest >> (whole - FRACTION) : rest << (FRACTION - whole);

  return ((gint64) whole << FRACTION) + (gint64) part;
}

static gint64
power2_fixed (gint64 exponent)
{
  gint64 whole = exponent >> FRACTION, part = exponent & ((1 << FRACTION) - 1);
  gint64 mantissa = (1 << FRACTION) + part;

  return whole >= FRACTION ? mantissa << (whole - FRACTION) : mantissa >> (FRACTION - whole);
}

/* The Metropolis rule: a loss of d passes with probability exp (-d / t), that is, if d is at most
 * t * -ln (u), u uniform. */
static gint64
draw_allowance (PlnDice *dice, gint64 temperature)
{
  gint64 minus_log2 = ((gint64) 32 << FRACTION) - log2_fixed ((guint64) pln_dice_bits (dice) + 1);
  gint64 minus_ln = minus_log2 * 45426 >> FRACTION; /* ln 2 */

  return (temperature * minus_ln >> FRACTION) / 1024;
}

static void
look (PlnAnneal *anneal)
{
  const PlnState *state = anneal->mover->state;

  if (state->n_waiting > 0 || state->cost >= anneal->best)
    return;
  anneal->best = state->cost;
  anneal->better (anneal->data);
}

/* Tries one move with that much to lose. */
static void
move (PlnAnneal *anneal, gint64 allowance)
{
  PlnState *state = anneal->mover->state;
  PlnMark mark;
  gint64 before = pln_state_energy (state);

  pln_state_keep (state);
  mark = pln_state_mark (state);
  anneal->moves++;
  state->ticks++; /* a move that comes to nothing is work too: a tick limit must end a state that none changes */
  if (!pln_mover_step (anneal->mover) || pln_state_energy (state) > before + allowance)
    pln_state_roll_back (state, mark);
  else if (pln_state_energy (state) < before)
    look (anneal);
}

/* What waits weighs more and more, until it is worth pushing others out; see Morris, "The breakout
 * method for escaping from local minima" (AAAI 1993). */
static void
weigh_waiting (PlnState *state)
{
  for (int k = 0; k < state->n_absent; k++)
    {
      int topic = state->absent[k];
      gint64 more = state->must_weight[topic] / 16 + 1;

      if (!state->survey->topics[topic].must || state->must_weight[topic] > MOST_WEIGHT)
        continue;
      state->must_weight[topic] += more;
      state->waiting_cost += more;
    }
}

bool
pln_anneal_round (PlnAnneal *anneal, gint64 n_ticks, gint64 warm, gint64 cold)
{
  const PlnState *state = anneal->mover->state;
  gint64 from = log2_fixed ((guint64) warm), to = log2_fixed ((guint64) cold), temperature = warm;
  gint64 begin = state->ticks, spent = 0;

  look (anneal);
  for (gint64 k = 0; spent < n_ticks; k++, spent = state->ticks - begin)
    {
      if (k % 64 == 0)
        {
          if (anneal->stop (anneal->data))
            return false;
          if (state->n_waiting > 0)
            weigh_waiting (anneal->mover->state);
          temperature = power2_fixed (from - (from - to) * spent / n_ticks);
        }
      move (anneal, draw_allowance (&anneal->mover->dice, temperature));
    }
  return true;
}
