/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What the formats for reading (text, Markdown, HTML) say of an item beside its title, in words and without
 * markup. Each writer escapes by itself. */

#include "model/agenda.h"

/* "asked 1 h, granted 45 min", or NULL where nothing was cut. Returns: (transfer full) (nullable) */
char *pln_page_granted (const PlnAgendaItem *item);

/* Sentences about an item: what it is contingent on, what was merged into it, who asked where that is
 * not who presents or several asked.
 * Returns: (transfer full), NULL-terminated */
char **pln_page_remarks (const PlnAgenda *view, const PlnAgendaItem *item);

/* The titles that do not say enough in a row: several items have them, or an item and
 * what is not placed, or they read as a pause; only ids tell those apart.
 * Returns: (transfer container) (element-type utf8): a set, valid as long as the view */
GHashTable *pln_page_shared_titles (const PlnAgenda *view);

/* Does any item stand closed? */
bool pln_page_has_closed (const PlnAgenda *view);

/* The names of everybody of the agenda. Returns: (transfer full) */
char *pln_page_attendees (const PlnAgenda *view);
