/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Who is meant: names as people write them in a cell, matched against the people that a meeting
 * knows, longest first; who is not known is added.
 *
 * Names are compared folded: case, diacritics, punctuation and the order of nothing else aside.
 * A person answers to their name, id, aliases, the local part of their e-mail, and to handles such
 * as "wilo", "womullane", "wil.omullane". A name that is near one of them (one letter in four, never
 * more than two, and nobody else as near) is a guess.
 */

#include "intake/name.h"

#include <stdbool.h>

typedef struct _PlnRoster PlnRoster;

typedef enum
{
  PLN_NAME_KNOWN,   /* somebody the meeting has, or somebody already added, by their very name */
  PLN_NAME_GUESSED, /* near a known name: to be confirmed */
  PLN_NAME_ADDED,   /* nobody known: a person was added */
} PlnNameKind;

typedef struct
{
  const char *id; /* of the person */
  char *wrote;    /* what the cell says */
  PlnNameKind kind;
  const char *near; /* nullable: of an added one, the known name that is close but not close enough */
} PlnName;

typedef struct
{
  GPtrArray *names; /* of PlnName, in order, each person once */
  char *aside;      /* nullable: what stands in the cell beside names: "(slides)", "on behalf of X" */
} PlnNames;

typedef struct
{
  const char *id;
  const char *name;
  const char *email; /* nullable */
  bool added;  /* by pln_roster_read() */
} PlnRosterPerson;

PlnRoster *pln_roster_new (void);
void pln_roster_free (PlnRoster *roster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnRoster, pln_roster_free)

/* @aliases: (nullable): NULL-terminated. @email: (nullable) */
void pln_roster_add (PlnRoster *roster, const char *id, const char *name, const char *const *aliases, const char *email);

/* Reads a cell of names; adds people who are not known. Ids and known names are borrowed from the roster.
 * Returns: (transfer full) */
PlnNames *pln_roster_read (PlnRoster *roster, const char *cell);

/* The id of the one whom the whole cell names, as a known person is written: what pln_roster_read() would find, and
 * at less cost. Returns: (transfer none) (nullable) */
const char *pln_roster_known (const PlnRoster *roster, const char *cell);
void pln_names_free (PlnNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnNames, pln_names_free)

/* The person whose name, alias or id @text is, exactly when folded; a given name alone where only
 * one known person has it. Adds nobody. Returns: (transfer none) (nullable): the id */
const char *pln_roster_find (const PlnRoster *roster, const char *text);

/* As pln_roster_find(), or the one person with that family name whose given name is the same, is short
 * for it or is longer ("Dan" and "Daniel"), whatever stands between the two.
 * Returns: (transfer none) (nullable): the id */
const char *pln_roster_find_loosely (PlnRoster *roster, const char *text);

/* Is @text so near a name of somebody that it may be that name misspelt? */
bool pln_roster_has_near (PlnRoster *roster, const char *text);

/* The id of the person of that very name, who is added where nobody has it. Returns: (transfer none) */
const char *pln_roster_demand (PlnRoster *roster, const char *name);

/* The name behind an id, and whether pln_roster_read() added the person.
 * Returns: (transfer none) (nullable) */
const char *pln_roster_name (const PlnRoster *roster, const char *id);
bool pln_roster_added (const PlnRoster *roster, const char *id);

/* Everybody, in the order in which they came. (element-type PlnRosterPerson) */
const GPtrArray *pln_roster_people (const PlnRoster *roster);
