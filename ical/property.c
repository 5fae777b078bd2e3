/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/property.h"

#include <string.h>

static const char *const names[] = {
#define NAME_TEXT(identifier, name) name,
  PLN_ICS_NAMES (NAME_TEXT)
#undef NAME_TEXT
};

const char *
pln_ics_name_text (PlnIcsName name)
{
  return names[name];
}

int
pln_ics_name_find (const char *text, size_t length)
{
  char first = g_ascii_toupper (text[0]);

  for (int name = 0; name < PLN_ICS_N_NAMES; name++)
    if (names[name][0] == first && strlen (names[name]) == length && g_ascii_strncasecmp (names[name], text, length) == 0)
      return name;
  return -1;
}

/* Where a parameter is kept. */
static const char **
parameter_slot (PlnIcsProperty *property, const char *name, size_t length)
{
  static const struct
  {
    const char *name;
    size_t offset;
  } slots[] = {
    { "TZID", offsetof (PlnIcsProperty, tzid) },   { "VALUE", offsetof (PlnIcsProperty, type) },
    { "RANGE", offsetof (PlnIcsProperty, extra) }, { "FBTYPE", offsetof (PlnIcsProperty, extra) },
    { "PARTSTAT", offsetof (PlnIcsProperty, extra) }, { "CN", offsetof (PlnIcsProperty, cn) },
  };

  for (size_t k = 0; k < G_N_ELEMENTS (slots); k++)
    if (strlen (slots[k].name) == length && g_ascii_strncasecmp (slots[k].name, name, length) == 0)
      return (const char **) ((char *) property + slots[k].offset);
  return NULL;
}

/* The end of a parameter's values at @at: the next ';' or ':' outside quotes, or NULL. */
static char *
parameter_end (char *at)
{
  bool is_quoted = false;

  for (; *at != '\0'; at++)
    if (*at == '"')
      is_quoted = !is_quoted;
    else if (!is_quoted && (*at == ';' || *at == ':'))
      return at;
  return NULL;
}

/* Ends a parameter's value at @end and stores it, without quotes, where it is kept; the first of two counts. */
static void
keep_parameter (const char **slot, char *value, char *end)
{
  if (slot == NULL || *slot != NULL)
    return;
  *end = '\0';
  if (*value == '"' && end - value >= 2 && end[-1] == '"')
    {
      end[-1] = '\0';
      value++;
    }
  *slot = value;
}

bool
pln_ics_parameters_read (char *at, PlnIcsProperty *property)
{
  char mark = *at;

  while (mark == ';')
    {
      char *name = at + 1;
      size_t length = strcspn (name, "=;:\"");
      char *value = name + length + 1, *end;

      if (name[length] != '=' || (end = parameter_end (value)) == NULL)
        return false;
      mark = *end;
      keep_parameter (parameter_slot (property, name, length), value, end);
      at = end;
    }
  property->value = at + 1;
  return true;
}

char *
pln_ics_text (const char *value)
{
  GString *text = g_string_new (NULL);
  const char *cut;

  for (; *value != '\0' && text->len < 1000; value++)
    if (*value != '\\' || value[1] == '\0')
      g_string_append_c (text, *value);
    else if (*++value == 'n' || *value == 'N')
      g_string_append_c (text, '\n');
    else
      g_string_append_c (text, *value);
  if (!g_utf8_validate (text->str, (gssize) text->len, &cut))
    g_string_truncate (text, (gsize) (cut - text->str));
  return g_string_free (text, FALSE);
}
