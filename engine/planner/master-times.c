/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/master.h"

/* Everything that happens inside a block, over columns that have a start: the chapter of the timed
 * master. Boundaries between grid steps are counted per block: an item that ends at the last boundary
 * of a block has the number of the first step of the next, but is compared with ends only, or with
 * starts by minute. */

typedef struct
{
  PlnMaster *master;
  const PlnProblem *problem;
  const PlnMeeting *meeting;
  PlnLit *busy; /* [item * n_steps + step]: the item takes that step, in whatever room */
  PlnLit **started; /* [item], made when asked for: [step]: it starts there or earlier */
  PlnLit **ending;  /* [item], made when asked for: [step]: it ends after that minute */
} Times;

static bool
is_false (const Times *times, PlnLit lit)
{
  return lit == pln_master_false (times->master);
}

static void
imply (const Times *times, PlnLit a, PlnLit b)
{
  pln_solver_add_binary (times->master->solver, pln_lit_not (a), b);
}

/* -- Taking steps ---------------------------------------------------------------------------------- */

static void
make_busy (Times *times)
{
  gsize n = (gsize) times->meeting->n_items * (gsize) times->problem->n_steps;

  times->busy = g_new (PlnLit, MAX (1, n));
  for (gsize k = 0; k < n; k++)
    times->busy[k] = pln_master_false (times->master);
  for (int c = 0; c < times->master->n_columns; c++)
    {
      const PlnColumn *column = &times->master->columns[c];

      for (int k = column->step; k < column->step + column->length; k++)
        {
          PlnLit *cell = &times->busy[column->item * times->problem->n_steps + k];

          if (is_false (times, *cell))
            *cell = pln_master_new_lit (times->master);
          imply (times, column->lit, *cell);
        }
    }
}

/* At most one item takes a step of a room. */
static void
keep_rooms (Times *times)
{
  int n_steps = times->problem->n_steps, n_cells = times->meeting->n_rooms * n_steps;
  g_autofree GArray **cells = g_new (GArray *, (gsize) MAX (1, n_cells));

  for (int k = 0; k < n_cells; k++)
    cells[k] = g_array_new (FALSE, FALSE, sizeof (PlnLit));
  for (int c = 0; c < times->master->n_columns; c++)
    {
      const PlnColumn *column = &times->master->columns[c];

      for (int k = column->step; k < column->step + column->length; k++)
        g_array_append_val (cells[column->room * n_steps + k], column->lit);
    }
  for (int k = 0; k < n_cells; k++)
    {
      if (cells[k]->len > 1)
        pln_solver_add_few (times->master->solver, (const PlnLit *) cells[k]->data, (int) cells[k]->len, 1, PLN_LIT_NONE);
      g_array_free (cells[k], TRUE);
    }
}

static int
topic_of (const Times *times, int item)
{
  return times->meeting->items[item].topic;
}

/* Both take a step together → `clash`. */
static void
meet (Times *times, int a, int b, PlnLit clash)
{
  for (int k = 0; k < times->problem->n_steps; k++)
    {
      PlnLit x = times->busy[a * times->problem->n_steps + k], y = times->busy[b * times->problem->n_steps + k];

      if (!is_false (times, x) && !is_false (times, y))
        pln_master_add_clause3 (times->master, pln_lit_not (x), pln_lit_not (y), clash);
    }
}

static void
push_guard (Times *times, GArray *guards, PlnStatement statement)
{
  PlnLit guard = pln_master_guard (times->master, statement);

  if (!is_false (times, guard))
    g_array_append_val (guards, guard);
}

static void
push_apart (Times *times, GArray *guards, int topic, int other)
{
  const PlnTopic *row = &times->meeting->topics[topic];

  for (int k = 0; k < row->n_relations; k++)
    if (row->relations[k].kind == PLN_RELATION_APART && row->relations[k].other == other)
      push_guard (times, guards, (PlnStatement){ PLN_RULE_APART, topic, -1, other });
}

static bool
has_person (const PlnTopic *topic, int person)
{
  for (int c = 0; c < topic->n_cast; c++)
    if (topic->cast[c] == person)
      return true;
  return false;
}

/* Some statement that keeps the two from overlapping (or makes their people walk) is in force.
 * Requires: one is, guarded or not */
static PlnLit
any_guard (Times *times, PlnRule rule, int topic, int other)
{
  const PlnTopic *row = &times->meeting->topics[topic];
  g_autoptr (GArray) guards = NULL;

  if (!times->master->guarded)
    return times->master->truth;
  guards = g_array_new (FALSE, FALSE, sizeof (PlnLit));
  for (int c = 0; c < row->n_cast; c++)
    if (has_person (&times->meeting->topics[other], row->cast[c]))
      push_guard (times, guards, (PlnStatement){ rule, topic, row->cast[c], other });
  if (rule == PLN_RULE_PERSON_OVERLAP)
    {
      push_apart (times, guards, topic, other);
      push_apart (times, guards, other, topic);
    }
  return pln_master_implied (times->master, (const PlnLit *) guards->data, (int) guards->len);
}

static void
keep_apart (Times *times)
{
  int n_topics = times->meeting->n_topics;

  for (int a = 0; a < times->meeting->n_items && times->meeting->n_rooms > 1; a++)
    for (int b = a + 1; b < times->meeting->n_items; b++)
      {
        int s = topic_of (times, a), t = topic_of (times, b), weight = times->problem->parallel[s * n_topics + t];
        PlnLit clash = pln_master_false (times->master);

        if (s == t)
          continue; /* parts are in order anyway */
        if (times->problem->apart[s * n_topics + t])
          meet (times, a, b, pln_lit_not (any_guard (times, PLN_RULE_PERSON_OVERLAP, s, t)));
        else if (weight > 0 && times->master->priced)
          {
            clash = pln_master_new_lit (times->master);
            pln_solver_add_cost (times->master->solver, clash, weight);
            meet (times, a, b, clash);
          }
      }
}

/* -- The way between rooms ------------------------------------------------------------------------- */

/* Literals of "the item starts at that step in that room" (forward) or "ends at that boundary". */
static PlnLit *
in_room_at (Times *times, int item, bool ends)
{
  int n_steps = times->problem->n_steps + 1, n_rooms = times->meeting->n_rooms;
  g_autofree GArray **cells = g_new0 (GArray *, (gsize) (n_steps * n_rooms));
  PlnLit *lits = g_new (PlnLit, (gsize) (n_steps * n_rooms));

  for (int c = times->master->first_column[item]; c < times->master->first_column[item + 1]; c++)
    {
      const PlnColumn *column = &times->master->columns[c];
      int cell = column->room * n_steps + column->step + (ends ? column->length : 0);

      if (!cells[cell])
        cells[cell] = g_array_new (FALSE, FALSE, sizeof (PlnLit));
      g_array_append_val (cells[cell], column->lit);
    }
  for (int k = 0; k < n_steps * n_rooms; k++)
    {
      lits[k] = pln_master_false (times->master);
      if (!cells[k])
        continue;
      lits[k] = pln_master_implied (times->master, (const PlnLit *) cells[k]->data, (int) cells[k]->len);
      g_array_free (cells[k], TRUE);
    }
  return lits;
}

/* The minute of an end boundary: one grid step after the step before it. */
static int
boundary_minute (const Times *times, int k)
{
  return times->problem->minute[k - 1] + times->problem->grid;
}

/* After `first` has ended in a room, `second` does not start in another before the way is walked. */
static void
walk (Times *times, const PlnLit *ends, const PlnLit *starts, PlnLit broken)
{
  int n_steps = times->problem->n_steps, n_rooms = times->meeting->n_rooms;

  for (int from = 0; from < n_rooms; from++)
    for (int to = 0; to < n_rooms; to++)
      {
        int way = times->meeting->transfer[from * n_rooms + to];

        for (int e = 1; e <= n_steps && way > 0; e++)
          {
            PlnLit end = ends[from * (n_steps + 1) + e];

            if (is_false (times, end))
              continue;
            for (int s = e; s < n_steps && times->problem->minute[s] < boundary_minute (times, e) + way; s++)
              if (!is_false (times, starts[to * (n_steps + 1) + s]))
                pln_master_add_clause3 (times->master, pln_lit_not (end), pln_lit_not (starts[to * (n_steps + 1) + s]), broken);
          }
      }
}

static void
keep_ways (Times *times)
{
  int n_items = times->meeting->n_items, n_topics = times->meeting->n_topics;
  g_autofree PlnLit **starts = g_new0 (PlnLit *, (gsize) MAX (1, n_items));
  g_autofree PlnLit **ends = g_new0 (PlnLit *, (gsize) MAX (1, n_items));

  if (!times->problem->transfer)
    return;
  for (int a = 0; a < n_items; a++)
    for (int b = 0; b < n_items; b++)
      {
        int s = topic_of (times, a), t = topic_of (times, b);
        PlnLit bound;

        if (a == b || !times->problem->transfer[s * n_topics + t])
          continue;
        bound = any_guard (times, PLN_RULE_TRANSFER, s, t);
        if (!ends[a])
          ends[a] = in_room_at (times, a, true);
        if (!starts[b])
          starts[b] = in_room_at (times, b, false);
        walk (times, ends[a], starts[b], pln_lit_not (bound));
      }
  for (int item = 0; item < n_items; item++)
    {
      g_free (starts[item]);
      g_free (ends[item]);
    }
}

/* -- Order ----------------------------------------------------------------------------------------- */

/* [step]: the item starts there or earlier. */
static const PlnLit *
started (Times *times, int item)
{
  int n_steps = times->problem->n_steps;
  PlnLit *lits = times->started[item];

  if (lits)
    return lits;
  lits = times->started[item] = g_new (PlnLit, (gsize) MAX (1, n_steps));
  for (int k = 0; k < n_steps; k++)
    {
      lits[k] = pln_master_new_lit (times->master);
      if (k > 0)
        imply (times, lits[k - 1], lits[k]);
    }
  for (int c = times->master->first_column[item]; c < times->master->first_column[item + 1]; c++)
    imply (times, times->master->columns[c].lit, lits[times->master->columns[c].step]);
  return lits;
}

/* [step]: the item ends after that step's minute. */
static const PlnLit *
ending (Times *times, int item)
{
  int n_steps = times->problem->n_steps;
  PlnLit *lits = times->ending[item];

  if (lits)
    return lits;
  lits = times->ending[item] = g_new (PlnLit, (gsize) MAX (1, n_steps));
  for (int k = 0; k < n_steps; k++)
    {
      lits[k] = pln_master_new_lit (times->master);
      if (k > 0)
        imply (times, lits[k], lits[k - 1]);
    }
  for (int c = times->master->first_column[item]; c < times->master->first_column[item + 1]; c++)
    {
      const PlnColumn *column = &times->master->columns[c];

      imply (times, column->lit, lits[column->step + column->length - 1]);
    }
  return lits;
}

/* `later` starts no earlier than `earlier` ends, or `broken` is true. */
static void
order (Times *times, int earlier, int later, PlnLit broken)
{
  const PlnLit *end = ending (times, earlier), *start = started (times, later);

  for (int k = 0; k < times->problem->n_steps; k++)
    pln_master_add_clause3 (times->master, pln_lit_not (end[k]), pln_lit_not (start[k]), broken);
}

static void
wish_order (Times *times, int earlier, int later, int weight)
{
  PlnLit broken;

  if (weight == 0 || !times->master->priced)
    return;
  broken = pln_master_new_lit (times->master);
  pln_solver_add_cost (times->master->solver, broken, weight);
  order (times, earlier, later, broken);
}

/* The tail's first part starts in the head's room and block just when the head ends. */
static void
follow (Times *times, int head, int tail, PlnLit broken)
{
  PlnMaster *master = times->master;

  for (int t = master->first_column[tail]; t < master->first_column[tail + 1]; t++)
    {
      const PlnColumn *column = &master->columns[t];
      g_autoptr (GArray) clause = g_array_new (FALSE, FALSE, sizeof (PlnLit));
      PlnLit not_here = pln_lit_not (column->lit);

      g_array_append_val (clause, not_here);
      g_array_append_val (clause, broken);
      for (int h = master->first_column[head]; h < master->first_column[head + 1]; h++)
        {
          const PlnColumn *other = &master->columns[h];

          if (other->block == column->block && other->room == column->room && other->step + other->length == column->step)
            g_array_append_val (clause, other->lit);
        }
      pln_solver_add_clause (master->solver, (const PlnLit *) clause->data, (int) clause->len);
    }
}

static int
last_item (const PlnTopic *topic)
{
  return topic->first_item + topic->parts - 1;
}

static void
relate (Times *times, int topic, const PlnRelation *relation)
{
  const PlnTopic *mine = &times->meeting->topics[topic], *other = &times->meeting->topics[relation->other];
  PlnRule rule = relation->kind == PLN_RELATION_AFTER    ? PLN_RULE_AFTER
                 : relation->kind == PLN_RELATION_BEFORE ? PLN_RULE_BEFORE
                                                         : PLN_RULE_FOLLOWS;
  PlnLit broken;
  int earlier = relation->kind == PLN_RELATION_BEFORE ? last_item (mine) : last_item (other);
  int later = relation->kind == PLN_RELATION_BEFORE ? other->first_item : mine->first_item;

  if (relation->kind != PLN_RELATION_AFTER && relation->kind != PLN_RELATION_BEFORE && relation->kind != PLN_RELATION_FOLLOWS)
    return;
  if (relation->soft)
    {
      wish_order (times, earlier, later, relation->weight);
      return;
    }
  broken = pln_lit_not (pln_master_guard (times->master, (PlnStatement){ rule, topic, -1, relation->other }));
  if (broken == times->master->truth)
    return;
  if (relation->kind == PLN_RELATION_FOLLOWS)
    follow (times, earlier, later, broken);
  else
    order (times, earlier, later, broken);
}

/* -- Positions ------------------------------------------------------------------------------------- */

/* Is there a rule between an item there and one of the topic in `room` on `day`? Room -1: anywhere. */
static bool
concerns (const Times *times, const PlnColumn *column, int room, int day)
{
  return room < 0 || (column->room == room && times->meeting->blocks[column->block].day == day);
}

/* No item of another topic starts before the item does (first), or ends after it does (last), in that
 * room on that day, or anywhere. */
static void
stand_at_edge (Times *times, int item, bool first, int room, int day, PlnLit broken)
{
  PlnMaster *master = times->master;
  int n = times->problem->n_steps + 1;
  g_autofree PlnLit *beyond = g_new (PlnLit, (gsize) n + 1); /* [k]: another starts before k / ends after k */

  for (int k = 0; k <= n; k++)
    beyond[k] = pln_master_new_lit (master);
  for (int k = 0; k < n; k++)
    imply (times, first ? beyond[k] : beyond[k + 1], first ? beyond[k + 1] : beyond[k]);
  for (int c = 0; c < master->n_columns; c++)
    {
      const PlnColumn *column = &master->columns[c];
      int end = column->step + column->length;

      if (!concerns (times, column, room, day))
        continue;
      if (column->item == item)
        pln_master_add_clause3 (master, pln_lit_not (column->lit), pln_lit_not (beyond[first ? column->step : end]), broken);
      else if (topic_of (times, column->item) != topic_of (times, item))
        imply (times, column->lit, beyond[first ? column->step + 1 : end - 1]);
    }
}

static void
take_position (Times *times, int item, PlnPosition position, PlnLit broken)
{
  bool first = position == PLN_POSITION_FIRST || position == PLN_POSITION_DAY_FIRST;

  if (position == PLN_POSITION_FIRST || position == PLN_POSITION_LAST)
    stand_at_edge (times, item, first, -1, -1, broken);
  else
    for (int room = 0; room < times->meeting->n_rooms; room++)
      for (int day = 0; day < times->meeting->n_days; day++)
        stand_at_edge (times, item, first, room, day, broken);
}

static void
order_topic (Times *times, int topic)
{
  const PlnTopic *row = &times->meeting->topics[topic];
  PlnLit displaced = pln_lit_not (pln_master_guard (times->master, (PlnStatement){ PLN_RULE_POSITION, topic, -1, -1 }));

  for (int item = row->first_item; item < last_item (row); item++)
    order (times, item, item + 1, pln_master_false (times->master));
  for (int k = 0; k < row->n_relations; k++)
    relate (times, topic, &row->relations[k]);
  if (row->position != PLN_POSITION_NONE && displaced != times->master->truth)
    for (int item = row->first_item; item <= last_item (row); item++)
      take_position (times, item, row->position, displaced);
}

/* -- Guests ---------------------------------------------------------------------------------------- */

/* Who is away anyway has been charged in the column. */
static bool
is_away (const PlnProblemGuest *guest, const PlnColumn *column)
{
  for (int k = column->step; guest->busy && k < column->step + column->length; k++)
    if (guest->busy[k])
      return true;
  return false;
}

/* [step]: the item takes it at a time at which the guest could come. */
static PlnLit *
busy_with_guest (Times *times, int item, const PlnProblemGuest *guest)
{
  int n_steps = times->problem->n_steps;
  PlnLit *lits = g_new (PlnLit, (gsize) MAX (1, n_steps));

  for (int k = 0; k < n_steps; k++)
    lits[k] = guest->busy ? pln_master_false (times->master) : times->busy[item * n_steps + k];
  for (int c = times->master->first_column[item]; guest->busy && c < times->master->first_column[item + 1]; c++)
    {
      const PlnColumn *column = &times->master->columns[c];

      for (int k = column->step; k < column->step + column->length && !is_away (guest, column); k++)
        {
          if (is_false (times, lits[k]))
            lits[k] = pln_master_new_lit (times->master);
          imply (times, column->lit, lits[k]);
        }
    }
  return lits;
}

static void
invite (Times *times, int item, const PlnProblemGuest *guest)
{
  int n_steps = times->problem->n_steps;
  g_autofree PlnLit *mine = busy_with_guest (times, item, guest);
  PlnLit missed = PLN_LIT_NONE;

  for (int other = 0; other < times->meeting->n_items; other++)
    for (int k = 0; k < n_steps && has_person (&times->meeting->topics[topic_of (times, other)], guest->person); k++)
      {
        PlnLit its = times->busy[other * n_steps + k];

        if (is_false (times, mine[k]) || is_false (times, its))
          continue;
        if (missed == PLN_LIT_NONE)
          {
            missed = pln_master_new_lit (times->master);
            pln_solver_add_cost (times->master->solver, missed, guest->weight);
          }
        pln_master_add_clause3 (times->master, pln_lit_not (mine[k]), pln_lit_not (its), missed);
      }
}

static void
invite_guests (Times *times)
{
  for (int item = 0; item < times->meeting->n_items && times->meeting->n_rooms > 1; item++)
    for (int g = 0; g < times->problem->n_guests[topic_of (times, item)]; g++)
      invite (times, item, &times->problem->guests[topic_of (times, item)][g]);
}

/* -- Clusters -------------------------------------------------------------------------------------- */

/* In one room on one day: items of others that stand after one of the cluster's and before another. */
static void
look_around (Times *times, const PlnCluster *cluster, int room, int day, PlnLit *between)
{
  PlnMaster *master = times->master;
  int n = times->problem->n_steps + 1;
  g_autofree PlnLit *ended = g_new (PlnLit, (gsize) n + 1);   /* [k]: one ends at or before boundary k */
  g_autofree PlnLit *to_come = g_new (PlnLit, (gsize) n + 1); /* [k]: one starts at or after k */

  for (int k = 0; k <= n; k++)
    {
      ended[k] = pln_master_new_lit (master);
      to_come[k] = pln_master_new_lit (master);
      if (k > 0)
        {
          imply (times, ended[k - 1], ended[k]);
          imply (times, to_come[k], to_come[k - 1]);
        }
    }
  for (int c = 0; c < master->n_columns; c++)
    {
      const PlnColumn *column = &master->columns[c];
      int end = column->step + column->length;

      if (!concerns (times, column, room, day))
        continue;
      if (pln_cluster_has (cluster, topic_of (times, column->item)))
        {
          imply (times, column->lit, ended[end]);
          imply (times, column->lit, to_come[column->step]);
        }
      else
        {
          PlnLit clause[] = { pln_lit_not (column->lit), pln_lit_not (ended[column->step]), pln_lit_not (to_come[end]),
                              between[column->item] };

          pln_solver_add_clause (master->solver, clause, 4);
        }
    }
}

static void
keep_together (Times *times, const PlnCluster *cluster)
{
  PlnMaster *master = times->master;
  g_autofree PlnLit *between = g_new (PlnLit, (gsize) MAX (1, times->meeting->n_items));
  int n_members = 0;

  for (int item = 0; item < times->meeting->n_items; item++)
    n_members += pln_cluster_has (cluster, topic_of (times, item));
  if (cluster->weight == 0 || n_members < 2)
    return;
  for (int item = 0; item < times->meeting->n_items; item++)
    {
      between[item] = pln_master_false (master);
      if (pln_cluster_has (cluster, topic_of (times, item)))
        continue;
      between[item] = pln_master_new_lit (master);
      pln_solver_add_cost (master->solver, between[item], cluster->weight);
    }
  for (int room = 0; room < times->meeting->n_rooms; room++)
    for (int day = 0; day < times->meeting->n_days; day++)
      look_around (times, cluster, room, day, between);
}

void
pln_master_add_times (PlnMaster *master)
{
  const PlnMeeting *meeting = master->meeting;
  Times times = { master, master->problem, meeting };

  times.started = g_new0 (PlnLit *, (gsize) MAX (1, meeting->n_items));
  times.ending = g_new0 (PlnLit *, (gsize) MAX (1, meeting->n_items));
  make_busy (&times);
  keep_rooms (&times);
  keep_apart (&times);
  keep_ways (&times);
  for (int topic = 0; topic < meeting->n_topics; topic++)
    order_topic (&times, topic);
  if (master->priced)
    {
      invite_guests (&times);
      for (int c = 0; c < meeting->n_clusters; c++)
        keep_together (&times, &meeting->clusters[c]);
    }
  for (int item = 0; item < meeting->n_items; item++)
    {
      g_free (times.started[item]);
      g_free (times.ending[item]);
    }
  g_free (times.started);
  g_free (times.ending);
  g_free (times.busy);
}
