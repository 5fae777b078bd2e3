/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/people.h"
#include "ical/writer.h"
#include "model/directory.h"
#include "text/uri.h"

#include <string.h>

/* In the order in which one who plays several parts is given the greatest. */
typedef enum
{
  PART_CHAIR,
  PART_NEEDED,
  PART_OPTIONAL,
} Part;

typedef struct
{
  const char *person;
  Part part;
} Guest;

static char *
address_of (const PlnAgenda *view, const char *id)
{
  const PlnAgendaPerson *person = pln_directory_person (view, id);
  g_autofree char *mailto = person && person->email ? g_strconcat ("mailto:", person->email, NULL) : NULL;
  g_autofree char *name = NULL;

  if (mailto && pln_uri_is_link (mailto))
    return g_steal_pointer (&mailto);
  name = g_uri_escape_string (id, NULL, FALSE);
  return g_strconcat (PLN_PEOPLE_NO_ADDRESS, name, NULL);
}

void
pln_people_add_organizer (GPtrArray *lines, const PlnEntryWriter *writer)
{
  const PlnAgenda *view = writer->view;
  g_autoptr (GString) params = g_string_new (NULL);
  g_autofree char *address = view->organizer ? address_of (view, view->organizer) : g_strdup (PLN_PEOPLE_NO_ADDRESS "nomail");

  if (writer->options->method == PLN_METHOD_NONE)
    return;
  if (view->organizer)
    pln_content_add_param (params, "CN", pln_directory_person_name (view, view->organizer));
  pln_content_add (lines, "ORGANIZER", params->str, address);
}

static void
add_guest (GArray *guests, const char *person, Part part)
{
  Guest guest = { person, part };

  for (guint i = 0; i < guests->len; i++) {
    Guest *known = &g_array_index (guests, Guest, i);

    if (strcmp (known->person, person) == 0) {
      known->part = MIN (known->part, part);
      return;
    }
  }
  g_array_append_val (guests, guest);
}

static void
add_guests (GArray *guests, char **people, Part part)
{
  for (int i = 0; people && people[i]; i++)
    add_guest (guests, people[i], part);
}

/* The role that leads: the moderator, where the agenda has one, else the first. */
static bool
is_chair (const PlnAgenda *view, const char *role)
{
  for (int i = 0; i < view->n_roles; i++)
    if (strcmp (view->roles[i].id, "moderator") == 0)
      return strcmp (role, "moderator") == 0;
  return view->n_roles > 0 && strcmp (view->roles[0].id, role) == 0;
}

static GArray *
guests_of (const PlnAgenda *view, const PlnAgendaBlock *block, const PlnAgendaItem *item)
{
  GArray *guests = g_array_new (FALSE, FALSE, sizeof (Guest));

  for (int i = 0; i < block->n_duties; i++)
    if (block->duties[i].person)
      add_guest (guests, block->duties[i].person, is_chair (view, block->duties[i].role) ? PART_CHAIR : PART_NEEDED);
  add_guests (guests, item->presenters, PART_NEEDED);
  for (int turn = 0; turn < item->n_round; turn++)
    add_guest (guests, item->round[turn].person, PART_NEEDED);
  add_guests (guests, item->required, PART_NEEDED);
  add_guests (guests, item->optional, PART_OPTIONAL);
  return guests;
}

static void
add_attendee (GPtrArray *lines, const PlnAgenda *view, const Guest *guest)
{
  static const char *const parts[] = { "CHAIR", "REQ-PARTICIPANT", "OPT-PARTICIPANT" };
  g_autoptr (GString) params = g_string_new (NULL);
  g_autofree char *address = address_of (view, guest->person);

  pln_content_add_param (params, "CN", pln_directory_person_name (view, guest->person));
  pln_content_add_param (params, "ROLE", parts[guest->part]);
  pln_content_add_param (params, "PARTSTAT", "NEEDS-ACTION");
  pln_content_add_param (params, "RSVP", "TRUE");
  pln_content_add (lines, "ATTENDEE", params->str, address);
}

/* A line each; a published event may have but one. */
static void
add_contacts (GPtrArray *lines, const PlnEntryWriter *writer, const GArray *guests)
{
  bool in_one = writer->options->method == PLN_METHOD_PUBLISH;
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < guests->len; i++) {
    const Guest *guest = &g_array_index (guests, Guest, i);
    const char *name = pln_directory_person_name (writer->view, guest->person);

    if (guest->part == PART_OPTIONAL)
      continue;
    if (in_one)
      g_string_append_printf (all, "%s%s", all->len > 0 ? ", " : "", name);
    else
      pln_content_add_text (lines, "CONTACT", "", name);
  }
  pln_content_add_text (lines, "CONTACT", "", all->str);
}

void
pln_people_add_of_item (GPtrArray *lines,
                        const PlnEntryWriter *writer,
                        const PlnAgendaBlock *block,
                        const PlnAgendaItem *item)
{
  g_autoptr (GArray) guests = guests_of (writer->view, block, item);

  pln_people_add_organizer (lines, writer);
  if (writer->options->method == PLN_METHOD_REQUEST)
    for (guint i = 0; i < guests->len; i++)
      add_attendee (lines, writer->view, &g_array_index (guests, Guest, i));
  else
    add_contacts (lines, writer, guests);
}

void
pln_people_add_assignee (GPtrArray *lines, const PlnEntryWriter *writer, const char *person)
{
  const Guest guest = { person, PART_NEEDED };

  if (writer->options->method == PLN_METHOD_REQUEST)
    add_attendee (lines, writer->view, &guest);
  else
    pln_content_add_text (lines, "CONTACT", "", pln_directory_person_name (writer->view, person));
}
