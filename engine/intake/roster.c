/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/roster.h"

#include "text/diagnostic.h"

#include <string.h>

#define LONGEST_ID 40   /* of a person added */
#define MOST_WORDS 6    /* of one name: a longer run of words is prose */
#define LONGEST_CELL 4096 /* of names, in bytes: a longer one is prose */
#define LONGEST_COMPARED 64 /* bytes of a name that is compared with others */
#define SHORTEST_GIVEN_NAME 3 /* bytes of one that may be short for another */
#define MOST_LOOKS 20000000 /* at keys, for one roster: likewise */
#define MOST_COMPARISONS 300000 /* of near names, letter by letter, for one roster: then names are known or new */

typedef struct
{
  char *folded;
  int person; /* index into people */
  bool handle; /* a made-up form: matches whole words only, never inside a longer text */
  guint32 letters; /* set of them, see letters_of() */
} Key;

struct _PlnRoster
{
  GPtrArray *people; /* of PlnRosterPerson */
  GArray *keys;      /* of Key */
  GHashTable *by_key; /* folded -> person index + 1; of equal keys the first */
  int n_comparisons; /* of near names so far */
  gint64 n_looks;    /* at keys, for near and for shorter names */
  GHashTable *ids;   /* id -> PlnRosterPerson; as a set, the ids that are taken */
};

char *
pln_name_fold (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  g_autofree char *valid = decomposed ? NULL : g_utf8_make_valid (text, -1);
  GString *folded = g_string_new (NULL);
  bool space = false;

  for (const char *at = decomposed ? decomposed : valid; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_ismark (c) || c == '\'' || c == 0x2019 || c == 0x2018)
        continue;
      if (!g_unichar_isalnum (c))
        {
          space = folded->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (folded, ' ');
      space = false;
      g_string_append_unichar (folded, g_unichar_tolower (c));
    }
  return g_string_free (folded, FALSE);
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

static void
person_free (gpointer data)
{
  PlnRosterPerson *person = data;

  g_free (person->id);
  g_free (person->name);
  g_free (person->email);
  g_free (person);
}

static void
clear_key (gpointer data)
{
  g_free (((Key *) data)->folded);
}

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

PlnRoster *
pln_roster_new (void)
{
  PlnRoster *roster = g_new0 (PlnRoster, 1);

  roster->people = g_ptr_array_new_with_free_func (person_free);
  roster->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  g_array_set_clear_func (roster->keys, clear_key);
  roster->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  roster->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return roster;
}

void
pln_roster_free (PlnRoster *roster)
{
  if (!roster)
    return;
  g_ptr_array_unref (roster->people);
  g_array_free (roster->keys, TRUE);
  g_hash_table_unref (roster->by_key);
  g_hash_table_unref (roster->ids);
  g_free (roster);
}

/* Which letters a text has, as bits: each edit changes two of them at most. */
static guint32
letters_of (const char *text)
{
  guint32 letters = 0;

  for (; *text; text++)
    letters |= 1u << ((guchar) *text & 31);
  return letters;
}

static void
add_key (PlnRoster *roster, int person, char *folded, bool handle)
{
  Key key = { folded, person, handle, letters_of (folded) };

  if (folded[0] == '\0' || g_hash_table_contains (roster->by_key, folded))
    {
      g_free (folded);
      return;
    }
  g_hash_table_insert (roster->by_key, g_strdup (folded), GINT_TO_POINTER (person + 1));
  g_array_append_val (roster->keys, key);
}

/* "wil o mullane" is found as womullane, wilomullane, wilo. */
static void
add_handles (PlnRoster *roster, int person, const char *name)
{
  g_autofree char *folded = pln_name_fold (name);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  guint n = g_strv_length (words);
  const char *last;

  if (n < 2)
    return;
  last = words[n - 1];
  add_key (roster, person, g_strjoinv ("", words), true);
  add_key (roster, person, g_strdup_printf ("%.*s%s", (int) (g_utf8_next_char (words[0]) - words[0]), words[0], last), true);
  add_key (roster, person, g_strdup_printf ("%s%.*s", words[0], (int) (g_utf8_next_char (last) - last), last), true);
}

static int
add_person (PlnRoster *roster, const char *id, const char *name, const char *email, bool added)
{
  PlnRosterPerson *person = g_new0 (PlnRosterPerson, 1);

  person->id = g_strdup (id);
  person->name = g_strdup (name);
  person->email = g_strdup (email);
  person->added = added;
  g_ptr_array_add (roster->people, person);
  g_hash_table_insert (roster->ids, g_strdup (id), person);
  return (int) roster->people->len - 1;
}

void
pln_roster_add (PlnRoster *roster, const char *id, const char *name, const char *const *aliases, const char *email)
{
  int person = add_person (roster, id, name, email, false);

  add_key (roster, person, pln_name_fold (name), false);
  for (int k = 0; aliases && aliases[k]; k++)
    add_key (roster, person, pln_name_fold (aliases[k]), false);
  add_key (roster, person, pln_name_fold (id), true);
  if (email && strchr (email, '@'))
    {
      g_autofree char *local = g_strndup (email, (gsize) (strchr (email, '@') - email));

      add_key (roster, person, pln_name_fold (local), true);
    }
  add_handles (roster, person, name);
}

const GPtrArray *
pln_roster_people (const PlnRoster *roster)
{
  return roster->people;
}

const char *
pln_roster_name (const PlnRoster *roster, const char *id)
{
  const PlnRosterPerson *person = g_hash_table_lookup (roster->ids, id);

  return person ? person->name : NULL;
}

bool
pln_roster_added (const PlnRoster *roster, const char *id)
{
  const PlnRosterPerson *person = g_hash_table_lookup (roster->ids, id);

  return person && person->added;
}

static const char *
person_id (const PlnRoster *roster, int person)
{
  return ((PlnRosterPerson *) g_ptr_array_index (roster->people, person))->id;
}

/* The one person whose name begins with that word, or -1. */
static int
find_given_name (const PlnRoster *roster, const char *folded)
{
  gsize length = strlen (folded);
  int found = -1;

  if (length < 2 || strchr (folded, ' '))
    return -1;
  for (guint k = 0; k < roster->keys->len; k++)
    {
      const Key *key = &g_array_index (roster->keys, Key, k);

      if (key->handle || strncmp (key->folded, folded, length) != 0 || key->folded[length] != ' ')
        continue;
      if (found >= 0 && found != key->person)
        return -1;
      found = key->person;
    }
  return found;
}

static int
find_exactly (const PlnRoster *roster, const char *folded)
{
  int person = GPOINTER_TO_INT (g_hash_table_lookup (roster->by_key, folded)) - 1;

  return person >= 0 ? person : find_given_name (roster, folded);
}

const char *
pln_roster_find (const PlnRoster *roster, const char *text)
{
  g_autofree char *folded = pln_name_fold (text);
  int person = find_exactly (roster, folded);

  return person >= 0 ? person_id (roster, person) : NULL;
}

/* Do "dan ehrenberg" and "daniel r ehrenberg" have a family name in common, and given names of which one
 * begins the other? Or is all of the family name but its initial left out: "philipp d"? */
static bool
is_short_for (const char *text, const char *known)
{
  const char *family = strrchr (text, ' '), *known_family = strrchr (known, ' ');
  gsize given = strcspn (text, " "), known_given = strcspn (known, " "), shorter = MIN (given, known_given);

  if (!family || !known_family || strncmp (text, known, shorter) != 0)
    return false;
  if (family[2] == '\0' && given == known_given)
    return family[1] == known_family[1];
  return strcmp (family, known_family) == 0 && (given == known_given || shorter >= SHORTEST_GIVEN_NAME);
}

const char *
pln_roster_find_loosely (PlnRoster *roster, const char *text)
{
  g_autofree char *folded = pln_name_fold (text);
  int found = find_exactly (roster, folded);

  if (found >= 0)
    return person_id (roster, found);
  if (roster->n_looks > MOST_LOOKS)
    return NULL;
  roster->n_looks += roster->keys->len;
  for (guint k = 0; k < roster->keys->len; k++)
    {
      const Key *key = &g_array_index (roster->keys, Key, k);

      if (key->handle || !is_short_for (folded, key->folded))
        continue;
      if (found >= 0 && found != key->person)
        return NULL;
      found = key->person;
    }
  return found >= 0 ? person_id (roster, found) : NULL;
}

/* -- Near names ------------------------------------------------------------------------------------ */

/* Damerau-Levenshtein distance of two short texts, or more than @most once it is more than that. Only the
 * cells that @most edits reach, a band around the diagonal, are filled. */
static int
edit_distance (const char *a, const char *b, int most)
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

/* How far a name may be from another for somebody to ask whether it is meant. */
static int
loose_edits (const char *folded)
{
  return MAX (1, (int) strlen (folded) / 3);
}

/* The one nearest person within `most` edits, or -1 where there is none or two are as near. */
static int
find_near (PlnRoster *roster, const char *folded, int most, bool added_too)
{
  int best = most + 1, person = -1;
  guint32 letters = letters_of (folded);

  if (most == 0 || roster->n_looks > MOST_LOOKS)
    return -1;
  roster->n_looks += roster->keys->len;
  for (guint k = 0; k < roster->keys->len; k++)
    {
      const Key *key = &g_array_index (roster->keys, Key, k);
      int distance;

      if (__builtin_popcount (letters ^ key->letters) > 2 * most)
        continue;
      if (!added_too && ((PlnRosterPerson *) g_ptr_array_index (roster->people, key->person))->added)
        continue;
      if (roster->n_comparisons++ >= MOST_COMPARISONS)
        return -1;
      distance = edit_distance (folded, key->folded, most);
      if (distance < best)
        {
          best = distance;
          person = key->person;
        }
      else if (distance == best && distance <= most && key->person != person)
        person = -1;
    }
  return best <= most ? person : -1;
}

bool
pln_roster_has_near (PlnRoster *roster, const char *text)
{
  g_autofree char *folded = pln_name_fold (text);

  return find_near (roster, folded, loose_edits (folded), true) >= 0;
}

/* -- A cell of names ------------------------------------------------------------------------------- */

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
  const char *id = person_id (reading->roster, person);
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

/* Returns: the index of the person added */
static int
add_new_person (PlnRoster *roster, const char *wrote, const char *folded)
{
  g_autofree char *name = g_strstrip (g_strdup (wrote + strspn (wrote, "@")));
  g_autofree char *id = pln_slug (name, LONGEST_ID, roster->ids);
  int person = add_person (roster, id, name, NULL, true);

  add_key (roster, person, g_strdup (folded), false);
  return person;
}

const char *
pln_roster_demand (PlnRoster *roster, const char *name)
{
  g_autofree char *folded = pln_name_fold (name);
  int person = find_exactly (roster, folded);

  return person_id (roster, person >= 0 ? person : add_new_person (roster, name, folded));
}

static void
add_unknown (Reading *reading, const char *wrote, const char *folded)
{
  int length = (int) strlen (folded), most = MIN (2, length / 4);
  int near = find_near (reading->roster, folded, most, false), person, loose;

  if (near >= 0)
    {
      add_name (reading, near, wrote, PLN_NAME_GUESSED, NULL);
      return;
    }
  loose = find_near (reading->roster, folded, loose_edits (folded), true);
  person = add_new_person (reading->roster, wrote, folded);
  add_name (reading, person, wrote, PLN_NAME_ADDED,
            loose >= 0 ? ((PlnRosterPerson *) g_ptr_array_index (reading->roster->people, loose))->name : NULL);
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
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", words[k]);
  return g_string_free (joined, FALSE);
}

/* The longest run of words from `from` on that is somebody's whole name; 0 where none is. */
static int
longest_name (Reading *reading, const Words *words, int from, int *person)
{
  for (int to = MIN (words->n, from + MOST_WORDS); to > from + 1; to--)
    {
      g_autofree char *folded = join_words ((char *const *) words->folded->pdata, from, to);

      *person = GPOINTER_TO_INT (g_hash_table_lookup (reading->roster->by_key, folded)) - 1;
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
  int person = find_exactly (reading->roster, folded);

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
static bool
read_one (Reading *reading, const char *cell)
{
  g_autofree char *folded = pln_name_fold (cell);
  int person = GPOINTER_TO_INT (g_hash_table_lookup (reading->roster->by_key, folded)) - 1;

  if (person >= 0)
    add_name (reading, person, cell, PLN_NAME_KNOWN, NULL);
  return person >= 0;
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

  names->names = g_ptr_array_new_with_free_func (name_free);
  if (strlen (cell) > LONGEST_CELL)
    set_aside (&reading, cell, strlen (cell));
  else if (!read_one (&reading, cell))
    read_several (&reading, cell);
  names->aside = g_string_free (reading.aside, reading.aside->len == 0);
  return names;
}
