/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/master.h"

#include "planner/block.h"

/* A block of a room as a container: how much fits, what using it costs, when its last item ends and
 * what stays idle till then; and the excess that the block program reports.
 *
 * Idle time cannot be a fact of a set of items, since more items may leave less of it. It is priced
 * here: idle literals, five minutes each, cover what is open until the end less what the items take.
 */

#define IDLE_MINUTES 5

static int
capacity (const PlnProblem *problem, int block, int room)
{
  int n = 0;

  for (int step = problem->block_first[block]; step < problem->block_first[block + 1]; step++)
    if (problem->minute[step] + problem->grid <= problem->meeting->blocks[block].interval.end
        && problem->room_shut[room * (problem->n_steps + 1) + step] == problem->room_shut[room * (problem->n_steps + 1) + step + 1])
      n++;
  return n;
}

/* Lengths fit, and only into a used block. */
static void
limit_length (PlnMaster *master, int block, int room, GArray *terms)
{
  int most = capacity (master->problem, block, room);
  PlnWeighted used = { master->used[block * master->meeting->n_rooms + room], -most };

  g_array_append_val (terms, used);
  pln_solver_add_at_most (master->solver, (const PlnWeighted *) (void *) terms->data, (int) terms->len, 0, PLN_LIT_NONE);
}

/* Minutes of the room's open time from the block's start to k steps after its first grid point. */
static int
open_until (const PlnMaster *master, int block, int room, int k)
{
  const PlnProblem *problem = master->problem;
  PlnInterval span = { master->meeting->blocks[block].interval.start,
                       problem->minute[problem->block_first[block]] + k * problem->grid };

  return span.end - span.start - pln_spans_covered (&master->meeting->rooms[room].unavailable, span);
}

static void
make_ends (PlnMaster *master, int block, int room)
{
  int n_steps = master->problem->block_first[block + 1] - master->problem->block_first[block];
  PlnLit *end = g_new (PlnLit, (gsize) n_steps + 2);

  end[0] = master->truth;
  for (int k = 1; k <= n_steps; k++)
    {
      end[k] = pln_master_new_lit (master);
      if (k > 1)
        pln_solver_add_binary (master->solver, pln_lit_not (end[k]), end[k - 1]);
    }
  end[n_steps + 1] = pln_master_false (master);
  master->end[block * master->meeting->n_rooms + room] = end;
}

static int
least_length (const PlnMaster *master, const GArray *cell)
{
  int least = INT_MAX;

  for (guint k = 0; k < cell->len; k++)
    least = MIN (least, master->columns[g_array_index (cell, int, k)].length);
  return least;
}

static void
price_idle (PlnMaster *master, int block, int room, const GArray *cell, gint64 cutoff)
{
  const PlnProblem *problem = master->problem;
  int n_steps = problem->block_first[block + 1] - problem->block_first[block], weight = master->meeting->weights[PLN_TERM_IDLE];
  int most = open_until (master, block, room, n_steps) - least_length (master, cell) * problem->grid;
  const PlnLit *end = master->end[block * master->meeting->n_rooms + room];
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (PlnWeighted));
  PlnLit previous = PLN_LIT_NONE;

  for (guint k = 0; k < cell->len; k++)
    {
      const PlnColumn *column = &master->columns[g_array_index (cell, int, k)];
      PlnWeighted term = { column->lit, column->length * problem->grid };

      g_array_append_val (terms, term);
    }
  for (int k = 1; k <= n_steps; k++)
    {
      PlnWeighted term = { end[k], -(open_until (master, block, room, k) - (k > 1 ? open_until (master, block, room, k - 1) : 0)) };

      if (term.weight != 0)
        g_array_append_val (terms, term);
    }
  for (int unit = 0; unit * IDLE_MINUTES < most && (cutoff == PLN_COST_NONE || (gint64) unit * weight < cutoff); unit++)
    {
      PlnWeighted term = { pln_master_new_lit (master), IDLE_MINUTES };

      pln_solver_add_cost (master->solver, term.lit, weight);
      if (previous != PLN_LIT_NONE)
        pln_solver_add_binary (master->solver, pln_lit_not (term.lit), previous);
      previous = term.lit;
      g_array_append_val (terms, term);
    }
  pln_solver_add_at_least (master->solver, (const PlnWeighted *) (void *) terms->data, (int) terms->len, 0, PLN_LIT_NONE);
}

/* An item ends where its column says, or no earlier than it can. */
static void
end_columns (PlnMaster *master, int block, int room, const GArray *cell)
{
  const PlnProblem *problem = master->problem;
  const PlnLit *end = master->end[block * master->meeting->n_rooms + room];

  for (guint k = 0; k < cell->len; k++)
    {
      const PlnColumn *column = &master->columns[g_array_index (cell, int, k)];
      int at = column->step >= 0 ? column->step + column->length - problem->block_first[block]
                                 : pln_block_item_earliest_end (problem, column->item, room, block, column->length);

      pln_solver_add_binary (master->solver, pln_lit_not (column->lit), end[at]);
    }
}

static void
add_slot (PlnMaster *master, int block, int room, const GArray *cell, gint64 cutoff)
{
  const PlnMeeting *meeting = master->meeting;
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (PlnWeighted));

  for (guint k = 0; k < cell->len; k++)
    {
      const PlnColumn *column = &master->columns[g_array_index (cell, int, k)];
      PlnWeighted term = { column->lit, column->length };

      g_array_append_val (terms, term);
    }
  if (cell->len == 0)
    return;
  limit_length (master, block, room, terms);
  if (!master->priced)
    return;
  if (meeting->weights[PLN_TERM_LATE] > 0 && block > 0)
    pln_solver_add_cost (master->solver, master->used[block * meeting->n_rooms + room], (gint64) block * meeting->weights[PLN_TERM_LATE]);
  if (!master->end)
    return;
  make_ends (master, block, room);
  end_columns (master, block, room, cell);
  price_idle (master, block, room, cell, cutoff);
}

/* -- Counting -------------------------------------------------------------------------------------- */

static bool
is_confined (const PlnMaster *master, int item, int first_block, int end_block)
{
  for (int c = master->first_column[item]; c < master->first_column[item + 1]; c++)
    if (master->columns[c].block < first_block || master->columns[c].block >= end_block)
      return false;
  return master->first_column[item] < master->first_column[item + 1];
}

/* sum of weight * literal ≥ wanted, in units of the divisor, rounded up: what is left of a weight counts by what it is of
 * what is left of the whole (mixed-integer rounding: Nemhauser & Wolsey, 1990). */
static void
add_rounded (PlnMaster *master, const GArray *terms, gint64 wanted, gint64 divisor)
{
  g_autoptr (GArray) rounded = g_array_new (FALSE, FALSE, sizeof (PlnWeighted));
  gint64 rest = divisor > 0 ? wanted % divisor : 0;

  if (rest == 0)
    return;
  for (guint k = 0; k < terms->len; k++)
    {
      PlnWeighted term = g_array_index (terms, PlnWeighted, k);

      term.weight = term.weight / divisor * rest + MIN (rest, term.weight % divisor);
      g_array_append_val (rounded, term);
    }
  pln_solver_add_at_least (master->solver, (const PlnWeighted *) (void *) rounded->data, (int) rounded->len,
                           (wanted / divisor + 1) * rest, PLN_LIT_NONE);
}

/* What can only stand in a stretch of blocks needs as much room there, unless it is dropped or
 * shorter. Follows from the rows of the blocks, but clause learning would have to count to see it;
 * here what it has to pay for stands in one row. */
static void
count_length (PlnMaster *master, int first_block, int end_block, bool rounded)
{
  const PlnMeeting *meeting = master->meeting;
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (PlnWeighted));
  gint64 wanted = 0, largest = 0;

  for (int item = 0; item < meeting->n_items; item++)
    {
      int most = master->problem->items[item].most;
      PlnWeighted drop = { master->dropped[meeting->items[item].topic], most };

      if (!is_confined (master, item, first_block, end_block))
        continue;
      wanted += most;
      g_array_append_val (terms, drop);
      for (int c = master->first_column[item]; c < master->first_column[item + 1]; c++)
        {
          PlnWeighted term = { master->columns[c].lit, most - master->columns[c].length };

          if (term.weight > 0)
            g_array_append_val (terms, term);
        }
    }
  if (wanted == 0)
    return;
  for (int block = first_block; block < end_block; block++)
    for (int room = 0; room < meeting->n_rooms; room++)
      {
        PlnWeighted term = { master->used[block * meeting->n_rooms + room], capacity (master->problem, block, room) };

        if (term.weight > 0)
          g_array_append_val (terms, term);
        largest = MAX (largest, term.weight);
      }
  if (rounded)
    add_rounded (master, terms, wanted, largest);
  else
    pln_solver_add_at_least (master->solver, (const PlnWeighted *) (void *) terms->data, (int) terms->len, wanted,
                             PLN_LIT_NONE);
}

static void
count_whole (PlnMaster *master, int first_block, int end_block)
{
  count_length (master, first_block, end_block, false);
}

static void
count_rounded (PlnMaster *master, int first_block, int end_block)
{
  count_length (master, first_block, end_block, true);
}

/* What is placed is no longer, at its shortest, than the blocks. The rows above say that too, but only to who adds up their
 * columns: search by itself would try all ways to put more into the blocks than they hold. Where little must be placed that
 * is not a question. */
static void
fit_least_lengths (PlnMaster *master, int first_block, int end_block)
{
  const PlnMeeting *meeting = master->meeting;
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (PlnWeighted));
  gint64 least = 0, must = 0, room = 0;

  for (int block = first_block; block < end_block; block++)
    for (int r = 0; r < meeting->n_rooms; r++)
      room += capacity (master->problem, block, r);
  for (int item = 0; item < meeting->n_items; item++)
    {
      int topic = meeting->items[item].topic;
      PlnWeighted drop = { master->dropped[topic], master->problem->items[item].least };

      if (!is_confined (master, item, first_block, end_block))
        continue;
      least += drop.weight;
      must += pln_master_may_drop (master->problem, topic) ? 0 : drop.weight;
      g_array_append_val (terms, drop);
    }
  if (2 * must > room && least > room)
    pln_solver_add_at_least (master->solver, (const PlnWeighted *) (void *) terms->data, (int) terms->len, least - room,
                             PLN_LIT_NONE);
}

/* Of all blocks, then of those of each day. */
static void
state_stretches (PlnMaster *master, void (*state) (PlnMaster *master, int first_block, int end_block))
{
  const PlnMeeting *meeting = master->meeting;

  state (master, 0, meeting->n_blocks);
  for (int day = 0; day < meeting->n_days && meeting->n_days > 1; day++)
    state (master, meeting->days[day].first_block, meeting->days[day].first_block + meeting->days[day].n_blocks);
}

void
pln_master_add_rounded_counts (PlnMaster *master)
{
  state_stretches (master, count_rounded);
}

void
pln_master_add_slots (PlnMaster *master, gint64 cutoff)
{
  const PlnMeeting *meeting = master->meeting;
  int n_cells = meeting->n_blocks * meeting->n_rooms;
  g_autofree GArray **cells = g_new (GArray *, (gsize) MAX (1, n_cells));

  for (int k = 0; k < n_cells; k++)
    cells[k] = g_array_new (FALSE, FALSE, sizeof (int));
  for (int c = 0; c < master->n_columns; c++)
    g_array_append_val (cells[master->columns[c].block * meeting->n_rooms + master->columns[c].room], c);
  if (master->priced && meeting->weights[PLN_TERM_IDLE] > 0)
    master->end = g_new0 (PlnLit *, (gsize) MAX (1, n_cells));
  for (int block = 0; block < meeting->n_blocks; block++)
    for (int room = 0; room < meeting->n_rooms; room++)
      add_slot (master, block, room, cells[block * meeting->n_rooms + room], cutoff);
  state_stretches (master, count_whole);
  state_stretches (master, fit_least_lengths);
  for (int k = 0; k < n_cells; k++)
    g_array_free (cells[k], TRUE);
}

/* A new level between `low` and `high` costs what it adds to `low`, unless `high` is paid, which
 * then pays for both. Levels put in between later lean on it in the same way, so that whatever the
 * order in which they come, the dearest true level costs its value in all. */
PlnLit
pln_master_excess (PlnMaster *master, int block, int room, int value)
{
  GArray *levels = master->levels[block * master->meeting->n_rooms + room];
  PlnLevel level = { value, PLN_LIT_NONE };
  PlnLit paid, high = pln_master_false (master);
  guint at = 0;
  int low = 0;

  while (at < levels->len && g_array_index (levels, PlnLevel, at).value < value)
    at++;
  if (at < levels->len)
    {
      if (g_array_index (levels, PlnLevel, at).value == value)
        return g_array_index (levels, PlnLevel, at).lit;
      high = g_array_index (levels, PlnLevel, at).lit;
    }
  level.lit = pln_master_new_lit (master);
  paid = high == pln_master_false (master) ? level.lit : pln_master_new_lit (master);
  if (at > 0)
    {
      low = g_array_index (levels, PlnLevel, at - 1).value;
      pln_solver_add_binary (master->solver, pln_lit_not (level.lit), g_array_index (levels, PlnLevel, at - 1).lit);
    }
  if (high != pln_master_false (master))
    {
      pln_solver_add_binary (master->solver, pln_lit_not (high), level.lit);
      pln_master_add_clause3 (master, pln_lit_not (level.lit), paid, high);
    }
  pln_solver_add_cost (master->solver, paid, value - low);
  g_array_insert_val (levels, at, level);
  return level.lit;
}
