/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/master.h"

#include "planner/block.h"

/* -- Literals -------------------------------------------------------------------------------------- */

PlnLit
pln_master_new_lit (PlnMaster *master)
{
  return pln_lit (pln_solver_add_variables (master->solver, 1));
}

PlnLit
pln_master_implied (PlnMaster *master, const PlnLit *lits, int n)
{
  PlnLit any;

  if (n == 0)
    return pln_master_false (master);
  if (n == 1)
    return lits[0];
  any = pln_master_new_lit (master);
  for (int k = 0; k < n; k++)
    pln_solver_add_binary (master->solver, pln_lit_not (lits[k]), any);
  return any;
}

PlnLit
pln_master_any (PlnMaster *master, const PlnLit *lits, int n)
{
  PlnLit any = pln_master_implied (master, lits, n);
  g_autofree PlnLit *clause = NULL;

  if (n < 2)
    return any;
  clause = g_new (PlnLit, (gsize) n + 1);
  for (int k = 0; k < n; k++)
    clause[k] = lits[k];
  clause[n] = pln_lit_not (any);
  pln_solver_add_clause (master->solver, clause, n + 1);
  return any;
}

PlnLit
pln_master_one (PlnMaster *master, const PlnLit *lits, int n)
{
  PlnLit one = pln_master_any (master, lits, n);
  g_autofree PlnLit *row = NULL;

  if (n < 2)
    return one;
  row = g_new (PlnLit, (gsize) n + 1);
  for (int k = 0; k < n; k++)
    row[k] = lits[k];
  row[n] = pln_lit_not (one);
  pln_solver_add_few (master->solver, row, n + 1, 1, PLN_LIT_NONE);
  return one;
}

void
pln_master_add_clause3 (PlnMaster *master, PlnLit a, PlnLit b, PlnLit c)
{
  PlnLit clause[] = { a, b, c };

  pln_solver_add_clause (master->solver, clause, 3);
}

PlnLit
pln_master_up_to (PlnMaster *master, int item, int block)
{
  PlnLit *cell, lits[2];

  if (block < 0)
    return pln_master_false (master);
  cell = &master->up_to[item * master->meeting->n_blocks + block];
  if (*cell != PLN_LIT_NONE)
    return *cell;
  lits[0] = pln_master_up_to (master, item, block - 1);
  lits[1] = master->in_block[item * master->meeting->n_blocks + block];
  if (lits[0] == pln_master_false (master))
    *cell = lits[1];
  else if (lits[1] == pln_master_false (master))
    *cell = lits[0];
  else
    *cell = pln_master_one (master, lits, 2);
  return *cell;
}

PlnLit
pln_master_from (PlnMaster *master, int item, int block)
{
  PlnLit *cell, lits[2];

  if (block >= master->meeting->n_blocks)
    return pln_master_false (master);
  cell = &master->from[item * master->meeting->n_blocks + block];
  if (*cell != PLN_LIT_NONE)
    return *cell;
  lits[0] = pln_master_from (master, item, block + 1);
  lits[1] = master->in_block[item * master->meeting->n_blocks + block];
  if (lits[0] == pln_master_false (master))
    *cell = lits[1];
  else if (lits[1] == pln_master_false (master))
    *cell = lits[0];
  else
    *cell = pln_master_one (master, lits, 2);
  return *cell;
}

PlnLit
pln_master_longer (PlnMaster *master, int column)
{
  const PlnColumn *own = &master->columns[column];
  g_autoptr (GArray) lits = NULL;

  if (master->longer[column] != PLN_LIT_NONE)
    return master->longer[column];
  lits = g_array_new (FALSE, FALSE, sizeof (PlnLit));
  for (int c = master->first_column[own->item]; c < master->first_column[own->item + 1]; c++)
    {
      const PlnColumn *other = &master->columns[c];

      if (other->block == own->block && other->room == own->room && other->length >= own->length)
        g_array_append_val (lits, other->lit);
    }
  master->longer[column] = pln_master_implied (master, (const PlnLit *) lits->data, (int) lits->len);
  return master->longer[column];
}

/* -- Statements ------------------------------------------------------------------------------------ */

static guint
hash_statement (gconstpointer key)
{
  const PlnStatement *statement = key;

  return ((guint) statement->rule * 31 + (guint) statement->topic) * 1009 + (guint) statement->person * 8191 + (guint) statement->other;
}

static gboolean
same_statement (gconstpointer a, gconstpointer b)
{
  const PlnStatement *x = a, *y = b;

  return x->rule == y->rule && x->topic == y->topic && x->person == y->person && x->other == y->other;
}

PlnLit
pln_master_guard (PlnMaster *master, PlnStatement statement)
{
  bool is_pair = statement.rule == PLN_RULE_PERSON_OVERLAP || statement.rule == PLN_RULE_TRANSFER;
  gpointer found;
  PlnLit guard;

  if (!master->guarded)
    return pln_force_has (master->problem->force, statement) ? master->truth : pln_master_false (master);
  if (!pln_force_has (master->guarded, statement))
    return pln_master_false (master);
  if (is_pair && statement.other < statement.topic)
    statement = (PlnStatement){ statement.rule, statement.other, statement.person, statement.topic };
  found = g_hash_table_lookup (master->guards, &statement);
  if (found)
    return GPOINTER_TO_INT (found) - 1;
  guard = pln_master_new_lit (master);
  g_hash_table_insert (master->guards, g_memdup2 (&statement, sizeof statement), GINT_TO_POINTER (guard + 1));
  return guard;
}

/* -- Columns --------------------------------------------------------------------------------------- */

bool
pln_master_may_drop (const PlnProblem *problem, int topic)
{
  return problem->meeting->topics[topic].priority != PLN_PRIORITY_MUST
         || !pln_force_has (problem->force, (PlnStatement){ PLN_RULE_MUST, topic, -1, -1 });
}

static void
add_column (GArray *columns, PlnColumn column)
{
  if (column.cost < PLN_NEVER)
    g_array_append_val (columns, column);
}

/* Where only hard rules matter, an item may be as short as it can: that breaks none but those of what
 * follows it, and of what is to end last. */
static int
longest (const PlnProblem *problem, int item, bool priced)
{
  const PlnMeeting *meeting = problem->meeting;
  int topic = problem->items[item].topic;
  PlnPosition position = meeting->topics[topic].position;

  if (priced || position == PLN_POSITION_LAST || position == PLN_POSITION_DAY_LAST)
    return problem->items[item].most;
  for (int t = 0; t < meeting->n_topics; t++)
    for (int k = 0; k < meeting->topics[t].n_relations; k++)
      if (meeting->topics[t].relations[k].kind == PLN_RELATION_FOLLOWS && meeting->topics[t].relations[k].other == topic)
        return problem->items[item].most;
  return problem->items[item].least;
}

static void
list_untimed (const PlnProblem *problem, int item, int most, GArray *columns)
{
  const PlnProblemItem *row = &problem->items[item];

  for (int block = 0; block < problem->meeting->n_blocks; block++)
    for (int room = 0; room < problem->meeting->n_rooms; room++)
      for (int length = most; length >= row->least; length--)
        {
          int cost = pln_block_item_least (problem, item, room, block, length);

          add_column (columns, (PlnColumn){ item, block, room, length, -1, cost, PLN_LIT_NONE });
        }
}

static void
list_timed (const PlnProblem *problem, int item, int most, GArray *columns)
{
  const PlnProblemItem *row = &problem->items[item];

  for (int step = 0; step < problem->n_steps; step++)
    for (int room = 0; room < problem->meeting->n_rooms; room++)
      for (int length = most; length >= row->least; length--)
        {
          int block = problem->block[step], cost = PLN_NEVER;

          if (pln_problem_cost (problem, item, step, length) < PLN_NEVER)
            cost = pln_block_item_cost (problem, item, room, step, length);
          add_column (columns, (PlnColumn){ item, block, room, length, step, cost, PLN_LIT_NONE });
        }
}

gint64
pln_master_n_columns (const PlnProblem *problem, bool timed)
{
  const PlnMeeting *meeting = problem->meeting;
  gint64 n = 0;

  for (int item = 0; item < meeting->n_items; item++)
    {
      const PlnProblemItem *row = &problem->items[item];
      gint64 n_lengths = row->most - row->least + 1, n_rooms = 0;

      for (int room = 0; room < meeting->n_rooms; room++)
        n_rooms += row->room_ok[room];
      if (!timed)
        n += n_lengths * n_rooms * meeting->n_blocks;
      else
        for (gint64 k = 0; k < n_lengths * problem->n_steps; k++)
          n += row->cost[k] < PLN_NEVER ? n_rooms : 0;
    }
  return n;
}

/* Every item of a topic stands in just one column, or the topic is dropped. */
static void
choose_columns (PlnMaster *master, int topic)
{
  const PlnTopic *row = &master->meeting->topics[topic];
  bool may_drop = master->free_musts || pln_master_may_drop (master->problem, topic);

  master->dropped[topic] = may_drop ? pln_master_new_lit (master) : pln_master_false (master);
  for (int item = row->first_item; item < row->first_item + row->parts; item++)
    {
      g_autoptr (GArray) lits = g_array_new (FALSE, FALSE, sizeof (PlnLit));

      for (int c = master->first_column[item]; c < master->first_column[item + 1]; c++)
        g_array_append_val (lits, master->columns[c].lit);
      if (may_drop)
        g_array_append_val (lits, master->dropped[topic]);
      pln_solver_add_clause (master->solver, (const PlnLit *) lits->data, (int) lits->len);
      pln_solver_add_few (master->solver, (const PlnLit *) lits->data, (int) lits->len, 1, PLN_LIT_NONE);
    }
}

/* Prices columns and the drop. What every choice costs is taken out into the constant, so that the
 * solver does not have to find it. */
static void
price_topic (PlnMaster *master, int topic)
{
  const PlnTopic *row = &master->meeting->topics[topic];
  gint64 shared = 0;

  for (int item = row->first_item; item < row->first_item + row->parts; item++)
    {
      int least = PLN_NEVER;

      for (int c = master->first_column[item]; c < master->first_column[item + 1]; c++)
        least = MIN (least, master->columns[c].cost);
      if (least >= PLN_NEVER)
        continue;
      for (int c = master->first_column[item]; c < master->first_column[item + 1]; c++)
        if (master->columns[c].cost > least)
          pln_solver_add_cost (master->solver, master->columns[c].lit, master->columns[c].cost - least);
      shared += least;
    }
  pln_solver_add_constant_cost (master->solver, shared);
  if (pln_master_may_drop (master->problem, topic) && row->drop_cost != shared)
    pln_solver_add_cost (master->solver, master->dropped[topic], row->drop_cost - shared);
}

/* Without prices only what cannot be left out matters, and the heads that it follows. */
static void
mark_needed (const PlnProblem *problem, int topic, bool *needed)
{
  const PlnTopic *row = &problem->meeting->topics[topic];

  if (needed[topic])
    return;
  needed[topic] = true;
  for (int k = 0; k < row->n_relations; k++)
    if (row->relations[k].kind == PLN_RELATION_FOLLOWS
        && pln_force_has (problem->force, (PlnStatement){ PLN_RULE_FOLLOWS, topic, -1, row->relations[k].other }))
      mark_needed (problem, row->relations[k].other, needed);
}

static bool *
find_needed (const PlnMaster *master)
{
  bool *needed = g_new0 (bool, (gsize) MAX (1, master->meeting->n_topics));

  for (int topic = 0; topic < master->meeting->n_topics; topic++)
    if (master->priced)
      needed[topic] = true;
    else if (!pln_master_may_drop (master->problem, topic))
      mark_needed (master->problem, topic, needed);
  return needed;
}

static void
make_columns (PlnMaster *master)
{
  g_autofree bool *needed = find_needed (master);
  const PlnMeeting *meeting = master->meeting;
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (PlnColumn));
  int first;

  master->first_column = g_new (int, (gsize) meeting->n_items + 1);
  for (int item = 0; item < meeting->n_items; item++)
    {
      master->first_column[item] = (int) columns->len;
      if (!needed[meeting->items[item].topic])
        continue;
      if (master->timed)
        list_timed (master->problem, item, longest (master->problem, item, master->priced), columns);
      else
        list_untimed (master->problem, item, longest (master->problem, item, master->priced), columns);
    }
  master->first_column[meeting->n_items] = master->n_columns = (int) columns->len;
  master->columns = (PlnColumn *) (void *) g_array_free (columns, FALSE);
  master->longer = g_new (PlnLit, (gsize) MAX (1, master->n_columns));
  first = pln_solver_add_variables (master->solver, master->n_columns);
  for (int c = 0; c < master->n_columns; c++)
    {
      master->columns[c].lit = pln_lit (first + c);
      master->longer[c] = PLN_LIT_NONE;
    }
  master->dropped = g_new (PlnLit, (gsize) MAX (1, meeting->n_topics));
  for (int topic = 0; topic < meeting->n_topics; topic++)
    {
      choose_columns (master, topic);
      if (master->priced)
        price_topic (master, topic);
    }
}

/* -- Presence -------------------------------------------------------------------------------------- */

static PlnLit *
new_lits (gsize n, PlnLit fill)
{
  PlnLit *lits = g_new (PlnLit, MAX (1, n));

  for (gsize k = 0; k < n; k++)
    lits[k] = fill;
  return lits;
}

static void
place_item (PlnMaster *master, int item, GArray **cells)
{
  const PlnMeeting *meeting = master->meeting;

  for (int k = 0; k < meeting->n_blocks * meeting->n_rooms; k++)
    g_array_set_size (cells[k], 0);
  for (int c = master->first_column[item]; c < master->first_column[item + 1]; c++)
    {
      const PlnColumn *column = &master->columns[c];

      g_array_append_val (cells[column->block * meeting->n_rooms + column->room], column->lit);
    }
  for (int block = 0; block < meeting->n_blocks; block++)
    {
      PlnLit *in_cell = &master->in_cell[(item * meeting->n_blocks + block) * meeting->n_rooms];
      g_autofree PlnLit *present = g_new (PlnLit, (gsize) meeting->n_rooms);
      int n = 0;

      for (int room = 0; room < meeting->n_rooms; room++)
        {
          GArray *cell = cells[block * meeting->n_rooms + room];

          in_cell[room] = pln_master_one (master, (const PlnLit *) cell->data, (int) cell->len);
          if (cell->len > 0)
            present[n++] = in_cell[room];
        }
      master->in_block[item * meeting->n_blocks + block] = pln_master_one (master, present, n);
    }
}

static void
make_presence (PlnMaster *master)
{
  const PlnMeeting *meeting = master->meeting;
  gsize n_cells = (gsize) meeting->n_blocks * (gsize) meeting->n_rooms;
  gsize n_places = (gsize) meeting->n_items * (gsize) meeting->n_blocks;
  g_autofree GArray **cells = g_new (GArray *, MAX (1, n_cells));

  for (gsize k = 0; k < n_cells; k++)
    cells[k] = g_array_new (FALSE, FALSE, sizeof (PlnLit));
  master->in_block = new_lits (n_places, pln_master_false (master));
  master->in_cell = new_lits (n_places * (gsize) meeting->n_rooms, pln_master_false (master));
  master->up_to = new_lits (n_places, PLN_LIT_NONE);
  master->from = new_lits (n_places, PLN_LIT_NONE);
  for (int item = 0; item < meeting->n_items; item++)
    place_item (master, item, cells);
  master->used = new_lits (n_cells, pln_master_false (master));
  for (gsize k = 0; k < n_cells; k++)
    {
      g_array_set_size (cells[k], 0);
      for (int item = 0; item < meeting->n_items; item++)
        {
          PlnLit lit = master->in_cell[(gsize) item * n_cells + k];

          if (lit != pln_master_false (master))
            g_array_append_val (cells[k], lit);
        }
      master->used[k] = pln_master_any (master, (const PlnLit *) cells[k]->data, (int) cells[k]->len);
      pln_solver_set_priority (master->solver, pln_lit_var (master->used[k]), PLN_MASTER_PRIORITY_USED);
    }
  for (gsize k = 0; k < n_cells; k++)
    g_array_free (cells[k], TRUE);
}

/* -- Life ------------------------------------------------------------------------------------------ */

PlnMaster *
pln_master_new (const PlnProblem *problem, const PlnMasterOptions *options)
{
  PlnMaster *master = g_new0 (PlnMaster, 1);
  PlnSolverOptions solver = pln_solver_options_default ();
  int n_cells = problem->meeting->n_blocks * problem->meeting->n_rooms;

  solver.relax = options->lp;
  master->problem = problem;
  master->meeting = problem->meeting;
  master->timed = options->timed;
  master->priced = options->priced;
  master->free_musts = options->free_musts;
  master->guarded = options->guarded;
  if (master->guarded)
    master->guards = g_hash_table_new_full (hash_statement, same_statement, g_free, NULL);
  master->solver = pln_solver_new (&solver);
  master->truth = pln_master_new_lit (master);
  pln_solver_add_unit (master->solver, master->truth);
  master->levels = g_new0 (GArray *, (gsize) MAX (1, n_cells));
  for (int cell = 0; cell < n_cells; cell++)
    master->levels[cell] = g_array_new (FALSE, FALSE, sizeof (PlnLevel));
  make_columns (master);
  make_presence (master);
  pln_master_add_relations (master);
  if (master->priced)
    {
      pln_master_add_duties (master, options->cutoff);
      pln_master_add_clusters (master);
    }
  pln_master_add_slots (master, options->cutoff);
  if (master->timed)
    pln_master_add_times (master);
  if (options->cutoff != PLN_COST_NONE)
    pln_solver_set_cutoff (master->solver, options->cutoff);
  return master;
}

void
pln_master_free (PlnMaster *master)
{
  const PlnMeeting *meeting;

  if (!master)
    return;
  meeting = master->meeting;
  for (int cell = 0; cell < meeting->n_blocks * meeting->n_rooms; cell++)
    g_array_free (master->levels[cell], TRUE);
  for (int cell = 0; master->end && cell < meeting->n_blocks * meeting->n_rooms; cell++)
    g_free (master->end[cell]);
  g_free (master->levels);
  g_free (master->end);
  g_free (master->columns);
  g_free (master->first_column);
  g_free (master->longer);
  g_free (master->dropped);
  g_free (master->in_block);
  g_free (master->in_cell);
  g_free (master->used);
  g_free (master->up_to);
  g_free (master->from);
  g_free (master->holder);
  g_free (master->open);
  g_free (master->cluster_before);
  g_free (master->cluster_after);
  g_free (master->cluster_both);
  g_clear_pointer (&master->guards, g_hash_table_unref);
  pln_solver_free (master->solver);
  g_free (master);
}

/* -- To and from drafts ---------------------------------------------------------------------------- */

static void
read_duties (const PlnMaster *master, PlnDraft *draft)
{
  int n_people = master->meeting->n_people;

  for (int cell = 0; master->holder && cell < draft->n_holders; cell++)
    for (int person = 0; person < n_people; person++)
      if (master->holder[cell * n_people + person] != pln_master_false (master)
          && pln_solver_value (master->solver, master->holder[cell * n_people + person]))
        draft->holders[cell] = person;
}

PlnDraft *
pln_master_draft (const PlnMaster *master)
{
  PlnDraft *draft = pln_draft_new (master->meeting);

  for (int c = 0; c < master->n_columns; c++)
    {
      const PlnColumn *column = &master->columns[c];

      if (!pln_solver_value (master->solver, column->lit))
        continue;
      draft->items[column->item].room = column->room;
      draft->items[column->item].minutes = column->length * master->problem->grid;
      draft->items[column->item].start = column->step < 0 ? 0 : master->problem->minute[column->step];
    }
  read_duties (master, draft);
  return draft;
}

static bool
is_in_column (const PlnMaster *master, const PlnDraft *draft, const PlnColumn *column)
{
  const PlnPlacement *place = &draft->items[column->item];
  const PlnProblem *problem = master->problem;
  PlnInterval block = master->meeting->blocks[column->block].interval;

  if (place->room != column->room || place->minutes != column->length * problem->grid)
    return false;
  if (column->step >= 0)
    return place->start == problem->minute[column->step];
  return block.start <= place->start && place->start < block.end;
}

int
pln_master_column_of (const PlnMaster *master, const PlnDraft *draft, int item)
{
  for (int c = master->first_column[item]; c < master->first_column[item + 1]; c++)
    if (is_in_column (master, draft, &master->columns[c]))
      return c;
  return -1;
}

static void
aim (PlnMaster *master, PlnLit lit, bool value)
{
  if (lit == pln_master_false (master) || lit == master->truth)
    return;
  pln_solver_set_phase (master->solver, pln_lit_var (lit), value != pln_lit_is_negative (lit));
  pln_solver_set_target (master->solver, pln_lit_var (lit), value != pln_lit_is_negative (lit));
}

void
pln_master_follow (PlnMaster *master, const PlnDraft *draft)
{
  const PlnMeeting *meeting = master->meeting;

  for (int c = 0; c < master->n_columns; c++)
    aim (master, master->columns[c].lit, is_in_column (master, draft, &master->columns[c]));
  for (int topic = 0; topic < meeting->n_topics; topic++)
    aim (master, master->dropped[topic], draft->items[meeting->topics[topic].first_item].room < 0);
  for (int cell = 0; master->holder && cell < draft->n_holders; cell++)
    for (int person = 0; person < meeting->n_people; person++)
      aim (master, master->holder[cell * meeting->n_people + person], draft->holders[cell] == person);
}
