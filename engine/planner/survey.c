/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/survey.h"

/* -- Topics: order, days, chains ------------------------------------------------------------------- */

static bool
in_force (const PlnSurvey *survey, PlnRule rule, int topic, int other)
{
  return pln_force_has (survey->problem->force, (PlnStatement){ rule, topic, -1, other });
}

static void
add_bond (GArray **bonds, int topic, PlnBondKind kind, int other, int weight)
{
  static const PlnBondKind reverse[] = { PLN_BOND_BEFORE,    PLN_BOND_AFTER,       PLN_BOND_SAME_DAY,
                                         PLN_BOND_OTHER_DAY, PLN_BOND_SOFT_BEFORE, PLN_BOND_SOFT_AFTER };
  PlnBond mine = { kind, other, weight }, theirs = { reverse[kind], topic, weight };

  g_array_append_val (bonds[topic], mine);
  g_array_append_val (bonds[other], theirs);
}

static void
bind_order (const PlnSurvey *survey, GArray **bonds, int topic, const PlnRelation *relation)
{
  bool after = relation->kind == PLN_RELATION_AFTER;

  if (relation->soft && relation->weight > 0)
    add_bond (bonds, topic, after ? PLN_BOND_SOFT_AFTER : PLN_BOND_SOFT_BEFORE, relation->other, relation->weight);
  else if (!relation->soft && in_force (survey, after ? PLN_RULE_AFTER : PLN_RULE_BEFORE, topic, relation->other))
    add_bond (bonds, topic, after ? PLN_BOND_AFTER : PLN_BOND_BEFORE, relation->other, 0);
}

static void
bind (PlnSurvey *survey, GArray **bonds, int topic, const PlnRelation *relation)
{
  PlnSurveyTopic *mine = &survey->topics[topic];

  switch (relation->kind)
    {
    case PLN_RELATION_AFTER:
    case PLN_RELATION_BEFORE:
      bind_order (survey, bonds, topic, relation);
      break;
    case PLN_RELATION_SAME_DAY:
      if (in_force (survey, PLN_RULE_SAME_DAY, topic, relation->other))
        add_bond (bonds, topic, PLN_BOND_SAME_DAY, relation->other, 0);
      break;
    case PLN_RELATION_DIFFERENT_DAY:
      if (in_force (survey, PLN_RULE_DIFFERENT_DAY, topic, relation->other))
        add_bond (bonds, topic, PLN_BOND_OTHER_DAY, relation->other, 0);
      break;
    case PLN_RELATION_FOLLOWS:
      if (!in_force (survey, PLN_RULE_FOLLOWS, topic, relation->other) || mine->head == relation->other)
        break;
      mine->head = mine->head == -1 ? relation->other : PLN_TWO_HEADS;
      break;
    case PLN_RELATION_APART:
    case PLN_RELATION_AVOID_PARALLEL:
      break;
    }
}

/* Moves the hard bonds to the front, each kind in the order in which it was stated. */
static void
keep_bonds (PlnSurveyTopic *topic, GArray *bonds)
{
  topic->n_bonds = (int) bonds->len;
  topic->bonds = g_new (PlnBond, bonds->len + 1);
  for (int soft = 0, n = 0; soft < 2; soft++)
    {
      for (guint k = 0; k < bonds->len; k++)
        if ((g_array_index (bonds, PlnBond, k).kind >= PLN_BOND_SOFT_AFTER) == (soft == 1))
          topic->bonds[n++] = g_array_index (bonds, PlnBond, k);
      if (!soft)
        topic->n_hard = n;
    }
  g_array_free (bonds, TRUE);
}

static void
describe_topic (PlnSurvey *survey, int index)
{
  const PlnTopic *topic = &survey->meeting->topics[index];
  PlnSurveyTopic *mine = &survey->topics[index];

  mine->head = -1;
  mine->first_item = topic->first_item;
  mine->n_parts = topic->parts;
  mine->must = topic->priority == PLN_PRIORITY_MUST && in_force (survey, PLN_RULE_MUST, index, -1);
  mine->drop_cost = topic->drop_cost;
  mine->position = in_force (survey, PLN_RULE_POSITION, index, -1) ? topic->position : PLN_POSITION_NONE;
  mine->spacing = in_force (survey, PLN_RULE_PART_SPACING, index, -1) ? topic->spacing : PLN_SPACING_ANY;
  if (mine->position != PLN_POSITION_NONE)
    survey->positioned[survey->n_positioned++] = index;
  for (int k = 0; k < topic->n_cast; k++)
    survey->in_cast[index * survey->n_people + topic->cast[k]] = true;
}

static void
survey_topics (PlnSurvey *survey)
{
  g_autofree GArray **bonds = g_new (GArray *, (gsize) survey->n_topics + 1);

  for (int t = 0; t < survey->n_topics; t++)
    {
      bonds[t] = g_array_new (FALSE, FALSE, sizeof (PlnBond));
      describe_topic (survey, t);
    }
  for (int t = 0; t < survey->n_topics; t++)
    for (int k = 0; k < survey->meeting->topics[t].n_relations; k++)
      bind (survey, bonds, t, &survey->meeting->topics[t].relations[k]);
  for (int t = 0; t < survey->n_topics; t++)
    {
      int head = survey->topics[t].head;

      keep_bonds (&survey->topics[t], bonds[t]);
      survey->topics[t].tied
          = survey->topics[t].n_hard > 0 || survey->topics[t].n_parts > 1 || survey->n_positioned > 0;
      if (head < 0)
        continue;
      survey->topics[head].tails = g_renew (int, survey->topics[head].tails, survey->topics[head].n_tails + 1);
      survey->topics[head].tails[survey->topics[head].n_tails++] = t;
    }
}

static void
survey_clusters (PlnSurvey *survey)
{
  for (int c = 0; c < survey->n_clusters; c++)
    {
      const PlnCluster *cluster = &survey->meeting->clusters[c];

      for (int k = 0; k < cluster->n_topics && cluster->weight > 0; k++)
        {
          PlnSurveyTopic *topic = &survey->topics[cluster->topics[k]];

          survey->in_cluster[c * survey->n_topics + cluster->topics[k]] = true;
          topic->clusters = g_renew (int, topic->clusters, topic->n_clusters + 1);
          topic->clusters[topic->n_clusters++] = c;
        }
    }
}

/* -- Links ----------------------------------------------------------------------------------------- */

/* Appends a's guests who are in b's cast. Returns: how many */
static int
add_guests (const PlnSurvey *survey, GArray *guests, int a, int b)
{
  int n = 0;

  for (int g = 0; g < survey->problem->n_guests[a]; g++)
    if (survey->in_cast[b * survey->n_people + survey->problem->guests[a][g].person])
      {
        g_array_append_val (guests, g);
        n++;
      }
  return n;
}

/* Returns: (transfer full): [a * n_topics + b]: a guest of a is in b's cast */
static bool *
match_guests (const PlnSurvey *survey)
{
  const PlnProblem *problem = survey->problem;
  gsize n = (gsize) survey->n_topics;
  bool *meets = g_new0 (bool, n *n + 1);
  g_autofree GArray **invited = g_new (GArray *, (gsize) survey->n_people + 1);

  for (int p = 0; p < survey->n_people; p++)
    invited[p] = g_array_new (FALSE, FALSE, sizeof (int));
  for (int a = 0; a < survey->n_topics; a++)
    for (int g = 0; g < problem->n_guests[a]; g++)
      g_array_append_val (invited[problem->guests[a][g].person], a);
  for (int b = 0; b < survey->n_topics; b++)
    for (int k = 0; k < survey->meeting->topics[b].n_cast; k++)
      {
        const GArray *topics = invited[survey->meeting->topics[b].cast[k]];

        for (guint x = 0; x < topics->len; x++)
          meets[(gsize) g_array_index (topics, int, x) * n + (gsize) b] = true;
      }
  for (int p = 0; p < survey->n_people; p++)
    g_array_free (invited[p], TRUE);
  return meets;
}

static void
survey_links (PlnSurvey *survey)
{
  const PlnProblem *problem = survey->problem;
  g_autofree bool *meets = survey->n_rooms > 1 ? match_guests (survey) : NULL;
  GArray *guests = g_array_new (FALSE, FALSE, sizeof (int));
  int n = survey->n_topics;

  if (survey->n_rooms > 1)
    survey->link_at = g_new (int, (gsize) n *(gsize) n + 1);
  for (int a = 0; a < n && survey->n_rooms > 1; a++)
    {
      GArray *links = g_array_new (FALSE, FALSE, sizeof (PlnLink));

      for (int b = 0; b < n; b++)
        {
          PlnLink link = { b,
                           problem->apart[a * n + b],
                           problem->transfer && problem->transfer[a * n + b],
                           problem->parallel[a * n + b],
                           (int) guests->len,
                           0,
                           0,
                           0 };

          link.n_guests = meets[a * n + b] ? add_guests (survey, guests, a, b) : 0;
          link.first_host = (int) guests->len;
          link.n_hosts = meets[b * n + a] ? add_guests (survey, guests, b, a) : 0;
          survey->link_at[a * n + b] = -1;
          if (!link.apart && !link.transfer && link.parallel == 0 && link.n_guests + link.n_hosts == 0)
            continue;
          survey->link_at[a * n + b] = (int) links->len;
          g_array_append_val (links, link);
        }
      survey->topics[a].n_links = (int) links->len;
      survey->topics[a].links = (PlnLink *) g_array_free (links, FALSE);
    }
  survey->link_guests = (int *) g_array_free (guests, FALSE);
}

/* -- Where an item can stand ----------------------------------------------------------------------- */

bool
pln_survey_is_regular (const PlnSurvey *survey, int step, int length)
{
  const PlnProblem *problem = survey->problem;
  int stop = problem->block_first[problem->block[step] + 1];

  for (int k = 1; k <= length && step + k < stop; k++)
    if (problem->minute[step + k] != problem->minute[step] + k * problem->grid)
      return false;
  return true;
}

/* The least cost of an item in a slot; marks the starts that it can take. */
static int
cheapest_in (const PlnSurvey *survey, int item, int slot, bool *usable)
{
  const PlnProblemItem *mine = &survey->problem->items[item];
  int block = pln_survey_block (survey, slot), room = pln_survey_room (survey, slot);
  int first = survey->problem->block_first[block], cheapest = PLN_NEVER;

  for (int length = mine->least; length <= mine->most; length++)
    for (int step = first; step + length <= first + survey->problem->block_capacity[block]; step++)
      {
        int cost = pln_survey_cost (survey, item, room, step, length);

        if (cost >= PLN_NEVER)
          continue;
        usable[step] = true;
        cheapest = MIN (cheapest, cost);
      }
  return cheapest;
}

/* Rooms that never shut share what was found for the first of them, unless it has been in one of them. */
static void
survey_item (PlnSurvey *survey, int index, bool *usable)
{
  PlnSurveyItem *item = &survey->items[index];
  g_autofree int *open = g_new (int, (gsize) survey->n_blocks);

  item->slots = g_new (int, (gsize) survey->n_slots);
  item->cheapest = g_new (int, (gsize) survey->n_blocks);
  for (int b = 0; b < survey->n_blocks; b++)
    item->cheapest[b] = PLN_NEVER, open[b] = -1;
  for (int slot = 0; slot < survey->n_slots; slot++)
    {
      int room = pln_survey_room (survey, slot), block = pln_survey_block (survey, slot), cost;
      bool alike = !survey->room_shuts[room] && survey->problem->items[index].previous_room == PLN_NOT_THERE;

      if (!survey->problem->items[index].room_ok[room])
        continue;
      if (alike && open[block] >= 0)
        cost = open[block];
      else
        cost = cheapest_in (survey, index, slot, usable);
      if (alike)
        open[block] = cost;
      item->cheapest[block] = MIN (item->cheapest[block], cost);
      if (cost < PLN_NEVER)
        item->slots[item->n_slots++] = slot;
    }
  if (item->n_slots == 0)
    survey->topics[survey->problem->items[index].topic].hopeless = true;
}

static void
survey_starts (PlnSurvey *survey, const bool *usable)
{
  const PlnProblem *problem = survey->problem;
  int n = 0;

  survey->starts = g_new (int, (gsize) problem->n_steps + 1);
  survey->starts_first = g_new (int, (gsize) survey->n_blocks + 1);
  for (int b = 0; b < survey->n_blocks; b++)
    {
      survey->starts_first[b] = n;
      for (int step = problem->block_first[b]; step < problem->block_first[b + 1]; step++)
        if (usable[step])
          survey->starts[n++] = step;
      survey->widest = MAX (survey->widest, problem->block_first[b + 1] - problem->block_first[b]);
    }
  survey->starts_first[survey->n_blocks] = n;
}

static void
survey_items (PlnSurvey *survey)
{
  g_autofree bool *usable = g_new0 (bool, (gsize) survey->problem->n_steps + 1);
  int shortest = INT_MAX;

  survey->items = g_new0 (PlnSurveyItem, (gsize) survey->n_items + 1);
  for (int i = 0; i < survey->n_items; i++)
    {
      survey_item (survey, i, usable);
      shortest = MIN (shortest, survey->problem->items[i].least);
    }
  survey_starts (survey, usable);
  survey->first_guest = g_new0 (int, (gsize) survey->n_items + 1);
  for (int i = 0; i < survey->n_items; i++)
    survey->first_guest[i + 1] = survey->first_guest[i] + survey->problem->n_guests[survey->problem->items[i].topic];
  survey->longest = survey->n_items ? MIN (survey->n_items, survey->widest / MAX (1, shortest)) : 0;
}

/* A topic that follows one that can never stand can never stand either. */
static void
spread_hopelessness (PlnSurvey *survey)
{
  for (bool again = true; again;)
    {
      again = false;
      for (int t = 0; t < survey->n_topics; t++)
        {
          PlnSurveyTopic *topic = &survey->topics[t];
          int head = topic->head;

          if (!topic->hopeless && (head == PLN_TWO_HEADS || (head >= 0 && survey->topics[head].hopeless)))
            again = topic->hopeless = true;
        }
    }
}

/* A chain of follows that closes on itself has no first. */
static void
break_rings (PlnSurvey *survey)
{
  for (int t = 0; t < survey->n_topics; t++)
    {
      int at = t;

      for (int k = 0; k < survey->n_topics && at >= 0; k++)
        at = survey->topics[at].head;
      if (at >= 0)
        survey->topics[t].hopeless = true;
    }
}

static void
survey_slots (PlnSurvey *survey)
{
  survey->room_of = g_new (int, (gsize) survey->n_slots);
  survey->block_of = g_new (int, (gsize) survey->n_slots);
  survey->day_of = g_new (int, (gsize) survey->n_slots);
  for (int slot = 0; slot < survey->n_slots; slot++)
    {
      survey->room_of[slot] = slot / survey->n_blocks;
      survey->block_of[slot] = slot % survey->n_blocks;
      survey->day_of[slot] = survey->meeting->blocks[survey->block_of[slot]].day;
    }
}

PlnSurvey *
pln_survey_new (const PlnProblem *problem)
{
  const PlnMeeting *meeting = problem->meeting;
  PlnSurvey *survey = g_new0 (PlnSurvey, 1);

  survey->problem = problem;
  survey->meeting = meeting;
  survey->n_items = meeting->n_items;
  survey->n_topics = meeting->n_topics;
  survey->n_rooms = meeting->n_rooms;
  survey->n_blocks = meeting->n_blocks;
  survey->n_slots = meeting->n_rooms * meeting->n_blocks;
  survey->n_roles = meeting->n_roles;
  survey->n_people = meeting->n_people;
  survey->n_days = meeting->n_days;
  survey->n_clusters = meeting->n_clusters;
  survey->topics = g_new0 (PlnSurveyTopic, (gsize) survey->n_topics + 1);
  survey->positioned = g_new (int, (gsize) survey->n_topics + 1);
  survey->in_cast = g_new0 (bool, (gsize) survey->n_topics *(gsize) survey->n_people + 1);
  survey->in_cluster = g_new0 (bool, (gsize) survey->n_clusters *(gsize) survey->n_topics + 1);
  survey->room_shuts = g_new0 (bool, (gsize) survey->n_rooms);
  for (int r = 0; r < survey->n_rooms; r++)
    survey->room_shuts[r] = meeting->rooms[r].unavailable.n > 0;
  survey_slots (survey);
  survey_topics (survey);
  survey_clusters (survey);
  survey_links (survey);
  survey_items (survey);
  break_rings (survey);
  spread_hopelessness (survey);
  return survey;
}

void
pln_survey_free (PlnSurvey *survey)
{
  if (!survey)
    return;
  for (int t = 0; t < survey->n_topics; t++)
    {
      g_free (survey->topics[t].bonds);
      g_free (survey->topics[t].links);
      g_free (survey->topics[t].clusters);
      g_free (survey->topics[t].tails);
    }
  for (int i = 0; i < survey->n_items; i++)
    {
      g_free (survey->items[i].slots);
      g_free (survey->items[i].cheapest);
    }
  g_free (survey->topics);
  g_free (survey->items);
  g_free (survey->link_at);
  g_free (survey->link_guests);
  g_free (survey->first_guest);
  g_free (survey->in_cast);
  g_free (survey->in_cluster);
  g_free (survey->starts);
  g_free (survey->starts_first);
  g_free (survey->room_of);
  g_free (survey->block_of);
  g_free (survey->day_of);
  g_free (survey->positioned);
  g_free (survey->room_shuts);
  g_free (survey);
}
