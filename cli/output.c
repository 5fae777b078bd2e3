/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/output.h"

#include "cli/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum
{
  MOST_LINKS = 40, /* followed one after another, as the kernel does */
  MOST_NAMES = 100, /* tried for the moment between link and rename */
};

/* All functions here that return bool or a descriptor set errno where they fail. */

static bool
write_all (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      ssize_t n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return false;
      data += n;
      length -= (gsize) n;
    }
  return true;
}

static bool
write_bytes (int fd, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return write_all (fd, data, length);
}

/* Closes @fd, keeping the errno of an earlier failure. */
static bool
close_after (int fd, bool ok)
{
  int error = errno;
  bool closed = close (fd) == 0;

  if (!ok)
    errno = error;
  return ok && closed;
}

/* The path that a chain of symbolic links ends at; it need not exist.
 * Returns: (transfer full) (nullable) */
static char *
resolve_links (const char *path)
{
  g_autofree char *at = g_strdup (path);

  for (int k = 0; k < MOST_LINKS; k++)
    {
      g_autofree char *target = g_file_read_link (at, NULL), *directory = NULL;

      if (!target)
        return g_steal_pointer (&at);
      directory = g_path_get_dirname (at);
      g_free (at);
      at = g_path_is_absolute (target) ? g_strdup (target) : g_build_filename (directory, target, NULL);
    }
  errno = ELOOP;
  return NULL;
}

static bool
write_directly (const char *path, GBytes *bytes)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOCTTY);

  return fd >= 0 && close_after (fd, write_bytes (fd, bytes));
}

/* Gives the new file the owner and mode of the old one. The owner is tried only: who may not give
 * files away still may replace them. */
static bool
keep_mode (int fd, const struct stat *old)
{
  if (fchown (fd, old->st_uid, old->st_gid) != 0 && fchown (fd, (uid_t) -1, old->st_gid) != 0)
    errno = 0;
  return fchmod (fd, old->st_mode & 07777) == 0;
}

static bool
fill (int fd, GBytes *bytes, const struct stat *old)
{
  return write_bytes (fd, bytes) && (!old || keep_mode (fd, old)) && fsync (fd) == 0;
}

/* Makes the entry of a directory last, as far as the file system can. */
static void
sync_directory (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);
  int fd = open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* Renames @temporary over @path, or removes it. */
static bool
rename_or_remove (const char *temporary, const char *path)
{
  int error;

  if (rename (temporary, path) == 0)
    return true;
  error = errno;
  unlink (temporary);
  errno = error;
  return false;
}

/* Gives the nameless file @fd the name @path. linkat() replaces nothing, so an old file needs a name
 * beside it for a moment. */
static bool
link_over (int fd, const char *path)
{
  g_autofree char *nameless = g_strdup_printf ("/proc/self/fd/%d", fd);

  for (int k = 0; k < MOST_NAMES; k++)
    {
      g_autofree char *temporary = g_strdup_printf ("%s.%08x.tmp", path, g_random_int ());

      if (linkat (AT_FDCWD, nameless, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0)
        return rename_or_remove (temporary, path);
      if (errno != EEXIST)
        return false;
    }
  return false;
}

/* Not every file system has nameless files, and /proc may be missing. */
static bool
replace_with_named (const char *path, GBytes *bytes, const struct stat *old)
{
  g_autofree char *temporary = g_strdup_printf ("%s.XXXXXX", path);
  int fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0666), error;

  if (fd < 0)
    return false;
  if (close_after (fd, fill (fd, bytes, old)))
    return rename_or_remove (temporary, path);
  error = errno;
  unlink (temporary);
  errno = error;
  return false;
}

static bool
replace (const char *path, GBytes *bytes, const struct stat *old)
{
  g_autofree char *directory = g_path_get_dirname (path);
  int fd;

  if (old && faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
    return false;
  fd = open (directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
  if (fd < 0 && errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)
    return false;
  if (fd >= 0)
    {
      bool filled = fill (fd, bytes, old);
      bool linked = filled && link_over (fd, path);

      if (close_after (fd, linked))
        return true;
      if (!filled || errno != ENOENT)
        return false;
    }
  return replace_with_named (path, bytes, old);
}

static bool
write_file (const char *path, GBytes *bytes)
{
  g_autofree char *target = resolve_links (path);
  struct stat old;
  bool exists;

  if (!target)
    return false;
  exists = stat (target, &old) == 0;
  if (!exists && errno != ENOENT)
    return false;
  if (exists && !S_ISREG (old.st_mode))
    return write_directly (target, bytes);
  if (!replace (target, bytes, exists ? &old : NULL))
    return false;
  sync_directory (target);
  return true;
}

bool
pln_output_write (const char *path, GBytes *bytes)
{
  bool is_stdout = strcmp (path, "-") == 0;

  if (is_stdout ? write_bytes (STDOUT_FILENO, bytes) : write_file (path, bytes))
    return true;
  pln_terminal_complain (PLN_CODE_UNWRITABLE, NULL, "cannot write %s: %s", is_stdout ? "to standard output" : path,
                         g_strerror (errno));
  return false;
}

bool
pln_output_is_possible (const char *path)
{
  g_autofree char *target = NULL, *directory = NULL;
  struct stat status;

  if (!path || strcmp (path, "-") == 0)
    return true;
  target = resolve_links (path);
  if (target && stat (target, &status) == 0 && S_ISDIR (status.st_mode))
    errno = EISDIR;
  else if (target)
    {
      directory = g_path_get_dirname (target);
      if (stat (directory, &status) == 0)
        {
          if (S_ISDIR (status.st_mode))
            return true;
          errno = ENOTDIR;
        }
    }
  pln_terminal_complain (PLN_CODE_UNWRITABLE, NULL, "cannot write %s: %s", path, g_strerror (errno));
  return false;
}

bool
pln_output_is_same_file (const char *a, const char *b)
{
  struct stat x, y;

  return a && b && strcmp (a, "-") != 0 && strcmp (b, "-") != 0 && stat (a, &x) == 0 && stat (b, &y) == 0
         && S_ISREG (x.st_mode) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}
