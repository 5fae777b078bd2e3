/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* One component of a published agenda: an item, a break, an action item. Only what must not depend
 * on an earlier version is written here: SEQUENCE and LAST-MODIFIED come from ical/publish, which
 * compares. Nothing here reads the clock, and nothing decides who may see what: the view has done
 * that. */

#include "model/agenda.h"
#include "plenary.h"

#include <glib.h>

typedef struct
{
  const PlnAgenda *view;
  const PlnFormatOptions *options;
  bool in_utc; /* the zone is UTC: times end in Z */
  GHashTable *parts; /* of PlnAgendaItem lists, by topic */
} PlnEntryWriter;

/* Both are lent for the writer's life. */
void pln_entry_writer_init (PlnEntryWriter *writer, const PlnAgenda *view, const PlnFormatOptions *options, bool in_utc);
void pln_entry_writer_clear (PlnEntryWriter *writer);

/* BEGIN, UID and DTSTAMP of a component. Returns: (transfer full) */
GPtrArray *pln_entry_begin (const PlnEntryWriter *writer, const char *component, const char *uid);

/* DTSTART and DTEND, minutes. */
void pln_entry_add_span (GPtrArray *lines, const PlnEntryWriter *writer, int start, int end);

/* All return (transfer full): the lines of the component, BEGIN and END among them; the first after
 * BEGIN is its UID. */
GPtrArray *pln_entry_of_item (const PlnEntryWriter *writer, const PlnAgendaBlock *block, const PlnAgendaItem *item);

/* @index: of the break on its day, from 0; its UID hangs on the day and this number */
GPtrArray *pln_entry_of_break (const PlnEntryWriter *writer, const PlnAgendaDay *day, int index);

GPtrArray *pln_entry_of_action (const PlnEntryWriter *writer, const PlnAction *action);

/* "20221011T170000Z" of seconds since 1970; the epoch where they are unknown. Returns: (transfer full) */
char *pln_entry_format_stamp (gint64 seconds);
