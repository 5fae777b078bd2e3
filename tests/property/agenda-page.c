/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Agendas at random, written as a Markdown page and read back: the same items, times, rooms and holders.
 * Titles, names of rooms and people are made to be misread. */

#include "model/agenda.h"
#include "model/draft.h"
#include "tiny.h"
#include "tiny-chance.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define N_MEETINGS 600

static const char *const titles[] = {
  "Welcome | news", "Status",          "Status",      "Break",        "Open questions (closed)", "Lunch & learn", "*Bold* _claims_ `code`",
  "Close",          "[draft] Roadmap", "Moderator: a", "9:00 to 10:00", "<b>Budget</b>",           "Part I: Part II", "Plan (asked 1 h, granted 2 h)",
  "~~Not~~ struck", "# Heading",       "Größe – 日本", "a\\|b",        "Open",                    "1. First",        "Status [s1]",
};
static const char *const names[] = { "Ann Lee", "Wil O'Mullane", "José | Núñez", "Break", "Kian-Tat Lim, Dr.", "*Star* [x]", "日本 太郎" };
static const char *const rooms[] = { "Main", "Big | Hall", "Room *2*", "Open", "[B] wing", "9:30" };

static void
rename_all (Dice *dice, JsonObject *root, const char *list, const char *key, const char *const *choices, int n, bool distinct)
{
  JsonArray *array = json_object_has_member (root, list) ? json_object_get_array_member (root, list) : NULL;
  int first = below (dice, n);

  for (guint k = 0; array && k < json_array_get_length (array); k++)
    {
      JsonObject *row = json_array_get_object_element (array, k);
      g_autofree char *numbered = k >= (guint) n ? g_strdup_printf ("%s %u", choices[k % (guint) n], k) : NULL;
      const char *choice = distinct ? choices[(first + (int) k) % n] : choices[below (dice, n)];

      json_object_set_string_member (row, key, distinct && numbered ? numbered : choice);
    }
}

static char *
disguise (Dice *dice, const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  JsonObject *root;

  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  root = json_node_get_object (json_parser_get_root (parser));
  rename_all (dice, root, "topics", "title", titles, G_N_ELEMENTS (titles), false);
  rename_all (dice, root, "people", "name", names, G_N_ELEMENTS (names), true);
  rename_all (dice, root, "rooms", "name", rooms, G_N_ELEMENTS (rooms), true);
  json_generator_set_root (generator, json_parser_get_root (parser));
  return json_generator_to_data (generator, NULL);
}

/* What must come back, a line each. */
static char *
describe (const PlnAgenda *agenda)
{
  GString *out = g_string_new (NULL);

  for (int d = 0; d < agenda->n_days; d++)
    for (int b = 0; b < agenda->days[d].n_blocks; b++)
      {
        const PlnAgendaBlock *block = &agenda->days[d].blocks[b];

        g_string_append_printf (out, "block %d-%d %s", block->start.minute, block->end.minute, block->room);
        for (int r = 0; r < block->n_duties; r++)
          g_string_append_printf (out, " %s=%s", block->duties[r].role, block->duties[r].person ? block->duties[r].person : "-");
        g_string_append_c (out, '\n');
        for (int i = 0; i < block->n_items; i++)
          g_string_append_printf (out, "  %s %d-%d %s\n", block->items[i].id, block->items[i].start.minute, block->items[i].end.minute, block->items[i].room);
      }
  return g_string_free (out, FALSE);
}

static PlnAgenda *
plan (const PlnMeeting *meeting)
{
  PlnPlanOptions options = PLN_PLAN_OPTIONS_INIT;
  PlnAgenda *agenda;

  options.time_limit_ms = 0;
  options.stamp = 0;
  agenda = pln_plan (meeting, &options, NULL);
  g_assert_nonnull (agenda);
  return agenda;
}

static PlnAgenda *
read_back (const PlnMeeting *meeting, const PlnAgenda *agenda, GBytes **page)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  PlnFormatOptions view = { .audience = PLN_AUDIENCE_CHAIRS, .unicode = true };
  PlnImportOptions options = { .notation = PLN_NOTATION_MARKDOWN };
  PlnAgenda *back;

  *page = pln_agenda_format (agenda, PLN_FORMAT_MARKDOWN, &view, NULL);
  g_assert_nonnull (*page);
  back = pln_import_agenda (meeting, &(PlnImportFile){ "page.md", *page }, &options, 0, diagnostics);
  if (!back)
    g_test_message ("%s", pln_diagnostics_format (diagnostics, false, false));
  g_assert_nonnull (back);
  return back;
}

static void
test_round_trip (void)
{
  int n_read = 0;

  for (int number = 1; number <= N_MEETINGS; number++)
    {
      Dice dice = { (uint64_t) number };
      PlnTinyFeatures features;
      g_autofree char *tiny = pln_tiny_request ((uint64_t) number, &features);
      g_autofree char *text = disguise (&dice, tiny);
      g_autoptr (PlnMeeting) meeting = pln_tiny_meeting (text);
      g_autoptr (PlnAgenda) agenda = plan (meeting), back = NULL;
      g_autoptr (GBytes) page = NULL;
      g_autofree char *want = NULL, *got = NULL;

      if (agenda->status > PLN_STATUS_FEASIBLE)
        continue;
      back = read_back (meeting, agenda, &page);
      want = describe (agenda);
      got = describe (back);
      if (strcmp (want, got) != 0)
        g_test_message ("meeting %d, wanted\n%sgot\n%sfrom\n%s", number, want, got, (const char *) g_bytes_get_data (page, NULL));
      g_assert_cmpstr (got, ==, want);
      g_assert_cmpint (back->cost, ==, agenda->cost);
      g_assert_cmpint (back->status, ==, PLN_STATUS_FEASIBLE);
      n_read++;
    }
  g_test_message ("%d agendas came back the same", n_read);
  g_assert_cmpint (n_read, >, N_MEETINGS / 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agenda-page/round-trip", test_round_trip);
  return g_test_run ();
}
