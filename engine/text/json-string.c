/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/json.h"

void
pln_json_append_string (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  for (const char *at = valid; *at; at++)
    if (*at == '"' || *at == '\\')
      g_string_append_printf (out, "\\%c", *at);
    else if ((unsigned char) *at < 0x20 || *at == 0x7F)
      g_string_append_printf (out, "\\u%04x", (unsigned) (unsigned char) *at);
    else
      g_string_append_c (out, *at);
  g_string_append_c (out, '"');
}

void
pln_json_mend (GString *written)
{
  g_string_replace (written, "\x1F", "\\u001f", 0);
}
