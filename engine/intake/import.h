/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* From pages to a request file: see pln_import() in plenary.h. The base is kept as it is, key by key;
 * topics, people, windows and actions are added to it. */

#include "intake/wish.h"

/* The meeting that a request is imported into, as JSON that may still be incomplete. */
typedef struct
{
  JsonNode *root;       /* an object, changed in place */
  bool given;           /* by the chair; false: an empty object of our own */
  PlnCalendarFrame *frame; /* nullable: the base has no days or no zone */
} PlnBase;

/* Reads the base, or makes an empty one of @bytes NULL.
 * Returns: (transfer full) (nullable): NULL after adding errors */
PlnBase *pln_base_read (const char *name, GBytes *bytes, PlnDiagnostics *diagnostics);
void pln_base_free (PlnBase *base);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnBase, pln_base_free)

/* Makes the base's people and topic ids known to the harvest. */
void pln_base_introduce (const PlnBase *base, PlnHarvest *harvest);

/* The request file: the base with harvest and wishes. Returns: (transfer full) */
GBytes *pln_base_write (PlnBase *base, const PlnHarvest *harvest, const GPtrArray *wishes);

/* What a request needs and the base lacks: one warning each. */
void pln_base_report_lacking (const PlnBase *base, PlnDiagnostics *diagnostics);

/* What was understood, row by row, with guesses marked, as a table for people. Returns: (transfer full) */
char *pln_import_report (const PlnHarvest *harvest, const GPtrArray *wishes, bool unicode);
