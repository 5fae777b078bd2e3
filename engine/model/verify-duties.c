/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/verify-case.h"

#include <string.h>

/* Who holds which role in which block of which room. */

/* A duty that somebody of the meeting holds, whatever the role is. */
typedef struct
{
  int person;
  int block, room;
} Held;

typedef struct
{
  PlnCase *hearing;
  const PlnMeeting *meeting;
  const char **holders; /* [role * n_cells + cell]: id as the file gives it; NULL: open or unused */
  GArray *held;         /* of Held, by person */
  int *held_first;      /* [n_people + 1] */
} Duties;

/* One duty as the families of findings see it. */
typedef struct
{
  const PlnRole *role;
  const PlnPerson *person;
  int person_index;
  int cell, block, room;
  PlnInterval time; /* of the block */
} Duty;

/* The name of a holder, or the id of one whom the meeting does not know. */
static const char *
name_of (const Duties *duties, const char *id)
{
  int person = pln_case_find (duties->hearing->person_of, id);

  return person >= 0 ? duties->meeting->people[person].name : id;
}

static bool
is_open (const PlnDuty *duty)
{
  return !duty->person || !*duty->person;
}

static gint
compare_held (gconstpointer a, gconstpointer b)
{
  const Held *x = a, *y = b;

  if (x->person != y->person)
    return x->person - y->person;
  return x->block != y->block ? x->block - y->block : x->room - y->room;
}

static void
read_cell (Duties *duties, int cell)
{
  PlnCase *hearing = duties->hearing;
  const PlnAgendaBlock *block = hearing->cells[cell];

  for (int k = 0; k < block->n_duties; k++)
    {
      const PlnDuty *duty = &block->duties[k];
      int role = pln_case_find (hearing->role_of, duty->role);
      Held held = { pln_case_find (hearing->person_of, duty->person), cell / duties->meeting->n_rooms,
                    cell % duties->meeting->n_rooms };

      if (role >= 0 && !is_open (duty))
        duties->holders[role * hearing->n_cells + cell] = duty->person;
      if (held.person >= 0)
        g_array_append_val (duties->held, held);
    }
}

static void
gather (Duties *duties)
{
  PlnCase *hearing = duties->hearing;
  int next = 0;

  duties->holders = g_new0 (const char *, (gsize) duties->meeting->n_roles * (gsize) hearing->n_cells);
  duties->held = g_array_new (FALSE, FALSE, sizeof (Held));
  duties->held_first = g_new (int, (gsize) duties->meeting->n_people + 1);
  for (int cell = 0; cell < hearing->n_cells; cell++)
    if (pln_case_is_used (hearing, cell))
      read_cell (duties, cell);
  g_array_sort (duties->held, compare_held);
  for (int person = 0; person <= duties->meeting->n_people; person++)
    {
      while (next < (int) duties->held->len && g_array_index (duties->held, Held, next).person < person)
        next++;
      duties->held_first[person] = next;
    }
}

/* -- What the file says of a block, known or not ------------------------------------------------- */

static void
hear_names (Duties *duties, int cell)
{
  PlnCase *hearing = duties->hearing;
  int start = duties->meeting->blocks[cell / duties->meeting->n_rooms].interval.start;
  const PlnAgendaBlock *block = hearing->cells[cell];

  for (int k = 0; k < block->n_duties; k++)
    {
      const PlnDuty *duty = &block->duties[k];

      if (pln_case_find (hearing->role_of, duty->role) < 0)
        pln_case_break (hearing, "role_pool", NULL, NULL, block->room,
                        "the block of %s in %s has a role %s, which is none", PLN_WHEN (hearing, start), block->room,
                        duty->role);
      for (int l = 0; l < k && !is_open (duty); l++)
        if (g_strcmp0 (block->duties[l].person, duty->person) == 0)
          pln_case_break (hearing, "role_twice", NULL, pln_case_ids (duty->person, NULL), block->room,
                          "%s has the roles %s and %s in the block of %s in %s", name_of (duties, duty->person),
                          block->duties[l].role, duty->role, PLN_WHEN (hearing, start), block->room);
    }
}

/* -- What a holder owes -------------------------------------------------------------------------- */

static char **
holder_id (const Duty *duty)
{
  return pln_case_ids (duty->person->id, NULL);
}

static void
hear_elsewhere (const Duties *duties, const Duty *duty)
{
  const PlnMeeting *meeting = duties->meeting;
  const PlnEngagements *engagements = &duties->hearing->engagements[duty->person_index];

  for (int k = duties->held_first[duty->person_index]; k < duties->held_first[duty->person_index + 1]; k++)
    {
      const Held *held = &g_array_index (duties->held, Held, k);

      if (held->room != duty->room && pln_interval_overlaps (meeting->blocks[held->block].interval, duty->time))
        pln_case_break (duties->hearing, "role_elsewhere", NULL, holder_id (duty), meeting->rooms[duty->room].id,
                        "%s has roles in %s and in %s, %s", duty->person->name, meeting->rooms[duty->room].name,
                        meeting->rooms[held->room].name, PLN_WHEN (duties->hearing, duty->time.start));
    }
  for (int k = 0; k < engagements->n_items; k++)
    {
      const PlnSitting *sitting = &duties->hearing->sittings[engagements->items[k]];
      const PlnItem *item = &meeting->items[engagements->items[k]];

      if (sitting->room != duty->room && pln_interval_overlaps (sitting->time, duty->time))
        pln_case_break (duties->hearing, "role_elsewhere", pln_case_ids (item->id, NULL), holder_id (duty),
                        meeting->rooms[duty->room].id, "%s has the role %s in %s, %s, and is needed at \"%s\" in %s",
                        duty->person->name, duty->role->title, meeting->rooms[duty->room].name,
                        PLN_WHEN (duties->hearing, duty->time.start), item->title, meeting->rooms[sitting->room].name);
    }
}

static void
charge_wishes (const Duties *duties, const Duty *duty)
{
  const PlnPerson *p = duty->person;
  int comfort = duties->meeting->weights[PLN_TERM_COMFORT];

  for (int k = 0; k < p->n_soft; k++)
    if (p->soft[k].weight > 0 && pln_spans_overlap (&p->soft[k].spans, duty->time))
      pln_case_charge (duties->hearing, PLN_TERM_SOFT_UNAVAILABLE, p->soft[k].weight, -1, NULL, holder_id (duty),
                       "%s would rather not be %s, %s%s%s", p->name, duty->role->title,
                       PLN_WHEN (duties->hearing, duty->time.start), p->soft[k].summary ? ": " : "",
                       p->soft[k].summary ? p->soft[k].summary : "");
  if (p->has_comfort && comfort > 0 && !pln_spans_contain (&p->comfort, duty->time))
    pln_case_charge (duties->hearing, PLN_TERM_COMFORT, comfort, -1, NULL, holder_id (duty),
                     "the block of %s, in which %s is %s, is outside their comfortable hours",
                     PLN_WHEN (duties->hearing, duty->time.start), p->name, duty->role->title);
}

static void
charge_presenting (const Duties *duties, const Duty *duty)
{
  const PlnCase *hearing = duties->hearing;

  for (int k = hearing->cell_first[duty->cell]; k < hearing->cell_first[duty->cell + 1]; k++)
    {
      const PlnItem *item = &duties->meeting->items[hearing->cell_items[k]];

      if (pln_topic_has_in_cast (&duties->meeting->topics[item->topic], duty->person_index))
        pln_case_charge (duties->hearing, PLN_TERM_ROLE_PRESENTING, duties->meeting->weights[PLN_TERM_ROLE_PRESENTING],
                         item->topic, pln_case_ids (item->id, NULL), holder_id (duty), "%s is %s and needed for \"%s\"",
                         duty->person->name, duty->role->title, item->title);
    }
}

static bool
is_in_pool (const PlnRole *role, int person)
{
  for (int k = 0; k < role->n_pool; k++)
    if (role->pool[k] == person)
      return true;
  return false;
}

static void
hear_holder (const Duties *duties, const Duty *duty, const char *holder)
{
  if (duty->person_index < 0 || !is_in_pool (duty->role, duty->person_index))
    {
      pln_case_break (duties->hearing, "role_pool", NULL, pln_case_ids (holder, NULL),
                      duties->meeting->rooms[duty->room].id, "%s is not in the pool of %s, %s in %s", name_of (duties, holder),
                      duty->role->title, PLN_WHEN (duties->hearing, duty->time.start),
                      duties->meeting->rooms[duty->room].name);
      return;
    }
  if (!pln_person_is_free (duty->person, duty->time))
    pln_case_break (duties->hearing, "role_busy", NULL, holder_id (duty), duties->meeting->rooms[duty->room].id,
                    "%s is %s and not available throughout the block of %s", duty->person->name, duty->role->title,
                    PLN_WHEN (duties->hearing, duty->time.start));
  hear_elsewhere (duties, duty);
  charge_presenting (duties, duty);
  charge_wishes (duties, duty);
}

static void
hear_open (const Duties *duties, const Duty *duty)
{
  for (int k = 0; k < duty->role->n_pool; k++)
    if (pln_person_is_free (&duties->meeting->people[duty->role->pool[k]], duty->time))
      {
        pln_case_charge (duties->hearing, PLN_TERM_ROLE_OPEN, duties->meeting->weights[PLN_TERM_ROLE_OPEN], -1, NULL,
                         NULL, "nobody is %s, %s in %s", duty->role->title,
                         PLN_WHEN (duties->hearing, duty->time.start), duties->meeting->rooms[duty->room].name);
        return;
      }
}

static void
hear_cell (Duties *duties, int cell)
{
  const PlnMeeting *meeting = duties->meeting;
  int block = cell / meeting->n_rooms;

  hear_names (duties, cell);
  for (int role = 0; role < meeting->n_roles; role++)
    {
      const char *holder = duties->holders[role * duties->hearing->n_cells + cell];
      int person = pln_case_find (duties->hearing->person_of, holder);
      Duty duty = { &meeting->roles[role], person >= 0 ? &meeting->people[person] : NULL, person, cell, block,
                    cell % meeting->n_rooms, meeting->blocks[block].interval };

      if (holder)
        hear_holder (duties, &duty, holder);
      else
        hear_open (duties, &duty);
    }
}

/* -- What a role costs over the meeting ---------------------------------------------------------- */

/* In one room, each used block against the used block before it on the same day. */
static void
charge_repeats (Duties *duties, int role, int room)
{
  const PlnMeeting *meeting = duties->meeting;
  const char **holders = duties->holders + role * duties->hearing->n_cells;
  int before = -1;

  for (int block = 0; block < meeting->n_blocks; block++)
    {
      int cell = pln_case_cell (duties->hearing, block, room);

      if (!pln_case_is_used (duties->hearing, cell))
        continue;
      if (before >= 0 && meeting->blocks[before].day == meeting->blocks[block].day && holders[cell]
          && g_strcmp0 (holders[cell], holders[pln_case_cell (duties->hearing, before, room)]) == 0)
        pln_case_charge (duties->hearing, PLN_TERM_ROLE_REPEAT, meeting->weights[PLN_TERM_ROLE_REPEAT], -1, NULL,
                         pln_case_ids (holders[cell], NULL), "%s is %s two blocks running, the second at %s",
                         name_of (duties, holders[cell]), meeting->roles[role].title,
                         PLN_WHEN (duties->hearing, meeting->blocks[block].interval.start));
      before = block;
    }
}

/* T(h + n) - T(h) = n·h + n(n - 1)/2. */
static void
charge_person_load (Duties *duties, const PlnRole *role, int k, int n)
{
  const PlnPerson *p = &duties->meeting->people[role->pool[k]];
  int before = role->history[k];
  gint64 cost = (gint64) n * before + (gint64) n * (n - 1) / 2;
  g_autofree char *more = before > 0 ? g_strdup_printf (", after %d more than others", before) : g_strdup ("");

  pln_case_charge (duties->hearing, PLN_TERM_ROLE_LOAD, duties->meeting->weights[PLN_TERM_ROLE_LOAD] * cost, -1, NULL,
                   pln_case_ids (p->id, NULL), "%s is %s in %d %s%s", p->name, role->title, n,
                   n == 1 ? "block" : "blocks", more);
}

static void
charge_load (Duties *duties, int role)
{
  const PlnMeeting *meeting = duties->meeting;
  g_autofree int *blocks = g_new0 (int, meeting->n_people);

  for (int cell = 0; cell < duties->hearing->n_cells; cell++)
    {
      int person
        = pln_case_find (duties->hearing->person_of, duties->holders[role * duties->hearing->n_cells + cell]);

      if (person >= 0)
        blocks[person]++;
    }
  for (int k = 0; k < meeting->roles[role].n_pool; k++)
    if (blocks[meeting->roles[role].pool[k]] > 0)
      charge_person_load (duties, &meeting->roles[role], k, blocks[meeting->roles[role].pool[k]]);
}

void
pln_case_hear_duties (PlnCase *hearing)
{
  Duties duties = { .hearing = hearing, .meeting = hearing->meeting };

  gather (&duties);
  for (int cell = 0; cell < hearing->n_cells; cell++)
    if (pln_case_is_used (hearing, cell))
      hear_cell (&duties, cell);
  for (int role = 0; role < hearing->meeting->n_roles; role++)
    {
      for (int room = 0; room < hearing->meeting->n_rooms; room++)
        charge_repeats (&duties, role, room);
      charge_load (&duties, role);
    }
  g_free (duties.holders);
  g_array_unref (duties.held);
  g_free (duties.held_first);
}
