/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/output.h"
#include "cli/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *directory;
  char *file; /* in it; does not exist */
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->directory = g_dir_make_tmp ("plenary-output-XXXXXX", NULL);
  place->file = g_build_filename (place->directory, "agenda.json", NULL);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (place->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (place->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (place->directory);
  g_free (place->directory);
  g_free (place->file);
}

static int
count_entries (const Place *place)
{
  g_autoptr (GDir) dir = g_dir_open (place->directory, 0, NULL);
  int n = 0;

  while (g_dir_read_name (dir))
    n++;
  return n;
}

static bool
write_text (const char *path, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return pln_output_write (path, bytes);
}

static void
assert_holds (const char *path, const char *text)
{
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, text);
}

static mode_t
mode_of (const char *path)
{
  struct stat status;

  g_assert_cmpint (stat (path, &status), ==, 0);
  return status.st_mode & 07777;
}

static void
test_new (Place *place, gconstpointer data)
{
  mode_t old = umask (027);

  g_assert_true (write_text (place->file, "one"));
  umask (old);
  assert_holds (place->file, "one");
  g_assert_cmpint (mode_of (place->file), ==, 0640);
  g_assert_cmpint (count_entries (place), ==, 1);
}

static void
test_replace (Place *place, gconstpointer data)
{
  g_assert_true (write_text (place->file, "one"));
  g_assert_cmpint (chmod (place->file, 0604), ==, 0);

  int reader = open (place->file, O_RDONLY | O_CLOEXEC);
  char before[8] = "";

  g_assert_true (write_text (place->file, "two"));
  assert_holds (place->file, "two");
  g_assert_cmpint (mode_of (place->file), ==, 0604);
  g_assert_cmpint (count_entries (place), ==, 1);
  /* Who had it open still sees the whole old file. */
  g_assert_cmpint (read (reader, before, sizeof before), ==, 3);
  g_assert_cmpstr (before, ==, "one");
  close (reader);
}

static void
test_link (Place *place, gconstpointer data)
{
  g_autofree char *link = g_build_filename (place->directory, "link", NULL);

  g_assert_cmpint (symlink ("agenda.json", link), ==, 0);
  g_assert_true (write_text (link, "through a link to nothing"));
  assert_holds (place->file, "through a link to nothing");
  g_assert_true (write_text (link, "again"));
  assert_holds (place->file, "again");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (count_entries (place), ==, 2);
}

static void
test_link_loop (Place *place, gconstpointer data)
{
  g_assert_cmpint (symlink ("agenda.json", place->file), ==, 0);
  g_assert_false (write_text (place->file, "x"));
  g_assert_cmpint (count_entries (place), ==, 1);
}

static void
test_pipe (Place *place, gconstpointer data)
{
  char got[8] = "";

  g_assert_cmpint (mkfifo (place->file, 0600), ==, 0);

  int reader = open (place->file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

  g_assert_true (write_text (place->file, "one"));
  g_assert_cmpint (read (reader, got, sizeof got), ==, 3);
  g_assert_cmpstr (got, ==, "one");
  close (reader);

  struct stat status;

  g_assert_cmpint (lstat (place->file, &status), ==, 0);
  g_assert_true (S_ISFIFO (status.st_mode));
}

static void
test_full (Place *place, gconstpointer data)
{
  struct stat status;

  g_assert_false (write_text ("/dev/full", "x"));
  g_assert_cmpint (stat ("/dev/full", &status), ==, 0);
  g_assert_true (S_ISCHR (status.st_mode));
}

/* A limit on the size of files stands for a disk that is full: the write fails half-way. */
static void
test_failed_write (Place *place, gconstpointer data)
{
  g_autoptr (GString) large = g_string_new (NULL);
  struct rlimit old, small;

  pln_signals_ignore_write_faults ();
  g_assert_true (write_text (place->file, "old"));
  while (large->len < 100000)
    g_string_append (large, "0123456789");
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = 50000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);

  bool written = write_text (place->file, large->str);

  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  g_assert_false (written);
  assert_holds (place->file, "old");
  g_assert_cmpint (count_entries (place), ==, 1);
}

static void
test_impossible (Place *place, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (place->directory, "none", "agenda.json", NULL);
  g_autofree char *below_file = g_build_filename (place->file, "agenda.json", NULL);

  g_assert_true (pln_output_is_possible (NULL));
  g_assert_true (pln_output_is_possible ("-"));
  g_assert_true (pln_output_is_possible (place->file));
  g_assert_cmpint (count_entries (place), ==, 0);
  g_assert_true (write_text (place->file, "one"));
  g_assert_false (pln_output_is_possible (nowhere));
  g_assert_false (pln_output_is_possible (below_file));
  g_assert_false (pln_output_is_possible (place->directory));
  g_assert_false (write_text (nowhere, "x"));
  g_assert_false (write_text (below_file, "x"));
  g_assert_false (write_text (place->directory, "x"));
  assert_holds (place->file, "one");
}

static void
test_same_file (Place *place, gconstpointer data)
{
  g_autofree char *link = g_build_filename (place->directory, "link", NULL);
  g_autofree char *other = g_build_filename (place->directory, "other", NULL);

  g_assert_true (write_text (place->file, "x") && write_text (other, "x"));
  g_assert_cmpint (symlink ("agenda.json", link), ==, 0);
  g_assert_true (pln_output_is_same_file (place->file, link));
  g_assert_false (pln_output_is_same_file (place->file, other));
  g_assert_false (pln_output_is_same_file (place->file, NULL));
  g_assert_false (pln_output_is_same_file ("-", "-"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Place *place, gconstpointer data);
  } tests[] = {
    { "/output/new", test_new },
    { "/output/replace", test_replace },
    { "/output/link", test_link },
    { "/output/link-loop", test_link_loop },
    { "/output/pipe", test_pipe },
    { "/output/full", test_full },
    { "/output/failed-write", test_failed_write },
    { "/output/impossible", test_impossible },
    { "/output/same-file", test_same_file },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize k = 0; k < G_N_ELEMENTS (tests); k++)
    g_test_add (tests[k].path, Place, NULL, set_up, tests[k].test, tear_down);
  return g_test_run ();
}
