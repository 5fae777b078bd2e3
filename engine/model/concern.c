/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/concern.h"

#include <string.h>

bool
pln_concern_is_named (char *const *people, const char *person)
{
  return people && g_strv_contains ((const char *const *) people, person);
}

bool
pln_concern_of_item (const PlnAgendaItem *item, const char *person)
{
  for (int turn = 0; turn < item->n_round; turn++)
    if (strcmp (item->round[turn].person, person) == 0)
      return true;
  return pln_concern_is_named (item->presenters, person) || pln_concern_is_named (item->required, person)
         || pln_concern_is_named (item->optional, person) || pln_concern_is_named (item->requested_by, person);
}

bool
pln_concern_of_block (const PlnAgendaBlock *block, const char *person)
{
  for (int duty = 0; duty < block->n_duties; duty++)
    if (g_strcmp0 (block->duties[duty].person, person) == 0)
      return true;
  return false;
}
