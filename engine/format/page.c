/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/page.h"
#include "format/timetable.h"
#include "model/directory.h"
#include "model/duration.h"

char *
pln_page_granted (const PlnAgendaItem *item)
{
  g_autofree char *asked = NULL;
  g_autofree char *granted = NULL;

  if (!pln_item_is_cut (item))
    return NULL;
  asked = pln_duration_format (item->asked);
  granted = pln_duration_format (pln_item_minutes (item));
  return g_strdup_printf ("asked %s, granted %s", asked, granted);
}

static bool
is_same_people (char **one, char **two)
{
  gsize n = one ? g_strv_length (one) : 0;

  if (n != (two ? g_strv_length (two) : 0))
    return false;
  for (gsize i = 0; i < n; i++)
    if (!g_strv_contains ((const char *const *) two, one[i]))
      return false;
  return true;
}

static char *
merged_with (const PlnAgendaItem *item)
{
  GString *out = g_string_new ("merged with ");

  for (int i = 0; item->merged[i]; i++)
    g_string_append_printf (out, "%s\"%s\"", i > 0 ? ", " : "", item->merged[i]);
  return g_string_free (out, FALSE);
}

char **
pln_page_remarks (const PlnAgenda *view, const PlnAgendaItem *item)
{
  GPtrArray *remarks = g_ptr_array_new ();
  g_autofree char *requesters = pln_directory_join_names (view, item->requested_by, ", ");
  bool is_merged = item->merged && item->merged[0];

  if (item->contingent)
    g_ptr_array_add (remarks, g_strdup_printf ("contingent: %s", item->contingent));
  if (is_merged)
    g_ptr_array_add (remarks, merged_with (item));
  if (requesters[0] && (is_merged || !is_same_people (item->requested_by, item->presenters)))
    g_ptr_array_add (remarks, g_strdup_printf ("requested by %s", requesters));
  g_ptr_array_add (remarks, NULL);
  return (char **) g_ptr_array_free (remarks, FALSE);
}

/* Would somebody who reads the title in a row take it for a pause? */
static bool
reads_as_pause (const PlnAgenda *view, const char *title)
{
  static const char *const words[] = { "break", "coffee", "coffee break", "tea", "lunch", "lunch break", "dinner", "pause", "open", "newly open", "free", "close", "closed", "end" };

  for (gsize k = 0; k < G_N_ELEMENTS (words); k++)
    if (g_ascii_strcasecmp (title, words[k]) == 0)
      return true;
  for (int day = 0; day < view->n_days; day++)
    for (int b = 0; b < view->days[day].n_breaks; b++)
      if (view->days[day].breaks[b].title && g_ascii_strcasecmp (title, view->days[day].breaks[b].title) == 0)
        return true;
  return false;
}

GHashTable *
pln_page_shared_titles (const PlnAgenda *view)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTable *shared = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 0; i < view->n_unplaced; i++)
    if (view->unplaced[i].title)
      g_hash_table_add (seen, view->unplaced[i].title);
  for (int day = 0; day < view->n_days; day++)
    for (int b = 0; b < view->days[day].n_blocks; b++)
      for (int i = 0; i < view->days[day].blocks[b].n_items; i++) {
        const char *title = pln_directory_item_title (&view->days[day].blocks[b].items[i]);

        if (!g_hash_table_add (seen, (char *) title) || reads_as_pause (view, title))
          g_hash_table_add (shared, (char *) title);
      }
  return shared;
}

bool
pln_page_has_closed (const PlnAgenda *view)
{
  for (int day = 0; day < view->n_days; day++)
    for (int b = 0; b < view->days[day].n_blocks; b++)
      for (int i = 0; i < view->days[day].blocks[b].n_items; i++)
        if (view->days[day].blocks[b].items[i].closed)
          return true;
  return false;
}

char *
pln_page_attendees (const PlnAgenda *view)
{
  GString *out = g_string_new (NULL);

  for (int i = 0; i < view->n_people; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", view->people[i].name ? view->people[i].name : view->people[i].id);
  return g_string_free (out, FALSE);
}
