/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Agendas of random texts made of everything that iCalendar minds, published in every form: each reads back as it was
 * meant (ical/readback refuses what does not), and published again over itself it is the same bytes.
 * PLENARY_AGENDAS says how many; PLENARY_FIRST_AGENDA is the seed of the first. */

#include "model/agenda.h"
#include "plenary.h"
#include "text/json.h"

#include <stdlib.h>
#include <string.h>

static const char *const pieces[] = {
  "a", "B", " ", ",", ";", "\\", "\"", "'", ":", "^", "\n", "\r", "\t", "\xe2\x80\xa8", "\xc3\xa9", "\xf0\x9f\x98\x80", "\\n", "\\,", "=",
  "|", "%", "BEGIN:VEVENT", "END:VCALENDAR", "\x01", "\x7f", "\xe2\x80\xae", "https://x", "@", "^n", "^'", "\xc2\xa0", "#", "<b>", ".",
};

/* A JSON string. */
static void
append_text (GString *json, GRand *rand, int most)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int n = g_rand_int_range (rand, 1, most + 1); n > 0; n--)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  pln_json_append_string (json, text->str);
}

/* Puts a text of up to so many pieces for each "$" with a digit, tens of them, and the number @k for "@". */
static void
append_filled (GString *json, GRand *rand, const char *pattern, int k)
{
  for (const char *p = pattern; *p; p++)
    if (*p == '$')
      append_text (json, rand, 10 * (*++p - '0'));
    else if (*p == '@')
      g_string_append_printf (json, "%d", k);
    else
      g_string_append_c (json, *p == '\'' ? '"' : *p);
}

static void
append_item (GString *json, GRand *rand, int k)
{
  static const char item[] =
    "{'id': 'i@', 'topic': 'i', 'uid': 'u@', 'title': $6, 'start': '2030-05-06T1@:00:00+02:00', 'end': '2030-05-06T1@:30:00+02:00',"
    " 'room': 'main', 'presenters': ['a', 'b'], 'requested_by': [$1], 'asked': 40, 'contingent': $1, 'notes': $9, 'tags': [$1, $1, $1],"
    " 'merged': [$2], 'attachments': [{'title': $1, 'uri': 'https://example.org/a?b=c,d;e'}, {'title': $1, 'uri': $1}], 'closed': ";

  g_string_append (json, k > 0 ? ", " : "");
  append_filled (json, rand, item, k);
  g_string_append (json, g_rand_boolean (rand) ? "true}" : "false}");
}

static PlnAgenda *
random_agenda (GRand *rand)
{
  static const char head[] =
    "{'plenary': 1, 'kind': 'agenda', 'id': 'm', 'title': $2, 'timezone': 'Europe/Berlin', 'status': 'optimal', 'stamp': '2030-01-01T00:00:00Z',"
    " 'score': {'cost': 1, 'bound': 1}, 'location': $1, 'conference': $1, 'organizer': 'a', 'notes': $3, 'unplaced': [],"
    " 'rooms': [{'id': 'main', 'name': $1}, {'id': 'other', 'name': $1}], 'roles': [{'id': 'moderator', 'title': $1}],"
    " 'actions': [{'id': 'q', 'text': $3, 'assignee': 'a', 'from': $1, 'due': $1, 'done': true}],"
    " 'people': {'a': {'name': $2, 'email': $1}, 'b': {'name': $1, 'email': 'b@example.org'}},"
    " 'days': [{'date': '2030-05-06', 'breaks': [{'start': '2030-05-06T09:00:00+02:00', 'end': '2030-05-06T09:30:00+02:00', 'title': $1}],"
    "  'blocks': [{'start': '2030-05-06T10:00:00+02:00', 'end': '2030-05-06T14:00:00+02:00', 'room': 'main', 'roles': {'moderator': 'b'}, 'items': [";
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = NULL;
  PlnAgenda *agenda;

  append_filled (json, rand, head, 0);
  for (int k = 0; k < 4; k++)
    append_item (json, rand, k);
  g_string_append (json, "]}]}]}");
  bytes = g_bytes_new (json->str, json->len);
  agenda = pln_agenda_read ("m.json", bytes, diagnostics);
  if (!agenda)
    g_error ("%s\n%s", pln_diagnostics_format (diagnostics, false, false), json->str);
  return agenda;
}

static void
check_form (const PlnAgenda *agenda, PlnFormatOptions options, guint32 seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) once = pln_agenda_format (agenda, PLN_FORMAT_ICS, &options, &error);
  g_autoptr (GBytes) twice = NULL;

  if (!once)
    g_error ("seed %u: %s", seed, error->message);
  options.previous_ics = once;
  twice = pln_agenda_format (agenda, PLN_FORMAT_ICS, &options, &error);
  if (!twice || !g_bytes_equal (once, twice))
    g_error ("seed %u: another calendar when published over itself: %s", seed, error ? error->message : "");
}

static void
test_published (void)
{
  static const PlnFormatOptions forms[] = {
    { .audience = PLN_AUDIENCE_CHAIRS },
    { .audience = PLN_AUDIENCE_PUBLIC, .method = PLN_METHOD_PUBLISH, .breaks = true, .alarm_minutes = 10 },
    { .audience = PLN_AUDIENCE_CHAIRS, .method = PLN_METHOD_REQUEST, .final = true },
    { .audience = PLN_AUDIENCE_MEMBERS, .actions = true, .method = PLN_METHOD_PUBLISH },
    { .audience = PLN_AUDIENCE_CHAIRS, .person = "a", .method = PLN_METHOD_PUBLISH },
  };
  const char *wanted = g_getenv ("PLENARY_AGENDAS"), *first_text = g_getenv ("PLENARY_FIRST_AGENDA");
  int n = wanted ? atoi (wanted) : 500, first = first_text ? atoi (first_text) : 0;

  for (int seed = first; seed < first + n; seed++) {
    GRand *rand = g_rand_new_with_seed ((guint32) seed);
    g_autoptr (PlnAgenda) agenda = random_agenda (rand);

    g_rand_free (rand);
    for (gsize form = 0; form < G_N_ELEMENTS (forms); form++)
      check_form (agenda, forms[form], (guint32) seed);
  }
  g_test_message ("%d agendas read back as they were meant, in %d forms each", n, (int) G_N_ELEMENTS (forms));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/published/random-texts", test_published);
  return g_test_run ();
}
