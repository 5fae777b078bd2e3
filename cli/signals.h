/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* SIGINT and SIGTERM ask a search to stop and hand over what it has; the second one ends the program
 * at once. */

#include <signal.h>

/* For every command: a write to a closed pipe or past a file limit is an error, not a death. */
void pln_signals_ignore_write_faults (void);

/* From now on the first SIGINT or SIGTERM sets the flag to its number. Returns: the flag */
volatile sig_atomic_t *pln_signals_catch (void);
