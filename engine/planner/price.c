/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The price of a draft, computed from nothing and in the plainest way: what the search keeps up to
 * date move by move is compared with this. */

#include "planner/local.h"
#include "planner/survey.h"

typedef struct
{
  int room; /* -1: not placed */
  int start, end; /* minutes */
  int step, length, block, day;
} Stand;

typedef struct
{
  const PlnSurvey *survey;
  const PlnDraft *draft;
  Stand *stands; /* [n_items] */
  bool *used; /* [n_slots] */
  bool right;
  gint64 cost;
} Pricing;

static void
demand (Pricing *pricing, bool holds)
{
  pricing->right = pricing->right && holds;
}

static bool
overlap (const Stand *a, const Stand *b)
{
  return a->start < b->end && b->start < a->end;
}

static const PlnSurveyTopic *
topic_of (const Pricing *pricing, int item)
{
  return &pricing->survey->topics[pricing->survey->problem->items[item].topic];
}

static bool
is_placed (const Pricing *pricing, int topic)
{
  return pricing->stands[pricing->survey->topics[topic].first_item].room >= 0;
}

static const Stand *
part (const Pricing *pricing, int topic, int k)
{
  return &pricing->stands[pricing->survey->topics[topic].first_item + k];
}

static const Stand *
last_part (const Pricing *pricing, int topic)
{
  return part (pricing, topic, pricing->survey->topics[topic].n_parts - 1);
}

/* -- Items alone ----------------------------------------------------------------------------------- */

static int
find_step (const PlnProblem *problem, int minute)
{
  for (int step = 0; step < problem->n_steps; step++)
    if (problem->minute[step] == minute)
      return step;
  return -1;
}

static void
stand (Pricing *pricing, int item)
{
  const PlnProblem *problem = pricing->survey->problem;
  const PlnPlacement *placement = &pricing->draft->items[item];
  Stand *stands = &pricing->stands[item];
  const PlnProblemItem *mine = &problem->items[item];

  stands->room = placement->room;
  if (placement->room < 0)
    return;
  stands->start = placement->start;
  stands->end = placement->start + placement->minutes;
  stands->step = find_step (problem, placement->start);
  stands->length = placement->minutes / problem->grid;
  if (stands->step < 0 || placement->minutes % problem->grid || stands->length < mine->least
      || stands->length > mine->most
      || stands->end > problem->meeting->blocks[problem->block[stands->step]].interval.end)
    {
      pricing->right = false;
      stands->room = -1;
      return;
    }
  stands->block = problem->block[stands->step];
  stands->day = problem->meeting->blocks[stands->block].day;
  pricing->used[pln_survey_slot (pricing->survey, stands->room, stands->block)] = true;
}

static void
price_item (Pricing *pricing, int item)
{
  const PlnProblem *problem = pricing->survey->problem;
  const PlnProblemItem *mine = &problem->items[item];
  const Stand *stands = &pricing->stands[item];
  int cost;

  if (stands->room < 0)
    return;
  cost = pln_problem_cost (problem, item, stands->step, stands->length);
  demand (pricing, cost < PLN_NEVER && mine->room_ok[stands->room]
                       && pln_problem_room_open (problem, stands->room, stands->step, stands->length));
  pricing->cost += cost;
  if (mine->previous_room != PLN_NOT_THERE
      && (mine->previous_room != stands->room || mine->previous_start != stands->start))
    pricing->cost += problem->meeting->weights[PLN_TERM_MOVED];
}

static void
price_guests (Pricing *pricing, int item)
{
  const PlnSurvey *survey = pricing->survey;
  int topic = survey->problem->items[item].topic;

  for (int g = 0; g < survey->problem->n_guests[topic] && pricing->stands[item].room >= 0; g++)
    {
      const PlnProblemGuest *guest = &survey->problem->guests[topic][g];
      const Stand *stands = &pricing->stands[item];
      bool needed = false, absent = false;

      for (int other = 0; other < survey->n_items && !needed; other++)
        needed = other != item && pricing->stands[other].room >= 0 && overlap (stands, &pricing->stands[other])
                 && survey->in_cast[survey->problem->items[other].topic * survey->n_people + guest->person];
      for (int k = 0; k < stands->length && guest->busy && !absent; k++)
        absent = guest->busy[stands->step + k];
      if (needed && !absent)
        pricing->cost += guest->weight;
    }
}

static void
price_dropping (Pricing *pricing, int topic)
{
  const PlnSurveyTopic *mine = &pricing->survey->topics[topic];

  for (int k = 1; k < mine->n_parts; k++)
    demand (pricing, (part (pricing, topic, k)->room >= 0) == is_placed (pricing, topic));
  if (is_placed (pricing, topic))
    return;
  demand (pricing, !mine->must);
  pricing->cost += mine->drop_cost;
}

/* -- Pairs ----------------------------------------------------------------------------------------- */

static void
price_pair (Pricing *pricing, int x, int y)
{
  const PlnProblem *problem = pricing->survey->problem;
  const PlnMeeting *meeting = problem->meeting;
  const Stand *a = &pricing->stands[x], *b = &pricing->stands[y];
  int pair = problem->items[x].topic * meeting->n_topics + problem->items[y].topic;

  if (a->room < 0 || b->room < 0)
    return;
  if (overlap (a, b))
    {
      demand (pricing, a->room != b->room && !problem->apart[pair]);
      pricing->cost += problem->parallel[pair];
    }
  else if (a->room != b->room && problem->transfer && problem->transfer[pair])
    demand (pricing, a->end <= b->start ? b->start - a->end >= meeting->transfer[a->room * meeting->n_rooms + b->room]
                                        : a->start - b->end >= meeting->transfer[b->room * meeting->n_rooms + a->room]);
}

static bool
is_before (const Pricing *pricing, int earlier, int later)
{
  return last_part (pricing, earlier)->end <= part (pricing, later, 0)->start;
}

static bool
days_agree (const Pricing *pricing, int a, int b, bool same)
{
  for (int k = 0; k < pricing->survey->topics[a].n_parts; k++)
    for (int l = 0; l < pricing->survey->topics[b].n_parts; l++)
      if ((part (pricing, a, k)->day == part (pricing, b, l)->day) != same)
        return false;
  return true;
}

static void
price_bond (Pricing *pricing, int topic, const PlnBond *bond)
{
  if (!is_placed (pricing, bond->other))
    return;
  switch (bond->kind)
    {
    case PLN_BOND_AFTER:
      demand (pricing, is_before (pricing, bond->other, topic));
      break;
    case PLN_BOND_SAME_DAY:
    case PLN_BOND_OTHER_DAY:
      demand (pricing, days_agree (pricing, topic, bond->other, bond->kind == PLN_BOND_SAME_DAY));
      break;
    case PLN_BOND_SOFT_AFTER:
      pricing->cost += is_before (pricing, bond->other, topic) ? 0 : bond->weight;
      break;
    case PLN_BOND_BEFORE:
    case PLN_BOND_SOFT_BEFORE: /* the other side has it as AFTER */
      break;
    }
}

static void
check_parts (Pricing *pricing, int topic)
{
  const PlnSurveyTopic *mine = &pricing->survey->topics[topic];

  for (int k = 0; k + 1 < mine->n_parts; k++)
    {
      const Stand *a = part (pricing, topic, k), *b = part (pricing, topic, k + 1);

      demand (pricing, a->end <= b->start);
      demand (pricing, mine->spacing != PLN_SPACING_DIFFERENT_BLOCK || a->block != b->block);
      demand (pricing, mine->spacing != PLN_SPACING_DIFFERENT_DAY || a->day != b->day);
      demand (pricing, mine->spacing != PLN_SPACING_SAME_DAY || a->day == b->day);
    }
}

static void
check_head (Pricing *pricing, int topic)
{
  int head = pricing->survey->topics[topic].head;
  const Stand *first = part (pricing, topic, 0), *before;

  if (head == -1)
    return;
  demand (pricing, head >= 0 && is_placed (pricing, head));
  if (head < 0)
    return;
  before = last_part (pricing, head);
  demand (pricing, before->end == first->start && before->room == first->room && before->block == first->block);
}

static void
check_position (Pricing *pricing, int topic, int item)
{
  PlnPosition position = pricing->survey->topics[topic].position;
  const Stand *mine = &pricing->stands[item];

  for (int other = 0; other < pricing->survey->n_items; other++)
    {
      const Stand *stands = &pricing->stands[other];
      bool near = stands->day == mine->day && stands->room == mine->room;

      if (stands->room < 0 || topic_of (pricing, other) == topic_of (pricing, item))
        continue;
      demand (pricing, position != PLN_POSITION_FIRST || stands->start >= mine->start);
      demand (pricing, position != PLN_POSITION_LAST || stands->end <= mine->end);
      demand (pricing, position != PLN_POSITION_DAY_FIRST || !near || stands->start >= mine->start);
      demand (pricing, position != PLN_POSITION_DAY_LAST || !near || stands->end <= mine->end);
    }
}

static void
price_topic (Pricing *pricing, int topic)
{
  const PlnSurveyTopic *mine = &pricing->survey->topics[topic];

  price_dropping (pricing, topic);
  if (!is_placed (pricing, topic) || !pricing->right)
    return;
  check_parts (pricing, topic);
  check_head (pricing, topic);
  for (int k = 0; k < mine->n_bonds; k++)
    price_bond (pricing, topic, &mine->bonds[k]);
  for (int k = 0; k < mine->n_parts && mine->position != PLN_POSITION_NONE; k++)
    check_position (pricing, topic, mine->first_item + k);
}

/* -- Clusters -------------------------------------------------------------------------------------- */

static bool
in_cluster (const Pricing *pricing, int cluster, int item)
{
  return pricing->survey->in_cluster[cluster * pricing->survey->n_topics + pricing->survey->problem->items[item].topic];
}

static bool
stands_amid (const Pricing *pricing, int cluster, const Stand *stranger)
{
  bool before = false, after = false;

  for (int item = 0; item < pricing->survey->n_items; item++)
    {
      const Stand *stands = &pricing->stands[item];

      if (stands->room != stranger->room || stands->day != stranger->day || !in_cluster (pricing, cluster, item))
        continue;
      before = before || stands->end <= stranger->start;
      after = after || stands->start >= stranger->end;
    }
  return before && after;
}

static void
price_cluster (Pricing *pricing, int cluster)
{
  const PlnSurvey *survey = pricing->survey;
  int weight = survey->meeting->clusters[cluster].weight, n_days = 0;
  g_autofree bool *on_day = g_new0 (bool, (gsize) survey->n_days);

  for (int item = 0; item < survey->n_items && weight > 0; item++)
    {
      const Stand *stands = &pricing->stands[item];

      if (stands->room < 0)
        continue;
      if (!in_cluster (pricing, cluster, item))
        pricing->cost += stands_amid (pricing, cluster, stands) ? weight : 0;
      else if (!on_day[stands->day])
        {
          on_day[stands->day] = true;
          n_days++;
        }
    }
  pricing->cost += (gint64) weight * MAX (0, n_days - 1);
}

/* -- Slots ----------------------------------------------------------------------------------------- */

static void
price_slot (Pricing *pricing, int slot)
{
  const PlnSurvey *survey = pricing->survey;
  int room = pln_survey_room (survey, slot), block = pln_survey_block (survey, slot);
  int start = survey->meeting->blocks[block].interval.start, end = start, busy = 0, idle;

  for (int item = 0; item < survey->n_items; item++)
    if (pricing->stands[item].room == room && pricing->stands[item].block == block)
      {
        end = MAX (end, pricing->stands[item].end);
        busy += pricing->stands[item].end - pricing->stands[item].start;
      }
  idle
      = end - start - busy - pln_spans_covered (&survey->meeting->rooms[room].unavailable, (PlnInterval){ start, end });
  pricing->cost += (gint64) survey->meeting->weights[PLN_TERM_IDLE] * ((idle + 4) / 5);
  pricing->cost += (gint64) survey->meeting->weights[PLN_TERM_LATE] * block;
}

static int
holder (const Pricing *pricing, int role, int slot)
{
  return pricing->draft
      ->holders[pln_draft_holder_index (pricing->survey->meeting, role, pln_survey_block (pricing->survey, slot),
                                        pln_survey_room (pricing->survey, slot))];
}

/* Is the person kept from a duty in the slot by what goes on in the other rooms? */
static bool
is_elsewhere (const Pricing *pricing, int person, int slot)
{
  const PlnSurvey *survey = pricing->survey;
  int room = pln_survey_room (survey, slot), block = pln_survey_block (survey, slot);

  for (int other = block; other < survey->n_slots; other += survey->n_blocks)
    for (int role = 0; role < survey->n_roles && other != slot && pricing->used[other]; role++)
      if (holder (pricing, role, other) == person)
        return true;
  for (int item = 0; item < survey->n_items; item++)
    if (pricing->stands[item].room >= 0 && pricing->stands[item].room != room && pricing->stands[item].block == block
        && survey->in_cast[survey->problem->items[item].topic * survey->n_people + person])
      return true;
  return false;
}

static int
count_presenting (const Pricing *pricing, int person, int slot)
{
  const PlnSurvey *survey = pricing->survey;
  int n = 0;

  for (int item = 0; item < survey->n_items; item++)
    if (pricing->stands[item].room == pln_survey_room (survey, slot)
        && pricing->stands[item].block == pln_survey_block (survey, slot))
      n += survey->in_cast[survey->problem->items[item].topic * survey->n_people + person];
  return n;
}

static int
used_before (const Pricing *pricing, int slot)
{
  for (int before = slot - 1;
       before >= 0 && pln_survey_room (pricing->survey, before) == pln_survey_room (pricing->survey, slot)
       && pln_survey_day (pricing->survey, before) == pln_survey_day (pricing->survey, slot);
       before--)
    if (pricing->used[before])
      return before;
  return -1;
}

static void
price_duty (Pricing *pricing, int role, int slot)
{
  const PlnSurvey *survey = pricing->survey;
  const int *weights = survey->meeting->weights;
  int person = holder (pricing, role, slot), cell = role * survey->n_blocks + pln_survey_block (survey, slot), before,
      cost;
  int index
      = pln_draft_holder_index (survey->meeting, role, pln_survey_block (survey, slot), pln_survey_room (survey, slot));

  if (survey->problem->previous_holder && survey->problem->previous_holder[index] != PLN_NOT_THERE
      && survey->problem->previous_holder[index] != person)
    pricing->cost += weights[PLN_TERM_ROLE_MOVED];
  if (person < 0)
    {
      pricing->cost += survey->problem->open_cost[cell];
      return;
    }
  cost = survey->problem->duty_cost[cell * survey->n_people + person];
  demand (pricing, cost < PLN_NEVER && !is_elsewhere (pricing, person, slot));
  for (int other = 0; other < role; other++)
    demand (pricing, holder (pricing, other, slot) != person);
  before = used_before (pricing, slot);
  pricing->cost += cost + (gint64) weights[PLN_TERM_ROLE_PRESENTING] * count_presenting (pricing, person, slot);
  if (before >= 0 && holder (pricing, role, before) == person)
    pricing->cost += weights[PLN_TERM_ROLE_REPEAT];
}

static void
price_load (Pricing *pricing, int role)
{
  const PlnRole *mine = &pricing->survey->meeting->roles[role];

  for (int k = 0; k < mine->n_pool; k++)
    {
      gint64 weight = pricing->survey->meeting->weights[PLN_TERM_ROLE_LOAD];
      int load = mine->history[k];

      for (int slot = 0; slot < pricing->survey->n_slots; slot++)
        if (pricing->used[slot] && holder (pricing, role, slot) == mine->pool[k])
          pricing->cost += weight * load++;
    }
}

bool
pln_local_price (const PlnProblem *problem, const PlnDraft *draft, gint64 *cost)
{
  g_autoptr (PlnSurvey) survey = pln_survey_new (problem);
  g_autofree Stand *stands = g_new0 (Stand, (gsize) survey->n_items + 1);
  g_autofree bool *used = g_new0 (bool, (gsize) survey->n_slots + 1);
  Pricing pricing = { survey, draft, stands, used, true, 0 };

  for (int item = 0; item < survey->n_items; item++)
    stand (&pricing, item);
  for (int item = 0; item < survey->n_items; item++)
    {
      price_item (&pricing, item);
      price_guests (&pricing, item);
      for (int other = 0; other < item; other++)
        price_pair (&pricing, item, other);
    }
  for (int topic = 0; topic < survey->n_topics; topic++)
    price_topic (&pricing, topic);
  for (int cluster = 0; cluster < survey->n_clusters; cluster++)
    price_cluster (&pricing, cluster);
  for (int slot = 0; slot < survey->n_slots; slot++)
    if (used[slot])
      {
        price_slot (&pricing, slot);
        for (int role = 0; role < survey->n_roles; role++)
          price_duty (&pricing, role, slot);
      }
  for (int role = 0; role < survey->n_roles; role++)
    price_load (&pricing, role);
  *cost = pricing.cost;
  return pricing.right;
}
