/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/json.h"

#include <string.h>

/* The letter behind the backslash, or 0 where there is no short form. */
static char
short_escape (char c)
{
  static const char plain[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
  const char *at = strchr (plain, c);

  return at ? letters[at - plain] : 0;
}

static bool
needs_escape (char c)
{
  return c == '"' || c == '\\' || (unsigned char) c < 0x20 || c == 0x7F;
}

static void
append_escaped (GString *out, char c)
{
  char letter = short_escape (c);

  if (letter)
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, letter);
    }
  else
    g_string_append_printf (out, "\\u%04x", (unsigned) (unsigned char) c);
}

/* How many bytes from there on are ASCII that stands for itself: most texts are nothing else. */
static gsize
length_of_plain (const char *text)
{
  gsize length = 0;

  while (!needs_escape (text[length]) && (unsigned char) text[length] < 0x80)
    length++;
  return length;
}

void
pln_json_append_string (GString *out, const char *text)
{
  gsize plain = length_of_plain (text);
  g_autofree char *mended = text[plain] == '\0' || g_utf8_validate (text + plain, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);
  const char *from = mended ? mended : text, *at = from + plain;

  g_string_append_c (out, '"');
  for (; *at; at++)
    if (needs_escape (*at))
      {
        g_string_append_len (out, from, at - from);
        append_escaped (out, *at);
        from = at + 1;
      }
  g_string_append_len (out, from, at - from);
  g_string_append_c (out, '"');
}

void
pln_json_mend (GString *written)
{
  g_string_replace (written, "\x1F", "\\u001f", 0);
}
