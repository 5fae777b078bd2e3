/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/interval.h"

static void
test_unite (void)
{
  PlnSpans spans = { 0 };

  pln_spans_add (&spans, (PlnInterval){ 50, 60 });
  pln_spans_add (&spans, (PlnInterval){ 10, 20 });
  pln_spans_add (&spans, (PlnInterval){ 20, 30 });
  pln_spans_add (&spans, (PlnInterval){ 40, 40 });
  pln_spans_add (&spans, (PlnInterval){ 12, 14 });
  pln_spans_unite (&spans);
  g_assert_cmpint (spans.n, ==, 2);
  g_assert_cmpint (spans.at[0].start, ==, 10);
  g_assert_cmpint (spans.at[0].end, ==, 30);
  g_assert_cmpint (spans.at[1].start, ==, 50);
  g_assert_true (pln_spans_contain (&spans, (PlnInterval){ 15, 25 }));
  g_assert_false (pln_spans_contain (&spans, (PlnInterval){ 15, 55 }));
  g_assert_true (pln_spans_overlap (&spans, (PlnInterval){ 0, 11 }));
  g_assert_false (pln_spans_overlap (&spans, (PlnInterval){ 30, 50 }));
  g_assert_false (pln_spans_overlap (&spans, (PlnInterval){ 15, 15 }));
  g_assert_cmpint (pln_spans_covered (&spans, (PlnInterval){ 25, 55 }), ==, 10);
  pln_spans_clear (&spans);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/interval/unite", test_unite);
  return g_test_run ();
}
