/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What local search looks up again and again, laid out once per problem: who meets whom, in which
 * slots an item can stand at all, which order and day rules tie a topic.
 *
 * A slot is a block of a room: room * n_blocks + block. */

#include "planner/problem.h"

/* Two topics that mind whether their items overlap, or how close they stand. Kept on both sides;
 * none with a single room, where nothing overlaps. */
typedef struct
{
  int other;
  bool apart; /* never at the same time */
  bool transfer; /* a shared person needs the way between rooms */
  int parallel; /* cost per pair of overlapping items */
  int first_guest, n_guests; /* into PlnSurvey.link_guests: my guests who are in the other's cast */
  int first_host, n_hosts; /* the other's guests who are in my cast */
} PlnLink;

typedef enum
{
  PLN_BOND_AFTER, /* every part of the other ends before my first starts */
  PLN_BOND_BEFORE, /* the reverse */
  PLN_BOND_SAME_DAY,
  PLN_BOND_OTHER_DAY,
  PLN_BOND_SOFT_AFTER, /* as AFTER, at a cost where it does not hold */
  PLN_BOND_SOFT_BEFORE,
} PlnBondKind;

/* A tie of order or day between two topics; kept on both sides. */
typedef struct
{
  PlnBondKind kind;
  int other, weight;
} PlnBond;

typedef struct
{
  PlnBond *bonds;
  int n_bonds, n_hard; /* the hard ones stand first */
  PlnLink *links;
  int n_links;
  int *clusters; /* that it is in */
  int n_clusters;
  int head; /* topic that it follows; -1: none, PLN_TWO_HEADS: two, so that it can never stand */
  int *tails; /* topics that follow it */
  int n_tails;
  PlnPosition position; /* NONE where not in force */
  PlnSpacing spacing; /* ANY where not in force */
  int first_item, n_parts;
  bool must;
  int drop_cost; /* 0 for must */
  bool hopeless; /* an item of it fits no slot */
  bool tied; /* by a hard bond, several parts or a position */
} PlnSurveyTopic;

#define PLN_TWO_HEADS (-2)

typedef struct
{
  int *slots; /* where it can stand as far as it alone is concerned */
  int n_slots;
  int *cheapest; /* [n_blocks]: least cost in the block, PLN_NEVER: none */
} PlnSurveyItem;

typedef struct
{
  const PlnProblem *problem;
  const PlnMeeting *meeting;
  int n_items, n_topics, n_rooms, n_blocks, n_slots, n_roles, n_people, n_days, n_clusters;
  PlnSurveyTopic *topics;
  PlnSurveyItem *items;
  int *link_at; /* [topic * n_topics + other]: index of the link, -1: none; NULL with one room */
  int *link_guests; /* indices into PlnProblem.guests[topic] */
  int *first_guest; /* [n_items + 1]: guests of the items, numbered through */
  bool *in_cast; /* [topic * n_people + person] */
  bool *in_cluster; /* [cluster * n_topics + topic] */
  int *starts; /* steps at which some item can start, by block */
  int *starts_first; /* [n_blocks + 1]: into starts */
  int *room_of, *block_of, *day_of; /* [n_slots] */
  int *positioned; /* topics with a position */
  int n_positioned;
  bool *room_shuts; /* [n_rooms]: unavailable at some time */
  int widest; /* most steps of a block */
  int longest; /* most items that can stand in one slot */
} PlnSurvey;

PlnSurvey *pln_survey_new (const PlnProblem *problem);
void pln_survey_free (PlnSurvey *survey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnSurvey, pln_survey_free)

static inline int
pln_survey_slot (const PlnSurvey *survey, int room, int block)
{
  return room * survey->n_blocks + block;
}

static inline int
pln_survey_room (const PlnSurvey *survey, int slot)
{
  return survey->room_of[slot];
}

static inline int
pln_survey_block (const PlnSurvey *survey, int slot)
{
  return survey->block_of[slot];
}

static inline int
pln_survey_day (const PlnSurvey *survey, int slot)
{
  return survey->day_of[slot];
}

/* Are `length` steps from `step` one granularity each? Where a zone shifts its clock by a part of the
 * granularity the search stands nothing. */
bool pln_survey_is_regular (const PlnSurvey *survey, int step, int length);

/* What an item alone costs in a room: pln_problem_cost () and having moved; PLN_NEVER where the room
 * is shut or steps are irregular. */
static inline int
pln_survey_cost (const PlnSurvey *survey, int item, int room, int step, int length)
{
  const PlnProblemItem *mine = &survey->problem->items[item];
  int cost = mine->cost[(length - mine->least) * survey->problem->n_steps + step];

  if (cost < PLN_NEVER && survey->room_shuts[room] && !pln_problem_room_open (survey->problem, room, step, length))
    return PLN_NEVER;
  if (cost < PLN_NEVER && survey->problem->irregular && !pln_survey_is_regular (survey, step, length))
    return PLN_NEVER;
  if (mine->previous_room != PLN_NOT_THERE && cost < PLN_NEVER
      && (mine->previous_room != room || mine->previous_start != survey->problem->minute[step]))
    cost += survey->meeting->weights[PLN_TERM_MOVED];
  return cost;
}
