/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/agenda.h"
#include "model/request.h"

/* Where they differ: `ninja schemas` in the build directory writes the file anew. */
static void
assert_committed (const char *name, const char *printed)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "data", name, NULL);
  g_autofree char *committed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &committed, NULL, &error));
  g_assert_cmpstr (printed, ==, committed);
}

static void
test_request (void)
{
  g_autofree char *printed = pln_request_schema ();

  assert_committed ("request.schema.json", printed);
}

static void
test_agenda (void)
{
  g_autofree char *printed = pln_agenda_schema ();

  assert_committed ("agenda.schema.json", printed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/request/committed", test_request);
  g_test_add_func ("/schema/agenda/committed", test_agenda);
  return g_test_run ();
}
