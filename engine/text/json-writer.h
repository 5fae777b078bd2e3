/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Writes pretty JSON, two spaces a level, as JSON-GLib does, without a tree: in a tree a request of a hundred thousand
 * topics takes longer to make and to free than to read.
 *
 *   pln_json_write_begin (&writer, '{');
 *   pln_json_write_key (&writer, "title");
 *   pln_json_write_string (&writer, "…");
 *   pln_json_write_end (&writer, '}');
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct
{
  GString *text;  /* owned by the caller */
  int depth;      /* brackets that are open */
  bool any;       /* the innermost open bracket holds something already */
  bool keyed;     /* a key waits for its value */
} PlnJsonWriter;

/* '{' or '[', as a value */
void pln_json_write_begin (PlnJsonWriter *writer, char bracket);
void pln_json_write_end (PlnJsonWriter *writer, char bracket);
/* Requires: in an object, and a value follows */
void pln_json_write_key (PlnJsonWriter *writer, const char *key);

/* What is no UTF-8 is replaced. */
void pln_json_write_string (PlnJsonWriter *writer, const char *value);
void pln_json_write_integer (PlnJsonWriter *writer, int64_t value);
/* Text that is JSON already: true, a number, null. */
void pln_json_write_word (PlnJsonWriter *writer, const char *word);
