/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* A strict JSON reader (RFC 8259 and nothing more) that knows the place of every value.
 *
 * json-glib 1.6 wraps integers, reads 017 as 15, keeps the last of two equal keys, drops a second
 * document and crashes on deep nesting; none of that reaches a meeting through this reader.
 * Limits: 64 levels, 64 MiB, 2 000 000 values, strings of 1 MiB, integers of 64 bits, no NUL in strings,
 * one value, no duplicate keys.
 *
 * Life-cycle: pln_json_parse() makes a document that owns every node; nodes are read-only and live
 * as long as the document, which holds a reference to its source.
 */

#include "text/diagnostic.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum
{
  PLN_JSON_NULL,
  PLN_JSON_BOOLEAN,
  PLN_JSON_INTEGER, /* fits in int64_t and was written without fraction or exponent */
  PLN_JSON_REAL,    /* any other number; finite */
  PLN_JSON_STRING,
  PLN_JSON_ARRAY,
  PLN_JSON_OBJECT,
} PlnJsonKind;

typedef struct _PlnJson PlnJson;
struct _PlnJson
{
  PlnJsonKind kind;
  PlnPlace place;     /* of the value; a string's includes its quotes */
  PlnPlace key_place; /* of the key with its quotes, where this is a member of an object */
  const char *key;    /* nullable: NULL unless a member of an object */
  union
  {
    bool boolean;
    int64_t integer;
    double real;
    const char *string; /* UTF-8, NUL-terminated, unescaped */
  };
  PlnJson *child;  /* first element or member, in file order; nullable */
  PlnJson *next;   /* next sibling; nullable */
  PlnJson *parent; /* nullable */
  int n_children;
  int index; /* among its siblings */
};

typedef struct _PlnJsonDocument PlnJsonDocument;

/* Parses the whole source as one JSON value.
 * Returns: (transfer full) (nullable): NULL after adding an error to @diagnostics */
PlnJsonDocument *pln_json_parse (PlnSource *source, PlnDiagnostics *diagnostics);
void pln_json_document_free (PlnJsonDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnJsonDocument, pln_json_document_free)

PlnSource *pln_json_document_source (const PlnJsonDocument *document);
const PlnJson *pln_json_document_root (const PlnJsonDocument *document);

/* The member of an object, or NULL. Linear: objects are small. */
const PlnJson *pln_json_member (const PlnJson *object, const char *key);

/* "topics[3].duration"; the root is "$". Returns: (transfer full) */
char *pln_json_path (const PlnJson *node);

/* "an object", "a string", ... for messages. */
const char *pln_json_kind_name (PlnJsonKind kind);

/* Appends a JSON string; what is no UTF-8 in @text is replaced. */
void pln_json_append_string (GString *out, const char *text);

/* json-glib 1.6 writes U+001F as it is, which is no JSON: escapes it in what json-glib wrote. */
void pln_json_mend (GString *written);
