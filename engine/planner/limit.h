/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What may end a run: a time limit and a flag that a signal handler sets. Both are folded into one
 * flag that searches read; nothing else in the planner looks at the clock. */

#include <glib.h>
#include <signal.h>
#include <stdbool.h>

typedef struct _PlnLimit PlnLimit;

/* Starts the clock. A thread of its own watches it.
 *
 * @time_limit_ms: 0: none
 * @stop: (nullable): borrowed
 * Returns: (transfer full) */
PlnLimit *pln_limit_new (int time_limit_ms, volatile sig_atomic_t *stop);
void pln_limit_free (PlnLimit *limit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlnLimit, pln_limit_free)

/* Non-zero once the run, or the share of it that was given, is over; read with g_atomic_int_get ().
 * A search may set it too; pln_limit_share () takes that back. Lives as long as the limit. */
int *pln_limit_flag (PlnLimit *limit);
bool pln_limit_is_reached (const PlnLimit *limit);

/* "time" or "signal": what ended the run; NULL while nothing has. */
const char *pln_limit_reason (const PlnLimit *limit);

/* Raises the flag by itself for part of the time that is left: @percent of it from now on. Zero takes
 * that back; the limits of the run stay. */
void pln_limit_share (PlnLimit *limit, int percent);

double pln_limit_seconds (const PlnLimit *limit); /* since the clock was started */
gint64 pln_limit_deadline (const PlnLimit *limit); /* of g_get_monotonic_time (); 0: none */
