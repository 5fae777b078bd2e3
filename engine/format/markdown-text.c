/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/markdown-text.h"
#include "text/uri.h"
#include "text/width.h"

#include <string.h>

/* Does the character at @p begin a block where it stands at the start of one: a list ("- ", "1. "),
 * a heading, a rule? */
static bool
begins_block (const char *text, const char *p)
{
  if (p == text)
    return strchr ("-+=:#", *p) != NULL;
  return (*p == '.' || *p == ')') && strspn (text, "0123456789") == (size_t) (p - text);
}

/* Would a bare address become a link by it? Of mail addresses nothing keeps GitHub from that. */
static bool
begins_link (const char *text, const char *p)
{
  return (*p == ':' && p[1] == '/') || (*p == '.' && p - text >= 3 && g_ascii_strncasecmp (p - 3, "www", 3) == 0);
}

void
pln_markdown_append_text (GString *out, const char *text)
{
  g_autoptr (GString) safe = g_string_new (NULL);

  pln_text_append_safe (safe, text, true);
  g_strstrip (safe->str);
  for (const char *p = safe->str; *p; p++) {
    if (strchr ("\\`*_[]<>|~&$", *p) || begins_block (safe->str, p) || begins_link (safe->str, p))
      g_string_append_c (out, '\\');
    g_string_append_c (out, *p);
  }
}

void
pln_markdown_append_link (GString *out, const char *title, const char *uri)
{
  if (!pln_uri_is_link (uri)) {
    pln_markdown_append_text (out, title ? title : "");
    g_string_append (out, title ? " " : "");
    pln_markdown_append_text (out, uri);
    return;
  }
  g_string_append_c (out, '[');
  pln_markdown_append_text (out, title && title[0] ? title : uri);
  g_string_append_printf (out, "](<%s>)", uri);
}
