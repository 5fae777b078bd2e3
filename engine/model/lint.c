/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/lint.h"

#include "model/duration.h"
#include "model/request.h"

#include <string.h>

/* Topics named in one sentence before "and more". */
#define MOST_NAMED 5

void
pln_lint_warn (const PlnMeeting *meeting, PlnDiagnostics *diagnostics, PlnCode code, PlnPlace place, const char *help,
               const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  pln_diagnostics_add (diagnostics, PLN_SEVERITY_WARNING, code, meeting->source, place, NULL, NULL, help, "%s", message);
}

/* -- Time asked for, time there is --------------------------------------------------------------- */

static gint64
room_minutes (const PlnMeeting *meeting)
{
  gint64 minutes = 0;

  for (int room = 0; room < meeting->n_rooms; room++)
    for (int block = 0; block < meeting->n_blocks; block++)
      {
        PlnInterval interval = meeting->blocks[block].interval;

        minutes += interval.end - interval.start - pln_spans_covered (&meeting->rooms[room].unavailable, interval);
      }
  return minutes;
}

static void
lint_total (const PlnMeeting *meeting, PlnDiagnostics *diagnostics)
{
  gint64 there = room_minutes (meeting), asked = 0, needed = 0;
  g_autofree char *there_text = pln_duration_format ((int) MIN (there, G_MAXINT));
  g_autofree char *asked_text = NULL;
  PlnPlace place = meeting->n_topics > 0 ? meeting->topics[0].place : (PlnPlace){ 0 };

  for (int k = 0; k < meeting->n_topics; k++)
    {
      asked += (gint64) meeting->topics[k].parts * meeting->topics[k].preferred;
      if (meeting->topics[k].priority == PLN_PRIORITY_MUST)
        needed += (gint64) meeting->topics[k].parts * meeting->topics[k].least;
    }
  asked_text = pln_duration_format ((int) MIN (needed > there ? needed : asked, G_MAXINT));
  if (needed > there)
    pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_TOO_MUCH, place, "no agenda can hold all that must be held",
                   "topics of priority must take at least %s, but there is %s", asked_text, there_text);
  else if (asked > there)
    pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_TOO_MUCH, place, "something will be shortened or left out",
                   "topics ask for %s, but there is %s", asked_text, there_text);
}

static void
lint_lengths (const PlnMeeting *meeting, PlnDiagnostics *diagnostics)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *length = pln_duration_format (meeting->default_duration);
  PlnPlace place = { 0 };
  int n = 0;

  for (int k = 0; k < meeting->n_topics; k++)
    {
      if (!meeting->topics[k].no_length)
        continue;
      if (n == 0)
        place = meeting->topics[k].place;
      if (n++ < MOST_NAMED)
        g_string_append_printf (names, "%s\"%s\"", n > 1 ? ", " : "", meeting->topics[k].id);
    }
  if (n > MOST_NAMED)
    g_string_append_printf (names, " and %d more", n - MOST_NAMED);
  if (n > 0)
    pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_NO_LENGTH, place, "ask those who requested it",
                   "no length is given for %s: %s is a guess", names->str, length);
}

/* -- People -------------------------------------------------------------------------------------- */

static bool
can_hold (const PlnMeeting *meeting, const PlnRole *role)
{
  for (int k = 0; k < role->n_pool; k++)
    for (int block = 0; block < meeting->n_blocks; block++)
      if (pln_person_is_free (&meeting->people[role->pool[k]], meeting->blocks[block].interval))
        return true;
  return false;
}

static void
lint_roles (const PlnMeeting *meeting, PlnDiagnostics *diagnostics)
{
  for (int k = 0; k < meeting->n_roles; k++)
    if (!can_hold (meeting, &meeting->roles[k]))
      pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_NO_HOLDER, meeting->roles[k].place, "it will be left open",
                     "nobody in the pool of \"%s\" is free throughout any block", meeting->roles[k].id);
}

static const char *
find_near_person (const PlnMeeting *meeting, const char *name)
{
  for (int k = 0; k < meeting->n_people; k++)
    {
      const PlnPerson *person = &meeting->people[k];

      if (g_ascii_strcasecmp (person->id, name) == 0 || strcmp (person->name, name) == 0
          || g_strv_contains ((const char *const *) person->aliases, name))
        return person->id;
    }
  return NULL;
}

/* Free text is allowed there, but then it makes nobody present. */
static void
lint_requesters (const PlnMeeting *meeting, PlnDiagnostics *diagnostics)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (int k = 0; k < meeting->n_people; k++)
    g_hash_table_add (ids, meeting->people[k].id);
  for (int k = 0; k < meeting->n_topics; k++)
    for (char **name = meeting->topics[k].requested_by; *name; name++)
      {
        const char *near = g_hash_table_contains (ids, *name) ? NULL : find_near_person (meeting, *name);

        if (near)
          pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_REQUESTER, meeting->topics[k].place,
                         "only an id makes a requester present",
                         "\"%s\" is requested by \"%s\", which is free text: did you mean \"%s\"?", meeting->topics[k].id,
                         *name, near);
      }
}

/* -- Wishes -------------------------------------------------------------------------------------- */

static bool
meets_meeting (const PlnMeeting *meeting, const PlnSpans *spans)
{
  for (int block = 0; block < meeting->n_blocks; block++)
    if (pln_spans_overlap (spans, meeting->blocks[block].interval))
      return true;
  return false;
}

static void
lint_wishes (const PlnMeeting *meeting, PlnDiagnostics *diagnostics)
{
  for (int k = 0; k < meeting->n_topics; k++)
    {
      const PlnTopic *topic = &meeting->topics[k];

      for (int w = 0; w < topic->n_prefer; w++)
        if (!meets_meeting (meeting, &topic->prefer[w].spans))
          pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_OUTSIDE, topic->prefer[w].place, "no plan can grant it",
                         "\"%s\" prefers times outside the meeting", topic->id);
      for (int w = 0; w < topic->n_avoid; w++)
        if (!meets_meeting (meeting, &topic->avoid[w].spans))
          pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_OUTSIDE, topic->avoid[w].place, "it changes nothing",
                         "\"%s\" avoids a time outside the meeting", topic->id);
    }
  for (int k = 0; k < meeting->n_people; k++)
    for (int w = 0; w < meeting->people[k].n_soft; w++)
      if (meeting->people[k].calendars[0] == NULL && !meets_meeting (meeting, &meeting->people[k].soft[w].spans))
        pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_OUTSIDE, meeting->people[k].soft[w].place, "it changes nothing",
                       "\"%s\" would rather not come at a time outside the meeting", meeting->people[k].id);
}

void
pln_request_lint (const PlnMeeting *meeting, PlnDiagnostics *diagnostics)
{
  pln_lint_fit (meeting, diagnostics);
  pln_lint_order (meeting, diagnostics);
  lint_total (meeting, diagnostics);
  lint_lengths (meeting, diagnostics);
  lint_roles (meeting, diagnostics);
  lint_requesters (meeting, diagnostics);
  lint_wishes (meeting, diagnostics);
  pln_lint_secrets (meeting, diagnostics);
}
