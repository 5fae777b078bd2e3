/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Agendas written to files and to the terminal, each in the form that its reader can show. */

#include "plenary.h"

#include <stdbool.h>

/* Writes the view of an agenda that @options describes; what the terminal and the locale can show is
 * filled in here.
 * @path: "-" is standard output
 * Returns: false after telling why it could not be written */
bool pln_view_write (const char *path, const PlnAgenda *agenda, PlnFormat format, const PlnFormatOptions *options);
