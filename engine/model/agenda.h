/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The result: an agenda file in memory (spec/meeting-format.md section 5). It is complete: every
 * output is written from it alone. It may be ours or anyone's, so it keeps what the file says
 * (ids as text, times with the offset they carried) and promises nothing that `verify` has not said.
 */

#include "model/draft.h"
#include "model/moment.h"
#include "text/diagnostic.h"

typedef enum
{
  PLN_STATUS_OPTIMAL,
  PLN_STATUS_FEASIBLE,
  PLN_STATUS_INFEASIBLE,
  PLN_STATUS_UNKNOWN,
} PlnStatus;

typedef struct
{
  char *person; /* id */
  PlnMoment start;
} PlnTurn; /* of a round */

typedef struct
{
  char *id, *topic;
  char *uid;   /* nullable in others' files */
  char *title; /* nullable in others' files */
  PlnMoment start, end;
  char *room;
  char **presenters, **required, **optional,
      **requested_by; /* NULL-terminated; person ids, requested_by also free text */
  char **merged; /* NULL-terminated: titles of the requests that were merged into this one */
  int asked; /* minutes; 0 where the file does not say */
  bool estimate, closed;
  char *contingent; /* nullable */
  PlnTurn *round;
  int n_round;
  PlnAttachment *attachments;
  int n_attachments;
  char *notes; /* nullable */
  char **tags;
} PlnAgendaItem;

typedef struct
{
  char *role;
  char *person; /* nullable: left open */
} PlnDuty;

typedef struct
{
  PlnMoment start, end;
  char *room;
  PlnDuty *duties;
  int n_duties;
  PlnAgendaItem *items; /* by start in our files, as found in others' */
  int n_items;
} PlnAgendaBlock;

typedef struct
{
  PlnMoment start, end;
  char *title;
} PlnAgendaBreak;

typedef struct
{
  int date; /* days since 1970-01-01 */
  bool has_times;
  PlnMoment start, end;
  PlnAgendaBreak *breaks;
  int n_breaks;
  PlnAgendaBlock *blocks;
  int n_blocks;
} PlnAgendaDay;

typedef struct
{
  char *topic;
  char *title; /* nullable */
  char *priority; /* nullable */
  int asked; /* minutes of all parts; 0 unknown */
  char **requested_by;
  bool closed; /* as the file says; `"closed": true` is written only where it holds */
  char *why;   /* nullable */
} PlnUnplaced;

typedef struct
{
  char *term; /* as the file names it */
  gint64 cost;
  char **items, **people; /* NULL-terminated ids */
  char *text; /* nullable */
} PlnTermRow;

typedef struct
{
  char *kind;
  char *item, *person; /* nullable ids */
  char *text;
} PlnWarning;

/* One statement of a conflict set; see spec section 5. */
typedef struct
{
  char *topic;
  char *rule; /* of section 3 */
  char *person, *other; /* nullable */
  char *text;
} PlnStatementRow;

typedef struct
{
  PlnStatementRow *members;
  int n_members;
} PlnConflict;

typedef struct
{
  char *id, *name; /* rooms: name nullable; roles: title in `name` */
} PlnNamed;

typedef struct
{
  char *id, *name;
  char *email, *timezone; /* nullable */
} PlnAgendaPerson;

struct _PlnAgenda
{
  gatomicrefcount refs;
  char *id, *title; /* nullable in others' files */
  PlnZone *zone;
  int granularity;
  int revision;
  gint64 stamp; /* seconds since 1970, UTC; -1 where the file does not say */
  PlnStatus status;
  char *stopped; /* nullable: "time" or "signal" */
  bool has_score;
  gint64 cost, bound;
  PlnTermRow *terms;
  int n_terms;
  bool has_terms;
  char *location, *conference, *organizer, *notes; /* nullable */
  PlnAgendaDay *days;
  int n_days;
  PlnUnplaced *unplaced;
  int n_unplaced;
  PlnWarning *warnings;
  int n_warnings;
  PlnConflict *conflicts;
  int n_conflicts;
  bool has_conflicts; /* the file has the key: always ours where infeasible */
  PlnNamed *rooms, *roles;
  int n_rooms, n_roles;
  PlnAction *actions;
  int n_actions;
  PlnAgendaPerson *people;
  int n_people;
  PlnCalendarUse *calendars; /* that the plan was made with */
  int n_calendars;
  bool has_calendars;
};

/* What the planner adds to a draft to make an agenda of it. */
typedef struct
{
  PlnStatus status;
  gint64 bound;
  const char *stopped;  /* nullable */
  gint64 stamp;         /* seconds since 1970, UTC */
  unsigned seed;        /* for shuffled rounds */
  const PlnAgenda *previous; /* nullable: gives revision, and the id where the request states none */
  char **why;           /* nullable: [n_topics], why a topic is not placed; elements nullable */
  PlnConflict *conflicts; /* nullable; copied */
  int n_conflicts;
} PlnAgendaFacts;

/* Makes the agenda of a draft: sections in order of time, uids, part titles, rounds, terms and
 * warnings (measured by model/verify), revision. @draft is NULL for infeasible and unknown.
 * Returns: (transfer full) */
PlnAgenda *pln_agenda_new (const PlnMeeting *meeting, const PlnDraft *draft, const PlnAgendaFacts *facts);

/* Nothing in it, no zone; for those who fill it. Returns: (transfer full) */
PlnAgenda *pln_agenda_new_empty (void);

/* The agenda file: keys in the order of the specification's example, pretty, ending in a line end;
 * the same agenda gives the same bytes. Returns: (transfer full) */
char *pln_agenda_to_json (const PlnAgenda *agenda);

/* The revision of a plan made from an earlier agenda: one more than that one's where they differ in
 * items, times, rooms, titles, holders or what is unplaced. @previous: (nullable): 0 without one */
int pln_agenda_next_revision (const PlnAgenda *agenda, const PlnAgenda *previous);

/* Asks the judge what the agenda costs: his charges become the terms, the missed wishes among them the
 * warnings. @agenda: has its days and unplaced topics, and neither terms nor warnings yet */
void pln_agenda_take_score (PlnAgenda *agenda, const PlnMeeting *meeting, const PlnAgenda *previous);

/* The draft that an agenda of the same meeting stands for; what the meeting does not have is left
 * out. For replanning and for tests. Returns: (transfer full) */
PlnDraft *pln_agenda_to_draft (const PlnAgenda *agenda, const PlnMeeting *meeting);

/* The stable UID of an item: a hash of agenda id, item id and the request's salt, the same for every
 * audience. Frozen by a test. Returns: (transfer full) */
char *pln_agenda_item_uid (const char *agenda_id, const char *item_id, const char *salt);

const char *pln_status_name (PlnStatus status);

/* The JSON Schema (draft 2020-12) of the agenda file, from the reader's table. Returns: (transfer full) */
char *pln_agenda_schema (void);
