/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* An earlier calendar of any bytes, over which an agenda is published: what of it is told as cancelled must read back as
 * it was meant. */

#include "ical/readback.h"
#include "model/agenda.h"
#include "plenary.h"

#include <string.h>

static const char source[] =
  "{\"plenary\": 1, \"kind\": \"agenda\", \"id\": \"m\", \"title\": \"T\", \"timezone\": \"Europe/Berlin\", \"status\": \"optimal\","
  " \"stamp\": \"2030-01-01T00:00:00Z\", \"score\": {\"cost\": 0, \"bound\": 0}, \"unplaced\": [], \"days\": [{\"date\": \"2030-05-06\", \"blocks\": ["
  " {\"start\": \"2030-05-06T09:00:00+02:00\", \"end\": \"2030-05-06T10:00:00+02:00\", \"room\": \"main\", \"items\": ["
  " {\"id\": \"i\", \"topic\": \"i\", \"uid\": \"u\", \"title\": \"I\", \"start\": \"2030-05-06T09:00:00+02:00\", \"end\": \"2030-05-06T10:00:00+02:00\","
  "  \"room\": \"main\"}]}]}], \"actions\": [{\"id\": \"q\", \"text\": \"Do it\"}]}";

static PlnAgenda *
read_agenda (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (source, strlen (source));
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();

  return pln_agenda_read ("m.json", bytes, diagnostics);
}

/* An odd number of bytes is a file of to-dos, published as a file; an even one of items, whose messages are made. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static PlnAgenda *agenda;
  g_autoptr (GBytes) earlier = g_bytes_new (data, size), file = NULL;
  PlnFormatOptions options = { .audience = PLN_AUDIENCE_CHAIRS, .actions = size % 2, .previous_ics = earlier };
  g_autoptr (GError) error = NULL;
  g_autoptr (PlnMessages) messages = NULL;

  agenda = agenda ? agenda : read_agenda ();
  options.method = options.actions ? PLN_METHOD_PUBLISH : PLN_METHOD_REQUEST;
  if (options.actions)
    file = pln_agenda_format (agenda, PLN_FORMAT_ICS, &options, &error);
  else
    messages = pln_agenda_messages (agenda, &options, &error);
  g_assert_false (g_error_matches (error, PLN_READBACK_ERROR, PLN_READBACK_ERROR_DIFFERS));
  return 0;
}
