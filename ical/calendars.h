/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Inside of PlnCalendars (plenary.h): calendar files, each scanned once however many people it concerns,
 * and what was said about them. */

#include "ical/busy.h"
#include "plenary.h"

typedef struct
{
  char *name;  /* as shown, and as agendas list it */
  GBytes *bytes;
  PlnIcs *ics; /* nullable: it cannot be read */
  char *why;   /* nullable: because of this */
} PlnCalendar;

/* One that the command line gave. */
typedef struct
{
  char *owner; /* nullable: everybody, softly */
  PlnCalendar *calendar; /* of `calendars` */
  bool is_known; /* somebody is its owner */
  PlnBusyReport *report; /* nullable: everybody's, as it was last read; of `reports` */
} PlnCalendarArgument;

struct _PlnCalendars
{
  bool strict;
  GPtrArray *calendars;  /* of PlnCalendar, owned, in the order in which they were first asked for */
  GPtrArray *arguments;  /* of PlnCalendarArgument, owned */
  GPtrArray *names;      /* of char *, owned: who was asked about, for suggestions */
  GHashTable *used;      /* set of PlnCalendar */
  GPtrArray *reports;    /* of PlnBusyReport, owned: their texts are lent out */
  PlnIcsWarnings *warnings;
  guint n_told;          /* of them */
};

/* Is the argument about that person: by id, name or alias, whatever the case? */
bool pln_calendar_argument_is_of (const PlnCalendarArgument *argument, const PlnCalendarOwner *owner);

/* The rows of one calendar for one owner, by start. Warnings go to the calendars'.
 * @options: the window and whose calendar it is
 * Returns: (transfer full) (nullable): NULL where the calendar cannot be read */
PlnBusyReport *pln_calendar_report (PlnCalendars *calendars, const PlnCalendar *calendar, const PlnBusyOptions *options);

/* Adds the warnings about files, from the @first on, as findings with their lines.
 * @files: (element-type PlnCalendar): where the lines are
 * @strict: as errors */
void pln_calendar_warnings_tell (const PlnIcsWarnings *warnings, guint first, const GPtrArray *files, bool strict,
                                 PlnDiagnostics *diagnostics);

/* Frees one. */
void pln_calendar_free (gpointer calendar);
/* Scans it. Returns: (transfer full): with a NULL `ics` and @error set where it cannot be read */
PlnCalendar *pln_calendar_new (const char *name, GBytes *bytes, PlnIcsWarnings *warnings, GError **error);
