/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* GitHub-flavoured Markdown, written: the one way by which text of an agenda gets into a page. */

#include <glib.h>

/* Appends @text so that a GFM parser gives it back as it is, in a cell, a paragraph and a list alike:
 * whatever can mean something is escaped, line ends become spaces, control and bidi characters visible. */
void pln_markdown_append_text (GString *out, const char *text);

/* Appends a link, or title and address as text where the address may not be one.
 * @title: (nullable) */
void pln_markdown_append_link (GString *out, const char *title, const char *uri);
