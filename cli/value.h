/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The values of options: numbers, lengths of time, dates, one of several words. */

#include "cli/options.h"

/* Reads @text into the option's place. Returns: false after telling what was expected */
bool pln_value_read (const PlnOption *option, const char *text);

/* SOURCE_DATE_EPOCH, or else the clock, in seconds since 1970.
 * Returns: false after telling that the variable is no number */
bool pln_value_read_source_date (gint64 *seconds);
