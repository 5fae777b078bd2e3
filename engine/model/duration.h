/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* "3x30 minutes" -> parts and minutes: spec/meeting-format.md section 2. */

#include <glib.h>
#include <stdbool.h>

typedef struct
{
  int preferred; /* minutes, rounded up to the granularity */
  int least;     /* minutes, rounded up; <= preferred */
  int parts;
  bool has_parts; /* the text states how many */
  bool estimate;
  bool blank; /* the text gives no length: it is the default */
} PlnDuration;

/* Longer than any meeting; longer lengths are refused, so that sums of minutes fit an int. */
#define PLN_DURATION_MAX 1000000
#define PLN_PARTS_MAX 1000

/* Rounds up to the granularity. */
int pln_duration_round (int minutes, int granularity);

/* Reads @text; blank, "?" and "tbd" give @default_minutes as an estimate.
 * @reason: (out) (transfer full) (optional): what was wrong, for a message, where false is returned */
bool pln_duration_parse (const char *text, int granularity, int default_minutes, PlnDuration *duration, char **reason);

/* "1 h 30 min" for people. Returns: (transfer full) */
char *pln_duration_format (int minutes);
