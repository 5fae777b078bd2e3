/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/description.h"
#include "model/directory.h"
#include "model/duration.h"

static void
add_people (GString *out, const PlnAgenda *view, const char *label, char **ids)
{
  g_autofree char *names = pln_directory_join_names (view, ids, ", ");

  if (names[0])
    g_string_append_printf (out, "%s: %s\n", label, names);
}

static void
add_round (GString *out, const PlnAgenda *view, const PlnAgendaItem *item)
{
  for (int turn = 0; turn < item->n_round; turn++) {
    PlnCivil clock = pln_zone_to_civil (view->zone, item->round[turn].start.minute);

    g_string_append_printf (out, "%02d:%02d %s\n", clock.hour, clock.minute,
                            pln_directory_person_name (view, item->round[turn].person));
  }
}

static void
add_duties (GString *out, const PlnAgenda *view, const PlnAgendaBlock *block)
{
  for (int i = 0; i < block->n_duties; i++)
    if (block->duties[i].person)
      g_string_append_printf (out, "%s: %s\n", pln_directory_role_title (view, block->duties[i].role),
                              pln_directory_person_name (view, block->duties[i].person));
}

static void
add_times (GString *out, const PlnAgendaItem *item)
{
  int granted_minutes = item->end.minute - item->start.minute;
  g_autofree char *asked = pln_duration_format (item->asked);
  g_autofree char *granted = pln_duration_format (granted_minutes);

  if (item->asked > granted_minutes)
    g_string_append_printf (out, "Asked %s, granted %s\n", asked, granted);
  if (item->estimate)
    g_string_append (out, "The length is an estimate\n");
}

static void
add_links (GString *out, const PlnAgenda *view, const PlnAgendaItem *item)
{
  for (int i = 0; i < item->n_attachments; i++)
    g_string_append_printf (out, "%s: %s\n", item->attachments[i].title ? item->attachments[i].title : "Link",
                            item->attachments[i].uri);
  if (view->conference)
    g_string_append_printf (out, "Conference: %s\n", view->conference);
}

char *
pln_description_of_item (const PlnAgenda *view, const PlnAgendaBlock *block, const PlnAgendaItem *item)
{
  GString *out = g_string_new (NULL);

  if (item->n_round == 0)
    add_people (out, view, "Presents", item->presenters);
  add_round (out, view, item);
  add_people (out, view, "Needed", item->required);
  add_people (out, view, "Requested by", item->requested_by);
  for (int i = 0; item->merged && item->merged[i]; i++)
    g_string_append_printf (out, "Merged with: %s\n", item->merged[i]);
  add_duties (out, view, block);
  if (item->contingent)
    g_string_append_printf (out, "Contingent: %s\n", item->contingent);
  add_times (out, item);
  if (item->notes)
    g_string_append_printf (out, "\n%s\n\n", item->notes);
  add_links (out, view, item);
  return g_string_free (out, FALSE);
}
