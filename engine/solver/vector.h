/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Growable arrays of plain values. Zeroed is empty; pln_vector_clear() frees. */

#include <glib.h>

#define PLN_VECTOR(type) \
  struct \
  { \
    type *at; \
    int n; \
    int allocated; \
  }

typedef PLN_VECTOR (int) PlnInts;

/* Room for @more items behind the last one. */
#define pln_vector_reserve(v, more) \
  do { \
    if ((v)->n + (more) > (v)->allocated) { \
      (v)->allocated = MAX (MAX (2 * (v)->allocated, (v)->n + (more)), 16); \
      (v)->at = g_realloc_n ((v)->at, (gsize) (v)->allocated, sizeof *(v)->at); \
    } \
  } while (0)

#define pln_vector_push(v, item) \
  do { \
    pln_vector_reserve (v, 1); \
    (v)->at[(v)->n++] = (item); \
  } while (0)

#define pln_vector_clear(v) \
  do { \
    g_free ((v)->at); \
    (v)->at = NULL; \
    (v)->n = (v)->allocated = 0; \
  } while (0)
