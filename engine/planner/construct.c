/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/construct.h"

typedef struct
{
  int topic;
  int rank; /* lower first */
  gint64 worth; /* higher first */
  int room; /* how many steps there are to start at: fewer first */
} Order;

static int
compare (gconstpointer a, gconstpointer b)
{
  const Order *x = a, *y = b;

  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  if (x->room != y->room)
    return x->room < y->room ? -1 : 1;
  if (x->worth != y->worth)
    return x->worth > y->worth ? -1 : 1;
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
  Order order = { topic, mine->must ? 1 : 2, mine->drop_cost, 0 };
  int at = topic;

  if (mine->position != PLN_POSITION_NONE)
    order.rank = 0;
  if (mine->head >= 0)
    order.rank = 3 + depth (survey, topic);
  while (survey->topics[at].head >= 0 && at != survey->topics[survey->topics[at].head].head
         && order.rank < survey->n_topics)
    at = survey->topics[at].head;
  for (int part = 0; part < mine->n_parts; part++)
    order.worth += survey->problem->items[mine->first_item + part].most;
  order.room = survey->items[mine->first_item].n_slots;
  return order;
}

void
pln_construct (PlnMover *mover, bool (*stop) (gpointer data), gpointer data)
{
  const PlnSurvey *survey = mover->survey;
  PlnState *state = mover->state;
  g_autofree Order *orders = g_new (Order, (gsize) survey->n_topics + 1);

  for (int t = 0; t < survey->n_topics; t++)
    orders[t] = rate (survey, t);
  qsort (orders, (size_t) survey->n_topics, sizeof *orders, compare);
  for (int k = 0; k < survey->n_topics && !stop (data); k++)
    {
      gint64 before = pln_state_energy (state);
      PlnMark mark;

      if (state->n_standing[orders[k].topic] > 0)
        continue;
      pln_state_keep (state);
      mark = pln_state_mark (state);
      if (pln_mover_insert_best (mover, orders[k].topic, 0) && pln_state_energy (state) > before)
        pln_state_roll_back (state, mark);
    }
}
