/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Wishes in prose: what a sentence of the notes, of a bracket or of a section of constraints asks
 * for, where it leaves no doubt. Precision before coverage: what is not understood stays in the
 * notes and is listed as such. */

#include "intake/harvest.h"
#include "intake/when.h"

typedef struct
{
  PlnSentence *sentence; /* borrowed from the harvest */
  char *part;     /* nullable: the part of the sentence that this is, where it says several things */
  char *key;      /* nullable: not understood; else "prefer", "unavailable", "closed", ... */
  char *person;   /* nullable: id of whom the key is set on */
  int topic;      /* request index that the key is set on, or -1 */
  PlnWhen *when;  /* nullable: of a key that holds windows */
  GPtrArray *values; /* of JsonNode: the elements of a list, or the one value; NULL where not understood */
  bool replaces;  /* the values are what this and the sentences before it ask for together */
  bool proposed;  /* told to the chair and not applied */
  char *doubt;    /* nullable: why it is not applied: it contradicts another sentence */
} PlnWish;

/* Reads every sentence of the harvest. People whom a sentence speaks of by their whole name, and nobody
 * knows yet, are added.
 * @frame: (nullable): without days only what needs none is understood
 * Returns: (transfer full) (element-type PlnWish): by sentence; every sentence that may be a wish has one or more */
GPtrArray *pln_wishes_read (PlnHarvest *harvest, const PlnCalendarFrame *frame);

/* Makes one of what several sentences ask of the same topic: windows of `within` that each must hold are
 * cut with each other, so are those of `prefer` that can hold together, and what cannot hold at once is
 * applied by none of them (see PlnWish.doubt). Sets the values of every wish that has windows.
 * @frame: (nullable) */
void pln_wishes_settle (GPtrArray *wishes, PlnHarvest *harvest, const PlnCalendarFrame *frame);

/* Is it understood, and neither only proposed nor in doubt? */
bool pln_wish_is_applied (const PlnWish *wish);

/* Merges an applied wish into its topic or person: a key that holds a list takes the elements that it does not have
 * yet, another is set. */
void pln_wish_apply (JsonObject *object, const PlnWish *wish);
