/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/problem-build.h"

#include <string.h>

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

void
pln_problem_price_items (PlnProblem *problem)
{
  g_autofree bool *marks = g_new0 (bool, (gsize) MAX (1, problem->n_steps));
  g_autofree bool *scratch = g_new0 (bool, (gsize) MAX (1, problem->n_steps));

  invite_guests (problem, scratch);
  problem->items = g_new0 (PlnProblemItem, (gsize) MAX (1, problem->meeting->n_items));
  for (int item = 0; item < problem->meeting->n_items; item++)
    price_item (problem, item, marks, scratch);
}
