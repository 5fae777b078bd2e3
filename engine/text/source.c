/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/source.h"

#include <string.h>

PlnSource *
pln_source_new (const char *name, GBytes *bytes)
{
  PlnSource *source = g_new0 (PlnSource, 1);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  g_atomic_ref_count_init (&source->refs);
  source->name = g_strdup (name);
  source->text = g_malloc (length + 1);
  if (length > 0)
    memcpy (source->text, data, length);
  source->text[length] = '\0';
  source->length = length;
  return source;
}

PlnSource *
pln_source_ref (PlnSource *source)
{
  g_atomic_ref_count_inc (&source->refs);
  return source;
}

void
pln_source_unref (PlnSource *source)
{
  if (!source || !g_atomic_ref_count_dec (&source->refs))
    return;
  g_free (source->name);
  g_free (source->text);
  g_clear_pointer (&source->line_starts, g_array_unref);
  g_free (source);
}

static void
find_lines (PlnSource *source)
{
  const char *end = source->text + source->length, *at = source->text;
  size_t start = 0;

  if (source->line_starts)
    return;
  source->line_starts = g_array_new (FALSE, FALSE, sizeof start);
  g_array_append_val (source->line_starts, start);
  while ((at = memchr (at, '\n', (size_t) (end - at))))
    {
      at++;
      start = (size_t) (at - source->text);
      g_array_append_val (source->line_starts, start);
    }
}

static size_t
line_start (const PlnSource *source, guint index)
{
  return g_array_index (source->line_starts, size_t, index);
}

void
pln_source_locate (PlnSource *source, size_t offset, int *line, int *column)
{
  guint low = 0, high;
  int characters = 0;

  find_lines (source);
  offset = MIN (offset, source->length);
  high = source->line_starts->len;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (line_start (source, middle) <= offset)
        low = middle;
      else
        high = middle;
    }
  for (size_t at = line_start (source, low); at < offset; at++)
    characters += ((unsigned char) source->text[at] & 0xC0) != 0x80;
  *line = (int) low + 1;
  *column = characters + 1;
}

const char *
pln_source_line (PlnSource *source, int line, size_t *length)
{
  size_t start, end;

  find_lines (source);
  line = CLAMP (line, 1, (int) source->line_starts->len);
  start = line_start (source, (guint) line - 1);
  end = (guint) line < source->line_starts->len ? line_start (source, (guint) line) - 1 : source->length;
  if (end > start && source->text[end - 1] == '\r')
    end--;
  *length = end - start;
  return source->text + start;
}
