/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What stands in an agenda, ours or anyone's .ics, as far as clashes go: when, where, and whose time. */

#include "ical/calendars.h"
#include "model/agenda.h"

/* The most that are looked at. */
#define PLN_MAX_OCCASIONS 5000

typedef struct
{
  char *id;    /* of the item or the role; the UID of an event */
  char *title; /* nullable */
  gint64 start, end; /* instants */
  char *room;        /* nullable */
  char **people;     /* NULL-terminated: ids; of an event addresses and names */
  char **optional;   /* NULL-terminated */
  char **contacts;   /* NULL-terminated: who an event names besides; they are not taken by it */
  bool is_duty;      /* a role that somebody holds throughout a block */
} PlnOccasion;

void pln_occasion_clear (gpointer occasion);

/* Appends what is in an agenda file. */
void pln_occasions_of_agenda (const PlnAgenda *agenda, GArray *occasions);

/* Appends the events of a calendar that take time.
 * @zone_name: of floating times
 * Returns: false with @error where there are too many */
bool pln_occasions_of_calendar (PlnCalendars *calendars, const PlnCalendar *calendar, const char *zone_name, GArray *occasions,
                                GError **error);

/* The zone that a calendar says it is in (X-WR-TIMEZONE), else that of its first event that names one,
 * else UTC. Returns: (transfer full) */
char *pln_calendar_timezone (const PlnCalendar *calendar);
