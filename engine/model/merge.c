/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/topic.h"

#include "model/duration.h"

#include <string.h>

/* What `drop_*` counts in. */
#define DROP_MINUTES 15

/* -- Who absorbs whom ---------------------------------------------------------------------------- */

static bool
absorbs_anything (const PlnReader *reader, const PlnRawTopic *raw)
{
  return pln_reader_first (reader, raw->node, "same_as") != NULL;
}

static void
absorb (PlnReader *reader, int into, const PlnJson *name)
{
  int gone = pln_reader_find (reader, &reader->raw_topics, name);
  const char *why = NULL;

  if (gone < 0)
    return;
  if (gone == into)
    why = "a request cannot be merged into itself";
  else if (reader->raw[gone].absorber >= 0)
    why = "it is merged already, and a request is merged only once";
  else if (absorbs_anything (reader, &reader->raw[gone]))
    why = "it has a \"same_as\" of its own";
  if (why)
    pln_faults_add (&reader->faults, PLN_CODE_BAD_MERGE, name, false, NULL, NULL, "\"%s\" cannot be merged here: %s",
                    name->string, why);
  else
    reader->raw[gone].absorber = into;
}

static void
number_topics (PlnReader *reader)
{
  PlnMeeting *meeting = reader->meeting;

  for (int k = 0; k < reader->n_raw; k++)
    if (reader->raw[k].absorber < 0)
      reader->raw[k].index = meeting->n_topics++;
  for (int k = 0; k < reader->n_raw; k++)
    if (reader->raw[k].absorber >= 0)
      reader->raw[k].index = reader->raw[reader->raw[k].absorber].index;
}

/* The requests that one topic is made of: itself, then those that `same_as` names, in its order.
 * Returns: (transfer full): (element-type PlnRawTopic) */
static GPtrArray *
list_sources (PlnReader *reader, int k)
{
  GPtrArray *sources = g_ptr_array_new ();

  g_ptr_array_add (sources, &reader->raw[k]);
  for (const PlnJson *row = pln_reader_first (reader, reader->raw[k].node, "same_as"); row;
       row = pln_reader_next (reader, row))
    {
      int gone = GPOINTER_TO_INT (g_hash_table_lookup (reader->raw_topics.by_id, row->string)) - 1;

      if (gone >= 0 && reader->raw[gone].absorber == k)
        g_ptr_array_add (sources, &reader->raw[gone]);
    }
  return sources;
}

/* -- Uniting ------------------------------------------------------------------------------------- */

static int *
copy_people (const GArray *people, guint from, guint to)
{
  return to > from ? g_memdup2 (&g_array_index (people, int, from), sizeof (int) * (to - from)) : NULL;
}

static void
add_all (PlnReader *reader, GArray *everyone, const GArray *people)
{
  for (guint k = 0; k < people->len; k++)
    pln_reader_add_person (reader, everyone, g_array_index (people, int, k));
}

/* Optional people outside the cast, who is named twice once with the larger weight. @everyone holds
 * the cast and is what the reader's slots point into. */
static void
unite_optional (PlnReader *reader, PlnTopic *topic, const GPtrArray *sources, GArray *everyone)
{
  GArray *optional = g_array_new (FALSE, FALSE, sizeof (PlnOptional));

  for (guint s = 0; s < sources->len; s++)
    {
      const PlnRawTopic *source = g_ptr_array_index (sources, s);

      for (guint k = 0; k < source->optional->len; k++)
        {
          PlnOptional one = g_array_index (source->optional, PlnOptional, k);

          if (pln_reader_add_person (reader, everyone, one.person))
            g_array_append_val (optional, one);
          else if (reader->slot[one.person] >= topic->n_cast)
            {
              PlnOptional *known = &g_array_index (optional, PlnOptional, reader->slot[one.person] - topic->n_cast);

              known->weight = MAX (known->weight, one.weight);
            }
        }
    }
  topic->n_optional = (int) optional->len;
  topic->optional = (PlnOptional *) (void *) g_array_free (optional, FALSE);
}

static void
unite_people (PlnReader *reader, PlnTopic *topic, const GPtrArray *sources)
{
  g_autoptr (GArray) everyone = g_array_new (FALSE, FALSE, sizeof (int));

  pln_reader_begin_people (reader);
  for (int k = 0; k < topic->n_speakers; k++)
    pln_reader_add_person (reader, everyone, topic->speakers[k]);
  for (guint s = 0; s < sources->len; s++)
    add_all (reader, everyone, ((PlnRawTopic *) g_ptr_array_index (sources, s))->presenters);
  topic->n_presenters = (int) everyone->len;
  for (guint s = 0; s < sources->len; s++)
    add_all (reader, everyone, ((PlnRawTopic *) g_ptr_array_index (sources, s))->required);
  topic->n_cast = (int) everyone->len;
  topic->n_required = topic->n_cast - topic->n_presenters;
  topic->presenters = copy_people (everyone, 0, (guint) topic->n_presenters);
  topic->cast = copy_people (everyone, 0, (guint) topic->n_cast);
  topic->required = copy_people (everyone, (guint) topic->n_presenters, (guint) topic->n_cast);
  unite_optional (reader, topic, sources, everyone);
}

/* Moves the texts of @more that are not in @texts to its end; takes both. */
static char **
unite_texts (char **texts, char **more)
{
  GPtrArray *all = g_ptr_array_new ();
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  char **lists[] = { texts, more };

  for (int list = 0; list < 2; list++)
    for (char **text = lists[list]; text && *text; text++)
      if (g_hash_table_add (known, *text))
        g_ptr_array_add (all, *text);
      else
        g_free (*text);
  g_free (texts);
  g_free (more);
  g_ptr_array_add (all, NULL);
  return (char **) g_ptr_array_free (all, FALSE);
}

/* Appends the elements of @more to @array; the caller gives both counts and takes @more's storage. */
#define MOVE_ALL(array, n, more, n_more) \
  G_STMT_START \
  { \
    (array) = g_realloc_n ((array), (gsize) (n) + (gsize) (n_more), sizeof *(array)); \
    if ((n_more) > 0) \
      memcpy ((array) + (n), (more), sizeof *(array) * (gsize) (n_more)); \
    (n) += (n_more); \
    g_clear_pointer (&(more), g_free); \
    (n_more) = 0; \
  } \
  G_STMT_END

static void
unite_notes (PlnTopic *topic, PlnTopic *gone)
{
  char *notes;

  if (!gone->notes)
    return;
  notes = topic->notes ? g_strconcat (topic->notes, "\n\n", gone->notes, NULL) : g_strdup (gone->notes);
  g_free (topic->notes);
  topic->notes = notes;
}

/* What lists and flags of a merged request add to the topic; who comes is united by itself. */
static void
unite (PlnReader *reader, PlnTopic *topic, PlnRawTopic *merged)
{
  PlnTopic *gone = &merged->topic;

  topic->requested_by = unite_texts (topic->requested_by, g_steal_pointer (&gone->requested_by));
  topic->tags = unite_texts (topic->tags, g_steal_pointer (&gone->tags));
  MOVE_ALL (topic->within, topic->n_within, gone->within, gone->n_within);
  MOVE_ALL (topic->prefer, topic->n_prefer, gone->prefer, gone->n_prefer);
  MOVE_ALL (topic->avoid, topic->n_avoid, gone->avoid, gone->n_avoid);
  MOVE_ALL (topic->attachments, topic->n_attachments, gone->attachments, gone->n_attachments);
  topic->closed |= gone->closed;
  if (merged->has_priority)
    topic->priority = MAX (topic->priority, gone->priority);
  for (int room = 0; room < reader->meeting->n_rooms; room++)
    topic->room_fits[room] &= gone->room_fits[room];
  unite_notes (topic, gone);
}

static void
list_merged (PlnTopic *topic, const GPtrArray *sources)
{
  topic->merged = g_new0 (char *, sources->len);
  topic->merged_titles = g_new0 (char *, sources->len);
  for (guint s = 1; s < sources->len; s++)
    {
      const PlnTopic *gone = &((PlnRawTopic *) g_ptr_array_index (sources, s))->topic;

      topic->merged[s - 1] = g_strdup (gone->id ? gone->id : "");
      topic->merged_titles[s - 1] = g_strdup (gone->title ? gone->title : "");
    }
}

/* -- Relations ----------------------------------------------------------------------------------- */

static void
add_relation (PlnReader *reader, const PlnRawTopic *raw, PlnRelationKind kind, const PlnJson *row, GArray *relations)
{
  const PlnJson *name = row->kind == PLN_JSON_OBJECT ? pln_reader_get (reader, row, "topic") : row;
  int other = name ? pln_reader_find (reader, &reader->raw_topics, name) : -1;
  PlnRelation relation = { .kind = kind, .place = row->place };

  if (other < 0)
    return;
  relation.other = reader->raw[other].index;
  if (relation.other == raw->index)
    {
      pln_faults_add (&reader->faults, PLN_CODE_SELF_RELATION, name, false, NULL,
                      &reader->raw[other] == raw ? NULL : "\"same_as\" makes one topic of the two",
                      "a topic cannot stand in a relation to itself");
      return;
    }
  relation.soft = kind == PLN_RELATION_AVOID_PARALLEL || row->kind == PLN_JSON_OBJECT;
  if (relation.soft)
    relation.weight
      = pln_reader_weight (reader, row, kind == PLN_RELATION_AVOID_PARALLEL ? PLN_TERM_PARALLEL : PLN_TERM_ORDER);
  g_array_append_val (relations, relation);
}

static void
read_relations (PlnReader *reader, const PlnRawTopic *raw, GArray *relations)
{
  static const struct
  {
    const char *key;
    PlnRelationKind kind;
  } keys[] = {
    { "after", PLN_RELATION_AFTER },
    { "before", PLN_RELATION_BEFORE },
    { "follows", PLN_RELATION_FOLLOWS },
    { "same_day", PLN_RELATION_SAME_DAY },
    { "different_day", PLN_RELATION_DIFFERENT_DAY },
    { "apart", PLN_RELATION_APART },
    { "avoid_parallel", PLN_RELATION_AVOID_PARALLEL },
  };

  for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
    {
      const PlnJson *node = pln_reader_get (reader, raw->node, keys[k].key);

      if (node && node->kind == PLN_JSON_STRING)
        add_relation (reader, raw, keys[k].kind, node, relations);
      else if (node)
        for (const PlnJson *row = pln_reader_first (reader, raw->node, keys[k].key); row;
             row = pln_reader_next (reader, row))
          add_relation (reader, raw, keys[k].kind, row, relations);
    }
}

static void
unite_relations (PlnReader *reader, PlnTopic *topic, const GPtrArray *sources)
{
  GArray *relations = g_array_new (FALSE, FALSE, sizeof (PlnRelation));

  for (guint s = 0; s < sources->len; s++)
    read_relations (reader, g_ptr_array_index (sources, s), relations);
  topic->n_relations = (int) relations->len;
  topic->relations = (PlnRelation *) (void *) g_array_free (relations, FALSE);
}

/* -- Topics and items ---------------------------------------------------------------------------- */

static int64_t
drop_cost (const PlnMeeting *meeting, const PlnTopic *topic)
{
  static const PlnTerm terms[] = {
    [PLN_PRIORITY_LOW] = PLN_TERM_DROP_LOW,
    [PLN_PRIORITY_NORMAL] = PLN_TERM_DROP_NORMAL,
    [PLN_PRIORITY_HIGH] = PLN_TERM_DROP_HIGH,
  };
  int64_t minutes = (int64_t) topic->parts * topic->preferred;

  if (topic->priority == PLN_PRIORITY_MUST)
    return 0;
  return (minutes + DROP_MINUTES - 1) / DROP_MINUTES * meeting->weights[terms[topic->priority]];
}

static void
finish_topic (PlnReader *reader, int k)
{
  PlnMeeting *meeting = reader->meeting;
  PlnTopic *topic = &meeting->topics[reader->raw[k].index];
  g_autoptr (GPtrArray) sources = list_sources (reader, k);

  *topic = reader->raw[k].topic;
  reader->raw[k].topic = (PlnTopic){ 0 };
  unite_people (reader, topic, sources);
  for (guint s = 1; s < sources->len; s++)
    unite (reader, topic, g_ptr_array_index (sources, s));
  for (int room = 0; room < meeting->n_rooms; room++)
    topic->room_fits[room] &= reader->raw[k].fixed_room < 0 || reader->raw[k].fixed_room == room;
  list_merged (topic, sources);
  unite_relations (reader, topic, sources);
  topic->drop_cost = drop_cost (meeting, topic);
}

/* Part numbers stay well below 4000. */
static void
append_roman (GString *out, int number)
{
  static const struct
  {
    int value;
    const char *digits;
  } steps[] = { { 1000, "M" }, { 900, "CM" }, { 500, "D" }, { 400, "CD" }, { 100, "C" }, { 90, "XC" }, { 50, "L" },
                { 40, "XL" },  { 10, "X" },   { 9, "IX" },  { 5, "V" },    { 4, "IV" },  { 1, "I" } };

  for (guint k = 0; k < G_N_ELEMENTS (steps); k++)
    for (; number >= steps[k].value; number -= steps[k].value)
      g_string_append (out, steps[k].digits);
}

static char *
part_title (const PlnTopic *topic, int part)
{
  GString *title = g_string_new (topic->title);

  g_string_append (title, ": Part ");
  append_roman (title, part + 1);
  return g_string_free (title, FALSE);
}

static void
make_items (PlnReader *reader)
{
  PlnMeeting *meeting = reader->meeting;
  int n = 0;

  for (int k = 0; k < meeting->n_topics; k++)
    n += meeting->topics[k].parts; /* at most 100,000 times 1,000 */
  if (n > PLN_COUNT_MAX)
    {
      pln_faults_add (&reader->faults, PLN_CODE_OUT_OF_RANGE, reader->raw[0].node->parent, false, NULL, NULL,
                      "the topics have more than %d parts", PLN_COUNT_MAX);
      return;
    }
  meeting->items = g_new0 (PlnItem, (gsize) n);
  for (int k = 0; k < meeting->n_topics; k++)
    {
      PlnTopic *topic = &meeting->topics[k];

      topic->first_item = meeting->n_items;
      for (int part = 0; part < topic->parts; part++)
        meeting->items[meeting->n_items++] = (PlnItem){
          .topic = k,
          .part = part,
          .id = topic->parts == 1 ? g_strdup (topic->id) : g_strdup_printf ("%s#%d", topic->id, part + 1),
          .title = topic->parts == 1 ? g_strdup (topic->title) : part_title (topic, part),
        };
    }
}

void
pln_topics_merge (PlnReader *reader)
{
  PlnMeeting *meeting = reader->meeting;

  for (int k = 0; k < reader->n_raw; k++)
    for (const PlnJson *row = pln_reader_first (reader, reader->raw[k].node, "same_as"); row;
         row = pln_reader_next (reader, row))
      absorb (reader, k, row);
  number_topics (reader);
  meeting->topics = g_new0 (PlnTopic, (gsize) meeting->n_topics);
  for (int k = 0; k < reader->n_raw; k++)
    if (reader->raw[k].absorber < 0)
      finish_topic (reader, k);
  make_items (reader);
}
