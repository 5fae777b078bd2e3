/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Memory for many small things that live and die together. Zeroed is empty. */

#include <stddef.h>

typedef struct
{
  char **chunks; /* owned */
  int n_chunks;
  size_t chunk_size;
  char *at;     /* free bytes of the last chunk */
  size_t left;
} PlnArena;

/* Uninitialised bytes, aligned for any type; they live until pln_arena_clear(). */
void *pln_arena_take (PlnArena *arena, size_t size);

/* The same without alignment, for text. */
char *pln_arena_take_text (PlnArena *arena, size_t size);

/* A text's copy. */
char *pln_arena_copy_text (PlnArena *arena, const char *text);

void pln_arena_clear (PlnArena *arena);
