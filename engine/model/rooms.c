/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/reader.h"

static void
read_room (PlnReader *reader, const PlnJson *node, PlnRoom *room)
{
  room->id = pln_reader_copy_text (reader, node, "id");
  room->name = pln_reader_copy_text (reader, node, "name");
  if (!room->name)
    room->name = g_strdup (room->id);
  room->capacity = pln_reader_integer (reader, node, "capacity", G_MAXINT);
  room->features = pln_reader_texts (reader, node, "features");
  room->place = pln_reader_place (node);
  pln_window_read_all (reader, node, "unavailable", &room->unavailable);
}

/* {"from": {"to": minutes}}; pairs that are missing take no time. */
static void
read_pairs (PlnReader *reader, const PlnJson *table)
{
  PlnMeeting *meeting = reader->meeting;

  for (const PlnJson *row = table->child; row; row = row->next)
    {
      int from = pln_reader_find (reader, &reader->rooms, row);

      for (const PlnJson *cell = row->kind == PLN_JSON_OBJECT ? row->child : NULL; cell; cell = cell->next)
        {
          int to = pln_reader_find (reader, &reader->rooms, cell);

          if (from >= 0 && to >= 0 && from != to && cell->kind == PLN_JSON_INTEGER)
            meeting->transfer[from * meeting->n_rooms + to] = (int) cell->integer;
        }
    }
}

static void
read_transfer (PlnReader *reader, const PlnJson *root)
{
  PlnMeeting *meeting = reader->meeting;
  const PlnJson *transfer = pln_reader_get (reader, root, "transfer");
  int n = meeting->n_rooms;

  meeting->transfer = g_new0 (int, (gsize) n * (gsize) n);
  if (!transfer)
    return;
  if (transfer->kind == PLN_JSON_OBJECT)
    {
      read_pairs (reader, transfer);
      return;
    }
  for (int from = 0; from < n; from++)
    for (int to = 0; to < n; to++)
      if (from != to)
        meeting->transfer[from * n + to] = (int) transfer->integer;
}

void
pln_rooms_read (PlnReader *reader, const PlnJson *root)
{
  PlnMeeting *meeting = reader->meeting;
  const PlnJson *list = pln_reader_get (reader, root, "rooms");
  int n = list ? list->n_children : 1;

  if (n > PLN_ROOMS_MAX)
    {
      pln_faults_add (&reader->faults, PLN_CODE_OUT_OF_RANGE, list, false, NULL, NULL, "more than %d rooms", PLN_ROOMS_MAX);
      reader->rooms.incomplete = true;
      return;
    }
  pln_reader_begin_index (reader, &reader->rooms, root, "rooms");
  meeting->rooms = g_new0 (PlnRoom, (gsize) n);
  if (!list)
    {
      meeting->rooms[meeting->n_rooms++] = (PlnRoom){
        .id = g_strdup ("main"), .name = g_strdup ("main"), .capacity = G_MAXINT, .features = g_new0 (char *, 1),
      };
      g_hash_table_insert (reader->rooms.by_id, (gpointer) "main", GINT_TO_POINTER (1));
    }
  for (const PlnJson *row = pln_reader_first (reader, root, "rooms"); row; row = pln_reader_next (reader, row))
    {
      pln_reader_enter (reader, &reader->rooms, row, meeting->n_rooms);
      read_room (reader, row, &meeting->rooms[meeting->n_rooms++]);
    }
  read_transfer (reader, root);
}
