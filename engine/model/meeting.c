/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/meeting.h"

#include "model/request.h"

#include <string.h>

static void
clear_windows (PlnWindow *windows, int n)
{
  for (int k = 0; k < n; k++)
    {
      pln_spans_clear (&windows[k].spans);
      g_free (windows[k].summary);
    }
  g_free (windows);
}

static void
clear_day (PlnDay *day)
{
  g_free (day->breaks);
  g_strfreev (day->break_titles);
  g_free (day->starts);
}

static void
clear_room (PlnRoom *room)
{
  g_free (room->id);
  g_free (room->name);
  g_strfreev (room->features);
  pln_spans_clear (&room->unavailable);
}

static void
clear_person (PlnPerson *person)
{
  g_free (person->id);
  g_free (person->name);
  g_strfreev (person->aliases);
  g_free (person->email);
  g_strfreev (person->groups);
  g_free (person->timezone);
  pln_spans_clear (&person->busy);
  pln_spans_clear (&person->available);
  clear_windows (person->soft, person->n_soft);
  pln_spans_clear (&person->comfort);
  g_strfreev (person->calendars);
}

void
pln_topic_clear (PlnTopic *topic)
{
  g_free (topic->id);
  g_free (topic->title);
  g_free (topic->presenters);
  g_free (topic->cast);
  g_free (topic->required);
  g_free (topic->optional);
  g_strfreev (topic->requested_by);
  g_free (topic->room_fits);
  for (int k = 0; k < topic->n_within; k++)
    pln_spans_clear (&topic->within[k]);
  g_free (topic->within);
  for (int k = 0; k < topic->n_prefer; k++)
    pln_spans_clear (&topic->prefer[k].spans);
  g_free (topic->prefer);
  clear_windows (topic->avoid, topic->n_avoid);
  g_free (topic->relations);
  g_free (topic->speakers);
  g_free (topic->last_speakers);
  g_free (topic->contingent);
  for (int k = 0; k < topic->n_attachments; k++)
    {
      g_free (topic->attachments[k].title);
      g_free (topic->attachments[k].uri);
    }
  g_free (topic->attachments);
  g_free (topic->notes);
  g_strfreev (topic->tags);
  g_strfreev (topic->merged);
  g_strfreev (topic->merged_titles);
}

static void
clear_role (PlnRole *role)
{
  g_free (role->id);
  g_free (role->title);
  g_free (role->pool);
  g_free (role->history);
}

static void
clear_action (PlnAction *action)
{
  g_free (action->id);
  g_free (action->text);
  g_free (action->assignee);
  g_free (action->due);
  g_free (action->from);
}

static void
free_meeting (PlnMeeting *meeting)
{
  for (int k = 0; k < meeting->n_days; k++)
    clear_day (&meeting->days[k]);
  for (int k = 0; k < meeting->n_rooms; k++)
    clear_room (&meeting->rooms[k]);
  for (int k = 0; k < meeting->n_people; k++)
    clear_person (&meeting->people[k]);
  for (int k = 0; k < meeting->n_roles; k++)
    clear_role (&meeting->roles[k]);
  for (int k = 0; k < meeting->n_topics; k++)
    pln_topic_clear (&meeting->topics[k]);
  for (int k = 0; k < meeting->n_items; k++)
    {
      g_free (meeting->items[k].id);
      g_free (meeting->items[k].title);
    }
  for (int k = 0; k < meeting->n_clusters; k++)
    {
      g_free (meeting->clusters[k].id);
      g_free (meeting->clusters[k].topics);
    }
  for (int k = 0; k < meeting->n_actions; k++)
    clear_action (&meeting->actions[k]);
  for (int k = 0; k < meeting->n_calendars; k++)
    {
      g_free (meeting->calendars[k].name);
      g_free (meeting->calendars[k].hash);
    }
  g_free (meeting->calendars);
  g_free (meeting->days);
  g_free (meeting->blocks);
  g_free (meeting->rooms);
  g_free (meeting->transfer);
  g_free (meeting->people);
  g_free (meeting->roles);
  g_free (meeting->topics);
  g_free (meeting->items);
  g_free (meeting->clusters);
  g_free (meeting->actions);
  g_free (meeting->id);
  g_free (meeting->title);
  g_free (meeting->location);
  g_free (meeting->conference);
  g_free (meeting->notes);
  g_free (meeting->uid_salt);
  g_clear_pointer (&meeting->zone, pln_zone_unref);
  g_clear_pointer (&meeting->source, pln_source_unref);
  g_free (meeting);
}

PlnMeeting *
pln_meeting_ref (PlnMeeting *meeting)
{
  g_return_val_if_fail (meeting, NULL);
  g_atomic_ref_count_inc (&meeting->refs);
  return meeting;
}

void
pln_meeting_unref (PlnMeeting *meeting)
{
  if (meeting && g_atomic_ref_count_dec (&meeting->refs))
    free_meeting (meeting);
}

void
pln_meeting_lint (const PlnMeeting *meeting, PlnDiagnostics *diagnostics)
{
  g_return_if_fail (meeting && diagnostics);
  pln_request_lint (meeting, diagnostics);
}

#define FIND(array, wanted) \
  for (int k = 0; k < meeting->n_##array; k++) \
    if (strcmp (meeting->array[k].id, wanted) == 0) \
      return k; \
  return -1

int
pln_meeting_find_person (const PlnMeeting *meeting, const char *id)
{
  FIND (people, id);
}

int
pln_meeting_find_room (const PlnMeeting *meeting, const char *id)
{
  FIND (rooms, id);
}

int
pln_meeting_find_role (const PlnMeeting *meeting, const char *id)
{
  FIND (roles, id);
}

int
pln_meeting_find_topic (const PlnMeeting *meeting, const char *id)
{
  FIND (topics, id);
}

int
pln_meeting_find_item (const PlnMeeting *meeting, const char *id)
{
  FIND (items, id);
}

bool
pln_person_is_free (const PlnPerson *person, PlnInterval interval)
{
  if (pln_spans_overlap (&person->busy, interval))
    return false;
  return !person->has_available || pln_spans_contain (&person->available, interval);
}

/* Minutes past the last grid point, on the zone's clock. */
static int
past_grid (const PlnMeeting *meeting, int minute)
{
  PlnCivil civil = pln_zone_to_civil (meeting->zone, minute);

  return (civil.hour * 60 + civil.minute) % meeting->granularity;
}

bool
pln_meeting_on_grid (const PlnMeeting *meeting, int minute)
{
  return past_grid (meeting, minute) == 0;
}

int
pln_meeting_grid_ceiling (const PlnMeeting *meeting, int minute)
{
  int past;

  /* More than one step only where the clock changes by less than an hour on the way. */
  while ((past = past_grid (meeting, minute)) != 0)
    minute += meeting->granularity - past;
  return minute;
}

bool
pln_meeting_has_transfer (const PlnMeeting *meeting)
{
  for (int k = 0; k < meeting->n_rooms * meeting->n_rooms; k++)
    if (meeting->transfer[k] > 0)
      return true;
  return false;
}
