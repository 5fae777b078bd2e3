/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/agenda-item.h"

#include "intake/name.h"
#include "intake/pattern.h"

#include "text/suggest.h"

#include <string.h>

/* Takes "[id]" off the end of a title. Returns: (transfer full) (nullable): the id */
static char *
take_mark (char *title)
{
  GRegex *regex = pln_pattern ("\\s*\\[([A-Za-z0-9][A-Za-z0-9._#-]*)\\]\\s*$", true);
  g_autoptr (GMatchInfo) info = NULL;
  int start;

  if (!g_regex_match (regex, title, 0, &info))
    return NULL;
  g_match_info_fetch_pos (info, 0, &start, NULL);
  title[start] = '\0';
  return g_match_info_fetch (info, 1);
}

/* Takes the last of what our pages add off the end of a title: "(asked 1 h, granted 45 min)", "(estimate)".
 * Returns: whether there was one */
static bool
take_remark (char *title)
{
  GRegex *regex = pln_pattern ("\\s*\\((?:asked|contingent|estimate|members only|closed|continued)\\b[^()]*\\)\\s*$", false);
  g_autoptr (GMatchInfo) info = NULL;
  int start;

  if (!g_regex_match (regex, title, 0, &info))
    return false;
  g_match_info_fetch_pos (info, 0, &start, NULL);
  title[start] = '\0';
  return true;
}

static bool
is_presented_by (const PlnMeeting *meeting, int item, const char *coordinator)
{
  const PlnTopic *topic = &meeting->topics[meeting->items[item].topic];
  g_autofree char *folded = pln_name_fold (coordinator);

  for (int k = 0; k < topic->n_presenters; k++)
    {
      g_autofree char *name = pln_name_fold (meeting->people[topic->presenters[k]].name);

      if (name[0] != '\0' && strstr (folded, name))
        return true;
    }
  return false;
}

static char *
as_it_is (const char *text)
{
  return g_strdup (text);
}

/* The item of that title that is not placed yet: of several the one whose presenter stands beside it,
 * else the first.
 * @of_topic: the topic's title counts, not the part's
 * @fold: what titles are compared by */
static int
find_by_title (const PlnMeeting *meeting, const PlnDraft *draft, const char *title, const char *coordinator, bool of_topic, char *(*fold) (const char *))
{
  g_autofree char *folded = fold (title);
  int first = -1;

  for (int item = 0; item < meeting->n_items; item++)
    {
      const char *name = of_topic ? meeting->topics[meeting->items[item].topic].title : meeting->items[item].title;
      g_autofree char *known = fold (name);

      if (draft->items[item].room >= 0 || strcmp (known, folded) != 0)
        continue;
      if (is_presented_by (meeting, item, coordinator))
        return item;
      first = first < 0 ? item : first;
    }
  return first;
}

static int
find_by_near_title (const PlnMeeting *meeting, const PlnDraft *draft, const char *title)
{
  gsize n = (gsize) MAX (1, meeting->n_items);
  g_autofree const char **titles = g_new0 (const char *, n);
  g_autofree int *items = g_new0 (int, n);
  int n_titles = 0;
  const char *near;

  for (int item = 0; item < meeting->n_items; item++)
    if (draft->items[item].room < 0)
      {
        items[n_titles] = item;
        titles[n_titles++] = meeting->items[item].title;
      }
  near = pln_did_you_mean (title, titles, n_titles);
  for (int k = 0; near && k < n_titles; k++)
    if (titles[k] == near)
      return items[k];
  return -1;
}

bool
pln_agenda_item_has_title (const PlnMeeting *meeting, const PlnDraft *draft, const char *title)
{
  return find_by_title (meeting, draft, title, "", false, as_it_is) >= 0;
}

/* The title as it stands first: what looks like a remark of ours may be part of it. */
int
pln_agenda_item_find (const PlnMeeting *meeting, const PlnDraft *draft, const char *text, const char *coordinator, bool *guessed)
{
  g_autofree char *title = g_strdup (text), *mark = NULL;
  int item = find_by_title (meeting, draft, title, coordinator, false, as_it_is);

  *guessed = false;
  if (item >= 0)
    return item;
  mark = take_mark (title);
  item = mark ? pln_meeting_find_item (meeting, mark) : -1;
  if (item >= 0 && draft->items[item].room < 0)
    return item;
  do
    item = find_by_title (meeting, draft, title, coordinator, false, as_it_is);
  while (item < 0 && take_remark (title));
  if (item < 0)
    item = find_by_title (meeting, draft, title, coordinator, false, pln_name_fold);
  if (item < 0)
    item = find_by_title (meeting, draft, title, coordinator, true, pln_name_fold);
  if (item >= 0)
    return item;
  *guessed = true;
  return find_by_near_title (meeting, draft, title);
}
