/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What a page asks for: topics, people, sentences that may hold wishes, action items. Every row of a
 * request table becomes a topic or a diagnostic; every cell lands in a key or in the notes.
 *
 * Life-cycle: pln_harvest_new() with the people the base knows; pln_harvest_page() for each page;
 * then intake/wish reads the sentences, and intake/write makes the request.
 */

#include "intake/column.h"
#include "intake/id.h"
#include "intake/roster.h"

/* A sentence that may hold a wish. */
typedef struct
{
  char *text;
  PlnSource *source;
  int line;
  int topic; /* that it stands with, or -1: a section of constraints */
  char *lead; /* nullable: what it stands under: the header of its column, or the passage, ending in a colon, above its list */
} PlnSentence;

typedef struct
{
  const char *id; /* nullable: withdrawn */
  char *title;
  GPtrArray *requested_by; /* of char *: person ids */
  GPtrArray *presenters;   /* of char *: person ids; NULL: as requested_by says */
  GPtrArray *required, *optional; /* of char *: person ids */
  char *duration; /* nullable: blank */
  int minutes;    /* of one part; 0 where nobody says */
  int parts;      /* 0: as the duration says */
  char *priority; /* nullable */
  bool closed;
  char *room;  /* nullable, as written */
  int size;    /* 0: not said */
  GString *notes;
  GPtrArray *attachments; /* of PlnAttachment * */
  GPtrArray *tags;        /* of char * */
  GPtrArray *guesses;     /* of char *: what the chair should look at */
  bool withdrawn;         /* struck through: listed, not imported */
  PlnSource *source;
  int line;
} PlnRequest;

typedef struct
{
  char *text, *assignee, *due, *from; /* nullable but text */
  bool done;
} PlnTask;

typedef struct
{
  GPtrArray *requests;  /* of PlnRequest, in order of the pages */
  GPtrArray *sentences; /* of PlnSentence */
  GPtrArray *tasks;     /* of PlnTask */
  PlnRoster *roster;
  PlnIds *ids;          /* of topics */
  GArray *maps;         /* of PlnColumnMap */
  GHashTable *lengths[2]; /* what a cell says -> PlnLength, since rows say a few again and again; [1]: in hours */
  PlnDiagnostics *diagnostics;
  bool strict;          /* guesses are errors */
  int n_tables;         /* of requests or tasks */
} PlnHarvest;

/* @diagnostics: where findings go; borrowed */
PlnHarvest *pln_harvest_new (PlnDiagnostics *diagnostics, bool strict);
void pln_harvest_free (PlnHarvest *harvest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnHarvest, pln_harvest_free)

/* Reads one page into the harvest. */
void pln_harvest_page (PlnHarvest *harvest, const PlnPage *page);

/* A guess about a request: a warning at its line, an error where the harvest is strict. */
void pln_harvest_guess (PlnHarvest *harvest, PlnRequest *request, PlnCode code, const char *format, ...) G_GNUC_PRINTF (4, 5);

/* The text without the brackets that hold nothing but the cell's links: "Decimal (slides, PR)" ->
 * "Decimal". Returns: (transfer full) */
char *pln_title_without_links (const PlnCell *cell);

/* What looks like a timed item outside tables: "Secretary's Report (15m, Samina Husain)".
 * @title, @length, @people: (out) (transfer full)
 * Returns: whether it is one */
bool pln_timed_item_parse (const PlnCell *cell, char **title, char **length, char **people);

/* "15 Mar 2022" -> "2022-03-15"; what is no date stays as it is. Returns: (transfer full) */
char *pln_due_date (const char *text);

/* A task's text without the name and the date that other columns say. Returns: (transfer full) */
char *pln_task_text (const char *text, const char *assignee, const char *due);
