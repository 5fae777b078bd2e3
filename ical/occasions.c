/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/occasions.h"

#include "ical/value.h"
#include "ical/zone.h"

#include <string.h>

/* A series without end is looked at for so long after the last start that the file names. */
#define DAYS_AFTER 366

void
pln_occasion_clear (gpointer data)
{
  PlnOccasion *occasion = data;

  g_free (occasion->id);
  g_free (occasion->title);
  g_free (occasion->room);
  g_strfreev (occasion->people);
  g_strfreev (occasion->optional);
  g_strfreev (occasion->contacts);
}

/* -- Agendas of ours -------------------------------------------------------------------------------- */

static void
add_unique (GPtrArray *names, const char *name)
{
  for (guint k = 0; k < names->len; k++)
    if (strcmp (g_ptr_array_index (names, k), name) == 0)
      return;
  g_ptr_array_add (names, g_strdup (name));
}

static void
add_all (GPtrArray *names, char *const *more)
{
  for (int k = 0; more != NULL && more[k] != NULL; k++)
    add_unique (names, more[k]);
}

static char **
to_strv (GPtrArray *names)
{
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static PlnOccasion
item_occasion (const PlnAgendaItem *item, const PlnAgendaBlock *block)
{
  GPtrArray *people = g_ptr_array_new ();
  PlnOccasion occasion = {
    .id = g_strdup (item->id),
    .title = g_strdup (item->title),
    .start = item->start.minute * (gint64) 60,
    .end = item->end.minute * (gint64) 60,
    .room = g_strdup (item->room != NULL ? item->room : block->room),
    .optional = item->optional != NULL ? g_strdupv (item->optional) : g_new0 (char *, 1),
    .contacts = g_new0 (char *, 1),
  };

  add_all (people, item->presenters);
  add_all (people, item->required);
  for (int k = 0; k < item->n_round; k++)
    add_unique (people, item->round[k].person);
  occasion.people = to_strv (people);
  return occasion;
}

static PlnOccasion
duty_occasion (const PlnAgenda *agenda, const PlnAgendaBlock *block, const PlnDuty *duty)
{
  PlnOccasion occasion = {
    .id = g_strdup (duty->role),
    .start = block->start.minute * (gint64) 60,
    .end = block->end.minute * (gint64) 60,
    .room = g_strdup (block->room),
    .people = g_new0 (char *, 2),
    .optional = g_new0 (char *, 1),
    .contacts = g_new0 (char *, 1),
    .is_duty = true,
  };

  occasion.people[0] = g_strdup (duty->person);
  for (int k = 0; k < agenda->n_roles; k++)
    if (strcmp (agenda->roles[k].id, duty->role) == 0)
      occasion.title = g_strdup (agenda->roles[k].name);
  return occasion;
}

void
pln_occasions_of_agenda (const PlnAgenda *agenda, GArray *occasions)
{
  for (int d = 0; d < agenda->n_days; d++)
    for (int b = 0; b < agenda->days[d].n_blocks; b++)
      {
        const PlnAgendaBlock *block = &agenda->days[d].blocks[b];

        for (int k = 0; k < block->n_items; k++)
          {
            PlnOccasion occasion = item_occasion (&block->items[k], block);

            g_array_append_val (occasions, occasion);
          }
        for (int k = 0; k < block->n_duties; k++)
          if (block->duties[k].person != NULL)
            {
              PlnOccasion occasion = duty_occasion (agenda, block, &block->duties[k]);

              g_array_append_val (occasions, occasion);
            }
      }
}

/* -- Calendars of anyone ---------------------------------------------------------------------------- */

/* The zone in which the first event that names one begins. Returns: (transfer full) (nullable) */
static char *
zone_of_events (const PlnIcsComponent *parent)
{
  for (const PlnIcsComponent *child = parent->child; child != NULL; child = child->next)
    {
      const PlnIcsProperty *start = child->kind == PLN_ICS_VEVENT ? pln_ics_find (child, PLN_ICS_DTSTART) : NULL;
      char *name = start != NULL && start->tzid != NULL ? pln_zone_name_resolve (start->tzid) : NULL;

      if (name != NULL)
        return name;
    }
  return NULL;
}

char *
pln_calendar_timezone (const PlnCalendar *calendar)
{
  for (const PlnIcsComponent *child = pln_ics_root (calendar->ics)->child; child != NULL; child = child->next)
    {
      const PlnIcsProperty *hint = pln_ics_find (child, PLN_ICS_X_TIMEZONE);
      char *name = hint != NULL ? pln_zone_name_resolve (hint->value) : zone_of_events (child);

      if (name != NULL)
        return name;
    }
  return g_strdup ("UTC");
}

/* "mailto:wil@example.org" without its scheme. */
static const char *
address_of (const PlnIcsProperty *property)
{
  return g_ascii_strncasecmp (property->value, "mailto:", 7) == 0 ? property->value + 7 : property->value;
}

static void
add_person (GPtrArray *names, const PlnIcsProperty *property)
{
  if (property->name == PLN_ICS_CONTACT)
    {
      g_autofree char *text = pln_ics_text (property->value);

      add_unique (names, text);
      return;
    }
  add_unique (names, address_of (property));
  if (property->cn != NULL)
    add_unique (names, property->cn);
}

static PlnOccasion
event_occasion (const PlnBusyRow *row, const PlnIcsComponent *event)
{
  const PlnIcsProperty *location = pln_ics_find (event, PLN_ICS_LOCATION), *summary = pln_ics_find (event, PLN_ICS_SUMMARY);
  GPtrArray *people = g_ptr_array_new (), *contacts = g_ptr_array_new ();
  PlnOccasion occasion = { .start = row->start, .end = row->end, .optional = g_new0 (char *, 1) };

  occasion.title = summary != NULL ? pln_ics_text (summary->value) : NULL;
  occasion.id = g_strdup (row->origin->uid != NULL ? row->origin->uid : occasion.title);
  occasion.room = location != NULL && *location->value != '\0' ? pln_ics_text (location->value) : NULL;
  for (const PlnIcsProperty *property = event->first; property != NULL; property = property->next)
    if (property->name == PLN_ICS_ATTENDEE || property->name == PLN_ICS_CONTACT)
      add_person (people, property);
    else if (property->name == PLN_ICS_ORGANIZER)
      add_person (contacts, property);
  occasion.people = to_strv (people);
  occasion.contacts = to_strv (contacts);
  return occasion;
}

/* The events of a file by the line they begin at. */
static GHashTable *
events_by_line (const PlnIcs *ics)
{
  GHashTable *events = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (const PlnIcsComponent *top = pln_ics_root (ics)->child; top != NULL; top = top->next)
    {
      g_hash_table_insert (events, GINT_TO_POINTER (top->line), (gpointer) top);
      for (const PlnIcsComponent *child = top->child; child != NULL; child = child->next)
        g_hash_table_insert (events, GINT_TO_POINTER (child->line), (gpointer) child);
    }
  return events;
}

/* From the first to some time after the last start that the file names. */
static void
find_window (GHashTable *events, gint64 *from, gint64 *to)
{
  GHashTableIter iter;
  gpointer value;

  *from = G_MAXINT64;
  *to = G_MININT64;
  g_hash_table_iter_init (&iter, events);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const PlnIcsComponent *component = value;
      const PlnIcsProperty *start = pln_ics_find (component, PLN_ICS_DTSTART);
      PlnIcsMoment moment;

      if (component->kind != PLN_ICS_VEVENT || start == NULL
          || !pln_ics_moment_read (start->value, strlen (start->value), &moment))
        continue;
      *from = MIN (*from, moment.wall - 2 * PLN_DAY_SECONDS);
      *to = MAX (*to, moment.wall + DAYS_AFTER * PLN_DAY_SECONDS);
    }
}

bool
pln_occasions_of_calendar (PlnCalendars *calendars, const PlnCalendar *calendar, const char *zone_name, GArray *occasions, GError **error)
{
  g_autoptr (GHashTable) events = events_by_line (calendar->ics);
  PlnBusyOptions options = { .timezone = zone_name, .instances = true };
  g_autoptr (PlnBusyReport) report = NULL;

  find_window (events, &options.from, &options.to);
  if (options.from > options.to)
    return true;
  report = pln_calendar_report (calendars, calendar, &options);
  for (guint k = 0; k < report->rows->len; k++)
    {
      const PlnBusyRow *row = &g_array_index (report->rows, PlnBusyRow, k);
      const PlnIcsComponent *event = g_hash_table_lookup (events, GINT_TO_POINTER (row->origin->line));
      PlnOccasion occasion;

      if (row->kind == PLN_BUSY_FREE || row->start >= row->end || event == NULL)
        continue;
      if (occasions->len >= PLN_MAX_OCCASIONS)
        {
          g_set_error (error, PLN_ICS_ERROR, PLN_ICS_ERROR_LIMIT, "%s: more than %d events are no agenda", calendar->name,
                       PLN_MAX_OCCASIONS);
          return false;
        }
      occasion = event_occasion (row, event);
      g_array_append_val (occasions, occasion);
    }
  return true;
}
