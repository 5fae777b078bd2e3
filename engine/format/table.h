/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Text set in columns of a terminal: words wrapped inside a cell, cells side by side, emphasis. */

#include "plenary.h"

#include <glib.h>

typedef enum
{
  PLN_STYLE_PLAIN,
  PLN_STYLE_TITLE,
  PLN_STYLE_HEADING,
  PLN_STYLE_BLOCK,
  PLN_STYLE_FAINT,
  PLN_STYLE_GOOD,
  PLN_STYLE_WARNING,
} PlnStyle;

/* The lines of @text wrapped at spaces to @columns columns; a longer word is broken. Never empty.
 * Returns: (transfer full) (element-type utf8) */
GPtrArray *pln_table_wrap (const char *text, int columns);

/* @text as pln_text_append_safe() makes it. Returns: (transfer full) */
char *pln_table_safe (const char *text, bool unicode);

/* Appends @text, which is safe already, in that style where the options ask for colour. */
void pln_table_append_styled (GString *out, const PlnFormatOptions *options, PlnStyle style, const char *text);

/* Appends @text padded with spaces to @columns columns on the right, or on the left. */
void pln_table_append_left (GString *out, const char *text, int columns);
void pln_table_append_right (GString *out, const char *text, int columns);

/* Appends @text wrapped to @columns columns in all, every line after @indent spaces. */
void pln_table_append_paragraph (GString *out, const char *text, int indent, int columns);
