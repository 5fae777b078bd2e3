/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/explain.h"

#include "planner/backtrack.h"
#include "planner/breach.h"
#include "planner/exact.h"
#include "planner/local.h"
#include "planner/master.h"

/* -- Deletion -------------------------------------------------------------------------------------- */

typedef struct
{
  const PlnMeeting *meeting;
  const int *stop;
  GArray *statements; /* of PlnStatement */
  bool *dropped;      /* aligned */
  bool *needed;       /* aligned: some plan keeps all but this, dropped ones aside */
  PlnBreach *breach;
  PlnForce *force;
  gint64 conflicts; /* limit of a trial; 0: none */
  bool unsure; /* a trial was not decided */
} Deletion;

static bool
is_stopped (const Deletion *deletion)
{
  return deletion->unsure || (deletion->stop && g_atomic_int_get (deletion->stop));
}

static PlnStatement
statement_at (const Deletion *deletion, int index)
{
  return g_array_index (deletion->statements, PlnStatement, index);
}

static void
drop (Deletion *deletion, int index)
{
  deletion->dropped[index] = true;
  pln_force_drop (deletion->force, statement_at (deletion, index));
}

static void
restore (Deletion *deletion, int index)
{
  deletion->dropped[index] = false;
  pln_force_restore (deletion->force, statement_at (deletion, index));
}

static bool
is_open (const Deletion *deletion, int index)
{
  return !deletion->dropped[index] && !deletion->needed[index];
}

/* Is there no plan? One that there is shows what is needed, once all that was dropped on trial stands again. */
static bool
is_impossible (Deletion *deletion, PlnDraft **plan)
{
  g_autoptr (PlnProblem) problem = pln_problem_new (deletion->meeting, deletion->force, NULL);
  PlnExactAnswer answer = pln_exact_feasible (problem, deletion->stop, deletion->conflicts, plan);

  if (answer == PLN_EXACT_UNKNOWN)
    deletion->unsure = true;
  return answer == PLN_EXACT_IMPOSSIBLE;
}

/* Drops what can be dropped of some open statements: all of them, or else what can be of each half. */
static void
reduce (Deletion *deletion, const int *open, int n)
{
  g_autoptr (PlnDraft) plan = NULL;

  if (n == 0 || is_stopped (deletion))
    return;
  for (int k = 0; k < n; k++)
    drop (deletion, open[k]);
  if (is_impossible (deletion, &plan))
    return;
  for (int k = 0; k < n; k++)
    restore (deletion, open[k]);
  if (n == 1)
    deletion->needed[open[0]] = true;
  if (plan)
    pln_breach_learn (deletion->breach, plan, deletion->needed);
  if (n == 1)
    return;
  reduce (deletion, open, n / 2);
  reduce (deletion, open + n / 2, n - n / 2);
}

static void
reduce_range (Deletion *deletion, int from, int to)
{
  g_autofree int *open = g_new (int, (gsize) (to - from) + 1);
  int n = 0;

  for (int k = from; k < to; k++)
    if (is_open (deletion, k))
      open[n++] = k;
  reduce (deletion, open, n);
}

/* Topics that need not be placed free most of the rest: their `must` goes first. Then what few
 * topics are left make every later trial small. */
static int
compare_statements (gconstpointer a, gconstpointer b)
{
  const PlnStatement *x = a, *y = b;
  bool x_must = x->rule == PLN_RULE_MUST, y_must = y->rule == PLN_RULE_MUST;

  if (x_must != y_must)
    return x_must ? -1 : 1;
  if (x->topic != y->topic)
    return x->topic < y->topic ? -1 : 1;
  if (x->rule != y->rule)
    return x->rule < y->rule ? -1 : 1;
  if (x->other != y->other)
    return x->other < y->other ? -1 : 1;
  return x->person < y->person ? -1 : x->person > y->person;
}

static PlnStatementRow
row_of (const PlnMeeting *meeting, PlnStatement statement)
{
  return (PlnStatementRow){
    .topic = g_strdup (meeting->topics[statement.topic].id),
    .rule = g_strdup (pln_rule_name (statement.rule)),
    .person = statement.person >= 0 ? g_strdup (meeting->people[statement.person].id) : NULL,
    .other = statement.other >= 0 ? g_strdup (meeting->topics[statement.other].id) : NULL,
    .text = pln_statement_format (meeting, statement),
  };
}

static void
keep_conflict (const Deletion *deletion, PlnReasons *reasons)
{
  PlnConflict *conflict;

  reasons->conflicts = g_renew (PlnConflict, reasons->conflicts, reasons->n_conflicts + 1);
  conflict = &reasons->conflicts[reasons->n_conflicts++];
  *conflict = (PlnConflict){ g_new0 (PlnStatementRow, (gsize) deletion->statements->len + 1), 0 };
  for (int k = 0; k < (int) deletion->statements->len; k++)
    if (!deletion->dropped[k])
      conflict->members[conflict->n_members++] = row_of (deletion->meeting, statement_at (deletion, k));
}

/* A range of equal `must`, then topic by topic. */
static int
end_of_musts (const Deletion *deletion)
{
  int k = 0;

  while (k < (int) deletion->statements->len && statement_at (deletion, k).rule == PLN_RULE_MUST)
    k++;
  return k;
}

/* Topics that need not be placed, and that nobody need follow. */
static bool *
find_idle_topics (const Deletion *deletion)
{
  bool *idle = g_new (bool, (gsize) MAX (1, deletion->meeting->n_topics));

  for (int t = 0; t < deletion->meeting->n_topics; t++)
    idle[t] = true;
  for (int k = 0; k < (int) deletion->statements->len; k++)
    if (!deletion->dropped[k] && statement_at (deletion, k).rule == PLN_RULE_MUST)
      idle[statement_at (deletion, k).topic] = false;
    else if (!deletion->dropped[k] && statement_at (deletion, k).rule == PLN_RULE_FOLLOWS)
      idle[statement_at (deletion, k).other] = false;
  return idle;
}

/* A plan without what is stated of an idle topic is one with it, once the topic is left out: no trial is needed. */
static void
drop_idle (Deletion *deletion, int first)
{
  g_autofree bool *idle = find_idle_topics (deletion);

  for (int k = first; k < (int) deletion->statements->len; k++)
    if (is_open (deletion, k)
        && (idle[statement_at (deletion, k).topic]
            || (statement_at (deletion, k).other >= 0 && idle[statement_at (deletion, k).other])))
      drop (deletion, k);
}

/* Statements of topics that are not idle are tried, topic by topic. */
static void
reduce_topics (Deletion *deletion, int first)
{
  drop_idle (deletion, first);
  for (int from = first, to; from < (int) deletion->statements->len; from = to)
    {
      to = from;
      while (to < (int) deletion->statements->len
             && statement_at (deletion, to).topic == statement_at (deletion, from).topic)
        to++;
      reduce_range (deletion, from, to);
    }
}

/* Drops every `must` outside a core at once; where guards are to follow, they make it smaller better.
 * Returns: whether the meeting was proved impossible */
static bool
drop_by_core (Deletion *deletion)
{
  g_autoptr (PlnProblem) problem = pln_problem_new (deletion->meeting, deletion->force, NULL);
  g_autofree bool *topics = g_new0 (bool, (gsize) MAX (1, deletion->meeting->n_topics));

  if (pln_exact_must_core (problem, !pln_exact_is_apt (problem, true), deletion->stop, topics) != PLN_EXACT_IMPOSSIBLE)
    return false;
  for (int k = 0; k < end_of_musts (deletion); k++)
    if (!topics[statement_at (deletion, k).topic])
      drop (deletion, k);
  return true;
}

static void
delete_one_by_one (Deletion *deletion)
{
  int n_musts = end_of_musts (deletion);

  for (int k = 0; k < n_musts; k++)
    reduce_range (deletion, k, k + 1);
  reduce_topics (deletion, n_musts);
}

/* -- Cores over guarded statements ----------------------------------------------------------------- */

/* Statements that presolve folds into domains. Behind guards they would make columns of every time
 * and room; they are tried afterwards, over the few topics that are left. */
static bool
is_folded (PlnRule rule)
{
  return rule == PLN_RULE_FIXED || rule == PLN_RULE_WITHIN || rule == PLN_RULE_ROOM_FIT || rule == PLN_RULE_PERSON_BUSY;
}

static bool
is_guarded (const PlnMaster *master, PlnStatement statement)
{
  return master->guards && g_hash_table_contains (master->guards, &statement);
}

/* Does a core of the master say anything of such statements? Without guards, of `must` alone. */
static bool
is_asked (const PlnMaster *master, PlnRule rule)
{
  return rule == PLN_RULE_MUST || (master->guards && !is_folded (rule));
}

/* What is to be assumed for a statement; false where it binds nothing. */
static PlnLit
assumption_of (PlnMaster *master, PlnStatement statement)
{
  if (statement.rule == PLN_RULE_MUST)
    return pln_master_may_drop (master->problem, statement.topic) ? pln_master_false (master)
                                                                  : pln_lit_not (master->dropped[statement.topic]);
  return is_guarded (master, statement) ? pln_master_guard (master, statement) : pln_master_false (master);
}

/* Relations first, `must` last. */
static void
assume_statements (const Deletion *deletion, PlnMaster *master, GArray *assumptions)
{
  g_array_set_size (assumptions, 0);
  for (int k = (int) deletion->statements->len - 1; k >= 0; k--)
    {
      PlnLit lit = assumption_of (master, statement_at (deletion, k));

      if (!deletion->dropped[k] && lit != pln_master_false (master))
        g_array_append_val (assumptions, lit);
    }
}

static void
keep_core (Deletion *deletion, PlnMaster *master)
{
  int n;
  const PlnLit *core = pln_solver_core (master->solver, &n);

  for (int k = 0; k < (int) deletion->statements->len; k++)
    {
      PlnStatement statement = statement_at (deletion, k);
      PlnLit lit = assumption_of (master, statement);
      bool kept = !is_asked (master, statement.rule) || !is_open (deletion, k);

      for (int c = 0; c < n && lit != pln_master_false (master); c++)
        kept = kept || core[c] == lit;
      if (!kept)
        drop (deletion, k);
    }
}

/* What is needed is so for good, and what is dropped comes back no more: the search need not carry
 * them through its clauses. A topic that need not be placed still may be. */
static void
settle (Deletion *deletion, PlnMaster *master)
{
  for (int k = 0; k < (int) deletion->statements->len; k++)
    {
      PlnStatement statement = statement_at (deletion, k);
      PlnLit lit = assumption_of (master, statement);

      if (lit == pln_master_false (master) || is_open (deletion, k))
        continue;
      if (deletion->needed[k])
        pln_solver_add_unit (master->solver, lit);
      else if (statement.rule != PLN_RULE_MUST)
        pln_solver_add_unit (master->solver, pln_lit_not (lit));
    }
}

/* Is there a plan by what is not dropped? Keeps the core, or learns from the plan.
 * Returns: false where that is not decided */
static bool
ask_master (Deletion *deletion, PlnMaster *master, int without)
{
  g_autoptr (GArray) assumptions = g_array_new (FALSE, FALSE, sizeof (PlnLit));
  PlnLimits limits = { .stop = deletion->stop };
  g_autoptr (PlnDraft) plan = NULL;

  settle (deletion, master);
  if (without >= 0)
    drop (deletion, without);
  assume_statements (deletion, master, assumptions);
  switch (pln_solver_solve (master->solver, (const PlnLit *) assumptions->data, (int) assumptions->len, &limits))
    {
    case PLN_UNSATISFIABLE:
      keep_core (deletion, master);
      return true;
    case PLN_SATISFIABLE:
      if (without < 0)
        return false;
      restore (deletion, without);
      deletion->needed[without] = true;
      plan = pln_master_draft (master);
      pln_breach_learn (deletion->breach, plan, deletion->needed);
      return true;
    case PLN_UNDECIDED:
      if (without >= 0)
        restore (deletion, without);
      break;
    }
  return false;
}

/* Drops what can be dropped of the statements that a master is asked about.
 *
 * @guarded: (nullable)
 * Returns: false where that cannot be done */
static bool
delete_by_cores (Deletion *deletion, const PlnProblem *problem, const PlnForce *guarded)
{
  PlnMasterOptions options = { .timed = true, .cutoff = PLN_COST_NONE, .free_musts = true, .guarded = guarded };
  g_autoptr (PlnMaster) master = pln_master_new (problem, &options);

  if (!ask_master (deletion, master, -1))
    return false;
  for (int k = 0; k < (int) deletion->statements->len; k++)
    if (is_open (deletion, k) && is_asked (master, statement_at (deletion, k).rule)
        && !ask_master (deletion, master, k))
      return false;
  return true;
}

/* Of all that is not folded, in one search in which each stands under an assumption. */
static bool
delete_by_guards (Deletion *deletion)
{
  g_autoptr (PlnForce) guarded = pln_force_copy (deletion->force);
  g_autoptr (PlnProblem) problem = pln_problem_new (deletion->meeting, deletion->force, NULL);

  for (int k = 0; k < (int) deletion->statements->len; k++)
    if (is_folded (statement_at (deletion, k).rule))
      pln_force_drop (guarded, statement_at (deletion, k));
  return pln_exact_is_apt (problem, true) && delete_by_cores (deletion, problem, guarded);
}

/* Of `must`. With several rooms that is done before other statements are guarded: what proves a meeting impossible
 * is then found without carrying them through its clauses. With one room the untimed master is quicker.
 * Returns: whether the meeting was proved impossible */
static bool
delete_musts (Deletion *deletion)
{
  g_autoptr (PlnProblem) problem = pln_problem_new (deletion->meeting, deletion->force, NULL);

  if (pln_exact_is_apt (problem, false) || !pln_exact_is_apt (problem, true))
    return drop_by_core (deletion);
  if (!delete_by_cores (deletion, problem, NULL))
    return false;
  drop_idle (deletion, 0);
  return true;
}

/* -- More than the blocks hold ---------------------------------------------------------------------- */

static int
least_of (const PlnMeeting *meeting, int topic)
{
  return meeting->topics[topic].least * meeting->topics[topic].parts;
}

/* Where what must be placed is longer than the blocks, nothing else is to blame, and that is seen without a search. */
static bool
is_too_long (Deletion *deletion)
{
  g_autoptr (PlnForce) force = pln_force_copy (deletion->force);
  g_autoptr (PlnProblem) problem = NULL;

  for (int k = 0; k < (int) deletion->statements->len; k++)
    if (statement_at (deletion, k).rule != PLN_RULE_MUST)
      pln_force_drop (force, statement_at (deletion, k));
  problem = pln_problem_new (deletion->meeting, force, NULL);
  return pln_exact_feasible (problem, deletion->stop, 1, NULL) == PLN_EXACT_IMPOSSIBLE;
}

#define PACKING_TICKS 3000000
#define PACKING_CONFLICTS 5000

/* How to pack is found by local search sooner. Returns: whether there is a plan without the statement */
static bool
can_be_packed (Deletion *deletion, int without)
{
  PlnLocalOptions options = PLN_LOCAL_OPTIONS_INIT;
  g_autoptr (PlnProblem) problem = NULL;
  g_autoptr (PlnDraft) plan = NULL;

  drop (deletion, without);
  problem = pln_problem_new (deletion->meeting, deletion->force, NULL);
  options.tick_limit = PACKING_TICKS;
  options.target = G_MAXINT64 - 1;
  plan = pln_local_search (problem, &options, NULL);
  restore (deletion, without);
  deletion->needed[without] = plan != NULL;
  return plan != NULL;
}

/* Returns: the index of the open `must` whose topic is the shortest, or -1 */
static int
shortest_must (const Deletion *deletion)
{
  int shortest = -1;

  for (int k = 0; k < end_of_musts (deletion); k++)
    if (is_open (deletion, k)
        && (shortest < 0 || least_of (deletion->meeting, statement_at (deletion, k).topic)
                                < least_of (deletion->meeting, statement_at (deletion, shortest).topic)))
      shortest = k;
  return shortest;
}

/* The shortest topics go first: what is left without one of the long ones then has room to be placed in, which is to be
 * shown of each. That is a question of packing, and left open where it is a hard one. */
static void
delete_short_ones (Deletion *deletion)
{
  int shortest;

  for (int k = 0; k < (int) deletion->statements->len; k++)
    if (is_open (deletion, k) && statement_at (deletion, k).rule != PLN_RULE_MUST)
      drop (deletion, k);
  deletion->conflicts = PACKING_CONFLICTS;
  while (!is_stopped (deletion) && (shortest = shortest_must (deletion)) >= 0)
    if (!can_be_packed (deletion, shortest))
      reduce (deletion, &shortest, 1);
}

/* -- Backtracking over few topics ------------------------------------------------------------------ */

/* Is there a plan without one more? Drops it, or knows it to be needed, or leaves it as it was.
 * Returns: whether that is decided */
static bool
ask_backtrack (Deletion *deletion, PlnBacktrack *backtrack, int without)
{
  g_autoptr (PlnDraft) plan = NULL;
  PlnExactAnswer answer;

  drop (deletion, without);
  answer = pln_backtrack_ask (backtrack, &plan);
  if (answer == PLN_EXACT_IMPOSSIBLE)
    return true;
  restore (deletion, without);
  if (answer == PLN_EXACT_UNKNOWN)
    return false;
  deletion->needed[without] = true;
  pln_breach_learn (deletion->breach, plan, deletion->needed);
  return true;
}

/* Drops what can be dropped of the statements before `end`, and all that is stated of topics which thereby need not be
 * placed; gives up at the first question that it cannot answer. With one room the untimed master is quicker.
 * Returns: whether the meeting was proved impossible, and all before `end` decided */
static bool
delete_by_backtracking (Deletion *deletion, int end)
{
  g_autoptr (PlnBacktrack) backtrack = NULL;
  g_autoptr (PlnDraft) plan = NULL;
  bool decided = true;

  if (deletion->meeting->n_rooms == 1)
    return false;
  drop_idle (deletion, 0);
  backtrack = pln_backtrack_new (deletion->meeting, deletion->statements, deletion->dropped, deletion->breach);
  if (!backtrack || pln_backtrack_ask (backtrack, &plan) != PLN_EXACT_IMPOSSIBLE)
    return false;
  for (int k = 0; k < end && decided && !is_stopped (deletion); k++)
    {
      decided = !is_open (deletion, k) || ask_backtrack (deletion, backtrack, k);
      if (k + 1 == end_of_musts (deletion))
        drop_idle (deletion, 0);
    }
  return decided && !is_stopped (deletion);
}

static int
compare_folded_last (gconstpointer a, gconstpointer b)
{
  bool x = is_folded (((const PlnStatement *) a)->rule), y = is_folded (((const PlnStatement *) b)->rule);

  return x != y ? x - y : compare_statements (a, b);
}

static int
end_of_unfolded (const Deletion *deletion)
{
  int k = 0;

  while (k < (int) deletion->statements->len && !is_folded (statement_at (deletion, k).rule))
    k++;
  return k;
}

void
pln_explain_infeasible (const PlnMeeting *meeting, const int *stop, PlnReasons *reasons)
{
  Deletion deletion = { .meeting = meeting, .stop = stop, .statements = pln_statements_new (meeting) };
  bool backtracked;

  deletion.force = pln_force_new ();
  g_array_sort (deletion.statements, compare_folded_last);
  deletion.dropped = g_new0 (bool, (gsize) deletion.statements->len + 1);
  deletion.needed = g_new0 (bool, (gsize) deletion.statements->len + 1);
  deletion.breach = pln_breach_new (meeting, deletion.statements, deletion.dropped);
  backtracked = delete_by_backtracking (&deletion, end_of_unfolded (&deletion));
  if (!backtracked && is_too_long (&deletion))
    {
      delete_short_ones (&deletion);
      if (!is_stopped (&deletion))
        keep_conflict (&deletion, reasons);
    }
  else if (backtracked || delete_musts (&deletion))
    {
      if (backtracked || delete_by_guards (&deletion))
        reduce_topics (&deletion, end_of_unfolded (&deletion));
      else
        delete_one_by_one (&deletion);
      if (!is_stopped (&deletion))
        keep_conflict (&deletion, reasons);
    }
  pln_force_free (deletion.force);
  pln_breach_free (deletion.breach);
  g_free (deletion.dropped);
  g_free (deletion.needed);
  g_array_free (deletion.statements, TRUE);
}
