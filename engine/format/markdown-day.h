/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* A day of the Markdown page: its heading, its table, and the wishes that were missed on it. */

#include "model/agenda.h"
#include "plenary.h"

#include <glib.h>

typedef struct
{
  GString *out;
  const PlnAgenda *view;
  const PlnFormatOptions *options;
  GHashTable *shared_titles; /* see pln_page_shared_titles() */
} PlnMarkdownPage;

/* @index: of the day in the agenda */
void pln_markdown_append_day (const PlnMarkdownPage *page, int index);
