/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/zone.h"

#include "ical/recur.h"
#include "model/timeline.h"

#include <string.h>

#define MAX_ZONES 1000 /* of the file's own, and of names looked up */
#define MAX_ONSETS 5000 /* of one VTIMEZONE */

/* From an instant on, the clock is that far east of UTC. */
typedef struct
{
  gint64 instant;
  gint64 threshold; /* wall times from here on are read with `after` */
  int before, after;
} Onset;

struct _PlnIcsZone
{
  PlnZone *system;  /* nullable */
  GArray *onsets;   /* of Onset, by instant; NULL unless the zone is of the file */
  bool is_doubtful;
};

struct _PlnIcsZones
{
  char *file;
  gint64 from, to;
  PlnIcsWarnings *warnings;
  GHashTable *embedded; /* TZID -> PlnIcsZone, of the calendar that was entered */
  GHashTable *asked;    /* name -> PlnIcsZone of the system, or NULL where it has none */
  GPtrArray *all;       /* owns every zone */
  int n_embedded;
  PlnIcsZone *utc, *own;
  PlnIcsZone *guess; /* what an unknown zone is read as */
};

static void
zone_free (gpointer data)
{
  PlnIcsZone *zone = data;

  g_clear_pointer (&zone->system, pln_zone_unref);
  g_clear_pointer (&zone->onsets, g_array_unref);
  g_free (zone);
}

/* -- Clocks ---------------------------------------------------------------------------------------- */

/* The offset of a zone of the file: @key is an instant or, with @is_wall, a wall time. */
static int
embedded_offset (const GArray *onsets, gint64 key, bool is_wall)
{
  guint low = 0, high = onsets->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      const Onset *onset = &g_array_index (onsets, Onset, middle);

      if ((is_wall ? onset->threshold : onset->instant) <= key)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? g_array_index (onsets, Onset, low - 1).after : g_array_index (onsets, Onset, 0).before;
}

gint64
pln_ics_zone_to_instant (const PlnIcsZone *zone, gint64 wall)
{
  gint64 day = pln_floor_divide (wall, PLN_DAY_SECONDS);
  int second = (int) (wall - day * PLN_DAY_SECONDS);
  PlnCivil civil;

  if (zone->onsets != NULL)
    return wall - embedded_offset (zone->onsets, wall, true);
  if (zone->system == NULL)
    return wall;
  civil = pln_civil_from_days ((int) day);
  civil.hour = second / 3600;
  civil.minute = second / 60 % 60;
  return pln_zone_to_minute (zone->system, civil) * (gint64) 60 + second % 60;
}

gint64
pln_ics_zone_to_wall (const PlnIcsZone *zone, gint64 instant)
{
  if (zone->onsets != NULL)
    return instant + embedded_offset (zone->onsets, instant, false);
  if (zone->system == NULL)
    return instant;
  return instant + 60 * pln_zone_offset (zone->system, (int) pln_floor_divide (instant, 60));
}

bool
pln_ics_zone_is_doubtful (const PlnIcsZone *zone)
{
  return zone->is_doubtful;
}

/* -- Zones of the file ------------------------------------------------------------------------------ */

static int
compare_onsets (const void *a, const void *b)
{
  const Onset *x = a, *y = b;

  return (x->instant > y->instant) - (x->instant < y->instant);
}

static void
add_onset (GArray *onsets, gint64 wall, int before, int after)
{
  Onset onset = { .instant = wall - before, .threshold = wall - before + MAX (before, after), before, after };

  if (onsets->len < MAX_ONSETS)
    g_array_append_val (onsets, onset);
}

static bool
add_dates (GArray *onsets, const char *list, int before, int after)
{
  const char *item;
  size_t length;

  while (pln_ics_list_next (&list, &item, &length))
    {
      PlnIcsMoment moment;

      if (!pln_ics_moment_read (item, length, &moment))
        return false;
      add_onset (onsets, moment.is_utc ? moment.wall + before : moment.wall, before, after);
    }
  return true;
}

/* The onsets that a rule gives from 1970 to a year after the window. */
static bool
add_rule (const PlnIcsZones *zones, GArray *onsets, const char *text, PlnIcsMoment start, int before, int after, gint64 *steps)
{
  g_autoptr (GArray) walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 until = G_MAXINT64;
  const char *complaint;
  PlnRule rule;

  if (pln_rule_read (text, &rule, &complaint) == PLN_RULE_UNREADABLE || rule.frequency > PLN_FREQ_MONTHLY)
    return false;
  if (rule.has_until)
    until = rule.until.is_utc ? rule.until.wall + before : rule.until.wall + (rule.until.is_date ? PLN_DAY_SECONDS - 1 : 0);
  if (!pln_rule_expand (&rule, start.wall, start.is_date, until, 0, zones->to + 366 * PLN_DAY_SECONDS,
                        steps, walls))
    return false;
  for (guint k = 0; k < walls->len; k++)
    add_onset (onsets, g_array_index (walls, gint64, k), before, after);
  return true;
}

/* Adds the onsets of one STANDARD or DAYLIGHT. */
static bool
add_observance (const PlnIcsZones *zones, GArray *onsets, const PlnIcsComponent *observance, gint64 *steps)
{
  const PlnIcsProperty *from = pln_ics_find (observance, PLN_ICS_TZOFFSETFROM);
  const PlnIcsProperty *to = pln_ics_find (observance, PLN_ICS_TZOFFSETTO);
  const PlnIcsProperty *start_text = pln_ics_find (observance, PLN_ICS_DTSTART);
  PlnIcsMoment start;
  int before, after;

  if (observance->is_cut || from == NULL || to == NULL || start_text == NULL
      || !pln_ics_offset_read (from->value, &before) || !pln_ics_offset_read (to->value, &after)
      || !pln_ics_moment_read (start_text->value, strlen (start_text->value), &start))
    return false;
  if (start.is_utc)
    start.wall += before;
  add_onset (onsets, start.wall, before, after);
  for (const PlnIcsProperty *property = observance->first; property != NULL; property = property->next)
    {
      if (property->name == PLN_ICS_RDATE && !add_dates (onsets, property->value, before, after))
        return false;
      if (property->name == PLN_ICS_RRULE && !add_rule (zones, onsets, property->value, start, before, after, steps))
        return false;
    }
  return true;
}

static GArray *
expand_zone (const PlnIcsZones *zones, const PlnIcsComponent *definition, gint64 *steps)
{
  g_autoptr (GArray) onsets = g_array_new (FALSE, FALSE, sizeof (Onset));

  for (const PlnIcsComponent *child = definition->child; child != NULL; child = child->next)
    if (!add_observance (zones, onsets, child, steps))
      return NULL;
  if (onsets->len == 0)
    return NULL;
  g_array_sort (onsets, compare_onsets);
  return g_steal_pointer (&onsets);
}

/* -- Names ----------------------------------------------------------------------------------------- */

static PlnIcsZone *
keep (PlnIcsZones *zones, PlnZone *system, GArray *onsets)
{
  PlnIcsZone *zone = g_new0 (PlnIcsZone, 1);

  zone->system = system;
  zone->onsets = onsets;
  g_ptr_array_add (zones->all, zone);
  return zone;
}

static PlnIcsZone *
system_zone (PlnIcsZones *zones, const char *name)
{
  g_autofree char *resolved = NULL;
  gpointer known;
  PlnIcsZone *zone = NULL;

  if (g_hash_table_lookup_extended (zones->asked, name, NULL, &known))
    return known;
  if (g_hash_table_size (zones->asked) >= MAX_ZONES)
    return NULL;
  resolved = pln_zone_name_resolve (name);
  if (resolved != NULL)
    zone = strcmp (resolved, "UTC") == 0 ? zones->utc : keep (zones, pln_zone_new (resolved), NULL);
  g_hash_table_insert (zones->asked, g_strdup (name), zone);
  return zone;
}

/* -- The zones of one file -------------------------------------------------------------------------- */

PlnIcsZones *
pln_ics_zones_new (const char *file, const char *own, gint64 from, gint64 to, PlnIcsWarnings *warnings)
{
  PlnIcsZones *zones = g_new0 (PlnIcsZones, 1);

  zones->file = g_strdup (file);
  zones->from = from;
  zones->to = to;
  zones->warnings = warnings;
  zones->embedded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  zones->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  zones->all = g_ptr_array_new_with_free_func (zone_free);
  zones->utc = keep (zones, NULL, NULL);
  zones->own = system_zone (zones, own);
  if (zones->own == NULL)
    zones->own = zones->utc;
  zones->guess = keep (zones, NULL, NULL);
  return zones;
}

void
pln_ics_zones_free (PlnIcsZones *zones)
{
  g_hash_table_unref (zones->embedded);
  g_hash_table_unref (zones->asked);
  g_ptr_array_unref (zones->all);
  g_free (zones->file);
  g_free (zones);
}

/* An embedded zone is obeyed; the chair hears of one that is not what its name says. */
static void
compare_to_system (PlnIcsZones *zones, const PlnIcsZone *embedded, const char *tzid, int line)
{
  g_autofree char *name = pln_zone_name_resolve (tzid);
  g_autoptr (PlnZone) system = name != NULL ? pln_zone_new (name) : NULL;

  if (system == NULL)
    return;
  for (int k = 0; k <= 4; k++)
    {
      gint64 instant = zones->from + (zones->to - zones->from) / 4 * k;

      if (pln_ics_zone_to_wall (embedded, instant) - instant != 60 * pln_zone_offset (system, (int) pln_floor_divide (instant, 60)))
        {
          pln_ics_warn (zones->warnings, zones->file, line,
                        "the file's own time zone \"%.80s\" is not what the zone of that name is here; the file's is used",
                        tzid);
          return;
        }
    }
}

static void
enter_zone (PlnIcsZones *zones, const PlnIcsComponent *definition, gint64 *steps)
{
  const PlnIcsProperty *tzid = pln_ics_find (definition, PLN_ICS_TZID);
  const PlnIcsProperty *location = pln_ics_find (definition, PLN_ICS_X_LOCATION);
  GArray *onsets;
  PlnIcsZone *zone = NULL;

  if (tzid == NULL || g_hash_table_contains (zones->embedded, tzid->value))
    return;
  if (++zones->n_embedded > MAX_ZONES)
    {
      pln_ics_warn (zones->warnings, zones->file, definition->line, "more than %d time zones; the rest is not read", MAX_ZONES);
      return;
    }
  onsets = definition->is_cut ? NULL : expand_zone (zones, definition, steps);
  if (onsets != NULL)
    {
      zone = keep (zones, NULL, onsets);
      compare_to_system (zones, zone, tzid->value, definition->line);
    }
  else
    {
      pln_ics_warn (zones->warnings, zones->file, definition->line, "the time zone \"%.80s\" cannot be expanded", tzid->value);
      if (location != NULL)
        zone = system_zone (zones, location->value);
    }
  if (zone != NULL)
    g_hash_table_insert (zones->embedded, g_strdup (tzid->value), zone);
}

void
pln_ics_zones_enter (PlnIcsZones *zones, const PlnIcsComponent *calendar, gint64 *steps)
{
  const PlnIcsProperty *hint = pln_ics_find (calendar, PLN_ICS_X_TIMEZONE);
  PlnIcsZone *guess = hint != NULL ? system_zone (zones, hint->value) : NULL;

  g_hash_table_remove_all (zones->embedded);
  if (guess == NULL)
    guess = zones->own;
  zones->guess = keep (zones, guess->system != NULL ? pln_zone_ref (guess->system) : NULL, NULL);
  zones->guess->is_doubtful = true;
  for (const PlnIcsComponent *child = calendar->child; child != NULL; child = child->next)
    if (child->kind == PLN_ICS_VTIMEZONE)
      enter_zone (zones, child, steps);
}

const PlnIcsZone *
pln_ics_zones_own (const PlnIcsZones *zones)
{
  return zones->own;
}

const PlnIcsZone *
pln_ics_zones_utc (const PlnIcsZones *zones)
{
  return zones->utc;
}

const PlnIcsZone *
pln_ics_zones_find (PlnIcsZones *zones, const char *tzid, int line)
{
  PlnIcsZone *zone;

  if (tzid == NULL)
    return zones->own;
  if ((zone = g_hash_table_lookup (zones->embedded, tzid)) != NULL || (zone = system_zone (zones, tzid)) != NULL)
    return zone;
  pln_ics_warn (zones->warnings, zones->file, line,
                "unknown time zone \"%.80s\"; busy for as long as the time could be meant anywhere", tzid);
  return zones->guess;
}
