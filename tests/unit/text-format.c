/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/agenda.h"
#include "text/width.h"

#include <string.h>

/* Two rooms, a shortened item, a round, a contingent estimate, a name of wide characters, the end of
 * daylight saving (29 October, 03:00) inside a day that ends at midnight. */
static const char source[] =
  "{'plenary': 1, 'kind': 'agenda', 'id': 'm', 'title': 'Meeting', 'timezone': 'Europe/Berlin',"
  " 'status': 'feasible', 'stopped': 'time', 'score': {'cost': 42, 'bound': 39}, 'location': 'Bern',"
  " 'days': [{'date': '2023-10-29', 'start': '2023-10-29T01:00:00+02:00', 'end': '2023-10-30T00:00:00+01:00',"
  "  'breaks': [{'start': '2023-10-29T04:00:00+01:00', 'end': '2023-10-29T23:00:00+01:00', 'title': 'Sleep'}],"
  "  'blocks': ["
  "   {'start': '2023-10-29T01:00:00+02:00', 'end': '2023-10-29T04:00:00+01:00', 'room': 'a',"
  "    'roles': {'moderator': 'li', 'notetaker': null}, 'items': ["
  "     {'id': 'x', 'topic': 'x', 'title': 'Cut one', 'start': '2023-10-29T02:30:00+02:00',"
  "      'end': '2023-10-29T02:30:00+01:00', 'room': 'a', 'presenters': ['li'], 'asked': 90},"
  "     {'id': 'r', 'topic': 'r', 'title': 'Round', 'start': '2023-10-29T03:00:00+01:00',"
  "      'end': '2023-10-29T03:30:00+01:00', 'room': 'a', 'presenters': ['li', 'bo'], 'asked': 30,"
  "      'round': [{'person': 'li', 'start': '2023-10-29T03:00:00+01:00'},"
  "                {'person': 'bo', 'start': '2023-10-29T03:15:00+01:00'}]}]},"
  "   {'start': '2023-10-29T23:00:00+01:00', 'end': '2023-10-30T00:00:00+01:00', 'room': 'b', 'roles': {}, 'items': ["
  "     {'id': 'c', 'topic': 'c', 'title': 'Maybe', 'start': '2023-10-29T23:30:00+01:00',"
  "      'end': '2023-10-30T00:00:00+01:00', 'room': 'b', 'asked': 30, 'estimate': true, 'closed': true,"
  "      'contingent': 'if time allows'}]}]}],"
  " 'unplaced': [{'topic': 'n', 'title': 'Never \\u001b[31m', 'priority': 'low', 'asked': 60, 'requested_by': ['bo'],"
  "   'why': 'no block fits'}],"
  " 'warnings': [{'kind': 'avoid', 'item': 'x', 'person': 'bo', 'text': 'lunch'}],"
  " 'rooms': [{'id': 'a', 'name': 'Aula'}, {'id': 'b', 'name': 'Bau'}],"
  " 'roles': [{'id': 'moderator', 'title': 'Moderator'}, {'id': 'notetaker', 'title': 'Notetaker'}],"
  " 'people': {'li': {'name': '李明'}, 'bo': {'name': 'Bo'}}}";

static PlnAgenda *
read_agenda (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  PlnAgenda *agenda = pln_agenda_read ("m.json", bytes, diagnostics);

  g_assert_nonnull (agenda);
  return agenda;
}

static char *
write_text (const PlnAgenda *agenda, const PlnFormatOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pln_agenda_format (agenda, PLN_FORMAT_TEXT, options, &error);
  gsize length;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &length);
  return g_strndup (data, length);
}

static void
test_lines (void)
{
  static const char *const lines[] = {
    "Bern · 2023-10-29 · times in Europe/Berlin\n",
    "(CEST, UTC+02:00, then CET, UTC+01:00)\n",
    "01:00-04:00  Aula · Moderator: 李明 · Notetaker: open\n",
    "  01:00-02:30  1 h 30 min  open\n",
    "  02:30-02:30         1 h  Cut one [asked 1 h 30 min]              李明\n",
    "                             03:15  Bo\n",
    "  03:30-04:00      30 min  open\n",
    "04:00-23:00  Sleep · 19 h\n",
    "23:00-24:00  Bau\n",
    "  23:30-24:00      30 min  Maybe [closed] [contingent] [estimate]\n",
    "                           contingent: if time allows\n",
    "  Never \\u{1B}[31m (low, asked 1 h, requested by Bo)\n    no block fits\n",
    "\nCut\n  Cut one: asked 1 h 30 min, granted 1 h\n",
    "  Cut one: Bo: lunch (an item in a time to avoid)\n",
    "\nwithin 3 of optimal, cost 42; stopped by the time limit\n",
  };
  g_autoptr (PlnAgenda) agenda = read_agenda (source);
  PlnFormatOptions options = { .audience = PLN_AUDIENCE_CHAIRS, .unicode = true };
  g_autofree char *text = write_text (agenda, &options);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    if (!strstr (text, lines[i]))
      g_error ("not found: %s in\n%s", lines[i], text);
}

static void
test_proof (void)
{
  static const struct
  {
    const char *status, *line;
  } cases[] = {
    { "'status': 'optimal', 'score': {'cost': 39, 'bound': 39}", "\noptimal (proved), cost 39\n" },
    { "'status': 'feasible', 'score': {'cost': 42, 'bound': 39}", "\nwithin 3 of optimal, cost 42\n" },
    { "'status': 'infeasible', 'score': null, 'conflicts': [[{'topic': 'a', 'rule': 'must', 'text': 'a is a must'}]]",
      "\nThis cannot hold\n  - a is a must\n\nno agenda: the request cannot be met (proved)\n" },
    { "'status': 'unknown', 'stopped': 'signal', 'score': null",
      "\nno agenda found, and no proof that there is none; stopped by a signal\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *json = g_strdup_printf ("{'plenary': 1, 'kind': 'agenda', 'timezone': 'UTC', %s, 'days': [],"
                                             " 'unplaced': []}", cases[i].status);
    g_autoptr (PlnAgenda) agenda = read_agenda (json);
    PlnFormatOptions options = { .audience = PLN_AUDIENCE_CHAIRS };
    g_autofree char *text = write_text (agenda, &options);

    if (!g_str_has_suffix (text, cases[i].line))
      g_error ("not the end: %s in\n%s", cases[i].line, text);
  }
}

/* No line is wider than was asked, ASCII means ASCII, and colour changes nothing but colour. */
static void
test_terminal (void)
{
  g_autoptr (PlnAgenda) agenda = read_agenda (source);
  g_autoptr (GRegex) sgr = g_regex_new ("\033\\[[0-9;]*m", 0, 0, NULL);

  for (int columns = 60; columns <= 132; columns += 6) {
    PlnFormatOptions options = { .audience = PLN_AUDIENCE_CHAIRS, .columns = columns };
    g_autofree char *plain = write_text (agenda, &options);
    g_autofree char *coloured = (options.colour = true, write_text (agenda, &options));
    g_autofree char *stripped = g_regex_replace (sgr, coloured, -1, 0, "", 0, NULL);
    g_auto (GStrv) lines = g_strsplit (plain, "\n", -1);

    g_assert_true (g_str_is_ascii (plain));
    g_assert_cmpstr (coloured, !=, plain);
    g_assert_cmpstr (stripped, ==, plain);
    for (int i = 0; lines[i]; i++)
      g_assert_cmpint (pln_text_width (lines[i]), <=, columns);
  }
}

/* Two rooms at once: one item lasts as long as two beside it; somebody lives elsewhere. */
static const char parallel[] =
  "{'plenary': 1, 'kind': 'agenda', 'id': 'm', 'title': 'Meeting', 'timezone': 'Europe/Berlin',"
  " 'status': 'optimal', 'score': {'cost': 0, 'bound': 0},"
  " 'days': [{'date': '2023-01-10', 'start': '2023-01-10T23:00:00+01:00', 'end': '2023-01-11T00:00:00+01:00',"
  "  'blocks': ["
  "   {'start': '2023-01-10T23:00:00+01:00', 'end': '2023-01-11T00:00:00+01:00', 'room': 'a',"
  "    'roles': {'moderator': 'bo'}, 'items': ["
  "     {'id': 'x', 'topic': 'x', 'title': 'A long one', 'start': '2023-01-10T23:00:00+01:00',"
  "      'end': '2023-01-11T00:00:00+01:00', 'room': 'a', 'presenters': ['li'], 'requested_by': ['li', 'bo'],"
  "      'merged': ['Another'], 'attachments': [{'uri': 'https://example.org/x'}]}]},"
  "   {'start': '2023-01-10T23:00:00+01:00', 'end': '2023-01-11T00:00:00+01:00', 'room': 'b', 'roles': {}, 'items': ["
  "     {'id': 'y', 'topic': 'y', 'title': 'First', 'start': '2023-01-10T23:00:00+01:00',"
  "      'end': '2023-01-10T23:20:00+01:00', 'room': 'b', 'presenters': ['bo']},"
  "     {'id': 'z', 'topic': 'z', 'title': 'Second', 'start': '2023-01-10T23:20:00+01:00',"
  "      'end': '2023-01-10T23:50:00+01:00', 'room': 'b'}]}]}],"
  " 'unplaced': [], 'rooms': [{'id': 'a', 'name': 'Aula'}, {'id': 'b', 'name': 'Bau'}],"
  " 'people': {'li': {'name': 'Li', 'timezone': 'Asia/Tokyo'}, 'bo': {'name': 'Bo', 'timezone': 'Europe/Paris'}}}";

#define SIDE_BY_SIDE(open) \
  "Aula                           Bau\n" \
  "moderator: Bo\n" \
  "23:00-24:00  1 h               23:00-23:20  20 min\n" \
  "A long one                     First\n" \
  "Li                             Bo\n" \
  "merged with \"Another\"\n" \
  "requested by Li, Bo            23:20-23:50  30 min\n" \
  "https://example.org/x          Second\n" \
  "\n" \
  "                               23:50-24:00  10 min\n" \
  "                               " open "\n" \
  "\n"

static void
test_grid (void)
{
  static const struct
  {
    const char *about;
    PlnFormatOptions options;
    const char *want;
  } cases[] = {
    { "side by side", { .columns = 60 }, SIDE_BY_SIDE ("open") },
    { "too narrow, a list", { .columns = 41 }, "\n23:00-24:00  Aula - moderator: Bo\n  23:00-24:00     1 h  A long one" },
    { "for one a list", { .columns = 80, .person = "li" }, "\n23:00-24:00  Aula - moderator: Bo\n  23:00-24:00  1 h  A long one  Li\n" },
    { "local times", { .columns = 80, .local_times = true }, "elsewhere 07:00-08:00 (+1 d) Asia/Tokyo (JST, UTC+09:00)\n" },
    { "local times of who presents", { .columns = 80, .local_times = true }, "\n07:00-08:00 (+1 d) Asia/Tokyo: Li" },
  };
  g_autoptr (PlnAgenda) agenda = read_agenda (parallel);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = write_text (agenda, &cases[i].options);

    if (!strstr (text, cases[i].want))
      g_error ("%s: not found: %s in\n%s", cases[i].about, cases[i].want, text);
    g_assert_null (strstr (text, "Europe/Paris"));
  }
}

static void
test_newly_open (void)
{
  g_autoptr (PlnAgenda) agenda = read_agenda (parallel), previous = NULL;
  g_autofree char *longer = pln_agenda_to_json (agenda);
  g_auto (GStrv) halves = g_strsplit (longer, "23:50", 2);
  g_autofree char *json = g_strjoinv ("23:55", halves);
  PlnFormatOptions options = { .columns = 60 };
  g_autofree char *text = NULL;

  options.previous = previous = read_agenda (json);
  text = write_text (agenda, &options);
  g_assert_nonnull (strstr (text, SIDE_BY_SIDE ("newly open")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-format/lines", test_lines);
  g_test_add_func ("/text-format/proof", test_proof);
  g_test_add_func ("/text-format/grid", test_grid);
  g_test_add_func ("/text-format/newly-open", test_newly_open);
  g_test_add_func ("/text-format/terminal", test_terminal);
  return g_test_run ();
}
