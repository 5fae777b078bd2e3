/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/uri.h"

#include <glib.h>

static void
test_link (void)
{
  static const char *const good[] = { "https://example.org/a?b=c,d;e#f", "http://x", "mailto:a@example.org", "HTTPS://X/" };
  static const char *const bad[] = { "javascript:alert(1)", "file:///etc/passwd", "https://", "https://a b",
                                     "https://a\r\nX:y",    "https://\xc3\xa4",   "ftp://x",  "data:text/html,x",
                                     "https://a\"b",        "" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (pln_uri_is_link (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (pln_uri_is_link (bad[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uri/link", test_link);
  return g_test_run ();
}
