/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What every plan costs at least, from shares: the topics fall into groups, each is planned alone
 * (planner/excerpt.h), and what the groups cost at least is summed. At first each topic is a group, at the price of its
 * cheapest time or its drop. A known plan says which to plan together: those that it pays for one thing with. Such a
 * group grows by the topics that a cheaper plan of it would be in the way of, until none is cheaper than what the
 * known plan pays there, or it is too large to be planned.
 *
 * This is how a meeting of many rooms is proved that falls apart, or that pays in one corner only. */

#include "planner/limit.h"
#include "planner/problem.h"

typedef struct _PlnShares PlnShares;

/* @problem: every statement in force; borrowed, as is @previous: (nullable): the earlier agenda
 * Returns: (transfer full) */
PlnShares *pln_shares_new (const PlnProblem *problem, const PlnAgenda *previous);
void pln_shares_free (PlnShares *shares);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnShares, pln_shares_free)

/* No plan costs less. G_MAXINT64: there is none, since some topic that must be placed cannot stand anywhere. */
gint64 pln_shares_bound (const PlnShares *shares);

typedef struct
{
  const PlnDraft *best; /* a plan */
  gint64 cost;          /* of it */
  gint64 ticks;         /* work for this call, as of PlnExactOptions */
  bool lp;              /* groups in one room may ask an LP */
  PlnLimit *limit;
  void (*improved) (const PlnDraft *draft, gint64 cost, gpointer data); /* a better plan was come by; it is lent */
  void (*raised) (gint64 bound, gpointer data);
  gpointer data;
} PlnSharesOptions;

/* Grows and plans groups, until the bound is the plan's cost or the ticks are spent.
 * Returns: whether to go on might raise the bound; a better plan may change that */
bool pln_shares_raise (PlnShares *shares, const PlnSharesOptions *options);
