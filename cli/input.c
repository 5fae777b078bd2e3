/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/input.h"

#include "cli/terminal.h"
#include "text/diagnostic.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum
{
  LARGEST_INPUT = 64 << 20, /* bytes; no reader takes more */
  FIRST_READ = 64 << 10,
  MOST_NEIGHBOURS = 1000, /* files looked at for a suggestion */
};

const char *
pln_input_name (const char *path)
{
  return strcmp (path, "-") == 0 ? "<stdin>" : path;
}

static void
fail (PlnDiagnostics *diagnostics, const char *path, const char *what, const char *why, const char *help)
{
  pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_UNREADABLE, NULL, (PlnPlace){ 0, 0 }, NULL, NULL, help,
                       "%s %s: %s", what, pln_input_name (path), why);
}

/* A file of nearly that name in the same directory, or NULL. Returns: (transfer full) (nullable) */
static char *
find_neighbour (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path), *base = g_path_get_basename (path);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name, *nearest;

  while (dir && names->len < MOST_NEIGHBOURS && (name = g_dir_read_name (dir)))
    g_ptr_array_add (names, g_strdup (name));
  nearest = pln_did_you_mean (base, (const char *const *) names->pdata, (int) names->len);
  return nearest ? g_strdup_printf ("did you mean %s?", nearest) : NULL;
}

static int
open_input (const char *path, PlnDiagnostics *diagnostics)
{
  g_autofree char *help = NULL;
  int fd;

  if (strcmp (path, "-") == 0)
    return STDIN_FILENO;
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd >= 0)
    return fd;
  int error = errno;

  help = error == ENOENT ? find_neighbour (path) : NULL;
  fail (diagnostics, path, "cannot open", g_strerror (error), help);
  return -1;
}

/* Reads up to one byte more than the limit. Returns: false with errno set */
static bool
read_all (int fd, GByteArray *bytes)
{
  gsize length = 0;

  g_byte_array_set_size (bytes, FIRST_READ);
  for (;;)
    {
      ssize_t n;

      if (length == bytes->len)
        g_byte_array_set_size (bytes, 2 * bytes->len);
      n = read (fd, bytes->data + length, bytes->len - length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return false;
      length += (gsize) n;
      if (n == 0 || length > LARGEST_INPUT)
        break;
    }
  g_byte_array_set_size (bytes, (guint) length);
  return true;
}

GBytes *
pln_input_read (const char *path, PlnDiagnostics *diagnostics)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int fd = open_input (path, diagnostics);
  bool complete;

  if (fd < 0)
    return NULL;
  complete = read_all (fd, bytes);
  if (!complete)
    fail (diagnostics, path, "cannot read", g_strerror (errno), NULL);
  else if (bytes->len > LARGEST_INPUT)
    {
      fail (diagnostics, path, "cannot read", "larger than 64 MiB", NULL);
      complete = false;
    }
  if (fd != STDIN_FILENO)
    close (fd);
  return complete ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

PlnMeeting *
pln_input_read_meeting (const char *path, GBytes *bytes, PlnCalendars *calendars, PlnDiagnostics *diagnostics)
{
  g_autoptr (PlnMeeting) meeting = pln_meeting_read (pln_input_name (path), bytes, pln_calendars_read, calendars, diagnostics);

  return pln_calendars_finish (calendars, meeting, diagnostics) ? g_steal_pointer (&meeting) : NULL;
}

PlnAgenda *
pln_input_read_agenda (const char *path)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GBytes) bytes = pln_input_read (path, diagnostics);
  PlnAgenda *agenda = bytes ? pln_agenda_read (pln_input_name (path), bytes, diagnostics) : NULL;

  pln_terminal_tell (diagnostics);
  return agenda;
}
