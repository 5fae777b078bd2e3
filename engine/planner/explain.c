/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/explain.h"

#include "planner/block.h"

void
pln_reasons_clear (PlnReasons *reasons)
{
  for (int t = 0; reasons->why && t < reasons->n_topics; t++)
    g_free (reasons->why[t]);
  g_free (reasons->why);
  for (int c = 0; c < reasons->n_conflicts; c++)
    {
      for (int m = 0; m < reasons->conflicts[c].n_members; m++)
        {
          PlnStatementRow *row = &reasons->conflicts[c].members[m];

          g_free (row->topic);
          g_free (row->rule);
          g_free (row->person);
          g_free (row->other);
          g_free (row->text);
        }
      g_free (reasons->conflicts[c].members);
    }
  g_free (reasons->conflicts);
  *reasons = (PlnReasons){ 0 };
}

/* -- Where a topic could stand --------------------------------------------------------------------- */

static bool
fits_alone (const PlnProblem *problem, int item, int block, int room)
{
  return pln_block_item_least (problem, item, room, block, problem->items[item].least) < PLN_NEVER;
}

/* Open grid steps of a block's room that the draft leaves. */
static int
steps_left (const PlnProblem *problem, const PlnDraft *draft, int block, int room)
{
  PlnInterval span = problem->meeting->blocks[block].interval;
  const int *shut = problem->room_shut + room * (problem->n_steps + 1);
  int left = problem->block_capacity[block] - (shut[problem->block_first[block + 1]] - shut[problem->block_first[block]]);

  for (int item = 0; item < draft->n_items; item++)
    {
      PlnInterval taken = { draft->items[item].start, draft->items[item].start + draft->items[item].minutes };

      if (draft->items[item].room == room && pln_interval_overlaps (span, taken))
        left -= draft->items[item].minutes / problem->grid;
    }
  return left;
}

typedef enum
{
  NOWHERE, /* it does not fit, or its cast is not free */
  FULL,    /* it would fit, but for what stands there */
  ROOMY,   /* it has the time for it left */
} Standing;

static Standing
standing_in (const PlnProblem *problem, const PlnDraft *draft, int item, int block)
{
  Standing standing = NOWHERE;

  for (int room = 0; room < problem->meeting->n_rooms; room++)
    if (fits_alone (problem, item, block, room))
      standing = MAX (standing, steps_left (problem, draft, block, room) < problem->items[item].least ? FULL : ROOMY);
  return standing;
}

/* "Tue 09:00-10:30" */
static void
append_block (const PlnMeeting *meeting, int block, GString *text)
{
  static const char days[][4] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  PlnCivil from = pln_zone_to_civil (meeting->zone, meeting->blocks[block].interval.start);
  PlnCivil to = pln_zone_to_civil (meeting->zone, meeting->blocks[block].interval.end);

  g_string_append_printf (text, "%s%s %02d:%02d-%02d:%02d", text->len > 0 ? ", " : "", days[pln_civil_weekday (from)],
                          from.hour, from.minute, to.hour, to.minute);
}

typedef struct
{
  GString *full, *other; /* blocks in words */
  int n_full, n_other;
  bool roomy; /* some block is */
} Blocks;

/* More than this are not all listed where it is shorter to say which are not meant. */
#define LISTED_MOST 4

static char *
full_words (const Blocks *blocks)
{
  if (blocks->n_other == 0)
    return g_strdup ("every block of the meeting is full");
  if (blocks->n_full > LISTED_MOST && blocks->n_other < blocks->n_full)
    return g_strdup_printf ("every block is full but %s, where it cannot stand", blocks->other->str);
  return g_strdup_printf ("every block in which it could stand is full: %s", blocks->full->str);
}

/* Returns: (nullable) (transfer full): a reason that the time there is gives by itself */
static char *
why_no_time (const PlnProblem *problem, const PlnDraft *draft, int item)
{
  g_autoptr (GString) full = g_string_new (NULL), other = g_string_new (NULL);
  Blocks blocks = { .full = full, .other = other };

  for (int block = 0; block < problem->meeting->n_blocks; block++)
    switch (standing_in (problem, draft, item, block))
      {
      case NOWHERE:
        append_block (problem->meeting, block, other);
        blocks.n_other++;
        break;
      case FULL:
        append_block (problem->meeting, block, full);
        blocks.n_full++;
        break;
      case ROOMY:
        blocks.roomy = true;
        break;
      }
  if (blocks.roomy)
    return NULL;
  if (blocks.n_full == 0)
    return g_strdup ("there is no block in which its cast is free and it fits");
  return full_words (&blocks);
}

/* -- In words -------------------------------------------------------------------------------------- */

static int
minutes_of (const PlnMeeting *meeting, const PlnDraft *draft, int topic)
{
  const PlnTopic *row = &meeting->topics[topic];
  int minutes = 0;

  for (int item = row->first_item; item < row->first_item + row->parts; item++)
    minutes += draft->items[item].room < 0 ? 0 : draft->items[item].minutes;
  return minutes;
}

/* Topics in words, as far as there is room for them. */
typedef struct
{
  GString *text;
  int n;
} Names;

#define NAMED_MOST 3

static void
append_name (Names *names, const char *title, int minutes)
{
  if (names->n++ >= NAMED_MOST)
    return;
  g_string_append (names->text, names->text->len > 0 ? ", " : "");
  g_string_append_printf (names->text, "“%s”", title);
  if (minutes > 0)
    g_string_append_printf (names->text, " to %d min", minutes);
}

static void
append_names (GString *text, const char *what, const Names *names)
{
  if (names->n == 0)
    return;
  g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", and " : "", what, names->text->str);
  if (names->n > NAMED_MOST)
    g_string_append_printf (text, " and %d more", names->n - NAMED_MOST);
}

/* "without “A”, “B”, and with “C” cut to 10 min": what plan @to grants less than @from. Returns: (transfer full) */
static char *
what_gives_way (const PlnMeeting *meeting, const PlnDraft *from, const PlnDraft *to)
{
  g_autoptr (GString) out = g_string_new (NULL), cut = g_string_new (NULL), text = g_string_new (NULL);
  Names left_out = { out, 0 }, shortened = { cut, 0 };

  for (int t = 0; t < meeting->n_topics; t++)
    {
      int before = minutes_of (meeting, from, t), after = minutes_of (meeting, to, t);

      if (after < before)
        append_name (after == 0 ? &left_out : &shortened, meeting->topics[t].title, after);
    }
  append_names (text, "without", &left_out);
  append_names (text, "cutting", &shortened);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Returns: (transfer full): by how much plans that place it are dearer */
static char *
placing_words (const PlnMeeting *meeting, const PlnKnownPlan *plan, const PlnPlacing *placing)
{
  g_autoptr (GString) text = g_string_new ("with it ");
  g_autofree char *ways = NULL;

  if (placing->proved && !placing->draft)
    return g_strdup ("what must be placed leaves no way to place it");
  if (!placing->draft && placing->bound <= plan->cost)
    return g_strdup ("no agenda that places it was found");
  if (!placing->draft)
    return g_strdup_printf ("with it an agenda costs at least %" G_GINT64_FORMAT " more", placing->bound - plan->cost);
  g_string_append (text, placing->proved ? "the best agenda costs" : "the best agenda found costs");
  if (placing->cost == plan->cost)
    g_string_append (text, " as much");
  else
    g_string_append_printf (text, " %" G_GINT64_FORMAT " more", placing->cost - plan->cost);
  ways = what_gives_way (meeting, plan->draft, placing->draft);
  if (*ways)
    g_string_append_printf (text, ", %s", ways);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* -- One after another, or beside one another ------------------------------------------------------- */

#define TRIALS_MOST 16
#define PROOFS_MOST 4
#define TRIAL_TICKS 40000
#define TRIALS_PART 8 /* of the work of the proof */

typedef struct
{
  const PlnProblem *problem;
  const PlnKnownPlan *plan;
  int *topics; /* that the plan leaves out */
  int n_topics;
  gint64 ticks; /* of a trial */
  int next;     /* of topics: to be asked about; taken by threads in turn */
  char **why;   /* by topic: each written by the thread that took it */
} Inquiry;

/* Returns: (nullable) (transfer full) */
static char *
why_dearer (const Inquiry *inquiry, int k)
{
  g_auto (PlnPlacing) placing = { 0 };

  if (!inquiry->plan->proved || k >= TRIALS_MOST)
    return NULL;
  pln_placing_find (inquiry->problem, inquiry->plan, inquiry->topics[k], inquiry->ticks, k < PROOFS_MOST, &placing);
  return placing_words (inquiry->problem->meeting, inquiry->plan, &placing);
}

static char *
why_unplaced (const Inquiry *inquiry, int k)
{
  const PlnTopic *row = &inquiry->problem->meeting->topics[inquiry->topics[k]];
  g_autofree char *time = NULL, *price = NULL;

  for (int item = row->first_item; item < row->first_item + row->parts && !time; item++)
    time = why_no_time (inquiry->problem, inquiry->plan->draft, item);
  if (time && g_str_has_prefix (time, "there is no"))
    return g_steal_pointer (&time);
  price = why_dearer (inquiry, k);
  if (time && price)
    return g_strdup_printf ("%s; %s", time, price);
  if (price)
    return g_steal_pointer (&price);
  if (time)
    return g_steal_pointer (&time);
  return g_strdup_printf ("the best agenda%s leaves it out", inquiry->plan->proved ? "" : " found");
}

static gpointer
ask (gpointer data)
{
  Inquiry *inquiry = data;

  for (int k; (k = g_atomic_int_add (&inquiry->next, 1)) < inquiry->n_topics;)
    inquiry->why[inquiry->topics[k]] = why_unplaced (inquiry, k);
  return NULL;
}

static void
ask_beside (Inquiry *inquiry, int n_threads)
{
  g_autoptr (GPtrArray) helpers = g_ptr_array_new ();

  for (int n = 1; n < MIN (n_threads, inquiry->n_topics); n++)
    {
      GThread *thread = g_thread_try_new ("explain", ask, inquiry, NULL);

      if (thread)
        g_ptr_array_add (helpers, thread);
    }
  ask (inquiry);
  for (guint n = 0; n < helpers->len; n++)
    g_thread_join (helpers->pdata[n]);
}

void
pln_explain_unplaced (const PlnProblem *problem, const PlnKnownPlan *plan, int n_threads, PlnReasons *reasons)
{
  const PlnMeeting *meeting = problem->meeting;
  g_autofree int *topics = g_new (int, (gsize) MAX (1, meeting->n_topics));
  Inquiry inquiry = { .problem = problem, .plan = plan, .topics = topics };

  reasons->n_topics = meeting->n_topics;
  reasons->why = inquiry.why = g_new0 (char *, (gsize) MAX (1, meeting->n_topics));
  for (int t = 0; t < meeting->n_topics; t++)
    if (plan->draft->items[meeting->topics[t].first_item].room < 0)
      topics[inquiry.n_topics++] = t;
  inquiry.ticks = MAX (TRIAL_TICKS, plan->ticks / TRIALS_PART / CLAMP (inquiry.n_topics, 1, TRIALS_MOST));
  ask_beside (&inquiry, n_threads);
}
