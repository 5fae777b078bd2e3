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

static bool
is_taken (const char *slug, int number, GHashTable *taken)
{
  g_autofree char *numbered = g_strdup_printf ("%s-%d", slug, number);

  return g_hash_table_contains (taken, numbered);
}

/* A number from 2 on that makes the slug new, one above a taken one: found by halving, since a hundred
 * thousand topics may share a title. */
static int
free_number (const char *slug, GHashTable *taken)
{
  int used = 1, unused = 2;

  for (; is_taken (slug, unused, taken); unused *= 2)
    used = unused;
  while (unused - used > 1)
    {
      int middle = used + (unused - used) / 2;

      if (is_taken (slug, middle, taken))
        used = middle;
      else
        unused = middle;
    }
  return unused;
}

char *
pln_slug (const char *text, gsize longest, GHashTable *taken)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  GString *slug = g_string_new (NULL);

  for (const char *at = ascii; *at; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (slug, g_ascii_tolower (*at));
    else if (slug->len > 0 && slug->str[slug->len - 1] != '-' && *at != '\'')
      g_string_append_c (slug, '-');
  if (slug->len > longest)
    {
      char *cut = g_strrstr_len (slug->str, (gssize) longest + 1, "-");

      g_string_truncate (slug, cut && cut > slug->str + longest / 2 ? (gsize) (cut - slug->str) : longest);
    }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == 0)
    g_string_append_c (slug, 'p');
  if (taken && g_hash_table_contains (taken, slug->str))
    g_string_append_printf (slug, "-%d", free_number (slug->str, taken));
  if (taken)
    g_hash_table_add (taken, g_strdup (slug->str));
  return g_string_free (slug, FALSE);
}

guint32
pln_name_letters (const char *text)
{
  guint32 letters = 0;

  for (; *text; text++)
    letters |= 1u << ((guchar) *text & 31);
  return letters;
}

int
pln_name_distance (const char *a, const char *b, int most)
{
  int n = (int) strlen (a), m = (int) strlen (b), beyond = most + 1;
  int rows[3][LONGEST_COMPARED + 1];

  if (ABS (n - m) > most || n >= LONGEST_COMPARED || m >= LONGEST_COMPARED)
    return beyond;
  for (int j = 0; j <= MIN (m, most + 1); j++)
    rows[0][j] = j;
  for (int i = 1; i <= n; i++)
    {
      int *now = rows[i % 3], *above = rows[(i + 2) % 3], *higher = rows[(i + 1) % 3];
      int from = MAX (1, i - most), to = MIN (m, i + most), least = beyond;

      now[from - 1] = from == 1 ? i : beyond;
      for (int j = from; j <= to; j++)
        {
          now[j] = MIN (MIN (above[j], now[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            now[j] = MIN (now[j], higher[j - 2] + 1);
          least = MIN (least, now[j]);
        }
      if (to < m)
        now[to + 1] = beyond;
      if (least > most)
        return beyond;
    }
  return MIN (rows[n % 3][m], beyond);
}
