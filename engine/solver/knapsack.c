/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/knapsack.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  BOUND_MOST = 1000, /* longer rows are left alone: the tables would be too long */
  MEMBERS_MOST = 600,
  ROUNDINGS_MOST = 7,
};

#define VIOLATED 1e-3

/* A literal of the row: the column or its negation, with a positive weight. */
typedef struct
{
  int column;
  bool negated;
  int weight;
  int group;
} Member;

typedef struct
{
  int first, n; /* members, by group */
  int n_groups;
  int bound;
} Knapsack;

struct PlnKnapsacks
{
  PLN_VECTOR (Member) members;
  PLN_VECTOR (Knapsack) knapsacks;
};

/* Finding them. */

static bool
is_knapsack (const PlnCutRows *rows, const PlnCutRow *row)
{
  bool uneven = false;
  int64_t bound = row->bound;

  for (int k = 0; k < row->n; k++) {
    int64_t weight = rows->terms.at[row->first + k].weight;

    uneven |= llabs (weight) != 1;
    bound += weight < 0 ? -weight : 0;
  }
  return uneven && row->n > 2 && row->n <= MEMBERS_MOST && bound > 0 && bound <= BOUND_MOST;
}

static int
compare_members (const void *a, const void *b)
{
  const Member *x = a, *y = b;

  if (x->group != y->group)
    return x->group - y->group;
  return x->weight != y->weight ? x->weight - y->weight : x->column - y->column;
}

/* @member_of: by literal, index of the knapsack's member or -1 */
static void
group_members (const PlnCutRows *rows, const PlnInts *exclusive, Member *members, const int *member_of)
{
  for (int e = 0; e < exclusive->n; e++) {
    const PlnCutRow *row = &rows->rows.at[exclusive->at[e]];
    int first = -1;

    for (int k = 0; k < row->n; k++) {
      const PlnCutTerm *term = &rows->terms.at[row->first + k];
      int member = member_of[2 * term->column + (term->weight < 0)];

      if (member < 0 || members[member].group >= 0)
        continue;
      if (first < 0) {
        first = member;
        continue;
      }
      members[first].group = first;
      members[member].group = first;
    }
  }
}

static void
add_knapsack (PlnKnapsacks *knapsacks, const PlnCutRows *rows, const PlnCutRow *row, const PlnInts *exclusive,
              int *member_of)
{
  Knapsack knapsack = { knapsacks->members.n, row->n, 0, (int) row->bound };
  Member *members;
  int last = -1;

  for (int k = 0; k < row->n; k++) {
    const PlnCutTerm *term = &rows->terms.at[row->first + k];

    if (term->weight < 0)
      knapsack.bound -= (int) term->weight;
    member_of[2 * term->column + (term->weight < 0)] = k;
    pln_vector_push (&knapsacks->members, ((Member){ term->column, term->weight < 0, (int) llabs (term->weight), -1 }));
  }
  members = knapsacks->members.at + knapsack.first;
  group_members (rows, exclusive, members, member_of);
  for (int k = 0; k < row->n; k++) {
    member_of[2 * members[k].column + members[k].negated] = -1;
    members[k].weight = MIN (members[k].weight, knapsack.bound + 1);
    if (members[k].group < 0)
      members[k].group = k;
  }
  qsort (members, (size_t) row->n, sizeof (Member), compare_members);
  for (int k = 0; k < row->n; k++) {
    if (members[k].group != last)
      knapsack.n_groups++;
    last = members[k].group;
    members[k].group = knapsack.n_groups - 1;
  }
  pln_vector_push (&knapsacks->knapsacks, knapsack);
}

PlnKnapsacks *
pln_knapsacks_new (const PlnCutRows *rows, int n_columns)
{
  PlnKnapsacks *knapsacks = g_new0 (PlnKnapsacks, 1);
  int *member_of = g_new (int, 2 * n_columns);
  PlnInts exclusive = { 0 };

  for (int k = 0; k < 2 * n_columns; k++)
    member_of[k] = -1;
  for (int r = 0; r < rows->rows.n; r++)
    if (pln_cut_row_is_exclusive (rows, &rows->rows.at[r]))
      pln_vector_push (&exclusive, r);
  for (int r = 0; r < rows->rows.n; r++)
    if (is_knapsack (rows, &rows->rows.at[r]))
      add_knapsack (knapsacks, rows, &rows->rows.at[r], &exclusive, member_of);
  pln_vector_clear (&exclusive);
  g_free (member_of);
  return knapsacks;
}

void
pln_knapsacks_free (PlnKnapsacks *knapsacks)
{
  if (!knapsacks)
    return;
  pln_vector_clear (&knapsacks->members);
  pln_vector_clear (&knapsacks->knapsacks);
  g_free (knapsacks);
}

/* Separating. */

typedef struct
{
  int weight;
  int64_t alpha;
} Choice;

/* One knapsack at work. */
typedef struct
{
  const Member *members;
  const Knapsack *knapsack;
  int *first_of;  /* [n_groups + 1]: first member of a group */
  double *value;  /* [n]: of the member's literal in x */
  Choice *choices; /* [n]: scratch */
  int64_t *alpha; /* [n]: the inequality's weights */
  int64_t *table; /* [bound + 1] */
  int64_t right;
  int64_t work;   /* cells of tables filled */
} Bench;

static bool
has_weight (const Bench *bench, int group)
{
  for (int k = bench->first_of[group]; k < bench->first_of[group + 1]; k++)
    if (bench->alpha[k] > 0)
      return true;
  return false;
}

/* Of the members of a group those that are worth their length: of equal or lighter ones none has as much alpha.
 * Returns: how many */
static int
choose_members (const Bench *bench, int group, Choice *choices)
{
  int n = 0;

  for (int k = bench->first_of[group]; k < bench->first_of[group + 1]; k++) {
    Choice choice = { bench->members[k].weight, bench->alpha[k] };

    if (choice.alpha <= (n > 0 ? choices[n - 1].alpha : 0))
      continue;
    if (n > 0 && choices[n - 1].weight == choice.weight)
      n--;
    choices[n++] = choice;
  }
  return n;
}

/* Adds a group to the table of the most alpha that fits a length. From the longest length down: what is read still
 * lacks the group, so one member of it is used at most. */
static void
add_group (Bench *bench, int group)
{
  int n = choose_members (bench, group, bench->choices);
  int64_t *table = bench->table;

  if (n == 0)
    return;
  bench->work += (int64_t) n * bench->knapsack->bound;
  for (int length = bench->knapsack->bound; length >= bench->choices[0].weight; length--) {
    int64_t most = table[length];

    for (int c = 0; c < n && bench->choices[c].weight <= length; c++)
      most = MAX (most, table[length - bench->choices[c].weight] + bench->choices[c].alpha);
    table[length] = most;
  }
}

/* The most alpha of all groups for each length. */
static void
fill_table (Bench *bench)
{
  memset (bench->table, 0, sizeof (int64_t) * (gsize) (bench->knapsack->bound + 1));
  for (int g = 0; g < bench->knapsack->n_groups; g++)
    add_group (bench, g);
}

/* As far as the table, which lacks the group, leaves room. */
static void
lift_group (Bench *bench, int group)
{
  for (int k = bench->first_of[group]; k < bench->first_of[group + 1]; k++) {
    int left = bench->knapsack->bound - bench->members[k].weight;

    bench->alpha[k] = left < 0 ? bench->right + 1 : bench->right - bench->table[left];
  }
}

/* Lifts those of the groups that have weights, in turn, each with a table of all others. The table at hand is of all
 * groups outside the stretch; halves give each other theirs. */
static void
lift_stretch (Bench *bench, int first, int end)
{
  gsize size = sizeof (int64_t) * (gsize) (bench->knapsack->bound + 1);
  int middle = first + (end - first) / 2;
  int64_t *outside;

  if (end - first == 1) {
    if (has_weight (bench, first))
      lift_group (bench, first);
    return;
  }
  outside = g_memdup2 (bench->table, size);
  for (int g = middle; g < end; g++)
    add_group (bench, g);
  lift_stretch (bench, first, middle);
  memcpy (bench->table, outside, size);
  for (int g = first; g < middle; g++)
    add_group (bench, g);
  lift_stretch (bench, middle, end);
  g_free (outside);
}

static double
group_value (const Bench *bench, int group)
{
  double value = 0;

  for (int k = bench->first_of[group]; k < bench->first_of[group + 1]; k++)
    value += bench->value[k];
  return value;
}

/* Makes the right side exact and lifts: first the groups that have weights, which leave the table for it; then, with
 * one table that grows, those that have none, what x uses first. */
static void
strengthen (Bench *bench)
{
  int n_groups = bench->knapsack->n_groups;
  bool *had = g_new (bool, n_groups);

  fill_table (bench);
  bench->right = bench->table[bench->knapsack->bound];
  for (int g = 0; g < n_groups; g++)
    had[g] = has_weight (bench, g);
  memset (bench->table, 0, sizeof (int64_t) * (gsize) (bench->knapsack->bound + 1));
  lift_stretch (bench, 0, n_groups);
  fill_table (bench);
  for (int used = 1; used >= 0; used--)
    for (int g = 0; g < n_groups; g++)
      if (!had[g] && (group_value (bench, g) > 1e-6) == used) {
        lift_group (bench, g);
        if (has_weight (bench, g))
          add_group (bench, g);
      }
  g_free (had);
}

static double
violation (const Bench *bench)
{
  double value = (double) -bench->right, norm = 0;

  for (int k = 0; k < bench->knapsack->n; k++) {
    value += (double) bench->alpha[k] * bench->value[k];
    norm += (double) (bench->alpha[k] * bench->alpha[k]);
  }
  return norm > 0 ? value / sqrt (norm) : 0;
}

static void
add_cut (const Bench *bench, PlnCutRows *rows)
{
  int64_t bound = bench->right;

  pln_cut_row_begin (rows);
  for (int k = 0; k < bench->knapsack->n; k++) {
    if (bench->alpha[k] == 0)
      continue;
    if (bench->members[k].negated)
      bound -= bench->alpha[k];
    pln_cut_row_term (rows, bench->members[k].column, bench->members[k].negated ? -bench->alpha[k] : bench->alpha[k]);
  }
  pln_cut_row_end (rows, bound);
}

/* Groups with thresholds whose lengths exceed the bound, such that the values at or above the thresholds sum to most: a
 * shortest path over length. Sets alpha to 1 on them. Returns: false if no cover comes near to being violated */
static bool
find_cover (Bench *bench)
{
  int bound = bench->knapsack->bound, n_groups = bench->knapsack->n_groups;
  double *cost = g_new (double, bound + 2);
  int *choice = g_new (int, n_groups * (bound + 2));
  int length = bound + 1;
  bool found;

  for (int l = 0; l <= bound + 1; l++)
    cost[l] = l == 0 ? 0 : 1e9;
  for (int g = 0; g < n_groups; g++)
    for (int l = bound + 1; l >= 0; l--) {
      double above = 0;

      choice[g * (bound + 2) + l] = -1;
      for (int k = bench->first_of[g + 1] - 1; k >= bench->first_of[g]; k--) {
        int from = MAX (0, l - bench->members[k].weight);

        above += bench->value[k];
        if (l > 0 && from < l && cost[from] + 1 - above < cost[l] - 1e-9) {
          cost[l] = cost[from] + 1 - above;
          choice[g * (bound + 2) + l] = k;
        }
      }
    }
  found = cost[bound + 1] < 1 - VIOLATED;
  memset (bench->alpha, 0, sizeof (int64_t) * (gsize) bench->knapsack->n);
  for (int g = n_groups - 1; g >= 0 && found; g--) {
    int threshold = choice[g * (bound + 2) + length];

    if (threshold < 0)
      continue;
    for (int k = threshold; k < bench->first_of[g + 1]; k++)
      bench->alpha[k] = 1;
    length = MAX (0, length - bench->members[threshold].weight);
  }
  g_free (cost);
  g_free (choice);
  return found;
}

/* alpha = weight * k / (bound + 1), rounded down. */
static void
round_row (Bench *bench, int k)
{
  for (int m = 0; m < bench->knapsack->n; m++)
    bench->alpha[m] = (int64_t) bench->members[m].weight * k / (bench->knapsack->bound + 1);
}

static bool
is_integral (const Bench *bench)
{
  for (int k = 0; k < bench->knapsack->n; k++)
    if (fabs (bench->value[k] - round (bench->value[k])) > 1e-6)
      return false;
  return true;
}

static void
separate_one (Bench *bench, PlnCutRows *rows)
{
  if (is_integral (bench))
    return;
  if (find_cover (bench)) {
    strengthen (bench);
    if (violation (bench) > VIOLATED) {
      add_cut (bench, rows);
      return;
    }
  }
  for (int k = 2; k <= MIN (ROUNDINGS_MOST, bench->knapsack->bound); k++) {
    round_row (bench, k);
    strengthen (bench);
    if (violation (bench) > 10 * VIOLATED) {
      add_cut (bench, rows);
      return;
    }
  }
}

int64_t
pln_knapsacks_separate (const PlnKnapsacks *knapsacks, PlnCutRows *rows, const double *x)
{
  int64_t work = 0;

  for (int i = 0; i < knapsacks->knapsacks.n; i++) {
    const Knapsack *knapsack = &knapsacks->knapsacks.at[i];
    const Member *members = knapsacks->members.at + knapsack->first;
    Bench bench = { .members = members, .knapsack = knapsack };

    bench.first_of = g_new0 (int, knapsack->n_groups + 1);
    bench.value = g_new (double, knapsack->n);
    bench.alpha = g_new (int64_t, knapsack->n);
    bench.table = g_new (int64_t, knapsack->bound + 1);
    bench.choices = g_new (Choice, knapsack->n);
    for (int k = 0; k < knapsack->n; k++) {
      bench.first_of[members[k].group + 1] = k + 1;
      bench.value[k] = members[k].negated ? 1 - x[members[k].column] : x[members[k].column];
    }
    separate_one (&bench, rows);
    work += bench.work;
    g_free (bench.first_of);
    g_free (bench.value);
    g_free (bench.alpha);
    g_free (bench.table);
    g_free (bench.choices);
  }
  return work;
}
