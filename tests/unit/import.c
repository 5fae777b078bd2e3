/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/meeting.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The tables of the two real meetings, imported with the days and people of their request files, give
 * the topics of those files save where a human judged. */

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "..", "examples", name, NULL);
  char *text;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  return g_bytes_new_take (text, length);
}

static PlnMeeting *
read_meeting (GBytes *bytes)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  PlnMeeting *meeting = pln_meeting_read ("request.json", bytes, NULL, NULL, diagnostics);
  g_autofree char *errors = pln_diagnostics_format (diagnostics, false, false);

  if (!meeting)
    g_test_message ("%s", errors);
  g_assert_nonnull (meeting);
  return meeting;
}

/* The request without its topics: what a chair has before anybody asked for one. */
static GBytes *
base_of (GBytes *request)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  gsize length;
  const char *text = g_bytes_get_data (request, &length);
  char *base;

  g_assert_true (json_parser_load_from_data (parser, text, (gssize) length, NULL));
  json_object_remove_member (json_node_get_object (json_parser_get_root (parser)), "topics");
  json_generator_set_root (generator, json_parser_get_root (parser));
  base = json_generator_to_data (generator, &length);
  return g_bytes_new_take (base, length);
}

static GBytes *
import (const char *table, GBytes *base)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = load (table);
  PlnImportFile file = { table, bytes };
  PlnImportOptions options = { .base = base, .base_name = "base.json" };
  GBytes *request = pln_import (&file, 1, &options, diagnostics, NULL);

  g_assert_nonnull (request);
  return request;
}

static char *
describe (const PlnMeeting *meeting, const PlnTopic *topic)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%dx%d-%d%s", topic->parts, topic->least, topic->preferred, topic->estimate ? "?" : "");
  for (int k = 0; k < topic->n_presenters; k++)
    g_string_append_printf (out, " %s", meeting->people[topic->presenters[k]].name);
  if (topic->closed)
    g_string_append (out, " closed");
  if (topic->contingent)
    g_string_append (out, " contingent");
  for (int k = 0; k < topic->n_prefer; k++)
    for (int s = 0; s < topic->prefer[k].spans.n; s++)
      {
        PlnCivil at = pln_zone_to_civil (meeting->zone, topic->prefer[k].spans.at[s].start);

        g_string_append_printf (out, " prefer %d %02d:%02d", at.day, at.hour, at.minute);
      }
  return g_string_free (out, FALSE);
}

static const PlnTopic *
find_title (const PlnMeeting *meeting, const char *title)
{
  for (int t = 0; t < meeting->n_topics; t++)
    if (g_ascii_strcasecmp (meeting->topics[t].title, title) == 0)
      return &meeting->topics[t];
  return NULL;
}

static char *
differences (const PlnMeeting *imported, const PlnMeeting *given)
{
  GString *out = g_string_new (NULL);

  for (int t = 0; t < imported->n_topics; t++)
    {
      const PlnTopic *mine = &imported->topics[t], *theirs = find_title (given, mine->title);
      g_autofree char *said = describe (imported, mine), *judged = theirs ? describe (given, theirs) : g_strdup ("-");

      if (strcmp (said, judged) != 0)
        g_string_append_printf (out, "%s: %s | %s\n", mine->title, said, judged);
    }
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *request, *table;
  int n_topics;
  const char *differences; /* title: the table's reading | the human's */
} meetings[] = {
  { "dmlt-2022-10.json", "dmlt-2022-10-requests.tsv", 7,
    "Prompt Processing migration to the USDF: 1x45-45? Eric Bellm prefer 18 13:00 | 1x45-45? Eric Bellm prefer 18 12:30\n" /* lunch ends at 13:00 */
    "Meeting free weeks 20223: 1x15-15 Wil O'Mullane | -\n"                                                     /* a slip mended */
    "Processing frameworks at USDF: 1x30-30 Colin Slater closed | 1x30-30 Colin Slater Tim Jenness closed\n"    /* merged, as is proposed */
    "OPS planning and milestones: 1x60-60 Wil O'Mullane | 1x45-60 Wil O'Mullane\n"                              /* may be cut */
    "BPS plugin support: 1x30-30? Tim Jenness | -\n" },                                                         /* merged */
  { "dmlt-2020-11.json", "dmlt-2020-11-requests.tsv", 8,
    "Status on plans for DM serving photometric redshifts: 1x60-60 Wil O'Mullane | 1x30-60 Leanne Guy\n"        /* told by the notes */
    "New framework for metric computation: 1x60-60 Leanne Guy | 1x30-60 Leanne Guy Simon Krughoff\n"            /* told by the notes */
    "Next steps for Gen3?: 1x30-30? Yusra AlSayyad | 1x30-30? Tim Jenness\n"                                     /* another will present */
    "Requirements for Science Pipelines to support HIPS images.: 1x30-30? Gregory Dubois-Felsmann | -\n" },      /* spelt anew */
};

static void
test_meetings (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (meetings); k++)
    {
      g_autoptr (GBytes) request = load (meetings[k].request), base = base_of (request), bytes = import (meetings[k].table, base);
      g_autoptr (PlnMeeting) given = read_meeting (request), imported = read_meeting (bytes);
      g_autofree char *got = differences (imported, given);

      g_assert_cmpint (imported->n_topics, ==, meetings[k].n_topics);
      g_assert_cmpstr (got, ==, meetings[k].differences);
    }
}

static void
test_actions (void)
{
  g_autoptr (GBytes) request = load ("dmlt-2022-10.json"), base = base_of (request), bytes = import ("dmlt-actions.tsv", base);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *actions;
  JsonObject *last;

  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  actions = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "actions");
  g_assert_cmpint (json_array_get_length (actions), ==, 3 + 11);
  last = json_array_get_object_element (actions, 3);
  g_assert_cmpstr (json_object_get_string_member (last, "id"), ==, "a4");
  g_assert_cmpstr (json_object_get_string_member (last, "assignee"), ==, "frossie");
  g_assert_cmpstr (json_object_get_string_member (last, "due"), ==, "2022-03-15");
  g_assert_true (g_str_has_prefix (json_object_get_string_member (last, "text"), "Will recommend additional Level 3"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/meetings", test_meetings);
  g_test_add_func ("/import/actions", test_actions);
  return g_test_run ();
}
