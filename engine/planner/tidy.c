/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/tidy.h"

#include "planner/block.h"
#include "planner/local.h"

#define ITEMS_MOST 150 /* meetings past that have no use for it that is worth its time */

typedef struct
{
  const PlnProblem *problem;
  const PlnMeeting *meeting;
  PlnDraft *draft;
  gint64 cost;
  PlnContext *context; /* [n_clusters] */
  PlnBlockProgram *program;
} Tidy;

static bool
costs_the_same (const Tidy *tidy, const PlnDraft *draft)
{
  gint64 cost;

  return pln_local_price (tidy->problem, draft, &cost) && cost == tidy->cost;
}

/* -- Longer ---------------------------------------------------------------------------------------- */

static void
lengthen (Tidy *tidy, int item)
{
  PlnPlacement *place = &tidy->draft->items[item];
  int most = tidy->problem->items[item].most * tidy->problem->grid;

  for (int kept = place->minutes; place->room >= 0 && kept < most; kept = place->minutes)
    {
      place->minutes += tidy->problem->grid;
      if (!costs_the_same (tidy, tidy->draft))
        {
          place->minutes = kept;
          return;
        }
    }
}

/* -- In the order of the request ------------------------------------------------------------------- */

static bool
stands_in (const Tidy *tidy, int item, int block, int room)
{
  const PlnPlacement *place = &tidy->draft->items[item];
  PlnInterval span = tidy->meeting->blocks[block].interval;

  return place->room == room && span.start <= place->start && place->start < span.end;
}

/* Does an item of the cluster stand in that room that day, in a block of [from, to)? */
static bool
is_around (const Tidy *tidy, const PlnCluster *cluster, int block, int room, int from, int to)
{
  for (int item = 0; item < tidy->meeting->n_items; item++)
    for (int b = MAX (0, from); b < MIN (to, tidy->meeting->n_blocks); b++)
      if (tidy->meeting->blocks[b].day == tidy->meeting->blocks[block].day && stands_in (tidy, item, b, room)
          && pln_cluster_has (cluster, tidy->meeting->items[item].topic))
        return true;
  return false;
}

static void
look_around (Tidy *tidy, int block, int room)
{
  for (int c = 0; c < tidy->meeting->n_clusters; c++)
    {
      const PlnCluster *cluster = &tidy->meeting->clusters[c];

      tidy->context[c] = PLN_CONTEXT_NONE;
      if (is_around (tidy, cluster, block, room, 0, block))
        tidy->context[c] |= PLN_CONTEXT_BEFORE;
      if (is_around (tidy, cluster, block, room, block + 1, tidy->meeting->n_blocks))
        tidy->context[c] |= PLN_CONTEXT_AFTER;
    }
}

/* The end that the block has now, in steps from its first grid point. */
static int
end_of (const Tidy *tidy, const PlnBlockTask *task)
{
  int end = 0, first = tidy->problem->minute[tidy->problem->block_first[task->block]];

  for (int k = 0; k < task->n; k++)
    {
      const PlnPlacement *place = &tidy->draft->items[task->item[k]];

      end = MAX (end, (place->start + place->minutes - first) / tidy->problem->grid);
    }
  return end;
}

static void
reorder (Tidy *tidy, int block, int room)
{
  PlnBlockTask task = { .block = block, .room = room, .context = tidy->context };
  g_autoptr (PlnDraft) ordered = NULL;
  int starts[PLN_BLOCK_ITEMS_MOST], end;
  const int *front;

  for (int item = 0; item < tidy->meeting->n_items; item++)
    if (stands_in (tidy, item, block, room))
      {
        if (task.n == PLN_BLOCK_ITEMS_MOST)
          return;
        task.item[task.n] = item;
        task.length[task.n++] = tidy->draft->items[item].minutes / tidy->problem->grid;
      }
  if (task.n < 2)
    return;
  look_around (tidy, block, room);
  end = end_of (tidy, &task);
  front = pln_block_program_solve (tidy->program, &task);
  if (!front || front[end] >= PLN_NEVER)
    return;
  pln_block_program_schedule (tidy->program, end, starts);
  ordered = pln_draft_copy (tidy->draft);
  for (int k = 0; k < task.n; k++)
    ordered->items[task.item[k]].start = tidy->problem->minute[starts[k]];
  if (costs_the_same (tidy, ordered))
    for (int k = 0; k < task.n; k++)
      tidy->draft->items[task.item[k]].start = ordered->items[task.item[k]].start;
}

void
pln_tidy (const PlnProblem *problem, PlnDraft *draft, gint64 cost)
{
  const PlnMeeting *meeting = problem->meeting;
  Tidy tidy = { problem, meeting, draft, cost };

  if (meeting->n_items > ITEMS_MOST || problem->irregular)
    return;
  tidy.context = g_new0 (PlnContext, (gsize) MAX (1, meeting->n_clusters));
  tidy.program = pln_block_program_new (problem);
  for (int item = 0; item < meeting->n_items; item++)
    lengthen (&tidy, item);
  for (int block = 0; block < meeting->n_blocks; block++)
    for (int room = 0; room < meeting->n_rooms; room++)
      reorder (&tidy, block, room);
  pln_block_program_free (tidy.program);
  g_free (tidy.context);
}
