/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Plenary: agendas planned, judged and published. The one installed header: self-contained, all
 * types opaque. cli/ is written against this header (and text/) alone.
 *
 *   PlnDiagnostics *d = pln_diagnostics_new ();
 *   PlnMeeting *m = pln_meeting_read ("meeting.json", bytes, NULL, NULL, d);
 *   PlnPlanOptions options = PLN_PLAN_OPTIONS_INIT;
 *   PlnAgenda *a = pln_plan (m, &options, &error);
 *   GBytes *text = pln_agenda_format (a, PLN_FORMAT_TEXT, &format_options, &error);
 */

#include <glib.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* What stands here is all that the library exports; everything else is built hidden. */
#pragma GCC visibility push(default)

typedef struct _PlnSource PlnSource;
typedef struct _PlnDiagnostics PlnDiagnostics;
typedef struct _PlnMeeting PlnMeeting;
typedef struct _PlnAgenda PlnAgenda;
typedef struct _PlnVerdict PlnVerdict;

const char *pln_version (void);

/* -- Diagnostics: what is wrong with an input, and where ---------------------------------------- */

typedef enum
{
  PLN_SEVERITY_ERROR,
  PLN_SEVERITY_WARNING,
  PLN_SEVERITY_NOTE,
} PlnSeverity;

/* Returns: (transfer full) */
PlnDiagnostics *pln_diagnostics_new (void);
PlnDiagnostics *pln_diagnostics_ref (PlnDiagnostics *diagnostics);
void pln_diagnostics_unref (PlnDiagnostics *diagnostics);
int pln_diagnostics_n_errors (const PlnDiagnostics *diagnostics);
int pln_diagnostics_n_warnings (const PlnDiagnostics *diagnostics);

/* All rows by source and place (at most 20 errors, the rest counted), each
 * "file:line:col: error[PLN0107]: ...", the line, a caret, the help line.
 * @colour: use SGR colours; @unicode: the terminal shows UTF-8
 * Returns: (transfer full) */
char *pln_diagnostics_format (const PlnDiagnostics *diagnostics, bool colour, bool unicode);

/* All rows in the same order as one JSON object: {"errors": 1, "warnings": 0, "diagnostics":
 * [{"severity": "error", "code": "PLN0107", "message": "...", "file": "...", "line": 14, "column": 19,
 * "end_line": 14, "end_column": 25, "path": "...", "hint": "...", "help": "..."}]}; what a row does
 * not have is left out.
 * Returns: (transfer full) */
char *pln_diagnostics_to_json (const PlnDiagnostics *diagnostics);

PlnSource *pln_source_ref (PlnSource *source);
void pln_source_unref (PlnSource *source);

/* -- Requests ------------------------------------------------------------------------------------ */

/* A stretch of somebody's calendar in which they are busy. */
typedef struct
{
  int start, end; /* minutes since 1970, UTC; half-open */
  bool soft;      /* tentative */
  const char *summary; /* nullable; for chairs only */
} PlnBusy;

/* Whose calendar is read. */
typedef struct
{
  const char *id, *name;
  const char *const *aliases; /* NULL-terminated */
  const char *email;    /* nullable: the address that declines */
  const char *timezone; /* IANA name, for floating times and dates */
} PlnCalendarOwner;

/* Reads one calendar that a request names; or, once for every person and after those, what else is
 * known of that person.
 * @path: (nullable): as the request names it, relative to the request file @request_name; NULL: what else
 * @from, @to: minutes; what lies outside may be left out
 * @rows: (element-type PlnBusy): to append to; summaries are copied by the caller
 * @why: (out) (transfer full) (nullable): why the calendar cannot be read, without its name; NULL where the reader
 *   tells it by itself
 * Returns: false where it cannot be read */
typedef bool (*PlnCalendarReader) (const char *request_name,
                                   const char *path,
                                   const PlnCalendarOwner *owner,
                                   int from,
                                   int to,
                                   GArray *rows,
                                   char **why,
                                   gpointer data);

/* pln_meeting_read:
 * @name: the file's name, for messages and for calendars relative to it
 * @bytes: the request file
 * @calendars: (nullable): reads calendars; NULL refuses requests that name any
 * Returns: (transfer full) (nullable): NULL after adding errors to @diagnostics */
PlnMeeting *pln_meeting_read (const char *name,
                              GBytes *bytes,
                              PlnCalendarReader calendars,
                              gpointer data,
                              PlnDiagnostics *diagnostics);
PlnMeeting *pln_meeting_ref (PlnMeeting *meeting);
void pln_meeting_unref (PlnMeeting *meeting);

/* Adds warnings about a valid request; see model/request.h. */
void pln_meeting_lint (const PlnMeeting *meeting, PlnDiagnostics *diagnostics);

/* -- Agendas ------------------------------------------------------------------------------------- */

/* pln_agenda_read: reads an agenda file, ours or anyone's.
 * Returns: (transfer full) (nullable): NULL after adding errors to @diagnostics */
PlnAgenda *pln_agenda_read (const char *name, GBytes *bytes, PlnDiagnostics *diagnostics);
PlnAgenda *pln_agenda_ref (PlnAgenda *agenda);
void pln_agenda_unref (PlnAgenda *agenda);

/* Is this JSON an agenda (`kind: agenda`, or a `status`)? False for what is no JSON object. */
bool pln_bytes_are_agenda (GBytes *bytes);

/* Exit-relevant facts. */
typedef enum
{
  PLN_OUTCOME_OPTIMAL,
  PLN_OUTCOME_FEASIBLE,
  PLN_OUTCOME_INFEASIBLE,
  PLN_OUTCOME_UNKNOWN,
} PlnOutcome;
PlnOutcome pln_agenda_outcome (const PlnAgenda *agenda);
const char *pln_agenda_stopped (const PlnAgenda *agenda); /* nullable: "time" or "signal" */
int pln_agenda_n_items (const PlnAgenda *agenda);         /* placed */

typedef enum
{
  PLN_AUDIENCE_PUBLIC,
  PLN_AUDIENCE_MEMBERS,
  PLN_AUDIENCE_CHAIRS,
} PlnAudience;

typedef enum
{
  PLN_FORMAT_TEXT,
  PLN_FORMAT_JSON,
  PLN_FORMAT_ICS,
  PLN_FORMAT_MARKDOWN,
  PLN_FORMAT_HTML,
  PLN_FORMAT_CSV,
} PlnFormat;

/* RFC 5546: what a calendar file asks of who receives it. */
typedef enum
{
  PLN_METHOD_NONE,    /* a file to import or to store */
  PLN_METHOD_PUBLISH, /* a feed: an organizer, nobody invited */
  PLN_METHOD_REQUEST, /* an invitation: an organizer and those invited */
} PlnMethod;

/* Zeroed is a public agenda in ASCII without colour. */
typedef struct
{
  PlnAudience audience;
  bool unicode; /* text: the locale is UTF-8 */
  bool colour;  /* text: SGR colours */
  int columns;  /* text: width of the terminal; 0: do not care */
  const char *person;   /* nullable: only what concerns this person (id, see pln_agenda_find_person) */
  const char *timezone; /* nullable: text, Markdown, HTML, CSV: show times in this zone (IANA) */
  bool local_times;     /* text: the local times of people elsewhere too */

  PlnMethod method;          /* ics */
  bool final;                /* ics: CONFIRMED instead of TENTATIVE */
  bool breaks;               /* ics: breaks as transparent events */
  bool actions;              /* ics: the action items (VTODO) instead of the items */
  int alarm_minutes;         /* ics: remind so long before each item; 0: no alarm */
  const PlnAgenda *previous; /* nullable: an earlier version, for SEQUENCE and what is cancelled in ics,
                                and for what is newly open in the others */
  GBytes *previous_ics;      /* ics, nullable: likewise, as we wrote it then */
} PlnFormatOptions;

/* Writes a view of the agenda; see model/audience.h.
 * Returns: (transfer full) (nullable): NULL with @error where the agenda cannot be written so */
GBytes *pln_agenda_format (const PlnAgenda *agenda, PlnFormat format, const PlnFormatOptions *options, GError **error);

/* One message of an invitation (RFC 5546): METHOD:REQUEST or CANCEL, one item. */
typedef struct
{
  char *name;    /* of a file: the item's id and ".ics" */
  GBytes *bytes;
} PlnMessage;

typedef struct
{
  GArray *rows;    /* of PlnMessage, by time */
  int n_cancelled; /* of them */
  int n_same;      /* items that need none: they are as in the earlier version */
  int n_alone;     /* items that invite nobody */
  bool lacks_addresses; /* somebody invited has none that can be written to */
} PlnMessages;

/* pln_agenda_messages: what is to be sent so that everybody has the agenda in their calendar. Mail programs
 * take one item a message; a file of many they refuse, or read the first.
 * @options: with PLN_METHOD_REQUEST; `previous`: what everybody has already
 * Returns: (transfer full) (nullable): NULL with @error */
PlnMessages *pln_agenda_messages (const PlnAgenda *agenda, const PlnFormatOptions *options, GError **error);
void pln_messages_free (PlnMessages *messages);

/* The person whose id or name (case folded) this is: the id, or NULL.
 * Returns: (transfer none) (nullable) */
const char *pln_agenda_find_person (const PlnAgenda *agenda, const char *name);

/* The name of a person, or the id where the agenda does not know it. */
const char *pln_agenda_person_name (const PlnAgenda *agenda, const char *id);

/* The ids of everybody of the agenda, NULL-terminated, whom an item concerns that @audience sees with
 * its people: for one file a person. Returns: (transfer full) */
char **pln_agenda_people (const PlnAgenda *agenda, PlnAudience audience);

/* "text", "json", "ics", ...: -1 where unknown. */
int pln_format_from_name (const char *name);
const char *pln_format_name (PlnFormat format);
int pln_audience_from_name (const char *name);
int pln_method_from_name (const char *name); /* "publish", "request" */

/* -- Importing ------------------------------------------------------------------------------------ */

typedef enum
{
  PLN_NOTATION_GUESS, /* by the name's suffix, then by the content */
  PLN_NOTATION_MARKDOWN,
  PLN_NOTATION_CSV,
  PLN_NOTATION_TSV,
  PLN_NOTATION_HTML,
  PLN_NOTATION_ISSUE, /* the body of a GitHub issue form */
} PlnNotation;

/* "markdown", "csv", ...: -1 where unknown. */
int pln_notation_from_name (const char *name);

typedef struct
{
  const char *name; /* of the file, for messages and `x-source` */
  GBytes *bytes;
} PlnImportFile;

typedef struct
{
  PlnNotation notation;
  const char *base_name; /* nullable, with base: the meeting to import into */
  GBytes *base;
  const char *const *maps; /* nullable: NULL-terminated "HEADER=COLUMN" */
  bool strict;  /* guesses are errors */
  bool unicode; /* of the report */
} PlnImportOptions;

/* pln_import: request tables of any notation -> a request file.
 * @files: [n_files]
 * @report: (out) (transfer full) (optional): what was understood, row by row, for people
 * Returns: (transfer full) (nullable): the request; NULL after adding errors to @diagnostics */
GBytes *pln_import (const PlnImportFile *files, int n_files, const PlnImportOptions *options, PlnDiagnostics *diagnostics, char **report);

/* pln_import_agenda: an agenda page, ours or typed by hand, -> the agenda of a meeting, unjudged:
 * status feasible, bound 0; the cost is what the judge makes of it.
 * @stamp: seconds since 1970, UTC
 * Returns: (transfer full) (nullable): NULL after adding errors to @diagnostics */
PlnAgenda *pln_import_agenda (const PlnMeeting *meeting, const PlnImportFile *file, const PlnImportOptions *options, gint64 stamp, PlnDiagnostics *diagnostics);

/* -- Judging ------------------------------------------------------------------------------------- */

/* pln_judge: every broken rule and the cost by term; see model/verify.h.
 * @previous: (nullable)
 * Returns: (transfer full) */
PlnVerdict *pln_judge (const PlnMeeting *meeting, const PlnAgenda *agenda, const PlnAgenda *previous);
void pln_verdict_free (PlnVerdict *verdict);
/* Nothing broken, no fault of the file, and the stated cost is the cost. */
bool pln_verdict_is_clean (const PlnVerdict *verdict, const PlnAgenda *agenda);
/* Findings for people, and the object of `check --json`. Returns: (transfer full) */
char *pln_verdict_format (const PlnVerdict *verdict, const PlnAgenda *agenda, bool unicode);
char *pln_verdict_to_json (const PlnVerdict *verdict, const PlnAgenda *agenda);

/* -- Calendars ------------------------------------------------------------------------------------ */

/* A calendar file that the command line names. */
typedef struct
{
  const char *name; /* for messages */
  GBytes *bytes;
} PlnCalendarFile;

/* The calendars of one run: those given beside the request, and what was read for it.
 *
 *   PlnCalendars *calendars = pln_calendars_new (strict);
 *   pln_calendars_add (calendars, "wil", &file);           // --calendar wil=FILE.ics
 *   PlnMeeting *m = pln_meeting_read (name, bytes, pln_calendars_read, calendars, diagnostics);
 *   pln_calendars_finish (calendars, m, diagnostics);      // warnings; the meeting knows what was read
 */
typedef struct _PlnCalendars PlnCalendars;

/* @strict: what is doubtful in a calendar is an error. Returns: (transfer full) */
PlnCalendars *pln_calendars_new (bool strict);
void pln_calendars_free (PlnCalendars *calendars);

/* @owner: (nullable): id, name or alias of a person; without one the file concerns everybody, softly */
void pln_calendars_add (PlnCalendars *calendars, const char *owner, const PlnCalendarFile *file);

/* The PlnCalendarReader whose data is a PlnCalendars. */
bool pln_calendars_read (const char *request_name,
                         const char *path,
                         const PlnCalendarOwner *owner,
                         int from,
                         int to,
                         GArray *rows,
                         char **why,
                         gpointer data);

/* Tells what was doubtful, and owners that are nobody of the meeting; @meeting is told which calendars
 * were read, for its agenda.
 * @meeting: (nullable): where it could not be read
 * Returns: false after adding errors to @diagnostics */
bool pln_calendars_finish (PlnCalendars *calendars, PlnMeeting *meeting, PlnDiagnostics *diagnostics);

/* Warns where an agenda was planned with other calendars than the meeting's, or other versions of them. */
void pln_calendars_compare (const PlnMeeting *meeting, const PlnAgenda *agenda, PlnDiagnostics *diagnostics);

/* What clashes with what: the items of an agenda with the calendars that were added, and with each other. */
typedef struct _PlnClashes PlnClashes;

/* pln_clashes_find:
 * @name: of the agenda file
 * @bytes: an agenda file of ours, or an .ics of anyone
 * Returns: (transfer full) (nullable): NULL after adding errors to @diagnostics */
PlnClashes *pln_clashes_find (const char *name, GBytes *bytes, PlnCalendars *calendars, PlnDiagnostics *diagnostics);
void pln_clashes_free (PlnClashes *clashes);
int pln_clashes_n (const PlnClashes *clashes, bool hard_only);
/* Lines for people; and a JSON array. Returns: (transfer full) */
char *pln_clashes_format (const PlnClashes *clashes, bool unicode);
char *pln_clashes_to_json (const PlnClashes *clashes);

/* Does this look like iCalendar rather than JSON? */
bool pln_bytes_are_calendar (GBytes *bytes);

typedef struct
{
  const PlnCalendarFile *files; /* n_files */
  int n_files;
  gint64 from, to;      /* seconds since 1970 */
  const char *timezone; /* of floating times and dates, and of the table */
  const char *owner;    /* nullable: address or name of who may have declined */
  bool instances;       /* every instance, unmerged, unclipped, free ones too */
  bool strict;
  bool json;
  bool unicode;         /* of the table */
} PlnBusyQuery;

/* What Plenary sees in calendars: a table with the reason for each line, or a JSON object.
 * Warnings go to @diagnostics, and into the object.
 * Returns: (transfer full) (nullable): NULL after adding errors to @diagnostics */
char *pln_busy_list (const PlnBusyQuery *query, PlnDiagnostics *diagnostics);

/* A date (its midnight in @timezone), a date-time as in the format, or iCalendar's 20220101T090000Z.
 * Returns: false where it is none of them */
bool pln_busy_time_parse (const char *text, const char *timezone, gint64 *seconds);

/* Is this a time zone of the system? */
bool pln_timezone_is_known (const char *name);

/* -- Planning ------------------------------------------------------------------------------------ */

typedef struct
{
  double seconds;  /* since the search began */
  gint64 best;     /* cost of the best plan, -1 while there is none */
  gint64 bound;
} PlnProgress;

typedef struct
{
  unsigned seed;
  int time_limit_ms; /* of the search; 0: none */
  int threads;       /* at most; the agenda does not depend on them */
  gint64 stamp;      /* seconds since 1970, UTC, of planning */
  const PlnAgenda *previous; /* nullable: the earlier agenda */
  volatile sig_atomic_t *stop; /* nullable: set to non-zero by a signal handler to stop the search */
  void (*progress) (const PlnProgress *progress, gpointer data); /* nullable; called from the planning thread, often */
  gpointer progress_data;
  const char *techniques; /* nullable: for tests and measurements, "-lp,-anneal,..." switches techniques off */
} PlnPlanOptions;

#define PLN_PLAN_OPTIONS_INIT { .seed = 1, .time_limit_ms = 10000, .threads = 2, .stamp = 0 }

/* pln_plan: the best agenda within the limits, judged clean; or why there is none. Never an error
 * but for a defect of Plenary itself (its own judge refused the plan).
 * Returns: (transfer full) (nullable) */
PlnAgenda *pln_plan (const PlnMeeting *meeting, const PlnPlanOptions *options, GError **error);

#pragma GCC visibility pop

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnSource, pln_source_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnDiagnostics, pln_diagnostics_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnMeeting, pln_meeting_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnAgenda, pln_agenda_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnMessages, pln_messages_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnVerdict, pln_verdict_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnCalendars, pln_calendars_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnClashes, pln_clashes_free)

G_END_DECLS
