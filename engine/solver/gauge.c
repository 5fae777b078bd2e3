/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/gauge.h"

#include <math.h>
#include <string.h>

/* What x must come to for the inequality to be worth having, where sets come to 1. */
#define DEEP 1e-4
#define TOLERANCE 1e-7
#define PIVOT_LEAST 1e-9

enum
{
  PIVOTS_MOST = 30, /* for each member that x uses */
  WORK_MOST = 1 << 28, /* numbers that pivots change */
  KEPT_MOST = 8000, /* numbers in the list of sets */
  DENOMINATOR_MOST = 60,
};

/* The simplex method on the dual: the least sum of amounts of sets such that each member that x uses is in as much of
 * them as x has of it. It begins with each member as a set by itself; what a set that fits is short of in alpha is its
 * reduced cost. Members may be in more than x has, which is a column of its own, of cost 0. The inverse of the basis is
 * kept in full: x uses some dozens of members at most, for which an LP library takes longer to begin. */
typedef struct
{
  PlnLift *lift;
  PlnInts *sets;
  int next;      /* place in the list of sets where the search for one goes on */
  PlnInts used;  /* members that x uses; by them the basis's rows */
  int *place_of; /* [lift->n]: among those, or -1 */
  double *alpha; /* [lift->n] */
  double *inverse; /* [used][used]: by column of the basis, then by member */
  double *amount;  /* [used]: of the columns of the basis */
  double *step;    /* [used]: what a unit of the column that enters takes of them */
  double *best;  /* [bound + 1]: the most alpha that fits a length */
  int *taken;    /* [n_groups][bound + 1]: the member taken there, or -1 */
} Gauge;

static void
open_gauge (Gauge *gauge, PlnLift *lift, PlnInts *sets)
{
  int n;

  *gauge = (Gauge){ .lift = lift, .sets = sets };
  gauge->place_of = g_new (int, lift->n);
  gauge->alpha = g_new0 (double, lift->n);
  for (int k = 0; k < lift->n; k++) {
    gauge->place_of[k] = -1;
    if (lift->value[k] < 1e-6 || lift->members[k].weight > lift->bound)
      continue;
    gauge->place_of[k] = gauge->used.n;
    pln_vector_push (&gauge->used, k);
    gauge->alpha[k] = 1;
  }
  n = gauge->used.n;
  gauge->inverse = g_new0 (double, n * n);
  gauge->amount = g_new (double, n);
  gauge->step = g_new (double, n);
  for (int i = 0; i < n; i++) {
    gauge->inverse[i * n + i] = 1;
    gauge->amount[i] = lift->value[gauge->used.at[i]];
  }
  gauge->best = g_new (double, lift->bound + 1);
  gauge->taken = g_new (int, lift->n_groups * (lift->bound + 1));
}

static void
close_gauge (Gauge *gauge)
{
  pln_vector_clear (&gauge->used);
  g_free (gauge->place_of);
  g_free (gauge->alpha);
  g_free (gauge->inverse);
  g_free (gauge->amount);
  g_free (gauge->step);
  g_free (gauge->best);
  g_free (gauge->taken);
}

/* The most alpha that fits each length, with this group too. */
static void
add_group (Gauge *gauge, int group)
{
  const PlnLift *lift = gauge->lift;
  int *taken = gauge->taken + group * (lift->bound + 1);

  for (int length = lift->bound; length >= 0; length--) {
    double most = gauge->best[length];

    taken[length] = -1;
    for (int k = lift->first_of[group]; k < lift->first_of[group + 1]; k++) {
      int weight = lift->members[k].weight;

      if (weight > length)
        break; /* they are sorted */
      if (gauge->alpha[k] > 0 && gauge->best[length - weight] + gauge->alpha[k] > most + 1e-9) {
        most = gauge->best[length - weight] + gauge->alpha[k];
        taken[length] = k;
      }
    }
    gauge->best[length] = most;
  }
}

/* Appends the set with the most alpha to the list. Returns: false if none comes to more than 1 */
static bool
find_set (Gauge *gauge)
{
  PlnLift *lift = gauge->lift;
  int length = lift->bound, first = gauge->sets->n;

  for (int l = 0; l <= lift->bound; l++)
    gauge->best[l] = 0;
  for (int g = 0; g < lift->n_groups; g++)
    add_group (gauge, g);
  lift->work += (int64_t) lift->n * lift->bound;
  if (gauge->best[lift->bound] <= 1 + TOLERANCE)
    return false;
  pln_vector_push (gauge->sets, 0);
  for (int g = lift->n_groups - 1; g >= 0; g--) {
    int k = gauge->taken[g * (lift->bound + 1) + length];

    if (k < 0)
      continue;
    pln_vector_push (gauge->sets, k);
    gauge->sets->at[first]++;
    length -= lift->members[k].weight;
  }
  return true;
}

/* The column of the basis that runs out first. Returns: its place; -1 if none does */
static int
leaving (const Gauge *gauge)
{
  double least = INFINITY;
  int place = -1;

  for (int i = 0; i < gauge->used.n; i++) {
    double ratio;

    if (gauge->step[i] <= PIVOT_LEAST)
      continue;
    ratio = fmax (0, gauge->amount[i]) / gauge->step[i];
    if (ratio > least + 1e-12 || (ratio > least - 1e-12 && gauge->step[i] <= gauge->step[place]))
      continue;
    least = ratio;
    place = i;
  }
  return place;
}

/* Brings the column, whose step is at hand, into the basis.
 *
 * @short_of: its reduced cost, negative
 * Returns: false if it cannot be */
static bool
pivot (Gauge *gauge, double short_of)
{
  int n = gauge->used.n, place = leaving (gauge);
  double *row, amount;

  if (place < 0)
    return false;
  row = gauge->inverse + place * n;
  amount = fmax (0, gauge->amount[place]) / gauge->step[place];
  for (int j = 0; j < n; j++)
    row[j] /= gauge->step[place];
  for (int i = 0; i < n; i++) {
    if (i == place || gauge->step[i] == 0)
      continue;
    gauge->amount[i] -= amount * gauge->step[i];
    for (int j = 0; j < n; j++)
      gauge->inverse[i * n + j] -= gauge->step[i] * row[j];
  }
  gauge->amount[place] = amount;
  for (int j = 0; j < n; j++)
    gauge->alpha[gauge->used.at[j]] += short_of * row[j];
  gauge->lift->work += n * n;
  return true;
}

/* Returns: the place of a set of the list that comes to more than 1, or -1; looked for in a circle */
static int
known_set (Gauge *gauge)
{
  const PlnInts *sets = gauge->sets;
  int first = gauge->next < sets->n ? gauge->next : 0, set = first;

  if (sets->n == 0)
    return -1;
  do {
    double sum = 0;
    int next = set + 1 + sets->at[set];

    for (int i = set + 1; i < next; i++)
      sum += gauge->alpha[sets->at[i]];
    gauge->next = next < sets->n ? next : 0;
    if (sum > 1 + TOLERANCE)
      return set;
    set = gauge->next;
  } while (set != first);
  return -1;
}

static bool
enter_set (Gauge *gauge, int set)
{
  const PlnInts *sets = gauge->sets;
  int n = gauge->used.n;
  double short_of = 1;

  memset (gauge->step, 0, sizeof (double) * (gsize) n);
  for (int k = set + 1; k <= set + sets->at[set]; k++) {
    int place = gauge->place_of[sets->at[k]];

    if (place < 0)
      continue;
    short_of -= gauge->alpha[sets->at[k]];
    for (int i = 0; i < n; i++)
      gauge->step[i] += gauge->inverse[i * n + place];
  }
  return pivot (gauge, short_of);
}

/* Lets a member be in more sets than x has of it. */
static bool
enter_rest (Gauge *gauge, int place)
{
  int n = gauge->used.n;

  for (int i = 0; i < n; i++)
    gauge->step[i] = -gauge->inverse[i * n + place];
  return pivot (gauge, gauge->alpha[gauge->used.at[place]]);
}

/* Returns: the place of the member with the least alpha below 0, or -1 */
static int
negative_member (const Gauge *gauge)
{
  double least = -TOLERANCE;
  int place = -1;

  for (int i = 0; i < gauge->used.n; i++)
    if (gauge->alpha[gauge->used.at[i]] < least) {
      least = gauge->alpha[gauge->used.at[i]];
      place = i;
    }
  return place;
}

static bool
is_deep (const Gauge *gauge)
{
  double sum = 0;

  for (int i = 0; i < gauge->used.n; i++)
    sum += gauge->alpha[gauge->used.at[i]] * gauge->lift->value[gauge->used.at[i]];
  return sum >= 1 + DEEP;
}

/* Returns: false if x is an average of sets, or pivots do not come to an end */
static bool
find_alpha (Gauge *gauge)
{
  int n = gauge->used.n;
  int most = n > 0 ? MIN (PIVOTS_MOST * n, WORK_MOST / (n * n)) : 0;

  for (int pivots = 0; pivots < most && is_deep (gauge); pivots++) {
    int place = negative_member (gauge), set;

    if (place >= 0) {
      if (!enter_rest (gauge, place))
        return false;
      continue;
    }
    set = known_set (gauge);
    if (set < 0) {
      set = gauge->sets->n;
      if (!find_set (gauge))
        return true;
    }
    if (!enter_set (gauge, set))
      return false;
  }
  return false;
}

/* The least factor that makes all of alpha whole, or one that makes little of rounding. */
static int
denominator (const Gauge *gauge)
{
  int d = 1;

  for (bool whole = false; !whole && d < DENOMINATOR_MOST; d += !whole) {
    whole = true;
    for (int k = 0; k < gauge->lift->n && whole; k++)
      whole = fabs (gauge->alpha[k] * d - round (gauge->alpha[k] * d)) < 1e-5 * d;
  }
  return d;
}

bool
pln_gauge_separate (PlnLift *lift, PlnInts *sets)
{
  Gauge gauge;
  bool found;

  open_gauge (&gauge, lift, sets);
  if (sets->n > KEPT_MOST)
    sets->n = 0;
  found = find_alpha (&gauge);
  if (found) {
    int scale = denominator (&gauge);

    for (int k = 0; k < lift->n; k++)
      lift->alpha[k] = (int64_t) round (gauge.alpha[k] * scale);
  }
  close_gauge (&gauge);
  return found;
}
