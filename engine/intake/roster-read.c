/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/roster-key.h"

#include <string.h>

/* A cell of names. */

#define MOST_WORDS 6    /* of one name: a longer run of words is prose */
#define LONGEST_CELL 4096 /* of names, in bytes: a longer one is prose */

static void
name_free (gpointer data)
{
  PlnName *name = data;

  g_free (name->id);
  g_free (name->wrote);
  g_free (name->near);
  g_free (name);
}

void
pln_names_free (PlnNames *names)
{
  if (!names)
    return;
  g_ptr_array_unref (names->names);
  g_free (names->aside);
  g_free (names);
}

typedef struct
{
  PlnRoster *roster;
  PlnNames *names;
  GString *aside;
} Reading;

static void
set_aside (Reading *reading, const char *text, gsize length)
{
  g_autofree char *copy = g_strstrip (g_strndup (text, length));

  if (copy[0] == '\0')
    return;
  if (reading->aside->len > 0)
    g_string_append (reading->aside, "; ");
  g_string_append (reading->aside, copy);
}

static void
add_name (Reading *reading, int person, const char *wrote, PlnNameKind kind, const char *near)
{
  const char *id = pln_roster_person_id (reading->roster, person);
  PlnName *name;

  for (guint k = 0; k < reading->names->names->len; k++)
    if (strcmp (((PlnName *) g_ptr_array_index (reading->names->names, k))->id, id) == 0)
      return;
  name = g_new0 (PlnName, 1);
  name->id = g_strdup (id);
  name->wrote = g_strdup (wrote);
  name->kind = kind;
  name->near = g_strdup (near);
  g_ptr_array_add (reading->names->names, name);
}

static bool
means_nobody (const char *folded)
{
  static const char *const words[] = { "", "tbd", "tba", "tbc", "none", "n a", "na", "all", "everyone", "everybody", "anyone", "various", "volunteer needed" };

  for (gsize k = 0; k < G_N_ELEMENTS (words); k++)
    if (strcmp (folded, words[k]) == 0)
      return true;
  return false;
}

static void
add_unknown (Reading *reading, const char *wrote, const char *folded)
{
  int length = (int) strlen (folded), most = MIN (2, length / 4);
  int near = pln_roster_find_near (reading->roster, folded, most, false), person, loose;

  if (near >= 0)
    {
      add_name (reading, near, wrote, PLN_NAME_GUESSED, NULL);
      return;
    }
  loose = pln_roster_find_near (reading->roster, folded, pln_roster_loose_edits (folded), true);
  person = pln_roster_add_new (reading->roster, wrote, folded);
  add_name (reading, person, wrote, PLN_NAME_ADDED,
            loose >= 0 ? ((PlnRosterPerson *) g_ptr_array_index (pln_roster_people (reading->roster), loose))->name : NULL);
}

/* Words of a fragment, as written and folded. */
typedef struct
{
  char **written;
  GPtrArray *folded; /* of char *, one a written word; may be "" */
  int n;
} Words;

static Words
split_words (const char *fragment)
{
  Words words = { g_strsplit_set (fragment, " \t\n", -1), g_ptr_array_new_with_free_func (g_free), 0 };

  for (words.n = 0; words.written[words.n]; words.n++)
    g_ptr_array_add (words.folded, pln_name_fold (words.written[words.n]));
  return words;
}

static char *
join_words (char *const *words, int from, int to)
{
  GString *joined = g_string_new (NULL);

  for (int k = from; k < to; k++)
    if (words[k][0] != '\0')
      {
        g_string_append (joined, joined->len > 0 ? " " : "");
        g_string_append (joined, words[k]);
      }
  return g_string_free (joined, FALSE);
}

/* The longest run of words from `from` on that is somebody's whole name; 0 where none is. */
static int
longest_name (Reading *reading, const Words *words, int from, int *person)
{
  for (int to = MIN (words->n, from + MOST_WORDS); to > from + 1; to--)
    {
      g_autofree char *folded = join_words ((char *const *) words->folded->pdata, from, to);

      *person = pln_roster_person_of_key (reading->roster, folded);
      if (*person >= 0 && strchr (folded, ' '))
        return to - from;
    }
  return 0;
}

/* Names that stand side by side without punctuation: "Colin Slater Tim Jenness". What is left between
 * known names is one unknown name. */
static void
read_side_by_side (Reading *reading, const char *fragment)
{
  Words words = split_words (fragment);
  int rest = 0;

  for (int at = 0; at <= words.n;)
    {
      int person = -1, taken = at < words.n ? longest_name (reading, &words, at, &person) : 0;

      if (taken > 0 || at == words.n)
        {
          g_autofree char *wrote = join_words (words.written, rest, at);
          g_autofree char *folded = pln_name_fold (wrote);

          if (!means_nobody (folded))
            add_unknown (reading, wrote, folded);
          if (taken > 0)
            {
              g_autofree char *known = join_words (words.written, at, at + taken);

              add_name (reading, person, known, PLN_NAME_KNOWN, NULL);
            }
          rest = at + taken;
        }
      at += MAX (1, taken);
    }
  g_strfreev (words.written);
  g_ptr_array_unref (words.folded);
}

static void
read_fragment (Reading *reading, const char *text, gsize length)
{
  g_autofree char *fragment = g_strstrip (g_strndup (text, length));
  g_autofree char *folded = pln_name_fold (fragment);
  int person = pln_roster_find_folded (reading->roster, folded);

  if (means_nobody (folded))
    return;
  if (person >= 0)
    add_name (reading, person, fragment, PLN_NAME_KNOWN, NULL);
  else
    read_side_by_side (reading, fragment);
}

/* Takes what stands in brackets out of the cell: a handle or another known way to write the name stays
 * a name, all else is set aside. */
static char *
without_brackets (Reading *reading, const char *cell)
{
  GString *bare = g_string_new (NULL);

  while (*cell)
    {
      const char *close = *cell == '(' ? strchr (cell, ')') : *cell == '[' ? strchr (cell, ']') : NULL;

      if (close)
        {
          set_aside (reading, cell, (gsize) (close + 1 - cell));
          g_string_append_c (bare, ' ');
          cell = close + 1;
        }
      else
        g_string_append_c (bare, *cell++);
    }
  return g_string_free (bare, FALSE);
}

/* "X on behalf of Y", "X for Y", "X by Y": X presents. */
static void
cut_behalf (Reading *reading, char *fragment)
{
  static const char *const phrases[] = { " on behalf of ", " for ", " by ", " standing in for " };

  for (gsize k = 0; k < G_N_ELEMENTS (phrases); k++)
    {
      char *at = strstr (fragment, phrases[k]);

      if (at)
        {
          set_aside (reading, at, strlen (at));
          *at = '\0';
        }
    }
}

/* One person by a name of theirs, as most cells are. */
static int
find_one (const PlnRoster *roster, const char *cell)
{
  g_autofree char *folded = pln_name_fold (cell);

  return pln_roster_person_of_key (roster, folded);
}

const char *
pln_roster_known (const PlnRoster *roster, const char *cell)
{
  int person = strlen (cell) > LONGEST_CELL ? -1 : find_one (roster, cell);

  return person >= 0 ? pln_roster_person_id (roster, person) : NULL;
}

static void
read_several (Reading *reading, const char *cell)
{
  static GRegex *separator = NULL;
  g_autofree char *bare = without_brackets (reading, cell);
  g_auto (GStrv) fragments = NULL;

  if (g_once_init_enter (&separator))
    g_once_init_leave (&separator, g_regex_new ("\\s*(?:[,;&/\\n+|]|\\band\\b|\\bor\\b|\\bwith\\b|\\bund\\b|\\bet\\b)\\s*",
                                                G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));
  fragments = g_regex_split (separator, bare, 0);
  for (int k = 0; fragments[k]; k++)
    {
      cut_behalf (reading, fragments[k]);
      read_fragment (reading, fragments[k], strlen (fragments[k]));
    }
}

PlnNames *
pln_roster_read (PlnRoster *roster, const char *cell)
{
  PlnNames *names = g_new0 (PlnNames, 1);
  Reading reading = { roster, names, g_string_new (NULL) };
  int person;

  names->names = g_ptr_array_new_with_free_func (name_free);
  if (strlen (cell) > LONGEST_CELL)
    set_aside (&reading, cell, strlen (cell));
  else if ((person = find_one (roster, cell)) >= 0)
    add_name (&reading, person, cell, PLN_NAME_KNOWN, NULL);
  else
    read_several (&reading, cell);
  names->aside = g_string_free (reading.aside, reading.aside->len == 0);
  return names;
}
