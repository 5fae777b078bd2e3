/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "brute-inside.h"

/* What holds for all items together. */

/* A topic that follows another is dropped if that one is. */
bool
brute_followers_stand (const PlnBrute *brute)
{
  const PlnMeeting *m = brute->meeting;

  for (int topic = 0; topic < m->n_topics; topic++)
    for (int k = 0; k < m->topics[topic].n_relations && brute_is_placed (brute, topic); k++)
      {
        const PlnRelation *relation = &m->topics[topic].relations[k];

        if (relation->kind == PLN_RELATION_FOLLOWS && !brute_is_placed (brute, relation->other)
            && brute_binds (brute, PLN_RULE_FOLLOWS, topic, -1, relation->other))
          return false;
      }
  return true;
}

static bool
order_holds (const PlnBrute *brute, int earlier, int later)
{
  const PlnTopic *topic = &brute->meeting->topics[earlier];
  int start = brute->placed[brute->meeting->topics[later].first_item]->time.start;

  for (int item = topic->first_item; item < topic->first_item + topic->parts; item++)
    if (brute->placed[item]->time.end > start)
      return false;
  return true;
}

static int
n_overlaps (const PlnBrute *brute, int a, int b)
{
  const PlnTopic *x = &brute->meeting->topics[a], *y = &brute->meeting->topics[b];
  int n = 0;

  for (int i = x->first_item; i < x->first_item + x->parts; i++)
    for (int j = y->first_item; j < y->first_item + y->parts; j++)
      n += pln_interval_overlaps (brute->placed[i]->time, brute->placed[j]->time);
  return n;
}

static gint64
relations_cost (const PlnBrute *brute, int topic)
{
  const PlnTopic *t = &brute->meeting->topics[topic];
  gint64 cost = 0;

  for (int k = 0; k < t->n_relations; k++)
    {
      const PlnRelation *r = &t->relations[k];

      if (!r->soft || !brute_is_placed (brute, r->other))
        continue;
      if (r->kind == PLN_RELATION_AVOID_PARALLEL)
        cost += (gint64) r->weight * n_overlaps (brute, topic, r->other);
      else if (r->kind == PLN_RELATION_AFTER ? !order_holds (brute, r->other, topic)
                                             : !order_holds (brute, topic, r->other))
        cost += r->weight;
    }
  return cost;
}

/* Guests who could come if they were not needed elsewhere; the others are in the seats' own cost. */
static gint64
guests_cost (const PlnBrute *brute, int item)
{
  const PlnMeeting *m = brute->meeting;
  const PlnTopic *topic = &m->topics[m->items[item].topic];
  PlnInterval time = brute->placed[item]->time;
  gint64 cost = 0;

  for (int k = 0; k < topic->n_optional; k++)
    {
      int guest = topic->optional[k].person;
      bool needed = false;

      for (int other = 0; other < m->n_items; other++)
        needed = needed
                 || (other != item && brute->placed[other] && brute_in_cast (&m->topics[m->items[other].topic], guest)
                     && pln_interval_overlaps (brute->placed[other]->time, time));
      if (needed && !brute_would_miss (&m->people[guest], time))
        cost += topic->optional[k].weight;
    }
  return cost;
}

static bool
in_cluster (const PlnCluster *cluster, int topic)
{
  for (int k = 0; k < cluster->n_topics; k++)
    if (cluster->topics[k] == topic)
      return true;
  return false;
}

static bool
stands_between (const PlnBrute *brute, const PlnCluster *cluster, int item)
{
  const PlnMeeting *m = brute->meeting;
  const Seat *mine = brute->placed[item];
  bool one_before = false, one_after = false;

  for (int other = 0; other < m->n_items; other++)
    {
      const Seat *seat = brute->placed[other];

      if (!seat || !in_cluster (cluster, m->items[other].topic) || seat->room != mine->room
          || m->blocks[seat->block].day != m->blocks[mine->block].day)
        continue;
      one_before = one_before || seat->time.end <= mine->time.start;
      one_after = one_after || seat->time.start >= mine->time.end;
    }
  return one_before && one_after;
}

static gint64
cluster_cost (const PlnBrute *brute, const PlnCluster *cluster)
{
  const PlnMeeting *m = brute->meeting;
  int n_days = 0, n_between = 0;

  for (int day = 0; day < m->n_days; day++)
    {
      bool any = false;

      for (int item = 0; item < m->n_items; item++)
        any = any || (brute->placed[item] && in_cluster (cluster, m->items[item].topic)
                      && m->blocks[brute->placed[item]->block].day == day);
      n_days += any;
    }
  for (int item = 0; item < m->n_items; item++)
    if (brute->placed[item] && !in_cluster (cluster, m->items[item].topic))
      n_between += stands_between (brute, cluster, item);
  return (gint64) cluster->weight * (n_between + MAX (0, n_days - 1));
}

/* Minute by minute. */
static gint64
cell_cost (const PlnBrute *brute, int cell)
{
  const PlnMeeting *m = brute->meeting;
  int block = cell / m->n_rooms, room = cell % m->n_rooms, idle = 0, end = m->blocks[block].interval.start;

  for (int item = 0; item < m->n_items; item++)
    if (brute->placed[item] && brute->placed[item]->block == block && brute->placed[item]->room == room)
      end = MAX (end, brute->placed[item]->time.end);
  for (int minute = m->blocks[block].interval.start; minute < end; minute++)
    {
      PlnInterval now = { minute, minute + 1 };
      bool taken = pln_spans_overlap (&m->rooms[room].unavailable, now);

      for (int item = 0; item < m->n_items && !taken; item++)
        taken = brute->placed[item] && brute->placed[item]->room == room
                && pln_interval_overlaps (brute->placed[item]->time, now);
      idle += !taken;
    }
  return (gint64) m->weights[PLN_TERM_LATE] * block + (gint64) m->weights[PLN_TERM_IDLE] * ((idle + 4) / 5);
}

gint64
brute_common_cost (const PlnBrute *brute)
{
  const PlnMeeting *m = brute->meeting;
  gint64 cost = 0;

  for (int topic = 0; topic < m->n_topics; topic++)
    if (brute_is_placed (brute, topic))
      cost += relations_cost (brute, topic);
  for (int item = 0; item < m->n_items; item++)
    if (brute->placed[item])
      cost += guests_cost (brute, item);
  for (int k = 0; k < m->n_clusters; k++)
    cost += cluster_cost (brute, &m->clusters[k]);
  for (int cell = 0; cell < brute->n_cells; cell++)
    if (brute->used[cell])
      cost += cell_cost (brute, cell);
  return cost;
}
