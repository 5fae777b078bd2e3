/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/mend.h"

#include "model/moment.h"
#include "model/request-keys.h"

#include <string.h>

/* Longer texts are no slips of what is at most some twenty letters. */
#define LONGEST 30

/* A number of @most digits or fewer, and on past it. */
static bool
take_number (const char **at, int most, int *value)
{
  int digits = 0;

  for (*value = 0; digits < most && g_ascii_isdigit (**at); digits++, (*at)++)
    *value = 10 * *value + (**at - '0');
  return digits > 0;
}

static bool
take_any (const char **at, const char *of)
{
  if (!**at || !strchr (of, **at))
    return false;
  (*at)++;
  return true;
}

/* "am" and "pm" of a clock of 12 hours. */
static bool
take_half (const char **at, int *hour)
{
  bool afternoon;

  while (**at == ' ')
    (*at)++;
  if (!**at)
    return true;
  afternoon = g_ascii_strcasecmp (*at, "pm") == 0;
  if ((!afternoon && g_ascii_strcasecmp (*at, "am") != 0) || *hour < 1 || *hour > 12)
    return false;
  *hour = *hour % 12 + (afternoon ? 12 : 0);
  *at += 2;
  return true;
}

char *
pln_mend_clock (const char *text)
{
  const char *at = text;
  int hour, minute = 0, ignored;
  g_autofree char *mended = NULL;

  if (strlen (text) > LONGEST)
    return NULL;
  if (!take_number (&at, 2, &hour))
    return NULL;
  take_any (&at, ":.h");
  if (g_ascii_isdigit (*at) && (!take_number (&at, 2, &minute)))
    return NULL;
  /* Seconds that say nothing. */
  if (g_str_has_prefix (at, ":00"))
    at += 3;
  if (!take_half (&at, &hour) || *at)
    return NULL;
  mended = g_strdup_printf ("%02d:%02d", hour, minute);
  return pln_clock_parse (mended, &ignored) ? g_steal_pointer (&mended) : NULL;
}

char *
pln_mend_date (const char *text)
{
  const char *at = text;
  int year, month, day, ignored;
  g_autofree char *mended = NULL;

  if (strlen (text) > LONGEST || !take_number (&at, 4, &year) || !take_any (&at, "-/.") || !take_number (&at, 2, &month)
      || !take_any (&at, "-/.") || !take_number (&at, 2, &day) || *at)
    return NULL;
  mended = g_strdup_printf ("%04d-%02d-%02d", year, month, day);
  return pln_date_parse (mended, &ignored) ? g_steal_pointer (&mended) : NULL;
}

/* A date, then a clock; an offset, if there is one, has to be right. */
char *
pln_mend_date_time (const char *text)
{
  gsize length = strlen (text), date_length = strcspn (text, "T t"), clock_length;
  const char *clock = text + date_length + strspn (text + date_length, "T t");
  g_autofree char *date_text = g_strndup (text, date_length);
  g_autofree char *clock_text = NULL;
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;
  g_autofree char *mended = NULL;

  if (length > LONGEST || !*clock)
    return NULL;
  clock_length = strcspn (clock, "Z+-");
  clock_text = g_strndup (clock, clock_length);
  date = pln_mend_date (date_text);
  time = pln_mend_clock (clock_text);
  if (!date || !time)
    return NULL;
  mended = g_strconcat (date, "T", time, clock + clock_length, NULL);
  return pln_date_time_is_valid (mended) ? g_steal_pointer (&mended) : NULL;
}

char *
pln_mend_id (const char *text)
{
  g_autofree char *ascii = NULL;
  GString *id = g_string_new (NULL);

  if (strlen (text) <= 2 * LONGEST)
    ascii = g_str_to_ascii (text, "C");
  for (const char *at = ascii; at && *at; at++)
    if (g_ascii_isalnum (*at) || (id->len > 0 && strchr ("._", *at)))
      g_string_append_c (id, g_ascii_tolower (*at));
    else if (id->len > 0 && *at != '\'' && id->str[id->len - 1] != '-')
      g_string_append_c (id, '-');
  if (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
  if (pln_id_is_valid (id->str))
    return g_string_free (id, FALSE);
  g_string_free (id, TRUE);
  return NULL;
}
