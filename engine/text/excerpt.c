/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/excerpt.h"

#include "text/width.h"

#include <string.h>

enum
{
  TAB_COLUMNS = 4,
  COLUMNS_BEFORE = 50, /* of a long line, before the place */
  COLUMNS_IN_ALL = 100,
};

/* One line of which only [from, to) is shown. */
typedef struct
{
  const char *line, *end; /* bytes of the line */
  const char *from, *to;
} Window;

/* Appends the character at @at as it is shown. Returns: the next one */
static const char *
append_shown (GString *out, const char *at, const char *end, bool unicode)
{
  gunichar c = g_utf8_get_char_validated (at, end - at);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      g_string_append (out, unicode ? "\xEF\xBF\xBD" : "?");
      return at + 1;
    }
  if (c == '\t')
    g_string_append (out, "    ");
  else
    pln_text_append_character (out, c, unicode);
  return g_utf8_next_char (at);
}

static int
shown_width (const char *at, const char *end, bool unicode, GString *scratch)
{
  g_string_truncate (scratch, 0);
  append_shown (scratch, at, end, unicode);
  return pln_text_width (scratch->str);
}

static const char *
previous_character (const char *at, const char *line)
{
  const char *before = at - 1;

  while (before > line && at - before < 4 && ((unsigned char) *before & 0xC0) == 0x80)
    before--;
  return before;
}

/* Chooses what to show so that the place, at least its beginning, can be seen. */
static Window
window_around (const char *line, size_t length, const char *place, bool unicode)
{
  Window w = { line, line + length, place, place };
  g_autoptr (GString) scratch = g_string_new (NULL);
  int columns = 0;

  while (w.from > line && columns < COLUMNS_BEFORE)
    {
      w.from = previous_character (w.from, line);
      columns += shown_width (w.from, w.end, unicode, scratch);
    }
  while (w.to < w.end && columns < COLUMNS_IN_ALL)
    {
      gunichar c = g_utf8_get_char_validated (w.to, w.end - w.to);

      columns += shown_width (w.to, w.end, unicode, scratch);
      w.to = c == (gunichar) -1 || c == (gunichar) -2 ? w.to + 1 : g_utf8_next_char (w.to);
    }
  return w;
}

/* Appends the shown line; says in which columns the place stands. */
static void
append_line (GString *out, const Window *w, const char *place, const char *place_end, bool unicode, int *column, int *width)
{
  const char *ellipsis = unicode ? "…" : "...";
  size_t begin = out->len, mark = begin, mark_end = begin;

  if (w->from > w->line)
    g_string_append (out, ellipsis);
  for (const char *at = w->from; at < w->to;)
    {
      if (at <= place)
        mark = mark_end = out->len;
      at = append_shown (out, at, w->to, unicode);
      if (at <= place_end)
        mark_end = out->len;
    }
  if (place >= w->to)
    mark = mark_end = out->len;
  if (w->to < w->end)
    g_string_append (out, ellipsis);

  g_autofree char *before = g_strndup (out->str + begin, mark - begin);
  g_autofree char *marked = g_strndup (out->str + mark, mark_end - mark);

  *column = pln_text_width (before);
  *width = MAX (pln_text_width (marked), 1);
}

void
pln_excerpt_append (GString *out, PlnSource *source, PlnPlace place, const char *hint, const PlnExcerptStyle *style)
{
  int line, column, width;
  size_t length;
  const char *text, *start, *end;
  Window w;

  pln_source_locate (source, place.start, &line, &column);
  text = pln_source_line (source, line, &length);
  if (length == 0 || memchr (text, '\0', length))
    return;
  start = CLAMP (source->text + place.start, text, text + length);
  end = CLAMP (source->text + place.end, start, text + length);
  w = window_around (text, length, start, style->unicode);
  g_string_append_printf (out, " %*d | ", style->gutter, line);
  append_line (out, &w, start, end, style->unicode, &column, &width);
  g_string_append_printf (out, "\n %*s | %*s%s", style->gutter, "", column, "", style->caret_on);
  for (int k = 0; k < width; k++)
    g_string_append_c (out, '^');
  if (hint)
    {
      g_string_append_c (out, ' ');
      pln_text_append_safe (out, hint, style->unicode);
    }
  g_string_append_printf (out, "%s\n", style->caret_off);
}
