/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/reader.h"

#include <string.h>

/* Of a long list of names only so many are weighed as suggestions. */
#define MOST_CANDIDATES 2000

const PlnJson *
pln_reader_get (const PlnReader *reader, const PlnJson *object, const char *key)
{
  const PlnJson *node;

  if (!object || object->kind != PLN_JSON_OBJECT)
    return NULL;
  node = pln_json_member (object, key);
  return node && !pln_faults_has (&reader->faults, node) ? node : NULL;
}

PlnPlace
pln_reader_place (const PlnJson *row)
{
  const PlnJson *id = pln_json_member (row, "id");

  return id ? id->place : row->place;
}

static const PlnJson *
skip_bad (const PlnReader *reader, const PlnJson *element)
{
  while (element && pln_faults_has (&reader->faults, element))
    element = element->next;
  return element;
}

const PlnJson *
pln_reader_first (const PlnReader *reader, const PlnJson *object, const char *key)
{
  const PlnJson *list = pln_reader_get (reader, object, key);

  return list ? skip_bad (reader, list->child) : NULL;
}

const PlnJson *
pln_reader_next (const PlnReader *reader, const PlnJson *element)
{
  return skip_bad (reader, element->next);
}

const char *
pln_reader_text (const PlnReader *reader, const PlnJson *object, const char *key)
{
  const PlnJson *node = pln_reader_get (reader, object, key);

  return node ? node->string : NULL;
}

char *
pln_reader_copy_text (const PlnReader *reader, const PlnJson *object, const char *key)
{
  return g_strdup (pln_reader_text (reader, object, key));
}

int
pln_reader_integer (const PlnReader *reader, const PlnJson *object, const char *key, int fallback)
{
  const PlnJson *node = pln_reader_get (reader, object, key);

  return node ? (int) node->integer : fallback;
}

bool
pln_reader_flag (const PlnReader *reader, const PlnJson *object, const char *key)
{
  const PlnJson *node = pln_reader_get (reader, object, key);

  return node && node->boolean;
}

char **
pln_reader_texts (const PlnReader *reader, const PlnJson *object, const char *key)
{
  const PlnJson *list = pln_reader_get (reader, object, key);
  char **texts = g_new0 (char *, list ? (gsize) list->n_children + 1 : 1);
  int n = 0;

  for (const PlnJson *row = pln_reader_first (reader, object, key); row; row = pln_reader_next (reader, row))
    texts[n++] = g_strdup (row->string);
  return texts;
}

void
pln_reader_begin_index (PlnReader *reader, PlnIndex *index, const PlnJson *root, const char *key)
{
  const PlnJson *list = pln_json_member (root, key);

  if (!list)
    return;
  index->incomplete = pln_faults_has (&reader->faults, list);
  for (const PlnJson *row = list->child; row && !index->incomplete; row = row->next)
    index->incomplete = pln_faults_has (&reader->faults, row);
}

static void
tell_duplicate (PlnReader *reader, const PlnIndex *index, const PlnJson *row, const PlnJson *id)
{
  g_autofree char *help = NULL;
  int line = 0, column = 0;

  for (const PlnJson *other = row->parent->child; other && other != row && pln_faults_want_hints (&reader->faults);
       other = other->next)
    {
      const PlnJson *first = other->kind == PLN_JSON_OBJECT ? pln_json_member (other, "id") : NULL;

      if (!first || first->kind != PLN_JSON_STRING || strcmp (first->string, id->string) != 0)
        continue;
      pln_source_locate (reader->faults.source, first->place.start, &line, &column);
      help = g_strdup_printf ("it stands first in line %d", line);
      break;
    }
  pln_faults_add (&reader->faults, PLN_CODE_DUPLICATE_ID, id, false, NULL, help, "the id \"%s\" of a %s stands twice",
                  id->string, index->noun);
}

void
pln_reader_enter (PlnReader *reader, PlnIndex *index, const PlnJson *row, int k)
{
  /* An id that is none is told already, but what refers to it is no second fault. */
  const PlnJson *id = pln_json_member (row, "id");

  if (!id || id->kind != PLN_JSON_STRING)
    index->incomplete = true;
  else if (g_hash_table_contains (index->by_id, id->string))
    tell_duplicate (reader, index, row, id);
  else
    g_hash_table_insert (index->by_id, (gpointer) id->string, GINT_TO_POINTER (k + 1));
}

static int
compare_texts (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Keys of a table, sorted so that nothing depends on the order of a hash; "@" before each where
 * @groups. Returns: (transfer full): (element-type utf8) */
static GPtrArray *
list_names (GHashTable *table, GHashTable *groups)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key;

  if (g_hash_table_size (table) <= MOST_CANDIDATES)
    for (g_hash_table_iter_init (&iter, table); g_hash_table_iter_next (&iter, &key, NULL);)
      g_ptr_array_add (names, g_strdup (key));
  if (groups && g_hash_table_size (groups) <= MOST_CANDIDATES)
    for (g_hash_table_iter_init (&iter, groups); g_hash_table_iter_next (&iter, &key, NULL);)
      g_ptr_array_add (names, g_strconcat ("@", (const char *) key, NULL));
  g_ptr_array_sort (names, compare_texts);
  return names;
}

/* The id of the person whose name or alias is @name, or nearly; NULL where there is none. */
static const char *
find_by_name (const PlnReader *reader, const char *name)
{
  const PlnMeeting *meeting = reader->meeting;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *near;

  for (int k = 0; k < meeting->n_people && names->len < MOST_CANDIDATES; k++)
    {
      const PlnPerson *person = &meeting->people[k];

      if (!person->id || !person->name)
        continue;
      g_ptr_array_add (names, person->name);
      g_ptr_array_add (ids, person->id);
      for (char **alias = person->aliases; *alias; alias++)
        {
          g_ptr_array_add (names, *alias);
          g_ptr_array_add (ids, person->id);
        }
    }
  near = pln_did_you_mean (name, (const char *const *) names->pdata, (int) names->len);
  for (guint k = 0; near && k < names->len; k++)
    if (g_ptr_array_index (names, k) == near)
      return g_ptr_array_index (ids, k);
  return NULL;
}

static void
tell_unknown (PlnReader *reader, const PlnIndex *index, GHashTable *groups, const PlnJson *node, const char *name,
              const char *noun)
{
  bool hints = !index->incomplete && pln_faults_want_hints (&reader->faults);
  g_autoptr (GPtrArray) names = hints ? list_names (index->by_id, groups) : g_ptr_array_new ();
  const char *near = pln_did_you_mean (name, (const char *const *) names->pdata, (int) names->len);
  g_autofree char *hint = NULL;
  g_autofree char *help = NULL;

  if (index->incomplete)
    return;
  if (!near && hints && index == &reader->people)
    near = find_by_name (reader, name);
  hint = near ? g_strdup_printf ("did you mean \"%s\"?", near) : NULL;
  if (names->len > 0 && names->len <= 12)
    {
      g_ptr_array_add (names, NULL);
      help = g_strjoinv (", ", (char **) names->pdata);
    }
  pln_faults_add (&reader->faults, PLN_CODE_UNKNOWN_REFERENCE, node, node->kind != PLN_JSON_STRING, hint,
                  g_hash_table_size (index->by_id) > 0 ? help : "there is none at all", "there is no %s \"%s\"", noun, name);
}

int
pln_reader_find (PlnReader *reader, PlnIndex *index, const PlnJson *node)
{
  const char *name = node->kind == PLN_JSON_STRING ? node->string : node->key;
  int found = GPOINTER_TO_INT (g_hash_table_lookup (index->by_id, name));

  if (found == 0)
    tell_unknown (reader, index, NULL, node, name, index->noun);
  return found - 1;
}

void
pln_reader_begin_people (PlnReader *reader)
{
  reader->round_now++;
}

bool
pln_reader_add_person (PlnReader *reader, GArray *people, int person)
{
  if (reader->slot_round[person] == reader->round_now)
    return false;
  reader->slot_round[person] = reader->round_now;
  reader->slot[person] = (int) people->len;
  g_array_append_val (people, person);
  return true;
}

GArray *
pln_reader_members (PlnReader *reader, const PlnJson *node)
{
  GArray *people;
  int person;

  if (node->string[0] == '@')
    {
      GArray *group = g_hash_table_lookup (reader->groups, node->string + 1);

      if (!group)
        {
          tell_unknown (reader, &reader->people, reader->groups, node, node->string, "group");
          return NULL;
        }
      if (reader->n_members <= PLN_MEMBERS_MAX)
        reader->n_members += (int) group->len;
      return reader->n_members <= PLN_MEMBERS_MAX ? g_array_ref (group) : NULL;
    }
  person = GPOINTER_TO_INT (g_hash_table_lookup (reader->people.by_id, node->string)) - 1;
  if (person < 0)
    {
      tell_unknown (reader, &reader->people, reader->groups, node, node->string, "person");
      return NULL;
    }
  people = g_array_sized_new (FALSE, FALSE, sizeof (int), 1);
  g_array_append_val (people, person);
  return people;
}

void
pln_reader_add_members (PlnReader *reader, GArray *people, const PlnJson *list)
{
  if (!list)
    return;
  for (const PlnJson *row = skip_bad (reader, list->child); row; row = pln_reader_next (reader, row))
    {
      g_autoptr (GArray) members = pln_reader_members (reader, row);

      for (guint k = 0; members && k < members->len; k++)
        pln_reader_add_person (reader, people, g_array_index (members, int, k));
    }
}

static void
tell_unknown_zone (PlnReader *reader, const PlnJson *node)
{
  bool hints = pln_faults_want_hints (&reader->faults);
  g_auto (GStrv) names = hints ? pln_zone_names () : NULL;
  int n = hints ? (int) g_strv_length (names) : 0;
  const char *near = pln_did_you_mean (node->string, (const char *const *) names, n);
  g_autofree char *hint = near ? g_strdup_printf ("did you mean \"%s\"?", near) : NULL;

  pln_faults_add (&reader->faults, PLN_CODE_BAD_ZONE, node, false, hint,
                  hints && n == 0 ? "this system has no zone data: install tzdata"
                                  : "an IANA name such as \"Europe/Paris\"",
                  "\"%s\" is not the name of a time zone", node->string);
}

PlnZone *
pln_reader_zone (PlnReader *reader, const PlnJson *node)
{
  PlnZone *zone = g_hash_table_lookup (reader->zones, node->string);

  if (zone)
    return zone;
  zone = pln_zone_new (node->string);
  if (zone)
    g_hash_table_insert (reader->zones, (gpointer) node->string, zone);
  else
    tell_unknown_zone (reader, node);
  return zone;
}

int
pln_reader_weight (const PlnReader *reader, const PlnJson *object, PlnTerm term)
{
  int usual = reader->meeting->weights[term];

  return usual == 0 ? 0 : pln_reader_integer (reader, object, "weight", usual);
}

void
pln_reader_add_span (PlnReader *reader, PlnSpans *spans, int start, int end)
{
  if (reader->n_spans > PLN_SPANS_MAX)
    return;
  if (++reader->n_spans <= PLN_SPANS_MAX)
    pln_spans_add (spans, (PlnInterval){ start, MAX (start, end) });
}
