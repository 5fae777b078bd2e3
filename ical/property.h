/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* One content line, unfolded: its name, its parameters, its value. For ical/scan. */

#include "ical/scan.h"

/* Which of the names that are kept @text begins with, whatever the case; -1: none. */
int pln_ics_name_find (const char *text, size_t length);
const char *pln_ics_name_text (PlnIcsName name);

/* Reads ";NAME=value..." up to the ':' at @at, in place, and sets the property's value and the parameters that
 * are kept. Returns: false where this is no content line */
bool pln_ics_parameters_read (char *at, PlnIcsProperty *property);
