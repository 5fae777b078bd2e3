/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/audience.h"

#include <string.h>

/* Everything that some audience must not see begins with "canary-" and says who may see it. */
static const char source[] =
  "{'plenary': 1, 'kind': 'agenda', 'id': 'board', 'title': 'Board', 'timezone': 'Europe/Berlin', 'granularity': 5,"
  " 'revision': 2, 'stamp': '2023-01-02T03:04:05Z', 'status': 'optimal',"
  " 'score': {'cost': 7, 'bound': 7, 'terms': [{'term': 'avoid', 'cost': 7, 'items': ['canary-members-item'],"
  "   'people': ['canary-chairs-person'], 'text': 'canary-chairs-term'}]},"
  " 'location': 'Hall', 'conference': 'https://example.org/canary-members-conference', 'organizer': 'ann',"
  " 'notes': 'canary-members-notes',"
  " 'days': [{'date': '2023-01-10', 'start': '2023-01-10T09:00:00+01:00', 'end': '2023-01-10T12:00:00+01:00',"
  "   'breaks': [{'start': '2023-01-10T10:00:00+01:00', 'end': '2023-01-10T11:00:00+01:00', 'title': 'Tea'}],"
  "   'blocks': ["
  "    {'start': '2023-01-10T09:00:00+01:00', 'end': '2023-01-10T10:00:00+01:00', 'room': 'main',"
  "     'roles': {'moderator': 'bob', 'notetaker': null}, 'items': ["
  "      {'id': 'closed-1', 'topic': 'closed-1', 'uid': 'u-open', 'title': 'Open one',"
  "       'start': '2023-01-10T09:00:00+01:00', 'end': '2023-01-10T09:30:00+01:00', 'room': 'main',"
  "       'presenters': ['ann'], 'required': [], 'optional': [], 'requested_by': ['ann', 'canary@chairs.example'], 'merged': ['Merged one'],"
  "       'asked': 45, 'estimate': true, 'closed': false, 'contingent': 'if it rains', 'round': [],"
  "       'attachments': [{'title': 'Slides', 'uri': 'https://example.org/s'}], 'notes': 'canary-members-item-notes',"
  "       'tags': ['money']},"
  "      {'id': 'canary-members-item', 'topic': 'canary-members-topic', 'uid': 'u-closed', 'title': 'canary-members-title',"
  "       'start': '2023-01-10T09:30:00+01:00', 'end': '2023-01-10T10:00:00+01:00', 'room': 'main',"
  "       'presenters': ['canary-members-person'], 'required': ['canary-members-person'], 'optional': [],"
  "       'requested_by': ['canary-members-requester'], 'merged': ['canary-members-merged'], 'asked': 30, 'estimate': false, 'closed': true,"
  "       'contingent': 'canary-members-contingent', 'round': [{'person': 'canary-members-person',"
  "       'start': '2023-01-10T09:30:00+01:00'}], 'attachments': [{'title': 'canary-members-link',"
  "       'uri': 'https://example.org/canary-members-uri'}], 'notes': 'canary-members-closed-notes',"
  "       'tags': ['canary-members-tag']}]},"
  "    {'start': '2023-01-10T11:00:00+01:00', 'end': '2023-01-10T12:00:00+01:00', 'room': 'main',"
  "     'roles': {'moderator': 'canary-members-holder'}, 'items': ["
  "      {'id': 'canary-members-second', 'topic': 'canary-members-second', 'title': 'canary-members-title',"
  "       'start': '2023-01-10T11:00:00+01:00', 'end': '2023-01-10T12:00:00+01:00', 'room': 'main', 'closed': true}]}]}],"
  " 'unplaced': [{'topic': 'budget', 'title': 'Budget', 'priority': 'low', 'asked': 30, 'requested_by': ['cyd'],"
  "   'why': 'canary-chairs-why'},"
  "  {'topic': 'canary-members-unplaced', 'title': 'canary-members-unplaced-title', 'priority': 'low', 'asked': 30,"
  "   'requested_by': ['canary-members-unplaced-person'], 'closed': true, 'why': 'canary-chairs-why'}],"
  " 'warnings': [{'kind': 'avoid', 'item': 'canary-members-item', 'person': 'canary-chairs-person',"
  "   'text': 'canary-chairs-warning'}],"
  " 'rooms': [{'id': 'main', 'name': 'Hall'}], 'roles': [{'id': 'moderator', 'title': 'Moderator'}],"
  " 'actions': [{'id': 'a1', 'text': 'canary-members-action', 'assignee': 'ann', 'done': false}],"
  " 'people': {'ann': {'name': 'Ann', 'email': 'canary@chairs.example', 'timezone': 'Europe/Berlin'},"
  "  'bob': {'name': 'Bob'}, 'cyd': {'name': 'Cyd'},"
  "  'canary-members-person': {'name': 'canary-members-name'}, 'canary-members-holder': {'name': 'canary-members-name'},"
  "  'canary-members-unplaced-person': {'name': 'canary-members-name'}}}";

static PlnAgenda *
read_source (void)
{
  g_autofree char *json = g_strdelimit (g_strdup (source), "'", '"');
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  PlnAgenda *agenda = pln_agenda_read ("board.json", bytes, diagnostics);
  g_autofree char *complaint = pln_diagnostics_format (diagnostics, false, true);

  if (!agenda)
    g_error ("%s", complaint);
  return agenda;
}

static char *
view_json (PlnAudience audience)
{
  g_autoptr (PlnAgenda) agenda = read_source ();
  g_autoptr (PlnAgenda) view = pln_agenda_view (agenda, audience);

  return pln_agenda_to_json (view);
}

static void
test_secrets (void)
{
  static const struct
  {
    PlnAudience audience;
    const char *may_not;
    const char *must; /* what the next wider audience loses */
  } cases[] = {
    { PLN_AUDIENCE_PUBLIC, "canary", "Open one" },
    { PLN_AUDIENCE_PUBLIC, "canary", "Merged one" },
    { PLN_AUDIENCE_MEMBERS, "canary-chairs", "canary-members-merged" },
    { PLN_AUDIENCE_MEMBERS, "canary-chairs", "canary-members-closed-notes" },
    { PLN_AUDIENCE_MEMBERS, "chairs.example", "canary-members-action" },
    { PLN_AUDIENCE_CHAIRS, "no such secret", "canary-chairs-why" },
    { PLN_AUDIENCE_CHAIRS, "no such secret", "canary@chairs.example" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *json = view_json (cases[i].audience);

    /* The one address that a requester typed keeps what stands before its "@". */
    if (cases[i].audience == PLN_AUDIENCE_PUBLIC) {
      char *kept = strstr (json, "\"canary\"");

      g_assert_nonnull (kept);
      memset (kept, ' ', strlen ("\"canary\""));
    }
    g_assert_null (strstr (json, cases[i].may_not));
    g_assert_nonnull (strstr (json, cases[i].must));
  }
}

static void
test_closed (void)
{
  g_autoptr (PlnAgenda) agenda = read_source ();
  g_autoptr (PlnAgenda) view = pln_agenda_view (agenda, PLN_AUDIENCE_PUBLIC);
  const PlnAgendaItem *closed = &view->days[0].blocks[0].items[1];

  g_assert_cmpstr (closed->title, ==, "Closed session");
  g_assert_cmpstr (closed->id, ==, "closed-2"); /* an open item is called closed-1 */
  g_assert_cmpstr (closed->topic, ==, "closed-2");
  g_assert_cmpstr (closed->uid, ==, "u-closed");
  g_assert_true (closed->closed);
  g_assert_cmpint (closed->end.minute - closed->start.minute, ==, 30);
  g_assert_cmpstr (view->days[0].blocks[1].items[0].id, ==, "closed-3");
  g_assert_cmpint (view->days[0].blocks[0].n_duties, ==, 2);
  g_assert_cmpint (view->days[0].blocks[1].n_duties, ==, 0);
  g_assert_cmpint (view->n_unplaced, ==, 1);
  g_assert_cmpint (view->n_people, ==, 3);
  g_assert_cmpint (view->cost, ==, 7);
}

/* Where a file has no uid, every audience computes the same one from the id that it may not see. */
static void
test_uid (void)
{
  g_autoptr (PlnAgenda) agenda = read_source ();
  g_autoptr (PlnAgenda) closed = pln_agenda_view (agenda, PLN_AUDIENCE_PUBLIC);
  g_autoptr (PlnAgenda) open = pln_agenda_view (agenda, PLN_AUDIENCE_CHAIRS);
  g_autofree char *expected = pln_agenda_item_uid ("board", "canary-members-second", NULL);

  g_assert_cmpstr (closed->days[0].blocks[1].items[0].uid, ==, expected);
  g_assert_cmpstr (open->days[0].blocks[1].items[0].uid, ==, expected);
}

static void
test_idempotent (void)
{
  for (int audience = PLN_AUDIENCE_PUBLIC; audience <= PLN_AUDIENCE_CHAIRS; audience++) {
    g_autofree char *once = view_json ((PlnAudience) audience);
    g_autoptr (GBytes) bytes = g_bytes_new (once, strlen (once));
    g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
    g_autoptr (PlnAgenda) read = pln_agenda_read ("view.json", bytes, diagnostics);
    g_autoptr (PlnAgenda) again = NULL;
    g_autofree char *twice = NULL;

    g_assert_nonnull (read);
    again = pln_agenda_view (read, (PlnAudience) audience);
    twice = pln_agenda_to_json (again);
    g_assert_cmpstr (once, ==, twice);
  }
}

static void
test_person (void)
{
  static const struct
  {
    const char *about, *name, *id;
    int items, actions, unplaced;
  } cases[] = {
    { "presents", "ann", "ann", 1, 1, 0 },
    { "by name, and serves a whole block", "BOB", "bob", 2, 0, 0 },
    { "only asked for what was not placed", "Cyd", "cyd", 0, 0, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PlnAgenda) agenda = read_source ();
    const char *id = pln_agenda_find_person (agenda, cases[i].name);
    g_autoptr (PlnAgenda) view = NULL;
    int items = 0;

    g_test_message ("%s", cases[i].about);
    g_assert_cmpstr (id, ==, cases[i].id);
    view = pln_agenda_view_of_person (agenda, id);
    for (int b = 0; b < view->days[0].n_blocks; b++)
      items += view->days[0].blocks[b].n_items;
    g_assert_cmpint (items, ==, cases[i].items);
    g_assert_cmpint (view->n_actions, ==, cases[i].actions);
    g_assert_cmpint (view->n_unplaced, ==, cases[i].unplaced);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/audience/secrets", test_secrets);
  g_test_add_func ("/audience/closed", test_closed);
  g_test_add_func ("/audience/uid", test_uid);
  g_test_add_func ("/audience/idempotent", test_idempotent);
  g_test_add_func ("/audience/person", test_person);
  return g_test_run ();
}
