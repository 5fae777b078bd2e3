/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/lift.h"

#include <math.h>
#include <string.h>

typedef struct PlnChoice
{
  int weight;
  int64_t alpha;
} Choice;

void
pln_lift_open (PlnLift *lift, const PlnMember *members, int n, int bound, const double *x)
{
  *lift = (PlnLift){ .members = members, .n = n, .n_groups = members[n - 1].group + 1, .bound = bound };
  lift->first_of = g_new0 (int, lift->n_groups + 1);
  lift->value = g_new (double, n);
  lift->alpha = g_new0 (int64_t, n);
  lift->table = g_new (int64_t, bound + 1);
  lift->choices = g_new (Choice, n);
  for (int k = 0; k < n; k++) {
    lift->first_of[members[k].group + 1] = k + 1;
    lift->value[k] = members[k].negated ? 1 - x[members[k].column] : x[members[k].column];
  }
}

void
pln_lift_close (PlnLift *lift)
{
  g_free (lift->first_of);
  g_free (lift->value);
  g_free (lift->alpha);
  g_free (lift->table);
  g_free (lift->choices);
}

bool
pln_lift_is_integral (const PlnLift *lift)
{
  for (int k = 0; k < lift->n; k++)
    if (fabs (lift->value[k] - round (lift->value[k])) > 1e-6)
      return false;
  return true;
}

static bool
has_weight (const PlnLift *lift, int group)
{
  for (int k = lift->first_of[group]; k < lift->first_of[group + 1]; k++)
    if (lift->alpha[k] > 0)
      return true;
  return false;
}

/* Of the members of a group those that are worth their length: of equal or lighter ones none has as much alpha.
 * Returns: how many */
static int
choose_members (const PlnLift *lift, int group, Choice *choices)
{
  int n = 0;

  for (int k = lift->first_of[group]; k < lift->first_of[group + 1]; k++) {
    Choice choice = { lift->members[k].weight, lift->alpha[k] };

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
add_group (PlnLift *lift, int group)
{
  int n = choose_members (lift, group, lift->choices);
  int64_t *table = lift->table;

  if (n == 0)
    return;
  lift->work += (int64_t) n * lift->bound;
  for (int length = lift->bound; length >= lift->choices[0].weight; length--) {
    int64_t most = table[length];

    for (int c = 0; c < n && lift->choices[c].weight <= length; c++)
      most = MAX (most, table[length - lift->choices[c].weight] + lift->choices[c].alpha);
    table[length] = most;
  }
}

static void
clear_table (PlnLift *lift)
{
  memset (lift->table, 0, sizeof (int64_t) * (gsize) (lift->bound + 1));
}

/* The most alpha of all groups for each length. */
static void
fill_table (PlnLift *lift)
{
  clear_table (lift);
  for (int g = 0; g < lift->n_groups; g++)
    add_group (lift, g);
}

/* As far as the table, which lacks the group, leaves room. */
static void
lift_group (PlnLift *lift, int group)
{
  for (int k = lift->first_of[group]; k < lift->first_of[group + 1]; k++) {
    int left = lift->bound - lift->members[k].weight;

    lift->alpha[k] = left < 0 ? lift->right + 1 : lift->right - lift->table[left];
  }
}

/* Lifts those of the groups that have weights, in turn, each with a table of all others. The table at hand is of all
 * groups outside the stretch; halves give each other theirs. */
static void
lift_stretch (PlnLift *lift, int first, int end)
{
  gsize size = sizeof (int64_t) * (gsize) (lift->bound + 1);
  int middle = first + (end - first) / 2;
  int64_t *outside;

  if (end - first == 1) {
    if (has_weight (lift, first))
      lift_group (lift, first);
    return;
  }
  outside = g_memdup2 (lift->table, size);
  for (int g = middle; g < end; g++)
    add_group (lift, g);
  lift_stretch (lift, first, middle);
  memcpy (lift->table, outside, size);
  for (int g = first; g < middle; g++)
    add_group (lift, g);
  lift_stretch (lift, middle, end);
  g_free (outside);
}

static double
group_value (const PlnLift *lift, int group)
{
  double value = 0;

  for (int k = lift->first_of[group]; k < lift->first_of[group + 1]; k++)
    value += lift->value[k];
  return value;
}

/* First the groups that have weights, which leave the table for it; then, with one table that grows, those that have
 * none, what x uses first. */
void
pln_lift_strengthen (PlnLift *lift)
{
  bool *had = g_new (bool, lift->n_groups);

  fill_table (lift);
  lift->right = lift->table[lift->bound];
  for (int g = 0; g < lift->n_groups; g++)
    had[g] = has_weight (lift, g);
  clear_table (lift);
  lift_stretch (lift, 0, lift->n_groups);
  fill_table (lift);
  for (int used = 1; used >= 0; used--)
    for (int g = 0; g < lift->n_groups; g++)
      if (!had[g] && (group_value (lift, g) > 1e-6) == used) {
        lift_group (lift, g);
        if (has_weight (lift, g))
          add_group (lift, g);
      }
  g_free (had);
}

void
pln_lift_translate (PlnLift *lift, const PlnLift *other, int64_t *alpha_of_kind)
{
  for (int k = 0; k < other->n; k++)
    alpha_of_kind[other->members[k].kind] = other->alpha[k];
  for (int k = 0; k < lift->n; k++)
    lift->alpha[k] = alpha_of_kind[lift->members[k].kind];
  for (int k = 0; k < other->n; k++)
    alpha_of_kind[other->members[k].kind] = 0;
}

double
pln_lift_violation (const PlnLift *lift)
{
  double value = (double) -lift->right, norm = 0;

  for (int k = 0; k < lift->n; k++) {
    value += (double) lift->alpha[k] * lift->value[k];
    norm += (double) (lift->alpha[k] * lift->alpha[k]);
  }
  return norm > 0 ? value / sqrt (norm) : 0;
}

void
pln_lift_add_row (const PlnLift *lift, PlnCutRows *rows)
{
  int64_t bound = lift->right;

  pln_cut_row_begin (rows);
  for (int k = 0; k < lift->n; k++) {
    if (lift->alpha[k] == 0)
      continue;
    if (lift->members[k].negated)
      bound -= lift->alpha[k];
    pln_cut_row_term (rows, lift->members[k].column, lift->members[k].negated ? -lift->alpha[k] : lift->alpha[k]);
  }
  pln_cut_row_end (rows, bound);
}
