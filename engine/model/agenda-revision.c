/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/agenda-keys.h"

#include <string.h>

/* Does a plan made from an earlier agenda differ from it in what people were told: items, times,
 * rooms, titles, holders, what is unplaced? Each agenda is told as a sorted list of such facts. */

static void G_GNUC_PRINTF (2, 3)
tell (GPtrArray *facts, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (facts, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static void
tell_block (GPtrArray *facts, const PlnAgendaBlock *block)
{
  for (int k = 0; k < block->n_duties && block->n_items > 0; k++)
    if (block->duties[k].person)
      tell (facts, "duty\n%d\n%s\n%s\n%s", block->start.minute, block->room, block->duties[k].role,
            block->duties[k].person);
  for (int k = 0; k < block->n_items; k++)
    {
      const PlnAgendaItem *item = &block->items[k];

      tell (facts, "item\n%s\n%d\n%d\n%s\n%s", item->id, item->start.minute, item->end.minute, item->room,
            item->title ? item->title : "");
    }
}

static gint
compare_facts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static GPtrArray *
facts_of (const PlnAgenda *agenda)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (g_free);

  for (int day = 0; day < agenda->n_days; day++)
    for (int block = 0; block < agenda->days[day].n_blocks; block++)
      tell_block (facts, &agenda->days[day].blocks[block]);
  for (int k = 0; k < agenda->n_unplaced; k++)
    tell (facts, "unplaced\n%s", agenda->unplaced[k].topic);
  g_ptr_array_sort (facts, compare_facts);
  return facts;
}

int
pln_agenda_next_revision (const PlnAgenda *agenda, const PlnAgenda *previous)
{
  g_autoptr (GPtrArray) now = NULL, before = NULL;
  bool same;

  if (!previous)
    return 0;
  now = facts_of (agenda);
  before = facts_of (previous);
  same = now->len == before->len;
  for (guint k = 0; same && k < now->len; k++)
    same = strcmp (now->pdata[k], before->pdata[k]) == 0;
  return previous->revision + (same ? 0 : 1);
}
