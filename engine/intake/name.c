/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/name.h"

#include <stdbool.h>
#include <string.h>

#define LONGEST_COMPARED 64 /* bytes of a name that is compared with others */

typedef struct
{
  GString *text;
  bool space; /* is due before the next letter */
} Folded;

static void
fold_character (Folded *folded, gunichar c)
{
  if (c == '\'' || c == 0x2019 || c == 0x2018)
    return;
  if (c < 0x80 ? !g_ascii_isalnum ((char) c) : !g_unichar_isalnum (c))
    {
      folded->space = folded->text->len > 0;
      return;
    }
  if (folded->space)
    g_string_append_c (folded->text, ' ');
  folded->space = false;
  if (c < 0x80)
    g_string_append_c (folded->text, g_ascii_tolower ((char) c));
  else
    g_string_append_unichar (folded->text, g_unichar_tolower (c));
}

/* Likewise for ASCII alone, as most text is: no letter of it takes more room than before. */
static char *
fold_ascii (const char *text)
{
  char *folded = g_malloc (strlen (text) + 1), *end = folded;
  bool space = false;

  for (const char *at = text; *at; at++)
    {
      if (*at == '\'')
        continue;
      if (!g_ascii_isalnum (*at))
        {
          space = end > folded;
          continue;
        }
      if (space)
        *end++ = ' ';
      space = false;
      *end++ = g_ascii_tolower (*at);
    }
  *end = '\0';
  return folded;
}

static char *
fold_unicode (const char *text)
{
  Folded folded = { g_string_new (NULL), false };
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKD);

  for (const char *at = decomposed; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c < 0x80 || !g_unichar_ismark (c))
        fold_character (&folded, c);
    }
  return g_string_free (folded.text, FALSE);
}

char *
pln_name_fold (const char *text)
{
  return g_str_is_ascii (text) ? fold_ascii (text) : fold_unicode (text);
}

guint32
pln_name_letters (const char *text)
{
  guint32 letters = 0;

  for (; *text; text++)
    letters |= 1u << ((guchar) *text & 31);
  return letters;
}

/* Which bytes of `text` are which letter, as bits. */
static void
mark_letters (const char *text, int n, guint64 *places)
{
  for (int k = 0; k < n; k++)
    places[(guchar) text[k]] |= (guint64) 1 << k;
}

/* The columns of the table of distances are vectors of bits that say where a cell is one more or one less than the
 * cell above (plus, minus): H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
 * distances", Nordic Journal of Computing 10 (2003). */
int
pln_name_distance (const char *a, const char *b, int most)
{
  int n = (int) strlen (a), m = (int) strlen (b), distance = n;
  guint64 places[256] = { 0 }, plus = ~(guint64) 0, minus = 0, equal = 0, before = 0;

  if (ABS (n - m) > most || n >= LONGEST_COMPARED || m >= LONGEST_COMPARED)
    return most + 1;
  if (n == 0)
    return m;
  mark_letters (a, n, places);
  for (int k = 0; k < m && distance - (m - k) <= most; k++)
    {
      guint64 here = places[(guchar) b[k]], swapped = ((~equal & here) << 1) & before, right_plus, right_minus;

      equal = (((here & plus) + plus) ^ plus) | here | minus | swapped;
      right_plus = minus | ~(equal | plus);
      right_minus = equal & plus;
      distance += (int) (right_plus >> (n - 1) & 1) - (int) (right_minus >> (n - 1) & 1);
      right_plus = right_plus << 1 | 1;
      plus = right_minus << 1 | ~(equal | right_plus);
      minus = right_plus & equal;
      before = here;
    }
  return MIN (distance, most + 1);
}
