/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/verify.h"

#include <string.h>

/* One case a rule and a term, and the corners of each. A case is a request, a plan of it in short, and
 * the rules that the judge must name or else the cost by term.
 *
 * Requests are written with ' for ". Unless they say otherwise they have one day of two blocks, 09:00
 * to 10:00 and 10:30 to 12:00, one room, grid 15, no roles, and people a, b, c.
 * A plan is words: "t0=09:00+30" places an item, "t0=2T09:00+30@r1" on the second day in another room,
 * "m=a/0" gives the role m in block 0 of the first room to a, "m=a/0@r1" of another room.
 */

#define DAYS "'days': [{'date': '2026-03-02', 'start': '09:00', 'end': '12:00', 'breaks': [{'start': '10:00', 'end': '10:30'}]}]"
#define TWO_DAYS \
  "'days': [{'date': '2026-03-02', 'start': '09:00', 'end': '10:00'}, {'date': '2026-03-03', 'start': '09:00', 'end': '10:00'}]"
#define ONE_DAY "'days': [{'date': '2026-03-02', 'start': '09:00', 'end': '12:00'}]"
#define ROOMS "'rooms': [{'id': 'main'}, {'id': 'r1'}]"
#define PEOPLE "'people': [{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B'}, {'id': 'c', 'name': 'C'}]"
#define NO_ROLES "'roles': []"
#define ROLE "'roles': [{'id': 'm', 'pool': ['a', 'b']}]"
#define TOPIC(id, more) "{'id': '" id "', 'title': '" id "', 'priority': 'low', 'duration': 30" more "}"
#define TOPICS(...) "'topics': [" __VA_ARGS__ "]"
#define FREE "'weights': {'late': 0, 'idle': 0, 'cluster': 0}"

typedef struct
{
  const char *name;
  const char *request; /* keys besides plenary, title, timezone, granularity */
  const char *plan;
  const char *rules; /* that break, sorted; "" for none */
  const char *terms; /* where none does: "term cost", in order of the terms */
} Case;

static const Case cases[] = {
  /* Reading and leaving out. */
  { "clean", DAYS ", " PEOPLE ", " NO_ROLES ", " TOPICS (TOPIC ("t0", "")), "t0=09:00+30", "", "" },
  { "must", DAYS ", " NO_ROLES ", " TOPICS ("{'id': 't0', 'title': 'T', 'priority': 'must'}"), "", "must", "" },
  { "drop/high", DAYS ", " NO_ROLES ", " TOPICS ("{'id': 't0', 'title': 'T', 'priority': 'high', 'duration': 45}"), "", "",
    "drop_high 900" },
  { "drop/normal", DAYS ", " NO_ROLES ", " TOPICS ("{'id': 't0', 'title': 'T', 'duration': 30, 'parts': 2}"), "", "",
    "drop_normal 400" },
  { "drop/low", DAYS ", 'granularity': 5, " NO_ROLES ", " TOPICS ("{'id': 't0', 'title': 'T', 'priority': 'low', 'duration': 50}"), "", "",
    "drop_low 80" },

  /* Items alone. */
  { "grid", DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", "")), "t0=09:05+30", "grid", "" },
  { "starts", "'days': [{'date': '2026-03-02', 'start': '09:00', 'end': '12:00', 'starts': ['09:30']}], " NO_ROLES ", " TOPICS (TOPIC ("t0", "")),
    "t0=09:00+30", "starts", "" },
  { "starts/follows", "'days': [{'date': '2026-03-02', 'start': '09:00', 'end': '12:00', 'starts': ['09:00']}], " NO_ROLES ", "
    TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", ", 'follows': 't0'")), "t0=09:00+30 t1=09:30+30", "", "" },
  { "length/short", DAYS ", " NO_ROLES ", " TOPICS (TOPIC ("t0", "")), "t0=09:00+15", "length", "" },
  { "length/long", DAYS ", " NO_ROLES ", " TOPICS (TOPIC ("t0", "")), "t0=09:00+45", "length", "" },
  { "length/off grid", DAYS ", " NO_ROLES ", " TOPICS ("{'id': 't0', 'title': 'T', 'duration': {'preferred': 60, 'min': 30}}"), "t0=09:00+40",
    "length", "" },
  { "shorten", DAYS ", " NO_ROLES ", " TOPICS ("{'id': 't0', 'title': 'T', 'duration': {'preferred': 60, 'min': 30}}"), "t0=09:00+45", "",
    "shorten 24" },
  { "block", DAYS ", " NO_ROLES ", " TOPICS (TOPIC ("t0", "")), "t0=09:45+30", "block", "" },
  { "room_busy", DAYS ", 'rooms': [{'id': 'main', 'unavailable': [{'from': '09:15', 'to': '09:20'}]}], " NO_ROLES ", " TOPICS (TOPIC ("t0", "")),
    "t0=09:00+30", "room_busy", "" },
  { "room_fit/rooms", DAYS ", " ROOMS ", " NO_ROLES ", " TOPICS (TOPIC ("t0", ", 'rooms': ['r1']")), "t0=09:00+30", "room_fit", "" },
  { "room_fit/needs", DAYS ", " NO_ROLES ", " TOPICS (TOPIC ("t0", ", 'needs': ['video']")), "t0=09:00+30", "room_fit", "" },
  { "room_fit/size", DAYS ", 'rooms': [{'id': 'main', 'capacity': 9}], " NO_ROLES ", " TOPICS (TOPIC ("t0", ", 'size': 10")), "t0=09:00+30",
    "room_fit", "" },
  { "room_fit/fixed", DAYS ", " ROOMS ", " NO_ROLES ", " TOPICS (TOPIC ("t0", ", 'fixed': {'room': 'r1'}")), "t0=09:00+30", "room_fit", "" },
  { "person_busy", DAYS ", 'people': [{'id': 'a', 'name': 'A', 'unavailable': [{'from': '09:20', 'to': '09:25'}]}], " NO_ROLES ", "
    TOPICS (TOPIC ("t0", ", 'presenters': ['a']")), "t0=09:00+30", "person_busy", "" },
  { "person_busy/available", DAYS ", 'people': [{'id': 'a', 'name': 'A', 'available': [{'from': '09:15'}]}], " NO_ROLES ", "
    TOPICS (TOPIC ("t0", ", 'required': ['a']")), "t0=09:00+30", "person_busy", "" },
  { "fixed", DAYS ", " NO_ROLES ", " TOPICS (TOPIC ("t0", ", 'fixed': {'start': '2026-03-02T09:00'}")), "t0=09:15+30", "fixed", "" },
  { "within", DAYS ", " NO_ROLES ", " TOPICS (TOPIC ("t0", ", 'within': [{'to': '09:15'}, {'from': '09:15'}]")), "t0=09:00+30", "within", "" },
  { "prefer", DAYS ", " NO_ROLES ", " TOPICS (TOPIC ("t0", ", 'prefer': [{'from': '10:30'}, {'from': '11:00', 'weight': 33}]")), "t0=09:00+30", "",
    "prefer 33" },
  { "prefer/off", DAYS ", 'weights': {'prefer': 0}, " NO_ROLES ", " TOPICS (TOPIC ("t0", ", 'prefer': [{'from': '10:30', 'weight': 33}]")),
    "t0=09:00+30", "", "" },
  { "avoid", DAYS ", " NO_ROLES ", " TOPICS (TOPIC ("t0", ", 'avoid': [{'from': '09:15'}, {'to': '09:15', 'weight': 3}]")), "t0=09:00+30", "",
    "avoid 23" },
  { "soft_unavailable", DAYS ", 'people': [{'id': 'a', 'name': 'A', 'unavailable': [{'from': '09:15', 'soft': true}, {'weight': 4}]}], "
    NO_ROLES ", " TOPICS (TOPIC ("t0", ", 'presenters': ['a']")), "t0=09:00+30", "", "soft_unavailable 34" },
  { "comfort", DAYS ", 'people': [{'id': 'a', 'name': 'A', 'comfort': {'from': '09:15'}}], " NO_ROLES ", "
    TOPICS (TOPIC ("t0", ", 'presenters': ['a']")), "t0=09:00+30", "", "comfort 20" },
  { "comfort/own zone", DAYS ", 'people': [{'id': 'a', 'name': 'A', 'timezone': 'Asia/Tokyo', 'comfort': {'from': '09:00', 'to': '17:30'}}], " NO_ROLES ", "
    TOPICS (TOPIC ("t0", ", 'presenters': ['a']")), "t0=09:15+30", "", "idle 3 comfort 20" },
  { "optional/hard", DAYS ", 'people': [{'id': 'a', 'name': 'A', 'unavailable': [{}]}], " NO_ROLES ", "
    TOPICS (TOPIC ("t0", ", 'optional': ['a']")), "t0=09:00+30", "", "optional 5" },
  { "optional/soft, though that is off", DAYS ", 'weights': {'soft_unavailable': 0}, 'people': [{'id': 'a', 'name': 'A', 'unavailable': [{'soft': true}]}], "
    NO_ROLES ", " TOPICS (TOPIC ("t0", ", 'optional': ['a', {'person': 'a', 'weight': 7}]")), "t0=09:00+30", "", "optional 7" },
  { "optional/elsewhere", ONE_DAY ", " ROOMS ", " PEOPLE ", " NO_ROLES ", "
    TOPICS (TOPIC ("t0", ", 'optional': ['a']") ", " TOPIC ("t1", ", 'presenters': ['a']")), "t0=09:00+30 t1=09:15+30@r1", "", "optional 5 idle 3" },

  /* Pairs. */
  { "room_overlap", DAYS ", " NO_ROLES ", " TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", "")), "t0=09:00+30 t1=09:15+30", "room_overlap", "" },
  { "room_overlap/touching", DAYS ", " NO_ROLES ", " TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", "")), "t0=09:00+30 t1=09:30+30", "", "" },
  { "person_overlap", DAYS ", " ROOMS ", " PEOPLE ", " NO_ROLES ", " FREE ", "
    TOPICS (TOPIC ("t0", ", 'presenters': ['a']") ", " TOPIC ("t1", ", 'required': ['a']")), "t0=09:00+30 t1=09:15+30@r1", "person_overlap", "" },
  { "person_overlap/behind a long one", ONE_DAY ", 'rooms': [{'id': 'main'}, {'id': 'r1'}, {'id': 'r2'}], " PEOPLE ", " NO_ROLES ", " FREE ", "
    TOPICS ("{'id': 't0', 'title': 'T', 'duration': 120, 'presenters': ['a']}, " TOPIC ("t1", "") ", " TOPIC ("t2", ", 'required': ['a']")),
    "t0=09:00+120 t1=09:15+30@r1 t2=10:00+30@r2", "person_overlap", "" },
  { "transfer", DAYS ", " ROOMS ", 'transfer': 20, " PEOPLE ", " NO_ROLES ", " FREE ", "
    TOPICS (TOPIC ("t0", ", 'presenters': ['a']") ", " TOPIC ("t1", ", 'required': ['a']")), "t0=09:00+15 t1=09:30+30@r1", "length transfer", "" },
  { "transfer/one way", DAYS ", " ROOMS ", 'transfer': {'r1': {'main': 60}}, " PEOPLE ", " NO_ROLES ", " FREE ", "
    TOPICS (TOPIC ("t0", ", 'presenters': ['a']") ", " TOPIC ("t1", ", 'required': ['a']")), "t0=09:00+30 t1=09:30+30@r1", "", "" },
  { "apart", DAYS ", " ROOMS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", ", 'apart': ['t0']")),
    "t0=09:00+30 t1=09:15+30@r1", "apart", "" },
  { "parallel", DAYS ", " ROOMS ", " NO_ROLES ", " FREE ", "
    TOPICS (TOPIC ("t0", ", 'avoid_parallel': [{'topic': 't1'}]") ", " TOPIC ("t1", ", 'avoid_parallel': [{'topic': 't0', 'weight': 9}]")),
    "t0=09:00+30 t1=09:15+30@r1", "", "parallel 29" },

  /* Relations. */
  { "position/first", ONE_DAY ", " ROOMS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'position': 'first'") ", " TOPIC ("t1", "")),
    "t0=09:15+30 t1=09:00+30@r1", "position", "" },
  { "position/last", ONE_DAY ", " ROOMS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'position': 'last'") ", " TOPIC ("t1", "")),
    "t0=09:00+30 t1=09:15+30@r1", "position", "" },
  { "position/day_first", ONE_DAY ", " ROOMS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'position': 'day_first'") ", " TOPIC ("t1", "")),
    "t0=09:30+30 t1=09:00+30", "position", "" },
  { "position/day_first elsewhere", ONE_DAY ", " ROOMS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'position': 'day_first'") ", " TOPIC ("t1", "")),
    "t0=09:30+30 t1=09:00+30@r1", "", "" },
  { "position/day_last", TWO_DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'position': 'day_last'") ", " TOPIC ("t1", "")),
    "t0=09:00+30 t1=09:30+30", "position", "" },
  { "position/day_last another day", TWO_DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'position': 'day_last'") ", " TOPIC ("t1", "")),
    "t0=09:00+30 t1=2T09:30+30", "", "" },
  { "after", DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'after': ['t1']") ", " TOPIC ("t1", "")), "t0=09:00+30 t1=09:30+30", "after", "" },
  { "after/every part", DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'after': ['t1']") ", " TOPIC ("t1", ", 'parts': 2")),
    "t0=09:30+30 t1#1=09:00+30 t1#2=10:30+30", "after", "" },
  { "before", DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'before': ['t1']") ", " TOPIC ("t1", "")), "t0=09:30+30 t1=09:00+30", "before", "" },
  { "before/dropped", DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'before': ['t1']") ", " TOPIC ("t1", "")), "t0=09:30+30", "", "drop_low 40" },
  { "order", DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'before': [{'topic': 't1'}], 'after': [{'topic': 't1', 'weight': 2}]") ", " TOPIC ("t1", "")),
    "t0=09:30+30 t1=09:00+30", "", "order 15" },
  { "follows/elsewhere", DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", ", 'follows': 't0'")), "t0=09:00+30 t1=10:30+30",
    "follows", "" },
  { "follows/dropped", DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", ", 'follows': 't0'")), "t1=09:00+30", "follows", "" },
  { "same_day", TWO_DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", ", 'same_day': ['t0']")), "t0=09:00+30 t1=2T09:00+30",
    "same_day", "" },
  { "different_day", TWO_DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", ", 'different_day': ['t0']")),
    "t0=09:00+30 t1=09:30+30", "different_day", "" },
  { "part_order", DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'parts': 2, 'part_spacing': 'any'")), "t0#1=09:30+30 t0#2=09:00+30", "part_order", "" },
  { "part_spacing/different_block", DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'parts': 2")), "t0#1=09:00+30 t0#2=09:30+30", "part_spacing", "" },
  { "part_spacing/different_day", DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'parts': 2, 'part_spacing': 'different_day'")),
    "t0#1=09:00+30 t0#2=10:30+30", "part_spacing", "" },
  { "part_spacing/same_day", TWO_DAYS ", " NO_ROLES ", " FREE ", " TOPICS (TOPIC ("t0", ", 'parts': 2, 'part_spacing': 'same_day'")),
    "t0#1=09:00+30 t0#2=2T09:00+30", "part_spacing", "" },

  /* Duties. */
  { "role_pool", DAYS ", " PEOPLE ", " ROLE ", " TOPICS (TOPIC ("t0", "")), "t0=09:00+30 m=c/0", "role_pool", "" },
  { "role_busy", DAYS ", 'people': [{'id': 'a', 'name': 'A', 'unavailable': [{'from': '09:50', 'to': '09:55'}]}, {'id': 'b', 'name': 'B'}], " ROLE ", "
    TOPICS (TOPIC ("t0", "")), "t0=09:00+30 m=a/0", "role_busy", "" },
  { "role_twice", DAYS ", " PEOPLE ", 'roles': [{'id': 'm', 'pool': ['a']}, {'id': 'n', 'pool': ['a']}], " TOPICS (TOPIC ("t0", "")),
    "t0=09:00+30 m=a/0 n=a/0", "role_twice", "" },
  { "role_elsewhere/role", DAYS ", " ROOMS ", " PEOPLE ", " ROLE ", " TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", "")),
    "t0=09:00+30 t1=09:00+30@r1 m=a/0 m=a/0@r1", "role_elsewhere", "" },
  { "role_elsewhere/item", DAYS ", " ROOMS ", " PEOPLE ", " ROLE ", " TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", ", 'presenters': ['a']")),
    "t0=09:00+30 t1=09:00+30@r1 m=a/0 m=b/0@r1", "role_elsewhere", "" },
  { "role_open", DAYS ", " PEOPLE ", " ROLE ", " TOPICS (TOPIC ("t0", "")), "t0=09:00+30", "", "role_open 60" },
  { "role_open/nobody could", DAYS ", 'people': [{'id': 'a', 'name': 'A', 'available': []}, {'id': 'b', 'name': 'B', 'unavailable': [{}]}], " ROLE ", "
    TOPICS (TOPIC ("t0", "")), "t0=09:00+30", "", "" },
  { "role_presenting", DAYS ", " PEOPLE ", " ROLE ", " TOPICS (TOPIC ("t0", ", 'required': ['a']") ", " TOPIC ("t1", ", 'presenters': ['a']")),
    "t0=09:00+30 t1=09:30+30 m=a/0", "", "role_presenting 16" },
  { "role_repeat", DAYS ", 'weights': {'late': 0, 'role_load': 0}, " PEOPLE ", " ROLE ", " TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", "")),
    "t0=09:00+30 t1=10:30+30 m=a/0 m=a/1", "", "role_repeat 5" },
  { "role_repeat/another day", TWO_DAYS ", 'weights': {'late': 0, 'role_load': 0}, " PEOPLE ", " ROLE ", " TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", "")),
    "t0=09:00+30 t1=2T09:00+30 m=a/0 m=a/1", "", "" },
  { "role_load", DAYS ", " FREE ", " PEOPLE ", 'roles': [{'id': 'm', 'pool': ['a', 'b'], 'history': {'a': 5, 'b': 2}}], "
    TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", "")), "t0=09:00+30 t1=10:30+30 m=a/0 m=a/1", "", "role_repeat 5 role_load 14" },
  { "wishes of a holder", DAYS ", 'people': [{'id': 'a', 'name': 'A', 'comfort': {'from': '09:15'}, 'unavailable': [{'from': '09:45', 'weight': 8}]}, {'id': 'b', 'name': 'B'}], "
    ROLE ", " TOPICS (TOPIC ("t0", "")), "t0=09:00+30 m=a/0", "", "soft_unavailable 8 comfort 20" },

  /* Spread. */
  { "late", DAYS ", " NO_ROLES ", " TOPICS (TOPIC ("t0", "")), "t0=10:30+30", "", "late 1" },
  { "idle", DAYS ", " NO_ROLES ", 'granularity': 1, " TOPICS (TOPIC ("t0", "")), "t0=09:11+30", "", "idle 3" },
  { "idle/room shut", DAYS ", 'rooms': [{'id': 'main', 'unavailable': [{'to': '09:15'}]}], " NO_ROLES ", " TOPICS (TOPIC ("t0", "")), "t0=09:30+30", "",
    "idle 3" },
  { "cluster/between", ONE_DAY ", 'clusters': [{'id': 'x', 'topics': ['t0', 't2']}], " NO_ROLES ", "
    TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", "") ", " TOPIC ("t2", "")), "t0=09:00+30 t1=09:30+30 t2=10:00+30", "", "cluster 10" },
  { "cluster/days", TWO_DAYS ", 'clusters': [{'id': 'x', 'topics': ['t0', 't1'], 'weight': 6}], 'weights': {'late': 0}, " NO_ROLES ", "
    TOPICS (TOPIC ("t0", "") ", " TOPIC ("t1", "")), "t0=09:00+30 t1=2T09:00+30", "", "cluster 6" },
  { "cluster/closed", ONE_DAY ", " NO_ROLES ", "
    TOPICS (TOPIC ("t0", ", 'closed': true") ", " TOPIC ("t1", "") ", " TOPIC ("t2", ", 'closed': true")), "t0=09:00+30 t1=09:30+30 t2=10:00+30", "",
    "cluster 10" },
};

static PlnMeeting *
read_meeting (const char *keys)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  GString *text = g_string_new ("{'plenary': 1, 'title': 'T', 'timezone': 'Europe/Paris', ");
  g_autoptr (GBytes) bytes = NULL;
  PlnMeeting *meeting;

  if (!strstr (keys, "granularity"))
    g_string_append (text, "'granularity': 15, ");
  g_string_append (text, keys);
  g_string_append_c (text, '}');
  g_string_replace (text, "'", "\"", 0);
  bytes = g_string_free_to_bytes (text);
  meeting = pln_meeting_read ("case.json", bytes, NULL, NULL, diagnostics);
  if (!meeting)
    {
      g_autofree char *told = pln_diagnostics_format (diagnostics, false, false);

      g_error ("%s", told);
    }
  return meeting;
}

/* "09:30" or "2T09:30" */
static int
read_minute (const PlnMeeting *meeting, const char *text)
{
  int day = text[1] == 'T' ? text[0] - '1' : 0;
  const char *clock = text[1] == 'T' ? text + 2 : text;
  PlnCivil civil = pln_civil_from_days (meeting->days[day].date);

  civil.hour = atoi (clock);
  civil.minute = atoi (clock + 3);
  return pln_zone_to_minute (meeting->zone, civil);
}

static int
read_room (const PlnMeeting *meeting, const char *value)
{
  const char *at = strchr (value, '@');
  int room = at ? pln_meeting_find_room (meeting, at + 1) : 0;

  g_assert_cmpint (room, >=, 0);
  return room;
}

static void
read_word (const PlnMeeting *meeting, const char *word, PlnDraft *draft)
{
  g_auto (GStrv) sides = g_strsplit (word, "=", 2);
  int item = pln_meeting_find_item (meeting, sides[0]), room = read_room (meeting, sides[1]);

  if (item >= 0)
    draft->items[item] = (PlnPlacement){ room, read_minute (meeting, sides[1]), atoi (strchr (sides[1], '+') + 1) };
  else
    {
      g_autofree char *person = g_strndup (sides[1], 1);

      draft->holders[pln_draft_holder_index (meeting, pln_meeting_find_role (meeting, sides[0]),
                                             atoi (strchr (sides[1], '/') + 1), room)]
        = pln_meeting_find_person (meeting, person);
    }
}

static PlnDraft *
read_plan (const PlnMeeting *meeting, const char *plan)
{
  g_auto (GStrv) words = g_strsplit (plan, " ", -1);
  PlnDraft *draft = pln_draft_new (meeting);

  for (char **word = words; *word; word++)
    if (**word)
      read_word (meeting, *word, draft);
  return draft;
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The broken rules, each once, sorted. */
static char *
rules_of (const PlnVerdict *verdict)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < verdict->broken->len; k++)
    g_ptr_array_add (rules, ((PlnBroken *) verdict->broken->pdata[k])->rule);
  g_ptr_array_sort (rules, compare_texts);
  for (guint k = 0; k < rules->len; k++)
    if (k == 0 || strcmp (rules->pdata[k], rules->pdata[k - 1]) != 0)
      g_string_append_printf (text, "%s%s", k ? " " : "", (char *) rules->pdata[k]);
  return g_string_free (text, FALSE);
}

static char *
terms_of (const PlnVerdict *verdict)
{
  GString *text = g_string_new (NULL);

  for (int term = 0; term < PLN_N_TERMS; term++)
    if (verdict->terms[term])
      g_string_append_printf (text, "%s%s %d", text->len ? " " : "", pln_term_name ((PlnTerm) term),
                              (int) verdict->terms[term]);
  return g_string_free (text, FALSE);
}

/* The charges say the same sums as the terms, in their order. */
static void
check_charges (const PlnVerdict *verdict)
{
  gint64 sums[PLN_N_TERMS] = { 0 }, total = 0;

  for (guint k = 0; k < verdict->charges->len; k++)
    {
      const PlnCharge *charge = verdict->charges->pdata[k];

      g_assert_cmpint (charge->cost, >, 0);
      g_assert_cmpstr (charge->text, !=, "");
      g_assert_true (k == 0 || ((PlnCharge *) verdict->charges->pdata[k - 1])->term <= charge->term);
      sums[charge->term] += charge->cost;
      total += charge->cost;
    }
  g_assert_cmpint (total, ==, verdict->cost);
  for (int term = 0; term < PLN_N_TERMS; term++)
    g_assert_cmpint (sums[term], ==, verdict->terms[term]);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (PlnMeeting) meeting = read_meeting (c->request);
  g_autoptr (PlnDraft) draft = read_plan (meeting, c->plan);
  PlnAgendaFacts facts = { .status = PLN_STATUS_FEASIBLE, .bound = -1 };
  g_autoptr (PlnAgenda) agenda = pln_agenda_new (meeting, draft, &facts);
  g_autoptr (PlnVerdict) verdict = pln_verify (meeting, agenda, NULL);
  g_autofree char *rules = rules_of (verdict), *terms = terms_of (verdict);

  g_assert_cmpstr (rules, ==, c->rules);
  if (!*c->rules)
    g_assert_cmpstr (terms, ==, c->terms);
  g_assert_cmpuint (verdict->form->len, ==, 0);
  check_charges (verdict);
}

/* -- The file ------------------------------------------------------------------------------------ */

/* One change to the text of a clean agenda. */
typedef struct
{
  const char *name;
  const char *from, *to; /* the first @from becomes @to */
  const char *rules;
  bool form;
} Change;

static const Change changes[] = {
  { "nothing", "Topic", "Topic", "", false },
  { "placed/unknown item", "'id': 't1'", "'id': 'zz'", "placed", false },
  { "placed/twice", "'id': 't1'", "'id': 't0'", "placed", true },
  { "placed/both", "'unplaced': [", "'unplaced': [ {'topic': 't0'}, ", "placed", true },
  { "placed/missing", "'topic': 't2'", "'topic': 'merged'", "placed", true },
  { "block/unknown", "T10:00:00+01:00',\n          'room'", "T10:05:00+01:00',\n          'room'", "block placed", false },
  { "block/unknown room", "'room': 'main',\n          'roles'", "'room': 'zz',\n          'roles'", "block placed", false },
  { "block/room of an item", "'room': 'main',\n              'presenters'", "'room': 'r1',\n              'presenters'", "block placed", true },
  { "length/none", "'end': '2026-03-02T09:30:00+01:00'", "'end': '2026-03-02T09:00:00+01:00'", "length", true },
  { "length/backwards", "'end': '2026-03-02T09:30:00+01:00'", "'end': '2026-03-02T08:00:00+01:00'", "length", true },
  { "role_pool/unknown role", "'roles': {", "'roles': {'zz': null,", "role_pool", false },
  { "role_pool/stranger", "'m': 'a'", "'m': 'zz'", "role_pool", false },
  { "role_twice/unknown role", "'roles': {", "'roles': {'zz': 'a',", "role_pool role_twice", false },
  { "form/topic", "'topic': 't1'", "'topic': 't0'", "", true },
  { "form/offset", "'start': '2026-03-02T09:00:00+01:00',\n              'end'", "'start': '2026-03-02T08:00:00Z',\n              'end'", "", true },
  { "form/no offset", "'start': '2026-03-02T09:00:00+01:00',\n              'end'", "'start': '2026-03-02T09:00:00',\n              'end'", "", true },
  { "form/unplaced unknown", "'unplaced': [", "'unplaced': [ {'topic': 'zz'}, ", "", true },
  { "form/unplaced twice", "'unplaced': [", "'unplaced': [ {'topic': 't2'}, ", "", true },
  { "form/day", "'date': '2026-03-02'", "'date': '2026-03-03'", "", true },
  { "form/empty block", "'blocks': [", "'blocks': [ {'start': '2026-03-02T09:00:00+01:00', 'end': '2026-03-02T10:00:00+01:00', 'room': 'r1', 'items': []}, ",
    "", true },
  { "form/status", "'status': 'feasible'", "'status': 'optimal'", "", true },
  { "form/bound", "'bound': 0", "'bound': 5000", "", true },
  { "form/terms", "'term': 'drop_low',\n        'cost': 40", "'term': 'drop_low',\n        'cost': 39", "", true },
  { "form/unknown term", "'terms': [", "'terms': [ {'term': 'zz', 'cost': 1}, ", "", true },
  { "form/no terms", "'terms'", "'other'", "", false },
};

static void
replace_quotes (GString *text)
{
  g_string_replace (text, "'", "\"", 0);
}

static PlnAgenda *
read_agenda (const char *text)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  PlnAgenda *agenda = pln_agenda_read ("agenda.json", bytes, diagnostics);

  if (!agenda)
    {
      g_autofree char *told = pln_diagnostics_format (diagnostics, false, false);

      g_error ("%s\n%s", told, text);
    }
  return agenda;
}

#define CHANGED_REQUEST \
  "'days': [{'date': '2026-03-02', 'start': '09:00', 'end': '12:00', 'breaks': [{'start': '10:00', 'end': '10:30'}]}]," \
  ROOMS ", " PEOPLE ", 'roles': [{'id': 'm', 'pool': ['a']}], " \
  TOPICS (TOPIC ("t0", ", 'same_as': ['merged']") ", " TOPIC ("t1", "") ", " TOPIC ("t2", "") ", " TOPIC ("merged", ""))

static char *
changed_agenda (const PlnMeeting *meeting, const char *from, const char *to)
{
  g_autoptr (PlnDraft) draft = read_plan (meeting, "t0=09:00+30 t1=09:30+30 m=a/0");
  PlnAgendaFacts facts = { .status = PLN_STATUS_FEASIBLE };
  g_autoptr (PlnAgenda) agenda = pln_agenda_new (meeting, draft, &facts);
  g_autofree char *plain = pln_agenda_to_json (agenda);
  GString *text = g_string_new (plain), *old = g_string_new (from), *new = g_string_new (to);

  g_string_replace (text, "\" : ", "\": ", 0);
  replace_quotes (old);
  replace_quotes (new);
  if (strcmp (from, to) != 0)
    g_assert_cmpint ((int) g_string_replace (text, old->str, new->str, 1), ==, 1);
  g_string_free (old, TRUE);
  g_string_free (new, TRUE);
  return g_string_free (text, FALSE);
}

static void
test_change (gconstpointer data)
{
  const Change *change = data;
  g_autoptr (PlnMeeting) meeting = read_meeting (CHANGED_REQUEST);
  g_autofree char *text = changed_agenda (meeting, change->from, change->to);
  g_autoptr (PlnAgenda) agenda = read_agenda (text);
  g_autoptr (PlnVerdict) verdict = pln_verify (meeting, agenda, NULL);
  g_autofree char *rules = rules_of (verdict);

  g_assert_cmpstr (rules, ==, change->rules);
  g_assert_cmpint (verdict->form->len > 0, ==, change->form);
}

/* The last of an item listed twice counts. */
static void
test_last_counts (void)
{
  g_autoptr (PlnMeeting) meeting = read_meeting (CHANGED_REQUEST);
  g_autofree char *text = changed_agenda (
    meeting, "'items': [\n            {",
    "'items': [\n            {'id': 't0', 'topic': 't0', 'start': '2026-03-02T09:07:00+01:00', 'end': '2026-03-02T09:30:00+01:00', 'room': 'main'},\n            {");
  g_autoptr (PlnAgenda) agenda = read_agenda (text);
  g_autoptr (PlnVerdict) verdict = pln_verify (meeting, agenda, NULL);
  g_autofree char *rules = rules_of (verdict);

  g_assert_cmpstr (rules, ==, "placed"); /* and not grid and length */
}

static void
test_moves (void)
{
  static const struct
  {
    const char *before, *now, *terms;
  } rows[] = {
    { "t0=09:00+30 t1=09:30+30 m=a/0", "t0=09:00+30 t1=09:30+30 m=a/0", "drop_low 40" },
    { "t0=09:00+30 t1=09:30+30 m=a/0", "t1=09:00+30 t0=09:30+30 m=a/0", "drop_low 40 moved 30" },
    { "t0=09:00+30 t1=09:30+30 m=a/0", "t0=09:00+30 t1=09:00+30@r1 m=a/0", "drop_low 40 role_open 60 moved 15" },
    { "t0=09:00+30 t1=09:30+30", "t0=09:00+30 t1=09:30+30 m=a/0", "drop_low 40 role_moved 5" },
    { "t0=09:00+30 t1=09:30+30 m=a/0", "t0=09:00+30 t1=09:30+30", "drop_low 40 role_open 60 role_moved 5" },
    { "t0=09:00+30 m=a/0", "t1=10:30+30 m=a/1", "drop_low 80 late 1" },
  };

  for (size_t k = 0; k < G_N_ELEMENTS (rows); k++)
    {
      g_autoptr (PlnMeeting) meeting = read_meeting (CHANGED_REQUEST);
      g_autoptr (PlnDraft) before = read_plan (meeting, rows[k].before), now = read_plan (meeting, rows[k].now);
      PlnAgendaFacts facts = { .status = PLN_STATUS_FEASIBLE };
      g_autoptr (PlnAgenda) old = pln_agenda_new (meeting, before, &facts), agenda = pln_agenda_new (meeting, now, &facts);
      g_autoptr (PlnVerdict) verdict = pln_verify (meeting, agenda, old);
      g_autofree char *terms = terms_of (verdict);

      g_assert_cmpuint (verdict->broken->len, ==, 0);
      g_assert_cmpstr (terms, ==, rows[k].terms);
    }
}

static void
test_no_plan (void)
{
  static const struct
  {
    const char *text;
    bool clean;
  } rows[] = {
    { "{'status': 'infeasible', 'score': null, 'days': [], 'unplaced': []}", true },
    { "{'status': 'unknown', 'score': null, 'days': [], 'unplaced': []}", true },
    { "{'status': 'unknown', 'score': {'cost': 1, 'bound': 1}, 'days': [], 'unplaced': []}", false },
    { "{'status': 'infeasible', 'score': null, 'days': [], 'unplaced': [{'topic': 't0'}]}", false },
  };
  g_autoptr (PlnMeeting) meeting = read_meeting (CHANGED_REQUEST);

  for (size_t k = 0; k < G_N_ELEMENTS (rows); k++)
    {
      GString *text = g_string_new (rows[k].text);
      g_autoptr (PlnAgenda) agenda = NULL;
      g_autoptr (PlnVerdict) verdict = NULL;

      replace_quotes (text);
      agenda = read_agenda (text->str);
      verdict = pln_verify (meeting, agenda, NULL);
      g_assert_false (verdict->has_plan);
      g_assert_cmpint (pln_verdict_is_clean (verdict, agenda), ==, rows[k].clean);
      g_string_free (text, TRUE);
    }
}

static void
test_told (void)
{
  g_autoptr (PlnMeeting) meeting = read_meeting (CHANGED_REQUEST);
  g_autofree char *text = changed_agenda (meeting, "'m': 'a'", "'m': 'zz'");
  g_autoptr (PlnAgenda) agenda = read_agenda (text);
  g_autoptr (PlnVerdict) verdict = pln_verify (meeting, agenda, NULL);
  g_autofree char *json = pln_verdict_to_json (verdict, agenda), *plain = pln_verdict_format (verdict, agenda, false);

  g_assert_false (pln_verdict_is_clean (verdict, agenda));
  g_assert_nonnull (strstr (json, "\"broken\":[{\"rule\":\"role_pool\",\"text\":\"zz is not in the pool of m"));
  g_assert_nonnull (strstr (json, "\"people\":[\"zz\"],\"room\":\"main\"}]"));
  g_assert_nonnull (strstr (json, "\"terms\":{\"drop_low\":40},\"cost\":40,\"stated\":40,\"bound\":0,\"status\":\"feasible\"}\n"));
  g_assert_nonnull (strstr (plain, "role_pool: zz is not in the pool of m"));
  g_assert_nonnull (strstr (plain, "1 rule broken, "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (size_t k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autofree char *path = g_strdup_printf ("/verify/plan/%s", cases[k].name);

      g_test_add_data_func (path, &cases[k], test_case);
    }
  for (size_t k = 0; k < G_N_ELEMENTS (changes); k++)
    {
      g_autofree char *path = g_strdup_printf ("/verify/file/%s", changes[k].name);

      g_test_add_data_func (path, &changes[k], test_change);
    }
  g_test_add_func ("/verify/file/last counts", test_last_counts);
  g_test_add_func ("/verify/moves", test_moves);
  g_test_add_func ("/verify/no plan", test_no_plan);
  g_test_add_func ("/verify/told", test_told);
  return g_test_run ();
}
