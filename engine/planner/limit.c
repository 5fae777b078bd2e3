/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "planner/limit.h"

#define LOOK_INTERVAL_US 4000

struct _PlnLimit
{
  volatile sig_atomic_t *stop;
  gint64 started, deadline; /* deadline 0: none */
  int flag;                 /* what searches read */
  int ended;                /* the run is over, not only a search */
  bool by_signal;           /* under the lock */
  bool quit;                /* under the lock */
  GMutex lock;
  GCond wake;
  GThread *thread;
};

/* Requires: the lock is held. */
static void
look (PlnLimit *limit)
{
  gint64 now = g_get_monotonic_time ();
  bool signalled = limit->stop && *limit->stop;

  if (!limit->ended && (signalled || (limit->deadline && now >= limit->deadline)))
    {
      limit->by_signal = signalled;
      g_atomic_int_set (&limit->ended, 1);
    }
  if (limit->ended)
    g_atomic_int_set (&limit->flag, 1);
}

static gpointer
watch (gpointer data)
{
  PlnLimit *limit = data;

  g_mutex_lock (&limit->lock);
  while (!limit->quit)
    {
      look (limit);
      g_cond_wait_until (&limit->wake, &limit->lock, g_get_monotonic_time () + LOOK_INTERVAL_US);
    }
  g_mutex_unlock (&limit->lock);
  return NULL;
}

PlnLimit *
pln_limit_new (int time_limit_ms, volatile sig_atomic_t *stop)
{
  PlnLimit *limit = g_new0 (PlnLimit, 1);

  limit->stop = stop;
  limit->started = g_get_monotonic_time ();
  if (time_limit_ms > 0)
    limit->deadline = limit->started + (gint64) time_limit_ms * 1000;
  g_mutex_init (&limit->lock);
  g_cond_init (&limit->wake);
  if (limit->deadline || stop)
    limit->thread = g_thread_new ("limit", watch, limit);
  return limit;
}

void
pln_limit_free (PlnLimit *limit)
{
  if (!limit)
    return;
  g_mutex_lock (&limit->lock);
  limit->quit = true;
  g_cond_signal (&limit->wake);
  g_mutex_unlock (&limit->lock);
  if (limit->thread)
    g_thread_join (limit->thread);
  g_mutex_clear (&limit->lock);
  g_cond_clear (&limit->wake);
  g_free (limit);
}

int *
pln_limit_flag (PlnLimit *limit)
{
  return &limit->flag;
}

bool
pln_limit_is_reached (const PlnLimit *limit)
{
  return g_atomic_int_get (&limit->ended) != 0;
}

/* A search that reads the clock or the signal by itself may end before the watch has looked. */
const char *
pln_limit_reason (PlnLimit *limit)
{
  g_mutex_lock (&limit->lock);
  look (limit);
  g_mutex_unlock (&limit->lock);
  if (!pln_limit_is_reached (limit))
    return NULL;
  return limit->by_signal ? "signal" : "time";
}

void
pln_limit_resume (PlnLimit *limit)
{
  g_mutex_lock (&limit->lock);
  g_atomic_int_set (&limit->flag, 0);
  look (limit);
  g_mutex_unlock (&limit->lock);
}

double
pln_limit_seconds (const PlnLimit *limit)
{
  return (double) (g_get_monotonic_time () - limit->started) / G_USEC_PER_SEC;
}

gint64
pln_limit_deadline (const PlnLimit *limit)
{
  return limit->deadline;
}
