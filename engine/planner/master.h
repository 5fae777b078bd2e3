/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The 0-1 master: which item stands in which block and room and how long, who holds the duties.
 *
 * Two ways to see time inside a block:
 *   untimed  a column is (item, block, room, length); its cost is the item's cheapest start there.
 *            Order and times are left to the block program, whose facts arrive through
 *            pln_master_excess(), the `end` literals and plain clauses (planner/cut.h). With several rooms
 *            nothing says what must not go on in two of them at a time.
 *   timed    a column is (item, room, start, length) and everything is stated at once. Any rooms; the
 *            exact model that the first is checked against.
 * All else (drops, used blocks, duties, relations and clusters from block to block) is common.
 *
 * Built from a problem, and so from a set of statements in force. Without prices only the hard rules
 * are stated: that is what a conflict is looked for in.
 *
 * A literal that cannot be true is pln_master_false(); every array here may hold it.
 */

#include "planner/problem.h"
#include "solver/solver.h"

typedef struct
{
  int item, block, room;
  int length; /* grid steps */
  int step;   /* start; -1 in an untimed master */
  int cost;
  PlnLit lit;
} PlnColumn;

/* One level of a block's excess: "the block costs at least `value` above its columns". */
typedef struct
{
  int value;
  PlnLit lit;
} PlnLevel;

typedef struct
{
  const PlnProblem *problem;
  const PlnMeeting *meeting;
  PlnSolver *solver; /* owned */
  bool timed, priced, free_musts;
  const PlnForce *guarded; /* nullable: statements in force that each stand behind a literal */
  GHashTable *guards;      /* of PlnStatement to PlnLit + 1; with `guarded` only */
  PlnLit truth;
  PlnColumn *columns; /* by item */
  int n_columns;
  int *first_column; /* [n_items + 1] */
  PlnLit *dropped;  /* [n_topics] */
  PlnLit *in_block; /* [item * n_blocks + block] */
  PlnLit *in_cell;  /* [(item * n_blocks + block) * n_rooms + room] */
  PlnLit *used;     /* [block * n_rooms + room] */
  PlnLit *up_to;    /* [item * n_blocks + block]: placed in that block or an earlier one; made when asked for */
  PlnLit *from;     /* ... or a later one */
  PlnLit *longer;   /* [column]: its item stands in its block and room that long or longer; made when asked for */
  PlnLit *holder;   /* [holder index * n_people + person]; NULL without prices */
  PlnLit *open;     /* [holder index] */
  PlnLit **end;     /* [block * n_rooms + room][k]: the last item there ends k or more grid steps after the block's first
                     * grid point; NULL where idle time costs nothing */
  PlnLit *cluster_before; /* [(cluster * n_blocks + block) * n_rooms + room]: just where an item of it stands earlier that day
                           * there; untimed and priced only */
  PlnLit *cluster_after;
  PlnLit *cluster_both; /* ... on both sides; made when asked for */
  GArray **levels;  /* [block * n_rooms + room]: of PlnLevel, ascending */
} PlnMaster;

typedef struct
{
  bool timed, priced;
  gint64 cutoff; /* costs from here on are not wanted; PLN_COST_NONE: all are. It also bounds what is made. */
  int lp;          /* as the solver's option `relax`: 0 never, 1 when the cores stall, 2 at once */
  bool free_musts; /* every topic may be left out: who must be placed is assumed instead */
  const PlnForce *guarded; /* nullable; borrowed. Statements in force here are stated under a literal each, to be assumed;
                            * timed, without prices. In force in the problem, but not here, are those that it folds
                            * into domains. */
} PlnMasterOptions;

/* How many columns it would have: to decide whether to build it. */
gint64 pln_master_n_columns (const PlnProblem *problem, bool timed);

/* Returns: (transfer full) */
PlnMaster *pln_master_new (const PlnProblem *problem, const PlnMasterOptions *options);
void pln_master_free (PlnMaster *master);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnMaster, pln_master_free)

/* The draft that the solver's current values stand for: in a timed master whole, in an untimed one
 * without starts (they are 0). Returns: (transfer full) */
PlnDraft *pln_master_draft (const PlnMaster *master);

/* The column in which a draft's item stands; -1 where there is none. */
int pln_master_column_of (const PlnMaster *master, const PlnDraft *draft, int item);

/* Hints the solver towards a known plan. */
void pln_master_follow (PlnMaster *master, const PlnDraft *draft);

/* May the topic be left out, by the statements in force? */
bool pln_master_may_drop (const PlnProblem *problem, int topic);

/* The literal under which a statement holds: true where it is in force, false where it is not, or its
 * guard. Nothing need be stated under a false one. */
PlnLit pln_master_guard (PlnMaster *master, PlnStatement statement);

/* -- Literals made when asked for ------------------------------------------------------------------ */

static inline PlnLit
pln_master_false (const PlnMaster *master)
{
  return pln_lit_not (master->truth);
}

/* A literal that is true just if one of them is. */
PlnLit pln_master_any (PlnMaster *master, const PlnLit *lits, int n);
/* The same where one of them at most is true: then it is their sum, which the LP must be told. */
PlnLit pln_master_one (PlnMaster *master, const PlnLit *lits, int n);
/* A literal that is true if one of them is (and may be true without). */
PlnLit pln_master_implied (PlnMaster *master, const PlnLit *lits, int n);
PlnLit pln_master_new_lit (PlnMaster *master);

/* Priorities of what is branched on first: a few literals that many others hang on. */
enum
{
  PLN_MASTER_PRIORITY_USED = 1, /* whether a block is used */
  PLN_MASTER_PRIORITY_DAY = 2,  /* whether a cluster has topics on a day */
};

PlnLit pln_master_up_to (PlnMaster *master, int item, int block); /* false for block < 0 */
PlnLit pln_master_from (PlnMaster *master, int item, int block);  /* false for block ≥ n_blocks */
PlnLit pln_master_longer (PlnMaster *master, int column);
PlnLit pln_master_cluster_both (PlnMaster *master, int cell); /* index of cluster_before */

/* The literal of "block costs at least @value in the room above its columns", @value > 0. What it costs is spread
 * over the levels so that the dearest true one costs its value in all. */
PlnLit pln_master_excess (PlnMaster *master, int block, int room, int value);

/* How many blocks are used, rounded up: rows that follow from what is stated, for an LP that would use four tenths of a
 * block. */
void pln_master_add_rounded_counts (PlnMaster *master);

void pln_master_add_clause3 (PlnMaster *master, PlnLit a, PlnLit b, PlnLit c);

/* -- Its chapters, each in a file of its own ------------------------------------------------------- */

void pln_master_add_duties (PlnMaster *master, gint64 cutoff);
void pln_master_add_relations (PlnMaster *master);
void pln_master_add_clusters (PlnMaster *master);
void pln_master_add_slots (PlnMaster *master, gint64 cutoff);
void pln_master_add_times (PlnMaster *master);
