/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/moment.h"
#include "model/reader.h"

/* How far around the meeting calendars and comfortable hours are looked at. */
#define DAYS_AROUND 2

static const PlnZone *
zone_of (PlnReader *reader, const PlnJson *node, PlnPerson *person)
{
  const PlnJson *name = pln_reader_get (reader, node, "timezone");
  PlnZone *zone = name ? pln_reader_zone (reader, name) : NULL;

  if (zone)
    person->timezone = g_strdup (name->string);
  return zone ? zone : reader->meeting->zone;
}

static bool
is_soft (const PlnReader *reader, const PlnJson *window)
{
  return pln_json_member (window, "weight") || pln_reader_flag (reader, window, "soft");
}

static void
read_unavailable (PlnReader *reader, const PlnJson *node, PlnPerson *person, GArray *soft)
{
  for (const PlnJson *row = pln_reader_first (reader, node, "unavailable"); row; row = pln_reader_next (reader, row))
    if (is_soft (reader, row))
      {
        PlnWindow window = pln_window_read_soft (reader, row, PLN_TERM_SOFT_UNAVAILABLE);

        g_array_append_val (soft, window);
      }
    else
      pln_window_read (reader, row, &person->busy);
}

static void
take_rows (PlnReader *reader, PlnPerson *person, PlnPlace place, GArray *rows, GArray *soft)
{
  for (guint k = 0; k < rows->len; k++)
    {
      PlnBusy *row = &g_array_index (rows, PlnBusy, k);
      PlnWindow window = { .weight = reader->meeting->weights[PLN_TERM_SOFT_UNAVAILABLE], .place = place };

      if (!row->soft)
        {
          pln_reader_add_span (reader, &person->busy, row->start, row->end);
          continue;
        }
      pln_reader_add_span (reader, &window.spans, row->start, row->end);
      window.summary = g_strdup (row->summary);
      g_array_append_val (soft, window);
    }
}

/* Reads one calendar, or with no @path what else the reader knows of the person. */
static void
read_calendar (PlnReader *reader, const PlnJson *path, const PlnCalendarOwner *owner, PlnPerson *person, GArray *soft)
{
  const PlnMeeting *meeting = reader->meeting;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (PlnBusy));
  g_autofree char *why = NULL;
  int around = DAYS_AROUND * 1440;

  if (meeting->n_blocks == 0)
    return;
  if (reader->calendars (reader->name, path ? path->string : NULL, owner, meeting->blocks[0].interval.start - around,
                         meeting->blocks[meeting->n_blocks - 1].interval.end + around, rows, &why, reader->calendars_data))
    take_rows (reader, person, path ? path->place : person->place, rows, soft);
  else if (path && why)
    pln_faults_add (&reader->faults, PLN_CODE_CALENDAR_UNREADABLE, path, false, NULL, NULL, "this calendar cannot be read: %s", why);
}

static void
read_calendars (PlnReader *reader, const PlnJson *node, const PlnZone *zone, PlnPerson *person, GArray *soft)
{
  const PlnJson *list = pln_reader_get (reader, node, "calendars");
  PlnCalendarOwner owner = { person->id, person->name, (const char *const *) person->aliases, person->email, pln_zone_name (zone) };

  person->calendars = pln_reader_texts (reader, node, "calendars");
  if (!reader->calendars)
    {
      if (person->calendars[0])
        pln_faults_add (&reader->faults, PLN_CODE_CALENDARS_UNREAD, list, true, NULL,
                        "state the times under \"unavailable\" instead", "calendars are not read here");
      return;
    }
  for (const PlnJson *row = pln_reader_first (reader, node, "calendars"); row; row = pln_reader_next (reader, row))
    read_calendar (reader, row, &owner, person, soft);
  read_calendar (reader, NULL, &owner, person, soft);
}

static void
read_clock (const PlnReader *reader, const PlnJson *comfort, const char *key, int *clock)
{
  const char *text = pln_reader_text (reader, comfort, key);

  if (text)
    pln_clock_parse (text, clock);
}

/* One stretch a local day of the person, from two days before each day of the meeting to two after. */
static void
read_comfort (PlnReader *reader, const PlnJson *node, const PlnZone *zone, PlnPerson *person)
{
  const PlnMeeting *meeting = reader->meeting;
  const PlnJson *comfort = pln_reader_get (reader, node, "comfort");
  int next = G_MININT;

  if (!comfort)
    return;
  person->has_comfort = true;
  person->comfort_to = 1440;
  read_clock (reader, comfort, "from", &person->comfort_from);
  read_clock (reader, comfort, "to", &person->comfort_to);
  for (int k = 0; k < meeting->n_days; k++)
    {
      int date = meeting->days[k].date;

      for (int day = MAX (next, date - DAYS_AROUND); day <= date + DAYS_AROUND; day++)
        {
          int last = person->comfort_from < person->comfort_to ? day : day + 1;

          pln_reader_add_span (reader, &person->comfort, pln_zone_minute_of_day (zone, day, person->comfort_from),
                               pln_zone_minute_of_day (zone, last, person->comfort_to));
          next = day + 1;
        }
    }
}

static void
enter_groups (PlnReader *reader, const PlnJson *node, int person)
{
  for (const PlnJson *row = pln_reader_first (reader, node, "groups"); row; row = pln_reader_next (reader, row))
    {
      GArray *group = g_hash_table_lookup (reader->groups, row->string);

      if (!group)
        {
          group = g_array_new (FALSE, FALSE, sizeof (int));
          g_hash_table_insert (reader->groups, (gpointer) row->string, group);
        }
      /* Who names a group twice is in it once; people come in order. */
      if (group->len == 0 || g_array_index (group, int, group->len - 1) != person)
        g_array_append_val (group, person);
    }
}

static void
read_person (PlnReader *reader, const PlnJson *node, PlnPerson *person)
{
  g_autoptr (GArray) soft = g_array_new (FALSE, FALSE, sizeof (PlnWindow));
  const PlnZone *zone = zone_of (reader, node, person);

  person->id = pln_reader_copy_text (reader, node, "id");
  person->name = pln_reader_copy_text (reader, node, "name");
  person->aliases = pln_reader_texts (reader, node, "aliases");
  person->email = pln_reader_copy_text (reader, node, "email");
  person->groups = pln_reader_texts (reader, node, "groups");
  person->place = pln_reader_place (node);
  read_unavailable (reader, node, person, soft);
  read_calendars (reader, node, zone, person, soft);
  person->has_available = pln_reader_get (reader, node, "available") != NULL;
  pln_window_read_all (reader, node, "available", &person->available);
  pln_spans_unite (&person->available);
  read_comfort (reader, node, zone, person);
  person->n_soft = (int) soft->len;
  person->soft = (PlnWindow *) (void *) g_array_free (g_steal_pointer (&soft), FALSE);
}

void
pln_people_read (PlnReader *reader, const PlnJson *root)
{
  PlnMeeting *meeting = reader->meeting;
  const PlnJson *list = pln_reader_get (reader, root, "people");
  int n = list ? list->n_children : 0;

  if (n > PLN_COUNT_MAX)
    {
      pln_faults_add (&reader->faults, PLN_CODE_OUT_OF_RANGE, list, false, NULL, NULL, "more than %d people", PLN_COUNT_MAX);
      n = 0;
    }
  pln_reader_begin_index (reader, &reader->people, root, "people");
  meeting->people = g_new0 (PlnPerson, (gsize) n);
  reader->slot = g_new0 (int, (gsize) n);
  reader->slot_round = g_new0 (int, (gsize) n);
  for (const PlnJson *row = n > 0 ? pln_reader_first (reader, root, "people") : NULL; row;
       row = pln_reader_next (reader, row))
    {
      int person = meeting->n_people++;

      pln_reader_enter (reader, &reader->people, row, person);
      enter_groups (reader, row, person);
      read_person (reader, row, &meeting->people[person]);
    }
}

/* -- Roles --------------------------------------------------------------------------------------- */

/* Blocks served before, less the least in the pool. */
static void
read_history (PlnReader *reader, const PlnJson *node, PlnRole *role)
{
  const PlnJson *history = pln_reader_get (reader, node, "history");
  int least = G_MAXINT;

  for (const PlnJson *row = history ? history->child : NULL; row; row = row->next)
    {
      int person = pln_reader_find (reader, &reader->people, row);

      if (person >= 0 && row->kind == PLN_JSON_INTEGER && reader->slot_round[person] == reader->round_now)
        role->history[reader->slot[person]] = (int) row->integer;
    }
  for (int k = 0; k < role->n_pool; k++)
    least = MIN (least, role->history[k]);
  for (int k = 0; k < role->n_pool; k++)
    role->history[k] -= least;
}

static void
read_role (PlnReader *reader, const PlnJson *node, PlnRole *role)
{
  GArray *pool = g_array_new (FALSE, FALSE, sizeof (int));

  role->id = pln_reader_copy_text (reader, node, "id");
  role->title = pln_reader_copy_text (reader, node, "title");
  if (!role->title)
    role->title = g_strdup (role->id);
  role->place = pln_reader_place (node);
  pln_reader_begin_people (reader);
  pln_reader_add_members (reader, pool, pln_reader_get (reader, node, "pool"));
  role->n_pool = (int) pool->len;
  role->pool = (int *) (void *) g_array_free (pool, FALSE);
  role->history = g_new0 (int, (gsize) role->n_pool);
  read_history (reader, node, role);
}

static void
add_default_role (PlnMeeting *meeting, const char *id, const char *title)
{
  PlnRole *role = &meeting->roles[meeting->n_roles++];

  *role = (PlnRole){ .id = g_strdup (id), .title = g_strdup (title), .n_pool = meeting->n_people };
  role->pool = g_new (int, (gsize) meeting->n_people);
  role->history = g_new0 (int, (gsize) meeting->n_people);
  for (int person = 0; person < meeting->n_people; person++)
    role->pool[person] = person;
}

void
pln_roles_read (PlnReader *reader, const PlnJson *root)
{
  PlnMeeting *meeting = reader->meeting;
  const PlnJson *list = pln_reader_get (reader, root, "roles");

  if (!list && !pln_json_member (root, "roles") && meeting->n_people > 0)
    {
      meeting->roles = g_new0 (PlnRole, 2);
      add_default_role (meeting, "moderator", "Moderator");
      add_default_role (meeting, "notetaker", "Notetaker");
    }
  if (!list)
    return;
  meeting->roles = g_new0 (PlnRole, (gsize) list->n_children);
  for (const PlnJson *row = pln_reader_first (reader, root, "roles"); row; row = pln_reader_next (reader, row))
    {
      pln_reader_enter (reader, &reader->roles, row, meeting->n_roles);
      read_role (reader, row, &meeting->roles[meeting->n_roles++]);
    }
}
