/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Clashes: items of an agenda at the time of something in a calendar, and people and rooms that the
 * agenda itself needs twice at once. */

#include "ical/clashes.h"
#include "ical/occasions.h"
#include "text/diagnostic.h"

#include <string.h>

/* What finding them takes. */
typedef struct
{
  PlnClashes *clashes;
  PlnCalendars *calendars;
  PlnDiagnostics *diagnostics;
  const char *name;         /* of the agenda file */
  const PlnAgenda *agenda;  /* nullable: it is an .ics */
  char *timezone;
  GArray *occasions; /* of PlnOccasion, by start */
} Search;

/* -- Inside the agenda ------------------------------------------------------------------------------ */

static bool
has (char *const *names, const char *name)
{
  for (int k = 0; names[k] != NULL; k++)
    if (g_ascii_strcasecmp (names[k], name) == 0)
      return true;
  return false;
}

/* Are both in one room, or at least one of them in none? Who moderates a block may speak in it. */
static bool
is_same_room (const PlnOccasion *a, const PlnOccasion *b)
{
  return g_strcmp0 (a->room, b->room) == 0;
}

static void
compare_people (Search *search, const PlnOccasion *a, const PlnOccasion *b)
{
  const char *title = b->title != NULL ? b->title : b->id;

  for (int k = 0; a->people[k] != NULL; k++)
    if (has (b->people, a->people[k]))
      pln_clashes_add (search->clashes, a, a->people[k], search->name, title, b->start, b->end, true);
    else if (has (b->optional, a->people[k]))
      pln_clashes_add (search->clashes, a, a->people[k], search->name, title, b->start, b->end, false);
  for (int k = 0; a->optional[k] != NULL; k++)
    if (has (b->people, a->optional[k]))
      pln_clashes_add (search->clashes, a, a->optional[k], search->name, title, b->start, b->end, false);
}

static void
compare_pair (Search *search, const PlnOccasion *a, const PlnOccasion *b)
{
  bool is_duty = a->is_duty || b->is_duty;

  if (!is_duty && a->room != NULL && is_same_room (a, b))
    pln_clashes_add (search->clashes, a, a->room, search->name, b->title != NULL ? b->title : b->id, b->start, b->end, true);
  if (!is_duty || !is_same_room (a, b))
    compare_people (search, a, b);
}

static void
compare_all (Search *search)
{
  for (guint k = 0; k < search->occasions->len; k++)
    {
      const PlnOccasion *a = &g_array_index (search->occasions, PlnOccasion, k);

      for (guint m = k + 1; m < search->occasions->len && search->clashes->n_more < PLN_MAX_CLASHES; m++)
        {
          const PlnOccasion *b = &g_array_index (search->occasions, PlnOccasion, m);

          if (b->start >= a->end)
            break;
          compare_pair (search, a, b);
        }
    }
}

/* -- With calendars --------------------------------------------------------------------------------- */

static void
compare_rows (Search *search, const PlnOccasion *occasion, const PlnBusyReport *report, const char *who, const char *source,
              bool may_be_hard)
{
  for (guint k = 0; k < report->rows->len; k++)
    {
      const PlnBusyRow *row = &g_array_index (report->rows, PlnBusyRow, k);

      if (row->start >= occasion->end)
        break;
      if (row->end > occasion->start)
        pln_clashes_add (search->clashes, occasion, who, source, row->origin->summary, row->start, row->end,
             may_be_hard && row->kind != PLN_BUSY_TENTATIVE);
    }
}

/* How far an occasion concerns somebody. */
typedef enum
{
  NOT_AT_ALL,
  SOFTLY,
  FULLY,
} Concern;

/* @names: id, name and whatever else stands for the person */
static Concern
concern (const PlnOccasion *occasion, char *const *names)
{
  Concern most = NOT_AT_ALL;

  for (int k = 0; names[k] != NULL; k++)
    if (has (occasion->people, names[k]) || has (occasion->contacts, names[k]))
      return FULLY;
    else if (has (occasion->optional, names[k]))
      most = SOFTLY;
  return most;
}

static const PlnAgendaPerson *
find_person (const PlnAgenda *agenda, const PlnCalendarArgument *argument)
{
  for (int k = 0; agenda != NULL && k < agenda->n_people; k++)
    {
      const PlnAgendaPerson *person = &agenda->people[k];
      PlnCalendarOwner owner = { .id = person->id, .name = person->name };

      if (pln_calendar_argument_is_of (argument, &owner))
        return person;
    }
  return NULL;
}

static void
tell_unknown (const Search *search, const PlnCalendarArgument *argument)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *help = NULL;
  const char *meant;

  for (int k = 0; k < search->agenda->n_people; k++)
    {
      g_ptr_array_add (names, search->agenda->people[k].id);
      if (search->agenda->people[k].name != NULL)
        g_ptr_array_add (names, search->agenda->people[k].name);
    }
  meant = pln_did_you_mean (argument->owner, (const char *const *) names->pdata, (int) names->len);
  help = meant != NULL ? g_strdup_printf ("did you mean %s?", meant) : NULL;
  pln_diagnostics_add (search->diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_CALENDAR_OWNER, NULL, (PlnPlace){ 0, 0 }, NULL, NULL, help,
                       "--calendar %s=%s: nobody of the agenda has that id or name", argument->owner, argument->calendar->name);
}

/* Compares the calendar of one argument with what it concerns. */
static void
compare_calendar (Search *search, const PlnCalendarArgument *argument, gint64 from, gint64 to)
{
  const PlnAgendaPerson *person = argument->owner != NULL ? find_person (search->agenda, argument) : NULL;
  char *names[] = { argument->owner, person != NULL ? person->id : NULL, NULL };
  PlnBusyOptions options = {
    .from = from,
    .to = to,
    .timezone = person != NULL && person->timezone != NULL ? person->timezone : search->timezone,
    .owner_email = person != NULL ? person->email : argument->owner,
    .owner_name = person != NULL ? person->name : argument->owner,
    .separate = true,
  };
  g_autoptr (PlnBusyReport) report = pln_calendar_report (search->calendars, argument->calendar, &options);
  bool concerns_some = false;

  if (report == NULL)
    return;
  for (guint k = 0; k < search->occasions->len && argument->owner != NULL; k++)
    concerns_some |= concern (&g_array_index (search->occasions, PlnOccasion, k), names) != NOT_AT_ALL;
  if (argument->owner != NULL && search->agenda != NULL && person == NULL && !concerns_some)
    {
      tell_unknown (search, argument);
      return;
    }
  for (guint k = 0; k < search->occasions->len; k++)
    {
      const PlnOccasion *occasion = &g_array_index (search->occasions, PlnOccasion, k);
      /* An .ics that names nobody like that is the agenda of somebody who goes to all of it. */
      Concern how = argument->owner == NULL                        ? SOFTLY
                    : search->agenda == NULL && !concerns_some ? FULLY
                                                                   : concern (occasion, names);

      if (how != NOT_AT_ALL && (argument->owner != NULL || !occasion->is_duty))
        compare_rows (search, occasion, report, person != NULL ? person->id : argument->owner, argument->calendar->name, how == FULLY);
    }
}

static int
compare_occasions (const void *a, const void *b)
{
  const PlnOccasion *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return x->is_duty != y->is_duty ? x->is_duty - y->is_duty : g_strcmp0 (x->id, y->id);
}

static int
compare_clashes (const void *a, const void *b)
{
  const PlnClash *x = a, *y = b;
  int order;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if ((order = g_strcmp0 (x->item, y->item)) != 0 || (order = g_strcmp0 (x->source, y->source)) != 0
      || (order = g_strcmp0 (x->who, y->who)) != 0)
    return order;
  return g_strcmp0 (x->summary, y->summary);
}

static void
find_all (Search *search)
{
  gint64 from = G_MAXINT64, to = G_MININT64;

  g_array_sort (search->occasions, compare_occasions);
  for (guint k = 0; k < search->occasions->len; k++)
    {
      from = MIN (from, g_array_index (search->occasions, PlnOccasion, k).start);
      to = MAX (to, g_array_index (search->occasions, PlnOccasion, k).end);
    }
  compare_all (search);
  for (guint k = 0; k < search->calendars->arguments->len && from < to; k++)
    compare_calendar (search, g_ptr_array_index (search->calendars->arguments, k), from, to);
  g_array_sort (search->clashes->rows, compare_clashes);
}

/* -- Agendas ---------------------------------------------------------------------------------------- */

bool
pln_bytes_are_calendar (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  gsize k = length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (k < length && g_ascii_isspace (text[k]))
    k++;
  return length - k >= 6 && g_ascii_strncasecmp (text + k, "BEGIN:", 6) == 0;
}

static bool
read_calendar_agenda (Search *search, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (pln_calendar_free);
  PlnCalendar *calendar = pln_calendar_new (search->name, bytes, search->calendars->warnings, &error);

  g_ptr_array_add (files, calendar);
  if (calendar->ics != NULL)
    {
      search->timezone = pln_calendar_timezone (calendar);
      search->clashes->zone = pln_zone_new (search->timezone);
      pln_occasions_of_calendar (search->calendars, calendar, search->timezone, search->occasions, &error);
    }
  pln_calendar_warnings_tell (search->calendars->warnings, 0, files, search->calendars->strict, search->diagnostics);
  if (error != NULL)
    pln_diagnostics_add (search->diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_CALENDAR_UNREADABLE, NULL, (PlnPlace){ 0, 0 }, NULL,
                         NULL, NULL, "cannot read the agenda %s", error->message);
  return error == NULL;
}

static bool
read_own_agenda (Search *search, PlnAgenda *agenda)
{
  if (agenda == NULL)
    return false;
  search->agenda = agenda;
  search->clashes->zone = agenda->zone != NULL ? pln_zone_ref (agenda->zone) : pln_zone_new ("UTC");
  search->timezone = g_strdup (agenda->zone != NULL ? pln_zone_name (agenda->zone) : "UTC");
  pln_occasions_of_agenda (agenda, search->occasions);
  return true;
}

PlnClashes *
pln_clashes_find (const char *name, GBytes *bytes, PlnCalendars *calendars, PlnDiagnostics *diagnostics)
{
  g_autoptr (PlnClashes) clashes = pln_clashes_new ();
  g_autoptr (GArray) occasions = g_array_new (FALSE, FALSE, sizeof (PlnOccasion));
  g_autoptr (PlnAgenda) agenda = NULL;
  Search search = { clashes, calendars, diagnostics, name, NULL, NULL, occasions };
  int before = pln_diagnostics_n_errors (diagnostics);
  bool is_read;

  g_array_set_clear_func (occasions, pln_occasion_clear);
  if (pln_bytes_are_calendar (bytes))
    is_read = read_calendar_agenda (&search, bytes);
  else
    is_read = read_own_agenda (&search, agenda = pln_agenda_read (name, bytes, diagnostics));
  if (is_read)
    find_all (&search);
  g_free (search.timezone);
  if (!pln_calendars_finish (calendars, NULL, diagnostics) || pln_diagnostics_n_errors (diagnostics) > before)
    return NULL;
  return g_steal_pointer (&clashes);
}
