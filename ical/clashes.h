/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Inside of PlnClashes (plenary.h): what was found to clash, and how it is told. */

#include "ical/occasions.h"

/* The most that are kept; the rest are counted. */
#define PLN_MAX_CLASHES 10000

typedef struct
{
  char *item, *title; /* title nullable */
  char *who;          /* nullable: everybody */
  char *source;       /* file */
  char *summary;      /* nullable */
  gint64 start, end;  /* what they share */
  bool is_hard;
} PlnClash;

struct _PlnClashes
{
  GArray *rows; /* of PlnClash, by start, item, source */
  PlnZone *zone;
  int n_more;
};

/* Returns: (transfer full): with no rows and no zone yet */
PlnClashes *pln_clashes_new (void);

/* An occasion and something from @start to @end that it shares time with.
 * @who: (nullable): everybody
 * @summary: (nullable) */
void pln_clashes_add (PlnClashes *clashes, const PlnOccasion *occasion, const char *who, const char *source, const char *summary,
                      gint64 start, gint64 end, bool is_hard);
