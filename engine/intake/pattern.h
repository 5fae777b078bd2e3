/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Regular expressions of the intake, compiled once a process however often they are asked for. They are
 * known by the address of the pattern, which is static: hashing its text would cost more than most
 * matches do. */

#include <glib.h>
#include <stdbool.h>

/* The compiled @pattern. Case does not count unless @case_counts. Threads may share it.
 * Returns: (transfer none) */
GRegex *pln_pattern (const char *pattern, bool case_counts);

/* As pln_pattern() without regard to case, for a match at the very start of a text.
 * Returns: (transfer none) */
GRegex *pln_pattern_at_start (const char *pattern);

/* As pln_pattern() without regard to case, for a match that is whole words.
 * Returns: (transfer none) */
GRegex *pln_pattern_of_words (const char *pattern);

/* Does @text hold a match of it, whatever the case? */
bool pln_pattern_matches (const char *pattern, const char *text);
