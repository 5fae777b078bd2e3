/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Bounds from groups of topics planned alone. What the best plan pays in excerpts that have no topic in common is
 * together never above its cost, and never below what the brute force finds there; so least costs are a bound, and
 * what the planner makes of them is none above the optimum, whatever plan it is shown. Where a meeting falls apart by
 * rooms it proves the best plan.
 *
 *   shares [--from N] [--count N] */

#include "planner/excerpt.h"
#include "planner/local.h"
#include "planner/shares.h"
#include "brute.h"
#include "tiny-chance.h"
#include "tiny.h"

#define BRUTE_NODES_MOST 1000000
#define N_SEEDS 3

static int first_number = 1, n_meetings = 1500;

typedef struct
{
  PlnMeeting *meeting;
  PlnAgenda *previous; /* nullable */
  gint64 cost;         /* of the best plan */
  PlnDraft *best;
} Known;

static void
clear_known (Known *known)
{
  pln_meeting_unref (known->meeting);
  if (known->previous)
    pln_agenda_unref (known->previous);
  pln_draft_free (known->best);
}

/* Returns: false where there is no plan, or too much to try */
static bool
know (int number, Known *known)
{
  PlnTinyFeatures features = 0;
  g_autofree char *text = pln_tiny_request ((uint64_t) number, &features);
  g_autoptr (PlnBrute) brute = NULL;

  *known = (Known){ .meeting = pln_tiny_meeting (text) };
  known->previous = pln_tiny_previous ((uint64_t) number, known->meeting, &features);
  brute = pln_brute_new (known->meeting, NULL, known->previous);
  return pln_brute_plan (brute, BRUTE_NODES_MOST, &known->best, &known->cost) == PLN_BRUTE_OPTIMAL;
}

/* -- Excerpts -------------------------------------------------------------------------------------- */

/* Tails go where their heads are. */
static void
part_topics (Dice *dice, const PlnMeeting *meeting, int n_parts, int *part_of)
{
  for (int t = 0; t < meeting->n_topics; t++)
    part_of[t] = below (dice, n_parts);
  for (int more = 1; more;)
    {
      more = 0;
      for (int t = 0; t < meeting->n_topics; t++)
        for (int k = 0; k < meeting->topics[t].n_relations; k++)
          {
            const PlnRelation *relation = &meeting->topics[t].relations[k];

            if (relation->kind == PLN_RELATION_FOLLOWS && part_of[relation->other] != part_of[t])
              {
                part_of[t] = part_of[relation->other] = MIN (part_of[t], part_of[relation->other]);
                more = 1;
              }
          }
    }
}

typedef struct
{
  int n_sums, n_tight, n_own_rooms, n_duties, n_wrong;
} Tally;

static void
complain (Tally *tally, int number, const char *what, gint64 is, gint64 most)
{
  tally->n_wrong++;
  g_printerr ("# meeting %d: %s: %" G_GINT64_FORMAT ", at most %" G_GINT64_FORMAT "\n", number, what, is, most);
}

/* What the known plan pays in an excerpt: it must be a plan of it, and no cheaper than the brute force's. */
static gint64
share_of_plan (Tally *tally, int number, const Known *known, const bool *inside)
{
  g_autoptr (PlnExcerpt) excerpt = pln_excerpt_new (known->meeting, inside);
  g_autoptr (PlnBrute) brute = pln_brute_new (excerpt->meeting, NULL, known->previous);
  g_autoptr (PlnDraft) cut = pln_excerpt_cut (excerpt, known->best), pasted = pln_draft_new (known->meeting);
  g_autoptr (PlnDraft) best = NULL, again = NULL;
  gint64 least = 0, price = 0;

  pln_excerpt_paste (excerpt, cut, pasted);
  again = pln_excerpt_cut (excerpt, pasted);
  for (int item = 0; item < cut->n_items; item++)
    if (cut->items[item].room >= 0)
      {
        g_assert_cmpint (cut->items[item].room, ==, again->items[item].room);
        g_assert_cmpint (cut->items[item].start, ==, again->items[item].start);
      }
  tally->n_own_rooms += excerpt->has_rooms;
  tally->n_duties += excerpt->meeting->n_roles > 0;
  if (!pln_brute_price (brute, cut, &price))
    complain (tally, number, "a share of the plan is none of the excerpt", price, known->cost);
  if (pln_brute_plan (brute, BRUTE_NODES_MOST, &best, &least) == PLN_BRUTE_OPTIMAL && least > price)
    complain (tally, number, "an excerpt's least cost is above a plan of it", least, price);
  return price;
}

static void
check_sum (Tally *tally, int number, const Known *known)
{
  Dice dice = { (uint64_t) number * UINT64_C (0x9e3779b97f4a7c15) };
  int n = known->meeting->n_topics, n_parts = 2 + below (&dice, 2);
  g_autofree int *part_of = g_new (int, (gsize) n + 1);
  g_autofree bool *inside = g_new (bool, (gsize) n + 1);
  gint64 sum = 0;

  part_topics (&dice, known->meeting, n_parts, part_of);
  for (int part = 0; part < n_parts; part++)
    {
      bool any = false;

      for (int t = 0; t < n; t++)
        {
          inside[t] = part_of[t] == part;
          any = any || inside[t];
        }
      sum += any ? share_of_plan (tally, number, known, inside) : 0;
    }
  tally->n_sums++;
  tally->n_tight += sum == known->cost;
  if (sum > known->cost)
    complain (tally, number, "shares of the best plan sum up to more", sum, known->cost);
}

static void
test_sums (void)
{
  Tally tally = { 0 };

  for (int number = first_number; number < first_number + n_meetings; number++)
    {
      Known known;

      if (know (number, &known))
        check_sum (&tally, number, &known);
      clear_known (&known);
    }
  g_test_message ("%d plans shared out, %d without loss; %d excerpts with rooms to themselves, %d with duties",
                  tally.n_sums, tally.n_tight, tally.n_own_rooms, tally.n_duties);
  g_assert_cmpint (tally.n_wrong, ==, 0);
  g_assert_cmpint (tally.n_own_rooms, >, 0);
  g_assert_cmpint (tally.n_duties, >, 0);
}

static gint64
price_excerpt (const PlnMeeting *meeting, const bool *inside)
{
  g_autoptr (PlnExcerpt) excerpt = pln_excerpt_new (meeting, inside);
  g_autoptr (PlnBrute) brute = pln_brute_new (excerpt->meeting, NULL, NULL);
  g_autoptr (PlnDraft) draft = NULL;
  gint64 cost = 0;

  g_assert_cmpint (pln_brute_plan (brute, BRUTE_NODES_MOST, &draft, &cost), ==, PLN_BRUTE_OPTIMAL);
  return cost;
}

/* Returns: (transfer full) */
static PlnMeeting *
write_cluster (void)
{
  g_autoptr (GString) topics = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (int t = 0; t < 4; t++)
    g_string_append_printf (topics, "%s{\"id\": \"t%d\", \"title\": \"T\", \"rooms\": [\"r%d\"],"
                            " \"fixed\": {\"start\": \"2026-03-0%dT09:00\"}}", t > 0 ? ", " : "", t, t / 2, 1 + t % 2);
  text = g_strdup_printf ("{\"plenary\": 1, \"title\": \"T\", \"timezone\": \"UTC\", \"granularity\": 30,"
                          " \"roles\": [],"
                          " \"weights\": {\"late\": 0, \"idle\": 0},"
                          " \"days\": [{\"date\": \"2026-03-01\", \"start\": \"09:00\", \"end\": \"10:00\"},"
                          " {\"date\": \"2026-03-02\", \"start\": \"09:00\", \"end\": \"10:00\"}],"
                          " \"rooms\": [{\"id\": \"r0\"}, {\"id\": \"r1\"}], \"topics\": [%s],"
                          " \"clusters\": [{\"id\": \"c\", \"weight\": 7,"
                          " \"topics\": [\"t0\", \"t1\", \"t2\", \"t3\"]}]}",
                          topics->str);
  return pln_tiny_meeting (text);
}

/* A cluster of which one half is held in each of two rooms, always on both days: days are paid for once. */
static void
test_cluster (void)
{
  static const bool half[] = { true, true, false, false }, other[] = { false, false, true, true };
  static const bool all[] = { true, true, true, true };
  g_autoptr (PlnMeeting) meeting = write_cluster ();

  g_assert_cmpint (price_excerpt (meeting, all), ==, 7);
  g_assert_cmpint (price_excerpt (meeting, half) + price_excerpt (meeting, other), <=, 7);
}

/* -- Bounds ---------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 cost;
  PlnBrute *brute;
  bool priced_right;
} Found;

static void
improved (const PlnDraft *draft, gint64 cost, gpointer data)
{
  Found *found = data;
  gint64 price = -1;

  found->priced_right = found->priced_right && pln_brute_price (found->brute, draft, &price) && price == cost;
  found->cost = cost;
}

static void
raised (gint64 bound, gpointer data)
{
}

static void
check_bound (Tally *tally, int number, const Known *known, unsigned seed)
{
  g_autoptr (PlnProblem) problem = pln_problem_new (known->meeting, NULL, known->previous);
  g_autoptr (PlnShares) shares = pln_shares_new (problem, known->previous);
  g_autoptr (PlnLimit) limit = pln_limit_new (0, NULL);
  g_autoptr (PlnBrute) brute = pln_brute_new (known->meeting, NULL, known->previous);
  g_autoptr (PlnDraft) draft = NULL;
  PlnLocalOptions local = PLN_LOCAL_OPTIONS_INIT;
  PlnLocalReport report = { .cost = known->cost };
  PlnSharesOptions options = { known->best, known->cost, G_MAXINT64, true, limit, improved, raised, NULL };
  Found found = { .brute = brute, .priced_right = true };

  if (pln_shares_bound (shares) > known->cost)
    complain (tally, number, "the bound by topics", pln_shares_bound (shares), known->cost);
  local.seed = seed;
  local.tick_limit = 40 * seed;
  if (seed > 0)
    options.best = draft = pln_local_search (problem, &local, &report);
  if (!options.best)
    return;
  options.cost = report.cost;
  options.data = &found;
  pln_shares_raise (shares, &options);
  tally->n_sums++;
  tally->n_tight += pln_shares_bound (shares) == known->cost;
  if (pln_shares_bound (shares) > known->cost)
    complain (tally, number, "the bound", pln_shares_bound (shares), known->cost);
  if (!found.priced_right)
    complain (tally, number, "a better plan is wrong", found.cost, known->cost);
}

static void
test_bounds (void)
{
  Tally tally = { 0 };

  for (int number = first_number; number < first_number + n_meetings; number++)
    {
      Known known;

      if (know (number, &known))
        for (unsigned seed = 0; seed <= N_SEEDS; seed++)
          check_bound (&tally, number, &known, seed);
      clear_known (&known);
    }
  g_test_message ("%d bounds, %d of them the least cost", tally.n_sums, tally.n_tight);
  g_assert_cmpint (tally.n_wrong, ==, 0);
  g_assert_cmpint (tally.n_sums, >, 0);
}

/* -- Meetings that fall apart ---------------------------------------------------------------------- */

#define N_ROOMS 4
#define N_TOPICS 4 /* a room */

/* One room's topics all want the same hour, and its people other things. */
static void
write_room (Dice *dice, int room, GString *topics, GString *people)
{
  g_string_append_printf (people, "%s{\"id\": \"p%d\", \"name\": \"P\","
                          " \"unavailable\": [{\"from\": \"%02d:00\", \"to\": \"12:00\", \"weight\": %d}]}",
                          people->len > 0 ? ", " : "", room, 9 + below (dice, 3), 1 + below (dice, 20));
  for (int t = 0; t < N_TOPICS; t++)
    {
      g_string_append_printf (topics, "%s{\"id\": \"t%d.%d\", \"title\": \"T\", \"rooms\": [\"r%d\"], \"duration\": %d",
                              topics->len > 0 ? ", " : "", room, t, room, 30 + 30 * below (dice, 2));
      if (t == 0)
        g_string_append_printf (topics, ", \"presenters\": [\"p%d\"]", room);
      g_string_append_printf (topics, ", \"prefer\": [{\"from\": \"09:00\", \"to\": \"10:00\", \"weight\": %d}]}",
                              1 + below (dice, 30));
    }
}

/* Rooms from @first to before @end. Returns: (transfer full) */
static PlnMeeting *
write_meeting (int number, int first, int end)
{
  g_autoptr (GString) topics = g_string_new (NULL), people = g_string_new (NULL), rooms = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (int room = first; room < end; room++)
    {
      Dice dice = { (uint64_t) (number * N_ROOMS + room + 1) * UINT64_C (0x9e3779b97f4a7c15) };

      g_string_append_printf (rooms, "%s{\"id\": \"r%d\", \"name\": \"R\"}", rooms->len > 0 ? ", " : "", room);
      write_room (&dice, room, topics, people);
    }
  text = g_strdup_printf ("{\"plenary\": 1, \"title\": \"T\", \"timezone\": \"UTC\", \"granularity\": 30,"
                          " \"roles\": [],"
                          " \"days\": [{\"date\": \"2026-03-02\", \"start\": \"09:00\", \"end\": \"12:00\","
                          " \"breaks\": [{\"start\": \"10:30\", \"end\": \"11:00\"}]}],"
                          " \"rooms\": [%s], \"people\": [%s], \"topics\": [%s]}",
                          rooms->str, people->str, topics->str);
  return pln_tiny_meeting (text);
}

static gint64
sum_rooms (int number)
{
  gint64 sum = 0;

  for (int room = 0; room < N_ROOMS; room++)
    {
      g_autoptr (PlnMeeting) meeting = write_meeting (number, room, room + 1);
      g_autoptr (PlnBrute) brute = pln_brute_new (meeting, NULL, NULL);
      g_autoptr (PlnDraft) draft = NULL;
      gint64 cost = 0;

      g_assert_cmpint (pln_brute_plan (brute, BRUTE_NODES_MOST, &draft, &cost), ==, PLN_BRUTE_OPTIMAL);
      sum += cost;
    }
  return sum;
}

static PlnAgenda *
planned_without (const PlnMeeting *meeting, const char *techniques)
{
  PlnPlanOptions options = PLN_PLAN_OPTIONS_INIT;

  options.time_limit_ms = 0;
  options.techniques = techniques;
  return pln_plan (meeting, &options, NULL);
}

/* Without the exact search of the whole, and without seeing its rooms one by one, nothing but shares can prove a plan that
 * costs something. Rooms one by one bound it too. */
static void
test_rooms (void)
{
  int n_by_rooms = 0;

  for (int number = 1; number <= 20; number++)
    {
      g_autoptr (PlnMeeting) meeting = write_meeting (number, 0, N_ROOMS);
      g_autoptr (PlnAgenda) agenda = planned_without (meeting, "-master,-rooms");
      g_autoptr (PlnAgenda) by_rooms = planned_without (meeting, "-master,-shares");
      g_autoptr (PlnAgenda) without = planned_without (meeting, "-master,-shares,-rooms");

      g_assert_cmpint (agenda->cost, ==, sum_rooms (number));
      g_assert_cmpint (agenda->bound, ==, agenda->cost);
      g_assert_cmpint (agenda->status, ==, PLN_STATUS_OPTIMAL);
      g_assert_cmpint (by_rooms->bound, <=, agenda->cost);
      g_assert_cmpint (without->bound, <, without->cost);
      n_by_rooms += by_rooms->status == PLN_STATUS_OPTIMAL;
    }
  g_assert_cmpint (n_by_rooms, >, 0);
}

int
main (int argc, char **argv)
{
  pln_tiny_parse (&argc, &argv, &first_number, &n_meetings, NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shares/excerpt/sum", test_sums);
  g_test_add_func ("/shares/excerpt/cluster", test_cluster);
  g_test_add_func ("/shares/bound/tiny", test_bounds);
  g_test_add_func ("/shares/bound/rooms", test_rooms);
  return g_test_run ();
}
