/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/lint.h"

#include <string.h>

/* What stands before a secret, in small letters. */
static const char *const marks[] = { "pwd=", "password:", "password is", "passcode:", "passcode is", "passwort:", "pin:",
                                     "zoom.us/j/", "meet.google.com/", "teams.microsoft.com/l/meetup-join", "webex.com/meet/" };

/* Digits of a telephone number: "+1 669 900 6833", "(0228) 123 456". */
#define LEAST_PHONE_DIGITS 9
#define MOST_PHONE_DIGITS 15

/* Length of what looks like a telephone number at the beginning of @text, or 0. Groups of digits with
 * a plus sign or brackets; plain numbers and dates are none. */
static gsize
phone_length (const char *text)
{
  bool plus = *text == '+', brackets = *text == '(';
  int digits = 0, groups = 0;
  gsize k = plus;

  if (!plus && !brackets)
    return 0;
  for (; text[k] && strchr ("0123456789 ()-./", text[k]); k++)
    if (g_ascii_isdigit (text[k]))
      {
        digits++;
        groups += k == 0 || !g_ascii_isdigit (text[k - 1]);
      }
  return digits >= LEAST_PHONE_DIGITS && digits <= MOST_PHONE_DIGITS && (plus || groups > 1) ? k : 0;
}

/* The first likely secret in @text that begins a word, with its length; NULL where there is none. */
static const char *
find_secret (const char *text, gsize *length)
{
  for (const char *at = text; *at; at++)
    {
      if (at > text && g_ascii_isalnum (at[-1]))
        continue;
      for (gsize k = 0; k < G_N_ELEMENTS (marks); k++)
        if (g_ascii_strncasecmp (at, marks[k], strlen (marks[k])) == 0)
          {
            *length = strlen (marks[k]);
            return at;
          }
      *length = phone_length (at);
      if (*length > 0)
        return at;
    }
  return NULL;
}

/* Where it stands in the file, if it stands there as it is; else @around. */
static PlnPlace
locate (const PlnMeeting *meeting, PlnPlace around, const char *secret, gsize length)
{
  const PlnSource *source = meeting->source;
  const char *found;

  if (!source)
    return around;
  found = g_strstr_len (source->text + around.start, (gssize) (around.end - around.start), secret);
  if (!found)
    return around;
  return (PlnPlace){ (guint32) (found - source->text), (guint32) ((gsize) (found - source->text) + length) };
}

static void
lint_text (const PlnMeeting *meeting, PlnDiagnostics *diagnostics, PlnPlace around, const char *text, const char *whose)
{
  g_autofree char *secret = NULL;
  const char *at;
  gsize length;

  if (!text)
    return;
  at = find_secret (text, &length);
  if (!at)
    return;
  secret = g_strndup (at, length);
  pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_SECRET, locate (meeting, around, secret, length),
                 "put how to join into \"conference\", which the public never sees",
                 "the %s may tell a secret: \"%s\"", whose, secret);
}

void
pln_lint_secrets (const PlnMeeting *meeting, PlnDiagnostics *diagnostics)
{
  PlnPlace whole = { 0, meeting->source ? (guint32) meeting->source->length : 0 };

  lint_text (meeting, diagnostics, whole, meeting->title, "title");
  lint_text (meeting, diagnostics, whole, meeting->notes, "notes");
  lint_text (meeting, diagnostics, whole, meeting->location, "location");
  for (int k = 0; k < meeting->n_topics; k++)
    {
      const PlnTopic *topic = &meeting->topics[k];

      lint_text (meeting, diagnostics, topic->extent, topic->title, "title");
      lint_text (meeting, diagnostics, topic->extent, topic->notes, "notes");
      lint_text (meeting, diagnostics, topic->extent, topic->contingent, "condition");
    }
}
