/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/knapsack.h"

#include "solver/gauge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  BOUND_MOST = 1000, /* longer rows are left alone: the tables would be too long */
  MEMBERS_MOST = 600,
  SCARCE = 2, /* times as much is asked for as fits, where a row is a container */
};

#define VIOLATED 1e-3

typedef struct
{
  int first, n; /* members */
  int bound;
  bool scarce;  /* few of the members fit, as into a block; else nearly all do, as where a sum is defined */
  PlnInts sets; /* see solver/gauge.h */
} Knapsack;

struct PlnKnapsacks
{
  PLN_VECTOR (PlnMember) members;
  PLN_VECTOR (Knapsack) knapsacks;
  int n_kinds;
  PlnLp *lp; /* for gauges */
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
  const PlnMember *x = a, *y = b;

  if (x->group != y->group)
    return x->group - y->group;
  return x->weight != y->weight ? x->weight - y->weight : x->column - y->column;
}

/* @member_of: by literal, index of the knapsack's member or -1 */
static void
group_members (const PlnCutRows *rows, const PlnInts *exclusive, PlnMember *members, const int *member_of)
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
  Knapsack knapsack = { .first = knapsacks->members.n, .n = row->n, .bound = (int) row->bound };
  PlnMember *members;
  int last = -1, n_groups = 0, asked = 0;

  for (int k = 0; k < row->n; k++) {
    const PlnCutTerm *term = &rows->terms.at[row->first + k];

    if (term->weight < 0)
      knapsack.bound -= (int) term->weight;
    member_of[2 * term->column + (term->weight < 0)] = k;
    pln_vector_push (&knapsacks->members, ((PlnMember){ term->column, term->weight < 0, (int) llabs (term->weight), -1, 0 }));
  }
  members = knapsacks->members.at + knapsack.first;
  group_members (rows, exclusive, members, member_of);
  for (int k = 0; k < row->n; k++) {
    member_of[2 * members[k].column + members[k].negated] = -1;
    members[k].weight = MIN (members[k].weight, knapsack.bound + 1);
    if (members[k].group < 0)
      members[k].group = k;
  }
  qsort (members, (size_t) row->n, sizeof (PlnMember), compare_members);
  for (int k = 0; k < row->n; k++) {
    if (k + 1 == row->n || members[k + 1].group != members[k].group)
      asked += members[k].weight;
    if (members[k].group != last)
      n_groups++;
    last = members[k].group;
    members[k].group = n_groups - 1;
  }
  knapsack.scarce = asked >= SCARCE * knapsack.bound;
  pln_vector_push (&knapsacks->knapsacks, knapsack);
}

/* The longest row of @exclusive with each literal, or -1. Returns: (transfer full): by literal */
static int *
find_longest (const PlnCutRows *rows, const PlnInts *exclusive, int n_columns)
{
  int *longest = g_new (int, 2 * n_columns);

  for (int k = 0; k < 2 * n_columns; k++)
    longest[k] = -1;
  for (int e = 0; e < exclusive->n; e++) {
    const PlnCutRow *row = &rows->rows.at[exclusive->at[e]];

    for (int k = 0; k < row->n; k++) {
      const PlnCutTerm *term = &rows->terms.at[row->first + k];
      int *now = &longest[2 * term->column + (term->weight < 0)];

      if (*now < 0 || rows->rows.at[*now].n < row->n)
        *now = exclusive->at[e];
    }
  }
  return longest;
}

/* Members are of a kind when they weigh the same and the same row, the longest, says that one of them at most is true:
 * the same item elsewhere. */
static void
find_kinds (PlnKnapsacks *knapsacks, const PlnCutRows *rows, const PlnInts *exclusive, int n_columns)
{
  int *longest = find_longest (rows, exclusive, n_columns);
  GHashTable *kinds = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (int k = 0; k < knapsacks->members.n; k++) {
    PlnMember *member = &knapsacks->members.at[k];
    int64_t row = longest[2 * member->column + member->negated] + 1;
    int64_t key = (row * 2 + member->negated) * (BOUND_MOST + 2) + member->weight;
    gpointer kind = g_hash_table_lookup (kinds, &key);

    if (!kind) {
      kind = GINT_TO_POINTER (++knapsacks->n_kinds);
      g_hash_table_insert (kinds, g_memdup2 (&key, sizeof key), kind);
    }
    member->kind = GPOINTER_TO_INT (kind) - 1;
  }
  g_hash_table_unref (kinds);
  g_free (longest);
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
  find_kinds (knapsacks, rows, &exclusive, n_columns);
  pln_vector_clear (&exclusive);
  g_free (member_of);
  knapsacks->lp = pln_lp_new ();
  return knapsacks;
}

void
pln_knapsacks_free (PlnKnapsacks *knapsacks)
{
  if (!knapsacks)
    return;
  for (int i = 0; i < knapsacks->knapsacks.n; i++)
    pln_vector_clear (&knapsacks->knapsacks.at[i].sets);
  pln_vector_clear (&knapsacks->members);
  pln_vector_clear (&knapsacks->knapsacks);
  pln_lp_free (knapsacks->lp);
  g_free (knapsacks);
}

/* Separating. */

/* A cover that x violates takes groups from thresholds on, for what the values there lack of 1 each, and may cost no more
 * than this. So groups that x leaves alone are in none, and what costs too much on the way leads to none. */
#define CHEAP (1 - VIOLATED)

typedef struct
{
  const PlnLift *lift;
  PlnInts groups; /* those of some value */
  double *cost;   /* [bound + 2]: the least for which lengths sum to so much or more */
  int *choice;    /* [groups][bound + 2]: the group's threshold there, or -1 */
  int reach;      /* the longest length that is cheap */
} Covers;

/* The best of a group: the most length, and the least price for a unit of it. */
typedef struct
{
  double price;
  int length;
} Offer;

static int
compare_offers (const void *a, const void *b)
{
  const Offer *x = a, *y = b;

  return (x->price > y->price) - (x->price < y->price);
}

/* Notes the groups of some value. Returns: (transfer full): what they offer, by price */
static Offer *
choose_groups (Covers *covers)
{
  const PlnLift *lift = covers->lift;
  Offer *offers = g_new (Offer, lift->n_groups);

  for (int g = 0; g < lift->n_groups; g++) {
    int last = lift->first_of[g + 1] - 1;
    Offer offer = { INFINITY, lift->members[last].weight };
    double value = 0;

    for (int k = last; k >= lift->first_of[g]; k--) {
      value += lift->value[k];
      offer.price = fmin (offer.price, (1 - value) / lift->members[k].weight);
    }
    if (1 - value >= CHEAP)
      continue;
    offers[covers->groups.n] = offer;
    pln_vector_push (&covers->groups, g);
  }
  qsort (offers, (size_t) covers->groups.n, sizeof (Offer), compare_offers);
  return offers;
}

/* Could parts of groups make a cover that is cheap enough? Mostly not, which saves asking whether whole ones could. */
static bool
may_cover (Covers *covers)
{
  Offer *offers = choose_groups (covers);
  int length = 0;
  double price = 0;

  for (int i = 0; i < covers->groups.n && length <= covers->lift->bound; i++) {
    int part = MIN (offers[i].length, covers->lift->bound + 1 - length);

    price += part * offers[i].price;
    length += part;
  }
  g_free (offers);
  return length > covers->lift->bound && price < CHEAP;
}

static void
cover_with (Covers *covers, int group, int *choice)
{
  const PlnLift *lift = covers->lift;
  int first = lift->first_of[group], last = lift->first_of[group + 1] - 1;

  for (int length = lift->bound + 1; length >= 0; length--)
    choice[length] = -1;
  for (int length = MIN (lift->bound + 1, covers->reach + lift->members[last].weight); length > 0; length--) {
    double value = 0;

    for (int k = last; k >= first; k--) {
      double before = covers->cost[MAX (0, length - lift->members[k].weight)];

      value += lift->value[k];
      if (before + 1 - value < covers->cost[length] - 1e-9) {
        covers->cost[length] = before + 1 - value;
        choice[length] = k;
      }
    }
    if (covers->cost[length] < CHEAP)
      covers->reach = MAX (covers->reach, length);
  }
}

/* Sets alpha to 1 on the cover that was found. */
static void
read_cover (const Covers *covers, PlnLift *lift)
{
  int length = lift->bound + 1;

  memset (lift->alpha, 0, sizeof (int64_t) * (gsize) lift->n);
  for (int i = covers->groups.n - 1; i >= 0; i--) {
    int threshold = covers->choice[i * (lift->bound + 2) + length];

    if (threshold < 0)
      continue;
    for (int k = threshold; k < lift->first_of[covers->groups.at[i] + 1]; k++)
      lift->alpha[k] = 1;
    length = MAX (0, length - lift->members[threshold].weight);
  }
}

/* Groups with thresholds whose lengths exceed the bound, such that the values at or above the thresholds sum to most: a
 * shortest path over length. Returns: false if no cover comes near to being violated */
static bool
find_cover (PlnLift *lift)
{
  Covers covers = { .lift = lift };
  bool found;

  if (!may_cover (&covers)) {
    pln_vector_clear (&covers.groups);
    return false;
  }
  covers.cost = g_new (double, lift->bound + 2);
  covers.choice = g_new (int, covers.groups.n * (lift->bound + 2));
  for (int length = 0; length <= lift->bound + 1; length++)
    covers.cost[length] = length == 0 ? 0 : INFINITY;
  for (int i = 0; i < covers.groups.n; i++)
    cover_with (&covers, covers.groups.at[i], covers.choice + i * (lift->bound + 2));
  found = covers.reach > lift->bound;
  if (found)
    read_cover (&covers, lift);
  pln_vector_clear (&covers.groups);
  g_free (covers.cost);
  g_free (covers.choice);
  return found;
}

static bool
is_violated (PlnLift *lift)
{
  pln_lift_strengthen (lift);
  return pln_lift_violation (lift) > VIOLATED;
}

/* Returns: whether the lift is left with an inequality that x violates */
static bool
separate_one (PlnLift *lift, PlnLp *lp, Knapsack *knapsack)
{
  if (pln_lift_is_integral (lift))
    return false;
  if (knapsack->scarce ? !pln_gauge_separate (lift, lp, &knapsack->sets) : !find_cover (lift))
    return false;
  return is_violated (lift);
}

/* What cuts one block would cut the next, where the LP goes with the same items: its twins are cut at once, also those
 * that x respects. */
static void
cut_twins (const PlnKnapsacks *knapsacks, PlnLift *lifts, int i, bool *served, int64_t *alpha_of_kind, PlnCutRows *rows)
{
  for (int j = 0; j < knapsacks->knapsacks.n; j++) {
    if (served[j] || !knapsacks->knapsacks.at[j].scarce || lifts[j].bound != lifts[i].bound)
      continue;
    pln_lift_translate (&lifts[j], &lifts[i], alpha_of_kind);
    served[j] = is_violated (&lifts[j]);
    pln_lift_add_row (&lifts[j], rows);
  }
}

int64_t
pln_knapsacks_separate (PlnKnapsacks *knapsacks, PlnCutRows *rows, const double *x)
{
  int n = knapsacks->knapsacks.n;
  PlnLift *lifts = g_new (PlnLift, n);
  bool *served = g_new0 (bool, n);
  int64_t *alpha_of_kind = g_new0 (int64_t, knapsacks->n_kinds);
  int64_t work = 0;

  for (int i = 0; i < n; i++) {
    const Knapsack *knapsack = &knapsacks->knapsacks.at[i];

    pln_lift_open (&lifts[i], knapsacks->members.at + knapsack->first, knapsack->n, knapsack->bound, x);
  }
  for (int i = 0; i < n; i++) {
    if (served[i] || !separate_one (&lifts[i], knapsacks->lp, &knapsacks->knapsacks.at[i]))
      continue;
    served[i] = true;
    pln_lift_add_row (&lifts[i], rows);
    if (knapsacks->knapsacks.at[i].scarce)
      cut_twins (knapsacks, lifts, i, served, alpha_of_kind, rows);
  }
  for (int i = 0; i < n; i++) {
    work += lifts[i].work;
    pln_lift_close (&lifts[i]);
  }
  g_free (lifts);
  g_free (served);
  g_free (alpha_of_kind);
  return work;
}
