/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/verify-case.h"

#include <string.h>

/* -- Findings ------------------------------------------------------------------------------------ */

static void
broken_free (gpointer data)
{
  PlnBroken *broken = data;

  g_free (broken->rule);
  g_free (broken->text);
  g_strfreev (broken->items);
  g_strfreev (broken->people);
  g_free (broken->room);
  g_free (broken);
}

static void
charge_free (gpointer data)
{
  PlnCharge *charge = data;

  g_strfreev (charge->items);
  g_strfreev (charge->people);
  g_free (charge->text);
  g_free (charge);
}

static PlnVerdict *
verdict_new (void)
{
  PlnVerdict *verdict = g_new0 (PlnVerdict, 1);

  verdict->broken = g_ptr_array_new_with_free_func (broken_free);
  verdict->form = g_ptr_array_new_with_free_func (broken_free);
  verdict->charges = g_ptr_array_new_with_free_func (charge_free);
  return verdict;
}

void
pln_verdict_free (PlnVerdict *verdict)
{
  if (!verdict)
    return;
  g_ptr_array_unref (verdict->broken);
  g_ptr_array_unref (verdict->form);
  g_ptr_array_unref (verdict->charges);
  g_free (verdict);
}

/* The families charge in their own order; readers want term by term. */
static gint
compare_terms (gconstpointer a, gconstpointer b)
{
  const PlnCharge *const *x = a, *const *y = b;

  return (int) (*x)->term - (int) (*y)->term;
}

/* -- Opening a case ------------------------------------------------------------------------------ */

#define INDEX_BY_ID(rows, n) index_by_id ((rows), (n), sizeof *(rows), offsetof (__typeof__ (*(rows)), id))

static GHashTable *
index_by_id (const void *rows, int n, size_t size, size_t id)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (int k = 0; k < n; k++)
    g_hash_table_insert (table, *(char *const *) (const void *) ((const char *) rows + (size_t) k * size + id),
                         GINT_TO_POINTER (k + 1));
  return table;
}

static void
case_open (PlnCase *hearing, const PlnMeeting *meeting, const PlnAgenda *agenda, const PlnAgenda *previous)
{
  *hearing = (PlnCase){ .meeting = meeting, .agenda = agenda, .previous = previous, .verdict = verdict_new () };
  hearing->n_cells = meeting->n_blocks * meeting->n_rooms;
  hearing->sittings = g_new0 (PlnSitting, meeting->n_items);
  hearing->cells = g_new0 (const PlnAgendaBlock *, hearing->n_cells);
  hearing->cell_first = g_new0 (int, (gsize) hearing->n_cells + 1);
  hearing->cell_items = g_new0 (int, meeting->n_items);
  hearing->engagements = g_new0 (PlnEngagements, meeting->n_people);
  hearing->item_of = INDEX_BY_ID (meeting->items, meeting->n_items);
  hearing->topic_of = INDEX_BY_ID (meeting->topics, meeting->n_topics);
  hearing->room_of = INDEX_BY_ID (meeting->rooms, meeting->n_rooms);
  hearing->person_of = INDEX_BY_ID (meeting->people, meeting->n_people);
  hearing->role_of = INDEX_BY_ID (meeting->roles, meeting->n_roles);
}

static PlnVerdict *
case_close (PlnCase *hearing)
{
  g_free (hearing->sittings);
  g_free (hearing->cells);
  g_free (hearing->cell_first);
  g_free (hearing->cell_items);
  g_free (hearing->engagements);
  g_free (hearing->engagement_items);
  g_hash_table_unref (hearing->item_of);
  g_hash_table_unref (hearing->topic_of);
  g_hash_table_unref (hearing->room_of);
  g_hash_table_unref (hearing->person_of);
  g_hash_table_unref (hearing->role_of);
  g_ptr_array_sort (hearing->verdict->charges, compare_terms);
  return hearing->verdict;
}

/* -- Faults of the file's sums ------------------------------------------------------------------- */

/* Terms by name, since another's file may name what we do not know. */
static void
check_terms (PlnCase *hearing)
{
  const PlnAgenda *agenda = hearing->agenda;
  gint64 stated[PLN_N_TERMS] = { 0 };

  for (int k = 0; k < agenda->n_terms; k++)
    {
      int term = pln_term_from_name (agenda->terms[k].term);

      if (term >= 0)
        stated[term] += agenda->terms[k].cost;
      else if (agenda->terms[k].cost != 0)
        pln_case_fault (hearing, "the score has a term %s, which is none", agenda->terms[k].term);
    }
  for (int term = 0; term < PLN_N_TERMS; term++)
    if (stated[term] != hearing->verdict->terms[term])
      pln_case_fault (hearing, "the file says %s %" G_GINT64_FORMAT ", it is %" G_GINT64_FORMAT,
                      pln_term_name ((PlnTerm) term), stated[term], hearing->verdict->terms[term]);
}

static void
check_score (PlnCase *hearing)
{
  const PlnAgenda *agenda = hearing->agenda;

  if (agenda->bound > agenda->cost || (agenda->status == PLN_STATUS_OPTIMAL) != (agenda->bound == agenda->cost))
    pln_case_fault (hearing, "status %s does not fit cost %" G_GINT64_FORMAT " and bound %" G_GINT64_FORMAT,
                    pln_status_name (agenda->status), agenda->cost, agenda->bound);
  if (agenda->has_terms)
    check_terms (hearing);
}

static PlnVerdict *
judge_nothing (const PlnAgenda *agenda)
{
  PlnVerdict *verdict = verdict_new ();
  PlnCase hearing = { .verdict = verdict };

  if (agenda->n_days > 0 || agenda->n_unplaced > 0 || agenda->has_score)
    pln_case_fault (&hearing, "an agenda without a plan is not empty");
  return verdict;
}

PlnVerdict *
pln_verify (const PlnMeeting *meeting, const PlnAgenda *agenda, const PlnAgenda *previous)
{
  PlnCase hearing;

  if (agenda->status == PLN_STATUS_INFEASIBLE || agenda->status == PLN_STATUS_UNKNOWN)
    return judge_nothing (agenda);
  case_open (&hearing, meeting, agenda, previous);
  hearing.verdict->has_plan = true;
  pln_case_read (&hearing);
  pln_case_hear_items (&hearing);
  pln_case_hear_pairs (&hearing);
  pln_case_hear_relations (&hearing);
  pln_case_hear_duties (&hearing);
  pln_case_hear_spread (&hearing);
  if (previous)
    pln_case_hear_moves (&hearing);
  check_score (&hearing);
  return case_close (&hearing);
}

PlnVerdict *
pln_judge (const PlnMeeting *meeting, const PlnAgenda *agenda, const PlnAgenda *previous)
{
  g_return_val_if_fail (meeting != NULL && agenda != NULL, NULL);
  return pln_verify (meeting, agenda, previous);
}
