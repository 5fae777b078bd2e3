/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/verify-case.h"

/* How a plan spreads over time: clusters held together, blocks filled, late blocks left alone. */

/* -- Clusters ------------------------------------------------------------------------------------ */

/* The earliest end and the latest start of a cluster's items in one room on one day. */
typedef struct
{
  bool any;
  int first_end, last_start;
} Reach;

static Reach *
reach_of (const PlnCase *hearing, Reach *reaches, int item)
{
  return &reaches[pln_case_day (hearing, item) * hearing->meeting->n_rooms + hearing->sittings[item].room];
}

static void
extend (Reach *reach, PlnInterval time)
{
  if (!reach->any)
    *reach = (Reach){ true, time.end, time.start };
  reach->first_end = MIN (reach->first_end, time.end);
  reach->last_start = MAX (reach->last_start, time.start);
}

/* Fills @reaches and @is_member; returns on how many days the cluster stands. */
static int
gather_cluster (const PlnCase *hearing, const PlnCluster *cluster, Reach *reaches, bool *is_member)
{
  const PlnMeeting *meeting = hearing->meeting;
  g_autofree bool *days = g_new0 (bool, meeting->n_days);
  int n_days = 0;

  for (int k = 0; k < cluster->n_topics; k++)
    {
      const PlnTopic *topic = &meeting->topics[cluster->topics[k]];

      is_member[cluster->topics[k]] = true;
      for (int item = topic->first_item; item < topic->first_item + topic->parts; item++)
        if (hearing->sittings[item].placed)
          {
            extend (reach_of (hearing, reaches, item), hearing->sittings[item].time);
            days[pln_case_day (hearing, item)] = true;
          }
    }
  for (int day = 0; day < meeting->n_days; day++)
    n_days += days[day];
  return n_days;
}

static void
hear_cluster (PlnCase *hearing, const PlnCluster *cluster)
{
  const PlnMeeting *meeting = hearing->meeting;
  g_autofree Reach *reaches = g_new0 (Reach, (gsize) meeting->n_days * (gsize) meeting->n_rooms);
  g_autofree bool *is_member = g_new0 (bool, meeting->n_topics);
  int n_days = gather_cluster (hearing, cluster, reaches, is_member);

  pln_case_charge (hearing, PLN_TERM_CLUSTER, (gint64) cluster->weight * MAX (0, n_days - 1), -1, NULL, NULL,
                   "the topics of \"%s\" are spread over %d days", cluster->id, n_days);
  for (int item = 0; item < meeting->n_items; item++)
    {
      const PlnSitting *sitting = &hearing->sittings[item];
      const Reach *reach;

      if (!sitting->placed || is_member[meeting->items[item].topic])
        continue;
      reach = reach_of (hearing, reaches, item);
      if (reach->any && reach->first_end <= sitting->time.start && reach->last_start >= sitting->time.end)
        pln_case_charge (hearing, PLN_TERM_CLUSTER, cluster->weight, meeting->items[item].topic,
                         pln_case_ids (meeting->items[item].id, NULL), NULL,
                         "\"%s\" stands between the topics of \"%s\"", meeting->items[item].title, cluster->id);
    }
}

/* -- Blocks -------------------------------------------------------------------------------------- */

static void
hear_idle (PlnCase *hearing, int cell)
{
  const PlnMeeting *meeting = hearing->meeting;
  const PlnRoom *room = &meeting->rooms[cell % meeting->n_rooms];
  PlnInterval busy = { meeting->blocks[cell / meeting->n_rooms].interval.start, PLN_MINUTE_MIN };
  PlnSpans taken = { 0 };
  int idle;

  for (int k = hearing->cell_first[cell]; k < hearing->cell_first[cell + 1]; k++)
    {
      PlnInterval time = hearing->sittings[hearing->cell_items[k]].time;

      pln_spans_add (&taken, time);
      busy.end = MAX (busy.end, time.end);
    }
  pln_spans_add_all (&taken, &room->unavailable);
  idle = busy.end - busy.start - pln_spans_covered (&taken, busy);
  pln_spans_clear (&taken);
  if (idle > 0 && meeting->weights[PLN_TERM_IDLE] > 0)
    pln_case_charge (hearing, PLN_TERM_IDLE, (gint64) meeting->weights[PLN_TERM_IDLE] * ((idle + 4) / 5), -1, NULL,
                     NULL, "%d minutes open before the last item of the block of %s in %s ends", idle,
                     PLN_WHEN (hearing, busy.start), room->name);
}

static void
hear_cell (PlnCase *hearing, int cell)
{
  const PlnMeeting *meeting = hearing->meeting;
  int block = cell / meeting->n_rooms, weight = meeting->weights[PLN_TERM_LATE];

  if (block > 0 && weight > 0)
    pln_case_charge (hearing, PLN_TERM_LATE, (gint64) weight * block, -1, NULL, NULL,
                     "the block of %s in %s is used, number %d of %d",
                     PLN_WHEN (hearing, meeting->blocks[block].interval.start),
                     meeting->rooms[cell % meeting->n_rooms].name, block + 1, meeting->n_blocks);
  hear_idle (hearing, cell);
}

static void
hear_clusters (PlnCase *hearing)
{
  const GPtrArray *charges = hearing->verdict->charges;

  for (int k = 0; k < hearing->meeting->n_clusters; k++)
    {
      guint before = charges->len;

      if (hearing->meeting->clusters[k].weight > 0)
        hear_cluster (hearing, &hearing->meeting->clusters[k]);
      for (guint c = before; c < charges->len; c++)
        ((PlnCharge *) charges->pdata[c])->cluster = k;
    }
}

void
pln_case_hear_spread (PlnCase *hearing)
{
  hear_clusters (hearing);
  for (int cell = 0; cell < hearing->n_cells; cell++)
    if (pln_case_is_used (hearing, cell))
      hear_cell (hearing, cell);
}
