/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* How long, as people write it in a cell: what spec section 2 knows, and what they write besides
 * ("60m+", "<5m", "30m (could be 10m)", "half an hour"), turned into what section 2 knows. */

#include <glib.h>
#include <stdbool.h>

typedef struct
{
  char *text;   /* (nullable): for the request's `duration`; NULL: blank, the default is taken */
  char *aside;  /* (nullable): what the cell says besides, for the notes */
  bool guess;   /* read with a doubt, or not at all: the chair should look */
  int minutes;  /* of all parts together; 0 where blank */
} PlnLength;

/* @unit: minutes that a bare number counts: 1, or 60 where the header says hours */
PlnLength pln_length_read (const char *cell, int unit);
void pln_length_clear (PlnLength *length);
