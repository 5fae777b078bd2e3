/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/neighbourhood.h"

#include "planner/block.h"
#include "planner/dice.h"

#include <string.h>

#define SIZE_FIRST 8 /* topics */

struct _PlnNeighbourhood
{
  const PlnProblem *problem;
  const PlnMeeting *meeting;
  PlnDice dice;
  int size; /* topics to free, about */
  int turn; /* which kind is next */
  bool *free;
  int n_free;
};

PlnNeighbourhood *
pln_neighbourhood_new (const PlnProblem *problem, unsigned seed)
{
  PlnNeighbourhood *hood = g_new0 (PlnNeighbourhood, 1);

  hood->problem = problem;
  hood->meeting = problem->meeting;
  hood->dice = pln_dice (seed);
  hood->size = SIZE_FIRST;
  hood->free = g_new0 (bool, (gsize) MAX (1, problem->meeting->n_topics));
  return hood;
}

void
pln_neighbourhood_free (PlnNeighbourhood *hood)
{
  if (!hood)
    return;
  g_free (hood->free);
  g_free (hood);
}

static int
draw (PlnNeighbourhood *hood, int n)
{
  return pln_dice_roll (&hood->dice, n);
}

static void
let_go (PlnNeighbourhood *hood, int topic)
{
  if (hood->free[topic])
    return;
  hood->free[topic] = true;
  hood->n_free++;
}

static bool
stands_in (const PlnNeighbourhood *hood, const PlnDraft *draft, int item, int block)
{
  PlnInterval span = hood->meeting->blocks[block].interval;
  const PlnPlacement *place = &draft->items[item];

  return place->room >= 0 && span.start <= place->start && place->start < span.end;
}

static void
free_block (PlnNeighbourhood *hood, const PlnDraft *draft, int block)
{
  for (int item = 0; item < hood->meeting->n_items; item++)
    if (stands_in (hood, draft, item, block))
      let_go (hood, hood->meeting->items[item].topic);
}

static void
free_blocks (PlnNeighbourhood *hood, const PlnDraft *draft)
{
  for (int tries = 0; tries < 3 * hood->meeting->n_blocks && hood->n_free < hood->size; tries++)
    free_block (hood, draft, draw (hood, hood->meeting->n_blocks));
}

static void
free_at_random (PlnNeighbourhood *hood)
{
  int n = hood->meeting->n_topics, size = MIN (hood->size, n);

  while (hood->n_free < size)
    let_go (hood, draw (hood, n));
}

/* Does the item cost more where it is than it has to? */
static bool
pays (const PlnNeighbourhood *hood, const PlnDraft *draft, int item)
{
  const PlnProblem *problem = hood->problem;
  const PlnPlacement *place = &draft->items[item];
  int least = PLN_NEVER, here = PLN_NEVER;

  if (place->room < 0)
    return true;
  for (int step = 0; step < problem->n_steps; step++)
    for (int length = problem->items[item].least; length <= problem->items[item].most; length++)
      {
        int cost = pln_problem_cost (problem, item, step, length);

        least = MIN (least, cost);
        if (problem->minute[step] == place->start && length * problem->grid == place->minutes)
          here = cost;
      }
  return here > least;
}

/* A topic that pays, and those of a block where it would not. */
static void
free_payers (PlnNeighbourhood *hood, const PlnDraft *draft)
{
  int n_items = hood->meeting->n_items, first = n_items > 0 ? draw (hood, n_items) : 0;

  for (int k = 0; k < n_items && hood->n_free < hood->size / 2; k++)
    {
      int item = (first + k) % n_items;

      if (pays (hood, draft, item))
        let_go (hood, hood->meeting->items[item].topic);
    }
  free_blocks (hood, draft);
}

static void
free_strays (PlnNeighbourhood *hood, const PlnDraft *draft, const bool *strays)
{
  int n = hood->meeting->n_topics, first = n > 0 ? draw (hood, n) : 0;

  for (int k = 0; k < n && hood->n_free < hood->size; k++)
    if (strays[(first + k) % n])
      let_go (hood, (first + k) % n);
  free_blocks (hood, draft);
}

const bool *
pln_neighbourhood_choose (PlnNeighbourhood *hood, const PlnDraft *draft, const bool *strays)
{
  memset (hood->free, 0, sizeof (bool) * (gsize) hood->meeting->n_topics);
  hood->n_free = 0;
  switch (hood->turn++ % (strays ? 4 : 3))
    {
    case 0:
      free_blocks (hood, draft);
      break;
    case 1:
      free_payers (hood, draft);
      break;
    case 2:
      free_at_random (hood);
      break;
    default:
      free_strays (hood, draft, strays);
      break;
    }
  return hood->free;
}

void
pln_neighbourhood_learn (PlnNeighbourhood *hood, bool searched)
{
  if (searched)
    hood->size = MIN (hood->meeting->n_topics, hood->size + 1 + hood->size / 8);
  else
    hood->size = MAX (3, hood->size - 1 - hood->size / 8);
}
