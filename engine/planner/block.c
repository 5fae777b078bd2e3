/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/block.h"

#include <string.h>

#define CELLS_MOST (1000 * 1000) /* of the table; more is "too large" */

/* Items that stand back to back (a head and what follows it), placed as one. */
typedef struct
{
  int n;
  int member[PLN_BLOCK_ITEMS_MOST]; /* local indices, in order of time */
  int length;
  int *cost; /* [n_steps of the block]: excess of the members from that start */
} Unit;

/* Units that nothing tells apart: placed in order of index, so that only their number counts. */
typedef struct
{
  int n;
  int unit[PLN_BLOCK_ITEMS_MOST];
  int stride; /* of the class in the table's index */
} Class;

/* What the program knows of an item of the task beside its unit. */
typedef struct
{
  guint64 before;    /* items that must stand before it */
  guint64 own_topic; /* items of its topic, itself included */
  PlnPosition position;
  bool has_ties; /* something but its own cost depends on its place */
} Local;

typedef struct
{
  int earlier, later; /* local */
  int weight;
} SoftOrder;

typedef struct
{
  guint64 members;
  PlnContext context;
  int weight;
} LocalCluster;

struct _PlnBlockProgram
{
  const PlnProblem *problem;
  const PlnBlockTask *task;
  PlnBlockTask kept;
  int first, n_steps; /* of the block */
  Local local[PLN_BLOCK_ITEMS_MOST];
  Unit unit[PLN_BLOCK_ITEMS_MOST];
  int n_units;
  Class class[PLN_BLOCK_ITEMS_MOST];
  int n_classes;
  GArray *soft;     /* of SoftOrder */
  GArray *clusters; /* of LocalCluster */
  int *unit_costs;
  gsize unit_costs_size;
  int *table; /* [state * (n_steps + 1) + end] */
  gsize table_size;
  int n_states;
  bool impossible;
  int *never; /* [n_steps + 1] */
  gsize never_size;
  gint64 ticks;
};

int
pln_block_item_cost (const PlnProblem *problem, int item, int room, int step, int length)
{
  const PlnProblemItem *row = &problem->items[item];
  int cost = pln_problem_cost (problem, item, step, length);

  if (cost >= PLN_NEVER || !row->room_ok[room] || !pln_problem_room_open (problem, room, step, length))
    return PLN_NEVER;
  if (row->previous_room != PLN_NOT_THERE
      && (row->previous_room != room || row->previous_start != problem->minute[step]))
    cost += problem->meeting->weights[PLN_TERM_MOVED];
  return cost;
}

int
pln_block_item_least (const PlnProblem *problem, int item, int room, int block, int length)
{
  int least = PLN_NEVER;

  for (int step = problem->block_first[block]; step < problem->block_first[block + 1]; step++)
    {
      int cost;

      if (step + length > problem->block_first[block + 1])
        break;
      cost = pln_block_item_cost (problem, item, room, step, length);
      least = MIN (least, cost);
    }
  return least;
}

int
pln_block_item_earliest_end (const PlnProblem *problem, int item, int room, int block, int length)
{
  int first = problem->block_first[block];

  for (int step = first; step + length <= problem->block_first[block + 1]; step++)
    if (pln_block_item_cost (problem, item, room, step, length) < PLN_NEVER)
      return step + length - first;
  return 0;
}

PlnBlockProgram *
pln_block_program_new (const PlnProblem *problem)
{
  PlnBlockProgram *program = g_new0 (PlnBlockProgram, 1);

  program->problem = problem;
  program->soft = g_array_new (FALSE, FALSE, sizeof (SoftOrder));
  program->clusters = g_array_new (FALSE, FALSE, sizeof (LocalCluster));
  return program;
}

void
pln_block_program_free (PlnBlockProgram *program)
{
  if (!program)
    return;
  g_array_free (program->soft, TRUE);
  g_array_free (program->clusters, TRUE);
  g_free (program->unit_costs);
  g_free (program->table);
  g_free (program->never);
  g_free (program);
}

gint64
pln_block_program_ticks (const PlnBlockProgram *program)
{
  return program->ticks;
}

static int *
grown (int *array, gsize *size, gsize wanted)
{
  if (wanted <= *size)
    return array;
  g_free (array);
  *size = wanted;
  return g_new (int, wanted);
}

/* -- Reading a task -------------------------------------------------------------------------------- */

static int
find_local (const PlnBlockTask *task, int item)
{
  for (int k = 0; k < task->n; k++)
    if (task->item[k] == item)
      return k;
  return -1;
}

static int
last_item (const PlnTopic *topic)
{
  return topic->first_item + topic->parts - 1;
}

static void
order_locals (PlnBlockProgram *program, int earlier, int later, bool soft, int weight)
{
  if (earlier < 0 || later < 0 || (soft && weight == 0))
    return;
  program->local[earlier].has_ties = program->local[later].has_ties = true;
  if (soft)
    {
      SoftOrder row = { earlier, later, weight };

      g_array_append_val (program->soft, row);
    }
  else
    program->local[later].before |= G_GUINT64_CONSTANT (1) << earlier;
}

static void
read_relations (PlnBlockProgram *program, const PlnBlockTask *task, int topic)
{
  const PlnMeeting *meeting = program->problem->meeting;
  const PlnTopic *mine = &meeting->topics[topic];

  for (int k = 0; k < mine->n_relations; k++)
    {
      const PlnRelation *relation = &mine->relations[k];
      const PlnTopic *other = &meeting->topics[relation->other];
      PlnStatement statement = { PLN_RULE_AFTER, topic, -1, relation->other };

      if (relation->kind == PLN_RELATION_AFTER
          && (relation->soft || pln_force_has (program->problem->force, statement)))
        order_locals (program, find_local (task, last_item (other)), find_local (task, mine->first_item),
                      relation->soft, relation->weight);
      statement.rule = PLN_RULE_BEFORE;
      if (relation->kind == PLN_RELATION_BEFORE
          && (relation->soft || pln_force_has (program->problem->force, statement)))
        order_locals (program, find_local (task, last_item (mine)), find_local (task, other->first_item),
                      relation->soft, relation->weight);
    }
}

static void
read_locals (PlnBlockProgram *program, const PlnBlockTask *task)
{
  const PlnMeeting *meeting = program->problem->meeting;

  for (int k = 0; k < task->n; k++)
    {
      const PlnItem *item = &meeting->items[task->item[k]];
      const PlnTopic *topic = &meeting->topics[item->topic];
      Local *local = &program->local[k];

      local->position = topic->position;
      if (!pln_force_has (program->problem->force, (PlnStatement){ PLN_RULE_POSITION, item->topic, -1, -1 }))
        local->position = PLN_POSITION_NONE;
      local->has_ties = local->position != PLN_POSITION_NONE;
      local->own_topic = local->before = 0;
      for (int other = 0; other < task->n; other++)
        if (meeting->items[task->item[other]].topic == item->topic)
          {
            local->own_topic |= G_GUINT64_CONSTANT (1) << other;
            if (meeting->items[task->item[other]].part < item->part)
              local->before |= G_GUINT64_CONSTANT (1) << other;
            if (other != k)
              local->has_ties = true;
          }
    }
  g_array_set_size (program->soft, 0);
  for (int k = 0; k < task->n; k++)
    {
      const PlnItem *item = &meeting->items[task->item[k]];
      bool seen = false;

      for (int other = 0; other < k; other++)
        seen = seen || meeting->items[task->item[other]].topic == item->topic;
      if (!seen)
        read_relations (program, task, item->topic);
    }
}

static void
read_clusters (PlnBlockProgram *program, const PlnBlockTask *task)
{
  const PlnMeeting *meeting = program->problem->meeting;

  g_array_set_size (program->clusters, 0);
  for (int c = 0; c < meeting->n_clusters; c++)
    {
      LocalCluster row = { 0, task->context[c], meeting->clusters[c].weight };
      int n = 0;

      if (row.weight == 0 || row.context == PLN_CONTEXT_BOTH || row.context == PLN_CONTEXT_OFF)
        continue;
      for (int k = 0; k < task->n; k++)
        if (pln_cluster_has (&meeting->clusters[c], meeting->items[task->item[k]].topic))
          {
            row.members |= G_GUINT64_CONSTANT (1) << k;
            n++;
          }
      if (n == 0 || n == task->n || (n == 1 && row.context == PLN_CONTEXT_NONE))
        continue;
      for (int k = 0; k < task->n; k++)
        program->local[k].has_ties = program->local[k].has_ties || (row.members >> k & 1);
      g_array_append_val (program->clusters, row);
    }
}

/* The tail that must follow an item of the task at once, or -1; -2 where two would have to. */
static int
tail_of (PlnBlockProgram *program, const PlnBlockTask *task, int k)
{
  const PlnMeeting *meeting = program->problem->meeting;
  int topic = meeting->items[task->item[k]].topic, tail = -1;

  if (task->item[k] != last_item (&meeting->topics[topic]))
    return -1;
  for (int other = 0; other < task->n; other++)
    {
      const PlnItem *item = &meeting->items[task->item[other]];
      const PlnTopic *follower = &meeting->topics[item->topic];
      PlnStatement statement = { PLN_RULE_FOLLOWS, item->topic, -1, topic };
      bool follows = false;

      for (int r = 0; r < follower->n_relations && item->part == 0; r++)
        follows = follows || (follower->relations[r].kind == PLN_RELATION_FOLLOWS && follower->relations[r].other == topic);
      if (follows && pln_force_has (program->problem->force, statement))
        tail = tail == -1 ? other : -2;
    }
  return tail;
}

static bool
price_unit (PlnBlockProgram *program, const PlnBlockTask *task, Unit *unit)
{
  bool possible = false;

  for (int start = 0; start < program->n_steps; start++)
    {
      int cost = 0, at = program->first + start;

      for (int m = 0; m < unit->n && cost < PLN_NEVER; m++)
        {
          int item = task->item[unit->member[m]], length = task->length[unit->member[m]], here = PLN_NEVER;

          if (at + length <= program->first + program->n_steps)
            here = pln_block_item_cost (program->problem, item, task->room, at, length);
          cost = here >= PLN_NEVER ? PLN_NEVER
                                   : cost + here - pln_block_item_least (program->problem, item, task->room, task->block, length);
          at += length;
        }
      unit->cost[start] = cost;
      possible = possible || cost < PLN_NEVER;
    }
  return possible;
}

/* Joins heads and tails. Returns: false where they cannot all stand */
static bool
make_units (PlnBlockProgram *program, const PlnBlockTask *task)
{
  int tail[PLN_BLOCK_ITEMS_MOST], n_joined = 0;
  bool is_tail[PLN_BLOCK_ITEMS_MOST] = { false };

  for (int k = 0; k < task->n; k++)
    {
      tail[k] = tail_of (program, task, k);
      if (tail[k] == -2 || (tail[k] >= 0 && is_tail[tail[k]]))
        return false; /* two tails of one head, or two heads of one tail */
      if (tail[k] >= 0)
        is_tail[tail[k]] = true;
    }
  program->unit_costs = grown (program->unit_costs, &program->unit_costs_size, (gsize) (task->n * program->n_steps) + 1);
  program->n_units = 0;
  for (int k = 0; k < task->n; k++)
    {
      Unit *unit = &program->unit[program->n_units];

      if (is_tail[k])
        continue;
      *unit = (Unit){ .cost = program->unit_costs + program->n_units++ * program->n_steps };
      for (int m = k; m >= 0; m = tail[m])
        {
          unit->member[unit->n++] = m;
          unit->length += task->length[m];
          n_joined++;
        }
      if (!price_unit (program, task, unit))
        return false;
    }
  return n_joined == task->n; /* else some follow each other in a circle */
}

static bool
is_alike (PlnBlockProgram *program, const Unit *a, const Unit *b)
{
  if (a->n > 1 || b->n > 1 || a->length != b->length)
    return false;
  if (program->local[a->member[0]].has_ties || program->local[b->member[0]].has_ties)
    return false;
  return memcmp (a->cost, b->cost, (gsize) program->n_steps * sizeof (int)) == 0;
}

/* Returns: false where the table would be too large */
static bool
make_classes (PlnBlockProgram *program)
{
  gint64 n_states = 1;

  program->n_classes = 0;
  for (int u = 0; u < program->n_units; u++)
    {
      int c = 0;

      while (c < program->n_classes && !is_alike (program, &program->unit[program->class[c].unit[0]], &program->unit[u]))
        c++;
      if (c == program->n_classes)
        program->class[program->n_classes++].n = 0;
      program->class[c].unit[program->class[c].n++] = u;
    }
  for (int c = 0; c < program->n_classes; c++)
    {
      program->class[c].stride = (int) n_states;
      n_states *= program->class[c].n + 1;
      if (n_states * (program->n_steps + 1) > CELLS_MOST)
        return false;
    }
  program->n_states = (int) n_states;
  return true;
}

/* -- The program ----------------------------------------------------------------------------------- */

/* What placing an item after `placed` and before `rest` costs beside its start; PLN_NEVER if forbidden. */
static int
place_cost (const PlnBlockProgram *program, int k, guint64 placed, guint64 rest)
{
  const Local *local = &program->local[k];
  int cost = 0;

  if (local->before & rest)
    return PLN_NEVER;
  if ((local->position == PLN_POSITION_FIRST || local->position == PLN_POSITION_DAY_FIRST) && (placed & ~local->own_topic))
    return PLN_NEVER;
  if ((local->position == PLN_POSITION_LAST || local->position == PLN_POSITION_DAY_LAST) && (rest & ~local->own_topic))
    return PLN_NEVER;
  for (guint s = 0; s < program->soft->len; s++)
    {
      const SoftOrder *row = &g_array_index (program->soft, SoftOrder, s);

      if (row->later == k && (rest >> row->earlier & 1))
        cost += row->weight;
    }
  for (guint c = 0; c < program->clusters->len; c++)
    {
      const LocalCluster *row = &g_array_index (program->clusters, LocalCluster, c);

      if (!(row->members >> k & 1) && ((row->context & PLN_CONTEXT_BEFORE) || (row->members & placed))
          && ((row->context & PLN_CONTEXT_AFTER) || (row->members & rest)))
        cost += row->weight;
    }
  return cost;
}

static int
place_unit_cost (const PlnBlockProgram *program, const Unit *unit, guint64 placed, guint64 all)
{
  int cost = 0;

  for (int m = 0; m < unit->n && cost < PLN_NEVER; m++)
    {
      guint64 bit = G_GUINT64_CONSTANT (1) << unit->member[m];
      int here = place_cost (program, unit->member[m], placed, all & ~placed & ~bit);

      cost = here >= PLN_NEVER ? PLN_NEVER : cost + here;
      placed |= bit;
    }
  return cost;
}

static guint64
placed_in (const PlnBlockProgram *program, int state, int *counts)
{
  guint64 placed = 0;

  for (int c = 0; c < program->n_classes; c++)
    {
      const Class *class = &program->class[c];

      counts[c] = state / class->stride % (class->n + 1);
      for (int k = 0; k < counts[c]; k++)
        for (int m = 0; m < program->unit[class->unit[k]].n; m++)
          placed |= G_GUINT64_CONSTANT (1) << program->unit[class->unit[k]].member[m];
    }
  return placed;
}

static guint64
all_of (const PlnBlockTask *task)
{
  return task->n == 64 ? ~G_GUINT64_CONSTANT (0) : (G_GUINT64_CONSTANT (1) << task->n) - 1;
}

static void
extend (PlnBlockProgram *program, const int *row, const Unit *unit, int extra, int *next)
{
  for (int start = 0; start + unit->length <= program->n_steps; start++)
    if (row[start] < PLN_NEVER && unit->cost[start] < PLN_NEVER)
      {
        int cost = row[start] + extra + unit->cost[start];

        next[start + unit->length] = MIN (next[start + unit->length], cost);
      }
}

static void
fill (PlnBlockProgram *program, const PlnBlockTask *task)
{
  int width = program->n_steps + 1, counts[PLN_BLOCK_ITEMS_MOST];
  gsize n_cells = (gsize) program->n_states * (gsize) width;

  program->table = grown (program->table, &program->table_size, n_cells);
  for (gsize k = 0; k < n_cells; k++)
    program->table[k] = PLN_NEVER;
  program->table[0] = 0;
  for (int state = 0; state < program->n_states; state++)
    {
      int *row = program->table + (gsize) state * (gsize) width;
      guint64 placed;

      for (int end = 1; end < width; end++)
        row[end] = MIN (row[end], row[end - 1]);
      if (row[width - 1] >= PLN_NEVER)
        continue;
      placed = placed_in (program, state, counts);
      for (int c = 0; c < program->n_classes; c++)
        if (counts[c] < program->class[c].n)
          {
            const Unit *unit = &program->unit[program->class[c].unit[counts[c]]];
            int extra = place_unit_cost (program, unit, placed, all_of (task));

            if (extra < PLN_NEVER)
              extend (program, row, unit, extra, row + (gsize) program->class[c].stride * (gsize) width);
          }
      program->ticks += width * program->n_classes / 8 + 1;
    }
}

const int *
pln_block_program_solve (PlnBlockProgram *program, const PlnBlockTask *task)
{
  program->kept = *task;
  program->task = task = &program->kept;
  program->first = program->problem->block_first[task->block];
  program->n_steps = program->problem->block_first[task->block + 1] - program->first;
  program->impossible = false;
  program->ticks += task->n * program->n_steps / 8 + 1;
  read_locals (program, task);
  read_clusters (program, task);
  if (!make_units (program, task))
    {
      program->never = grown (program->never, &program->never_size, (gsize) program->n_steps + 1);
      for (int end = 0; end <= program->n_steps; end++)
        program->never[end] = PLN_NEVER;
      return program->never;
    }
  if (!make_classes (program))
    return NULL;
  fill (program, task);
  return program->table + (gsize) (program->n_states - 1) * (gsize) (program->n_steps + 1);
}

/* -- List scheduling ------------------------------------------------------------------------------- */

/* The last start from @from on that costs nothing; -1 where there is none. */
static int
last_free_start (const PlnBlockProgram *program, const Unit *unit, int from)
{
  for (int start = program->n_steps - unit->length; start >= from; start--)
    if (unit->cost[start] == 0)
      return start;
  return -1;
}

/* Of the units that can start now for nothing, the one that must soonest; -1 where there is none. */
static int
most_urgent (const PlnBlockProgram *program, guint64 placed, int now)
{
  int urgent = -1, soonest = INT_MAX;

  for (int u = 0; u < program->n_units; u++)
    {
      const Unit *unit = &program->unit[u];
      int last = last_free_start (program, unit, now);

      if ((placed >> unit->member[0] & 1) || now + unit->length > program->n_steps || unit->cost[now] != 0 || last >= soonest
          || place_unit_cost (program, unit, placed, all_of (program->task)) != 0)
        continue;
      urgent = u;
      soonest = last;
    }
  return urgent;
}

int
pln_block_program_list (PlnBlockProgram *program, int *starts)
{
  guint64 placed = 0;
  int now = 0, end = 0;

  while (placed != all_of (program->task) && now < program->n_steps)
    {
      int u = most_urgent (program, placed, now);

      if (u < 0)
        {
          now++;
          continue;
        }
      for (int m = 0; m < program->unit[u].n; m++)
        {
          int member = program->unit[u].member[m];

          starts[member] = program->first + now;
          placed |= G_GUINT64_CONSTANT (1) << member;
          now += program->task->length[member];
        }
      end = now;
    }
  return placed == all_of (program->task) ? end : -1;
}

/* -- Reading the table ----------------------------------------------------------------------------- */

/* Finds the last step into `state` with which it ends by `*end` at its cost. Later classes are tried
 * first, so that what stands first in the task stands first in the block. */
static const Unit *
step_back (PlnBlockProgram *program, int *state, int *end)
{
  int width = program->n_steps + 1, counts[PLN_BLOCK_ITEMS_MOST], before[PLN_BLOCK_ITEMS_MOST];
  int cost = program->table[(gsize) *state * (gsize) width + (gsize) *end];

  placed_in (program, *state, counts);
  for (int c = program->n_classes - 1; c >= 0; c--)
    {
      int previous = *state - program->class[c].stride;
      const Unit *unit;
      int extra;

      if (counts[c] == 0)
        continue;
      unit = &program->unit[program->class[c].unit[counts[c] - 1]];
      extra = place_unit_cost (program, unit, placed_in (program, previous, before), all_of (program->task));
      for (int start = 0; extra < PLN_NEVER && start + unit->length <= *end; start++)
        {
          int earlier = program->table[(gsize) previous * (gsize) width + (gsize) start];

          if (earlier < PLN_NEVER && unit->cost[start] < PLN_NEVER && earlier + extra + unit->cost[start] == cost)
            {
              *state = previous;
              *end = start;
              return unit;
            }
        }
    }
  return NULL;
}

void
pln_block_program_schedule (PlnBlockProgram *program, int end, int *starts)
{
  int state = program->n_states - 1;

  while (state > 0)
    {
      const Unit *unit = step_back (program, &state, &end);
      int at = end + program->first;

      if (!unit)
        return;
      for (int m = 0; m < unit->n; m++)
        {
          starts[unit->member[m]] = at;
          at += program->task->length[unit->member[m]];
        }
    }
}
