/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/agenda.h"
#include "model/round.h"

#include <string.h>

static GBytes *
quoted (const char *text)
{
  GString *out = g_string_new (text);

  g_string_replace (out, "'", "\"", 0);
  return g_string_free_to_bytes (out);
}

static PlnAgenda *
read_agenda (const char *text, char **told)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = quoted (text);
  PlnAgenda *agenda = pln_agenda_read ("agenda.json", bytes, diagnostics);

  *told = pln_diagnostics_format (diagnostics, false, false);
  g_assert_cmpint (pln_diagnostics_n_errors (diagnostics) > 0, ==, agenda == NULL);
  return agenda;
}

static PlnMeeting *
read_meeting (const char *text)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = quoted (text);
  PlnMeeting *meeting = pln_meeting_read ("request.json", bytes, NULL, NULL, diagnostics);
  g_autofree char *told = pln_diagnostics_format (diagnostics, false, false);

  if (!meeting)
    g_error ("%s", told);
  return meeting;
}

/* -- Reading ------------------------------------------------------------------------------------- */

#define LEAST                                                                                                          \
  "'score': {'cost': 3, 'bound': 2}, 'unplaced': [{'topic': 'z'}], 'days': [{'date': '2026-03-02', 'blocks': ["        \
  "{'start': '2026-03-02T09:00:00+01:00', 'end': '2026-03-02T10:00', 'room': 'main', 'items': ["                       \
  "{'id': 't', 'topic': 't', 'start': '2026-03-02T09:00Z', 'end': '2026-03-02T10:00:00+01:00', 'room': 'main'}]}]}]"

/* What a reader requires is enough. */
static void
test_least (void)
{
  g_autofree char *told = NULL;
  g_autoptr (PlnAgenda) agenda = read_agenda ("{'status': 'feasible', 'x-more': 1, 'unknown': [], " LEAST "}", &told);
  const PlnAgendaBlock *block;

  g_assert_nonnull (agenda);
  g_assert_cmpint (pln_agenda_outcome (agenda), ==, PLN_OUTCOME_FEASIBLE);
  g_assert_cmpint (agenda->cost, ==, 3);
  g_assert_cmpint (agenda->bound, ==, 2);
  g_assert_false (agenda->has_terms);
  g_assert_cmpint (agenda->stamp, ==, -1);
  g_assert_cmpstr (agenda->unplaced[0].topic, ==, "z");
  block = &agenda->days[0].blocks[0];
  g_assert_cmpint (block->start.offset, ==, 60);
  g_assert_false (block->end.has_offset);
  g_assert_cmpint (block->items[0].start.minute - block->start.minute, ==, 60); /* 09:00Z is 10:00+01:00 */
  g_assert_cmpint (block->items[0].start.offset, ==, 0);
  g_assert_nonnull (block->items[0].presenters);
  g_assert_null (block->items[0].presenters[0]);
}

typedef struct
{
  const char *name, *text, *error; /* what the message has */
} Bad;

static const Bad bad[] = {
  { "no object", "[]", "PLN0301" },
  { "kind", "{'kind': 'request', 'status': 'feasible', " LEAST "}", "expected an agenda, found \"request\"" },
  { "version", "{'plenary': 2, 'status': 'feasible', " LEAST "}", "version 2" },
  { "status", "{'status': 'perfect', " LEAST "}", "found \"perfect\"" },
  { "no status", "{" LEAST "}", "the key \"status\" is missing" },
  { "zone", "{'timezone': 'Europe/Nowhere', 'status': 'feasible', " LEAST "}", "Europe/Nowhere" },
  { "score null", "{'status': 'optimal', 'score': null, 'unplaced': [], 'days': []}", "has a score" },
  { "no bound", "{'status': 'optimal', 'score': {'cost': 1}, 'unplaced': [], 'days': []}",
    "the key \"bound\" is missing" },
  { "cost", "{'status': 'optimal', 'score': {'cost': 1.5, 'bound': 1}, 'unplaced': [], 'days': []}", "score.cost" },
  { "huge cost",
    "{'status': 'optimal', 'score': {'cost': 9000000000000000000, 'bound': 1}, 'unplaced': [], 'days': []}",
    "PLN0306" },
  { "date",
    "{'status': 'optimal', 'score': {'cost': 1, 'bound': 1}, 'unplaced': [], 'days': [{'date': '2026-02-30', 'blocks': "
    "[]}]}",
    "days[0].date" },
  { "time",
    "{'status': 'optimal', 'score': {'cost': 1, 'bound': 1}, 'unplaced': [], 'days': [{'date': '2026-02-20', 'blocks': "
    "[{'start': '2026-02-20 09:00', 'end': '2026-02-20T25:00', 'room': 'main', 'items': []}]}]}",
    "found \"2026-02-20T25:00\"" },
  { "null", "{'id': null, 'status': 'feasible', " LEAST "}", "expected a string, found null" },
  { "role",
    "{'status': 'optimal', 'score': {'cost': 1, 'bound': 1}, 'unplaced': [], 'days': [{'date': '2026-02-20', 'blocks': "
    "[{'start': '2026-02-20T09:00', 'end': '2026-02-20T10:00', 'room': 'main', 'roles': {'m': 1}, 'items': []}]}]}",
    "roles.m" },
};

static void
test_bad (gconstpointer data)
{
  const Bad *row = data;
  g_autofree char *told = NULL;
  g_autoptr (PlnAgenda) agenda = read_agenda (row->text, &told);

  g_assert_null (agenda);
  if (!strstr (told, row->error))
    g_error ("no \"%s\" in:\n%s", row->error, told);
}

static void
test_is_agenda (void)
{
  static const struct
  {
    const char *text;
    bool is_agenda;
  } rows[] = {
    { "{'kind': 'agenda'}", true },   { "{'status': 'odd'}", true }, { "{'kind': 'request'}", false },
    { "{'plenary': 1}", false },      { "['status']", false },       { "{'status'", false },
    { "", false },
  };

  for (size_t k = 0; k < G_N_ELEMENTS (rows); k++)
    {
      g_autoptr (GBytes) bytes = quoted (rows[k].text);

      g_assert_cmpint (pln_bytes_are_agenda (bytes), ==, rows[k].is_agenda);
    }
}

/* -- Building ------------------------------------------------------------------------------------ */

#define REQUEST                                                                                                        \
  "{'plenary': 1, %s 'title': 'Meeting', 'timezone': 'America/Los_Angeles', 'granularity': 5, 'uid_salt': 'salt',"     \
  "'location': 'Here', 'conference': 'https://example.org/', 'organizer': 'ada', 'notes': 'All welcome',"              \
  "'days': [{'date': '2022-10-18', 'start': '09:00', 'end': '12:00', 'breaks': [{'start': '10:00', 'end': '10:30', "   \
  "'title': 'Tea'}]},"                                                                                                 \
  " {'date': '2022-10-19', 'start': '09:00', 'end': '10:00'}],"                                                        \
  "'rooms': [{'id': 'main', 'name': 'Main room'}, {'id': 'side'}],"                                                    \
  "'people': [{'id': 'ada', 'name': 'Ada Zuse', 'email': 'ada@example.org'}, {'id': 'bob', 'name': 'Bob van Aalst'}, " \
  "{'id': 'cid', 'name': 'Cid \u00c9mile'}],"                                                                          \
  "'roles': [{'id': 'm', 'title': 'Moderator', 'pool': ['ada', 'bob']}],"                                              \
  "'topics': [{'id': 'talk', 'title': 'A talk', 'requested_by': 'somebody', 'presenters': ['ada'], 'required': "       \
  "['bob', 'ada'], 'optional': ['cid'],"                                                                               \
  "  'duration': '2x30m?', 'contingent': 'if the data come', 'notes': 'note', 'tags': ['x'], 'prefer': [{'from': "     \
  "'11:00'}],"                                                                                                         \
  "  'attachments': [{'title': 'Slides', 'uri': 'https://example.org/s'}]},"                                           \
  " {'id': 'round', 'title': 'Status', 'duration': 50, 'closed': true, 'round': {'speakers': ['ada', 'bob', 'cid'], "  \
  "'order': '%s', 'last': ['%s']}},"                                                                                   \
  " {'id': 'left', 'title': 'Left out', 'requested_by': 'bob', 'duration': 20, 'parts': 2, 'priority': 'low', "        \
  "'closed': true}],"                                                                                                  \
  "'actions': [{'id': 'a1', 'text': 'Do it', 'assignee': 'bob', 'due': '2022-11-01'}]}"

static PlnMeeting *
meeting_of (const char *id, const char *order, const char *last)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, REQUEST, id, order, last);
  return read_meeting (text->str);
}

static void
place (const PlnMeeting *meeting, PlnDraft *draft, const char *item, int block, int after, int minutes, int room)
{
  draft->items[pln_meeting_find_item (meeting, item)]
    = (PlnPlacement){ room, meeting->blocks[block].interval.start + after, minutes };
}

static PlnDraft *
draft_of (const PlnMeeting *meeting)
{
  PlnDraft *draft = pln_draft_new (meeting);

  place (meeting, draft, "talk#1", 0, 0, 30, 0);
  place (meeting, draft, "talk#2", 1, 0, 30, 1);
  place (meeting, draft, "round", 1, 30, 50, 1);
  draft->holders[pln_draft_holder_index (meeting, 0, 0, 0)] = 1;
  return draft;
}

static PlnAgenda *
agenda_of (const PlnMeeting *meeting, const PlnAgenda *previous)
{
  g_autoptr (PlnDraft) draft = draft_of (meeting);
  char *why[] = { NULL, NULL, (char *) "there is no room" };
  PlnAgendaFacts facts = { .status = PLN_STATUS_FEASIBLE, .bound = 7, .stopped = "time", .stamp = 1665507600, .seed = 3,
                           .previous = previous, .why = why };

  return pln_agenda_new (meeting, draft, &facts);
}

static void
check_item (const PlnAgendaItem *item)
{
  g_autofree char *start = pln_moment_format (item->start, NULL), *end = pln_moment_format (item->end, NULL);

  g_assert_cmpstr (item->id, ==, "talk#2");
  g_assert_cmpstr (item->topic, ==, "talk");
  g_assert_cmpstr (item->title, ==, "A talk: Part II");
  g_assert_cmpstr (item->room, ==, "side");
  g_assert_cmpstr (start, ==, "2022-10-18T10:30:00-07:00");
  g_assert_cmpstr (end, ==, "2022-10-18T11:00:00-07:00");
  g_assert_cmpstr (item->presenters[0], ==, "ada");
  g_assert_cmpstr (item->required[0], ==, "bob");
  g_assert_null (item->required[1]);
  g_assert_cmpstr (item->optional[0], ==, "cid");
  g_assert_cmpstr (item->requested_by[0], ==, "somebody");
  g_assert_cmpint (item->asked, ==, 30);
  g_assert_true (item->estimate);
  g_assert_false (item->closed);
  g_assert_cmpstr (item->contingent, ==, "if the data come");
  g_assert_cmpstr (item->attachments[0].uri, ==, "https://example.org/s");
  g_assert_cmpstr (item->notes, ==, "note");
  g_assert_cmpstr (item->tags[0], ==, "x");
}

static void
check_days (const PlnAgenda *agenda)
{
  const PlnAgendaDay *day = &agenda->days[0];

  g_assert_cmpint (agenda->n_days, ==, 2);
  g_assert_cmpint (agenda->days[1].n_blocks, ==, 0); /* a day of the meeting though nothing is on it */
  g_assert_cmpint (day->n_blocks, ==, 2);
  g_assert_cmpstr (day->breaks[0].title, ==, "Tea");
  g_assert_cmpstr (day->blocks[0].duties[0].person, ==, "bob");
  g_assert_cmpstr (day->blocks[1].duties[0].role, ==, "m");
  g_assert_null (day->blocks[1].duties[0].person);
  check_item (&day->blocks[1].items[0]);
  g_assert_true (day->blocks[1].items[1].closed);
}

static void
test_build (void)
{
  g_autoptr (PlnMeeting) meeting = meeting_of ("'id': 'given',", "listed", "ada");
  g_autoptr (PlnAgenda) agenda = agenda_of (meeting, NULL);
  gint64 sum = 0;

  g_assert_cmpstr (agenda->id, ==, "given");
  g_assert_cmpstr (agenda->stopped, ==, "time");
  g_assert_cmpint (agenda->revision, ==, 0);
  g_assert_cmpint (agenda->bound, ==, 7);
  g_assert_cmpstr (agenda->organizer, ==, "ada");
  check_days (agenda);
  g_assert_cmpint (agenda->n_unplaced, ==, 1);
  g_assert_cmpstr (agenda->unplaced[0].topic, ==, "left");
  g_assert_cmpint (agenda->unplaced[0].asked, ==, 40);
  g_assert_cmpstr (agenda->unplaced[0].priority, ==, "low");
  g_assert_true (agenda->unplaced[0].closed);
  g_assert_cmpstr (agenda->unplaced[0].why, ==, "there is no room");
  for (int k = 0; k < agenda->n_terms; k++)
    sum += agenda->terms[k].cost;
  g_assert_cmpint (sum, ==, agenda->cost);
  g_assert_cmpint (agenda->n_warnings, ==, 2); /* both parts are outside the preferred time */
  g_assert_cmpstr (agenda->warnings[0].kind, ==, "prefer");
  g_assert_cmpstr (agenda->warnings[0].item, ==, "talk#1");
  g_assert_cmpint (agenda->n_people, ==, 3);
  g_assert_cmpstr (agenda->people[0].email, ==, "ada@example.org");
  g_assert_cmpstr (agenda->rooms[0].name, ==, "Main room");
  g_assert_cmpstr (agenda->actions[0].assignee, ==, "bob");
}

/* Written, read and written again: the same bytes. */
static void
test_round_trip (void)
{
  g_autoptr (PlnMeeting) meeting = meeting_of ("'id': 'given',", "shuffled", "ada");
  g_autoptr (PlnAgenda) agenda = agenda_of (meeting, NULL), again = NULL;
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autofree char *first = pln_agenda_to_json (agenda), *second = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (first, strlen (first));

  again = pln_agenda_read ("agenda.json", bytes, diagnostics);
  g_assert_nonnull (again);
  second = pln_agenda_to_json (again);
  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (strstr (first, "\"stamp\" : \"2022-10-11T17:00:00Z\""));
}

static void
test_draft (void)
{
  g_autoptr (PlnMeeting) meeting = meeting_of ("'id': 'given',", "listed", "ada");
  g_autoptr (PlnAgenda) agenda = agenda_of (meeting, NULL);
  g_autoptr (PlnDraft) before = draft_of (meeting), after = pln_agenda_to_draft (agenda, meeting);

  g_assert_cmpmem (before->holders, sizeof (int) * (gsize) before->n_holders, after->holders,
                   sizeof (int) * (gsize) after->n_holders);
  for (int item = 0; item < before->n_items; item++)
    {
      g_assert_cmpint (before->items[item].room, ==, after->items[item].room);
      g_assert_cmpint (before->items[item].start, ==, after->items[item].start);
      g_assert_cmpint (before->items[item].minutes, ==, after->items[item].minutes);
    }
}

static void
test_infeasible (void)
{
  g_autoptr (PlnMeeting) meeting = meeting_of ("", "listed", "ada");
  PlnStatementRow members[] = { { (char *) "talk", (char *) "within", NULL, NULL, (char *) "A talk has no time" } };
  PlnConflict conflict = { members, 1 };
  PlnAgendaFacts facts = { .status = PLN_STATUS_INFEASIBLE, .conflicts = &conflict, .n_conflicts = 1 };
  g_autoptr (PlnAgenda) agenda = pln_agenda_new (meeting, NULL, &facts);
  g_autofree char *text = pln_agenda_to_json (agenda);

  g_assert_nonnull (strstr (text, "\"score\" : null"));
  g_assert_nonnull (strstr (text, "\"days\" : []"));
  g_assert_nonnull (strstr (text, "\"rule\" : \"within\""));
}

/* -- Identity ------------------------------------------------------------------------------------ */

/* Calendars remember these: they never change. */
static void
test_uid (void)
{
  static const struct
  {
    const char *agenda, *item, *salt, *uid;
  } rows[] = {
    { "dmlt-2022-10", "welcome", NULL, "d5ac5d09cb42dc36e46a129c996437f7@plenary" },
    { "dmlt-2022-10", "welcome", "", "d5ac5d09cb42dc36e46a129c996437f7@plenary" },
    { "dmlt-2022-10", "welcome", "s", "b40f5a209e371451562ef3bb1be86bd6@plenary" },
    { "dmlt-2022-10", "plan#2", NULL, "fec4a5ed581320b681869149e02ac720@plenary" },
  };

  for (size_t k = 0; k < G_N_ELEMENTS (rows); k++)
    {
      g_autofree char *uid = pln_agenda_item_uid (rows[k].agenda, rows[k].item, rows[k].salt);

      g_assert_cmpstr (uid, ==, rows[k].uid);
    }
}

static void
test_revision (void)
{
  g_autoptr (PlnMeeting) meeting = meeting_of ("", "listed", "ada");
  g_autoptr (PlnAgenda) first = agenda_of (meeting, NULL), second = NULL, third = NULL;
  g_autoptr (PlnDraft) draft = draft_of (meeting);
  PlnAgendaFacts facts = { .status = PLN_STATUS_FEASIBLE };

  g_free (first->id);
  first->id = g_strdup ("earlier");
  first->revision = 4;
  second = agenda_of (meeting, first);
  g_assert_cmpstr (second->id, ==, "earlier");
  g_assert_cmpint (second->revision, ==, 4);
  draft->holders[pln_draft_holder_index (meeting, 0, 1, 1)] = 0;
  facts.previous = first;
  third = pln_agenda_new (meeting, draft, &facts);
  g_assert_cmpint (third->revision, ==, 5);
}

static void
test_stated_id (void)
{
  g_autoptr (PlnMeeting) meeting = meeting_of ("'id': 'given',", "listed", "ada");
  g_autoptr (PlnAgenda) first = agenda_of (meeting, NULL), second = NULL;

  g_free (first->id);
  first->id = g_strdup ("earlier");
  second = agenda_of (meeting, first);
  g_assert_cmpstr (second->id, ==, "given");
}

/* -- Rounds -------------------------------------------------------------------------------------- */

static char *
order_of (const PlnMeeting *meeting, unsigned seed)
{
  const PlnTopic *topic = &meeting->topics[1];
  g_autofree int *order = pln_round_order (meeting, topic, seed);
  GString *text = g_string_new (NULL);

  for (int k = 0; k < topic->n_speakers; k++)
    g_string_append_printf (text, "%s%s", k ? " " : "", meeting->people[order[k]].id);
  return g_string_free (text, FALSE);
}

static void
test_orders (void)
{
  static const struct
  {
    const char *order, *last, *expected;
  } rows[] = {
    { "listed", "cid", "ada bob cid" },
    { "listed", "ada", "bob cid ada" },
    { "alphabetical", "ada", "bob cid ada" }, /* Aalst, Émile, Zuse */
    { "alphabetical", "bob", "cid ada bob" },
  };

  for (size_t k = 0; k < G_N_ELEMENTS (rows); k++)
    {
      g_autoptr (PlnMeeting) meeting = meeting_of ("", rows[k].order, rows[k].last);
      g_autofree char *order = order_of (meeting, 1);

      g_assert_cmpstr (order, ==, rows[k].expected);
    }
}

static void
test_shuffled (void)
{
  g_autoptr (PlnMeeting) meeting = meeting_of ("", "shuffled", "cid");
  g_autofree char *first = order_of (meeting, 1);
  bool differs = false;

  for (unsigned seed = 1; seed < 20; seed++)
    {
      g_autofree char *order = order_of (meeting, seed), *again = order_of (meeting, seed);

      g_assert_cmpstr (order, ==, again);
      g_assert_true (g_str_has_suffix (order, "cid"));
      differs = differs || strcmp (order, first) != 0;
    }
  g_assert_true (differs);
}

/* 50 minutes among three: 0, 16, 33. */
static void
test_turns (void)
{
  g_autoptr (PlnMeeting) meeting = meeting_of ("", "listed", "cid");
  g_autoptr (PlnAgenda) agenda = agenda_of (meeting, NULL);
  const PlnAgendaItem *item = &agenda->days[0].blocks[1].items[1];

  g_assert_cmpint (item->n_round, ==, 3);
  g_assert_cmpint (item->round[0].start.minute - item->start.minute, ==, 0);
  g_assert_cmpint (item->round[1].start.minute - item->start.minute, ==, 16);
  g_assert_cmpint (item->round[2].start.minute - item->start.minute, ==, 33);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agenda/read/least", test_least);
  for (size_t k = 0; k < G_N_ELEMENTS (bad); k++)
    {
      g_autofree char *path = g_strdup_printf ("/agenda/read/bad/%s", bad[k].name);

      g_test_add_data_func (path, &bad[k], test_bad);
    }
  g_test_add_func ("/agenda/read/is one", test_is_agenda);
  g_test_add_func ("/agenda/build", test_build);
  g_test_add_func ("/agenda/round trip", test_round_trip);
  g_test_add_func ("/agenda/draft", test_draft);
  g_test_add_func ("/agenda/infeasible", test_infeasible);
  g_test_add_func ("/agenda/uid", test_uid);
  g_test_add_func ("/agenda/revision", test_revision);
  g_test_add_func ("/agenda/stated id", test_stated_id);
  g_test_add_func ("/round/orders", test_orders);
  g_test_add_func ("/round/shuffled", test_shuffled);
  g_test_add_func ("/round/turns", test_turns);
  return g_test_run ();
}
