/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* iCalendar text, written (RFC 5545 3.1 and 3.3.11, RFC 6868). libical 3.0 lets line ends into URIs,
 * leaves categories and X- texts unescaped and passes control characters on, so Plenary writes by
 * itself; what can break a content line cannot enter one here.
 *
 * Lines are gathered unfolded, each with the text that went into it, so that two versions of a
 * component can be compared and what was written can be read back against what was meant. */

#include <glib.h>
#include <stdbool.h>

typedef struct
{
  char *name;   /* "SUMMARY", "BEGIN" */
  char *params; /* "" or ";TZID=Europe/Berlin" */
  char *value;  /* as it stands in the file */
  char *meant;  /* nullable: the text, for values of type TEXT; several are joined by commas */
} PlnContentLine;

/* Returns: (transfer full) (element-type PlnContentLine): for the functions below */
GPtrArray *pln_content_new (void);

void pln_content_begin (GPtrArray *lines, const char *component);
void pln_content_end (GPtrArray *lines, const char *component);

/* A line whose value is no TEXT: a time, a number, a keyword, a checked URI.
 * @params: "" or made by pln_content_add_param() */
void pln_content_add (GPtrArray *lines, const char *name, const char *params, const char *value);

/* A line of type TEXT; nothing where @text is NULL or blank. */
void pln_content_add_text (GPtrArray *lines, const char *name, const char *params, const char *text);

/* One line of several TEXT values, each escaped by itself; nothing where there are none. */
void pln_content_add_texts (GPtrArray *lines, const char *name, char **texts);

/* A copy of @line under @value. */
void pln_content_add_copy (GPtrArray *lines, const PlnContentLine *line, const char *value);

/* Appends ";NAME=value", quoted and encoded by RFC 6868 where it must be; a backslash, which readers take
 * for an escape that RFC 5545 does not have here, as a slash. */
void pln_content_add_param (GString *params, const char *name, const char *value);

/* What of @text a TEXT value can carry: line ends of every kind become LF, other control characters
 * go, a tab stays, bidi controls become visible as in every other output ("\u{202E}"). Returns: (transfer full) */
char *pln_content_clean (const char *text);

/* Likewise on one line: runs of white space become one space. Returns: (transfer full) */
char *pln_content_clean_line (const char *text);

/* "NAME;PARAMS:VALUE". Returns: (transfer full) */
char *pln_content_line_format (const PlnContentLine *line);

/* Appends all lines, folded at 75 octets but never inside a character, ended by CRLF. */
void pln_content_write (GString *out, const GPtrArray *lines);
