/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The bytes of one input, with its lines: what places in messages refer to. */

#include "plenary.h"

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

/* One input: its name as the user wrote it ("-" is standard input) and its bytes. */
struct _PlnSource
{
  gatomicrefcount refs;
  char *name;
  char *text;          /* NUL-terminated for convenience; may hold NUL bytes before `length` */
  size_t length;       /* bytes */
  GArray *line_starts; /* of size_t; made when a line number is first asked for */
};

/* A half-open span of bytes of a source. 32 bits each: no reader takes inputs of 4 GiB. */
typedef struct
{
  uint32_t start;
  uint32_t end;
} PlnPlace;

/* pln_source_new:
 * @name: as shown in messages
 * @bytes: the content, copied
 * Returns: (transfer full) */
PlnSource *pln_source_new (const char *name, GBytes *bytes);

/* 1-based line and 1-based column (in characters) of a byte offset; offsets past the end are cut. */
void pln_source_locate (PlnSource *source, size_t offset, int *line, int *column);

/* The bytes of a 1-based line without its line end. Returns: (transfer none), not NUL-terminated. */
const char *pln_source_line (PlnSource *source, int line, size_t *length);
