/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/length.h"

#include "intake/pattern.h"

#include "model/duration.h"

#include <string.h>

static bool
understands (const char *text, int *minutes)
{
  PlnDuration duration;
  g_autofree char *reason = NULL;

  if (!pln_duration_parse (text, 1, 0, &duration, &reason))
    return false;
  *minutes = duration.preferred * duration.parts;
  return true;
}

static bool
is_blank (const char *text)
{
  static const char *const words[] = { "", "?", "-", "--", "–", "—", "n/a", "na", "tbd", "tba", "none", "unknown", "not sure" };

  for (gsize k = 0; k < G_N_ELEMENTS (words); k++)
    if (g_ascii_strcasecmp (text, words[k]) == 0)
      return true;
  return false;
}

static const struct
{
  const char *pattern, *replacement;
} phrases[] = {
  { "^(?:an?|one) hour and a half$", "90m" },
  { "^(?:half an hour|half hour|1/2 hour|½ ?h(?:our)?)$", "30m" },
  { "^(?:an|one) hour$", "1h" },
  { "^two hours$", "2h" },
  { "^(?:a )?quarter(?: of an)? hour$", "15m" },
  { "^([0-9]+) ?½ ?h(?:ours?)?$", "\\1.5h" },
  { "^([0-9.]+) ?(m|min|mins|minutes|h|hr|hrs|hours?)\\.? ?(?:\\+|or more|or longer|at least|minimum)$", "\\1\\2?" },
  { "^(?:at least|min\\.?|minimum) ([0-9.]+ ?(?:m|min|mins|minutes|h|hr|hrs|hours?))$", "\\1?" },
  { "^(?:<|≤|less than|under|max\\.?|at most|no more than|maximum) ?([0-9.]+ ?(?:m|min|mins|minutes|h|hr|hrs|hours?))$", "up to \\1" },
  { "^(?:about|approx\\.?|approximately|around|ca\\.?|circa|roughly|maybe) ([0-9].*)$", "~\\1" },
  { "^([0-9.]+ ?(?:m|min|mins|minutes|h|hr|hrs|hours?)?) ?(?:each|per session|slot|session|timebox)$", "\\1" },
  { "^([0-9]+) (?:sessions|slots|parts|times) (?:of|at) ([0-9].*)$", "\\1x\\2" },
  { "^([0-9.]+ ?(?:m|min|mins|minutes|h|hr|hrs|hours?)?) (?:to|or) ([0-9.]+ ?(?:m|min|mins|minutes|h|hr|hrs|hours?)?)$", "\\1-\\2" },
  { "^([0-9]+) ?(?:m|min|mins|minutes) ?[-–] ?([0-9]+) ?(m|min|mins|minutes)$", "\\1-\\2\\3" },
  { "^([0-9.]+) ?(?:h|hr|hrs|hours?) ?[-–] ?([0-9.]+) ?(h|hr|hrs|hours?)$", "\\1-\\2\\3" },
};

/* What section 2 understands and means the same, or NULL. */
static char *
rephrase (const char *text)
{
  for (gsize k = 0; k < G_N_ELEMENTS (phrases); k++)
    {
      GRegex *regex = pln_pattern (phrases[k].pattern, false);
      g_autofree char *changed = NULL;
      int minutes;

      if (!g_regex_match (regex, text, 0, NULL))
        continue;
      changed = g_regex_replace (regex, text, -1, 0, phrases[k].replacement, 0, NULL);
      if (changed && understands (changed, &minutes))
        return g_steal_pointer (&changed);
    }
  return NULL;
}

/* "could be 10m" in brackets after 30m: from 10 to 30. */
static char *
with_lower_bound (int minutes, const char *aside)
{
  GRegex *regex = pln_pattern ("(?:could be|or|down to|at least|min\\.?|minimum|if needed|in a pinch)\\D{0,12}([0-9]+ ?(?:m|min|mins|minutes|h|hr|hours?))", false);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *lower = NULL;
  int least;

  if (g_regex_match (regex, aside, 0, &match))
    {
      lower = g_match_info_fetch (match, 1);
      if (understands (lower, &least) && least < minutes)
        return g_strdup_printf ("%d-%d min?", least, minutes);
    }
  if (pln_pattern_matches ("shorter|less|quick|cut", aside))
    return g_strdup_printf ("up to %d min?", minutes);
  return NULL;
}

static void
take (PlnLength *length, char *text, bool guess)
{
  g_free (length->text);
  length->text = text;
  length->guess = guess;
  understands (text, &length->minutes);
}

static void
read_bare (PlnLength *length, const char *bare, int unit)
{
  int minutes;
  char *changed;

  if (unit != 1 && bare[strspn (bare, "0123456789.")] == '\0')
    {
      take (length, g_strdup_printf ("%sh", bare), false);
      return;
    }
  if (understands (bare, &minutes))
    {
      take (length, g_strdup (bare), strchr (bare, '?') != NULL || bare[0] == '~');
      return;
    }
  changed = rephrase (bare);
  if (changed)
    {
      take (length, changed, true);
      if (!g_str_has_suffix (changed, "?") && changed[0] != '~')
        take (length, g_strconcat (changed, "?", NULL), true);
      return;
    }
  length->guess = true;
  length->aside = g_strdup (bare);
}

PlnLength
pln_length_read (const char *cell, int unit)
{
  PlnLength length = { 0 };
  g_autofree char *bare = g_strstrip (g_strdup (cell));
  char *open = strchr (bare, '(');
  char *close = open ? strrchr (open, ')') : NULL;
  g_autofree char *aside = NULL;

  if (open && open > bare && close && close[1] == '\0')
    {
      aside = g_strndup (open + 1, (gsize) (close - open - 1));
      *open = '\0';
      g_strchomp (bare);
    }
  if (is_blank (bare))
    {
      length.guess = true;
      return length;
    }
  read_bare (&length, bare, unit);
  if (aside && length.text)
    {
      char *wider = with_lower_bound (length.minutes, aside);

      length.guess = true;
      length.aside = g_strdup (cell);
      if (wider && strchr (length.text, 'x') == NULL && strchr (length.text, 'X') == NULL)
        take (&length, wider, true);
      else
        g_free (wider);
    }
  return length;
}

void
pln_length_clear (PlnLength *length)
{
  g_free (length->text);
  g_free (length->aside);
  *length = (PlnLength){ 0 };
}
