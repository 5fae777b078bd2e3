/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/problem.h"

#include <string.h>

/* -- The time axis --------------------------------------------------------------------------------- */

static void
lay_steps (PlnProblem *problem)
{
  const PlnMeeting *meeting = problem->meeting;
  GArray *minutes = g_array_new (FALSE, FALSE, sizeof (int));
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (int));

  problem->block_first = g_new (int, (gsize) meeting->n_blocks + 1);
  problem->block_capacity = g_new0 (int, (gsize) meeting->n_blocks);
  for (int b = 0; b < meeting->n_blocks; b++)
    {
      PlnInterval interval = meeting->blocks[b].interval;
      int first = (int) minutes->len, last;

      problem->block_first[b] = first;
      for (int t = pln_meeting_grid_ceiling (meeting, interval.start); t < interval.end;
           t = pln_meeting_grid_ceiling (meeting, t + 1))
        {
          if ((int) minutes->len > first && t - g_array_index (minutes, int, minutes->len - 1) != problem->grid)
            problem->irregular = true;
          g_array_append_val (minutes, t);
          g_array_append_val (blocks, b);
        }
      if ((int) minutes->len == first)
        continue;
      last = g_array_index (minutes, int, minutes->len - 1);
      problem->block_capacity[b] = (int) minutes->len - first - (last + problem->grid > interval.end ? 1 : 0);
    }
  problem->block_first[meeting->n_blocks] = (int) minutes->len;
  problem->n_steps = (int) minutes->len;
  problem->minute = (int *) g_array_free (minutes, FALSE);
  problem->block = (int *) g_array_free (blocks, FALSE);
}

int
pln_problem_end_step_irregular (const PlnProblem *problem, int step, int length)
{
  int end = problem->minute[step] + length * problem->grid;
  int stop = problem->block_first[problem->block[step] + 1];

  while (step < stop && problem->minute[step] < end)
    step++;
  return step;
}

/* The first step at or after a minute. */
static int
step_at (const PlnProblem *problem, int minute)
{
  int low = 0, high = problem->n_steps;

  while (low < high)
    {
      int middle = low + (high - low) / 2;

      if (problem->minute[middle] < minute)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Marks the starts at which `minutes` from there touch one of the spans. */
static void
mark_overlap (const PlnProblem *problem, const PlnSpans *spans, int minutes, bool *marks)
{
  for (int k = 0; k < spans->n; k++)
    if (spans->at[k].start < spans->at[k].end)
      {
        int from = step_at (problem, spans->at[k].start - minutes + 1), to = step_at (problem, spans->at[k].end);

        if (from < to)
          memset (marks + from, true, (size_t) (to - from) * sizeof *marks);
      }
}

/* Marks the starts at which `minutes` from there lie wholly in one of the spans. */
static void
mark_inside (const PlnProblem *problem, const PlnSpans *spans, int minutes, bool *marks)
{
  for (int k = 0; k < spans->n; k++)
    {
      int from = step_at (problem, spans->at[k].start), to = step_at (problem, spans->at[k].end - minutes + 1);

      if (from < to)
        memset (marks + from, true, (size_t) (to - from) * sizeof *marks);
    }
}

/* -- Domains and costs of one item ----------------------------------------------------------------- */

typedef struct
{
  const PlnProblem *problem;
  const PlnTopic *topic;
  int index; /* of the topic */
  int part;
  int minutes; /* length */
  int *cost;   /* [n_steps], of that length */
  bool *marks; /* [n_steps], scratch */
} Row;

static void
clear_marks (Row *row)
{
  memset (row->marks, false, (size_t) row->problem->n_steps * sizeof *row->marks);
}

/* Adds to the cost of the starts whose mark is `marked`; PLN_NEVER sticks. */
static void
charge (Row *row, bool marked, int amount)
{
  for (int k = 0; k < row->problem->n_steps; k++)
    if (row->marks[k] == marked && row->cost[k] < PLN_NEVER)
      row->cost[k] = amount == PLN_NEVER ? PLN_NEVER : row->cost[k] + amount;
}

static bool
in_force (Row *row, PlnRule rule, int person)
{
  return pln_force_has (row->problem->force, (PlnStatement){ rule, row->index, person, -1 });
}

static void
forbid_by_block_and_starts (Row *row)
{
  const PlnProblem *problem = row->problem;
  const PlnMeeting *meeting = problem->meeting;
  bool exempt = false;

  for (int k = 0; k < row->topic->n_relations; k++)
    exempt = exempt || (row->part == 0 && row->topic->relations[k].kind == PLN_RELATION_FOLLOWS);
  for (int k = 0; k < problem->n_steps; k++)
    {
      const PlnBlock *block = &meeting->blocks[problem->block[k]];
      const PlnDay *day = &meeting->days[block->day];

      if (problem->minute[k] + row->minutes > block->interval.end)
        row->cost[k] = PLN_NEVER;
      else if (day->has_starts && !exempt)
        {
          bool listed = false;

          for (int s = 0; s < day->n_starts && !listed; s++)
            listed = day->starts[s] == problem->minute[k];
          if (!listed)
            row->cost[k] = PLN_NEVER;
        }
    }
}

static void
forbid_by_statements (Row *row)
{
  const PlnTopic *topic = row->topic;

  if (topic->has_fixed_start && row->part == 0 && in_force (row, PLN_RULE_FIXED, -1))
    {
      int k = step_at (row->problem, topic->fixed_start);

      clear_marks (row);
      if (k < row->problem->n_steps && row->problem->minute[k] == topic->fixed_start)
        row->marks[k] = true;
      charge (row, false, PLN_NEVER);
    }
  for (int w = 0; w < topic->n_within && in_force (row, PLN_RULE_WITHIN, -1); w++)
    {
      clear_marks (row);
      mark_inside (row->problem, &topic->within[w], row->minutes, row->marks);
      charge (row, false, PLN_NEVER);
    }
  for (int c = 0; c < topic->n_cast; c++)
    {
      const PlnPerson *person = &row->problem->meeting->people[topic->cast[c]];

      if ((person->busy.n == 0 && !person->has_available) || !in_force (row, PLN_RULE_PERSON_BUSY, topic->cast[c]))
        continue;
      clear_marks (row);
      mark_overlap (row->problem, &person->busy, row->minutes, row->marks);
      charge (row, true, PLN_NEVER);
      if (person->has_available)
        {
          clear_marks (row);
          mark_inside (row->problem, &person->available, row->minutes, row->marks);
          charge (row, false, PLN_NEVER);
        }
    }
}

static void
charge_wishes (Row *row)
{
  const PlnTopic *topic = row->topic;

  for (int p = 0; p < topic->n_prefer; p++)
    if (topic->prefer[p].weight > 0)
      {
        clear_marks (row);
        mark_inside (row->problem, &topic->prefer[p].spans, row->minutes, row->marks);
        charge (row, false, topic->prefer[p].weight);
      }
  for (int w = 0; w < topic->n_avoid; w++)
    if (topic->avoid[w].weight > 0)
      {
        clear_marks (row);
        mark_overlap (row->problem, &topic->avoid[w].spans, row->minutes, row->marks);
        charge (row, true, topic->avoid[w].weight);
      }
}

static void
charge_cast (Row *row)
{
  const PlnMeeting *meeting = row->problem->meeting;

  for (int c = 0; c < row->topic->n_cast; c++)
    {
      const PlnPerson *person = &meeting->people[row->topic->cast[c]];

      for (int w = 0; w < person->n_soft; w++)
        if (person->soft[w].weight > 0)
          {
            clear_marks (row);
            mark_overlap (row->problem, &person->soft[w].spans, row->minutes, row->marks);
            charge (row, true, person->soft[w].weight);
          }
      if (person->has_comfort && meeting->weights[PLN_TERM_COMFORT] > 0)
        {
          clear_marks (row);
          mark_inside (row->problem, &person->comfort, row->minutes, row->marks);
          charge (row, false, meeting->weights[PLN_TERM_COMFORT]);
        }
    }
}

/* Marks the starts at which a guest is unavailable anyway. */
static void
mark_absent (const PlnProblem *problem, const PlnPerson *person, int minutes, bool *marks, bool *scratch)
{
  mark_overlap (problem, &person->busy, minutes, marks);
  for (int w = 0; w < person->n_soft; w++)
    mark_overlap (problem, &person->soft[w].spans, minutes, marks);
  if (person->has_available)
    {
      memset (scratch, false, (size_t) problem->n_steps * sizeof *scratch);
      mark_inside (problem, &person->available, minutes, scratch);
      for (int k = 0; k < problem->n_steps; k++)
        marks[k] = marks[k] || !scratch[k];
    }
}

static void
charge_guests (Row *row, bool *scratch)
{
  for (int g = 0; g < row->problem->n_guests[row->index]; g++)
    {
      const PlnProblemGuest *guest = &row->problem->guests[row->index][g];

      if (!guest->busy)
        continue;
      clear_marks (row);
      mark_absent (row->problem, &row->problem->meeting->people[guest->person], row->minutes, row->marks, scratch);
      charge (row, true, guest->weight);
    }
}

static int
shorten_cost (const PlnMeeting *meeting, const PlnTopic *topic, int minutes)
{
  int missing = topic->preferred - minutes;
  int tenths = missing > 0 ? (10 * missing + topic->preferred - 1) / topic->preferred : 0;

  return meeting->weights[PLN_TERM_SHORTEN] * (tenths * (tenths + 1) / 2);
}

static void
price_item (PlnProblem *problem, int index, bool *marks, bool *scratch)
{
  const PlnMeeting *meeting = problem->meeting;
  PlnProblemItem *item = &problem->items[index];
  const PlnTopic *topic = &meeting->topics[meeting->items[index].topic];

  item->topic = meeting->items[index].topic;
  item->part = meeting->items[index].part;
  item->least = topic->least / problem->grid;
  item->most = topic->preferred / problem->grid;
  item->previous_room = PLN_NOT_THERE;
  item->cost = g_new (int, (gsize) (item->most - item->least + 1) * (gsize) MAX (1, problem->n_steps));
  for (int length = item->least; length <= item->most; length++)
    {
      Row row = { problem, topic, item->topic, item->part, length * problem->grid,
                  item->cost + (gsize) (length - item->least) * (gsize) problem->n_steps, marks };
      int shorten = shorten_cost (meeting, topic, row.minutes);

      for (int k = 0; k < problem->n_steps; k++)
        row.cost[k] = shorten;
      forbid_by_block_and_starts (&row);
      forbid_by_statements (&row);
      charge_wishes (&row);
      charge_cast (&row);
      charge_guests (&row, scratch);
    }
  item->room_ok = g_memdup2 (topic->room_fits, sizeof (bool) * (gsize) meeting->n_rooms);
  if (!pln_force_has (problem->force, (PlnStatement){ PLN_RULE_ROOM_FIT, item->topic, -1, -1 }))
    memset (item->room_ok, true, sizeof (bool) * (gsize) meeting->n_rooms);
}

/* Guests first: an item's price needs to know who is away anyway. */
static void
invite_guests (PlnProblem *problem, bool *scratch)
{
  const PlnMeeting *meeting = problem->meeting;

  problem->guests = g_new0 (PlnProblemGuest *, (gsize) MAX (1, meeting->n_topics));
  problem->n_guests = g_new0 (int, (gsize) MAX (1, meeting->n_topics));
  for (int t = 0; t < meeting->n_topics; t++)
    {
      const PlnTopic *topic = &meeting->topics[t];

      problem->guests[t] = g_new0 (PlnProblemGuest, (gsize) MAX (1, topic->n_optional));
      for (int k = 0; k < topic->n_optional; k++)
        {
          const PlnPerson *person = &meeting->people[topic->optional[k].person];
          PlnProblemGuest *guest;

          if (topic->optional[k].weight == 0)
            continue;
          guest = &problem->guests[t][problem->n_guests[t]++];
          guest->person = topic->optional[k].person;
          guest->weight = topic->optional[k].weight;
          if (person->busy.n == 0 && person->n_soft == 0 && !person->has_available)
            continue;
          guest->busy = g_new0 (bool, (gsize) MAX (1, problem->n_steps));
          mark_absent (problem, person, problem->grid, guest->busy, scratch);
        }
    }
}

/* -- Rooms, pairs, duties, the earlier agenda ------------------------------------------------------- */

static void
shut_rooms (PlnProblem *problem)
{
  const PlnMeeting *meeting = problem->meeting;

  problem->room_shut = g_new0 (int, (gsize) meeting->n_rooms * ((gsize) problem->n_steps + 1));
  for (int room = 0; room < meeting->n_rooms; room++)
    {
      int *shut = problem->room_shut + (gsize) room * ((gsize) problem->n_steps + 1);

      for (int k = 0; k < problem->n_steps; k++)
        {
          PlnInterval step = { problem->minute[k], problem->minute[k] + problem->grid };

          shut[k + 1] = shut[k] + (pln_spans_overlap (&meeting->rooms[room].unavailable, step) ? 1 : 0);
        }
    }
}

static void
relate (const PlnProblem *problem, bool *matrix, int a, int b)
{
  matrix[a * problem->meeting->n_topics + b] = true;
  matrix[b * problem->meeting->n_topics + a] = true;
}

static void
pair_people (PlnProblem *problem, const GArray *topics, int person, int *transfer)
{
  int n = problem->meeting->n_topics;

  for (guint x = 0; x < topics->len; x++)
    for (guint y = x; y < topics->len; y++)
      {
        int a = g_array_index (topics, int, x), b = g_array_index (topics, int, y);

        if (a != b && pln_force_has (problem->force, (PlnStatement){ PLN_RULE_PERSON_OVERLAP, a, person, b }))
          {
            relate (problem, problem->share_cast, a, b);
            relate (problem, problem->apart, a, b);
          }
        if (transfer && pln_force_has (problem->force, (PlnStatement){ PLN_RULE_TRANSFER, a, person, b }))
          transfer[a * n + b] = transfer[b * n + a] = 1;
      }
}

static bool
has_transfer (const PlnMeeting *meeting)
{
  for (int k = 0; k < meeting->n_rooms * meeting->n_rooms; k++)
    if (meeting->transfer[k] > 0)
      return true;
  return false;
}

static void
pair_casts (PlnProblem *problem)
{
  const PlnMeeting *meeting = problem->meeting;
  g_autofree GArray **topics = g_new (GArray *, (gsize) MAX (1, meeting->n_people));

  for (int p = 0; p < meeting->n_people; p++)
    topics[p] = g_array_new (FALSE, FALSE, sizeof (int));
  for (int t = 0; t < meeting->n_topics; t++)
    for (int k = 0; k < meeting->topics[t].n_cast; k++)
      g_array_append_val (topics[meeting->topics[t].cast[k]], t);
  for (int p = 0; p < meeting->n_people; p++)
    {
      pair_people (problem, topics[p], p, problem->transfer);
      g_array_free (topics[p], TRUE);
    }
}

static void
pair_topics (PlnProblem *problem)
{
  const PlnMeeting *meeting = problem->meeting;
  gsize n = (gsize) MAX (1, meeting->n_topics);

  problem->share_cast = g_new0 (bool, n * n);
  problem->apart = g_new0 (bool, n * n);
  problem->parallel = g_new0 (int, n * n);
  if (has_transfer (meeting))
    problem->transfer = g_new0 (int, n * n);
  pair_casts (problem);
  for (int t = 0; t < meeting->n_topics; t++)
    for (int k = 0; k < meeting->topics[t].n_relations; k++)
      {
        const PlnRelation *relation = &meeting->topics[t].relations[k];

        if (relation->kind == PLN_RELATION_APART
            && pln_force_has (problem->force, (PlnStatement){ PLN_RULE_APART, t, -1, relation->other }))
          relate (problem, problem->apart, t, relation->other);
        if (relation->kind == PLN_RELATION_AVOID_PARALLEL)
          {
            problem->parallel[t * meeting->n_topics + relation->other] += relation->weight;
            problem->parallel[relation->other * meeting->n_topics + t] += relation->weight;
          }
      }
}

static int
duty_price (const PlnMeeting *meeting, const PlnPerson *person, PlnInterval block)
{
  int cost = 0;

  if (!pln_person_is_free (person, block))
    return PLN_NEVER;
  for (int w = 0; w < person->n_soft; w++)
    if (pln_spans_overlap (&person->soft[w].spans, block))
      cost += person->soft[w].weight;
  if (person->has_comfort && !pln_spans_contain (&person->comfort, block))
    cost += meeting->weights[PLN_TERM_COMFORT];
  return cost;
}

static void
price_duties (PlnProblem *problem)
{
  const PlnMeeting *meeting = problem->meeting;
  gsize n_people = (gsize) MAX (1, meeting->n_people), cells = (gsize) MAX (1, meeting->n_roles * meeting->n_blocks);

  problem->duty_cost = g_new (int, cells * n_people);
  problem->open_cost = g_new0 (int, cells);
  for (gsize k = 0; k < cells * n_people; k++)
    problem->duty_cost[k] = PLN_NEVER;
  for (int role = 0; role < meeting->n_roles; role++)
    for (int block = 0; block < meeting->n_blocks; block++)
      {
        int cell = role * meeting->n_blocks + block;

        for (int k = 0; k < meeting->roles[role].n_pool; k++)
          {
            int person = meeting->roles[role].pool[k];
            int cost = duty_price (meeting, &meeting->people[person], meeting->blocks[block].interval);

            problem->duty_cost[(gsize) cell * n_people + (gsize) person] = cost;
            if (cost < PLN_NEVER)
              problem->open_cost[cell] = meeting->weights[PLN_TERM_ROLE_OPEN];
          }
      }
}

static int
block_starting_at (const PlnMeeting *meeting, int minute)
{
  for (int block = 0; block < meeting->n_blocks; block++)
    if (meeting->blocks[block].interval.start == minute)
      return block;
  return -1;
}

static int
earlier_holder (const PlnMeeting *meeting, const PlnAgendaBlock *block, int role)
{
  for (int k = 0; k < block->n_duties; k++)
    if (strcmp (block->duties[k].role, meeting->roles[role].id) == 0)
      {
        int person = block->duties[k].person ? pln_meeting_find_person (meeting, block->duties[k].person) : -1;

        return block->duties[k].person && person < 0 ? PLN_ELSEWHERE : person;
      }
  return -1;
}

static void
remember_block (PlnProblem *problem, const PlnAgendaBlock *earlier)
{
  const PlnMeeting *meeting = problem->meeting;
  int block = block_starting_at (meeting, earlier->start.minute), room = pln_meeting_find_room (meeting, earlier->room);

  for (int k = 0; k < earlier->n_items; k++)
    {
      int index = pln_meeting_find_item (meeting, earlier->items[k].id), at;

      if (index < 0)
        continue;
      at = pln_meeting_find_room (meeting, earlier->items[k].room);
      problem->items[index].previous_room = at >= 0 ? at : PLN_ELSEWHERE;
      problem->items[index].previous_start = earlier->items[k].start.minute;
    }
  if (block < 0 || room < 0 || earlier->n_items == 0)
    return;
  for (int role = 0; role < meeting->n_roles; role++)
    problem->previous_holder[pln_draft_holder_index (meeting, role, block, room)] = earlier_holder (meeting, earlier, role);
}

static void
remember (PlnProblem *problem, const PlnAgenda *previous)
{
  const PlnMeeting *meeting = problem->meeting;
  int n_holders = meeting->n_roles * meeting->n_blocks * meeting->n_rooms;

  problem->previous_holder = g_new (int, (gsize) MAX (1, n_holders));
  for (int cell = 0; cell < n_holders; cell++)
    problem->previous_holder[cell] = PLN_NOT_THERE;
  for (int d = 0; d < previous->n_days; d++)
    for (int b = 0; b < previous->days[d].n_blocks; b++)
      remember_block (problem, &previous->days[d].blocks[b]);
}

PlnProblem *
pln_problem_new (const PlnMeeting *meeting, const PlnForce *force, const PlnAgenda *previous)
{
  PlnProblem *problem = g_new0 (PlnProblem, 1);
  g_autofree bool *marks = NULL, *scratch = NULL;

  problem->meeting = meeting;
  problem->force = force;
  problem->grid = meeting->granularity;
  lay_steps (problem);
  marks = g_new0 (bool, (gsize) MAX (1, problem->n_steps));
  scratch = g_new0 (bool, (gsize) MAX (1, problem->n_steps));
  invite_guests (problem, scratch);
  problem->items = g_new0 (PlnProblemItem, (gsize) MAX (1, meeting->n_items));
  for (int item = 0; item < meeting->n_items; item++)
    price_item (problem, item, marks, scratch);
  shut_rooms (problem);
  pair_topics (problem);
  price_duties (problem);
  if (previous)
    remember (problem, previous);
  return problem;
}

void
pln_problem_free (PlnProblem *problem)
{
  if (!problem)
    return;
  for (int item = 0; item < problem->meeting->n_items; item++)
    {
      g_free (problem->items[item].cost);
      g_free (problem->items[item].room_ok);
    }
  for (int t = 0; t < problem->meeting->n_topics; t++)
    {
      for (int g = 0; g < problem->n_guests[t]; g++)
        g_free (problem->guests[t][g].busy);
      g_free (problem->guests[t]);
    }
  g_free (problem->items);
  g_free (problem->guests);
  g_free (problem->n_guests);
  g_free (problem->minute);
  g_free (problem->block);
  g_free (problem->block_first);
  g_free (problem->block_capacity);
  g_free (problem->room_shut);
  g_free (problem->share_cast);
  g_free (problem->apart);
  g_free (problem->parallel);
  g_free (problem->transfer);
  g_free (problem->duty_cost);
  g_free (problem->open_cost);
  g_free (problem->previous_holder);
  g_free (problem);
}
