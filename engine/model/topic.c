/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/topic.h"

#include "model/duration.h"
#include "model/moment.h"

#include <string.h>

typedef struct
{
  const char *word;
  int value;
} Word;

static const Word priority_words[] = { { "must", PLN_PRIORITY_MUST },
                                       { "high", PLN_PRIORITY_HIGH },
                                       { "normal", PLN_PRIORITY_NORMAL },
                                       { "low", PLN_PRIORITY_LOW },
                                       { NULL } };
static const Word position_words[] = { { "first", PLN_POSITION_FIRST },
                                       { "last", PLN_POSITION_LAST },
                                       { "day_first", PLN_POSITION_DAY_FIRST },
                                       { "day_last", PLN_POSITION_DAY_LAST },
                                       { NULL } };
static const Word spacing_words[] = { { "different_block", PLN_SPACING_DIFFERENT_BLOCK },
                                      { "different_day", PLN_SPACING_DIFFERENT_DAY },
                                      { "same_day", PLN_SPACING_SAME_DAY },
                                      { "any", PLN_SPACING_ANY },
                                      { NULL } };
static const Word order_words[] = { { "listed", PLN_ROUND_LISTED },
                                    { "alphabetical", PLN_ROUND_ALPHABETICAL },
                                    { "shuffled", PLN_ROUND_SHUFFLED },
                                    { NULL } };

static int
read_word (const PlnReader *reader, const PlnJson *object, const char *key, const Word *words, int fallback)
{
  const char *text = pln_reader_text (reader, object, key);

  for (; text && words->word; words++)
    if (strcmp (words->word, text) == 0)
      return words->value;
  return fallback;
}

/* -- Length -------------------------------------------------------------------------------------- */

/* "30mn" -> did you mean "30 min"? Returns: (transfer full) (nullable) */
static char *
guess_duration (const char *text)
{
  static const char *const units[] = { "min", "h", "mins", "minutes", "hours", "hour", "minute" };
  gsize digits = strspn (text, G_CSET_DIGITS);
  const char *unit = text + digits;
  const char *near;

  while (*unit == ' ')
    unit++;
  if (digits == 0 || digits > 4 || strlen (unit) > 12)
    return NULL;
  near = pln_did_you_mean (unit, units, G_N_ELEMENTS (units));
  return near ? g_strdup_printf ("did you mean \"%.*s %s\"?", (int) digits, text, near) : NULL;
}

static void
read_duration_text (PlnReader *reader, const PlnJson *node, PlnDuration *duration)
{
  const PlnMeeting *meeting = reader->meeting;
  g_autofree char *reason = NULL;
  g_autofree char *hint = NULL;

  if (pln_duration_parse (node->string, meeting->granularity, meeting->default_duration, duration, &reason))
    return;
  hint = guess_duration (node->string);
  pln_faults_add (&reader->faults, PLN_CODE_BAD_DURATION, node, false, hint, PLN_DURATION_HELP,
                  "duration \"%s\" is not a length of time: %s", node->string, reason);
}

static void
read_duration_object (PlnReader *reader, const PlnJson *node, PlnDuration *duration)
{
  int granularity = reader->meeting->granularity;
  int preferred = pln_reader_integer (reader, node, "preferred", 0);
  int least = pln_reader_integer (reader, node, "min", preferred);

  if (preferred <= 0)
    return; /* told already */
  duration->preferred = pln_duration_round (preferred, granularity);
  duration->least = pln_duration_round (least, granularity);
  duration->estimate = duration->blank = false;
  if (duration->least <= duration->preferred)
    return;
  pln_faults_add (&reader->faults, PLN_CODE_BAD_DURATION, pln_json_member (node, "min"), false, "did you swap them?",
                  PLN_DURATION_HELP, "the minimum of %d minutes is longer than the preferred %d", least, preferred);
}

static void
read_duration (PlnReader *reader, PlnRawTopic *raw)
{
  const PlnMeeting *meeting = reader->meeting;
  const PlnJson *node = pln_reader_get (reader, raw->node, "duration");
  const PlnJson *parts = pln_reader_get (reader, raw->node, "parts");
  PlnDuration duration;
  PlnTopic *topic = &raw->topic;

  pln_duration_parse ("", meeting->granularity, meeting->default_duration, &duration, NULL);
  if (node && node->kind == PLN_JSON_STRING)
    read_duration_text (reader, node, &duration);
  else if (node && node->kind == PLN_JSON_OBJECT)
    read_duration_object (reader, node, &duration);
  else if (node)
    {
      duration.preferred = duration.least = pln_duration_round ((int) node->integer, meeting->granularity);
      duration.estimate = duration.blank = false;
    }
  topic->preferred = duration.preferred;
  topic->least = duration.least;
  topic->estimate = duration.estimate;
  topic->no_length = duration.blank;
  topic->parts = parts ? (int) parts->integer : duration.parts;
  if (parts && duration.has_parts && duration.parts != topic->parts)
    pln_faults_add (&reader->faults, PLN_CODE_CONTRADICTION, parts, false, NULL, "state the number of parts once",
                    "%d parts here, but %d in the duration \"%s\"", topic->parts, duration.parts, node->string);
}

/* -- People -------------------------------------------------------------------------------------- */

static void
read_presenters (PlnReader *reader, PlnRawTopic *raw)
{
  const char *requested_by = pln_reader_text (reader, raw->node, "requested_by");
  int person;

  pln_reader_begin_people (reader);
  pln_reader_add_members (reader, raw->presenters, pln_reader_get (reader, raw->node, "presenters"));
  if (!requested_by || pln_json_member (raw->node, "presenters") || pln_json_member (raw->node, "round"))
    return;
  person = GPOINTER_TO_INT (g_hash_table_lookup (reader->people.by_id, requested_by)) - 1;
  if (person >= 0)
    pln_reader_add_person (reader, raw->presenters, person);
}

static void
read_optional (PlnReader *reader, PlnRawTopic *raw)
{
  for (const PlnJson *row = pln_reader_first (reader, raw->node, "optional"); row; row = pln_reader_next (reader, row))
    {
      const PlnJson *who = row->kind == PLN_JSON_OBJECT ? pln_reader_get (reader, row, "person") : row;
      g_autoptr (GArray) members = who ? pln_reader_members (reader, who) : NULL;

      for (guint k = 0; members && k < members->len; k++)
        {
          PlnOptional optional = { .person = g_array_index (members, int, k),
                                   .weight = pln_reader_weight (reader, row, PLN_TERM_OPTIONAL) };

          g_array_append_val (raw->optional, optional);
        }
    }
}

static void
read_speakers (PlnReader *reader, const PlnJson *turns, PlnTopic *topic)
{
  GArray *speakers = g_array_new (FALSE, FALSE, sizeof (int));

  pln_reader_begin_people (reader);
  for (const PlnJson *row = pln_reader_first (reader, turns, "speakers"); row; row = pln_reader_next (reader, row))
    {
      int person = pln_reader_find (reader, &reader->people, row);

      if (person >= 0 && !pln_reader_add_person (reader, speakers, person))
        pln_faults_add (&reader->faults, PLN_CODE_DUPLICATE_ID, row, false, NULL, "each speaks once in a round",
                        "\"%s\" speaks twice", row->string);
    }
  topic->n_speakers = (int) speakers->len;
  topic->speakers = (int *) (void *) g_array_free (speakers, FALSE);
}

/* To be called right after read_speakers(), whose people are the ones known now. */
static void
read_last_speakers (PlnReader *reader, const PlnJson *turns, PlnTopic *topic)
{
  GArray *last = g_array_new (FALSE, FALSE, sizeof (int));
  int speaking = reader->round_now;

  for (const PlnJson *row = pln_reader_first (reader, turns, "last"); row; row = pln_reader_next (reader, row))
    {
      int person = pln_reader_find (reader, &reader->people, row);

      if (person < 0)
        continue;
      if (reader->slot_round[person] != speaking)
        pln_faults_add (&reader->faults, PLN_CODE_CONTRADICTION, row, false, NULL, "\"last\" names some of \"speakers\"",
                        "\"%s\" comes last but is no speaker of the round", row->string);
      else if (reader->slot[person] >= 0)
        {
          g_array_append_val (last, person);
          reader->slot[person] = -1; /* who is named twice comes last once */
        }
    }
  topic->n_last_speakers = (int) last->len;
  topic->last_speakers = (int *) (void *) g_array_free (last, FALSE);
}

static void
read_round (PlnReader *reader, PlnRawTopic *raw)
{
  const PlnJson *turns = pln_reader_get (reader, raw->node, "round");

  if (!turns)
    return;
  raw->topic.order = (PlnRoundOrder) read_word (reader, turns, "order", order_words, PLN_ROUND_LISTED);
  read_speakers (reader, turns, &raw->topic);
  read_last_speakers (reader, turns, &raw->topic);
}

/* -- Times --------------------------------------------------------------------------------------- */

static void
read_windows (PlnReader *reader, PlnRawTopic *raw)
{
  PlnTopic *topic = &raw->topic;
  const PlnJson *prefer = pln_reader_get (reader, raw->node, "prefer");
  const PlnJson *avoid = pln_reader_get (reader, raw->node, "avoid");

  if (pln_reader_first (reader, raw->node, "within"))
    {
      topic->n_within = 1;
      topic->within = g_new0 (PlnSpans, 1);
      pln_window_read_all (reader, raw->node, "within", topic->within);
    }
  if (pln_reader_first (reader, raw->node, "prefer"))
    {
      topic->n_prefer = 1;
      topic->prefer = g_new0 (PlnPrefer, 1);
      topic->prefer->place = prefer->place;
      pln_window_read_all (reader, raw->node, "prefer", &topic->prefer->spans);
      for (const PlnJson *row = pln_reader_first (reader, raw->node, "prefer"); row; row = pln_reader_next (reader, row))
        topic->prefer->weight = MAX (topic->prefer->weight, pln_reader_weight (reader, row, PLN_TERM_PREFER));
    }
  topic->avoid = g_new0 (PlnWindow, avoid ? (gsize) avoid->n_children : 0);
  for (const PlnJson *row = pln_reader_first (reader, raw->node, "avoid"); row; row = pln_reader_next (reader, row))
    topic->avoid[topic->n_avoid++] = pln_window_read_soft (reader, row, PLN_TERM_AVOID);
}

static void
read_fixed_start (PlnReader *reader, PlnRawTopic *raw, const PlnJson *fixed)
{
  const PlnJson *start = pln_reader_get (reader, fixed, "start");
  PlnMoment moment;

  if (!start || !pln_moment_parse (start->string, reader->meeting->zone, &moment))
    return;
  raw->topic.has_fixed_start = true;
  raw->topic.fixed_start = moment.minute;
  if (!pln_meeting_on_grid (reader->meeting, moment.minute))
    pln_faults_add (&reader->faults, PLN_CODE_OUT_OF_RANGE, start, false, NULL, NULL,
                    "%s is not on the grid of %d minutes", start->string, reader->meeting->granularity);
}

/* -- Rooms --------------------------------------------------------------------------------------- */

static bool
has_features (const PlnReader *reader, const PlnRoom *room, const PlnJson *node)
{
  for (const PlnJson *row = pln_reader_first (reader, node, "needs"); row; row = pln_reader_next (reader, row))
    if (!g_strv_contains ((const char *const *) room->features, row->string))
      return false;
  return true;
}

/* Keeps only the rooms that the list names, where it stands; an empty one leaves none. */
static void
keep_listed (PlnReader *reader, PlnRawTopic *raw)
{
  const PlnJson *list = pln_reader_get (reader, raw->node, "rooms");
  g_autofree bool *listed = g_new0 (bool, (gsize) reader->meeting->n_rooms);

  if (!list)
    return;
  for (const PlnJson *row = pln_reader_first (reader, raw->node, "rooms"); row; row = pln_reader_next (reader, row))
    {
      int room = pln_reader_find (reader, &reader->rooms, row);

      if (room >= 0)
        listed[room] = true;
    }
  for (int room = 0; room < reader->meeting->n_rooms; room++)
    raw->topic.room_fits[room] &= listed[room];
}

static void
read_rooms (PlnReader *reader, PlnRawTopic *raw, const PlnJson *fixed)
{
  const PlnMeeting *meeting = reader->meeting;
  const PlnJson *fixed_room = pln_reader_get (reader, fixed, "room");
  int size = pln_reader_integer (reader, raw->node, "size", 0);

  raw->fixed_room = fixed_room ? pln_reader_find (reader, &reader->rooms, fixed_room) : -1;
  raw->topic.room_fits = g_new (bool, (gsize) meeting->n_rooms);
  for (int room = 0; room < meeting->n_rooms; room++)
    raw->topic.room_fits[room] = size <= meeting->rooms[room].capacity
                                 && has_features (reader, &meeting->rooms[room], raw->node);
  keep_listed (reader, raw);
}

/* -- The rest ------------------------------------------------------------------------------------ */

static void
read_attachments (PlnReader *reader, PlnRawTopic *raw)
{
  const PlnJson *list = pln_reader_get (reader, raw->node, "attachments");
  PlnTopic *topic = &raw->topic;

  topic->attachments = g_new0 (PlnAttachment, list ? (gsize) list->n_children : 0);
  for (const PlnJson *row = pln_reader_first (reader, raw->node, "attachments"); row; row = pln_reader_next (reader, row))
    topic->attachments[topic->n_attachments++] = (PlnAttachment){
      .title = pln_reader_copy_text (reader, row, "title"),
      .uri = pln_reader_copy_text (reader, row, "uri"),
    };
}

static void
read_standing (PlnReader *reader, PlnRawTopic *raw)
{
  PlnTopic *topic = &raw->topic;
  PlnPriority usual;

  topic->spacing = (PlnSpacing) read_word (reader, raw->node, "part_spacing", spacing_words, PLN_SPACING_DIFFERENT_BLOCK);
  topic->position = (PlnPosition) read_word (reader, raw->node, "position", position_words, PLN_POSITION_NONE);
  usual = topic->has_fixed_start || topic->position != PLN_POSITION_NONE ? PLN_PRIORITY_MUST : PLN_PRIORITY_NORMAL;
  topic->priority = (PlnPriority) read_word (reader, raw->node, "priority", priority_words, (int) usual);
  raw->has_priority = pln_reader_get (reader, raw->node, "priority") != NULL;
  topic->closed = pln_reader_flag (reader, raw->node, "closed");
}

static void
read_texts (PlnReader *reader, PlnRawTopic *raw)
{
  const char *requested_by = pln_reader_text (reader, raw->node, "requested_by");
  PlnTopic *topic = &raw->topic;

  topic->id = pln_reader_copy_text (reader, raw->node, "id");
  topic->title = pln_reader_copy_text (reader, raw->node, "title");
  topic->requested_by = g_new0 (char *, 2);
  if (requested_by && *requested_by)
    topic->requested_by[0] = g_strdup (requested_by);
  topic->contingent = pln_reader_copy_text (reader, raw->node, "contingent");
  topic->notes = pln_reader_copy_text (reader, raw->node, "notes");
  topic->tags = pln_reader_texts (reader, raw->node, "tags");
}

void
pln_topic_read (PlnReader *reader, PlnRawTopic *raw)
{
  const PlnJson *fixed = pln_reader_get (reader, raw->node, "fixed");

  raw->absorber = raw->index = -1;
  raw->presenters = g_array_new (FALSE, FALSE, sizeof (int));
  raw->required = g_array_new (FALSE, FALSE, sizeof (int));
  raw->optional = g_array_new (FALSE, FALSE, sizeof (PlnOptional));
  raw->topic.place = pln_reader_place (raw->node);
  raw->topic.extent = raw->node->place;
  read_texts (reader, raw);
  read_duration (reader, raw);
  read_presenters (reader, raw);
  pln_reader_begin_people (reader);
  pln_reader_add_members (reader, raw->required, pln_reader_get (reader, raw->node, "required"));
  read_optional (reader, raw);
  read_round (reader, raw);
  read_windows (reader, raw);
  read_fixed_start (reader, raw, fixed);
  read_rooms (reader, raw, fixed);
  read_standing (reader, raw);
  read_attachments (reader, raw);
}
