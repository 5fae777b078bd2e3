/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/import.h"
#include "intake/when.h"

#include <stdio.h>
#include <string.h>

static PlnPage *
page_of (const char *text, PlnDiagnostics *diagnostics)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (PlnSource) source = pln_source_new ("page.md", bytes);

  return pln_page_from_markdown (source, diagnostics);
}

static const char base[] =
  "{\"plenary\": 1, \"title\": \"t\", \"timezone\": \"America/Los_Angeles\", \"days\": [{\"date\": \"2022-10-18\", \"start\": \"09:00\", \"end\": \"17:00\", "
  "\"breaks\": [{\"start\": \"12:30\", \"end\": \"13:30\"}]}, {\"date\": \"2022-10-19\", \"start\": \"09:00\", \"end\": \"17:00\"}], "
  "\"people\": [{\"id\": \"ann\", \"name\": \"Ann Lee\"}, {\"id\": \"bob\", \"name\": \"Bob Stone\"}, {\"id\": \"tim\", \"name\": \"Tim Jenness\"}]}";

/* A note beside the topic "Own topic" of Ann, or a line of a section of constraints; the table also has
 * "Stable Formatting" of Bob and "Queues" of Tim. */
static const struct
{
  bool section;
  const char *text;
  const char *want; /* "key value@person-or-topic; …"; "" : not understood */
} cases[] = {
  { false, "Prefer scheduling after lunch Tuesday", "prefer {\"day\":\"2022-10-18\",\"from\":\"13:30\"}@own-topic" },
  { false, "Closed-session please", "closed true@own-topic" },
  { false, "This is not a closed session", "" },
  { false, "Available from 3pm only", "within {\"from\":\"15:00\"}@own-topic" },
  { false, "Before \"Queues\"; Bob is away on Tuesday", "before \"queues\"@own-topic; unavailable {\"day\":\"2022-10-18\"}@bob" },
  { false, "not on Wednesday", "avoid {\"day\":\"2022-10-19\"}@own-topic" },
  { false, "directly after the 'Stable Formatting' presentation", "follows \"stable-formatting\"@own-topic" },
  { false, "After \"Stable Formatting\"", "after \"stable-formatting\"@own-topic" },
  { false, "Contingent on Bob's not being needed elsewhere", "contingent \"Bob's not being needed elsewhere\"@own-topic" },
  { false, "I think this is the same as what Tim is proposing below", "?same_as \"queues\"@own-topic" },
  { false, "Tuesday afternoon preferred", "prefer {\"day\":\"2022-10-18\",\"from\":\"13:30\"}@own-topic" },
  { false, "prefer morning; not on Wednesday", "prefer {\"to\":\"12:30\"}@own-topic; avoid {\"day\":\"2022-10-19\"}@own-topic" },
  { false, "Prefer Tuesday; closed session please", "prefer {\"day\":\"2022-10-18\"}@own-topic; closed true@own-topic" },
  { false, "Prefer Tuesday; unless it rains", "" },
  { false, "after \"Queues\", https://example.org/queues", "after \"queues\"@own-topic" },
  { false, "Last, please", "position \"last\"@own-topic" },
  { false, "This must be the first item.", "position \"first\"@own-topic" },
  { false, "Please put this last", "position \"last\"@own-topic" },
  { false, "This was first", "" },
  { false, "the last session was fine, please read it", "" },
  { false, "Wednesday only", "within {\"day\":\"2022-10-19\"}@own-topic" },
  { false, "Remote only", "" },
  { false, "We met on Tuesday and it was fine", "" },
  { false, "Prefer Tuesday unless Bob is away", "" },
  { true, "Bob Stone is only available on Wednesday.", "unavailable {\"day\":\"2022-10-18\"}@bob" },
  { true, "Ann Lee and Bob Stone cannot attend on Tuesday after 3pm.", "unavailable {\"day\":\"2022-10-18\",\"from\":\"15:00\"}@ann; "
                                                                    "unavailable {\"day\":\"2022-10-18\",\"from\":\"15:00\"}@bob" },
  { true, "Somebody Else is away on Tuesday", "unavailable {\"day\":\"2022-10-18\"}@somebody-else" },
  { true, "Bob Stome is away on Tuesday", "" },
  { true, "Stable Formatting must be after Queues", "after \"queues\"@stable-formatting" },
  { true, "Bob Stone would like to be there on Tuesday, or maybe not", "" },
  { true, "Bob Stone is away on Tuesday, but would like to be present for Queues and Own topic",
    "unavailable {\"day\":\"2022-10-18\"}@bob; optional \"bob\"@queues; optional \"bob\"@own-topic" },
  { true, "Bob Stone needs to be present for Queues and the keynote", "required \"bob\"@queues" },
  { true, "Bob Stone would like to attend Queues only if Ann can", "" },
  { true, "Bob Stone is away on Tuesday, unless the strike goes on", "" },
  { true, "Robert Stone is away on Tuesday", "" },
  { true, "Timothy Jenness: I have to leave at 3pm on Tuesday", "unavailable {\"day\":\"2022-10-18\",\"from\":\"15:00\"}@tim" },
  { true, "Bob Stone will be available on Day 1 from 11:30 onwards", "unavailable {\"day\":\"2022-10-18\",\"to\":\"11:30\"}@bob" },
  { true, "Bob Stone is available on Tuesday", "" },
  { true, "Tim Jenness would prefer Queues to be scheduled after lunch Tuesday", "prefer {\"day\":\"2022-10-18\",\"from\":\"13:30\"}@queues" },
  { true, "Tim Jenness would prefer not to present on Tuesday", "avoid {\"day\":\"2022-10-18\"}@queues" },
  { true, "We would like Queues to be scheduled at 14:00 on either 18th or 19th October, so that all can come",
    "prefer {\"from\":\"14:00\",\"to\":\"14:30\"}@queues" },
  { true, "Tim Jenness can only present Queues before 11:00", "within {\"to\":\"11:00\"}@queues" },
  { true, "Tim Jenness is not ready to present Queues on Tuesday", "within {\"day\":\"2022-10-19\"}@queues" },
  { true, "Queues should come right before Stable Formatting", "follows \"queues\"@stable-formatting" },
  { true, "Ideally Queues should come right before Stable Formatting", "before {\"topic\":\"stable-formatting\"}@queues" },
  { true, "Queues should be after Stable Formatting if there is time", "" },
  { true, "Queues should go on Wednesday", "prefer {\"day\":\"2022-10-19\"}@queues" },
  { true, "Queues: prefer Wednesday before noon", "prefer {\"day\":\"2022-10-19\",\"to\":\"12:00\"}@queues" },
};

static char *
describe (const GPtrArray *wishes, const PlnHarvest *harvest, const char *sentence)
{
  GString *out = g_string_new (NULL);

  for (guint k = 0; k < wishes->len; k++)
    {
      const PlnWish *wish = g_ptr_array_index (wishes, k);
      g_autoptr (GString) value = g_string_new (NULL);
      const char *on = wish->person ? wish->person
                       : wish->topic >= 0 ? ((PlnRequest *) g_ptr_array_index (harvest->requests, (guint) wish->topic))->id : "";

      for (guint v = 0; wish->values && v < wish->values->len; v++)
        {
          g_autofree char *text = json_to_string (g_ptr_array_index (wish->values, v), FALSE);

          g_string_append_printf (value, "%s%s", v > 0 ? ", " : "", text);
        }
      if (wish->key && !wish->doubt && strcmp (wish->sentence->text, sentence) == 0)
        g_string_append_printf (out, "%s%s%s %s@%s", out->len > 0 ? "; " : "", wish->proposed ? "?" : "", wish->key, value->str, on);
    }
  return g_string_free (out, FALSE);
}

static void
test_sentences (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autofree char *text = g_strdup_printf ("| topic | time | presenter | notes |\n|---|---|---|---|\n| Own topic | 30m | Ann Lee | %s |\n"
                                               "| Stable Formatting | 30m | Bob Stone | |\n| Queues | 30m | Tim Jenness | |\n\n# Schedule constraints\n\n- %s\n",
                                               cases[k].section ? "" : cases[k].text, cases[k].section ? cases[k].text : "x");
      g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
      g_autoptr (GBytes) bytes = g_bytes_new_static (base, sizeof base - 1);
      g_autoptr (PlnBase) meeting = pln_base_read ("base.json", bytes, diagnostics);
      g_autoptr (PlnHarvest) harvest = pln_harvest_new (diagnostics, false);
      g_autoptr (PlnPage) page = page_of (text, diagnostics);
      g_autoptr (GPtrArray) wishes = NULL;
      g_autofree char *got = NULL;

      pln_base_introduce (meeting, harvest);
      pln_harvest_page (harvest, page);
      wishes = pln_wishes_read (harvest, meeting->frame);
      got = describe (wishes, harvest, cases[k].text);
      g_test_message ("%s", cases[k].text);
      g_assert_cmpstr (got, ==, cases[k].want);
    }
}

/* What several sentences about one topic come to: the keys of "Own topic", whose notes they are, and of "Queues". */
static const struct
{
  const char *notes, *section;
  const char *want;
} together[] = {
  { "Only available on Tuesday. Only available after 3pm.", "", "within [{\"day\":\"2022-10-18\",\"from\":\"15:00\"}]" },
  { "Only available on Tuesday or Wednesday after 3pm.", "", "within [{\"from\":\"15:00\"}]" },
  { "Only available on Tuesday. Only available on Wednesday.", "", "" },
  { "Only available on Tuesday. Only available on Wednesday. Only available after 3pm.", "", "within [{\"from\":\"15:00\"}]" },
  { "Prefer Tuesday. Prefer mornings.", "", "prefer [{\"day\":\"2022-10-18\",\"to\":\"12:30\"}]" },
  { "Prefer Tuesday. Wednesday preferred.", "", "prefer [{\"day\":\"2022-10-18\"},{\"day\":\"2022-10-19\"}]" },
  { "Prefer Tuesday. Please avoid mornings.", "", "prefer [{\"day\":\"2022-10-18\"}] avoid [{\"to\":\"12:30\"}]" },
  { "Please avoid mornings. Please avoid mornings.", "", "avoid [{\"to\":\"12:30\"}]" },
  { "Prefer Tuesday. Only available after 3pm.", "Own topic: only available on Wednesday",
    "prefer [{\"day\":\"2022-10-18\"}] within [{\"day\":\"2022-10-19\",\"from\":\"15:00\"}]" },
  { "Directly after Queues. Directly after \"Stable Formatting\".", "", "" },
  { "After Queues. Before Queues.", "", "" },
  { "After Queues. After Queues. After \"Stable Formatting\".", "", "after [\"queues\",\"stable-formatting\"]" },
  { "After Queues.", "Queues must be after Own topic", "" },
  { "Contingent on the budget. Contingent on Bob's visit.", "", "contingent \"the budget; Bob's visit\"" },
};

static char *
keys_of (GBytes *request, const char *id)
{
  static const char *const keys[] = { "prefer", "avoid", "within", "after", "before", "follows", "contingent" };
  g_autoptr (JsonParser) parser = json_parser_new ();
  GString *out = g_string_new (NULL);
  JsonArray *topics;

  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (request, NULL), (gssize) g_bytes_get_size (request), NULL));
  topics = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "topics");
  for (guint t = 0; t < json_array_get_length (topics); t++)
    {
      JsonObject *topic = json_array_get_object_element (topics, t);

      for (gsize k = 0; strcmp (json_object_get_string_member (topic, "id"), id) == 0 && k < G_N_ELEMENTS (keys); k++)
        if (json_object_has_member (topic, keys[k]))
          {
            g_autofree char *value = json_to_string (json_object_get_member (topic, keys[k]), FALSE);

            g_string_append_printf (out, "%s%s %s", out->len > 0 ? " " : "", keys[k], value);
          }
    }
  return g_string_free (out, FALSE);
}

static void
test_together (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (together); k++)
    {
      g_autofree char *text = g_strdup_printf ("| topic | time | presenter | notes |\n|---|---|---|---|\n| Own topic | 30m | Ann Lee | %s |\n"
                                               "| Stable Formatting | 30m | Bob Stone | |\n| Queues | 30m | Tim Jenness | |\n\n# Schedule constraints\n\n- %s\n",
                                               together[k].notes, together[k].section);
      g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
      g_autoptr (GBytes) meeting = g_bytes_new_static (base, sizeof base - 1), page = g_bytes_new (text, strlen (text));
      PlnImportFile file = { "page.md", page };
      PlnImportOptions options = { .base = meeting, .base_name = "base.json" };
      g_autoptr (GBytes) request = pln_import (&file, 1, &options, diagnostics, NULL);
      g_autofree char *got = keys_of (request, "own-topic");

      g_test_message ("%s %s", together[k].notes, together[k].section);
      g_assert_cmpstr (got, ==, together[k].want);
      g_assert_cmpint (pln_diagnostics_n_warnings (diagnostics), ==, got[0] == '\0' || k == 3 ? 1 : 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wish/sentences", test_sentences);
  g_test_add_func ("/wish/together", test_together);
  return g_test_run ();
}
