/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/explain.h"

#include "planner/block.h"

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

/* -- Unplaced topics ------------------------------------------------------------------------------- */

/* Does the item fit somewhere in the block, were it alone there? */
static bool
fits_alone (const PlnProblem *problem, int item, int block)
{
  for (int room = 0; room < problem->meeting->n_rooms; room++)
    if (pln_block_item_least (problem, item, room, block, problem->items[item].least) < PLN_NEVER)
      return true;
  return false;
}

static char *
why_unplaced (const PlnProblem *problem, int topic)
{
  const PlnTopic *row = &problem->meeting->topics[topic];

  for (int item = row->first_item; item < row->first_item + row->parts; item++)
    {
      bool fits = false;

      for (int block = 0; block < problem->meeting->n_blocks; block++)
        fits = fits || fits_alone (problem, item, block);
      if (!fits)
        return g_strdup ("there is no block in which its cast is free and it fits");
    }
  return g_strdup ("placing it would cost more than it is worth: other topics would have to give way");
}

void
pln_explain_unplaced (const PlnProblem *problem, const PlnDraft *draft, PlnReasons *reasons)
{
  const PlnMeeting *meeting = problem->meeting;

  reasons->n_topics = meeting->n_topics;
  reasons->why = g_new0 (char *, (gsize) MAX (1, meeting->n_topics));
  for (int t = 0; t < meeting->n_topics; t++)
    if (draft->items[meeting->topics[t].first_item].room < 0)
      reasons->why[t] = why_unplaced (problem, t);
}
