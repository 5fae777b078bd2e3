/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Files and standard input, read whole within a limit, and the things that commands read from them. */

#include "plenary.h"

#include <stdbool.h>

/* @path: "-" is standard input
 * Returns: (transfer full) (nullable): NULL after adding an error to @diagnostics */
GBytes *pln_input_read (const char *path, PlnDiagnostics *diagnostics);

/* The name of an input in messages: "<stdin>" for "-". */
const char *pln_input_name (const char *path);

/* Reads a request, with its calendars and those that the command line adds, and tells its errors and
 * warnings about reading it.
 * Returns: (transfer full) (nullable) */
PlnMeeting *pln_input_read_meeting (const char *path, GBytes *bytes, PlnCalendars *calendars, PlnDiagnostics *diagnostics);

/* Reads an agenda file and tells what is wrong with it.
 * Returns: (transfer full) (nullable): NULL where it cannot be read; the errors have been told */
PlnAgenda *pln_input_read_agenda (const char *path);
