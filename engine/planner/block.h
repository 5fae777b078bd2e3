/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Exact order and times of given items inside one block of one room: a dynamic program over sets of
 * items and end times (Held & Karp 1962; with interchangeable items counted instead of named).
 *
 * The answer to a task is a front: for every grid step k, the least excess with which all items can
 * end by k steps after the block's first grid point. Excess is what the items cost above the sum of
 * their cheapest starts in the block: unary costs, soft order and cluster costs inside the block.
 * Idle time is not in it (a set of more items may well be idle less); the master prices it from the
 * end. Everything in a front holds for every superset of the items in the same context, in the sense
 * that a superset's front is nowhere lower.
 *
 * Not for meetings whose time axis is irregular (planner/problem.h).
 */

#include "planner/problem.h"

#define PLN_BLOCK_ITEMS_MOST 64

/* What a cluster does outside the block, on the same day in the same room. */
typedef enum
{
  PLN_CONTEXT_NONE = 0,
  PLN_CONTEXT_BEFORE = 1, /* an item of it stands in an earlier block */
  PLN_CONTEXT_AFTER = 2,  /* ... in a later one */
  PLN_CONTEXT_BOTH = 3,   /* every item of others pays anyway: the block program charges nothing */
  PLN_CONTEXT_OFF = 4,    /* the cluster is to be ignored */
} PlnContext;

typedef struct
{
  int block, room;
  int n; /* items; at most PLN_BLOCK_ITEMS_MOST */
  int item[PLN_BLOCK_ITEMS_MOST];
  int length[PLN_BLOCK_ITEMS_MOST]; /* grid steps */
  const PlnContext *context;        /* [n_clusters] */
} PlnBlockTask;

typedef struct _PlnBlockProgram PlnBlockProgram;

/* @problem: borrowed. Returns: (transfer full) */
PlnBlockProgram *pln_block_program_new (const PlnProblem *problem);
void pln_block_program_free (PlnBlockProgram *program);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnBlockProgram, pln_block_program_free)

/* Solves a task.
 *
 * Returns: (nullable) (transfer none): the front, [n_steps of the block + 1], PLN_NEVER where the items
 * cannot end by then; lives until the next call. NULL where the task is too large to be solved. */
const int *pln_block_program_solve (PlnBlockProgram *program, const PlnBlockTask *task);

/* For a task that was too large: a schedule without any excess, by list scheduling (of the items that
 * can start now at no excess, the one that must start soonest). That none is found proves nothing.
 *
 * Requires: the task was the last to be solved, and not found impossible
 * @starts: (out) [n]: steps of the problem
 * Returns: steps from the block's first grid point to the last end; -1 where it found none */
int pln_block_program_list (PlnBlockProgram *program, int *starts);

/* Starts (steps of the problem) of a cheapest schedule that ends by @end steps, in the order of the
 * last solved task's items. Requires: front[end] < PLN_NEVER. Of equal schedules the one that keeps
 * the order of the items in the task. */
void pln_block_program_schedule (PlnBlockProgram *program, int end, int *starts);

/* Table cells filled so far: the coin in which its work is counted. */
gint64 pln_block_program_ticks (const PlnBlockProgram *program);

/* Cost of an item at a start, length and room: unary, and `moved`. PLN_NEVER where it cannot stand. */
int pln_block_item_cost (const PlnProblem *problem, int item, int room, int step, int length);

/* The least of it over the starts of a block; PLN_NEVER where there is none. */
int pln_block_item_least (const PlnProblem *problem, int item, int room, int block, int length);

/* Steps from the block's first grid point to the earliest end there. Requires: it fits. */
int pln_block_item_earliest_end (const PlnProblem *problem, int item, int room, int block, int length);
