/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/json-writer.h"

#include "text/json.h"

static void
open_line (PlnJsonWriter *writer)
{
  static const char indented[] = "\n                ";
  int levels = MIN (writer->depth, (int) (sizeof indented - 2) / 2);

  g_string_append_len (writer->text, indented, 1 + 2 * levels);
  for (; levels < writer->depth; levels++)
    g_string_append_len (writer->text, "  ", 2);
}

/* A comma and a line of its own, for all but the value of a key and the root. */
static void
place (PlnJsonWriter *writer)
{
  if (!writer->keyed && writer->depth > 0)
    {
      if (writer->any)
        g_string_append_c (writer->text, ',');
      open_line (writer);
    }
  writer->keyed = false;
  writer->any = true;
}

void
pln_json_write_begin (PlnJsonWriter *writer, char bracket)
{
  place (writer);
  g_string_append_c (writer->text, bracket);
  writer->depth++;
  writer->any = false;
}

void
pln_json_write_end (PlnJsonWriter *writer, char bracket)
{
  writer->depth--;
  if (writer->any)
    open_line (writer);
  g_string_append_c (writer->text, bracket);
  writer->any = true;
}

void
pln_json_write_key (PlnJsonWriter *writer, const char *key)
{
  place (writer);
  pln_json_append_string (writer->text, key);
  g_string_append_len (writer->text, " : ", 3);
  writer->keyed = true;
}

void
pln_json_write_string (PlnJsonWriter *writer, const char *value)
{
  place (writer);
  pln_json_append_string (writer->text, value);
}

void
pln_json_write_integer (PlnJsonWriter *writer, int64_t value)
{
  char digits[24];

  place (writer);
  g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, value);
  g_string_append (writer->text, digits);
}

void
pln_json_write_word (PlnJsonWriter *writer, const char *word)
{
  place (writer);
  g_string_append (writer->text, word);
}
