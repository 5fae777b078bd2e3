/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/publish.h"
#include "ical/earlier.h"
#include "ical/entry.h"
#include "ical/envelope.h"
#include "ical/readback.h"
#include "ical/writer.h"

#include <string.h>

G_DEFINE_QUARK (pln_publish_error, pln_publish_error)

/* A component that is to be written, with what orders it. */
typedef struct
{
  int start, end; /* minutes; 0 for to-dos */
  int order;      /* among those of one start: as they were found */
  GPtrArray *lines;
} Component;

typedef struct
{
  PlnEntryWriter writer;
  GArray *components; /* of Component */
} Calendar;

static void
component_clear (gpointer data)
{
  g_ptr_array_unref (((Component *) data)->lines);
}

static void
calendar_init (Calendar *calendar, const PlnAgenda *view, const PlnFormatOptions *options)
{
  calendar->writer = (PlnEntryWriter){ .view = view, .options = options, .in_utc = pln_envelope_is_in_utc (view) };
  calendar->components = g_array_new (FALSE, FALSE, sizeof (Component));
  g_array_set_clear_func (calendar->components, component_clear);
}

static void
add_component (Calendar *calendar, int start, int end, GPtrArray *lines)
{
  Component component = { start, end, (int) calendar->components->len, lines };

  g_array_append_val (calendar->components, component);
}

static int
compare_components (const void *a, const void *b)
{
  const Component *one = a, *two = b;

  if (one->start != two->start)
    return one->start < two->start ? -1 : 1;
  return one->order < two->order ? -1 : one->order > two->order;
}

static void
gather_day (Calendar *calendar, const PlnAgendaDay *day)
{
  for (int b = 0; b < day->n_blocks; b++)
    for (int i = 0; i < day->blocks[b].n_items; i++) {
      const PlnAgendaItem *item = &day->blocks[b].items[i];

      add_component (calendar, item->start.minute, item->end.minute,
                     pln_entry_of_item (&calendar->writer, &day->blocks[b], item));
    }
  for (int i = 0; calendar->writer.options->breaks && i < day->n_breaks; i++)
    add_component (calendar, day->breaks[i].start.minute, day->breaks[i].end.minute,
                   pln_entry_of_break (&calendar->writer, day, i));
}

static void
gather (Calendar *calendar)
{
  const PlnAgenda *view = calendar->writer.view;

  if (calendar->writer.options->actions) {
    for (int i = 0; i < view->n_actions; i++)
      add_component (calendar, 0, 0, pln_entry_of_action (&calendar->writer, &view->actions[i]));
    return;
  }
  for (int day = 0; day < view->n_days; day++)
    gather_day (calendar, &view->days[day]);
  g_array_sort (calendar->components, compare_components);
}

/* -- Versions ------------------------------------------------------------------------------------ */

static int
sequence_of (const PlnAgenda *view, const PlnFormatOptions *options)
{
  return 2 * CLAMP (view->revision, 0, G_MAXINT / 4) + (options->final ? 1 : 0);
}

/* The earlier agenda as it would have been written then. */
static PlnEarlier *
earlier_of_agenda (const PlnFormatOptions *options)
{
  PlnEarlier *earlier = pln_earlier_new ();
  g_autofree char *stamp = pln_entry_format_stamp (options->previous->stamp);
  int sequence = sequence_of (options->previous, options);
  Calendar calendar;

  calendar_init (&calendar, options->previous, options);
  gather (&calendar);
  for (guint i = 0; i < calendar.components->len; i++) {
    const Component *component = &g_array_index (calendar.components, Component, i);

    pln_earlier_add (earlier, g_ptr_array_ref (component->lines), sequence, stamp);
  }
  g_array_unref (calendar.components);
  return earlier;
}

static bool
read_earlier (const PlnFormatOptions *options, PlnEarlier **earlier, GError **error)
{
  if (options->previous_ics) {
    *earlier = pln_earlier_read (options->previous_ics, error);
    return *earlier != NULL;
  }
  *earlier = options->previous ? earlier_of_agenda (options) : NULL;
  return true;
}

static const char *
uid_of (const GPtrArray *lines)
{
  return ((const PlnContentLine *) lines->pdata[1])->value;
}

/* Puts SEQUENCE and LAST-MODIFIED behind the stamp. */
static void
set_version (GPtrArray *lines, int sequence, const char *modified)
{
  g_autoptr (GPtrArray) version = pln_content_new ();
  g_autofree char *number = g_strdup_printf ("%d", sequence);

  pln_content_add (version, "SEQUENCE", "", number);
  pln_content_add (version, "LAST-MODIFIED", "", modified);
  g_ptr_array_insert (lines, 3, g_ptr_array_steal_index (version, 0));
  g_ptr_array_insert (lines, 4, g_ptr_array_steal_index (version, 0));
}

static void
add_cancelled (Calendar *calendar, const PlnEarlier *earlier, const char *stamp)
{
  bool keep_title = calendar->writer.options->audience != PLN_AUDIENCE_PUBLIC;
  int sequence = sequence_of (calendar->writer.view, calendar->writer.options);

  for (guint i = 0; i < earlier->events->len; i++) {
    const PlnEarlierEvent *event = earlier->events->pdata[i];
    int start;
    GPtrArray *lines = NULL;

    if (!event->is_kept && !event->is_cancelled)
      lines = pln_earlier_cancel (event, &calendar->writer, keep_title, &start);
    if (!lines)
      continue;
    set_version (lines, MAX (sequence, event->sequence + 1), stamp);
    add_component (calendar, start, start, lines);
  }
}

static void
set_versions (Calendar *calendar, const PlnEarlier *earlier)
{
  const PlnFormatOptions *options = calendar->writer.options;
  g_autofree char *stamp = pln_entry_format_stamp (calendar->writer.view->stamp);
  int sequence = sequence_of (calendar->writer.view, options);

  for (guint i = 0; i < calendar->components->len; i++) {
    GPtrArray *lines = g_array_index (calendar->components, Component, i).lines;
    PlnEarlierEvent *event = earlier ? pln_earlier_find (earlier, uid_of (lines)) : NULL;

    if (event)
      event->is_kept = true;
    if (event && pln_earlier_is_same (event, lines))
      set_version (lines, event->sequence, event->modified ? event->modified : stamp);
    else
      set_version (lines, event ? MAX (sequence, event->sequence + 1) : sequence, stamp);
  }
  if (earlier && options->method != PLN_METHOD_REQUEST) {
    add_cancelled (calendar, earlier, stamp);
    g_array_sort (calendar->components, compare_components);
  }
}

/* -- Writing ------------------------------------------------------------------------------------- */

static bool
check_uids (const Calendar *calendar, GError **error)
{
  g_autoptr (GHashTable) uids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < calendar->components->len; i++) {
    const char *uid = uid_of (g_array_index (calendar->components, Component, i).lines);

    if (!g_hash_table_add (uids, (char *) uid)) {
      g_set_error (error, PLN_PUBLISH_ERROR, PLN_PUBLISH_ERROR_DUPLICATE, "two items have the uid \"%s\"", uid);
      return false;
    }
  }
  if (calendar->components->len > 0)
    return true;
  g_set_error (error, PLN_PUBLISH_ERROR, PLN_PUBLISH_ERROR_EMPTY, "%s",
               calendar->writer.options->actions ? "there are no action items to write as a calendar"
                                                 : "there are no items to write as a calendar");
  return false;
}

/* @method: (nullable) */
static GString *
write_components (Calendar *calendar, const char *method, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  int start = G_MAXINT, end = 0;

  for (guint i = 0; i < calendar->components->len; i++) {
    const Component *component = &g_array_index (calendar->components, Component, i);

    g_ptr_array_add (parts, g_ptr_array_ref (component->lines));
    start = MIN (start, component->start);
    end = MAX (end, component->end);
  }
  lines = pln_envelope_wrap (&calendar->writer, method, parts, start, end);
  pln_content_write (out, lines);
  return pln_readback_check (out->str, lines, error) ? g_steal_pointer (&out) : NULL;
}

static GString *
write_calendar (Calendar *calendar, GError **error)
{
  const PlnFormatOptions *options = calendar->writer.options;
  static const char *const methods[] = { NULL, "PUBLISH", "REQUEST" };
  g_autoptr (PlnEarlier) earlier = NULL;

  if (!read_earlier (options, &earlier, error))
    return NULL;
  gather (calendar);
  set_versions (calendar, earlier);
  if (!check_uids (calendar, error))
    return NULL;
  return write_components (calendar, methods[options->method], error);
}

GString *
pln_publish_write (const PlnAgenda *view, const PlnFormatOptions *options, GError **error)
{
  Calendar calendar;
  GString *out;

  calendar_init (&calendar, view, options);
  out = write_calendar (&calendar, error);
  g_array_unref (calendar.components);
  return out;
}
