/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/id.h"

#include "text/arena.h"

#include <stdbool.h>
#include <string.h>

#define LONGEST_NUMBER 12 /* bytes of "-2147483647" with its end */

struct _PlnIds
{
  PlnArena memory;
  GHashTable *taken; /* id -> up to which number it is known to be taken with that appended; from 1 */
};

PlnIds *
pln_ids_new (void)
{
  PlnIds *ids = g_new0 (PlnIds, 1);

  ids->taken = g_hash_table_new (g_str_hash, g_str_equal);
  return ids;
}

void
pln_ids_free (PlnIds *ids)
{
  if (!ids)
    return;
  g_hash_table_unref (ids->taken);
  pln_arena_clear (&ids->memory);
  g_free (ids);
}

static const char *
take (PlnIds *ids, const char *id)
{
  char *kept = pln_arena_copy_text (&ids->memory, id);

  g_hash_table_insert (ids->taken, kept, GINT_TO_POINTER (1));
  return kept;
}

void
pln_ids_add (PlnIds *ids, const char *id)
{
  if (!g_hash_table_contains (ids->taken, id))
    take (ids, id);
}

static gsize
length_cut_to (const char *slug, gsize length, gsize longest)
{
  const char *cut;

  if (length <= longest)
    return length;
  cut = g_strrstr_len (slug, (gssize) longest + 1, "-");
  return cut && cut > slug + longest / 2 ? (gsize) (cut - slug) : longest;
}

/* Letters and digits, and a hyphen for what stands between them. Room is left for a number. */
static char *
slug_of (const char *ascii, gsize longest)
{
  char *slug = g_malloc (strlen (ascii) + sizeof "p" + LONGEST_NUMBER);
  gsize length = 0;

  for (const char *at = ascii; *at; at++)
    if (g_ascii_isalnum (*at))
      slug[length++] = g_ascii_tolower (*at);
    else if (length > 0 && slug[length - 1] != '-' && *at != '\'')
      slug[length++] = '-';
  length = length_cut_to (slug, length, longest);
  while (length > 0 && slug[length - 1] == '-')
    length--;
  if (length == 0)
    slug[length++] = 'p';
  slug[length] = '\0';
  return slug;
}

static bool
is_taken (const PlnIds *ids, char *slug, gsize length, int number)
{
  g_snprintf (slug + length, LONGEST_NUMBER, "-%d", number);
  return g_hash_table_contains (ids->taken, slug);
}

/* Appends a number that makes the slug new, one above a taken one: found by halving, since a hundred thousand topics may
 * share a title. @last: up to it all are known to be taken
 * Returns: the number */
static int
append_number (const PlnIds *ids, char *slug, int last)
{
  gsize length = strlen (slug);
  int used = 1, unused = 2;

  for (; unused <= last || is_taken (ids, slug, length, unused); unused *= 2)
    used = unused;
  while (unused - used > 1)
    {
      int middle = used + (unused - used) / 2;

      if (middle <= last || is_taken (ids, slug, length, middle))
        used = middle;
      else
        unused = middle;
    }
  g_snprintf (slug + length, LONGEST_NUMBER, "-%d", unused);
  return unused;
}

const char *
pln_ids_make (PlnIds *ids, const char *text, gsize longest)
{
  g_autofree char *ascii = g_str_is_ascii (text) ? NULL : g_str_to_ascii (text, "C");
  g_autofree char *slug = slug_of (ascii ? ascii : text, longest);
  int last = GPOINTER_TO_INT (g_hash_table_lookup (ids->taken, slug));

  if (last > 0)
    {
      g_autofree char *bare = g_strdup (slug);

      if (append_number (ids, slug, last) == last + 1)
        g_hash_table_insert (ids->taken, bare, GINT_TO_POINTER (last + 1)); /* which keeps the key that it has */
    }
  return take (ids, slug);
}
