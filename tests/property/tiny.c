/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "tiny.h"
#include "tiny-chance.h"

#include <string.h>

enum
{
  MAX_TOPICS = 5,
  MAX_PEOPLE = 4,
  MAX_DAYS = 2,
};

typedef struct
{
  Dice dice;
  PlnTinyFeatures features;
  GString *out;
  int grid; /* minutes */
  int n_days, n_rooms, n_people, n_topics, n_items;
  int day_start, day_end; /* minutes of the day */
  const char *dates[MAX_DAYS];
  int merged; /* topic that topic 0 absorbs, or -1 */
} Tiny;

#define PICK(t, ...) pick ((t), (const char *const[]){ __VA_ARGS__, NULL })

static const char *
pick (Tiny *t, const char *const *texts)
{
  int n = 0;

  while (texts[n])
    n++;
  return texts[below (&t->dice, n)];
}

static void
use (Tiny *t, PlnTinyFeature feature)
{
  t->features |= UINT64_C (1) << feature;
}

static void G_GNUC_PRINTF (2, 3)
say (Tiny *t, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (t->out, format, arguments);
  va_end (arguments);
}

/* What C leaves open is the order in which arguments are evaluated: no two draws stand in one call. */

/* -- Windows ------------------------------------------------------------------------------------- */

/* A time of day about the hours of the meeting, on no grid but five minutes. */
static int
clock_time (Tiny *t)
{
  int span = t->day_end - t->day_start + 60;

  return t->day_start - 30 + below (&t->dice, span / 5) * 5;
}

static void
say_span (Tiny *t, int from, int to)
{
  const char *date = t->dates[below (&t->dice, t->n_days)],
             *suffix = chance (&t->dice, 15) ? PICK (t, "Z", "+01:00", "-03:30") : "";

  say (t, "\"start\": \"%sT%02d:%02d%s\", \"end\": \"%sT%02d:%02d%s\"", date, from / 60, from % 60, suffix, date,
       to / 60, to % 60, suffix);
}

static void
say_day_part (Tiny *t, int from, int to)
{
  const char *comma = "";

  if (chance (&t->dice, 60))
    {
      say (t, "\"day\": \"%s\"", t->dates[below (&t->dice, t->n_days)]);
      comma = ", ";
    }
  if (chance (&t->dice, 5))
    {
      say (t, "%s\"from\": \"22:00\", \"to\": \"%02d:%02d\"", comma, from / 60, from % 60);
      return;
    }
  if (chance (&t->dice, 70))
    {
      say (t, "%s\"from\": \"%02d:%02d\"", comma, from / 60, from % 60);
      comma = ", ";
    }
  if (chance (&t->dice, 60))
    say (t, "%s\"to\": \"%02d:%02d\"", comma, to / 60, to % 60);
}

/* @extra: further keys, beginning with a comma where there are any */
static void
say_window (Tiny *t, const char *extra)
{
  int a = clock_time (t), b = clock_time (t), from = MIN (a, b), to = MAX (a, b) + 5;
  gsize before;

  say (t, "{");
  before = t->out->len;
  if (chance (&t->dice, 50))
    say_span (t, from, to);
  else
    say_day_part (t, from, to);
  if (t->out->len == before && *extra == ',')
    extra += 2; /* the whole time of the meeting */
  say (t, "%s}", extra);
}

static const char *
some_weight (Tiny *t)
{
  return PICK (t, "", "", ", \"weight\": 7", ", \"weight\": 25", ", \"weight\": 0");
}

/* -- The frame ----------------------------------------------------------------------------------- */

static void
say_day (Tiny *t, int day)
{
  static const char *const offsets[] = { "00", "10", "07" };
  bool off = chance (&t->dice, 15);
  int steps = (t->day_end - t->day_start) / t->grid, cut = 1 + below (&t->dice, MAX (1, steps - 1));
  int start = t->day_start + (off ? 10 : 0), pause = t->day_start + cut * t->grid;
  int pause_end = pause + (chance (&t->dice, 25) ? 7 : t->grid);

  if (off)
    use (t, PLN_TINY_OFF_GRID);
  say (t, "%s{\"date\": \"%s\", \"start\": \"%02d:%s\", \"end\": \"%02d:%02d\"", day ? ", " : "", t->dates[day],
       t->day_start / 60, off ? offsets[1 + below (&t->dice, 2)] : offsets[0], t->day_end / 60, t->day_end % 60);
  if (steps > 2 && pause > start && pause_end < t->day_end && chance (&t->dice, 65))
    say (t, ", \"breaks\": [{\"start\": \"%02d:%02d\", \"end\": \"%02d:%02d\"}]", pause / 60, pause % 60,
         pause_end / 60, pause_end % 60);
  if (chance (&t->dice, 8))
    {
      use (t, PLN_TINY_STARTS);
      say (t, ", \"starts\": [");
      for (int k = 0; k < steps; k += 1 + below (&t->dice, 2))
        say (t, "%s\"%02d:%02d\"", k ? ", " : "", (t->day_start + k * t->grid) / 60, (t->day_start + k * t->grid) % 60);
      say (t, "]");
    }
  say (t, "}");
}

static void
say_room (Tiny *t, int room)
{
  say (t, "%s{\"id\": \"r%d\"", room ? ", " : "", room);
  if (chance (&t->dice, 50))
    say (t, ", \"features\": [\"v\"]");
  if (chance (&t->dice, 50))
    say (t, ", \"capacity\": %s", PICK (t, "20", "40"));
  if (chance (&t->dice, 12))
    {
      use (t, PLN_TINY_ROOM_BUSY);
      say (t, ", \"unavailable\": [");
      say_window (t, "");
      say (t, "]");
    }
  say (t, "}");
}

static void
say_availability (Tiny *t)
{
  if (chance (&t->dice, 12))
    {
      use (t, PLN_TINY_AVAILABLE);
      say (t, ", \"available\": [");
      say_window (t, "");
      say (t, ", ");
      say_window (t, "");
      say (t, "]");
    }
  if (chance (&t->dice, 45))
    {
      bool hard = chance (&t->dice, 50);

      use (t, hard ? PLN_TINY_BUSY : PLN_TINY_SOFT);
      say (t, ", \"unavailable\": [");
      say_window (t, hard ? "" : PICK (t, ", \"soft\": true", ", \"weight\": 11", ", \"weight\": 3"));
      if (chance (&t->dice, 40))
        {
          use (t, PLN_TINY_SOFT);
          say (t, ", ");
          say_window (t, ", \"soft\": true");
        }
      say (t, "]");
    }
}

static void
say_person (Tiny *t, int person)
{
  say (t, "%s{\"id\": \"p%d\", \"name\": \"%s Person\"", person ? ", " : "", person, PICK (t, "Ada", "Bo", "Cy", "Di"));
  if (person == 0 || chance (&t->dice, 40))
    say (t, ", \"groups\": [\"g\"]");
  say_availability (t);
  if (chance (&t->dice, 20))
    {
      use (t, PLN_TINY_COMFORT);
      if (chance (&t->dice, 40))
        say (t, ", \"timezone\": \"%s\"", PICK (t, "Asia/Tokyo", "America/New_York"));
      say (t, ", \"comfort\": {%s}",
           PICK (t, "\"from\": \"09:30\", \"to\": \"18:30\"", "\"to\": \"10:15\"",
                 "\"from\": \"22:00\", \"to\": \"10:00\""));
    }
  say (t, "}");
}

static void
say_roles (Tiny *t)
{
  int first = below (&t->dice, t->n_people), second = below (&t->dice, t->n_people);

  if (chance (&t->dice, 40))
    {
      say (t, ", \"roles\": []");
      return;
    }
  use (t, PLN_TINY_ROLES);
  if (chance (&t->dice, 15))
    return; /* the default ones */
  say (t, ", \"roles\": [{\"id\": \"m\", \"pool\": [\"p%d\", \"p%d\"]", first, second);
  if (chance (&t->dice, 40))
    {
      int blocks = 1 + below (&t->dice, 3);

      use (t, PLN_TINY_HISTORY);
      say (t, ", \"history\": {\"p%d\": %d}", below (&t->dice, t->n_people), blocks);
    }
  say (t, "}");
  if (chance (&t->dice, 50))
    say (t, ", {\"id\": \"n\", \"pool\": [\"@g\", \"p%d\"]}", below (&t->dice, t->n_people));
  say (t, "]");
}

/* -- Topics -------------------------------------------------------------------------------------- */

static void
say_people_of (Tiny *t)
{
  if (chance (&t->dice, 10))
    {
      int first = below (&t->dice, t->n_people);

      use (t, PLN_TINY_ROUND);
      say (t, ", \"round\": {\"speakers\": [\"p%d\"", first);
      if (t->n_people > 1)
        say (t, ", \"p%d\"", (first + 1) % t->n_people);
      say (t, "], \"order\": \"%s\"}", PICK (t, "listed", "alphabetical", "shuffled"));
    }
  else if (chance (&t->dice, 10))
    say (t, ", \"requested_by\": \"p%d\"", below (&t->dice, t->n_people));
  else if (chance (&t->dice, 80))
    say (t, ", \"presenters\": [\"%s%d\"]", "p", below (&t->dice, t->n_people));
  else
    say (t, ", \"presenters\": [%s]", PICK (t, "", "\"@g\""));
  if (chance (&t->dice, 25))
    say (t, ", \"required\": [\"p%d\"]", below (&t->dice, t->n_people));
  if (chance (&t->dice, 30))
    {
      int first = below (&t->dice, t->n_people), second = below (&t->dice, t->n_people);

      use (t, PLN_TINY_OPTIONAL);
      say (t, ", \"optional\": [\"p%d\", {\"person\": \"p%d\", \"weight\": 9}]", first, second);
    }
}

/* Returns how many parts the topic has. */
static int
say_duration (Tiny *t, int topic)
{
  int preferred = (1 + below (&t->dice, 3)) * t->grid, parts = 1;

  if (chance (&t->dice, 30) && preferred > t->grid)
    {
      use (t, PLN_TINY_SHORTEN);
      say (t, ", \"duration\": {\"preferred\": %d, \"min\": %d}", preferred,
           preferred - t->grid * (1 + below (&t->dice, preferred / t->grid - 1)));
    }
  else
    say (t, ", \"duration\": %d", preferred);
  if (chance (&t->dice, 20) && t->n_items + 2 + (t->n_topics - 1 - topic) <= MAX_TOPICS)
    {
      parts = t->n_items + 3 + (t->n_topics - 1 - topic) <= MAX_TOPICS && chance (&t->dice, 20) ? 3 : 2;
      use (t, PLN_TINY_PARTS);
      say (t, ", \"parts\": %d, \"part_spacing\": \"%s\"", parts,
           PICK (t, "any", "same_day", "different_day", "different_block"));
    }
  return parts;
}

static void
say_place (Tiny *t)
{
  if (chance (&t->dice, 14))
    {
      use (t, PLN_TINY_POSITION);
      say (t, ", \"position\": \"%s\"", PICK (t, "first", "last", "day_first", "day_last"));
    }
  if (chance (&t->dice, 8))
    {
      int start = t->day_start + below (&t->dice, (t->day_end - t->day_start) / t->grid) * t->grid;

      use (t, PLN_TINY_FIXED_START);
      say (t, ", \"fixed\": {\"start\": \"%sT%02d:%02d\"}", t->dates[below (&t->dice, t->n_days)], start / 60,
           start % 60);
    }
  else if (chance (&t->dice, 6))
    {
      use (t, PLN_TINY_FIXED_ROOM);
      say (t, ", \"fixed\": {\"room\": \"r%d\"}", below (&t->dice, t->n_rooms));
    }
  if (t->n_rooms > 1 && chance (&t->dice, 25))
    {
      use (t, PLN_TINY_ROOM_FIT);
      say (t, "%s",
           PICK (t, ", \"rooms\": [\"r0\"]", ", \"rooms\": [\"r1\"]", ", \"needs\": [\"v\"]", ", \"size\": 30"));
    }
}

static void
say_windows (Tiny *t, const char *key, int percent, PlnTinyFeature feature, bool priced)
{
  if (!chance (&t->dice, percent))
    return;
  use (t, feature);
  say (t, ", \"%s\": [", key);
  say_window (t, priced ? some_weight (t) : "");
  if (chance (&t->dice, 40))
    {
      say (t, ", ");
      say_window (t, priced ? some_weight (t) : "");
    }
  say (t, "]");
}

/* A topic other than @topic that is not merged with it, or -1. */
static int
other_topic (Tiny *t, int topic)
{
  int other = below (&t->dice, t->n_topics);

  if (other == topic || (topic == 0 && other == t->merged) || (topic == t->merged && other == 0))
    return -1;
  return other;
}

static void
say_order (Tiny *t, int topic, const char *key)
{
  int other = other_topic (t, topic);

  if (other < 0 || !chance (&t->dice, 14))
    return;
  if (chance (&t->dice, 50))
    {
      use (t, PLN_TINY_SOFT_ORDER);
      say (t, ", \"%s\": [{\"topic\": \"t%d\"%s}]", key, other, PICK (t, "", ", \"weight\": 12"));
    }
  else
    {
      use (t, PLN_TINY_ORDER);
      say (t, ", \"%s\": [\"t%d\"]", key, other);
    }
}

static void
say_relation (Tiny *t, int topic, const char *key, int percent, PlnTinyFeature feature, const char *form)
{
  int other = other_topic (t, topic);
  g_autoptr (GString) value = NULL;
  g_autofree char *id = g_strdup_printf ("\"t%d\"", other);

  if (other < 0 || !chance (&t->dice, percent))
    return;
  use (t, feature);
  value = g_string_new (form);
  g_string_replace (value, "OTHER", id, 0);
  say (t, ", \"%s\": %s", key, value->str);
}

static void
say_relations (Tiny *t, int topic)
{
  say_order (t, topic, "after");
  say_order (t, topic, "before");
  say_relation (t, topic, "follows", 10, PLN_TINY_FOLLOWS, "OTHER");
  say_relation (t, topic, "same_day", 10, PLN_TINY_SAME_DAY, "[OTHER]");
  say_relation (t, topic, "different_day", 10, PLN_TINY_DIFFERENT_DAY, "[OTHER]");
  say_relation (t, topic, "apart", t->n_rooms > 1 ? 15 : 3, PLN_TINY_APART, "[OTHER]");
  say_relation (t, topic, "avoid_parallel", t->n_rooms > 1 ? 25 : 5, PLN_TINY_PARALLEL,
                chance (&t->dice, 50) ? "[{\"topic\": OTHER}]" : "[{\"topic\": OTHER, \"weight\": 9}]");
}

static void
say_topic (Tiny *t, int topic)
{
  say (t, "%s{\"id\": \"t%d\", \"title\": \"Topic %d\"", topic ? ",\n " : "", topic, topic);
  say_people_of (t);
  t->n_items += say_duration (t, topic);
  say_place (t);
  if (chance (&t->dice, 65))
    {
      const char *priority = PICK (t, "must", "must", "high", "normal", "low");

      if (strcmp (priority, "must") == 0)
        use (t, PLN_TINY_MUST);
      say (t, ", \"priority\": \"%s\"", priority);
    }
  if (chance (&t->dice, 15))
    {
      use (t, PLN_TINY_CLOSED);
      say (t, ", \"closed\": true");
    }
  say_windows (t, "within", 12, PLN_TINY_WITHIN, false);
  say_windows (t, "prefer", 25, PLN_TINY_PREFER, true);
  say_windows (t, "avoid", 25, PLN_TINY_AVOID, true);
  say_relations (t, topic);
  if (topic == 0 && t->merged > 0)
    {
      use (t, PLN_TINY_MERGED);
      say (t, ", \"same_as\": [\"t%d\"]", t->merged);
    }
  say (t, "}");
}

/* -- The request --------------------------------------------------------------------------------- */

static void
say_transfer (Tiny *t)
{
  if (t->n_rooms < 2 || !chance (&t->dice, 50))
    return;
  use (t, PLN_TINY_TRANSFER);
  if (chance (&t->dice, 50))
    {
      int steps = 1 + below (&t->dice, 2), less = chance (&t->dice, 30) ? 5 : 0;

      say (t, ", \"transfer\": %d", t->grid * steps - less);
    }
  else
    {
      int from = below (&t->dice, 2), to = below (&t->dice, t->n_rooms);

      say (t, ", \"transfer\": {\"r%d\": {\"r%d\": %d}}", from, to, 10 + t->grid);
    }
}

static void
say_weights (Tiny *t)
{
  const char *term, *weight;

  if (!chance (&t->dice, 25))
    return;
  use (t, PLN_TINY_WEIGHTS);
  term = PICK (t, "idle", "late", "cluster", "role_load", "role_open", "role_presenting", "role_repeat", "shorten",
               "prefer", "avoid", "optional", "soft_unavailable", "comfort", "order", "parallel", "drop_normal",
               "moved", "role_moved");
  weight = PICK (t, "0", "3", "40");
  say (t, ", \"weights\": {\"%s\": %s}", term, weight);
}

static void
say_clusters (Tiny *t)
{
  const char *weight = PICK (t, "", ", \"weight\": 4");

  if (t->n_topics < 2 || !chance (&t->dice, 25))
    return;
  use (t, PLN_TINY_CLUSTER);
  say (t, ", \"clusters\": [{\"id\": \"c\", \"topics\": [\"t0\", \"t%d\"]%s}]", 1 + below (&t->dice, t->n_topics - 1),
       weight);
}

/* Sizes: few of everything where there is much of something. */
static void
choose_frame (Tiny *t)
{
  static const int grids[] = { 15, 20, 30, 30, 60 };
  bool saves_daylight = chance (&t->dice, 4);
  int steps;

  t->n_topics = chance (&t->dice, 75) ? 1 + below (&t->dice, 3) : 3 + below (&t->dice, 3);
  t->n_rooms = chance (&t->dice, 55) ? 1 : chance (&t->dice, 80) ? 2 : 3;
  t->n_days = chance (&t->dice, 50) ? 1 : 2;
  t->n_people = 1 + below (&t->dice, MAX_PEOPLE);
  t->grid = grids[below (&t->dice, G_N_ELEMENTS (grids))];
  if (t->n_topics > 3)
    t->n_rooms = MIN (t->n_rooms, 2);
  steps = t->n_topics * t->n_rooms > 4 ? 2 + below (&t->dice, 3) : 2 + below (&t->dice, 6);
  t->day_start = saves_daylight ? 60 : 9 * 60;
  t->day_end = t->day_start + steps * t->grid + (chance (&t->dice, 20) ? 10 : 0);
  t->dates[0] = saves_daylight ? "2026-03-28" : "2026-03-02";
  t->dates[1] = saves_daylight ? "2026-03-29" : "2026-03-03";
  t->merged = t->n_topics > 2 && chance (&t->dice, 15) ? t->n_topics - 1 : -1;
  if (saves_daylight)
    use (t, PLN_TINY_DAYLIGHT);
  if (t->n_rooms > 1)
    use (t, PLN_TINY_ROOMS);
}

#define LIST(t, key, n, say_one) \
  G_STMT_START \
  { \
    say ((t), ",\n\"%s\": [", (key)); \
    for (int k_ = 0; k_ < (n); k_++) \
      say_one ((t), k_); \
    say ((t), "]"); \
  } \
  G_STMT_END

char *
pln_tiny_request (uint64_t number, PlnTinyFeatures *features)
{
  Tiny t = { .dice = { number * UINT64_C (0x2545f4914f6cdd1d) }, .out = g_string_new (NULL) };

  choose_frame (&t);
  say (&t,
       "{\"plenary\": 1, \"title\": \"Tiny %" G_GUINT64_FORMAT
       "\", \"timezone\": \"Europe/Paris\", \"granularity\": %d",
       number, t.grid);
  LIST (&t, "days", t.n_days, say_day);
  LIST (&t, "rooms", t.n_rooms, say_room);
  LIST (&t, "people", t.n_people, say_person);
  LIST (&t, "topics", t.n_topics, say_topic);
  say_roles (&t);
  say_transfer (&t);
  say_clusters (&t);
  say_weights (&t);
  say (&t, "}\n");
  *features = t.features;
  return g_string_free (t.out, FALSE);
}

const char *
pln_tiny_feature_name (PlnTinyFeature feature)
{
  static const char *const names[] = {
#define PLN_TINY_NAME(name, text) text,
    PLN_TINY_FEATURES (PLN_TINY_NAME)
#undef PLN_TINY_NAME
  };

  return names[feature];
}

PlnMeeting *
pln_tiny_meeting (const char *text)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  PlnMeeting *meeting = pln_meeting_read ("tiny.json", bytes, NULL, NULL, diagnostics);

  if (!meeting)
    {
      g_autofree char *told = pln_diagnostics_format (diagnostics, false, true);

      g_error ("%s\n%s", text, told);
    }
  return meeting;
}

void
pln_tiny_parse (int *argc, char ***argv, int *from, int *count, const GOptionEntry *more)
{
  GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_INT, from, "first meeting", "N" },
    { "count", 0, 0, G_OPTION_ARG_INT, count, "how many", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (more)
    g_option_context_add_main_entries (context, more, NULL);
  g_option_context_parse (context, argc, argv, NULL);
}
