/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What a meeting is: a validated request, read-only once model/request has made it.
 *
 * Everything is resolved: references are indices into the arrays of the meeting, windows are
 * minutes (see model/interval.h), groups are expanded, defaults filled in, durations rounded,
 * merged requests (`same_as`) united into the topic that absorbs them. A term that the request
 * switches off (`weights`: 0) has weight 0 in every window, pair and attendee that would price it,
 * so that no reader of a meeting has to ask whether it is off.
 *
 * All arrays are owned by the meeting; `n_x` beside `x` is its length. Strings are UTF-8, never
 * NULL unless marked nullable.
 */

#include "model/interval.h"
#include "model/objective.h"
#include "model/timeline.h"
#include "plenary.h"
#include "text/diagnostic.h"

#include <stdint.h>

typedef enum
{
  PLN_PRIORITY_LOW,
  PLN_PRIORITY_NORMAL,
  PLN_PRIORITY_HIGH,
  PLN_PRIORITY_MUST,
} PlnPriority;

typedef enum
{
  PLN_SPACING_DIFFERENT_BLOCK,
  PLN_SPACING_DIFFERENT_DAY,
  PLN_SPACING_SAME_DAY,
  PLN_SPACING_ANY,
} PlnSpacing;

typedef enum
{
  PLN_POSITION_NONE,
  PLN_POSITION_FIRST,
  PLN_POSITION_LAST,
  PLN_POSITION_DAY_FIRST,
  PLN_POSITION_DAY_LAST,
} PlnPosition;

typedef enum
{
  PLN_ROUND_LISTED,
  PLN_ROUND_ALPHABETICAL,
  PLN_ROUND_SHUFFLED,
} PlnRoundOrder;

/* One window of the request. Spans are as the window gives them: not united (overlapping two of
 * them counts once, inside means inside one of them). */
typedef struct
{
  PlnSpans spans;
  int weight;    /* effective: the window's, else the term's; 0 if the term is off */
  char *summary; /* nullable */
  PlnPlace place; /* in the request file */
} PlnWindow;

typedef struct
{
  int date;  /* days since 1970-01-01 */
  PlnInterval interval; /* start to end of the day */
  PlnInterval *breaks;  /* as the request gives them: cut to the day, in order of start, not united */
  char **break_titles;  /* aligned to breaks; "Break" where the request gives none */
  int n_breaks;
  int first_block, n_blocks; /* into PlnMeeting.blocks */
  bool has_starts;
  int *starts; /* minutes, ascending, distinct */
  int n_starts;
  PlnPlace place;
} PlnDay;

/* The time between two breaks; the same in every room. Blocks are in order of time, their index
 * is what the `late` term counts. */
typedef struct
{
  PlnInterval interval;
  int day; /* index */
} PlnBlock;

typedef struct
{
  char *id;
  char *name; /* the id where the request gives none */
  int capacity; /* people; INT_MAX where the request gives none */
  char **features; /* NULL-terminated */
  PlnSpans unavailable; /* not united */
  PlnPlace place;
} PlnRoom;

typedef struct
{
  char *id;
  char *name;
  char **aliases; /* NULL-terminated */
  char *email;    /* nullable */
  char **groups;  /* NULL-terminated */
  char *timezone; /* nullable: the meeting's */
  PlnSpans busy;  /* hard: `unavailable` without weight, and calendars; not united */
  bool has_available;
  PlnSpans available; /* united; only if has_available */
  PlnWindow *soft;    /* soft unavailability, each priced by itself per item it overlaps */
  int n_soft;
  bool has_comfort;
  PlnSpans comfort; /* one span a local day around the meeting; not united; empty weight: see meeting->weights */
  int comfort_from, comfort_to; /* minutes of the person's own day, as given */
  char **calendars; /* NULL-terminated, as the request names them */
  PlnPlace place;
} PlnPerson;

typedef struct
{
  int person;
  int weight; /* effective: 0 if the term is off */
} PlnOptional;

typedef enum
{
  PLN_RELATION_AFTER,  /* this starts no earlier than the other's last part ends */
  PLN_RELATION_BEFORE, /* the reverse */
  PLN_RELATION_FOLLOWS,
  PLN_RELATION_SAME_DAY,
  PLN_RELATION_DIFFERENT_DAY,
  PLN_RELATION_APART,
  PLN_RELATION_AVOID_PARALLEL, /* always soft */
} PlnRelationKind;

/* A relation as its topic states it; what two merged requests both state stands twice. */
typedef struct
{
  PlnRelationKind kind;
  int other; /* topic index, never the topic itself */
  bool soft; /* of AFTER and BEFORE; AVOID_PARALLEL always */
  int weight; /* of a soft one, effective: 0 if the term is off; hard: 0 */
  PlnPlace place;
} PlnRelation;

/* A `prefer` list: an item wholly inside none of the spans costs the weight. */
typedef struct
{
  PlnSpans spans; /* of all windows of the list, not united */
  int weight; /* the largest in the list; 0 if the term is off */
  PlnPlace place;
} PlnPrefer;

typedef struct
{
  char *title; /* nullable */
  char *uri;
} PlnAttachment;

/* A topic that is scheduled: one that no other absorbs. */
typedef struct
{
  char *id;
  char *title;
  int *presenters, n_presenters; /* people: round speakers first, then presenters; distinct */
  int *cast, n_cast;             /* presenters, then required; distinct */
  int *required, n_required;     /* cast without presenters */
  PlnOptional *optional;         /* distinct people outside the cast, largest weight */
  int n_optional;
  char **requested_by;           /* NULL-terminated; person ids or free text, of merged requests too, distinct */
  int preferred, least, parts;   /* minutes per part */
  bool estimate;
  bool no_length; /* the request gives no length: the default stands */
  PlnSpacing spacing;
  PlnPriority priority;
  bool closed;
  PlnPosition position;
  bool has_fixed_start;
  int fixed_start; /* minute of the first part */
  bool *room_fits; /* [n_rooms]: meets rooms, needs, size and fixed.room of all merged requests */
  PlnSpans *within; /* each must hold one whole of each part */
  int n_within;
  PlnPrefer *prefer;
  int n_prefer;
  PlnWindow *avoid;
  int n_avoid;
  PlnRelation *relations;
  int n_relations;
  int *speakers, n_speakers; /* a round, in the order given; shuffling is done when a plan is made */
  PlnRoundOrder order;
  int *last_speakers, n_last_speakers;
  char *contingent; /* nullable */
  PlnAttachment *attachments;
  int n_attachments;
  char *notes; /* nullable; merged requests' notes are appended as paragraphs */
  char **tags; /* NULL-terminated */
  char **merged;        /* ids of the requests it absorbed, NULL-terminated */
  char **merged_titles; /* aligned */
  int64_t drop_cost;    /* what leaving it out costs; 0 for must */
  int first_item;       /* its items are first_item .. first_item + parts - 1 */
  PlnPlace place;  /* of its id */
  PlnPlace extent; /* of all that the request says of it */
} PlnTopic;

/* Must a person be there: a presenter, or required? */
static inline bool
pln_topic_has_in_cast (const PlnTopic *topic, int person)
{
  for (int k = 0; k < topic->n_cast; k++)
    if (topic->cast[k] == person)
      return true;
  return false;
}

/* A part of a topic: what gets a place. Items are in order of topic, then part. */
typedef struct
{
  int topic;
  int part; /* from 0 */
  char *id; /* "plan" or "plan#2" */
  char *title; /* "Plan" or "Plan: Part II" */
} PlnItem;

typedef struct
{
  char *id;
  char *title;
  int *pool, n_pool; /* distinct people */
  int *history;      /* [n_pool]: blocks served before, less the least in the pool */
  PlnPlace place;
} PlnRole;

typedef struct
{
  char *id; /* "closed" is the implicit one of closed topics without position, last */
  int *topics, n_topics; /* distinct, after merging */
  int weight; /* effective: 0 if the term is off */
} PlnCluster;

static inline bool
pln_cluster_has (const PlnCluster *cluster, int topic)
{
  for (int k = 0; k < cluster->n_topics; k++)
    if (cluster->topics[k] == topic)
      return true;
  return false;
}

typedef struct
{
  char *id, *text;
  char *assignee, *due, *from; /* nullable */
  bool done;
} PlnAction;

/* A calendar that was read for the meeting. */
typedef struct
{
  char *name; /* as the request or the command line names it */
  char *hash; /* SHA-256 of its content, in hexadecimal */
} PlnCalendarUse;

struct _PlnMeeting
{
  gatomicrefcount refs;
  PlnSource *source; /* the request file; nullable where made otherwise */
  char *id;          /* the request's, or the slug of title and first date */
  bool has_id;       /* the request states one */
  char *title;
  PlnZone *zone;
  int granularity; /* minutes */
  int default_duration;
  char *location, *conference, *notes, *uid_salt; /* nullable */
  int organizer; /* person, or -1 */
  PlnDay *days; /* by date */
  int n_days;
  PlnBlock *blocks;
  int n_blocks;
  PlnRoom *rooms;
  int n_rooms;
  int *transfer; /* [from * n_rooms + to], minutes; 0 on the diagonal */
  PlnPerson *people;
  int n_people;
  PlnRole *roles;
  int n_roles;
  PlnTopic *topics; /* in the order of the request */
  int n_topics;
  PlnItem *items;
  int n_items;
  PlnCluster *clusters;
  int n_clusters;
  int weights[PLN_N_TERMS]; /* as the request sets them; 0: off */
  PlnAction *actions;
  int n_actions;
  PlnCalendarUse *calendars; /* in the order in which they were read */
  int n_calendars;
};

/* Looks a thing up by id; -1 where there is none. Linear. */
int pln_meeting_find_person (const PlnMeeting *meeting, const char *id);
int pln_meeting_find_room (const PlnMeeting *meeting, const char *id);
int pln_meeting_find_role (const PlnMeeting *meeting, const char *id);
int pln_meeting_find_topic (const PlnMeeting *meeting, const char *id); /* merged ids find nothing */
int pln_meeting_find_item (const PlnMeeting *meeting, const char *id);

/* Frees what a topic holds. */
void pln_topic_clear (PlnTopic *topic);

/* Is the person free by hard windows throughout the interval? */
bool pln_person_is_free (const PlnPerson *person, PlnInterval interval);

/* Does anybody need time from one room to another? */
bool pln_meeting_has_transfer (const PlnMeeting *meeting);

/* Is the minute a grid point of the meeting zone's clock? */
bool pln_meeting_on_grid (const PlnMeeting *meeting, int minute);

/* The first grid point at or after a minute. */
int pln_meeting_grid_ceiling (const PlnMeeting *meeting, int minute);
