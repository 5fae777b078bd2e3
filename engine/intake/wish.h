/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Wishes in prose: what a sentence of the notes, of a bracket or of a section of constraints asks
 * for, where it leaves no doubt. Precision before coverage: what is not understood stays in the
 * notes and is listed as such. */

#include "intake/harvest.h"

#include <json-glib/json-glib.h>

/* What the meeting's days tell a reader of prose. */
typedef struct
{
  PlnZone *zone;
  int *dates; /* [n_days], days since 1970-01-01, ascending */
  int n_days;
  int *day_start, *day_end; /* [n_days], minutes of the day */
  PlnInterval *breaks;      /* [n_breaks]: clock minutes of the day (start, end) of the first day's breaks, "lunch" being the longest */
  int n_breaks;
} PlnCalendarFrame;

typedef struct
{
  PlnSentence *sentence; /* borrowed from the harvest */
  char *key;      /* nullable: not understood; else "prefer", "unavailable", "closed", ... */
  char *person;   /* nullable: id of whom the key is set on */
  int topic;      /* request index that the key is set on, or -1 */
  JsonNode *value;/* nullable: of the key */
  bool proposed;  /* told to the chair and not applied */
} PlnWish;

/* Reads every sentence of the harvest.
 * @frame: (nullable): without days only what needs none is understood
 * Returns: (transfer full) (element-type PlnWish) */
GPtrArray *pln_wishes_read (PlnHarvest *harvest, const PlnCalendarFrame *frame);
