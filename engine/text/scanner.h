/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The words of JSON: strings, numbers and names, read strictly, each fault told at its place. The
 * tree above them is text/json. All of it runs in time linear in the bytes read. */

#include "text/arena.h"
#include "text/diagnostic.h"
#include "text/json.h"

#include <stdbool.h>

typedef struct
{
  PlnSource *source;
  PlnDiagnostics *diagnostics;
  PlnArena *arena;  /* for texts */
  const char *text; /* of the source: valid UTF-8 without NUL, NUL-terminated */
  size_t at, end;   /* bytes */
} PlnScanner;

/* Moves over white space. Returns: the byte there, '\0' at the end */
char pln_scanner_peek (PlnScanner *scanner);

/* Reads a string that begins at a double quote. Returns: (nullable): NULL after adding an error */
const char *pln_scanner_string (PlnScanner *scanner);

/* Reads a number or one of true, false, null into @node. Returns: false after adding an error */
bool pln_scanner_scalar (PlnScanner *scanner, PlnJson *node);

/* Adds an error about what stands at scanner->at where @expected should stand ("a value", "a key in
 * double quotes"), with the likely slip and its cure. Always returns false. */
bool pln_scanner_unexpected (PlnScanner *scanner, const char *expected);

/* Adds an error about [start, end). Always returns false.
 * @hint: (nullable)
 * @help: (nullable) */
bool pln_scanner_fault (PlnScanner *scanner,
                        PlnCode code,
                        size_t start,
                        size_t end,
                        const char *hint,
                        const char *help,
                        const char *format,
                        ...) G_GNUC_PRINTF (7, 8);
