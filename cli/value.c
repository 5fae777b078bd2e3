/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/value.h"

#include "cli/terminal.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LATEST_SECOND G_GINT64_CONSTANT (7289654399) /* the end of the year 2200, the last that a meeting can be in */

const char *const pln_format_choices[] = { "text", "json", "ics", "markdown", "html", "csv", NULL };
const char *const pln_audience_choices[] = { "public", "members", "chairs", NULL };

static bool
refuse (const PlnOption *option, const char *text, const char *help)
{
  pln_terminal_complain (PLN_CODE_BAD_VALUE, help, "\"%s\" is no value for --%s %s", text, option->name,
                         option->metavar);
  return false;
}

static bool
read_number (const char *text, gint64 *number)
{
  char *end;

  if (!g_ascii_isdigit (text[0]))
    return false;
  errno = 0;
  *number = g_ascii_strtoll (text, &end, 10);
  return errno == 0 && *end == '\0';
}

static bool
read_integer (const PlnOption *option, const char *text)
{
  gint64 number;
  g_autofree char *help = NULL;

  if (!read_number (text, &number) || number < option->least || number > option->most)
    {
      help = g_strdup_printf ("a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, option->least,
                              option->most);
      return refuse (option, text, help);
    }
  *(gint64 *) option->value = number;
  return true;
}

static bool
read_milliseconds (const PlnOption *option, const char *text)
{
  static const struct
  {
    const char *name;
    double milliseconds;
  } units[] = {
    { "", 1000 }, { "s", 1000 }, { "ms", 1 }, { "m", 60000 }, { "min", 60000 }, { "h", 3600000 },
  };
  char *unit = NULL;
  double number = g_ascii_isdigit (text[0]) ? g_ascii_strtod (text, &unit) : -1;

  if (unit && strspn (text, "0123456789.") != (gsize) (unit - text))
    unit = NULL;
  for (gsize k = 0; unit && k < G_N_ELEMENTS (units); k++)
    if (strcmp (unit, units[k].name) == 0 && number * units[k].milliseconds <= (double) option->most)
      {
        *(gint64 *) option->value = (gint64) ceil (number * units[k].milliseconds);
        return true;
      }
  return refuse (option, text, "write 10s, 500ms, 2m or 1h");
}

static bool
read_moment (const PlnOption *option, const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (text, utc);
  gint64 seconds = moment ? g_date_time_to_unix (moment) : -1;

  if (seconds < 0 || seconds > LATEST_SECOND)
    return refuse (option, text, "write a time as in 2022-10-11T17:00:00Z");
  *(gint64 *) option->value = seconds;
  return true;
}

static bool
read_choice (const PlnOption *option, const char *text)
{
  g_autoptr (GPtrArray) offered = g_ptr_array_new ();
  g_autofree char *help = NULL, *list = NULL;
  const char *meant;
  int choice;

  for (int k = 0; option->names[k]; k++)
    if (option->from_name (option->names[k]) >= 0)
      g_ptr_array_add (offered, (char *) option->names[k]);
  choice = option->from_name (text);
  if (choice >= 0)
    {
      *(int *) option->value = choice;
      return true;
    }
  meant = pln_did_you_mean (text, (const char *const *) offered->pdata, (int) offered->len);
  g_ptr_array_add (offered, NULL);
  list = g_strjoinv (", ", (char **) offered->pdata);
  help = meant ? g_strdup_printf ("did you mean %s?", meant) : g_strdup_printf ("one of %s", list);
  return refuse (option, text, help);
}

bool
pln_value_read (const PlnOption *option, const char *text)
{
  switch (option->kind)
    {
    case PLN_OPTION_INTEGER:
      return read_integer (option, text);
    case PLN_OPTION_MILLISECONDS:
      return read_milliseconds (option, text);
    case PLN_OPTION_MOMENT:
      return read_moment (option, text);
    case PLN_OPTION_CHOICE:
      return read_choice (option, text);
    case PLN_OPTION_LIST:
      g_ptr_array_add (*(GPtrArray **) option->value, (char *) text);
      return true;
    case PLN_OPTION_TEXT:
      if (!*text)
        return refuse (option, text, NULL);
      *(const char **) option->value = text;
      return true;
    case PLN_OPTION_FLAG:
      break;
    }
  g_return_val_if_reached (false);
}

bool
pln_value_read_source_date (gint64 *seconds)
{
  const char *text = getenv ("SOURCE_DATE_EPOCH");

  if (!text || !*text)
    {
      *seconds = g_get_real_time () / G_USEC_PER_SEC;
      return true;
    }
  if (read_number (text, seconds) && *seconds <= LATEST_SECOND)
    return true;
  pln_terminal_complain (PLN_CODE_BAD_VALUE, "unset it, or set it to seconds since 1970", "SOURCE_DATE_EPOCH is \"%s\"",
                         text);
  return false;
}
