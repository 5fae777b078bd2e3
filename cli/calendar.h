/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Calendar files that the command line names. */

#include "plenary.h"

#include <stdbool.h>

/* Returns: (transfer full) (element-type PlnCalendarFile): empty; contents are freed with it */
GArray *pln_calendar_files_new (void);

/* Reads every path ("-" is standard input) and appends it.
 * @paths: (element-type utf8): the names are lent
 * Returns: false after adding an error to @diagnostics */
bool pln_calendar_files_read (const GPtrArray *paths, GArray *files, PlnDiagnostics *diagnostics);

/* Reads the arguments of --calendar, "[NAME=]FILE".
 * @arguments: (element-type utf8)
 * Returns: (transfer full) (nullable): NULL after adding an error to @diagnostics */
PlnCalendars *pln_calendar_options_read (const GPtrArray *arguments, bool strict, PlnDiagnostics *diagnostics);
