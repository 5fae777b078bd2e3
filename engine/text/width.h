/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Terminal columns of UTF-8 text, and text made safe to print. */

#include <glib.h>
#include <stdbool.h>

/* Columns that a character takes on a terminal: 2 for wide ones, 0 for combining and control ones. */
int pln_character_width (gunichar c);

/* The sum over the valid UTF-8 @text. */
int pln_text_width (const char *text);

/* Appends @text padded with spaces, or cut with an ellipsis ("..." unless @unicode), to exactly
 * @columns columns. */
void pln_text_append_column (GString *out, const char *text, int columns, bool unicode);

/* Appends @text so that it can do nothing to a terminal or a page: line ends that follow one another
 * become one space, a tab one, other control characters (C0, DEL, C1) and bidi controls become visible as "\u{1B}"; invalid UTF-8 is
 * replaced. With @unicode false every non-ASCII character is replaced by a near ASCII one
 * (g_str_to_ascii) or "?". */
void pln_text_append_safe (GString *out, const char *text, bool unicode);

/* Appends one character likewise; a line end or a tab becomes visible too. */
void pln_text_append_character (GString *out, gunichar c, bool unicode);
