/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a valid request means: a test for each thing that the format says of days, windows, people,
 * roles, topics, merging and weights. */
#include "model/meeting.h"
#include "quoted.h"

#define TOPICS(rows) BASE "'topics':[" rows "]"

static PlnMeeting *
read_text (const char *text)
{
  PlnPlace ignored;
  g_autoptr (GBytes) bytes = quoted_request (text, &ignored);
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  PlnMeeting *meeting = pln_meeting_read ("request.json", bytes, NULL, NULL, diagnostics);

  if (!meeting)
    {
      g_autofree char *all = pln_diagnostics_format (diagnostics, false, true);

      g_test_message ("%s", all);
    }
  g_assert_nonnull (meeting);
  return meeting;
}

/* "09:00-10:30 11:00-12:00", on the meeting's clock; the day of the month before what is not on the
 * 2nd of March 2026. */
static void
append_time (GString *out, const PlnMeeting *meeting, int minute)
{
  PlnCivil civil = pln_zone_to_civil (meeting->zone, minute);

  if (civil.month != 3 || civil.day != 2)
    g_string_append_printf (out, "%d.%d.", civil.day, civil.month);
  g_string_append_printf (out, "%02d:%02d", civil.hour, civil.minute);
}

static char *
show_spans (const PlnMeeting *meeting, const PlnInterval *at, int n)
{
  GString *out = g_string_new (NULL);

  for (int k = 0; k < n; k++)
    {
      g_string_append (out, k ? " " : "");
      append_time (out, meeting, at[k].start);
      g_string_append_c (out, '-');
      append_time (out, meeting, at[k].end);
    }
  return g_string_free (out, FALSE);
}

#define assert_spans(meeting, spans, expected) \
  G_STMT_START \
  { \
    g_autofree char *shown = show_spans (meeting, (spans).at, (spans).n); \
    g_assert_cmpstr (shown, ==, expected); \
  } \
  G_STMT_END

/* The ids of people, "ann bob". */
#define assert_people(meeting, list, n, expected) \
  G_STMT_START \
  { \
    g_autoptr (GString) shown = g_string_new (NULL); \
    for (int k_ = 0; k_ < (n); k_++) \
      g_string_append_printf (shown, "%s%s", k_ ? " " : "", (meeting)->people[(list)[k_]].id); \
    g_assert_cmpstr (shown->str, ==, expected); \
  } \
  G_STMT_END

static char *
show_blocks (const PlnMeeting *meeting)
{
  g_autofree PlnInterval *blocks = g_new (PlnInterval, (gsize) meeting->n_blocks);

  for (int k = 0; k < meeting->n_blocks; k++)
    blocks[k] = meeting->blocks[k].interval;
  return show_spans (meeting, blocks, meeting->n_blocks);
}

/* -- The meeting --------------------------------------------------------------------------------- */

static void
test_defaults (void)
{
  g_autoptr (PlnMeeting) meeting = read_text ("'plenary':1,'title':'Caf\303\251 & more!','timezone':'Europe/Paris'," DAYS);

  g_assert_cmpstr (meeting->id, ==, "cafe-more-2026-03-02");
  g_assert_false (meeting->has_id);
  g_assert_cmpint (meeting->granularity, ==, 5);
  g_assert_cmpint (meeting->default_duration, ==, 30);
  g_assert_cmpint (meeting->n_rooms, ==, 1);
  g_assert_cmpstr (meeting->rooms[0].id, ==, "main");
  g_assert_cmpstr (meeting->rooms[0].name, ==, "main");
  g_assert_cmpint (meeting->n_people, ==, 0);
  g_assert_cmpint (meeting->n_roles, ==, 0);
  g_assert_cmpint (meeting->n_topics, ==, 0);
  g_assert_cmpint (meeting->n_clusters, ==, 0);
  g_assert_cmpint (meeting->organizer, ==, -1);
  for (int term = 0; term < PLN_N_TERMS; term++)
    g_assert_cmpint (meeting->weights[term], ==, pln_term_default_weight ((PlnTerm) term));
}

static void
test_head (void)
{
  g_autoptr (PlnMeeting) meeting = read_text (BASE
    "'id':'M.1','granularity':15,'default_duration':20,'location':'L','conference':'https://c','organizer':'bob',"
    "'notes':'N','uid_salt':'S','x-mine':null,'weights':{'late':0,'idle':7,'x-late':'kept'},"
    "'actions':[{'id':'a','text':'Do it','assignee':'bob','due':'2026-04-01','done':true,'from':'here','x-y':1}]");

  g_assert_cmpstr (meeting->id, ==, "M.1");
  g_assert_true (meeting->has_id);
  g_assert_cmpint (meeting->default_duration, ==, 30); /* rounded up to the grid */
  g_assert_cmpstr (meeting->location, ==, "L");
  g_assert_cmpstr (meeting->conference, ==, "https://c");
  g_assert_cmpstr (meeting->people[meeting->organizer].id, ==, "bob");
  g_assert_cmpstr (meeting->notes, ==, "N");
  g_assert_cmpstr (meeting->uid_salt, ==, "S");
  g_assert_cmpint (meeting->weights[PLN_TERM_LATE], ==, 0);
  g_assert_cmpint (meeting->weights[PLN_TERM_IDLE], ==, 7);
  g_assert_cmpint (meeting->n_actions, ==, 1);
  g_assert_cmpstr (meeting->actions[0].due, ==, "2026-04-01");
  g_assert_true (meeting->actions[0].done);
}

/* An empty list is as if absent, where nothing else is said. */
static void
test_empty_lists (void)
{
  g_autoptr (PlnMeeting) meeting = read_text (HEAD
    "'days':[{'date':'2026-03-02','start':'09:00','end':'12:00','breaks':[]}],'clusters':[],'actions':[],"
    "'people':[{'id':'ann','name':'Ann','aliases':[],'groups':[],'unavailable':[],'calendars':[]}],"
    "'rooms':[{'id':'r','features':[],'unavailable':[]}],"
    "'topics':[{'id':'a','title':'A','required':[],'optional':[],'within':[],'prefer':[],'avoid':[],'after':[],'before':[],"
    "'same_day':[],'different_day':[],'apart':[],'avoid_parallel':[],'needs':[],'same_as':[],'attachments':[],'tags':[]}]");

  g_assert_cmpint (meeting->n_roles, ==, 2);
  g_assert_cmpint (meeting->topics[0].n_within, ==, 0);
  g_assert_cmpint (meeting->topics[0].n_prefer, ==, 0);
  g_assert_true (meeting->topics[0].room_fits[0]);
  g_assert_false (meeting->people[0].has_available);
}

static void
test_empty_lists_that_mean (void)
{
  g_autoptr (PlnMeeting) meeting = read_text (HEAD
    "'days':[{'date':'2026-03-02','start':'09:00','end':'12:00','starts':[]}],'roles':[],"
    "'people':[{'id':'ann','name':'Ann','available':[]}],"
    "'topics':[{'id':'a','title':'A','requested_by':'ann','presenters':[],'rooms':[]}]");

  g_assert_cmpint (meeting->n_roles, ==, 0);
  g_assert_true (meeting->days[0].has_starts);
  g_assert_cmpint (meeting->days[0].n_starts, ==, 0);
  g_assert_true (meeting->people[0].has_available);
  g_assert_cmpint (meeting->people[0].available.n, ==, 0);
  g_assert_cmpint (meeting->topics[0].n_presenters, ==, 0);
  g_assert_false (meeting->topics[0].room_fits[0]);
}

/* -- Days ---------------------------------------------------------------------------------------- */

static const struct
{
  const char *about, *days, *blocks;
} day_cases[] = {
  { "breaks divide", "{'date':'2026-03-02','start':'09:00','end':'13:45','breaks':[{'start':'12:30','end':'13:00'},{'start':'10:30','end':'11:00'}]}",
    "09:00-10:30 11:00-12:30 13:00-13:45" },
  { "breaks are cut and united",
    "{'date':'2026-03-02','start':'09:00','end':'12:00','breaks':[{'start':'08:00','end':'09:10'},{'start':'10:00','end':'10:30'},{'start':'10:20','end':'10:40'},{'start':'11:50','end':'13:00'}]}",
    "09:10-10:00 10:40-11:50" },
  { "one break inside another",
    "{'date':'2026-03-02','start':'09:00','end':'12:00','breaks':[{'start':'10:00','end':'11:00'},{'start':'10:10','end':'10:20'}]}",
    "09:00-10:00 11:00-12:00" },
  { "breaks that touch", "{'date':'2026-03-02','start':'09:00','end':'12:00','breaks':[{'start':'10:00','end':'10:30'},{'start':'10:30','end':'11:00'}]}",
    "09:00-10:00 11:00-12:00" },
  { "a break of no length divides nothing", "{'date':'2026-03-02','start':'09:00','end':'12:00','breaks':[{'start':'10:00','end':'10:00'}]}",
    "09:00-12:00" },
  { "a break outside the day", "{'date':'2026-03-02','start':'09:00','end':'12:00','breaks':[{'start':'13:00','end':'14:00'}]}", "09:00-12:00" },
  { "off the grid", "{'date':'2026-03-02','start':'09:03','end':'11:58'}", "09:03-11:58" },
  { "to midnight", "{'date':'2026-03-02','start':'00:00','end':'24:00'}", "00:00-3.3.00:00" },
  { "days in any order", "{'date':'2026-03-03','start':'09:00','end':'10:00'},{'date':'2026-03-02','start':'11:00','end':'12:00'}",
    "11:00-12:00 3.3.09:00-3.3.10:00" },
  { "a day of 23 hours", "{'date':'2026-03-29','start':'00:00','end':'24:00'}", "29.3.00:00-30.3.00:00" },
};

static void
test_days (void)
{
  for (guint k = 0; k < G_N_ELEMENTS (day_cases); k++)
    {
      g_autofree char *text = g_strdup_printf (HEAD "'days':[%s]", day_cases[k].days);
      g_autoptr (PlnMeeting) meeting = read_text (text);
      g_autofree char *blocks = show_blocks (meeting);

      g_test_message ("%s", day_cases[k].about);
      g_assert_cmpstr (blocks, ==, day_cases[k].blocks);
    }
}

static void
test_day_rows (void)
{
  g_autoptr (PlnMeeting) meeting = read_text (HEAD
    "'days':[{'date':'2026-03-29','start':'00:00','end':'24:00','starts':['09:40','09:00','09:40'],"
    "'breaks':[{'start':'12:00','end':'13:00','title':'Lunch'},{'start':'10:00','end':'10:10'}]}]");
  const PlnDay *day = &meeting->days[0];

  g_assert_cmpint (day->interval.end - day->interval.start, ==, 23 * 60);
  g_assert_cmpint (day->n_breaks, ==, 2);
  g_assert_cmpstr (day->break_titles[0], ==, "Break");
  g_assert_cmpstr (day->break_titles[1], ==, "Lunch");
  g_assert_cmpint (day->n_starts, ==, 2);
  g_assert_cmpint (day->starts[1] - day->starts[0], ==, 40);
  g_assert_cmpint (meeting->blocks[2].day, ==, 0);
}

static void
test_grid (void)
{
  g_autoptr (PlnMeeting) meeting
    = read_text ("'plenary':1,'title':'T','timezone':'Asia/Kathmandu','granularity':30,'days':[{'date':'2026-03-02','start':'09:07','end':'12:00'}]");
  int start = meeting->blocks[0].interval.start;

  g_assert_false (pln_meeting_on_grid (meeting, start));
  g_assert_cmpint (pln_meeting_grid_ceiling (meeting, start) - start, ==, 23);
  g_assert_true (pln_meeting_on_grid (meeting, start + 23));
  g_assert_cmpint ((start + 23) % 30, ==, 15); /* in UTC it is not */
}

/* -- Windows ------------------------------------------------------------------------------------- */

#define TWO_DAYS "'days':[{'date':'2026-03-02','start':'09:00','end':'12:00'},{'date':'2026-03-05','start':'09:00','end':'12:00'}],"

static const struct
{
  const char *about, *window, *spans;
} window_cases[] = {
  { "start and end", "{'start':'2026-03-02T10:00','end':'2026-03-02T11:00'}", "10:00-11:00" },
  { "seconds of 0", "{'start':'2026-03-02T10:00:00','end':'2026-03-02T11:00:00'}", "10:00-11:00" },
  { "with offset and Z", "{'start':'2026-03-02T10:00+02:00','end':'2026-03-02T10:00Z'}", "09:00-11:00" },
  { "one with, one without", "{'start':'2026-03-02T10:00','end':'2026-03-02T10:00:00-01:00'}", "10:00-12:00" },
  { "of no length", "{'start':'2026-03-02T10:00','end':'2026-03-02T10:00'}", "10:00-10:00" },
  { "over midnight", "{'start':'2026-03-02T22:00','end':'2026-03-03T02:00'}", "22:00-3.3.02:00" },
  { "part of a day", "{'day':'2026-03-02','from':'10:00','to':'11:00'}", "10:00-11:00" },
  { "a whole day", "{'day':'2026-03-02'}", "00:00-3.3.00:00" },
  { "from", "{'day':'2026-03-02','from':'10:00'}", "10:00-3.3.00:00" },
  { "to", "{'day':'2026-03-02','to':'10:00'}", "00:00-10:00" },
  { "every day", "{'from':'10:00','to':'11:00'}", "10:00-11:00 5.3.10:00-5.3.11:00" },
  { "nothing at all", "{}", "00:00-3.3.00:00 5.3.00:00-6.3.00:00" },
  { "a day that is none of the meeting's", "{'day':'2026-03-09','to':'01:00'}", "9.3.00:00-9.3.01:00" },
  { "into the next day", "{'day':'2026-03-02','from':'22:00','to':'09:30'}", "22:00-3.3.09:30" },
  { "into the next day, every day, also from the day before", "{'from':'22:00','to':'09:30'}",
    "1.3.22:00-09:30 22:00-3.3.09:30 5.3.22:00-6.3.09:30" },
  { "the 24 hours from then", "{'day':'2026-03-02','from':'09:00','to':'09:00'}", "09:00-3.3.09:00" },
  { "to 00:00", "{'day':'2026-03-02','from':'22:00','to':'00:00'}", "22:00-3.3.00:00" },
  { "in a gap, with the offset before it", "{'start':'2026-03-29T02:30','end':'2026-03-29T04:00'}", "29.3.03:30-29.3.04:00" },
  { "in order on the clock, but not in time", "{'start':'2026-03-29T02:50','end':'2026-03-29T03:10'}", "29.3.03:50-29.3.03:50" },
  { "in an overlap, as the first", "{'start':'2026-10-25T02:30','end':'2026-10-25T03:00'}", "25.10.02:30-25.10.03:00" },
};

static void
test_windows (void)
{
  for (guint k = 0; k < G_N_ELEMENTS (window_cases); k++)
    {
      g_autofree char *text
        = g_strdup_printf (HEAD TWO_DAYS "'topics':[{'id':'a','title':'A','within':[%s]}]", window_cases[k].window);
      g_autoptr (PlnMeeting) meeting = read_text (text);

      g_test_message ("%s", window_cases[k].about);
      assert_spans (meeting, meeting->topics[0].within[0], window_cases[k].spans);
    }
}

/* The first reading of an overlap makes it last longer. */
static void
test_overlap_length (void)
{
  g_autoptr (PlnMeeting) meeting
    = read_text (HEAD TWO_DAYS "'topics':[{'id':'a','title':'A','within':[{'start':'2026-10-25T02:30','end':'2026-10-25T03:00'}]}]");
  const PlnInterval *span = meeting->topics[0].within[0].at;

  g_assert_cmpint (span->end - span->start, ==, 90);
}

/* -- Rooms and transfer -------------------------------------------------------------------------- */

static void
test_transfer (void)
{
  g_autoptr (PlnMeeting) flat = read_text (BASE "'rooms':[{'id':'r','name':'Room'},{'id':'s'}],'transfer':10");
  g_autoptr (PlnMeeting) pairs = read_text (BASE "'rooms':[{'id':'r'},{'id':'s'}],'transfer':{'r':{'s':15,'r':9}}");
  g_autoptr (PlnMeeting) named = read_text (BASE "'rooms':[{'id':'r'},{'id':'x-s'}],'transfer':{'x-s':{'r':15}}");

  g_assert_cmpstr (flat->rooms[0].name, ==, "Room");
  g_assert_cmpint (flat->transfer[0], ==, 0);
  g_assert_cmpint (flat->transfer[1], ==, 10);
  g_assert_cmpint (flat->transfer[2], ==, 10);
  g_assert_cmpint (flat->transfer[3], ==, 0);
  g_assert_cmpint (pairs->transfer[0], ==, 0);
  g_assert_cmpint (pairs->transfer[1], ==, 15);
  g_assert_cmpint (pairs->transfer[2], ==, 0);
  g_assert_cmpint (named->transfer[2], ==, 15);
}

static const struct
{
  const char *about, *topic, *fits; /* a letter for each of r, s, t that fits */
} room_cases[] = {
  { "anything", "'tags':['x']", "rst" },
  { "listed", "'rooms':['t','r']", "rt" },
  { "needs one", "'needs':['tv']", "rs" },
  { "needs both", "'needs':['tv','tea']", "s" },
  { "size", "'size':20", "rst" },
  { "larger", "'size':21", "st" },
  { "none states a capacity that large", "'size':41", "t" },
  { "fixed", "'fixed':{'room':'s'}", "s" },
  { "fixed where it is not listed", "'fixed':{'room':'s'},'rooms':['r']", "" },
  { "nowhere", "'rooms':[]", "" },
};

static void
test_rooms (void)
{
  for (guint k = 0; k < G_N_ELEMENTS (room_cases); k++)
    {
      g_autofree char *text = g_strdup_printf (
        BASE "'rooms':[{'id':'r','capacity':20,'features':['tv']},{'id':'s','capacity':40,'features':['tea','tv']},{'id':'t'}],"
             "'topics':[{'id':'a','title':'A',%s}]", room_cases[k].topic);
      g_autoptr (PlnMeeting) meeting = read_text (text);
      g_autoptr (GString) fits = g_string_new (NULL);

      for (int room = 0; room < meeting->n_rooms; room++)
        if (meeting->topics[0].room_fits[room])
          g_string_append (fits, meeting->rooms[room].id);
      g_test_message ("%s", room_cases[k].about);
      g_assert_cmpstr (fits->str, ==, room_cases[k].fits);
    }
}

/* -- People and roles ---------------------------------------------------------------------------- */

static void
test_person (void)
{
  g_autoptr (PlnMeeting) meeting = read_text (HEAD DAYS
    "'people':[{'id':'ann','name':'Ann','aliases':['A'],'email':'a@b','groups':['g','g','h'],'timezone':'Asia/Tokyo',"
    "'available':[{'to':'10:00'},{'from':'09:30','to':'11:00'}],"
    "'unavailable':[{'from':'09:00','to':'09:10'},{'from':'09:20','to':'09:30','soft':true,'summary':'tea'},"
    "{'from':'09:40','to':'09:50','weight':7,'soft':false},{'from':'10:00','to':'10:10','soft':false},"
    "{'from':'10:20','to':'10:30','weight':0}],"
    "'comfort':{'from':'22:00','to':'10:00'}}]");
  const PlnPerson *ann = &meeting->people[0];

  g_assert_cmpstr (ann->timezone, ==, "Asia/Tokyo");
  assert_spans (meeting, ann->available, "00:00-11:00");
  assert_spans (meeting, ann->busy, "09:00-09:10 10:00-10:10");
  g_assert_cmpint (ann->n_soft, ==, 3);
  g_assert_cmpint (ann->soft[0].weight, ==, 30);
  g_assert_cmpstr (ann->soft[0].summary, ==, "tea");
  g_assert_cmpint (ann->soft[1].weight, ==, 7);
  g_assert_cmpint (ann->soft[2].weight, ==, 0);
  /* 22:00 to 10:00 in Tokyo is 14:00 to 02:00 in Paris. */
  assert_spans (meeting, ann->comfort,
                "28.2.14:00-1.3.02:00 1.3.14:00-02:00 14:00-3.3.02:00 3.3.14:00-4.3.02:00 4.3.14:00-5.3.02:00");
  g_assert_true (pln_person_is_free (ann, (PlnInterval){ meeting->blocks[0].interval.start + 10,
                                                         meeting->blocks[0].interval.start + 60 }));
  g_assert_false (pln_person_is_free (ann, (PlnInterval){ meeting->blocks[0].interval.start + 90,
                                                          meeting->blocks[0].interval.start + 130 }));
}

static void
test_comfort (void)
{
  static const struct
  {
    const char *comfort;
    int from, to;
  } rows[] = { { "{}", 0, 1440 }, { "{'from':'08:00'}", 480, 1440 }, { "{'to':'20:00'}", 0, 1200 }, { "{'from':'08:00','to':'08:00'}", 480, 480 } };

  for (guint k = 0; k < G_N_ELEMENTS (rows); k++)
    {
      g_autofree char *text = g_strdup_printf (HEAD DAYS "'people':[{'id':'ann','name':'Ann','comfort':%s}]", rows[k].comfort);
      g_autoptr (PlnMeeting) meeting = read_text (text);
      const PlnPerson *ann = &meeting->people[0];
      int length = rows[k].to - rows[k].from;

      g_assert_cmpint (ann->comfort_from, ==, rows[k].from);
      g_assert_cmpint (ann->comfort_to, ==, rows[k].to);
      g_assert_cmpint (ann->comfort.n, ==, 5);
      g_assert_cmpint (ann->comfort.at[2].end - ann->comfort.at[2].start, ==, length > 0 ? length : 1440);
    }
}

static void
test_roles (void)
{
  g_autoptr (PlnMeeting) usual = read_text (BASE "'topics':[]");
  g_autoptr (PlnMeeting) given = read_text (HEAD DAYS
    "'people':[{'id':'ann','name':'A','groups':['g']},{'id':'bob','name':'B','groups':['g']},{'id':'x-c','name':'C'}],"
    "'roles':[{'id':'r','pool':['x-c','@g','ann'],'history':{'ann':3,'x-c':2}},{'id':'s','title':'S','pool':['ann'],'history':{'bob':1,'ann':5}}]");

  g_assert_cmpint (usual->n_roles, ==, 2);
  g_assert_cmpstr (usual->roles[0].id, ==, "moderator");
  g_assert_cmpstr (usual->roles[1].title, ==, "Notetaker");
  assert_people (usual, usual->roles[1].pool, usual->roles[1].n_pool, "ann bob");
  g_assert_cmpstr (given->roles[0].title, ==, "r");
  assert_people (given, given->roles[0].pool, given->roles[0].n_pool, "x-c ann bob");
  g_assert_cmpint (given->roles[0].history[0], ==, 2); /* less the least, which is bob's 0 */
  g_assert_cmpint (given->roles[0].history[1], ==, 3);
  g_assert_cmpint (given->roles[0].history[2], ==, 0);
  g_assert_cmpint (given->roles[1].history[0], ==, 0);
}

/* -- Topics -------------------------------------------------------------------------------------- */

#define CROWD HEAD DAYS \
  "'people':[{'id':'ann','name':'A','groups':['g']},{'id':'bob','name':'B','groups':['g']},{'id':'cem','name':'C'},{'id':'dia','name':'D'}],"

static const struct
{
  const char *about, *topic, *presenters, *required, *optional;
} cast_cases[] = {
  { "nobody", "'tags':[]", "", "", "" },
  { "who requests presents", "'requested_by':'ann'", "ann", "", "" },
  { "free text presents not", "'requested_by':'Ann A.'", "", "", "" },
  { "a group cannot request", "'requested_by':'@g'", "", "", "" },
  { "presenters come before who requests", "'requested_by':'ann','presenters':['bob']", "bob", "", "" },
  { "nobody presents", "'requested_by':'ann','presenters':[]", "", "", "" },
  { "a round comes before who requests", "'requested_by':'ann','round':{'speakers':['cem']}", "cem", "", "" },
  { "a round and presenters", "'presenters':['ann','cem'],'round':{'speakers':['cem','bob']}", "cem bob ann", "", "" },
  { "groups, each once", "'presenters':['bob','@g','bob']", "bob ann", "", "" },
  { "required", "'presenters':['ann'],'required':['@g','cem']", "ann", "bob cem", "" },
  { "the cast is not optional", "'presenters':['ann'],'required':['cem'],'optional':['@g','cem','dia']", "ann", "cem", "bob:5 dia:5" },
  { "the largest weight counts", "'optional':[{'person':'@g','weight':3},'ann',{'person':'bob','weight':9},{'person':'bob','weight':1}]", "", "",
    "ann:5 bob:9" },
};

static void
test_cast (void)
{
  for (guint k = 0; k < G_N_ELEMENTS (cast_cases); k++)
    {
      g_autofree char *text = g_strdup_printf (CROWD "'topics':[{'id':'a','title':'A',%s}]", cast_cases[k].topic);
      g_autoptr (PlnMeeting) meeting = read_text (text);
      const PlnTopic *topic = &meeting->topics[0];
      g_autoptr (GString) optional = g_string_new (NULL);

      g_test_message ("%s", cast_cases[k].about);
      assert_people (meeting, topic->presenters, topic->n_presenters, cast_cases[k].presenters);
      assert_people (meeting, topic->required, topic->n_required, cast_cases[k].required);
      g_assert_cmpint (topic->n_cast, ==, topic->n_presenters + topic->n_required);
      for (int p = 0; p < topic->n_optional; p++)
        g_string_append_printf (optional, "%s%s:%d", p ? " " : "", meeting->people[topic->optional[p].person].id,
                                topic->optional[p].weight);
      g_assert_cmpstr (optional->str, ==, cast_cases[k].optional);
    }
}

static const struct
{
  const char *about, *topic;
  int preferred, least, parts;
  bool estimate, no_length;
  PlnPriority priority;
  int64_t drop_cost;
} length_cases[] = {
  { "left out", "'tags':[]", 30, 30, 1, true, true, PLN_PRIORITY_NORMAL, 200 },
  { "blank", "'duration':''", 30, 30, 1, true, true, PLN_PRIORITY_NORMAL, 200 },
  { "minutes, rounded up", "'duration':31", 35, 35, 1, false, false, PLN_PRIORITY_NORMAL, 300 },
  { "a text", "'duration':'3x30 min?'", 30, 30, 3, true, false, PLN_PRIORITY_NORMAL, 600 },
  { "a text and parts that agree", "'duration':'3x30','parts':3", 30, 30, 3, false, false, PLN_PRIORITY_NORMAL, 600 },
  { "parts alone", "'duration':20,'parts':2,'priority':'high'", 20, 20, 2, false, false, PLN_PRIORITY_HIGH, 900 },
  { "preferred and least", "'duration':{'preferred':62,'min':31},'priority':'low'", 65, 35, 1, false, false, PLN_PRIORITY_LOW, 100 },
  { "preferred alone", "'duration':{'preferred':60}", 60, 60, 1, false, false, PLN_PRIORITY_NORMAL, 400 },
  { "in order once rounded", "'duration':{'preferred':31,'min':35}", 35, 35, 1, false, false, PLN_PRIORITY_NORMAL, 300 },
  { "a fixed start must be", "'duration':30,'fixed':{'start':'2026-03-02T09:00'}", 30, 30, 1, false, false, PLN_PRIORITY_MUST, 0 },
  { "a fixed room need not", "'duration':30,'fixed':{'room':'main'}", 30, 30, 1, false, false, PLN_PRIORITY_NORMAL, 200 },
  { "a position must be", "'duration':30,'position':'day_last'", 30, 30, 1, false, false, PLN_PRIORITY_MUST, 0 },
  { "but what is stated counts", "'duration':30,'position':'first','priority':'low'", 30, 30, 1, false, false, PLN_PRIORITY_LOW, 40 },
};

static void
test_length (void)
{
  for (guint k = 0; k < G_N_ELEMENTS (length_cases); k++)
    {
      g_autofree char *text = g_strdup_printf (CROWD "'topics':[{'id':'a','title':'A',%s}]", length_cases[k].topic);
      g_autoptr (PlnMeeting) meeting = read_text (text);
      const PlnTopic *topic = &meeting->topics[0];

      g_test_message ("%s", length_cases[k].about);
      g_assert_cmpint (topic->preferred, ==, length_cases[k].preferred);
      g_assert_cmpint (topic->least, ==, length_cases[k].least);
      g_assert_cmpint (topic->parts, ==, length_cases[k].parts);
      g_assert_cmpint (topic->estimate, ==, length_cases[k].estimate);
      g_assert_cmpint (topic->no_length, ==, length_cases[k].no_length);
      g_assert_cmpint (topic->priority, ==, length_cases[k].priority);
      g_assert_cmpint (topic->drop_cost, ==, length_cases[k].drop_cost);
    }
}

static void
test_items (void)
{
  g_autoptr (PlnMeeting) meeting
    = read_text (TOPICS ("{'id':'a','title':'A'},{'id':'b','title':'B','parts':4},{'id':'c','title':'C','parts':1}"));

  g_assert_cmpint (meeting->n_items, ==, 6);
  g_assert_cmpstr (meeting->items[0].id, ==, "a");
  g_assert_cmpstr (meeting->items[1].id, ==, "b#1");
  g_assert_cmpstr (meeting->items[4].id, ==, "b#4");
  g_assert_cmpstr (meeting->items[4].title, ==, "B: Part IV");
  g_assert_cmpstr (meeting->items[5].id, ==, "c");
  g_assert_cmpstr (meeting->items[5].title, ==, "C");
  g_assert_cmpint (meeting->topics[2].first_item, ==, 5);
  g_assert_cmpint (meeting->items[4].part, ==, 3);
  g_assert_cmpint (pln_meeting_find_item (meeting, "b#2"), ==, 2);
  g_assert_cmpint (pln_meeting_find_item (meeting, "b"), ==, -1);
}

static void
test_carried (void)
{
  g_autoptr (PlnMeeting) meeting = read_text (CROWD
    "'topics':[{'id':'a','title':'A','part_spacing':'same_day','closed':true,'contingent':'if','notes':'N','tags':['t','u'],"
    "'attachments':[{'title':'S','uri':'https://s'},{'uri':'https://r'}],'fixed':{'start':'2026-03-02T09:00Z'},"
    "'round':{'speakers':['dia','ann','bob'],'order':'shuffled','last':['ann']}},{'id':'b','title':'B'}]");
  const PlnTopic *topic = &meeting->topics[0];

  g_assert_cmpint (topic->spacing, ==, PLN_SPACING_SAME_DAY);
  g_assert_cmpint (meeting->topics[1].spacing, ==, PLN_SPACING_DIFFERENT_BLOCK);
  g_assert_true (topic->closed);
  g_assert_cmpstr (topic->contingent, ==, "if");
  g_assert_cmpstr (topic->notes, ==, "N");
  g_assert_cmpstr (topic->tags[1], ==, "u");
  g_assert_cmpint (topic->n_attachments, ==, 2);
  g_assert_cmpstr (topic->attachments[0].title, ==, "S");
  g_assert_null (topic->attachments[1].title);
  g_assert_true (topic->has_fixed_start);
  g_assert_cmpint (topic->fixed_start - meeting->blocks[0].interval.start, ==, 60);
  g_assert_cmpint (topic->order, ==, PLN_ROUND_SHUFFLED);
  assert_people (meeting, topic->speakers, topic->n_speakers, "dia ann bob");
  assert_people (meeting, topic->last_speakers, topic->n_last_speakers, "ann");
}

static void
test_wishes (void)
{
  g_autoptr (PlnMeeting) meeting = read_text (TOPICS (
    "{'id':'a','title':'A','prefer':[{'to':'10:00'},{'from':'09:30','to':'11:00','weight':3},{'from':'11:00','soft':true}],"
    "'avoid':[{'to':'10:00','weight':4,'summary':'early'},{'from':'09:30'}],'within':[{'to':'10:00'},{'from':'09:30'}]}"));
  const PlnTopic *topic = &meeting->topics[0];

  g_assert_cmpint (topic->n_prefer, ==, 1);
  g_assert_cmpint (topic->prefer[0].weight, ==, 20); /* the largest, defaults included */
  assert_spans (meeting, topic->prefer[0].spans, "00:00-10:00 09:30-11:00 11:00-3.3.00:00");
  g_assert_cmpint (topic->n_avoid, ==, 2);
  g_assert_cmpint (topic->avoid[0].weight, ==, 4);
  g_assert_cmpstr (topic->avoid[0].summary, ==, "early");
  g_assert_cmpint (topic->avoid[1].weight, ==, 20);
  g_assert_cmpint (topic->n_within, ==, 1);
  assert_spans (meeting, topic->within[0], "00:00-10:00 09:30-3.3.00:00"); /* not united */
}

/* "after b, before c 15" */
static char *
show_relations (const PlnMeeting *meeting, const PlnTopic *topic)
{
  static const char *const kinds[] = { "after", "before", "follows", "same_day", "different_day", "apart", "parallel" };
  GString *out = g_string_new (NULL);

  for (int k = 0; k < topic->n_relations; k++)
    {
      const PlnRelation *relation = &topic->relations[k];

      g_string_append_printf (out, "%s%s %s", k ? ", " : "", kinds[relation->kind], meeting->topics[relation->other].id);
      if (relation->soft)
        g_string_append_printf (out, " %d", relation->weight);
    }
  return g_string_free (out, FALSE);
}

static void
test_relations (void)
{
  g_autoptr (PlnMeeting) meeting = read_text (TOPICS (
    "{'id':'a','title':'A','avoid_parallel':[{'topic':'b'},{'topic':'c','weight':0}],'apart':['b'],'different_day':['c'],'same_day':['b'],"
    "'follows':'c','before':[{'topic':'c','weight':2},'b'],'after':['b',{'topic':'c'}]},{'id':'b','title':'B'},{'id':'c','title':'C'}"));
  g_autofree char *shown = show_relations (meeting, &meeting->topics[0]);

  g_assert_cmpstr (shown, ==,
                   "after b, after c 15, before c 2, before b, follows c, same_day b, different_day c, apart b, parallel b 20, "
                   "parallel c 0");
}

/* -- Merging ------------------------------------------------------------------------------------- */

static void
test_merge (void)
{
  g_autoptr (PlnMeeting) meeting = read_text (CROWD "'rooms':[{'id':'r','features':['tv'],'capacity':30},{'id':'s','features':['tv','tea']},{'id':'t'}],"
    "'topics':["
    "{'id':'z','title':'Z','after':['b'],'avoid_parallel':[{'topic':'a'}]},"
    "{'id':'a','title':'A','same_as':['c','b'],'requested_by':'ann','duration':20,'within':[{'to':'11:00'}],'prefer':[{'to':'10:00'}],"
    "'needs':['tv'],'tags':['x'],'notes':'one','required':['cem'],'after':['z'],'optional':[{'person':'bob','weight':1}]},"
    "{'id':'b','title':'B','requested_by':'bob','duration':90,'parts':3,'closed':true,'priority':'low','within':[{'from':'09:30'}],"
    "'prefer':[{'from':'10:00','weight':2}],'size':31,'tags':['y','x'],'notes':'two','optional':['dia'],'position':'first','fixed':{'room':'t'},"
    "'after':['z'],'attachments':[{'uri':'https://b'}],'avoid':[{'to':'09:30'}]},"
    "{'id':'c','title':'C','requested_by':'Zoe','round':{'speakers':['dia']},'required':['ann'],'priority':'high','rooms':['r','s']}]");
  const PlnTopic *topic = &meeting->topics[pln_meeting_find_topic (meeting, "a")];
  g_autofree char *relations = show_relations (meeting, topic);
  g_autofree char *other = show_relations (meeting, &meeting->topics[0]);
  g_autofree char *requesters = g_strjoinv (" ", topic->requested_by);
  g_autofree char *tags = g_strjoinv (" ", topic->tags);
  g_autofree char *merged = g_strjoinv (" ", topic->merged);

  g_assert_cmpint (meeting->n_topics, ==, 2);
  g_assert_cmpint (pln_meeting_find_topic (meeting, "b"), ==, -1);
  /* Who presents is settled for each; speakers of a merged round stay away. */
  assert_people (meeting, topic->presenters, topic->n_presenters, "ann bob");
  assert_people (meeting, topic->required, topic->n_required, "cem");
  g_assert_cmpint (topic->n_optional, ==, 1);
  g_assert_cmpstr (meeting->people[topic->optional[0].person].id, ==, "dia");
  g_assert_cmpint (topic->n_speakers, ==, 0);
  /* Duration, parts, position, fixed are this topic's. */
  g_assert_cmpint (topic->preferred, ==, 20);
  g_assert_cmpint (topic->parts, ==, 1);
  g_assert_cmpint (topic->position, ==, PLN_POSITION_NONE);
  g_assert_true (topic->closed);
  g_assert_cmpint (topic->priority, ==, PLN_PRIORITY_HIGH);
  g_assert_cmpint (topic->drop_cost, ==, 600);
  /* All needs, the largest size, rooms common to all. */
  g_assert_false (topic->room_fits[0]);
  g_assert_true (topic->room_fits[1]);
  g_assert_false (topic->room_fits[2]);
  g_assert_cmpint (topic->n_within, ==, 2);
  g_assert_cmpint (topic->n_prefer, ==, 2);
  g_assert_cmpint (topic->n_avoid, ==, 1);
  g_assert_cmpint (topic->n_attachments, ==, 1);
  g_assert_cmpstr (requesters, ==, "ann Zoe bob");
  g_assert_cmpstr (tags, ==, "x y");
  g_assert_cmpstr (topic->notes, ==, "one\n\ntwo");
  g_assert_cmpstr (merged, ==, "c b");
  g_assert_cmpstr (topic->merged_titles[1], ==, "B");
  /* What is stated twice counts twice; relations to a merged one are to this. */
  g_assert_cmpstr (relations, ==, "after z, after z");
  g_assert_cmpstr (other, ==, "after a, parallel a 20");
}

static const struct
{
  const char *about, *own, *merged;
  PlnPriority priority;
} priority_cases[] = {
  { "this one's default", "'tags':[]", "'priority':'low'", PLN_PRIORITY_NORMAL },
  { "what a merged one states", "'tags':[]", "'priority':'high'", PLN_PRIORITY_HIGH },
  { "not what it has by default", "'priority':'low'", "'tags':[]", PLN_PRIORITY_LOW },
  { "nor by its position", "'priority':'low'", "'position':'first'", PLN_PRIORITY_LOW },
  { "this one's position", "'position':'first'", "'priority':'low'", PLN_PRIORITY_MUST },
};

static void
test_merged_priority (void)
{
  for (guint k = 0; k < G_N_ELEMENTS (priority_cases); k++)
    {
      g_autofree char *text = g_strdup_printf (BASE "'topics':[{'id':'a','title':'A','same_as':['b'],%s},{'id':'b','title':'B',%s}]",
                                               priority_cases[k].own, priority_cases[k].merged);
      g_autoptr (PlnMeeting) meeting = read_text (text);

      g_test_message ("%s", priority_cases[k].about);
      g_assert_cmpint (meeting->topics[0].priority, ==, priority_cases[k].priority);
    }
}

static void
test_merged_rooms (void)
{
  g_autoptr (PlnMeeting) meeting = read_text (BASE "'rooms':[{'id':'r'},{'id':'s'}],"
    "'topics':[{'id':'a','title':'A','same_as':['b','c'],'rooms':['r']},{'id':'b','title':'B'},{'id':'c','title':'C','rooms':['s']}]");

  g_assert_false (meeting->topics[0].room_fits[0]);
  g_assert_false (meeting->topics[0].room_fits[1]);
}

/* -- Clusters and weights ------------------------------------------------------------------------ */

static void
test_clusters (void)
{
  g_autoptr (PlnMeeting) meeting = read_text (TOPICS (
    "{'id':'a','title':'A','same_as':['c']},{'id':'b','title':'B','closed':true},{'id':'c','title':'C','closed':true},"
    "{'id':'d','title':'D','closed':true,'position':'last'}")
    ",'clusters':[{'id':'k','topics':['c','a','b']},{'id':'l','topics':['d'],'weight':3}]");

  g_assert_cmpint (meeting->n_clusters, ==, 3);
  g_assert_cmpint (meeting->clusters[0].n_topics, ==, 2);
  g_assert_cmpint (meeting->clusters[0].weight, ==, 10);
  g_assert_cmpint (meeting->clusters[1].weight, ==, 3);
  g_assert_cmpstr (meeting->clusters[2].id, ==, "closed");
  g_assert_cmpint (meeting->clusters[2].n_topics, ==, 2); /* a is closed through c; d has a position */
  g_assert_cmpint (meeting->clusters[2].weight, ==, 10);
}

/* A term of weight 0 is off, whatever items say; turning one off changes no other. */
static void
test_off (void)
{
  g_autoptr (PlnMeeting) meeting = read_text (HEAD DAYS
    "'people':[{'id':'ann','name':'A','unavailable':[{'to':'10:00','weight':9}]},{'id':'bob','name':'B'}],"
    "'topics':[{'id':'a','title':'A','prefer':[{'to':'10:00','weight':9}],'avoid':[{'to':'10:00','weight':9}],"
    "'after':[{'topic':'b','weight':9},'c'],'avoid_parallel':[{'topic':'b','weight':9}],'optional':[{'person':'bob','weight':9}]},"
    "{'id':'b','title':'B'},{'id':'c','title':'C'}],'clusters':[{'id':'k','topics':['a','b'],'weight':9}],"
    "'weights':{'prefer':0,'avoid':0,'order':0,'parallel':0,'optional':0,'cluster':0,'soft_unavailable':0,'drop_normal':0}");
  const PlnTopic *topic = &meeting->topics[0];
  g_autofree char *relations = show_relations (meeting, topic);

  g_assert_cmpint (meeting->people[0].n_soft, ==, 1);
  g_assert_cmpint (meeting->people[0].soft[0].weight, ==, 0);
  g_assert_cmpint (topic->prefer[0].weight, ==, 0);
  g_assert_cmpint (topic->avoid[0].weight, ==, 0);
  g_assert_cmpint (topic->optional[0].weight, ==, 0);
  g_assert_cmpint (topic->drop_cost, ==, 0);
  g_assert_cmpint (meeting->clusters[0].weight, ==, 0);
  g_assert_cmpstr (relations, ==, "after b 0, after c, parallel b 0");
  g_assert_cmpint (meeting->weights[PLN_TERM_DROP_HIGH], ==, 300);
}

/* -- Calendars ----------------------------------------------------------------------------------- */

typedef struct
{
  int asked;
  int from, to;
} Asked;

static bool
read_fake_calendar (const char *request_name, const char *path, const PlnCalendarOwner *owner, int from, int to, GArray *rows,
                    char **why, gpointer data)
{
  Asked *asked = data;
  PlnBusy hard = { .start = from + 2 * 1440, .end = from + 2 * 1440 + 30 };
  PlnBusy soft = { .start = hard.end, .end = hard.end + 30, .soft = true, .summary = "maybe" };

  if (!path)
    return true;
  asked->asked++;
  asked->from = from;
  asked->to = to;
  g_assert_cmpstr (request_name, ==, "request.json");
  g_assert_cmpstr (path, ==, "ann.ics");
  g_assert_cmpstr (owner->timezone, ==, "Asia/Tokyo");
  g_array_append_val (rows, hard);
  g_array_append_val (rows, soft);
  return true;
}

static void
test_calendars (void)
{
  PlnPlace ignored;
  g_autoptr (GBytes) bytes = quoted_request (HEAD DAYS
    "'people':[{'id':'ann','name':'Ann','timezone':'Asia/Tokyo','calendars':['ann.ics']},{'id':'bob','name':'B','calendars':[]}]", &ignored);
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  Asked asked = { 0 };
  g_autoptr (PlnMeeting) meeting = pln_meeting_read ("request.json", bytes, read_fake_calendar, &asked, diagnostics);
  const PlnPerson *ann;

  g_assert_nonnull (meeting);
  ann = &meeting->people[0];
  g_assert_cmpint (asked.asked, ==, 1);
  g_assert_cmpint (asked.to - asked.from, ==, 4 * 1440 + 180);
  assert_spans (meeting, ann->busy, "09:00-09:30");
  g_assert_cmpint (ann->n_soft, ==, 1);
  assert_spans (meeting, ann->soft[0].spans, "09:30-10:00");
  g_assert_cmpint (ann->soft[0].weight, ==, 30);
  g_assert_cmpstr (ann->soft[0].summary, ==, "maybe");
  g_assert_cmpstr (ann->calendars[0], ==, "ann.ics");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request/meeting/defaults", test_defaults);
  g_test_add_func ("/request/meeting/head", test_head);
  g_test_add_func ("/request/empty-lists/absent", test_empty_lists);
  g_test_add_func ("/request/empty-lists/mean", test_empty_lists_that_mean);
  g_test_add_func ("/request/days/blocks", test_days);
  g_test_add_func ("/request/days/rows", test_day_rows);
  g_test_add_func ("/request/days/grid", test_grid);
  g_test_add_func ("/request/windows/forms", test_windows);
  g_test_add_func ("/request/windows/overlap", test_overlap_length);
  g_test_add_func ("/request/rooms/transfer", test_transfer);
  g_test_add_func ("/request/rooms/fit", test_rooms);
  g_test_add_func ("/request/people/person", test_person);
  g_test_add_func ("/request/people/comfort", test_comfort);
  g_test_add_func ("/request/people/roles", test_roles);
  g_test_add_func ("/request/topics/cast", test_cast);
  g_test_add_func ("/request/topics/length", test_length);
  g_test_add_func ("/request/topics/items", test_items);
  g_test_add_func ("/request/topics/carried", test_carried);
  g_test_add_func ("/request/topics/wishes", test_wishes);
  g_test_add_func ("/request/topics/relations", test_relations);
  g_test_add_func ("/request/merge/all", test_merge);
  g_test_add_func ("/request/merge/priority", test_merged_priority);
  g_test_add_func ("/request/merge/rooms", test_merged_rooms);
  g_test_add_func ("/request/clusters", test_clusters);
  g_test_add_func ("/request/weights/off", test_off);
  g_test_add_func ("/request/calendars", test_calendars);
  return g_test_run ();
}
