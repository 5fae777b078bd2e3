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

  g_free (name->wrote);
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
  name->id = id;
  name->wrote = g_strdup (wrote);
  name->kind = kind;
  name->near = near;
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

/* A fragment's words as written, and folded with one space between them. */
typedef struct
{
  char *written; /* borrowed; each word is ended by a NUL */
  GString *folded;
  GArray *words; /* of Word */
} Words;

typedef struct
{
  gsize written;     /* where it begins */
  gsize start, end;  /* in what is folded; empty where nothing of the word is left */
} Word;

static void
add_word (Words *words, gsize at)
{
  g_autofree char *folded = pln_name_fold (words->written + at);
  Word word = { .written = at };

  if (words->folded->len > 0 && folded[0] != '\0')
    g_string_append_c (words->folded, ' ');
  word.start = words->folded->len;
  g_string_append (words->folded, folded);
  word.end = words->folded->len;
  g_array_append_val (words->words, word);
}

/* Cuts the fragment into its words; two spaces have an empty one between them. */
static Words
split_words (char *fragment)
{
  gsize length = strlen (fragment), next = 0;
  Words words = { fragment, g_string_sized_new (length + 1), g_array_new (FALSE, FALSE, sizeof (Word)) };

  while (next <= length)
    {
      gsize at = next;

      next += strcspn (fragment + at, " \t\n");
      fragment[next++] = '\0';
      add_word (&words, at);
    }
  return words;
}

static const Word *
word_at (const Words *words, int k)
{
  return &g_array_index (words->words, Word, k);
}

/* The words from one on and before another, as written. */
static char *
join_written (const Words *words, int from, int to)
{
  GString *joined = g_string_sized_new (64);

  for (int k = from; k < to; k++)
    {
      const char *word = words->written + word_at (words, k)->written;

      if (word[0] == '\0')
        continue;
      if (joined->len > 0)
        g_string_append_c (joined, ' ');
      g_string_append (joined, word);
    }
  return g_string_free (joined, FALSE);
}

/* Who answers to those words, folded, of which there are at least two; -1: nobody. */
static int
person_of_words (const Reading *reading, Words *words, int from, int to)
{
  gsize start = word_at (words, from)->start, end = word_at (words, to - 1)->end;
  char *folded = words->folded->str, behind = folded[end];
  int person;

  start += folded[start] == ' '; /* where nothing was left of the first word */
  if (end <= start || !memchr (folded + start, ' ', end - start))
    return -1;
  folded[end] = '\0';
  person = pln_roster_person_of_key (reading->roster, folded + start);
  folded[end] = behind;
  return person;
}

/* The longest run of words from `from` on that is somebody's whole name; 0 where none is. */
static int
longest_name (const Reading *reading, Words *words, int from, int *person)
{
  for (int to = MIN ((int) words->words->len, from + MOST_WORDS); to > from + 1; to--)
    {
      *person = person_of_words (reading, words, from, to);
      if (*person >= 0)
        return to - from;
    }
  return 0;
}

/* Names that stand side by side without punctuation: "Colin Slater Tim Jenness". What is left between
 * known names is one unknown name. */
static void
read_side_by_side (Reading *reading, char *fragment)
{
  Words words = split_words (fragment);
  int rest = 0, n = (int) words.words->len;

  for (int at = 0; at <= n;)
    {
      int person = -1, taken = at < n ? longest_name (reading, &words, at, &person) : 0;

      if (taken > 0 || at == n)
        {
          g_autofree char *wrote = join_written (&words, rest, at);
          g_autofree char *folded = pln_name_fold (wrote);

          if (!means_nobody (folded))
            add_unknown (reading, wrote, folded);
          if (taken > 0)
            {
              g_autofree char *known = join_written (&words, at, at + taken);

              add_name (reading, person, known, PLN_NAME_KNOWN, NULL);
            }
          rest = at + taken;
        }
      at += MAX (1, taken);
    }
  g_string_free (words.folded, TRUE);
  g_array_unref (words.words);
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

static void
read_fragment (Reading *reading, char *fragment)
{
  g_autofree char *folded = NULL;
  int person;

  cut_behalf (reading, fragment);
  folded = pln_name_fold (g_strstrip (fragment));
  person = pln_roster_find_folded (reading->roster, folded);
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

static bool
is_joining_word (const char *word, gsize length)
{
  static const char *const words[] = { "and", "or", "with", "und", "et" };

  for (gsize k = 0; k < G_N_ELEMENTS (words); k++)
    if (strlen (words[k]) == length && g_ascii_strncasecmp (words[k], word, length) == 0)
      return true;
  return false;
}

static gsize
length_of_word (const char *text)
{
  gsize length = 0;

  while (g_ascii_isalnum (text[length]) || text[length] == '_')
    length++;
  return length;
}

/* May there be more than one fragment? What the expression below finds, and more beside letters that are not ASCII. */
static bool
may_hold_separator (const char *text)
{
  while (*text)
    {
      gsize length = length_of_word (text);

      if (length > 0 ? is_joining_word (text, length) : strchr (",;&/\n+|", *text) != NULL)
        return true;
      text += MAX (length, 1);
    }
  return false;
}

static GStrv
split_cell (const char *text)
{
  static GRegex *separator = NULL;

  if (g_once_init_enter (&separator))
    g_once_init_leave (&separator, g_regex_new ("\\s*(?:[,;&/\\n+|]|\\band\\b|\\bor\\b|\\bwith\\b|\\bund\\b|\\bet\\b)\\s*",
                                                G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_split (separator, text, 0);
}

static void
read_several (Reading *reading, const char *cell)
{
  g_autofree char *bare = strpbrk (cell, "([") ? without_brackets (reading, cell) : g_strdup (cell);
  g_auto (GStrv) fragments = may_hold_separator (bare) ? split_cell (bare) : NULL;

  if (!fragments)
    read_fragment (reading, bare);
  for (int k = 0; fragments && fragments[k]; k++)
    read_fragment (reading, fragments[k]);
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
