/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/roster-key.h"

#include "intake/id.h"

#include "text/arena.h"

#include <string.h>

#define LONGEST_ID 40   /* of a person added */
#define SHORTEST_GIVEN_NAME 3 /* bytes of one that may be short for another */
#define MOST_LOOKS 20000000 /* at keys, for one roster: likewise */
#define SEVERAL (-1) /* people have that given name */
#define MOST_COMPARISONS 100000 /* of near names, letter by letter, for one roster: then names are known or new */

/* The first and the last word of a name that has several. */
typedef struct
{
  const char *text;
  gsize given;        /* bytes of the first */
  const char *family; /* the blank before the last; NULL: the name has one word */
} Name;

typedef struct
{
  Name name;  /* folded */
  int person; /* index into people */
  bool handle; /* a made-up form: matches whole words only, never inside a longer text */
  guint32 letters; /* set of them, see pln_name_letters() */
} Key;

struct _PlnRoster
{
  PlnArena memory; /* of all texts and people */
  GPtrArray *people; /* of PlnRosterPerson */
  GArray *keys;      /* of Key */
  GHashTable *by_key; /* folded -> person index + 1; of equal keys the first */
  GHashTable *by_given_name; /* first word of a name -> person index + 1, or SEVERAL */
  int n_comparisons; /* of near names so far */
  gint64 n_looks;    /* at keys, for near and for shorter names */
  GHashTable *by_id; /* -> PlnRosterPerson */
  PlnIds *ids;
};

PlnRoster *
pln_roster_new (void)
{
  PlnRoster *roster = g_new0 (PlnRoster, 1);

  roster->people = g_ptr_array_new ();
  roster->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  roster->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  roster->by_given_name = g_hash_table_new (g_str_hash, g_str_equal);
  roster->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  roster->ids = pln_ids_new ();
  return roster;
}

void
pln_roster_free (PlnRoster *roster)
{
  if (!roster)
    return;
  g_ptr_array_unref (roster->people);
  g_hash_table_unref (roster->by_key);
  g_hash_table_unref (roster->by_given_name);
  g_hash_table_unref (roster->by_id);
  g_array_free (roster->keys, TRUE);
  pln_ids_free (roster->ids);
  pln_arena_clear (&roster->memory);
  g_free (roster);
}

static Name
name_of (const char *text)
{
  return (Name){ text, strcspn (text, " "), strrchr (text, ' ') };
}

static void
add_given_name (PlnRoster *roster, int person, const Name *name)
{
  g_autofree char *given = name->family ? g_strndup (name->text, name->given) : NULL;
  int known = given ? GPOINTER_TO_INT (g_hash_table_lookup (roster->by_given_name, given)) : SEVERAL;

  if (known == 0)
    g_hash_table_insert (roster->by_given_name, pln_arena_copy_text (&roster->memory, given), GINT_TO_POINTER (person + 1));
  else if (known != SEVERAL && known != person + 1)
    g_hash_table_insert (roster->by_given_name, given, GINT_TO_POINTER (SEVERAL)); /* which keeps the key that it has */
}

static void
add_key (PlnRoster *roster, int person, const char *folded, bool handle)
{
  Key key = { .person = person, .handle = handle, .letters = pln_name_letters (folded) };

  if (folded[0] == '\0' || g_hash_table_contains (roster->by_key, folded))
    return;
  key.name = name_of (pln_arena_copy_text (&roster->memory, folded));
  g_hash_table_insert (roster->by_key, (gpointer) key.name.text, GINT_TO_POINTER (person + 1));
  g_array_append_val (roster->keys, key);
  if (!handle)
    add_given_name (roster, person, &key.name);
}

static void
add_folded_key (PlnRoster *roster, int person, const char *text, bool handle)
{
  g_autofree char *folded = pln_name_fold (text);

  add_key (roster, person, folded, handle);
}

/* "wil o mullane" is found as womullane, wilomullane, wilo. */
static void
add_handles (PlnRoster *roster, int person, const char *name)
{
  g_autofree char *folded = pln_name_fold (name);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  g_autofree char *joined = g_strjoinv ("", words), *initial = NULL, *short_last = NULL;
  guint n = g_strv_length (words);
  const char *last;

  if (n < 2)
    return;
  last = words[n - 1];
  initial = g_strdup_printf ("%.*s%s", (int) (g_utf8_next_char (words[0]) - words[0]), words[0], last);
  short_last = g_strdup_printf ("%s%.*s", words[0], (int) (g_utf8_next_char (last) - last), last);
  add_key (roster, person, joined, true);
  add_key (roster, person, initial, true);
  add_key (roster, person, short_last, true);
}

/* @id: lives as long as the roster */
static int
add_person (PlnRoster *roster, const char *id, const char *name, const char *email, bool added)
{
  PlnRosterPerson *person = pln_arena_take (&roster->memory, sizeof *person);

  *person = (PlnRosterPerson){
    .id = id,
    .name = pln_arena_copy_text (&roster->memory, name),
    .email = email ? pln_arena_copy_text (&roster->memory, email) : NULL,
    .added = added,
  };
  g_ptr_array_add (roster->people, person);
  g_hash_table_insert (roster->by_id, (gpointer) id, person);
  return (int) roster->people->len - 1;
}

void
pln_roster_add (PlnRoster *roster, const char *id, const char *name, const char *const *aliases, const char *email)
{
  int person = add_person (roster, pln_arena_copy_text (&roster->memory, id), name, email, false);

  pln_ids_add (roster->ids, id);
  add_folded_key (roster, person, name, false);
  for (int k = 0; aliases && aliases[k]; k++)
    add_folded_key (roster, person, aliases[k], false);
  add_folded_key (roster, person, id, true);
  if (email && strchr (email, '@'))
    {
      g_autofree char *local = g_strndup (email, (gsize) (strchr (email, '@') - email));

      add_folded_key (roster, person, local, true);
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
  const PlnRosterPerson *person = g_hash_table_lookup (roster->by_id, id);

  return person ? person->name : NULL;
}

bool
pln_roster_added (const PlnRoster *roster, const char *id)
{
  const PlnRosterPerson *person = g_hash_table_lookup (roster->by_id, id);

  return person && person->added;
}

const char *
pln_roster_person_id (const PlnRoster *roster, int person)
{
  return ((PlnRosterPerson *) g_ptr_array_index (roster->people, person))->id;
}

int
pln_roster_person_of_key (const PlnRoster *roster, const char *folded)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (roster->by_key, folded)) - 1;
}

/* The one person whose name begins with that word, or -1. */
static int
find_given_name (const PlnRoster *roster, const char *folded)
{
  int known = folded[0] != '\0' && folded[1] != '\0' ? GPOINTER_TO_INT (g_hash_table_lookup (roster->by_given_name, folded)) : 0;

  return known > 0 ? known - 1 : -1;
}

int
pln_roster_find_folded (const PlnRoster *roster, const char *folded)
{
  int person = pln_roster_person_of_key (roster, folded);

  return person >= 0 ? person : find_given_name (roster, folded);
}

const char *
pln_roster_find (const PlnRoster *roster, const char *text)
{
  g_autofree char *folded = pln_name_fold (text);
  int person = pln_roster_find_folded (roster, folded);

  return person >= 0 ? pln_roster_person_id (roster, person) : NULL;
}

/* Do "dan ehrenberg" and "daniel r ehrenberg" have a family name in common, and given names of which one
 * begins the other? Or is all of the family name but its initial left out: "philipp d"? */
static bool
is_short_for (const Name *name, const Name *known)
{
  gsize shorter = MIN (name->given, known->given);

  if (!name->family || !known->family || strncmp (name->text, known->text, shorter) != 0)
    return false;
  if (name->family[2] == '\0' && name->given == known->given)
    return name->family[1] == known->family[1];
  return strcmp (name->family, known->family) == 0 && (name->given == known->given || shorter >= SHORTEST_GIVEN_NAME);
}

const char *
pln_roster_find_loosely (PlnRoster *roster, const char *text)
{
  g_autofree char *folded = pln_name_fold (text);
  int found = pln_roster_find_folded (roster, folded);
  Name name = name_of (folded);

  if (found >= 0)
    return pln_roster_person_id (roster, found);
  if (roster->n_looks > MOST_LOOKS)
    return NULL;
  roster->n_looks += roster->keys->len;
  if (!name.family)
    return NULL;
  for (guint k = 0; k < roster->keys->len; k++)
    {
      const Key *key = &g_array_index (roster->keys, Key, k);

      if (key->handle || !is_short_for (&name, &key->name))
        continue;
      if (found >= 0 && found != key->person)
        return NULL;
      found = key->person;
    }
  return found >= 0 ? pln_roster_person_id (roster, found) : NULL;
}

/* -- Near names ------------------------------------------------------------------------------------ */

int
pln_roster_add_new (PlnRoster *roster, const char *wrote, const char *folded)
{
  g_autofree char *name = g_strstrip (g_strdup (wrote + strspn (wrote, "@")));
  int person = add_person (roster, pln_ids_make (roster->ids, name, LONGEST_ID), name, NULL, true);

  add_key (roster, person, folded, false);
  return person;
}

const char *
pln_roster_demand (PlnRoster *roster, const char *name)
{
  g_autofree char *folded = pln_name_fold (name);
  int person = pln_roster_find_folded (roster, folded);

  return pln_roster_person_id (roster, person >= 0 ? person : pln_roster_add_new (roster, name, folded));
}

int
pln_roster_loose_edits (const char *folded)
{
  return MAX (1, (int) strlen (folded) / 3);
}

int
pln_roster_find_near (PlnRoster *roster, const char *folded, int most, bool added_too)
{
  int best = most + 1, person = -1;
  guint32 letters = pln_name_letters (folded);

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
      distance = pln_name_distance (folded, key->name.text, most);
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

  return pln_roster_find_near (roster, folded, pln_roster_loose_edits (folded), true) >= 0;
}
