/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/verify-case.h"

#include <string.h>

int
pln_case_find (GHashTable *table, const char *id)
{
  return id ? GPOINTER_TO_INT (g_hash_table_lookup (table, id)) - 1 : -1;
}

int
pln_case_minute (const PlnCase *hearing, const PlnAgenda *agenda, PlnMoment moment)
{
  const PlnZone *zone = hearing->meeting->zone;

  if (moment.has_offset || strcmp (pln_zone_name (agenda->zone), pln_zone_name (zone)) == 0)
    return moment.minute;
  return pln_zone_to_minute (zone, pln_zone_to_civil (agenda->zone, moment.minute));
}

int
pln_case_sittings (const PlnCase *hearing, int topic, int *items)
{
  const PlnTopic *t = &hearing->meeting->topics[topic];
  int n = 0;

  for (int item = t->first_item; item < t->first_item + t->parts; item++)
    if (hearing->sittings[item].placed)
      items[n++] = item;
  return n;
}

const char *
pln_case_when (const PlnCase *hearing, int minute, PlnWhen when)
{
  static const char *const weekdays[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  PlnCivil civil = pln_zone_to_civil (hearing->meeting->zone, minute);

  g_snprintf (when, sizeof (PlnWhen), "%s %d %s %02d:%02d", weekdays[pln_civil_weekday (civil)], civil.day,
              months[civil.month - 1], civil.hour, civil.minute);
  return when;
}

char **
pln_case_ids (const char *first, ...)
{
  va_list arguments;
  char **ids;
  int n = 0;

  va_start (arguments, first);
  for (const char *id = first; id; id = va_arg (arguments, const char *))
    n++;
  va_end (arguments);
  ids = g_new0 (char *, (gsize) n + 1);
  va_start (arguments, first);
  n = 0;
  for (const char *id = first; id; id = va_arg (arguments, const char *))
    ids[n++] = g_strdup (id);
  va_end (arguments);
  return ids;
}

char **
pln_case_topic_items (const PlnCase *hearing, int topic)
{
  const PlnTopic *t = &hearing->meeting->topics[topic];
  char **ids = g_new0 (char *, (gsize) t->parts + 1);

  for (int part = 0; part < t->parts; part++)
    ids[part] = g_strdup (hearing->meeting->items[t->first_item + part].id);
  return ids;
}

void
pln_case_break (
    PlnCase *hearing, const char *rule, char **items, char **people, const char *room, const char *format, ...)
{
  PlnBroken *broken = g_new0 (PlnBroken, 1);
  va_list arguments;

  va_start (arguments, format);
  *broken = (PlnBroken){ g_strdup (rule), g_strdup_vprintf (format, arguments), items, people, g_strdup (room) };
  va_end (arguments);
  g_ptr_array_add (hearing->verdict->broken, broken);
}

void
pln_case_fault (PlnCase *hearing, const char *format, ...)
{
  PlnBroken *fault = g_new0 (PlnBroken, 1);
  va_list arguments;

  va_start (arguments, format);
  fault->text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (hearing->verdict->form, fault);
}

void
pln_case_charge (
    PlnCase *hearing, PlnTerm term, gint64 cost, int topic, char **items, char **people, const char *format, ...)
{
  PlnCharge *charge;
  va_list arguments;

  if (cost <= 0)
    {
      g_strfreev (items);
      g_strfreev (people);
      return;
    }
  charge = g_new0 (PlnCharge, 1);
  va_start (arguments, format);
  *charge = (PlnCharge){ term, cost, topic, -1, items ? items : g_new0 (char *, 1), people ? people : g_new0 (char *, 1),
                         g_strdup_vprintf (format, arguments) };
  va_end (arguments);
  g_ptr_array_add (hearing->verdict->charges, charge);
  hearing->verdict->terms[term] += cost;
  hearing->verdict->cost += cost;
}
