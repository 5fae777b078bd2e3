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
  { false, "not on Wednesday", "avoid {\"day\":\"2022-10-19\"}@own-topic" },
  { false, "directly after the 'Stable Formatting' presentation", "follows \"stable-formatting\"@own-topic" },
  { false, "After \"Stable Formatting\"", "after \"stable-formatting\"@own-topic" },
  { false, "Contingent on Bob's not being needed elsewhere", "contingent \"Bob's not being needed elsewhere\"@own-topic" },
  { false, "I think this is the same as what Tim is proposing below", "?same_as [\"queues\"]@own-topic" },
  { false, "Tuesday afternoon preferred", "prefer {\"day\":\"2022-10-18\",\"from\":\"13:30\"}@own-topic" },
  { false, "We met on Tuesday and it was fine", "" },
  { false, "Prefer Tuesday unless Bob is away", "" },
  { true, "Bob Stone is only available on Wednesday.", "unavailable {\"day\":\"2022-10-18\"}@bob" },
  { true, "Ann Lee and Bob Stone cannot attend on Tuesday after 3pm.", "unavailable {\"day\":\"2022-10-18\",\"from\":\"15:00\"}@ann; "
                                                                    "unavailable {\"day\":\"2022-10-18\",\"from\":\"15:00\"}@bob" },
  { true, "Somebody Else is away on Tuesday", "" },
  { true, "Stable Formatting must be after Queues", "after \"queues\"@stable-formatting" },
  { true, "Bob Stone would like to be there on Tuesday, or maybe not", "" },
  { true, "Queues: prefer Wednesday before noon", "prefer {\"day\":\"2022-10-19\",\"to\":\"12:00\"}@queues" },
};

static char *
describe (const GPtrArray *wishes, const PlnHarvest *harvest, const char *sentence)
{
  GString *out = g_string_new (NULL);

  for (guint k = 0; k < wishes->len; k++)
    {
      const PlnWish *wish = g_ptr_array_index (wishes, k);
      g_autofree char *value = wish->value ? json_to_string (wish->value, FALSE) : NULL;
      const char *on = wish->person ? wish->person
                       : wish->topic >= 0 ? ((PlnRequest *) g_ptr_array_index (harvest->requests, (guint) wish->topic))->id : "";

      if (wish->key && strcmp (wish->sentence->text, sentence) == 0)
        g_string_append_printf (out, "%s%s%s %s@%s", out->len > 0 ? "; " : "", wish->proposed ? "?" : "", wish->key, value, on);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wish/sentences", test_sentences);
  return g_test_run ();
}
