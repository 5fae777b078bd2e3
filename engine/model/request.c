/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/request.h"

#include "model/duration.h"
#include "model/schema.h"
#include "model/topic.h"

#include <string.h>

#define DEFAULT_GRANULARITY 5
#define DEFAULT_DURATION 30
#define SLUG_LENGTH 60

void
pln_raw_topic_clear (PlnRawTopic *raw)
{
  g_clear_pointer (&raw->presenters, g_array_unref);
  g_clear_pointer (&raw->required, g_array_unref);
  g_clear_pointer (&raw->optional, g_array_unref);
  pln_topic_clear (&raw->topic);
}

void
pln_topics_read (PlnReader *reader, const PlnJson *root)
{
  const PlnJson *list = pln_reader_get (reader, root, "topics");
  int most = MIN (PLN_COUNT_MAX, PLN_FITS_MAX / MAX (reader->meeting->n_rooms, 1));

  if (list && list->n_children > most)
    {
      pln_faults_add (&reader->faults, PLN_CODE_OUT_OF_RANGE, list, false, NULL, NULL, "more than %d topics", most);
      reader->raw_topics.incomplete = true;
      return;
    }
  pln_reader_begin_index (reader, &reader->raw_topics, root, "topics");
  reader->raw = g_new0 (PlnRawTopic, list ? (gsize) list->n_children : 0);
  for (const PlnJson *row = pln_reader_first (reader, root, "topics"); row; row = pln_reader_next (reader, row))
    {
      PlnRawTopic *raw = &reader->raw[reader->n_raw];

      raw->node = row;
      pln_reader_enter (reader, &reader->raw_topics, row, reader->n_raw++);
      pln_topic_read (reader, raw);
    }
  pln_topics_merge (reader);
}

/* -- Clusters and actions ------------------------------------------------------------------------ */

static void
read_cluster (PlnReader *reader, const PlnJson *node, PlnCluster *cluster, int *seen, int stamp)
{
  const PlnJson *list = pln_reader_get (reader, node, "topics");

  cluster->id = pln_reader_copy_text (reader, node, "id");
  cluster->weight = pln_reader_weight (reader, node, PLN_TERM_CLUSTER);
  cluster->topics = g_new (int, list ? (gsize) list->n_children : 0);
  for (const PlnJson *row = pln_reader_first (reader, node, "topics"); row; row = pln_reader_next (reader, row))
    {
      int raw = pln_reader_find (reader, &reader->raw_topics, row);
      int topic = raw >= 0 ? reader->raw[raw].index : -1;

      if (topic < 0 || seen[topic] == stamp)
        continue;
      seen[topic] = stamp;
      cluster->topics[cluster->n_topics++] = topic;
    }
  if (cluster->id && strcmp (cluster->id, "closed") == 0)
    pln_faults_add (&reader->faults, PLN_CODE_BAD_ID, pln_json_member (node, "id"), false, NULL,
                    "the closed topics form it by themselves", "\"closed\" is a cluster of the planner's own");
}

static void
add_closed_cluster (PlnMeeting *meeting)
{
  PlnCluster closed = { .weight = meeting->weights[PLN_TERM_CLUSTER] };

  closed.topics = g_new (int, (gsize) meeting->n_topics);
  for (int k = 0; k < meeting->n_topics; k++)
    if (meeting->topics[k].closed && meeting->topics[k].position == PLN_POSITION_NONE)
      closed.topics[closed.n_topics++] = k;
  if (closed.n_topics == 0)
    {
      g_free (closed.topics);
      return;
    }
  closed.id = g_strdup ("closed");
  meeting->clusters[meeting->n_clusters++] = closed;
}

void
pln_clusters_read (PlnReader *reader, const PlnJson *root)
{
  PlnMeeting *meeting = reader->meeting;
  const PlnJson *list = pln_reader_get (reader, root, "clusters");
  g_autofree int *seen = g_new0 (int, (gsize) meeting->n_topics);

  meeting->clusters = g_new0 (PlnCluster, list ? (gsize) list->n_children + 1 : 1);
  for (const PlnJson *row = pln_reader_first (reader, root, "clusters"); row; row = pln_reader_next (reader, row))
    {
      int k = meeting->n_clusters++;

      pln_reader_enter (reader, &reader->clusters, row, k);
      read_cluster (reader, row, &meeting->clusters[k], seen, k + 1);
    }
  add_closed_cluster (meeting);
}

void
pln_actions_read (PlnReader *reader, const PlnJson *root)
{
  PlnMeeting *meeting = reader->meeting;
  const PlnJson *list = pln_reader_get (reader, root, "actions");

  meeting->actions = g_new0 (PlnAction, list ? (gsize) list->n_children : 0);
  for (const PlnJson *row = pln_reader_first (reader, root, "actions"); row; row = pln_reader_next (reader, row))
    {
      pln_reader_enter (reader, &reader->actions, row, meeting->n_actions);
      meeting->actions[meeting->n_actions++] = (PlnAction){
        .id = pln_reader_copy_text (reader, row, "id"),
        .text = pln_reader_copy_text (reader, row, "text"),
        .assignee = pln_reader_copy_text (reader, row, "assignee"),
        .due = pln_reader_copy_text (reader, row, "due"),
        .from = pln_reader_copy_text (reader, row, "from"),
        .done = pln_reader_flag (reader, row, "done"),
      };
    }
}

/* -- The meeting itself -------------------------------------------------------------------------- */

/* "DM Leadership Team - 2022" -> "dm-leadership-team-2022" */
static char *
make_slug (const char *title, int date)
{
  PlnCivil day = pln_civil_from_days (date);
  g_autofree char *start = g_utf8_substring (title, 0, MIN (g_utf8_strlen (title, 4 * SLUG_LENGTH), SLUG_LENGTH));
  g_autofree char *ascii = g_str_to_ascii (start, "C");
  GString *slug = g_string_new (NULL);

  for (const char *at = ascii; *at; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (slug, g_ascii_tolower (*at));
    else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
      g_string_append_c (slug, '-');
  if (slug->len == 0)
    g_string_append (slug, "meeting");
  if (slug->str[slug->len - 1] != '-')
    g_string_append_c (slug, '-');
  g_string_append_printf (slug, "%04d-%02d-%02d", day.year, day.month, day.day);
  return g_string_free (slug, FALSE);
}

static void
read_weights (PlnReader *reader, const PlnJson *root)
{
  const PlnJson *weights = pln_reader_get (reader, root, "weights");

  for (int term = 0; term < PLN_N_TERMS; term++)
    reader->meeting->weights[term] = pln_reader_integer (reader, weights, pln_term_name ((PlnTerm) term),
                                                         pln_term_default_weight ((PlnTerm) term));
}

/* A zone that is missing or unknown is told; the rest is read as if in UTC. */
static PlnZone *
read_zone (PlnReader *reader, const PlnJson *root)
{
  const PlnJson *name = pln_reader_get (reader, root, "timezone");
  PlnZone *zone = name ? pln_reader_zone (reader, name) : NULL;

  return zone ? pln_zone_ref (zone) : pln_zone_new_utc ();
}

static void
read_head (PlnReader *reader, const PlnJson *root)
{
  PlnMeeting *meeting = reader->meeting;
  int length;

  meeting->title = pln_reader_copy_text (reader, root, "title");
  meeting->id = pln_reader_copy_text (reader, root, "id");
  meeting->has_id = meeting->id != NULL;
  meeting->zone = read_zone (reader, root);
  meeting->granularity = pln_reader_integer (reader, root, "granularity", DEFAULT_GRANULARITY);
  length = pln_reader_integer (reader, root, "default_duration", DEFAULT_DURATION);
  meeting->default_duration = pln_duration_round (length, meeting->granularity);
  meeting->location = pln_reader_copy_text (reader, root, "location");
  meeting->conference = pln_reader_copy_text (reader, root, "conference");
  meeting->notes = pln_reader_copy_text (reader, root, "notes");
  meeting->uid_salt = pln_reader_copy_text (reader, root, "uid_salt");
  read_weights (reader, root);
}

static void
read_root (PlnReader *reader, const PlnJson *root)
{
  PlnMeeting *meeting = reader->meeting;
  const PlnJson *organizer;

  read_head (reader, root);
  pln_days_read (reader, root);
  pln_rooms_read (reader, root);
  pln_people_read (reader, root);
  pln_roles_read (reader, root);
  pln_topics_read (reader, root);
  pln_clusters_read (reader, root);
  pln_actions_read (reader, root);
  organizer = pln_reader_get (reader, root, "organizer");
  meeting->organizer = organizer ? pln_reader_find (reader, &reader->people, organizer) : -1;
  if (!meeting->id && meeting->title && meeting->n_days > 0)
    meeting->id = make_slug (meeting->title, meeting->days[0].date);
  if (reader->n_members > PLN_MEMBERS_MAX)
    pln_faults_add (&reader->faults, PLN_CODE_OUT_OF_RANGE, root, false, NULL, NULL, "groups come to more than %d people",
                    PLN_MEMBERS_MAX);
  if (reader->n_spans > PLN_SPANS_MAX)
    pln_faults_add (&reader->faults, PLN_CODE_OUT_OF_RANGE, root, false, NULL, NULL,
                    "the windows come to more than %d stretches of time", PLN_SPANS_MAX);
}

static void
init_index (PlnIndex *index, const char *noun)
{
  *index = (PlnIndex){ .noun = noun, .by_id = g_hash_table_new (g_str_hash, g_str_equal) };
}

static void
init_reader (PlnReader *reader, const char *name, PlnSource *source, PlnDiagnostics *diagnostics)
{
  *reader = (PlnReader){ .name = name, .meeting = g_new0 (PlnMeeting, 1) };
  g_atomic_ref_count_init (&reader->meeting->refs);
  reader->meeting->source = pln_source_ref (source);
  reader->faults = (PlnFaults){ .source = source, .diagnostics = diagnostics, .bad = g_hash_table_new (NULL, NULL) };
  init_index (&reader->rooms, "room");
  init_index (&reader->people, "person");
  init_index (&reader->roles, "role");
  init_index (&reader->raw_topics, "topic");
  init_index (&reader->clusters, "cluster");
  init_index (&reader->actions, "action item");
  reader->groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  reader->zones = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) pln_zone_unref);
}

static void
clear_reader (PlnReader *reader)
{
  PlnIndex *indices[] = { &reader->rooms,      &reader->people,   &reader->roles,
                          &reader->raw_topics, &reader->clusters, &reader->actions };

  for (guint k = 0; k < G_N_ELEMENTS (indices); k++)
    g_hash_table_unref (indices[k]->by_id);
  for (int k = 0; k < reader->n_raw; k++)
    pln_raw_topic_clear (&reader->raw[k]);
  g_free (reader->raw);
  g_free (reader->slot);
  g_free (reader->slot_round);
  g_hash_table_unref (reader->groups);
  g_hash_table_unref (reader->zones);
  g_hash_table_unref (reader->faults.bad);
}

/* Of another version than 1 nothing here can tell what is a fault. */
static bool
has_known_version (PlnReader *reader, const PlnJson *root)
{
  const PlnJson *version = root->kind == PLN_JSON_OBJECT ? pln_json_member (root, "plenary") : NULL;

  if (!version || version->kind != PLN_JSON_INTEGER || version->integer == 1)
    return true;
  pln_faults_add (&reader->faults, PLN_CODE_BAD_VERSION, version, false, NULL,
                  "this program reads version 1: \"plenary\": 1",
                  "version %" G_GINT64_FORMAT " of the format is not known here", (gint64) version->integer);
  return false;
}

PlnMeeting *
pln_meeting_read (const char *name, GBytes *bytes, PlnCalendarReader calendars, gpointer data, PlnDiagnostics *diagnostics)
{
  g_autoptr (PlnSource) source = NULL;
  g_autoptr (PlnJsonDocument) document = NULL;
  g_autoptr (PlnMeeting) meeting = NULL;
  PlnReader reader;
  int errors_before;

  g_return_val_if_fail (name && bytes && diagnostics, NULL);
  errors_before = diagnostics->n_errors;
  source = pln_source_new (name, bytes);
  document = pln_json_parse (source, diagnostics);
  if (!document)
    return NULL;
  init_reader (&reader, name, source, diagnostics);
  reader.calendars = calendars;
  reader.calendars_data = data;
  meeting = reader.meeting;
  if (has_known_version (&reader, pln_json_document_root (document)))
    {
      pln_shape_check (&pln_request_shape, pln_json_document_root (document), &reader.faults);
      if (pln_json_document_root (document)->kind == PLN_JSON_OBJECT)
        read_root (&reader, pln_json_document_root (document));
    }
  clear_reader (&reader);
  return diagnostics->n_errors == errors_before ? g_steal_pointer (&meeting) : NULL;
}

char *
pln_request_schema (void)
{
  return pln_schema_print (&pln_request_shape, "Plenary request, version 1",
                           "What a meeting is planned from: days, rooms, people, topics and wishes.");
}
