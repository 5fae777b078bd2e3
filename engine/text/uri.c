/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/uri.h"

#include <glib.h>
#include <string.h>

bool
pln_uri_is_link (const char *text)
{
  static const char *const schemes[] = { "http://", "https://", "mailto:" };
  bool known = false;

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    known |= g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0 && text[strlen (schemes[i])];
  for (const char *p = text; known && *p; p++)
    if (!g_ascii_isgraph (*p) || strchr ("\"<>\\^`{|}", *p))
      return false;
  return known;
}
