/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Bytes -> logical lines (RFC 5545 section 3.1), unfolded in place. For ical/scan. */

#include "ical/scan.h"

/* What is not read yet of a text that belongs to the caller and is changed. */
typedef struct
{
  char *at, *end;
  int line; /* of `at`, 1-based */
} PlnIcsLines;

/* A logical line, NUL-terminated. */
typedef struct
{
  char *text;
  size_t length;
  int line; /* of its first physical line */
} PlnIcsLine;

/* @text: @length bytes and room for one more; a byte order mark is passed over */
void pln_ics_lines_init (PlnIcsLines *lines, char *text, size_t length);

/* Returns: false at the end */
bool pln_ics_lines_next (PlnIcsLines *lines, PlnIcsLine *line);

/* Makes a line valid UTF-8 without control characters, with a warning each; folding may have split a
 * character, so this is asked only once the line is whole. */
void pln_ics_line_clean (PlnIcsLine *line, const char *file, PlnIcsWarnings *warnings);
