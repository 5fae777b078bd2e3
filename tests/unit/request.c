/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/meeting.h"

#include <string.h>

static PlnMeeting *
read_file (const char *path)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  PlnMeeting *meeting;
  char *data;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, &error));
  bytes = g_bytes_new_take (data, length);
  meeting = pln_meeting_read (path, bytes, NULL, NULL, diagnostics);
  if (!meeting)
    {
      g_autofree char *text = pln_diagnostics_format (diagnostics, false, true);

      g_test_message ("%s", text);
    }
  return meeting;
}

static void
test_examples (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "examples", "dmlt-2022-10.json", NULL);
  g_autoptr (PlnMeeting) meeting = read_file (path);
  const PlnTopic *topic;

  g_assert_nonnull (meeting);
  g_assert_cmpstr (meeting->id, ==, "dmlt-2022-10");
  g_assert_cmpint (meeting->n_days, ==, 2);
  g_assert_cmpint (meeting->n_blocks, ==, 5);
  g_assert_cmpint (meeting->n_topics, ==, 10);
  g_assert_cmpint (meeting->n_items, ==, 10);
  topic = &meeting->topics[pln_meeting_find_topic (meeting, "frameworks")];
  g_assert_cmpint (topic->n_cast, ==, 2);
  g_assert_cmpstr (topic->merged[0], ==, "bps");
  topic = &meeting->topics[pln_meeting_find_topic (meeting, "cluster")];
  g_assert_cmpint (topic->preferred, ==, 30);
  g_assert_cmpint (topic->least, ==, 15);
}

static void
test_shared (void)
{
  const char *shared = g_getenv ("PLENARY_SHARED");
  g_autofree char *root = shared ? g_build_filename (shared, "bench", "requests", NULL) : NULL;
  GDir *dir = root ? g_dir_open (root, 0, NULL) : NULL;
  const char *folder, *file;
  int n = 0;

  if (!dir)
    {
      g_test_skip ("no shared requests");
      return;
    }
  while ((folder = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (root, folder, NULL);
      GDir *sub = g_dir_open (path, 0, NULL);

      while (sub && (file = g_dir_read_name (sub)))
        {
          g_autofree char *full = g_build_filename (path, file, NULL);
          g_autoptr (PlnMeeting) meeting = read_file (full);

          g_assert_nonnull (meeting);
          n++;
        }
      g_clear_pointer (&sub, g_dir_close);
    }
  g_dir_close (dir);
  g_assert_cmpint (n, >, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request/examples", test_examples);
  g_test_add_func ("/request/shared", test_shared);
  return g_test_run ();
}
