/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/table.h"
#include "text/width.h"

#include <string.h>

/* The bytes of @text that fit in @columns columns, at least one character. */
static size_t
fitting (const char *text, int columns)
{
  const char *end = text;

  while (*end) {
    const char *next = g_utf8_next_char (end);
    g_autofree char *head = g_strndup (text, (gsize) (next - text));

    if (end > text && pln_text_width (head) > columns)
      break;
    end = next;
  }
  return (size_t) (end - text);
}

static void
add_word (GPtrArray *lines, GString *line, const char *word, int columns)
{
  int used = pln_text_width (line->str);
  int wide = pln_text_width (word);

  if (used > 0 && used + 1 + wide > columns) {
    g_ptr_array_add (lines, g_strdup (line->str));
    g_string_truncate (line, 0);
    used = 0;
  }
  while (used == 0 && pln_text_width (word) > columns) {
    size_t length = fitting (word, columns);

    g_ptr_array_add (lines, g_strndup (word, length));
    word += length;
  }
  if (used > 0)
    g_string_append_c (line, ' ');
  g_string_append (line, word);
}

GPtrArray *
pln_table_wrap (const char *text, int columns)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) line = g_string_new (NULL);
  g_auto (GStrv) words = NULL;

  if (pln_text_width (text) <= columns) {
    g_ptr_array_add (lines, g_strdup (text));
    return lines;
  }
  words = g_strsplit (text, " ", -1);
  for (int i = 0; words[i]; i++)
    if (words[i][0])
      add_word (lines, line, words[i], MAX (columns, 1));
  if (line->len > 0 || lines->len == 0)
    g_ptr_array_add (lines, g_strdup (line->str));
  return lines;
}

char *
pln_table_safe (const char *text, bool unicode)
{
  GString *out = g_string_new (NULL);

  pln_text_append_safe (out, text ? text : "", unicode);
  return g_string_free (out, FALSE);
}

void
pln_table_append_styled (GString *out, const PlnFormatOptions *options, PlnStyle style, const char *text)
{
  static const char *const codes[] = {
    [PLN_STYLE_TITLE] = "1",   [PLN_STYLE_HEADING] = "1;36", [PLN_STYLE_BLOCK] = "36",
    [PLN_STYLE_FAINT] = "2",   [PLN_STYLE_GOOD] = "32",      [PLN_STYLE_WARNING] = "33",
  };

  if (options->colour && style != PLN_STYLE_PLAIN && text[0])
    g_string_append_printf (out, "\033[%sm%s\033[0m", codes[style], text);
  else
    g_string_append (out, text);
}

static void
append_spaces (GString *out, int n)
{
  for (int i = 0; i < n; i++)
    g_string_append_c (out, ' ');
}

void
pln_table_append_left (GString *out, const char *text, int columns)
{
  g_string_append (out, text);
  append_spaces (out, columns - pln_text_width (text));
}

void
pln_table_append_right (GString *out, const char *text, int columns)
{
  append_spaces (out, columns - pln_text_width (text));
  g_string_append (out, text);
}

void
pln_table_append_paragraph (GString *out, const char *text, int indent, int columns)
{
  g_autoptr (GPtrArray) lines = pln_table_wrap (text, MAX (columns - indent, 20));

  for (guint i = 0; i < lines->len; i++) {
    append_spaces (out, indent);
    g_string_append (out, lines->pdata[i]);
    g_string_append_c (out, '\n');
  }
}
