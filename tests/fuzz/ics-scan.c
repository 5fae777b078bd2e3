/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Any bytes -> components: what comes out is whole, valid text, and within the limits. */

#include "ical/scan.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static int
check (const PlnIcsComponent *component, int depth)
{
  int n_properties = 0, n = 1;

  g_assert_cmpint (depth, <=, PLN_ICS_MAX_DEPTH);
  for (const PlnIcsProperty *property = component->first; property != NULL; property = property->next)
    {
      check_text (property->value);
      check_text (property->tzid);
      check_text (property->cn);
      g_assert_cmpint (property->line, >, 0);
      g_free (pln_ics_text (property->value));
      n_properties++;
    }
  g_assert_cmpint (n_properties, ==, component->n_properties);
  for (const PlnIcsComponent *child = component->child; child != NULL; child = child->next)
    n += check (child, depth + 1);
  return n;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (PlnIcsWarnings) warnings = pln_ics_warnings_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlnIcs) ics = pln_ics_scan ("a.ics", bytes, warnings, &error);

  g_assert_true ((ics == NULL) == (error != NULL));
  if (ics != NULL)
    check (pln_ics_root (ics), 0);
  return 0;
}
