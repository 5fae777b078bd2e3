/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The bytes of an iCalendar file -> components and the few properties that say when somebody is busy.
 *
 * One pass, linear in the size of the file whatever it holds; nothing is copied but the file itself.
 * Everything that Plenary does not need (alarms, to-dos, attachments, descriptions, X- properties) is
 * dropped here and never reaches memory of its own: private by construction, and cheap.
 *
 * Read by ourselves and not by libical: its values would have to be checked by readers of our own before
 * they may be believed, it knows no lines, and it takes longer than all the rest (docs/calendars.md has
 * the figures). It reads after us, in tests, every value that is kept.
 *
 * Limits: 16 MiB a file, 8 levels, 100,000 components, 2,000 kept properties a component, 256 KiB a
 * kept line. Invalid UTF-8 is replaced and control characters are left out, with a warning each.
 *
 * Life-cycle: pln_ics_scan() makes a document that owns everything it shows; read-only afterwards. */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define PLN_ICS_MAX_BYTES (16 * 1024 * 1024)
#define PLN_ICS_MAX_DEPTH 8
#define PLN_ICS_MAX_COMPONENTS 100000
#define PLN_ICS_MAX_PROPERTIES 2000
#define PLN_ICS_MAX_LINE (256 * 1024)

/* The properties that are kept: X(identifier, name in the file). */
#define PLN_ICS_NAMES(X) \
  X (ATTENDEE, "ATTENDEE") \
  X (BUSYTYPE, "BUSYTYPE") \
  X (CALSCALE, "CALSCALE") \
  X (CLASS, "CLASS") \
  X (CONTACT, "CONTACT") \
  X (DTEND, "DTEND") \
  X (DTSTAMP, "DTSTAMP") \
  X (DTSTART, "DTSTART") \
  X (DURATION, "DURATION") \
  X (EXDATE, "EXDATE") \
  X (EXRULE, "EXRULE") \
  X (FREEBUSY, "FREEBUSY") \
  X (LOCATION, "LOCATION") \
  X (METHOD, "METHOD") \
  X (ORGANIZER, "ORGANIZER") \
  X (PRIORITY, "PRIORITY") \
  X (RDATE, "RDATE") \
  X (RECURRENCE_ID, "RECURRENCE-ID") \
  X (RRULE, "RRULE") \
  X (SEQUENCE, "SEQUENCE") \
  X (STATUS, "STATUS") \
  X (SUMMARY, "SUMMARY") \
  X (TRANSP, "TRANSP") \
  X (TZID, "TZID") \
  X (TZOFFSETFROM, "TZOFFSETFROM") \
  X (TZOFFSETTO, "TZOFFSETTO") \
  X (UID, "UID") \
  X (X_BUSYSTATUS, "X-MICROSOFT-CDO-BUSYSTATUS") \
  X (X_CALNAME, "X-WR-CALNAME") \
  X (X_LOCATION, "X-LIC-LOCATION") \
  X (X_TIMEZONE, "X-WR-TIMEZONE")

typedef enum
{
#define PLN_ICS_NAME_ENUM(identifier, name) PLN_ICS_##identifier,
  PLN_ICS_NAMES (PLN_ICS_NAME_ENUM)
#undef PLN_ICS_NAME_ENUM
  PLN_ICS_N_NAMES
} PlnIcsName;

typedef enum
{
  PLN_ICS_ROOT,
  PLN_ICS_VCALENDAR,
  PLN_ICS_VEVENT,
  PLN_ICS_VFREEBUSY,
  PLN_ICS_VAVAILABILITY,
  PLN_ICS_AVAILABLE,
  PLN_ICS_VTIMEZONE,
  PLN_ICS_STANDARD,
  PLN_ICS_DAYLIGHT,
} PlnIcsKind;

/* One content line, unfolded. Text is valid UTF-8; escapes of TEXT values are left as they are. */
typedef struct _PlnIcsProperty PlnIcsProperty;
struct _PlnIcsProperty
{
  PlnIcsName name;
  int line;          /* 1-based, of the first physical line */
  const char *value; /* may be empty */
  const char *tzid;  /* parameters, without their quotes; nullable */
  const char *type;  /* VALUE */
  const char *extra; /* RANGE, FBTYPE, PARTSTAT: the one that the property can have */
  const char *cn;    /* CN */
  const PlnIcsProperty *next; /* of the same component, in file order; nullable */
};

typedef struct _PlnIcsComponent PlnIcsComponent;
struct _PlnIcsComponent
{
  PlnIcsKind kind;
  int line; /* of BEGIN */
  const PlnIcsProperty *first; /* nullable */
  int n_properties;
  bool is_cut;     /* a kept line other than EXDATE was longer, or they were more, than the limits allow */
  bool is_garbled; /* a line in it was no content line */
  PlnIcsComponent *child; /* first; nullable */
  PlnIcsComponent *next;  /* sibling; nullable */
};

/* Something about a file that its reader had to guess about, or dropped on the side of busy. */
typedef struct
{
  char *text; /* one sentence, lower case, no full stop */
  char *file;
  int line; /* 0: the file as a whole */
} PlnIcsWarning;

/* Warnings, each text once a file and at most 100 in all; the rest are counted. */
typedef struct
{
  GPtrArray *rows;  /* of PlnIcsWarning, owned */
  GHashTable *seen; /* file and text -> line */
  int n_more;
  const char *format; /* of the last one */
  int n_repeated;     /* how often in a row */
} PlnIcsWarnings;

PlnIcsWarnings *pln_ics_warnings_new (void);
void pln_ics_warnings_free (PlnIcsWarnings *warnings);
void pln_ics_warn (PlnIcsWarnings *warnings, const char *file, int line, const char *format, ...) G_GNUC_PRINTF (4, 5);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnIcsWarnings, pln_ics_warnings_free)

typedef struct _PlnIcs PlnIcs;

#define PLN_ICS_ERROR (pln_ics_error_quark ())
GQuark pln_ics_error_quark (void);
typedef enum
{
  PLN_ICS_ERROR_UNREADABLE, /* the file cannot be opened or read */
  PLN_ICS_ERROR_LIMIT,
  PLN_ICS_ERROR_SYNTAX,
} PlnIcsError;

/* pln_ics_scan:
 * @file: its name, for messages; copied
 * @bytes: its content
 * @warnings: to add to
 * Returns: (transfer full) (nullable): NULL with @error, whose message names file and line, where the
 *   bytes are no iCalendar text, are cut short, or exceed a limit that would hide busy time */
PlnIcs *pln_ics_scan (const char *file, GBytes *bytes, PlnIcsWarnings *warnings, GError **error);

/* Reads a regular file of at most PLN_ICS_MAX_BYTES and scans it.
 * @path: as the system knows it
 * @shown: the name for messages
 * @bytes: (out) (optional) (transfer full): the content */
PlnIcs *pln_ics_scan_file (const char *path, const char *shown, GBytes **bytes, PlnIcsWarnings *warnings, GError **error);
void pln_ics_free (PlnIcs *ics);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnIcs, pln_ics_free)

const char *pln_ics_file (const PlnIcs *ics);
/* The root, whose children are what stands at the top of the file. */
const PlnIcsComponent *pln_ics_root (const PlnIcs *ics);

/* The first property of that name, or NULL. */
const PlnIcsProperty *pln_ics_find (const PlnIcsComponent *component, PlnIcsName name);

/* A TEXT value with its escapes undone, cut to 1,000 bytes. Returns: (transfer full) */
char *pln_ics_text (const char *value);
