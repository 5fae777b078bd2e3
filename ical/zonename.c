/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/zone.h"

#include "ical/windows.h"
#include "model/timeline.h"

#include <string.h>

static bool
is_utc_name (const char *name)
{
  static const char *const words[] = { "UTC", "Z", "GMT", "Etc/UTC", "Etc/GMT", "Zulu", "Etc/Zulu", "Etc/UCT", "UCT" };

  for (size_t k = 0; k < G_N_ELEMENTS (words); k++)
    if (g_ascii_strcasecmp (words[k], name) == 0)
      return true;
  return false;
}

static char *const *
all_names (void)
{
  static gsize loaded = 0;
  static char **all = NULL;

  if (g_once_init_enter (&loaded))
    {
      all = pln_zone_names ();
      g_once_init_leave (&loaded, 1);
    }
  return all;
}

/* The system's spelling of a name written in another case. */
static char *
find_folded (const char *name)
{
  char *const *all = all_names ();

  for (int k = 0; all[k] != NULL; k++)
    if (g_ascii_strcasecmp (all[k], name) == 0)
      return g_strdup (all[k]);
  return NULL;
}

/* "/mozilla.org/20070129_1/Europe/Berlin": the last three parts, or the last two. */
static char *
find_behind_prefix (const char *name)
{
  const char *ends[3] = { NULL };
  char *found = NULL;

  for (const char *slash = strchr (name, '/'); slash != NULL; slash = strchr (slash + 1, '/'))
    {
      ends[0] = ends[1];
      ends[1] = ends[2];
      ends[2] = slash + 1;
    }
  for (int k = 0; k < 2 && found == NULL; k++)
    if (ends[k] != NULL)
      found = find_folded (ends[k]);
  return found;
}

/* The hours east of UTC of a zone's winter. */
static int
standard_offset (const char *name)
{
  g_autoptr (PlnZone) zone = pln_zone_new (name);
  int january = pln_days_from_civil (2024, 1, 15) * 1440, july = pln_days_from_civil (2024, 7, 15) * 1440;

  return MIN (pln_zone_offset (zone, january), pln_zone_offset (zone, july));
}

/* "(UTC+01:00) " at the beginning of a display name: its minutes, and where it ends; false where there is none. */
static bool
read_display_offset (const char **text, int *minutes)
{
  const char *at = *text;
  int seconds;

  if (g_ascii_strncasecmp (at, "(UTC", 4) != 0 && g_ascii_strncasecmp (at, "(GMT", 4) != 0)
    return false;
  at += 4;
  *minutes = 0;
  if (*at != ')')
    {
      char digits[] = { at[0], 0, 0, 0, 0, 0 };

      if (strlen (at) < 7 || at[3] != ':' || at[6] != ')')
        return false;
      memcpy (digits + 1, at + 1, 2);
      memcpy (digits + 3, at + 4, 2);
      if (!pln_ics_offset_read (digits, &seconds))
        return false;
      *minutes = seconds / 60;
      at += 6;
    }
  *text = at + 1 + strspn (at + 1, " ");
  return true;
}

/* The zone named after a city, or after a part of North America. */
static char *
find_city (const char *city, bool has_offset, int minutes)
{
  g_autofree char *end = g_strconcat ("/", city, NULL);
  char *const *all = all_names ();

  g_strdelimit (end, " ", '_');
  for (int k = 0; all[k] != NULL; k++)
    {
      size_t length = strlen (all[k]), tail = strlen (end);

      if (length > tail && g_ascii_strcasecmp (all[k] + length - tail, end) == 0
          && (!has_offset || standard_offset (all[k]) == minutes))
        return g_strdup (all[k]);
    }
  return NULL;
}

/* What Outlook shows to people and some write as a name: "(UTC+10:00) Canberra, Melbourne, Sydney", "Eastern Time
 * (US & Canada)". One of the places is a zone's, and its offset has to be the one that is told. */
static char *
find_display_name (const char *name)
{
  int minutes = 0;
  bool has_offset = read_display_offset (&name, &minutes);
  g_auto (GStrv) places = NULL;
  char *found = NULL;

  if (!has_offset && strchr (name, ',') == NULL && strstr (name, " Time (") == NULL)
    return NULL;
  places = g_strsplit (name, ",", 8);
  for (int k = 0; places[k] != NULL && found == NULL; k++)
    {
      char *time = strstr (places[k], " Time (");

      if (time != NULL)
        *time = '\0';
      found = find_city (g_strstrip (places[k]), has_offset, minutes);
    }
  return found;
}

char *
pln_zone_name_resolve (const char *name)
{
  g_autoptr (PlnZone) zone = NULL;
  char *found;

  if (strlen (name) > 200)
    return NULL;
  if (g_ascii_strncasecmp (name, "tzone://Microsoft/", 18) == 0)
    name += 18;
  if (is_utc_name (name))
    return g_strdup ("UTC");
  zone = pln_zone_new (name);
  if (zone != NULL)
    return g_strdup (name);
  if ((found = find_folded (name)) != NULL || (found = pln_windows_zone_name (name)) != NULL)
    return found;
  if ((found = find_behind_prefix (name)) != NULL)
    return found;
  return find_display_name (name);
}
