/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* HTML, written: the one way by which text of an agenda gets into a page. */

#include <glib.h>

/* Appends @text so that a parser gives it back as text, in content and in a quoted attribute alike:
 * markup characters as references, control and bidi characters made visible; line ends stay. */
void pln_markup_append (GString *out, const char *text);

/* Appends ' NAME="VALUE"'. */
void pln_markup_append_attribute (GString *out, const char *name, const char *value);

/* Appends <NAME>TEXT</NAME>, with a class where @class is not NULL; nothing where @text is NULL or empty. */
void pln_markup_append_element (GString *out, const char *name, const char *class, const char *text);

/* Appends a link, or title and address as text where the address may not be one.
 * @title: (nullable) */
void pln_markup_append_link (GString *out, const char *title, const char *uri);

/* The "sha256-..." by which a content security policy knows @text. Returns: (transfer full) */
char *pln_markup_hash (const char *text, gsize length);
