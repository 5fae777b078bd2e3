/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/round.h"

#include <stdint.h>
#include <string.h>

/* What to compare of a name: the last word first, without case and accents. No locale: the same
 * request gives the same order everywhere. */
static char *
fold (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  g_autofree char *lower = g_utf8_casefold (decomposed ? decomposed : "", -1);
  GString *plain = g_string_new (NULL);

  for (const char *c = lower; *c; c = g_utf8_next_char (c))
    if (!g_unichar_ismark (g_utf8_get_char (c)))
      g_string_append_unichar (plain, g_utf8_get_char (c));
  return g_string_free (plain, FALSE);
}

static char *
sort_key (const char *name)
{
  g_autofree char *folded = fold (name);
  const char *last;

  g_strchomp (folded);
  last = strrchr (folded, ' ');
  return g_strconcat (last ? last + 1 : folded, "\n", folded, NULL);
}

typedef struct
{
  int person;
  char *key;
} Speaker;

static gint
compare_speakers (gconstpointer a, gconstpointer b, gpointer data)
{
  const Speaker *x = a, *y = b;

  return strcmp (x->key, y->key);
}

static void
sort_by_name (const PlnMeeting *meeting, int *speakers, int n)
{
  g_autofree Speaker *rows = g_new (Speaker, n);

  for (int k = 0; k < n; k++)
    rows[k] = (Speaker){ speakers[k], sort_key (meeting->people[speakers[k]].name) };
  g_qsort_with_data (rows, n, sizeof *rows, compare_speakers, NULL); /* stable: ties stay as listed */
  for (int k = 0; k < n; k++)
    {
      speakers[k] = rows[k].person;
      g_free (rows[k].key);
    }
}

/* SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t
next_random (uint64_t *state)
{
  uint64_t z = *state += UINT64_C (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* FNV-1a, for the seed of a topic. */
static uint64_t
hash_text (const char *text, uint64_t hash)
{
  for (; *text; text++)
    hash = (hash ^ (unsigned char) *text) * UINT64_C (0x100000001b3);
  return hash;
}

static void
shuffle (const char *topic, unsigned seed, int *speakers, int n)
{
  uint64_t state = hash_text (topic, UINT64_C (0xcbf29ce484222325) ^ seed);

  for (int k = n - 1; k > 0; k--)
    {
      int other = (int) (next_random (&state) % (uint64_t) (k + 1));
      int held = speakers[k];

      speakers[k] = speakers[other];
      speakers[other] = held;
    }
}

static bool
goes_last (const PlnTopic *topic, int person)
{
  for (int k = 0; k < topic->n_last_speakers; k++)
    if (topic->last_speakers[k] == person)
      return true;
  return false;
}

int *
pln_round_order (const PlnMeeting *meeting, const PlnTopic *topic, unsigned seed)
{
  g_autofree int *speakers = g_memdup2 (topic->speakers, sizeof (int) * (gsize) topic->n_speakers);
  int *order = g_new (int, topic->n_speakers);
  int n = 0;

  if (topic->order == PLN_ROUND_ALPHABETICAL)
    sort_by_name (meeting, speakers, topic->n_speakers);
  else if (topic->order == PLN_ROUND_SHUFFLED)
    shuffle (topic->id, seed, speakers, topic->n_speakers);
  for (int last = 0; last <= 1; last++)
    for (int k = 0; k < topic->n_speakers; k++)
      if (goes_last (topic, speakers[k]) == (last == 1))
        order[n++] = speakers[k];
  return order;
}
