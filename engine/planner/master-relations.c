/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/master.h"

#include "planner/block.h"

/* Relations, positions and parts from block to block. Inside a block they are the block program's, or
 * in a timed master those of planner/master-times.c; soft orders are wholly timed.c's there. */

typedef struct
{
  PlnMaster *master;
  const PlnMeeting *meeting;
  PlnLit *on_day; /* [item * n_days + day], made when asked for */
} Relate;

static PlnLit
on_day (Relate *relate, int item, int day)
{
  const PlnMeeting *meeting = relate->meeting;
  const PlnDay *row = &meeting->days[day];
  PlnLit *cell = &relate->on_day[item * meeting->n_days + day];

  if (*cell == PLN_LIT_NONE)
    {
      g_autofree PlnLit *lits = g_new (PlnLit, (gsize) row->n_blocks);
      int n = 0;

      for (int block = row->first_block; block < row->first_block + row->n_blocks; block++)
        {
          PlnLit lit = relate->master->in_block[item * meeting->n_blocks + block];

          if (lit != pln_master_false (relate->master))
            lits[n++] = lit;
        }
      *cell = pln_master_one (relate->master, lits, n);
    }
  return *cell;
}

/* What holds instead where the statement does not: false where it is always in force. */
static PlnLit
unless (const Relate *relate, PlnRule rule, int topic, int other)
{
  return pln_lit_not (pln_master_guard (relate->master, (PlnStatement){ rule, topic, -1, other }));
}

static bool
is_idle (const Relate *relate, PlnLit not_in_force)
{
  return not_in_force == relate->master->truth;
}

/* The block of `earlier` is not after that of `later`, or `broken` is paid. */
static void
order_blocks (Relate *relate, int earlier, int later, PlnLit broken)
{
  PlnMaster *master = relate->master;

  for (int block = 0; block + 1 < relate->meeting->n_blocks; block++)
    pln_master_add_clause3 (master, pln_lit_not (pln_master_from (master, earlier, block + 1)),
                            pln_lit_not (pln_master_up_to (master, later, block)), broken);
}

static void
space_parts (Relate *relate, int earlier, int later, PlnSpacing spacing, PlnLit broken)
{
  PlnMaster *master = relate->master;
  const PlnMeeting *meeting = relate->meeting;

  order_blocks (relate, earlier, later, pln_master_false (master));
  if (spacing == PLN_SPACING_DIFFERENT_BLOCK)
    for (int block = 0; block < meeting->n_blocks; block++)
      pln_master_add_clause3 (master, pln_lit_not (pln_master_from (master, earlier, block)),
                              pln_lit_not (pln_master_up_to (master, later, block)), broken);
  for (int day = 0; day < meeting->n_days; day++)
    {
      int first = meeting->days[day].first_block, last = first + meeting->days[day].n_blocks - 1;

      if (spacing == PLN_SPACING_DIFFERENT_DAY)
        pln_master_add_clause3 (master, pln_lit_not (pln_master_from (master, earlier, first)),
                                pln_lit_not (pln_master_up_to (master, later, last)), broken);
      if (spacing == PLN_SPACING_SAME_DAY)
        pln_master_add_clause3 (master, pln_lit_not (on_day (relate, earlier, day)), on_day (relate, later, day), broken);
    }
}

static int
last_item (const PlnTopic *topic)
{
  return topic->first_item + topic->parts - 1;
}

static void
wish_order (Relate *relate, int earlier, int later, int weight)
{
  PlnLit broken;

  if (relate->master->timed || !relate->master->priced || weight == 0)
    return;
  broken = pln_master_new_lit (relate->master);
  pln_solver_add_cost (relate->master->solver, broken, weight);
  order_blocks (relate, earlier, later, broken);
}

/* Can the head end just where the tail starts, somewhere in the block? */
static bool
can_follow (const PlnProblem *problem, int head, int tail, int block, int room)
{
  const PlnProblemItem *h = &problem->items[head], *t = &problem->items[tail];

  for (int step = problem->block_first[block]; step < problem->block_first[block + 1]; step++)
    for (int hl = h->least; hl <= h->most; hl++)
      {
        int at = step + hl;

        if (at >= problem->block_first[block + 1] || pln_block_item_cost (problem, head, room, step, hl) >= PLN_NEVER)
          continue;
        for (int tl = t->least; tl <= t->most && at + tl <= problem->block_first[block + 1]; tl++)
          if (pln_block_item_cost (problem, tail, room, at, tl) < PLN_NEVER)
            return true;
      }
  return false;
}

static void
follow (Relate *relate, int topic, int other, PlnLit broken)
{
  PlnMaster *master = relate->master;
  const PlnMeeting *meeting = relate->meeting;
  int tail = meeting->topics[topic].first_item, head = last_item (&meeting->topics[other]);

  pln_master_add_clause3 (master, pln_lit_not (master->dropped[other]), master->dropped[topic], broken);
  for (int block = 0; block < meeting->n_blocks; block++)
    for (int room = 0; room < meeting->n_rooms; room++)
      {
        PlnLit here = master->in_cell[(tail * meeting->n_blocks + block) * meeting->n_rooms + room];
        PlnLit there = master->in_cell[(head * meeting->n_blocks + block) * meeting->n_rooms + room];

        if (here == pln_master_false (master))
          continue;
        pln_master_add_clause3 (master, pln_lit_not (here), there, broken);
        if (!master->problem->irregular && !can_follow (master->problem, head, tail, block, room))
          pln_solver_add_binary (master->solver, pln_lit_not (here), broken);
      }
}

static void
share_days (Relate *relate, int topic, int other, bool same, PlnLit broken)
{
  PlnMaster *master = relate->master;
  const PlnTopic *a = &relate->meeting->topics[topic], *b = &relate->meeting->topics[other];

  for (int i = a->first_item; i <= last_item (a); i++)
    for (int j = b->first_item; j <= last_item (b); j++)
      for (int day = 0; day < relate->meeting->n_days; day++)
        {
          PlnLit its = on_day (relate, j, day);
          PlnLit clause[] = { pln_lit_not (on_day (relate, i, day)), broken, same ? its : pln_lit_not (its),
                              same ? master->dropped[other] : broken };

          pln_solver_add_clause (master->solver, clause, 4);
        }
}

static PlnRule
rule_of (PlnRelationKind kind)
{
  switch (kind)
    {
    case PLN_RELATION_AFTER:
      return PLN_RULE_AFTER;
    case PLN_RELATION_BEFORE:
      return PLN_RULE_BEFORE;
    case PLN_RELATION_FOLLOWS:
      return PLN_RULE_FOLLOWS;
    case PLN_RELATION_SAME_DAY:
      return PLN_RULE_SAME_DAY;
    case PLN_RELATION_DIFFERENT_DAY:
      return PLN_RULE_DIFFERENT_DAY;
    case PLN_RELATION_APART:
    case PLN_RELATION_AVOID_PARALLEL:
      break;
    }
  return PLN_RULE_APART;
}

static void
add_relation (Relate *relate, int topic, const PlnRelation *relation)
{
  const PlnTopic *mine = &relate->meeting->topics[topic], *other = &relate->meeting->topics[relation->other];
  PlnRelationKind kind = relation->kind;
  bool before = kind == PLN_RELATION_BEFORE;
  int earlier = last_item (before ? mine : other), later = (before ? other : mine)->first_item;
  PlnLit broken;

  if (kind == PLN_RELATION_APART || kind == PLN_RELATION_AVOID_PARALLEL)
    return; /* never binds from block to block */
  if (relation->soft)
    {
      wish_order (relate, earlier, later, relation->weight);
      return;
    }
  broken = unless (relate, rule_of (kind), topic, relation->other);
  if (is_idle (relate, broken))
    return;
  if (kind == PLN_RELATION_FOLLOWS)
    follow (relate, topic, relation->other, broken);
  else if (kind == PLN_RELATION_AFTER || before)
    order_blocks (relate, earlier, later, broken);
  else
    share_days (relate, topic, relation->other, kind == PLN_RELATION_SAME_DAY, broken);
}

/* Where `mine` is true, no item of another topic stands in that block, or in that room of it. */
static void
keep_out (Relate *relate, PlnLit mine, int topic, int block, int room, PlnLit broken)
{
  PlnMaster *master = relate->master;
  const PlnMeeting *meeting = relate->meeting;

  if (mine == pln_master_false (master))
    return;
  if (meeting->topics[topic].parts == 1)
    {
      for (int r = 0; r < meeting->n_rooms; r++)
        if (room < 0 || r == room)
          pln_master_add_clause3 (master, pln_lit_not (mine), pln_lit_not (master->used[block * meeting->n_rooms + r]), broken);
      return;
    }
  for (int item = 0; item < meeting->n_items; item++)
    if (meeting->items[item].topic != topic)
      {
        int place = item * meeting->n_blocks + block;
        PlnLit its = room < 0 ? master->in_block[place] : master->in_cell[place * meeting->n_rooms + room];

        pln_master_add_clause3 (master, pln_lit_not (mine), pln_lit_not (its), broken);
      }
}

static void
take_position (Relate *relate, int item, PlnPosition position, PlnLit broken)
{
  PlnMaster *master = relate->master;
  const PlnMeeting *meeting = relate->meeting;
  int topic = meeting->items[item].topic;
  bool is_first = position == PLN_POSITION_FIRST || position == PLN_POSITION_DAY_FIRST;

  for (int block = 0; block < meeting->n_blocks; block++)
    {
      if (position == PLN_POSITION_FIRST)
        keep_out (relate, pln_master_from (master, item, block + 1), topic, block, -1, broken);
      else if (position == PLN_POSITION_LAST)
        keep_out (relate, pln_master_up_to (master, item, block - 1), topic, block, -1, broken);
      else
        for (int at = 0; at < meeting->n_blocks; at++)
          for (int room = 0; room < meeting->n_rooms; room++)
            if (meeting->blocks[at].day == meeting->blocks[block].day && (is_first ? block < at : block > at))
              keep_out (relate, master->in_cell[(item * meeting->n_blocks + at) * meeting->n_rooms + room], topic, block, room, broken);
    }
}

void
pln_master_add_relations (PlnMaster *master)
{
  const PlnMeeting *meeting = master->meeting;
  gsize n = (gsize) MAX (1, meeting->n_items * meeting->n_days);
  Relate relate = { master, meeting, g_new (PlnLit, n) };

  for (gsize k = 0; k < n; k++)
    relate.on_day[k] = PLN_LIT_NONE;
  for (int topic = 0; topic < meeting->n_topics; topic++)
    {
      const PlnTopic *row = &meeting->topics[topic];
      PlnLit apart = unless (&relate, PLN_RULE_PART_SPACING, topic, -1);
      PlnLit displaced = unless (&relate, PLN_RULE_POSITION, topic, -1);

      for (int item = row->first_item; item < last_item (row); item++)
        space_parts (&relate, item, item + 1, is_idle (&relate, apart) ? PLN_SPACING_ANY : row->spacing, apart);
      for (int k = 0; k < row->n_relations; k++)
        add_relation (&relate, topic, &row->relations[k]);
      if (row->position != PLN_POSITION_NONE && !is_idle (&relate, displaced))
        for (int item = row->first_item; item <= last_item (row); item++)
          take_position (&relate, item, row->position, displaced);
    }
  g_free (relate.on_day);
}
