/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/explain.h"

#include "planner/block.h"
#include "planner/exact.h"

void
pln_reasons_clear (PlnReasons *reasons)
{
  for (int t = 0; reasons->why && t < reasons->n_topics; t++)
    g_free (reasons->why[t]);
  g_free (reasons->why);
  for (int c = 0; c < reasons->n_conflicts; c++)
    {
      for (int m = 0; m < reasons->conflicts[c].n_members; m++)
        {
          PlnStatementRow *row = &reasons->conflicts[c].members[m];

          g_free (row->topic);
          g_free (row->rule);
          g_free (row->person);
          g_free (row->other);
          g_free (row->text);
        }
      g_free (reasons->conflicts[c].members);
    }
  g_free (reasons->conflicts);
  *reasons = (PlnReasons){ 0 };
}

/* -- Where a topic could stand --------------------------------------------------------------------- */

static bool
fits_alone (const PlnProblem *problem, int item, int block, int room)
{
  return pln_block_item_least (problem, item, room, block, problem->items[item].least) < PLN_NEVER;
}

/* Open grid steps of a block's room that the draft leaves. */
static int
steps_left (const PlnProblem *problem, const PlnDraft *draft, int block, int room)
{
  PlnInterval span = problem->meeting->blocks[block].interval;
  const int *shut = problem->room_shut + room * (problem->n_steps + 1);
  int left = problem->block_capacity[block] - (shut[problem->block_first[block + 1]] - shut[problem->block_first[block]]);

  for (int item = 0; item < draft->n_items; item++)
    {
      PlnInterval taken = { draft->items[item].start, draft->items[item].start + draft->items[item].minutes };

      if (draft->items[item].room == room && pln_interval_overlaps (span, taken))
        left -= draft->items[item].minutes / problem->grid;
    }
  return left;
}

typedef enum
{
  NOWHERE, /* it does not fit, or its cast is not free */
  FULL,    /* it would fit, but for what stands there */
  ROOMY,   /* it has the time for it left */
} Standing;

static Standing
standing_in (const PlnProblem *problem, const PlnDraft *draft, int item, int block)
{
  Standing standing = NOWHERE;

  for (int room = 0; room < problem->meeting->n_rooms; room++)
    if (fits_alone (problem, item, block, room))
      standing = MAX (standing, steps_left (problem, draft, block, room) < problem->items[item].least ? FULL : ROOMY);
  return standing;
}

/* "Tue 09:00-10:30" */
static void
append_block (const PlnMeeting *meeting, int block, GString *text)
{
  static const char days[][4] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  PlnCivil from = pln_zone_to_civil (meeting->zone, meeting->blocks[block].interval.start);
  PlnCivil to = pln_zone_to_civil (meeting->zone, meeting->blocks[block].interval.end);

  g_string_append_printf (text, "%s%s %02d:%02d-%02d:%02d", text->len > 0 ? ", " : "", days[pln_civil_weekday (from)],
                          from.hour, from.minute, to.hour, to.minute);
}

/* Returns: (nullable) (transfer full): a reason that the time there is gives by itself */
static char *
why_no_time (const PlnProblem *problem, const PlnDraft *draft, int item)
{
  g_autoptr (GString) full = g_string_new (NULL);
  int n_full = 0;
  bool roomy = false;

  for (int block = 0; block < problem->meeting->n_blocks; block++)
    switch (standing_in (problem, draft, item, block))
      {
      case NOWHERE:
        break;
      case FULL:
        append_block (problem->meeting, block, full);
        n_full++;
        break;
      case ROOMY:
        roomy = true;
        break;
      }
  if (roomy)
    return NULL;
  if (n_full == 0)
    return g_strdup ("there is no block in which its cast is free and it fits");
  if (n_full == problem->meeting->n_blocks)
    return g_strdup ("every block of the meeting is full");
  return g_strdup_printf ("every block in which it could stand is full: %s", full->str);
}

/* -- What placing it would cost -------------------------------------------------------------------- */

#define TRIALS_MOST 4
#define GLANCE_CONFLICTS 100
#define TRIAL_CONFLICTS 400

/* Half of the way to the cost at hand, or a plan hardly dearer: cores stay far below the cost of a meeting where much is
 * left out, and more of the same search comes nowhere there. */
static bool
is_promising (const PlnExactReport *report, gint64 cost)
{
  return report->bound >= cost / 2 || report->cost - cost <= cost / 16;
}

/* The least cost of plans that place the topic, as far as a short search can tell: after a glance only where that is
 * promising. No plan costs less than the one at hand, so what costs as much is the least. */
static void
price_placing (const PlnProblem *problem, const PlnDraft *draft, gint64 cost, int topic, PlnExactReport *report)
{
  PlnExactOptions options = { .cutoff = G_MAXINT64, .conflicts = GLANCE_CONFLICTS, .incumbent = draft };
  g_autoptr (PlnExact) exact = pln_exact_new (problem, false, 0, G_MAXINT64, NULL);

  pln_exact_place (exact, topic);
  pln_draft_free (pln_exact_prove (exact, &options, report));
  if (!report->proved && report->cost > cost && is_promising (report, cost))
    {
      options.conflicts = TRIAL_CONFLICTS;
      options.cutoff = report->cost;
      pln_draft_free (pln_exact_prove (exact, &options, report));
    }
  report->proved |= report->cost == cost;
}

/* Returns: (nullable) (transfer full): by how much plans that place it are dearer */
static char *
why_dearer (const PlnProblem *problem, const PlnDraft *draft, gint64 cost, int topic)
{
  PlnExactReport report;

  if (!pln_exact_is_apt (problem, false))
    return NULL;
  price_placing (problem, draft, cost, topic, &report);
  if (report.proved && report.cost == G_MAXINT64)
    return g_strdup ("what must be placed leaves no way to place it");
  if (report.proved)
    return g_strdup_printf ("with it the best agenda costs %" G_GINT64_FORMAT " more", report.cost - cost);
  if (report.bound > cost)
    return g_strdup_printf ("with it an agenda costs at least %" G_GINT64_FORMAT " more", report.bound - cost);
  return NULL;
}

static char *
why_unplaced (const PlnProblem *problem, const PlnDraft *draft, gint64 cost, int topic, bool try)
{
  const PlnTopic *row = &problem->meeting->topics[topic];
  g_autofree char *time = NULL, *price = NULL;

  for (int item = row->first_item; item < row->first_item + row->parts && !time; item++)
    time = why_no_time (problem, draft, item);
  if (time && g_str_has_prefix (time, "there is no"))
    return g_steal_pointer (&time);
  if (try)
    price = why_dearer (problem, draft, cost, topic);
  if (time && price)
    return g_strdup_printf ("%s; %s", time, price);
  if (price)
    return g_steal_pointer (&price);
  if (time)
    return g_steal_pointer (&time);
  return g_strdup ("placing it costs more than leaving it out: others would have to give way");
}

void
pln_explain_unplaced (const PlnProblem *problem, const PlnDraft *draft, gint64 cost, bool proved, PlnReasons *reasons)
{
  const PlnMeeting *meeting = problem->meeting;
  int n_trials = 0;

  reasons->n_topics = meeting->n_topics;
  reasons->why = g_new0 (char *, (gsize) MAX (1, meeting->n_topics));
  for (int t = 0; t < meeting->n_topics; t++)
    if (draft->items[meeting->topics[t].first_item].room < 0)
      reasons->why[t] = why_unplaced (problem, draft, cost, t, proved && n_trials++ < TRIALS_MOST);
}
