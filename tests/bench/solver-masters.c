/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Masters of the shape that agendas make, drawn from a seed, minimised and timed:
 *
 *   solver-masters ITEMS LOAD SEED [OPTION=VALUE …]     LOAD in percent of the blocks' time
 *
 * Items go to blocks of 18 grid steps with one of their lengths, are dropped at a cost, keep an order or
 * follow one another; whoever holds a role in a block is available there. Not part of the test suites: figures are
 * read by people. */

#include "solver/random.h"
#include "solver/solver.h"
#include "solver/vector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum
{
  BLOCK_STEPS = 18,
  DAY_BLOCKS = 4,
  CAST_MOST = 5,
};

typedef PLN_VECTOR (PlnWeighted) Terms;

typedef struct
{
  PlnRandom random;
  PlnSolver *solver;
  int n_items, n_blocks, n_people;
  bool *free;      /* [person * n_blocks + block] */
  int *discomfort; /* [person * n_blocks + block] */
  int *length, *least, *drop_weight;
  int (*cast)[CAST_MOST];
  int *n_cast;
  PlnLit *here;  /* [item * n_blocks + block]: in that block, whatever the length; PLN_LIT_NONE: never */
  PlnLit *used;  /* [block] */
  Terms *loads;  /* [block]: length of what stands there */
} Master;

static bool
chance (Master *m, int percent)
{
  return pln_random_below (&m->random, 100) < percent;
}

static PlnLit
new_literal (Master *m)
{
  return pln_lit (pln_solver_add_variables (m->solver, 1));
}

static void
draw_people (Master *m)
{
  m->free = g_new (bool, m->n_people * m->n_blocks);
  m->discomfort = g_new0 (int, m->n_people * m->n_blocks);
  for (int p = 0; p < m->n_people; p++) {
    bool steady = p % 3 == 0, half = !steady && chance (m, 25), uneasy = chance (m, 35);
    int from = pln_random_below (&m->random, DAY_BLOCKS);

    for (int b = 0; b < m->n_blocks; b++) {
      m->free[p * m->n_blocks + b] = steady || ((!half || (b / DAY_BLOCKS + p) % 2) && !chance (m, 5));
      if (uneasy && b % DAY_BLOCKS == from)
        m->discomfort[p * m->n_blocks + b] += 20;
      if (chance (m, 5))
        m->discomfort[p * m->n_blocks + b] += 10 + 10 * pln_random_below (&m->random, 3);
    }
  }
}

static void
draw_items (Master *m, int load)
{
  static const int shapes[] = { 3, 4, 6, 6, 6, 9, 9, 12, 18 };
  static const int drops[] = { 100000, 300, 100, 100, 100, 20 };
  int sum = 0, want = m->n_blocks * BLOCK_STEPS * load / 100;

  m->length = g_new (int, m->n_items);
  m->least = g_new (int, m->n_items);
  m->drop_weight = g_new (int, m->n_items);
  m->cast = g_malloc0_n ((gsize) m->n_items, sizeof *m->cast);
  m->n_cast = g_new0 (int, m->n_items);
  for (int i = 0; i < m->n_items; i++)
    sum += m->length[i] = shapes[pln_random_below (&m->random, G_N_ELEMENTS (shapes))];
  for (int i = 0; i < m->n_items; i++) {
    m->length[i] = CLAMP ((m->length[i] * want + sum / 2) / sum, 1, BLOCK_STEPS);
    m->least[i] = chance (m, 30) ? MAX (1, m->length[i] / 2) : m->length[i];
    m->drop_weight[i] = load > 80 ? drops[pln_random_below (&m->random, G_N_ELEMENTS (drops))] : 300;
    m->drop_weight[i] *= (m->length[i] + 2) / 3;
    m->n_cast[i] = 1 + chance (m, 25) + (chance (m, 50) ? 1 + pln_random_below (&m->random, 3) : 0);
    for (int k = 0; k < m->n_cast[i]; k++)
      m->cast[i][k] = pln_random_below (&m->random, m->n_people);
    if (m->drop_weight[i] > 10000)
      for (int k = 0; k < m->n_cast[i]; k++)
        m->cast[i][k] -= m->cast[i][k] % 3;
  }
}

static int
shorten_cost (int preferred, int length)
{
  int k = (10 * (preferred - length) + preferred - 1) / preferred;

  return 4 * k * (k + 1) / 2;
}

/* Cost of an item in a block, or -1 where its cast cannot come. */
static int
place_cost (Master *m, int item, int block)
{
  int cost = 0;

  for (int k = 0; k < m->n_cast[item]; k++) {
    if (!m->free[m->cast[item][k] * m->n_blocks + block])
      return -1;
    cost += m->discomfort[m->cast[item][k] * m->n_blocks + block];
  }
  return cost;
}

static void
state_item (Master *m, int item)
{
  Terms all = { 0 };
  PlnLit dropped = new_literal (m);
  int liked_day = chance (m, 35) ? pln_random_below (&m->random, MAX (1, m->n_blocks / DAY_BLOCKS)) : -1;

  for (int b = 0; b < m->n_blocks; b++) {
    int cost = place_cost (m, item, b);
    PlnLit here = m->here[item * m->n_blocks + b] = cost < 0 ? PLN_LIT_NONE : new_literal (m);
    Terms lengths = { 0 };

    if (cost < 0)
      continue;
    if (liked_day >= 0 && b / DAY_BLOCKS != liked_day)
      cost += 20;
    pln_solver_add_cost (m->solver, here, cost);
    pln_vector_push (&all, ((PlnWeighted){ here, 1 }));
    for (int l = m->least[item]; l <= m->length[item]; l++) {
      PlnLit column = m->least[item] == m->length[item] ? here : new_literal (m);

      pln_solver_add_cost (m->solver, column, shorten_cost (m->length[item], l));
      pln_vector_push (&lengths, ((PlnWeighted){ column, 1 }));
      pln_vector_push (&m->loads[b], ((PlnWeighted){ column, l }));
    }
    if (lengths.n > 1) {
      pln_vector_push (&lengths, ((PlnWeighted){ here, -1 }));
      pln_solver_add_at_most (m->solver, lengths.at, lengths.n, 0, PLN_LIT_NONE);
      pln_solver_add_at_least (m->solver, lengths.at, lengths.n, 0, PLN_LIT_NONE);
    }
    pln_vector_clear (&lengths);
  }
  pln_vector_push (&all, ((PlnWeighted){ dropped, 1 }));
  pln_solver_add_at_most (m->solver, all.at, all.n, 1, PLN_LIT_NONE);
  pln_solver_add_at_least (m->solver, all.at, all.n, 1, PLN_LIT_NONE);
  if (m->drop_weight[item] < 10000)
    pln_solver_add_cost (m->solver, dropped, m->drop_weight[item]);
  else
    pln_solver_add_unit (m->solver, pln_lit_not (dropped));
  pln_vector_clear (&all);
}

/* No block may hold the earlier one while the later one stands in a block before it; a follower stands in its
 * head's. */
static void
state_order (Master *m, int earlier, int later, bool follows)
{
  for (int b = 0; b < m->n_blocks; b++) {
    Terms row = { 0 };

    for (int k = 0; k < m->n_blocks; k++) {
      PlnLit lit = k < b ? m->here[later * m->n_blocks + k] : m->here[earlier * m->n_blocks + k];

      if (lit != PLN_LIT_NONE)
        pln_vector_push (&row, ((PlnWeighted){ lit, 1 }));
    }
    pln_solver_add_at_most (m->solver, row.at, row.n, 1, PLN_LIT_NONE);
    pln_vector_clear (&row);
    if (follows && m->here[later * m->n_blocks + b] != PLN_LIT_NONE) {
      PlnLit head = m->here[earlier * m->n_blocks + b];
      PlnLit clause[2] = { pln_lit_not (m->here[later * m->n_blocks + b]), head };

      pln_solver_add_clause (m->solver, clause, head == PLN_LIT_NONE ? 1 : 2);
    }
  }
}

/* Total length in a block ≤ its steps * used. */
static void
state_capacities (Master *m)
{
  for (int b = 0; b < m->n_blocks; b++) {
    pln_vector_push (&m->loads[b], ((PlnWeighted){ m->used[b], -BLOCK_STEPS }));
    pln_solver_add_at_most (m->solver, m->loads[b].at, m->loads[b].n, 0, PLN_LIT_NONE);
    pln_solver_add_cost (m->solver, m->used[b], b);
    for (int i = 0; i < m->n_items; i++)
      if (m->here[i * m->n_blocks + b] != PLN_LIT_NONE)
        pln_solver_add_binary (m->solver, pln_lit_not (m->here[i * m->n_blocks + b]), m->used[b]);
  }
}

/* A holder in each used block, at a cost for presenting, for two blocks in a row and for many. */
static void
state_role (Master *m, int n_pool)
{
  PlnLit *holds = g_new (PlnLit, n_pool * m->n_blocks);

  for (int b = 0; b < m->n_blocks; b++) {
    Terms row = { 0 };
    PlnLit open = new_literal (m);

    pln_solver_add_cost (m->solver, open, 60);
    pln_vector_push (&row, ((PlnWeighted){ open, 1 }));
    for (int p = 0; p < n_pool; p++) {
      holds[p * m->n_blocks + b] = m->free[p * m->n_blocks + b] ? new_literal (m) : PLN_LIT_NONE;
      if (holds[p * m->n_blocks + b] == PLN_LIT_NONE)
        continue;
      pln_solver_add_cost (m->solver, holds[p * m->n_blocks + b], m->discomfort[p * m->n_blocks + b]);
      pln_vector_push (&row, ((PlnWeighted){ holds[p * m->n_blocks + b], 1 }));
    }
    pln_vector_push (&row, ((PlnWeighted){ m->used[b], -1 }));
    pln_solver_add_at_most (m->solver, row.at, row.n, 0, PLN_LIT_NONE);
    pln_solver_add_at_least (m->solver, row.at, row.n, 0, PLN_LIT_NONE);
    pln_vector_clear (&row);
  }
  for (int i = 0; i < m->n_items; i++) {
    PlnLit presents = PLN_LIT_NONE;

    for (int b = 0; b < m->n_blocks; b++) {
      Terms row = { 0 };

      if (m->here[i * m->n_blocks + b] == PLN_LIT_NONE)
        continue;
      for (int k = 0; k < m->n_cast[i]; k++) {
        int p = m->cast[i][k];
        bool again = false;

        for (int j = 0; j < k; j++)
          again |= m->cast[i][j] == p;
        if (!again && p < n_pool && holds[p * m->n_blocks + b] != PLN_LIT_NONE)
          pln_vector_push (&row, ((PlnWeighted){ holds[p * m->n_blocks + b], 1 }));
      }
      if (row.n > 0) {
        if (presents == PLN_LIT_NONE) {
          presents = new_literal (m);
          pln_solver_add_cost (m->solver, presents, 8);
        }
        pln_vector_push (&row, ((PlnWeighted){ m->here[i * m->n_blocks + b], 1 }));
        pln_vector_push (&row, ((PlnWeighted){ presents, -1 }));
        pln_solver_add_at_most (m->solver, row.at, row.n, 1, PLN_LIT_NONE);
      }
      pln_vector_clear (&row);
    }
  }
  for (int p = 0; p < n_pool; p++) {
    Terms row = { 0 };

    for (int b = 0; b < m->n_blocks; b++) {
      PlnLit now = holds[p * m->n_blocks + b];

      if (now == PLN_LIT_NONE)
        continue;
      pln_vector_push (&row, ((PlnWeighted){ now, 1 }));
      if (b % DAY_BLOCKS > 0 && holds[p * m->n_blocks + b - 1] != PLN_LIT_NONE) {
        PlnLit repeats = new_literal (m);

        pln_solver_add_cost (m->solver, repeats, 5);
        pln_solver_add_clause (
            m->solver, (PlnLit[]){ pln_lit_not (now), pln_lit_not (holds[p * m->n_blocks + b - 1]), repeats }, 3);
      }
    }
    for (int k = 2, n = row.n; k <= n; k++) {
      PlnLit more = new_literal (m);

      pln_solver_add_cost (m->solver, more, 2 * (k - 1));
      pln_vector_push (&row, ((PlnWeighted){ more, -1 }));
    }
    if (row.n > 0)
      pln_solver_add_at_most (m->solver, row.at, row.n, 1, PLN_LIT_NONE);
    pln_vector_clear (&row);
  }
  g_free (holds);
}

static void
state_master (Master *m, int load)
{
  m->n_blocks = MAX (1, m->n_items / 10) * DAY_BLOCKS;
  m->n_people = m->n_items * 2 / 3;
  draw_people (m);
  draw_items (m, load);
  m->here = g_new (PlnLit, m->n_items * m->n_blocks);
  m->used = g_new (PlnLit, m->n_blocks);
  m->loads = g_new0 (Terms, m->n_blocks);
  for (int b = 0; b < m->n_blocks; b++)
    m->used[b] = new_literal (m);
  for (int i = 0; i < m->n_items; i++)
    state_item (m, i);
  for (int i = 1; i < m->n_items; i++)
    if (chance (m, 12))
      state_order (m, pln_random_below (&m->random, i), i, false);
    else if (chance (m, 6) && m->least[i - 1] + m->least[i] <= BLOCK_STEPS)
      state_order (m, i - 1, i, true);
  state_capacities (m);
  state_role (m, MAX (3, m->n_people / 2));
  state_role (m, m->n_people);
}

static void
tell_progress (const PlnSolver *solver, int64_t best, int64_t bound, gpointer data)
{
  const gint64 *start = data;
  const PlnSolverStatistics *s = pln_solver_statistics (solver);

  if (g_getenv ("PROGRESS"))
    printf ("  %7.1f ms  best %" G_GINT64_FORMAT " bound %" G_GINT64_FORMAT " conflicts %" G_GINT64_FORMAT "\n",
            (double) (g_get_monotonic_time () - *start) / 1000., best == PLN_COST_NONE ? -1 : best, bound,
            s->conflicts);
}

static double
cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_utime.tv_sec * 1000. + (double) usage.ru_utime.tv_usec / 1000.;
}

static void
read_options (PlnSolverOptions *options, int argc, char **argv)
{
  for (int i = 4; i < argc; i++) {
#define READ_OPTION(name, initial, least, most, help) \
  if (g_str_has_prefix (argv[i], #name "=")) \
    options->name = atoi (argv[i] + strlen (#name "="));
    PLN_SOLVER_OPTIONS (READ_OPTION)
#undef READ_OPTION
  }
}

int
main (int argc, char **argv)
{
  PlnSolverOptions options = pln_solver_options_default ();
  Master m = { 0 };
  gint64 start = g_get_monotonic_time ();
  double stated, end;
  PlnMinimise run = { .progress = tell_progress, .data = &start };
  PlnMinimum minimum;
  const PlnSolverStatistics *s;

  if (argc < 4)
    return 2;
  read_options (&options, argc, argv);
  run.limits.ticks = g_getenv ("TICKS") ? atoll (g_getenv ("TICKS")) : 0;
  m.n_items = atoi (argv[1]);
  m.random.state = (uint64_t) atoi (argv[3]);
  m.solver = pln_solver_new (&options);
  state_master (&m, atoi (argv[2]));
  if (g_getenv ("CUTOFF"))
    pln_solver_set_cutoff (m.solver, atoll (g_getenv ("CUTOFF")));
  stated = cpu_ms ();
  minimum = pln_solver_minimise (m.solver, &run);
  end = cpu_ms ();
  s = pln_solver_statistics (m.solver);
  printf ("%d %s %s: %s best %" G_GINT64_FORMAT " bound %" G_GINT64_FORMAT " vars %d stated %.1f solved %.1f cpu ms",
          m.n_items, argv[2], argv[3],
          minimum.outcome == PLN_OPTIMAL ? "optimal" : minimum.outcome == PLN_NONE ? "none" : "stopped",
          minimum.best == PLN_COST_NONE ? -1 : minimum.best, minimum.bound, pln_solver_n_variables (m.solver),
          stated, end - stated);
#define TELL_STATISTIC(name, help) \
  if (s->name) \
    printf (" " #name " %" G_GINT64_FORMAT, s->name);
  PLN_SOLVER_STATISTICS (TELL_STATISTIC)
#undef TELL_STATISTIC
  printf ("\n");
  pln_solver_free (m.solver);
  return 0;
}
