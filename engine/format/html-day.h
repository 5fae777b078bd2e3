/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* A day of the HTML page: one list in the order of time. Where there are several rooms and the
 * window is wide, style sheets lay the same elements out as a grid, by a row and a column that every
 * element carries; there is no second copy. */

#include "model/agenda.h"
#include "plenary.h"

#include <glib.h>

typedef struct
{
  GString *out;
  const PlnAgenda *view;
  bool has_rooms;
  const PlnFormatOptions *options;
  GPtrArray *tracks; /* of utf8: the tags of the agenda, in order of appearance */
} PlnHtmlPage;

/* The tags of all items. Returns: (transfer full) (element-type utf8) */
GPtrArray *pln_html_tracks (const PlnAgenda *view);

/* Appends the section of a day. */
void pln_html_append_day (PlnHtmlPage *page, const PlnAgendaDay *day);
