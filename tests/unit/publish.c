/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/earlier.h"
#include "ical/publish.h"
#include "model/agenda.h"

#include <string.h>

/* Two parts of a topic, a closed item, one that is contingent, a clock time that comes twice
 * (29 October, 02:30), a break, action items. @one is the start of part one, @more another item. */
#define SOURCE \
  "{'plenary': 1, 'kind': 'agenda', 'id': 'm', 'title': 'Board\\nMeeting', 'timezone': 'Europe/Berlin'," \
  " 'revision': %d, 'stamp': '%s', 'status': 'optimal', 'score': {'cost': 1, 'bound': 1}, 'location': 'Bern'," \
  " 'conference': 'https://example.org/call?a=b,c', 'organizer': 'ann'," \
  " 'days': [{'date': '2023-10-29', 'start': '2023-10-29T00:00:00+02:00', 'end': '2023-10-29T06:00:00+01:00'," \
  "  'breaks': [{'start': '2023-10-29T04:00:00+01:00', 'end': '2023-10-29T05:00:00+01:00', 'title': 'Tea, cake'}]," \
  "  'blocks': [{'start': '2023-10-29T00:00:00+02:00', 'end': '2023-10-29T04:00:00+01:00', 'room': 'main'," \
  "   'roles': {'notetaker': 'cyd', 'moderator': 'bob'}, 'items': [" \
  "    {'id': 'p#1', 'topic': 'p', 'uid': 'p1@x', 'title': 'P: Part I', 'start': '%s'," \
  "     'end': '2023-10-29T01:00:00+02:00', 'room': 'main', 'presenters': ['ann'], 'optional': ['dan'], 'asked': 60," \
  "     'tags': ['a,b', 'c'], 'attachments': [{'title': 'S', 'uri': 'https://example.org/s'}," \
  "     {'title': 'Bad', 'uri': 'javascript:x'}]}," \
  "    {'id': 'p#2', 'topic': 'p', 'uid': 'p2@x', 'title': 'P: Part II', 'start': '2023-10-29T02:30:00+01:00'," \
  "     'end': '2023-10-29T03:00:00+01:00', 'room': 'main', 'presenters': ['ann'], 'contingent': 'if it rains'}," \
  "    {'id': 'c', 'topic': 'c', 'uid': 'c@x', 'title': 'Secret', 'start': '2023-10-29T03:00:00+01:00'," \
  "     'end': '2023-10-29T04:00:00+01:00', 'room': 'main', 'presenters': ['bob'], 'closed': true}%s]}]}]," \
  " 'unplaced': [], 'rooms': [{'id': 'main', 'name': 'main'}]," \
  " 'roles': [{'id': 'notetaker', 'title': 'Notetaker'}, {'id': 'moderator', 'title': 'Moderator'}]," \
  " 'actions': [{'id': 'a1', 'text': 'Do it', 'assignee': 'bob', 'due': '2023-11-01', 'done': false}," \
  "             {'id': 'a2', 'text': 'Done, it is', 'due': 'soon', 'done': true}]," \
  " 'people': {'ann': {'name': 'Ann, PhD', 'email': 'ann@example.org'}, 'bob': {'name': 'Bob'}, 'cyd': {'name': 'Cyd'}," \
  "            'dan': {'name': 'Dan'}}}"
#define STAMP "2023-10-01T12:00:00Z"
#define LATER "2023-10-02T12:00:00Z"
#define START "2023-10-29T00:00:00+02:00"
#define MOVED "2023-10-29T00:10:00+02:00"
#define EXTRA \
  ", {'id': 'x', 'topic': 'x', 'uid': 'x@x', 'title': 'Extra, more; text', 'start': '2023-10-29T01:00:00+02:00'," \
  "   'end': '2023-10-29T01:30:00+02:00', 'room': 'main', 'closed': true}"

static PlnAgenda *
make_agenda (int revision, const char *stamp, const char *start, const char *more)
{
  g_autofree char *json = g_strdelimit (g_strdup_printf (SOURCE, revision, stamp, start, more), "'", '"');
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  PlnAgenda *agenda = pln_agenda_read ("m.json", bytes, diagnostics);

  g_assert_nonnull (agenda);
  return agenda;
}

/* The calendar with its folds undone. */
static char *
publish (const PlnAgenda *agenda, const PlnFormatOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pln_agenda_format (agenda, PLN_FORMAT_ICS, options, &error);
  GString *out;
  gsize length;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &length);
  out = g_string_new_len (data, (gssize) length);
  g_string_replace (out, "\r\n ", "", 0);
  return g_string_free (out, FALSE);
}

/* The component with that uid, without its bounds. */
static char *
event_of (const char *calendar, const char *uid)
{
  g_autofree char *line = g_strdup_printf ("\r\nUID:%s\r\n", uid);
  const char *start = strstr (calendar, line), *end;

  g_assert_nonnull (start);
  end = strstr (start, "\r\nEND:V");
  return g_strndup (start, (gsize) (end + 2 - start));
}

static void
assert_has (const char *text, const char *line)
{
  if (!strstr (text, line))
    g_error ("not found: %s in\n%s", line, text);
}

static void
assert_has_not (const char *text, const char *line)
{
  if (strstr (text, line))
    g_error ("found: %s in\n%s", line, text);
}

static void
test_event (void)
{
  g_autoptr (PlnAgenda) agenda = make_agenda (0, STAMP, START, "");
  PlnFormatOptions options = { .audience = PLN_AUDIENCE_CHAIRS };
  g_autofree char *calendar = publish (agenda, &options);
  g_autofree char *one = event_of (calendar, "p1@x");
  g_autofree char *two = event_of (calendar, "p2@x");
  g_autofree char *closed = event_of (calendar, "c@x");

  g_assert_true (g_str_has_prefix (calendar, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Plenary//Plenary//EN\r\n"));
  assert_has_not (calendar, "METHOD");
  assert_has (calendar, "\r\nNAME:Board Meeting\r\nX-WR-CALNAME:Board Meeting\r\n");
  assert_has (calendar, "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n");
  assert_has (calendar, "\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n");
  assert_has (one, "\r\nDTSTAMP:20231001T120000Z\r\nSEQUENCE:0\r\nLAST-MODIFIED:20231001T120000Z\r\n");
  assert_has (one, "\r\nDTSTART;TZID=Europe/Berlin:20231029T000000\r\nDTEND;TZID=Europe/Berlin:20231029T010000\r\n");
  assert_has (one, "\r\nLOCATION:Bern\r\nSTATUS:TENTATIVE\r\nCLASS:PUBLIC\r\nTRANSP:OPAQUE\r\nCATEGORIES:a\\,b,c\r\n");
  assert_has (one, "\r\nCONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL=Conference:https://example.org/call?a=b,c\r\n");
  assert_has (one, "\r\nATTACH:https://example.org/s\r\nRELATED-TO;RELTYPE=SIBLING:p2@x\r\n");
  assert_has_not (one, "ATTACH:javascript");
  assert_has (one, "\r\nCONTACT:Cyd\r\nCONTACT:Bob\r\nCONTACT:Ann\\, PhD\r\n");
  assert_has_not (one, "CONTACT:Dan");
  assert_has_not (one, "mailto:");
  assert_has (two, "\r\nDTSTART:20231029T013000Z\r\nDTEND:20231029T020000Z\r\n"); /* 02:30 comes twice */
  assert_has (closed, "\r\nSUMMARY:Secret\r\n");
  assert_has (closed, "\r\nCLASS:PRIVATE\r\n");
}

static void
test_closed (void)
{
  g_autoptr (PlnAgenda) agenda = make_agenda (0, STAMP, START, "");
  PlnFormatOptions options = { .audience = PLN_AUDIENCE_PUBLIC };
  g_autofree char *calendar = publish (agenda, &options);
  g_autofree char *closed = event_of (calendar, "c@x");

  g_assert_cmpstr (closed, ==,
                   "\r\nUID:c@x\r\nDTSTAMP:20231001T120000Z\r\nSEQUENCE:0\r\nLAST-MODIFIED:20231001T120000Z\r\n"
                   "DTSTART;TZID=Europe/Berlin:20231029T030000\r\nDTEND;TZID=Europe/Berlin:20231029T040000\r\n"
                   "SUMMARY:Closed session\r\nSTATUS:TENTATIVE\r\nCLASS:PRIVATE\r\nTRANSP:OPAQUE\r\n");
}

static void
test_options (void)
{
  static const struct
  {
    const char *about;
    PlnFormatOptions options;
    const char *has, *has_not;
  } cases[] = {
    { "final", { .final = true }, "\r\nSTATUS:CONFIRMED\r\n", "SEQUENCE:0" },
    { "a contingent item stays tentative", { .final = true }, "\r\nSTATUS:TENTATIVE\r\n", "METHOD" },
    { "breaks", { .breaks = true }, "\r\nSUMMARY:Tea\\, cake\r\nSTATUS:TENTATIVE\r\nCLASS:PUBLIC\r\nTRANSP:TRANSPARENT\r\n",
      "BEGIN:VALARM" },
    { "no breaks unless asked for", { 0 }, "BEGIN:VEVENT", "Tea" },
    { "alarm", { .alarm_minutes = 10 }, "\r\nACTION:DISPLAY\r\nTRIGGER:-PT10M\r\nDESCRIPTION:P: Part I\r\nEND:VALARM\r\n",
      "METHOD" },
    { "publish", { .method = PLN_METHOD_PUBLISH },
      "\r\nORGANIZER;CN=\"Ann, PhD\":mailto:ann@example.org\r\nCONTACT:Cyd\\, Bob\\, Ann\\, PhD\r\n", "ATTENDEE" },
    { "request", { .method = PLN_METHOD_REQUEST },
      "\r\nATTENDEE;CN=Cyd;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:invalid:cyd\r\n"
      "ATTENDEE;CN=Bob;ROLE=CHAIR;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:invalid:bob\r\n"
      "ATTENDEE;CN=\"Ann, PhD\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ann@example.org\r\n"
      "ATTENDEE;CN=Dan;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:invalid:dan\r\n", "CONTACT" },
    { "to-dos", { .actions = true },
      "\r\nSUMMARY:Do it\r\nDUE;VALUE=DATE:20231101\r\nSTATUS:NEEDS-ACTION\r\nCONTACT:Bob\r\nEND:VTODO\r\n", "VEVENT" },
    { "a to-do that is done", { .actions = true },
      "\r\nSUMMARY:Done\\, it is\r\nDESCRIPTION:Due: soon\r\nSTATUS:COMPLETED\r\nPERCENT-COMPLETE:100\r\n", "VTIMEZONE" },
    { "a to-do that is asked for", { .actions = true, .method = PLN_METHOD_REQUEST },
      "\r\nATTENDEE;CN=Bob;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:invalid:bob\r\n", "CONTACT" },
    { "an invitation is no feed", { .method = PLN_METHOD_REQUEST }, "\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\n", "REFRESH-INTERVAL" },
    { "nobody is invited to a break", { .method = PLN_METHOD_REQUEST, .breaks = true }, "METHOD:REQUEST", "Tea" },
    { "published to-dos", { .actions = true, .method = PLN_METHOD_PUBLISH },
      "\r\nDTSTART;VALUE=DATE:20231001\r\nPRIORITY:0\r\nORGANIZER", "VEVENT" },
    { "one person", { .person = "dan" }, "\r\nUID:p1@x\r\n", "p2@x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PlnAgenda) agenda = make_agenda (0, STAMP, START, "");
    PlnFormatOptions options = cases[i].options;
    g_autofree char *calendar = (options.audience = PLN_AUDIENCE_CHAIRS, publish (agenda, &options));

    g_test_message ("%s", cases[i].about);
    assert_has (calendar, cases[i].has);
    assert_has_not (calendar, cases[i].has_not);
  }
}

/* Earlier: p at 00:00 and the closed extra. Now: p#1 moved, the extra gone, the rest as it was. */
static void
check_versions (PlnFormatOptions *options, const char *extra_title)
{
  g_autoptr (PlnAgenda) agenda = make_agenda (3, LATER, MOVED, "");
  g_autofree char *calendar = publish (agenda, options);
  g_autofree char *moved = event_of (calendar, "p1@x");
  g_autofree char *same = event_of (calendar, "c@x");
  g_autofree char *gone = event_of (calendar, "x@x");
  g_autofree char *again = publish (agenda, options);

  g_assert_cmpstr (calendar, ==, again);
  assert_has (moved, "\r\nDTSTAMP:20231002T120000Z\r\nSEQUENCE:6\r\nLAST-MODIFIED:20231002T120000Z\r\n");
  assert_has (same, "\r\nDTSTAMP:20231002T120000Z\r\nSEQUENCE:4\r\nLAST-MODIFIED:20231001T120000Z\r\n");
  assert_has (gone, "\r\nSEQUENCE:6\r\nLAST-MODIFIED:20231002T120000Z\r\n");
  assert_has (gone, "\r\nDTSTART;TZID=Europe/Berlin:20231029T010000\r\nDTEND;TZID=Europe/Berlin:20231029T013000\r\n");
  assert_has (gone, "\r\nSTATUS:CANCELLED\r\n");
  assert_has (gone, extra_title);
}

static void
test_previous_json (void)
{
  g_autoptr (PlnAgenda) previous = make_agenda (2, STAMP, START, EXTRA);
  PlnFormatOptions options = { .audience = PLN_AUDIENCE_CHAIRS, .previous = previous };

  check_versions (&options, "SUMMARY:Extra\\, more\\; text\r\n");
  options.audience = PLN_AUDIENCE_PUBLIC;
  check_versions (&options, "SUMMARY:Closed session");
}

static void
test_previous_ics (void)
{
  g_autoptr (PlnAgenda) previous = make_agenda (2, STAMP, START, EXTRA);
  g_autoptr (PlnAgenda) now = make_agenda (3, LATER, MOVED, "");
  PlnFormatOptions options = { .audience = PLN_AUDIENCE_CHAIRS };
  g_autoptr (GBytes) before = pln_agenda_format (previous, PLN_FORMAT_ICS, &options, NULL);
  g_autoptr (GBytes) after = NULL;
  g_autofree char *third = NULL;

  options.previous_ics = before;
  check_versions (&options, "SUMMARY:Extra\\, more\\; text\r\n");
  after = pln_agenda_format (now, PLN_FORMAT_ICS, &options, NULL);
  options.previous_ics = after;
  third = publish (now, &options);
  assert_has_not (third, "CANCELLED"); /* said once */
  /* The chairs' title of what is gone does not reach the public through an earlier file. */
  options = (PlnFormatOptions){ .audience = PLN_AUDIENCE_PUBLIC, .previous_ics = before };
  g_free (third);
  third = publish (now, &options);
  assert_has_not (third, "Extra");
}

/* A message of each name in order, its METHOD, and what it has. */
static void
check_messages (const PlnMessages *messages, const char *const (*expected)[3])
{
  for (guint i = 0; i < messages->rows->len; i++) {
    const PlnMessage *message = &g_array_index (messages->rows, PlnMessage, i);
    gsize length;
    const char *data = g_bytes_get_data (message->bytes, &length);
    g_autoptr (GString) text = g_string_new_len (data, (gssize) length);
    const char *first;

    g_string_replace (text, "\r\n ", "", 0);
    first = strstr (text->str, "\r\nBEGIN:VEVENT\r\n");
    g_assert_cmpstr (message->name, ==, expected[i][0]);
    assert_has (text->str, expected[i][1]);
    assert_has (text->str, expected[i][2]);
    assert_has_not (text->str, "X-WR-CALNAME");
    g_assert_nonnull (first);
    g_assert_null (strstr (first + 2, "\r\nBEGIN:VEVENT\r\n")); /* RFC 5546 3.2: one */
  }
  g_assert_null (expected[messages->rows->len][0]);
}

#define GUEST \
  ", {'id': 'x', 'topic': 'x', 'uid': 'x@x', 'title': 'Extra', 'start': '2023-10-29T01:00:00+02:00'," \
  "   'end': '2023-10-29T01:30:00+02:00', 'room': 'main', 'presenters': ['ann']}"

static void
test_messages (void)
{
  static const char *const first[][3] = {
    { "p#1.ics", "\r\nMETHOD:REQUEST\r\n", "ATTENDEE;CN=Bob;ROLE=CHAIR;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:invalid:bob\r\n" },
    { "x.ics", "\r\nSEQUENCE:4\r\n", ":mailto:ann@example.org\r\nEND:VEVENT\r\n" },
    { "p#2.ics", "\r\nORGANIZER;CN=\"Ann, PhD\":mailto:ann@example.org\r\n", "\r\nUID:p2@x\r\n" },
    { "c.ics", "\r\nMETHOD:REQUEST\r\n", "\r\nUID:c@x\r\n" },
    { NULL },
  };
  static const char *const second[][3] = {
    { "p#1.ics", "\r\nMETHOD:REQUEST\r\n", "\r\nDTSTAMP:20231002T120000Z\r\nSEQUENCE:6\r\n" },
    { "cancelled-x_x.ics", "\r\nMETHOD:CANCEL\r\n",
      "\r\nSTATUS:CANCELLED\r\nCLASS:PUBLIC\r\nTRANSP:TRANSPARENT\r\nORGANIZER;CN=\"Ann, PhD\":mailto:ann@example.org\r\n"
      "ATTENDEE;CN=Cyd;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:invalid:cyd\r\n" },
    { NULL },
  };
  g_autoptr (PlnAgenda) before = make_agenda (2, STAMP, START, GUEST);
  g_autoptr (PlnAgenda) after = make_agenda (3, LATER, MOVED, "");
  PlnFormatOptions options = { .audience = PLN_AUDIENCE_CHAIRS, .method = PLN_METHOD_REQUEST, .breaks = true };
  g_autoptr (GError) error = NULL;
  g_autoptr (PlnMessages) all = pln_agenda_messages (before, &options, &error), news = NULL, none = NULL;

  g_assert_no_error (error);
  check_messages (all, first);
  g_assert_true (all->lacks_addresses);
  options.previous = before;
  news = pln_agenda_messages (after, &options, &error);
  g_assert_no_error (error);
  check_messages (news, second);
  g_assert_cmpint (news->n_cancelled, ==, 1);
  g_assert_cmpint (news->n_same, ==, 2);
  options.audience = PLN_AUDIENCE_PUBLIC; /* a closed item tells the public of nobody to invite */
  none = pln_agenda_messages (after, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (none->n_alone, ==, 2);
}

/* An earlier file of items says nothing of to-dos, and the other way round. */
static void
test_previous_tasks (void)
{
  g_autoptr (PlnAgenda) agenda = make_agenda (2, STAMP, START, "");
  PlnFormatOptions options = { .audience = PLN_AUDIENCE_CHAIRS };
  g_autoptr (GBytes) items = pln_agenda_format (agenda, PLN_FORMAT_ICS, &options, NULL), tasks = NULL;
  g_autofree char *of_items = NULL, *of_tasks = NULL;

  options.actions = true;
  tasks = pln_agenda_format (agenda, PLN_FORMAT_ICS, &options, NULL);
  options.previous_ics = items;
  of_tasks = publish (agenda, &options);
  assert_has_not (of_tasks, "CANCELLED");
  options = (PlnFormatOptions){ .audience = PLN_AUDIENCE_CHAIRS, .previous_ics = tasks };
  of_items = publish (agenda, &options);
  assert_has_not (of_items, "CANCELLED");
  /* One that is gone. */
  agenda->n_actions = 1;
  options.actions = true;
  options.method = PLN_METHOD_PUBLISH;
  g_free (of_tasks);
  of_tasks = publish (agenda, &options);
  agenda->n_actions = 2;
  assert_has (of_tasks, "\r\nSUMMARY:Done\\, it is\r\nSTATUS:CANCELLED\r\nORGANIZER");
}

static void
test_errors (void)
{
  static const char empty[] = "{'plenary': 1, 'kind': 'agenda', 'timezone': 'UTC', 'status': 'unknown', 'score': null,"
                              " 'days': [], 'unplaced': []}";
  g_autofree char *json = g_strdelimit (g_strdup (empty), "'", '"');
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnAgenda) nothing = pln_agenda_read ("m.json", bytes, diagnostics);
  g_autoptr (PlnAgenda) agenda = make_agenda (0, STAMP, START, "");
  static const char others[] = "BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\nBEGIN:VEVENT\r\nUID:o\r\nDTSTART:20231029T090000Z\r\n"
                               "DTEND:20231029T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  g_autoptr (GBytes) page = g_bytes_new_static ("<html>", 6), foreign = g_bytes_new_static (others, strlen (others));
  g_autoptr (GBytes) folds = g_bytes_new_static ("\r\n ", 3);
  PlnFormatOptions options = { .audience = PLN_AUDIENCE_CHAIRS };
  g_autoptr (GError) error = NULL;

  g_assert_null (pln_agenda_format (nothing, PLN_FORMAT_ICS, &options, &error));
  g_assert_error (error, PLN_PUBLISH_ERROR, PLN_PUBLISH_ERROR_EMPTY);
  g_clear_error (&error);
  options.previous_ics = page;
  g_assert_null (pln_agenda_format (agenda, PLN_FORMAT_ICS, &options, &error));
  g_assert_error (error, PLN_EARLIER_ERROR, PLN_EARLIER_ERROR_SYNTAX);
  g_clear_error (&error);
  options.previous_ics = folds;
  g_assert_null (pln_agenda_format (agenda, PLN_FORMAT_ICS, &options, &error));
  g_assert_error (error, PLN_EARLIER_ERROR, PLN_EARLIER_ERROR_SYNTAX);
  g_clear_error (&error);
  options.previous_ics = foreign; /* else all that stands in it would be cancelled */
  g_assert_null (pln_agenda_format (agenda, PLN_FORMAT_ICS, &options, &error));
  g_assert_error (error, PLN_EARLIER_ERROR, PLN_EARLIER_ERROR_SYNTAX);
}

/* Whoever changes this duplicates every event in every calendar that has imported one. */
static void
test_frozen_uid (void)
{
  g_autofree char *plain = pln_agenda_item_uid ("dmlt-2022-10", "welcome", NULL);
  g_autofree char *salted = pln_agenda_item_uid ("dmlt-2022-10", "welcome", "salt");

  g_assert_cmpstr (plain, ==, "d5ac5d09cb42dc36e46a129c996437f7@plenary");
  g_assert_cmpstr (salted, !=, plain);
}

/* Likewise those that come from no item: of the calendar, of a break, of an alarm, of a to-do. */
static void
test_frozen_other_uids (void)
{
  static const struct
  {
    bool actions;
    const char *has;
  } cases[] = {
    { false, "\r\nUID:b3af387709c5584c511d8cc3fdf3d0f2@plenary\r\nLAST-MODIFIED:" },
    { false, "BEGIN:VEVENT\r\nUID:b8e1f165a9d91cec1dff79fdee13e7cf@plenary\r\n" },
    { false, "BEGIN:VALARM\r\nUID:96ea74bc9ddfcfa62a867f1304393a0c@plenary\r\n" },
    { true, "\r\nUID:b047e42a494492d4edc481c6d2815c69@plenary\r\nLAST-MODIFIED:" },
    { true, "BEGIN:VTODO\r\nUID:21de61d2301e338fe597a6afc418305f@plenary\r\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PlnAgenda) agenda = make_agenda (0, STAMP, START, "");
    PlnFormatOptions options = { .audience = PLN_AUDIENCE_CHAIRS, .breaks = true, .alarm_minutes = 10, .actions = cases[i].actions };
    g_autofree char *calendar = publish (agenda, &options);

    assert_has (calendar, cases[i].has);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/publish/event", test_event);
  g_test_add_func ("/publish/closed", test_closed);
  g_test_add_func ("/publish/options", test_options);
  g_test_add_func ("/publish/previous/json", test_previous_json);
  g_test_add_func ("/publish/previous/ics", test_previous_ics);
  g_test_add_func ("/publish/previous/tasks", test_previous_tasks);
  g_test_add_func ("/publish/messages", test_messages);
  g_test_add_func ("/publish/errors", test_errors);
  g_test_add_func ("/publish/frozen-uid", test_frozen_uid);
  g_test_add_func ("/publish/frozen-uid/others", test_frozen_other_uids);
  return g_test_run ();
}
