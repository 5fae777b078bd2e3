/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The face of the library: what plenary.h promises and no single room can keep, because it brings
 * rooms together that do not know each other. The only source that may include from all of them. */

#include "plenary.h"
#include "format/format.h"
#include "ical/publish.h"
#include "model/agenda.h"
#include "model/audience.h"

#include <string.h>

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
} formats[] = {
  [PLN_FORMAT_TEXT] = { "text", pln_text_write },
  [PLN_FORMAT_JSON] = { "json", json_write },
  [PLN_FORMAT_ICS] = { "ics", pln_publish_write },
  [PLN_FORMAT_MARKDOWN] = { "markdown", pln_markdown_write },
  [PLN_FORMAT_HTML] = { "html", pln_html_write },
  [PLN_FORMAT_CSV] = { "csv", pln_csv_write },
};

int
pln_format_from_name (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].name, name) == 0)
      return (int) i;
  return -1;
}

const char *
pln_format_name (PlnFormat format)
{
  return formats[format].name;
}

int
pln_audience_from_name (const char *name)
{
  static const char *const names[] = { "public", "members", "chairs" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      return (int) i;
  return -1;
}

/* What the options let a writer see. Returns: (transfer full) */
static PlnAgenda *
view_for (const PlnAgenda *agenda, const PlnFormatOptions *options)
{
  g_autoptr (PlnAgenda) view = pln_agenda_view (agenda, options->audience);

  return options->person ? pln_agenda_view_of_person (view, options->person) : g_steal_pointer (&view);
}

GBytes *
pln_agenda_format (const PlnAgenda *agenda, PlnFormat format, const PlnFormatOptions *options, GError **error)
{
  g_autoptr (PlnAgenda) view = NULL;
  g_autoptr (PlnAgenda) previous = NULL;
  PlnFormatOptions narrowed;
  GString *out;

  g_return_val_if_fail (agenda && options && (gsize) format < G_N_ELEMENTS (formats) && formats[format].write, NULL);
  view = view_for (agenda, options);
  previous = options->previous ? view_for (options->previous, options) : NULL;
  narrowed = *options;
  narrowed.previous = previous;
  out = formats[format].write (view, &narrowed, error);
  return out ? g_string_free_to_bytes (out) : NULL;
}
