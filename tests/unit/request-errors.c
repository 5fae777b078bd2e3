/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/meeting.h"
#include "quoted.h"

#include <string.h>

typedef struct
{
  const char *about;
  const char *text; /* without the outer braces */
  PlnCode code;
  const char *path; /* nullable */
  const char *hint; /* nullable: a part of it */
} Case;

static const Case cases[] = {
  /* keys */
  { "unknown key", TOPIC ("<<'presnters'>>:['ann']"), PLN_CODE_UNKNOWN_KEY, "topics[0].presnters", "\"presenters\"" },
  { "unknown key of the request", BASE "<<'topic'>>:[]", PLN_CODE_UNKNOWN_KEY, "topic", "\"topics\"" },
  { "no $schema either", BASE "<<'$schema'>>:'x'", PLN_CODE_UNKNOWN_KEY, NULL, NULL },
  { "keys are case sensitive", TOPIC ("<<'Duration'>>:30"), PLN_CODE_UNKNOWN_KEY, NULL, "\"duration\"" },
  { "unknown key of a day", DAY ("'start':'09:00','end':'12:00',<<'break'>>:[]"), PLN_CODE_UNKNOWN_KEY, NULL, "breaks" },
  { "unknown key of a break", DAY ("'start':'09:00','end':'12:00','breaks':[{'start':'10:00','end':'11:00',<<'name'>>:'B'}]"),
    PLN_CODE_UNKNOWN_KEY, "days[0].breaks[0].name", NULL },
  { "unknown term", BASE "'weights':{<<'lates'>>:3}", PLN_CODE_UNKNOWN_KEY, "weights.lates", "\"late\"" },
  { "unknown key of a window", TOPIC ("'within':[{<<'form'>>:'10:00'}]"), PLN_CODE_UNKNOWN_KEY, NULL, "\"from\"" },
  { "weight in a hard window", TOPIC ("'within':[{'from':'10:00',<<'weight'>>:3}]"), PLN_CODE_UNKNOWN_KEY, NULL, NULL },
  { "soft in a hard window", PERSON ("'available':[{'from':'10:00',<<'soft'>>:true}]"), PLN_CODE_UNKNOWN_KEY, NULL, NULL },
  { "missing title", "<<{>>'plenary':1,'timezone':'Europe/Paris'," DAYS "'topics':[]}", PLN_CODE_MISSING_KEY, "$", NULL },
  { "missing name", HEAD DAYS "'people':[<<{>>'id':'ann'}]", PLN_CODE_MISSING_KEY, "people[0]", NULL },
  { "missing pool", BASE "'roles':[<<{>>'id':'r'}]", PLN_CODE_MISSING_KEY, "roles[0]", NULL },
  { "empty pool is as if absent", BASE "'roles':[{'id':'r','pool':<<[]>>}]", PLN_CODE_MISSING_KEY, "roles[0].pool", NULL },
  { "missing end of a window", TOPIC ("'within':[<<{>>'start':'2026-03-02T09:00'}]"), PLN_CODE_MISSING_KEY, NULL, NULL },
  { "missing topic of a neighbour", TOPIC ("'avoid_parallel':[<<{>>'weight':3}]"), PLN_CODE_MISSING_KEY, NULL, NULL },
  { "missing preferred", TOPIC ("'duration':<<{>>'min':3}"), PLN_CODE_MISSING_KEY, NULL, NULL },

  /* types */
  { "null", TOPIC ("'notes':<<null>>"), PLN_CODE_WRONG_TYPE, "topics[0].notes", NULL },
  { "null duration", TOPIC ("'duration':<<null>>"), PLN_CODE_WRONG_TYPE, NULL, NULL },
  { "null in a list", TOPIC ("'tags':[<<null>>]"), PLN_CODE_WRONG_TYPE, "topics[0].tags[0]", NULL },
  { "text for a list", TOPIC ("'presenters':<<'ann'>>"), PLN_CODE_WRONG_TYPE, NULL, "[\"ann\"]" },
  { "object for a list", DAY ("'start':'09:00','end':'12:00','breaks':<<{'start':'10:00','end':'11:00'}>>"),
    PLN_CODE_WRONG_TYPE, NULL, "[ ]" },
  { "list for a text", TOPIC ("'follows':<<['b']>>"), PLN_CODE_WRONG_TYPE, NULL, NULL },
  { "text for a number", BASE "'granularity':<<'5'>>", PLN_CODE_WRONG_TYPE, NULL, "5" },
  { "fraction", TOPIC ("'size':<<3.5>>"), PLN_CODE_WRONG_TYPE, NULL, NULL },
  { "fraction that is whole", TOPIC ("'duration':<<30.0>>"), PLN_CODE_WRONG_TYPE, NULL, NULL },
  { "text for a flag", TOPIC ("'closed':<<'true'>>"), PLN_CODE_WRONG_TYPE, NULL, "true" },
  { "number for a flag", TOPIC ("'closed':<<1>>"), PLN_CODE_WRONG_TYPE, NULL, NULL },
  { "number for an id", HEAD DAYS "'people':[{'id':<<7>>,'name':'Ann'}]", PLN_CODE_WRONG_TYPE, NULL, NULL },
  { "a bare id where a price is needed", TOPIC ("'avoid_parallel':[<<'b'>>]"), PLN_CODE_WRONG_TYPE, NULL, NULL },
  { "not an object at all", "<<[1]>>", PLN_CODE_WRONG_TYPE, "$", NULL },
  { "version as a text", "'plenary':<<'1'>>,'title':'T','timezone':'Europe/Paris'," DAYS "'topics':[]", PLN_CODE_WRONG_TYPE,
    "plenary", "1" },

  /* ranges */
  { "version", "'plenary':<<2>>,'title':'T'", PLN_CODE_BAD_VERSION, "plenary", NULL },
  { "granularity that does not divide 60", BASE "'granularity':<<7>>", PLN_CODE_OUT_OF_RANGE, NULL, NULL },
  { "granularity 0", BASE "'granularity':<<0>>", PLN_CODE_OUT_OF_RANGE, NULL, NULL },
  { "default duration 0", BASE "'default_duration':<<0>>", PLN_CODE_OUT_OF_RANGE, NULL, NULL },
  { "weight below 0", BASE "'weights':{'late':<<-1>>}", PLN_CODE_OUT_OF_RANGE, "weights.late", NULL },
  { "weight above the most", BASE "'weights':{'late':<<10000001>>}", PLN_CODE_OUT_OF_RANGE, NULL, NULL },
  { "weight of a window", TOPIC ("'prefer':[{'from':'10:00','weight':<<10000001>>}]"), PLN_CODE_OUT_OF_RANGE, NULL, NULL },
  { "priority", TOPIC ("'priority':<<'hihg'>>"), PLN_CODE_OUT_OF_RANGE, NULL, "\"high\"" },
  { "position", TOPIC ("'position':<<'frist'>>"), PLN_CODE_OUT_OF_RANGE, NULL, "\"first\"" },
  { "spacing", TOPIC ("'part_spacing':<<'other_block'>>"), PLN_CODE_OUT_OF_RANGE, NULL, NULL },
  { "no parts", TOPIC ("'parts':<<0>>"), PLN_CODE_OUT_OF_RANGE, NULL, NULL },
  { "negative size", TOPIC ("'size':<<-1>>"), PLN_CODE_OUT_OF_RANGE, NULL, NULL },
  { "negative transfer", BASE "'transfer':<<-5>>", PLN_CODE_OUT_OF_RANGE, NULL, NULL },
  { "negative history", BASE "'roles':[{'id':'r','pool':['ann'],'history':{'ann':<<-1>>}}]", PLN_CODE_OUT_OF_RANGE,
    "roles[0].history.ann", NULL },
  { "no days", HEAD "'days':<<[]>>", PLN_CODE_OUT_OF_RANGE, "days", NULL },
  { "no rooms", BASE "'rooms':<<[]>>", PLN_CODE_OUT_OF_RANGE, "rooms", NULL },
  { "start off the grid", DAY ("'start':'09:00','end':'12:00','starts':['09:00',<<'09:07'>>]"), PLN_CODE_OUT_OF_RANGE,
    "days[0].starts[1]", NULL },
  { "fixed start off the grid", TOPIC ("'fixed':{'start':<<'2026-03-02T09:07'>>}"), PLN_CODE_OUT_OF_RANGE,
    "topics[0].fixed.start", NULL },
  { "the grid is the meeting zone's", TOPIC ("'fixed':{'start':<<'2026-03-02T09:00+05:47'>>}"), PLN_CODE_OUT_OF_RANGE, NULL,
    NULL },

  /* ids and references */
  { "id with a blank", HEAD DAYS "'people':[{'id':<<'a n'>>,'name':'Ann'}]", PLN_CODE_BAD_ID, "people[0].id", "\"a-n\"" },
  { "empty id", HEAD DAYS "'people':[{'id':<<''>>,'name':'Ann'}]", PLN_CODE_BAD_ID, NULL, NULL },
  { "id that begins with a dot", BASE "'rooms':[{'id':<<'.a'>>}]", PLN_CODE_BAD_ID, NULL, NULL },
  { "id of the meeting", BASE "'id':<<'a b'>>", PLN_CODE_BAD_ID, "id", NULL },
  { "duplicate person", HEAD DAYS "'people':[{'id':'ann','name':'A'},{'id':<<'ann'>>,'name':'B'}]", PLN_CODE_DUPLICATE_ID,
    "people[1].id", NULL },
  { "duplicate topic", BASE "'topics':[{'id':'a','title':'A'},{'id':<<'a'>>,'title':'B'}]", PLN_CODE_DUPLICATE_ID, NULL, NULL },
  { "duplicate room", BASE "'rooms':[{'id':'a'},{'id':<<'a'>>}]", PLN_CODE_DUPLICATE_ID, NULL, NULL },
  { "duplicate role", BASE "'roles':[{'id':'a','pool':['ann']},{'id':<<'a'>>,'pool':['ann']}]", PLN_CODE_DUPLICATE_ID, NULL,
    NULL },
  { "duplicate cluster", TOPIC ("'notes':''") ",'clusters':[{'id':'k','topics':['a']},{'id':<<'k'>>,'topics':['b']}]",
    PLN_CODE_DUPLICATE_ID, NULL, NULL },
  { "duplicate action", BASE "'actions':[{'id':'k','text':'x'},{'id':<<'k'>>,'text':'y'}]", PLN_CODE_DUPLICATE_ID, NULL, NULL },
  { "reserved cluster", TOPIC ("'notes':''") ",'clusters':[{'id':<<'closed'>>,'topics':['a']}]", PLN_CODE_BAD_ID, NULL, NULL },
  { "unknown presenter", TOPIC ("'presenters':[<<'anne'>>]"), PLN_CODE_UNKNOWN_REFERENCE, "topics[0].presenters[0]", "\"ann\"" },
  { "a name for an id", TOPIC ("'presenters':[<<'Boob'>>]"), PLN_CODE_UNKNOWN_REFERENCE, NULL, "\"bob\"" },
  { "unknown group", TOPIC ("'required':[<<'@gg'>>]"), PLN_CODE_UNKNOWN_REFERENCE, NULL, "\"@g\"" },
  { "unknown optional", TOPIC ("'optional':[{'person':<<'bobb'>>}]"), PLN_CODE_UNKNOWN_REFERENCE, "topics[0].optional[0].person",
    "\"bob\"" },
  { "unknown organizer", BASE "'organizer':<<'an'>>", PLN_CODE_UNKNOWN_REFERENCE, NULL, "\"ann\"" },
  { "a group is no organizer", BASE "'organizer':<<'@g'>>", PLN_CODE_UNKNOWN_REFERENCE, NULL, NULL },
  { "unknown topic", TOPIC ("'after':[<<'d'>>]"), PLN_CODE_UNKNOWN_REFERENCE, NULL, NULL },
  { "unknown topic, soft", TOPIC ("'before':[{'topic':<<'d'>>}]"), PLN_CODE_UNKNOWN_REFERENCE, "topics[0].before[0].topic", NULL },
  { "unknown topic to follow", TOPIC ("'follows':<<'d'>>"), PLN_CODE_UNKNOWN_REFERENCE, NULL, NULL },
  { "unknown topic of a cluster", TOPIC ("'notes':''") ",'clusters':[{'id':'k','topics':[<<'d'>>]}]", PLN_CODE_UNKNOWN_REFERENCE,
    NULL, NULL },
  { "unknown room", TOPIC ("'rooms':[<<'mian'>>]"), PLN_CODE_UNKNOWN_REFERENCE, NULL, "\"main\"" },
  { "unknown fixed room", TOPIC ("'fixed':{'room':<<'mian'>>}"), PLN_CODE_UNKNOWN_REFERENCE, NULL, "\"main\"" },
  { "unknown room to leave", BASE "'transfer':{<<'mian'>>:{}}", PLN_CODE_UNKNOWN_REFERENCE, "transfer.mian", "\"main\"" },
  { "unknown room to reach", BASE "'transfer':{'main':{<<'x-a'>>:3}}", PLN_CODE_UNKNOWN_REFERENCE, "transfer.main.x-a", NULL },
  { "unknown person of a history", BASE "'roles':[{'id':'r','pool':['ann'],'history':{<<'x-ann'>>:1}}]",
    PLN_CODE_UNKNOWN_REFERENCE, "roles[0].history.x-ann", NULL },
  { "unknown person of a pool", BASE "'roles':[{'id':'r','pool':[<<'annn'>>]}]", PLN_CODE_UNKNOWN_REFERENCE, NULL, "\"ann\"" },
  { "unknown speaker", TOPIC ("'round':{'speakers':[<<'an'>>]}"), PLN_CODE_UNKNOWN_REFERENCE, NULL, "\"ann\"" },
  { "a group is no speaker", TOPIC ("'round':{'speakers':[<<'@g'>>]}"), PLN_CODE_UNKNOWN_REFERENCE, NULL, NULL },
  { "who speaks twice", TOPIC ("'round':{'speakers':['ann',<<'ann'>>]}"), PLN_CODE_DUPLICATE_ID, NULL, NULL },
  { "who comes last but does not speak", TOPIC ("'round':{'speakers':['ann'],'last':[<<'bob'>>]}"), PLN_CODE_CONTRADICTION, NULL,
    NULL },

  /* time */
  { "30 February", HEAD "'days':[{'date':<<'2026-02-30'>>,'start':'09:00','end':'12:00'}]", PLN_CODE_BAD_TIME, "days[0].date", NULL },
  { "a year before 1970", HEAD "'days':[{'date':<<'1969-12-31'>>,'start':'09:00','end':'12:00'}]", PLN_CODE_BAD_TIME, NULL, NULL },
  { "a year after 2200", HEAD "'days':[{'date':<<'2201-01-01'>>,'start':'09:00','end':'12:00'}]", PLN_CODE_BAD_TIME, NULL, NULL },
  { "a date of one digit", HEAD "'days':[{'date':<<'2026-3-02'>>,'start':'09:00','end':'12:00'}]", PLN_CODE_BAD_TIME, NULL, "\"2026-03-02\"" },
  { "a clock of one digit", DAY ("'start':<<'9:00'>>,'end':'12:00'"), PLN_CODE_BAD_TIME, "days[0].start", "\"09:00\"" },
  { "24:01", DAY ("'start':'09:00','end':<<'24:01'>>"), PLN_CODE_BAD_TIME, NULL, NULL },
  { "09:60", DAY ("'start':'09:00','end':<<'09:60'>>"), PLN_CODE_BAD_TIME, NULL, NULL },
  { "seconds in a clock", DAY ("'start':'09:00','end':<<'12:00:00'>>"), PLN_CODE_BAD_TIME, NULL, NULL },
  { "a day that ends before it starts", DAY ("'start':'12:00','end':<<'09:00'>>"), PLN_CODE_BAD_DAY, "days[0].end", NULL },
  { "a day of no length", DAY ("'start':'09:00','end':<<'09:00'>>"), PLN_CODE_BAD_DAY, NULL, NULL },
  { "a day twice", HEAD "'days':[{'date':'2026-03-02','start':'09:00','end':'10:00'},{'date':<<'2026-03-02'>>,'start':'11:00','end':'12:00'}]",
    PLN_CODE_BAD_DAY, "days[1].date", NULL },
  { "a day without a block",
    HEAD "'days':[<<{'date':'2026-03-02','start':'09:00','end':'12:00','breaks':[{'start':'08:00','end':'10:00'},{'start':'10:00','end':'13:00'}]}>>]",
    PLN_CODE_BAD_DAY, "days[0]", NULL },
  { "a break that ends before it starts", DAY ("'start':'09:00','end':'12:00','breaks':[{'start':'11:00','end':<<'10:00'>>}]"),
    PLN_CODE_BAD_WINDOW, "days[0].breaks[0].end", NULL },
  { "a window that ends before it starts", TOPIC ("'within':[{'start':'2026-03-02T11:00','end':<<'2026-03-02T10:00'>>}]"),
    PLN_CODE_BAD_WINDOW, "topics[0].within[0].end", NULL },
  { "offsets count", TOPIC ("'avoid':[{'start':'2026-03-02T11:00+01:00','end':<<'2026-03-02T11:00+02:00'>>}]"),
    PLN_CODE_BAD_WINDOW, NULL, NULL },
  { "both forms of a window", TOPIC ("'within':[{'start':'2026-03-02T09:00','end':'2026-03-02T10:00',<<'to'>>:'11:00'}]"),
    PLN_CODE_CONTRADICTION, NULL, NULL },
  { "a blank in a date-time", TOPIC ("'fixed':{'start':<<'2026-03-02 09:00'>>}"), PLN_CODE_BAD_TIME, NULL, "\"2026-03-02T09:00\"" },
  { "seconds that are not 0", TOPIC ("'fixed':{'start':<<'2026-03-02T09:00:30'>>}"), PLN_CODE_BAD_TIME, NULL, NULL },
  { "a date alone", TOPIC ("'fixed':{'start':<<'2026-03-02'>>}"), PLN_CODE_BAD_TIME, NULL, NULL },
  { "an offset of a day", TOPIC ("'fixed':{'start':<<'2026-03-02T09:00+24:00'>>}"), PLN_CODE_BAD_TIME, NULL, NULL },
  { "a small z", TOPIC ("'fixed':{'start':<<'2026-03-02T09:00z'>>}"), PLN_CODE_BAD_TIME, NULL, NULL },
  { "unknown zone", "'plenary':1,'title':'T','timezone':<<'Europe/Pariss'>>," DAYS "'topics':[]", PLN_CODE_BAD_ZONE, "timezone",
    "\"Europe/Paris\"" },
  { "a zone that is a path", "'plenary':1,'title':'T','timezone':<<'../../../etc/passwd'>>," DAYS "'topics':[]",
    PLN_CODE_BAD_ZONE, NULL, NULL },
  { "a zone that is an absolute path", PERSON ("'timezone':<<'/etc/localtime'>>"), PLN_CODE_BAD_ZONE, NULL, NULL },
  { "a folder of zones", PERSON ("'timezone':<<'Europe'>>"), PLN_CODE_BAD_ZONE, NULL, NULL },
  { "a file among the zones", PERSON ("'timezone':<<'zone.tab'>>"), PLN_CODE_BAD_ZONE, NULL, NULL },
  { "zone in small letters", PERSON ("'timezone':<<'europe/paris'>>"), PLN_CODE_BAD_ZONE, NULL, "\"Europe/Paris\"" },
  { "empty zone", PERSON ("'timezone':<<''>>"), PLN_CODE_BAD_ZONE, NULL, NULL },

  /* durations */
  { "a slip in a unit", TOPIC ("'duration':<<'30mn'>>"), PLN_CODE_BAD_DURATION, "topics[0].duration", "\"30 min\"" },
  { "a duration of 0", TOPIC ("'duration':<<0>>"), PLN_CODE_OUT_OF_RANGE, NULL, NULL },
  { "a text of 0", TOPIC ("'duration':<<'0 min'>>"), PLN_CODE_BAD_DURATION, NULL, NULL },
  { "more than preferred", TOPIC ("'duration':{'preferred':30,'min':<<45>>}"), PLN_CODE_BAD_DURATION, NULL, NULL },
  { "parts that do not agree", TOPIC ("'duration':'3x30 min','parts':<<2>>"), PLN_CODE_CONTRADICTION, NULL, NULL },
  { "one part against three", TOPIC ("'duration':'1x30 min','parts':<<3>>"), PLN_CODE_CONTRADICTION, NULL, NULL },

  /* relations and merging */
  { "after itself", TOPIC ("'after':[<<'a'>>]"), PLN_CODE_SELF_RELATION, "topics[0].after[0]", NULL },
  { "after itself, soft", TOPIC ("'after':[{'topic':<<'a'>>}]"), PLN_CODE_SELF_RELATION, NULL, NULL },
  { "better not beside itself", TOPIC ("'avoid_parallel':[{'topic':<<'a'>>}]"), PLN_CODE_SELF_RELATION, NULL, NULL },
  { "follows itself", TOPIC ("'follows':<<'a'>>"), PLN_CODE_SELF_RELATION, NULL, NULL },
  { "after what it absorbs", TOPIC ("'same_as':['b'],'after':[<<'b'>>]"), PLN_CODE_SELF_RELATION, NULL, NULL },
  { "what it absorbs is after it",
    BASE "'topics':[{'id':'a','title':'A','same_as':['b']},{'id':'b','title':'B','after':[<<'a'>>]}]", PLN_CODE_SELF_RELATION,
    "topics[1].after[0]", NULL },
  { "two that it absorbs", BASE "'topics':[{'id':'a','title':'A','same_as':['b','c']},{'id':'b','title':'B','apart':[<<'c'>>]},{'id':'c','title':'C'}]",
    PLN_CODE_SELF_RELATION, NULL, NULL },
  { "merged into itself", TOPIC ("'same_as':[<<'a'>>]"), PLN_CODE_BAD_MERGE, NULL, NULL },
  { "merged twice here", TOPIC ("'same_as':['b',<<'b'>>]"), PLN_CODE_BAD_MERGE, NULL, NULL },
  { "merged twice", BASE "'topics':[{'id':'a','title':'A','same_as':['b']},{'id':'b','title':'B'},{'id':'c','title':'C','same_as':[<<'b'>>]}]",
    PLN_CODE_BAD_MERGE, NULL, NULL },
  { "merging in a chain", BASE "'topics':[{'id':'a','title':'A','same_as':[<<'b'>>]},{'id':'b','title':'B','same_as':['c']},{'id':'c','title':'C'}]",
    PLN_CODE_BAD_MERGE, NULL, NULL },
  { "merging what is unknown", TOPIC ("'same_as':[<<'d'>>]"), PLN_CODE_UNKNOWN_REFERENCE, NULL, NULL },
  { "keys of a merged topic are checked", BASE "'topics':[{'id':'a','title':'A','same_as':['b']},{'id':'b','title':'B','duration':<<'never'>>}]",
    PLN_CODE_BAD_DURATION, NULL, NULL },
  { "a merged topic's fixed room is checked", BASE "'topics':[{'id':'a','title':'A','same_as':['b']},{'id':'b','title':'B','fixed':{'room':<<'mian'>>}}]",
    PLN_CODE_UNKNOWN_REFERENCE, NULL, NULL },
  { "a merged topic's round is checked", BASE "'topics':[{'id':'a','title':'A','same_as':['b']},{'id':'b','title':'B','round':{'speakers':['ann',<<'ann'>>]}}]",
    PLN_CODE_DUPLICATE_ID, NULL, NULL },

  /* calendars, which nothing reads here */
  { "calendars", PERSON ("<<'calendars'>>:['ann.ics']"), PLN_CODE_CALENDARS_UNREAD, "people[0].calendars", NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  PlnPlace place = { 0, 0 };
  g_autoptr (GBytes) bytes = quoted_request (c->text, &place);
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnMeeting) meeting = pln_meeting_read ("request.json", bytes, NULL, NULL, diagnostics);
  g_autofree char *all = pln_diagnostics_format (diagnostics, false, true);
  const PlnDiagnostic *row;

  g_test_message ("%s", all);
  g_assert_null (meeting);
  g_assert_cmpuint (diagnostics->rows->len, ==, 1);
  row = g_ptr_array_index (diagnostics->rows, 0);
  g_assert_cmpint (row->severity, ==, PLN_SEVERITY_ERROR);
  g_assert_cmpint (row->code, ==, (int) c->code);
  g_assert_cmpuint (row->place.start, ==, place.start);
  g_assert_cmpuint (row->place.end, ==, place.end);
  g_assert_nonnull (row->path);
  if (c->path)
    g_assert_cmpstr (row->path, ==, c->path);
  if (c->hint)
    {
      g_assert_nonnull (row->hint);
      g_assert_nonnull (strstr (row->hint, c->hint));
    }
}

/* Every independent fault is told in one run, and nothing that only follows from one. */
static void
test_all_at_once (void)
{
  static const char text[]
    = HEAD "'days':[{'date':'2026-02-30','start':'09:00','end':'12:00'},{'date':'2026-03-02','start':'13:00','end':'12:00'}],"
           "'people':[{'id':'a n','name':'Ann'},{'id':'bob'},{'id':'cem','name':7}],"
           "'rooms':[{'id':'r','capacity':-1}],'organizer':'nobody','weights':{'late':'3'},"
           "'topics':[{'id':'a','title':'A','duration':'x','presenters':['a n','bob','cem','dia'],'rooms':['q'],"
           "'after':['z'],'within':[{'day':'2026-13-01'}]},{'id':'b','title':'B','colour':'red','priority':'top'}]";
  static const PlnCode expected[] = {
    PLN_CODE_BAD_TIME,     PLN_CODE_BAD_DAY,           PLN_CODE_BAD_ID,      PLN_CODE_MISSING_KEY,
    PLN_CODE_WRONG_TYPE,   PLN_CODE_OUT_OF_RANGE,      PLN_CODE_UNKNOWN_REFERENCE, PLN_CODE_WRONG_TYPE,
    PLN_CODE_BAD_DURATION, PLN_CODE_UNKNOWN_REFERENCE, PLN_CODE_UNKNOWN_REFERENCE, PLN_CODE_UNKNOWN_REFERENCE,
    PLN_CODE_BAD_TIME,     PLN_CODE_UNKNOWN_KEY,       PLN_CODE_OUT_OF_RANGE,
  };
  PlnPlace ignored;
  g_autoptr (GBytes) bytes = quoted_request (text, &ignored);
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnMeeting) meeting = pln_meeting_read ("request.json", bytes, NULL, NULL, diagnostics);
  g_autofree char *all = pln_diagnostics_format (diagnostics, false, true);
  const char *at = all;

  g_test_message ("%s", all);
  g_assert_null (meeting);
  g_assert_cmpint (pln_diagnostics_n_errors (diagnostics), ==, (int) G_N_ELEMENTS (expected));
  for (guint k = 0; k < G_N_ELEMENTS (expected); k++)
    {
      g_autofree char *code = g_strdup_printf ("error[PLN%04d]", expected[k]);

      at = strstr (at, "error[PLN");
      g_assert_true (at && g_str_has_prefix (at, code));
      at++;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (cases[k].about), " /", '-');
      g_autofree char *path = g_strconcat ("/request-errors/", name, NULL);

      g_test_add_data_func (path, &cases[k], test_case);
    }
  g_test_add_func ("/request-errors/all-at-once", test_all_at_once);
  return g_test_run ();
}
