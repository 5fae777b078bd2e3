/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Prints what the reader made of each request named on the command line, one JSON object a line, in
 * terms that another reading of the format can be compared with: ids and minutes, no indices. */
#include "model/meeting.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

static void
add_spans (JsonBuilder *out, const PlnSpans *spans)
{
  json_builder_begin_array (out);
  for (int k = 0; k < spans->n; k++)
    {
      json_builder_begin_array (out);
      json_builder_add_int_value (out, spans->at[k].start);
      json_builder_add_int_value (out, spans->at[k].end);
      json_builder_end_array (out);
    }
  json_builder_end_array (out);
}

static void
add_priced_spans (JsonBuilder *out, const PlnSpans *spans, int weight)
{
  json_builder_begin_array (out);
  add_spans (out, spans);
  json_builder_add_int_value (out, weight);
  json_builder_end_array (out);
}

static void
add_people (JsonBuilder *out, const PlnMeeting *meeting, const char *name, const int *people, int n)
{
  json_builder_set_member_name (out, name);
  json_builder_begin_array (out);
  for (int k = 0; k < n; k++)
    json_builder_add_string_value (out, meeting->people[people[k]].id);
  json_builder_end_array (out);
}

static void
add_int (JsonBuilder *out, const char *name, gint64 value)
{
  json_builder_set_member_name (out, name);
  json_builder_add_int_value (out, value);
}

static void
add_days (JsonBuilder *out, const PlnMeeting *meeting)
{
  json_builder_set_member_name (out, "blocks");
  json_builder_begin_array (out);
  for (int k = 0; k < meeting->n_blocks; k++)
    {
      json_builder_begin_array (out);
      json_builder_add_int_value (out, meeting->blocks[k].interval.start);
      json_builder_add_int_value (out, meeting->blocks[k].interval.end);
      json_builder_add_int_value (out, meeting->days[meeting->blocks[k].day].date);
      json_builder_end_array (out);
    }
  json_builder_end_array (out);
  json_builder_set_member_name (out, "starts");
  json_builder_begin_array (out);
  for (int k = 0; k < meeting->n_days; k++)
    if (meeting->days[k].has_starts)
      {
        json_builder_begin_array (out);
        json_builder_add_int_value (out, meeting->days[k].date);
        for (int s = 0; s < meeting->days[k].n_starts; s++)
          json_builder_add_int_value (out, meeting->days[k].starts[s]);
        json_builder_end_array (out);
      }
  json_builder_end_array (out);
}

static void
add_person (JsonBuilder *out, const PlnPerson *person)
{
  json_builder_begin_object (out);
  json_builder_set_member_name (out, "id");
  json_builder_add_string_value (out, person->id);
  json_builder_set_member_name (out, "busy");
  add_spans (out, &person->busy);
  if (person->has_available)
    {
      json_builder_set_member_name (out, "available");
      add_spans (out, &person->available);
    }
  json_builder_set_member_name (out, "soft");
  json_builder_begin_array (out);
  for (int k = 0; k < person->n_soft; k++)
    add_priced_spans (out, &person->soft[k].spans, person->soft[k].weight);
  json_builder_end_array (out);
  if (person->has_comfort)
    {
      json_builder_set_member_name (out, "comfort");
      add_spans (out, &person->comfort);
    }
  json_builder_end_object (out);
}

static void
add_relations (JsonBuilder *out, const PlnMeeting *meeting, const PlnTopic *topic)
{
  json_builder_set_member_name (out, "relations");
  json_builder_begin_array (out);
  for (int k = 0; k < topic->n_relations; k++)
    {
      static const char *const kinds[]
        = { "after", "before", "follows", "same_day", "different_day", "apart", "parallel" };
      const PlnRelation *relation = &topic->relations[k];

      json_builder_begin_array (out);
      json_builder_add_string_value (out, kinds[relation->kind]);
      json_builder_add_string_value (out, meeting->topics[relation->other].id);
      json_builder_add_int_value (out, relation->soft ? relation->weight : -1);
      json_builder_end_array (out);
    }
  json_builder_end_array (out);
}

static void
add_times (JsonBuilder *out, const PlnTopic *topic)
{
  json_builder_set_member_name (out, "within");
  json_builder_begin_array (out);
  for (int k = 0; k < topic->n_within; k++)
    add_spans (out, &topic->within[k]);
  json_builder_end_array (out);
  json_builder_set_member_name (out, "prefer");
  json_builder_begin_array (out);
  for (int k = 0; k < topic->n_prefer; k++)
    add_priced_spans (out, &topic->prefer[k].spans, topic->prefer[k].weight);
  json_builder_end_array (out);
  json_builder_set_member_name (out, "avoid");
  json_builder_begin_array (out);
  for (int k = 0; k < topic->n_avoid; k++)
    add_priced_spans (out, &topic->avoid[k].spans, topic->avoid[k].weight);
  json_builder_end_array (out);
}

static void
add_topic (JsonBuilder *out, const PlnMeeting *meeting, const PlnTopic *topic)
{
  json_builder_begin_object (out);
  json_builder_set_member_name (out, "id");
  json_builder_add_string_value (out, topic->id);
  add_people (out, meeting, "presenters", topic->presenters, topic->n_presenters);
  add_people (out, meeting, "cast", topic->cast, topic->n_cast);
  json_builder_set_member_name (out, "optional");
  json_builder_begin_object (out);
  for (int k = 0; k < topic->n_optional; k++)
    add_int (out, meeting->people[topic->optional[k].person].id, topic->optional[k].weight);
  json_builder_end_object (out);
  add_int (out, "preferred", topic->preferred);
  add_int (out, "least", topic->least);
  add_int (out, "parts", topic->parts);
  add_int (out, "priority", topic->priority);
  add_int (out, "closed", topic->closed);
  add_int (out, "drop", topic->drop_cost);
  if (topic->has_fixed_start)
    add_int (out, "fixed", topic->fixed_start);
  json_builder_set_member_name (out, "rooms");
  json_builder_begin_array (out);
  for (int room = 0; room < meeting->n_rooms; room++)
    if (topic->room_fits[room])
      json_builder_add_string_value (out, meeting->rooms[room].id);
  json_builder_end_array (out);
  add_times (out, topic);
  add_relations (out, meeting, topic);
  json_builder_end_object (out);
}

static void
add_roles (JsonBuilder *out, const PlnMeeting *meeting)
{
  json_builder_set_member_name (out, "roles");
  json_builder_begin_array (out);
  for (int k = 0; k < meeting->n_roles; k++)
    {
      const PlnRole *role = &meeting->roles[k];

      json_builder_begin_object (out);
      json_builder_set_member_name (out, "id");
      json_builder_add_string_value (out, role->id);
      add_people (out, meeting, "pool", role->pool, role->n_pool);
      json_builder_set_member_name (out, "history");
      json_builder_begin_array (out);
      for (int p = 0; p < role->n_pool; p++)
        json_builder_add_int_value (out, role->history[p]);
      json_builder_end_array (out);
      json_builder_end_object (out);
    }
  json_builder_end_array (out);
}

static void
add_clusters (JsonBuilder *out, const PlnMeeting *meeting)
{
  json_builder_set_member_name (out, "clusters");
  json_builder_begin_array (out);
  for (int k = 0; k < meeting->n_clusters; k++)
    {
      json_builder_begin_array (out);
      json_builder_add_string_value (out, meeting->clusters[k].id);
      json_builder_add_int_value (out, meeting->clusters[k].weight);
      for (int t = 0; t < meeting->clusters[k].n_topics; t++)
        json_builder_add_string_value (out, meeting->topics[meeting->clusters[k].topics[t]].id);
      json_builder_end_array (out);
    }
  json_builder_end_array (out);
}

static void
add_rooms (JsonBuilder *out, const PlnMeeting *meeting)
{
  json_builder_set_member_name (out, "rooms");
  json_builder_begin_array (out);
  for (int k = 0; k < meeting->n_rooms; k++)
    {
      json_builder_begin_object (out);
      json_builder_set_member_name (out, "id");
      json_builder_add_string_value (out, meeting->rooms[k].id);
      json_builder_set_member_name (out, "unavailable");
      add_spans (out, &meeting->rooms[k].unavailable);
      json_builder_set_member_name (out, "transfer");
      json_builder_begin_array (out);
      for (int to = 0; to < meeting->n_rooms; to++)
        json_builder_add_int_value (out, meeting->transfer[k * meeting->n_rooms + to]);
      json_builder_end_array (out);
      json_builder_end_object (out);
    }
  json_builder_end_array (out);
}

static void
print_meeting (const PlnMeeting *meeting)
{
  g_autoptr (JsonBuilder) out = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (out);
  add_days (out, meeting);
  add_rooms (out, meeting);
  json_builder_set_member_name (out, "people");
  json_builder_begin_array (out);
  for (int k = 0; k < meeting->n_people; k++)
    add_person (out, &meeting->people[k]);
  json_builder_end_array (out);
  add_roles (out, meeting);
  json_builder_set_member_name (out, "topics");
  json_builder_begin_array (out);
  for (int k = 0; k < meeting->n_topics; k++)
    add_topic (out, meeting, &meeting->topics[k]);
  json_builder_end_array (out);
  json_builder_set_member_name (out, "items");
  json_builder_begin_array (out);
  for (int k = 0; k < meeting->n_items; k++)
    json_builder_add_string_value (out, meeting->items[k].id);
  json_builder_end_array (out);
  add_clusters (out, meeting);
  json_builder_set_member_name (out, "weights");
  json_builder_begin_array (out);
  for (int term = 0; term < PLN_N_TERMS; term++)
    json_builder_add_int_value (out, meeting->weights[term]);
  json_builder_end_array (out);
  json_builder_end_object (out);
  root = json_builder_get_root (out);
  text = json_to_string (root, FALSE);
  puts (text);
}

static void
print_file (const char *path)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PlnMeeting) meeting = NULL;
  char *data;
  gsize length;

  if (g_file_get_contents (path, &data, &length, NULL))
    {
      bytes = g_bytes_new_take (data, length);
      meeting = pln_meeting_read (path, bytes, NULL, NULL, diagnostics);
    }
  if (meeting)
    {
      print_meeting (meeting);
      return;
    }
  puts ("null");
  if (bytes)
    {
      g_autofree char *text = pln_diagnostics_format (diagnostics, false, true);

      fputs (text, stderr);
    }
}

int
main (int argc, char **argv)
{
  for (int k = 1; k < argc; k++)
    print_file (argv[k]);
  return 0;
}
