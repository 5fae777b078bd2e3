/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/backtrack.h"

#include <string.h>

#define MOST_ITEMS 64
#define MOST_SPOTS 64
#define MOST_ALIKE 63          /* statements about the same item, or the same two: one bit each */
#define MOST_COMPARED 300000   /* pairs of spots that are compared at first: some milliseconds */
#define MOST_NODES 30000       /* spots tried for a question: some ten milliseconds */
#define STALE ((guint64) 1 << MOST_ALIKE)

/* About one item (on the diagonal) or two. */
typedef struct
{
  GArray *statements; /* of int; nullable: none */
  guint64 in_force;   /* of those, when it was last looked at */
  guint64 *allows;    /* [MOST_SPOTS]: spots of the second that suit a spot of the first; nullable */
} Pair;

typedef struct
{
  int topic, item, must; /* `must`: its statement */
  int n_spots, last;
  PlnPlacement spots[MOST_SPOTS];
  guint64 near;   /* items that it leaves less than every spot */
  int64_t weight; /* how often it was left without a spot */
} Item;

struct _PlnBacktrack
{
  const PlnMeeting *meeting;
  const GArray *statements;
  const bool *dropped;
  PlnBreach *breach;
  PlnDraft *draft; /* to ask statements about */
  int n;
  Item *items;
  Pair *pairs; /* [a * n + b] */
  int nodes;
};

static PlnStatement
statement_at (const PlnBacktrack *backtrack, int index)
{
  return g_array_index (backtrack->statements, PlnStatement, index);
}

static Pair *
pair_at (const PlnBacktrack *backtrack, int a, int b)
{
  return &backtrack->pairs[a * backtrack->n + b];
}

/* -- What is in force ------------------------------------------------------------------------------ */

static guint64
in_force (const PlnBacktrack *backtrack, const Pair *pair)
{
  guint64 set = 0;

  for (guint k = 0; pair->statements && k < pair->statements->len; k++)
    if (!backtrack->dropped[g_array_index (pair->statements, int, k)])
      set |= (guint64) 1 << k;
  return set;
}

static bool
keeps (const PlnBacktrack *backtrack, const Pair *pair)
{
  for (guint k = 0; pair->statements && k < pair->statements->len; k++)
    if ((pair->in_force >> k & 1)
        && !pln_breach_keeps (backtrack->breach, backtrack->draft, g_array_index (pair->statements, int, k)))
      return false;
  return true;
}

static bool
overlap_in_room (const PlnPlacement *a, const PlnPlacement *b)
{
  return a->room == b->room && pln_placements_overlap (a, b);
}

static void
compare_spots (PlnBacktrack *backtrack, int a, int b)
{
  Pair *there = pair_at (backtrack, a, b), *back = pair_at (backtrack, b, a);
  Item *first = &backtrack->items[a], *second = &backtrack->items[b];
  bool binds = false;

  memset (there->allows, 0, MOST_SPOTS * sizeof *there->allows);
  memset (back->allows, 0, MOST_SPOTS * sizeof *back->allows);
  for (int x = 0; x < first->n_spots; x++)
    for (int y = 0; y < second->n_spots; y++)
      {
        backtrack->draft->items[first->item] = first->spots[x];
        backtrack->draft->items[second->item] = second->spots[y];
        if (overlap_in_room (&first->spots[x], &second->spots[y]) || !keeps (backtrack, there))
          {
            binds = true;
            continue;
          }
        there->allows[x] |= (guint64) 1 << y;
        back->allows[y] |= (guint64) 1 << x;
      }
  first->near = (first->near & ~((guint64) 1 << b)) | (guint64) binds << b;
  second->near = (second->near & ~((guint64) 1 << a)) | (guint64) binds << a;
}

static bool
is_spot (PlnBacktrack *backtrack, int a, PlnPlacement spot)
{
  backtrack->draft->items[backtrack->items[a].item] = spot;
  return keeps (backtrack, pair_at (backtrack, a, a));
}

/* Returns: false where there are too many */
static bool
list_spots (PlnBacktrack *backtrack, int a)
{
  const PlnProblem *problem = pln_breach_problem (backtrack->breach);
  Item *mine = &backtrack->items[a];
  const PlnProblemItem *row = &problem->items[mine->item];

  mine->n_spots = 0;
  mine->last = -1;
  for (int room = 0; room < problem->meeting->n_rooms; room++)
    for (int length = row->least; length <= row->most; length++)
      for (int step = 0; step < problem->n_steps; step++)
        {
          PlnPlacement spot = { room, problem->minute[step], length * problem->grid };

          if (pln_problem_cost (problem, mine->item, step, length) >= PLN_NEVER
              || !pln_problem_room_open (problem, room, step, length) || !is_spot (backtrack, a, spot))
            continue;
          if (mine->n_spots == MOST_SPOTS)
            return false;
          mine->spots[mine->n_spots++] = spot;
        }
  return true;
}

static bool
is_wanted (const PlnBacktrack *backtrack, int a)
{
  return !backtrack->dropped[backtrack->items[a].must];
}

/* Does what was laid out once more if what is in force has changed. Returns: false where spots are too many */
static bool
look_again (PlnBacktrack *backtrack)
{
  for (int a = 0; a < backtrack->n; a++)
    {
      Pair *alone = pair_at (backtrack, a, a);
      guint64 now = in_force (backtrack, alone);

      if (alone->in_force == now || !is_wanted (backtrack, a))
        continue;
      alone->in_force = now;
      for (int b = 0; b < backtrack->n; b++)
        if (b != a)
          pair_at (backtrack, MIN (a, b), MAX (a, b))->in_force = STALE;
      if (!list_spots (backtrack, a))
        {
          alone->in_force = STALE;
          return false;
        }
    }
  for (int a = 0; a < backtrack->n; a++)
    for (int b = a + 1; b < backtrack->n; b++)
      {
        guint64 now = in_force (backtrack, pair_at (backtrack, a, b));

        if (pair_at (backtrack, a, b)->in_force == now || !is_wanted (backtrack, a) || !is_wanted (backtrack, b))
          continue;
        pair_at (backtrack, a, b)->in_force = now;
        compare_spots (backtrack, a, b);
      }
  return true;
}

/* -- Backtracking ---------------------------------------------------------------------------------- */

static int64_t
weight_near (const PlnBacktrack *backtrack, int a, guint64 left)
{
  int64_t weight = backtrack->items[a].weight;

  for (guint64 near = backtrack->items[a].near & left; near; near &= near - 1)
    weight += backtrack->items[__builtin_ctzll (near)].weight;
  return weight;
}

static int
choose_item (const PlnBacktrack *backtrack, const guint64 *domains, guint64 left)
{
  int best = -1, best_size = 0;
  int64_t best_weight = 1;

  for (guint64 rest = left; rest; rest &= rest - 1)
    {
      int a = __builtin_ctzll (rest), size = __builtin_popcountll (domains[a]);
      int64_t weight = weight_near (backtrack, a, left);

      if (best >= 0 && size * best_weight >= best_size * weight)
        continue;
      best = a;
      best_size = size;
      best_weight = weight;
    }
  return best;
}

/* Leaves those near the spots that suit it. Returns: whether each has one left */
static bool
narrow (PlnBacktrack *backtrack, int a, int spot, guint64 left, guint64 *domains)
{
  domains[a] = (guint64) 1 << spot;
  for (guint64 near = backtrack->items[a].near & left; near; near &= near - 1)
    {
      int b = __builtin_ctzll (near);

      domains[b] &= pair_at (backtrack, a, b)->allows[spot];
      if (domains[b] == 0)
        {
          backtrack->items[b].weight++;
          return false;
        }
    }
  return true;
}

/* @left: items to be placed
 * Returns: whether all were, in `last`; false too when too many spots were tried */
static bool
place (PlnBacktrack *backtrack, const guint64 *domains, guint64 left)
{
  guint64 next[MOST_ITEMS], open;
  int a;

  if (left == 0)
    return true;
  a = choose_item (backtrack, domains, left);
  left &= ~((guint64) 1 << a);
  for (open = domains[a]; open && backtrack->nodes < MOST_NODES;)
    {
      Item *item = &backtrack->items[a];
      int spot = item->last >= 0 && (open >> item->last & 1) ? item->last : __builtin_ctzll (open);

      open &= ~((guint64) 1 << spot);
      backtrack->nodes++;
      memcpy (next, domains, (gsize) backtrack->n * sizeof *next);
      if (narrow (backtrack, a, spot, left, next) && place (backtrack, next, left))
        {
          item->last = spot;
          return true;
        }
    }
  return false;
}

static PlnDraft *
draft_of (const PlnBacktrack *backtrack, guint64 placed)
{
  PlnDraft *draft = pln_draft_new (backtrack->meeting);

  for (; placed; placed &= placed - 1)
    {
      const Item *item = &backtrack->items[__builtin_ctzll (placed)];

      draft->items[item->item] = item->spots[item->last];
    }
  return draft;
}

PlnExactAnswer
pln_backtrack_ask (PlnBacktrack *backtrack, PlnDraft **plan)
{
  guint64 domains[MOST_ITEMS] = { 0 }, all = 0;

  if (!look_again (backtrack))
    return PLN_EXACT_UNKNOWN;
  for (int a = 0; a < backtrack->n; a++)
    {
      const Item *item = &backtrack->items[a];

      if (!is_wanted (backtrack, a))
        continue;
      if (item->n_spots == 0)
        return PLN_EXACT_IMPOSSIBLE;
      all |= (guint64) 1 << a;
      domains[a] = item->n_spots == 64 ? ~(guint64) 0 : ((guint64) 1 << item->n_spots) - 1;
    }
  backtrack->nodes = 0;
  if (place (backtrack, domains, all))
    {
      *plan = draft_of (backtrack, all);
      return PLN_EXACT_POSSIBLE;
    }
  return backtrack->nodes < MOST_NODES ? PLN_EXACT_IMPOSSIBLE : PLN_EXACT_UNKNOWN;
}

/* -- Life ------------------------------------------------------------------------------------------ */

/* Returns: whether every item is of a topic of its own */
static bool
list_items (PlnBacktrack *backtrack)
{
  for (int k = 0; k < (int) backtrack->statements->len; k++)
    {
      PlnStatement statement = statement_at (backtrack, k);
      const PlnTopic *topic = &backtrack->meeting->topics[statement.topic];

      if (backtrack->dropped[k] || statement.rule != PLN_RULE_MUST)
        continue;
      if (topic->parts > 1 || backtrack->n == MOST_ITEMS)
        return false;
      backtrack->items = g_renew (Item, backtrack->items, backtrack->n + 1);
      backtrack->items[backtrack->n++]
          = (Item){ .topic = statement.topic, .item = topic->first_item, .must = k, .last = -1, .weight = 1 };
    }
  return backtrack->n > 0;
}

/* Returns: whether there are few enough */
static bool
add_statement (Pair *pair, int index)
{
  if (!pair->statements)
    pair->statements = g_array_new (FALSE, FALSE, sizeof (int));
  g_array_append_val (pair->statements, index);
  return pair->statements->len <= MOST_ALIKE;
}

/* Returns: whether all in force are about one item or two, or of topics that are left out */
static bool
list_statements (PlnBacktrack *backtrack)
{
  g_autofree int *place_of = g_new (int, (gsize) backtrack->meeting->n_topics);

  for (int t = 0; t < backtrack->meeting->n_topics; t++)
    place_of[t] = -1;
  for (int a = 0; a < backtrack->n; a++)
    place_of[backtrack->items[a].topic] = a;
  for (int k = 0; k < (int) backtrack->statements->len; k++)
    {
      PlnStatement statement = statement_at (backtrack, k);
      int a = place_of[statement.topic], b = statement.other >= 0 ? place_of[statement.other] : a;

      if (backtrack->dropped[k] || statement.rule == PLN_RULE_MUST)
        continue;
      if (statement.rule == PLN_RULE_FOLLOWS || statement.rule == PLN_RULE_POSITION)
        return false;
      if (a >= 0 && b >= 0 && !add_statement (pair_at (backtrack, MIN (a, b), MAX (a, b)), k))
        return false;
    }
  return true;
}

/* Lays out the spots, and room for what is said of two. Returns: whether they are few enough */
static bool
lay_out (PlnBacktrack *backtrack)
{
  gint64 compared = 0;

  for (int a = 0; a < backtrack->n; a++)
    {
      pair_at (backtrack, a, a)->in_force = in_force (backtrack, pair_at (backtrack, a, a));
      if (!list_spots (backtrack, a))
        return false;
      for (int b = 0; b < a; b++)
        compared += (gint64) backtrack->items[a].n_spots * backtrack->items[b].n_spots;
    }
  if (compared > MOST_COMPARED)
    return false;
  for (int a = 0; a < backtrack->n; a++)
    for (int b = 0; b < backtrack->n; b++)
      if (b != a)
        {
          pair_at (backtrack, a, b)->in_force = STALE;
          pair_at (backtrack, a, b)->allows = g_new (guint64, MOST_SPOTS);
        }
  return true;
}

PlnBacktrack *
pln_backtrack_new (const PlnMeeting *meeting, const GArray *statements, const bool *dropped, PlnBreach *breach)
{
  g_autoptr (PlnBacktrack) backtrack = g_new0 (PlnBacktrack, 1);

  backtrack->meeting = meeting;
  backtrack->statements = statements;
  backtrack->dropped = dropped;
  backtrack->breach = breach;
  backtrack->draft = pln_draft_new (meeting);
  if (pln_breach_problem (breach)->irregular || !list_items (backtrack))
    return NULL;
  backtrack->pairs = g_new0 (Pair, (gsize) backtrack->n *(gsize) backtrack->n);
  if (!list_statements (backtrack) || !lay_out (backtrack))
    return NULL;
  return g_steal_pointer (&backtrack);
}

void
pln_backtrack_free (PlnBacktrack *backtrack)
{
  if (!backtrack)
    return;
  for (int k = 0; backtrack->pairs && k < backtrack->n * backtrack->n; k++)
    {
      if (backtrack->pairs[k].statements)
        g_array_free (backtrack->pairs[k].statements, TRUE);
      g_free (backtrack->pairs[k].allows);
    }
  pln_draft_free (backtrack->draft);
  g_free (backtrack->pairs);
  g_free (backtrack->items);
  g_free (backtrack);
}
