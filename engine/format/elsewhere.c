/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/elsewhere.h"
#include "format/clock.h"
#include "model/concern.h"
#include "model/directory.h"

#include <string.h>

/* Is this person among those whose times are asked for? */
typedef bool (*IsAsked) (const void *row, const char *person);

static bool
is_cast (const void *row, const char *person)
{
  const PlnAgendaItem *item = row;

  for (int turn = 0; turn < item->n_round; turn++)
    if (strcmp (item->round[turn].person, person) == 0)
      return true;
  return pln_concern_is_named (item->presenters, person) || pln_concern_is_named (item->required, person);
}

static bool
is_holder (const void *row, const char *person)
{
  return pln_concern_of_block (row, person);
}

/* The person's zone, if its clock differs from the page's at either end. Returns: (transfer full) (nullable) */
static PlnZone *
other_zone (const PlnAgenda *view, const PlnAgendaPerson *person, PlnInterval span)
{
  PlnZone *zone;

  if (!person->timezone || strcmp (person->timezone, pln_zone_name (view->zone)) == 0)
    return NULL;
  zone = pln_zone_new (person->timezone);
  if (!zone)
    return NULL;
  if (pln_zone_offset (zone, span.start) != pln_zone_offset (view->zone, span.start)
      || pln_zone_offset (zone, span.end) != pln_zone_offset (view->zone, span.end))
    return zone;
  pln_zone_unref (zone);
  return NULL;
}

static bool
is_first_of_zone (const PlnAgenda *view, int index, IsAsked is_asked, const void *row)
{
  for (int i = 0; i < index; i++)
    if (g_strcmp0 (view->people[i].timezone, view->people[index].timezone) == 0
        && (!row || is_asked (row, view->people[i].id)))
      return false;
  return true;
}

static char *
names_in_zone (const PlnAgenda *view, const char *zone, IsAsked is_asked, const void *row)
{
  GString *names = g_string_new (NULL);

  for (int i = 0; i < view->n_people; i++)
    if (g_strcmp0 (view->people[i].timezone, zone) == 0 && is_asked (row, view->people[i].id))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", pln_directory_person_name (view, view->people[i].id));
  return g_string_free (names, FALSE);
}

/* @row: (nullable): with @is_asked, whose times; NULL: everybody's, and the zones are explained */
static char **
lines_of (const PlnAgenda *view, PlnInterval span, int date, IsAsked is_asked, const void *row)
{
  GPtrArray *lines = g_ptr_array_new ();

  for (int i = 0; i < view->n_people; i++) {
    const PlnAgendaPerson *person = &view->people[i];
    PlnZone *zone = !row || is_asked (row, person->id) ? other_zone (view, person, span) : NULL;

    if (zone && is_first_of_zone (view, i, is_asked, row)) {
      g_autofree char *times = pln_clock_format_span (zone, span.start, span.end, date);
      g_autofree char *about = row ? names_in_zone (view, person->timezone, is_asked, row)
                                   : pln_clock_format_zone (zone, span.start, span.end);

      g_ptr_array_add (lines, g_strdup_printf (row ? "%s %s: %s" : "%s %s (%s)", times, pln_zone_name (zone), about));
    }
    g_clear_pointer (&zone, pln_zone_unref);
  }
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}

char **
pln_elsewhere_of_item (const PlnAgenda *view, const PlnAgendaItem *item, int date)
{
  return lines_of (view, (PlnInterval){ item->start.minute, item->end.minute }, date, is_cast, item);
}

char **
pln_elsewhere_of_block (const PlnAgenda *view, const PlnAgendaBlock *block, int date)
{
  return lines_of (view, (PlnInterval){ block->start.minute, block->end.minute }, date, is_holder, block);
}

char **
pln_elsewhere_of_day (const PlnAgenda *view, PlnInterval span, int date)
{
  return lines_of (view, span, date, NULL, NULL);
}
