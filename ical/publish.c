/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/publish.h"
#include "ical/earlier.h"
#include "ical/entry.h"
#include "ical/envelope.h"
#include "ical/people.h"
#include "ical/readback.h"
#include "ical/writer.h"

#include <string.h>

G_DEFINE_QUARK (pln_publish_error, pln_publish_error)

/* A component that is to be written, with what orders it. */
typedef struct
{
  int start, end; /* minutes; 0 for to-dos */
  int order;      /* among those of one start: as they were found */
  const char *id; /* nullable: of the item */
  bool is_same;   /* as in the earlier version */
  bool is_cancelled;
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
  pln_entry_writer_init (&calendar->writer, view, options, pln_envelope_is_in_utc (view));
  calendar->components = g_array_new (FALSE, FALSE, sizeof (Component));
  g_array_set_clear_func (calendar->components, component_clear);
}

static void
calendar_clear (Calendar *calendar)
{
  pln_entry_writer_clear (&calendar->writer);
  g_array_unref (calendar->components);
}

/* Returns: valid until the next is added */
static Component *
add_component (Calendar *calendar, int start, int end, GPtrArray *lines)
{
  Component component = { .start = start, .end = end, .order = (int) calendar->components->len, .lines = lines };

  g_array_append_val (calendar->components, component);
  return &g_array_index (calendar->components, Component, calendar->components->len - 1);
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
  /* Nobody is invited to a break. */
  bool has_breaks = calendar->writer.options->breaks && calendar->writer.options->method != PLN_METHOD_REQUEST;

  for (int b = 0; b < day->n_blocks; b++)
    for (int i = 0; i < day->blocks[b].n_items; i++) {
      const PlnAgendaItem *item = &day->blocks[b].items[i];

      add_component (calendar, item->start.minute, item->end.minute,
                     pln_entry_of_item (&calendar->writer, &day->blocks[b], item))->id = item->id;
    }
  for (int i = 0; has_breaks && i < day->n_breaks; i++)
    add_component (calendar, day->breaks[i].start.minute, day->breaks[i].end.minute,
                   pln_entry_of_break (&calendar->writer, day, i));
}

static void
gather (Calendar *calendar)
{
  const PlnAgenda *view = calendar->writer.view;

  if (calendar->writer.options->actions) {
    for (int i = 0; i < view->n_actions; i++)
      add_component (calendar, 0, 0, pln_entry_of_action (&calendar->writer, &view->actions[i]))->id = view->actions[i].id;
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
  calendar_clear (&calendar);
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
add_cancelled (Calendar *calendar, const PlnEarlier *earlier)
{
  g_autofree char *stamp = pln_entry_format_stamp (calendar->writer.view->stamp);
  int sequence = sequence_of (calendar->writer.view, calendar->writer.options);

  for (guint i = 0; i < earlier->events->len; i++) {
    const PlnEarlierEvent *event = earlier->events->pdata[i];
    int start;
    GPtrArray *lines = NULL;

    if (!event->is_kept && !event->is_cancelled)
      lines = pln_earlier_cancel (event, &calendar->writer, &start);
    if (!lines)
      continue;
    set_version (lines, MAX (sequence, event->sequence + 1), stamp);
    add_component (calendar, start, start, lines)->is_cancelled = true;
  }
  g_array_sort (calendar->components, compare_components);
}

static void
set_versions (Calendar *calendar, const PlnEarlier *earlier)
{
  g_autofree char *stamp = pln_entry_format_stamp (calendar->writer.view->stamp);
  int sequence = sequence_of (calendar->writer.view, calendar->writer.options);

  for (guint i = 0; i < calendar->components->len; i++) {
    Component *component = &g_array_index (calendar->components, Component, i);
    PlnEarlierEvent *event = earlier ? pln_earlier_find (earlier, uid_of (component->lines)) : NULL;

    if (event)
      event->is_kept = true;
    component->is_same = event && pln_earlier_is_same (event, component->lines);
    if (component->is_same)
      set_version (component->lines, event->sequence, event->modified ? event->modified : stamp);
    else
      set_version (component->lines, event ? MAX (sequence, event->sequence + 1) : sequence, stamp);
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

/* @components: (element-type Component)
 * @method: (nullable) */
static GString *
write_components (const Calendar *calendar, const Component *components, guint n, const char *method, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  int start = G_MAXINT, end = 0;

  for (guint i = 0; i < n; i++) {
    g_ptr_array_add (parts, g_ptr_array_ref (components[i].lines));
    start = MIN (start, components[i].start);
    end = MAX (end, components[i].end);
  }
  lines = pln_envelope_wrap (&calendar->writer, method, parts, start, end);
  pln_content_write (out, lines);
  return pln_readback_check (out->str, lines, error) ? g_steal_pointer (&out) : NULL;
}

/* Everything that is to be written, with its version.
 * @with_cancelled: and what is there no more */
static bool
fill (Calendar *calendar, bool with_cancelled, GError **error)
{
  g_autoptr (PlnEarlier) earlier = NULL;

  if (!read_earlier (calendar->writer.options, &earlier, error))
    return false;
  gather (calendar);
  set_versions (calendar, earlier);
  if (earlier && with_cancelled)
    add_cancelled (calendar, earlier);
  return check_uids (calendar, error);
}

GString *
pln_publish_write (const PlnAgenda *view, const PlnFormatOptions *options, GError **error)
{
  static const char *const methods[] = { NULL, "PUBLISH", "REQUEST" };
  Calendar calendar;
  GString *out = NULL;

  calendar_init (&calendar, view, options);
  if (fill (&calendar, options->method != PLN_METHOD_REQUEST, error))
    out = write_components (&calendar, (const Component *) (const void *) calendar.components->data,
                            calendar.components->len, methods[options->method], error);
  calendar_clear (&calendar);
  return out;
}

/* -- Invitations --------------------------------------------------------------------------------- */

/* What of @text the name of a file may be made of, everywhere. Returns: (transfer full) */
static char *
file_name (const char *prefix, const char *text)
{
  g_autofree char *stem = g_strcanon (g_strdup (text), G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._#-", '_');

  return g_strdup_printf ("%s%s.ics", *prefix || g_ascii_isalnum (stem[0]) ? prefix : "_", stem);
}

/* Is anybody invited, whose address begins so? */
static bool
invites (const Component *component, const char *address)
{
  for (guint i = 0; i < component->lines->len; i++) {
    const PlnContentLine *line = component->lines->pdata[i];

    if (strcmp (line->name, "ATTENDEE") == 0 && g_str_has_prefix (line->value, address))
      return true;
  }
  return false;
}

static bool
add_message (PlnMessages *messages, const Calendar *calendar, const Component *component, GError **error)
{
  const char *named = component->id ? component->id : uid_of (component->lines);
  PlnMessage message = { .name = file_name (component->is_cancelled ? "cancelled-" : "", named) };
  bool lacks_address = invites (component, PLN_PEOPLE_NO_ADDRESS);
  GString *out = write_components (calendar, component, 1, component->is_cancelled ? "CANCEL" : "REQUEST", error);

  if (!out) {
    g_free (message.name);
    return false;
  }
  message.bytes = g_string_free_to_bytes (out);
  messages->n_cancelled += component->is_cancelled;
  messages->lacks_addresses |= lacks_address;
  g_array_append_val (messages->rows, message);
  return true;
}

static bool
add_messages (PlnMessages *messages, Calendar *calendar, GError **error)
{
  if (!fill (calendar, true, error))
    return false;
  for (guint i = 0; i < calendar->components->len; i++) {
    const Component *component = &g_array_index (calendar->components, Component, i);

    if (!invites (component, ""))
      messages->n_alone++;
    else if (component->is_same)
      messages->n_same++;
    else if (!add_message (messages, calendar, component, error))
      return false;
  }
  return true;
}

PlnMessages *
pln_publish_messages (const PlnAgenda *view, const PlnFormatOptions *options, GError **error)
{
  g_autoptr (PlnMessages) messages = pln_messages_new ();
  Calendar calendar;
  bool ok;

  g_return_val_if_fail (options->method == PLN_METHOD_REQUEST, NULL);
  calendar_init (&calendar, view, options);
  ok = add_messages (messages, &calendar, error);
  calendar_clear (&calendar);
  return ok ? g_steal_pointer (&messages) : NULL;
}

static void
message_clear (gpointer data)
{
  PlnMessage *message = data;

  g_free (message->name);
  g_bytes_unref (message->bytes);
}

PlnMessages *
pln_messages_new (void)
{
  PlnMessages *messages = g_new0 (PlnMessages, 1);

  messages->rows = g_array_new (FALSE, FALSE, sizeof (PlnMessage));
  g_array_set_clear_func (messages->rows, message_clear);
  return messages;
}

void
pln_messages_free (PlnMessages *messages)
{
  g_array_unref (messages->rows);
  g_free (messages);
}
