/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* An inequality over the members of a knapsack, made exact and then as strong as it gets.
 *
 * The members have a weight each, fall into groups of which one at most is true (the lengths of one item), and those
 * that are true weigh no more than the bound. For any weights alpha ≥ 0 a dynamic program over length finds the most
 * that they come to, hence the right side; others give each group the table of all groups but itself, with which its
 * weights are raised as far as they go (sequential lifting: Balas, 1975; with groups: Wolsey, 1990). All of it is
 * integer. */

#include "solver/cut.h"

/* A literal: the column or its negation. */
typedef struct
{
  int column;
  bool negated;
  int weight; /* > 0 */
  int group;  /* members are sorted by group, in it by weight */
  int kind;   /* the same in another knapsack: may stand for this one there, see pln_lift_translate() */
} PlnMember;

typedef struct
{
  const PlnMember *members; /* [n] */
  int n;
  int n_groups;
  int bound;
  int *first_of;   /* [n_groups + 1]: first member of a group */
  double *value;   /* [n]: of the member's literal in x */
  int64_t *alpha;  /* [n]: the inequality's weights: to be filled in */
  int64_t right;   /* its right side */
  int64_t work;    /* cells of tables filled */
  int64_t *table;  /* [bound + 1]: scratch */
  struct PlnChoice *choices; /* [n]: scratch */
} PlnLift;

/* @members: (array length=n): borrowed
 * @x: by column */
void pln_lift_open (PlnLift *lift, const PlnMember *members, int n, int bound, const double *x);
void pln_lift_close (PlnLift *lift);

/* Is every literal whole in x? */
bool pln_lift_is_integral (const PlnLift *lift);

/* Sets the right side to the most that alpha comes to, and raises alpha as far as that allows. */
void pln_lift_strengthen (PlnLift *lift);

/* Takes over the weights that another knapsack's inequality gives to members of the same kinds.
 *
 * @alpha_of_kind: scratch: zeroes by kind; zeroes again afterwards */
void pln_lift_translate (PlnLift *lift, const PlnLift *other, int64_t *alpha_of_kind);

/* By how much x violates it, over the Euclidean norm of its weights; 0 where it has none. */
double pln_lift_violation (const PlnLift *lift);

/* Appends it to the pool. */
void pln_lift_add_row (const PlnLift *lift, PlnCutRows *rows);
