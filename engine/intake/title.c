/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/harvest.h"

#include "intake/pattern.h"

#include <string.h>

/* Titles and what stands in brackets behind them. */

#define LONGEST_TITLE 4096 /* bytes: a longer one is taken as it is */
#define LONGEST_ITEM 400   /* bytes: a longer passage is prose, not a timed item */

static bool
is_link_title (const PlnCell *cell, const char *piece)
{
  for (int k = 0; k < cell->n_links; k++)
    {
      const char *title = cell->links[k].title ? cell->links[k].title : cell->links[k].uri;
      gsize length = strlen (piece), tail = strlen (title);

      if (strcmp (piece, title) == 0 || strcmp (piece, cell->links[k].uri) == 0)
        return true;
      /* "ecma402#989", of which only "#989" is the link */
      if (length > tail && strcmp (piece + length - tail, title) == 0 && !strchr (piece, ' '))
        return true;
    }
  return false;
}

static bool
holds_only_links (const PlnCell *cell, const char *inside)
{
  g_auto (GStrv) pieces = NULL;
  bool any = false;

  if (cell->n_links == 0)
    return false;
  pieces = g_regex_split (pln_pattern ("\\s*(?:[,;|&]|/(?=\\s)| and )\\s*", true), inside, 0);
  for (int k = 0; pieces[k]; k++)
    {
      g_strstrip (pieces[k]);
      if (pieces[k][0] == '\0')
        continue;
      if (!is_link_title (cell, pieces[k]))
        return false;
      any = true;
    }
  return any;
}

/* The bracket that closes the one at `open`, or NULL. */
static const char *
closing (const char *open)
{
  int depth = 0;

  for (const char *at = open; *at; at++)
    {
      depth += *at == '(' || *at == '[';
      depth -= *at == ')' || *at == ']';
      if (depth == 0)
        return at;
    }
  return NULL;
}

char *
pln_title_without_links (const PlnCell *cell)
{
  GString *title;
  PlnCell tidy = { 0 };

  if (!strpbrk (cell->text, "([\n") || strlen (cell->text) > LONGEST_TITLE)
    return g_strdup (cell->text);
  title = g_string_new (NULL);
  for (const char *at = cell->text; *at;)
    {
      const char *close = *at == '(' || *at == '[' ? closing (at) : NULL;
      g_autofree char *inside = close ? g_strndup (at + 1, (gsize) (close - at - 1)) : NULL;

      if (inside && holds_only_links (cell, inside))
        at = close + 1;
      else
        g_string_append_c (title, *at++);
    }
  {
    PlnCellBuilder builder;

    pln_cell_builder_init (&builder);
    pln_cell_builder_append (&builder, title->str, title->len);
    tidy = pln_cell_builder_finish (&builder);
    pln_cell_builder_clear (&builder);
    g_string_free (title, TRUE);
  }
  if (tidy.text[0] == '\0')
    {
      pln_cell_clear (&tidy);
      return g_strdup (cell->text);
    }
  g_free (tidy.links);
  return tidy.text;
}

static bool
is_length (const char *text)
{
  return pln_pattern_matches ("^(?:[<~≤] ?)?[0-9]+(?: ?[-–] ?[0-9]+)? ?(?:m|min|mins|minutes|h|hr|hrs|hours?)\\+?\\??$", text);
}

/* Splits "(15m, Samina Husain)" into its length and the rest; false where no piece is a length. */
static bool
split_group (const char *inside, char **length, char **people)
{
  g_auto (GStrv) pieces = g_strsplit (inside, ",", -1);
  g_autoptr (GString) rest = g_string_new (NULL);

  *length = NULL;
  for (int k = 0; pieces[k]; k++)
    {
      g_strstrip (pieces[k]);
      if (!*length && is_length (pieces[k]))
        *length = g_strdup (pieces[k]);
      else
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? ", " : "", pieces[k]);
    }
  if (*length)
    *people = g_strdup (rest->str);
  return *length != NULL;
}

bool
pln_timed_item_parse (const PlnCell *cell, char **title, char **length, char **people)
{
  g_autofree char *bare = NULL;

  *title = *length = *people = NULL;
  if (strlen (cell->text) > LONGEST_ITEM + 2000)
    return false;
  bare = pln_title_without_links (cell);
  if (strlen (bare) > LONGEST_ITEM || strchr (bare, '\n'))
    return false;
  for (const char *at = bare; *at; at++)
    {
      const char *close = *at == '(' ? closing (at) : NULL;
      g_autofree char *inside = close ? g_strndup (at + 1, (gsize) (close - at - 1)) : NULL;

      if (!inside || at == bare || !split_group (inside, length, people))
        continue;
      *title = g_strstrip (g_strndup (bare, (gsize) (at - bare)));
      /* What follows the length in further brackets belongs to the people or is said aside. */
      if (close[1 + strspn (close + 1, " ")] == '(')
        {
          const char *more = close + 1 + strspn (close + 1, " ");
          const char *end = closing (more);

          if (end && (*people)[0] == '\0')
            {
              g_free (*people);
              *people = g_strndup (more + 1, (gsize) (end - more - 1));
            }
        }
      if ((*title)[0] != '\0')
        return true;
    }
  g_clear_pointer (title, g_free);
  g_clear_pointer (length, g_free);
  g_clear_pointer (people, g_free);
  return false;
}
