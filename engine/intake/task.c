/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/harvest.h"

#include "intake/day-name.h"

#include <stdio.h>
#include <string.h>

/* A wiki's table of open tasks repeats in the task's text what its other columns say: who it falls to,
 * first or last, and by when. */

char *
pln_due_date (const char *text)
{
  char month[4] = { 0 };
  PlnCivil civil = { 0 };

  if (sscanf (text, "%4d-%2d-%2d", &civil.year, &civil.month, &civil.day) != 3)
    {
      if (sscanf (text, "%2d %3[A-Za-z]%*[a-z.] %4d", &civil.day, month, &civil.year) != 3
          && sscanf (text, "%2d %3[A-Za-z] %4d", &civil.day, month, &civil.year) != 3
          && sscanf (text, "%3[A-Za-z]%*[a-z.] %2d, %4d", month, &civil.day, &civil.year) != 3
          && sscanf (text, "%3[A-Za-z] %2d, %4d", month, &civil.day, &civil.year) != 3)
        return g_strdup (text);
      civil.month = pln_month_from_name (month);
    }
  if (!pln_civil_is_valid (civil))
    return g_strdup (text);
  return g_strdup_printf ("%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

static void
cut_end (char *text, const char *tail)
{
  gsize length = strlen (text), tail_length = strlen (tail);

  if (tail_length > 0 && length > tail_length && strcmp (text + length - tail_length, tail) == 0)
    text[length - tail_length] = '\0';
  g_strchomp (text);
}

static const char *
without_start (const char *text, const char *head)
{
  gsize length = strlen (head);

  if (length == 0 || strncmp (text, head, length) != 0 || (text[length] != ' ' && text[length] != ','))
    return text;
  text += length;
  return text + strspn (text, " ,:-");
}

char *
pln_task_text (const char *text, const char *assignee, const char *due)
{
  g_autofree char *copy = g_strdup (without_start (text, assignee));
  char *result;

  cut_end (copy, due);
  cut_end (copy, assignee);
  if (copy[0] == '\0')
    return g_strdup (text);
  result = g_steal_pointer (&copy);
  result[0] = g_ascii_toupper (result[0]);
  return result;
}
