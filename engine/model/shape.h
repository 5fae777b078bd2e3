/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The shape of a JSON file as tables: which keys an object has, what stands under each, in which
 * range. One table drives two things that therefore cannot drift apart: pln_shape_check() here, which
 * finds every value that is not shaped so, and pln_schema_print() in model/schema, which prints the
 * JSON Schema. What one value means to another (references, dates in order) is the reader's.
 */

#include "text/diagnostic.h"
#include "text/json.h"

typedef enum
{
  PLN_SHAPE_TEXT,
  PLN_SHAPE_INTEGER,
  PLN_SHAPE_BOOLEAN,
  PLN_SHAPE_LIST,   /* of `of` */
  PLN_SHAPE_MAP,    /* an object whose keys are ids, its values `of` */
  PLN_SHAPE_OBJECT, /* with `keys` */
  PLN_SHAPE_EITHER, /* one of `choices`, told apart by JSON kind, objects by the keys that they share with the value */
} PlnShapeKind;

/* What a list without elements is. */
typedef enum
{
  PLN_EMPTY_ABSENT,  /* as if the key did not stand; an error where it is required */
  PLN_EMPTY_MEANS,   /* what it says: nobody, never, nowhere */
  PLN_EMPTY_REFUSED, /* an error */
} PlnEmpty;

typedef struct _PlnShape PlnShape;

typedef struct
{
  const char *name;
  const PlnShape *shape;
  bool required;
  const char *about; /* one line of help */
} PlnShapeKey;

struct _PlnShape
{
  PlnShapeKind kind;
  const char *name; /* nullable: of its definition in the schema */
  const char *what; /* for "expected ...": "a clock time such as \"09:00\"" */
  const char *help; /* nullable: how to write it */

  /* text */
  bool (*reads) (const char *text); /* nullable: any text does */
  PlnCode code;                     /* what is wrong where `reads` says false */
  char *(*mends) (const char *text); /* nullable: what was meant where `reads` says false; (transfer full) (nullable) */
  const char *pattern;              /* nullable: ECMA 262, for the schema */
  const char *const *words;         /* nullable, NULL-terminated: nothing else does */

  /* integer */
  gint64 least, most;
  const int *only; /* nullable, 0-terminated: nothing else does */

  /* list, map */
  const PlnShape *of;
  PlnEmpty empty;

  /* object */
  const PlnShapeKey *keys;
  int n_keys;

  /* either: NULL-terminated */
  const PlnShape *const *choices;
};

/* The faults of one file: where they are told, and which values have one, so that a reader can pass
 * over them and go on. */
typedef struct
{
  PlnSource *source;
  PlnDiagnostics *diagnostics;
  GHashTable *bad; /* set of const PlnJson * */
} PlnFaults;

/* Tells an error about a value (or, with @at_key, about its key) and remembers that it is bad.
 * @hint, @help: (nullable) */
void pln_faults_add (PlnFaults *faults,
                     PlnCode code,
                     const PlnJson *node,
                     bool at_key,
                     const char *hint,
                     const char *help,
                     const char *format,
                     ...) G_GNUC_PRINTF (7, 8);

/* Is it worth looking for what the author may have meant? Only the first errors are shown, and a
 * long file full of them must not take long. */
static inline bool
pln_faults_want_hints (const PlnFaults *faults)
{
  return faults->diagnostics->n_errors < 100;
}

static inline bool
pln_faults_has (const PlnFaults *faults, const PlnJson *node)
{
  return g_hash_table_size (faults->bad) > 0 && g_hash_table_contains (faults->bad, node);
}

/* Tells everything about @node that is not as @shape says. */
void pln_shape_check (const PlnShape *shape, const PlnJson *node, PlnFaults *faults);
