/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/markup.h"
#include "text/uri.h"
#include "text/width.h"

#include <string.h>

static void
append_line (GString *out, const char *line)
{
  g_autoptr (GString) safe = g_string_new (NULL);

  pln_text_append_safe (safe, line, true);
  for (const char *p = safe->str; *p; p++)
    switch (*p) {
    case '&':
      g_string_append (out, "&amp;");
      break;
    case '<':
      g_string_append (out, "&lt;");
      break;
    case '>':
      g_string_append (out, "&gt;");
      break;
    case '"':
      g_string_append (out, "&quot;");
      break;
    case '\'':
      g_string_append (out, "&#39;");
      break;
    default:
      g_string_append_c (out, *p);
    }
}

void
pln_markup_append (GString *out, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (int i = 0; lines[i]; i++) {
    if (i > 0)
      g_string_append_c (out, '\n');
    append_line (out, lines[i]);
  }
}

void
pln_markup_append_attribute (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  pln_markup_append (out, value);
  g_string_append_c (out, '"');
}

void
pln_markup_append_element (GString *out, const char *name, const char *class, const char *text)
{
  if (!text || !text[0])
    return;
  g_string_append_printf (out, "<%s", name);
  if (class)
    pln_markup_append_attribute (out, "class", class);
  g_string_append_c (out, '>');
  pln_markup_append (out, text);
  g_string_append_printf (out, "</%s>", name);
}

void
pln_markup_append_link (GString *out, const char *title, const char *uri)
{
  bool has_title = title && title[0];

  if (!pln_uri_is_link (uri)) {
    pln_markup_append (out, has_title ? title : "");
    g_string_append (out, has_title ? " " : "");
    pln_markup_append (out, uri);
    return;
  }
  g_string_append (out, "<a");
  pln_markup_append_attribute (out, "href", uri);
  g_string_append (out, " rel=\"noopener noreferrer\">");
  pln_markup_append (out, has_title ? title : uri);
  g_string_append (out, "</a>");
}

char *
pln_markup_hash (const char *text, gsize length)
{
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize n = sizeof digest;
  g_autofree char *base64 = NULL;

  g_checksum_update (hash, (const guchar *) text, (gssize) length);
  g_checksum_get_digest (hash, digest, &n);
  base64 = g_base64_encode (digest, n);
  return g_strconcat ("sha256-", base64, NULL);
}
