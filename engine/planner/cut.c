/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/cut.h"

struct _PlnCut
{
  PlnMaster *master;
  PlnBlockProgram *program;
  PlnContext *context; /* [n_clusters], of the task at hand */
  const int *stop;     /* nullable */
  gint64 n_facts;
};

/* What a fact says; front[end - 1] ≥ value makes it true. */
typedef struct
{
  PlnBlockTask task;
  int column[PLN_BLOCK_ITEMS_MOST]; /* aligned to task */
  int value; /* PLN_NEVER: impossible */
  int end;   /* unless the last item ends this many steps in; beyond the block: whatever the end */
} Fact;

PlnCut *
pln_cut_new (PlnMaster *master, const int *stop)
{
  PlnCut *cut = g_new0 (PlnCut, 1);

  cut->master = master;
  cut->stop = stop;
  cut->program = pln_block_program_new (master->problem);
  cut->context = g_new0 (PlnContext, (gsize) MAX (1, master->meeting->n_clusters));
  return cut;
}

void
pln_cut_free (PlnCut *cut)
{
  if (!cut)
    return;
  pln_block_program_free (cut->program);
  g_free (cut->context);
  g_free (cut);
}

gint64
pln_cut_n_facts (const PlnCut *cut)
{
  return cut->n_facts;
}

/* -- What the solver says of a block --------------------------------------------------------------- */

static bool
value_of (const PlnCut *cut, PlnLit lit)
{
  return pln_solver_value (cut->master->solver, lit);
}

static int
steps_in (const PlnCut *cut, int block)
{
  return cut->master->problem->block_first[block + 1] - cut->master->problem->block_first[block];
}

/* Returns: false where there are more items than a task holds */
static bool
read_task (PlnCut *cut, int block, int room, Fact *fact)
{
  const PlnMaster *master = cut->master;

  fact->task = (PlnBlockTask){ .block = block, .room = room, .context = cut->context };
  for (int c = 0; c < master->n_columns; c++)
    {
      const PlnColumn *column = &master->columns[c];

      if (column->block != block || column->room != room || !value_of (cut, column->lit))
        continue;
      if (fact->task.n == PLN_BLOCK_ITEMS_MOST)
        return false;
      fact->column[fact->task.n] = c;
      fact->task.item[fact->task.n] = column->item;
      fact->task.length[fact->task.n++] = column->length;
    }
  return true;
}

static int
cell_of_cluster (const PlnMaster *master, int c, int block, int room)
{
  return (c * master->meeting->n_blocks + block) * master->meeting->n_rooms + room;
}

static void
read_context (PlnCut *cut, int block, int room)
{
  const PlnMaster *master = cut->master;

  for (int c = 0; c < master->meeting->n_clusters; c++)
    {
      int cell = cell_of_cluster (master, c, block, room);

      cut->context[c] = PLN_CONTEXT_OFF;
      if (!master->cluster_before || master->meeting->clusters[c].weight == 0)
        continue;
      cut->context[c] = value_of (cut, master->cluster_before[cell]) ? PLN_CONTEXT_BEFORE : PLN_CONTEXT_NONE;
      if (value_of (cut, master->cluster_after[cell]))
        cut->context[c] |= PLN_CONTEXT_AFTER;
    }
}

/* Idle minutes if the last item ends k steps in, priced by the started five. */
static int
idle_units (const PlnCut *cut, const PlnBlockTask *task, int k)
{
  const PlnProblem *problem = cut->master->problem;
  const PlnMeeting *meeting = cut->master->meeting;
  PlnInterval span = { meeting->blocks[task->block].interval.start,
                       problem->minute[problem->block_first[task->block]] + k * problem->grid };
  int idle = span.end - span.start - pln_spans_covered (&meeting->rooms[task->room].unavailable, span);

  for (int i = 0; i < task->n; i++)
    idle -= task->length[i] * problem->grid;
  return idle <= 0 ? 0 : (idle + 4) / 5;
}

/* The latest end that the master has paid for. */
static int
end_paid (const PlnCut *cut, const PlnBlockTask *task)
{
  const PlnLit *end;
  int n_steps = steps_in (cut, task->block), stated = 0, k;

  if (!cut->master->end)
    return n_steps;
  end = cut->master->end[task->block * cut->master->meeting->n_rooms + task->room];
  while (stated < n_steps && value_of (cut, end[stated + 1]))
    stated++;
  k = stated;
  while (k < n_steps && idle_units (cut, task, k + 1) <= (stated > 0 ? idle_units (cut, task, stated) : 0))
    k++;
  return k;
}

static int
excess_paid (const PlnCut *cut, int block, int room)
{
  const GArray *levels = cut->master->levels[block * cut->master->meeting->n_rooms + room];
  int paid = 0;

  if (!cut->master->priced)
    return PLN_NEVER - 1;
  for (guint k = 0; k < levels->len; k++)
    if (value_of (cut, g_array_index (levels, PlnLevel, k).lit))
      paid = g_array_index (levels, PlnLevel, k).value;
  return paid;
}

/* -- Making a fact small --------------------------------------------------------------------------- */

static bool
holds (PlnCut *cut, const Fact *fact, const PlnBlockTask *task)
{
  const int *front;

  if (cut->stop && g_atomic_int_get (cut->stop))
    return false;
  front = pln_block_program_solve (cut->program, task);
  return front && front[MIN (fact->end - 1, steps_in (cut, task->block))] >= fact->value;
}

static void
leave_out_clusters (PlnCut *cut, Fact *fact)
{
  for (int c = 0; c < cut->master->meeting->n_clusters; c++)
    {
      PlnContext kept = cut->context[c];

      if (kept == PLN_CONTEXT_OFF || kept == PLN_CONTEXT_BOTH)
        continue;
      cut->context[c] = PLN_CONTEXT_OFF;
      if (!holds (cut, fact, &fact->task))
        cut->context[c] = kept;
    }
}

static void
leave_out_items (PlnCut *cut, Fact *fact)
{
  for (int k = fact->task.n - 1; k >= 0; k--)
    {
      PlnBlockTask less = fact->task;

      less.n--;
      for (int i = k; i < less.n; i++)
        {
          less.item[i] = less.item[i + 1];
          less.length[i] = less.length[i + 1];
        }
      if (!holds (cut, fact, &less))
        continue;
      fact->task = less;
      for (int i = k; i < less.n; i++)
        fact->column[i] = fact->column[i + 1];
    }
}

/* What is impossible or late stays so when items last longer: say it of shorter ones where it is true
 * of them already. Columns of an item run from long to short within a block. */
static void
shorten_items (PlnCut *cut, Fact *fact)
{
  const PlnMaster *master = cut->master;

  for (int k = 0; k < fact->task.n; k++)
    {
      int shortest = fact->column[k];
      PlnBlockTask shorter = fact->task;

      while (shortest + 1 < master->first_column[fact->task.item[k] + 1]
             && master->columns[shortest + 1].block == fact->task.block
             && master->columns[shortest + 1].room == fact->task.room)
        shortest++;
      shorter.length[k] = master->columns[shortest].length;
      if (shortest == fact->column[k] || !holds (cut, fact, &shorter))
        continue;
      fact->task = shorter;
      fact->column[k] = shortest;
    }
}

/* -- Saying it ------------------------------------------------------------------------------------- */

static void
push (GArray *clause, PlnLit lit)
{
  g_array_append_val (clause, lit);
}

static void
push_contexts (PlnCut *cut, const Fact *fact, GArray *clause)
{
  PlnMaster *master = cut->master;

  for (int c = 0; c < master->meeting->n_clusters; c++)
    {
      int cell = cell_of_cluster (master, c, fact->task.block, fact->task.room);

      switch (cut->context[c])
        {
        case PLN_CONTEXT_NONE:
          push (clause, pln_master_cluster_both (master, cell));
          break;
        case PLN_CONTEXT_BEFORE:
          push (clause, pln_lit_not (master->cluster_before[cell]));
          push (clause, master->cluster_after[cell]);
          break;
        case PLN_CONTEXT_AFTER:
          push (clause, pln_lit_not (master->cluster_after[cell]));
          push (clause, master->cluster_before[cell]);
          break;
        case PLN_CONTEXT_BOTH:
        case PLN_CONTEXT_OFF:
          break;
        }
    }
}

static void
state (PlnCut *cut, const Fact *fact)
{
  PlnMaster *master = cut->master;
  g_autoptr (GArray) clause = g_array_new (FALSE, FALSE, sizeof (PlnLit));

  for (int k = 0; k < fact->task.n; k++)
    if (fact->value >= PLN_NEVER)
      push (clause, pln_lit_not (pln_master_longer (master, fact->column[k])));
    else
      push (clause, pln_lit_not (master->columns[fact->column[k]].lit));
  if (fact->value < PLN_NEVER)
    {
      push_contexts (cut, fact, clause);
      push (clause, pln_master_excess (master, fact->task.block, fact->task.room, fact->value));
    }
  if (master->end && fact->end <= steps_in (cut, fact->task.block))
    push (clause, master->end[fact->task.block * master->meeting->n_rooms + fact->task.room][fact->end]);
  pln_solver_add_clause (master->solver, (const PlnLit *) clause->data, (int) clause->len);
  cut->n_facts++;
}

/* @front: of the whole block, above what was paid at @paid */
static void
add_fact (PlnCut *cut, Fact *fact, const int *front, int paid)
{
  int n_steps = steps_in (cut, fact->task.block);

  fact->value = front[paid];
  fact->end = paid + 1;
  while (fact->end <= n_steps && front[fact->end] >= fact->value)
    fact->end++;
  if (fact->value >= PLN_NEVER)
    for (int c = 0; c < cut->master->meeting->n_clusters; c++)
      cut->context[c] = PLN_CONTEXT_OFF;
  leave_out_clusters (cut, fact);
  leave_out_items (cut, fact);
  if (fact->value >= PLN_NEVER)
    shorten_items (cut, fact);
  state (cut, fact);
}

/* -- Facts of two items --------------------------------------------------------------------------- */

/* Does it cost the same wherever in the block it starts? */
static bool
is_indifferent (const PlnMaster *master, const PlnColumn *column)
{
  const PlnProblem *problem = master->problem;
  int end = problem->block_first[column->block + 1];

  for (int step = problem->block_first[column->block]; step + column->length <= end; step++)
    if (pln_problem_cost (problem, column->item, step, column->length) >= PLN_NEVER
        || pln_block_item_cost (problem, column->item, column->room, step, column->length) != column->cost)
      return false;
  return true;
}

/* States what the two cost in this context, if that is more than @paid. Returns: what they cost */
static int
add_pair_fact (PlnCut *cut, Fact *fact, int paid)
{
  const int *front = pln_block_program_solve (cut->program, &fact->task);

  fact->value = front ? front[fact->end - 1] : paid;
  if (fact->value > paid)
    state (cut, fact);
  return fact->value;
}

/* First whatever the clusters do elsewhere that day; then for each cluster that has just one of the two, since the other
 * may stand in its way. */
static void
add_pair (PlnCut *cut, int a, int b)
{
  const PlnMaster *master = cut->master;
  const PlnMeeting *meeting = master->meeting;
  const PlnColumn *x = &master->columns[a], *y = &master->columns[b];
  Fact fact = { .task = { .block = x->block, .room = x->room, .n = 2, .item = { x->item, y->item },
                          .length = { x->length, y->length }, .context = cut->context },
                .column = { a, b }, .end = steps_in (cut, x->block) + 1 };
  int paid;

  for (int c = 0; c < meeting->n_clusters; c++)
    cut->context[c] = PLN_CONTEXT_OFF;
  paid = add_pair_fact (cut, &fact, 0);
  for (int c = 0; c < meeting->n_clusters && paid < PLN_NEVER; c++)
    {
      const PlnCluster *cluster = &meeting->clusters[c];
      int cell = cell_of_cluster (master, c, x->block, x->room);

      if (!master->cluster_before || cluster->weight == 0
          || pln_cluster_has (cluster, meeting->items[x->item].topic) == pln_cluster_has (cluster, meeting->items[y->item].topic))
        continue;
      cut->context[c] = PLN_CONTEXT_BEFORE;
      if (master->cluster_before[cell] != pln_master_false (master))
        add_pair_fact (cut, &fact, paid);
      cut->context[c] = PLN_CONTEXT_AFTER;
      if (master->cluster_after[cell] != pln_master_false (master))
        add_pair_fact (cut, &fact, paid);
      cut->context[c] = PLN_CONTEXT_OFF;
    }
}

/* Returns: (transfer full): by column, the next one of the same block and room, or -1 */
static int *
chain_columns (const PlnMaster *master)
{
  int n_rooms = master->meeting->n_rooms, n_cells = master->meeting->n_blocks * n_rooms;
  g_autofree int *first = g_new (int, (gsize) MAX (1, n_cells));
  int *next = g_new (int, (gsize) MAX (1, master->n_columns));

  for (int cell = 0; cell < n_cells; cell++)
    first[cell] = -1;
  for (int c = master->n_columns - 1; c >= 0; c--)
    {
      int cell = master->columns[c].block * n_rooms + master->columns[c].room;

      next[c] = first[cell];
      first[cell] = c;
    }
  return next;
}

/* Two that do not care when they start can always be put in order. */
void
pln_cut_add_pairs (PlnCut *cut)
{
  const PlnMaster *master = cut->master;
  g_autofree bool *indifferent = g_new (bool, (gsize) MAX (1, master->n_columns));
  g_autofree int *next = chain_columns (master);

  for (int c = 0; c < master->n_columns; c++)
    indifferent[c] = is_indifferent (master, &master->columns[c]);
  for (int a = 0; a < master->n_columns && !(cut->stop && g_atomic_int_get (cut->stop)); a++)
    for (int b = next[a]; b >= 0; b = next[b])
      if (master->columns[a].item != master->columns[b].item && !(indifferent[a] && indifferent[b]))
        add_pair (cut, a, b);
}

/* -- Filling blocks -------------------------------------------------------------------------------- */

/* A block that is too large for the program may still be easy. */
static PlnCutAnswer
fill_by_list (PlnCut *cut, const PlnBlockTask *task, PlnDraft *draft)
{
  int starts[PLN_BLOCK_ITEMS_MOST], end = pln_block_program_list (cut->program, starts);

  if (end < 0 || end > end_paid (cut, task))
    return PLN_CUT_TOO_HARD;
  for (int k = 0; k < task->n; k++)
    draft->items[task->item[k]].start = cut->master->problem->minute[starts[k]];
  return PLN_CUT_TRUE;
}

/* The end with the least excess and idle cost; the earliest of those. -1 where there is none. */
static int
best_end (const PlnCut *cut, const PlnBlockTask *task, const int *front)
{
  gint64 weight = cut->master->priced ? cut->master->meeting->weights[PLN_TERM_IDLE] : 0, least = G_MAXINT64;
  int best = -1;

  for (int k = 0; k <= steps_in (cut, task->block); k++)
    if (front[k] < PLN_NEVER && front[k] + weight * idle_units (cut, task, k) < least)
      {
        best = k;
        least = front[k] + weight * idle_units (cut, task, k);
      }
  return best;
}

static PlnCutAnswer
fill_block (PlnCut *cut, int block, int room, PlnDraft *draft)
{
  Fact fact;
  const int *front;
  int starts[PLN_BLOCK_ITEMS_MOST], best, paid;

  if (!read_task (cut, block, room, &fact))
    return PLN_CUT_TOO_HARD;
  if (fact.task.n == 0)
    return PLN_CUT_TRUE;
  read_context (cut, block, room);
  front = pln_block_program_solve (cut->program, &fact.task);
  if (!front)
    return fill_by_list (cut, &fact.task, draft);
  best = best_end (cut, &fact.task, front);
  paid = end_paid (cut, &fact.task);
  if (best >= 0)
    {
      pln_block_program_schedule (cut->program, best, starts);
      for (int k = 0; k < fact.task.n; k++)
        draft->items[fact.task.item[k]].start = cut->master->problem->minute[starts[k]];
    }
  if (front[paid] <= excess_paid (cut, block, room))
    return PLN_CUT_TRUE;
  add_fact (cut, &fact, front, paid);
  return best >= 0 ? PLN_CUT_DEARER : PLN_CUT_NEVER;
}

PlnCutAnswer
pln_cut_fill (PlnCut *cut, PlnDraft *draft)
{
  const PlnMeeting *meeting = cut->master->meeting;
  PlnCutAnswer answer = PLN_CUT_TRUE;

  for (int block = 0; block < meeting->n_blocks; block++)
    for (int room = 0; room < meeting->n_rooms; room++)
      {
        PlnCutAnswer here = fill_block (cut, block, room, draft);

        if (here == PLN_CUT_TOO_HARD)
          return here;
        answer = MAX (answer, here);
      }
  return answer;
}
