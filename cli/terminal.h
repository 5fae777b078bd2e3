/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What the terminal at the other end can show, and talk on it (standard error; results go to
 * standard output through cli/output.h). */

#include "text/diagnostic.h"

#include <stdbool.h>

typedef enum
{
  PLN_COLOUR_AUTO,
  PLN_COLOUR_ALWAYS,
  PLN_COLOUR_NEVER,
} PlnColourMode;

/* Reads the locale's character set. To be called once, first of all. */
void pln_terminal_begin (void);

/* What --color said. */
void pln_terminal_set_colour_mode (PlnColourMode mode);

/* Does the locale show UTF-8? Otherwise text is ASCII. */
bool pln_terminal_is_unicode (void);

/* --color, then NO_COLOR, then CLICOLOR_FORCE, then: @fd is a terminal and TERM is not "dumb". */
bool pln_terminal_has_colour (int fd);

/* Columns of the terminal at @fd, 0 where it is none. */
int pln_terminal_columns (int fd);

/* Prints findings to standard error. */
void pln_terminal_tell (const PlnDiagnostics *diagnostics);

/* Prints one error to standard error.
 * @help: (nullable) */
void pln_terminal_complain (PlnCode code, const char *help, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* Prints one line to standard error, made safe. */
void pln_terminal_say (const char *format, ...) G_GNUC_PRINTF (1, 2);
