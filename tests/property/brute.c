/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "brute-inside.h"

#include <string.h>

static gint64
drop_cost (const PlnBrute *brute, int topic)
{
  const PlnTopic *t = &brute->meeting->topics[topic];
  static const PlnTerm terms[] = { PLN_TERM_DROP_LOW, PLN_TERM_DROP_NORMAL, PLN_TERM_DROP_HIGH };

  if (t->priority == PLN_PRIORITY_MUST)
    return 0;
  return (gint64) brute->meeting->weights[terms[t->priority]] * ((t->parts * t->preferred + 14) / 15);
}

static bool
may_drop (const PlnBrute *brute, int topic)
{
  return brute->meeting->topics[topic].priority != PLN_PRIORITY_MUST
         || !brute_binds (brute, PLN_RULE_MUST, topic, -1, -1);
}

/* -- The search ---------------------------------------------------------------------------------- */

static void search_topic (PlnBrute *brute, int topic, gint64 cost);

static bool
is_over (PlnBrute *brute)
{
  return (brute->any_will_do && brute->found) || brute->nodes > brute->max_nodes;
}

static void
reach_leaf (PlnBrute *brute, gint64 cost)
{
  const Holders *holders;

  if (!brute_followers_stand (brute))
    return;
  if (brute->any_will_do)
    {
      brute->found = true;
      return;
    }
  brute_find_used (brute);
  cost += brute_common_cost (brute);
  if (brute->found && cost >= brute->best)
    return;
  holders = brute_best_holders (brute);
  cost += holders->cost;
  if (brute->found && cost >= brute->best)
    return;
  brute->found = true;
  brute->best = cost;
  memcpy (brute->best_placed, brute->placed, sizeof *brute->placed * (size_t) brute->meeting->n_items);
  memcpy (brute->best_holders, holders->holders, sizeof (int) * (size_t) (brute->n_cells * brute->meeting->n_roles));
}

static bool
clashes_with_earlier (const PlnBrute *brute, int item, const Seat *seat)
{
  for (int other = 0; other < item; other++)
    if (brute->placed[other] && brute_clash (brute, item, seat, other, brute->placed[other]))
      return true;
  return false;
}

static void
search_part (PlnBrute *brute, int topic, int part, gint64 cost)
{
  const PlnTopic *t = &brute->meeting->topics[topic];
  int item = t->first_item + part;

  if (part == t->parts)
    {
      search_topic (brute, topic + 1, cost);
      return;
    }
  for (int k = 0; k < brute->n_seats[item] && !is_over (brute); k++)
    {
      const Seat *seat = &brute->seats[item][k];

      if (!brute->any_will_do && brute->found && cost + seat->cost + brute->rest[topic + 1] >= brute->best)
        break; /* seats come cheapest first */
      brute->nodes++;
      if (clashes_with_earlier (brute, item, seat))
        continue;
      brute->placed[item] = seat;
      search_part (brute, topic, part + 1, cost + seat->cost);
      brute->placed[item] = NULL;
    }
}

static void
search_topic (PlnBrute *brute, int topic, gint64 cost)
{
  if (is_over (brute) || (!brute->any_will_do && brute->found && cost + brute->rest[topic] >= brute->best))
    return;
  if (topic == brute->meeting->n_topics)
    {
      reach_leaf (brute, cost);
      return;
    }
  search_part (brute, topic, 0, cost);
  if (may_drop (brute, topic))
    search_topic (brute, topic + 1, cost + drop_cost (brute, topic));
}

static void
find_rest (PlnBrute *brute)
{
  const PlnMeeting *m = brute->meeting;

  brute->rest[m->n_topics] = 0;
  for (int topic = m->n_topics - 1; topic >= 0; topic--)
    {
      const PlnTopic *t = &m->topics[topic];
      gint64 least = 0;

      for (int item = t->first_item; item < t->first_item + t->parts; item++)
        least += brute->n_seats[item] > 0 ? brute->seats[item][0].cost : G_MAXINT32;
      if (may_drop (brute, topic))
        least = MIN (least, drop_cost (brute, topic));
      brute->rest[topic] = brute->rest[topic + 1] + least;
    }
}

static PlnBruteAnswer
search (PlnBrute *brute, long max_nodes, bool any_will_do)
{
  brute->any_will_do = any_will_do;
  brute->found = false;
  brute->nodes = 0;
  brute->max_nodes = max_nodes;
  search_topic (brute, 0, 0);
  if (brute->nodes > max_nodes)
    return PLN_BRUTE_TOO_LARGE;
  return brute->found ? PLN_BRUTE_OPTIMAL : PLN_BRUTE_INFEASIBLE;
}

PlnBruteAnswer
pln_brute_is_feasible (PlnBrute *brute, long max_nodes)
{
  return search (brute, max_nodes, true);
}

static PlnDraft *
best_draft (const PlnBrute *brute)
{
  const PlnMeeting *m = brute->meeting;
  PlnDraft *draft = pln_draft_new (m);

  for (int item = 0; item < m->n_items; item++)
    {
      const Seat *seat = brute->best_placed[item];

      if (seat)
        draft->items[item] = (PlnPlacement){ seat->room, seat->time.start, seat->time.end - seat->time.start };
    }
  for (int cell = 0; cell < brute->n_cells; cell++)
    for (int role = 0; role < m->n_roles; role++)
      draft->holders[pln_draft_holder_index (m, role, cell / m->n_rooms, cell % m->n_rooms)]
        = brute->best_holders[cell * m->n_roles + role];
  return draft;
}

PlnBruteAnswer
pln_brute_plan (PlnBrute *brute, long max_nodes, PlnDraft **draft, gint64 *cost)
{
  PlnBruteAnswer answer = search (brute, max_nodes, false);

  if (answer == PLN_BRUTE_OPTIMAL)
    {
      *draft = best_draft (brute);
      *cost = brute->best;
    }
  return answer;
}

/* -- Pricing a given plan ------------------------------------------------------------------------ */

static const Seat *
find_seat (const PlnBrute *brute, int item, const PlnPlacement *at)
{
  for (int k = 0; k < brute->n_seats[item]; k++)
    {
      const Seat *seat = &brute->seats[item][k];

      if (seat->room == at->room && seat->time.start == at->start && seat->time.end == at->start + at->minutes)
        return seat;
    }
  return NULL;
}

/* Seats the draft's items; false where one stands where none may. */
static bool
seat_draft (PlnBrute *brute, const PlnDraft *draft, gint64 *cost)
{
  const PlnMeeting *m = brute->meeting;

  for (int item = 0; item < m->n_items; item++)
    {
      int topic = m->items[item].topic;

      brute->placed[item] = NULL;
      if (draft->items[item].room < 0)
        {
          if (!may_drop (brute, topic))
            return false;
          *cost += m->items[item].part == 0 ? drop_cost (brute, topic) : 0;
          continue;
        }
      brute->placed[item] = find_seat (brute, item, &draft->items[item]);
      if (!brute->placed[item] || clashes_with_earlier (brute, item, brute->placed[item]))
        return false;
      *cost += brute->placed[item]->cost;
    }
  return brute_followers_stand (brute);
}

bool
pln_brute_price (PlnBrute *brute, const PlnDraft *draft, gint64 *cost)
{
  const PlnMeeting *m = brute->meeting;
  g_autofree int *holders = g_new (int, (gsize) (brute->n_cells * m->n_roles) + 1);
  gint64 items = 0, duties = 0;
  bool good = seat_draft (brute, draft, &items);

  for (int cell = 0; cell < brute->n_cells; cell++)
    for (int role = 0; role < m->n_roles; role++)
      holders[cell * m->n_roles + role]
        = draft->holders[pln_draft_holder_index (m, role, cell / m->n_rooms, cell % m->n_rooms)];
  if (good)
    {
      brute_find_used (brute);
      good = brute_price_holders (brute, holders, &duties);
      *cost = items + brute_common_cost (brute) + duties;
    }
  for (int item = 0; item < m->n_items; item++)
    brute->placed[item] = NULL;
  return good;
}

/* -- Life-cycle ---------------------------------------------------------------------------------- */

static void
free_holders (gpointer holders)
{
  brute_holders_free (holders);
}

PlnBrute *
pln_brute_new (const PlnMeeting *meeting, const PlnForce *force, const PlnAgenda *previous)
{
  PlnBrute *brute = g_new0 (PlnBrute, 1);

  brute->meeting = meeting;
  brute->force = force;
  brute->previous = previous;
  brute->n_cells = meeting->n_blocks * meeting->n_rooms;
  brute->seats = g_new0 (Seat *, meeting->n_items);
  brute->n_seats = g_new0 (int, meeting->n_items);
  brute->placed = g_new0 (const Seat *, meeting->n_items);
  brute->best_placed = g_new0 (const Seat *, meeting->n_items);
  brute->rest = g_new0 (gint64, (gsize) meeting->n_topics + 1);
  brute->used = g_new0 (bool, brute->n_cells);
  brute->best_holders = g_new0 (int, (gsize) (brute->n_cells * meeting->n_roles) + 1);
  brute->memo = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, free_holders);
  for (int item = 0; item < meeting->n_items; item++)
    brute_find_seats (brute, item);
  find_rest (brute);
  brute_read_earlier_holders (brute);
  return brute;
}

void
pln_brute_free (PlnBrute *brute)
{
  if (!brute)
    return;
  for (int item = 0; item < brute->meeting->n_items; item++)
    g_free (brute->seats[item]);
  g_free (brute->seats);
  g_free (brute->n_seats);
  g_free (brute->placed);
  g_free (brute->best_placed);
  g_free (brute->rest);
  g_free (brute->used);
  g_free (brute->best_holders);
  g_free (brute->earlier_holder);
  g_hash_table_unref (brute->memo);
  g_free (brute);
}
