/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The line of an input that a message is about, with a caret below:
 *
 *    14 |     "duration": "30mn",
 *       |                 ^^^^^^ did you mean "30 min"?
 */

#include "text/source.h"

#include <stdbool.h>

typedef struct
{
  int gutter;        /* columns of the line numbers */
  bool unicode;
  const char *caret_on, *caret_off; /* SGR sequences around caret and hint; "" for none */
} PlnExcerptStyle;

/* Appends both lines; nothing where the line is no text. Tabs are shown as spaces, long lines are
 * cut around the place, what runs over the line's end is marked up to it.
 * @hint: (nullable) */
void pln_excerpt_append (GString *out, PlnSource *source, PlnPlace place, const char *hint, const PlnExcerptStyle *style);
