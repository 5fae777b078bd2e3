/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The block program: its fronts against all orders and starts of few items, and what facts rest on,
 * that a superset's front is nowhere lower. */

#include "planner/block.h"
#include "tiny.h"

#define N_REQUESTS 600

typedef struct
{
  const PlnProblem *problem;
  const PlnMeeting *meeting;
  PlnBlockProgram *program;
  PlnContext *context;
} Case;

/* -- By hand --------------------------------------------------------------------------------------- */

static bool
states_order (const PlnMeeting *meeting, int earlier, int later, bool soft, int *weight)
{
  bool found = false;

  for (int side = 0; side < 2; side++)
    {
      int mine = meeting->items[side ? earlier : later].topic, its = meeting->items[side ? later : earlier].topic;
      PlnRelationKind kind = side ? PLN_RELATION_BEFORE : PLN_RELATION_AFTER;

      for (int k = 0; k < meeting->topics[mine].n_relations; k++)
        {
          const PlnRelation *relation = &meeting->topics[mine].relations[k];

          if (relation->kind == kind && relation->other == its && relation->soft == soft)
            {
              found = true;
              *weight += relation->weight;
            }
        }
    }
  return found && meeting->items[later].part == 0
         && meeting->items[earlier].part == meeting->topics[meeting->items[earlier].topic].parts - 1;
}

static bool
follows (const PlnMeeting *meeting, int tail, int head)
{
  const PlnTopic *topic = &meeting->topics[meeting->items[tail].topic];
  int other = meeting->items[head].topic;

  for (int k = 0; k < topic->n_relations; k++)
    if (topic->relations[k].kind == PLN_RELATION_FOLLOWS && topic->relations[k].other == other)
      return meeting->items[tail].part == 0 && meeting->items[head].part == meeting->topics[other].parts - 1;
  return false;
}

static bool
is_edge (const PlnMeeting *meeting, int item, bool first)
{
  PlnPosition position = meeting->topics[meeting->items[item].topic].position;

  if (first)
    return position == PLN_POSITION_FIRST || position == PLN_POSITION_DAY_FIRST;
  return position == PLN_POSITION_LAST || position == PLN_POSITION_DAY_LAST;
}

/* Cost of a pair in that order (a ends before b starts); PLN_NEVER where a rule forbids it. */
static int
pair_cost (const Case *c, const PlnBlockTask *task, const int *starts, int a, int b)
{
  const PlnMeeting *meeting = c->meeting;
  int x = task->item[a], y = task->item[b], weight = 0, none = 0;
  bool same = meeting->items[x].topic == meeting->items[y].topic;

  if (same)
    return meeting->items[x].part < meeting->items[y].part ? 0 : PLN_NEVER;
  if (is_edge (meeting, y, true) || is_edge (meeting, x, false))
    return PLN_NEVER;
  if (states_order (meeting, y, x, false, &none) || follows (meeting, x, y))
    return PLN_NEVER;
  if (follows (meeting, y, x) && starts[b] != starts[a] + task->length[a])
    return PLN_NEVER;
  return states_order (meeting, y, x, true, &weight) ? weight : 0;
}

static bool
has_topic (const PlnCluster *cluster, int topic)
{
  for (int k = 0; k < cluster->n_topics; k++)
    if (cluster->topics[k] == topic)
      return true;
  return false;
}

static int
cluster_cost (const Case *c, const PlnBlockTask *task, const int *starts)
{
  int cost = 0;

  for (int k = 0; k < c->meeting->n_clusters; k++)
    for (int a = 0; a < task->n; a++)
      {
        const PlnCluster *cluster = &c->meeting->clusters[k];
        PlnContext context = c->context[k];
        bool before = context & PLN_CONTEXT_BEFORE, after = context & PLN_CONTEXT_AFTER;

        if (context == PLN_CONTEXT_BOTH || context == PLN_CONTEXT_OFF || has_topic (cluster, c->meeting->items[task->item[a]].topic))
          continue;
        for (int b = 0; b < task->n; b++)
          if (has_topic (cluster, c->meeting->items[task->item[b]].topic))
            {
              before = before || starts[b] < starts[a];
              after = after || starts[b] > starts[a];
            }
        cost += before && after ? cluster->weight : 0;
      }
  return cost;
}

static int
schedule_cost (const Case *c, const PlnBlockTask *task, const int *starts)
{
  int cost = cluster_cost (c, task, starts);

  for (int a = 0; a < task->n; a++)
    {
      int here = pln_block_item_cost (c->problem, task->item[a], task->room, starts[a], task->length[a]);

      if (here >= PLN_NEVER)
        return PLN_NEVER;
      cost += here - pln_block_item_least (c->problem, task->item[a], task->room, task->block, task->length[a]);
      for (int b = 0; b < task->n; b++)
        if (a != b && starts[a] <= starts[b])
          {
            int pair = starts[a] + task->length[a] > starts[b] ? PLN_NEVER : pair_cost (c, task, starts, a, b);

            if (pair >= PLN_NEVER)
              return PLN_NEVER;
            cost += pair;
          }
    }
  return cost;
}

static void
try_starts (const Case *c, const PlnBlockTask *task, int k, int *starts, int *front)
{
  int first = c->problem->block_first[task->block], n_steps = c->problem->block_first[task->block + 1] - first, end = 0, cost;

  if (k < task->n)
    {
      for (starts[k] = first; starts[k] + task->length[k] <= first + n_steps; starts[k]++)
        try_starts (c, task, k + 1, starts, front);
      return;
    }
  cost = schedule_cost (c, task, starts);
  for (int a = 0; a < task->n; a++)
    end = MAX (end, starts[a] + task->length[a] - first);
  for (; cost < PLN_NEVER && end <= n_steps; end++)
    front[end] = MIN (front[end], cost);
}

/* -- Tasks ----------------------------------------------------------------------------------------- */

/* Items that fit the block of that room by themselves, each with a chance; at most @most. */
static PlnBlockTask
draw_task (const Case *c, GRand *rand, int block, int room, int most)
{
  PlnBlockTask task = { .block = block, .room = room, .context = c->context };

  for (int item = 0; item < c->meeting->n_items && task.n < most; item++)
    {
      const PlnProblemItem *row = &c->problem->items[item];
      int length = g_rand_int_range (rand, row->least, row->most + 1);

      if (g_rand_boolean (rand) || pln_block_item_least (c->problem, item, room, block, length) >= PLN_NEVER)
        continue;
      task.item[task.n] = item;
      task.length[task.n++] = length;
    }
  for (int k = 0; k < c->meeting->n_clusters; k++)
    c->context[k] = (PlnContext) g_rand_int_range (rand, PLN_CONTEXT_NONE, PLN_CONTEXT_OFF + 1);
  return task;
}

static PlnBlockTask
without (const PlnBlockTask *task, int k)
{
  PlnBlockTask less = *task;

  less.n--;
  for (int i = k; i < less.n; i++)
    {
      less.item[i] = less.item[i + 1];
      less.length[i] = less.length[i + 1];
    }
  return less;
}

static int n_listed; /* tasks that list scheduling filled at no excess */

static void
compare_with_hand (const Case *c, const PlnBlockTask *task, const int *front)
{
  int n_steps = c->problem->block_first[task->block + 1] - c->problem->block_first[task->block];
  int starts[PLN_BLOCK_ITEMS_MOST], end;
  g_autofree int *hand = g_new (int, (gsize) n_steps + 1);

  for (int k = 0; k <= n_steps; k++)
    hand[k] = PLN_NEVER;
  try_starts (c, task, 0, starts, hand);
  for (int k = 0; k <= n_steps; k++)
    g_assert_cmpint (MIN (front[k], PLN_NEVER), ==, hand[k]);
  if (front[n_steps] >= PLN_NEVER)
    return;
  pln_block_program_schedule (c->program, n_steps, starts);
  g_assert_cmpint (schedule_cost (c, task, starts), ==, front[n_steps]);
  end = pln_block_program_list (c->program, starts);
  n_listed += end >= 0;
  if (end >= 0)
    g_assert_cmpint (schedule_cost (c, task, starts), ==, 0);
}

static void
compare_with_subsets (const Case *c, const PlnBlockTask *task, const int *front)
{
  int n_steps = c->problem->block_first[task->block + 1] - c->problem->block_first[task->block];
  g_autofree int *kept = g_memdup2 (front, sizeof (int) * ((gsize) n_steps + 1));

  for (int left_out = 0; left_out < task->n; left_out++)
    {
      PlnBlockTask less = without (task, left_out);
      const int *lower = pln_block_program_solve (c->program, &less);

      for (int k = 0; k <= n_steps; k++)
        g_assert_cmpint (lower[k], <=, kept[k]);
    }
}

/* Runs a check over tasks of tiny meetings. Returns: how many tasks had two items or more */
static int
run_tasks (int most, void (*check) (const Case *, const PlnBlockTask *, const int *))
{
  GRand *rand = g_rand_new_with_seed (7);
  int n_tasks = 0;

  for (uint64_t number = 0; number < N_REQUESTS; number++)
    {
      PlnTinyFeatures features = 0;
      g_autofree char *text = pln_tiny_request (number, &features);
      g_autoptr (PlnMeeting) meeting = pln_tiny_meeting (text);
      g_autoptr (PlnAgenda) previous = pln_tiny_previous (number, meeting, &features);
      g_autoptr (PlnProblem) problem = pln_problem_new (meeting, NULL, previous);
      g_autoptr (PlnBlockProgram) program = pln_block_program_new (problem);
      Case c = { problem, meeting, program, g_new0 (PlnContext, (gsize) meeting->n_clusters + 1) };

      for (int block = 0; block < meeting->n_blocks && !problem->irregular; block++)
        {
          PlnBlockTask task = draw_task (&c, rand, block, g_rand_int_range (rand, 0, meeting->n_rooms), most);

          check (&c, &task, pln_block_program_solve (program, &task));
          n_tasks += task.n > 1;
        }
      g_free (c.context);
    }
  g_rand_free (rand);
  return n_tasks;
}

static void
test_by_hand (void)
{
  g_assert_cmpint (run_tasks (4, compare_with_hand), >, N_REQUESTS / 4);
  g_assert_cmpint (n_listed, >, N_REQUESTS / 4);
}

static void
test_supersets (void)
{
  g_assert_cmpint (run_tasks (PLN_BLOCK_ITEMS_MOST, compare_with_subsets), >, N_REQUESTS / 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/block/front/by-hand", test_by_hand);
  g_test_add_func ("/block/front/supersets", test_supersets);
  return g_test_run ();
}
