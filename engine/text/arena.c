/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/arena.h"

#include <glib.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

enum
{
  FIRST_CHUNK = 16 << 10,
  LARGEST_CHUNK = 4 << 20,
};

static void
add_chunk (PlnArena *arena, size_t size)
{
  arena->chunk_size = arena->chunk_size == 0 ? FIRST_CHUNK : MIN (2 * arena->chunk_size, LARGEST_CHUNK);
  arena->left = MAX (arena->chunk_size, size);
  arena->at = g_malloc (arena->left);
  arena->chunks = g_renew (char *, arena->chunks, arena->n_chunks + 1);
  arena->chunks[arena->n_chunks++] = arena->at;
}

char *
pln_arena_take_text (PlnArena *arena, size_t size)
{
  char *taken;

  if (size > arena->left)
    add_chunk (arena, size);
  taken = arena->at;
  arena->at += size;
  arena->left -= size;
  return taken;
}

void *
pln_arena_take (PlnArena *arena, size_t size)
{
  size_t misfit = (uintptr_t) arena->at % alignof (max_align_t);
  size_t padding = misfit ? alignof (max_align_t) - misfit : 0;

  if (size + padding > arena->left)
    {
      add_chunk (arena, size);
      padding = 0;
    }
  return pln_arena_take_text (arena, size + padding) + padding;
}

char *
pln_arena_copy_text (PlnArena *arena, const char *text)
{
  size_t size = strlen (text) + 1;

  return memcpy (pln_arena_take_text (arena, size), text, size);
}

void
pln_arena_clear (PlnArena *arena)
{
  for (int k = 0; k < arena->n_chunks; k++)
    g_free (arena->chunks[k]);
  g_free (arena->chunks);
  *arena = (PlnArena){ 0 };
}
