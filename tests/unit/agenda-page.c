/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/agenda-page.h"

#include <string.h>

static const char request[] =
  "{\"plenary\": 1, \"title\": \"t\", \"timezone\": \"America/Los_Angeles\", \"rooms\": [{\"id\": \"main\"}, {\"id\": \"hall\", \"name\": \"Big Hall\"}],"
  " \"days\": [{\"date\": \"2022-10-18\", \"start\": \"09:00\", \"end\": \"14:00\", \"breaks\": [{\"start\": \"10:30\", \"end\": \"11:00\"}]},"
  "            {\"date\": \"2022-10-19\", \"start\": \"09:00\", \"end\": \"12:00\"}],"
  " \"people\": [{\"id\": \"wil\", \"name\": \"Wil O'Mullane\"}, {\"id\": \"kt\", \"name\": \"Kian-Tat Lim\"}],"
  " \"roles\": [{\"id\": \"moderator\", \"title\": \"Moderator\", \"pool\": [\"wil\", \"kt\"]}, {\"id\": \"notetaker\", \"title\": \"Notetaker\", \"pool\": [\"wil\", \"kt\"]}],"
  " \"topics\": [{\"id\": \"welcome\", \"title\": \"Welcome | news\", \"presenters\": [\"wil\"], \"duration\": 30},"
  "              {\"id\": \"plan\", \"title\": \"Plan\", \"duration\": \"2x30m\"},"
  "              {\"id\": \"s1\", \"title\": \"Status\", \"presenters\": [\"wil\"], \"duration\": 30},"
  "              {\"id\": \"s2\", \"title\": \"Status\", \"presenters\": [\"kt\"], \"duration\": 30},"
  "              {\"id\": \"user\", \"title\": \"User Generated Data Products\", \"duration\": 30},"
  "              {\"id\": \"left\", \"title\": \"Left out\", \"duration\": 30}]}";

static const char page_text[] =
  "# A meeting\n\n## Logistics\n\nVirtual\n\n## Day 1, Tuesday\n\n"
  "| Time (Project) | Topic | Coordinator | Pre-meeting notes | Running notes |\n| --- | --- | --- | --- | --- |\n"
  "| Moderator: Wil O'Mullane | | | Notetaker: Kian-Tat Lim | |\n"
  "| 9:00 | Welcome \\| news | Wil O'Mullane | | |\n"
  "| 09:30 (members only) | Plan: Part I (asked 1 h, granted 30 min) | | | |\n"
  "| 10:00 | Open | | | |\n"
  "| 10:30 | | Break | | |\n"
  "| Moderator: Kian-Tat Lim | | | Notetaker: | |\n"
  "| 12:30 | Status | Kian-Tat Lim | | |\n"
  "| 1:00 | User Generated Data Product | | | |\n"
  "| 1:30 | Close | | | |\n\n"
  "## 2022-10-19\n\n"
  "| Time | Room | Topic | Coordinator |\n| --- | --- | --- | --- |\n"
  "| 09:00-09:30 | Big Hall | Plan: Part II | |\n"
  "| 09:00 | main | Status [s1] | |\n"
  "| 09:45 | main | Nobody asked for this | |\n"
  "| 10:00 | | Close | |\n\n"
  "## Not placed\n\n| Topic | Requested by |\n| --- | --- |\n| Left out | |\n";

static PlnMeeting *
read_meeting (PlnDiagnostics *diagnostics)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (request, sizeof request - 1);

  return pln_meeting_read ("request.json", bytes, NULL, NULL, diagnostics);
}

static char *
show (const PlnMeeting *meeting, const PlnDraft *draft)
{
  GString *out = g_string_new (NULL);

  for (int item = 0; item < draft->n_items; item++)
    if (draft->items[item].room >= 0)
      {
        PlnCivil at = pln_zone_to_civil (meeting->zone, draft->items[item].start);

        g_string_append_printf (out, "%s %s %d %02d:%02d +%d\n", meeting->items[item].id, meeting->rooms[draft->items[item].room].id, at.day, at.hour,
                                at.minute, draft->items[item].minutes);
      }
  for (int role = 0; role < meeting->n_roles; role++)
    for (int block = 0; block < meeting->n_blocks; block++)
      for (int room = 0; room < meeting->n_rooms; room++)
        {
          int person = draft->holders[pln_draft_holder_index (meeting, role, block, room)];

          if (person >= 0)
            g_string_append_printf (out, "%s %d %s %s\n", meeting->roles[role].id, block, meeting->rooms[room].id, meeting->people[person].id);
        }
  return g_string_free (out, FALSE);
}

static void
test_page (void)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnMeeting) meeting = read_meeting (diagnostics);
  g_autoptr (GBytes) bytes = g_bytes_new_static (page_text, sizeof page_text - 1);
  g_autoptr (PlnSource) source = pln_source_new ("page.md", bytes);
  g_autoptr (PlnPage) page = pln_page_from_markdown (source, diagnostics);
  g_autoptr (PlnDraft) draft = pln_agenda_page_read (page, meeting, false, diagnostics);
  g_autofree char *got = NULL;

  g_assert_nonnull (draft);
  got = show (meeting, draft);
  g_assert_cmpstr (got, ==,
                   "welcome main 18 09:00 +30\n"
                   "plan#1 main 18 09:30 +30\n"
                   "plan#2 hall 19 09:00 +30\n"
                   "s1 main 19 09:00 +45\n"
                   "s2 main 18 12:30 +30\n"
                   "user main 18 13:00 +30\n"
                   "moderator 0 main wil\n"
                   "moderator 1 main kt\n"
                   "notetaker 0 main kt\n");
  g_assert_cmpint (pln_diagnostics_n_warnings (diagnostics), ==, 2); /* the near title, the row nobody asked for */
}

static void
test_no_agenda (void)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnMeeting) meeting = read_meeting (diagnostics);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("# Nothing\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", 39);
  g_autoptr (PlnSource) source = pln_source_new ("page.md", bytes);
  g_autoptr (PlnPage) page = pln_page_from_markdown (source, diagnostics);

  g_assert_null (pln_agenda_page_read (page, meeting, false, diagnostics));
  g_assert_cmpint (pln_diagnostics_n_errors (diagnostics), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agenda-page/page", test_page);
  g_test_add_func ("/agenda-page/no-agenda", test_no_agenda);
  return g_test_run ();
}
