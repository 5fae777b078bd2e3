/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Calendars -> when somebody is busy, and why.
 *
 *   PlnBusyReport *report = pln_busy_report_new (&options);
 *   pln_busy_report_add (report, ics);        // for each file
 *   pln_busy_report_finish (report);          // overlays availability, merges
 *   ... report->rows, report->warnings ...
 *
 * Events that are not TRANSPARENT, not CANCELLED and not declined by the calendar's owner are busy;
 * tentative ones softly. Free/busy time counts by its type. Outside the AVAILABLE times of a
 * VAVAILABILITY (RFC 7953) its BUSYTYPE holds, under what events say. What cannot be understood is busy
 * as long as it can be meant, with a warning.
 *
 * Rules are followed for at most 1,000,000 steps each and 4,000,000 a file; what needs more is busy
 * for the whole window. */

#include "ical/scan.h"

typedef enum
{
  PLN_BUSY_FREE,
  PLN_BUSY_TENTATIVE,
  PLN_BUSY_BUSY,
  PLN_BUSY_UNAVAILABLE,
} PlnBusyKind;

#define PLN_BUSY_N_KINDS 4

/* "FREE", "BUSY-TENTATIVE", "BUSY", "BUSY-UNAVAILABLE". */
const char *pln_busy_kind_name (PlnBusyKind kind);

/* Where a row comes from. */
typedef struct
{
  char *uid;        /* nullable */
  char *summary;    /* nullable; NULL for what its owner calls private */
  const char *file; /* of the report */
  int file_number;  /* in the order of reading */
  int line;
} PlnBusyOrigin;

typedef struct
{
  gint64 start, end; /* instants, seconds since 1970, half-open */
  PlnBusyKind kind;
  const PlnBusyOrigin *origin; /* of the report */
} PlnBusyRow;

typedef struct
{
  gint64 from, to;      /* instants: the window */
  const char *timezone; /* IANA name, of floating times and dates; one that is unknown is UTC */
  const char *owner_email, *owner_name; /* nullable: who declines */
  bool separate;        /* busy time of several events is not merged into one row */
  bool instances;       /* every instance as it is, free ones too, instead of merged busy time */
} PlnBusyOptions;

typedef struct
{
  PlnBusyOptions options; /* texts owned */
  GArray *rows;           /* of PlnBusyRow: by start, end, kind, once finished */
  GPtrArray *origins;     /* of PlnBusyOrigin, owned */
  GHashTable *origin_of;  /* component -> origin, while its file is being read */
  GPtrArray *files;       /* of char *, owned */
  bool has_overflowed;    /* more rows than are kept */
  GArray *availability;   /* see availability.h */
  GArray *aside;          /* nullable, of PlnBusyRow: where rows go instead, while free time is read */
  PlnIcsWarnings *warnings;
} PlnBusyReport;

/* Returns: (transfer full) */
PlnBusyReport *pln_busy_report_new (const PlnBusyOptions *options);
void pln_busy_report_free (PlnBusyReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnBusyReport, pln_busy_report_free)

/* Warnings of scanning go to report->warnings too. */
void pln_busy_report_add (PlnBusyReport *report, const PlnIcs *ics);
void pln_busy_report_finish (PlnBusyReport *report);

/* For the readers of components: the origin of one, and a row where it touches the window. Without
 * `instances` rows of one origin that touch are joined as they come. */
const PlnBusyOrigin *pln_busy_report_origin (PlnBusyReport *report, const char *file, const PlnIcsComponent *component);
void pln_busy_report_row (PlnBusyReport *report, const PlnBusyOrigin *origin, gint64 start, gint64 end, PlnBusyKind kind);
