/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/directory.h"

#include <string.h>

const PlnAgendaPerson *
pln_directory_person (const PlnAgenda *agenda, const char *id)
{
  for (int i = 0; i < agenda->n_people; i++)
    if (strcmp (agenda->people[i].id, id) == 0)
      return &agenda->people[i];
  return NULL;
}

const char *
pln_directory_person_name (const PlnAgenda *agenda, const char *id)
{
  const PlnAgendaPerson *person = pln_directory_person (agenda, id);

  return person && person->name ? person->name : id;
}

static const char *
named (const PlnNamed *rows, int n, const char *id)
{
  for (int i = 0; i < n; i++)
    if (strcmp (rows[i].id, id) == 0)
      return rows[i].name ? rows[i].name : id;
  return id;
}

const char *
pln_directory_room_name (const PlnAgenda *agenda, const char *id)
{
  return named (agenda->rooms, agenda->n_rooms, id);
}

const char *
pln_directory_role_title (const PlnAgenda *agenda, const char *id)
{
  return named (agenda->roles, agenda->n_roles, id);
}

int
pln_directory_room_index (const PlnAgenda *agenda, const char *id)
{
  int room = 0;

  while (room < agenda->n_rooms && strcmp (agenda->rooms[room].id, id) != 0)
    room++;
  return room;
}

/* The first item with that id, or of that topic. */
static const PlnAgendaItem *
find_item (const PlnAgenda *agenda, const char *id, bool by_topic)
{
  for (int day = 0; day < agenda->n_days; day++)
    for (int b = 0; b < agenda->days[day].n_blocks; b++) {
      const PlnAgendaBlock *block = &agenda->days[day].blocks[b];

      for (int i = 0; i < block->n_items; i++)
        if (g_strcmp0 (by_topic ? block->items[i].topic : block->items[i].id, id) == 0)
          return &block->items[i];
    }
  return NULL;
}

const PlnAgendaItem *
pln_directory_item (const PlnAgenda *agenda, const char *id)
{
  return find_item (agenda, id, false);
}

const char *
pln_directory_item_title (const PlnAgendaItem *item)
{
  return item->title ? item->title : item->id;
}

const char *
pln_directory_topic_title (const PlnAgenda *agenda, const char *topic)
{
  const PlnAgendaItem *item = find_item (agenda, topic, true);

  for (int i = 0; !item && i < agenda->n_unplaced; i++)
    if (strcmp (agenda->unplaced[i].topic, topic) == 0)
      return agenda->unplaced[i].title ? agenda->unplaced[i].title : topic;
  return item ? pln_directory_item_title (item) : topic;
}

char *
pln_directory_join_names (const PlnAgenda *agenda, char **ids, const char *separator)
{
  GString *out = g_string_new (NULL);

  for (int i = 0; ids && ids[i]; i++) {
    if (i > 0)
      g_string_append (out, separator);
    g_string_append (out, pln_directory_person_name (agenda, ids[i]));
  }
  return g_string_free (out, FALSE);
}

static char *
folded (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (normal ? normal : text, -1);
}

const char *
pln_agenda_find_person (const PlnAgenda *agenda, const char *name)
{
  g_autofree char *wanted = folded (name);

  for (int i = 0; i < agenda->n_people; i++)
    if (strcmp (agenda->people[i].id, name) == 0)
      return agenda->people[i].id;
  for (int i = 0; i < agenda->n_people; i++) {
    g_autofree char *known = agenda->people[i].name ? folded (agenda->people[i].name) : NULL;

    if (g_strcmp0 (known, wanted) == 0)
      return agenda->people[i].id;
  }
  return NULL;
}

const char *
pln_agenda_person_name (const PlnAgenda *agenda, const char *id)
{
  return pln_directory_person_name (agenda, id);
}
