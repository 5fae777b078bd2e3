/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What stands below the days of a text agenda: what was not placed and why, what was cut, which
 * wishes were missed, what cannot hold together, and the line of proof. */

#include "model/agenda.h"
#include "plenary.h"

/* Appends the sections that have something to say.
 * @columns: of the page */
void pln_findings_append (GString *out, const PlnAgenda *view, const PlnFormatOptions *options, int columns);

/* "optimal (proved), cost 39", "within 3 of optimal, cost 42; stopped by the time limit", or why
 * there is no agenda. Returns: (transfer full) */
char *pln_findings_proof (const PlnAgenda *view);
