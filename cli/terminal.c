/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/terminal.h"

#include "text/width.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static PlnColourMode colour_mode = PLN_COLOUR_AUTO;
static bool is_unicode;

void
pln_terminal_begin (void)
{
  /* The character set alone: dates, numbers and messages are the same in every locale. */
  setlocale (LC_CTYPE, "");
  is_unicode = strcmp (nl_langinfo (CODESET), "UTF-8") == 0;
}

void
pln_terminal_set_colour_mode (PlnColourMode mode)
{
  colour_mode = mode;
}

bool
pln_terminal_is_unicode (void)
{
  return is_unicode;
}

static bool
is_set (const char *variable)
{
  const char *value = getenv (variable);

  return value && *value;
}

bool
pln_terminal_has_colour (int fd)
{
  const char *force = getenv ("CLICOLOR_FORCE"), *term = getenv ("TERM");

  if (colour_mode != PLN_COLOUR_AUTO)
    return colour_mode == PLN_COLOUR_ALWAYS;
  if (is_set ("NO_COLOR"))
    return false;
  if (force && *force && strcmp (force, "0") != 0)
    return true;
  return isatty (fd) && term && *term && strcmp (term, "dumb") != 0;
}

int
pln_terminal_columns (int fd)
{
  struct winsize size;

  if (!isatty (fd) || ioctl (fd, TIOCGWINSZ, &size) != 0)
    return 0;
  return size.ws_col;
}

void
pln_terminal_tell (const PlnDiagnostics *diagnostics)
{
  g_autofree char *text = pln_diagnostics_format (diagnostics, pln_terminal_has_colour (STDERR_FILENO), is_unicode);

  fputs (text, stderr);
}

void
pln_terminal_complain (PlnCode code, const char *help, const char *format, ...)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, code, NULL, (PlnPlace){ 0, 0 }, NULL, NULL, help, "%s",
                       message);
  pln_terminal_tell (diagnostics);
}

void
pln_terminal_say (const char *format, ...)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  pln_text_append_safe (line, message, is_unicode);
  fprintf (stderr, "plenary: %s\n", line->str);
}
