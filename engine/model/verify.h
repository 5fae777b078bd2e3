/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The judge: agenda x meeting -> broken rules, faults of the file, cost by term. Written from
 * spec/meeting-format.md alone; shares no code with planner or solver. One file a family: items,
 * pairs, relations, duties, spread. Every agenda that leaves the program has passed it.
 */

#include "model/agenda.h"

typedef struct
{
  char *rule; /* its name in section 3; NULL for a fault of the file itself */
  char *text;
  char **items, **people; /* NULL-terminated ids; nullable */
  char *room;             /* nullable */
} PlnBroken;

typedef struct
{
  PlnTerm term;
  gint64 cost; /* above 0 */
  int topic; /* the topic it is about, or -1 */
  int cluster; /* the cluster that stands apart, or -1 */
  char **items, **people; /* NULL-terminated ids */
  char *text;
} PlnCharge;

struct _PlnVerdict
{
  GPtrArray *broken; /* of PlnBroken: broken rules of section 3 */
  GPtrArray *form;   /* of PlnBroken with rule NULL */
  GPtrArray *charges; /* of PlnCharge, in order of term, then item */
  gint64 terms[PLN_N_TERMS];
  gint64 cost;
  bool has_plan; /* false for infeasible and unknown */
};

/* pln_verify:
 * @previous: (nullable): the earlier agenda, for `moved` and `role_moved`
 * Returns: (transfer full) */
PlnVerdict *pln_verify (const PlnMeeting *meeting, const PlnAgenda *agenda, const PlnAgenda *previous);
