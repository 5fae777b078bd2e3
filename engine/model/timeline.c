/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/timeline.h"

#include "model/zonefile.h"

#include <string.h>
#include <sys/stat.h>

#define ZONE_DIRECTORY "/usr/share/zoneinfo"
#define ZONE_FILE_BYTES (1 << 20)

struct _PlnZone
{
  gatomicrefcount refs;
  char *name;
  GArray *clocks; /* of PlnClock, by start */
};

/* IANA names begin with a capital; `localtime`, `posix/` and `right/` are the system's own. */
static bool
is_zone_name (const char *name)
{
  gsize length = strlen (name);

  if (length == 0 || length > 64 || !g_ascii_isupper (name[0]) || strstr (name, "..") || name[length - 1] == '/')
    return false;
  return strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_+/-") == length;
}

static PlnZone *
make_zone (const char *name, GArray *clocks)
{
  PlnZone *zone = g_new0 (PlnZone, 1);

  g_atomic_ref_count_init (&zone->refs);
  zone->name = g_strdup (name);
  zone->clocks = clocks;
  return zone;
}

PlnZone *
pln_zone_new (const char *name)
{
  g_autofree char *path = NULL;
  g_autofree char *data = NULL;
  gsize length;
  struct stat status;
  GArray *clocks;

  if (!is_zone_name (name))
    return NULL;
  path = g_build_filename (ZONE_DIRECTORY, name, NULL);
  if (stat (path, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > ZONE_FILE_BYTES)
    return NULL;
  if (!g_file_get_contents (path, &data, &length, NULL))
    return NULL;
  clocks = pln_zone_file_read (data, length);
  return clocks ? make_zone (name, clocks) : NULL;
}

PlnZone *
pln_zone_new_utc (void)
{
  PlnClock clock = { .start = G_MININT64, .name = "UTC" };
  GArray *clocks = g_array_new (FALSE, FALSE, sizeof (PlnClock));

  g_array_append_val (clocks, clock);
  return make_zone ("UTC", clocks);
}

PlnZone *
pln_zone_ref (PlnZone *zone)
{
  g_atomic_ref_count_inc (&zone->refs);
  return zone;
}

void
pln_zone_unref (PlnZone *zone)
{
  if (!zone || !g_atomic_ref_count_dec (&zone->refs))
    return;
  g_free (zone->name);
  g_array_unref (zone->clocks);
  g_free (zone);
}

const char *
pln_zone_name (const PlnZone *zone)
{
  return zone->name;
}

static void
collect_names (const char *directory, const char *prefix, int depth, GPtrArray *names)
{
  GDir *dir = g_dir_open (directory, 0, NULL);
  const char *entry;

  if (!dir)
    return;
  while ((entry = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (directory, entry, NULL);
      g_autofree char *name = g_strconcat (prefix, entry, NULL);
      g_autofree char *below = g_strconcat (name, "/", NULL);
      struct stat status;

      if (!is_zone_name (name) || stat (path, &status) != 0)
        continue;
      if (S_ISDIR (status.st_mode) && depth < 3)
        collect_names (path, below, depth + 1, names);
      else if (S_ISREG (status.st_mode))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  g_dir_close (dir);
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char **
pln_zone_names (void)
{
  GPtrArray *names = g_ptr_array_new ();

  collect_names (ZONE_DIRECTORY, "", 1, names);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

/* -- Looking times up ---------------------------------------------------------------------------- */

static const PlnClock *
clock_at (const PlnZone *zone, guint k)
{
  return &g_array_index (zone->clocks, PlnClock, k);
}

/* The clock that runs at a UTC second. */
static guint
find_clock (const PlnZone *zone, gint64 second)
{
  guint low = 0, high = zone->clocks->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (clock_at (zone, middle)->start <= second)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static int
floor_minute (gint64 seconds)
{
  return (int) (seconds >= 0 ? seconds / 60 : -((59 - seconds) / 60));
}

/* The offset by which a local second is read: a clock is in force for local times from its start
 * in the later-reading of the two clocks on, which gives a gap the offset before it and an overlap
 * its first reading. */
static int
local_offset (const PlnZone *zone, gint64 local)
{
  guint k = find_clock (zone, local + 2 * 86400);

  while (k > 0)
    {
      const PlnClock *clock = clock_at (zone, k), *before = clock_at (zone, k - 1);

      if (local >= clock->start + MAX (clock->offset, before->offset))
        break;
      k--;
    }
  return clock_at (zone, k)->offset;
}

int
pln_zone_to_minute (const PlnZone *zone, PlnCivil civil)
{
  gint64 days = pln_days_from_civil (civil.year, civil.month, civil.day);
  gint64 local = days * 86400 + civil.hour * 3600 + civil.minute * 60;

  return floor_minute (local - local_offset (zone, local));
}

int
pln_zone_minute_of_day (const PlnZone *zone, int day, int clock)
{
  PlnCivil civil = pln_civil_from_days (day + clock / 1440);

  civil.hour = clock % 1440 / 60;
  civil.minute = clock % 60;
  return pln_zone_to_minute (zone, civil);
}

PlnCivil
pln_zone_to_civil (const PlnZone *zone, int minute)
{
  gint64 second = (gint64) minute * 60;
  int local = floor_minute (second + clock_at (zone, find_clock (zone, second))->offset);
  int day = local >= 0 ? local / 1440 : -((1439 - local) / 1440);
  PlnCivil civil = pln_civil_from_days (day);

  civil.hour = (local - day * 1440) / 60;
  civil.minute = (local - day * 1440) % 60;
  return civil;
}

int
pln_zone_offset (const PlnZone *zone, int minute)
{
  return floor_minute (clock_at (zone, find_clock (zone, (gint64) minute * 60))->offset);
}

const char *
pln_zone_abbreviation (const PlnZone *zone, int minute)
{
  return clock_at (zone, find_clock (zone, (gint64) minute * 60))->name;
}

int
pln_zone_next_change (const PlnZone *zone, int minute)
{
  guint k = find_clock (zone, (gint64) minute * 60) + 1;

  return k < zone->clocks->len ? floor_minute (clock_at (zone, k)->start + 59) : G_MAXINT;
}

char *
pln_zone_format (const PlnZone *zone, int minute)
{
  PlnCivil civil = pln_zone_to_civil (zone, minute);
  int offset = pln_zone_offset (zone, minute);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:00%c%02d:%02d", civil.year, civil.month, civil.day, civil.hour,
                          civil.minute, offset < 0 ? '-' : '+', ABS (offset) / 60, ABS (offset) % 60);
}

/* -- Dates, by Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms": years begin in March,
 *    so that the leap day is the last ---------------------------------------------------------- */

int
pln_days_from_civil (int year, int month, int day)
{
  int y = year - (month <= 2);
  int era = (y >= 0 ? y : y - 399) / 400;
  int year_of_era = y - era * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

PlnCivil
pln_civil_from_days (int days)
{
  int z = days + 719468;
  int era = (z >= 0 ? z : z - 146096) / 146097;
  int day_of_era = z - era * 146097;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int march_month = (5 * day_of_year + 2) / 153;
  int month = march_month < 10 ? march_month + 3 : march_month - 9;

  return (PlnCivil){
    .year = year_of_era + era * 400 + (month <= 2),
    .month = month,
    .day = day_of_year - (153 * march_month + 2) / 5 + 1,
  };
}

bool
pln_civil_is_valid (PlnCivil civil)
{
  PlnCivil same;

  if (civil.year < 1970 || civil.year > 2200 || civil.month < 1 || civil.month > 12 || civil.day < 1 || civil.day > 31)
    return false;
  if (civil.hour < 0 || civil.hour > 24 || civil.minute < 0 || civil.minute > 59 || (civil.hour == 24 && civil.minute))
    return false;
  same = pln_civil_from_days (pln_days_from_civil (civil.year, civil.month, civil.day));
  return same.month == civil.month && same.day == civil.day;
}

int
pln_civil_weekday (PlnCivil civil)
{
  int days = pln_days_from_civil (civil.year, civil.month, civil.day);

  return ((days + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
}
