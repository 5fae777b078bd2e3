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

/* Non-zero once the run is to end; read with g_atomic_int_get (). A search may set it too, to end
 * itself; pln_limit_resume () takes that back. Lives as long as the limit. */
int *pln_limit_flag (PlnLimit *limit);
bool pln_limit_is_reached (const PlnLimit *limit);

/* "time" or "signal": what ended the run; NULL while nothing has. */
const char *pln_limit_reason (PlnLimit *limit);

/* Lowers the flag again unless the run is over. */
void pln_limit_resume (PlnLimit *limit);

double pln_limit_seconds (const PlnLimit *limit); /* since the clock was started */
gint64 pln_limit_deadline (const PlnLimit *limit); /* of g_get_monotonic_time (); 0: none */
