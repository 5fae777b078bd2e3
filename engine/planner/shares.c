/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/shares.h"

#include "model/verify.h"
#include "planner/exact.h"
#include "planner/excerpt.h"
#include "planner/local.h"
#include "planner/master.h"

#include <string.h>

#define FIRST_TICKS 300000 /* of the first question about a group: some ten milliseconds */
#define MORE_TICKS 4       /* times as many for the next one, where the first had no answer */
#define VERDICT_TICKS 300  /* what to have an item judged counts for */
#define COLUMN_TICKS 120   /* what to build a column of a master counts for */

typedef struct
{
  bool *inside;    /* [n_topics] */
  gint64 bound;    /* what they cost at least, alone */
  gint64 ticks;    /* of the next question */
  bool is_settled; /* the known plan pays no more, or the group cannot grow */
} Group;

struct _PlnShares
{
  const PlnProblem *problem;
  const PlnMeeting *meeting;
  const PlnAgenda *previous;
  gint64 *alone;     /* [n_topics]: what each costs at least, alone; PLN_NEVER: it must be placed and cannot */
  int *group_of;     /* [n_topics]: index; -1: alone */
  GPtrArray *groups; /* of Group; NULL where one was united with another */
  PlnDraft *best;    /* that the groups were made for; nullable */
  gint64 cost;
};

/* -- Topics alone ---------------------------------------------------------------------------------- */

static int
least_cost (const PlnProblem *problem, int item)
{
  const PlnProblemItem *row = &problem->items[item];
  int least = PLN_NEVER;
  bool fits = false;

  for (int room = 0; room < problem->meeting->n_rooms; room++)
    fits = fits || row->room_ok[room];
  for (int k = 0; fits && k < (row->most - row->least + 1) * problem->n_steps; k++)
    least = MIN (least, row->cost[k]);
  return least;
}

static gint64
price_alone (const PlnProblem *problem, const PlnTopic *topic)
{
  gint64 placed = 0;

  for (int item = topic->first_item; item < topic->first_item + topic->parts; item++)
    placed += least_cost (problem, item);
  if (topic->priority != PLN_PRIORITY_MUST)
    return MIN (placed, topic->drop_cost);
  return MIN (placed, PLN_NEVER);
}

static void
free_group (gpointer data)
{
  Group *group = data;

  if (group)
    g_free (group->inside);
  g_free (group);
}

PlnShares *
pln_shares_new (const PlnProblem *problem, const PlnAgenda *previous)
{
  PlnShares *shares = g_new0 (PlnShares, 1);
  const PlnMeeting *meeting = problem->meeting;
  gsize n = (gsize) MAX (1, meeting->n_topics);

  shares->problem = problem;
  shares->meeting = meeting;
  shares->previous = previous;
  shares->cost = G_MAXINT64;
  shares->alone = g_new (gint64, n);
  shares->group_of = g_new (int, n);
  shares->groups = g_ptr_array_new_with_free_func (free_group);
  for (int t = 0; t < meeting->n_topics; t++)
    {
      shares->alone[t] = price_alone (problem, &meeting->topics[t]);
      shares->group_of[t] = -1;
    }
  return shares;
}

void
pln_shares_free (PlnShares *shares)
{
  if (!shares)
    return;
  pln_draft_free (shares->best);
  g_ptr_array_unref (shares->groups);
  g_free (shares->alone);
  g_free (shares->group_of);
  g_free (shares);
}

static Group *
group_at (const PlnShares *shares, int index)
{
  return shares->groups->pdata[index];
}

gint64
pln_shares_bound (const PlnShares *shares)
{
  gint64 bound = 0;

  for (int t = 0; t < shares->meeting->n_topics; t++)
    if (shares->alone[t] >= PLN_NEVER)
      return G_MAXINT64;
    else if (shares->group_of[t] < 0)
      bound += shares->alone[t];
  for (guint g = 0; g < shares->groups->len; g++)
    if (group_at (shares, (int) g))
      bound += group_at (shares, (int) g)->bound;
  return bound;
}

/* -- Groups ---------------------------------------------------------------------------------------- */

/* Adds the topics of every group that has one of them. */
static void
add_groups (const PlnShares *shares, bool *marks)
{
  for (int t = 0; t < shares->meeting->n_topics; t++)
    if (marks[t] && shares->group_of[t] >= 0)
      for (int u = 0; u < shares->meeting->n_topics; u++)
        marks[u] = marks[u] || shares->group_of[u] == shares->group_of[t];
}

static bool
equals (const PlnShares *shares, const Group *group, const bool *marks)
{
  return memcmp (group->inside, marks, (size_t) shares->meeting->n_topics * sizeof *marks) == 0;
}

/* As far as that can be told before it is made: does the exact search take it? */
static bool
is_small (const PlnShares *shares, const bool *marks)
{
  g_autoptr (PlnExcerpt) excerpt = pln_excerpt_new (shares->meeting, marks);
  g_autoptr (PlnProblem) problem = pln_problem_new (excerpt->meeting, NULL, NULL);

  return pln_exact_is_apt (problem, false) || pln_exact_is_apt (problem, true);
}

/* One group of topics and of the groups that have one of them; where there is that group already nothing is changed.
 *
 * @marks: (inout)
 * Returns: false where it would be too large */
static bool
unite (PlnShares *shares, bool *marks)
{
  Group *group;
  gint64 bound = 0;

  pln_excerpt_add_heads (shares->meeting, marks);
  add_groups (shares, marks);
  for (guint g = 0; g < shares->groups->len; g++)
    if (group_at (shares, (int) g) && equals (shares, group_at (shares, (int) g), marks))
      return true;
  if (!is_small (shares, marks))
    return false;
  for (int t = 0; t < shares->meeting->n_topics; t++)
    if (marks[t])
      {
        Group **old = shares->group_of[t] < 0 ? NULL : (Group **) &shares->groups->pdata[shares->group_of[t]];

        bound += !old ? shares->alone[t] : *old ? (*old)->bound : 0;
        if (old)
          g_clear_pointer (old, free_group);
        shares->group_of[t] = (int) shares->groups->len;
      }
  group = g_new0 (Group, 1);
  *group = (Group){ g_memdup2 (marks, (gsize) shares->meeting->n_topics * sizeof *marks), bound, FIRST_TICKS, false };
  g_ptr_array_add (shares->groups, group);
  return true;
}

/* -- What a plan pays for, or breaks --------------------------------------------------------------- */

static PlnVerdict *
judge (const PlnShares *shares, const PlnDraft *draft)
{
  PlnAgendaFacts facts = { .status = PLN_STATUS_FEASIBLE, .previous = shares->previous };
  g_autoptr (PlnAgenda) agenda = pln_agenda_new (shares->meeting, draft, &facts);

  return pln_verify (shares->meeting, agenda, shares->previous);
}

static void
mark_items (const PlnShares *shares, char **ids, bool *marks)
{
  for (; ids && *ids; ids++)
    {
      int item = pln_meeting_find_item (shares->meeting, *ids);

      if (item >= 0)
        marks[shares->meeting->items[item].topic] = true;
    }
}

/* Topics that keep a person from coming to an item. */
static void
mark_rivals (const PlnShares *shares, const PlnDraft *draft, const PlnCharge *charge, bool *marks)
{
  const PlnMeeting *meeting = shares->meeting;
  int item = pln_meeting_find_item (meeting, charge->items[0]);
  int person = pln_meeting_find_person (meeting, charge->people[0]);

  for (int other = 0; other < meeting->n_items; other++)
    if (draft->items[other].room >= 0 && pln_placements_overlap (&draft->items[item], &draft->items[other])
        && pln_topic_has_in_cast (&meeting->topics[meeting->items[other].topic], person))
      marks[meeting->items[other].topic] = true;
}

static void
mark_charge (const PlnShares *shares, const PlnDraft *draft, const PlnCharge *charge, bool *marks)
{
  mark_items (shares, charge->items, marks);
  if (charge->topic >= 0)
    marks[charge->topic] = true;
  if (charge->term == PLN_TERM_OPTIONAL)
    mark_rivals (shares, draft, charge, marks);
  if (charge->cluster >= 0)
    for (int k = 0; k < shares->meeting->clusters[charge->cluster].n_topics; k++)
      marks[shares->meeting->clusters[charge->cluster].topics[k]] = true;
}

/* Adds what is in a row of the verdict to a group, where the row is of a topic inside. */
static void
add_tied (const PlnShares *shares, const bool *inside, const bool *row, bool *marks)
{
  bool tied = false;

  for (int t = 0; t < shares->meeting->n_topics; t++)
    tied = tied || (inside[t] && row[t]);
  for (int t = 0; t < shares->meeting->n_topics; t++)
    marks[t] = marks[t] || (tied && row[t]);
}

/* The topics outside a group that it has something broken with, or to pay together.
 *
 * @marks: (inout) */
static void
add_neighbours (
    const PlnShares *shares, const PlnVerdict *verdict, const PlnDraft *draft, const bool *inside, bool *marks)
{
  gsize size = (gsize) shares->meeting->n_topics * sizeof (bool);
  g_autofree bool *row = g_malloc (size);

  for (guint k = 0; k < verdict->broken->len; k++)
    {
      memset (row, 0, size);
      mark_items (shares, ((const PlnBroken *) verdict->broken->pdata[k])->items, row);
      add_tied (shares, inside, row, marks);
    }
  for (guint k = 0; k < verdict->charges->len; k++)
    {
      memset (row, 0, size);
      mark_charge (shares, draft, verdict->charges->pdata[k], row);
      add_tied (shares, inside, row, marks);
    }
}

/* -- Where groups come from ------------------------------------------------------------------------ */

/* Topics that can be in a room that one of them can be in, and so on. */
static void
add_room_mates (const PlnMeeting *meeting, bool *marks)
{
  g_autofree bool *rooms = g_new0 (bool, (gsize) meeting->n_rooms);

  for (bool more = true; more;)
    {
      more = false;
      for (int t = 0; t < meeting->n_topics; t++)
        {
          bool mate = marks[t];

          for (int room = 0; room < meeting->n_rooms && !mate; room++)
            mate = meeting->topics[t].room_fits[room] && rooms[room];
          for (int room = 0; room < meeting->n_rooms && mate; room++)
            if (meeting->topics[t].room_fits[room] && !rooms[room])
              rooms[room] = more = true;
          marks[t] = mate;
        }
    }
}

static bool
is_room_term (PlnTerm term)
{
  return term == PLN_TERM_IDLE || term == PLN_TERM_LATE || (term >= PLN_TERM_ROLE_OPEN && term <= PLN_TERM_ROLE_LOAD)
         || term == PLN_TERM_ROLE_MOVED;
}

/* Where something is paid for rooms: the topics that have rooms to themselves, if they are not all. */
static void
group_by_rooms (PlnShares *shares)
{
  int n = shares->meeting->n_topics;
  g_autofree bool *done = g_new0 (bool, (gsize) n), *marks = g_new (bool, (gsize) n);

  for (int t = 0; t < n; t++)
    {
      int size = 0;

      if (done[t])
        continue;
      memset (marks, 0, (size_t) n * sizeof *marks);
      marks[t] = true;
      add_room_mates (shares->meeting, marks);
      for (int u = 0; u < n; u++)
        {
          done[u] = done[u] || marks[u];
          size += marks[u];
        }
      if (size < n)
        unite (shares, marks);
    }
}

static void
group_by_charges (PlnShares *shares, const PlnVerdict *verdict)
{
  gsize size = (gsize) shares->meeting->n_topics * sizeof (bool);
  g_autofree bool *marks = g_malloc (size);

  for (guint k = 0; k < verdict->charges->len; k++)
    {
      const PlnCharge *charge = verdict->charges->pdata[k];
      bool any = false;

      memset (marks, 0, size);
      mark_charge (shares, shares->best, charge, marks);
      for (int t = 0; t < shares->meeting->n_topics; t++)
        any = any || marks[t];
      if (any)
        unite (shares, marks);
    }
}

static void
follow_plan (PlnShares *shares, const PlnDraft *best, gint64 cost)
{
  g_autoptr (PlnVerdict) verdict = judge (shares, best);
  bool pays_rooms = false;

  pln_draft_free (shares->best);
  shares->best = pln_draft_copy (best);
  shares->cost = cost;
  for (int term = 0; term < PLN_N_TERMS; term++)
    pays_rooms = pays_rooms || (verdict->terms[term] > 0 && is_room_term ((PlnTerm) term));
  if (pays_rooms)
    group_by_rooms (shares);
  group_by_charges (shares, verdict);
  for (guint g = 0; g < shares->groups->len; g++)
    if (group_at (shares, (int) g))
      group_at (shares, (int) g)->is_settled = false;
}

/* -- Planning a group ------------------------------------------------------------------------------ */

typedef struct
{
  PlnShares *shares;
  const PlnSharesOptions *options;
  gint64 ticks; /* spent */
} Round;

static bool
needs_no_room (const PlnExcerpt *excerpt, int topic)
{
  const PlnMeeting *whole = excerpt->whole;
  int n_fit = 0, n_inside = 0;

  for (int room = 0; room < whole->n_rooms; room++)
    n_fit += whole->topics[topic].room_fits[room];
  for (int room = 0; room < excerpt->meeting->n_rooms; room++)
    n_inside += whole->topics[topic].room_fits[excerpt->rooms[room]];
  return n_inside == n_fit;
}

/* The fewer rooms, the easier a group is to plan: while there are topics to add that stand in those it has, no others
 * are.
 *
 * @marks: (inout) */
static void
prefer_own_rooms (const PlnExcerpt *excerpt, const bool *inside, bool *marks)
{
  bool any = false;

  for (int t = 0; t < excerpt->whole->n_topics; t++)
    any = any || (marks[t] && !inside[t] && needs_no_room (excerpt, t));
  for (int t = 0; t < excerpt->whole->n_topics && any; t++)
    marks[t] = marks[t] && (inside[t] || needs_no_room (excerpt, t));
}

/* Where a group is planned more cheaply than the known plan has it: what is in the way of that. */
static void
grow (Round *round, Group *group, const PlnExcerpt *excerpt, const PlnDraft *found)
{
  PlnShares *shares = round->shares;
  g_autoptr (PlnDraft) draft = pln_draft_copy (shares->best);
  g_autofree bool *marks = g_memdup2 (group->inside, (gsize) shares->meeting->n_topics * sizeof (bool));
  g_autoptr (PlnVerdict) verdict = NULL;

  pln_excerpt_paste (excerpt, found, draft);
  verdict = judge (shares, draft);
  round->ticks += (gint64) VERDICT_TICKS * shares->meeting->n_items;
  if (verdict->broken->len == 0 && verdict->cost < shares->cost)
    {
      round->options->improved (draft, verdict->cost, round->options->data);
      follow_plan (shares, draft, verdict->cost);
      return;
    }
  add_neighbours (shares, verdict, draft, group->inside, marks);
  prefer_own_rooms (excerpt, group->inside, marks);
  pln_excerpt_add_heads (shares->meeting, marks);
  add_groups (shares, marks);
  if (equals (shares, group, marks) || !unite (shares, marks))
    group->is_settled = true;
}

static void
plan_alone (Round *round, Group *group)
{
  PlnShares *shares = round->shares;
  g_autoptr (PlnExcerpt) excerpt = pln_excerpt_new (shares->meeting, group->inside);
  g_autoptr (PlnProblem) problem = pln_problem_new (excerpt->meeting, NULL, shares->previous);
  g_autoptr (PlnDraft) known = pln_excerpt_cut (excerpt, shares->best), found = NULL;
  g_autoptr (PlnExact) exact = NULL;
  PlnExactOptions options = { .incumbent = known, .ticks = group->ticks };
  PlnExactReport report;
  bool timed = !pln_exact_is_apt (problem, false);

  group->is_settled = !pln_local_price (problem, known, &options.cutoff) || group->bound >= options.cutoff;
  if (group->is_settled)
    return;
  round->ticks += COLUMN_TICKS * pln_master_n_columns (problem, timed);
  exact = pln_exact_new (problem, timed, !timed && round->options->lp, options.cutoff,
                         pln_limit_flag (round->options->limit));
  found = pln_exact_prove (exact, &options, &report);
  pln_limit_resume (round->options->limit);
  round->ticks += report.ticks;
  group->bound = MAX (group->bound, report.bound);
  group->is_settled = report.gave_up || (report.proved && !found);
  group->ticks *= MORE_TICKS;
  if (found)
    grow (round, group, excerpt, found);
}

static bool
is_open (const Group *group)
{
  return group && !group->is_settled;
}

/* Plans every open group once, those aside whose next question asks for more work than is left.
 * Returns: whether any was planned */
static bool
plan_groups (Round *round)
{
  PlnShares *shares = round->shares;
  const PlnSharesOptions *options = round->options;
  bool any = false;

  for (int g = 0; g < (int) shares->groups->len && !pln_limit_is_reached (options->limit); g++)
    if (is_open (group_at (shares, g)) && round->ticks + group_at (shares, g)->ticks <= options->ticks)
      {
        any = true;
        plan_alone (round, group_at (shares, g));
        options->raised (MIN (pln_shares_bound (shares), shares->cost), options->data);
      }
  return any;
}

bool
pln_shares_raise (PlnShares *shares, const PlnSharesOptions *options)
{
  Round round = { shares, options, 0 };
  bool open = false;

  if (options->cost < shares->cost)
    follow_plan (shares, options->best, options->cost);
  while (plan_groups (&round))
    ;
  for (guint g = 0; g < shares->groups->len; g++)
    open = open || is_open (group_at (shares, (int) g));
  return open && pln_shares_bound (shares) < shares->cost;
}
