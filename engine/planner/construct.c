/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/construct.h"

typedef struct
{
  int topic;
  int rank; /* lower first: position, must, the others, followers by depth */
  int before; /* how many topics have to come before it, one after another: fewer first */
  int n_slots; /* where it fits at all: fewer first */
  int steps; /* longer first */
} Order;

static int
compare (gconstpointer a, gconstpointer b)
{
  const Order *x = a, *y = b;

  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  if (x->before != y->before)
    return x->before < y->before ? -1 : 1;
  if (x->n_slots != y->n_slots)
    return x->n_slots < y->n_slots ? -1 : 1;
  if (x->steps != y->steps)
    return x->steps > y->steps ? -1 : 1;
  return x->topic - y->topic;
}

/* How many links of `follows` lead to the topic. */
static int
depth (const PlnSurvey *survey, int topic)
{
  int n = 0;

  for (int at = survey->topics[topic].head; at >= 0 && n < survey->n_topics; at = survey->topics[at].head)
    n++;
  return n;
}

static Order
rate (const PlnSurvey *survey, int topic)
{
  const PlnSurveyTopic *mine = &survey->topics[topic];
  Order order = { topic, mine->must ? 1 : 2, 0, survey->items[mine->first_item].n_slots, 0 };

  if (mine->position != PLN_POSITION_NONE)
    order.rank = 0;
  if (mine->head >= 0)
    order.rank = 3 + depth (survey, topic);
  for (int part = 0; part < mine->n_parts; part++)
    order.steps += survey->problem->items[mine->first_item + part].most;
  return order;
}

#define MOST_BEFORE 16 /* a chain of `after` this long is as good as any; ends rings, too */

/* Counts the chains of `after`: whatever comes first must not be put where there is nothing before it. */
static void
count_before (const PlnSurvey *survey, Order *orders)
{
  bool again = true;

  for (int round = 0; round < MOST_BEFORE && again; round++)
    {
      again = false;
      for (int t = 0; t < survey->n_topics; t++)
        for (int k = 0; k < survey->topics[t].n_hard; k++)
          {
            const PlnBond *bond = &survey->topics[t].bonds[k];

            if (bond->kind != PLN_BOND_AFTER || orders[t].before > orders[bond->other].before)
              continue;
            orders[t].before = orders[bond->other].before + 1;
            again = true;
          }
    }
}

/* What comes last stands at the end of the latest block that will have it, so that there is room for
 * the rest. Returns: false, with nothing changed, where it is of several parts or nothing will */
static bool
insert_late (PlnMover *mover, int topic)
{
  const PlnSurvey *survey = mover->survey;
  int item = survey->topics[topic].first_item;

  if (survey->topics[topic].n_parts > 1)
    return false;
  for (int block = survey->n_blocks - 1; block >= 0; block--)
    for (int slot = block; slot < survey->n_slots; slot += survey->n_blocks)
      if (pln_mover_can_stand_in (mover, item, slot)
          && pln_mover_insert_run (mover, &item, 1, slot, mover->state->queues[slot].n))
        {
          pln_state_settle (mover->state);
          return true;
        }
  return false;
}

/* Slots that are looked at for each item: all of a small meeting's. */
static int
count_tries (const PlnSurvey *survey)
{
  return MAX (16, 20000 / MAX (1, survey->n_items));
}

static void
insert (PlnMover *mover, int topic)
{
  PlnState *state = mover->state;
  PlnPosition position = mover->survey->topics[topic].position;
  gint64 before = pln_state_energy (state);
  PlnMark mark;

  pln_state_keep (state);
  mark = pln_state_mark (state);
  if ((position == PLN_POSITION_LAST || position == PLN_POSITION_DAY_LAST) && insert_late (mover, topic))
    return;
  if (pln_mover_insert_best (mover, topic, count_tries (mover->survey)) && pln_state_energy (state) > before)
    pln_state_roll_back (state, mark);
}

void
pln_construct (PlnMover *mover, bool (*stop) (gpointer data), gpointer data)
{
  const PlnSurvey *survey = mover->survey;
  g_autofree Order *orders = g_new (Order, (gsize) survey->n_topics + 1);

  for (int t = 0; t < survey->n_topics; t++)
    orders[t] = rate (survey, t);
  count_before (survey, orders);
  qsort (orders, (size_t) survey->n_topics, sizeof *orders, compare);
  for (int k = 0; k < survey->n_topics && !stop (data); k++)
    if (mover->state->n_standing[orders[k].topic] == 0)
      insert (mover, orders[k].topic);
}
