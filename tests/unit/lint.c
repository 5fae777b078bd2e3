/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/request.h"
#include "quoted.h"

#define TOPICS(rows) BASE "'topics':[" rows "]"
#define SHORT "'duration':10"

typedef struct
{
  const char *about;
  const char *text;
  PlnCode code; /* 0: nothing is found */
  const char *says; /* a part of the message */
} Case;

static const Case cases[] = {
  { "nothing", TOPICS ("{'id':'a','title':'A'," SHORT "}"), 0, NULL },
  { "no topics", BASE "'topics':[]", 0, NULL },
  { "no people", HEAD DAYS "'topics':[{'id':'a','title':'A'," SHORT "}]", 0, NULL },

  { "longer than any block", BASE "'rooms':[{'id':'r'},{'id':'s'}],'topics':[{'id':<<'a'>>,'title':'A','duration':181,'priority':'low'}]", PLN_CODE_LINT_TOO_LONG,
    "\"a\" takes at least 3 h 5 min" },
  { "as long as the block", TOPICS ("{'id':'a','title':'A','duration':180}"), 0, NULL },
  { "can be shortened", TOPICS ("{'id':'a','title':'A','duration':{'preferred':170,'min':30}}"), 0, NULL },
  { "blocks off the grid", HEAD "'days':[{'date':'2026-03-02','start':'09:07','end':'10:08'}],'topics':[{'id':<<'a'>>,'title':'A','duration':60}]",
    PLN_CODE_LINT_TOO_LONG, NULL },

  { "cycle of two", TOPICS ("{'id':'a','title':'A'," SHORT ",'after':[<<'b'>>]},{'id':'b','title':'B'," SHORT ",'after':['a']}"),
    PLN_CODE_LINT_CYCLE, "\"a\", then \"b\", then again \"a\"" },
  { "cycle of after and before", TOPICS ("{'id':'a','title':'A'," SHORT ",'after':[<<'b'>>],'before':['b']},{'id':'b','title':'B'," SHORT "}"),
    PLN_CODE_LINT_CYCLE, NULL },
  { "cycle through follows",
    TOPICS ("{'id':'a','title':'A'," SHORT ",'follows':<<'c'>>},{'id':'b','title':'B'," SHORT ",'after':['a']},{'id':'c','title':'C'," SHORT ",'after':['b']}"),
    PLN_CODE_LINT_CYCLE, "\"a\", then \"b\", then \"c\", then again \"a\"" },
  { "soft cycle", TOPICS ("{'id':'a','title':'A'," SHORT ",'after':['b']},{'id':'b','title':'B'," SHORT ",'after':[{'topic':'a'}]}"), 0, NULL },
  { "no cycle", TOPICS ("{'id':'a','title':'A'," SHORT ",'after':['b']},{'id':'b','title':'B'," SHORT ",'before':['a']}"), 0, NULL },

  { "cast never free together",
    HEAD DAYS "'people':[{'id':'ann','name':'Ann','available':[{'to':'10:00'}]},{'id':'bob','name':'Bob','unavailable':[{'to':'10:00'}]}],"
              "'roles':[],'topics':[{'id':<<'a'>>,'title':'A'," SHORT ",'presenters':['ann','bob']}]",
    PLN_CODE_LINT_NEVER, "never all free" },
  { "cast free for too short",
    HEAD DAYS "'people':[{'id':'ann','name':'Ann','available':[{'from':'09:50','to':'10:00'}]}],"
              "'roles':[],'topics':[{'id':<<'a'>>,'title':'A','duration':15,'presenters':['ann']}]",
    PLN_CODE_LINT_NEVER, "never all free" },
  { "cast free just long enough",
    HEAD DAYS "'people':[{'id':'ann','name':'Ann','available':[{'from':'09:50','to':'10:00'}]}],"
              "'roles':[],'topics':[{'id':'a','title':'A','duration':10,'presenters':['ann']}]",
    0, NULL },
  { "windows apart from the cast",
    HEAD DAYS "'people':[{'id':'ann','name':'Ann','available':[{'from':'09:00','to':'10:00'}]}],"
              "'roles':[],'topics':[{'id':<<'a'>>,'title':'A','duration':10,'presenters':['ann'],'within':[{'from':'11:00'}]}]",
    PLN_CODE_LINT_NEVER, "windows" },
  { "within another day", TOPICS ("{'id':<<'a'>>,'title':'A'," SHORT ",'within':[{'day':'2026-03-03'}]}"), PLN_CODE_LINT_NEVER, "windows" },
  { "room never open", HEAD DAYS "'rooms':[{'id':'r','unavailable':[{'from':'09:05','to':'11:55'}]}],'topics':[{'id':<<'a'>>,'title':'A','priority':'low','duration':10}]",
    PLN_CODE_LINT_NEVER, "rooms" },
  { "no start late enough", HEAD "'days':[{'date':'2026-03-02','start':'09:00','end':'12:00','starts':['11:30']}],'topics':[{'id':<<'a'>>,'title':'A','duration':60}]",
    PLN_CODE_LINT_TOO_LONG, NULL },
  { "no room is large enough", BASE "'rooms':[{'id':'r','capacity':10}],'topics':[{'id':<<'a'>>,'title':'A'," SHORT ",'size':11}]",
    PLN_CODE_LINT_NO_ROOM, NULL },
  { "no room has it", BASE "'rooms':[{'id':'r','features':['tea']}],'topics':[{'id':<<'a'>>,'title':'A'," SHORT ",'needs':['coffee']}]",
    PLN_CODE_LINT_NO_ROOM, NULL },
  { "nowhere", TOPICS ("{'id':<<'a'>>,'title':'A'," SHORT ",'rooms':[]}"), PLN_CODE_LINT_NO_ROOM, NULL },
  { "fixed outside", TOPICS ("{'id':<<'a'>>,'title':'A'," SHORT ",'fixed':{'start':'2026-03-02T11:55'}}"), PLN_CODE_LINT_OUTSIDE,
    "2026-03-02T11:55" },

  { "too much", TOPICS ("{'id':<<'a'>>,'title':'A','duration':120},{'id':'b','title':'B','duration':90}"), PLN_CODE_LINT_TOO_MUCH,
    "ask for 3 h 30 min, but there is 3 h" },
  { "too much must", TOPICS ("{'id':<<'a'>>,'title':'A','duration':120,'priority':'must'},{'id':'b','title':'B','duration':90,'priority':'must'}"),
    PLN_CODE_LINT_TOO_MUCH, "must" },
  { "two rooms hold it", BASE "'rooms':[{'id':'r'},{'id':'s'}],'topics':[{'id':'a','title':'A','duration':120},{'id':'b','title':'B','duration':90}]", 0,
    NULL },
  { "parts count", TOPICS ("{'id':<<'a'>>,'title':'A','duration':'4x50 min'}"), PLN_CODE_LINT_TOO_MUCH, NULL },

  { "blank length", TOPICS ("{'id':<<'a'>>,'title':'A'},{'id':'b','title':'B','duration':'?'},{'id':'c','title':'C','duration':'30?'}"),
    PLN_CODE_LINT_NO_LENGTH, "\"a\", \"b\": 30 min" },

  { "a role nobody can hold",
    HEAD DAYS "'people':[{'id':'ann','name':'Ann','unavailable':[{'from':'10:00','to':'10:05'}]}],'roles':[{'id':<<'r'>>,'pool':['ann']}]",
    PLN_CODE_LINT_NO_HOLDER, NULL },

  { "requested by a name", TOPICS ("{'id':<<'a'>>,'title':'A'," SHORT ",'requested_by':'Ann'}"), PLN_CODE_LINT_REQUESTER, "\"ann\"" },
  { "requested by anyone", TOPICS ("{'id':'a','title':'A'," SHORT ",'requested_by':'Zoe'}"), 0, NULL },

  { "prefers another day", TOPICS ("{'id':'a','title':'A'," SHORT ",'prefer':<<[{'day':'2026-03-03'}]>>}"), PLN_CODE_LINT_OUTSIDE, NULL },
  { "avoids the night", TOPICS ("{'id':'a','title':'A'," SHORT ",'avoid':[<<{'from':'12:00'}>>]}"), PLN_CODE_LINT_OUTSIDE, NULL },
  { "a soft window on another day",
    HEAD DAYS "'people':[{'id':'ann','name':'Ann','unavailable':[<<{'day':'2026-03-03','soft':true}>>]}]", PLN_CODE_LINT_OUTSIDE, NULL },

  { "a password", BASE "'notes':'Join here. <<Password:>> xyzzy'", PLN_CODE_LINT_SECRET, "Password:" },
  { "a link", TOPICS ("{'id':'a','title':'A'," SHORT ",'notes':'https://us02web.<<zoom.us/j/>>123?pwd=abc'}"), PLN_CODE_LINT_SECRET,
    "zoom.us/j/" },
  { "a telephone number", BASE "'location':'call <<+1 669 900 6833>>'", PLN_CODE_LINT_SECRET, NULL },
  { "no telephone number", BASE "'notes':'(2026-03-02), 10 (11:30-12:00), +10 people, shipping: 3'", 0, NULL },
  { "conference is for that", BASE "'conference':'https://zoom.us/j/123?pwd=abc'", 0, NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  PlnPlace place = { 0, 0 };
  g_autoptr (GBytes) bytes = quoted_request (c->text, &place);
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnMeeting) meeting = pln_meeting_read ("request.json", bytes, NULL, NULL, diagnostics);
  g_autofree char *all = NULL;
  const PlnDiagnostic *row;

  if (meeting)
    pln_meeting_lint (meeting, diagnostics);
  all = pln_diagnostics_format (diagnostics, false, true);
  g_test_message ("%s", all);
  g_assert_nonnull (meeting);
  g_assert_cmpuint (diagnostics->rows->len, ==, c->code ? 1 : 0);
  if (!c->code)
    return;
  row = g_ptr_array_index (diagnostics->rows, 0);
  g_assert_cmpint (row->severity, ==, PLN_SEVERITY_WARNING);
  g_assert_cmpint (row->code, ==, (int) c->code);
  g_assert_cmpuint (row->place.start, ==, place.start);
  g_assert_cmpuint (row->place.end, ==, place.end);
  if (c->says)
    g_assert_nonnull (strstr (row->message, c->says));
}

/* A chain as long as a request may be, and one link that closes it. */
static void
test_long_chain (void)
{
  GString *text = g_string_new ("{" HEAD DAYS "'topics':[");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnMeeting) meeting = NULL;
  enum { LENGTH = 20000 };

  for (int k = 0; k < LENGTH; k++)
    g_string_append_printf (text, "%s{'id':'t%d','title':'T','duration':5,'after':['t%d']}", k ? "," : "", k,
                            k ? k - 1 : LENGTH - 1);
  g_string_append (text, "]}");
  g_strdelimit (text->str, "'", '"');
  bytes = g_string_free_to_bytes (text);
  meeting = pln_meeting_read ("request.json", bytes, NULL, NULL, diagnostics);
  g_assert_nonnull (meeting);
  pln_meeting_lint (meeting, diagnostics);
  g_assert_cmpint (pln_diagnostics_n_warnings (diagnostics), ==, 2); /* too much, and the cycle */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (cases[k].about), " /", '-');
      g_autofree char *path = g_strconcat ("/lint/", name, NULL);

      g_test_add_data_func (path, &cases[k], test_case);
    }
  g_test_add_func ("/lint/long-chain", test_long_chain);
  return g_test_run ();
}
