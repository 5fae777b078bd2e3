/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Clashes: items of an agenda at the time of something in a calendar, and people and rooms that the
 * agenda itself needs twice at once. */

#include "ical/occasions.h"
#include "ical/value.h"
#include "text/diagnostic.h"
#include "text/json.h"
#include "text/width.h"

#include <stdlib.h>
#include <string.h>

#define MAX_CLASHES 10000

typedef struct
{
  char *item, *title; /* title nullable */
  char *who;          /* nullable: everybody */
  char *source;       /* file */
  char *summary;      /* nullable */
  gint64 start, end;  /* what they share */
  bool is_hard;
} Clash;

struct _PlnClashes
{
  GArray *rows; /* of Clash, by start, item, source */
  PlnZone *zone;
  int n_more;
};

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

static void
clash_clear (gpointer data)
{
  Clash *clash = data;

  g_free (clash->item);
  g_free (clash->title);
  g_free (clash->who);
  g_free (clash->source);
  g_free (clash->summary);
}

void
pln_clashes_free (PlnClashes *clashes)
{
  g_array_unref (clashes->rows);
  g_clear_pointer (&clashes->zone, pln_zone_unref);
  g_free (clashes);
}

static void
add (PlnClashes *clashes, const PlnOccasion *occasion, const char *who, const char *source, const char *summary, gint64 start,
     gint64 end, bool is_hard)
{
  Clash clash = { g_strdup (occasion->id), g_strdup (occasion->title), g_strdup (who), g_strdup (source), g_strdup (summary),
                  MAX (start, occasion->start), MIN (end, occasion->end), is_hard };

  if (clashes->rows->len < MAX_CLASHES)
    {
      g_array_append_val (clashes->rows, clash);
      return;
    }
  clash_clear (&clash);
  clashes->n_more++;
}

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
      add (search->clashes, a, a->people[k], search->name, title, b->start, b->end, true);
    else if (has (b->optional, a->people[k]))
      add (search->clashes, a, a->people[k], search->name, title, b->start, b->end, false);
  for (int k = 0; a->optional[k] != NULL; k++)
    if (has (b->people, a->optional[k]))
      add (search->clashes, a, a->optional[k], search->name, title, b->start, b->end, false);
}

static void
compare_pair (Search *search, const PlnOccasion *a, const PlnOccasion *b)
{
  bool is_duty = a->is_duty || b->is_duty;

  if (!is_duty && a->room != NULL && is_same_room (a, b))
    add (search->clashes, a, a->room, search->name, b->title != NULL ? b->title : b->id, b->start, b->end, true);
  if (!is_duty || !is_same_room (a, b))
    compare_people (search, a, b);
}

static void
compare_all (Search *search)
{
  for (guint k = 0; k < search->occasions->len; k++)
    {
      const PlnOccasion *a = &g_array_index (search->occasions, PlnOccasion, k);

      for (guint m = k + 1; m < search->occasions->len && search->clashes->n_more < MAX_CLASHES; m++)
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
        add (search->clashes, occasion, who, source, row->origin->summary, row->start, row->end,
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
  const Clash *x = a, *y = b;
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
  g_autoptr (PlnClashes) clashes = g_new0 (PlnClashes, 1);
  g_autoptr (GArray) occasions = g_array_new (FALSE, FALSE, sizeof (PlnOccasion));
  g_autoptr (PlnAgenda) agenda = NULL;
  Search search = { clashes, calendars, diagnostics, name, NULL, NULL, occasions };
  int before = pln_diagnostics_n_errors (diagnostics);
  bool is_read;

  g_array_set_clear_func (occasions, pln_occasion_clear);
  clashes->rows = g_array_new (FALSE, FALSE, sizeof (Clash));
  g_array_set_clear_func (clashes->rows, clash_clear);
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

/* -- Telling ---------------------------------------------------------------------------------------- */

int
pln_clashes_n (const PlnClashes *clashes, bool hard_only)
{
  int n = hard_only ? 0 : clashes->n_more;

  for (guint k = 0; k < clashes->rows->len; k++)
    n += !hard_only || g_array_index (clashes->rows, Clash, k).is_hard;
  return n;
}

static int
minutes_of (const Clash *clash)
{
  return (int) ((clash->end - clash->start + 59) / 60);
}

static void
append_line (GString *out, const Clash *clash, const PlnZone *zone, bool unicode)
{
  PlnCivil from = pln_zone_to_civil (zone, (int) pln_floor_divide (clash->start, 60));
  PlnCivil to = pln_zone_to_civil (zone, (int) pln_floor_divide (clash->end, 60));

  g_string_append_printf (out, "%s  %04d-%02d-%02d %02d:%02d-%02d:%02d  %d min  ", clash->is_hard ? "hard" : "soft", from.year, from.month,
                          from.day, from.hour, from.minute, to.hour, to.minute, minutes_of (clash));
  pln_text_append_safe (out, clash->title != NULL ? clash->title : clash->item, unicode);
  g_string_append (out, "  clashes with  ");
  pln_text_append_safe (out, clash->summary != NULL ? clash->summary : "something", unicode);
  g_string_append (out, " (");
  if (clash->who != NULL)
    {
      pln_text_append_safe (out, clash->who, unicode);
      g_string_append (out, ", ");
    }
  pln_text_append_safe (out, clash->source, unicode);
  g_string_append (out, ")\n");
}

char *
pln_clashes_format (const PlnClashes *clashes, bool unicode)
{
  GString *out = g_string_new (NULL);
  int n_hard = pln_clashes_n (clashes, true), n_soft = pln_clashes_n (clashes, false) - n_hard;

  for (guint k = 0; k < clashes->rows->len; k++)
    append_line (out, &g_array_index (clashes->rows, Clash, k), clashes->zone, unicode);
  if (clashes->n_more > 0)
    g_string_append_printf (out, "and %d more\n", clashes->n_more);
  if (n_hard + n_soft == 0)
    g_string_append (out, "no clashes\n");
  else
    g_string_append_printf (out, "%d hard clash%s, %d soft (times in %s)\n", n_hard, n_hard == 1 ? "" : "es", n_soft,
                            pln_zone_name (clashes->zone));
  return g_string_free (out, FALSE);
}

static void
append_member (GString *out, const char *key, const char *text)
{
  g_string_append_printf (out, "\"%s\": ", key);
  if (text != NULL)
    pln_json_append_string (out, text);
  else
    g_string_append (out, "null");
  g_string_append (out, ", ");
}

char *
pln_clashes_to_json (const PlnClashes *clashes)
{
  GString *out = g_string_new ("[");

  for (guint k = 0; k < clashes->rows->len; k++)
    {
      const Clash *clash = &g_array_index (clashes->rows, Clash, k);
      g_autofree char *start = pln_zone_format (clashes->zone, (int) pln_floor_divide (clash->start, 60));
      g_autofree char *end = pln_zone_format (clashes->zone, (int) pln_floor_divide (clash->end + 59, 60));

      g_string_append (out, k > 0 ? ",\n  {" : "\n  {");
      append_member (out, "item", clash->item);
      append_member (out, "who", clash->who);
      append_member (out, "source", clash->source);
      append_member (out, "summary", clash->summary);
      append_member (out, "start", start);
      append_member (out, "end", end);
      g_string_append_printf (out, "\"minutes\": %d, \"hard\": %s}", minutes_of (clash), clash->is_hard ? "true" : "false");
    }
  g_string_append (out, clashes->rows->len > 0 ? "\n ]" : "]");
  return g_string_free (out, FALSE);
}
