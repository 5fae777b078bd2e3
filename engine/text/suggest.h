/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* "did you mean": the nearest of the words that are known. */

/* The nearest of @candidates to @word, by Damerau-Levenshtein distance of at most a third of the
 * length (case folded), or NULL. Ties go to the earlier one.
 * Returns: (transfer none) (nullable) */
const char *pln_did_you_mean (const char *word, const char *const *candidates, int n_candidates);
