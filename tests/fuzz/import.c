/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Any bytes, the first of them choosing the notation, imported into a meeting: what comes out is a
 * request that the reader of requests takes. */

#include "plenary.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char base[] =
  "{\"plenary\": 1, \"title\": \"t\", \"timezone\": \"America/Los_Angeles\", \"days\": [{\"date\": \"2022-10-18\", \"start\": \"09:00\", \"end\": \"17:00\"}, "
  "{\"date\": \"2022-10-19\", \"start\": \"09:00\", \"end\": \"12:00\"}], \"people\": [{\"id\": \"ann\", \"name\": \"Ann Lee\"}, {\"id\": \"bob\", \"name\": \"Bob Stone\"}]}";

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) meeting_bytes = g_bytes_new_static (base, sizeof base - 1);
  g_autoptr (GBytes) bytes = size > 0 ? g_bytes_new (data + 1, size - 1) : NULL, request = NULL;
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new (), again = pln_diagnostics_new ();
  g_autoptr (PlnMeeting) meeting = NULL;
  g_autofree char *report = NULL;
  PlnImportOptions options = { .base = meeting_bytes, .base_name = "base" };
  PlnImportFile file = { "page", bytes };

  if (!bytes)
    return 0;
  options.notation = (PlnNotation) (PLN_NOTATION_MARKDOWN + data[0] % 5);
  request = pln_import (&file, 1, &options, diagnostics, &report);
  if (!request)
    return 0;
  meeting = pln_meeting_read ("request", request, NULL, NULL, again);
  if (!meeting)
    {
      g_autofree char *errors = pln_diagnostics_format (again, false, false);

      g_error ("%s", errors);
    }
  return 0;
}
