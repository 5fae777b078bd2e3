/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/request.h"

/* Where they differ: `ninja schemas` in the build directory writes the file anew. */
static void
test_committed (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "data", "request.schema.json", NULL);
  g_autofree char *printed = pln_request_schema ();
  g_autofree char *committed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &committed, NULL, &error));
  g_assert_cmpstr (printed, ==, committed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/request/committed", test_committed);
  return g_test_run ();
}
