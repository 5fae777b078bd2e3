/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What the files that read a request share: request.c walks the file in the order in which things
 * need each other (zone, days, rooms, people, roles, topics, clusters) and hands this around. By then
 * every value has its shape (model/shape); what has not is in `faults` and is passed over here as if
 * it did not stand, so that one run tells every independent error. */

#include "model/meeting.h"
#include "model/request-keys.h"

/* Day-part windows and comfort hours are written out day by day; more than this many stretches are
 * no real meeting. */
#define PLN_SPANS_MAX 20000000

typedef struct _PlnRawTopic PlnRawTopic;

/* Things by id, for looking up only: nothing walks a hash. */
typedef struct
{
  const char *noun;    /* "person" */
  GHashTable *by_id;   /* id (the document's) to index + 1 */
  bool incomplete;     /* rows of it could not be read: what is not found may be among them */
} PlnIndex;

typedef struct
{
  const char *name; /* of the file */
  PlnMeeting *meeting;
  PlnFaults faults;
  PlnCalendarReader calendars; /* nullable */
  gpointer calendars_data;

  PlnIndex rooms, people, roles, clusters, actions;
  PlnIndex raw_topics; /* into raw */
  GHashTable *groups;  /* name to GArray of int, people in order */
  GHashTable *zones;   /* name to PlnZone */

  PlnRawTopic *raw; /* every topic as the file gives it; see topic.h */
  int n_raw;

  /* Person -> index in the list being made, valid where round[] is the current one. */
  int *slot;
  int *slot_round;
  int round_now;

  int n_spans;   /* added so far; past PLN_SPANS_MAX they are only counted */
  int n_members; /* likewise, past PLN_MEMBERS_MAX */
} PlnReader;

/* The member of an object, or NULL where it does not stand or is bad. @object may be NULL. */
const PlnJson *pln_reader_get (const PlnReader *reader, const PlnJson *object, const char *key);

/* Where a row is told about: its id, or the row where it has none. */
PlnPlace pln_reader_place (const PlnJson *row);

/* The first good element of a list under a key, and the next; NULL at the end. */
const PlnJson *pln_reader_first (const PlnReader *reader, const PlnJson *object, const char *key);
const PlnJson *pln_reader_next (const PlnReader *reader, const PlnJson *element);

/* The text under a key, or NULL. Returns: (transfer none) */
const char *pln_reader_text (const PlnReader *reader, const PlnJson *object, const char *key);
/* Returns: (transfer full) (nullable) */
char *pln_reader_copy_text (const PlnReader *reader, const PlnJson *object, const char *key);
int pln_reader_integer (const PlnReader *reader, const PlnJson *object, const char *key, int fallback);
bool pln_reader_flag (const PlnReader *reader, const PlnJson *object, const char *key);
/* The texts of a list. Returns: (transfer full), NULL-terminated */
char **pln_reader_texts (const PlnReader *reader, const PlnJson *object, const char *key);

/* Notes where rows of the list under a key cannot be read. */
void pln_reader_begin_index (PlnReader *reader, PlnIndex *index, const PlnJson *root, const char *key);

/* Enters the id of row @k; tells where it stands already. */
void pln_reader_enter (PlnReader *reader, PlnIndex *index, const PlnJson *row, int k);

/* Index of what a text (or, of another kind of value, its key) names; -1 after telling that there is
 * no such thing. */
int pln_reader_find (PlnReader *reader, PlnIndex *index, const PlnJson *node);

/* The people that "id" or "@group" names: appends to @people (of int) those that are not in it
 * since pln_reader_begin_people(). */
void pln_reader_begin_people (PlnReader *reader);
bool pln_reader_add_person (PlnReader *reader, GArray *people, int person);
void pln_reader_add_members (PlnReader *reader, GArray *people, const PlnJson *list);
/* The people of one name, with a group's members; NULL after telling that there is none.
 * Returns: (transfer full) (nullable): (element-type int) */
GArray *pln_reader_members (PlnReader *reader, const PlnJson *node);

/* A zone by name, kept; NULL after telling that there is none. Returns: (transfer none) (nullable) */
PlnZone *pln_reader_zone (PlnReader *reader, const PlnJson *node);

/* The effective weight: 0 where the term is off, else what the object states, else the term's. */
int pln_reader_weight (const PlnReader *reader, const PlnJson *object, PlnTerm term);

/* Adds the stretches of a window. */
void pln_window_read (PlnReader *reader, const PlnJson *window, PlnSpans *spans);
void pln_window_read_all (PlnReader *reader, const PlnJson *object, const char *key, PlnSpans *spans);
/* One window with its price. */
PlnWindow pln_window_read_soft (PlnReader *reader, const PlnJson *window, PlnTerm term);

/* Adds a stretch, within the limit. */
void pln_reader_add_span (PlnReader *reader, PlnSpans *spans, int start, int end);

/* Each fills its part of the meeting. */
void pln_days_read (PlnReader *reader, const PlnJson *root);
void pln_rooms_read (PlnReader *reader, const PlnJson *root);
void pln_people_read (PlnReader *reader, const PlnJson *root);
void pln_roles_read (PlnReader *reader, const PlnJson *root);
void pln_topics_read (PlnReader *reader, const PlnJson *root);
void pln_clusters_read (PlnReader *reader, const PlnJson *root);
void pln_actions_read (PlnReader *reader, const PlnJson *root);
