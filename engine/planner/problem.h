/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The meeting as the search sees it: unary rules folded into domains, unary costs into tables, pair
 * rules into lists. Built from the set of statements in force (planner/statement.h), so that an
 * explanation can rebuild it without one of them.
 *
 * Time. A step is a grid point inside a block; steps of all blocks stand on one axis, block after
 * block. Lengths are counted in grid steps. Inside a block, step k + 1 is one granularity after step
 * k, with one exception that pln_problem_end_step() knows: a zone that shifts its clock by a part of
 * the granularity in the middle of a block (`irregular`).
 *
 * Whatever is static for an item alone at (start, length) is in its `cost` table: shorten, prefer,
 * avoid, soft_unavailable and comfort of the cast, optional attendees who are unavailable anyway.
 * Room-dependent and pairwise costs are not: moved, parallel, order, cluster, optional attendees who
 * are needed elsewhere, idle, late, duties.
 */

#include "model/draft.h"
#include "planner/statement.h"

#define PLN_NEVER (INT_MAX / 4) /* the cost of what is not allowed */
#define PLN_NOT_THERE (-2)      /* the earlier agenda does not have it */
#define PLN_ELSEWHERE (-3)      /* it has it with a room or person that the meeting no longer has */

typedef struct
{
  int topic, part;
  int least, most; /* length in grid steps */
  int *cost;       /* [(length - least) * n_steps + step]: PLN_NEVER where time alone forbids it */
  bool *room_ok;   /* [n_rooms]: room_fit */
  int previous_room;  /* in the earlier agenda; PLN_NOT_THERE, or PLN_ELSEWHERE for a room that is gone */
  int previous_start; /* minute */
} PlnProblemItem;

/* An optional attendee who would come to an item. */
typedef struct
{
  int person, weight;
  bool *busy; /* [n_steps]: unavailable anyway in the grid step that begins there; nullable: never.
               * Already charged in `cost` for every interval that touches such a step. */
} PlnProblemGuest;

typedef struct
{
  const PlnMeeting *meeting;
  const PlnForce *force; /* nullable: every statement is in force */
  int grid; /* minutes per step */
  int n_steps;
  bool irregular; /* some block's steps are not all one granularity apart */
  int *minute; /* [n_steps], ascending */
  int *block;  /* [n_steps] */
  int *block_first; /* [n_blocks + 1]: first step of a block; a block may have none */
  int *block_capacity; /* [n_blocks]: grid steps from its first grid point to the last inside it */
  PlnProblemItem *items; /* [n_items] */
  PlnProblemGuest **guests; /* [n_topics][n_guests]: optional attendees with a weight above 0 */
  int *n_guests;
  int *room_shut; /* [room * (n_steps + 1) + step]: prefix count of steps in which the room is unavailable */
  /* Duties. */
  int *duty_cost; /* [(role * n_blocks + block) * n_people + person]: soft_unavailable and comfort of holding it; PLN_NEVER: not in the pool or not available */
  int *open_cost; /* [role * n_blocks + block]: of leaving it open */
  int *previous_holder; /* [holder index of model/draft.h]: person or -1 for open in the earlier agenda, PLN_NOT_THERE where that
                         * block was not used in it, PLN_ELSEWHERE for somebody unknown here; nullable: no earlier agenda */
  /* Pairs of topics. */
  bool *share_cast; /* [a * n_topics + b]: a person is in both casts and person_overlap is in force for one of them */
  bool *apart;      /* [a * n_topics + b]: share_cast, or `apart` in force: never at the same time */
  int *parallel;    /* [a * n_topics + b]: cost of overlapping, both sides summed */
  int *transfer;    /* nullable when no transfer binds: [a * n_topics + b]: 1 if a shared person with `transfer` in force needs the way */
} PlnProblem;

/* @force: (nullable): borrowed
 * @previous: (nullable): the earlier agenda; not kept
 * Returns: (transfer full) */
PlnProblem *pln_problem_new (const PlnMeeting *meeting, const PlnForce *force, const PlnAgenda *previous);
void pln_problem_free (PlnProblem *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnProblem, pln_problem_free)

/* The minute at which `length` grid steps from `step` end. */
static inline int
pln_problem_end_minute (const PlnProblem *problem, int step, int length)
{
  return problem->minute[step] + length * problem->grid;
}

/* The step after the last one that `length` grid steps from `step` take. */
int pln_problem_end_step_irregular (const PlnProblem *problem, int step, int length);

static inline int
pln_problem_end_step (const PlnProblem *problem, int step, int length)
{
  return problem->irregular ? pln_problem_end_step_irregular (problem, step, length) : step + length;
}

/* Unary cost of an item there; PLN_NEVER where time, or the block's end, forbids it. */
static inline int
pln_problem_cost (const PlnProblem *problem, int item, int step, int length)
{
  const PlnProblemItem *i = &problem->items[item];

  return i->cost[(length - i->least) * problem->n_steps + step];
}

/* Is the room open for `length` steps from `step`? */
static inline bool
pln_problem_room_open (const PlnProblem *problem, int room, int step, int length)
{
  const int *shut = problem->room_shut + room * (problem->n_steps + 1);

  return shut[pln_problem_end_step (problem, step, length)] == shut[step];
}
