/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The help of a command, printed from its table: usage, examples first, one line an option. */

#include "cli/options.h"

/* Returns: an exit code: printing can fail as any output can */
int pln_help_print (const PlnCommand *command,
                    const PlnOption *options,
                    int n_options,
                    const PlnOption *shared,
                    int n_shared);
