/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/master.h"

/* Clusters from block to block: days beyond the first, and items of others in a block that stands
 * between two blocks of the cluster. What happens inside a block is the block program's, given what
 * the cluster does before and after; in a timed master the second part is planner/master-times.c's. */

static int
count_items (const PlnMeeting *meeting, const PlnCluster *cluster)
{
  int n = 0;

  for (int k = 0; k < cluster->n_topics; k++)
    n += meeting->topics[cluster->topics[k]].parts;
  return n;
}

/* weight for each day beyond the first. */
static void
spread_days (PlnMaster *master, const PlnCluster *cluster)
{
  const PlnMeeting *meeting = master->meeting;
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (PlnWeighted));
  g_autoptr (GArray) lits = g_array_new (FALSE, FALSE, sizeof (PlnLit));
  int n_days;
  PlnLit previous = PLN_LIT_NONE;

  for (int day = 0; day < meeting->n_days; day++)
    {
      const PlnDay *row = &meeting->days[day];
      PlnWeighted term = { PLN_LIT_NONE, 1 };

      g_array_set_size (lits, 0);
      for (int item = 0; item < meeting->n_items; item++)
        for (int block = row->first_block; block < row->first_block + row->n_blocks; block++)
          {
            PlnLit lit = master->in_block[item * meeting->n_blocks + block];

            if (lit != pln_master_false (master) && pln_cluster_has (cluster, meeting->items[item].topic))
              g_array_append_val (lits, lit);
          }
      if (lits->len == 0)
        continue;
      term.lit = pln_master_implied (master, (const PlnLit *) lits->data, (int) lits->len);
      pln_solver_set_priority (master->solver, pln_lit_var (term.lit), PLN_MASTER_PRIORITY_DAY);
      g_array_append_val (terms, term);
    }
  n_days = MIN ((int) terms->len, count_items (meeting, cluster));
  for (int k = 1; k < n_days; k++)
    {
      PlnWeighted term = { pln_master_new_lit (master), -1 };

      pln_solver_add_cost (master->solver, term.lit, cluster->weight);
      if (previous != PLN_LIT_NONE)
        pln_solver_add_binary (master->solver, pln_lit_not (term.lit), previous);
      previous = term.lit;
      g_array_append_val (terms, term);
    }
  if (n_days > 1)
    pln_solver_add_at_most (master->solver, (const PlnWeighted *) (void *) terms->data, (int) terms->len, 1, PLN_LIT_NONE);
}

static PlnLit
cluster_in_cell (PlnMaster *master, const PlnCluster *cluster, int block, int room)
{
  const PlnMeeting *meeting = master->meeting;
  g_autoptr (GArray) lits = g_array_new (FALSE, FALSE, sizeof (PlnLit));

  for (int item = 0; item < meeting->n_items; item++)
    {
      PlnLit lit = master->in_cell[(item * meeting->n_blocks + block) * meeting->n_rooms + room];

      if (lit != pln_master_false (master) && pln_cluster_has (cluster, meeting->items[item].topic))
        g_array_append_val (lits, lit);
    }
  return pln_master_any (master, (const PlnLit *) lits->data, (int) lits->len);
}

static PlnLit
either (PlnMaster *master, PlnLit a, PlnLit b)
{
  PlnLit lits[] = { a, b };

  if (a == pln_master_false (master))
    return b;
  if (b == pln_master_false (master))
    return a;
  return pln_master_any (master, lits, 2);
}

/* Literals of "an item of it stands earlier / later on that day in that room". */
static void
look_around (PlnMaster *master, int c)
{
  const PlnMeeting *meeting = master->meeting;
  int n_rooms = meeting->n_rooms;
  PlnLit *before = master->cluster_before + c * meeting->n_blocks * n_rooms;
  PlnLit *after = master->cluster_after + c * meeting->n_blocks * n_rooms;

  for (int room = 0; room < n_rooms; room++)
    {
      g_autofree PlnLit *here = g_new (PlnLit, (gsize) meeting->n_blocks);

      for (int block = 0; block < meeting->n_blocks; block++)
        here[block] = cluster_in_cell (master, &meeting->clusters[c], block, room);
      for (int block = 1; block < meeting->n_blocks; block++)
        if (meeting->blocks[block].day == meeting->blocks[block - 1].day)
          before[block * n_rooms + room] = either (master, before[(block - 1) * n_rooms + room], here[block - 1]);
      for (int block = meeting->n_blocks - 2; block >= 0; block--)
        if (meeting->blocks[block].day == meeting->blocks[block + 1].day)
          after[block * n_rooms + room] = either (master, after[(block + 1) * n_rooms + room], here[block + 1]);
    }
}

/* An item of another topic in a block between two blocks of the cluster pays. */
static void
stand_between (PlnMaster *master, int c)
{
  const PlnMeeting *meeting = master->meeting;
  int n_cells = meeting->n_blocks * meeting->n_rooms;

  for (int item = 0; item < meeting->n_items; item++)
    {
      PlnLit between = PLN_LIT_NONE;

      for (int cell = 0; cell < n_cells && !pln_cluster_has (&meeting->clusters[c], meeting->items[item].topic); cell++)
        {
          PlnLit lits[] = { pln_lit_not (master->in_cell[item * n_cells + cell]),
                            pln_lit_not (master->cluster_before[c * n_cells + cell]),
                            pln_lit_not (master->cluster_after[c * n_cells + cell]), PLN_LIT_NONE };

          if (lits[0] == master->truth || lits[1] == master->truth || lits[2] == master->truth)
            continue;
          if (between == PLN_LIT_NONE)
            {
              between = pln_master_new_lit (master);
              pln_solver_add_cost (master->solver, between, meeting->clusters[c].weight);
            }
          lits[3] = between;
          pln_solver_add_clause (master->solver, lits, 4);
        }
    }
}

PlnLit
pln_master_cluster_both (PlnMaster *master, int cell)
{
  PlnLit before = master->cluster_before[cell], after = master->cluster_after[cell], both;

  if (before == pln_master_false (master) || after == pln_master_false (master))
    return pln_master_false (master);
  if (master->cluster_both[cell] != PLN_LIT_NONE)
    return master->cluster_both[cell];
  both = master->cluster_both[cell] = pln_master_new_lit (master);
  pln_solver_add_binary (master->solver, pln_lit_not (both), before);
  pln_solver_add_binary (master->solver, pln_lit_not (both), after);
  pln_master_add_clause3 (master, pln_lit_not (before), pln_lit_not (after), both);
  return both;
}

void
pln_master_add_clusters (PlnMaster *master)
{
  const PlnMeeting *meeting = master->meeting;
  gsize n = (gsize) MAX (1, meeting->n_clusters * meeting->n_blocks * meeting->n_rooms);

  master->cluster_before = g_new (PlnLit, n);
  master->cluster_after = g_new (PlnLit, n);
  master->cluster_both = g_new (PlnLit, n);
  for (gsize k = 0; k < n; k++)
    master->cluster_both[k] = PLN_LIT_NONE;
  for (gsize k = 0; k < n; k++)
    master->cluster_before[k] = master->cluster_after[k] = pln_master_false (master);
  for (int c = 0; c < meeting->n_clusters; c++)
    {
      if (meeting->clusters[c].weight == 0 || count_items (meeting, &meeting->clusters[c]) < 2)
        continue;
      spread_days (master, &meeting->clusters[c]);
      if (master->timed)
        continue;
      look_around (master, c);
      stand_between (master, c);
    }
}
