/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Agenda -> words: one writer a file, its escaping beside it. Every writer is handed the view of an
 * audience (model/audience.h) and writes all that the view holds; it decides what to show how, never
 * who may see what. engine/plenary.c has the table of formats. */

#include "model/agenda.h"
#include "plenary.h"

#define PLN_FORMAT_ERROR (pln_format_error_quark ())
GQuark pln_format_error_quark (void);
typedef enum
{
  PLN_FORMAT_ERROR_ZONE, /* asked for in a time zone that there is not */
} PlnFormatError;

/* @view: never the agenda itself
 * Returns: (transfer full) (nullable): the bytes, UTF-8; NULL with @error where the view cannot be
 * written so */
typedef GString *(*PlnWriter) (const PlnAgenda *view, const PlnFormatOptions *options, GError **error);

GString *pln_text_write (const PlnAgenda *view, const PlnFormatOptions *options, GError **error);

/* The layout of a meeting's wiki page: read back by intake/agenda-page it is the same agenda. */
GString *pln_markdown_write (const PlnAgenda *view, const PlnFormatOptions *options, GError **error);

/* RFC 4180 with a header, safe to open in a spreadsheet. */
GString *pln_csv_write (const PlnAgenda *view, const PlnFormatOptions *options, GError **error);

/* One file without network: style and script inside, the script known to the page's security policy
 * by its hash. It reads as a list without script and without style. */
GString *pln_html_write (const PlnAgenda *view, const PlnFormatOptions *options, GError **error);
