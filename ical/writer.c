/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/writer.h"

#include "text/width.h"

#include <string.h>

#define FOLD_OCTETS 75 /* without the line end; a continued line counts its leading space */

static void
line_free (gpointer data)
{
  PlnContentLine *line = data;

  g_free (line->name);
  g_free (line->params);
  g_free (line->value);
  g_free (line->meant);
  g_free (line);
}

GPtrArray *
pln_content_new (void)
{
  return g_ptr_array_new_with_free_func (line_free);
}

static void
add_line (GPtrArray *lines, const char *name, const char *params, char *value, char *meant)
{
  PlnContentLine *line = g_new (PlnContentLine, 1);

  *line = (PlnContentLine){ g_strdup (name), g_strdup (params), value, meant };
  g_ptr_array_add (lines, line);
}

void
pln_content_begin (GPtrArray *lines, const char *component)
{
  add_line (lines, "BEGIN", "", g_strdup (component), NULL);
}

void
pln_content_end (GPtrArray *lines, const char *component)
{
  add_line (lines, "END", "", g_strdup (component), NULL);
}

void
pln_content_add (GPtrArray *lines, const char *name, const char *params, const char *value)
{
  g_return_if_fail (!strpbrk (value, "\r\n"));
  add_line (lines, name, params, g_strdup (value), NULL);
}

void
pln_content_add_copy (GPtrArray *lines, const PlnContentLine *line, const char *value)
{
  add_line (lines, line->name, line->params, g_strdup (value), g_strdup (line->meant));
}

/* -- Text ---------------------------------------------------------------------------------------- */

static bool
ends_line (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Readers differ in which characters end a line for them, so every one that might becomes LF. */
char *
pln_content_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '\r' && p[1] == '\n')
      continue;
    if (ends_line (c))
      g_string_append_c (out, '\n');
    else if (c == '\t')
      g_string_append_c (out, '\t');
    else if (!(c < 0x20 || (c >= 0x7f && c < 0xa0)))
      pln_text_append_character (out, c, true);
  }
  return g_string_free (out, FALSE);
}

char *
pln_content_clean_line (const char *text)
{
  g_autofree char *clean = pln_content_clean (text);
  GString *out = g_string_new (NULL);
  bool pending = false;

  for (const char *p = clean; *p; p++) {
    if (g_ascii_isspace (*p)) {
      pending = out->len > 0;
      continue;
    }
    if (pending)
      g_string_append_c (out, ' ');
    pending = false;
    g_string_append_c (out, *p);
  }
  return g_string_free (out, FALSE);
}

static void
append_escaped (GString *out, const char *text)
{
  for (const char *p = text; *p; p++) {
    if (*p == '\n') {
      g_string_append (out, "\\n");
      continue;
    }
    if (strchr ("\\;,", *p))
      g_string_append_c (out, '\\');
    g_string_append_c (out, *p);
  }
}

void
pln_content_add_text (GPtrArray *lines, const char *name, const char *params, const char *text)
{
  g_autofree char *clean = text ? pln_content_clean (text) : g_strdup ("");
  GString *value;

  g_strstrip (clean); /* readers drop blanks around a text */
  if (!clean[0])
    return;
  value = g_string_new (NULL);
  append_escaped (value, clean);
  add_line (lines, name, params, g_string_free (value, FALSE), g_steal_pointer (&clean));
}

void
pln_content_add_texts (GPtrArray *lines, const char *name, char **texts)
{
  g_autoptr (GString) value = g_string_new (NULL);
  g_autoptr (GString) meant = g_string_new (NULL);

  for (int i = 0; texts && texts[i]; i++) {
    g_autofree char *clean = pln_content_clean_line (texts[i]);

    if (!clean[0])
      continue;
    g_string_append (value, value->len > 0 ? "," : "");
    append_escaped (value, clean);
    g_string_append_printf (meant, "%s%s", meant->len > 0 ? "," : "", clean);
  }
  if (value->len > 0)
    add_line (lines, name, "", g_strdup (value->str), g_strdup (meant->str));
}

/* -- Parameters --------------------------------------------------------------------------------- */

void
pln_content_add_param (GString *params, const char *name, const char *value)
{
  g_autofree char *clean = pln_content_clean (value);
  bool quote = strpbrk (clean, ":;,") != NULL;

  /* To libical it quotes the mark that ends the value. */
  g_strdelimit (clean, "\\", '/');
  g_string_append_printf (params, ";%s=%s", name, quote ? "\"" : "");
  for (const char *p = clean; *p; p++)
    if (*p == '"')
      g_string_append (params, "^'");
    else if (*p == '^')
      g_string_append (params, "^^");
    else if (*p == '\n')
      g_string_append (params, "^n");
    else
      g_string_append_c (params, *p);
  if (quote)
    g_string_append_c (params, '"');
}

/* -- Lines --------------------------------------------------------------------------------------- */

char *
pln_content_line_format (const PlnContentLine *line)
{
  return g_strconcat (line->name, line->params, ":", line->value, NULL);
}

/* The octets of the next physical line: as many whole characters as fit, at least one. */
static size_t
fold_length (const char *text, size_t limit)
{
  size_t length = 0;

  while (text[length]) {
    size_t next = (size_t) (g_utf8_next_char (text + length) - text);

    if (next > limit && length > 0)
      break;
    length = next;
  }
  return length;
}

void
pln_content_write (GString *out, const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    g_autofree char *line = pln_content_line_format (lines->pdata[i]);
    const char *rest = line;
    size_t limit = FOLD_OCTETS;

    do {
      size_t length = fold_length (rest, limit);

      if (rest != line)
        g_string_append_c (out, ' ');
      g_string_append_len (out, rest, (gssize) length);
      g_string_append (out, "\r\n");
      rest += length;
      limit = FOLD_OCTETS - 1;
    } while (*rest);
  }
}
