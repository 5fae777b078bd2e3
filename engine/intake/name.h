/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Names and titles as they are compared. */

#include <glib.h>

/* Lower case, no diacritics, letters and digits only, one space between words. Returns: (transfer full) */
char *pln_name_fold (const char *text);

/* The Damerau-Levenshtein distance (optimal string alignment: adjacent letters swapped are one edit) of two
 * folded texts, in bytes, or @most + 1 where it is more than @most; texts of 64 bytes and more are that far from
 * everything. */
int pln_name_distance (const char *a, const char *b, int most);

/* Which letters a folded text has, as bits: each edit changes two of them at most, so texts whose sets
 * differ in more than 2n letters are more than n edits apart. */
guint32 pln_name_letters (const char *text);
