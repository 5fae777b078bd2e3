/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Ids made of names and titles: "Wil O'Mullane" -> "wil-omullane", each new among those that are in use. */

#include <glib.h>

typedef struct _PlnIds PlnIds;

PlnIds *pln_ids_new (void);
void pln_ids_free (PlnIds *ids);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnIds, pln_ids_free)

/* Takes an id that is in use. */
void pln_ids_add (PlnIds *ids, const char *id);

/* Makes an id, "p" where nothing is left of the text, and takes it: "wil-omullane", then "wil-omullane-2" and on with
 * a number that makes it new. At most @longest bytes, the number aside, cut between words where one ends in the
 * second half.
 * Returns: (transfer none): lives as long as @ids */
const char *pln_ids_make (PlnIds *ids, const char *text, gsize longest);
