/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/width.h"

int
pln_character_width (gunichar c)
{
  if (c >= 0x20 && c < 0x7F)
    return 1;
  if (c < 0xA0 || g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

int
pln_text_width (const char *text)
{
  int columns = 0;

  while (*text)
    if (*text >= 0x20 && *text < 0x7F)
      {
        columns++;
        text++;
      }
    else
      {
        columns += pln_character_width (g_utf8_get_char (text));
        text = g_utf8_next_char (text);
      }
  return columns;
}

static void
append_spaces (GString *out, int n)
{
  static const char spaces[] = "                                ";
  int most = sizeof spaces - 1;

  for (; n > 0; n -= most)
    g_string_append_len (out, spaces, MIN (n, most));
}

/* Appends what of @text fits into @columns, combining marks of its last character included.
 * Returns: the columns taken */
static int
append_fitting (GString *out, const char *text, int columns)
{
  const char *at = text;
  int taken = 0;

  while (*at)
    {
      int width = pln_character_width (g_utf8_get_char (at));

      if (taken + width > columns)
        break;
      taken += width;
      at = g_utf8_next_char (at);
    }
  g_string_append_len (out, text, at - text);
  return taken;
}

void
pln_text_append_column (GString *out, const char *text, int columns, bool unicode)
{
  const char *ellipsis = unicode ? "…" : "...";
  int room = columns - (unicode ? 1 : 3), taken;

  taken = pln_text_width (text);
  if (taken <= columns)
    g_string_append (out, text);
  else if (room < 0)
    taken = append_fitting (out, ellipsis, columns);
  else
    {
      taken = append_fitting (out, text, room);
      g_string_append (out, ellipsis);
      taken += columns - room;
    }
  append_spaces (out, columns - taken);
}

static bool
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool
is_bidi_control (gunichar c)
{
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static void
append_plain (GString *out, gunichar c, bool unicode)
{
  char utf8[7];

  if (unicode || c < 0x80)
    {
      g_string_append_unichar (out, c);
      return;
    }
  utf8[g_unichar_to_utf8 (c, utf8)] = '\0';
  if (!g_unichar_iszerowidth (c))
    {
      g_autofree char *ascii = g_str_to_ascii (utf8, "C");

      g_string_append (out, ascii);
    }
}

void
pln_text_append_character (GString *out, gunichar c, bool unicode)
{
  if (c < 0x20 || (c >= 0x7F && c < 0xA0) || is_bidi_control (c))
    g_string_append_printf (out, "\\u{%X}", c);
  else
    append_plain (out, c, unicode);
}

void
pln_text_append_safe (GString *out, const char *text, bool unicode)
{
  const char *end = text;
  bool after_line_end = false;

  while (*end)
    {
      const char *run = end;
      gunichar c;
      bool valid;

      while (*end >= 0x20 && *end < 0x7F)
        end++;
      g_string_append_len (out, run, end - run);
      after_line_end = after_line_end && end == run;
      if (!*end)
        return;
      c = g_utf8_get_char_validated (end, -1);
      valid = c != (gunichar) -1 && c != (gunichar) -2;
      if (!valid)
        append_plain (out, 0xFFFD, unicode);
      else if (!is_line_end (c))
        pln_text_append_character (out, c == '\t' ? ' ' : c, unicode);
      else if (!after_line_end)
        g_string_append_c (out, ' ');
      after_line_end = valid && is_line_end (c);
      end = valid ? g_utf8_next_char (end) : end + 1;
    }
}
