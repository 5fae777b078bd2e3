/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The times of one slot for a given order of its items: a dynamic program over the end of the k-th
 * item, with its length free between least and most. Two short cuts come before it: the order breaks
 * a rule, or every item standing right after the one before costs the least it can cost.
 *
 * Costs that are not an item's own or a pair's with an item in another room (clusters, several items
 * that keep the same guest away, rounding of idle time) are left to the state's own accounts: the
 * program may then miss the best times, never the price.
 */

#include "planner/state.h"

#include <string.h>

#define NOWHERE   (G_MAXINT64 / 4)
#define FORBIDDEN ((gint64) 1 << 40)

/* Steps between which an item has to start and to end. */
typedef struct
{
  int start_from, start_to, end_from, end_to;
} Window;

/* What the other rooms add to an item of this slot: an interval [s, e) costs met[e] - left[s]. */
typedef struct
{
  bool any;
  gint64 *met, *left; /* [widest + 1], by step in the block */
} Beside;

struct _PlnArranger
{
  int width; /* cells a row */
  int *place; /* [n_items]: index in the sequence */
  int *stamp; /* [n_items] */
  int now;
  Window *windows;
  bool *glued; /* the item starts when the one before it ends */
  Beside *beside;
  gint64 *beside_cells;
  int *starts, *lengths;
  gint64 *exact; /* [k * width + e]: least cost with the k-th item ending at e */
  gint64 *upto; /* least of exact up to e */
  int *length_at, *end_at; /* how exact and upto were reached */
};

PlnArranger *
pln_arranger_new (const PlnSurvey *survey)
{
  PlnArranger *arranger = g_new0 (PlnArranger, 1);
  gsize n = (gsize) survey->longest + 1, width = (gsize) survey->widest + 1;

  arranger->width = (int) width;
  arranger->place = g_new0 (int, (gsize) survey->n_items + 1);
  arranger->stamp = g_new0 (int, (gsize) survey->n_items + 1);
  arranger->windows = g_new (Window, n);
  arranger->glued = g_new (bool, n);
  arranger->beside = g_new0 (Beside, n);
  arranger->starts = g_new (int, n);
  arranger->lengths = g_new (int, n);
  arranger->exact = g_new (gint64, n * width);
  arranger->upto = g_new (gint64, n * width);
  arranger->length_at = g_new (int, n *width);
  arranger->end_at = g_new (int, n *width);
  if (survey->n_rooms > 1)
    {
      arranger->beside_cells = g_new (gint64, 2 * n * width);
      for (gsize k = 0; k < n; k++)
        {
          arranger->beside[k].met = arranger->beside_cells + 2 * k * width;
          arranger->beside[k].left = arranger->beside_cells + (2 * k + 1) * width;
        }
    }
  return arranger;
}

void
pln_arranger_free (PlnArranger *arranger)
{
  if (!arranger)
    return;
  g_free (arranger->place);
  g_free (arranger->stamp);
  g_free (arranger->windows);
  g_free (arranger->glued);
  g_free (arranger->beside);
  g_free (arranger->beside_cells);
  g_free (arranger->starts);
  g_free (arranger->lengths);
  g_free (arranger->exact);
  g_free (arranger->upto);
  g_free (arranger->length_at);
  g_free (arranger->end_at);
  g_free (arranger);
}

typedef struct
{
  PlnState *state;
  const PlnSurvey *survey;
  PlnArranger *arranger;
  const int *sequence;
  int n, slot, room, block;
  int first, capacity; /* steps of the block */
} Job;

static int
topic_of (const Job *job, int item)
{
  return job->survey->problem->items[item].topic;
}

/* Index in the sequence, -1: not in it. */
static int
place_of (const Job *job, int item)
{
  return job->arranger->stamp[item] == job->arranger->now ? job->arranger->place[item] : -1;
}

/* -- Does the order keep the rules? ---------------------------------------------------------------- */

/* Marks what is glued; a follower must come right after the last part that it follows. */
static bool
glue (Job *job)
{
  for (int k = 0; k < job->n; k++)
    {
      int item = job->sequence[k];
      const PlnSurveyTopic *topic = &job->survey->topics[topic_of (job, item)];

      job->arranger->glued[k] = topic->head >= 0 && item == topic->first_item;
      if (job->arranger->glued[k])
        {
          const PlnSurveyTopic *head = &job->survey->topics[topic->head];

          if (k == 0 || job->sequence[k - 1] != head->first_item + head->n_parts - 1)
            return false;
        }
    }
  return true;
}

static bool
bond_allows (const Job *job, int k, const PlnBond *bond)
{
  const PlnSurveyTopic *other = &job->survey->topics[bond->other];

  for (int part = 0; part < other->n_parts; part++)
    {
      int at = place_of (job, other->first_item + part);

      if (at < 0)
        continue;
      if (bond->kind == PLN_BOND_OTHER_DAY || (bond->kind == PLN_BOND_AFTER && at > k)
          || (bond->kind == PLN_BOND_BEFORE && at < k))
        return false;
    }
  return true;
}

static bool
parts_allow (const Job *job, int k)
{
  int item = job->sequence[k];
  const PlnSurveyTopic *topic = &job->survey->topics[topic_of (job, item)];

  for (int part = 0; part < topic->n_parts; part++)
    {
      int other = topic->first_item + part, at = place_of (job, other);
      bool next = other == item - 1 || other == item + 1;

      if (at < 0 || other == item)
        continue;
      if ((at < k) != (other < item))
        return false;
      if (next && (topic->spacing == PLN_SPACING_DIFFERENT_BLOCK || topic->spacing == PLN_SPACING_DIFFERENT_DAY))
        return false;
    }
  return true;
}

/* Is everything before (or after) place k of the same topic? */
static bool
is_outermost (const Job *job, int k, int direction)
{
  for (int at = k + direction; at >= 0 && at < job->n; at += direction)
    if (topic_of (job, job->sequence[at]) != topic_of (job, job->sequence[k]))
      return false;
  return true;
}

static bool
positions_allow (const Job *job)
{
  for (int k = 0; k < job->n; k++)
    {
      PlnPosition position = job->survey->topics[topic_of (job, job->sequence[k])].position;

      if ((position == PLN_POSITION_FIRST || position == PLN_POSITION_DAY_FIRST) && !is_outermost (job, k, -1))
        return false;
      if ((position == PLN_POSITION_LAST || position == PLN_POSITION_DAY_LAST) && !is_outermost (job, k, 1))
        return false;
    }
  return true;
}

/* Only what joins the slot can break the order: what stands there already stands in it rightly. */
static bool
order_allows (Job *job)
{
  if (!glue (job) || (job->survey->n_positioned > 0 && !positions_allow (job)))
    return false;
  for (int k = 0; k < job->n; k++)
    {
      const PlnSurveyTopic *topic = &job->survey->topics[topic_of (job, job->sequence[k])];

      if (job->state->spots[job->sequence[k]].slot != PLN_LIFTED)
        continue;
      for (int b = 0; b < topic->n_hard; b++)
        if (!bond_allows (job, k, &topic->bonds[b]))
          return false;
      if (topic->n_parts > 1 && !parts_allow (job, k))
        return false;
    }
  return true;
}

/* -- What stands elsewhere ------------------------------------------------------------------------- */

static bool
bound_by_bond (const Job *job, const PlnBond *bond, Window *window)
{
  const PlnSurveyTopic *other = &job->survey->topics[bond->other];

  for (int part = 0; part < other->n_parts; part++)
    {
      PlnSpot spot = job->state->spots[other->first_item + part];

      if (spot.slot == PLN_LIFTED || place_of (job, other->first_item + part) >= 0)
        continue;
      if (bond->kind == PLN_BOND_AFTER)
        window->start_from = MAX (window->start_from, pln_spot_end (spot));
      else if (bond->kind == PLN_BOND_BEFORE)
        window->end_to = MIN (window->end_to, spot.start);
      else if ((pln_survey_day (job->survey, spot.slot) == pln_survey_day (job->survey, job->slot))
               != (bond->kind == PLN_BOND_SAME_DAY))
        return false;
    }
  return true;
}

static bool
spacing_allows (const Job *job, PlnSpacing spacing, int slot)
{
  bool same_day = pln_survey_day (job->survey, slot) == pln_survey_day (job->survey, job->slot);

  switch (spacing)
    {
    case PLN_SPACING_DIFFERENT_BLOCK:
      return pln_survey_block (job->survey, slot) != job->block;
    case PLN_SPACING_DIFFERENT_DAY:
      return !same_day;
    case PLN_SPACING_SAME_DAY:
      return same_day;
    case PLN_SPACING_ANY:
      break;
    }
  return true;
}

static bool
bound_by_parts (const Job *job, int item, Window *window)
{
  const PlnSurveyTopic *topic = &job->survey->topics[topic_of (job, item)];

  for (int other = topic->first_item; other < topic->first_item + topic->n_parts; other++)
    {
      PlnSpot spot = job->state->spots[other];

      if (spot.slot == PLN_LIFTED || other == item || place_of (job, other) >= 0)
        continue;
      if (other < item)
        window->start_from = MAX (window->start_from, pln_spot_end (spot));
      else
        window->end_to = MIN (window->end_to, spot.start);
      if ((other == item - 1 || other == item + 1) && !spacing_allows (job, topic->spacing, spot.slot))
        return false;
    }
  return true;
}

/* A topic with a position elsewhere binds this item. */
static void
bound_by_position (const Job *job, int positioned, Window *window)
{
  const PlnSurveyTopic *topic = &job->survey->topics[positioned];

  for (int part = 0; part < topic->n_parts; part++)
    {
      PlnSpot spot = job->state->spots[topic->first_item + part];
      bool near;

      if (spot.slot == PLN_LIFTED || place_of (job, topic->first_item + part) >= 0)
        continue;
      near = pln_survey_room (job->survey, spot.slot) == job->room
             && pln_survey_day (job->survey, spot.slot) == pln_survey_day (job->survey, job->slot);
      if (topic->position == PLN_POSITION_FIRST || (topic->position == PLN_POSITION_DAY_FIRST && near))
        window->start_from = MAX (window->start_from, spot.start);
      if (topic->position == PLN_POSITION_LAST || (topic->position == PLN_POSITION_DAY_LAST && near))
        window->end_to = MIN (window->end_to, pln_spot_end (spot));
    }
}

/* The item has a position itself: all others bind it. */
static void
bound_by_all (const Job *job, int item, PlnPosition position, Window *window)
{
  bool of_day = position == PLN_POSITION_DAY_FIRST || position == PLN_POSITION_DAY_LAST;
  bool first = position == PLN_POSITION_FIRST || position == PLN_POSITION_DAY_FIRST;

  for (int slot = 0; slot < job->survey->n_slots; slot++)
    {
      const PlnQueue *queue = &job->state->queues[slot];

      if (queue->n == 0
          || (of_day
              && (pln_survey_room (job->survey, slot) != job->room
                  || pln_survey_day (job->survey, slot) != pln_survey_day (job->survey, job->slot))))
        continue;
      for (int k = 0; k < queue->n; k++)
        {
          PlnSpot spot = job->state->spots[queue->items[k]];

          if (place_of (job, queue->items[k]) >= 0 || topic_of (job, queue->items[k]) == topic_of (job, item))
            continue;
          if (first)
            window->start_to = MIN (window->start_to, spot.start);
          else
            window->end_from = MAX (window->end_from, pln_spot_end (spot));
        }
    }
}

static bool
bound (Job *job, int k)
{
  int item = job->sequence[k], topic = topic_of (job, item);
  const PlnSurveyTopic *mine = &job->survey->topics[topic];
  Window *window = &job->arranger->windows[k];

  *window = (Window){ job->first, job->first + job->capacity, job->first, job->first + job->capacity };
  if (item == job->state->pinned)
    window->start_from = window->start_to = job->state->pinned_start;
  if (!mine->tied)
    return true;
  for (int b = 0; b < mine->n_hard; b++)
    if (!bound_by_bond (job, &mine->bonds[b], window))
      return false;
  if (mine->n_parts > 1 && !bound_by_parts (job, item, window))
    return false;
  for (int p = 0; p < job->survey->n_positioned; p++)
    if (job->survey->positioned[p] != topic)
      bound_by_position (job, job->survey->positioned[p], window);
  if (mine->position != PLN_POSITION_NONE)
    bound_by_all (job, item, mine->position, window);
  return window->start_from <= window->start_to && window->end_from <= window->end_to
         && window->start_from + job->survey->problem->items[item].least <= window->end_to;
}

/* -- Neighbours in other rooms --------------------------------------------------------------------- */

/* An interval [s, e) pays if s < to and e > from (steps). */
static void
charge_between (Beside *beside, int first, int width, int from, int to, gint64 amount)
{
  int met = CLAMP (from + 1 - first, 0, width - 1), left = CLAMP (to - first, 0, width - 1);

  if (from + 1 - first > width - 1 || to <= first)
    return;
  beside->any = true;
  beside->met[met] += amount;
  beside->left[left] += amount;
}

static void
clear_beside (Job *job, Beside *beside)
{
  size_t bytes = (size_t) (job->capacity + 2) * sizeof *beside->met;

  beside->any = true;
  memset (beside->met, 0, MIN (bytes, (size_t) job->arranger->width * sizeof *beside->met));
  memset (beside->left, 0, MIN (bytes, (size_t) job->arranger->width * sizeof *beside->left));
}

static gint64
link_amount (const Job *job, int item, int neighbour, const PlnLink *link)
{
  const PlnProblem *problem = job->survey->problem;
  gint64 amount = link->parallel;

  if (link->apart)
    return FORBIDDEN;
  for (int g = 0; g < link->n_guests; g++)
    amount += problem->guests[topic_of (job, item)][job->survey->link_guests[link->first_guest + g]].weight;
  for (int g = 0; g < link->n_hosts; g++)
    amount += problem->guests[topic_of (job, neighbour)][job->survey->link_guests[link->first_host + g]].weight;
  return amount;
}

static int
steps_up (const PlnProblem *problem, int minutes)
{
  return (minutes + problem->grid - 1) / problem->grid;
}

/* Items of a shared cast in other rooms keep a distance, from the block beside too. */
static void
keep_transfers (Job *job, int k, Beside *beside)
{
  const PlnSurvey *survey = job->survey;
  const PlnProblem *problem = survey->problem;
  const PlnSurveyTopic *topic = &survey->topics[topic_of (job, job->sequence[k])];
  int n_rooms = survey->n_rooms, origin = problem->minute[job->first];

  for (int l = 0; l < topic->n_links; l++)
    {
      const PlnSurveyTopic *other = &survey->topics[topic->links[l].other];

      for (int part = 0; part < other->n_parts && topic->links[l].transfer; part++)
        {
          PlnSpot spot = job->state->spots[other->first_item + part];
          int room, start, end;

          if (spot.slot == PLN_LIFTED || pln_survey_room (survey, spot.slot) == job->room
              || other->first_item + part == job->sequence[k])
            continue;
          room = pln_survey_room (survey, spot.slot);
          start = problem->minute[spot.start] - problem->meeting->transfer[job->room * n_rooms + room];
          end = pln_problem_end_minute (problem, spot.start, spot.length)
                + problem->meeting->transfer[room * n_rooms + job->room];
          if (end <= origin || start >= origin + job->capacity * problem->grid)
            continue;
          start = start >= origin ? (start - origin) / problem->grid : -steps_up (problem, origin - start);
          end = steps_up (problem, end - origin);
          charge_between (beside, job->first, job->capacity + 1, job->first + start, job->first + end, FORBIDDEN);
        }
    }
}

static void
look_beside (Job *job, int k)
{
  const PlnSurvey *survey = job->survey;
  Beside *beside = &job->arranger->beside[k];
  int item = job->sequence[k], n;
  const PlnLink *links = survey->topics[topic_of (job, item)].links;

  beside->any = false;
  if (survey->topics[topic_of (job, item)].n_links == 0)
    return;
  n = pln_state_near (job->state, item, job->room, job->block);
  if (n == 0 && !survey->problem->transfer)
    return;
  clear_beside (job, beside);
  beside->any = false;
  for (int x = 0; x < n; x++)
    {
      PlnSpot spot = job->state->spots[job->state->near[x]];
      gint64 amount = link_amount (job, item, job->state->near[x], &links[job->state->near_links[x]]);

      if (amount > 0)
        charge_between (beside, job->first, job->capacity + 1, spot.start, pln_spot_end (spot), amount);
    }
  if (survey->problem->transfer)
    keep_transfers (job, k, beside);
  job->state->ticks += job->capacity / 8;
  for (int step = 1; step <= job->capacity && beside->any; step++)
    {
      beside->met[step] += beside->met[step - 1];
      beside->left[step] += beside->left[step - 1];
    }
}

static inline gint64
price_beside (const Job *job, int k, int start, int length)
{
  const Beside *beside = &job->arranger->beside[k];

  return beside->any ? beside->met[start + length - job->first] - beside->left[start - job->first] : 0;
}

/* -- Left to right, if that is as cheap as can be -------------------------------------------------- */

static bool
pack (Job *job)
{
  PlnArranger *arranger = job->arranger;
  bool idle_matters = job->survey->meeting->weights[PLN_TERM_IDLE] > 0;
  int at = job->first;

  for (int k = 0; k < job->n; k++)
    {
      int item = job->sequence[k], length = job->survey->problem->items[item].most;
      PlnSpot spot = job->state->spots[item];
      const Window *window = &arranger->windows[k];
      int start = !idle_matters && spot.slot != PLN_LIFTED && !arranger->glued[k] ? MAX (at, spot.start) : at;

      if (item == job->state->pinned && !idle_matters)
        start = MAX (start, job->state->pinned_start);
      if (start + length > job->first + job->capacity || start < window->start_from || start > window->start_to
          || start + length < window->end_from || start + length > window->end_to
          || pln_survey_cost (job->survey, item, job->room, start, length)
                 != job->survey->items[item].cheapest[job->block]
          || price_beside (job, k, start, length) != 0)
        return false;
      arranger->starts[k] = start;
      arranger->lengths[k] = length;
      at = start + length;
    }
  return true;
}

/* -- The program ----------------------------------------------------------------------------------- */

/* Costs count fivefold, so that an idle step of any granularity is an integer. */
typedef struct
{
  int from, to; /* earliest and latest end of the item before, by what must fit around it */
  gint64 idle_step;
} Span;

static void
fill_row (Job *job, int k, int from, int to)
{
  PlnArranger *arranger = job->arranger;
  const PlnSurvey *survey = job->survey;
  int item = job->sequence[k], width = arranger->width;
  const PlnProblemItem *mine = &survey->problem->items[item];
  const Window *window = &arranger->windows[k];
  gint64 idle_step = (gint64) survey->meeting->weights[PLN_TERM_IDLE] * survey->problem->grid;
  gint64 *exact = arranger->exact + (size_t) k * (size_t) width;
  int *length_at = arranger->length_at + (size_t) k * (size_t) width;
  const gint64 *before = NULL;

  if (k > 0)
    before = (arranger->glued[k] ? arranger->exact : arranger->upto) + (size_t) (k - 1) * (size_t) width;
  for (int e = 0; e <= job->capacity; e++)
    exact[e] = NOWHERE;
  from = MAX (from, window->start_from);
  for (int c = survey->starts_first[job->block]; c < survey->starts_first[job->block + 1]; c++)
    {
      int start = survey->starts[c];
      gint64 base;

      if (start < from || start > window->start_to)
        continue;
      base = before ? before[start - job->first] : 0;
      if (base >= NOWHERE)
        continue;
      for (int length = MIN (mine->most, MIN (to, window->end_to) - start); length >= mine->least; length--)
        {
          int cost = pln_survey_cost (survey, item, job->room, start, length);
          gint64 more, all;

          if (cost >= PLN_NEVER || start + length < window->end_from)
            continue;
          more = price_beside (job, k, start, length);
          if (more >= FORBIDDEN)
            continue;
          all = base + 5 * (cost + more) - idle_step * length;
          if (all < exact[start + length - job->first])
            {
              exact[start + length - job->first] = all;
              length_at[start + length - job->first] = length;
            }
        }
    }
}

static void
sum_row (Job *job, int k)
{
  size_t row = (size_t) k * (size_t) job->arranger->width;
  const gint64 *exact = job->arranger->exact + row;
  gint64 *upto = job->arranger->upto + row;
  int *end_at = job->arranger->end_at + row;

  upto[0] = exact[0];
  end_at[0] = 0;
  for (int e = 1; e <= job->capacity; e++)
    {
      bool better = exact[e] < upto[e - 1];

      upto[e] = better ? exact[e] : upto[e - 1];
      end_at[e] = better ? e : end_at[e - 1];
    }
}

static void
trace_back (Job *job, int end)
{
  PlnArranger *arranger = job->arranger;

  for (int k = job->n - 1; k >= 0; k--)
    {
      size_t row = (size_t) k * (size_t) arranger->width;
      int start;

      arranger->lengths[k] = arranger->length_at[row + (size_t) end];
      start = end - arranger->lengths[k];
      arranger->starts[k] = job->first + start;
      if (k > 0)
        end = arranger->glued[k] ? start : arranger->end_at[row - (size_t) arranger->width + (size_t) start];
    }
}

static bool
run_program (Job *job)
{
  const PlnSurvey *survey = job->survey;
  gint64 idle_step = (gint64) survey->meeting->weights[PLN_TERM_IDLE] * survey->problem->grid, best = NOWHERE;
  const gint64 *last;
  int before = 0, after = 0, end = -1;

  for (int k = 0; k < job->n; k++)
    after += survey->problem->items[job->sequence[k]].least;
  for (int k = 0; k < job->n; k++)
    {
      int least = survey->problem->items[job->sequence[k]].least;

      after -= least;
      fill_row (job, k, job->first + before, job->first + job->capacity - after);
      sum_row (job, k);
      before += least;
    }
  last = job->arranger->exact + (size_t) (job->n - 1) * (size_t) job->arranger->width;
  for (int e = 0; e <= job->capacity; e++)
    if (last[e] < NOWHERE && last[e] + idle_step * e < best)
      {
        best = last[e] + idle_step * e;
        end = e;
      }
  job->state->ticks += (gint64) job->n * job->capacity / 4;
  if (end < 0)
    return false;
  trace_back (job, end);
  return true;
}

/* -- All together ---------------------------------------------------------------------------------- */

static void
apply (Job *job)
{
  PlnState *state = job->state;

  for (int k = 0; k < job->n; k++)
    {
      PlnSpot *spot = &state->spots[job->sequence[k]];
      PlnSpot next = { job->slot, job->arranger->starts[k], job->arranger->lengths[k] };

      if (spot->slot == PLN_LIFTED || (spot->start == next.start && spot->length == next.length))
        continue;
      pln_state_lift (state, job->sequence[k]);
    }
  for (int k = 0; k < job->n; k++)
    if (state->spots[job->sequence[k]].slot == PLN_LIFTED)
      pln_state_stand (state, job->sequence[k],
                       (PlnSpot){ job->slot, job->arranger->starts[k], job->arranger->lengths[k] });
}

static bool
fits (const Job *job)
{
  int sum = 0;

  for (int k = 0; k < job->n; k++)
    {
      int item = job->sequence[k];

      sum += job->survey->problem->items[item].least;
      if (job->survey->items[item].cheapest[job->block] >= PLN_NEVER
          || !job->survey->problem->items[item].room_ok[job->room])
        return false;
    }
  return sum <= job->capacity;
}

static void
index_sequence (Job *job)
{
  PlnArranger *arranger = job->arranger;

  arranger->now++;
  for (int k = 0; k < job->n; k++)
    {
      arranger->place[job->sequence[k]] = k;
      arranger->stamp[job->sequence[k]] = arranger->now;
    }
}

bool
pln_state_arrange (PlnState *state, int slot, const int *sequence, int n)
{
  const PlnSurvey *survey = state->survey;
  int block = pln_survey_block (survey, slot);
  Job job = { state,
              survey,
              state->arranger,
              sequence,
              n,
              slot,
              pln_survey_room (survey, slot),
              block,
              survey->problem->block_first[block],
              survey->problem->block_capacity[block] };

  state->ticks += n;
  if (n == 0)
    return true;
  if (n > survey->longest || !fits (&job))
    return false;
  index_sequence (&job);
  if (!order_allows (&job))
    return false;
  for (int k = 0; k < n; k++)
    if (!bound (&job, k))
      return false;
  for (int k = 0; k < n; k++)
    look_beside (&job, k);
  if (!pack (&job) && !run_program (&job))
    return false;
  apply (&job);
  return true;
}
