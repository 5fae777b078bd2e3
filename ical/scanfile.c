/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

/* Opens what is to be read without waiting for a writer: a FIFO is refused, not waited for. */
static GBytes *
read_file (const char *path, const char *shown, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat about;
  g_autofree char *text = NULL;
  size_t length = 0;

  if (fd < 0 || fstat (fd, &about) != 0 || !S_ISREG (about.st_mode))
    {
      g_set_error (error, PLN_ICS_ERROR, PLN_ICS_ERROR_UNREADABLE, "%s: %s", shown,
                   fd < 0 ? g_strerror (errno) : "not a regular file");
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  if (about.st_size <= PLN_ICS_MAX_BYTES)
    {
      ssize_t n = 0;

      text = g_malloc (PLN_ICS_MAX_BYTES + 1);
      while (length <= PLN_ICS_MAX_BYTES && (n = read (fd, text + length, PLN_ICS_MAX_BYTES + 1 - length)) > 0)
        length += (size_t) n;
      if (n < 0)
        length = SIZE_MAX;
    }
  close (fd);
  if (text == NULL || length == PLN_ICS_MAX_BYTES + 1)
    g_set_error (error, PLN_ICS_ERROR, PLN_ICS_ERROR_LIMIT, "%s: larger than 16 MiB", shown);
  else if (length == SIZE_MAX)
    g_set_error (error, PLN_ICS_ERROR, PLN_ICS_ERROR_UNREADABLE, "%s: cannot be read", shown);
  else
    return g_bytes_new_take (g_realloc (g_steal_pointer (&text), length + 1), length);
  return NULL;
}

PlnIcs *
pln_ics_scan_file (const char *path, const char *shown, GBytes **bytes, PlnIcsWarnings *warnings, GError **error)
{
  g_autoptr (GBytes) content = read_file (path, shown, error);
  PlnIcs *ics;

  if (content == NULL)
    return NULL;
  ics = pln_ics_scan (shown, content, warnings, error);
  if (ics != NULL && bytes != NULL)
    *bytes = g_steal_pointer (&content);
  return ics;
}
