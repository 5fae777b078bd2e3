/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The statements of a request: what a conflict set is made of (spec section 5). Each is a topic's
 * `must`, or one hard rule of section 3 for one topic, with a person or another topic where it needs
 * one. A force is a subset of them; problem and master are built from it.
 *
 * What dropping a statement means, rule by rule:
 *   must           the topic may be left out, at no cost
 *   fixed          its start is free (its room is room_fit)
 *   within         all its `within` lists are forgotten
 *   room_fit       any room will do: rooms, needs, size, fixed.room forgotten
 *   person_busy    that member of the cast counts as always available, for this topic
 *   person_overlap this topic and that other may overlap as far as that person goes
 *   transfer       likewise for the way between rooms
 *   position       forgotten
 *   part_spacing   as `any`
 *   after, before, follows, same_day, different_day, apart: this topic's relation to that other is
 *     forgotten; a first part that follows another stays exempt from its day's `starts`
 * Always in force: placed, block, grid, starts, length, room_overlap, room_busy, part_order.
 */

#include "model/agenda.h"

typedef enum
{
  PLN_RULE_MUST,
  PLN_RULE_FIXED,
  PLN_RULE_WITHIN,
  PLN_RULE_ROOM_FIT,
  PLN_RULE_PERSON_BUSY,
  PLN_RULE_PERSON_OVERLAP,
  PLN_RULE_TRANSFER,
  PLN_RULE_POSITION,
  PLN_RULE_PART_SPACING,
  PLN_RULE_AFTER,
  PLN_RULE_BEFORE,
  PLN_RULE_FOLLOWS,
  PLN_RULE_SAME_DAY,
  PLN_RULE_DIFFERENT_DAY,
  PLN_RULE_APART,
  PLN_N_RULES
} PlnRule;

typedef struct
{
  PlnRule rule;
  int topic;
  int person; /* or -1 */
  int other;  /* topic, or -1 */
} PlnStatement;

/* A set of statements in force. A statement that is not listed in `dropped` is in force. */
typedef struct _PlnForce PlnForce;

PlnForce *pln_force_new (void);                      /* everything is in force */
PlnForce *pln_force_copy (const PlnForce *force);
void pln_force_free (PlnForce *force);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnForce, pln_force_free)
void pln_force_drop (PlnForce *force, PlnStatement statement);
void pln_force_restore (PlnForce *force, PlnStatement statement);
void pln_force_drop_all (PlnForce *force, const PlnMeeting *meeting); /* every statement of the meeting */

/* @force: (nullable): NULL has everything. For person_overlap and transfer the statement may be
 * stated from either topic's side: it binds while it is in force from the lower index's side. */
bool pln_force_has (const PlnForce *force, PlnStatement statement);

/* Every statement of the meeting, in order of topic then rule. person_overlap and transfer stand once
 * a pair, on the lower topic. Returns: (transfer full) (element-type PlnStatement) */
GArray *pln_statements_new (const PlnMeeting *meeting);

const char *pln_rule_name (PlnRule rule);
