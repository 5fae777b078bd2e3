/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/lines.h"

#include <string.h>

/* The end of the physical line at @at: CR LF, LF and CR alone all end one. */
static char *
line_end (char *at, char *end)
{
  while (at < end && *at != '\n' && *at != '\r')
    at++;
  return at;
}

static char *
skip_line_end (char *at, char *end)
{
  if (at < end && *at == '\r')
    at++;
  else if (at < end)
    return at + 1;
  return at < end && *at == '\n' ? at + 1 : at;
}

void
pln_ics_lines_init (PlnIcsLines *lines, char *text, size_t length)
{
  bool has_mark = length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0;

  *lines = (PlnIcsLines){ .at = text + (has_mark ? 3 : 0), .end = text + length, .line = 1 };
}

/* Unfolding moves text only towards the start, so it is done in place. */
bool
pln_ics_lines_next (PlnIcsLines *lines, PlnIcsLine *line)
{
  char *stop, *to;

  if (lines->at >= lines->end)
    return false;
  line->text = lines->at;
  line->line = lines->line;
  stop = line_end (lines->at, lines->end);
  to = stop;
  for (;;)
    {
      char *next = skip_line_end (stop, lines->end);

      if (next > stop)
        lines->line++;
      lines->at = next;
      if (next >= lines->end || (*next != ' ' && *next != '\t'))
        break;
      next++;
      stop = line_end (next, lines->end);
      memmove (to, next, (size_t) (stop - next));
      to += stop - next;
    }
  /* There is room for the NUL: a line end, or the byte past the file. */
  *to = '\0';
  line->length = (size_t) (to - line->text);
  return true;
}

void
pln_ics_line_clean (PlnIcsLine *line, const char *file, PlnIcsWarnings *warnings)
{
  const char *bad = line->text;
  char *end = line->text + line->length;
  bool had_control = false;

  for (char *c = line->text; c < end; c++)
    if (((unsigned char) *c < 0x20 && *c != '\t') || *c == 0x7f)
      {
        *c = ' ';
        had_control = true;
      }
  if (had_control)
    pln_ics_warn (warnings, file, line->line, "control characters, read as spaces");
  if (g_utf8_validate (line->text, (gssize) line->length, &bad))
    return;
  pln_ics_warn (warnings, file, line->line, "not UTF-8 text; what is no character is read as \"?\"");
  while (!g_utf8_validate (bad, end - bad, &bad))
    line->text[bad++ - line->text] = '?';
}
