/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/event.h"

#include "ical/recur.h"

#include <stdlib.h>
#include <string.h>

#define warn(reading, line, text) pln_ics_warn ((reading)->report->warnings, (reading)->file, line, text)

/* -- Times ----------------------------------------------------------------------------------------- */

/* The zone of a moment: UTC, the one named, or the event's. */
static const PlnIcsZone *
moment_zone (PlnIcsReading *reading, const PlnIcsProperty *property, PlnIcsMoment moment, const PlnIcsZone *fallback)
{
  if (moment.is_utc)
    return pln_ics_zones_utc (reading->zones);
  if (moment.is_date || property->tzid == NULL)
    return fallback;
  return pln_ics_zones_find (reading->zones, property->tzid, property->line);
}

static bool
read_moment (const PlnIcsProperty *property, PlnIcsMoment *moment)
{
  return property != NULL && pln_ics_moment_read (property->value, strlen (property->value), moment);
}

gint64
pln_event_start (const PlnEvent *event, gint64 wall)
{
  return pln_ics_zone_to_instant (event->zone, wall);
}

gint64
pln_event_end (const PlnEvent *event, gint64 wall)
{
  return pln_ics_zone_to_instant (event->zone, wall + event->length.days * PLN_DAY_SECONDS) + event->length.seconds;
}

gint64
pln_event_instance (const PlnEvent *event)
{
  return pln_ics_zone_to_instant (event->instance_zone, event->instance.wall);
}

gint64
pln_event_wall (PlnIcsReading *reading, const PlnEvent *event, const PlnIcsProperty *property, PlnIcsMoment moment)
{
  const PlnIcsZone *zone = moment_zone (reading, property, moment, event->zone);

  if (zone == event->zone)
    return moment.wall;
  return pln_ics_zone_to_wall (event->zone, pln_ics_zone_to_instant (zone, moment.wall));
}

static void
read_start (PlnIcsReading *reading, PlnEvent *event)
{
  const PlnIcsProperty *start = pln_ics_find (event->component, PLN_ICS_DTSTART);

  event->zone = pln_ics_zones_own (reading->zones);
  event->has_start = read_moment (start, &event->start);
  if (event->has_start)
    event->zone = moment_zone (reading, start, event->start, event->zone);
  event->is_doubtful = pln_ics_zone_is_doubtful (event->zone);
}

/* How long from the start to what DTEND says: exact seconds, or days between dates (3.8.5.3). */
static void
read_end (PlnIcsReading *reading, const PlnIcsProperty *property, PlnEvent *event)
{
  const PlnIcsZone *zone;
  PlnIcsMoment end;
  gint64 wall;

  if (!read_moment (property, &end))
    {
      warn (reading, property->line, "a DTEND that is no time; the event is taken to last a day");
      event->length = (PlnIcsLength){ .days = 1 };
      return;
    }
  wall = pln_event_wall (reading, event, property, end);
  zone = moment_zone (reading, property, end, event->zone);
  event->is_doubtful |= pln_ics_zone_is_doubtful (zone);
  if (event->start.is_date && end.is_date)
    event->length.days = (wall - event->start.wall) / PLN_DAY_SECONDS;
  else
    event->length.seconds = pln_ics_zone_to_instant (zone, end.wall) - pln_event_start (event, event->start.wall);
  if (event->length.days >= 0 && event->length.seconds >= 0)
    return;
  /* Which of the two is meant to come first cannot be known; the time between them is busy. */
  warn (reading, property->line, "DTEND before DTSTART; read the other way round");
  event->length.days = -event->length.days;
  event->length.seconds = -event->length.seconds;
  event->start = (PlnIcsMoment){ .wall = wall, .is_date = event->start.is_date && end.is_date };
}

static void
read_length (PlnIcsReading *reading, PlnEvent *event)
{
  const PlnIcsProperty *end = pln_ics_find (event->component, PLN_ICS_DTEND);
  const PlnIcsProperty *duration = pln_ics_find (event->component, PLN_ICS_DURATION);

  if (end != NULL)
    read_end (reading, end, event);
  else if (duration != NULL && !pln_ics_length_read (duration->value, strlen (duration->value), &event->length))
    {
      warn (reading, duration->line, "a DURATION that is no length of time; the event is taken to last a day");
      event->length = (PlnIcsLength){ .days = 1 };
    }
  if (event->start.is_date && event->length.days == 0 && event->length.seconds == 0)
    {
      if (end != NULL)
        warn (reading, end->line, "a day that ends on the day it starts; read as that whole day");
      event->length.days = 1;
    }
  /* A century is longer than any window; more would only risk overflow. */
  event->length.days = MIN (event->length.days, 36600);
  event->length.seconds = MIN (event->length.seconds, 36600 * PLN_DAY_SECONDS);
}

/* -- Kinds ----------------------------------------------------------------------------------------- */

static bool
says (const PlnIcsProperty *property, const char *value)
{
  return property != NULL && g_ascii_strcasecmp (property->value, value) == 0;
}

static const char *
without_scheme (const char *address)
{
  return g_ascii_strncasecmp (address, "mailto:", 7) == 0 ? address + 7 : address;
}

static bool
is_owner (const PlnIcsReading *reading, const PlnIcsProperty *attendee)
{
  const PlnBusyOptions *options = &reading->report->options;
  const char *address = without_scheme (attendee->value);

  if (options->owner_email != NULL && g_ascii_strcasecmp (address, options->owner_email) == 0)
    return true;
  if (options->owner_name != NULL && attendee->cn != NULL && g_ascii_strcasecmp (attendee->cn, options->owner_name) == 0)
    return true;
  return reading->owner != NULL && g_ascii_strcasecmp (address, reading->owner) == 0;
}

static bool
is_declined (const PlnIcsReading *reading, const PlnIcsComponent *component)
{
  for (const PlnIcsProperty *property = component->first; property != NULL; property = property->next)
    if (property->name == PLN_ICS_ATTENDEE && property->extra != NULL && g_ascii_strcasecmp (property->extra, "DECLINED") == 0
        && is_owner (reading, property))
      return true;
  return false;
}

/* Outlook's own property says more than STATUS, but an event that calls itself OPAQUE is not free. */
static PlnBusyKind
read_kind (const PlnIcsReading *reading, const PlnIcsComponent *component)
{
  const PlnIcsProperty *transparency = pln_ics_find (component, PLN_ICS_TRANSP);
  const PlnIcsProperty *outlook = pln_ics_find (component, PLN_ICS_X_BUSYSTATUS);

  if (says (transparency, "TRANSPARENT") || (transparency == NULL && says (outlook, "FREE")) || is_declined (reading, component))
    return PLN_BUSY_FREE;
  if (says (pln_ics_find (component, PLN_ICS_STATUS), "TENTATIVE") || says (outlook, "TENTATIVE"))
    return PLN_BUSY_TENTATIVE;
  return says (outlook, "OOF") ? PLN_BUSY_UNAVAILABLE : PLN_BUSY_BUSY;
}

/* -- Events ---------------------------------------------------------------------------------------- */

static void
read_instance (PlnIcsReading *reading, PlnEvent *event)
{
  const PlnIcsProperty *property = pln_ics_find (event->component, PLN_ICS_RECURRENCE_ID);

  if (property == NULL)
    return;
  event->is_instance = true;
  event->instance_zone = event->zone;
  if (!read_moment (property, &event->instance))
    {
      warn (reading, property->line, "a RECURRENCE-ID that is no time; the event replaces nothing");
      /* No instance starts then. */
      event->instance = (PlnIcsMoment){ .wall = pln_wall_new (1, 1, 1), .is_utc = true };
    }
  event->instance_zone = moment_zone (reading, property, event->instance, event->zone);
  if (property->extra != NULL && g_ascii_strcasecmp (property->extra, "THISANDFUTURE") == 0)
    event->is_range = true;
  else if (property->extra != NULL)
    warn (reading, property->line, "a RANGE other than THISANDFUTURE; read as this instance alone");
}

void
pln_event_read (PlnIcsReading *reading, const PlnIcsComponent *component, const char *method, PlnEvent *event)
{
  const PlnIcsProperty *uid = pln_ics_find (component, PLN_ICS_UID);
  const PlnIcsProperty *sequence = pln_ics_find (component, PLN_ICS_SEQUENCE);
  const PlnIcsProperty *stamp = pln_ics_find (component, PLN_ICS_DTSTAMP);
  PlnIcsMoment moment;

  *event = (PlnEvent){ .component = component, .uid = uid != NULL && *uid->value != '\0' ? uid->value : NULL };
  event->is_withdrawn = method != NULL && g_ascii_strcasecmp (method, "CANCEL") == 0;
  event->is_cancelled = event->is_withdrawn || says (pln_ics_find (component, PLN_ICS_STATUS), "CANCELLED");
  event->kind = read_kind (reading, component);
  event->sequence = sequence != NULL ? g_ascii_strtoll (sequence->value, NULL, 10) : 0;
  event->stamp = read_moment (stamp, &moment) ? moment.wall : G_MININT64;
  read_start (reading, event);
  if (event->has_start)
    read_length (reading, event);
  read_instance (reading, event);
}

/* -- Recurrence ------------------------------------------------------------------------------------ */

/* The last wall time at which a rule of the event may happen. */
static gint64
last_wall (PlnIcsReading *reading, const PlnEvent *event, const PlnRule *rule)
{
  PlnIcsMoment until = rule->until;
  gint64 own;

  if (!rule->has_until)
    return G_MAXINT64;
  if (until.is_date)
    return until.wall + PLN_DAY_SECONDS - 1;
  if (!until.is_utc)
    return event->start.is_date ? pln_floor_divide (until.wall, PLN_DAY_SECONDS) * PLN_DAY_SECONDS : until.wall;
  own = pln_ics_zone_to_wall (event->zone, until.wall);
  /* An instant as the end of days: some write the day itself, some the end of it in their zone. */
  return event->start.is_date ? MAX (own, until.wall) : own;
}

static bool
add_rule (PlnIcsReading *reading, const PlnEvent *event, const PlnIcsProperty *property, gint64 from, gint64 to, GArray *walls,
          bool *has_ended)
{
  gint64 steps = MIN (PLN_ICS_RULE_STEPS, reading->steps), before = steps;
  const char *complaint;
  PlnRule rule;
  PlnRuleReading read = pln_rule_read (property->value, &rule, &complaint);
  gint64 until;

  if (read == PLN_RULE_UNREADABLE)
    {
      pln_ics_warn (reading->report->warnings, reading->file, property->line,
                    "a rule of recurrence with %s; busy from its first time on", complaint);
      return false;
    }
  if (read == PLN_RULE_MENDED)
    pln_ics_warn (reading->report->warnings, reading->file, property->line, "a rule of recurrence with %s", complaint);
  until = last_wall (reading, event, &rule);
  *has_ended &= until < event->start.wall;
  if (!pln_rule_expand (&rule, event->start.wall, event->start.is_date, until, from, to, &steps, walls))
    {
      warn (reading, property->line, "a rule of recurrence that takes more than 1,000,000 steps to follow; the whole window is busy");
      reading->steps -= before;
      return false;
    }
  reading->steps -= before - steps;
  return true;
}

static void
add_wall (GArray *walls, gint64 wall, gint64 from, gint64 to)
{
  if (wall >= from && wall < to)
    g_array_append_val (walls, wall);
}

/* RDATE of single times; periods have their own lengths and are read elsewhere. */
static bool
add_dates (PlnIcsReading *reading, const PlnEvent *event, const PlnIcsProperty *property, gint64 from, gint64 to, GArray *walls)
{
  const char *rest = property->value, *item;
  size_t length;

  while (pln_ics_list_next (&rest, &item, &length))
    {
      PlnIcsMoment moment;
      PlnIcsPeriod period;
      gint64 clock = event->start.wall - pln_floor_divide (event->start.wall, PLN_DAY_SECONDS) * PLN_DAY_SECONDS;

      if (pln_ics_moment_read (item, length, &moment))
        add_wall (walls, pln_event_wall (reading, event, property, moment) + (moment.is_date ? clock : 0), from, to);
      else if (!pln_ics_period_read (item, length, &period))
        {
          warn (reading, property->line, "an RDATE that is no time; busy from the event's first time on");
          return false;
        }
    }
  return true;
}

static int
compare_walls (const void *a, const void *b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
sort_walls (GArray *walls)
{
  gint64 *at = (gint64 *) (void *) walls->data;
  guint kept = 0;

  g_array_sort (walls, compare_walls);
  for (guint k = 0; k < walls->len; k++)
    if (k == 0 || at[k] != at[k - 1])
      at[kept++] = at[k];
  g_array_set_size (walls, kept);
}

bool
pln_event_walls (PlnIcsReading *reading, const PlnEvent *event, gint64 from, gint64 to, GArray *walls)
{
  bool has_rule = false, has_ended = true, is_sure = !event->component->is_cut;

  if (event->component->is_cut)
    warn (reading, event->component->line, "an event of which parts were left out; busy from its first time on");
  for (const PlnIcsProperty *property = event->component->first; property != NULL && is_sure; property = property->next)
    switch (property->name)
      {
      case PLN_ICS_RRULE:
        has_rule = true;
        is_sure = add_rule (reading, event, property, from, to, walls, &has_ended);
        break;
      case PLN_ICS_RDATE:
        is_sure = add_dates (reading, event, property, from, to, walls);
        break;
      case PLN_ICS_EXRULE:
        warn (reading, property->line, "EXRULE is not followed; what it would leave out is busy");
        break;
      default:
        break;
      }
  /* The start is the first instance (3.8.5.3), unless its own rule ends before it. */
  if (!has_rule || !has_ended)
    add_wall (walls, event->start.wall, from, to);
  sort_walls (walls);
  return is_sure;
}
