/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* An earlier version of a calendar that we wrote: what each event was, so that the new one can say
 * whether it changed (RFC 5546 2.1.4: a changed event needs a higher SEQUENCE, or programs that have
 * it ignore the change). */

#include "ical/entry.h"

#include <stdbool.h>

typedef struct
{
  char *uid;
  int sequence;
  char *modified;   /* LAST-MODIFIED, "20221011T170000Z" */
  GPtrArray *lines; /* of ical/writer, BEGIN to END, without SEQUENCE and LAST-MODIFIED */
  bool is_cancelled;
  bool is_kept;     /* the new version has it too */
} PlnEarlierEvent;

typedef struct
{
  GPtrArray *events; /* of PlnEarlierEvent, in their order */
  GHashTable *by_uid;
} PlnEarlier;

#define PLN_EARLIER_ERROR (pln_earlier_error_quark ())
GQuark pln_earlier_error_quark (void);
typedef enum
{
  PLN_EARLIER_ERROR_SYNTAX, /* no calendar, or none that Plenary wrote */
} PlnEarlierError;

PlnEarlier *pln_earlier_new (void);
void pln_earlier_free (PlnEarlier *earlier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnEarlier, pln_earlier_free)

/* @lines: (transfer full) */
void pln_earlier_add (PlnEarlier *earlier, GPtrArray *lines, int sequence, const char *modified);

/* The events and to-dos of a calendar file.
 * Returns: (transfer full) (nullable) */
PlnEarlier *pln_earlier_read (GBytes *bytes, GError **error);

/* Returns: (transfer none) (nullable) */
PlnEarlierEvent *pln_earlier_find (const PlnEarlier *earlier, const char *uid);

/* Says an event the same as these lines? When it was written does not count. */
bool pln_earlier_is_same (const PlnEarlierEvent *event, const GPtrArray *lines);

/* The event once more, as CANCELLED: its uid and times, its title where it was public or is for no
 * public, in invitations for chairs who was invited. NULL where the times cannot be told, and for a to-do
 * among items or an item among to-dos: those are in another file.
 * @start: (out): minute
 * Returns: (transfer full) (nullable): lines without SEQUENCE and LAST-MODIFIED */
GPtrArray *pln_earlier_cancel (const PlnEarlierEvent *event, const PlnEntryWriter *writer, int *start);
