/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/breach.h"

#include <string.h>

#define MOST_WORK 10000000 /* statements looked at in all: some tens of milliseconds */

struct _PlnBreach
{
  const PlnMeeting *meeting;
  const GArray *statements;
  const bool *dropped;
  PlnForce *nothing;
  PlnProblem *problem; /* with no statement in force: what always binds */
  GArray **about;      /* [n_topics], of int: statements that a move of the topic may break or mend */
  gint64 work;
};

static const PlnStatement *
statement_at (const PlnBreach *breach, int index)
{
  return &g_array_index (breach->statements, PlnStatement, index);
}

/* What is about a position is about everybody. What is about the topic alone comes first. */
static void
list_statements (PlnBreach *breach, bool alone)
{
  for (int k = 0; k < (int) breach->statements->len; k++)
    {
      const PlnStatement *statement = statement_at (breach, k);
      bool everybody = statement->rule == PLN_RULE_POSITION;

      for (int t = 0; t < breach->meeting->n_topics; t++)
        if ((t == statement->topic || t == statement->other || everybody)
            && alone == (!everybody && statement->other < 0))
          g_array_append_val (breach->about[t], k);
    }
}

PlnBreach *
pln_breach_new (const PlnMeeting *meeting, const GArray *statements, const bool *dropped)
{
  PlnBreach *breach = g_new0 (PlnBreach, 1);

  breach->meeting = meeting;
  breach->statements = statements;
  breach->dropped = dropped;
  breach->nothing = pln_force_new ();
  pln_force_drop_all (breach->nothing, meeting);
  breach->problem = pln_problem_new (meeting, breach->nothing, NULL);
  breach->about = g_new (GArray *, (gsize) meeting->n_topics + 1);
  for (int t = 0; t < meeting->n_topics; t++)
    breach->about[t] = g_array_new (FALSE, FALSE, sizeof (int));
  list_statements (breach, true);
  list_statements (breach, false);
  return breach;
}

void
pln_breach_free (PlnBreach *breach)
{
  if (!breach)
    return;
  for (int t = 0; t < breach->meeting->n_topics; t++)
    g_array_free (breach->about[t], TRUE);
  g_free (breach->about);
  pln_problem_free (breach->problem);
  pln_force_free (breach->nothing);
  g_free (breach);
}

/* -- Does a statement hold? ------------------------------------------------------------------------ */

typedef struct
{
  const PlnMeeting *meeting;
  const PlnDraft *draft;
} Plan;

static const PlnPlacement *
part_at (const Plan *plan, int topic, int part)
{
  return &plan->draft->items[plan->meeting->topics[topic].first_item + part];
}

static bool
is_placed (const Plan *plan, int topic)
{
  return part_at (plan, topic, 0)->room >= 0;
}

static PlnInterval
span_of (const PlnPlacement *place)
{
  return (PlnInterval){ place->start, place->start + place->minutes };
}

static int
block_of (const Plan *plan, const PlnPlacement *place)
{
  int block = 0;

  while (block < plan->meeting->n_blocks && plan->meeting->blocks[block].interval.end <= place->start)
    block++;
  return block;
}

static int
day_of (const Plan *plan, const PlnPlacement *place)
{
  return plan->meeting->blocks[block_of (plan, place)].day;
}

static bool
is_inside (PlnInterval span, const PlnSpans *spans)
{
  for (int k = 0; k < spans->n; k++)
    if (spans->at[k].start <= span.start && span.end <= spans->at[k].end)
      return true;
  return false;
}

/* Of one topic alone. */
static bool
part_keeps (const Plan *plan, const PlnStatement *statement, int part)
{
  const PlnTopic *topic = &plan->meeting->topics[statement->topic];
  const PlnPlacement *place = part_at (plan, statement->topic, part);

  switch (statement->rule)
    {
    case PLN_RULE_FIXED:
      return part > 0 || place->start == topic->fixed_start;
    case PLN_RULE_WITHIN:
      for (int w = 0; w < topic->n_within; w++)
        if (!is_inside (span_of (place), &topic->within[w]))
          return false;
      return true;
    case PLN_RULE_ROOM_FIT:
      return topic->room_fits[place->room];
    case PLN_RULE_PERSON_BUSY:
      return pln_person_is_free (&plan->meeting->people[statement->person], span_of (place));
    default:
      return true;
    }
}

/* Where two overlap no way is walked: `person_overlap` speaks of those. */
static bool
keeps_way (const Plan *plan, const PlnPlacement *a, const PlnPlacement *b)
{
  const PlnPlacement *first = a->start <= b->start ? a : b, *second = first == a ? b : a;

  return pln_placements_overlap (a, b)
         || second->start - first->start - first->minutes
                >= plan->meeting->transfer[first->room * plan->meeting->n_rooms + second->room];
}

static bool
parts_keep (const Plan *plan, const PlnStatement *statement, const PlnPlacement *mine, const PlnPlacement *other)
{
  switch (statement->rule)
    {
    case PLN_RULE_PERSON_OVERLAP:
    case PLN_RULE_APART:
      return !pln_placements_overlap (mine, other);
    case PLN_RULE_TRANSFER:
      return keeps_way (plan, mine, other);
    case PLN_RULE_AFTER:
      return other->start + other->minutes <= mine->start;
    case PLN_RULE_BEFORE:
      return mine->start + mine->minutes <= other->start;
    case PLN_RULE_SAME_DAY:
      return day_of (plan, mine) == day_of (plan, other);
    case PLN_RULE_DIFFERENT_DAY:
      return day_of (plan, mine) != day_of (plan, other);
    default:
      return true;
    }
}

static bool
pair_keeps (const Plan *plan, const PlnStatement *statement)
{
  int a = statement->topic, b = statement->other;

  for (int x = 0; x < plan->meeting->topics[a].parts; x++)
    for (int y = a == b ? x + 1 : 0; y < plan->meeting->topics[b].parts; y++)
      if (!parts_keep (plan, statement, part_at (plan, a, x), part_at (plan, b, y)))
        return false;
  return true;
}

static bool
follows (const Plan *plan, const PlnStatement *statement)
{
  const PlnPlacement *mine = part_at (plan, statement->topic, 0), *last;

  if (!is_placed (plan, statement->other))
    return false;
  last = part_at (plan, statement->other, plan->meeting->topics[statement->other].parts - 1);
  return mine->room == last->room && mine->start == last->start + last->minutes
         && block_of (plan, mine) == block_of (plan, last);
}

static bool
is_spaced (const Plan *plan, int topic)
{
  const PlnTopic *mine = &plan->meeting->topics[topic];

  for (int part = 1; part < mine->parts; part++)
    {
      const PlnPlacement *a = part_at (plan, topic, part - 1), *b = part_at (plan, topic, part);
      bool same_day = day_of (plan, a) == day_of (plan, b);

      if ((mine->spacing == PLN_SPACING_DIFFERENT_BLOCK && block_of (plan, a) == block_of (plan, b))
          || (mine->spacing == PLN_SPACING_DIFFERENT_DAY && same_day)
          || (mine->spacing == PLN_SPACING_SAME_DAY && !same_day))
        return false;
    }
  return true;
}

static bool
outdoes (const Plan *plan, PlnPosition position, const PlnPlacement *mine, const PlnPlacement *other)
{
  bool near = mine->room == other->room && day_of (plan, mine) == day_of (plan, other);

  switch (position)
    {
    case PLN_POSITION_FIRST:
      return other->start < mine->start;
    case PLN_POSITION_LAST:
      return other->start + other->minutes > mine->start + mine->minutes;
    case PLN_POSITION_DAY_FIRST:
      return near && other->start < mine->start;
    case PLN_POSITION_DAY_LAST:
      return near && other->start + other->minutes > mine->start + mine->minutes;
    case PLN_POSITION_NONE:
      break;
    }
  return false;
}

static bool
is_positioned (const Plan *plan, int topic)
{
  const PlnTopic *mine = &plan->meeting->topics[topic];

  for (int item = 0; item < plan->meeting->n_items; item++)
    for (int part = 0; part < mine->parts; part++)
      if (plan->meeting->items[item].topic != topic && plan->draft->items[item].room >= 0
          && outdoes (plan, mine->position, part_at (plan, topic, part), &plan->draft->items[item]))
        return false;
  return true;
}

/* Relations to what is not placed hold, `follows` excepted. */
static bool
holds (const Plan *plan, const PlnStatement *statement)
{
  if (!is_placed (plan, statement->topic))
    return statement->rule != PLN_RULE_MUST;
  switch (statement->rule)
    {
    case PLN_RULE_MUST:
      return true;
    case PLN_RULE_FOLLOWS:
      return follows (plan, statement);
    case PLN_RULE_PART_SPACING:
      return is_spaced (plan, statement->topic);
    case PLN_RULE_POSITION:
      return is_positioned (plan, statement->topic);
    default:
      break;
    }
  if (statement->other >= 0)
    return !is_placed (plan, statement->other) || pair_keeps (plan, statement);
  for (int part = 0; part < plan->meeting->topics[statement->topic].parts; part++)
    if (!part_keeps (plan, statement, part))
      return false;
  return true;
}

bool
pln_breach_keeps (const PlnBreach *breach, const PlnDraft *draft, int index)
{
  Plan plan = { breach->meeting, draft };

  return holds (&plan, statement_at (breach, index));
}

const PlnProblem *
pln_breach_problem (const PlnBreach *breach)
{
  return breach->problem;
}

/* -- What always binds ----------------------------------------------------------------------------- */

static bool
is_free (const Plan *plan, int item)
{
  const PlnPlacement *mine = &plan->draft->items[item];

  for (int other = 0; other < plan->meeting->n_items; other++)
    if (other != item && plan->draft->items[other].room == mine->room
        && pln_placements_overlap (mine, &plan->draft->items[other]))
      return false;
  return true;
}

static bool
is_in_order (const Plan *plan, int topic)
{
  for (int part = 1; part < plan->meeting->topics[topic].parts; part++)
    {
      PlnInterval before = span_of (part_at (plan, topic, part - 1));

      if (before.end > part_at (plan, topic, part)->start)
        return false;
    }
  return true;
}

/* -- Learning -------------------------------------------------------------------------------------- */

/* The statement of those about a topic that alone is broken; -1: none; -2: several, or one that is known to be
 * needed: to go on from there too costs more than it finds. */
static int
find_single (PlnBreach *breach, const PlnDraft *draft, int topic, const bool *needed)
{
  Plan plan = { breach->meeting, draft };
  const GArray *about = breach->about[topic];
  int found = -1;

  for (guint k = 0; k < about->len; k++)
    {
      int index = g_array_index (about, int, k);

      if (breach->dropped[index])
        continue;
      breach->work++;
      if (holds (&plan, statement_at (breach, index)))
        continue;
      if (found >= 0 || needed[index])
        return -2;
      found = index;
    }
  return found;
}

typedef struct
{
  PlnBreach *breach;
  bool *needed;      /* of all plans */
  GPtrArray *drafts; /* to be looked at */
  GArray *broken;    /* aligned: the statement that each breaks */
} Rotation;

static void
note (Rotation *rotation, const PlnDraft *draft, int topic)
{
  int single = find_single (rotation->breach, draft, topic, rotation->needed);

  if (single < 0)
    return;
  rotation->needed[single] = true;
  g_ptr_array_add (rotation->drafts, pln_draft_copy (draft));
  g_array_append_val (rotation->broken, single);
}

static bool
is_over (const Rotation *rotation)
{
  return rotation->breach->work > MOST_WORK;
}

/* Every other time, length and room for an item. */
static void
move_item (Rotation *rotation, PlnDraft *draft, int item)
{
  const PlnProblem *problem = rotation->breach->problem;
  const PlnProblemItem *mine = &problem->items[item];
  PlnPlacement before = draft->items[item];
  Plan plan = { rotation->breach->meeting, draft };

  for (int room = 0; room < problem->meeting->n_rooms; room++)
    for (int length = mine->least; length <= mine->most; length++)
      for (int step = 0; step < problem->n_steps && !is_over (rotation); step++)
        {
          if (pln_problem_cost (problem, item, step, length) >= PLN_NEVER
              || !pln_problem_room_open (problem, room, step, length))
            continue;
          draft->items[item] = (PlnPlacement){ room, problem->minute[step], length * problem->grid };
          rotation->breach->work++;
          if (is_free (&plan, item) && is_in_order (&plan, mine->topic))
            note (rotation, draft, mine->topic);
        }
  draft->items[item] = before;
}

static void
leave_out (Rotation *rotation, PlnDraft *draft, int topic)
{
  const PlnTopic *mine = &rotation->breach->meeting->topics[topic];
  g_autofree PlnPlacement *before = g_memdup2 (draft->items + mine->first_item, (gsize) mine->parts * sizeof *before);

  for (int part = 0; part < mine->parts; part++)
    draft->items[mine->first_item + part] = (PlnPlacement){ -1, 0, 0 };
  note (rotation, draft, topic);
  memcpy (draft->items + mine->first_item, before, (gsize) mine->parts * sizeof *before);
}

/* A topic of several parts that is left out stays so: one part cannot stand alone. */
static void
move_topic (Rotation *rotation, PlnDraft *draft, int topic)
{
  const PlnTopic *mine = &rotation->breach->meeting->topics[topic];
  bool placed = draft->items[mine->first_item].room >= 0;

  if (placed)
    leave_out (rotation, draft, topic);
  for (int part = 0; part < mine->parts && (placed || mine->parts == 1); part++)
    move_item (rotation, draft, mine->first_item + part);
}

/* Does the plan keep all of the set but one? */
static bool
begin (Rotation *rotation, const PlnDraft *draft)
{
  Plan plan = { rotation->breach->meeting, draft };
  int found = -1;

  for (int k = 0; k < (int) rotation->breach->statements->len; k++)
    if (!rotation->breach->dropped[k] && !holds (&plan, statement_at (rotation->breach, k)))
      {
        if (found >= 0)
          return false;
        found = k;
      }
  if (found < 0)
    return false;
  rotation->needed[found] = true;
  g_ptr_array_add (rotation->drafts, pln_draft_copy (draft));
  g_array_append_val (rotation->broken, found);
  return true;
}

void
pln_breach_learn (PlnBreach *breach, const PlnDraft *draft, bool *needed)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) pln_draft_free);
  g_autoptr (GArray) broken = g_array_new (FALSE, FALSE, sizeof (int));
  Rotation rotation = { breach, needed, drafts, broken };

  if (breach->problem->irregular || !begin (&rotation, draft))
    return;
  for (guint k = 0; k < drafts->len && !is_over (&rotation); k++)
    {
      const PlnStatement *statement = statement_at (breach, g_array_index (broken, int, k));

      move_topic (&rotation, drafts->pdata[k], statement->topic);
      if (statement->other >= 0 && statement->other != statement->topic)
        move_topic (&rotation, drafts->pdata[k], statement->other);
    }
}
