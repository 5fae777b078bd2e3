/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Agenda -> VCALENDAR, by a writer of our own (RFC 5545, 5546, 7986), read back before it is handed
 * out. One VEVENT an item with a UID that never changes, times in the meeting's zone with the zone
 * embedded, DTSTAMP from the agenda and not from the clock: the same agenda gives the same bytes.
 *
 * SEQUENCE counts revisions, twice: 2r for the draft of revision r and 2r + 1 for its final, so that
 * a final outranks its draft. With an earlier version an item that says the same keeps SEQUENCE and
 * LAST-MODIFIED, one that changed gets a higher one, one that is gone is written once more as
 * CANCELLED.
 *
 * An invitation is a message of one item (RFC 5546 3.2.2): pln_publish_messages() writes one each, with a
 * METHOD:CANCEL of its own for what is gone; in one file of all items nothing is cancelled.
 *
 * Not written: recurrence (every item is its own event), alarms and breaks unless asked for, e-mail
 * addresses unless the view has them. */

#include "plenary.h"

#define PLN_PUBLISH_ERROR (pln_publish_error_quark ())
GQuark pln_publish_error_quark (void);
typedef enum
{
  PLN_PUBLISH_ERROR_EMPTY,     /* nothing to write: RFC 5545 wants at least one component */
  PLN_PUBLISH_ERROR_DUPLICATE, /* a defect of the agenda file: two items of one uid */
} PlnPublishError;

/* A writer of the table of formats; see format/format.h.
 * @options: `previous`, where it is not NULL, is a view for the same audience */
GString *pln_publish_write (const PlnAgenda *view, const PlnFormatOptions *options, GError **error);

/* Likewise the messages that say what is new: an invitation to each item that has somebody to invite and
 * is not as it was in the earlier version, and a cancellation for each that is gone. See
 * pln_agenda_messages(). */
PlnMessages *pln_publish_messages (const PlnAgenda *view, const PlnFormatOptions *options, GError **error);

/* Returns: (transfer full): with no rows */
PlnMessages *pln_messages_new (void);
