/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/draft.h"

PlnDraft *
pln_draft_new (const PlnMeeting *meeting)
{
  PlnDraft *draft = g_new0 (PlnDraft, 1);

  draft->n_items = meeting->n_items;
  draft->items = g_new0 (PlnPlacement, (gsize) meeting->n_items);
  for (int item = 0; item < draft->n_items; item++)
    draft->items[item].room = -1;
  draft->n_holders = meeting->n_roles * meeting->n_blocks * meeting->n_rooms;
  draft->holders = g_new (int, (gsize) draft->n_holders);
  for (int cell = 0; cell < draft->n_holders; cell++)
    draft->holders[cell] = -1;
  return draft;
}

PlnDraft *
pln_draft_copy (const PlnDraft *draft)
{
  PlnDraft *copy = g_new0 (PlnDraft, 1);

  copy->n_items = draft->n_items;
  copy->items = g_memdup2 (draft->items, sizeof *draft->items * (gsize) draft->n_items);
  copy->n_holders = draft->n_holders;
  copy->holders = g_memdup2 (draft->holders, sizeof *draft->holders * (gsize) draft->n_holders);
  return copy;
}

void
pln_draft_free (PlnDraft *draft)
{
  if (!draft)
    return;
  g_free (draft->items);
  g_free (draft->holders);
  g_free (draft);
}
