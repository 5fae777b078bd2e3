/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/view.h"
#include "model/concern.h"

static void
copy_unplaced (PlnView *view, PlnAgenda *to)
{
  const PlnAgenda *from = view->from;

  to->unplaced = g_new0 (PlnUnplaced, (gsize) MAX (from->n_unplaced, 1));
  for (int i = 0; i < from->n_unplaced; i++) {
    const PlnUnplaced *row = &from->unplaced[i];

    if (row->closed && !pln_view_has_closed (view))
      continue;
    if (view->person && !pln_concern_is_named (row->requested_by, view->person))
      continue;
    to->unplaced[to->n_unplaced++] = (PlnUnplaced){
      .topic = g_strdup (row->topic),
      .title = g_strdup (row->title),
      .priority = g_strdup (row->priority),
      .asked = row->asked,
      .requested_by = pln_view_copy_requesters (view, row->requested_by),
      .closed = row->closed,
      .why = pln_view_has_reasons (view) ? g_strdup (row->why) : NULL,
    };
  }
}

static void
copy_terms (const PlnView *view, PlnAgenda *to)
{
  if (!pln_view_has_reasons (view) || view->person)
    return;
  to->has_terms = view->from->has_terms;
  to->n_terms = view->from->n_terms;
  to->terms = pln_view_copy_array (view->from->terms, sizeof *to->terms, to->n_terms);
  for (int i = 0; i < to->n_terms; i++) {
    PlnTermRow *row = &to->terms[i];

    row->term = g_strdup (row->term);
    row->items = row->items ? g_strdupv (row->items) : g_new0 (char *, 1);
    row->people = row->people ? g_strdupv (row->people) : g_new0 (char *, 1);
    row->text = g_strdup (row->text);
  }
}

static void
copy_warnings (const PlnView *view, PlnAgenda *to)
{
  if (!pln_view_has_reasons (view))
    return;
  to->warnings = g_new0 (PlnWarning, (gsize) MAX (view->from->n_warnings, 1));
  for (int i = 0; i < view->from->n_warnings; i++) {
    const PlnWarning *row = &view->from->warnings[i];

    if (!view->person || g_strcmp0 (row->person, view->person) == 0)
      to->warnings[to->n_warnings++] = (PlnWarning){ g_strdup (row->kind), g_strdup (row->item),
                                                     g_strdup (row->person), g_strdup (row->text) };
  }
}

static PlnStatementRow *
copy_members (const PlnConflict *conflict)
{
  PlnStatementRow *members = pln_view_copy_array (conflict->members, sizeof *members, conflict->n_members);

  for (int i = 0; i < conflict->n_members; i++) {
    members[i].topic = g_strdup (members[i].topic);
    members[i].rule = g_strdup (members[i].rule);
    members[i].person = g_strdup (members[i].person);
    members[i].other = g_strdup (members[i].other);
    members[i].text = g_strdup (members[i].text);
  }
  return members;
}

static void
copy_conflicts (const PlnView *view, PlnAgenda *to)
{
  to->has_conflicts = view->from->has_conflicts;
  if (!pln_view_has_reasons (view))
    return;
  to->n_conflicts = view->from->n_conflicts;
  to->conflicts = pln_view_copy_array (view->from->conflicts, sizeof *to->conflicts, to->n_conflicts);
  for (int i = 0; i < to->n_conflicts; i++)
    to->conflicts[i].members = copy_members (&view->from->conflicts[i]);
}

static bool
keeps_action (const PlnView *view, const PlnAction *action)
{
  return !view->person || g_strcmp0 (action->assignee, view->person) == 0;
}

static void
copy_actions (const PlnView *view, PlnAgenda *to)
{
  if (!pln_view_has_closed (view))
    return;
  to->actions = g_new0 (PlnAction, (gsize) MAX (view->from->n_actions, 1));
  for (int i = 0; i < view->from->n_actions; i++) {
    const PlnAction *action = &view->from->actions[i];

    if (keeps_action (view, action))
      to->actions[to->n_actions++] = (PlnAction){
        .id = g_strdup (action->id),
        .text = g_strdup (action->text),
        .assignee = g_strdup (action->assignee),
        .due = g_strdup (action->due),
        .from = g_strdup (action->from),
        .done = action->done,
      };
  }
}

/* A file's name can tell whose calendar it is. */
static void
copy_calendars (const PlnView *view, PlnAgenda *to)
{
  if (!pln_view_has_reasons (view) || view->person)
    return;
  to->has_calendars = view->from->has_calendars;
  to->calendars = g_new0 (PlnCalendarUse, (gsize) MAX (view->from->n_calendars, 1));
  for (; to->n_calendars < view->from->n_calendars; to->n_calendars++) {
    const PlnCalendarUse *use = &view->from->calendars[to->n_calendars];

    to->calendars[to->n_calendars] = (PlnCalendarUse){ g_strdup (use->name), g_strdup (use->hash) };
  }
}

void
pln_view_copy_below (PlnView *view, PlnAgenda *to)
{
  copy_unplaced (view, to);
  copy_terms (view, to);
  copy_warnings (view, to);
  copy_conflicts (view, to);
  copy_actions (view, to);
  copy_calendars (view, to);
}
