/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/request-keys.h"

#include "model/mend.h"
#include "model/moment.h"
#include "model/objective.h"

#include <string.h>

#define ID_PATTERN "^[A-Za-z0-9][A-Za-z0-9._-]*$"
#define CLOCK_PATTERN "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"
#define DATE_PATTERN "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
#define DATE_TIME_PATTERN "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:00)?(Z|[+-][0-9]{2}:[0-9]{2})?$"

#define TABLE(rows) .keys = rows, .n_keys = G_N_ELEMENTS (rows)

bool
pln_id_is_valid (const char *text)
{
  return g_ascii_isalnum (text[0])
         && strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-") == strlen (text);
}

static bool
reads_clock (const char *text)
{
  int minutes;

  return pln_clock_parse (text, &minutes);
}

static bool
reads_date (const char *text)
{
  int days;

  return pln_date_parse (text, &days);
}

/* -- Single values ------------------------------------------------------------------------------- */

static const PlnShape text = { PLN_SHAPE_TEXT, .what = "a text" };
static const PlnShape flag = { PLN_SHAPE_BOOLEAN, .what = "true or false" };
static const PlnShape uri = { PLN_SHAPE_TEXT, .what = "a URI" };
static const PlnShape zone = { PLN_SHAPE_TEXT, .what = "the name of a time zone",
                               .help = "an IANA name such as \"Europe/Paris\"" };
static const PlnShape id = {
  PLN_SHAPE_TEXT, "id", "an id", .help = "a letter or digit, then letters, digits, dots, underscores and hyphens",
  .reads = pln_id_is_valid, .mends = pln_mend_id, .code = PLN_CODE_BAD_ID, .pattern = ID_PATTERN,
};
static const PlnShape reference = { PLN_SHAPE_TEXT, .what = "an id" };
static const PlnShape member = { PLN_SHAPE_TEXT, .what = "the id of a person, or \"@group\"" };
static const PlnShape clock_time = {
  PLN_SHAPE_TEXT, "clock", "a clock time", .help = "HH:MM, two digits each, such as \"09:00\"; the end of the day is \"24:00\"",
  .reads = reads_clock, .mends = pln_mend_clock, .code = PLN_CODE_BAD_TIME, .pattern = CLOCK_PATTERN,
};
static const PlnShape date = {
  PLN_SHAPE_TEXT, "date", "a date", .help = "YYYY-MM-DD, such as \"2022-10-18\", from 1970 to 2200",
  .reads = reads_date, .mends = pln_mend_date, .code = PLN_CODE_BAD_TIME, .pattern = DATE_PATTERN,
};
static const PlnShape date_time = {
  PLN_SHAPE_TEXT, "date-time", "a date and time",
  .help = "YYYY-MM-DDTHH:MM, such as \"2022-10-18T09:00\", with Z or an offset where it is not the meeting's time",
  .reads = pln_date_time_is_valid, .mends = pln_mend_date_time, .code = PLN_CODE_BAD_TIME, .pattern = DATE_TIME_PATTERN,
};
static const PlnShape weight = {
  PLN_SHAPE_INTEGER, "weight", "a whole number from 0 to 10000000", .least = 0, .most = PLN_WEIGHT_MAX,
};
static const PlnShape count = {
  PLN_SHAPE_INTEGER, "count", "a whole number from 0 to 1000000", .least = 0, .most = PLN_MINUTES_MAX,
};
static const PlnShape minutes = {
  PLN_SHAPE_INTEGER, "minutes", "a whole number of minutes from 1 to 1000000", .least = 1, .most = PLN_MINUTES_MAX,
};
static const PlnShape parts = {
  PLN_SHAPE_INTEGER, .what = "a number of parts from 1 to 1000", .least = 1, .most = 1000,
};
static const PlnShape version = {
  PLN_SHAPE_INTEGER, .what = "a version of the format", .least = 1, .most = 1,
  .help = "this is version 1: write \"plenary\": 1",
};
static const int divisors[] = { 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 0 };
static const PlnShape granularity = {
  PLN_SHAPE_INTEGER, .what = "a number of minutes that divides 60", .only = divisors,
  .help = "one of 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60",
};

static const PlnShape texts = { PLN_SHAPE_LIST, .what = "a list of texts", .of = &text };
static const PlnShape topic_list = { PLN_SHAPE_LIST, .what = "a list of ids of topics", .of = &reference };
static const PlnShape member_list = { PLN_SHAPE_LIST, .what = "a list of ids of people or \"@group\"", .of = &member };
static const PlnShape presenter_list = {
  PLN_SHAPE_LIST, .what = "a list of ids of people or \"@group\"", .of = &member, .empty = PLN_EMPTY_MEANS,
};
static const PlnShape speaker_list = { PLN_SHAPE_LIST, .what = "a list of ids of people", .of = &reference };

/* -- Windows ------------------------------------------------------------------------------------- */

#define SPAN_KEYS \
  { "start", &date_time, true, "when it begins" }, { "end", &date_time, true, "when it ends" }, \
    { "summary", &text, false, "what it is" }
#define DAY_PART_KEYS \
  { "day", &date, false, "the day; every day of the meeting where it is left out" }, \
    { "from", &clock_time, false, "when it begins; 00:00 where it is left out" }, \
    { "to", &clock_time, false, "when it ends; 24:00 where it is left out" }, { "summary", &text, false, "what it is" }
#define SOFT_KEYS \
  { "weight", &weight, false, "what it costs; makes it soft" }, { "soft", &flag, false, "true: a wish, not a rule" }

#define WINDOW_HELP "either \"start\" and \"end\", or some of \"day\", \"from\" and \"to\""

static const PlnShapeKey span_keys[] = { SPAN_KEYS };
static const PlnShapeKey day_part_keys[] = { DAY_PART_KEYS };
static const PlnShapeKey soft_span_keys[] = { SPAN_KEYS, SOFT_KEYS };
static const PlnShapeKey soft_day_part_keys[] = { DAY_PART_KEYS, SOFT_KEYS };
static const PlnShape span = { PLN_SHAPE_OBJECT, .what = "a window", TABLE (span_keys) };
static const PlnShape day_part = { PLN_SHAPE_OBJECT, .what = "a window", TABLE (day_part_keys) };
static const PlnShape soft_span = { PLN_SHAPE_OBJECT, .what = "a window", TABLE (soft_span_keys) };
static const PlnShape soft_day_part = { PLN_SHAPE_OBJECT, .what = "a window", TABLE (soft_day_part_keys) };
/* A day part may leave out every key, so it comes first: {} is the whole of every day. */
static const PlnShape *const window_choices[] = { &day_part, &span, NULL };
static const PlnShape *const soft_window_choices[] = { &soft_day_part, &soft_span, NULL };
static const PlnShape window = {
  PLN_SHAPE_EITHER, "window", "a window", WINDOW_HELP, .choices = window_choices,
};
static const PlnShape soft_window = {
  PLN_SHAPE_EITHER, "soft-window", "a window", WINDOW_HELP, .choices = soft_window_choices,
};
static const PlnShape windows = { PLN_SHAPE_LIST, .what = "a list of windows", .of = &window };
static const PlnShape available_windows = {
  PLN_SHAPE_LIST, .what = "a list of windows", .of = &window, .empty = PLN_EMPTY_MEANS,
};
static const PlnShape soft_windows = { PLN_SHAPE_LIST, .what = "a list of windows", .of = &soft_window };

/* -- Days and rooms ------------------------------------------------------------------------------ */

static const PlnShapeKey break_keys[] = {
  { "start", &clock_time, true, "when it begins" },
  { "end", &clock_time, true, "when it ends" },
  { "title", &text, false, "what to call it; Break where it is left out" },
};
static const PlnShape recess = { PLN_SHAPE_OBJECT, "break", "a break", TABLE (break_keys) };
static const PlnShape breaks = { PLN_SHAPE_LIST, .what = "a list of breaks", .of = &recess };
static const PlnShape starts = {
  PLN_SHAPE_LIST, .what = "a list of clock times", .of = &clock_time, .empty = PLN_EMPTY_MEANS,
};
static const PlnShapeKey day_keys[] = {
  { "date", &date, true, "YYYY-MM-DD" },
  { "start", &clock_time, true, "when the day begins" },
  { "end", &clock_time, true, "when the day ends, at most 24:00" },
  { "breaks", &breaks, false, "what divides the day into blocks" },
  { "starts", &starts, false, "the only times at which items of the day begin" },
};
static const PlnShape day = { PLN_SHAPE_OBJECT, "day", "a day", TABLE (day_keys) };
static const PlnShape days = {
  PLN_SHAPE_LIST, .what = "a list of days", .of = &day, .empty = PLN_EMPTY_REFUSED,
  .help = "a meeting has at least one day",
};

static const PlnShapeKey room_keys[] = {
  { "id", &id, true, "how topics name the room" },
  { "name", &text, false, "how people call it" },
  { "capacity", &count, false, "how many people it holds" },
  { "features", &texts, false, "what it has; topics need them" },
  { "unavailable", &windows, false, "when it cannot be used" },
};
static const PlnShape room = { PLN_SHAPE_OBJECT, "room", "a room", TABLE (room_keys) };
static const PlnShape rooms = {
  PLN_SHAPE_LIST, .what = "a list of rooms", .of = &room, .empty = PLN_EMPTY_REFUSED,
  .help = "leave \"rooms\" out for one room that is called main",
};

static const PlnShape transfer_row = { PLN_SHAPE_MAP, .what = "an object of minutes by room", .of = &count };
static const PlnShape transfer_table = { PLN_SHAPE_MAP, .what = "an object of minutes by room and room", .of = &transfer_row };
static const PlnShape *const transfer_choices[] = { &count, &transfer_table, NULL };
static const PlnShape transfer = {
  PLN_SHAPE_EITHER, .what = "minutes, or an object of minutes by room and room", .choices = transfer_choices,
  .help = "such as 10, or {\"main\": {\"annex\": 10}}",
};

/* -- People and roles ---------------------------------------------------------------------------- */

static const PlnShapeKey comfort_keys[] = {
  { "from", &clock_time, false, "the first comfortable hour; 00:00 where it is left out" },
  { "to", &clock_time, false, "the last; 24:00 where it is left out" },
};
static const PlnShape comfort = { PLN_SHAPE_OBJECT, "comfort", "an object with \"from\" and \"to\"", TABLE (comfort_keys) };
static const PlnShapeKey person_keys[] = {
  { "id", &id, true, "how topics and roles name the person" },
  { "name", &text, true, "how people call them" },
  { "aliases", &texts, false, "other ways the name is written" },
  { "email", &text, false, "address" },
  { "groups", &texts, false, "what \"@group\" gathers" },
  { "timezone", &zone, false, "where the person is; the meeting's zone where it is left out" },
  { "available", &available_windows, false, "the only times they can come" },
  { "unavailable", &soft_windows, false, "when they cannot, or with a weight would rather not" },
  { "calendars", &texts, false, "calendar files, relative to this one" },
  { "comfort", &comfort, false, "good hours of the person's own day" },
};
static const PlnShape person = { PLN_SHAPE_OBJECT, "person", "a person", TABLE (person_keys) };
static const PlnShape people = { PLN_SHAPE_LIST, .what = "a list of people", .of = &person };

static const PlnShape history = { PLN_SHAPE_MAP, .what = "an object of numbers by person", .of = &count };
static const PlnShapeKey role_keys[] = {
  { "id", &id, true, "how the agenda names the role" },
  { "title", &text, false, "how people call it" },
  { "pool", &member_list, true, "who can hold it" },
  { "history", &history, false, "blocks that each has served already" },
};
static const PlnShape role = { PLN_SHAPE_OBJECT, "role", "a role", TABLE (role_keys) };
static const PlnShape roles = { PLN_SHAPE_LIST, .what = "a list of roles", .of = &role, .empty = PLN_EMPTY_MEANS };

/* -- Topics -------------------------------------------------------------------------------------- */

static const PlnShapeKey span_of_minutes_keys[] = {
  { "preferred", &minutes, true, "minutes" },
  { "min", &minutes, false, "the fewest minutes that do" },
};
static const PlnShape span_of_minutes = {
  PLN_SHAPE_OBJECT, .what = "an object with \"preferred\" and \"min\"", TABLE (span_of_minutes_keys),
};
static const PlnShape *const duration_choices[] = { &minutes, &text, &span_of_minutes, NULL };
static const PlnShape duration = {
  PLN_SHAPE_EITHER, "duration", "a length of time", .choices = duration_choices,
  .help = PLN_DURATION_HELP,
};

static const PlnShapeKey attendee_keys[] = {
  { "person", &member, true, "id, or \"@group\"" },
  { "weight", &weight, false, "what it costs if they cannot come" },
};
static const PlnShape attendee = { PLN_SHAPE_OBJECT, .what = "an object with \"person\" and \"weight\"", TABLE (attendee_keys) };
static const PlnShape *const optional_choices[] = { &member, &attendee, NULL };
static const PlnShape optional = {
  PLN_SHAPE_EITHER, "optional", "the id of a person, \"@group\", or an object with \"person\" and \"weight\"",
  .choices = optional_choices,
};
static const PlnShape optional_list = { PLN_SHAPE_LIST, .what = "a list of optional attendees", .of = &optional };

static const PlnShapeKey neighbour_keys[] = {
  { "topic", &reference, true, "id" },
  { "weight", &weight, false, "what it costs if it does not hold" },
};
static const PlnShape neighbour = {
  PLN_SHAPE_OBJECT, "neighbour", "an object with \"topic\" and \"weight\"", TABLE (neighbour_keys),
};
static const PlnShape *const order_choices[] = { &reference, &neighbour, NULL };
static const PlnShape order = {
  PLN_SHAPE_EITHER, "order", "the id of a topic, or an object with \"topic\" and \"weight\"", .choices = order_choices,
};
static const PlnShape order_list = { PLN_SHAPE_LIST, .what = "a list of topics", .of = &order };
static const PlnShape neighbour_list = {
  PLN_SHAPE_LIST, .what = "a list of objects with \"topic\" and \"weight\"", .of = &neighbour,
};

static const PlnShapeKey fixed_keys[] = {
  { "start", &date_time, false, "when the first part begins" },
  { "room", &reference, false, "where every part is" },
};
static const PlnShape fixed = { PLN_SHAPE_OBJECT, "fixed", "an object with \"start\" and \"room\"", TABLE (fixed_keys) };

static const char *const round_orders[] = { "listed", "alphabetical", "shuffled", NULL };
static const PlnShape round_order = { PLN_SHAPE_TEXT, .what = "an order of speakers", .words = round_orders };
static const PlnShapeKey round_keys[] = {
  { "speakers", &speaker_list, true, "ids of people, each once" },
  { "order", &round_order, false, "listed, alphabetical or shuffled" },
  { "last", &speaker_list, false, "those of them that come last" },
};
static const PlnShape turns = { PLN_SHAPE_OBJECT, "round", "an object with \"speakers\"", TABLE (round_keys) };

static const PlnShapeKey attachment_keys[] = {
  { "title", &text, false, "what to call it" },
  { "uri", &uri, true, "where it is" },
};
static const PlnShape attachment = { PLN_SHAPE_OBJECT, "attachment", "an object with \"title\" and \"uri\"", TABLE (attachment_keys) };
static const PlnShape attachments = { PLN_SHAPE_LIST, .what = "a list of attachments", .of = &attachment };

static const char *const priorities[] = { "must", "high", "normal", "low", NULL };
static const PlnShape priority = { PLN_SHAPE_TEXT, .what = "a priority", .words = priorities };
static const char *const positions[] = { "first", "last", "day_first", "day_last", NULL };
static const PlnShape position = { PLN_SHAPE_TEXT, .what = "a position", .words = positions };
static const char *const spacings[] = { "different_block", "different_day", "same_day", "any", NULL };
static const PlnShape spacing = { PLN_SHAPE_TEXT, .what = "a spacing of parts", .words = spacings };
static const PlnShape topic_rooms = {
  PLN_SHAPE_LIST, .what = "a list of ids of rooms", .of = &reference, .empty = PLN_EMPTY_MEANS,
};

static const PlnShapeKey topic_keys[] = {
  { "id", &id, true, "how other topics and the agenda name it" },
  { "title", &text, true, "how people call it" },
  { "requested_by", &text, false, "id of a person, or free text" },
  { "presenters", &presenter_list, false, "who presents; where it and a round are left out, the person who requested it" },
  { "required", &member_list, false, "who must be there too" },
  { "optional", &optional_list, false, "who would like to be there" },
  { "duration", &duration, false, "of each part; the meeting's default_duration where it is left out" },
  { "parts", &parts, false, "number of parts" },
  { "part_spacing", &spacing, false, "how parts lie to each other" },
  { "priority", &priority, false, "whether and at what cost it may be left out" },
  { "closed", &flag, false, "not open to guests" },
  { "position", &position, false, "where in the meeting or in its day it stands" },
  { "fixed", &fixed, false, "when and where it is" },
  { "within", &windows, false, "the only times at which it can be" },
  { "prefer", &soft_windows, false, "better times" },
  { "avoid", &soft_windows, false, "worse times" },
  { "after", &order_list, false, "topics that end before it begins" },
  { "before", &order_list, false, "topics that begin after it ends" },
  { "follows", &reference, false, "the topic right after which it begins, in the same room" },
  { "same_day", &topic_list, false, "topics on the same day" },
  { "different_day", &topic_list, false, "topics on another day" },
  { "apart", &topic_list, false, "topics never at the same time" },
  { "avoid_parallel", &neighbour_list, false, "topics better not at the same time" },
  { "rooms", &topic_rooms, false, "the only rooms it can be in" },
  { "needs", &texts, false, "features that the room must have" },
  { "size", &count, false, "how many people come" },
  { "same_as", &topic_list, false, "requests that are merged into this one" },
  { "round", &turns, false, "speakers one after another" },
  { "contingent", &text, false, "what it depends on" },
  { "attachments", &attachments, false, "links" },
  { "notes", &text, false, "free text" },
  { "tags", &texts, false, "free words" },
};
static const PlnShape topic = { PLN_SHAPE_OBJECT, "topic", "a topic", TABLE (topic_keys) };
static const PlnShape topics = { PLN_SHAPE_LIST, .what = "a list of topics", .of = &topic };

/* -- The rest ------------------------------------------------------------------------------------ */

static const PlnShapeKey cluster_keys[] = {
  { "id", &id, true, "closed is the planner's own" },
  { "topics", &topic_list, true, "topics that should stand together" },
  { "weight", &weight, false, "what each that stands between costs" },
};
static const PlnShape cluster = { PLN_SHAPE_OBJECT, "cluster", "a cluster", TABLE (cluster_keys) };
static const PlnShape clusters = { PLN_SHAPE_LIST, .what = "a list of clusters", .of = &cluster };

static const PlnShapeKey weight_keys[] = {
#define WEIGHT_KEY(name, text, default_weight, about) { text, &weight, false, about },
  PLN_TERMS (WEIGHT_KEY)
#undef WEIGHT_KEY
};
static const PlnShape weights = { PLN_SHAPE_OBJECT, "weights", "an object of weights by term", TABLE (weight_keys) };

static const PlnShapeKey action_keys[] = {
  { "id", &id, true, "how to name it" },
  { "text", &text, true, "what is to be done" },
  { "assignee", &text, false, "id of a person, or free text" },
  { "due", &text, false, "by when" },
  { "done", &flag, false, "it is done" },
  { "from", &text, false, "where it was agreed" },
};
static const PlnShape action = { PLN_SHAPE_OBJECT, "action", "an action item", TABLE (action_keys) };
static const PlnShape actions = { PLN_SHAPE_LIST, .what = "a list of action items", .of = &action };

static const PlnShapeKey request_keys[] = {
  { "plenary", &version, true, "the version of the format: 1" },
  { "title", &text, true, "of the meeting" },
  { "id", &id, false, "in the UID of every item; made of title and first date where it is left out" },
  { "timezone", &zone, true, "IANA name; every local time is in it" },
  { "granularity", &granularity, false, "minutes that starts and lengths are multiples of; 5 where it is left out" },
  { "default_duration", &minutes, false, "minutes of a topic whose duration is blank; 30 where it is left out" },
  { "transfer", &transfer, false, "minutes a person needs between two rooms" },
  { "location", &text, false, "where people meet" },
  { "conference", &uri, false, "URI of the call" },
  { "organizer", &reference, false, "id of a person" },
  { "notes", &text, false, "free text" },
  { "uid_salt", &text, false, "any text; keeps UIDs of closed items from confirming a guess" },
  { "days", &days, true, "the days of the meeting" },
  { "rooms", &rooms, false, "one that is called main where it is left out" },
  { "people", &people, false, "who comes" },
  { "roles", &roles, false, "moderator and notetaker, held by anyone, where it is left out" },
  { "topics", &topics, false, "what is to be talked about" },
  { "clusters", &clusters, false, "topics that should stand together" },
  { "weights", &weights, false, "what each missed wish costs" },
  { "actions", &actions, false, "action items carried with the meeting" },
};
const PlnShape pln_request_shape = {
  PLN_SHAPE_OBJECT, .what = "a request: one object with \"plenary\", \"title\", \"timezone\" and \"days\"", TABLE (request_keys),
};
