/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/exact.h"

#include "planner/cut.h"
#include "planner/local.h"
#include "planner/master.h"
#include "planner/neighbourhood.h"

/* Columns past which a master would not pay. */
#define TIMED_COLUMNS_MOST 25000
#define UNTIMED_COLUMNS_MOST 200000
#define BY_ROOMS_COLUMNS_MOST 12000 /* the LP takes seconds for more */

struct _PlnExact
{
  const PlnProblem *problem;
  PlnMaster *master;
  PlnCut *cut; /* NULL for a timed master */
  /* Of the search that is under way. */
  const PlnExactOptions *options;
  PlnDraft *best;
  gint64 cost;
  int *stop; /* the caller's, or its own */
  int own_stop;
  gint64 least; /* cost of the cheapest assignment that rooms allow one by one */
  /* For good. */
  bool by_rooms; /* rooms are seen one by one: an assignment need not be a plan */
  bool gave_up; /* a block has more items than can be ordered */
  gint64 bound; /* when it gave up */
};

bool
pln_exact_is_apt (const PlnProblem *problem, bool timed)
{
  gint64 n_columns;

  if (problem->irregular || (!timed && problem->meeting->n_rooms > 1))
    return false;
  n_columns = pln_master_n_columns (problem, timed);
  return n_columns <= (timed ? TIMED_COLUMNS_MOST : UNTIMED_COLUMNS_MOST);
}

bool
pln_exact_is_apt_by_rooms (const PlnProblem *problem)
{
  return !problem->irregular && problem->meeting->n_rooms > 1 && pln_master_n_columns (problem, false) <= BY_ROOMS_COLUMNS_MOST;
}

static void
keep (PlnExact *exact, const PlnDraft *draft, gint64 cost)
{
  if (cost >= exact->cost)
    return;
  pln_draft_free (exact->best);
  exact->best = pln_draft_copy (draft);
  exact->cost = cost;
  if (exact->options->improved)
    exact->options->improved (draft, cost, exact->options->data);
}

/* The solver now excludes an assignment that may be a plan: what it says from here on counts no more. */
static PlnCheckAnswer
give_up (PlnExact *exact)
{
  if (!exact->gave_up)
    exact->bound = pln_solver_bound (exact->master->solver);
  exact->gave_up = true;
  g_atomic_int_set (exact->stop, 1);
  return PLN_REJECT;
}

/* It may be a plan by chance. Whether or not it is, no other need be looked for that costs as much. */
static PlnCheckAnswer
take_assignment (PlnExact *exact, const PlnDraft *draft, PlnCutAnswer answer, gint64 assigned)
{
  gint64 cost;

  if (pln_local_price (exact->problem, draft, &cost))
    keep (exact, draft, cost);
  if (answer != PLN_CUT_TRUE)
    return PLN_REJECT; /* what it costs more has been stated */
  exact->least = MIN (exact->least, assigned);
  return PLN_ACCEPT;
}

static PlnCheckAnswer
check (PlnSolver *solver, int64_t *true_cost, gpointer data)
{
  PlnExact *exact = data;
  g_autoptr (PlnDraft) draft = pln_master_draft (exact->master);
  PlnCutAnswer answer = PLN_CUT_TRUE;
  gint64 cost;

  if (exact->gave_up)
    return PLN_REJECT;
  if (exact->cut)
    answer = pln_cut_fill (exact->cut, draft);
  if (answer == PLN_CUT_TOO_HARD)
    return give_up (exact);
  if (answer == PLN_CUT_NEVER)
    return PLN_REJECT;
  if (exact->by_rooms)
    return take_assignment (exact, draft, answer, *true_cost);
  if (!pln_local_price (exact->problem, draft, &cost))
    {
      g_warn_if_reached (); /* the master and the tables disagree: a defect; claim nothing */
      return give_up (exact);
    }
  keep (exact, draft, cost);
  *true_cost = MAX (*true_cost, cost);
  return PLN_ACCEPT;
}

static void
progress (const PlnSolver *solver, int64_t best, int64_t bound, gpointer data)
{
  PlnExact *exact = data;

  if (!exact->gave_up && exact->options->raised)
    exact->options->raised (bound, exact->options->data);
}

static void
report_work (const PlnExact *exact, PlnExactReport *report)
{
  const PlnSolverStatistics *statistics = pln_solver_statistics (exact->master->solver);

  report->conflicts = statistics->conflicts;
  report->ticks = statistics->ticks;
  report->facts = exact->cut ? pln_cut_n_facts (exact->cut) : 0;
  report->lps = statistics->lp_solves;
}

PlnExact *
pln_exact_new_by_rooms (const PlnProblem *problem, int lp, gint64 cutoff, int *stop)
{
  PlnExact *exact = pln_exact_new (problem, false, lp, cutoff, stop);

  exact->by_rooms = problem->meeting->n_rooms > 1;
  return exact;
}

PlnExact *
pln_exact_new (const PlnProblem *problem, bool timed, int lp, gint64 cutoff, int *stop)
{
  PlnMasterOptions options = { .timed = timed, .priced = true, .lp = lp };
  PlnExact *exact = g_new0 (PlnExact, 1);

  options.cutoff = cutoff == G_MAXINT64 ? PLN_COST_NONE : cutoff;
  exact->problem = problem;
  exact->least = G_MAXINT64;
  exact->stop = stop ? stop : &exact->own_stop;
  exact->master = pln_master_new (problem, &options);
  exact->cut = timed ? NULL : pln_cut_new (exact->master, stop);
  return exact;
}

void
pln_exact_free (PlnExact *exact)
{
  if (!exact)
    return;
  pln_cut_free (exact->cut);
  pln_master_free (exact->master);
  g_free (exact);
}

void
pln_exact_place (PlnExact *exact, int topic)
{
  pln_solver_add_unit (exact->master->solver, pln_lit_not (exact->master->dropped[topic]));
}

static void
begin (PlnExact *exact, const PlnExactOptions *options)
{
  exact->options = options;
  exact->best = NULL;
  exact->cost = options->cutoff;
  exact->own_stop = 0;
  exact->least = MIN (exact->least, options->cutoff);
  if (options->cutoff != G_MAXINT64)
    pln_solver_set_cutoff (exact->master->solver, options->cutoff);
  if (options->incumbent)
    pln_master_follow (exact->master, options->incumbent);
}

/* Returns: (transfer full) (nullable) */
static PlnDraft *
end (PlnExact *exact, PlnExactReport *report)
{
  report->cost = exact->cost;
  report->gave_up = exact->gave_up;
  report_work (exact, report);
  exact->options = NULL;
  return g_steal_pointer (&exact->best);
}

/* -- The proof ------------------------------------------------------------------------------------- */

typedef struct
{
  PlnMaster *master;
  PlnCut *cut; /* NULL for a timed master */
} Question;

static PlnExactAnswer
ask (Question *question, const GArray *assumptions, const PlnLimits *limits, PlnDraft **plan)
{
  for (;;)
    {
      PlnAnswer answer = pln_solver_solve (question->master->solver, (const PlnLit *) assumptions->data,
                                           (int) assumptions->len, limits);
      g_autoptr (PlnDraft) draft = NULL;

      if (answer != PLN_SATISFIABLE)
        return answer == PLN_UNSATISFIABLE ? PLN_EXACT_IMPOSSIBLE : PLN_EXACT_UNKNOWN;
      draft = pln_master_draft (question->master);
      switch (question->cut ? pln_cut_fill (question->cut, draft) : PLN_CUT_TRUE)
        {
        case PLN_CUT_TRUE:
        case PLN_CUT_DEARER:
          if (plan)
            *plan = g_steal_pointer (&draft);
          return PLN_EXACT_POSSIBLE;
        case PLN_CUT_TOO_HARD:
          return PLN_EXACT_UNKNOWN;
        case PLN_CUT_NEVER:
          break;
        }
    }
}

/* Without a plan at hand, first whether there is one at all: prices and an LP would only hold that up. */
static bool
is_impossible (PlnExact *exact, const PlnLimits *limits)
{
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (PlnLit));
  Question question = { exact->master, exact->cut };

  return ask (&question, nothing, limits, NULL) == PLN_EXACT_IMPOSSIBLE;
}

void
pln_exact_elaborate (PlnExact *exact)
{
  if (exact->gave_up || !exact->cut)
    return;
  pln_master_add_rounded_counts (exact->master);
  pln_cut_add_pairs (exact->cut);
}

PlnDraft *
pln_exact_prove (PlnExact *exact, const PlnExactOptions *options, PlnExactReport *report)
{
  PlnMinimise run = { .check = check, .progress = progress, .data = exact };
  PlnMinimum minimum = { PLN_STOPPED, PLN_COST_NONE, 0 };

  begin (exact, options);
  run.limits = (PlnLimits){ .conflicts = options->conflicts, .ticks = options->ticks, .stop = exact->stop };
  if (!exact->gave_up && options->cutoff == G_MAXINT64 && is_impossible (exact, &run.limits))
    minimum.outcome = PLN_NONE;
  else if (!exact->gave_up)
    minimum = pln_solver_minimise (exact->master->solver, &run);
  if (exact->gave_up)
    minimum = (PlnMinimum){ PLN_STOPPED, PLN_COST_NONE, exact->bound };
  report->proved = minimum.outcome != PLN_STOPPED;
  report->bound = MIN (report->proved ? exact->least : minimum.bound, exact->cost);
  return end (exact, report);
}

/* -- Neighbourhoods -------------------------------------------------------------------------------- */

#define NEIGHBOURHOOD_CONFLICTS 400
#define NEIGHBOURHOOD_PRICE 2000 /* ticks that each counts for beside its own, since many need hardly any */

#define AGREED 0.9 /* the LP has most of it where it is */

static void
assume (GArray *assumptions, PlnLit lit)
{
  g_array_append_val (assumptions, lit);
}

/* What is not free stays in its column. */
static void
hold_still (const PlnMaster *master, const PlnDraft *draft, const bool *free, GArray *assumptions)
{
  const PlnMeeting *meeting = master->meeting;

  g_array_set_size (assumptions, 0);
  for (int t = 0; t < meeting->n_topics; t++)
    {
      const PlnTopic *topic = &meeting->topics[t];

      for (int item = topic->first_item; item < topic->first_item + topic->parts && !free[t]; item++)
        {
          int column = pln_master_column_of (master, draft, item);

          if (column >= 0)
            assume (assumptions, master->columns[column].lit);
          else if (draft->items[item].room < 0)
            assume (assumptions, master->dropped[t]);
        }
    }
}

/* The topics that the LP would have elsewhere, at least in part.
 *
 * @strays: (out) [n_topics]
 * Returns: false where there is no LP, or it agrees with everything */
static bool
find_strays (const PlnMaster *master, const PlnDraft *draft, bool *strays)
{
  const PlnMeeting *meeting = master->meeting;
  bool any = false;

  for (int t = 0; t < meeting->n_topics; t++)
    {
      const PlnTopic *topic = &meeting->topics[t];

      strays[t] = false;
      for (int item = topic->first_item; item < topic->first_item + topic->parts; item++)
        {
          int column = pln_master_column_of (master, draft, item);
          double value = pln_solver_relaxed (master->solver, column >= 0 ? master->columns[column].lit : master->dropped[t]);

          strays[t] = strays[t] || (value >= 0 && value < AGREED);
        }
      any = any || strays[t];
    }
  return any;
}

static void
improve (PlnExact *exact, const PlnExactOptions *options, unsigned seed)
{
  g_autoptr (PlnNeighbourhood) hood = pln_neighbourhood_new (exact->problem, seed);
  g_autoptr (GArray) assumptions = g_array_new (FALSE, FALSE, sizeof (PlnLit));
  g_autofree bool *strays = g_new (bool, (gsize) MAX (1, exact->master->meeting->n_topics));
  PlnSolver *solver = exact->master->solver;
  gint64 most = pln_solver_statistics (solver)->ticks + options->ticks;

  for (gint64 n = 0; !g_atomic_int_get (exact->stop) && !pln_solver_is_exhausted (solver)
                     && pln_solver_statistics (solver)->ticks + n * NEIGHBOURHOOD_PRICE < most;
       n++)
    {
      const PlnDraft *draft = exact->best ? exact->best : options->incumbent;
      PlnMinimise run = { .check = check, .data = exact };

      bool some = find_strays (exact->master, draft, strays);

      hold_still (exact->master, draft, pln_neighbourhood_choose (hood, draft, some ? strays : NULL), assumptions);
      pln_master_follow (exact->master, draft);
      run.assumptions = (const PlnLit *) assumptions->data;
      run.n_assumptions = (int) assumptions->len;
      run.limits = (PlnLimits){ .conflicts = NEIGHBOURHOOD_CONFLICTS, .stop = exact->stop };
      pln_neighbourhood_learn (hood, pln_solver_minimise (solver, &run).outcome != PLN_STOPPED);
    }
}

PlnDraft *
pln_exact_improve (PlnExact *exact, const PlnExactOptions *options, unsigned seed, PlnExactReport *report)
{
  begin (exact, options);
  if (!exact->gave_up)
    improve (exact, options, seed);
  report->proved = !exact->gave_up && pln_solver_is_exhausted (exact->master->solver);
  report->bound = report->proved ? exact->cost : MIN (pln_solver_bound (exact->master->solver), exact->cost);
  if (exact->gave_up)
    report->bound = MIN (exact->bound, exact->cost);
  return end (exact, report);
}

#ifdef PLN_CHECK

/* Where the last item of a block and room ends, in grid steps after the block's first grid point. */
static int
last_end (const PlnMaster *master, const PlnDraft *draft, int block, int room)
{
  const PlnProblem *problem = master->problem;
  int first = problem->minute[problem->block_first[block]], last = 0;

  for (int item = 0; item < master->meeting->n_items; item++)
    if (draft->items[item].room == room && draft->items[item].start >= first
        && draft->items[item].start < master->meeting->blocks[block].interval.end)
      last = MAX (last, (draft->items[item].start + draft->items[item].minutes - first) / problem->grid);
  return last;
}

/* The literals that facts of the block program force are as the draft says; of how dear a block is nothing is said. */
static void
assume_ends (const PlnMaster *master, const PlnDraft *draft, GArray *assumptions, GArray *open)
{
  const PlnMeeting *meeting = master->meeting;
  const int *first = master->problem->block_first;

  for (int cell = 0; cell < meeting->n_blocks * meeting->n_rooms; cell++)
    for (guint k = 0; k < master->levels[cell]->len; k++)
      assume (open, g_array_index (master->levels[cell], PlnLevel, k).lit);
  for (int cell = 0; master->end && cell < meeting->n_blocks * meeting->n_rooms; cell++)
    {
      int block = cell / meeting->n_rooms, last = last_end (master, draft, block, cell % meeting->n_rooms);

      for (int k = 1; master->end[cell] && k <= first[block + 1] - first[block]; k++)
        assume (assumptions, k <= last ? master->end[cell][k] : pln_lit_not (master->end[cell][k]));
    }
}

bool
pln_exact_know (PlnExact *exact, const PlnDraft *draft, gint64 cost)
{
  PlnMaster *master = exact->master;
  g_autoptr (GArray) assumptions = g_array_new (FALSE, FALSE, sizeof (PlnLit));
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (PlnLit));
  g_autofree bool *none = g_new0 (bool, MAX (1, master->meeting->n_topics));

  hold_still (master, draft, none, assumptions);
  for (int cell = 0; master->holder && cell < draft->n_holders; cell++)
    if (draft->holders[cell] >= 0)
      assume (assumptions, master->holder[cell * master->meeting->n_people + draft->holders[cell]]);
  pln_master_follow (master, draft);
  assume_ends (master, draft, assumptions, open);
  return pln_solver_know (master->solver, (const PlnLit *) assumptions->data, (int) assumptions->len, cost,
                          (const PlnLit *) open->data, (int) open->len);
}

#endif

/* -- Is there any plan? ---------------------------------------------------------------------------- */

/* Returns: false where the problem is too large to be asked about */
static bool
put_question (const PlnProblem *problem, bool free_musts, const int *stop, Question *question)
{
  bool timed = !pln_exact_is_apt (problem, false);
  PlnMasterOptions options = { .timed = timed, .cutoff = PLN_COST_NONE, .free_musts = free_musts };

  if (timed && !pln_exact_is_apt (problem, true))
    return false;
  question->master = pln_master_new (problem, &options);
  question->cut = timed ? NULL : pln_cut_new (question->master, stop);
  return true;
}

static void
drop_question (Question *question)
{
  pln_cut_free (question->cut);
  pln_master_free (question->master);
}

PlnExactAnswer
pln_exact_feasible (const PlnProblem *problem, const int *stop, gint64 conflicts, PlnDraft **plan)
{
  PlnLimits limits = { .conflicts = conflicts, .stop = stop };
  g_autoptr (GArray) assumptions = g_array_new (FALSE, FALSE, sizeof (PlnLit));
  Question question;
  PlnExactAnswer answer;

  if (!put_question (problem, false, stop, &question))
    return PLN_EXACT_UNKNOWN;
  answer = ask (&question, assumptions, &limits, plan);
  drop_question (&question);
  return answer;
}

#define SHRINK_CONFLICTS 300

static void
read_core (const Question *question, bool *topics)
{
  const PlnMaster *master = question->master;
  int n;
  const PlnLit *core = pln_solver_core (master->solver, &n);

  for (int t = 0; t < master->meeting->n_topics; t++)
    {
      topics[t] = false;
      for (int k = 0; k < n; k++)
        topics[t] = topics[t] || core[k] == pln_lit_not (master->dropped[t]);
    }
}

/* Cores of an untimed master shrink only while facts are missing: what is then found possible may not
 * be, which costs a larger set and no more. */
PlnExactAnswer
pln_exact_must_core (const PlnProblem *problem, bool shrink, const int *stop, bool *topics)
{
  PlnLimits limits = { .stop = stop }, trial = { .conflicts = SHRINK_CONFLICTS, .stop = stop };
  g_autoptr (GArray) assumptions = g_array_new (FALSE, FALSE, sizeof (PlnLit));
  Question question;
  PlnExactAnswer answer;

  if (!put_question (problem, true, stop, &question))
    return PLN_EXACT_UNKNOWN;
  for (int t = 0; t < problem->meeting->n_topics; t++)
    if (!pln_master_may_drop (problem, t))
      {
        PlnLit placed = pln_lit_not (question.master->dropped[t]);

        g_array_append_val (assumptions, placed);
      }
  answer = ask (&question, assumptions, &limits, NULL);
  if (answer == PLN_EXACT_IMPOSSIBLE)
    {
      if (shrink)
        pln_solver_shrink_core (question.master->solver, &trial);
      read_core (&question, topics);
    }
  drop_question (&question);
  return answer;
}
