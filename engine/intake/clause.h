/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* A sentence taken apart: the clauses that each say something of their own, and in a clause who it
 * speaks of, the phrase that says what is asked, and what follows it. */

#include <glib.h>
#include <stdbool.h>

/* "X is away on Monday, but would like to see Y" -> two clauses. Brackets and quotes hold together.
 * Returns: (transfer full) (element-type utf8): one at least; the words that joined them are gone, but for "so" */
GPtrArray *pln_clauses_of (const char *sentence);

/* What stands between semicolons, outside of brackets and quotes: statements that need not know of each other.
 * Returns: (transfer full) (element-type utf8): one at least */
GPtrArray *pln_statements_of (const char *sentence);

typedef struct
{
  char *subject;
  char *object; /* what follows the phrase */
} PlnPhrase;

/* Matches "SUBJECT trigger OBJECT". */
bool pln_phrase_find (const char *trigger, const char *text, PlnPhrase *phrase);
void pln_phrase_clear (PlnPhrase *phrase);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlnPhrase, pln_phrase_clear)

/* May this follow an understood time without turning it? */
bool pln_tail_is_harmless (const char *tail);

/* Does a clause that is not understood ask for nothing, beside one that is? "so any other day is fine" */
bool pln_clause_is_harmless (const char *clause);

/* Could a clause that is not understood turn another one of its sentence? "unless Bob is away" */
bool pln_clause_turns (const char *clause);

/* "I", "they", "presenters", nobody: does the subject mean whom the passage speaks of anyway? */
bool pln_subject_is_oneself (const char *subject);
/* "it", "this topic", nobody */
bool pln_subject_is_itself (const char *subject);
