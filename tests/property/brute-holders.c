/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "brute-inside.h"

#include <string.h>

/* Who holds which role, when it is given which item stands in which block. */

/* One role in one used cell. */
typedef struct
{
  int role, cell;
  int block, room;
} Slot;

typedef struct
{
  PlnBrute *brute;
  const PlnMeeting *meeting;
  Slot *slots; /* by block, room, role */
  int n_slots;
  int *holders; /* [n_cells * n_roles] */
  int *load;    /* [role * n_people + person]: blocks given so far */
  gint64 best;
  int *best_holders;
  bool found;
} Search;

void
brute_holders_free (Holders *holders)
{
  g_free (holders->holders);
  g_free (holders);
}

void
brute_find_used (PlnBrute *brute)
{
  memset (brute->used, 0, sizeof *brute->used * (size_t) brute->n_cells);
  for (int item = 0; item < brute->meeting->n_items; item++)
    if (brute->placed[item])
      brute->used[brute->placed[item]->block * brute->meeting->n_rooms + brute->placed[item]->room] = true;
}

/* -- The earlier agenda -------------------------------------------------------------------------- */

static int
read_earlier_holder (const PlnMeeting *m, const PlnAgendaBlock *block, const char *role)
{
  for (int k = 0; k < block->n_duties; k++)
    if (strcmp (block->duties[k].role, role) == 0 && block->duties[k].person)
      {
        int person = pln_meeting_find_person (m, block->duties[k].person);

        return person >= 0 ? person : HOLDER_STRANGER;
      }
  return HOLDER_OPEN;
}

static void
read_earlier_block (PlnBrute *brute, const PlnAgendaBlock *old)
{
  const PlnMeeting *m = brute->meeting;
  int room = pln_meeting_find_room (m, old->room);

  for (int block = 0; block < m->n_blocks; block++)
    if (room >= 0 && old->n_items > 0 && m->blocks[block].interval.start == old->start.minute)
      for (int role = 0; role < m->n_roles; role++)
        brute->earlier_holder[(block * m->n_rooms + room) * m->n_roles + role]
          = read_earlier_holder (m, old, m->roles[role].id);
}

void
brute_read_earlier_holders (PlnBrute *brute)
{
  int n = brute->n_cells * brute->meeting->n_roles;

  brute->earlier_holder = g_new (int, (gsize) n + 1);
  for (int k = 0; k < n; k++)
    brute->earlier_holder[k] = HOLDER_NEW_CELL;
  for (int d = 0; brute->previous && d < brute->previous->n_days; d++)
    for (int b = 0; b < brute->previous->days[d].n_blocks; b++)
      read_earlier_block (brute, &brute->previous->days[d].blocks[b]);
}

/* -- One duty ------------------------------------------------------------------------------------ */

static int
pool_index (const PlnRole *role, int person)
{
  for (int k = 0; k < role->n_pool; k++)
    if (role->pool[k] == person)
      return k;
  return -1;
}

/* May the person hold it, as far as items and their own calendar go? */
static bool
may_hold (const Search *s, const Slot *slot, int person)
{
  const PlnMeeting *m = s->meeting;
  PlnInterval block = m->blocks[slot->block].interval;

  if (pool_index (&m->roles[slot->role], person) < 0 || !pln_person_is_free (&m->people[person], block))
    return false;
  for (int item = 0; item < m->n_items; item++)
    {
      const Seat *seat = s->brute->placed[item];

      if (seat && seat->room != slot->room && pln_interval_overlaps (seat->time, block)
          && brute_in_cast (&m->topics[m->items[item].topic], person))
        return false;
    }
  return true;
}

/* Does the person hold something among the first @n slots that forbids this one? */
static bool
holds_too_much (const Search *s, int n, const Slot *slot, int person)
{
  const PlnMeeting *m = s->meeting;

  for (int k = 0; k < n; k++)
    {
      const Slot *other = &s->slots[k];

      if (s->holders[other->cell * m->n_roles + other->role] != person || other == slot)
        continue;
      if (other->cell == slot->cell
          || (other->room != slot->room
              && pln_interval_overlaps (m->blocks[other->block].interval, m->blocks[slot->block].interval)))
        return true;
    }
  return false;
}

static gint64
open_cost (const Search *s, const Slot *slot)
{
  const PlnRole *role = &s->meeting->roles[slot->role];

  for (int k = 0; k < role->n_pool; k++)
    if (pln_person_is_free (&s->meeting->people[role->pool[k]], s->meeting->blocks[slot->block].interval))
      return s->meeting->weights[PLN_TERM_ROLE_OPEN];
  return 0;
}

static gint64
person_cost (const Search *s, const Slot *slot, int person)
{
  const PlnMeeting *m = s->meeting;
  const PlnPerson *p = &m->people[person];
  PlnInterval block = m->blocks[slot->block].interval;
  gint64 cost = 0;

  for (int item = 0; item < m->n_items; item++)
    {
      const Seat *seat = s->brute->placed[item];

      if (seat && seat->block == slot->block && seat->room == slot->room
          && brute_in_cast (&m->topics[m->items[item].topic], person))
        cost += m->weights[PLN_TERM_ROLE_PRESENTING];
    }
  for (int k = 0; k < p->n_soft; k++)
    cost += pln_spans_overlap (&p->soft[k].spans, block) ? p->soft[k].weight : 0;
  if (p->has_comfort && !pln_spans_contain (&p->comfort, block))
    cost += m->weights[PLN_TERM_COMFORT];
  return cost;
}

/* The block of the same room that was used last before this one on the same day, or -1. */
static int
used_before (const Search *s, const Slot *slot)
{
  const PlnMeeting *m = s->meeting;

  for (int block = slot->block - 1; block >= 0 && m->blocks[block].day == m->blocks[slot->block].day; block--)
    if (s->brute->used[block * m->n_rooms + slot->room])
      return block;
  return -1;
}

/* The price of the k-th slot's holder, given those of the slots before it and the load so far. */
static gint64
slot_cost (const Search *s, const Slot *slot, int person)
{
  const PlnMeeting *m = s->meeting;
  int earlier = s->brute->earlier_holder[slot->cell * m->n_roles + slot->role], before = used_before (s, slot);
  gint64 cost = earlier != HOLDER_NEW_CELL && earlier != person ? m->weights[PLN_TERM_ROLE_MOVED] : 0;

  if (person < 0)
    return cost + open_cost (s, slot);
  cost += person_cost (s, slot, person);
  if (before >= 0 && s->holders[(before * m->n_rooms + slot->room) * m->n_roles + slot->role] == person)
    cost += m->weights[PLN_TERM_ROLE_REPEAT];
  cost += (gint64) m->weights[PLN_TERM_ROLE_LOAD]
          * (m->roles[slot->role].history[pool_index (&m->roles[slot->role], person)]
             + s->load[slot->role * m->n_people + person]);
  return cost;
}

/* -- All duties ---------------------------------------------------------------------------------- */

/* Gives the slot to the person (-1: nobody), or takes it back. */
static void
take (Search *s, const Slot *slot, int person, int blocks)
{
  s->holders[slot->cell * s->meeting->n_roles + slot->role] = blocks > 0 ? person : -1;
  if (person >= 0)
    s->load[slot->role * s->meeting->n_people + person] += blocks;
}

static void
search_slot (Search *s, int k, gint64 cost)
{
  const Slot *slot = &s->slots[k];
  const PlnRole *role;

  if (s->found && cost >= s->best)
    return;
  if (k == s->n_slots)
    {
      s->found = true;
      s->best = cost;
      memcpy (s->best_holders, s->holders, sizeof (int) * (size_t) (s->brute->n_cells * s->meeting->n_roles));
      return;
    }
  role = &s->meeting->roles[slot->role];
  for (int p = 0; p <= role->n_pool; p++)
    {
      int person = p < role->n_pool ? role->pool[p] : -1;
      gint64 more;

      if (person >= 0 && (!may_hold (s, slot, person) || holds_too_much (s, k, slot, person)))
        continue;
      more = slot_cost (s, slot, person);
      take (s, slot, person, 1);
      search_slot (s, k + 1, cost + more);
      take (s, slot, person, -1);
    }
}

static void
search_open (Search *s, PlnBrute *brute)
{
  const PlnMeeting *m = brute->meeting;

  *s = (Search){ .brute = brute, .meeting = m };
  s->slots = g_new (Slot, (gsize) (brute->n_cells * m->n_roles) + 1);
  s->holders = g_new (int, (gsize) (brute->n_cells * m->n_roles) + 1);
  s->best_holders = g_new (int, (gsize) (brute->n_cells * m->n_roles) + 1);
  s->load = g_new0 (int, (gsize) (m->n_roles * m->n_people) + 1);
  for (int cell = 0; cell < brute->n_cells; cell++)
    for (int role = 0; role < m->n_roles; role++)
      {
        s->holders[cell * m->n_roles + role] = -1;
        if (brute->used[cell])
          s->slots[s->n_slots++] = (Slot){ role, cell, cell / m->n_rooms, cell % m->n_rooms };
      }
}

static void
search_close (Search *s)
{
  g_free (s->slots);
  g_free (s->holders);
  g_free (s->best_holders);
  g_free (s->load);
}

/* What the holders may be and cost depends only on the cells that the items stand in. */
static GBytes *
memo_key (const PlnBrute *brute)
{
  int n = brute->meeting->n_items;
  g_autofree gint16 *cells = g_new (gint16, n);

  for (int item = 0; item < n; item++)
    cells[item] = brute->placed[item]
                    ? (gint16) (brute->placed[item]->block * brute->meeting->n_rooms + brute->placed[item]->room)
                    : -1;
  return g_bytes_new (cells, sizeof *cells * (gsize) n);
}

const Holders *
brute_best_holders (PlnBrute *brute)
{
  g_autoptr (GBytes) key = memo_key (brute);
  Holders *holders = g_hash_table_lookup (brute->memo, key);
  Search s;

  if (holders)
    return holders;
  search_open (&s, brute);
  search_slot (&s, 0, 0);
  holders = g_new (Holders, 1);
  holders->cost = s.best;
  holders->holders = g_steal_pointer (&s.best_holders);
  search_close (&s);
  g_hash_table_insert (brute->memo, g_steal_pointer (&key), holders);
  return holders;
}

bool
brute_price_holders (PlnBrute *brute, const int *holders, gint64 *cost)
{
  Search s;
  bool good = true;

  search_open (&s, brute);
  *cost = 0;
  for (int k = 0; k < s.n_slots && good; k++)
    {
      const Slot *slot = &s.slots[k];
      int person = holders[slot->cell * brute->meeting->n_roles + slot->role];

      good = person < 0 || (may_hold (&s, slot, person) && !holds_too_much (&s, k, slot, person));
      if (!good)
        break;
      *cost += slot_cost (&s, slot, person);
      take (&s, slot, person, 1);
    }
  search_close (&s);
  return good;
}
