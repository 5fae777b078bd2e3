/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The keys of the agenda file, once: reader, writer, schema, copy and release all walk this table,
 * so that none of them can know a key that another does not. Keys stand in the order in which they
 * are written.
 */

#include "model/agenda.h"

typedef enum
{
  PLN_KEY_VERSION, /* the constant 1; nothing in memory */
  PLN_KEY_KIND,    /* the constant "agenda"; nothing in memory */
  PLN_KEY_TEXT,    /* char * */
  PLN_KEY_TEXTS,   /* char **, NULL-terminated, never NULL once read */
  PLN_KEY_COUNT,   /* int, from 0 */
  PLN_KEY_AMOUNT,  /* gint64 */
  PLN_KEY_FLAG,    /* bool */
  PLN_KEY_MOMENT,  /* PlnMoment */
  PLN_KEY_DATE,    /* int, days since 1970-01-01 */
  PLN_KEY_STAMP,   /* gint64, seconds since 1970; -1: absent */
  PLN_KEY_ZONE,    /* PlnZone * */
  PLN_KEY_STATUS,  /* PlnStatus */
  PLN_KEY_OBJECT,  /* an object whose keys fill the same struct */
  PLN_KEY_ROWS,    /* array of objects: pointer and count */
  PLN_KEY_LISTS,   /* array of arrays of objects; a row of the table is one inner array */
  PLN_KEY_MAP,     /* object of objects: pointer and count; the name is the row's first member */
  PLN_KEY_HOLDERS, /* object of texts and nulls: pointer to PlnDuty and count */
} PlnKeyKind;

typedef struct _PlnAgendaTable PlnAgendaTable;

typedef struct
{
  const char *name;
  PlnKeyKind kind;
  size_t offset; /* of the member */
  size_t count;  /* offset of the int beside an array */
  size_t flag;   /* offset of a bool that says whether the key stands in the file; 0: none */
  bool required;
  bool nullable;       /* null in the file is as if nothing stood there, and is written so */
  bool only_if_any;    /* a flag or a list that is written only where it holds or has something */
  const char *fallback; /* a text that stands for an absent one; NULL: none */
  const PlnAgendaTable *rows; /* of OBJECT, ROWS, LISTS, MAP */
  const char *about;   /* one line, for the schema */
} PlnAgendaKey;

struct _PlnAgendaTable
{
  size_t size; /* bytes of a row; of an inner list's row for LISTS */
  const PlnAgendaKey *keys;
  int n_keys;
};

extern const PlnAgendaTable pln_agenda_table;

/* Costs beyond this are refused, so that sums of them stay whole. */
#define PLN_AGENDA_AMOUNT_MAX (G_MAXINT64 / 1024)

/* Frees what the row holds, and makes it empty. */
void pln_agenda_row_clear (const PlnAgendaTable *table, void *row);

/* The member of a row. */
static inline void *
pln_agenda_member (const PlnAgendaKey *key, const void *row)
{
  return (char *) row + key->offset;
}

static inline int *
pln_agenda_count (const PlnAgendaKey *key, const void *row)
{
  return (int *) ((char *) row + key->count);
}
