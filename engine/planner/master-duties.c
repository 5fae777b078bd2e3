/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/master.h"

/* Who holds which role in which used block: the chapter of the master that shares nothing with times.
 * A role may always be left open, so that it never makes a meeting impossible. */

typedef struct
{
  PlnMaster *master;
  const PlnMeeting *meeting;
  gint64 cutoff;
} Duties;

static PlnLit
holder (const Duties *duties, int role, int block, int room, int person)
{
  int cell = pln_draft_holder_index (duties->meeting, role, block, room);

  return duties->master->holder[cell * duties->meeting->n_people + person];
}

static bool
is_false (const Duties *duties, PlnLit lit)
{
  return lit == pln_master_false (duties->master);
}

static int
role_moved (const Duties *duties, int cell, int person)
{
  const int *previous = duties->master->problem->previous_holder;

  if (!previous || previous[cell] == PLN_NOT_THERE || previous[cell] == person)
    return 0;
  return duties->meeting->weights[PLN_TERM_ROLE_MOVED];
}

/* One holder, or open, just where the block is used. */
static void
choose_holder (Duties *duties, int role, int block, int room)
{
  PlnMaster *master = duties->master;
  const PlnProblem *problem = master->problem;
  int n_people = duties->meeting->n_people, cell = pln_draft_holder_index (duties->meeting, role, block, room);
  PlnLit used = master->used[block * duties->meeting->n_rooms + room];
  g_autoptr (GArray) lits = g_array_new (FALSE, FALSE, sizeof (PlnLit));
  PlnLit unused = pln_lit_not (used);

  if (is_false (duties, used))
    return;
  for (int person = 0; person < n_people; person++)
    {
      int cost = problem->duty_cost[(role * duties->meeting->n_blocks + block) * n_people + person];
      PlnLit lit;

      if (cost >= PLN_NEVER)
        continue;
      lit = master->holder[cell * n_people + person] = pln_master_new_lit (master);
      cost += role_moved (duties, cell, person);
      if (cost > 0)
        pln_solver_add_cost (master->solver, lit, cost);
      g_array_append_val (lits, lit);
    }
  master->open[cell] = pln_master_new_lit (master);
  g_array_append_val (lits, master->open[cell]);
  {
    int cost = problem->open_cost[role * duties->meeting->n_blocks + block] + role_moved (duties, cell, -1);

    if (cost > 0)
      pln_solver_add_cost (master->solver, master->open[cell], cost);
  }
  g_array_append_val (lits, unused);
  pln_solver_add_clause (master->solver, (const PlnLit *) lits->data, (int) lits->len);
  pln_solver_add_few (master->solver, (const PlnLit *) lits->data, (int) lits->len, 1, PLN_LIT_NONE);
}

/* Nobody holds two roles at a time, here or elsewhere. */
static void
hold_once (Duties *duties, int block)
{
  const PlnMeeting *meeting = duties->meeting;
  g_autoptr (GArray) lits = g_array_new (FALSE, FALSE, sizeof (PlnLit));

  for (int person = 0; person < meeting->n_people; person++)
    {
      g_array_set_size (lits, 0);
      for (int role = 0; role < meeting->n_roles; role++)
        for (int room = 0; room < meeting->n_rooms; room++)
          {
            PlnLit lit = holder (duties, role, block, room, person);

            if (!is_false (duties, lit))
              g_array_append_val (lits, lit);
          }
      if (lits->len > 1)
        pln_solver_add_few (duties->master->solver, (const PlnLit *) lits->data, (int) lits->len, 1, PLN_LIT_NONE);
    }
}

/* An item in its cell whose cast has the cell's holder costs: one row for the whole cast, since there is one
 * holder, says more to the LP than a clause for each. */
static void
present_on_duty (Duties *duties, const PlnTopic *topic, int role, int block, int room, PlnLit here, PlnLit presenting)
{
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (PlnWeighted));
  PlnWeighted term = { here, 1 };

  g_array_append_val (terms, term);
  for (int c = 0; c < topic->n_cast; c++)
    {
      term.lit = holder (duties, role, block, room, topic->cast[c]);
      if (!is_false (duties, term.lit))
        g_array_append_val (terms, term);
    }
  term = (PlnWeighted){ presenting, -1 };
  g_array_append_val (terms, term);
  if (terms->len > 2)
    pln_solver_add_at_most (duties->master->solver, (const PlnWeighted *) (void *) terms->data, (int) terms->len, 1, PLN_LIT_NONE);
}

/* A holder is in the cast of no item in another room meanwhile; in this room it costs. */
static void
meet_cast (Duties *duties, int item, int role, PlnLit presenting)
{
  PlnMaster *master = duties->master;
  const PlnMeeting *meeting = duties->meeting;
  const PlnTopic *topic = &meeting->topics[meeting->items[item].topic];

  for (int block = 0; block < meeting->n_blocks; block++)
    for (int room = 0; room < meeting->n_rooms; room++)
      {
        PlnLit here = master->in_cell[(item * meeting->n_blocks + block) * meeting->n_rooms + room];

        if (is_false (duties, here))
          continue;
        if (presenting != PLN_LIT_NONE)
          present_on_duty (duties, topic, role, block, room, here, presenting);
        for (int c = 0; c < topic->n_cast; c++)
          for (int at = 0; at < meeting->n_rooms; at++)
            {
              PlnLit lit = holder (duties, role, block, at, topic->cast[c]);

              if (at != room && !is_false (duties, lit))
                pln_solver_add_binary (master->solver, pln_lit_not (here), pln_lit_not (lit));
            }
      }
}

static bool
cast_is_in_pool (const PlnTopic *topic, const PlnRole *role)
{
  for (int c = 0; c < topic->n_cast; c++)
    for (int k = 0; k < role->n_pool; k++)
      if (role->pool[k] == topic->cast[c])
        return true;
  return false;
}

static void
meet_casts (Duties *duties)
{
  const PlnMeeting *meeting = duties->meeting;
  int weight = meeting->weights[PLN_TERM_ROLE_PRESENTING];

  for (int role = 0; role < meeting->n_roles; role++)
    for (int item = 0; item < meeting->n_items; item++)
      {
        PlnLit presenting = PLN_LIT_NONE;

        if (!cast_is_in_pool (&meeting->topics[meeting->items[item].topic], &meeting->roles[role]))
          continue;
        if (weight > 0)
          {
            presenting = pln_master_new_lit (duties->master);
            pln_solver_add_cost (duties->master->solver, presenting, weight);
          }
        meet_cast (duties, item, role, presenting);
      }
}

/* Costs where the holder of the room's previous used block of the day holds the role again. */
static void
repeat_at (Duties *duties, int role, int block, int room)
{
  PlnMaster *master = duties->master;
  const PlnMeeting *meeting = duties->meeting;
  g_autoptr (GArray) clause = g_array_new (FALSE, FALSE, sizeof (PlnLit));
  PlnLit repeated = PLN_LIT_NONE;

  for (int earlier = block - 1; earlier >= 0 && meeting->blocks[earlier].day == meeting->blocks[block].day; earlier--)
    for (int person = 0; person < meeting->n_people; person++)
      {
        PlnLit lits[] = { holder (duties, role, earlier, room, person), holder (duties, role, block, room, person) };

        if (is_false (duties, lits[0]) || is_false (duties, lits[1]))
          continue;
        if (repeated == PLN_LIT_NONE)
          {
            repeated = pln_master_new_lit (master);
            pln_solver_add_cost (master->solver, repeated, meeting->weights[PLN_TERM_ROLE_REPEAT]);
          }
        g_array_set_size (clause, 0);
        for (int k = 0; k < 2; k++)
          {
            PlnLit negated = pln_lit_not (lits[k]);

            g_array_append_val (clause, negated);
          }
        for (int between = earlier + 1; between < block; between++)
          g_array_append_val (clause, master->used[between * meeting->n_rooms + room]);
        g_array_append_val (clause, repeated);
        pln_solver_add_clause (master->solver, (const PlnLit *) clause->data, (int) clause->len);
      }
}

/* The k-th block that somebody serves costs weight * (history + k - 1): one literal a block served,
 * as many as the cutoff allows.
 *
 * @loads: the literals are appended to
 * Returns: how many blocks cost nothing */
static int
load_person (Duties *duties, int role, int member, GArray *loads)
{
  PlnMaster *master = duties->master;
  const PlnMeeting *meeting = duties->meeting;
  int person = meeting->roles[role].pool[member], history = meeting->roles[role].history[member];
  gint64 weight = meeting->weights[PLN_TERM_ROLE_LOAD], total = 0;
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (PlnWeighted));
  int n_free = 0, n_cells;
  PlnLit previous = PLN_LIT_NONE;

  for (int block = 0; block < meeting->n_blocks; block++)
    for (int room = 0; room < meeting->n_rooms; room++)
      {
        PlnWeighted term = { holder (duties, role, block, room, person), 1 };

        if (!is_false (duties, term.lit))
          g_array_append_val (terms, term);
      }
  n_cells = (int) terms->len;
  for (int k = 0; k < n_cells; k++)
    {
      gint64 cost = weight * (history + k);
      PlnWeighted term = { PLN_LIT_NONE, -1 };

      total += cost;
      if (cost == 0)
        {
          n_free++;
          continue;
        }
      if (duties->cutoff != PLN_COST_NONE && total >= duties->cutoff)
        break;
      term.lit = pln_master_new_lit (master);
      pln_solver_add_cost (master->solver, term.lit, cost);
      if (previous != PLN_LIT_NONE)
        pln_solver_add_binary (master->solver, pln_lit_not (term.lit), previous);
      previous = term.lit;
      g_array_append_val (terms, term);
      g_array_append_val (loads, term);
    }
  if (n_cells > n_free)
    pln_solver_add_at_most (master->solver, (const PlnWeighted *) (void *) terms->data, (int) terms->len, n_free, PLN_LIT_NONE);
  return n_free;
}

/* Every used block is served for nothing, left open or somebody's load. Follows from the rest, but
 * clause learning would have to count to see it. */
static void
share_load (Duties *duties, int role)
{
  PlnMaster *master = duties->master;
  const PlnMeeting *meeting = duties->meeting;
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (PlnWeighted));
  int n_free = 0;

  for (int member = 0; member < meeting->roles[role].n_pool; member++)
    n_free += load_person (duties, role, member, terms);
  for (int block = 0; block < meeting->n_blocks; block++)
    for (int room = 0; room < meeting->n_rooms; room++)
      {
        PlnWeighted used = { master->used[block * meeting->n_rooms + room], 1 };
        PlnWeighted open = { master->open[pln_draft_holder_index (meeting, role, block, room)], -1 };

        if (is_false (duties, used.lit))
          continue;
        g_array_append_val (terms, used);
        g_array_append_val (terms, open);
      }
  pln_solver_add_at_most (master->solver, (const PlnWeighted *) (void *) terms->data, (int) terms->len, n_free, PLN_LIT_NONE);
}

void
pln_master_add_duties (PlnMaster *master, gint64 cutoff)
{
  const PlnMeeting *meeting = master->meeting;
  Duties duties = { master, meeting, cutoff };
  gsize n_cells = (gsize) meeting->n_roles * (gsize) meeting->n_blocks * (gsize) meeting->n_rooms;
  gsize n_holders = n_cells * (gsize) meeting->n_people;

  master->holder = g_new (PlnLit, MAX (1, n_holders));
  master->open = g_new (PlnLit, MAX (1, n_cells));
  for (gsize k = 0; k < n_holders; k++)
    master->holder[k] = pln_master_false (master);
  for (gsize k = 0; k < n_cells; k++)
    master->open[k] = pln_master_false (master);
  for (int role = 0; role < meeting->n_roles; role++)
    for (int block = 0; block < meeting->n_blocks; block++)
      for (int room = 0; room < meeting->n_rooms; room++)
        choose_holder (&duties, role, block, room);
  for (int block = 0; block < meeting->n_blocks; block++)
    hold_once (&duties, block);
  meet_casts (&duties);
  for (int role = 0; role < meeting->n_roles; role++)
    {
      if (meeting->weights[PLN_TERM_ROLE_REPEAT] > 0)
        for (int block = 0; block < meeting->n_blocks; block++)
          for (int room = 0; room < meeting->n_rooms; room++)
            repeat_at (&duties, role, block, room);
      if (meeting->weights[PLN_TERM_ROLE_LOAD] > 0)
        share_load (&duties, role);
    }
}
