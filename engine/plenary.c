/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The face of the library: what plenary.h promises and no single room can keep, because it brings
 * rooms together that do not know each other. The only source that may include from all of them. */

#include "plenary.h"
#include "format/format.h"
#include "ical/publish.h"
#include "model/agenda.h"
#include "model/audience.h"

#include <string.h>

G_DEFINE_QUARK (pln_format_error, pln_format_error)

const char *
pln_version (void)
{
  return PLN_VERSION;
}

/* -- Formats ------------------------------------------------------------------------------------- */

static GString *
json_write (const PlnAgenda *view, const PlnFormatOptions *options, GError **error)
{
  g_autofree char *json = pln_agenda_to_json (view);

  return g_string_new (json);
}

/* The table of formats. A new one is a file in engine/format/ and a row here. */
static const struct
{
  const char *name;
  PlnWriter write;
  bool shows_times; /* for people: in whatever zone they ask for */
} formats[] = {
  [PLN_FORMAT_TEXT] = { "text", pln_text_write, true },
  [PLN_FORMAT_JSON] = { "json", json_write },
  [PLN_FORMAT_ICS] = { "ics", pln_publish_write },
  [PLN_FORMAT_MARKDOWN] = { "markdown", pln_markdown_write, true },
  [PLN_FORMAT_HTML] = { "html", pln_html_write, true },
  [PLN_FORMAT_CSV] = { "csv", pln_csv_write, true },
};

int
pln_format_from_name (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].name, name) == 0)
      return (int) i;
  return -1;
}

const char *
pln_format_name (PlnFormat format)
{
  return formats[format].name;
}

static int
index_of (const char *const *names, gsize n, const char *name)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (names[i], name) == 0)
      return (int) i;
  return -1;
}

int
pln_audience_from_name (const char *name)
{
  static const char *const names[] = { "public", "members", "chairs" };

  return index_of (names, G_N_ELEMENTS (names), name);
}

int
pln_method_from_name (const char *name)
{
  static const char *const names[] = { "", "publish", "request" };

  return name[0] ? index_of (names, G_N_ELEMENTS (names), name) : -1;
}

/* What the options let a writer see. Returns: (transfer full) */
static PlnAgenda *
view_for (const PlnAgenda *agenda, const PlnFormatOptions *options)
{
  g_autoptr (PlnAgenda) view = pln_agenda_view (agenda, options->audience);

  return options->person ? pln_agenda_view_of_person (view, options->person) : g_steal_pointer (&view);
}

/* The view is a copy: its times are shown in the zone that it says it has. */
static bool
show_in_zone (PlnAgenda *view, const char *name, GError **error)
{
  PlnZone *zone = pln_zone_new (name);

  if (!zone) {
    g_set_error (error, PLN_FORMAT_ERROR, PLN_FORMAT_ERROR_ZONE, "unknown time zone %s", name);
    return false;
  }
  pln_zone_unref (view->zone);
  view->zone = zone;
  return true;
}

GBytes *
pln_agenda_format (const PlnAgenda *agenda, PlnFormat format, const PlnFormatOptions *options, GError **error)
{
  g_autoptr (PlnAgenda) view = NULL;
  g_autoptr (PlnAgenda) previous = NULL;
  PlnFormatOptions narrowed;
  GString *out;

  g_return_val_if_fail (agenda && options && (gsize) format < G_N_ELEMENTS (formats), NULL);
  view = view_for (agenda, options);
  previous = options->previous ? view_for (options->previous, options) : NULL;
  if (options->timezone && formats[format].shows_times && !show_in_zone (view, options->timezone, error))
    return NULL;
  narrowed = *options;
  narrowed.previous = previous;
  out = formats[format].write (view, &narrowed, error);
  return out ? g_string_free_to_bytes (out) : NULL;
}

PlnMessages *
pln_agenda_messages (const PlnAgenda *agenda, const PlnFormatOptions *options, GError **error)
{
  g_autoptr (PlnAgenda) view = NULL;
  g_autoptr (PlnAgenda) previous = NULL;
  PlnFormatOptions narrowed;

  g_return_val_if_fail (agenda && options, NULL);
  view = view_for (agenda, options);
  previous = options->previous ? view_for (options->previous, options) : NULL;
  narrowed = *options;
  narrowed.previous = previous;
  return pln_publish_messages (view, &narrowed, error);
}
