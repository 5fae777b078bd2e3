/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/limit.h"

static void
wait_for (PlnLimit *limit, int milliseconds)
{
  for (int k = 0; k < milliseconds && !g_atomic_int_get (pln_limit_flag (limit)); k++)
    g_usleep (1000);
}

static void
test_none (void)
{
  g_autoptr (PlnLimit) limit = pln_limit_new (0, NULL);

  g_assert_cmpint (pln_limit_deadline (limit), ==, 0);
  g_assert_false (pln_limit_is_reached (limit));
  g_assert_null (pln_limit_reason (limit));
}

static void
test_time (void)
{
  g_autoptr (PlnLimit) limit = pln_limit_new (20, NULL);

  g_assert_false (pln_limit_is_reached (limit));
  wait_for (limit, 5000);
  g_assert_true (pln_limit_is_reached (limit));
  g_assert_cmpstr (pln_limit_reason (limit), ==, "time");
  g_assert_cmpfloat (pln_limit_seconds (limit), >=, 0.02);
}

static void
test_signal (void)
{
  volatile sig_atomic_t stop = 0;
  g_autoptr (PlnLimit) limit = pln_limit_new (600000, &stop);

  g_assert_cmpint (g_atomic_int_get (pln_limit_flag (limit)), ==, 0);
  stop = 1;
  wait_for (limit, 5000);
  g_assert_cmpstr (pln_limit_reason (limit), ==, "signal");
}

/* A search that ends itself does not end the run; one that the run ended stays so. */
static void
test_resume (void)
{
  volatile sig_atomic_t stop = 0;
  g_autoptr (PlnLimit) limit = pln_limit_new (600000, &stop);

  g_atomic_int_set (pln_limit_flag (limit), 1);
  g_assert_false (pln_limit_is_reached (limit));
  pln_limit_resume (limit);
  g_assert_cmpint (g_atomic_int_get (pln_limit_flag (limit)), ==, 0);
  stop = 1;
  pln_limit_resume (limit);
  g_assert_cmpint (g_atomic_int_get (pln_limit_flag (limit)), ==, 1);
  g_assert_true (pln_limit_is_reached (limit));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/limit/none", test_none);
  g_test_add_func ("/limit/time", test_time);
  g_test_add_func ("/limit/signal", test_signal);
  g_test_add_func ("/limit/resume", test_resume);
  return g_test_run ();
}
